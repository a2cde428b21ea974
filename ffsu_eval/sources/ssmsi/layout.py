"""Headings of the bases: those of each release, and the same after a user has saved the file again.

Headings are compared without case, accents, spaces or punctuation: « unité.de.compte »,
« unite_de_compte » and « Unité de compte » are one column.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ffsu_eval.reference import table

Level = Literal["commune", "departement"]

COLUMNS = {
    "annee": "year",
    "classe": "label",
    "indicateur": "label",
    "unitedecompte": "unit_of_count",
    "valeurpubliee": "diffusion",
    "estdiffuse": "diffusion",
    "faits": "count",
    "nombre": "count",
    "tauxpourmille": "rate_per_1000",
    "pop": "population",
    "inseepop": "population",
    "millpop": "population_year",
    "inseepopmillesime": "population_year",
    "log": "dwellings",
    "inseelog": "dwellings",
    "milllog": "dwellings_year",
    "inseelogmillesime": "dwellings_year",
}
COMMUNE = re.compile(r"codgeo(\d{4})?")
DEPARTEMENT = "codedepartement"


@dataclass(frozen=True)
class Layout:
    """``places``: position in the file of each column; ``headings``: its heading there.

    ``geo_vintage``: year of the geographic code that the heading of the communes names, if any.
    """

    level: Level | None
    places: dict[str, int]
    headings: dict[str, str]
    geo_vintage: int | None
    repeated: tuple[str, ...]


def layout_of(header: Sequence[str]) -> Layout:
    """Layout of a file from its first line; what is not a column of the base is left out."""
    places: dict[str, int] = {}
    repeated = []
    level: Level | None = None
    vintage = None
    for place, heading in enumerate(header):
        plain = squeezed(heading)
        commune = COMMUNE.fullmatch(plain)
        if commune:
            name, level = "territory_code", "commune"
            vintage = int(commune[1]) if commune[1] else None
        elif plain == DEPARTEMENT:
            name, level = "territory_code", level or "departement"
        else:
            name = COLUMNS.get(plain, "")
        if name and name in places:
            repeated.append(heading)
        elif name:
            places[name] = place
    headings = {name: header[place] for name, place in places.items()}
    return Layout(level, places, headings, vintage, tuple(repeated))


def squeezed(text: str) -> str:
    """Lower-case letters and digits of a text, without accents."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in bare if character.isalnum())


def official_labels() -> dict[str, str]:
    """Squeezed label of an indicator → the label as the producer writes it."""
    return {squeezed(label): label for label in table("ssmsi_labels")["label_source"]}
