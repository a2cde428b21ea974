"""The choice of comparators: what it may look at, whom it leaves out, and what never changes it."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffsu_eval.characteristics import area_of, characteristics, variables
from ffsu_eval.comparators import (
    GROUP_TYPES,
    MAXIMUM_NEIGHBOURS,
    Comparison,
    ComparisonRule,
    compare,
)
from ffsu_eval.gate.convert import typed_frame
from ffsu_eval.gate.datasets.communes import COMMUNES, QPV
from ffsu_eval.geography import label
from ffsu_eval.sources.communes import COLUMNS, official_files, read_official
from ffsu_eval.sources.tabular import read_table

HERE = "44184"
RULE = ComparisonRule(2016, 1.5, 5)


def towns(**population: float) -> pd.DataFrame:
    """Table of communes of c01000… with one dwelling for two inhabitants."""
    codes = [name.removeprefix("c") for name in population]
    sizes = pd.Series(list(population.values()), codes, dtype="Float64")
    return pd.DataFrame({"population": sizes, "dwellings": sizes / 2}).rename_axis("commune_code")


def chosen(found: Comparison, group: str = "comparateurs") -> list[str]:
    return found.groups.loc[found.groups["group_id"] == group, "commune_code"].tolist()


def geography(*lines: tuple[str, str, str], population: int = 1000) -> pd.DataFrame:
    """Communes from (code, département, EPCI)."""
    rows = [
        [code, code, home, home, epci or pd.NA, epci or pd.NA, population, pd.NA]
        for code, home, epci in lines
    ]
    types = dict.fromkeys(COLUMNS, "string") | {"population": "Int64"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(types)


# whom it leaves out


def test_nearest_in_population_within_the_ratio() -> None:
    table = towns(c44184=1000, c01001=1500, c01002=1499, c01003=900, c01004=600, c01005=1000)
    assert chosen(compare([HERE], table, RULE)) == ["01005", "01003", "01002", "01001"]
    assert chosen(compare([HERE], table, ComparisonRule(2016, 1.2, 5))) == ["01005", "01003"]
    assert chosen(compare([HERE], table, ComparisonRule(2016, 1.5, 2))) == ["01005", "01003"]


def test_ties_go_by_code() -> None:
    table = towns(c01009=1000, c01001=1000, c2A004=1000, c44184=1000)
    assert chosen(compare([HERE], table, RULE)) == ["01001", "01009", "2A004"]


def test_never_an_arrondissement_nor_the_territory_nor_its_city() -> None:
    table = towns(c44184=1000, c44143=1000, c13055=1000, c69381=1000, c13201=1000, c01001=1000)
    assert chosen(compare([HERE], table, RULE)) == ["01001", "13055", "44143"]
    assert set(chosen(compare([HERE, "44143"], table, RULE))) == {"01001", "13055"}
    assert chosen(compare(["13201"], table, RULE)) == ["01001", "44143", "44184"]


def test_areas_are_not_mixed() -> None:
    table = towns(c44184=1000, c93048=1000, c94028=1000, c97411=1000, c78490=1000)
    assert chosen(compare([HERE], table, RULE)) == ["78490"]
    assert chosen(compare(["93048"], table, RULE)) == ["94028"]
    assert chosen(compare(["97411"], table, RULE)) == []
    assert area_of("75056") == area_of("92012") != area_of("95018")


def test_density_and_police_zone_filter_when_they_are_given() -> None:
    table = towns(c44184=1000, c01001=1000, c01002=1000, c01003=1000, c01004=1000)
    table["density_level"] = pd.array([2, 2, 3, 2, pd.NA], dtype="Int64")
    table["police_zone"] = pd.array(
        ["police", "police", "police", "gendarmerie", "police"], "string"
    )
    found = compare([HERE], table, RULE)
    assert chosen(found) == ["01001"]
    table.loc[HERE, ["density_level", "police_zone"]] = pd.NA
    free = compare([HERE], table, RULE)
    assert len(chosen(free)) == 4, "a filter that the commune itself has not is not applied"
    used = free.criteria.set_index("criterion")["n_used"]
    assert used["density_level"] == used["police_zone"] == 0


def test_a_commune_without_a_characteristic_that_is_used_is_left_out() -> None:
    table = towns(c44184=1000, c01001=1000, c01002=1000, c01003=1000)
    table["poverty_rate"] = pd.array([20, pd.NA, 21, 15], dtype="Float64")
    table.loc["01003", "dwellings"] = pd.NA
    assert chosen(compare([HERE], table, RULE)) == ["01002"]
    table.loc[HERE, "poverty_rate"] = pd.NA
    assert chosen(compare([HERE], table, RULE)) == ["01001", "01002"]


def test_resorts_are_far_from_a_town_with_few_dwellings() -> None:
    table = towns(**{f"c010{rank:02d}": 1000 + rank for rank in range(20)}, c44184=1000)
    table["dwellings"] = pd.array([*np.linspace(450, 550, 18), 2000, 3000, 500], dtype="Float64")
    order = chosen(compare([HERE], table, ComparisonRule(2016, 1.5, 20)))
    assert order[-2:] == ["01018", "01019"]


# what it may look at


@pytest.mark.parametrize("column", ["count", "rate_per_1000", "value", "indicator_id"])
def test_a_column_that_is_no_characteristic_is_refused(column: str) -> None:
    table = towns(c44184=1000, c01001=1000).assign(**{column: 1})
    with pytest.raises(ValueError, match=f"not a characteristic: {column}"):
        compare([HERE], table, RULE)


def test_wrong_tables_and_rules_are_refused() -> None:
    table = towns(c44184=1000, c01001=1000)
    with pytest.raises(ValueError, match="missing columns population"):
        compare([HERE], table.drop(columns="population"), RULE)
    with pytest.raises(ValueError, match="several rows"):
        compare([HERE], pd.concat([table, table]), RULE)
    for rule in (ComparisonRule(2016, 0.9, 5), ComparisonRule(2016, 1.5, 0)):
        with pytest.raises(ValueError, match="at least 1"):
            compare([HERE], table, rule)
    sizes = table.reset_index()
    with pytest.raises(ValueError, match="several rows"):
        characteristics(pd.concat([sizes, sizes]))
    with pytest.raises(ValueError, match="missing columns dwellings"):
        characteristics(sizes.drop(columns="dwellings"))


# what never changes it

populations = st.lists(st.integers(200, 5000), min_size=2, max_size=30)
quick = settings(max_examples=40, deadline=None)


def drawn(sizes: list[int], seed: int) -> pd.DataFrame:
    chance = np.random.default_rng(seed)
    codes = [HERE, *(f"{1000 + rank:05d}" for rank in range(len(sizes) - 1))]
    population = pd.array(sizes, dtype="Float64")
    table = pd.DataFrame({"population": population}, pd.Index(codes, name="commune_code"))
    table["dwellings"] = pd.array(np.array(sizes) * chance.uniform(0.4, 1.5, len(sizes)), "Float64")
    table["has_qpv"] = pd.array(chance.random(len(sizes)) < 0.4, dtype="boolean")
    return table


@quick
@given(populations, st.integers(0, 1000))
def test_the_order_of_the_rows_changes_nothing(sizes: list[int], seed: int) -> None:
    table = drawn(sizes, seed)
    shuffled = table.sample(frac=1, random_state=seed)
    one, other = compare([HERE], table, RULE), compare([HERE], shuffled, RULE)
    pd.testing.assert_frame_equal(one.groups, other.groups)
    pd.testing.assert_frame_equal(one.pools, other.pools)
    assert {str(k): str(v) for k, v in one.groups.dtypes.items()} == GROUP_TYPES


@quick
@given(populations, st.integers(0, 1000), st.integers(1, 8), st.floats(1, 4))
def test_more_communes_or_a_wider_ratio_only_add(sizes, seed, count, ratio) -> None:
    table = drawn(sizes, seed)
    few = compare([HERE], table, ComparisonRule(2016, ratio, count))
    more = compare([HERE], table, ComparisonRule(2016, ratio, count + 3))
    wider = compare([HERE], table, ComparisonRule(2016, ratio * 1.3, count))
    assert chosen(more)[: len(chosen(few))] == chosen(few)
    assert len(chosen(few)) <= count
    assert chosen(few, "comparateurs_proches") == chosen(few)[: (count + 1) // 2]
    assert wider.pools["n_admitted"].item() >= few.pools["n_admitted"].item()


@quick
@given(populations, st.integers(0, 1000), st.integers(2, 50))
def test_the_unit_of_a_variable_changes_nothing(sizes: list[int], seed: int, unit: int) -> None:
    table = drawn(sizes, seed)
    table["jobs_per_resident"] = (table["dwellings"] / 7).astype("Float64")
    other = table.assign(jobs_per_resident=table["jobs_per_resident"] * unit)
    one, two = compare([HERE], table, RULE), compare([HERE], other, RULE)
    np.testing.assert_allclose(
        one.groups["distance"].to_numpy(float), two.groups["distance"].to_numpy(float), atol=3e-6
    )


def test_distance_by_hand() -> None:
    """Five communes, quartiles of 2 and 2.5 dwellings per inhabitant: a scale of 0.5 / 1.349."""
    table = towns(c44184=1000, c01001=1000, c01002=1000, c01003=1000, c01004=1000)
    table["dwellings"] = pd.array([2000, 1500, 2000, 2500, 9000], dtype="Float64")
    table["has_qpv"] = pd.array([True, True, False, True, True], dtype="boolean")
    groups = compare([HERE], table, RULE).groups
    found = groups[groups["group_id"] == "comparateurs"].set_index("commune_code")["distance"]
    assert found["01001"] == found["01003"] == pytest.approx(1.349, abs=1e-6)
    assert found["01004"] == pytest.approx(14 * 1.349, abs=1e-6)
    assert found["01002"] == 1, "a neighbourhood more or less counts for one"


# groups


def test_each_commune_of_a_territory_has_its_own() -> None:
    table = towns(c44184=1000, c44143=9000, c01001=1100, c01002=8000, c01003=3000)
    found = compare([HERE, "44143"], table, ComparisonRule(2016, 1.5, 1))
    rows = found.groups[found.groups["group_id"] == "comparateurs"]
    assert list(zip(rows["for_commune"], rows["commune_code"], rows["rank"], strict=True)) == [
        (HERE, "01001", 1),
        ("44143", "01002", 1),
    ]
    assert found.codes()["comparateurs"] == ["01001", "01002"]


def test_the_union_has_no_commune_twice() -> None:
    table = towns(c44184=1000, c44143=1010, c01001=1005)
    found = compare([HERE, "44143"], table, RULE)
    assert chosen(found) == ["01001", "01001"]
    assert found.codes() == {"comparateurs": ["01001"], "comparateurs_proches": ["01001"]}


def test_neighbours_need_a_geography() -> None:
    table = towns(c44184=1000, c44210=10, c44143=1100, c44999=1000, c01001=1000)
    places = geography(
        (HERE, "44", "E1"), ("44210", "44", "E1"), ("44143", "44", "E2"), ("01001", "01", "E3"),
    )  # fmt: skip
    places.loc[places["commune_code"] == "44210", "current_code"] = HERE
    assert set(compare([HERE], table, RULE).codes()) == {"comparateurs", "comparateurs_proches"}
    found = compare([HERE], table, RULE, places)
    assert found.codes()["epci"] == ["44210"], "a merged commune that the base has apart stays"
    assert found.codes()["departement"] == ["44143"]
    assert found.groups.loc[found.groups["group_id"] == "epci", "distance"].isna().all()


def test_without_intercommunality_there_is_no_such_group() -> None:
    table = towns(c85113=1000, c22016=1000)
    places = geography(("85113", "85", ""), ("22016", "22", ""))
    assert "epci" not in compare(["85113"], table, RULE, places).codes()


def test_a_departement_of_too_many_is_left_out() -> None:
    codes = [HERE, *(f"44{rank:03d}" for rank in range(MAXIMUM_NEIGHBOURS + 1))]
    table = towns(**{f"c{code}": 1000 for code in codes})
    places = geography(*((code, "44", "E1") for code in codes))
    found = compare([HERE], table, RULE, places).codes()
    assert "departement" not in found
    assert len(found["epci"]) == MAXIMUM_NEIGHBOURS + 1
    fewer = compare([HERE], table.drop("44000"), RULE, places).codes()
    assert len(fewer["departement"]) == MAXIMUM_NEIGHBOURS


# what it says of itself


def test_criteria_say_what_was_used_and_what_was_not_there() -> None:
    table = towns(c44184=1000, c01001=1000)
    table["poverty_rate"] = pd.array([pd.NA, 20], dtype="Float64")
    criteria = compare([HERE], table, RULE).criteria.set_index("criterion")
    assert criteria.loc["log_population", ["given", "n_used"]].tolist() == [True, 1]
    assert criteria.loc["poverty_rate", ["given", "n_used"]].tolist() == [True, 0]
    assert criteria.loc["jobs_per_resident", ["given", "n_used"]].tolist() == [False, 0]
    assert criteria.loc["density_level", ["kind", "given", "n_used"]].tolist() == [
        "filtre",
        False,
        0,
    ]
    assert criteria.loc["area", ["kind", "given", "n_used"]].tolist() == ["filtre", True, 1]
    nobody = compare(["99999"], table, RULE).criteria
    assert (nobody["n_used"] == 0).all()


@pytest.mark.parametrize(
    ("count", "admitted", "caveat"),
    [
        (5, 0, "aucune commune comparable"),
        (5, 1, "1 commune comparable seulement"),
        (5, 4, "4 communes comparables seulement"),
        (5, 9, "5 communes retenues sur 9 comparables"),
        (5, 10, ""),
    ],
)
def test_pools_say_when_there_was_hardly_a_choice(count, admitted, caveat) -> None:
    table = towns(c44184=1000, c01900=9000, **{f"c{1000 + n:05d}": 1000 for n in range(admitted)})
    pool = compare([HERE], table, ComparisonRule(2016, 1.5, count)).pools.iloc[0]
    assert pool["n_candidates"] == admitted + 1
    assert (pool["n_admitted"], pool["n_chosen"]) == (admitted, min(count, admitted))
    assert pool["caveat"] == caveat


def test_a_commune_without_population_has_no_comparators() -> None:
    table = towns(c44184=1000, c01001=1000)
    table.loc[HERE, "population"] = pd.NA
    for own in (HERE, "99999"):
        found = compare([own], table, RULE)
        assert found.groups.empty
        assert found.pools["caveat"].item() == "population absente ; aucune commune comparable"
    empty = compare([HERE], table.head(0), RULE)
    assert empty.codes() == {}


# the table of characteristics


def test_weight_in_the_intercommunality() -> None:
    places = geography((HERE, "44", "E1"), ("44210", "44", "E1"), ("93048", "93", "E2"))
    places.loc[len(places)] = ["13201", "Marseille 1er", "13", "13", "E1", "E1", 9000, pd.NA]
    sizes = towns(c44184=500, c44210=1000, c93048=1000, c99100=1000).reset_index()
    share = characteristics(sizes, places)["epci_share"]
    assert share[HERE] == 0.25, "arrondissements are not added to their city"
    assert share[["93048", "99100"]].isna().all(), "one agglomeration, and a commune without table"


def test_neighbourhoods_follow_a_merger() -> None:
    places = geography(("93066", "93", "E1"), ("93059", "93", "E1"))
    places.loc[1, "current_code"] = "93066"
    qpv = pd.DataFrame({"qpv_id": ["QN09301M"], "commune_code": ["93059"]}, dtype="string")
    apart = towns(c93066=1000, c93059=1000).reset_index()
    assert characteristics(apart, places, qpv=qpv)["has_qpv"].to_dict() == {
        "93059": True,
        "93066": False,
    }
    together = towns(c93066=1000).reset_index()
    assert characteristics(together, places, qpv=qpv)["has_qpv"].to_dict() == {"93066": True}
    assert "has_qpv" not in characteristics(together)


def test_optional_table_and_numbers() -> None:
    sizes = towns(c44184=1000, c01001=0).reset_index()
    optional = pd.DataFrame({"commune_code": [HERE], "poverty_rate": [17.0]})
    numbers = variables(characteristics(sizes, optional=optional))
    assert numbers.loc[HERE].to_dict() == pytest.approx(
        {"log_population": np.log(1000), "dwellings_per_inhabitant": 0.5, "poverty_rate": 17}
    )
    assert numbers.loc["01001"].isna().all(), "nobody lives there"


# real communes


@pytest.fixture(scope="module")
def real(external: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Characteristics in 2016 of the communes of the 2022 release, and the official geography."""
    columns = {
        "CODGEO_2022": "commune_code",
        "annee": "annee",
        "POP": "population",
        "LOG": "dwellings",
    }
    parts = [
        pd.read_csv(file, sep=";", decimal=",", dtype={"CODGEO_2022": str}, usecols=list(columns))
        for file in sorted((external / "ssmsi" / "communes-2022").glob("*.csv.gz"))
    ]
    sizes = pd.concat(parts).rename(columns=columns)
    sizes = sizes[sizes["annee"] == 16].drop_duplicates("commune_code")
    raw = read_official(official_files(external), "COG").frame
    communes = typed_frame(raw, COMMUNES.columns_for({}))
    assert QPV.load
    listed = read_table(external / QPV.file, "QPV").frame
    qpv = QPV.load(typed_frame(listed, QPV.columns_for({})), {})["qpv"]
    return characteristics(sizes, communes, qpv=qpv), communes


