"""Items of evidence that the surveys give, with where each is shown."""

from ffsu_eval.evidence import survey as items_of
from ffsu_eval.evidence.items import Evidence, Origin
from ffsu_eval.narrative.survey.figures import identifier
from ffsu_eval.narrative.survey.results import SurveyWave
from ffsu_eval.narrative.survey.waves import Surveys
from ffsu_eval.tables.survey_quality import CONSTRUCTS

PRODUCER = "enquête"
DATASET = "survey_responses"
# indicator → construct, property of the wave, block where it shows
SHOWN = {
    "SUR01": ("insecurity", "shares", "fig-insecurite"),
    "SUR02": ("frequency", "frequency", "fig-phenomenes"),
    "SUR03": ("evolution", "evolution", "fig-phenomenes"),
    "SUR04": ("nuisance", "burden", "fig-phenomenes"),
    "SUR05": ("effectiveness", "services", "tbl-services"),
}


def items(surveys: Surveys) -> list[Evidence]:
    """SUR01 to SUR09 of the main wave, SUR01 and SUR08 of the residents, SUR07 and SUR10."""
    found = of_wave(surveys.main)
    if surveys.residents is not None:
        found += _shares(surveys.residents, "SUR01")
        found += items_of.from_response_rate(
            surveys.residents.response,
            _origin(surveys.residents, "tbl-reponse"),
            surveys.residents.name,
        )
    if len(surveys.gaps):
        found += items_of.from_gap(surveys.gaps, _origin(surveys.main, "fig-ecart-habitants"))
    if len(surveys.changes):
        found += items_of.from_change(
            surveys.changes, _origin(surveys.main, "fig-evolution-enquete")
        )
    return found


def of_wave(wave: SurveyWave) -> list[Evidence]:
    """What one wave establishes alone."""
    found = [
        item
        for indicator, (construct, _, _) in SHOWN.items()
        if wave.asks(construct)
        for item in _shares(wave, indicator)
    ]
    found += items_of.from_response_rate(wave.response, _origin(wave, "tbl-reponse"), wave.name)
    if len(wave.concordance):
        origin = _origin(wave, "tbl-convergence")
        found += items_of.from_agreement(wave.concordance, CONSTRUCTS, origin)
    if len(wave.reliability):
        origin = _origin(wave, "tbl-fiabilite")
        found += items_of.from_reliability(wave.reliability, CONSTRUCTS, origin)
    return found


def _shares(wave: SurveyWave, indicator: str) -> list[Evidence]:
    _, frame, place = SHOWN[indicator]
    return items_of.from_survey(
        getattr(wave, frame), indicator, _origin(wave, place), wave.name, wave.drawn
    )


def _origin(wave: SurveyWave, place: str) -> Origin:
    return wave.mission.origin(PRODUCER, DATASET, identifier(wave, place))
