"""What tells one fictitious city from another: levels, trends, moods and habits, never code."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from data.demo.generate.chance import generator

Shares = tuple[float, ...]


@dataclass(frozen=True)
class Commune:
    """One commune of a territory: its name, residents and dwellings in 2016, and how far its
    recorded crime is from that of the territory, by indicator."""

    code: str
    label: str
    population: int
    dwellings: int
    ratio: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Quartier:
    """One neighbourhood: invented name, residents, dwellings, share in a priority neighbourhood,
    weight of its incidents."""

    label: str
    population: int
    dwellings: int
    qpv: float
    weight: int


@dataclass(frozen=True)
class Story:
    """One city. ``crime``: indicator → rate per 1,000 in 2018 and yearly change;
    ``elsewhere``: yearly change of the communes of comparison where it is not the usual one;
    ``hidden``: indicators that the producer does not publish there, and their years;
    ``tilt``: how far answers lean from the usual ones, by construct and theme (0: as usual);
    ``respondents``: finished questionnaires by category; ``interviews``: by family of actors;
    ``salience``, ``tone``: how often a theme is raised, and how favourably (−1 to 1);
    ``presence``: attendance by college; ``cancelled``: (year, month) of meetings not held."""

    city: str
    label: str
    communes: tuple[Commune, ...]
    departement: tuple[str, str, str]  # code, name, code of the région
    # before the first code of its invented communes; around Paris they keep 93 or 94, since the rule
    # of comparison compares these with each other only, and no commune has such a code
    block: int
    quartiers: tuple[Quartier, ...]
    crime: Mapping[str, tuple[float, float]]
    elsewhere: Mapping[str, float] = field(default_factory=dict)
    hidden: Mapping[str, range] = field(default_factory=dict)
    tilt: Mapping[tuple[str, str], float] = field(default_factory=dict)
    respondents: Mapping[str, int] = field(default_factory=dict)
    earlier: Mapping[tuple[str, str], float] | None = None
    residents: float | None = None
    interviews: Mapping[str, int] = field(default_factory=dict)
    salience: Mapping[str, int] = field(default_factory=dict)
    tone: Mapping[str, float] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    presence: Mapping[str, float] = field(default_factory=dict)
    cancelled: frozenset[tuple[int, int]] = frozenset()
    council: bool = True
    executed: float = 0.6
    incidents: tuple[int, int, int] = (0, 0, 0)
    categories: Mapping[str, int] = field(default_factory=dict)
    evening: float = 1.0
    votes: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    legal: Mapping[str, str] = field(default_factory=dict)
    events: tuple[tuple[str, str, str], ...] = ()

    def chance(self, name: str) -> np.random.Generator:
        """Generator of one dataset of this city: adding another leaves it unchanged."""
        return generator(f"{self.city}:{name}")
