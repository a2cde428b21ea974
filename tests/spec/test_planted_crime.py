"""What was planted in the recorded crime of the demonstration and takes more than one row to see."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.comparators import ComparisonRule
from ffsu_eval.errors import GateRefusal
from ffsu_eval.gate.passage import pass_gate
from ffsu_eval.gate.request import Request
from ffsu_eval.indicators import recorded

ROOT = Path(__file__).parent.parent.parent
DEMO = "data/demo/saint-nazaire"
COMMUNE, JOINED, MERGED = "44184", "99004", "99090"
FIRST, START, END, MARKED = 2016, 2018, 2022, (2020, 2021)
DECREASE, UNDETECTED, PLACEBO = "vols_violents", "cambriolages", "vols_dans_vehicules"
OUTSIDE, RESTING, MASKED = "vols_de_vehicules", "vols_accessoires", "vols_avec_armes"

Frames = dict[str, pd.DataFrame]


def passed(root: Path, commune: str) -> Frames:
    """Typed frames of the demonstration data alone, for one commune."""
    shutil.copytree(ROOT / DEMO, root / DEMO)
    rule = ComparisonRule(year=FIRST, ratio=1.5, count=20)
    request = Request(root, "saint-nazaire", "evaluation", (commune,), "2022", rule)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FFSU_EVAL_EXTERNAL", "data/external")
        return pass_gate(request).frames()


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    return passed(tmp_path_factory.mktemp("délinquance"), COMMUNE)


@pytest.fixture(scope="module")
def rates(frames: Frames) -> pd.DataFrame:
    return recorded.recorded_rates(frames["recorded_crime"])


@pytest.fixture(scope="module")
def others(frames: Frames) -> list[str]:
    groups = frames["comparison_groups"]
    return list(groups.loc[groups["group_id"] == "comparateurs", "commune_code"])


@pytest.fixture(scope="module")
def differential(rates: pd.DataFrame, others: list[str]) -> pd.DataFrame:
    before, after = range(FIRST, START), range(START, END + 1)
    found = recorded.differential(rates, COMMUNE, others, before, after)
    return found.set_index("indicator_id")


def test_twelve_comparators_are_published_every_year(
    rates: pd.DataFrame, others: list[str]
) -> None:
    years = rates[rates["territory_id"].isin(others) & rates["value"].notna()]
    complete = years.groupby(["indicator_id", "territory_id"]).size() == END - FIRST + 1
    used = complete.groupby("indicator_id").sum()
    assert (used.drop(MASKED) == 12).all()
    assert used[MASKED] < 12


def test_one_indicator_is_out_of_the_funnel(rates: pd.DataFrame, others: list[str]) -> None:
    funnel = recorded.funnel(rates, COMMUNE, others, END)
    own = funnel[funnel["territory_id"] == COMMUNE].set_index("indicator_id")
    assert set(own.index[own["direction"].str.startswith("signal")]) == {OUTSIDE}
    # clearly: not a fact or two beyond the limit, and nearer to what is expected than to any limit
    assert own.loc[OUTSIDE, "count"] > 1.05 * own.loc[OUTSIDE, "high_998"]
    inside = own.loc[PLACEBO]
    gap = abs(inside["count"] - inside["expected"])
    assert (
        gap < min(inside["high_95"] - inside["expected"], inside["expected"] - inside["low_95"]) / 2
    )
    assert own.loc[OUTSIDE, "signal"]
    assert not own.loc[PLACEBO, "signal"]


def test_one_relative_decrease_after_the_start(differential: pd.DataFrame) -> None:
    found = differential.loc[DECREASE]
    assert found["ci_high"] < 0.95
    assert found["value"] < found["detectable"] < 1
    assert set(differential.index[differential["direction"] == "baisse relative"]) == {DECREASE}
    assert set(differential.index[differential["direction"] == "hausse relative"]) == set()


def test_a_decrease_too_small_to_be_detected(differential: pd.DataFrame) -> None:
    found = differential.loc[UNDETECTED]
    assert found["direction"] == "non détectable"
    assert found["detectable"] < found["value"] < 1 < found["ci_high"]


def test_the_placebo_has_not_moved(differential: pd.DataFrame) -> None:
    found = differential.loc[PLACEBO]
    assert 0.85 < found["ci_low"] < 1 < found["ci_high"] < 1.15


def test_the_ratio_steps_down_in_the_first_year(rates: pd.DataFrame, others: list[str]) -> None:
    series = recorded.ratio_series(rates, COMMUNE, others, FIRST, END)
    series = series[series["indicator_id"] == DECREASE].set_index("year")
    before, after = series.loc[: START - 1], series.loc[START:]
    assert before["ci_low"].max() < 1 < before["ci_high"].min()
    assert after["value"].max() < 0.9 < before["value"].min()
    assert series.loc[START, "ci_high"] < 1


def test_one_trend_rests_on_the_marked_years(rates: pd.DataFrame) -> None:
    own = rates[rates["territory_id"] == COMMUNE]
    found = recorded.trend_sensitivity(own, FIRST, END, MARKED).set_index("indicator_id")
    verdicts = found["robust"].drop(MASKED)
    assert verdicts.index[~verdicts.astype(bool)].tolist() == [RESTING]
    row = found.loc[RESTING]
    assert (row["direction"], row["direction_without"]) == ("stable", "hausse")
    assert row["caveat"] == "tendance qui tient aux années 2020 et 2021"
    assert pd.isna(found.loc[MASKED, "robust"])


def test_the_departement_holds_the_commune(frames: Frames) -> None:
    whole, crime = frames["recorded_crime_departement"], frames["recorded_crime"]
    own = crime[crime["territory_id"] == COMMUNE]
    rest = recorded.rest_of(whole, own, "reste").set_index(["indicator_id", "year"])
    published = own.set_index(["indicator_id", "year"])["count"].notna()
    assert (rest["count"].notna() == published.reindex(rest.index)).all()
    assert (rest["count"].dropna() > 0).all()
    assert (rest[["population", "dwellings"]] > 0).all(axis=None)


def test_the_commune_that_merged_is_followed(tmp_path: Path) -> None:
    with pytest.raises(GateRefusal, match=rf"{MERGED} .*réunie depuis à {JOINED} .*à demander"):
        passed(tmp_path, MERGED)
