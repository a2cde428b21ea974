"""REC07: shares within one unit of count."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ffsu_eval.indicators.recorded import recorded_rates, structure
from tests.crime_frames import HERE, THERE, crime, frames_settings

PART_OF = {"cambriolages": "", "coups_blessures_autres": "coups_blessures"}


def rates_of(counts: dict[str, int | None], year: int = 2022, commune: str = HERE) -> pd.DataFrame:
    cells = [(commune, name, year, count, 50_000) for name, count in counts.items()]
    return recorded_rates(crime(cells))


def test_shares_are_given_within_each_unit_and_a_lone_indicator_has_none() -> None:
    counts = {
        "cambriolages": 30, "degradations": 60, "vols_avec_armes": 10,
        "coups_blessures": 75, "violences_sexuelles": 25, "vols_de_vehicules": 40,
    }  # fmt: skip
    found = structure(rates_of(counts), PART_OF)
    assert found[
        ["unit_of_count", "indicator_id", "count", "total", "value"]
    ].to_numpy().tolist() == [
        ["infraction", "cambriolages", 30, 100, 30],
        ["infraction", "degradations", 60, 100, 60],
        ["infraction", "vols_avec_armes", 10, 100, 10],
        ["victime", "coups_blessures", 75, 100, 75],
        ["victime", "violences_sexuelles", 25, 100, 25],
    ]
    assert set(found["caveat"]) == {""}


def test_one_unpublished_indicator_leaves_no_share_in_its_unit_alone() -> None:
    counts = {
        "cambriolages": 30, "degradations": 60, "vols_avec_armes": None,
        "coups_blessures": 75, "violences_sexuelles": 25,
    }  # fmt: skip
    found = structure(rates_of(counts), PART_OF)
    burgled = found[found["unit_of_count"] == "infraction"]
    assert burgled[["total", "value"]].isna().all(axis=None)
    assert set(burgled["caveat"]) == {"1 indicateur non diffusé sur 3"}
    assert burgled["count"].tolist() == [30, 60, pd.NA]
    assert found.loc[found["unit_of_count"] == "victime", "value"].tolist() == [75, 25]


def test_the_reason_of_a_missing_share_is_the_one_of_the_missing_count() -> None:
    """A part of a total is hidden, a partner's few facts are not shown, another is not published."""
    rates = rates_of({"cambriolages": 30, "degradations": None, "vols_avec_armes": None})
    rates["caveat"] = ["", "non totalisé : 2 communes diffusées sur 3", "non calculé"]
    found = structure(rates, {})
    assert set(found["caveat"]) == {
        "1 indicateur non totalisé sur 3 ; 1 indicateur non calculé sur 3"
    }
    rates["caveat"] = ["", "non diffusé", "non diffusé"]
    assert set(structure(rates, {})["caveat"]) == {"2 indicateurs non diffusés sur 3"}


def test_two_releases_are_not_one_hundred_per_cent() -> None:
    rates = rates_of({"cambriolages": 30, "degradations": 70}).assign(release=["2022", "2025"])
    found = structure(rates, {})
    assert set(found["caveat"]) == {"éditions différentes"}
    assert found[["total", "value"]].isna().all(axis=None)


def test_a_part_is_not_counted_beside_its_whole() -> None:
    counts = {"coups_blessures": 75, "coups_blessures_autres": 45, "violences_sexuelles": 25}
    found = structure(rates_of(counts), PART_OF)
    assert found["indicator_id"].tolist() == ["coups_blessures", "violences_sexuelles"]
    assert set(found["total"]) == {100}
    without = {name: count for name, count in counts.items() if name != "coups_blessures"}
    assert set(structure(rates_of(without), PART_OF)["total"]) == {70}


def test_a_part_of_a_part_is_inside_too_and_a_loop_ends() -> None:
    counts = {"coups_blessures": 75, "coups_blessures_autres": 45, "violences_sexuelles": 25}
    chain = {"coups_blessures_autres": "autre", "autre": "coups_blessures"}
    assert len(structure(rates_of(counts), chain)) == 2
    loop = {"coups_blessures_autres": "autre", "autre": "autre"}
    assert len(structure(rates_of(counts), loop)) == 3


def test_the_whole_of_another_year_does_not_leave_a_part_out() -> None:
    before = rates_of({"coups_blessures": 75, "violences_sexuelles": 25}, 2021)
    after = rates_of({"coups_blessures_autres": 40, "violences_sexuelles": 10})
    found = structure(pd.concat([before, after]), PART_OF).set_index(["year", "indicator_id"])
    assert found.loc[(2022, "coups_blessures_autres"), "value"] == 80
    assert found.loc[(2021, "coups_blessures"), "value"] == 75


def test_few_or_no_facts() -> None:
    few = structure(rates_of({"cambriolages": 4, "degradations": 15}), {})
    assert set(few["caveat"]) == {"fragile"}
    none = structure(rates_of({"cambriolages": 0, "degradations": 0}), {})
    assert set(none["caveat"]) == {"aucun fait"}
    assert none["value"].isna().all()


@frames_settings
@given(st.lists(st.integers(0, 2_000), min_size=5, max_size=5), st.integers(2, 9))
def test_shares_of_a_unit_make_a_hundred_whatever_the_size(counts, factor) -> None:
    names = [
        "cambriolages",
        "degradations",
        "vols_avec_armes",
        "coups_blessures",
        "violences_sexuelles",
    ]
    drawn = dict(zip(names, counts, strict=True))
    found = structure(rates_of(drawn), {})
    known = found.dropna(subset=["value"])
    assert known.groupby("unit_of_count")["value"].sum().tolist() == pytest.approx(
        [100] * known["unit_of_count"].nunique()
    )
    several = structure(rates_of({name: factor * n for name, n in drawn.items()}), {})
    pd.testing.assert_series_equal(several["value"], found["value"])


def test_territories_and_years_stay_apart_and_a_cell_twice_is_refused() -> None:
    counts = {"cambriolages": 30, "degradations": 70}
    both = pd.concat([rates_of(counts), rates_of(counts, commune=THERE), rates_of(counts, 2021)])
    found = structure(both, {})
    assert len(found) == 6
    assert set(found["total"]) == {100}
    with pytest.raises(ValueError, match="several rows"):
        structure(pd.concat([both, both.head(1)]), {})
