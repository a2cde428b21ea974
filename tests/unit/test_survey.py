"""Survey: shares, scores, balances, base rules, and no interval without a probability sample."""

import inspect

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffsu_eval.indicators import survey

SCALES = pd.DataFrame(
    {
        "scale_id": ["frequence_cvs"] * 4 + ["evolution"] * 3,
        "code": ["0", "1", "2", "3", "-1", "0", "1"],
        "label_fr": ["jamais", "rarement", "de temps en temps", "souvent",
                     "en baisse", "stable", "en hausse"],
    },
    dtype="string",
)  # fmt: skip
SCORES = [
    (survey.frequency_score, "frequency"),
    (survey.evolution_balance, "evolution"),
    (survey.nuisance, "nuisance"),
    (survey.effectiveness_balance, "effectiveness"),
]
NO_MARGIN = "enquête non probabiliste : pas de marge d'erreur"


def items(construct: str, *themes: str, scale: str = "frequence_cvs") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "item_id": [f"q_{theme}" for theme in themes], "scale_id": scale,
            "construct": construct, "theme": themes, "theme_label_fr": [t.title() for t in themes],
        },
        dtype="string",
    )  # fmt: skip


def answers(item: str, codes: list[int | None], first: int = 0) -> pd.DataFrame:
    """Answers of respondents first, first+1…; None is an answer « ne sait pas »."""
    frame = pd.DataFrame(
        {
            "resp_id": [f"r{first + i}" for i in range(len(codes))],
            "item_id": item,
            "code": codes,
            "answer_status": ["nsp" if code is None else "valide" for code in codes],
        }
    )
    return frame.astype({"resp_id": "string", "item_id": "string", "code": "Int64",
                         "answer_status": "string"})  # fmt: skip


def people(n: int, strata: list[str] | None = None) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "resp_id": [f"r{i}" for i in range(n)], "wave_id": "v1",
            "stratum": strata or ["EDUC"] * n,
            "time_slot": [("nuit", "journee", "soiree")[i % 3] for i in range(n)],
            "finished": True,
        }
    )  # fmt: skip
    types = dict.fromkeys(["resp_id", "wave_id", "stratum", "time_slot"], "string")
    return frame.astype(types | {"finished": "boolean"})


def share(codes: list[int | None]) -> pd.Series:
    found = survey.insecurity_share(
        answers("q_soiree", codes), items("insecurity", "soiree"), people(len(codes))
    )
    assert len(found) == 1
    return found.iloc[0]


def test_share_counts_from_time_to_time_and_often() -> None:
    row = share([0] * 20 + [1] * 20 + [2] * 15 + [3] * 5 + [None] * 9)
    assert (row["count"], row["n"], row["display"], row["group"]) == (20, 60, "complet", "ensemble")
    assert row["value"] == pytest.approx(1 / 3)
    assert (row["theme"], row["theme_label_fr"]) == ("soiree", "Soiree")


@pytest.mark.parametrize(
    ("n", "display", "value_given", "count_given"),
    [
        (0, "non affiché", False, False),
        (9, "non affiché", False, False),
        (10, "effectifs seuls", False, True),
        (29, "effectifs seuls", False, True),
        (30, "effectif faible", True, True),
        (49, "effectif faible", True, True),
        (50, "complet", True, True),
    ],
)
def test_base_rules(n: int, display: str, value_given: bool, count_given: bool) -> None:
    row = share([2] * n + [None] * 60)
    assert (row["display"], row["n"]) == (display, n)
    assert pd.notna(row["value"]) == value_given
    assert pd.notna(row["count"]) == count_given
    spread = survey.distribution(
        answers("q_soiree", [2] * n), items("insecurity", "soiree"), SCALES, "insecurity"
    )
    assert (spread["display"] == display).all()
    assert spread["value"].notna().all() == value_given
    assert spread["count"].notna().all() == count_given
    score = survey.frequency_score(answers("q_bruit", [2] * n), items("frequency", "bruit")).iloc[0]
    assert (score["display"], pd.notna(score["value"])) == (display, value_given)
    assert (score["caveat"] == "") == (display == "complet")


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.integers(0, 3), min_size=30, max_size=120),
    st.integers(0, 30),
    st.sampled_from([None, "stratum", "time_slot"]),
)
def test_a_purposive_survey_never_carries_an_interval(codes, unknown, by) -> None:
    given_answers = answers("q_soiree", [*codes, *[None] * unknown])
    asked, everyone = items("insecurity", "soiree"), people(len(given_answers))
    found = survey.insecurity_share(given_answers, asked, everyone, by=by)
    assert found[["ci_low", "ci_high"]].isna().all(axis=None)
    assert found["caveat"].str.endswith(NO_MARGIN).all()
    if by != "time_slot":  # the answers are shown, and still without interval
        assert found["value"].notna().all()


