"""Whole of several communes, rest of a département."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffsu_eval.indicators.recorded import recorded_rates, rest_of, territory_total
from tests.crime_frames import (
    HERE,
    THERE,
    YEARS,
    counts_or_ndiff,
    crime,
    frames_settings,
    one,
    series,
)

OTHER = "44109"
NUMBERS = ["count", "population", "dwellings", "denominator"]


def group(counts: dict[str, int | None], indicator: str = "cambriolages") -> pd.DataFrame:
    """One indicator and year of several communes, of 1,000 dwellings or inhabitants each."""
    return crime([(code, indicator, 2022, count, 1_000) for code, count in counts.items()])


def test_published_communes_add_up_with_their_denominators() -> None:
    crimes = group({HERE: 30, THERE: 12, OTHER: 0, "75056": 99})
    total = territory_total(crimes, [HERE, THERE, OTHER], "pays")
    row = one(total)
    assert row[["territory_id", "count", "diffusion"]].tolist() == ["pays", 42, "diff"]
    assert row[NUMBERS[1:]].tolist() == [6_000, 3_000, 3_000]
    assert row[["n_published", "n_communes"]].tolist() == [3, 3]
    assert row[["unit_of_count", "denominator_type", "release"]].tolist() == [
        "infraction", "dwellings", "2022",
    ]  # fmt: skip
    assert row[["population_year", "dwellings_year", "denominator_year"]].tolist() == [
        2020,
        2019,
        2019,
    ]
    assert pd.isna(row["rate_per_1000"])
    assert one(recorded_rates(total))["value"] == 14


def test_the_frame_of_a_total_is_one_of_recorded_crime() -> None:
    crimes = group({HERE: 30, THERE: None})
    total = territory_total(crimes, [HERE, THERE], "pays")
    assert total.columns.tolist() == [*crimes.columns, "n_published", "n_communes"]
    assert total.dtypes[crimes.columns].tolist() == crimes.dtypes.tolist()
    assert {str(total[name].dtype) for name in ("n_published", "n_communes")} == {"Int64"}
    nothing = territory_total(crimes, ["01001"], "pays")
    assert nothing.empty
    assert nothing.dtypes.tolist() == total.dtypes.tolist()


@pytest.mark.parametrize(
    ("counts", "published", "diffusion"),
    [
        ({HERE: 30, THERE: None, OTHER: 7}, 2, "partiel"),
        ({HERE: None, THERE: None, OTHER: None}, 0, "ndiff"),
        ({HERE: 30, THERE: 12}, 2, "partiel"),
        ({HERE: None, THERE: None}, 0, "ndiff"),
    ],
)
def test_without_every_commune_there_is_no_count(counts, published, diffusion) -> None:
    """What is not published is no zero, and a commune absent from the base is not published."""
    row = one(territory_total(group(counts), [HERE, THERE, OTHER], "pays"))
    assert pd.isna(row["count"])
    assert (row["n_published"], row["n_communes"], row["diffusion"]) == (published, 3, diffusion)
    # the denominators of the communes that are there are known, those of an absent one are not
    assert row[NUMBERS[1:]].notna().all() == (OTHER in counts)


def test_a_missing_denominator_is_not_added_as_nothing() -> None:
    crimes = group({HERE: 30, THERE: 12})
    crimes.loc[0, "population"] = pd.NA
    row = one(territory_total(crimes, [HERE, THERE], "pays"))
    assert pd.isna(row["population"])
    assert (row["count"], row["dwellings"]) == (42, 2_000)


def test_the_oldest_year_of_the_denominators_is_the_one_that_is_told() -> None:
    crimes = group({HERE: 30, THERE: 12})
    crimes.loc[0, "denominator_year"] = 2017
    assert one(territory_total(crimes, [HERE, THERE], "pays"))["denominator_year"] == 2017


def test_what_does_not_add_up_is_refused() -> None:
    crimes = group({HERE: 30, THERE: 12})
    both = [HERE, THERE]
    with pytest.raises(ValueError, match="one commune twice"):
        territory_total(crimes, [HERE, THERE, HERE], "pays")
    with pytest.raises(ValueError, match="several rows"):
        territory_total(pd.concat([crimes, crimes.head(1)]), both, "pays")
    with pytest.raises(ValueError, match="two releases"):
        territory_total(crimes.assign(release=["2022", "2025"]), both, "pays")
    with pytest.raises(ValueError, match="two units of count"):
        territory_total(crimes.assign(unit_of_count=["infraction", "victime"]), both, "pays")
    with pytest.raises(ValueError, match="two denominators"):
        territory_total(crimes.assign(denominator_type=["pop", "dwellings"]), both, "pays")
    with pytest.raises(ValueError, match="if and only if"):
        territory_total(crimes.assign(diffusion="ndiff"), both, "pays")
    with pytest.raises(ValueError, match="missing columns population"):
        territory_total(crimes.drop(columns="population"), both, "pays")


def test_another_commune_of_another_release_is_not_in_the_way() -> None:
    crimes = pd.concat([group({HERE: 30, THERE: 12}), series([9], "01001").assign(release="2025")])
    assert one(territory_total(crimes, [HERE, THERE], "pays"))["count"] == 42


@pytest.mark.parametrize(
    ("city", "part", "another"),
    [("75056", "75101", "75120"), ("69123", "69381", "69389"), ("13055", "13201", "13216")],
)
def test_a_city_is_never_added_to_its_arrondissements(city, part, another) -> None:
    crimes = group({city: 100, part: 40, another: 60})
    with pytest.raises(ValueError, match=f"arrondissements beside their city: {part}"):
        territory_total(crimes, [part, city], "doublé")
    alone = one(territory_total(crimes, [part, another], city))
    assert alone["count"] == 100


@frames_settings
@given(st.lists(st.tuples(counts_or_ndiff, counts_or_ndiff), min_size=7, max_size=7), st.data())
def test_a_total_depends_on_its_communes_only_and_not_on_their_order(pairs, data) -> None:
    crimes = pd.concat(
        [series([pair[0] for pair in pairs]), series([pair[1] for pair in pairs], THERE)],
        ignore_index=True,
    )
    total = territory_total(crimes, [HERE, THERE], "pays")
    order = data.draw(st.permutations(range(len(crimes))))
    strangers = series(data.draw(st.lists(counts_or_ndiff, max_size=7)), "01001")
    mixed = pd.concat([strangers, crimes.iloc[order]])
    pd.testing.assert_frame_equal(total, territory_total(mixed, [THERE, HERE], "pays"))
    for year, (one_count, other), row in zip(YEARS, pairs, total.itertuples(), strict=True):
        assert row.year == year
        if one_count is None or other is None:
            assert pd.isna(row.count)
            assert row.diffusion == ("ndiff" if one_count is other else "partiel")
        else:
            assert (row.count, row.diffusion) == (one_count + other, "diff")


# rest of a territory


def test_the_rest_is_the_whole_less_the_part() -> None:
    whole = crime([("44", "cambriolages", 2022, 100, 10_000)])
    rest = rest_of(whole, group({HERE: 30}), "reste")
    row = one(rest)
    assert row[["territory_id", "diffusion", *NUMBERS]].tolist() == [
        "reste", "diff", 70, 18_000, 9_000, 9_000,
    ]  # fmt: skip
    assert rest.dtypes.tolist() == whole.dtypes.tolist()
    assert pd.isna(row["rate_per_1000"])


def test_nothing_is_deduced_where_one_of_the_two_is_not_published() -> None:
    whole = series([100, None, 100, 100], "44", 10_000)
    part = series([None, 30, 30], size=1_000)
    rest = rest_of(whole, part, "reste")
    assert rest["count"].tolist() == [pd.NA, pd.NA, 70, pd.NA]
    assert rest["diffusion"].tolist() == ["ndiff", "ndiff", "diff", "ndiff"]
    # the part is absent from the last year: its denominator is not known either
    assert rest["denominator"].tolist() == [9_000, 9_000, 9_000, pd.NA]


def test_a_partial_total_has_no_rest() -> None:
    whole = crime([("44", "cambriolages", 2022, 100, 10_000)])
    part = territory_total(group({HERE: 30, THERE: None}), [HERE, THERE], "pays")
    assert pd.isna(one(rest_of(whole, part, "reste"))["count"])
    total = territory_total(group({HERE: 30, THERE: 12}), [HERE, THERE], "pays")
    rest = rest_of(total, group({HERE: 30}), "reste")
    assert one(rest)["count"] == 12
    assert "n_published" not in rest


def test_denominators_of_two_years_are_not_subtracted() -> None:
    whole = crime([("44", "cambriolages", 2022, 100, 10_000)]).assign(dwellings_year=2018)
    row = one(rest_of(whole, group({HERE: 30}), "reste"))
    assert pd.isna(row["dwellings"])
    assert row["population"] == 18_000


def test_a_denominator_whose_year_is_not_known_is_not_subtracted() -> None:
    whole = crime([("44", "cambriolages", 2022, 100, 10_000)])
    part = group({HERE: 30})
    part["population_year"] = pd.array([pd.NA], dtype="Int64")
    row = one(rest_of(whole, part, "reste"))
    assert pd.isna(row["population"])
    assert (row["count"], row["dwellings"]) == (70, 9_000)


def test_a_territory_that_is_the_whole_leaves_nothing() -> None:
    """Paris is its département: no rest without fact nor inhabitant is made up."""
    whole = crime([("75", "degradations", 2022, 100, 10_000.1)])
    part = crime([("75056", "degradations", 2022, 100, 10_000.1 + 1e-9)])
    assert rest_of(whole, part, "reste").empty


def test_a_rest_that_makes_no_sense_is_refused() -> None:
    whole = crime([("44", "cambriolages", 2022, 100, 10_000)])
    part = group({HERE: 30})
    for wrong in (group({HERE: 101}), part.assign(population=20_001.0)):
        with pytest.raises(ValueError, match="above that of the whole"):
            rest_of(whole, wrong, "reste")
    with pytest.raises(ValueError, match="several territories"):
        rest_of(group({"44": 100, "49": 100}, "degradations").assign(year=[2021, 2022]), part, "r")
    with pytest.raises(ValueError, match="several rows"):
        rest_of(pd.concat([whole, whole]), part, "reste")
    with pytest.raises(ValueError, match="two releases"):
        rest_of(whole, part.assign(release="2025"), "reste")
    with pytest.raises(ValueError, match="two units of count"):
        rest_of(whole, part.assign(unit_of_count="victime"), "reste")
    with pytest.raises(ValueError, match="if and only if"):
        rest_of(whole, part.assign(diffusion="ndiff"), "reste")
