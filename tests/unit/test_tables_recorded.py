"""Tables of recorded crime: cells in French, a sign wherever there is no value, wrong frames refused."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ffsu_eval.indicators import recorded as indicators
from ffsu_eval.tables import recorded as tables

HERE = "44184"
LABELS = {
    "cambriolages": "cambriolages de logement",
    "vols_accessoires": "vols d'accessoires sur véhicules",
    "vols_avec_armes": "vols avec armes",
}
NAMES = {HERE: "Saint-Nazaire", "1": "Donges", "2": "Trignac"}
GROUPS = {"comparateurs": "communes comparées", "epci": "autres communes de l'EPCI"}
YEARS = range(2016, 2023)
# counts of the territory and of two communes twice and half as large: rising, level, hidden at times
COUNTS: dict[str, list[int | None]] = {
    "cambriolages": [300, 330, 360, 400, 440, 480, 530],
    "vols_accessoires": [60, 62, 58, 61, 59, 60, 61],
    "vols_avec_armes": [None, None, None, 12, 14, 13, 16],
}


def crime() -> pd.DataFrame:
    """Recorded crime of the territory and of two communes, in the columns of the gate."""
    rows = [
        {
            "territory_id": code,
            "indicator_id": indicator,
            "year": year,
            "unit_of_count": "infraction",
            "count": None if count is None else round(count * share),
            "diffusion": "ndiff" if count is None else "diff",
            "population": 71000.0 * size,
            "population_year": year - 2,
            "dwellings": 41000.0 * size,
            "dwellings_year": year - 3,
            "denominator_type": "dwellings" if indicator == "cambriolages" else "pop",
            "denominator": (41000.0 if indicator == "cambriolages" else 71000.0) * size,
            "denominator_year": year - 2,
            "release": "2022",
            "geo_vintage": 2022,
        }
        for code, size, share in ((HERE, 1.0, 1.0), ("1", 2.0, 1.5), ("2", 0.5, 0.4))
        for indicator, counts in COUNTS.items()
        for year, count in zip(YEARS, counts, strict=True)
    ]
    text = (
        "territory_id",
        "indicator_id",
        "unit_of_count",
        "diffusion",
        "denominator_type",
        "release",
    )
    whole = (
        "year",
        "count",
        "population_year",
        "dwellings_year",
        "denominator_year",
        "geo_vintage",
    )
    return pd.DataFrame(rows).astype(
        dict.fromkeys(text, "string") | dict.fromkeys(whole, "Int64")
        | dict.fromkeys(("population", "dwellings", "denominator"), "Float64")
    )  # fmt: skip


CRIME = crime()
RATES = indicators.recorded_rates(CRIME)
OWN = RATES[RATES["territory_id"] == HERE]
TOTAL = indicators.territory_total(CRIME[CRIME["year"] > 2017], ["1", "2", HERE, "3"], "epci")
COMPARED = indicators.comparison(RATES, HERE, ["1", "2"], 2022)
GROUPED = indicators.compare_groups(RATES, HERE, {"comparateurs": ["1", "2"], "epci": ["9"]}, 2022)
FUNNEL = indicators.funnel(RATES, HERE, ["1", "2"], 2022)
COVERAGE = indicators.diffusion_coverage(RATES)
EFFECTS = indicators.differential(RATES, HERE, ["1", "2"], range(2016, 2019), range(2019, 2023))
TRENDS = indicators.annual_trend(OWN, 2016, 2022)
SENSITIVITY = indicators.trend_sensitivity(OWN, 2016, 2022, (2017,))
DENOMINATORS = indicators.denominator_sensitivity(CRIME, HERE, ["1", "2"], 2022)
CHANGES = indicators.rate_change(OWN, 2018, 2022)
COMMUNES = pd.DataFrame(
    {
        "territory_id": ["1", "2"],
        "label_fr": ["Donges", "Trignac"],
        "population": [8000.0, None],
        "rank": [2, 1],
        "distance": [0.82, 0.4],
    }
)

TABLES: dict[str, Callable[[], pd.DataFrame]] = {
    "rates": lambda: tables.rates_table(OWN, LABELS, 2018, 2022),
    "rates of a total": lambda: tables.rates_table(
        indicators.recorded_rates(TOTAL), LABELS, 2018, 2022
    ),
    "change": lambda: tables.change_table(OWN, CHANGES, TRENDS, LABELS, "2016-2022"),
    "comparison": lambda: tables.comparison_table(COMPARED, LABELS),
    "publication": lambda: tables.publication_table(OWN, LABELS),
    "diffusion": lambda: tables.diffusion_table(COVERAGE, LABELS, NAMES),
    "groups": lambda: tables.groups_table(GROUPED, LABELS, GROUPS),
    "funnel": lambda: tables.funnel_table(FUNNEL, LABELS, HERE),
    "differential": lambda: tables.differential_table(EFFECTS, LABELS),
    "sensitivity": lambda: tables.trend_sensitivity_table(SENSITIVITY, LABELS, (2017,)),
    "denominators": lambda: tables.denominators_table(DENOMINATORS, LABELS),
    "named comparators": lambda: tables.named_comparators_table(COMMUNES),
}


def plain(text: Any) -> Any:
    return text.replace("\u00a0", " ").replace("\u202f", " ") if isinstance(text, str) else text


def row_of(frame: pd.DataFrame, label: str) -> dict[str, str]:
    found = frame[frame["Indicateur"] == label]
    assert len(found) == 1
    return {str(key): plain(value) for key, value in found.iloc[0].items()}


@pytest.mark.parametrize("name", TABLES)
def test_cells_are_french_text_and_never_empty(name: str) -> None:
    frame = TABLES[name]()
    cells = frame.to_numpy().ravel().tolist()
    assert len(frame)
    assert all(isinstance(cell, str) and cell for cell in cells)
    wrong = re.compile(
        r"nan|<NA>|None|\d\.\d|[a-z]_[a-z]|\w'\w|\d %|-\d+\b(?! ?\d{3}-)(?<!\d-\d{4})"
    )
    assert not [cell for cell in cells if wrong.search(cell)]
    assert not [heading for heading in frame.columns if "_" in heading or not heading]


@pytest.mark.parametrize("sign", ["n.d.", "ns", "///", "s", "fragile"])
def test_every_sign_is_explained(sign: str) -> None:
    assert f"{sign} :" in plain(tables.SIGNS)


def test_rates_have_their_number_interval_and_the_year_of_their_denominator() -> None:
    row = row_of(TABLES["rates"](), "Cambriolages de logement")
    assert row["Nombre 2018"] == "360"
    assert row["Taux 2022 (‰)"] == "12,9 [11,8 ; 14,1]"
    assert row["Dénominateurs"] == "41 000 (2016) puis 41 000 (2020) logements"


def test_what_is_not_published_is_neither_zero_nor_empty() -> None:
    row = row_of(TABLES["rates"](), "Vols avec armes")
    assert (row["Nombre 2018"], row["Taux 2018 (‰)"]) == ("n.d.", "n.d.")
    assert row["Taux 2022 (‰)"] == "0,23 [0,13 ; 0,37] fragile"
    total = row_of(TABLES["rates of a total"](), "Cambriolages de logement")
    assert (total["Nombre 2022"], total["Taux 2022 (‰)"]) == ("n.d.", "n.d.")


def test_a_change_that_the_correction_has_not_retained_is_not_established() -> None:
    kept = TABLES["change"]()
    assert row_of(kept, "Cambriolages de logement")["Sens"] == "↗ en hausse"
    assert row_of(kept, "Vols avec armes")["Sens"] == "///"
    refused = CHANGES.assign(signal=pd.array([False] * len(CHANGES), dtype="boolean"))
    lost = tables.change_table(OWN, refused, TRENDS, LABELS, "2016-2022")
    assert row_of(lost, "Cambriolages de logement")["Sens"] == "ns"
    assert row_of(lost, "Vols d’accessoires sur véhicules")["Sens"] == "→ stable"


def test_a_gap_that_the_correction_has_not_retained_is_not_established() -> None:
    assert row_of(TABLES["comparison"](), "Cambriolages de logement")["Position"] == "au-dessus"
    refused = COMPARED.assign(signal=pd.array([False] * len(COMPARED), dtype="boolean"))
    lost = tables.comparison_table(refused, LABELS)
    assert set(lost["Position"]) == {"ns"}


def test_diffusion_names_the_years_and_ends_with_the_whole() -> None:
    frame = TABLES["diffusion"]()
    assert frame["Commune"].tolist() == ["Saint-Nazaire"] * 4 + ["Donges"] * 4 + ["Trignac"] * 4
    own = frame.head(4)
    armed = row_of(own, "Vols avec armes")
    assert (armed["Années diffusées"], armed["Part"]) == ("4 sur 7", "57 %")
    assert armed["Années non diffusées"] == "2016-2018"
    assert row_of(own, "Cambriolages de logement")["Années non diffusées"] == "aucune"
    assert own["Indicateur"].iloc[-1] == "Ensemble des indicateurs"
    assert own["Années diffusées"].iloc[-1] == "18 sur 21"
    alone = tables.diffusion_table(COVERAGE[COVERAGE["territory_id"] == HERE], LABELS)
    assert "Commune" not in alone


def test_groups_say_whether_the_reading_depends_on_them() -> None:
    row = row_of(TABLES["groups"](), "Cambriolages de logement")
    assert row["communes comparées"].startswith("1,")
    assert row["autres communes de l'EPCI"] == "///"
    assert row["Lecture"] == "///"
    both = pd.concat([GROUPED[GROUPED["group_id"] == "comparateurs"].assign(group_id=group)
                      for group in GROUPS])  # fmt: skip
    same = tables.groups_table(both, LABELS, GROUPS)
    assert row_of(same, "Cambriolages de logement")["Lecture"] == "la même partout"
    other = both["group_id"] == "epci"
    moved = both.assign(
        value=both["value"].mask(other, 0.5), ci_low=both["ci_low"].mask(other, 0.4),
        ci_high=both["ci_high"].mask(other, 0.6), direction=both["direction"].mask(other, "au-dessous"),
        signal=True,
    )  # fmt: skip
    changed = tables.groups_table(moved, LABELS, GROUPS)
    assert row_of(changed, "Cambriolages de logement")["Lecture"] == "dépend du groupe"
    assert row_of(changed, "Cambriolages de logement")["autres communes de l'EPCI"] == (
        "0,50 [0,40 ; 0,60]"
    )


def test_groups_mark_what_is_not_established() -> None:
    one = GROUPED[GROUPED["group_id"] == "comparateurs"].assign(signal=False)
    cells = tables.groups_table(one, LABELS, GROUPS)["communes comparées"]
    assert all(cell.endswith(" ns") for cell in cells)


def test_the_funnel_gives_the_position_of_the_territory_only() -> None:
    frame = TABLES["funnel"]()
    assert len(frame) == len(LABELS)
    row = row_of(frame, "Cambriolages de logement")
    assert row["Taux (‰)"] == "12,93"
    assert row["Position"] == FUNNEL.query("territory_id == @HERE")["direction"].iloc[0]
    assert row["Communes"] == "2"
    assert re.fullmatch(r"(< )?0,\d{3}", row["Valeur q"])
    hidden = FUNNEL.assign(value=pd.NA, pooled_rate=pd.NA, low_95=pd.NA, q_value=pd.NA,
                           caveat="non diffusé", direction="non calculable")  # fmt: skip
    row = row_of(tables.funnel_table(hidden, LABELS, HERE), "Cambriolages de logement")
    assert row["Taux (‰)"] == "n.d."
    assert row["Limites à 95 % (‰)".replace(" %", " %")] == "///"
    assert row["Valeur q"] == "///"


def test_very_small_probabilities_are_bounded() -> None:
    tiny = FUNNEL.assign(q_value=1e-9)
    row = row_of(tables.funnel_table(tiny, LABELS, HERE), "Cambriolages de logement")
    assert row["Valeur q"] == "< 0,001"


def test_before_and_after_with_the_smallest_detectable_fall() -> None:
    row = row_of(TABLES["differential"](), "Cambriolages de logement")
    assert row["Territoire, 2016-2018 puis 2019-2022"] == "990 puis 1 850"
    assert row["Rapport des évolutions"].startswith("1,00 [")
    assert re.fullmatch(r"[+−]?\d+ \[[+−]?\d+ ; [+−]?\d+\]", row["Écart en faits par an"])
    assert re.fullmatch(r"−\d+ %", row["Baisse détectable"])
    assert row["Lecture"].startswith("non détectable")
    armed = row_of(TABLES["differential"](), "Vols avec armes")
    assert armed["Rapport des évolutions"] == armed["Baisse détectable"] == "///"
    assert armed["Lecture"].startswith("non calculable (non diffusé")


def test_a_reservation_that_all_rows_share_is_not_repeated() -> None:
    computed = EFFECTS["value"].notna()
    said = EFFECTS.assign(
        caveat=["fragile ; ailleurs" if known else "non diffusé" for known in computed],
        pre_trend_p=pd.array([pd.NA] * len(EFFECTS), dtype="Float64"),
    )
    said.loc[said["indicator_id"] == "vols_accessoires", "caveat"] = "ailleurs"
    assert tables.shared_caveats(said) == ["ailleurs"]
    frame = tables.differential_table(said, LABELS)
    assert row_of(frame, "Cambriolages de logement")["Lecture"].endswith(" (fragile)")
    assert "(" not in row_of(frame, "Vols d’accessoires sur véhicules")["Lecture"]
    assert row_of(frame, "Vols avec armes")["Lecture"].endswith("(non diffusé)")
    assert not [heading for heading in frame.columns if heading.startswith("Tendance")]


def test_trends_with_and_without_the_marked_years() -> None:
    row = row_of(TABLES["sensitivity"](), "Cambriolages de logement")
    assert row["Toutes les années (% par an)"].startswith("+10,0 [")
    assert row["Hors 2017 (% par an)"].startswith("+")
    assert row["Lecture"] == "hausse dans les deux cas"
    level = row_of(TABLES["sensitivity"](), "Vols d’accessoires sur véhicules")
    assert level["Hors 2017 (% par an)"].endswith(" ns")
    fallen = SENSITIVITY.assign(robust=False, caveat="tendance qui tient aux années 2017")
    row = row_of(
        tables.trend_sensitivity_table(fallen, LABELS, (2017,)), "Cambriolages de logement"
    )
    assert row["Lecture"] == "tendance qui tient aux années 2017"


def test_the_denominator_of_the_producer_comes_first() -> None:
    frame = TABLES["denominators"]()
    assert frame["Rapporté à"].head(2).tolist() == ["logements (producteur)", "habitants"]
    assert [plain(cell) for cell in frame["Dénominateur"].head(2)] == ["41 000", "71 000"]
    named = {"pop": "population", "dwellings": "logements", "principales": "résidences principales"}
    more = DENOMINATORS.assign(
        denominator_type=DENOMINATORS["denominator_type"].replace("pop", "principales")
    )
    assert "résidences principales" in set(
        tables.denominators_table(more, LABELS, named)["Rapporté à"]
    )


def test_comparators_are_named_by_proximity() -> None:
    frame = TABLES["named comparators"]()
    assert frame["Commune"].tolist() == ["Trignac", "Donges"]
    assert [plain(cell) for cell in frame["Population"]] == ["///", "8 000"]
    assert frame["Distance"].tolist() == ["0,40", "0,82"]
    bare = tables.named_comparators_table(COMMUNES.drop(columns=["rank", "distance"]))
    assert bare.columns.tolist() == ["Commune", "Code INSEE", "Population"]
    assert bare["Commune"].tolist() == ["Donges", "Trignac"]


def test_tables_of_official_figures(external: Path) -> None:
    path = external / "ssmsi" / "communes-2022" / "44-data.gouv-2022.csv.gz"
    base = pd.read_csv(path, sep=";", dtype="string").rename(
        columns={"CODGEO_2022": "territory_id"}
    )
    coded = base[base["classe"] == "Vols avec armes"]
    hidden = coded["valeur.publiée"] == "ndiff"
    counts = pd.to_numeric(coded["faits"]).astype("Int64")
    rows = coded.assign(
        indicator_id="vols_avec_armes", year=2000 + coded["annee"].astype(int), count=counts,
        diffusion=coded["valeur.publiée"], unit_of_count="infraction", denominator_type="pop",
        denominator=pd.to_numeric(coded["POP"]).astype("Float64"),
        denominator_year=2000 + coded["millPOP"].astype("Int64"), release="2022",
    )  # fmt: skip
    assert hidden.sum() > 100
    coverage = indicators.diffusion_coverage(indicators.recorded_rates(rows))
    own = tables.diffusion_table(coverage[coverage["territory_id"] == HERE], LABELS)
    assert row_of(own, "Vols avec armes")["Années diffusées"] == "2 sur 7"
    assert row_of(own, "Vols avec armes")["Années non diffusées"] == "2016-2020"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: tables.rates_table(OWN.drop(columns="count"), LABELS, 2018, 2022),
        lambda: tables.rates_table(OWN, LABELS, 2018, 2030),
        lambda: tables.rates_table(RATES, LABELS, 2018, 2022),
        lambda: tables.rates_table(OWN, {"cambriolages": "x"}, 2018, 2022),
        lambda: tables.rates_table(OWN.head(0), LABELS, 2018, 2022),
        lambda: tables.diffusion_table(COVERAGE, LABELS),
        lambda: tables.diffusion_table(COVERAGE, LABELS, {HERE: "Saint-Nazaire"}),
        lambda: tables.groups_table(GROUPED, LABELS, {"epci": "EPCI"}),
        lambda: tables.groups_table(pd.concat([GROUPED, GROUPED]), LABELS, GROUPS),
        lambda: tables.funnel_table(FUNNEL, LABELS, "75056"),
        lambda: tables.differential_table(
            pd.concat([EFFECTS, EFFECTS.assign(after_last=2021)]), LABELS
        ),
        lambda: tables.trend_sensitivity_table(SENSITIVITY, LABELS, ()),
        lambda: tables.denominators_table(DENOMINATORS, LABELS, {"pop": "habitants"}),
        lambda: tables.named_comparators_table(pd.concat([COMMUNES, COMMUNES])),
        lambda: tables.named_comparators_table(COMMUNES.head(0)),
    ],
)
def test_wrong_frames_are_refused(wrong: Callable[[], pd.DataFrame]) -> None:
    with pytest.raises(ValueError, match=":"):
        wrong()
