"""What the draft charter of night life is filled with: zones, hours, commitments and how they are checked."""

from typing import Any

from ffsu_eval.errors import Undocumented
from ffsu_eval.french import date_fr, number, of_total, percent
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.night.council import COLLEGES
from ffsu_eval.narrative.night.results import Nightlife
from ffsu_eval.narrative.night.words import KINDS, PARTIES
from ffsu_eval.nighttime import clock_label
from ffsu_eval.rows import Row, capital, rows

# a commitment is checked so many times a year at least (proposal of the report)
CHECKS_A_YEAR = 5


def facts(mission: Mission) -> dict[str, Any]:
    """Everything that the template reads; Undocumented without commitments, lists empty without the rest."""
    nightlife = Nightlife(mission)
    listed = nightlife.commitments
    own = listed[listed["commitment_id"] != WHOLE]
    return {
        "zones": _or_nothing(lambda: _zones(nightlife), []),
        "membership": _or_nothing(lambda: _membership(nightlife), []),
        "closings": _or_nothing(lambda: _closings(nightlife), []),
        "parties": [
            {
                "name": capital(PARTIES[str(party)]),
                "commitments": [_commitment(row) for row in rows(part)],
            }
            for party, part in own.groupby("party", sort=False)
        ],
        "checks": number(CHECKS_A_YEAR),
        "colleges": [name for name, *_ in COLLEGES],
    }


def _or_nothing(told: Any, nothing: Any) -> Any:
    try:
        return told()
    except Undocumented:
        return nothing


def _zones(nightlife: Nightlife) -> list[Row]:
    return [
        {"name": row["label_fr"], "residents": number(row["residents_200m"])}
        for row in rows(nightlife.zones)
    ]


def _membership(nightlife: Nightlife) -> list[Row]:
    return [
        {
            "kind": "Ensemble" if row["kind"] == WHOLE else capital(KINDS[row["kind"]]),
            "signed": of_total(row["count"], row["n"]),
        }
        for row in rows(nightlife.membership)
    ]


def _closings(nightlife: Nightlife) -> list[Row]:
    own = nightlife.offer[nightlife.offer["closing"] != WHOLE]
    return [
        {
            "hour": clock_label(int(row["minutes"])),
            "venues": number(row["venues"]),
            "served": percent(row["value"]),
        }
        for row in rows(own)
    ]


def _commitment(row: Row) -> Row:
    checked = of_total(row["count"], row["n"]) if row["n"] else "jamais vérifié"
    return {
        "label": row["label_fr"],
        "due": date_fr(row["due_on"]),
        "state": row["state"],
        "checked": checked,
    }
