"""REC06: what is published."""

import pandas as pd
import pytest

from ffsu_eval.indicators.recorded import diffusion_coverage, recorded_rates
from ffsu_eval.indicators.recorded.coverage import year_ranges
from tests.crime_frames import HERE, THERE, series


def test_cells_are_counted_by_indicator_and_then_together() -> None:
    crimes = [
        series([None, 30, None, None, None, 0, 40]),
        series([7] * 7, indicator="degradations"),
        series([None, None], commune=THERE),
    ]
    found = diffusion_coverage(recorded_rates(pd.concat(crimes)))
    assert found.drop(columns="value").to_numpy().tolist() == [
        [THERE, "cambriolages", 2, 0, "2016, 2017"],
        [THERE, "ensemble", 2, 0, ""],
        [HERE, "cambriolages", 7, 3, "2016, 2018-2020"],
        [HERE, "degradations", 7, 7, ""],
        [HERE, "ensemble", 14, 10, ""],
    ]
    assert found["value"].tolist() == pytest.approx([0, 0, 300 / 7, 100, 1000 / 14])


def test_published_is_what_the_producer_says_whether_a_rate_is_computed_or_not() -> None:
    """A published 0 is published; so is a count without denominator."""
    found = diffusion_coverage(recorded_rates(series([0, 12, 30], size=0)))
    assert found["n_published"].tolist() == [3, 3]


def test_a_total_of_which_a_part_is_hidden_is_not_published() -> None:
    partial = series([None, 30])
    partial.loc[0, "diffusion"] = "partiel"
    found = diffusion_coverage(recorded_rates(partial))
    assert found["n_published"].tolist() == [1, 1]
    assert found["unpublished_years"].tolist() == ["2016", ""]


@pytest.mark.parametrize(
    ("years", "text"),
    [
        ([], ""),
        ([2016], "2016"),
        ([2017, 2016], "2016, 2017"),
        ([2016, 2018, 2019, 2020], "2016, 2018-2020"),
        ([2016, 2017, 2019, 2021, 2022], "2016, 2017, 2019, 2021, 2022"),
        (range(2016, 2023), "2016-2022"),
    ],
)
def test_years_are_shortened_from_three_on(years, text) -> None:
    assert year_ranges(years) == text


def test_a_cell_given_twice_is_refused() -> None:
    rates = recorded_rates(series([30, 31]))
    with pytest.raises(ValueError, match="several rows"):
        diffusion_coverage(pd.concat([rates, rates.head(1)]))
