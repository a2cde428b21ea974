"""What tells one fictitious mission on radicalisation from another: what is set up, known, given back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from data.demo.generate.chance import generator

COMMUNES = Path(__file__).with_name("communes.txt")
BANDS = ("petites", "moyennes", "grandes")
Triple = tuple[float, float, float]


class Commune(NamedTuple):
    """One commune: its code, its real name, its inhabitants (rounded)."""

    code: str
    label: str
    population: int

    @property
    def band(self) -> str:
        """Its band of population."""
        return BANDS[(self.population > 5_000) + (self.population > 15_000)]


class Session(NamedTuple):
    """One training session: who it was for, in which communes, how many came of how many."""

    family: str
    band: str
    level: str
    trained: int
    target: int


@dataclass(frozen=True)
class Territory:
    """One mission. ``setup``: share of the small, middle and large communes that have each thing;
    ``answered``: communes that answered; ``circuit``: share where a step is written, then only said;
    ``sessions``: training; ``respondents``: answers by profession; ``knows``, ``confident``,
    ``fears``: shares; ``signalled``: share, then shares of yes and sometimes among them;
    ``vignettes``: shares of under, right and over, the rest does not know; ``resources``: type,
    label, commune, public, level, hours; ``unscaled``, ``unreviewed``, ``dropped``: ranks of actions;
    ``interviews``: by family; ``people``: who its interviews speak of."""

    city: str
    label: str
    setup: Mapping[str, Triple]
    answered: int
    circuit: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    circuit_answered: int = 0
    sessions: tuple[Session, ...] = ()
    respondents: Mapping[str, int] = field(default_factory=dict)
    knows: float = 0.5
    confident: float = 0.5
    fears: float = 0.4
    signalled: float = 0.3
    returned: tuple[float, float] = (0.3, 0.2)
    vignettes: Mapping[str, Triple] = field(default_factory=dict)
    resources: tuple[tuple[str, str, str, str, str, float], ...] = ()
    unscaled: frozenset[int] = frozenset()
    unreviewed: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    baselines: bool = True
    interviews: Mapping[str, int] = field(default_factory=dict)
    salience: Mapping[str, int] = field(default_factory=dict)
    tone: Mapping[str, float] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    presence: Mapping[str, float] = field(default_factory=dict)
    cancelled: frozenset[tuple[int, int]] = frozenset()
    executed: float = 0.6
    meets: bool = True
    votes: Mapping[str, tuple[str, float]] = field(default_factory=dict)

    @cached_property
    def communes(self) -> tuple[Commune, ...]:
        """Its communes, in the order of their codes."""
        lines = COMMUNES.read_text(encoding="utf-8").splitlines()
        cells = [line.split(";") for line in lines if line.startswith(f"{self.city};")]
        return tuple(Commune(code, label, int(people)) for _, code, label, people in cells)

    def chance(self, name: str) -> np.random.Generator:
        """Generator of one dataset of this mission: adding another leaves it unchanged."""
        return generator(f"{self.city}:radicalisation:{name}")
