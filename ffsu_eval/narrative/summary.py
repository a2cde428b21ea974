"""What opens a report: key figures, and what is not known."""

import re
from collections.abc import Sequence

import pandas as pd

from ffsu_eval.evidence.items import Evidence
from ffsu_eval.evidence.register import Register
from ffsu_eval.french import NBSP, count_words, join_fr
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.analysis import Analysis
from ffsu_eval.narrative.blocks import Prose
from ffsu_eval.narrative.markup import div, escape, span
from ffsu_eval.rows import capital

MAXIMUM = 6
STATUS_SHORT = {
    "officielle": "donnée officielle",
    "terrain": "donnée de terrain",
    "démonstration": "donnée fictive",
}
DIRECTION_WORDS = {"hausse": "↗ en hausse", "baisse": "↘ en baisse", "stable": "→ stable"}


def key_figures(register: Register, identifiers: Sequence[str]) -> Prose:
    """At most six items of evidence: value, reading, direction in words, status of the data."""
    boxes = []
    for item in register.cited(identifiers[:MAXIMUM], "chiffres clés"):
        lines = [
            span(escape(capital(item.label_fr)), "label"),
            span(item.headline_fr, "value"),
            span(_detail(item), "interval"),
        ]
        if item.direction in DIRECTION_WORDS:
            lines.append(span(DIRECTION_WORDS[item.direction], "direction"))
        lines.append(span(_source(item), "source"))
        boxes.append(div("\n\n".join(lines), "key-figure"))
    return Prose(div("\n\n".join(boxes), "key-figures"))


def _source(item: Evidence) -> str:
    """Producer and status; a fictitious figure is never put under a producer's name."""
    status = STATUS_SHORT[item.status]
    return status if item.status == "démonstration" else f"{escape(item.producer)}, {status}"


def _detail(item: Evidence) -> str:
    """The statement without what the box already says: its value, its direction."""
    bounds = re.search(r"\[[^\]]*;[^\]]*\]", item.statement_fr)
    if bounds:
        return f"intervalle à 95{NBSP}% {bounds[0]}"
    return item.statement_fr.removeprefix(item.headline_fr).strip(" ,")


def unknowns(
    mission: Mission,
    rates: pd.DataFrame,
    attainment: pd.DataFrame,
    agreement: pd.DataFrame,
    analysis: Analysis,
) -> list[str]:
    """What the report cannot say, one sentence each, from the data themselves."""
    sentences = [
        _unpublished(mission, rates),
        _listed(
            "Objectifs non mesurables, faute de ligne de base, de cible ou de mesure",
            attainment.loc[attainment["verdict"] == "non mesurable", "label_fr"],
        ),
        _listed(
            "Documents demandés et non reçus",
            mission.data.documents.loc[mission.data.documents["received_on"].isna(), "title"],
        ),
        _listed(
            "Thèmes d'entretien dont le codage n'est pas fiable, faute d'accord entre les codeurs",
            agreement.loc[agreement["verdict"] == "insuffisant", "label_fr"].str.lower(),
        ),
        _listed(
            "Constats sur lesquels les sources se contredisent",
            pd.Series([f.identifier for f in analysis.findings if f.strength == "contradictoire"]),
        ),
    ]
    return [sentence for sentence in sentences if sentence]


def _unpublished(mission: Mission, rates: pd.DataFrame) -> str:
    missing = rates[rates["diffusion"] == "ndiff"]
    labels = mission.crime_labels
    parts = []
    for indicator in dict.fromkeys(missing["indicator_id"]):
        years = [str(y) for y in sorted(missing.loc[missing["indicator_id"] == indicator, "year"])]
        parts.append(f"{labels[indicator]} ({join_fr(years)})")
    return f"Délinquance enregistrée non diffusée : {' ; '.join(parts)}." if parts else ""


def _listed(what: str, values: pd.Series) -> str:
    names = [escape(str(value)) for value in values]
    return f"{what} : {' ; '.join(names)}." if names else ""


def method_line(mission: Mission) -> Prose:
    """What the report rests on, counted from the data."""
    data = mission.data
    received = int(data.documents["received_on"].notna().sum())
    finished = data.survey_respondents[data.survey_respondents["finished"].fillna(False)]
    main = int((finished["wave_id"] == mission.parameters.survey_wave).sum())
    others = len(finished) - main
    held = int(data.meetings["held"].sum())
    parts = [
        count_words(len(data.interviews), "entretien", "entretiens"),
        f"{count_words(main, 'questionnaire complet', 'questionnaires complets')} d'acteurs de "
        "proximité",
        *(
            [count_words(others, "questionnaire d'autres vagues", "questionnaires d'autres vagues")]
            if others
            else []
        ),
        count_words(received, "document reçu", "documents reçus"),
        count_words(held, "réunion tenue", "réunions tenues", feminine=True),
        count_words(len(data.actions), "action suivie", "actions suivies", feminine=True),
    ]
    return Prose(f"L'évaluation s'appuie sur {join_fr(parts)}.")
