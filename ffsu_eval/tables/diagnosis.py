"""Tables of a diagnosis: portrait, responses and their slots, walks by neighbourhood, communes."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.charts.diagnosis.labels import DIMENSIONS, MEASURES, SLOTS, TYPES, UNITS
from ffsu_eval.charts.words import label_of, missing_sign
from ffsu_eval.french import (
    NOT_APPLICABLE,
    NOT_PUBLISHED,
    interval_from,
    is_missing,
    number,
    percent,
)
from ffsu_eval.indicators.diagnosis.communes import ALIKE, OTHERS
from ffsu_eval.indicators.diagnosis.portrait import COUNTED
from ffsu_eval.indicators.frames import WHOLE, need
from ffsu_eval.rows import Row, capital, rows
from ffsu_eval.tables.recorded.cells import text_table

Names = Mapping[str, str]
WHOLE_FR = "Ensemble"
PORTRAIT_SIGNS = (
    f"{NOT_PUBLISHED} : non documenté dans cette mission ; {NOT_APPLICABLE} : les taux de communes "
    "différentes ne se moyennent pas."
)
WALK_SIGNS = (
    f"{NOT_APPLICABLE} : moins de trois points notés ; {NOT_PUBLISHED} : dimension non notée."
)
COMMUNE_SIGNS = (
    f"ns : écart non établi, ou non retenu après correction pour comparaisons multiples ; "
    f"{NOT_APPLICABLE} : non calculable."
)


def portrait_table(portrait: pd.DataFrame, communes: Names) -> pd.DataFrame:
    """Measures in rows, communes in columns, the whole last where something adds up.

    ValueError: missing column, a measure or a commune without name.
    """
    need(portrait, "portrait", ("measure", "territory_id", "year", "value"))
    cells = {(row["measure"], row["territory_id"]): row for row in rows(portrait)}
    columns = {**communes, WHOLE: WHOLE_FR} if len(communes) > 1 else dict(communes)
    lines = []
    for measure in dict.fromkeys(portrait["measure"]):
        line = {"Mesure": label_of(MEASURES, measure)}
        for code, name in columns.items():
            line[name] = _measure(measure, code, cells.get((measure, code)))
        lines.append(line)
    return text_table(lines)


def _measure(measure: str, code: str, row: Row | None) -> str:
    if row is None:
        return NOT_APPLICABLE if measure not in COUNTED else NOT_PUBLISHED
    if is_missing(row["value"]):
        return NOT_PUBLISHED
    return f"{number(row['value'], 0 if measure in COUNTED else 1)} ({row['year']})"


def responses_table(
    responses: pd.DataFrame, organisations: Names, publics: Names, phenomena: Names, places: Names
) -> pd.DataFrame:
    """Each response: who, what, for whom, where, how much, when; in the order of publics, then labels."""
    order = {name: rank for rank, name in enumerate(publics)}
    ordered = sorted(rows(responses), key=lambda row: (order[row["public"]], row["label_fr"]))
    return text_table(
        [
            {
                "Réponse": str(row["label_fr"]),
                "Organisme": label_of(organisations, row["org_id"]),
                "Type": capital(TYPES[row["response_type"]]),
                "Public": capital(publics[row["public"]]),
                "Phénomène": capital(phenomena[row["phenomenon"]]),
                "Secteur": "Tout le territoire"
                if is_missing(row["quartier_id"])
                else places.get(row["quartier_id"], row["quartier_id"]),
                "Capacité": f"{_plain(row['capacity'])} {UNITS[row['capacity_unit']]}",
                "Moment": capital(SLOTS[row["slots"]]),
            }
            for row in ordered
        ]
    )


def _plain(value: float) -> str:
    return number(value, 0 if float(value) == int(value) else 1)


def slots_table(slots: pd.DataFrame) -> pd.DataFrame:
    """Responses open by day, in the evening, at night, and all of them."""
    return text_table(
        [
            {
                "Moment": WHOLE_FR if row["slots"] == WHOLE else capital(SLOTS[row["slots"]]),
                "Réponses ouvertes": number(row["count"]),
                "Part": NOT_APPLICABLE if is_missing(row["value"]) else percent(row["value"]),
            }
            for row in rows(slots)
        ]
    )


def walks_table(profile: pd.DataFrame, places: Names) -> pd.DataFrame:
    """Mean score by neighbourhood (alphabetical order) and dimension, points between brackets."""
    need(profile, "profile", ("quartier_id", "dimension", "value", "n"))
    cells = {(row["quartier_id"], row["dimension"]): row for row in rows(profile)}
    held = [name for name in dict.fromkeys(profile["quartier_id"]) if name != WHOLE]
    ordered = sorted(held, key=lambda place: places.get(place, place))
    lines = []
    for place in [*ordered, WHOLE]:
        line = {"Quartier": WHOLE_FR if place == WHOLE else places.get(place, place)}
        for dimension, label in DIMENSIONS.items():
            line[capital(label)] = _score(cells.get((place, dimension)))
        lines.append(line)
    return text_table(lines)


def _score(row: Row | None) -> str:
    if row is None:
        return NOT_PUBLISHED
    if is_missing(row["value"]):
        return NOT_APPLICABLE
    return f"{number(row['value'], 1)} ({number(row['n'])})"


def communes_table(ratios: pd.DataFrame, labels: Names, places: Names) -> pd.DataFrame:
    """DLS04: rates of both sides per 1,000 and a year, ratio and interval, in the order of ``labels``."""
    order = {name: rank for rank, name in enumerate(labels)}
    several = ratios["territory_id"].nunique() > 1
    lines = []
    for row in sorted(rows(ratios), key=lambda row: order[row["indicator_id"]]):
        absent = is_missing(row["value"])
        sign = missing_sign(row["caveat"])
        first = places[row["territory_id"]]
        second = places.get(row["other_id"], capital(OTHERS))
        line = {"Indicateur": capital(labels[row["indicator_id"]])}
        line |= {"Commune": first} if several else {}
        line |= {
            f"Taux {'de la commune' if several else first} (‰ par an)": sign
            if absent
            else number(row["rate"], 1),
            f"Taux {'des autres' if several else second} (‰ par an)": sign
            if absent
            else number(row["rate_other"], 1),
            "Rapport": sign if absent else _ratio(row),
            "Années": NOT_APPLICABLE
            if absent
            else f"{row['first_year']}-{row['last_year']} ({number(row['n_years'])})",
            "Réserve": str(row["caveat"]) or "aucune",
        }
        lines.append(line)
    return text_table(lines)


def _ratio(row: Row) -> str:
    text = f"{number(row['value'], 2)} {interval_from(row['ci_low'], row['ci_high'], 1, 2)}"
    return f"{text} ns" if row["direction"] == ALIKE else text
