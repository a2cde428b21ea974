"""Evidence of a diagnosis: felt and recorded (DLS01), needs and responses (DLS02), walks (DLS03),
communes side by side (DLS04), social indicators (SOC)."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.charts.diagnosis.labels import DIMENSIONS, MEASURES, PERIODS, SLOTS
from ffsu_eval.evidence.items import Evidence, Family, Origin, quality
from ffsu_eval.french import (
    NBSP,
    NOT_APPLICABLE,
    count_words,
    elide,
    interval_from,
    is_missing,
    number,
    of_total,
    percent,
)
from ffsu_eval.indicators.diagnosis.communes import OTHERS
from ffsu_eval.indicators.diagnosis.needs import COVERED, GAP
from ffsu_eval.indicators.diagnosis.portrait import COUNTED
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.rows import Row, rows

Names = Mapping[str, str]
SHOWN_BASE = 30
MANY_POINTS = 10


def from_quadrant(frame: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """DLS01: one item per phenomenon; the survey's, since recorded crime has its own items."""
    compared = int(frame["felt_rank"].notna().sum())
    items = []
    for row in rows(frame):
        known = not is_missing(row["felt_rank"])
        said = (
            f"rang {_rank(row['felt_rank'])} sur {number(compared)} pour la fréquence rencontrée, rang "
            f"{_rank(row['trend_rank'])} pour l'évolution enregistrée : {row['quadrant']}"
            if known
            else f"une comparaison non calculable ({row['caveat']})"
        )
        items.append(
            _item(
                f"DLS01:{row['phenomenon']}",
                f"{row['label_fr']} : ressenti et enregistré",
                said,
                f"rangs {_rank(row['felt_rank'])} et {_rank(row['trend_rank'])}"
                if known
                else NOT_APPLICABLE,
                "SUR",
                origin,
                row["value"],
                row["n"],
                (known, True, known and bool(row["established"]) and row["n"] >= SHOWN_BASE, True),
            )
        )
    return items


def _rank(rank: float) -> str:
    return number(rank, 0 if float(rank) == int(rank) else 1)


def from_coverage(
    coverage: pd.DataFrame, publics: Names, phenomena: Names, origin: Origin
) -> list[Evidence]:
    """DLS02: one item per public and phenomenon that has an established need, and the whole."""
    established = coverage[coverage["state"].isin([GAP, COVERED])]
    items = [
        _item(
            f"DLS02:{row['public']}.{row['phenomenon']}",
            f"réponses aux besoins : {publics[row['public']]}, {phenomena[row['phenomenon']]}",
            _need(row),
            str(row["state"]),
            "DOC",
            origin,
            row["value"],
            row["n"],
            (True, True, True, False),
        )
        for row in rows(established)
    ]
    gaps, total = int((established["state"] == GAP).sum()), len(established)
    said = (
        f"{count_words(gaps, 'besoin établi', 'besoins établis')} sans réponse sur {number(total)}"
        if total
        else "aucun besoin signalé par deux familles de preuves"
    )
    whole = _item(
        "DLS02:ensemble",
        "besoins établis sans réponse",
        said,
        of_total(gaps, total) if total else NOT_APPLICABLE,
        "DOC",
        origin,
        gaps if total else None,
        total,
        (total > 0, True, total > 0, False),
    )
    return [*items, whole]


def _need(row: Row) -> str:
    families = count_words(row["value"], "famille", feminine=True)
    head = f"un besoin signalé par {families} de preuves"
    if row["state"] == GAP:
        return f"{head}, sans réponse recensée"
    answers = count_words(row["responses"], "réponse recensée", "réponses recensées", True)
    moment = "" if row["evening"] else ", en journée seulement"
    return f"{head}, {answers}{moment}"


