"""Territories of the missions: one or several communes, named in data/reference/territories.csv."""

from dataclasses import dataclass

from ffsu_eval.errors import ParameterError
from ffsu_eval.reference import table


@dataclass(frozen=True)
class Territory:
    """One territory: ``communes`` are INSEE codes."""

    slug: str
    label_fr: str
    level: str
    communes: tuple[str, ...]


def territory(slug: str) -> Territory:
    """The territory of this slug; raises ParameterError when it is not in the table."""
    rows = table("territories")
    found = rows[rows["slug"] == slug]
    if found.empty:
        known = ", ".join(sorted(rows["slug"]))
        raise ParameterError(
            f"territory : « {slug} » absent de data/reference/territories.csv (connus : {known})"
        )
    row = found.iloc[0]
    return Territory(slug, row["label_fr"], row["level"], tuple(row["insee_codes"].split("|")))
