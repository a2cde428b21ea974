"""What the drafts of a mission on radicalisation are filled with: its sheets, its pathway."""

from typing import Any

from ffsu_eval.errors import Undocumented
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.radicalisation.plan import contents
from ffsu_eval.narrative.radicalisation.results import Radicalisation
from ffsu_eval.narrative.strategy.results import Strategy
from ffsu_eval.reference import table
from ffsu_eval.rows import rows

# what an agent is reminded of at each step: what is useful, never a sign to look for
REMINDERS = {
    "reperage": "Dire ce qui a été vu ou entendu, sans interpréter. Une conviction, une pratique ou une "
    "tenue ne se signalent pas.",
    "qualification": "En parler à son référent. Aucun nom hors du cercle utile, rien par messagerie "
    "ordinaire.",
    "transmission": "Le référent transmet à la préfecture, ou appelle le centre national d'assistance. En "
    "cas de danger immédiat, appeler les secours.",
    "suivi_cpraf": "La cellule examine. L'agent n'enquête pas et ne confronte pas.",
    "accompagnement": "Les services désignés accompagnent. L'agent continue sa mission ordinaire.",
    "retour": "Le référent dit que le signalement a été reçu et si la conduite à tenir change ; rien de la "
    "personne.",
}


def sheets(mission: Mission) -> dict[str, Any]:
    """Every action of the plan, with its scale and its review; Undocumented without any action."""
    plan, chapter = Strategy(mission), Radicalisation(mission)
    found = [
        {
            "title": f"{row['action_id']} : {row['title_fr']}",
            "axis": f"axe « {row['axis_label_fr']} »",
            "lines": [
                {"name": name, "texts": [text]} for name, text in contents(chapter, plan, row)
            ],
        }
        for row in rows(plan.planned)
    ]
    if not found:
        raise Undocumented("objectifs et actions")
    return {"sheets": found}


def pathway(mission: Mission) -> dict[str, Any]:
    """The steps of the circuit, who acts, what to remember, and where the step is written.

    The sheet holds without any data of the communes: it then says that nothing is known of them.
    """
    states = {}
    if {"circuit_steps", "commune_setup"} <= set(vars(mission.data)):
        frame = Radicalisation(mission).circuit
        states = {row["step"]: row for row in rows(frame[frame["step"] != WHOLE])}
    steps = [
        {
            "label": row["label_fr"],
            "who": row["who_fr"],
            "reminder": REMINDERS[row["step"]],
            "state": _state(states.get(row["step"])),
        }
        for row in rows(table("radicalisation_steps"))
    ]
    return {"steps": steps}


def _state(row: dict[str, Any] | None) -> str:
    if row is None or not row["n"]:
        return "non documentée"
    if row["n"] + row["n_missing"] == 1:
        return "écrite" if row["count"] else "non écrite"
    noun = "commune" if row["count"] < 2 else "communes"
    return f"écrite dans {row['count']} {noun} sur {row['n']}"
