"""Lessons for the next strategy, counted from the evaluation's own gaps."""

import pandas as pd

from ffsu_eval.french import count_words, join_fr, number
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Prose
from ffsu_eval.narrative.policy.results import Policy
from ffsu_eval.narrative.recorded.results import RecordedCrime
from ffsu_eval.rows import rows

COMPONENTS = {
    "measurable": "indicateur",
    "baseline": "ligne de base",
    "target": "cible",
    "pilot": "pilote",
    "source": "source",
}


@block
def lessons(policy: Policy, crime: RecordedCrime) -> Prose:
    """What was missing to evaluate this policy, so that the next one has it from the start."""
    mission, rates = policy.mission, crime.rates
    gap = rows(policy.unmeasurable)[0]
    lines = [
        f"- Objectifs : {number(gap['count'])} sur {number(gap['n'])} n'ont pas pu être mesurés ; "
        "une ligne de base est à établir pour chacun avant le démarrage.",
        f"- Actions : {_missing(policy.scores)}.",
        f"- Bénéficiaires : {_without_beneficiaries(policy.actions)} ; un public dénombré "
        "permet seul de juger d'un coût.",
    ]
    hidden = rates.loc[rates["diffusion"] == "ndiff", "indicator_id"].unique()
    if len(hidden):
        names = join_fr([mission.crime_labels[name] for name in hidden])
        lines.append(
            f"- Délinquance enregistrée : pour {names}, le nombre est trop faible pour être diffusé "
            "chaque année ; un suivi local avec les services de l'État est à convenir."
        )
    return Prose("\n".join(lines))


def _missing(scores: pd.DataFrame) -> str:
    lacking = {name: int((~scores[name]).sum()) for name in COMPONENTS}
    parts = [
        f"{count_words(count, 'action', 'actions', feminine=True)} sans {COMPONENTS[name]}"
        for name, count in lacking.items()
        if count
    ]
    return join_fr(parts) if parts else "toutes ont leurs cinq éléments d'évaluation"


def _without_beneficiaries(actions: pd.DataFrame) -> str:
    missing = int(actions["beneficiaries"].isna().sum())
    return f"ils sont inconnus pour {number(missing)} actions sur {number(len(actions))}"
