"""EVA03 and EVA04: the published example, hand-worked zones, small counts, the chapter."""

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ffsu_eval.charts import evaluation as charts
from ffsu_eval.evidence.items import is_solid
from ffsu_eval.evidence.ladder import allows, reach
from ffsu_eval.indicators import zones
from ffsu_eval.indicators.recorded import recorded_rates
from ffsu_eval.indicators.synthetic import synthetic_conditions
from ffsu_eval.narrative.blocks import Figure, Prose, Table
from ffsu_eval.narrative.evaluation import evidence, figures, sheets, tables, titles
from ffsu_eval.narrative.evaluation.results import Evaluation
from tests.crime_frames import HERE, crime
from tests.demo_mission import bare, demo
from tests.unit.test_charts_field import complete


def places(*lines: tuple[str, str, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(list(lines), columns=["zone_id", "role", "action_id"])
    return frame.assign(
        label_fr="Zone " + frame["zone_id"], start_date=pd.Timestamp("2020-01-01")
    ).astype({"action_id": "string"})


def facts(*lines: tuple[str, str, int, int], months: tuple[int, int] = (24, 24)) -> pd.DataFrame:
    """Zone, category, count before, count after."""
    rows = [
        (zone, category, period, length, count)
        for zone, category, before, after in lines
        for period, length, count in (("avant", months[0], before), ("apres", months[1], after))
    ]
    return pd.DataFrame(rows, columns=["zone_id", "category", "period", "months", "count"])


PAIR = places(("Z1", "action", "A01"), ("Z2", "temoin", "A01"))
FOUR = places(
    ("Z1", "action", "A01"), ("Z2", "temoin", "A01"), ("Z3", "tampon", "A01"), ("Z4", "temoin_tampon", "A01")
)  # fmt: skip


def effects(zone: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    return zones.zone_effects(zone, zones.zone_cells(counts))


def moved(zone: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    return zones.displacement(zone, zones.zone_cells(counts)).set_index("measure")


def test_published_example() -> None:
    """89 → 65 against 102 → 100: WDD −22 (18.87) [−58.98 ; 14.98], IRR .745 [.488 ; 1.136]."""
    counts = facts(("Z1", "vols", 89, 65), ("Z2", "vols", 102, 100))
    row = effects(PAIR, counts).iloc[0]
    assert row["value"] == pytest.approx(0.745, abs=5e-4)
    assert [row["ci_low"], row["ci_high"]] == pytest.approx([0.488, 1.136], abs=5e-4)
    assert row["direction"] == "non détectable"
    here = moved(PAIR, counts).loc["action"]
    assert here["value"] == -22
    assert here["standard_error"] == pytest.approx(18.87, abs=5e-3)
    assert [here["ci_low"], here["ci_high"]] == pytest.approx([-58.98, 14.98], abs=6e-3)
    assert here["direction"] == "non détectable"


def test_smallest_detectable_reduction_of_hundreds() -> None:
    """Four cells of 100: only an IRR of .57 or less is detectable (80 % power)."""
    counts = facts(("Z1", "vols", 100, 100), ("Z2", "vols", 100, 100))
    assert effects(PAIR, counts)["detectable"].iloc[0] == pytest.approx(
        np.exp(-2.80 * np.sqrt(4 / 100)), abs=2e-3
    )


def test_displacement_by_hand() -> None:
    """Zone −40 − (−2); buffer +30 − (−4); net −4. Standard errors: square roots of the sums."""
    counts = facts(
        ("Z1", "vols", 90, 50), ("Z2", "vols", 102, 100), ("Z3", "vols", 40, 70), ("Z4", "vols", 44, 40)
    )  # fmt: skip
    frame = moved(FOUR, counts)
    assert frame["value"].to_dict() == {"action": -38, "deplacement": 34, "net": -4}
    assert frame.loc["deplacement", "standard_error"] == pytest.approx(np.sqrt(194))
    assert frame.loc["net", "standard_error"] == pytest.approx(np.sqrt(342 + 194))
    assert frame["direction"].to_dict() == {
        "action": "baisse relative",
        "deplacement": "déplacement suspecté",
        "net": "bilan non détectable",
    }
    # (70/100 − 40/102) / (50/100 − 90/102): nearly as much around as was avoided
    assert frame.loc["deplacement", "quotient"] == pytest.approx(-0.8051, abs=5e-4)


def test_periods_of_other_lengths_are_brought_to_the_period_after() -> None:
    """Twice as long before: 180 facts are 90, and nothing changes in the ratios."""
    long = facts(("Z1", "vols", 180, 65), ("Z2", "vols", 204, 100), months=(48, 24))
    row = effects(PAIR, long).iloc[0]
    assert row["value"] == pytest.approx((65 / 90) / (100 / 102))
    here = moved(PAIR, long).loc["action"]
    assert here["value"] == pytest.approx((65 - 90) - (100 - 102))
    assert here["standard_error"] == pytest.approx(np.sqrt(180 / 4 + 65 + 204 / 4 + 100))


def test_an_established_effect_must_withstand_dispersion() -> None:
    strong = effects(PAIR, facts(("Z1", "vols", 200, 90), ("Z2", "vols", 210, 205))).iloc[0]
    assert strong["direction"] == "baisse relative"
    assert strong["robust"]
    weak = effects(PAIR, facts(("Z1", "vols", 129, 81), ("Z2", "vols", 157, 150))).iloc[0]
    assert weak["direction"] == "baisse relative"
    assert not weak["robust"]
    rise = effects(PAIR, facts(("Z1", "vols", 90, 200), ("Z2", "vols", 205, 210))).iloc[0]
    assert rise["direction"] == "hausse relative"


def test_several_categories_are_corrected_together_and_added() -> None:
    counts = facts(
        ("Z1", "a", 60, 36), ("Z2", "a", 60, 60), ("Z1", "b", 50, 50), ("Z2", "b", 50, 50),
        ("Z1", "c", 70, 70), ("Z2", "c", 70, 70), ("Z1", "d", 80, 80), ("Z2", "d", 80, 80),
    )  # fmt: skip
    frame = effects(PAIR, counts).set_index("category")
    assert list(frame.index) == ["a", "b", "c", "d", "ensemble"]
    assert frame.loc["ensemble", ["t_before", "t_after"]].tolist() == [260, 236]
    assert (frame["q_value"] >= frame["p_value"]).all()
    # alone the interval excludes 1 or nearly; among five comparisons it is not retained
    assert frame.loc["a", "direction"] == "non détectable"


def test_small_counts_are_neither_shown_nor_used() -> None:
    counts = facts(("Z1", "vols", 40, 5), ("Z2", "vols", 40, 38))
    row = effects(PAIR, counts).iloc[0]
    assert row["caveat"] == "secret statistique"
    assert row["direction"] == "non calculable"
    assert row[["value", "t_before", "t_after", "c_before", "p_value"]].isna().all()
    assert moved(PAIR, counts).loc["action", "caveat"] == "secret statistique"
    fragile = effects(PAIR, facts(("Z1", "vols", 40, 19), ("Z2", "vols", 40, 38))).iloc[0]
    assert fragile["caveat"] == "fragile"
    assert fragile["value"] == pytest.approx((19 / 40) / (38 / 40))


@pytest.mark.parametrize(
    ("zone", "counts", "reason"),
    [
        (PAIR.head(1), facts(("Z1", "vols", 90, 60)), "aucune zone témoin"),
        (PAIR, facts(("Z1", "vols", 90, 60)), "catégorie non comptée"),
        (
            PAIR,
            pd.concat([facts(("Z1", "vols", 90, 60)), facts(("Z2", "vols", 90, 60), months=(12, 24))]),
            "durées différentes",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_says_why(zone: Any, counts: Any, reason: str) -> None:
    row = effects(zone, counts).iloc[0]
    assert reason in row["caveat"]
    assert pd.isna(row["value"])


def test_a_control_of_another_size_is_told() -> None:
    row = effects(PAIR, facts(("Z1", "vols", 50, 40), ("Z2", "vols", 300, 290))).iloc[0]
    assert row["caveat"] == "témoin d'une autre taille"
    assert pd.notna(row["value"])


def test_controls_without_action_serve_all_and_own_ones_come_first() -> None:
    zone = places(
        ("Z1", "action", "A01"), ("Z2", "action", "A01"), ("Z3", "action", "A02"), ("Z4", "action", None),
        ("Z5", "temoin", "A01"), ("Z6", "temoin", None),
    )  # fmt: skip
    found = {each.identifier: each for each in zones.comparisons(zone)}
    assert found["A01"].zones["action"] == ["Z1", "Z2"]
    assert found["A01"].zones["temoin"] == ["Z5"]
    assert found["A02"].zones["temoin"] == ["Z6"]
    assert found["Z4"].zones == {
        "action": ["Z4"], "temoin": ["Z6"], "tampon": [], "temoin_tampon": [],
    }  # fmt: skip
    both = facts(("Z1", "v", 40, 30), ("Z2", "v", 50, 40), ("Z5", "v", 60, 60), ("Z3", "v", 20, 20),
                 ("Z4", "v", 20, 20), ("Z6", "v", 30, 30))  # fmt: skip
    row = effects(zone, both).set_index("comparison_id").loc["A01"]
    assert row[["t_before", "t_after"]].tolist() == [90, 70]


def test_synthetic_control_is_never_computed_and_says_what_lacks() -> None:
    donors = [f"9900{n}" for n in range(1, 6)]
    cells = [
        (code, "cambriolages", year, 50, 9_000)
        for code in (HERE, *donors)
        for year in range(2016, 2019)
    ]
    cells[-1] = (donors[-1], "cambriolages", 2018, None, 9_000)
    rates = recorded_rates(crime(cells))
    row = synthetic_conditions(rates, HERE, donors, range(2016, 2019)).iloc[0]
    assert (row["n_years"], row["n_donors"]) == (3, 4)
    assert not row["possible"]
    assert pd.isna(row["value"])
    assert "3 années diffusées avant la politique, 8 nécessaires" in row["caveat"]
    assert "4 communes de comparaison, 20 nécessaires" in row["caveat"]
    many = [f"9{n:04d}" for n in range(9_001, 9_021)]
    long = [
        (code, "cambriolages", year, 50, 9_000)
        for code in (HERE, *many)
        for year in range(2008, 2016)
    ]
    row = synthetic_conditions(recorded_rates(crime(long)), HERE, many, range(2008, 2016)).iloc[0]
    assert row["possible"]
    assert row["caveat"] == "conditions réunies"
    assert pd.isna(row["value"])
    none = synthetic_conditions(rates, HERE, donors, range(0)).iloc[0]
    assert (none["n_years"], none["n_donors"]) == (0, 0)


ZONES = places(
    ("Z1", "action", "A01"), ("Z2", "temoin", "A01"), ("Z3", "tampon", "A01"),
    ("Z4", "temoin_tampon", "A01"), ("Z5", "action", "A05"), ("Z6", "temoin", None),
)  # fmt: skip
COUNTS = facts(
    ("Z1", "cambriolages", 210, 90), ("Z2", "cambriolages", 205, 200), ("Z3", "cambriolages", 60, 66),
    ("Z4", "cambriolages", 64, 60), ("Z1", "tags", 40, 36), ("Z2", "tags", 55, 50), ("Z3", "tags", 20, 23),
    ("Z4", "tags", 5, 9), ("Z5", "Occupations du parc", 120, 110), ("Z6", "Occupations du parc", 90, 95),
)  # fmt: skip
BLOCKS = (figures.zones, figures.displacement, tables.zones)
MACHINE = r"\bnan\b|<NA>|None|\bNaN\b|Int64|zone_id|temoin_|comparison_id"


@pytest.fixture(scope="module")
def chapter() -> Evaluation:
    return Evaluation(demo(zones=ZONES, zone_counts=COUNTS))


@pytest.mark.parametrize(
    "block", [*BLOCKS, tables.synthetic, figures.costs, figures.priorities, tables.costs]
)
def test_a_mission_without_data_has_a_sentence(block: Any) -> None:
    shown = block(Evaluation(bare()))
    assert isinstance(shown, Prose)
    assert "Non documenté" in shown.markdown()


@pytest.mark.parametrize("block", [*BLOCKS, tables.synthetic])
def test_blocks_are_complete_french(block: Any, chapter: Evaluation) -> None:
    shown = block(chapter)
    assert isinstance(shown, Figure | Table)
    assert not re.search(MACHINE, shown.markdown()), shown.markdown()
    assert "sans effet" not in shown.title
    assert "données fictives" in shown.notes.source
    assert not shown.title.endswith(".")
    complete(shown.data if isinstance(shown, Figure) else shown.frame)


def test_titles_follow_the_results(chapter: Evaluation) -> None:
    assert titles.zones(chapter).startswith("Baisse relative détectée : « Opération tranquillité")
    assert titles.zones(chapter).endswith("non détectable pour deux comparaisons")
    quiet = Evaluation(
        demo(zones=PAIR, zone_counts=facts(("Z1", "v", 90, 88), ("Z2", "v", 90, 91)))
    )
    assert titles.zones(quiet) == "Aucun effet détectable dans les zones : une comparaison"
    assert titles.displacement(quiet.displacement).startswith("Déplacement non mesurable")


def test_secondary_secrecy_protects_the_small_count(chapter: Evaluation) -> None:
    """Z4 has 5 facts of one category: another number of the same zone is withheld with them."""
    own = chapter.cells[(chapter.cells["zone_id"] == "Z4") & (chapter.cells["period"] == "avant")]
    hidden = own.set_index("category")["hidden"]
    assert hidden["tags"]
    assert hidden[["cambriolages", "ensemble"]].any()
    shown = tables.zones(chapter)
    assert isinstance(shown, Table)
    assert "s (24 mois)" in set(shown.frame["Avant"])
    assert not (shown.frame["Avant"] == "5 (24 mois)").any()


def test_evidence_opens_an_estimated_effect_only_when_it_is_firm(chapter: Evaluation) -> None:
    items = {item.evidence_id: item for item in evidence.items(chapter)}
    assert {"EVA03:A01", "EVA03:A01.cambriolages", "EVA03:A01.tags", "EVA03:A05"} <= set(items)
    assert {"EVA03:A01.deplacement", "EVA03:A01.net", "EVA04:ensemble"} <= set(items)
    firm = items["EVA03:A01.cambriolages"]
    assert firm.design == "avant-après avec témoin"
    assert firm.direction == "baisse"
    assert is_solid(firm)
    assert allows(firm) == "effet estimé"
    assert reach("baisse", [firm], linked=False) == "effet estimé"
    silent = items["EVA03:A05"]
    assert silent.direction == "non établi"
    assert allows(silent) == "descriptif"
    assert "passerait inaperçue" in silent.statement_fr
    assert items["EVA04:ensemble"].direction == "non établi"
    assert all(re.fullmatch(r"[A-Z]{3}(?:\d{2})?:[A-Za-z0-9_.\-]{1,60}", name) for name in items)
    weak = Evaluation(
        demo(zones=PAIR, zone_counts=facts(("Z1", "v", 129, 81), ("Z2", "v", 157, 150)))
    )
    item = {each.evidence_id: each for each in evidence.items(weak)}["EVA03:A01"]
    assert item.direction == "baisse"
    assert allows(item) == "descriptif"


def test_a_category_of_free_words_has_an_identifier() -> None:
    named = facts(("Z1", "Occupations du parc (été)", 90, 60), ("Z2", "Occupations du parc (été)", 90, 91),
                  ("Z1", "Bruit", 90, 60), ("Z2", "Bruit", 90, 91))  # fmt: skip
    chapter = Evaluation(demo(zones=PAIR, zone_counts=named))
    names = {item.evidence_id for item in evidence.items(chapter)}
    assert "EVA03:A01.occupations_du_parc_ete" in names


def test_a_sheet_has_five_slots_filled_from_the_data(chapter: Evaluation) -> None:
    shown = sheets.sheet(chapter, "A01")
    assert isinstance(shown, Table)
    assert list(shown.frame["Rubrique"]) == list(sheets.SLOTS)
    cells = dict(shown.frame.itertuples(index=False, name=None))
    assert "baisse relative" in cells["Effet"]
    assert "objectif" in cells["Effet"]
    # the demonstration's logic model cites ACT04:A01 in its second link
    assert "L2 :" in cells["Mécanisme"].replace("\xa0", " ")
    assert cells["Modérateurs"].startswith("Public visé")
    assert "cible atteinte" in cells["Mise en œuvre"]
    assert "crédits" in cells["Économie"].lower()
    assert shown.title.endswith("reconduite, baisse relative détectée")
    other = sheets.sheet(Evaluation(demo()), "A03")
    assert isinstance(other, Table)
    assert other.title.endswith("effet non mesuré par zone")
    assert sheets.sheet(chapter, "A99").markdown() == ""


def test_a_sheet_says_what_is_not_documented() -> None:
    chapter = Evaluation(demo("logic_links", "logic_nodes", "logic_rivals"))
    shown = sheets.sheet(chapter, "A01")
    assert isinstance(shown, Table)
    cells = dict(shown.frame.itertuples(index=False, name=None))
    assert cells["Mécanisme"] == "Non documenté"


def test_charts_refuse_nothing_and_unknown_names(chapter: Evaluation) -> None:
    with pytest.raises(ValueError, match="no row"):
        charts.zone_forest(chapter.effects.head(0), {}, {})
    with pytest.raises(ValueError, match="no label"):
        charts.zone_forest(chapter.effects, {}, {})
    with pytest.raises(ValueError, match="no label"):
        charts.displacement_dots(chapter.displacement, {}, {})
