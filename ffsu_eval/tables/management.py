"""Tables of the policy's own register: governance, actions, objectives, evidence, sources."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.evidence.items import FAMILY_LABELS
from ffsu_eval.evidence.strength import role
from ffsu_eval.french import NOT_APPLICABLE, number, of_total, percent
from ffsu_eval.gate.verdict import Verdict
from ffsu_eval.narrative.analysis import Analysis

STATUS_LABELS = {
    "non_engagee": "non engagée",
    "engagee": "engagée",
    "realisee": "réalisée",
    "abandonnee": "abandonnée",
    "reconduite": "reconduite",
}
COMPONENTS = {
    "objectif": "Objectif mesurable",
    "base": "Ligne de base",
    "cible": "Cible",
    "pilote": "Pilote",
    "source": "Source",
}


def meetings_table(meetings: pd.DataFrame, instances: Mapping[str, str]) -> pd.DataFrame:
    """GOV01: meetings held out of those planned, by instance and year."""
    years = sorted(meetings["year"].unique())
    rows = []
    for instance in dict.fromkeys(meetings["instance_type"]):
        of_instance = meetings[meetings["instance_type"] == instance].set_index("year")
        cells = {
            str(year): of_total(of_instance.at[year, "held"], of_instance.at[year, "planned"])
            if year in of_instance.index
            else NOT_APPLICABLE
            for year in years
        }
        rows.append({"Instance": instances[instance], **cells})
    return pd.DataFrame(rows)


def attendance_table(attendance: pd.DataFrame, colleges: Mapping[str, str]) -> pd.DataFrame:
    """GOV02: attendance by college; the last row is the total."""
    rows = [
        {
            "Collège": colleges.get(row["college"], "Ensemble"),
            "Convocations": number(row["convened"]),
            "Présences": number(row["present"]),
            "Assiduité": percent(row["value"]),
        }
        for _, row in attendance.iterrows()
    ]
    return pd.DataFrame(rows)


def attainment_table(attainment: pd.DataFrame) -> pd.DataFrame:
    """EVA01: baseline, target, achieved value and verdict of each objective."""
    rows = [
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
        for _, row in attainment.iterrows()
    ]
    return pd.DataFrame(rows)


def actions_table(actions: pd.DataFrame, targets: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Each action: status, target attained (ACT04), evaluability (ACT06)."""
    attained = targets.set_index("action_id")["value"]
    score = scores.set_index("action_id")["value"]
    rows = [
        {
            "Action": str(row["title_fr"]),
            "État": STATUS_LABELS[row["status"]],
            "Cible atteinte": percent(attained[row["action_id"]])
            if pd.notna(attained.get(row["action_id"]))
            else NOT_APPLICABLE,
            "Évaluabilité (0 à 5)": number(score[row["action_id"]]),
        }
        for _, row in actions.iterrows()
    ]
    return pd.DataFrame(rows)


def sources_table(verdict: Verdict) -> pd.DataFrame:
    """T1: what the report was made from, with its status and size."""
    rows = [
        {
            "Données": dataset.label_fr,
            "Statut": dataset.status,
            "Lignes": number(dataset.rows),
            "Règles contrôlées": number(len(dataset.checks)),
            "Empreinte": dataset.sha256[:10],
        }
        for dataset in verdict.datasets
    ]
    return pd.DataFrame(rows)


def evidence_table(analysis: Analysis) -> pd.DataFrame:
    """T6: finding by finding, each item of evidence, its quality and what it does to the finding."""
    rows = [
        {
            "Constat": finding.identifier,
            "Force": finding.strength,
            "Preuve": f"{item.label_fr} : {item.statement_fr}",
            "Famille": FAMILY_LABELS[item.family],
            "Qualité": item.quality,
            "Rôle": role(finding.direction, item),  # type: ignore[arg-type]
        }
        for finding in analysis.findings
        for item in finding.items
    ]
    return pd.DataFrame(rows)


def recommendations_table(analysis: Analysis) -> pd.DataFrame:
    """T7: register of recommendations."""
    links = analysis.recommendation_conclusions.groupby("reco_id")["conclusion_id"].agg(", ".join)
    rows = [
        {
            "N°": str(row["reco_id"]),
            "Recommandation": str(row["text_fr"]),
            "Pilote": str(row["owner"]),
            "Délai": str(row["delay"]),
            "Coût": str(row["cost_class"]),
            "Indicateur de réussite": str(row["success_indicator"]),
            "Conclusions": links[row["reco_id"]],
        }
        for _, row in analysis.recommendations.iterrows()
    ]
    return pd.DataFrame(rows)


def _number(value: object) -> str:
    if pd.isna(value):
        return NOT_APPLICABLE
    decimals = 0 if float(value) == round(float(value)) else 1  # type: ignore[arg-type]
    return number(value, decimals)
