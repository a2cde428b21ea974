"""Tables of local incidents: sources and completeness, night and answers, location quotients."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.charts.incidents.labels import CATEGORIES, UNITS, part_words
from ffsu_eval.charts.words import label_of, missing_sign
from ffsu_eval.french import (
    NBSP,
    NOT_APPLICABLE,
    NOT_ESTABLISHED,
    NOT_PUBLISHED,
    SECRET,
    interval,
    is_missing,
    join_fr,
    number,
    percent,
)
from ffsu_eval.indicators.frames import WHOLE, need, truths
from ffsu_eval.indicators.incidents.bands import established
from ffsu_eval.indicators.incidents.quotient import SAME
from ffsu_eval.rows import Row, capital, rows
from ffsu_eval.tables.recorded.cells import percent_cell, text_table

SIGNS = (
    f"{NOT_PUBLISHED} : non remis par la source ; {SECRET} : secret statistique, moins de six "
    f"incidents ; {NOT_ESTABLISHED} : écart non établi, ou non retenu après correction pour "
    f"comparaisons multiples ; {NOT_APPLICABLE} : sans objet ou non calculé."
)


def sources_table(
    completeness: pd.DataFrame,
    density: pd.DataFrame,
    changes: pd.DataFrame,
    sources: Mapping[str, str],
) -> pd.DataFrame:
    """T1: per source, months reported each year (INC02), density of the last year, its change.

    ``completeness``, ``density``, ``changes``: INC02 and INC01; only the whole of each source is
    read. ValueError: missing column, a source without name.
    """
    need(changes, "changes", ("source_org_id", "territory_id", "base_year", "end_year"))
    parts = [frame[frame["territory_id"] == WHOLE] for frame in (completeness, density)]
    given, levels = (
        {(row["source_org_id"], int(row["year"])): row for row in rows(part)} for part in parts
    )
    lines = []
    for row in _in_order(changes[changes["territory_id"] == WHOLE], sources):
        source, first, last = row["source_org_id"], int(row["base_year"]), int(row["end_year"])
        level = levels.get((source, last))
        line = {"Source": sources[source]}
        for year in range(first, last + 1):
            line[f"Mois remis {year}"] = percent(given[(source, year)]["value"])
        line[f"Incidents {last}"] = _count(level)
        line[f"Densité {last}"] = _density(level)
        line["Pour"] = NOT_APPLICABLE if level is None else UNITS[str(level["exposure_unit"])]
        line[f"Évolution {first}-{last} (%)"] = _change(row)
        line["Réserve"] = str(row["caveat"]) or "aucune"
        lines.append(line)
    return text_table(lines)


def _in_order(frame: pd.DataFrame, sources: Mapping[str, str]) -> list[Row]:
    """Rows in the order of the sources; ValueError for one without name."""
    for source in frame["source_org_id"]:
        label_of(sources, source)
    return sorted(rows(frame), key=lambda row: list(sources).index(row["source_org_id"]))


def _count(level: Row | None) -> str:
    if level is None:
        return NOT_PUBLISHED
    return missing_sign(level["caveat"]) if is_missing(level["count"]) else number(level["count"])


def _density(level: Row | None) -> str:
    if level is None:
        return NOT_PUBLISHED
    if is_missing(level["value"]):
        return missing_sign(level["caveat"])
    return f"{number(level['value'], 1)} {interval(level['ci_low'], level['ci_high'], 1)}"


def _change(row: Row) -> str:
    if is_missing(row["value"]):
        return NOT_APPLICABLE
    text = percent_cell(*(100 * (row[name] - 1) for name in ("value", "ci_low", "ci_high")))
    return f"{text} {NOT_ESTABLISHED}" if row["direction"] == "stable" else text


def moments_table(
    nights: pd.DataFrame,
    delays: pd.DataFrame,
    duplicates: pd.DataFrame,
    sources: Mapping[str, str],
) -> pd.DataFrame:
    """Per source: incidents with and without hour, night share, answers, duplicates presumed.

    ``nights``, ``delays``, ``duplicates``: INC03, INC07 and INC08 by source. ValueError: missing
    column, a source without name.
    """
    answered = {row["source_org_id"]: row for row in rows(delays)}
    twice = {row["source_org_id"]: row for row in rows(duplicates)}
    lines = []
    for row in _in_order(nights[nights["source_org_id"] != WHOLE], sources):
        source = row["source_org_id"]
        delay, double = answered.get(source), twice[source]
        lines.append(
            {
                "Source": sources[source],
                "Avec heure": _known(row["n"]),
                "Sans heure": _known(row["left_out"]),
                "Part nocturne": _share(row),
                "Délai médian (min)": _minutes(delay, "value"),
                "Neuvième décile (min)": _minutes(delay, "p90"),
                "Réponses datées": NOT_APPLICABLE if delay is None else _known(delay["n"]),
                "Doublons présumés": missing_sign(double["caveat"])
                if is_missing(double["count"])
                else number(double["count"]),
            }
        )
    return text_table(lines)


def _known(count: object) -> str:
    return SECRET if is_missing(count) else number(count)


def _share(row: Row) -> str:
    if is_missing(row["value"]):
        return missing_sign(row["caveat"])
    bounds = interval(100 * row["ci_low"], 100 * row["ci_high"])
    return f"{percent(row['value'])} {bounds}"


def _minutes(delay: Row | None, name: str) -> str:
    return NOT_APPLICABLE if delay is None else _known(delay[name])


def nights_table(
    nights: pd.DataFrame, parts: pd.DataFrame, places: Mapping[str, str]
) -> pd.DataFrame:
    """INC03 by neighbourhood and the parts of the week above the rest (INC04); the whole comes last.

    ValueError: missing column, a territory without name.
    """
    need(nights, "nights", ("territory_id", "count", "n", "value"))
    lines = {}
    for row in rows(nights):
        place = row["territory_id"]
        above = rows(established(parts, place))
        name = label_of(places, place)
        lines[(place == WHOLE, name)] = {
            "Quartier": "Ensemble" if place == WHOLE else name,
            "Avec heure": _known(row["n"]),
            "Part nocturne": _share(row),
            "Moments plus chargés": join_fr(
                [part_words(int(part["weekday"]), part["part"]) for part in above]
            )
            or "aucun ne se distingue",
        }
    return text_table([lines[key] for key in sorted(lines)])


def quotients_table(quotients: pd.DataFrame, places: Mapping[str, str]) -> pd.DataFrame:
    """LQ of each category (rows) in each neighbourhood (columns, alphabetical order).

    ``quotients``: INC06. « ns »: not established. ValueError: missing column, a category or a
    territory without name.
    """
    need(quotients, "quotients", ("territory_id", "category_code", "value", "direction"))
    cells = {(row["category_code"], row["territory_id"]): row for row in rows(quotients)}
    present = quotients["territory_id"].unique()
    ordered = sorted(present, key=lambda place: label_of(places, place))
    lines = []
    for code in sorted(quotients["category_code"].unique(), key=lambda c: label_of(CATEGORIES, c)):
        line = {"Catégorie": capital(CATEGORIES[code])}
        for place in ordered:
            line[places[place]] = _quotient(cells[(code, place)])
        lines.append(line)
    return text_table(lines)


def _quotient(row: Row) -> str:
    if is_missing(row["value"]):
        return SECRET
    return number(row["value"], 1) + (f"{NBSP}{NOT_ESTABLISHED}" * (row["direction"] == SAME))


def signals_table(quotients: pd.DataFrame, places: Mapping[str, str]) -> pd.DataFrame:
    """The quotients that are established, with their interval, by neighbourhood then category."""
    need(quotients, "quotients", ("count", "n", "value", "ci_low", "ci_high", "signal"))
    kept = quotients[truths(quotients["signal"]) & (quotients["direction"] != SAME)]
    found = [
        {
            "Quartier": label_of(places, row["territory_id"]),
            "Catégorie": capital(label_of(CATEGORIES, row["category_code"])),
            "Incidents": number(row["count"]),
            "Quotient": f"{number(row['value'], 2)} {interval(row['ci_low'], row['ci_high'], 2)}",
            "Lecture": str(row["direction"]),
        }
        for row in rows(kept)
    ]
    return text_table(sorted(found, key=lambda line: (line["Quartier"], line["Catégorie"])))