def test_scores_and_distributions_have_no_interval_at_all() -> None:
    codes = answers("q_bruit", [1] * 60)
    for function, construct in SCORES:
        assert not {"ci_low", "ci_high"} & set(function(codes, items(construct, "bruit")))
    spread = survey.distribution(codes, items("insecurity", "bruit"), SCALES, "insecurity")
    assert not {"ci_low", "ci_high"} & set(spread)
    assert not {"ci_low", "ci_high"} & set(response(120, 30))


def test_no_parameter_of_the_plain_share_could_bring_an_interval() -> None:
    parameters = inspect.signature(survey.insecurity_share).parameters
    assert list(parameters) == ["answers", "items", "respondents", "by"]  # every one tried above


def test_share_by_group_in_the_order_of_the_day() -> None:
    codes = [3 if i % 3 == 0 else 0 for i in range(150)]  # every night worker, nobody else
    found = survey.insecurity_share(
        answers("q_soiree", codes), items("insecurity", "soiree"), people(150), by="time_slot"
    )
    assert found["group"].tolist() == ["journee", "soiree", "nuit"]
    assert found["value"].tolist() == [0, 0, 1]
    assert found["count"].tolist() == [0, 0, 50]


def test_a_group_without_valid_answer_is_named_and_not_shown() -> None:
    strata = ["EDUC"] * 30 + ["SANTE"] * 5
    found = survey.insecurity_share(
        answers("q_soiree", [3] * 30 + [None] * 5),
        items("insecurity", "soiree"), people(35, strata), by="stratum",
    )  # fmt: skip
    small = found[found["group"] == "SANTE"].iloc[0]
    assert (small["n"], small["display"]) == (0, "non affiché")
    assert small[["value", "count"]].isna().all()


def test_people_of_another_file_and_items_of_another_construct_change_nothing() -> None:
    asked, codes = items("insecurity", "soiree"), [3] * 30 + [0] * 30
    alone = survey.insecurity_share(answers("q_soiree", codes), asked, people(60))
    more = pd.concat(
        [answers("q_soiree", codes), answers("q_soiree", [3] * 9, 900), answers("q_bruit", [1])]
    )
    wider = pd.concat([asked, items("frequency", "bruit")], ignore_index=True)
    pd.testing.assert_frame_equal(alone, survey.insecurity_share(more, wider, people(60)))


def test_two_waves_are_not_mixed() -> None:
    two = people(60).assign(wave_id=["v1"] * 30 + ["v2"] * 30)
    with pytest.raises(ValueError, match="one wave"):
        survey.insecurity_share(answers("q_soiree", [3] * 60), items("insecurity", "soiree"), two)


def test_distribution_gives_every_step_of_the_scale_in_its_order() -> None:
    found = survey.distribution(
        answers("q_bruit", [1] * 45 + [-1] * 15 + [None] * 5),
        items("evolution", "bruit", scale="evolution"), SCALES, "evolution",
    )  # fmt: skip
    assert found["label_fr"].tolist() == ["en baisse", "stable", "en hausse"]
    assert found["count"].tolist() == [15, 0, 45]
    assert found["value"].tolist() == [0.25, 0, 0.75]
    assert (found["n"] == 60).all()


def test_codes_and_scales_that_are_not_known_are_refused() -> None:
    asked = items("evolution", "bruit", scale="evolution")
    with pytest.raises(ValueError, match="outside"):
        survey.distribution(answers("q_bruit", [3] * 30), asked, SCALES, "evolution")
    with pytest.raises(ValueError, match="unknown values 3"):
        survey.evolution_balance(answers("q_bruit", [3] * 30), asked)
    with pytest.raises(ValueError, match="unknown values autre"):
        survey.distribution(answers("q_bruit", [1]), asked.assign(scale_id="autre"), SCALES,
                            "evolution")  # fmt: skip
    twice = pd.concat([answers("q_bruit", [1]), answers("q_bruit", [0])])
    with pytest.raises(ValueError, match="several rows"):
        survey.evolution_balance(twice, asked)


