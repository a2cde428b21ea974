"""Sensitivity of a rate and of a gap to the denominator."""

import pandas as pd
import pytest

from ffsu_eval.indicators.recorded import comparison, denominator_sensitivity, recorded_rates
from tests.crime_frames import HERE, THERE, crime

OTHER = "44109"
CODES = [THERE, OTHER]
NUMBERS = ["value", "ci_low", "ci_high", "ratio", "ratio_low", "ratio_high"]


@pytest.fixture
def crimes() -> pd.DataFrame:
    """Burglaries and damage in three communes; a dwelling for two inhabitants, for one in THERE."""
    cells = [
        (HERE, "cambriolages", 2022, 200, 20_000), (HERE, "degradations", 2022, 300, 40_000),
        (THERE, "cambriolages", 2022, 100, 20_000), (THERE, "degradations", 2022, 100, 20_000),
        (OTHER, "cambriolages", 2022, 100, 20_000), (OTHER, "degradations", 2022, 200, 40_000),
    ]  # fmt: skip
    frame = crime(cells)
    frame.loc[frame["territory_id"] == THERE, ["population", "dwellings"]] = 20_000
    return frame


def sizes(named: str, values: dict[str, float]) -> pd.DataFrame:
    """A denominator of another origin."""
    return pd.DataFrame(
        {
            "territory_id": list(values), "denominator_type": named,
            "denominator": list(values.values()), "denominator_year": 2019,
        }
    )  # fmt: skip


def found_for(frame: pd.DataFrame, **others: object) -> pd.DataFrame:
    found = denominator_sensitivity(frame, HERE, CODES, 2022, **others)  # type: ignore[arg-type]
    return found.set_index(["indicator_id", "denominator_type"])


def test_each_indicator_is_given_on_its_own_denominator_first(crimes) -> None:
    found = denominator_sensitivity(crimes, HERE, CODES, 2022)
    assert found[["indicator_id", "denominator_type", "published"]].to_numpy().tolist() == [
        ["cambriolages", "dwellings", True],
        ["cambriolages", "pop", False],
        ["degradations", "pop", True],
        ["degradations", "dwellings", False],
    ]
    rows = found.set_index(["indicator_id", "denominator_type"])
    assert rows["value"].tolist() == [10, 5, 7.5, 15]
    assert rows["ratio"].tolist() == pytest.approx([2, 5 / (200 / 60), 7.5 / 5, 2])
    assert rows["denominator_year"].tolist() == [2019, 2020, 2020, 2019]


def test_the_producers_own_denominator_gives_rec01_and_rec04(crimes) -> None:
    rates = recorded_rates(crimes)
    gaps = comparison(rates, HERE, CODES, 2022).set_index("indicator_id")
    own = rates[rates["territory_id"] == HERE].set_index("indicator_id")
    found = denominator_sensitivity(crimes, HERE, CODES, 2022)
    found = found[found["published"]].set_index("indicator_id")
    names = {"ratio": "value", "ratio_low": "ci_low", "ratio_high": "ci_high"}
    for name in own.index:
        for column in ("value", "ci_low", "ci_high"):
            assert found.loc[name, column] == own.loc[name, column]
        for column, known in names.items():
            assert found.loc[name, column] == gaps.loc[name, known]


def test_alternatives_come_after_and_only_where_they_are_known(crimes) -> None:
    main = sizes("résidences principales", {HERE: 16_000, THERE: 19_000})
    summer = sizes("population saisonnière", {THERE: 90_000, OTHER: 50_000})
    found = found_for(crimes, alternatives=pd.concat([main, summer]))
    types = [kind for name, kind in found.index if name == "cambriolages"]
    assert types == ["dwellings", "pop", "résidences principales", "population saisonnière"]
    row = found.loc[("cambriolages", "résidences principales")]
    assert (row["value"], row["denominator_year"], row["published"]) == (12.5, 2019, False)
    assert row["ratio"] == pytest.approx(12.5 / (100 / 19))
    assert row["caveat"] == "1 commune utilisée sur 2"
    unknown = found.loc[("cambriolages", "population saisonnière")]
    assert unknown[NUMBERS].isna().all()
    assert unknown["caveat"] == "non calculé"


def test_the_same_rules_as_the_figures_that_are_shown(crimes) -> None:
    """Under 1,000, unpublished, few facts: as REC01 and REC04."""
    small = found_for(crimes, alternatives=sizes("hôtels", {HERE: 999, THERE: 5_000, OTHER: 999}))
    row = small.loc[("cambriolages", "hôtels")]
    assert (row["denominator"], row["caveat"]) == (999, "non calculé ; 1 commune utilisée sur 2")
    assert row[NUMBERS].isna().all()
    hidden = crimes.copy()
    hidden.loc[hidden["territory_id"] == HERE, ["count", "diffusion"]] = [pd.NA, "ndiff"]
    found = found_for(hidden)
    assert found[NUMBERS].isna().all(axis=None)
    assert set(found["caveat"]) == {"non diffusé"}
    few = found_for(crimes.assign(count=[19, 19, 100, 100, 100, 100]))
    assert set(few["caveat"]) == {"fragile"}


def test_a_base_without_denominators_gives_reasons(crimes) -> None:
    without = crimes.assign(population=pd.NA, dwellings=pd.NA)
    found = found_for(without.astype({"population": "Float64", "dwellings": "Float64"}))
    assert found[NUMBERS].isna().all(axis=None)
    assert set(found["caveat"]) == {"non calculé ; 0 commune utilisée sur 2"}


def test_a_territory_absent_from_the_base_and_a_year_without_rows(crimes) -> None:
    found = denominator_sensitivity(crimes, "01001", CODES, 2022)
    assert set(found["caveat"]) == {"commune absente de la base"}
    assert found["published"].sum() == 2
    empty = denominator_sensitivity(crimes, HERE, CODES, 1999)
    assert empty.empty
    assert str(empty["published"].dtype) == "boolean"


def test_what_is_ambiguous_is_refused(crimes) -> None:
    one = sizes("hôtels", {HERE: 5_000})
    for wrong, message in (
        (pd.concat([one, one]), "several rows"),
        (one.assign(denominator_type="pop"), "named as one of the base"),
        (one.drop(columns="denominator_year"), "missing columns denominator_year"),
    ):
        with pytest.raises(ValueError, match=message):
            denominator_sensitivity(crimes, HERE, CODES, 2022, wrong)
    with pytest.raises(ValueError, match="several rows"):
        denominator_sensitivity(pd.concat([crimes, crimes.head(1)]), HERE, CODES, 2022)
    with pytest.raises(ValueError, match="missing columns dwellings"):
        denominator_sensitivity(crimes.drop(columns="dwellings"), HERE, CODES, 2022)
