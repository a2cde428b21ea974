"""Mistakes that the base of recorded crime invites, from the producer's file to the figure.

Each test states the wrong figure that the mistake would give, and fails where it is made.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.comparators import ComparisonRule, compare
from ffsu_eval.errors import GateRefusal
from ffsu_eval.gate.national import National, import_crime
from ffsu_eval.geography import resolve
from ffsu_eval.indicators import recorded
from ffsu_eval.sources.communes import COLUMNS

YEARS = range(2017, 2023)
COMPLEMENT = "2,5;0,125"
HEADING = (
    "{code};annee;classe;unité.de.compte;valeur.publiée;faits;tauxpourmille;complementinfoval;"
    "complementinfotaux;POP;millPOP;LOG;millLOG"
)
BURGLARY, ARMED, VEHICLES = "Cambriolages de logement", "Vols avec armes", "Vols de véhicules"
UNITS = {BURGLARY: "infraction", ARMED: "infraction", VEHICLES: "véhicule"}
HERE, MASKED, LARGE, PADDED = "44184", "44143", "44109", "01004"
MERGED, ABSORBED = "93066", "93059"
PARIS, FIRST, SECOND = "75056", "75101", "75102"
# inhabitants and dwellings
SIZES = {
    HERE: (70_000, 40_000), MASKED: (40_000, 20_000), LARGE: (300_000, 170_000),
    PADDED: (14_000, 7_000), MERGED: (110_000, 45_000), ABSORBED: (30_000, 11_000),
    PARIS: (2_100_000, 1_400_000), FIRST: (900_000, 600_000), SECOND: (1_200_000, 800_000),
}  # fmt: skip
# facts of each year, None where the producer does not publish
COUNTS: dict[tuple[str, str], list[int | None]] = {
    (HERE, BURGLARY): [400] * 6,
    (HERE, ARMED): [30] * 5 + [0],
    (HERE, VEHICLES): [150] * 6,
    (MASKED, BURGLARY): [60] * 4 + [None, None],
    (MASKED, ARMED): [None] * 6,
    (LARGE, BURGLARY): [1_700] * 6,
    (LARGE, ARMED): [30] * 6,
    (PADDED, BURGLARY): [70] * 6,
    (MERGED, BURGLARY): [450] * 6,
    (ABSORBED, BURGLARY): [110] * 6,
    (PARIS, BURGLARY): [7_200] * 6,
    (FIRST, BURGLARY): [3_000] * 6,
    (SECOND, BURGLARY): [4_200] * 6,
}
Counts = Mapping[tuple[str, str], Sequence[int | None]]


def line(code: str, label: str, year: int, count: int | None) -> str:
    """A row of the file, as the producer writes it."""
    inhabitants, dwellings = SIZES[code]
    size = dwellings if label == BURGLARY else inhabitants
    published = f"ndiff;;;{COMPLEMENT}"
    if count is not None:
        published = f"diff;{count};{1000 * count / size:.14e};;".replace(".", ",")
    sizes = f"{inhabitants};{year - 2002};{dwellings:.14e};{year - 2003}".replace(".", ",")
    return f"{code};{year - 2000};{label};{UNITS[label]};{published};{sizes}"


def lines(counts: Counts, years: Sequence[int] = YEARS) -> list[str]:
    return [
        line(code, label, year, count)
        for (code, label), series in counts.items()
        for year, count in zip(years, series, strict=True)
    ]


def imported(
    folder: Path, rows: list[str], release: str = "2022", geography: int = 2022
) -> National:
    heading = HEADING.format(code=f"CODGEO_{geography}")
    file = folder / f"base-{release}.csv"
    file.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return import_crime([file], "la base", release, folder / "cache")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> National:
    found = imported(tmp_path_factory.mktemp("base"), lines(COUNTS))
    assert found.verdict.success, found.verdict.messages()
    return found


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> National:
    """The next release: one fact in ten more, and the merged commune in one piece."""
    kept = {key: series for key, series in COUNTS.items() if key[0] in (HERE, LARGE)}
    counts: dict[tuple[str, str], list[int | None]] = {
        key: [None if n is None else round(1.1 * n) for n in series] for key, series in kept.items()
    }
    counts[MERGED, BURGLARY] = [616] * 6
    rows = lines(counts, [year + 2 for year in YEARS])
    found = imported(tmp_path_factory.mktemp("base"), rows, "2024", 2025)
    assert found.verdict.success, found.verdict.messages()
    return found


@pytest.fixture(scope="module")
def crime(base: National) -> pd.DataFrame:
    return base.rows(SIZES)


@pytest.fixture(scope="module")
def rates(crime: pd.DataFrame) -> pd.DataFrame:
    return recorded.recorded_rates(crime)


def of(frame: pd.DataFrame, indicator: str = "cambriolages", **wanted: object) -> pd.Series:
    """The only row of an indicator; ``wanted``: values of other columns."""
    for name, value in {"indicator_id": indicator, **wanted}.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return frame.iloc[0]


# 1. filling what is not published from the complement columns


def test_the_complement_fills_nothing(crime, rates) -> None:
    """The mistake gives 2.5 facts, the mean of the masked communes of the département."""
    hidden = of(crime, territory_id=MASKED, year=2022)
    assert hidden["diffusion"] == "ndiff"
    assert hidden[["count", "rate_per_1000"]].isna().all()
    assert not [name for name in crime if "complement" in name]
    numbers = crime.select_dtypes("number")
    assert not numbers.isin([2.5, 0.125]).any(axis=None)
    row = of(rates, territory_id=MASKED, year=2022)
    assert (row["caveat"], row[["count", "value"]].isna().all()) == ("non diffusé", True)


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ("ndiff;3;", "nombre donné si et seulement si la valeur est diffusée"),
        ("diff;2,5;", "nombre entier attendu"),
        ("diff;3;", "taux publié différent"),
    ],
)
def test_a_file_filled_from_the_complement_is_refused(tmp_path: Path, filled, said) -> None:
    row = line(MASKED, BURGLARY, 2022, None)
    assert "ndiff;;" in row
    refused = imported(tmp_path, [row.replace("ndiff;;", f"{filled}0,125")])
    assert not refused.verdict.success
    assert any(said in message for message in refused.verdict.messages())


def test_a_rate_left_beside_a_masked_count_is_not_read(tmp_path: Path) -> None:
    row = line(MASKED, BURGLARY, 2022, None).replace("ndiff;;", "ndiff;;0,125")
    crime = imported(tmp_path, [row]).rows([MASKED])
    found = recorded.recorded_rates(crime)
    assert found[["count", "value", "ci_low", "ci_high"]].isna().all(axis=None)
    assert recorded.territory_total(crime, [MASKED], "pays")["rate_per_1000"].isna().all()


# 2. taking what is not published for zero


def test_a_masked_commune_is_no_zero_in_a_total(crime) -> None:
    """The mistake gives 400 facts for 60,000 dwellings, 6.7 ‰ where the two published had 7.7."""
    total = recorded.territory_total(crime, [HERE, MASKED], "pays")
    row = of(total, year=2022)
    assert pd.isna(row["count"])
    assert (row["diffusion"], row["n_published"]) == ("partiel", 1)
    rate = of(recorded.recorded_rates(total), year=2022)
    assert pd.isna(rate["value"])
    assert rate["caveat"] == "non totalisé : 1 commune diffusée sur 2"
    assert of(total, year=2018)["count"] == 460
    assert pd.isna(of(total, "vols_avec_armes", year=2018)["count"])


def test_a_masked_commune_is_no_zero_among_comparators(rates) -> None:
    """The mistake gives 6.7 ‰ for the pool, and sets the commune 50 % above its comparators."""
    gap = of(recorded.comparison(rates, LARGE, [HERE, MASKED], 2022))
    assert (gap["pooled_rate"], gap["value"], gap["n_published"]) == (10, 1, 1)
    assert gap["direction"] == "écart non établi"
    place = of(recorded.funnel(rates, LARGE, [HERE, MASKED], 2022), territory_id=LARGE)
    assert (place["expected"], place["n_areas"]) == (1_700, 1)
    assert place["direction"] == "dans les limites"


def test_a_masked_commune_is_no_zero_over_time(rates) -> None:
    """The mistake gives a fall of a hundred per cent here, and a relative rise to the others."""
    fall = of(recorded.rate_change(rates, 2017, 2022), territory_id=MASKED)
    assert (fall["direction"], fall["caveat"]) == ("non calculable", "non diffusé en 2022")
    trend = of(recorded.annual_trend(rates, 2017, 2022), territory_id=MASKED)
    assert (trend["n_years"], trend["direction"]) == (4, "non calculable")
    periods = range(2017, 2020), range(2020, 2023)
    effect = of(recorded.differential(rates, LARGE, [HERE, MASKED], *periods))
    assert (effect["c0"], effect["c1"], effect["n_used"]) == (1_200, 1_200, 1)
    assert (effect["value"], effect["direction"]) == (pytest.approx(1), "non détectable")
    ratios = recorded.ratio_series(rates, LARGE, [HERE, MASKED], 2017, 2022)
    burglary = ratios[ratios["indicator_id"] == "cambriolages"]
    assert burglary["value"].tolist() == pytest.approx([1] * 6)


def test_a_masked_indicator_is_no_zero_in_a_structure(rates) -> None:
    """The mistake gives 100 % to burglaries, the only indicator that is published."""
    own = rates[(rates["territory_id"] == MASKED) & (rates["year"] == 2018)]
    found = recorded.structure(own, {})
    assert found["count"].tolist() == [60, pd.NA]
    assert found[["total", "value"]].isna().all(axis=None)
    assert set(found["caveat"]) == {"1 indicateur non diffusé sur 2"}


# 3. adding two units of count


def test_units_of_count_are_never_added(crime, rates) -> None:
    """The mistake gives 580 facts here in 2021, and 26 % of vehicles among them."""
    own = rates[(rates["territory_id"] == HERE) & (rates["year"] == 2021)]
    assert sorted(own["count"]) == [30, 150, 400]
    shares = recorded.structure(own, {})
    assert shares["unit_of_count"].unique().tolist() == ["infraction"]
    assert set(shares["total"]) == {430}
    total = recorded.territory_total(crime, [HERE, LARGE], "pays")
    assert not total.duplicated(["indicator_id", "year"]).any()
    last = total[total["year"] == 2021].set_index("indicator_id")
    assert last["unit_of_count"].to_dict() == {
        "cambriolages": "infraction", "vols_avec_armes": "infraction",
        "vols_de_vehicules": "véhicule",
    }  # fmt: skip
    victims = crime.assign(
        unit_of_count=crime["unit_of_count"].mask(crime["territory_id"] == LARGE, "victime")
    )
    with pytest.raises(ValueError, match="two units of count"):
        recorded.territory_total(victims, [HERE, LARGE], "pays")


def test_a_file_with_another_unit_of_count_is_refused(tmp_path: Path) -> None:
    row = line(HERE, VEHICLES, 2022, 150)
    refused = imported(tmp_path, [row.replace(";véhicule;", ";victime;")])
    assert any("unité de compte" in message for message in refused.verdict.messages())


# 4. chaining two releases


@pytest.fixture(scope="module")
def chained(base: National, later: National) -> pd.DataFrame:
    """2017-2022 of one release, then the years that only the next one has: a tenth more facts."""
    new = later.rows([HERE, LARGE])
    return pd.concat([base.rows([HERE, LARGE]), new[new["year"] > 2022]], ignore_index=True)


def test_two_releases_make_no_series(chained) -> None:
    """The mistake gives a rise of 10 % from 2022 to 2023, which is the change of release."""
    rates = recorded.recorded_rates(chained)
    found = [
        of(recorded.rate_change(rates, 2022, 2023), territory_id=HERE),
        of(recorded.annual_trend(rates, 2017, 2024), territory_id=HERE),
        of(recorded.differential(rates, HERE, [LARGE], range(2020, 2023), range(2023, 2025))),
        of(recorded.ratio_series(rates, HERE, [LARGE], 2022, 2023), year=2023),
    ]
    for row in found:
        assert row["caveat"] == "éditions différentes"
        assert pd.isna(row["value"])
    assert {row["direction"] for row in found[:3]} == {"non calculable"}


def test_two_releases_are_neither_added_nor_compared(base, later) -> None:
    """The mistake compares 2022 here with 2022 of the other release there."""
    own, others = base.rows([HERE]), later.rows([LARGE, MERGED])
    both = pd.concat([own, others], ignore_index=True)
    with pytest.raises(ValueError, match="two releases"):
        recorded.territory_total(both, [HERE, LARGE], "pays")
    with pytest.raises(ValueError, match="two releases"):
        recorded.rest_of(others[others["territory_id"] == LARGE], own, "reste")
    rates = recorded.recorded_rates(both)
    gap = of(recorded.comparison(rates, HERE, [LARGE], 2022))
    assert (gap["n_published"], gap["direction"]) == (0, "non calculable")
    place = of(recorded.funnel(rates, HERE, [LARGE], 2022), territory_id=HERE)
    assert (place["n_areas"], place["direction"]) == (0, "non calculable")
    # one indicator of each release, as if of one commune
    old = own[own["indicator_id"] == "vols_avec_armes"]
    new = others[(others["territory_id"] == LARGE) & (others["indicator_id"] == "cambriolages")]
    mixed = pd.concat([old, new.assign(territory_id=HERE)], ignore_index=True)
    shares = recorded.structure(recorded.recorded_rates(mixed[mixed["year"] == 2021]), {})
    assert set(shares["caveat"]) == {"éditions différentes"}
    assert shares["value"].isna().all()


def test_the_same_cell_of_two_releases_is_refused(base, later) -> None:
    both = pd.concat([base.rows([HERE]), later.rows([HERE])], ignore_index=True)
    with pytest.raises(ValueError, match="several rows"):
        recorded.recorded_rates(both)


# 5. Paris, Lyon and Marseille twice

WITH_PARIS: dict[str, Callable[[pd.DataFrame, pd.DataFrame], object]] = {
    "total": lambda crime, _: recorded.territory_total(crime, [PARIS, FIRST, SECOND], "75"),
    "gap": lambda _, rates: recorded.comparison(rates, HERE, [PARIS, FIRST], 2022),
    "group": lambda _, rates: recorded.compare_groups(rates, FIRST, {"ville": [PARIS]}, 2022),
    "funnel": lambda _, rates: recorded.funnel(rates, HERE, [PARIS, SECOND], 2022),
    "effect": lambda _, rates: recorded.differential(
        rates, HERE, [PARIS, FIRST], range(2017, 2020), range(2020, 2023)
    ),
    "ratio": lambda _, rates: recorded.ratio_series(rates, SECOND, [PARIS], 2017, 2022),
    "denominators": lambda crime, _: recorded.denominator_sensitivity(crime, FIRST, [PARIS], 2022),
}


@pytest.mark.parametrize("name", WITH_PARIS)
def test_a_city_and_its_arrondissements_are_never_together(name, crime, rates) -> None:
    with pytest.raises(ValueError, match="arrondissements beside their city: 7510"):
        WITH_PARIS[name](crime, rates)


def test_a_city_is_counted_once(crime, base) -> None:
    """The mistake gives 14,400 burglaries in Paris, twice as many as there are."""
    parts = recorded.territory_total(crime, [FIRST, SECOND], PARIS)
    assert of(parts, year=2022)["count"] == 7_200
    assert of(crime, territory_id=PARIS, year=2022)["count"] == 7_200
    with pytest.raises(GateRefusal, match="arrondissement demandé avec sa ville"):
        resolve([PARIS, FIRST], base.territories(), None)


def test_an_arrondissement_is_never_chosen_as_a_comparator(base) -> None:
    """The mistake compares the city with itself: its arrondissements are as large as cities."""
    sizes = base.sizes(2022).rename(columns={"territory_id": "commune_code"})
    table = sizes.set_index("commune_code")
    found = compare([HERE], table, ComparisonRule(2022, 100, 20))
    chosen = set(found.codes()["comparateurs"])
    assert chosen == {MASKED, LARGE, PADDED}
    for own in (PARIS, FIRST):
        of_paris = compare([own], table, ComparisonRule(2022, 100, 20))
        assert set(of_paris.codes()["comparateurs"]) == {MERGED, ABSORBED}


# 6. burglaries per inhabitants


def test_burglaries_are_per_thousand_dwellings(crime, rates) -> None:
    """The mistake gives 5.7 ‰ here instead of 10."""
    assert of(rates, territory_id=HERE, year=2022)["value"] == 10
    assert of(rates, "vols_avec_armes", territory_id=HERE, year=2021)["value"] == pytest.approx(
        30 / 70
    )
    total = recorded.territory_total(crime, [HERE, LARGE], "pays")
    assert of(recorded.recorded_rates(total), year=2022)["value"] == pytest.approx(10)
    rest = recorded.rest_of(total, crime[crime["territory_id"] == HERE], "reste")
    assert of(recorded.recorded_rates(rest), year=2022)["value"] == pytest.approx(10)


def test_a_file_with_burglaries_per_inhabitant_is_refused(tmp_path: Path) -> None:
    row = line(HERE, BURGLARY, 2022, 400)
    right, wrong = (f"{1000 * 400 / size:.14e}".replace(".", ",") for size in (40_000, 70_000))
    assert right in row
    refused = imported(tmp_path, [row.replace(right, wrong)])
    assert any("taux publié différent" in message for message in refused.verdict.messages())


# 7. zeros lost at the start of a code


def test_lost_zeros_are_found_again(tmp_path: Path, base: National) -> None:
    """The mistake leaves a commune 1004 that nobody asks for, and 01004 absent from the base."""
    rows = [row.removeprefix("0") for row in lines({(PADDED, BURGLARY): [70] * 6})]
    assert rows[0].startswith("1004;")
    found = imported(tmp_path, rows)
    assert found.verdict.success, found.verdict.messages()
    assert found.territories() == [PADDED]
    pd.testing.assert_frame_equal(found.rows([PADDED]), base.rows([PADDED]))
    assert found.rows(["1004"]).empty


def test_codes_are_texts_all_the_way(crime, rates) -> None:
    assert of(rates, territory_id="01004", year=2022)["count"] == 70
    assert {len(code) for code in crime["territory_id"]} == {5}
    assert of(recorded.comparison(rates, PADDED, [HERE], 2022))["n_published"] == 1


# 8. a merged commune counted twice


@pytest.fixture(scope="module")
def communes() -> pd.DataFrame:
    """Pierrefitte-sur-Seine has joined Saint-Denis."""
    place = ["93", "Seine-Saint-Denis", "200057867", "Plaine Commune"]
    rows = [
        [MERGED, "Saint-Denis", *place, 149_077, None],
        [ABSORBED, "Pierrefitte-sur-Seine", *place, None, MERGED],
    ]
    types = dict.fromkeys(COLUMNS, "string") | {"population": "Int64"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(types)


@pytest.mark.parametrize("asked", [[MERGED], [MERGED, ABSORBED], [ABSORBED, MERGED]])
def test_a_commune_that_has_joined_another_is_counted_once(asked, crime, base, communes) -> None:
    """The mistake gives 670 burglaries, or forgets the 110 of the commune that has merged."""
    codes = resolve(asked, base.territories(), communes).all_codes
    assert sorted(codes) == [ABSORBED, MERGED]
    total = recorded.territory_total(crime, codes, "commune nouvelle")
    assert of(total, year=2022)[["count", "denominator"]].tolist() == [560, 56_000]
    with pytest.raises(ValueError, match="one commune twice"):
        recorded.territory_total(crime, [*codes, ABSORBED], "commune nouvelle")


def test_in_a_later_geography_it_is_there_already(later, communes) -> None:
    held = later.territories()
    assert resolve([MERGED], held, communes).all_codes == (MERGED,)
    with pytest.raises(GateRefusal, match="réunie depuis à 93066"):
        resolve([MERGED, ABSORBED], held, communes)
    crime = later.rows([MERGED, ABSORBED])
    assert set(crime["count"]) == {616}
    missing = recorded.territory_total(crime, [MERGED, ABSORBED], "commune nouvelle")
    assert missing["count"].isna().all(), "an absent commune is not published, not zero"


# 9. a published zero taken for missing


def test_a_published_zero_is_a_figure(crime, rates) -> None:
    """The mistake leaves the commune out: no rate here, no total, 0.10 ‰ for the pool."""
    zero = of(rates, "vols_avec_armes", territory_id=HERE, year=2022)
    assert (zero["count"], zero["value"], zero["ci_low"]) == (0, 0, 0)
    assert zero["ci_high"] == pytest.approx(3.6889 / 70, abs=1e-5)
    assert zero["caveat"] == "fragile"
    coverage = recorded.diffusion_coverage(rates)
    own = of(coverage, "vols_avec_armes", territory_id=HERE)
    assert (own["value"], own["unpublished_years"]) == (100, "")
    total = recorded.territory_total(crime, [HERE, LARGE], "pays")
    row = of(total, "vols_avec_armes", year=2022)
    assert (row["count"], row["diffusion"]) == (30, "diff")
    gap = of(recorded.comparison(rates, MASKED, [HERE, LARGE], 2022), "vols_avec_armes")
    assert gap["pooled_rate"] == pytest.approx(30 / 370)
    fall = of(recorded.rate_change(rates, 2017, 2022), "vols_avec_armes", territory_id=HERE)
    assert (fall["value"], fall["direction"], fall["caveat"]) == (0, "baisse", "fragile")
    shares = recorded.structure(rates[rates["territory_id"] == HERE], {})
    assert of(shares, "vols_avec_armes", year=2022)["value"] == 0
