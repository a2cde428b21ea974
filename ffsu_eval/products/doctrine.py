"""What the draft of a police doctrine is filled with: missions, hours, agreements, follow-up."""

from typing import Any

import pandas as pd

from ffsu_eval.french import NBSP, date_fr, is_missing, number, percent
from ffsu_eval.gate.datasets.missions import CLASSES
from ffsu_eval.indicators.doctrine.conformity import IN_FORCE
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.doctrine.evidence import items
from ffsu_eval.narrative.doctrine.results import Doctrine
from ffsu_eval.narrative.doctrine.words import (
    CLAUSES_FR,
    SERVICES_FR,
    STYLES_FR,
)
from ffsu_eval.products.words import Markdown, to_check
from ffsu_eval.rows import Row, capital, rows

TITLES = {
    "prioritaire": "Missions prioritaires",
    "secondaire": "Missions secondaires",
    "exclue": "Missions exclues",
    "a_decider": "Missions à décider",
}
ROLES = (("doing", "R"), ("answering", "A"), ("consulted", "C"))
FOLLOWED = (
    "DOC02:ensemble", "DOC03:ensemble", "DOC06:ensemble", "DOC07:heures", "DOC10:ensemble",
    "DOC11:ensemble", "DOC12:ensemble", "DOC13:ensemble", "DOC15:ensemble",
)  # fmt: skip


def facts(mission: Mission) -> dict[str, Any]:
    """Everything that the template reads; Undocumented without a catalogue of missions.

    Lists are empty, and sentences asked for, where the mission does not have the data.
    """
    police = Doctrine(mission)
    catalogue = police.catalogue
    return {
        "classes": [
            {"name": TITLES[key], "missions": _missions(catalogue, key)}
            for key in CLASSES
            if (catalogue["mission_class"] == key).any()
        ],
        "shared": _shared(police),
        "today": {item.evidence_id: item.statement_fr for item in items(police)},
        "slots": _slots(police),
        "clauses": _clauses(police),
        "equipment": _equipment(police),
        "scenarios": _scenarios(police),
        "followed": _followed(police),
    }


def _held(police: Doctrine, *names: str) -> bool:
    return all(name in vars(police.mission.data) for name in names)


def _missions(catalogue: pd.DataFrame, key: str) -> list[Row]:
    return [
        {
            "label": row["label_fr"],
            "basis": Markdown.of(row["legal_basis"])
            if row["state"] == IN_FORCE
            else to_check(f"{row['legal_basis']}, {row['state']}"),
            "judicial": "oui" if row["judicial"] else "non",
        }
        for row in rows(catalogue[catalogue["mission_class"] == key])
    ]


def _shared(police: Doctrine) -> list[Row]:
    """Each mission: who carries it out, who answers for it, who is consulted, in French."""
    if not _held(police, "responsibilities"):
        return []
    frame = police.mission.data.responsibilities
    lines = []
    for code, own in frame.groupby("mission_code", sort=True):
        names = {
            name: " ; ".join(
                SERVICES_FR[row["service"]] for row in rows(own) if letter in row["role"]
            )
            for name, letter in ROLES
        }
        lines.append({"label": police.labels[str(code)], **names})
    return lines


def _slots(police: Doctrine) -> list[Row]:
    """Hours of the day that nobody covers most of the days; empty when all are."""
    if not _held(police, "pm_shifts", "pn_presences", "pm_units"):
        return []
    frame = police.coverage
    return [
        {"hour": f"{row['item']}{NBSP}h", "share": percent(row["value"])}
        for row in rows(frame)
        if row["item"].isdigit() and row["value"] < 0.5
    ]


def _clauses(police: Doctrine) -> list[Row]:
    if not _held(police, "convention_clauses"):
        return []
    frame = police.mission.data.convention_clauses
    return [
        {"theme": row["theme"], "label": row["label_fr"], "state": CLAUSES_FR[row["status"]]}
        for row in rows(frame[frame["status"] != "respectee"])
    ]


def _equipment(police: Doctrine) -> list[Row]:
    if not _held(police, "equipments"):
        return []
    lines = []
    for row in rows(police.mission.data.equipments):
        until = row["valid_until"]
        state = "sans objet" if is_missing(until) else f"jusqu'au {date_fr(until)}"
        late = not is_missing(until) and until < police.day
        lines.append(
            {
                "label": row["label_fr"],
                "quantity": number(row["quantity"]),
                "state": to_check(f"autorisation échue, {state}") if late else state,
            }
        )
    return lines


def _scenarios(police: Doctrine) -> list[Row]:
    if not _held(police, "scenarios", "scenario_shifts", "scenario_costs"):
        return []
    return [
        {
            "label": row["label_fr"],
            "style": STYLES_FR[row["style"]],
            "fte": number(row["fte"], 1),
            "cost": number(row["value"], 1),
            "covered": percent(row["covered"]),
        }
        for row in rows(police.scenarios)
    ]


def _followed(police: Doctrine) -> list[Row]:
    known = {item.evidence_id: item for item in items(police)}
    found = [known[name] for name in FOLLOWED if name in known]
    return [{"label": capital(item.label_fr), "value": item.headline_fr} for item in found]
