"""What the parameters of a mission must be together, given its type."""

from collections.abc import Iterator

from ffsu_eval.engagements import ENGAGEMENTS, Engagement
from ffsu_eval.params.model import CityParameters, EngagementParameters
from ffsu_eval.reference import values

Place = tuple[str, ...]
Fault = tuple[Place, str]
# parameters that some types need or read, and others do not; what those of data open
OPENS = {"crime_release": "délinquance enregistrée", "survey_wave": "enquêtes"}
OPTIONAL = sorted({name for each in ENGAGEMENTS.values() for name in (*each.needs, *each.uses)})


def coherence_faults(parameters: CityParameters) -> list[Fault]:
    """Where each mission of a city contradicts its type: place in the file, reason in French."""
    faults = []
    for key, asked in parameters.engagements.items():
        others = set(parameters.engagements) - {key}
        for name, reason in _faults(ENGAGEMENTS[key], asked, others):
            faults.append((("engagements", key, *([name] if name else [])), reason))
    return faults


def _faults(
    kind: Engagement, asked: EngagementParameters, others: set[str]
) -> Iterator[tuple[str, str]]:
    for name in OPTIONAL:
        given = bool(getattr(asked, name))
        if name in kind.needs and not given:
            yield "", f"clé obligatoire absente pour ce type de mission : {name}"
        if given and name not in (*kind.needs, *kind.uses):
            yield name, "clé sans effet pour ce type de mission, à retirer"
    for name, group in OPENS.items():
        if group in kind.never_reads and getattr(asked, name):
            yield name, "clé sans effet pour ce type de mission, à retirer"
    known = values("evaluation_questions", "eq_id")
    for question in asked.questions:
        if question not in known or not question.startswith(f"{kind.questions}-"):
            yield "questions", "question inconnue pour ce type de mission"
            break
    first, last = asked.strategy_start, asked.strategy_end
    if (
        kind.looks_back
        and first
        and last
        and (first < asked.period_start or last > asked.period_end)
    ):
        yield "strategy_start", "la politique évaluée doit être comprise dans la période étudiée"
    if min(asked.secrecy.survey, asked.secrecy.interviews) < kind.least:
        yield (
            "secrecy",
            f"survey et interviews : au moins {kind.least} pour ce type de mission",
        )
    if set(asked.builds_on) - others:
        yield "builds_on", "mission absente de ce fichier"
