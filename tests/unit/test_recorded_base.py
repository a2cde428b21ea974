"""Rates and totals, on the real communal and départemental bases of the same release."""

from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.gate.national import National, import_crime
from ffsu_eval.geography import city_of, is_arrondissement
from ffsu_eval.indicators.recorded import recorded_rates, rest_of, territory_total
from ffsu_eval.sources.ssmsi.files import find_release
from ffsu_eval.sources.ssmsi.layout import Level
from tests.crime_frames import TYPES

RELEASE = "2022"
DENOMINATORS = ["population", "dwellings", "denominator"]
KEY = ["indicator_id", "year"]
CITIES = {"75056": "75101", "13055": "13201"}


@pytest.fixture(scope="module")
def bases(external: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Level, National]:
    cache = tmp_path_factory.mktemp("bases")
    found: dict[Level, National] = {}
    for level in ("commune", "departement"):
        files = find_release(external, RELEASE, level)
        if not files:
            pytest.skip(f"base du SSMSI (édition {RELEASE}, {level}) absente des données publiques")
        found[level] = import_crime(files, f"SSMSI, {level}, {RELEASE}", RELEASE, cache, level)
    return found


def departement(code: str) -> str:
    return code[:3] if code.startswith("97") else code[:2]


@pytest.fixture(scope="module")
def both(bases: dict[Level, National]) -> pd.DataFrame:
    """Each cell of the départements of the files: total of their communes, and published figure."""
    codes = bases["commune"].territories()
    communes = [code for code in codes if not is_arrondissement(code)]
    crimes = bases["commune"].rows(communes)
    totals = []
    for place in sorted({departement(code) for code in communes}):
        own = [code for code in communes if departement(code) == place]
        totals.append(territory_total(crimes, own, place))
    published = bases["departement"].rows({departement(code) for code in communes})
    key = ["territory_id", *KEY]
    total = pd.concat(totals, ignore_index=True)
    return total.merge(published, on=key, suffixes=("", "_departement"), validate="one_to_one")


def test_communes_add_up_to_their_departement_wherever_nothing_is_masked(both) -> None:
    complete = both[both["n_published"] == both["n_communes"]]
    assert both["territory_id"].nunique() >= 19
    assert len(both) == 12 * 7 * both["territory_id"].nunique()
    assert len(complete) == 220
    assert (complete["count"] == complete["count_departement"]).all()
    assert set(complete["diffusion"]) == {"diff"}


def test_there_is_no_total_where_a_commune_is_masked(both) -> None:
    """What the départemental file shows there is what a sum of published communes would miss."""
    masked = both[both["n_published"] < both["n_communes"]]
    assert len(masked) == len(both) - 220
    assert masked["count"].isna().all()
    assert set(masked["diffusion"]) <= {"partiel", "ndiff"}
    rates = recorded_rates(masked[[name for name in masked if not name.endswith("_departement")]])
    assert rates["value"].isna().all()
    assert (
        rates["caveat"]
        .str.fullmatch(r"non diffusé|non totalisé : \d+ communes? diffusées? sur \d+")
        .all()
    )


def test_denominators_add_up_everywhere(both) -> None:
    """Masked or not: an arrondissement counted beside its city would show here."""
    for name in DENOMINATORS:
        gap = (both[name] - both[f"{name}_departement"]).abs() / both[f"{name}_departement"]
        assert gap.max() < 1e-9
    for name in DENOMINATORS:
        assert (both[f"{name}_year"] == both[f"{name}_year_departement"]).all()


@pytest.mark.parametrize(("city", "first"), CITIES.items())
def test_a_city_is_the_sum_of_its_arrondissements_and_never_added_to_them(
    bases, city: str, first: str
) -> None:
    parts = [code for code in bases["commune"].territories() if city_of(code) == city]
    crimes = bases["commune"].rows([city, *parts])
    total = territory_total(crimes, parts, "ensemble")
    whole = crimes[crimes["territory_id"] == city]
    joined = total.merge(whole, on=KEY, suffixes=("", "_city"), validate="one_to_one")
    complete = joined[joined["count"].notna()]
    assert len(joined) == 12 * 7
    assert len(complete) > 60
    assert (complete["count"] == complete["count_city"]).all()
    assert (joined["population"] == joined["population_city"]).all()
    with pytest.raises(ValueError, match=f"beside their city: {first}"):
        territory_total(crimes, [city, *parts], "doublé")
    doubled = crimes.groupby(KEY)["count"].sum().reset_index()
    wrong = doubled.merge(complete[[*KEY, "count"]], on=KEY, suffixes=("", "_true"))
    assert (wrong["count"] == 2 * wrong["count_true"]).all()


def test_rest_of_a_departement(bases) -> None:
    whole = bases["departement"].rows(["44"])
    rest = rest_of(whole, bases["commune"].rows(["44184"]), "reste")
    known = rest[rest["count"].notna()]
    assert len(rest) == 12 * 7
    assert 70 < len(known) < len(rest)  # armed robberies are not published every year
    row = known[(known["indicator_id"] == "cambriolages") & (known["year"] == 2022)].iloc[0]
    published = whole[(whole["indicator_id"] == "cambriolages") & (whole["year"] == 2022)].iloc[0]
    assert row["count"] == published["count"] - 365
    assert row["denominator"] == pytest.approx(published["dwellings"] - 41_664.13, abs=0.01)


def test_paris_leaves_no_rest_of_its_departement(bases) -> None:
    whole = bases["departement"].rows(["75"])
    assert rest_of(whole, bases["commune"].rows(["75056"]), "reste").empty


def published_cells(folder: Path) -> pd.DataFrame:
    files = sorted((folder / "ssmsi" / "communes-2022").glob("*.csv.gz"))
    if not files:
        pytest.skip("base communale du SSMSI absente du dossier des données publiques")
    code = {"CODGEO_2022": "string"}
    tables = [pd.read_csv(file, sep=";", decimal=",", dtype=code) for file in files]
    table = pd.concat(tables, ignore_index=True)
    return table[table["valeur.publiée"] == "diff"]


def test_every_published_rate_of_the_real_base_is_found_again(external: Path) -> None:
    cells = published_cells(external)
    by_dwellings = cells["classe"] == "Cambriolages de logement"
    denominator = cells["LOG"].where(by_dwellings, cells["POP"].astype(float))
    assert len(cells) > 50_000
    gap = (1000 * cells["faits"] / denominator - cells["tauxpourmille"]).abs()
    assert gap.max() <= 1e-6
    frame = pd.DataFrame(
        {
            "territory_id": cells["CODGEO_2022"], "indicator_id": cells["classe"],
            "year": 2000 + cells["annee"], "unit_of_count": cells["unité.de.compte"],
            "count": cells["faits"], "denominator": denominator, "denominator_type": "pop",
            "denominator_year": 2000 + cells["millPOP"], "diffusion": "diff", "release": "2022",
            "published": cells["tauxpourmille"],
        }
    )  # fmt: skip
    types = TYPES | {"published": "Float64"}
    frame = frame.astype({name: types[name] for name in frame})
    key = ["territory_id", "indicator_id", "year"]
    rates = recorded_rates(frame).merge(frame[[*key, "published"]], on=key)
    computed = rates.dropna(subset=["value"])
    assert (computed["denominator"] >= 1_000).all()
    assert len(computed) == (frame["denominator"] >= 1_000).sum()
    assert (computed["value"] - computed["published"]).abs().max() <= 1e-6
