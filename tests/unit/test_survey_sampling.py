"""What may carry a margin of error and what never can: two types, and the estimates of each."""

import inspect
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from ffsu_eval.indicators import survey
from ffsu_eval.indicators.survey import design, sampling
from ffsu_eval.indicators.survey.purposive import PURPOSIVE
from tests.survey_frames import DRAWN, answers, items, people, wave

NO_MARGIN = "enquête non probabiliste : pas de marge d'erreur"
OF_SAMPLING = {"ci_low", "ci_high", "se", "deff", "df", "p_value", "margin", "n_eff"}
ASKED = items("insecurity", "soiree")


def drawn(respondents: pd.DataFrame, **plan: Any) -> sampling.ProbabilitySample:
    return survey.probability_sample(DRAWN, respondents, survey.Plan(**plan))


@pytest.mark.parametrize(
    "said",
    [
        wave(),
        wave(population="habitants"),
        wave(probability_sample=pd.NA),
        # whatever the file says: informants are not a sample
        wave(probability_sample=True),
    ],
)
def test_a_wave_that_was_not_drawn_has_no_design_based_estimate(said: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not a probability sample"):
        survey.probability_sample(said, people(60), survey.Plan())
    purposive = survey.purposive_sample(said, people(60))
    for function in (design.mean, design.total, design.proportion):
        with pytest.raises(ValueError, match="expected a probability sample"):
            function(purposive, "base_weight")
    with pytest.raises(ValueError, match="expected a probability sample"):
        survey.insecurity_estimate(purposive, answers({"q_soiree": [3] * 60}), ASKED)


def test_a_drawn_wave_is_not_taken_for_a_purposive_one() -> None:
    with pytest.raises(ValueError, match="use its plan"):
        survey.purposive_sample(DRAWN, people(60))
    with pytest.raises(ValueError, match="expected a purposive sample"):
        survey.purposive_shares(drawn(people(60)), answers({"q_soiree": [3] * 60}), ASKED)


def test_no_parameter_of_a_purposive_survey_brings_a_margin_of_error() -> None:
    codes = answers({"q_soiree": [3, 0, 2] * 40})
    everyone = survey.purposive_sample(wave(), people(["EDUC"] * 60 + ["ASSO"] * 60))
    parameters = inspect.signature(survey.purposive_shares).parameters
    assert list(parameters)[3:] == ["by", "spread"]  # every parameter is tried below
    for by, spread in product((None, "stratum", "time_slot"), (False, True)):
        found = survey.purposive_shares(everyone, codes, ASKED, by=by, spread=spread)
        assert found["value"].notna().all()
        assert not OF_SAMPLING & set(found)
        assert found["caveat"].str.contains(NO_MARGIN, regex=False).all()
        labelled = found["caveat"].str.contains("variabilité entre répondants", regex=False)
        assert labelled.eq(spread).all()
        assert found[["spread_low", "spread_high"]].notna().all(axis=None) == spread


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 3), min_size=1, max_size=120))
def test_a_purposive_share_is_the_plain_one_and_its_spread_holds_it(codes: list[int]) -> None:
    given_answers, everyone = answers({"q_soiree": codes}), people(len(codes))
    sample = survey.purposive_sample(wave(), everyone)
    found = survey.purposive_shares(sample, given_answers, ASKED, spread=True)
    plain = survey.insecurity_share(given_answers, ASKED, everyone)
    shared = [name for name in PURPOSIVE if name in plain and name != "caveat"]
    pd.testing.assert_frame_equal(found[shared], plain[shared])
    row = found.iloc[0]
    assert pd.isna(row["value"]) == (len(codes) < 30) == pd.isna(row["spread_low"])
    if len(codes) >= 30:
        assert 0 <= row["spread_low"] <= row["value"] <= row["spread_high"] <= 1


def test_the_spread_is_that_of_simulated_draws_among_the_respondents() -> None:
    codes = [3] * 18 + [0] * 42
    sample = survey.purposive_sample(wave(), people(60))
    row = survey.purposive_shares(sample, answers({"q_soiree": codes}), ASKED, spread=True).iloc[0]
    resampled = stats.bootstrap(
        (np.array(codes) >= 2,), np.mean, method="percentile", rng=3, n_resamples=20_000
    ).confidence_interval
    assert (row["spread_low"], row["spread_high"]) == pytest.approx(resampled, abs=1 / 60)


