"""Recorded crime of places: one small world worked by hand, every word, every refusal."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from ffsu_eval.indicators.funnel_limits import funnel_limits, funnel_p_value, overdispersion
from ffsu_eval.indicators.recorded import (
    compare_groups,
    comparison,
    denominator_sensitivity,
    diffusion_coverage,
    funnel,
    recorded_rates,
    rest_of,
    structure,
    territory_total,
)
from ffsu_eval.indicators.signals import UNCONFIRMED, adjusted, with_signals
from tests.crime_frames import HERE, THERE, crime, one

OTHER = "44109"
OTHERS = [f"990{rank:02d}" for rank in range(5)]
NO_NUMBER = ["expected", "low_95", "high_95", "low_998", "high_998", "z", "p_value", "q_value"]


def row_of(frame: pd.DataFrame, **wanted: object) -> pd.Series:
    for name, value in wanted.items():
        frame = frame[frame[name] == value]
    return one(frame)


# one small world, from the communes to the gap


@pytest.fixture
def communes() -> pd.DataFrame:
    """10,000 and 5,000 dwellings here, 15,000 there; two inhabitants for one dwelling."""
    cells = [
        (HERE, "cambriolages", 2022, 60, 10_000), (THERE, "cambriolages", 2022, 30, 5_000),
        (HERE, "degradations", 2022, 100, 20_000), (THERE, "degradations", 2022, None, 10_000),
        (HERE, "vols_avec_armes", 2022, None, 20_000),
        (THERE, "vols_avec_armes", 2022, None, 10_000),
        (OTHER, "cambriolages", 2022, 120, 15_000), (OTHER, "degradations", 2022, 90, 30_000),
        (OTHER, "vols_avec_armes", 2022, 0, 30_000),
    ]  # fmt: skip
    return crime(cells)


@pytest.fixture
def world(communes) -> pd.DataFrame:
    """REC01 of the communes, of two of them as « pays », and of what remains of the département."""
    whole = territory_total(communes, [HERE, THERE], "pays")
    departement = crime([("44", "cambriolages", 2022, 500, 100_000)])
    rest = rest_of(departement, whole, "reste")
    return recorded_rates(pd.concat([communes, whole, rest], ignore_index=True))


def test_two_communes_of_a_departement_worked_by_hand(world) -> None:
    """(60 + 30) / 15,000 dwellings; (500 − 90) / (100,000 − 15,000)."""
    burglary = row_of(world, territory_id="pays", indicator_id="cambriolages")
    assert (burglary["count"], burglary["denominator"], burglary["value"]) == (90, 15_000, 6)
    assert burglary["caveat"] == ""
    rest = row_of(world, territory_id="reste")
    assert (rest["count"], rest["denominator"]) == (410, 85_000)
    assert rest["value"] == pytest.approx(4.823529, abs=1e-6)


def test_a_total_says_how_far_it_is_published(world) -> None:
    own = world[world["territory_id"] == "pays"].set_index("indicator_id")
    assert own["caveat"].to_dict() == {
        "cambriolages": "",
        "degradations": "non totalisé : 1 commune diffusée sur 2",
        "vols_avec_armes": "non diffusé",
    }
    assert own["diffusion"].to_dict() == {
        "cambriolages": "diff", "degradations": "partiel", "vols_avec_armes": "ndiff",
    }  # fmt: skip
    coverage = diffusion_coverage(world)
    assert coverage[coverage["territory_id"] == "pays"].iloc[:, 1:].to_numpy().tolist() == [
        ["cambriolages", 1, 1, 100.0, ""],
        ["degradations", 1, 0, 0.0, "2022"],
        ["vols_avec_armes", 1, 0, 0.0, "2022"],
        ["ensemble", 3, 1, pytest.approx(100 / 3), ""],
    ]


def test_the_gap_of_a_total_with_a_commune_and_with_the_rest(world) -> None:
    """6 ‰ against 8 ‰, then against 4.82 ‰: who is compared decides."""
    groups = {"voisine": [OTHER], "reste du département": ["reste"]}
    found = compare_groups(world, "pays", groups, 2022)
    gaps = found[found["indicator_id"] == "cambriolages"].set_index("group_id")
    assert gaps.index.tolist() == list(groups)
    assert gaps["value"].tolist() == pytest.approx([0.75, 6 / 4.8235294])
    assert gaps["direction"].tolist() == ["au-dessous", "écart non établi"]
    assert gaps["rate"].tolist() == [6, 6]
    partial = found[found["indicator_id"] == "degradations"]
    assert set(partial["direction"]) == {"non calculable"}
    assert set(partial["caveat"]) == {
        "non totalisé : 1 commune diffusée sur 2",
        "non totalisé : 1 commune diffusée sur 2 ; 0 commune utilisée sur 1",
    }


def test_a_burglary_rate_on_both_denominators(communes) -> None:
    """60 / 10,000 dwellings or 20,000 inhabitants; the gap with 120 / 15,000 is the same on both."""
    crimes = communes[communes["indicator_id"] == "cambriolages"]
    found = denominator_sensitivity(crimes, HERE, [OTHER], 2022)
    assert found["denominator_type"].tolist() == ["dwellings", "pop"]
    assert found["published"].tolist() == [True, False]
    assert found["value"].tolist() == [6, 3]
    assert found["ratio"].tolist() == pytest.approx([0.75, 0.75])
    assert set(found["caveat"]) == {""}


# REC05 by hand


def circle(own: int | None, others: list[int | None]) -> pd.DataFrame:
    """The territory and others, 10,000 inhabitants each."""
    counts = {HERE: own, **dict(zip(OTHERS, others, strict=False))}
    cells = [(code, "degradations", 2022, count, 10_000) for code, count in counts.items()]
    return recorded_rates(crime(cells))


UNLIKE = [130, 90, 100, 110, 70]


def test_funnel_of_unlike_areas_worked_by_hand() -> None:
    """Residuals 3 −1 0 1 −3, tenths ±2.2: φ = (2·2.2² + 2) / 5 = 2.336, √φ = 1.5284."""
    row = row_of(funnel(circle(160, UNLIKE), HERE, OTHERS, 2022), territory_id=HERE)
    assert (row["value"], row["pooled_rate"], row["expected"], row["n_areas"]) == (16, 10, 100, 5)
    assert row["dispersion"] == pytest.approx(2.336)
    limits = row[["low_95", "high_95", "low_998", "high_998"]].tolist()
    assert limits == pytest.approx([70.960, 130.568, 55.676, 148.909], abs=5e-4)
    assert row["z"] == pytest.approx(60 / (2.336 * 100) ** 0.5)
    # 60 above is 39.26 above once brought back: as likely as 140 facts or more, twice
    assert row["p_value"] == pytest.approx(2 * stats.poisson.sf(139, 100))
    assert row["q_value"] == row["p_value"]


@pytest.mark.parametrize(
    ("own", "direction", "signal"),
    [
        (149, "signal haut", True),
        (148, "au-dessus de la limite à 95 %", False),
        (131, "au-dessus de la limite à 95 %", False),
        (130, "dans les limites", False),
        (71, "dans les limites", False),
        (70, "au-dessous de la limite à 95 %", False),
        (56, "au-dessous de la limite à 95 %", False),
        (55, "signal bas", True),
    ],
)
def test_every_place_in_a_funnel(own: int, direction: str, signal: bool) -> None:
    row = row_of(funnel(circle(own, UNLIKE), HERE, OTHERS, 2022), territory_id=HERE)
    assert (row["direction"], row["signal"], row["caveat"]) == (direction, signal, "")


@pytest.mark.parametrize(
    ("own", "others", "caveat"),
    [
        (None, UNLIKE, "non diffusé"),
        (160, [None] * 5, "aucun taux dans les communes de comparaison"),
        (160, [0] * 5, "aucun fait dans les communes de comparaison"),
        # few facts is no reason: the one that leaves no reference is given
        (7, [0] * 5, "aucun fait dans les communes de comparaison"),
        (7, [None] * 5, "aucun taux dans les communes de comparaison"),
    ],
)
def test_a_place_that_cannot_be_found_says_why(own, others, caveat) -> None:
    row = row_of(funnel(circle(own, others), HERE, OTHERS, 2022), territory_id=HERE)
    assert (row["direction"], row["caveat"]) == ("non calculable", caveat)
    assert row[[*NO_NUMBER, "signal"]].isna().all()


@pytest.mark.parametrize(
    ("own", "others", "caveat"),
    [
        (20, [20] * 5, ""),
        (19, [20] * 5, "fragile"),
        (20, [3] * 5, "fragile"),
        (20, [20] * 4, "moins de 5 communes comparées"),
        (11, [20] * 4, f"fragile ; moins de 5 communes comparées ; {UNCONFIRMED}"),
        (32, [20] * 5, UNCONFIRMED),
    ],
)
def test_what_weakens_a_place_is_said(own, others, caveat) -> None:
    """Beside eight indicators that are where they should be, p = 0.043 alone is no signal."""
    beside = [circle(100, [100] * 5).assign(indicator_id=f"autre {rank}") for rank in range(8)]
    found = funnel(pd.concat([circle(own, others), *beside]), HERE, OTHERS, 2022)
    row = row_of(found, territory_id=HERE, indicator_id="degradations")
    assert row["caveat"] == caveat
    assert (UNCONFIRMED in caveat) == (row["direction"].endswith("limite à 95 %"))


def test_areas_of_several_releases_are_no_reference_of_an_absent_territory() -> None:
    """The order of the rows would decide which of the two releases counts."""
    old, new = circle(None, [100] * 5), circle(None, [300] * 5).assign(release="2025")
    half = pd.concat([old[old["territory_id"] < "99002"], new[new["territory_id"] >= "99002"]])
    rates = half[half["territory_id"] != HERE]
    found = funnel(rates, HERE, OTHERS, 2022)
    assert set(found["direction"]) == {"non calculable"}
    assert set(found["caveat"]) == {
        "éditions différentes",
        "commune absente de la base ; éditions différentes",
    }
    pd.testing.assert_frame_equal(found, funnel(rates.iloc[::-1], HERE, OTHERS, 2022))
    gap = one(comparison(rates, HERE, OTHERS, 2022))
    assert pd.isna(gap["pooled_rate"])
    assert (gap["n_published"], gap["caveat"]) == (
        0,
        "commune absente de la base ; 0 commune utilisée sur 5",
    )


# REC04 and the correction


@pytest.mark.parametrize(
    ("own", "others", "direction", "caveat"),
    [
        (200, [100] * 5, "au-dessus", ""),
        (50, [100] * 5, "au-dessous", ""),
        (100, [100] * 5, "écart non établi", ""),
        (0, [100] * 5, "au-dessous", "fragile"),
        (19, [20] * 5, "écart non établi", "fragile"),
        (20, [3] * 5, "au-dessus", "fragile"),
        (100, [100, None, 0], "au-dessus", "2 communes utilisées sur 3"),
        (100, [100, None], "écart non établi", "1 commune utilisée sur 2"),
        (None, [100], "non calculable", "non diffusé"),
        (100, [0, 0], "non calculable", "aucun fait dans les communes de comparaison"),
        (100, [], "non calculable", "aucun taux dans les communes de comparaison"),
    ],
)
def test_every_word_of_a_gap(own, others, direction, caveat) -> None:
    row = one(comparison(circle(own, others), HERE, OTHERS[: len(others)], 2022))
    assert (row["direction"], row["caveat"]) == (direction, caveat)


def test_three_comparisons_corrected_by_hand() -> None:
    """p·3/rank: 0.03, 0.06, 0.2; at 5 % the second is apart alone and not once corrected."""
    frame = pd.DataFrame(
        {
            "territory_id": HERE, "p_value": [0.04, 0.2, 0.01], "caveat": ["", "", "fragile"],
            "ci_low": [1.1, 0.8, 0.3], "ci_high": [2.0, 1.9, 0.9],
        }
    )  # fmt: skip
    found = with_signals(frame, level=0.05)
    assert found["q_value"].tolist() == pytest.approx([0.06, 0.2, 0.03])
    assert found["signal"].tolist() == [False, False, True]
    assert found["caveat"].tolist() == [
        "non retenu après correction pour comparaisons multiples", "", "fragile",
    ]  # fmt: skip


# REC07


def unit(counts: dict[str, int | None], release: str = "2022") -> pd.DataFrame:
    cells = [(HERE, name, 2022, count, 20_000) for name, count in counts.items()]
    return recorded_rates(crime(cells, release))


def test_structure_of_one_unit_worked_by_hand() -> None:
    found = structure(unit({"degradations": 75, "vols_avec_armes": 5, "cambriolages": 20}), {})
    assert found["indicator_id"].tolist() == ["cambriolages", "degradations", "vols_avec_armes"]
    assert found["value"].tolist() == [20, 75, 5]
    assert set(found["total"]) == {100}


@pytest.mark.parametrize(
    ("counts", "caveat"),
    [
        ({"degradations": 12, "cambriolages": 8}, ""),
        ({"degradations": 12, "cambriolages": 7}, "fragile"),
        ({"degradations": 0, "cambriolages": 0}, "aucun fait"),
        ({"degradations": 12, "cambriolages": None}, "1 indicateur non diffusé sur 2"),
        (
            {"degradations": None, "cambriolages": None, "vols_avec_armes": 9},
            "2 indicateurs non diffusés sur 3",
        ),
    ],
)
def test_every_word_of_a_structure(counts, caveat) -> None:
    found = structure(unit(counts), {})
    assert set(found["caveat"]) == {caveat}
    assert found["value"].notna().all() == (caveat in ("", "fragile"))


def test_a_total_that_is_not_one_is_not_called_unpublished(world) -> None:
    own = structure(world[world["territory_id"] == "pays"], {})
    assert set(own["caveat"]) == {
        "1 indicateur non diffusé sur 3 ; 1 indicateur non totalisé sur 3"
    }
    assert own[["total", "value"]].isna().all(axis=None)
    few = crime([(HERE, "cambriolages", 2022, 5, 9_000), (HERE, "degradations", 2022, 95, 18_000)])
    local = structure(recorded_rates(few, local_source=True), {})
    assert set(local["caveat"]) == {"1 indicateur non calculé sur 2"}
    assert local["value"].isna().all()


def test_shares_of_two_releases_are_not_mixed() -> None:
    """Definitions moved: 30 of one release and 70 of another are no 30 and 70 %."""
    mixed = pd.concat([unit({"cambriolages": 30}), unit({"degradations": 70}, "2025")])
    found = structure(mixed, {})
    assert found[["total", "value"]].isna().all(axis=None)
    assert set(found["caveat"]) == {"éditions différentes"}


# refusals


def group() -> pd.DataFrame:
    return crime(
        [(HERE, "cambriolages", 2022, 30, 9_000), (THERE, "cambriolages", 2022, 12, 9_000)]
    )


def whole() -> pd.DataFrame:
    return crime([("44", "cambriolages", 2022, 100, 90_000)])


def part(**changed: object) -> pd.DataFrame:
    return group().head(1).assign(**changed)


def hotels(**changed: object) -> pd.DataFrame:
    sizes = {"territory_id": [HERE], "denominator": [5_000.0], "denominator_year": [2019]}
    return pd.DataFrame(sizes).assign(denominator_type="hôtels").assign(**changed)


def summed(crimes: pd.DataFrame, *codes: str) -> pd.DataFrame:
    return territory_total(crimes, codes or (HERE, THERE), "pays")


def sized(alternatives: pd.DataFrame) -> pd.DataFrame:
    return denominator_sensitivity(group(), HERE, [THERE], 2022, alternatives)


def twice(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([frame, frame.head(1)])


REFUSALS: dict[str, tuple[Callable[[], object], str]] = {
    "total: column": (lambda: summed(group().drop(columns="release")), "missing columns release"),
    "total: commune": (lambda: summed(group(), HERE, HERE), "one commune twice"),
    "total: cell": (lambda: summed(twice(group())), "several rows for one territory_id"),
    "total: diffusion": (lambda: summed(group().assign(diffusion="ndiff")), "if and only if"),
    "total: arrondissement": (
        lambda: summed(group(), "69123", "69381"),
        "beside their city: 69381",
    ),
    "total: releases": (lambda: summed(group().assign(release=["2022", "2025"])), "two releases"),
    "total: units": (lambda: summed(group().assign(unit_of_count=["a", "b"])), "units of count"),
    "total: denominators": (
        lambda: summed(group().assign(denominator_type=["pop", "dwellings"])),
        "two denominators for one indicator",
    ),
    "rest: column": (
        lambda: rest_of(whole().drop(columns="count"), part(), "r"),
        "crime_whole: miss",
    ),
    "rest: column of the part": (
        lambda: rest_of(whole(), part().drop(columns="dwellings_year"), "r"),
        "crime_part: missing columns dwellings_year",
    ),
    "rest: cell": (lambda: rest_of(whole(), twice(part()), "r"), "crime_part: several rows"),
    "rest: territories": (
        lambda: rest_of(whole(), group().assign(year=[2021, 2022]), "r"),
        "crime_part: several territories",
    ),
    "rest: diffusion": (lambda: rest_of(whole(), part(diffusion="ndiff"), "r"), "if and only if"),
    "rest: releases": (lambda: rest_of(whole(), part(release="2025"), "r"), "two releases"),
    "rest: units": (lambda: rest_of(whole(), part(unit_of_count="victime"), "r"), "units of count"),
    "rest: denominators": (
        lambda: rest_of(whole(), part(denominator_type="pop"), "r"),
        "two denominators",
    ),
    "rest: larger": (lambda: rest_of(part(), whole(), "r"), "above that of the whole"),
    "gap: column": (
        lambda: comparison(recorded_rates(group()).drop(columns="release"), HERE, [THERE], 2022),
        "missing columns release",
    ),
    "gap: cell": (
        lambda: comparison(twice(recorded_rates(group())), HERE, [THERE], 2022),
        "several rows",
    ),
    "gap: arrondissement": (
        lambda: comparison(recorded_rates(group()), "13055", ["13216"], 2022),
        "beside their city: 13216",
    ),
    "groups: arrondissement": (
        lambda: compare_groups(recorded_rates(group()), HERE, {"a": ["75056", "75120"]}, 2022),
        "beside their city: 75120",
    ),
    "funnel: column": (
        lambda: funnel(recorded_rates(group()).drop(columns="count"), HERE, [THERE], 2022),
        "missing columns count",
    ),
    "funnel: cell": (
        lambda: funnel(twice(recorded_rates(group())), HERE, [], 2022),
        "several rows",
    ),
    "funnel: arrondissement": (
        lambda: funnel(recorded_rates(group()), "75101", ["75056"], 2022),
        "beside their city: 75101",
    ),
    "limits: expectation": (lambda: funnel_limits([12, 0]), "not positive"),
    "limits: dispersion": (lambda: funnel_limits(12, 0.5), "at least 1"),
    "p value: expectation": (lambda: funnel_p_value(3, -1), "not positive"),
    "p value: dispersion": (lambda: funnel_p_value(3, 2, np.nan), "at least 1"),
    "dispersion: expectation": (lambda: overdispersion([1, 2], [1, 0]), "not positive"),
    "coverage: column": (
        lambda: diffusion_coverage(recorded_rates(group()).drop(columns="diffusion")),
        "missing columns diffusion",
    ),
    "coverage: cell": (lambda: diffusion_coverage(twice(recorded_rates(group()))), "several rows"),
    "structure: column": (
        lambda: structure(recorded_rates(group()).drop(columns="unit_of_count"), {}),
        "missing columns unit_of_count",
    ),
    "structure: cell": (lambda: structure(twice(recorded_rates(group())), {}), "several rows"),
    "denominators: column": (
        lambda: denominator_sensitivity(group().drop(columns="dwellings"), HERE, [], 2022),
        "missing columns dwellings",
    ),
    "denominators: cell": (
        lambda: denominator_sensitivity(twice(group()), HERE, [], 2022),
        "several rows",
    ),
    "denominators: arrondissement": (
        lambda: denominator_sensitivity(group(), "69123", ["69389"], 2022),
        "beside their city: 69389",
    ),
    "alternatives: column": (
        lambda: sized(hotels().drop(columns="denominator_year")),
        "alternatives: missing columns denominator_year",
    ),
    "alternatives: territory": (lambda: sized(twice(hotels())), "alternatives: several rows"),
    "alternatives: name": (lambda: sized(hotels(denominator_type="pop")), "as one of the base"),
    "signals: column": (lambda: with_signals(group()), "missing columns p_value"),
    "signals: p value": (lambda: adjusted([0.2, 1.1]), "between 0 and 1"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_refused(name: str) -> None:
    call, message = REFUSALS[name]
    with pytest.raises(ValueError, match=message):
        call()


def test_what_the_refusals_spoil_is_accepted_as_it_was() -> None:
    assert one(summed(group()))["count"] == 42
    assert one(rest_of(whole(), part(), "r"))["count"] == 70
    assert len(sized(hotels())) == 3
    assert overdispersion([1, 2], [1, 1]) == 1


# denominators of a rest


def test_a_denominator_whose_year_is_not_known_is_not_subtracted() -> None:
    unknown = part().astype({"population_year": "Int64"}).assign(population_year=pd.NA)
    row = one(rest_of(whole(), unknown.astype({"population_year": "Int64"}), "reste"))
    assert pd.isna(row["population"])
    assert (row["count"], row["dwellings"], row["denominator"]) == (70, 81_000, 81_000)
