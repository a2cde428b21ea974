"""What the drafts of a council are filled with: obligation, seats, formations, what is under way."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ffsu_eval.errors import Undocumented
from ffsu_eval.french import date_fr, is_missing, number
from ffsu_eval.gate.datasets.council import KINDS
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.council.follow_up import LATE, last_quarter
from ffsu_eval.narrative.council.results import THRESHOLDS, Council
from ffsu_eval.products.words import TO_FILL, Markdown, blank
from ffsu_eval.rows import Row, rows

VACANT, NOBODY, NO_DATE = "à désigner", "sans responsable", "sans date"
OVERDUE = "en retard"
SHOWN = 5  # decisions of the dashboard: it holds on one page
OPEN, EXISTS, MISSING = "ouverte", "CLSPD-EXISTE", "non_satisfait"
PLENARY, OTHER = KINDS[0], KINDS[-1]


def facts(mission: Mission) -> dict[str, Any]:
    """Everything that the templates of a council read; lists are empty where data are absent."""
    council = Council(mission)
    named = _names(mission)
    formations = list(_formations(mission, named))
    return {
        "communes": _communes(mission, council),
        "several": len(mission.territory.communes) > 1,
        "coordinator": any(n > THRESHOLDS["coordinator"] for n in council.populations.values()),
        "none_yet": _none_yet(mission),
        "seats": list(_seats(mission, named)),
        "members": _members(mission, named),
        "formations": [each for each in formations if each["kind"] != OTHER],
        "others": [each for each in formations if each["kind"] == OTHER],
        "groups": [each for each in formations if each["confidential"]],
        "decisions": list(_decisions(mission, named)),
        "last": _last_quarter(mission, named),
        "steps": list(_steps(mission)),
    }


def dashboard(mission: Mission) -> dict[str, Any]:
    """What the quarterly dashboard shows, on one page; Undocumented without any follow-up."""
    shown = facts(mission)
    if not shown["last"]:
        raise Undocumented("follow_up_values")
    late = [row for row in shown["decisions"] if row["state"] == OVERDUE]
    return shown | {"late": late[:SHOWN], "overdue": len(late)}


def _held(mission: Mission, name: str) -> pd.DataFrame:
    """A frame of the mission; no row when it does not have it."""
    found = vars(mission.data).get(name)
    return pd.DataFrame() if found is None else found


def _names(mission: Mission) -> dict[str, str]:
    return {row["org_id"]: row["label_fr"] for row in rows(_held(mission, "organisations"))}


def _communes(mission: Mission, council: Council) -> list[Row]:
    """Each commune whose population is known: name, inhabitants, whether a council is compulsory."""
    labels = {row["commune_code"]: row["label_fr"] for row in rows(_held(mission, "communes"))}
    alone = mission.territory.label_fr if len(mission.territory.communes) == 1 else ""
    lines = []
    for code, people in council.populations.items():
        label = labels.get(code)
        name = alone or (code if is_missing(label) else str(label))
        must = people > THRESHOLDS["council"]
        lines.append({"name": name, "people": number(people), "must": must})
    return lines


def _none_yet(mission: Mission) -> str:
    """Day on which the mission found that there was no council; empty when it did not."""
    for row in rows(_held(mission, "legal_checks")):
        if row["requirement_id"] == EXISTS and row["status"] == MISSING:
            return date_fr(row["date"])
    return ""


def _seats(mission: Mission, named: dict[str, str]) -> Iterator[Row]:
    for row in rows(_held(mission, "seats")):
        yield {
            "college": mission.colleges[row["college"]],
            "label": row["label_fr"],
            "basis": row["legal_ref"],
            "holder": named.get(row["org_id"], VACANT),
        }


def _members(mission: Mission, named: dict[str, str]) -> list[str]:
    """Who is convened: members of the plenary formation, else holders of the seats, else the seats."""
    formations, sitting = _held(mission, "formations"), _held(mission, "formation_members")
    if len(formations) and len(sitting):
        plenary = set(formations.loc[formations["kind"] == PLENARY, "formation_id"])
        own = sitting[sitting["formation_id"].isin(plenary)]["org_id"]
        if len(own):
            return [named.get(name, VACANT) for name in dict.fromkeys(own)]
    return [str(named.get(row["org_id"], row["label_fr"])) for row in rows(_held(mission, "seats"))]


def _formations(mission: Mission, named: dict[str, str]) -> Iterator[Row]:
    for row in rows(_held(mission, "formations")):
        yield {
            "kind": row["kind"],
            "label": row["label_fr"],
            "theme": "" if is_missing(row["theme"]) else row["theme"],
            "pilot": named.get(row["pilot_org_id"], VACANT),
            "frequency": number(row["frequency_per_year"]),
            "confidential": bool(row["confidential"]),
            "rules": _day(row["rules_adopted_on"]),
            "charter": _day(row["charter_signed_on"]),
        }


def _day(day: Any) -> Markdown | str:
    return blank("date") if is_missing(day) else date_fr(day)


def _decisions(mission: Mission, named: dict[str, str]) -> Iterator[Row]:
    """Decisions still open, the most pressing first; those without a date come last."""
    found = _held(mission, "decisions")
    if found.empty:
        return
    for row in rows(found[found["status"] == OPEN].sort_values(["due_date", "decision_id"])):
        due = row["due_date"]
        late = not is_missing(due) and due < pd.Timestamp(mission.parameters.report_date)
        yield {
            "label": row["label_fr"],
            "owner": named.get(row["owner_org_id"], NOBODY),
            "due": NO_DATE if is_missing(due) else date_fr(due),
            "state": OVERDUE if late else "en cours",
        }


def _last_quarter(mission: Mission, named: dict[str, str]) -> Row:
    """The last quarter of the follow-up: its indicators, and who has not sent a value."""
    values = _held(mission, "follow_up_values")
    if values.empty:
        return {}
    quarter = last_quarter(values, named)
    return {
        "quarter": quarter_fr(quarter.name),
        "before": quarter_fr(quarter.before) if quarter.before else "",
        "expected": number(len(quarter.lines)),
        "received": number(quarter.received),
        "lines": quarter.lines,
        "missing": [line for line in quarter.lines if line.state_fr == LATE],
    }


def quarter_fr(quarter: str) -> str:
    """« 4e trimestre 2022 » for 2022-T4."""
    year, _, rank = quarter.partition("-T")
    return f"{'1er' if rank == '1' else f'{rank}e'} trimestre {year}"


def _steps(mission: Mission) -> Iterator[Row]:
    found = _held(mission, "milestones")
    for row in rows(found.sort_values("planned_on") if len(found) else found):
        done = TO_FILL if is_missing(row["done_on"]) else date_fr(row["done_on"])
        yield {"label": row["label_fr"], "planned": date_fr(row["planned_on"]), "done": done}
