"""The chapter on surveys: waves found by rule, sentences that stay true, blocks that say why not."""

from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

from ffsu_eval.errors import ParameterError
from ffsu_eval.french import NBSP, NNBSP
from ffsu_eval.narrative.blocks import Figure, Prose, Table
from ffsu_eval.narrative.survey import evidence, figures, notes, prose, tables, titles
from ffsu_eval.narrative.survey.results import SurveyWave
from ffsu_eval.narrative.survey.waves import Surveys
from ffsu_eval.sources.benchmark import SERIES
from tests.survey_mission import ACTORS, EARLIER, RESIDENTS, demo_frames, mission, only, waves


@pytest.fixture(scope="module")
def surveys() -> Surveys:
    return Surveys(mission())


@pytest.fixture(scope="module")
def residents(surveys: Surveys) -> SurveyWave:
    assert surveys.residents is not None
    return surveys.residents


def changed(frame: str, **columns: Any) -> pd.DataFrame:
    return demo_frames()[frame].assign(**columns)


def plain(text: str) -> str:
    return text.replace(NBSP, " ").replace(NNBSP, " ")


def test_waves_are_found_by_population_and_date(surveys: Surveys) -> None:
    assert surveys.main.wave["wave_id"] == ACTORS
    assert surveys.earlier is not None
    assert surveys.earlier.wave["wave_id"] == EARLIER
    assert surveys.residents is not None
    assert surveys.residents.wave["wave_id"] == RESIDENTS
    first = Surveys(mission(EARLIER))
    assert first.earlier is None
    assert first.changes.empty
    alone = Surveys(mission(survey_waves=only(ACTORS)))
    assert (alone.earlier, alone.residents) == (None, None)
    of_residents = Surveys(mission(RESIDENTS))
    assert of_residents.residents is None
    assert of_residents.gaps.empty


def test_waves_may_be_named() -> None:
    found = Surveys(mission(EARLIER), earlier_wave=ACTORS, resident_wave=RESIDENTS)
    assert found.earlier is not None
    assert found.earlier.wave["wave_id"] == ACTORS
    with pytest.raises(ParameterError, match="vague « ailleurs » absente"):
        Surveys(mission(), earlier_wave="ailleurs")


def test_the_kind_of_sample_comes_from_the_wave(surveys: Surveys, residents: SurveyWave) -> None:
    assert not surveys.main.drawn
    assert residents.drawn
    assert residents.calibrated
    assert "population" not in notes.scope(surveys.main)
    assert "calées sur sexe, âge et statut d'occupation du logement" in notes.scope(residents)


def test_questions_are_those_of_the_wave(surveys: Surveys, residents: SurveyWave) -> None:
    assert "q_hab_eve" not in set(surveys.main.items["item_id"])
    assert set(residents.items["construct"]) == {"insecurity", "effectiveness"}
    assert figures.phenomena(residents) == Prose("")
    assert tables.concordance(residents) == Prose("")


def test_margins_that_cannot_be_met_leave_the_base_weights() -> None:
    margins = demo_frames()["survey_margins"].copy()
    sex = margins["variable"] == "sex"
    margins.loc[sex, "target_total"] = [51_900.0, 100.0]
    wave = SurveyWave(mission(survey_margins=margins), RESIDENTS, "habitants")
    assert not wave.calibrated
    assert "ne peuvent pas être respectées" in tables.margins(wave).markdown()
    assert "calées" not in notes.scope(wave)
    np.testing.assert_allclose(
        wave.shares["value"].astype(float), wave.before_raking["value"].astype(float)
    )
    shown = tables.weights(wave)
    assert isinstance(shown, Table)
    assert list(shown.frame) == ["Mesure", "Poids de sondage"]


def test_a_sample_without_margins_nor_units_is_still_drawn() -> None:
    people = changed("survey_respondents", psu=pd.NA)
    none = demo_frames()["survey_margins"].head(0)
    wave = SurveyWave(mission(survey_respondents=people, survey_margins=none), RESIDENTS)
    assert wave.drawn
    assert wave.raking is None
    assert tables.margins(wave) == Prose("")
    assert wave.shares["ci_low"].notna().all()


def test_weights_reach_every_result_of_a_drawn_wave(residents: SurveyWave) -> None:
    """Distribution and services are weighted as the shares are."""
    steps = residents.distribution
    unsafe = steps[steps["code"] >= 2].groupby("theme")["value"].sum()
    shares = residents.shares.set_index("theme")["value"]
    np.testing.assert_allclose(
        unsafe.reindex(shares.index).astype(float), shares.astype(float), rtol=1e-9
    )
    assert residents.weights is not None
    given = residents.answers.merge(residents.weights, on="resp_id")
    police = given[(given["item_id"] == "q_serv_pm_eff") & given["code"].notna()]
    share = np.average(police["code"] >= 3, weights=police["weight"].astype(float))
    row = residents.services.set_index("theme").loc["pm"]
    assert row["share_up"] == pytest.approx(share)
    assert row["n"] == len(police)