def test_scores_and_balances() -> None:
    frequency = survey.frequency_score(
        answers("q_bruit", [3] * 30 + [0] * 30), items("frequency", "bruit")
    ).iloc[0]
    assert (frequency["value"], frequency["n"]) == (50, 60)
    evolution = survey.evolution_balance(
        answers("q_bruit", [1] * 30 + [0] * 20 + [-1] * 10 + [None] * 4),
        items("evolution", "bruit"),
    ).iloc[0]
    assert evolution["value"] == pytest.approx(100 / 3)
    assert (evolution["share_up"], evolution["share_down"]) == pytest.approx((1 / 2, 1 / 6))
    burden = survey.nuisance(
        answers("q_bruit", [5] * 20 + [4] * 10 + [1] * 30), items("nuisance", "bruit")
    ).iloc[0]
    assert burden["value"] == pytest.approx((100 + 40 + 30) / 60)
    assert burden["share_high"] == pytest.approx(0.5)
    service = survey.effectiveness_balance(
        answers("q_pm", [4] * 10 + [3] * 5 + [2] * 15 + [1] * 30), items("effectiveness", "pm")
    ).iloc[0]
    assert service["value"] == pytest.approx(-50)
    assert (service["share_up"], service["share_down"]) == pytest.approx((0.25, 0.75))


@pytest.mark.parametrize(
    ("function", "construct", "measures"),
    [
        (survey.frequency_score, "frequency", ["value"]),
        (survey.evolution_balance, "evolution", ["value", "share_up", "share_down"]),
        (survey.nuisance, "nuisance", ["value", "share_high"]),
        (survey.effectiveness_balance, "effectiveness", ["value", "share_up", "share_down"]),
    ],
)
def test_a_score_on_fewer_than_thirty_answers_is_missing_in_all_its_parts(
    function, construct, measures
) -> None:
    asked = items(construct, "bruit", "pm")
    found = function(answers("q_bruit", [1] * 29), asked)
    assert found["item_id"].tolist() == ["q_bruit", "q_pm"]
    assert found["display"].tolist() == ["effectifs seuls", "non affiché"]
    assert found["n"].tolist() == [29, 0]
    assert found[measures].isna().all(axis=None)
    assert function(answers("q_bruit", [1] * 30), asked)[measures].iloc[0].notna().all()


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(-1, 1), min_size=30, max_size=80), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_changes_nothing_and_doubling_them_keeps_the_balance(
    codes, random
) -> None:
    asked = items("evolution", "bruit")
    ordered = answers("q_bruit", codes)
    order = list(range(len(codes)))
    random.shuffle(order)
    once = survey.evolution_balance(ordered, asked)
    pd.testing.assert_frame_equal(once, survey.evolution_balance(ordered.iloc[order], asked))
    doubled = survey.evolution_balance(answers("q_bruit", codes * 2), asked)
    assert doubled["value"].iloc[0] == pytest.approx(once["value"].iloc[0])


def response(invited: int | None, finished: int) -> pd.DataFrame:
    waves = pd.DataFrame({"wave_id": ["v1"], "invited": [invited]}).astype({"invited": "Int64"})
    strata = pd.DataFrame(
        {
            "wave_id": "v1", "stratum": ["EDUC", "TRANSPORT"],
            "label_fr": ["Éducation", "Transports"], "invited": [60, 40],
        }
    ).astype({"invited": "Int64"})  # fmt: skip
    respondents = people(finished + 5).assign(finished=[True] * finished + [False] * 5)
    return survey.response_rate(respondents, waves, strata)


def test_response_rate_by_stratum_and_for_the_wave() -> None:
    found = response(120, 30)
    assert found["stratum"].tolist() == ["EDUC", "TRANSPORT", "ensemble"]
    assert found["finished"].tolist() == [30, 0, 30]
    assert found["invited"].tolist() == [60, 40, 120]
    assert found["value"].tolist() == [0.5, 0, 0.25]
    assert (found["caveat"] == "").all()


def test_response_rate_that_means_nothing_is_not_given() -> None:
    open_link = response(120, 61).iloc[0]
    assert pd.isna(open_link["value"])
    assert open_link["caveat"] == "plus de questionnaires que d'invitations"
    for unknown in (0, None):
        whole = response(unknown, 3).iloc[2]
        assert pd.isna(whole["value"])
        assert whole["caveat"] == "aucune invitation enregistrée"


def test_an_empty_survey_gives_empty_or_hidden_results() -> None:
    none = answers("q_soiree", [])
    assert survey.frequency_score(none, items("frequency")).empty
    hidden = survey.insecurity_share(none, items("insecurity", "soiree"), people(0))
    assert hidden["display"].tolist() == ["non affiché"]
