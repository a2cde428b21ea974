"""Correction for multiple comparisons, alone and in REC02 and REC04."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffsu_eval.indicators.recorded import comparison, rate_change, recorded_rates
from ffsu_eval.indicators.signals import UNCONFIRMED, adjusted, with_signals
from tests.crime_frames import HERE, INDICATORS, THERE, crime, frames_settings

p_values = st.lists(st.one_of(st.just(np.nan), st.floats(0, 1)), min_size=1, max_size=15)


def compared(p_value: list[float | None], territory: str = HERE) -> pd.DataFrame:
    """Comparisons of ratios 2 whose interval excludes 1 where p is under 0.05."""
    rows = [
        {
            "territory_id": territory, "p_value": p, "ci_low": None if p is None else 1.05 - p,
            "ci_high": None if p is None else 4.0, "caveat": "fragile" if p == 0.04 else "",
        }
        for p in p_value
    ]  # fmt: skip
    number = dict.fromkeys(["p_value", "ci_low", "ci_high"], "Float64")
    return pd.DataFrame(rows).astype(number | {"territory_id": "string", "caveat": "string"})


def test_adjusted_values_worked_by_hand() -> None:
    """n·p/rank, then the smallest of those that follow: 0.04·4/3 is brought down to 0.042·4/4."""
    q = adjusted([0.01, 0.042, 0.03, 0.04])
    np.testing.assert_allclose(q, [0.04, 0.042, 0.042, 0.042])
    np.testing.assert_allclose(adjusted([0.01, np.nan, 0.6]), [0.02, np.nan, 0.6])
    assert adjusted([]).size == 0
    assert np.isnan(adjusted([np.nan])).all()
    with pytest.raises(ValueError, match="between 0 and 1"):
        adjusted([1.2])


@frames_settings
@given(p_values)
def test_an_adjusted_value_is_a_probability_not_under_the_p_value_in_the_same_order(p) -> None:
    p = np.array(p)
    q = adjusted(p)
    known = ~np.isnan(p)
    assert np.array_equal(np.isnan(q), ~known)
    assert np.all(q[known] >= p[known] - 1e-12)
    assert np.all(q[known] <= 1)
    order = np.argsort(p[known], kind="stable")
    assert np.all(np.diff(q[known][order]) >= -1e-12)
    if known.sum() == 1:
        assert q[known] == p[known]


def test_what_is_apart_alone_and_not_once_corrected_says_so() -> None:
    found = with_signals(compared([0.001, 0.04, 0.04, *[0.5] * 7, None]))
    assert found["signal"].tolist()[:3] == [True, False, False]
    assert found["caveat"].tolist()[:4] == [
        "", f"fragile ; {UNCONFIRMED}", f"fragile ; {UNCONFIRMED}", "",
    ]  # fmt: skip
    assert found.iloc[-1][["q_value", "signal"]].isna().all()
    assert (str(found["q_value"].dtype), str(found["signal"].dtype)) == ("Float64", "boolean")


def test_alone_a_comparison_needs_no_correction() -> None:
    row = with_signals(compared([0.04])).iloc[0]
    assert (row["q_value"], row["signal"], row["caveat"]) == (0.04, True, "fragile")


def test_the_level_and_the_neutral_value_are_asked_for() -> None:
    frame = compared([0.08])
    assert with_signals(frame)["signal"].tolist() == [True]
    assert with_signals(frame, level=0.05)["signal"].tolist() == [False]
    zero = frame.assign(ci_low=0.2)
    assert with_signals(zero, level=0.05, neutral=0.0)["caveat"].tolist() == [UNCONFIRMED]
    assert with_signals(zero, level=0.05)["caveat"].tolist() == [""]
    with pytest.raises(ValueError, match="missing columns p_value"):
        with_signals(frame.drop(columns="p_value"))


@frames_settings
@given(p_values, p_values, st.randoms(use_true_random=False))
def test_another_territory_and_the_order_change_nothing(here, there, random) -> None:
    one, other = compared(here), compared(there, THERE)
    both = pd.concat([one, other], ignore_index=True)
    order = list(range(len(both)))
    random.shuffle(order)
    mixed = with_signals(both.iloc[order]).sort_index()
    own = mixed[mixed["territory_id"] == HERE]
    pd.testing.assert_frame_equal(own, with_signals(one))


def two_years(counts: dict[str, tuple[int, int]], commune: str = HERE) -> pd.DataFrame:
    cells = [
        (commune, indicator, year, count, 50_000)
        for indicator, pair in counts.items()
        for year, count in zip((2018, 2022), pair, strict=True)
    ]
    return crime(cells)


def test_changes_of_a_commune_are_corrected_among_themselves() -> None:
    alike = dict.fromkeys(INDICATORS, (300, 300))
    alone = {"cambriolages": (300, 352)}
    lone = rate_change(recorded_rates(two_years(alone)), 2018, 2022).iloc[0]
    assert (lone["direction"], lone["caveat"], lone["signal"]) == ("hausse", "", True)
    assert lone["q_value"] == lone["p_value"]
    many = two_years(alike | alone)
    other = two_years(dict.fromkeys(INDICATORS, (300, 600)), THERE)
    changes = rate_change(recorded_rates(pd.concat([many, other])), 2018, 2022)
    by_key = changes.set_index(["territory_id", "indicator_id"])
    row = by_key.loc[(HERE, "cambriolages")]
    assert (row["direction"], row["caveat"], row["signal"]) == ("hausse", UNCONFIRMED, False)
    assert row["q_value"] == pytest.approx(len(INDICATORS) * row["p_value"])
    assert by_key.loc[THERE, "signal"].all()


def test_gaps_are_corrected_across_indicators_and_carry_their_p_value() -> None:
    cells = [(HERE, name, 2022, 300, 50_000) for name in INDICATORS]
    cells += [(THERE, name, 2022, 3_000, 500_000) for name in INDICATORS]
    crimes = crime(cells)
    first = (crimes["territory_id"] == HERE) & (crimes["indicator_id"] == "degradations")
    crimes.loc[first, "count"] = 340
    hidden = (crimes["territory_id"] == HERE) & (crimes["indicator_id"] == "violences_sexuelles")
    crimes.loc[hidden, ["count", "diffusion"]] = [pd.NA, "ndiff"]
    gaps = comparison(recorded_rates(crimes), HERE, [THERE], 2022).set_index("indicator_id")
    row = gaps.loc["degradations"]
    assert row["p_value"] < 0.05 < row["q_value"] == pytest.approx(7 * row["p_value"])
    assert (row["direction"], row["signal"], row["caveat"]) == ("au-dessus", False, UNCONFIRMED)
    assert gaps.loc["violences_sexuelles", ["p_value", "q_value", "signal"]].isna().all()
    assert gaps.loc["cambriolages", "p_value"] == 1
