"""Territories of the missions: one or several communes, named in data/reference/territories.csv."""

import re
from dataclasses import dataclass

from ffsu_eval.errors import ParameterError
from ffsu_eval.reference import table
from ffsu_eval.rows import Row, rows

FILE = "data/reference/territories.csv"
CODE = re.compile(r"\d[0-9AB]\d{3}")
ONE_COMMUNE, SEVERAL = ("commune",), ("communes", "ept", "metropole")


@dataclass(frozen=True)
class Territory:
    """One territory: ``communes`` are INSEE codes."""

    slug: str
    label_fr: str
    level: str
    communes: tuple[str, ...]


def territory(slug: str) -> Territory:
    """The territory of this slug.

    Raises ParameterError when it is not in the table, or when its line there is wrong: repeated
    slug, unknown level, code that is no commune's, repeated code, more codes than the level has.
    """
    known = rows(table("territories"))
    # line 1 is the heading
    found = [(line, row) for line, row in enumerate(known, 2) if row["slug"] == slug]
    if not found:
        slugs = ", ".join(sorted(row["slug"] for row in known))
        raise ParameterError(f"territory : « {slug} » absent de {FILE} (connus : {slugs})")
    line, row = found[-1]
    fault = f"territoire « {slug} » déjà donné" if len(found) > 1 else _fault(row)
    if fault:
        raise ParameterError(f"{FILE}, ligne {line} : {fault}")
    return Territory(slug, row["label_fr"], row["level"], tuple(row["insee_codes"].split("|")))


def _fault(row: Row) -> str:
    """What is wrong in a line, in French; empty when nothing is."""
    codes = row["insee_codes"].split("|")
    if not row["label_fr"]:
        return "label_fr : nom obligatoire"
    if row["level"] not in (*ONE_COMMUNE, *SEVERAL):
        return f"level : attendu {', '.join((*ONE_COMMUNE, *SEVERAL))}"
    if not all(CODE.fullmatch(code) for code in codes):
        return "insee_codes : codes de commune de cinq caractères, séparés par « | »"
    if len(set(codes)) < len(codes):
        return "insee_codes : code répété"
    if (len(codes) == 1) != (row["level"] in ONE_COMMUNE):
        return f"insee_codes : {len(codes)} pour le niveau « {row['level']} »"
    return ""
