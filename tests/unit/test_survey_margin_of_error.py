"""A purposive survey can never print a margin of error, whatever the parameters.

Every public indicator and every block of the chapter are tried, found by their types: one that is
added later is tried too.
"""

import inspect
import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pandas as pd
import pytest
from matplotlib.container import ErrorbarContainer
from matplotlib.lines import Line2D

from ffsu_eval.errors import ParameterError
from ffsu_eval.indicators import survey
from ffsu_eval.indicators.survey import design
from ffsu_eval.indicators.survey.sampling import ProbabilitySample, PurposiveSample
from ffsu_eval.narrative.blocks import Figure, Prose, Table
from ffsu_eval.narrative.survey import evidence, figures, notes, prose, tables
from ffsu_eval.narrative.survey.results import SurveyWave
from ffsu_eval.narrative.survey.waves import Surveys
from tests.survey_frames import answers, items, people, wave
from tests.survey_mission import ACTORS, EARLIER, RESIDENTS, mission, only, waves

OF_SAMPLING = {"ci_low", "ci_high", "se", "deff", "df", "margin", "n_eff", "p_value"}
NUMERIC_INTERVAL = re.compile(r"\[\s*[−+]?\d[^\]\[;]*;[^\]\[;]*\d\s*\]")
CLAIMS = re.compile(r"marges? d['’]erreur|intervalles? de confiance|intervalles? à 95", re.I)
# the sentences that say there is none
DENIALS = (
    notes.NO_MARGIN,
    "n'ont pas de marge d'erreur",
    "enquête non probabiliste : pas de marge d'erreur",
    "aucun des deux échantillons n'est tiré au sort : pas de marge d'erreur",
)
SPREAD = "variabilité entre répondants"

Block = Callable[[Any], Figure | Prose | Table]


def public(*modules: Any) -> Iterator[tuple[str, Callable[..., Any]]]:
    for module in modules:
        for name, found in inspect.getmembers(module, inspect.isfunction):
            own = found.__module__ == module.__name__ or name in getattr(module, "__all__", ())
            if own and not name.startswith("_"):
                yield name, found


def taking(kind: type, *modules: Any) -> dict[str, Callable[..., Any]]:
    """Public functions of which a parameter is of this type."""
    return {
        name: found
        for name, found in public(*modules)
        if kind in [asked.annotation for asked in inspect.signature(found).parameters.values()]
    }


FOR_DRAWN = taking(ProbabilitySample, survey, design)
FOR_PURPOSIVE = taking(PurposiveSample, survey, design)
OF_WAVE = {n: f for n, f in taking(SurveyWave, figures, tables, prose).items() if n != "identifier"}
OF_SURVEYS = taking(Surveys, figures, tables, prose)


def test_the_search_finds_the_functions() -> None:
    assert set(FOR_PURPOSIVE) == {"purposive_shares"}
    assert {"insecurity_estimate", "mean", "total", "proportion", "raked"} <= set(FOR_DRAWN)
    assert {"insecurity", "answers", "phenomena", "response", "method", "spread"} <= set(OF_WAVE)
    assert set(OF_SURVEYS) == {"gap", "change"}


@pytest.mark.parametrize("name", FOR_DRAWN)
def test_what_is_for_a_drawn_sample_refuses_a_purposive_one(name: str) -> None:
    sample = survey.purposive_sample(wave(), people(60))
    margin = pd.DataFrame({"variable": ["stratum"], "category": ["EDUC"], "target_total": [60]})
    codes = answers({"q_soiree": [3, 0, 2] * 20})
    known: dict[str, Any] = {
        "sample": sample,
        "variable": "base_weight",
        "margin": margin,
        "margins": margin,
        "answers": codes,
        "items": items("insecurity", "soiree"),
    }
    asked = inspect.signature(FOR_DRAWN[name]).parameters
    needed = {k: known[k] for k, p in asked.items() if p.default is p.empty}
    with pytest.raises(ValueError, match="expected a probability sample"):
        FOR_DRAWN[name](**needed)


@pytest.mark.parametrize("name", FOR_PURPOSIVE)
def test_what_takes_a_purposive_sample_gives_no_interval(name: str) -> None:
    sample = survey.purposive_sample(wave(), people(["EDUC"] * 60 + ["ASSO"] * 60))
    codes = answers({"q_soiree": [3, 0, 2] * 40})
    options = {"by": (None, "stratum", "time_slot"), "spread": (False, True)}
    parameters = inspect.signature(FOR_PURPOSIVE[name]).parameters
    assert set(parameters) == {"sample", "answers", "items", *options}
    for by, spread in product(*options.values()):
        found = FOR_PURPOSIVE[name](sample, codes, items("insecurity", "soiree"), by, spread)
        assert found["value"].notna().all()
        assert not OF_SAMPLING & set(found)


# ---- the chapter


def error_bars(figure: Figure) -> list[Line2D]:
    """Lines that stand for an interval: those of the house, and Matplotlib's own."""
    axes = figure.image.axes
    assert not [c for a in axes for c in a.containers if isinstance(c, ErrorbarContainer)]
    assert not [c for a in axes for c in a.collections]
    return [
        line
        for a in axes
        for line in a.lines
        if line.get_linewidth() == 1.6 and len(set(line.get_xdata())) == 2
    ]