def test_parts_of_a_territory_are_never_ranked(residents: SurveyWave) -> None:
    shown = figures.categories(residents)
    assert isinstance(shown, Figure)
    assert shown.data["Groupe"].tolist() == [
        "Secteur centre", "Secteur nord", "Secteur ouest", "Secteur littoral",
    ]  # fmt: skip
    assert "« Secteur centre » :" in shown.notes.lecture
    assert "Secteur" not in shown.title
    listed = tables.insecurity(residents)
    assert isinstance(listed, Table)
    assert listed.frame["Secteur"].tolist() == shown.data["Groupe"].tolist()


def test_identifiers_of_the_waves_do_not_meet(surveys: Surveys) -> None:
    blocks = [
        f(wave)
        for wave in (surveys.main, surveys.earlier, surveys.residents)
        for f in (figures.insecurity, figures.answers, figures.mix, tables.response)
    ]
    names = [(type(b), b.identifier) for b in blocks if not isinstance(b, Prose)]
    assert len(set(names)) == len(names) == 12


def test_items_of_evidence_show_where_they_are(surveys: Surveys) -> None:
    items = {item.evidence_id: item for item in evidence.items(surveys)}
    assert len(items) == len(evidence.items(surveys))
    gap = items["SUR07:habitants"]
    assert (
        plain(gap.statement_fr) == "54 % des acteurs et 36 % des habitants, soit +18 points d'écart"
    )
    assert items["SUR07:quartier"].direction == "non établi"
    assert items["SUR10:transports"].direction == "baisse"
    assert items["SUR10:soiree"].direction == "stable"
    assert "SUR07:soiree" not in items
    assert items["SUR01:soiree"].quality == "B"
    drawn = items["SUR01:habitants.soiree"]
    assert drawn.quality == "A"
    assert drawn.ci_low is not None
    assert drawn.shown_in == "fig-insecurite-habitants"
    assert items["SUR09:insecurity"].value == pytest.approx(0.82, abs=0.01)
    assert items["SUR06:frequency"].n == 7


@pytest.mark.parametrize(
    ("values", "title"),
    [
        (
            [10.0, 12.0],
            "Les acteurs déclarent plus d'insécurité que les habitants : a (+10 points) ; "
            "b (+12 points)",
        ),
        (
            [-12.0, 2.0],
            "Les acteurs déclarent moins d'insécurité que les habitants : a (−12 points) ; "
            "écart non établi : b",
        ),
        (
            [-12.0, 15.0],
            "Acteurs et habitants déclarent différemment l'insécurité : a (−12 points) ; "
            "b (+15 points)",
        ),
        ([1.0, -1.0], "Aucun écart établi entre les réponses des acteurs et celles des habitants"),
        ([pd.NA, pd.NA], "Aucun écart établi entre les réponses des acteurs et celles des habitants"),
    ],
)  # fmt: skip
def test_title_of_the_gap(values: list[Any], title: str) -> None:
    found = Surveys(mission(survey_waves=only(ACTORS)))
    found.gaps = pd.DataFrame({"theme_label_fr": ["a", "b"], "value": values})
    assert plain(titles.gap(found)) == title


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ([-18.0, 1.0], "À composition égale, l'insécurité déclarée recule a (−18 points)"),
        (
            [-18.0, 11.0],
            "À composition égale, l'insécurité déclarée recule a (−18 points) et progresse b "
            "(+11 points)",
        ),
        ([1.0, 2.0], "À composition égale, deux questions sans évolution de 10 points ou plus"),
        ([1.0, pd.NA], "À composition égale, une question sans évolution de 10 points ou plus"),
    ],
)  # fmt: skip
def test_title_of_the_change(values: list[Any], title: str) -> None:
    found = Surveys(mission(survey_waves=only(ACTORS)))
    found.changes = pd.DataFrame({"theme_label_fr": ["a", "b"], "value": values})
    assert plain(titles.change(found)) == title


def test_other_people_asked_otherwise_are_not_compared() -> None:
    frame = waves(avant={"mode": "téléphone"})
    found = Surveys(mission(survey_waves=frame))
    shown = figures.change(found)
    assert isinstance(shown, Prose)
    assert "modes de collecte différents" in shown.text
    other = demo_frames()["survey_items"].copy()
    both = other["item_id"].isin(["q_pop_fear", "q_fear_quartier"])
    respondents = demo_frames()["survey_answers"]
    own = set(other.loc[both, "item_id"])
    silent = respondents.assign(
        answer_status=respondents["answer_status"].mask(
            respondents["item_id"].isin(own) & respondents["resp_id"].str.startswith("H"), "absente"
        ),
        code=respondents["code"].mask(
            respondents["item_id"].isin(own) & respondents["resp_id"].str.startswith("H")
        ),
    )
    apart = Surveys(mission(survey_answers=silent))
    shown = figures.gap(apart)
    assert isinstance(shown, Prose)
    assert "ne sont pas comparées" in shown.text


