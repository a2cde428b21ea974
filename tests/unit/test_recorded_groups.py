"""REC04 against several groups."""

import pandas as pd
import pytest

from ffsu_eval.indicators.recorded import compare_groups, comparison, recorded_rates
from ffsu_eval.indicators.signals import UNCONFIRMED
from tests.crime_frames import HERE, INDICATORS, crime

NEAR, FAR = ["99001", "99002"], ["88001"]


@pytest.fixture
def rates() -> pd.DataFrame:
    cells = [(HERE, "cambriolages", 2022, 300, 50_000), (HERE, "degradations", 2022, 300, 50_000)]
    for code, count in zip([*NEAR, *FAR], (150, None, 600), strict=True):
        cells += [(code, name, 2022, count, 50_000) for name in ("cambriolages", "degradations")]
    return recorded_rates(crime(cells))


def test_groups_come_in_the_given_order_each_with_its_own_comparison(rates) -> None:
    found = compare_groups(rates, HERE, {"proches": NEAR, "autres": [*FAR, HERE]}, 2022)
    assert list(found.columns)[:3] == ["group_id", "territory_id", "indicator_id"]
    assert found["group_id"].tolist() == ["proches", "proches", "autres", "autres"]
    assert found["value"].tolist() == pytest.approx([2, 2, 0.5, 0.5])
    assert found["direction"].tolist() == ["au-dessus"] * 2 + ["au-dessous"] * 2
    for group, codes in (("proches", NEAR), ("autres", FAR)):
        own = found[found["group_id"] == group].drop(columns="group_id").reset_index(drop=True)
        pd.testing.assert_frame_equal(own, comparison(rates, HERE, codes, 2022))


def test_the_correction_is_made_within_each_group() -> None:
    """The same gaps asked of one more group are not more numerous questions."""
    cells = [(HERE, name, 2022, 300, 50_000) for name in INDICATORS]
    cells += [(code, name, 2022, 900, 200_000) for code in NEAR for name in INDICATORS]
    rates = recorded_rates(crime(cells))
    alone = comparison(rates, HERE, NEAR, 2022)
    twice = compare_groups(rates, HERE, {"a": NEAR, "b": NEAR}, 2022)
    assert twice["q_value"].tolist() == alone["q_value"].tolist() * 2
    assert not twice["caveat"].str.contains(UNCONFIRMED).any()


def test_an_empty_group_and_no_group(rates) -> None:
    found = compare_groups(rates, HERE, {"personne": []}, 2022)
    assert set(found["caveat"]) == {"aucun taux dans les communes de comparaison"}
    assert found[["value", "p_value", "signal"]].isna().all(axis=None)
    none = compare_groups(rates, HERE, {}, 2022)
    assert none.empty
    assert none.columns.tolist() == found.columns.tolist()


def test_comparators_of_two_releases_have_no_pooled_rate(rates) -> None:
    """The commune is absent: nothing says which of the two releases is meant."""
    others = rates[rates["territory_id"] != HERE].copy()
    others.loc[others["territory_id"] == FAR[0], "release"] = "2025"
    found = comparison(others, HERE, [*NEAR, *FAR], 2022)
    assert found["pooled_rate"].isna().all()
    assert set(found["n_published"]) == {0}


def test_a_city_and_its_arrondissement_are_not_compared_nor_pooled(rates) -> None:
    for territory, codes in (
        (HERE, ["75056", "75101"]),
        ("13201", ["13055"]),
        ("69123", ["69385"]),
    ):
        with pytest.raises(ValueError, match="arrondissements beside their city"):
            comparison(rates, territory, codes, 2022)