def real_names(real: tuple[pd.DataFrame, pd.DataFrame], *own: str, count: int = 10) -> list[str]:
    table, communes = real
    found = compare(own, table, ComparisonRule(2016, 1.5, count), communes)
    return [label(communes, code) for code in chosen(found)]


def test_real_comparators_of_saint_nazaire_are_towns_like_it(real) -> None:
    names = real_names(real, "44184")
    assert {"Béziers", "Quimper", "Arles", "La Seyne-sur-Mer"} <= set(names)
    assert not {"Neuilly-sur-Seine", "Levallois-Perret", "Fort-de-France"} & set(names)


def test_real_comparators_of_the_inner_suburbs_are_inner_suburbs(real) -> None:
    table, communes = real
    for own in ("93048", "94028", "93045", "94019"):
        codes = compare([own], table, ComparisonRule(2016, 1.5, 20), communes).codes()[
            "comparateurs"
        ]
        assert {code[:2] for code in codes} <= {"92", "93", "94"}
    assert {"Vitry-sur-Seine", "Nanterre", "Colombes"} <= set(real_names(real, "94028"))
    assert {"Guyancourt", "Trappes"} <= set(real_names(real, "78490"))


def test_real_intercommunality_of_montreuil(real) -> None:
    table, communes = real
    found = compare(["93048"], table, ComparisonRule(2016, 1.5, 20), communes)
    names = {label(communes, code) for code in found.codes()["epci"]}
    assert names == {
        "Bagnolet", "Bobigny", "Bondy", "Les Lilas", "Noisy-le-Sec", "Pantin",
        "Le Pré-Saint-Gervais", "Romainville",
    }  # fmt: skip
    departement = {label(communes, code) for code in found.codes()["departement"]}
    assert departement == {"Saint-Denis", "Aubervilliers", "Aulnay-sous-Bois"}


def test_real_paris_has_no_comparator(real) -> None:
    table, communes = real
    found = compare(["75056"], table, RULE, communes)
    assert found.codes() == {}
    assert found.pools["caveat"].item() == "aucune commune comparable"
