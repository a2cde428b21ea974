"""Lecture, Champ and Source of each kind of figure or table, computed from its own data."""

import pandas as pd

from ffsu_eval.french import count_words, interval, number, of_total, percent
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.blocks import Notes
from ffsu_eval.rows import Row, lowered, rows

REGISTERS = {
    "actions": "fiches-actions et bilans tenus par les pilotes",
    "baselines": "tableau de bord de la politique",
    "meetings": "calendrier et comptes rendus du conseil local",
    "attendance": "feuilles de présence du conseil local",
    "documents": "registre documentaire de la mission",
    "interviews": "registre des entretiens de la mission",
}


def row_of(frame: pd.DataFrame, **wanted: object) -> Row:
    """The row that has these values."""
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    return rows(frame)[0]


def interview_notes(mission: Mission, coverage: pd.DataFrame) -> Notes:
    """Notes of a coverage of themes."""
    entire = coverage[coverage["macro_family"] == "ensemble"]
    row = rows(entire.sort_values("mentions", ascending=False))[0]
    lecture = (
        f"le thème « {lowered(row['label_fr'])} » est abordé dans {number(row['mentions'])} entretiens "
        f"sur {number(row['n'])}. Compter des mentions dit ce qui marque "
        "les personnes rencontrées, non la fréquence d'un phénomène."
    )
    least = count_words(mission.parameters.secrecy.interviews, "entretien")
    scope = (
        f"{number(len(mission.data.interviews))} entretiens avec des acteurs {_policy(mission)}, "
        f"choisis pour leur fonction ; les familles de moins de {least} ne sont pas montrées."
    )
    return Notes(lecture, scope, _source(mission, "entretiens codés", "codings"))


def _policy(mission: Mission) -> str:
    return "du territoire" if mission.engagement == "radicalisation" else "de la politique évaluée"


def register_notes(mission: Mission, lecture: str, scope: str, dataset: str) -> Notes:
    """Notes of a table drawn from the policy's own register."""
    return Notes(lecture, f"{scope}.", _source(mission, REGISTERS[dataset], dataset))


def control_notes(mission: Mission) -> Notes:
    """Notes of the table of sources."""
    verdict = mission.store.verdict
    return Notes(
        "",
        f"{number(len(verdict.datasets))} jeux de données, tous acceptés par le contrôle.",
        f"contrôle des données, empreinte {verdict.fingerprint[:10]}.",
    )


def _source(mission: Mission, what: str, dataset: str) -> str:
    return f"{what} ; {mission.status_words(dataset)}."


def attainment_reading(attainment: pd.DataFrame) -> str:
    """The first measured objective read aloud; nothing when none is."""
    measured = rows(attainment[attainment["value"].notna()])
    if not measured:
        return ""
    row = measured[0]
    return (
        f"pour l'objectif « {lowered(row['label_fr'])} », {percent(row['value'])} "
        f"du chemin entre la ligne de base et la cible a été parcouru : il est {row['verdict']}."
    )


def meetings_reading(meetings: pd.DataFrame, instance: str, label: str) -> str:
    """Meetings of one instance over the period read aloud."""
    own = meetings[meetings["instance_type"] == instance]
    held, planned = int(own["held"].sum()), int(own["planned"].sum())
    without = [str(row["year"]) for row in rows(own) if row["held"] == 0]
    missing = f" ; aucune en {', '.join(without)}" if without else ""
    return f"{label} : {number(held)} réunions tenues sur {number(planned)} prévues{missing}."


def attendance_reading(attendance: pd.DataFrame, labels: dict[str, str]) -> str:
    """The college with the lowest attendance read aloud."""
    colleges = attendance[attendance["college"] != "ensemble"]
    row = rows(colleges.sort_values("value"))[0]
    return (
        f"le collège « {labels[row['college']]} » a été présent {of_total(row['present'], row['convened'])} "
        f"fois qu'il était convoqué, soit {percent(row['value'])}."
    )


def plain_notes(scope: str, source: str) -> Notes:
    """Notes of a table that needs no reading."""
    return Notes("", f"{scope}.", f"{source}.")


def completion_reading(completed: pd.DataFrame) -> str:
    """Completion of the first axis read aloud."""
    row = rows(completed)[0]
    return (
        f"dans l'axe « {row['axis_label_fr']} », {number(row['count'])} actions sur "
        f"{number(row['n'])} ont été réalisées ou reconduites."
    )


def budget_reading(budget: pd.DataFrame) -> str:
    """Overall budget execution read aloud."""
    row = row_of(budget, axis_code="ensemble")
    return (
        f"{number(row['spent'])} euros ont été dépensés sur {number(row['planned'])} prévus, soit "
        f"{percent(row['value'])}."
    )


def agreement_notes(mission: Mission, agreement: pd.DataFrame) -> Notes:
    """Notes of the coders' agreement."""
    row = row_of(agreement, code_id="ensemble")
    bounds = interval(row["ci_low"], row["ci_high"], 2)
    lecture = (
        f"sur l'ensemble des thèmes, l'alpha est de {number(row['value'], 2)} {bounds} : 1 est un "
        "accord parfait, 0 un accord dû au hasard."
    )
    scope = f"{number(row['n_segments'])} extraits codés par deux personnes, séparément."
    return Notes(lecture, scope, _source(mission, "entretiens codés", "codings"))
