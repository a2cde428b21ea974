"""What the drafts of a charter are filled with: instances, signatories, flows, steps, roles.

Functions and organisations only: the name of who signs is written by hand, on paper.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ffsu_eval.charts.charter.matrix import CLASSES, OUTSIDE
from ffsu_eval.charts.charter.tree import END, OTHER
from ffsu_eval.errors import Undocumented
from ffsu_eval.french import NBSP, NOT_APPLICABLE, date_fr, is_missing, number
from ffsu_eval.indicators.charter import is_sensitive, is_shared
from ffsu_eval.indicators.charter.controls import FLOW, FORBID
from ffsu_eval.indicators.charter.exchanges import PLENARY, SECRET_CLASS
from ffsu_eval.indicators.charter.signing import in_force
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.charter.blocks import KINDS
from ffsu_eval.narrative.charter.people_blocks import SECRECY
from ffsu_eval.narrative.charter.results import Charter
from ffsu_eval.products.words import Markdown, blank
from ffsu_eval.reference import table
from ffsu_eval.rows import Row, capital, lowered, rows

ROLES = {"R": "fait", "A": "répond", "C": "consulté", "I": "informé"}
FORBIDDEN, TO_MEND, ADMITTED, BY_LAW = "exclus", "à régulariser", "admis", "par la loi"


def facts(mission: Mission) -> dict[str, Any]:
    """Everything that the templates of a charter read; lists are empty where data are absent."""
    charter = Charter(mission)
    flows = list(_flows(charter))
    return {
        "instances": list(_instances(charter)),
        "version": _version(mission),
        "classes": [
            {"name": capital(CLASSES[name][1]), "what": what, "where": where, "how": how}
            for name, what, where, how in KINDS
        ],
        "flows": {state: [row for row in flows if row["state"] == state]
                  for state in (ADMITTED, TO_MEND, FORBIDDEN, BY_LAW)},
        "signatories": list(_signatories(charter)),
        "steps": [
            {
                "rank": row["step"],
                "question": row["question_fr"],
                "stop": row["stop_when"],
                "on": OTHER[row["stop_when"]],
                "outcome": lowered(row["outcome_fr"].rstrip(".")),
            }
            for row in rows(table("charter_steps"))
        ],
        "end": END,
        "tasks": list(_tasks(charter)),
    }  # fmt: skip


def _held(mission: Mission, name: str) -> pd.DataFrame:
    """A frame of the mission; no row when it does not have it."""
    found = vars(mission.data).get(name)
    return pd.DataFrame() if found is None else found


def _names(charter: Charter) -> dict[str, str]:
    return {row["org_id"]: row["label_fr"] for row in rows(_held(charter.mission, "organisations"))}


def _places(charter: Charter) -> dict[str, str]:
    held = rows(_held(charter.mission, "exchange_instances"))
    return {row["instance_id"]: row["label_fr"] for row in held}


def _instances(charter: Charter) -> Iterator[Row]:
    """Instances under the charter, or that must be: where something sensitive passes."""
    held, flows = _held(charter.mission, "exchange_instances"), _held(charter.mission, "info_flows")
    passing = set(flows.loc[is_shared(flows), "instance_id"].dropna()) if len(flows) else set()
    for row in rows(held):
        chartered = not is_missing(row["charter_version"])
        if row["kind"] != PLENARY and (chartered or row["instance_id"] in passing):
            yield {
                "label": row["label_fr"],
                "rules": _day(row["rules_adopted_on"]),
                "state": "sous charte" if chartered else "à mettre sous charte",
                "register": "tenu" if row["register_exists"] else "à ouvrir",
            }


def _version(mission: Mission) -> str:
    held = _held(mission, "exchange_instances")
    known = sorted(set(held["charter_version"].dropna())) if len(held) else []
    return str(known[-1]) if known else ""


def _flows(charter: Charter) -> Iterator[Row]:
    """Sensitive flows, with what their critical controls make of them."""
    flows = _held(charter.mission, "info_flows")
    if flows.empty:
        return
    names, places = _names(charter), _places(charter)
    states = _states(charter)
    for row in rows(flows[is_sensitive(flows)]):
        place, purpose, days = row["instance_id"], row["purpose_fr"], row["retention_days"]
        usual = BY_LAW if row["info_class"] == SECRET_CLASS else ADMITTED
        state = states.get(row["flow_id"], usual)
        yield {
            "state": state,
            "sender": names.get(row["from_org"], row["from_org"]),
            "receiver": names.get(row["to_org"], row["to_org"]),
            "place": OUTSIDE if is_missing(place) else places.get(place, place),
            "kind": CLASSES[row["info_class"]][1],
            "purpose": blank("but") if is_missing(purpose) else purpose,
            "days": _term(days, state),
        }


def _term(days: Any, state: str) -> Markdown | str:
    """How long; nothing is asked of an exchange that must cease."""
    if not is_missing(days):
        return f"{number(days)}{NBSP}jours"
    return NOT_APPLICABLE if state == FORBIDDEN else blank("durée")


def _states(charter: Charter) -> dict[str, str]:
    """By flow, the worst that its controls say; one outside any instance is to be mended too."""
    try:
        critical = charter.critical
    except Undocumented:
        return {}
    own = critical[critical["level"] == FLOW]
    statuses = charter.statuses
    outside = statuses[(statuses["control_id"] == "GROUPE") & (statuses["status"] == "non")]
    found = dict.fromkeys([*outside["item"], *own["item"]], TO_MEND)
    return found | dict.fromkeys(own.loc[own["remedy"] == FORBID, "item"], FORBIDDEN)


def _signatories(charter: Charter) -> Iterator[Row]:
    held = _held(charter.mission, "signatories")
    if held.empty:
        return
    names, places = _names(charter), _places(charter)
    instances = _held(charter.mission, "exchange_instances")
    current = in_force(held, instances) if len(instances) else pd.Series(False, index=held.index)
    for row, signed in zip(rows(held), current, strict=True):
        yield {
            "place": places.get(row["instance_id"], row["instance_id"]),
            "name": names.get(row["org_id"], row["org_id"]),
            "role": row["role_fr"],
            "secrecy": SECRECY[row["secrecy"]],
            "signed": "oui" if signed else "à signer",
        }


def _tasks(charter: Charter) -> Iterator[Row]:
    held = _held(charter.mission, "charter_tasks")
    if held.empty:
        return
    names = _names(charter)
    for _, own in held.groupby("task_id", sort=False):
        row = {"task": str(own["task_fr"].iloc[0])}
        for role, word in ROLES.items():
            there = [names.get(org, org) for org in own.loc[own["role"] == role, "org_id"]]
            row[word] = " ; ".join(there) or NOT_APPLICABLE
        yield row


def _day(day: Any) -> Markdown | str:
    return blank("date") if is_missing(day) else date_fr(day)
