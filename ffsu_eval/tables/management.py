"""Tables of the policy's own register: governance, actions, objectives, evidence, sources."""

from typing import Any

import pandas as pd

from ffsu_eval.french import NOT_APPLICABLE, number, percent
from ffsu_eval.gate.verdict import Verdict
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.analysis import Analysis
from ffsu_eval.reference import table
from ffsu_eval.rows import capital, rows

STATUS_LABELS = {
    "non_engagee": "non engagée",
    "engagee": "engagée",
    "realisee": "réalisée",
    "abandonnee": "abandonnée",
    "reconduite": "reconduite",
}


SIGNS = f"{NOT_APPLICABLE} : sans objet ou non mesuré."


def questions_table(mission: Mission) -> pd.DataFrame:
    """The evaluative questions that the mission asks, with their criterion."""
    asked = list(mission.parameters.questions)
    frame = table("evaluation_questions").set_index("eq_id").loc[asked].reset_index()
    return pd.DataFrame(
        {
            "N°": [eq_id.partition("-")[2] for eq_id in frame["eq_id"]],
            "Critère": [capital(text) for text in frame["criterion"]],
            "Question": list(frame["text_fr"]),
        }
    )


def budget_table(budget: pd.DataFrame) -> pd.DataFrame:
    """ACT03: planned and spent by axis; the last row is the total."""
    lines = [
        {
            "Axe": str(row["axis_label_fr"]),
            "Prévu (€)": number(row["planned"]),
            "Dépensé (€)": number(row["spent"]),
            "Exécution": percent(row["value"]),
            "Actions sans montant": number(row["n_missing"]),
        }
        for row in rows(budget)
    ]
    return pd.DataFrame(lines)


def attainment_table(attainment: pd.DataFrame) -> pd.DataFrame:
    """EVA01: baseline, target, achieved value and verdict of each objective."""
    lines = [
        {
            "Objectif": str(row["label_fr"]),
            "Indicateur": str(row["indicator_label_fr"])
            if pd.notna(row["indicator_label_fr"])
            else NOT_APPLICABLE,
            "Départ": _number(row["baseline"]),
            "Cible": _number(row["target"]),
            "Atteint": _number(row["achieved"]),
            "Chemin parcouru": percent(row["value"]) if pd.notna(row["value"]) else NOT_APPLICABLE,
            "Verdict": str(row["verdict"]),
        }
        for row in rows(attainment)
    ]
    return pd.DataFrame(lines)


def actions_table(
    actions: pd.DataFrame, targets: pd.DataFrame, scores: pd.DataFrame
) -> pd.DataFrame:
    """Each action: status, target attained (ACT04), evaluability (ACT06)."""
    attained = targets.set_index("action_id")["value"]
    score = scores.set_index("action_id")["value"]
    lines = [
        {
            "Action": str(row["title_fr"]),
            "État": STATUS_LABELS[row["status"]],
            "Cible atteinte": percent(attained[row["action_id"]])
            if pd.notna(attained.get(row["action_id"]))
            else NOT_APPLICABLE,
            "Évaluabilité (0 à 5)": number(score[row["action_id"]]),
        }
        for row in rows(actions)
    ]
    return pd.DataFrame(lines)


def sources_table(verdict: Verdict) -> pd.DataFrame:
    """T1: what the report was made from, with its status and size."""
    lines = [
        {
            "Données": dataset.label_fr,
            "Statut": dataset.status,
            "Lignes": number(dataset.rows),
            "Règles contrôlées": number(len(dataset.checks)),
            "Empreinte": dataset.sha256[:10],
        }
        for dataset in verdict.datasets
    ]
    return pd.DataFrame(lines)


def recommendations_table(analysis: Analysis) -> pd.DataFrame:
    """T7: register of recommendations."""
    links = analysis.recommendation_conclusions.groupby("reco_id")["conclusion_id"].agg(", ".join)
    lines = [
        {
            "N°": str(row["reco_id"]),
            "Recommandation": str(row["text_fr"]),
            "Pilote": str(row["owner"]),
            "Délai": str(row["delay"]),
            "Coût": str(row["cost_class"]),
            "Indicateur de réussite": str(row["success_indicator"]),
            "Conclusions": links[row["reco_id"]],
        }
        for row in rows(analysis.recommendations)
    ]
    return pd.DataFrame(lines)


def _number(value: Any) -> str:
    if pd.isna(value):
        return NOT_APPLICABLE
    decimals = 0 if float(value) == round(float(value)) else 1
    return number(value, decimals)
