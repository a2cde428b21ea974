"""Evidence of an evaluation: zones (EVA03), synthetic control (EVA04), costs (EVA06), priorities (EVA07).

Who counts the facts of a zone takes part in the policy: no item is independent of what is judged.
"""

import re
import unicodedata
from collections.abc import Mapping

import pandas as pd

from ffsu_eval.charts.evaluation.labels import category_name
from ffsu_eval.evidence.items import Design, Direction, Evidence, Origin, quality
from ffsu_eval.evidence.recorded import DIRECTIONS
from ffsu_eval.french import (
    NBSP,
    NOT_APPLICABLE,
    count_words,
    interval_from,
    is_missing,
    number,
    percent,
    signed,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.incidents.base import FRAGILE
from ffsu_eval.indicators.incidents.coverage import COMPLETE
from ffsu_eval.indicators.zones import AROUND, GAIN, HERE, LOSS, MOVED, NET, SPREAD, UNDETECTED
from ffsu_eval.rows import Row, rows

Names = Mapping[str, str]
CONTROLLED: Design = "avant-après avec témoin"
MOVES: dict[str, Direction] = {MOVED: "hausse", SPREAD: "baisse", GAIN: "baisse", LOSS: "hausse"}
MOVE_LABELS = {AROUND: "déplacement autour de la zone", NET: "bilan de la zone et de ses abords"}
MANY_SUBJECTS = 8
FEW_MISSING = 1 - COMPLETE + 1e-9


def slug(text: str) -> str:
    """A category as an identifier of evidence may name it: letters without accents, digits, « _ »."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_").lower()[:30] or "categorie"


def from_zones(
    effects: pd.DataFrame, names: Names, categories: Names, origin: Origin
) -> list[Evidence]:
    """EVA03: ``EVA03:A01`` for all facts (or the only category), ``EVA03:A01.cambriolages`` for each."""
    items = []
    for row in rows(effects):
        known = not is_missing(row["value"])
        detected = known and row["direction"] != UNDETECTED
        firm = known and FRAGILE not in row["caveat"] and (not detected or bool(row["robust"]))
        items.append(
            _item(
                f"EVA03:{_name(row, effects)}",
                f"{names[row['comparison_id']]} : {category_name(row['category'], categories)}, "
                "écart d'évolution avec les zones témoins",
                zone_statement(row),
                signed(100 * (row["value"] - 1), unit="%") if known else NOT_APPLICABLE,
                DIRECTIONS.get(row["direction"], "non établi"),
                (known, known, firm),
                row,
                origin,
                CONTROLLED,
            )
        )
    return items


def _name(row: Row, frame: pd.DataFrame) -> str:
    """Identifier of what is compared; that of all the facts has no category."""
    alone = (frame["comparison_id"] == row["comparison_id"]) & (frame["category"] != WHOLE)
    several = frame.loc[alone, "category"].nunique() > 1
    named = several and row["category"] != WHOLE
    return str(row["comparison_id"]) + (f".{slug(row['category'])}" if named else "")


def zone_statement(row: Row) -> str:
    """« −48 % [−67 ; −19] par rapport aux zones témoins, baisse relative »."""
    if is_missing(row["value"]):
        return f"un écart non calculable ({row['caveat']})"
    low, high = (100 * (row[name] - 1) for name in ("ci_low", "ci_high"))
    bounds = interval_from(low, high, 0, 0, plus=True)
    change = f"{signed(100 * (row['value'] - 1))}{NBSP}% {bounds}"
    if row["direction"] != UNDETECTED:
        return f"{change} par rapport aux zones témoins, {row['direction']}"
    reach = signed(100 * (row["detectable"] - 1))
    return (
        f"{change} par rapport aux zones témoins, non détectable (une baisse moins forte que {reach}"
        f"{NBSP}% passerait inaperçue)"
    )


def from_displacement(frame: pd.DataFrame, names: Names, origin: Origin) -> list[Evidence]:
    """EVA03: ``EVA03:A01.deplacement`` and ``EVA03:A01.net``, of all the facts of the comparison."""
    items = []
    for identifier, own in frame[frame["measure"] != HERE].groupby("comparison_id", sort=False):
        chosen = WHOLE if WHOLE in set(own["category"]) else own["category"].iloc[0]
        for row in rows(own[own["category"] == chosen]):
            known = not is_missing(row["value"])
            bounds = interval_from(row["ci_low"], row["ci_high"], 0, 0, plus=True) if known else ""
            items.append(
                _item(
                    f"EVA03:{identifier}.{row['measure']}",
                    f"{names[str(identifier)]} : {MOVE_LABELS[row['measure']]}",
                    f"{signed(row['value'])} faits {bounds} par rapport au témoin, {row['direction']}"
                    if known
                    else f"un écart non calculable ({row['caveat']})",
                    f"{signed(row['value'])} faits" if known else NOT_APPLICABLE,
                    MOVES.get(row["direction"], "non établi"),
                    (known, known, known and row["caveat"] == ""),
                    row,
                    origin,
                    CONTROLLED,
                )
            )
    return items


def from_synthetic(conditions: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """EVA04: one item that says why no synthetic control is computed; it supports nothing."""
    years, donors = (int(conditions[name].max()) for name in ("n_years", "n_donors"))
    known = count_words(years, "année diffusée", "années diffusées", True)
    said = (
        f"un comparateur synthétique non calculé ({known} avant la politique et "
        f"{count_words(donors, 'commune', feminine=True)} de comparaison au plus)"
    )
    row: Row = {"value": None}
    label = "comparateur synthétique"
    checks = (False, False, False)
    return [_item("EVA04:ensemble", label, said, NOT_APPLICABLE, "non établi", checks, row, origin)]


def from_full_costs(costs: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """EVA06: one item per action that has a cost, and the whole with its missing share."""
    items = []
    for row in rows(costs):
        if is_missing(row["cost"]):
            continue
        whole = row["action_id"] == WHOLE
        unit = (
            ""
            if is_missing(row["value"])
            else f", {number(row['value'])}{NBSP}€ par unité de réalisation "
            f"({row['output_indicator']})"
        )
        said = (
            f"{number(row['cost'])}{NBSP}€ pour {count_words(row['n'], 'action', feminine=True)} "
            f"({percent(row['missing_share'])} des actions sans coût documenté)"
            if whole
            else f"{number(row['cost'])}{NBSP}€{unit}"
        )
        complete = row["missing_share"] <= FEW_MISSING if whole else row["caveat"] == ""
        items.append(
            _item(
                f"EVA06:{row['action_id']}",
                "coût des actions" if whole else f"coût de l'action : {row['title_fr']}",
                said,
                f"{number(row['cost'])}{NBSP}€",
                "descriptif",
                (complete, True, True),
                {**row, "value": row["cost"]},
                origin,
            )
        )
    return items


def from_priorities(correlation: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """EVA07: are the priorities of the start those of today?"""
    row = rows(correlation)[0]
    known = not is_missing(row["value"])
    subjects = count_words(row["n"], "sujet")
    said = (
        f"une corrélation des rangs de {number(row['value'], 2)} sur {subjects}"
        if known
        else f"une corrélation non calculable ({row['caveat']})"
    )
    return [
        _item(
            "EVA07:ensemble",
            "priorités du départ et d'aujourd'hui",
            said,
            number(row["value"], 2) if known else NOT_APPLICABLE,
            "descriptif" if known else "non établi",
            (known, known, known and row["n"] >= MANY_SUBJECTS),
            row,
            origin,
        )
    ]


def _item(
    identifier: str,
    label: str,
    said: str,
    headline: str,
    direction: Direction,
    checks: tuple[bool, bool, bool],
    row: Row,
    origin: Origin,
    design: Design | None = None,
) -> Evidence:
    covered, stable, precise = checks
    return Evidence(
        evidence_id=identifier,
        label_fr=label,
        statement_fr=said,
        headline_fr=headline,
        family="REC",
        quality=quality(covered, stable, precise, independence=False),
        direction=direction,
        producer=origin.producer,
        status=origin.status,
        shown_in=origin.shown_in,
        value=_number(row.get("value")),
        ci_low=_number(row.get("ci_low")),
        ci_high=_number(row.get("ci_high")),
        n=None if is_missing(row.get("n")) else int(row["n"]),
        design=design,
    )


def _number(value: object) -> float | None:
    return None if is_missing(value) else float(str(value))