def missions() -> dict[str, Any]:
    """The demonstration, and the same with fewer waves or with residents who were not drawn."""
    undrawn = waves(habitants={"probability_sample": False})
    return {
        "toutes les vagues": mission(),
        "vague seule": mission(survey_waves=only(ACTORS)),
        "sans habitants": mission(survey_waves=only(ACTORS, EARLIER)),
        "habitants non tirés au sort": mission(survey_waves=undrawn),
        "habitants seuls, non tirés au sort": mission(RESIDENTS, survey_waves=undrawn),
        "vague de 2018": mission(EARLIER),
    }


def text_of(block: Figure | Prose | Table) -> str:
    """All that a reader may see of a block."""
    parts = [block.markdown()]
    if isinstance(block, Figure):
        parts += [text.get_text() for a in block.image.axes for text in a.texts]
        parts += [text.get_text() for text in block.image.texts]
    return " ".join(" ".join(parts).split()).replace("\\", "").replace("’", "'")


def claims(text: str) -> list[str]:
    for denial in DENIALS:
        text = text.replace(denial, "")
    return [match[0] for match in CLAIMS.finditer(text)]


MISSIONS = missions()


@pytest.mark.parametrize("name", MISSIONS)
@pytest.mark.parametrize("block", OF_WAVE)
def test_no_block_of_a_purposive_wave_has_a_margin(name: str, block: str) -> None:
    surveys = Surveys(MISSIONS[name])
    for one in (surveys.main, surveys.earlier, surveys.residents):
        if one is None or one.drawn:
            continue
        for more in ({}, {"theme": "journee"}, {"theme": "quartier"}):
            if set(more) <= set(inspect.signature(OF_WAVE[block]).parameters):
                shown = OF_WAVE[block](one, **more)
                text = text_of(shown)
                assert not NUMERIC_INTERVAL.search(text), text
                assert claims(text) == []
                if isinstance(shown, Figure):
                    assert error_bars(shown) == []
                if re.search(r"\bde \d+\s%? à \d+", text) and isinstance(shown, Table):
                    assert SPREAD in text.lower() or "selon" in text


@pytest.mark.parametrize("name", MISSIONS)
@pytest.mark.parametrize("block", OF_SURVEYS)
def test_no_comparison_gives_the_actors_a_margin(name: str, block: str) -> None:
    surveys = Surveys(MISSIONS[name])
    shown = OF_SURVEYS[block](surveys)
    text = text_of(shown)
    assert not NUMERIC_INTERVAL.search(text)
    drawn = surveys.residents is not None and surveys.residents.drawn and block == "gap"
    if not drawn:
        assert claims(text) == []
        assert not isinstance(shown, Figure) or error_bars(shown) == []
        return
    # the only interval is that of the residents, and it is said to be theirs
    assert set(claims(text)) == {"intervalle à 95"}
    assert "habitants, intervalle à 95" in text
    residents = surveys.residents.shares.set_index("theme")
    bars = {tuple(round(float(x), 6) for x in line.get_xdata()) for line in error_bars(shown)}
    compared = surveys.gaps.loc[surveys.gaps["value"].notna(), "theme"]
    wanted = residents.loc[compared, ["ci_low", "ci_high"]].astype(float).round(6)
    assert len(wanted)
    assert bars == {tuple(map(float, row)) for row in wanted.to_numpy()}


@pytest.mark.parametrize("name", MISSIONS)
def test_no_frame_of_a_purposive_wave_has_a_column_of_sampling(name: str) -> None:
    surveys = Surveys(MISSIONS[name])
    for one in (surveys.main, surveys.earlier, surveys.residents):
        if one is None or one.drawn:
            continue
        refused = set()
        for attribute in vars(SurveyWave):
            if attribute.startswith("_"):
                continue
            try:
                found = getattr(one, attribute)
            except ParameterError:
                refused.add(attribute)
                continue
            if isinstance(found, pd.DataFrame):
                assert not OF_SAMPLING & set(found), attribute
        assert refused == {"precision", "unweighted", "before_raking"}
        assert one.weights is None
    assert not OF_SAMPLING & set(surveys.changes)
    if surveys.residents is None or not surveys.residents.drawn:
        assert not OF_SAMPLING & set(surveys.gaps)


@pytest.mark.parametrize("name", MISSIONS)
def test_no_evidence_of_a_purposive_wave_has_an_interval(name: str) -> None:
    surveys = Surveys(MISSIONS[name])
    for item in evidence.items(surveys):
        residents = item.evidence_id.startswith("SUR01:habitants.")
        assert (item.ci_low is not None) == (residents and surveys.residents.drawn)
        assert bool(NUMERIC_INTERVAL.search(item.statement_fr)) == (item.ci_low is not None)


def test_the_same_search_finds_the_margins_of_a_drawn_wave() -> None:
    """What finds nothing above must find something here."""
    residents = Surveys(MISSIONS["toutes les vagues"]).residents
    assert residents is not None
    assert residents.drawn
    shown = figures.insecurity(residents)
    assert len(error_bars(shown)) == len(residents.shares) == 5
    text = text_of(shown)
    assert NUMERIC_INTERVAL.search(text)
    assert claims(text)
    assert OF_SAMPLING & set(residents.shares)


def test_informants_said_to_be_drawn_are_still_purposive() -> None:
    """The gate refuses such a wave; even past it the type does not give way."""
    said = mission(survey_waves=waves(acteurs={"probability_sample": True}))
    with pytest.raises(ValueError, match="not a probability sample"):
        _ = SurveyWave(said, ACTORS).sample