def from_slots(slots: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """DLS02: responses open by day, in the evening, at night."""
    return [
        _item(
            f"DLS02:{row['slots']}",
            f"réponses ouvertes {SLOTS[row['slots']]}",
            _open(row),
            of_total(row["count"], row["n"]),
            "DOC",
            origin,
            row["value"],
            row["n"],
            (True, True, True, False),
        )
        for row in rows(slots)
        if row["slots"] != WHOLE and row["n"]
    ]


def _open(row: Row) -> str:
    when, count = SLOTS[row["slots"]], row["count"]
    if count < 2:
        one = count_words(count, "réponse ouverte", feminine=True)
        return f"{one} {when} sur {number(row['n'])} recensées"
    return (
        f"{number(count)} réponses ouvertes {when} sur {number(row['n'])} recensées "
        f"({percent(row['value'])})"
    )


def from_walks(profile: pd.DataFrame, origin: Origin) -> list[Evidence]:
    """DLS03: mean score of each dimension, in all (``DLS03:eclairage``), by day and in the evening."""
    items = []
    for row in rows(profile[profile["value"].notna()]):
        whole = row["period"] == WHOLE
        when = "" if whole else f", marches {PERIODS[row['period']]}"
        items.append(
            _item(
                f"DLS03:{row['dimension']}" + ("" if whole else f".{row['period']}"),
                f"{DIMENSIONS[row['dimension']]}{when}",
                f"une note moyenne de {number(row['value'], 1)} sur 4 en "
                f"{count_words(row['n'], 'point')}, {percent(row['low_share'])} des notes étant de 1 ou 2",
                f"{number(row['value'], 1)} sur 4",
                "OBS",
                origin,
                row["value"],
                row["n"],
                (False, True, row["n"] >= MANY_POINTS, True),
            )
        )
    return items


def from_communes(
    ratios: pd.DataFrame, labels: Names, places: Names, origin: Origin
) -> list[Evidence]:
    """DLS04: ``DLS04:cambriolages`` for two communes, ``DLS04:94028.cambriolages`` for more."""
    several = ratios["territory_id"].nunique() > 1
    items = []
    for row in rows(ratios):
        known = not is_missing(row["value"])
        other = places.get(row["other_id"], f"les {OTHERS}")
        named = elide("de", other) if row["other_id"] in places else f"des {OTHERS}"
        said = (
            f"un taux {number(row['value'], 2)} fois celui {named} "
            f"{interval_from(row['ci_low'], row['ci_high'], 1, 2)}, {row['direction']}"
            if known
            else f"une comparaison non calculable ({row['caveat']})"
        )
        name = f"{row['territory_id']}." if several else ""
        item = _item(
            f"DLS04:{name}{row['indicator_id']}",
            f"{labels[row['indicator_id']]} : {places[row['territory_id']]} et {other}",
            said,
            number(row["value"], 2) if known else NOT_APPLICABLE,
            "REC",
            origin,
            row["value"],
            None,
            (known, known, known and row["caveat"] == "", True),
            bounds=(row["ci_low"], row["ci_high"]),
        )
        items.append(item)
    return items


def from_portrait(
    portrait: pd.DataFrame, communes: Names, dataset: str, origin: Origin
) -> list[Evidence]:
    """Social indicators, ``SOC:poverty_rate`` for one commune, ``SOC:poverty_rate.94028`` for several."""
    own = portrait[portrait["value"].notna() & (portrait["territory_id"] != WHOLE)]
    own = own[own["measure"].isin(COUNTED) == (dataset == "recorded_crime")]
    items = []
    for row in rows(own):
        counted = row["measure"] in COUNTED
        name = f".{row['territory_id']}" if len(communes) > 1 else ""
        value = number(row["value"], 0 if counted else 1) + ("" if counted else f"{NBSP}%")
        label = MEASURES[row["measure"]].removesuffix(" (%)").lower()
        place = communes[row["territory_id"]]
        items.append(
            _item(
                f"SOC:{row['measure']}{name}",
                f"{label}, {place}",
                f"{value} ({label}, {place}, {row['year']})",
                value,
                "DOC",
                Origin(str(row["source"]), origin.status, origin.shown_in),
                row["value"],
                None,
                (True, True, True, True),
            )
        )
    return items


def _item(
    identifier: str,
    label: str,
    said: str,
    headline: str,
    family: Family,
    origin: Origin,
    value: object,
    n: object,
    checks: tuple[bool, bool, bool, bool],
    bounds: tuple[object, object] = (None, None),
) -> Evidence:
    known = not is_missing(value)
    return Evidence(
        evidence_id=identifier,
        label_fr=label,
        statement_fr=said,
        headline_fr=headline,
        family=family,
        quality=quality(*checks),
        direction="descriptif" if known else "non établi",
        producer=origin.producer,
        status=origin.status,
        shown_in=origin.shown_in,
        value=_number(value),
        ci_low=_number(bounds[0]),
        ci_high=_number(bounds[1]),
        n=None if is_missing(n) else int(str(n)),
    )


def _number(value: object) -> float | None:
    return None if is_missing(value) else float(str(value))
