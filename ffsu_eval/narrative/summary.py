"""What opens a report: key figures, and what is not known."""

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from ffsu_eval.evidence.items import Evidence
from ffsu_eval.evidence.register import Register
from ffsu_eval.french import NBSP, count_words, join_fr
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.analysis import Analysis
from ffsu_eval.narrative.blocks import Prose
from ffsu_eval.narrative.chapters import Chapters
from ffsu_eval.narrative.interviews.results import Interviews
from ffsu_eval.narrative.markup import div, escape, span
from ffsu_eval.narrative.policy.results import Policy
from ffsu_eval.narrative.recorded.results import RecordedCrime
from ffsu_eval.rows import capital, lowered

MAXIMUM = 6
STATUS_SHORT = {
    "officielle": "donnée officielle",
    "terrain": "donnée de terrain",
    "démonstration": "donnée fictive",
}
DIRECTION_WORDS = {"hausse": "↗ en hausse", "baisse": "↘ en baisse", "stable": "→ stable"}


def key_figures(register: Register, preferred: Sequence[str]) -> Prose:
    """At most six items of evidence: value, reading, direction in words, status of the data.

    ``preferred``: those that the notebook would show, in order; one that the mission could not
    establish gives its place to the next.
    """
    known = [name for name in preferred if name in register.items]
    known.sort(key=lambda name: register.items[name].value is None)
    boxes = []
    for item in register.cited(known[:MAXIMUM], "chiffres clés"):
        lines = [
            span(escape(capital(item.label_fr)), "label"),
            span(item.headline_fr, "value"),
            span(_detail(item), "interval"),
        ]
        if item.direction in DIRECTION_WORDS:
            lines.append(span(DIRECTION_WORDS[item.direction], "direction"))
        lines.append(span(_source(item), "source"))
        boxes.append(div("\n\n".join(lines), "key-figure"))
    if not boxes:
        return Prose("Les données de cette mission n'établissent aucun chiffre clé.")
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


def unknowns(chapters: Chapters) -> list[str]:
    """What the report cannot say, one sentence each, from the data themselves."""
    mission, frames = chapters.mission, vars(chapters.mission.data)
    sentences = [_listed("Données que la mission n'a pas", mission.lacking)]
    if isinstance(chapters.crime, RecordedCrime):
        sentences.append(_unpublished(mission, chapters.crime.rates))
    if isinstance(chapters.policy, Policy) and not mission.plans:
        matrix = chapters.policy.attainment
        names = matrix.loc[matrix["verdict"] == "non mesurable", "label_fr"]
        sentences.append(
            _listed(
                "Objectifs non mesurables, faute de ligne de base, de cible ou de mesure", names
            )
        )
    if "documents" in frames:
        register = frames["documents"]
        missing = register.loc[register["received_on"].isna(), "title"]
        sentences.append(_listed("Documents demandés et non reçus", missing))
    if isinstance(chapters.interviews, Interviews):
        agreement = chapters.interviews.agreement
        weak = agreement.loc[agreement["verdict"] == "insuffisant", "label_fr"].map(lowered)
        sentences.append(
            _listed(
                "Thèmes d'entretien dont le codage n'est pas fiable, faute d'accord entre les codeurs",
                weak,
            )
        )
    if isinstance(chapters.analysis, Analysis):
        found = chapters.analysis.findings
        against = [f.identifier for f in found if f.strength == "contradictoire"]
        nothing = [f.identifier for f in found if f.strength == "non établi"]
        sentences.append(_listed("Constats sur lesquels les sources se contredisent", against))
        sentences.append(_listed("Constats que les données n'établissent pas", nothing))
    return [sentence for sentence in sentences if sentence]


def unknown_list(sentences: Sequence[str]) -> Prose:
    """The same, as a list."""
    return Prose("\n".join(f"- {text}" for text in sentences) or "Rien de plus à signaler.")


def _unpublished(mission: Mission, rates: pd.DataFrame) -> str:
    missing = rates[rates["diffusion"] == "ndiff"]
    labels = mission.crime_labels
    parts = []
    for indicator in dict.fromkeys(missing["indicator_id"]):
        years = sorted(int(y) for y in missing.loc[missing["indicator_id"] == indicator, "year"])
        parts.append(f"{labels[indicator]} ({_years(years)})")
    return f"Délinquance enregistrée non diffusée : {' ; '.join(parts)}." if parts else ""


def _years(years: Sequence[int]) -> str:
    """« 2016 à 2019 et 2021 »: years in a row are told by their ends."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    words = []
    for run in runs:
        words += [f"{run[0]} à {run[-1]}"] if len(run) > 2 else [str(year) for year in run]
    return join_fr(words)


def _listed(what: str, values: Iterable[object]) -> str:
    names = [escape(str(value)) for value in values]
    return f"{what} : {' ; '.join(names)}." if names else ""


def method_line(mission: Mission) -> Prose:
    """What the report rests on, counted from the data."""
    frames = vars(mission.data)
    counts: list[tuple[int, str, str, bool]] = []
    if "interviews" in frames:
        counts.append((len(frames["interviews"]), "entretien", "entretiens", False))
    if "survey_respondents" in frames:
        people = frames["survey_respondents"]
        finished = people[people["finished"].fillna(False)]
        main = int((finished["wave_id"] == mission.parameters.survey_wave).sum())
        asked = (
            "questionnaire complet d'acteurs de proximité",
            "questionnaires complets d'acteurs de proximité",
        )
        counts.append((main, *asked, False))
        other = "questionnaire d'autres vagues", "questionnaires d'autres vagues"
        counts.append((len(finished) - main, *other, False))
    if "documents" in frames:
        received = int(frames["documents"]["received_on"].notna().sum())
        counts.append((received, "document reçu", "documents reçus", False))
    if "meetings" in frames:
        held = int(frames["meetings"]["held"].sum())
        counts.append((held, "réunion tenue", "réunions tenues", True))
    if "actions" in frames:
        counts.append((len(frames["actions"]), "action suivie", "actions suivies", True))
    parts = [count_words(n, one, more, feminine=she) for n, one, more, she in counts if n]
    if not parts:
        return Prose("Le rapport ne s'appuie sur aucune donnée recueillie par la mission.")
    return Prose(f"Le rapport s'appuie sur {join_fr(parts)}.")