def test_benchmark_says_why_there_is_none(surveys: Surveys) -> None:
    assert surveys.earlier is not None
    for wave, reason in (
        (surveys.main, "n'est pas disponible"),
        (surveys.earlier, "aucune question"),
    ):
        shown = tables.benchmark(wave)
        assert isinstance(shown, Prose)
        assert reason in shown.text


def test_benchmark_stands_beside_the_question_in_the_same_words() -> None:
    series = pd.DataFrame(
        [
            {"theme": theme, "label_fr": theme, "year": 2021, "statistic": "Nombre", "value": 5e6,
             "people_fr": "personnes", "area_fr": "France métropolitaine", "source_fr": "CVS"}
            for theme in ("quartier", "domicile", "soiree")
        ],
        columns=list(SERIES),
    ).astype(SERIES)  # fmt: skip
    shown = tables.benchmark(SurveyWave(mission(national_feeling=series), RESIDENTS, "habitants"))
    assert isinstance(shown, Table)
    # « soiree » has a series here, but its question is the survey's own
    assert shown.frame["Question"].tolist() == ["Dans leur quartier ou leur village"]
    assert shown.frame["Part nationale"].tolist() == ["///"]


def test_small_waves_hide_their_results() -> None:
    """Nine people: nothing of their answers is shown, and every block still stands."""
    people = demo_frames()["survey_respondents"]
    few = people[people["wave_id"] == ACTORS].head(9)
    found = Surveys(mission(survey_respondents=few, survey_waves=only(ACTORS)))
    wave = found.main
    assert titles.insecurity(wave) == titles.HIDDEN
    assert titles.services(wave) == titles.HIDDEN
    assert titles.categories(wave, "soiree") == titles.HIDDEN
    assert "%" not in tables.insecurity(wave).markdown().split("Champ")[0].split("Part «")[0]
    for block in (figures.insecurity, figures.categories, figures.answers):
        assert isinstance(block(wave), Figure)
    assert "trop peu de réponses" in cast(Prose, figures.phenomena(wave)).text
    for table in (tables.phenomena, tables.services, tables.spread, tables.reliability):
        shown = table(wave)
        assert isinstance(shown, Table)
        assert not {"nan", "<NA>", "None", ""} & set(shown.frame.astype(str).to_numpy().ravel())


def test_a_wave_too_small_for_shares_says_that_it_shows_counts() -> None:
    people = demo_frames()["survey_respondents"]
    some = people[people["wave_id"] == ACTORS].head(25)
    wave = Surveys(mission(survey_respondents=some, survey_waves=only(ACTORS))).main
    assert wave.shares["value"].isna().all()
    assert wave.shares["count"].notna().any()
    assert titles.insecurity(wave) == titles.COUNTS_ONLY


def test_answers_without_a_date_have_no_first_and_last() -> None:
    people = changed("survey_respondents", answered_on=pd.NaT)
    wave = SurveyWave(mission(survey_respondents=people), ACTORS)
    assert tables.early_late(wave) == Prose("")


def test_organisations_that_declined_are_listed(surveys: Surveys) -> None:
    shown = tables.response(surveys.main).frame
    assert shown.set_index("Catégorie d'acteurs").loc["Commerçants", "Ont décliné"] == (
        "un syndicat de commerçants"
    )
    # started questionnaires are in the base, not among the finished ones
    assert shown["Base des résultats"].tolist()[-1] == "201"
    assert shown["Questionnaires complets"].tolist()[-1] == "193"
    assert "deux catégories" in prose.method(surveys.main).text
    assert surveys.earlier is not None
    assert "Ont décliné" not in tables.response(surveys.earlier).frame


def test_no_cell_of_any_table_is_empty_or_english(surveys: Surveys) -> None:
    names = ("response", "insecurity", "phenomena", "services", "spread", "weights", "margins",
             "estimates", "reliability", "concordance", "early_late", "benchmark")  # fmt: skip
    for wave in (surveys.main, surveys.earlier, surveys.residents):
        for name in names:
            shown = getattr(tables, name)(wave)
            if isinstance(shown, Prose):
                continue
            cells = shown.frame.astype(str).to_numpy().ravel()
            assert not [c for c in cells if c in ("", "nan", "<NA>", "None", "NaN")], name
            assert not [c for c in cells if "_" in c], name