@pytest.mark.parametrize(
    ("respondents", "plan", "message"),
    [
        (people(0), {}, "nobody in the wave"),
        (people(5).assign(wave_id="autre"), {}, "nobody in the wave"),
        (pd.concat([people(5), people(5)]), {}, "several rows"),
        (people(5).assign(base_weight=[1, 1, 1, 1, 0]), {}, "above 0"),
        (people(5).assign(base_weight=[1, 1, 1, 1, None]), {}, "above 0"),
        (people(5), {"psu": "immeuble"}, "missing columns immeuble"),
        (people(["A", "A", None]), {"stratum": "stratum"}, "not given"),
        (people(["A", "A", "B"]), {"stratum": "stratum"}, "one primary unit in strata B"),
        (people(["A", "A"], unit="u1"), {"psu": "unit"}, "one primary unit"),
    ],
)
def test_a_plan_that_gives_no_variance_is_refused(respondents, plan, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        drawn(respondents, **plan)


def test_a_simple_random_sample_is_the_textbook_one() -> None:
    values = np.random.default_rng(4).normal(50, 10, 80)
    sample = drawn(people(80, y=values, size=400), population="size")
    row = design.mean(sample, "y").iloc[0]
    error = np.sqrt(values.var(ddof=1) / 80 * (1 - 80 / 400))
    t = stats.t.ppf(0.975, 79)
    assert row[["value", "se"]].tolist() == pytest.approx([values.mean(), error])
    assert (row["ci_low"], row["ci_high"]) == pytest.approx(
        (values.mean() - t * error, values.mean() + t * error)
    )
    assert (row["n"], row["df"], row["group"]) == (80, 79, "ensemble")
    assert row["deff"] == pytest.approx(1 - 80 / 400)  # against a draw with replacement
    whole = design.total(sample, "y").iloc[0]
    assert whole["value"] == pytest.approx(values.sum())


def test_people_without_a_value_are_outside_of_the_domain() -> None:
    kind = pd.Series(["a", "b"] * 40).mask(pd.Series(range(80)) < 4)
    y = pd.Series(np.arange(80.0)).mask(pd.Series(range(80)) >= 76)
    sample = drawn(people(80, y=y, kind=kind))
    found = design.mean(sample, "y", by="kind")
    assert found["group"].tolist() == ["a", "b"]
    assert found["n"].sum() == 72
    with pytest.raises(ValueError, match="nobody with a value"):
        design.mean(drawn(people(30, y=[None] * 30)), "y")
    with pytest.raises(ValueError, match="level"):
        design.mean(sample, "y", level=1)
    with pytest.raises(ValueError, match="missing columns z"):
        design.mean(sample, "z")


def test_a_share_of_all_or_none_has_no_interval() -> None:
    found = design.proportion(drawn(people(40, y=["oui"] * 40)), "y").iloc[0]
    assert (found["value"], found["category"]) == (1, "oui")
    assert found[["ci_low", "ci_high", "deff"]].isna().all()


def test_post_stratification_fixes_the_margin_and_takes_its_variance_away() -> None:
    rng = np.random.default_rng(6)
    kind = np.array(["a", "b"] * 50)
    sample = drawn(people(100, kind=kind, y=rng.normal(size=100) + 9 * (kind == "b")))
    margin = pd.DataFrame(
        {"variable": "kind", "category": ["a", "b"], "target_total": [300.0, 700.0]}
    )
    fixed = survey.post_stratified(sample, margin)
    share = design.proportion(fixed, "kind").set_index("category")
    assert share["value"].tolist() == pytest.approx([0.3, 0.7])
    assert share["se"].tolist() == pytest.approx([0, 0], abs=1e-9)
    assert design.mean(fixed, "y")["se"][0] < design.mean(sample, "y")["se"][0] / 4
    with pytest.raises(ValueError, match="already calibrated"):
        survey.post_stratified(fixed, margin)
    with pytest.raises(ValueError, match="one variable"):
        survey.post_stratified(sample, pd.concat([margin, margin.assign(variable="y")]))


def test_raking_that_fails_gives_no_sample() -> None:
    sample = drawn(people(["a"] * 90 + ["b"] * 10))
    margin = pd.DataFrame(
        {"variable": "stratum", "category": ["a", "b"], "target_total": [10.0, 90.0]}
    )
    with pytest.raises(ValueError, match="not met within the bounds"):
        survey.raked(sample, margin)
    raked, found = survey.raked(sample, margin, None)
    assert found.converged
    assert raked.plan.weight in raked.respondents
    assert sample.plan.weight == "base_weight"  # the first sample is unchanged


def test_margins_that_nest_leave_the_same_estimate() -> None:
    """The second margin says again what the first says: nothing more is explained."""
    kind = ["a", "a", "b", "c"] * 30
    sample = drawn(people(120, kind=kind, wide=[k == "a" for k in kind], y=np.arange(120.0)))
    one = pd.DataFrame(
        {"variable": "kind", "category": list("abc"), "target_total": [50.0, 30.0, 40.0]}
    )
    two = pd.DataFrame(
        {"variable": "wide", "category": ["True", "False"], "target_total": [50.0, 70.0]}
    )
    first = design.mean(survey.raked(sample, one)[0], "y")
    second = design.mean(survey.raked(sample, pd.concat([one, two]))[0], "y")
    pd.testing.assert_frame_equal(first, second)


def test_insecurity_of_a_drawn_sample_is_weighted_with_its_interval() -> None:
    codes = [3] * 30 + [0] * 30
    sample = drawn(people(60).assign(base_weight=[3.0] * 30 + [1.0] * 30))
    row = survey.insecurity_estimate(sample, answers({"q_soiree": codes}), ASKED).iloc[0]
    assert (row["value"], row["count"], row["n"]) == (0.75, 30, 60)
    assert 0 < row["ci_low"] < 0.75 < row["ci_high"] < 1
    assert row["n_eff"] == pytest.approx(60 / row["deff"])
    assert (row["display"], row["caveat"], row["theme"]) == ("complet", "", "soiree")


def test_base_rules_hold_for_a_drawn_sample_too() -> None:
    strata = ["A"] * 60 + ["B"] * 29 + ["C"] * 9 + ["D"] * 40
    codes = [3, 0] * 30 + [3] * 29 + [0] * 9 + [0] * 40
    sample = drawn(people(strata))
    found = survey.insecurity_estimate(
        sample, answers({"q_soiree": codes}), ASKED, by="stratum"
    ).set_index("group")
    assert found["n"].tolist() == [60, 29, 9, 40]
    assert found["value"].isna().tolist() == [False, True, True, False]
    assert found["count"].isna().tolist() == [False, False, True, False]
    assert found[["ci_low", "ci_high", "deff"]].notna().all(axis=1).tolist() == [True, *[False] * 3]
    assert found.loc["D", "value"] == 0
    assert "intervalle non défini" in found.loc["D", "caveat"]
    hidden = survey.insecurity_estimate(sample, answers({"q_soiree": []}), ASKED)
    assert hidden["display"].tolist() == ["non affiché"]
    assert hidden[["value", "ci_low", "ci_high"]].isna().all(axis=None)
    assert survey.insecurity_estimate(sample, answers({}), items("insecurity")).empty


def test_time_slots_keep_the_order_of_the_day() -> None:
    found = survey.insecurity_estimate(
        drawn(people(150)), answers({"q_soiree": [3, 0] * 75}), ASKED, by="time_slot"
    )
    assert found["group"].tolist() == ["journee", "soiree", "nuit"]


def test_the_change_between_two_simple_samples_is_that_of_welch() -> None:
    rng = np.random.default_rng(9)
    before, after = rng.normal(50, 10, 60), rng.normal(55, 20, 90)
    samples = [drawn(people(len(y), y=y, kind="a")) for y in (before, after)]
    row = design.difference(*(design.mean(sample, "y", by="kind") for sample in samples)).iloc[0]
    welch = stats.ttest_ind(after, before, equal_var=False).confidence_interval()
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((welch.low, welch.high))
    assert row["value"] == pytest.approx(after.mean() - before.mean())
    assert (row["group"], row["n"]) == ("a", 60)
    all_same = design.proportion(samples[0], "kind")
    assert design.difference(all_same, all_same)[["se", "ci_low"]].isna().all(axis=None)
    with pytest.raises(ValueError, match="level"):
        design.difference(all_same, all_same, level=2)
    with pytest.raises(ValueError, match="several rows"):
        design.difference(all_same, pd.concat([all_same, all_same]))


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 2**32 - 1), st.randoms(use_true_random=False))
def test_the_order_of_the_respondents_changes_no_estimate(seed: int, random) -> None:
    rng = np.random.default_rng(seed)
    frame = people(
        list(rng.choice(["A", "B"], 80)), y=rng.normal(size=80), unit=rng.integers(0, 20, 80)
    ).assign(base_weight=rng.lognormal(size=80))
    order = list(range(80))
    random.shuffle(order)
    once, mixed = (
        design.mean(drawn(rows, stratum="stratum", psu="unit"), "y", by="time_slot")
        for rows in (frame, frame.iloc[order])
    )
    pd.testing.assert_frame_equal(once, mixed)
