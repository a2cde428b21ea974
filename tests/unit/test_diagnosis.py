"""DLS01 to DLS04 and the portrait: hand-worked examples and published values."""

from typing import Any

import pandas as pd
import pytest

from ffsu_eval.evidence.items import Evidence
from ffsu_eval.evidence.needs import needs_of
from ffsu_eval.indicators import diagnosis
from ffsu_eval.indicators.diagnosis.walks import weakest
from ffsu_eval.indicators.recorded import recorded_rates
from tests.crime_frames import HERE, THERE, crime

MAPPING = pd.DataFrame(
    {
        "phenomenon": ["trafic", "cambriolages", "vols", "degradations", "degradations"],
        "indicator_id": ["trafic_x", "camb", "vols_x", "old", "degr"],
    }
)


def felt(**scores: float | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "theme": list(scores),
            "theme_label_fr": list(scores),
            "value": pd.array(list(scores.values()), dtype="Float64"),
            "n": 60,
        }
    )


def trends(**slopes: tuple[float | None, str]) -> pd.DataFrame:
    values = pd.array([slope for slope, _ in slopes.values()], dtype="Float64")
    return pd.DataFrame(
        {
            "indicator_id": list(slopes),
            "value": values,
            "ci_low": values - 1,
            "ci_high": values + 1,
            "direction": [word for _, word in slopes.values()],
            "caveat": ["" if s is not None else "moins de 6 années" for s, _ in slopes.values()],
        }
    )


FELT = felt(trafic=80, cambriolages=20, vols=60, degradations=40, bruit=90)
TRENDS = trends(
    trafic_x=(-3.0, "baisse"), camb=(5.0, "hausse"), vols_x=(2.0, "stable"), degr=(-1.0, "stable")
)


def test_ranks_and_quadrants_by_hand() -> None:
    """Felt: trafic 1, vols 2, dégradations 3, cambriolages 4; trends: camb 1, vols 2, degr 3, trafic 4."""
    frame = diagnosis.felt_and_recorded(FELT, TRENDS, MAPPING).set_index("phenomenon")
    assert frame["felt_rank"].tolist()[:4] == [1, 4, 2, 3]
    assert frame["trend_rank"].tolist()[:4] == [4, 1, 2, 3]
    assert frame["value"].tolist()[:4] == [-3, 3, 0, 0]
    assert frame["quadrant"].tolist() == [
        "ressenti plus qu'enregistré",
        "enregistré plus que ressenti",
        "ressenti et enregistré en tête",
        "ressenti et enregistré en retrait",
        "non calculable",
    ]
    assert frame.loc["vols", "caveat"] == "tendance non établie"
    assert frame["established"].tolist() == [True, True, False, False, False]
    assert "aucune série publiée" in frame.loc["bruit", "caveat"]
    assert pd.isna(frame.loc["bruit", "felt_rank"])


def test_the_first_indicator_that_the_release_holds_is_matched() -> None:
    assert diagnosis.matched_indicators(MAPPING, {"degr", "camb"}) == {
        "cambriolages": "camb",
        "degradations": "degr",
    }
    assert diagnosis.matched_indicators(MAPPING, {"old", "degr"})["degradations"] == "old"


def test_three_phenomena_are_too_few_for_ranks() -> None:
    frame = diagnosis.felt_and_recorded(FELT[FELT["theme"] != "vols"], TRENDS, MAPPING)
    assert set(frame["quadrant"]) == {"non calculable"}
    assert frame["caveat"].str.contains("moins de 4 phénomènes").sum() == 3


def test_a_series_that_is_not_published_says_why() -> None:
    wide = pd.concat([TRENDS, trends(inc=(1.0, "hausse"))])
    unpublished = wide.assign(value=wide["value"].mask(wide["indicator_id"] == "camb"))
    unpublished.loc[unpublished["indicator_id"] == "camb", "caveat"] = "moins de 6 années diffusées"
    mapping = pd.concat([MAPPING, pd.DataFrame({"phenomenon": ["bruit"], "indicator_id": ["inc"]})])
    frame = diagnosis.felt_and_recorded(FELT, unpublished, mapping).set_index("phenomenon")
    assert frame.loc["cambriolages", "quadrant"] == "non calculable"
    assert frame.loc["cambriolages", "caveat"] == "moins de 6 années diffusées"
    assert frame["felt_rank"].notna().sum() == 4


def test_the_middle_rank_of_five_is_on_no_side() -> None:
    mapping = pd.concat([MAPPING, pd.DataFrame({"phenomenon": ["bruit"], "indicator_id": ["inc"]})])
    wide = pd.concat([TRENDS, trends(inc=(9.0, "hausse"))])
    frame = diagnosis.felt_and_recorded(FELT, wide, mapping).set_index("phenomenon")
    # vols: third of five on both sides
    assert frame.loc["vols", "quadrant"] == "au milieu de l'ordre"
    assert frame.loc["bruit", "quadrant"] == "ressenti et enregistré en tête"


def item(
    name: str, family: Any, producer: str, quality: Any = "B", way: Any = "descriptif"
) -> Evidence:
    return Evidence(name, "l", "s", "h", family, quality, way, producer, "démonstration", "fig-x")


ITEMS = {
    each.evidence_id: each
    for each in (
        item("SUR02:trafic", "SUR", "enquête"),
        item("INT:x", "INT", "entretiens"),
        item("REC02:x", "REC", "SSMSI", "C"),
        item("INC01:PM", "REC", "PM", way="baisse"),
    )
}
FINDINGS = pd.DataFrame(
    {
        "finding_id": ["C1", "C2", "C3", "C4"],
        "direction": ["descriptif", "descriptif", "hausse", "descriptif"],
        "public": ["femmes", "femmes", "mineurs", None],
        "phenomenon": ["harcelement_rue", "harcelement_rue", "trafic", "bruit"],
    },
    dtype="string",
)
CITED = pd.DataFrame(
    [("C1", "SUR02:trafic"), ("C2", "INT:x"), ("C2", "REC02:x"), ("C3", "INC01:PM"), ("C3", "DLS02:y"),
     ("C4", "INT:x")],
    columns=["finding_id", "evidence_id"],
)  # fmt: skip


def test_a_need_is_made_of_solid_families_that_support_its_findings() -> None:
    frame = needs_of(FINDINGS, CITED, ITEMS).set_index(["public", "phenomenon"])
    # two findings of one pair; the item of quality C does not count
    assert frame.loc[("femmes", "harcelement_rue"), "need"] == 2
    assert frame.loc[("femmes", "harcelement_rue"), "findings"] == "C1 C2"
    # a fall does not support a rise, an unknown item says nothing, a finding without public neither
    assert frame.loc[("mineurs", "trafic"), "need"] == 0
    assert len(frame) == 2


def responses(*lines: tuple[str, str, str, float, str]) -> pd.DataFrame:
    columns = ["public", "phenomenon", "org_id", "capacity", "slots"]
    return pd.DataFrame(list(lines), columns=columns)


def test_a_gap_needs_two_families_and_no_capacity() -> None:
    needs = pd.DataFrame(
        {
            "public": ["femmes", "mineurs", "familles"],
            "phenomenon": ["harcelement_rue", "trafic", "bruit"],
            "need": [2, 3, 1],
            "findings": ["C1", "C2 C3", "C4"],
        }
    )
    held = responses(
        ("mineurs", "trafic", "A", 20, "jour"),
        ("mineurs", "trafic", "B", 5, "jour"),
        ("femmes", "harcelement_rue", "A", 0, "soiree"),
        ("victimes", "vols", "A", 3, "continu"),
    )
    frame = diagnosis.response_coverage(needs, held).set_index("public")
    assert frame["state"].to_dict() == {
        "femmes": "manque",
        "mineurs": "couvert",
        "familles": "besoin peu étayé",
        "victimes": "réponse sans besoin établi",
    }
    assert frame.loc["mineurs", ["supply", "responses", "organisations"]].tolist() == [25, 2, 2]
    assert not frame.loc["mineurs", "evening"]
    assert frame.loc["victimes", "evening"]
    # open in the evening, but without any capacity
    assert not frame.loc["femmes", "evening"]
    assert frame.loc["femmes", "caveat"] == "réponses sans capacité"
    assert (frame["n"] == 4).all()


def test_slots_count_what_is_always_open_everywhere() -> None:
    held = responses(*[("a", "b", "A", 1, slot) for slot in ("jour", "jour", "soiree", "continu")])
    frame = diagnosis.response_slots(held).set_index("slots")
    assert frame["count"].to_dict() == {"jour": 3, "soiree": 2, "nuit": 1, "ensemble": 4}
    assert frame.loc["nuit", "value"] == 0.25
    none = diagnosis.response_slots(held.head(0))
    assert none["value"].isna().all()


def walks(*lines: tuple[str, str, str, str, str, int]) -> pd.DataFrame:
    columns = ["walk_id", "period", "quartier_id", "point", "dimension", "score"]
    return pd.DataFrame(list(lines), columns=columns)


WALKS = walks(
    ("W1", "jour", "Q1", "P1", "eclairage", 4),
    ("W1", "jour", "Q1", "P2", "eclairage", 3),
    ("W2", "soir", "Q1", "P1", "eclairage", 1),
    ("W2", "soir", "Q1", "P3", "eclairage", 2),
    ("W2", "soir", "Q1", "P3", "entretien", 2),
)


def test_walk_scores_are_averaged_over_points_and_told_with_them() -> None:
    frame = diagnosis.walk_profile(WALKS).set_index("dimension")
    assert frame.loc["eclairage", "value"] == 2.5
    assert frame.loc["eclairage", ["count", "n", "walks"]].tolist() == [4, 3, 2]
    assert frame.loc["eclairage", ["lowest", "highest"]].tolist() == [1, 4]
    assert frame.loc["eclairage", "low_share"] == 0.5
    # one point: neither mean nor share
    assert pd.isna(frame.loc["entretien", "value"])
    assert frame.loc["entretien", "caveat"] == "moins de 3 points"
    split = diagnosis.walk_profile(WALKS, ("period",))
    assert split["period"].tolist() == ["jour", "soir", "soir", "ensemble", "ensemble"]
    assert weakest(split) == ["eclairage"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.assign(score=5), "score"),
        (lambda f: f.assign(dimension="odeur"), "dimension"),
        (lambda f: pd.concat([f, f]), "several rows"),
    ],
)
def test_wrong_walks_are_refused(change: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        diagnosis.walk_profile(change(WALKS))
    with pytest.raises(ValueError, match="unknown split"):
        diagnosis.walk_profile(WALKS, ("point",))


def two(*cells: tuple[str, int, int | None, float], other: str = "cambriolages") -> pd.DataFrame:
    return recorded_rates(crime([(c, other, year, count, size) for c, year, count, size in cells]))


def test_ratio_of_two_communes_is_that_of_the_reference() -> None:
    """48 facts for 18,240 against 71 for 18,100: .6709 [.4552 ; .9813], p = .0348 (R, poisson.test)."""
    rates = two((HERE, 2022, 48, 18_240), (THERE, 2022, 71, 18_100))
    row = diagnosis.commune_ratios(rates, [HERE, THERE], 2022, years=1).iloc[0]
    assert row["value"] == pytest.approx(0.6709, abs=5e-5)
    assert [row["ci_low"], row["ci_high"]] == pytest.approx([0.4552, 0.9813], abs=5e-5)
    assert row["p_value"] == pytest.approx(0.0348, abs=5e-5)
    assert row["direction"] == "au-dessous"
    assert (row["territory_id"], row["other_id"]) == (HERE, THERE)


def test_years_that_one_commune_does_not_publish_are_out_for_both() -> None:
    rates = two(
        (HERE, 2020, 100, 10_000), (HERE, 2021, 110, 10_000), (HERE, 2022, 90, 10_000),
        (THERE, 2020, 50, 10_000), (THERE, 2021, None, 10_000), (THERE, 2022, 40, 10_000),
    )  # fmt: skip
    row = diagnosis.commune_ratios(rates, [HERE, THERE], 2022).iloc[0]
    assert row[["count", "count_other", "n_years"]].tolist() == [190, 90, 2]
    assert row["value"] == pytest.approx(190 / 90)
    assert row["rate"] == pytest.approx(9.5)
    assert row["caveat"] == "1 année écartée"
    never = two((HERE, 2022, 90, 10_000), (THERE, 2022, None, 10_000))
    row = diagnosis.commune_ratios(never, [HERE, THERE], 2022).iloc[0]
    assert pd.isna(row["value"])
    assert row["direction"] == "non calculable"
    assert "aucune année publiée" in row["caveat"]


def test_more_communes_are_each_set_beside_the_others_in_the_order_of_the_territory() -> None:
    cells = [("93048", 2022, 60, 10_000), (HERE, 2022, 30, 10_000), (THERE, 2022, 30, 10_000)]
    frame = diagnosis.commune_ratios(two(*cells), ["93048", THERE, HERE], 2022)
    assert frame["territory_id"].tolist() == ["93048", THERE, HERE]
    assert set(frame["other_id"]) == {"autres communes"}
    assert frame["value"].tolist() == pytest.approx([2, 30 / 45, 30 / 45])
    assert diagnosis.commune_ratios(two(*cells), [HERE], 2022).empty
    with pytest.raises(ValueError, match="years"):
        diagnosis.commune_ratios(two(*cells), [HERE, THERE], 2022, years=0)


def socio(*lines: tuple[str, int, float | None]) -> pd.DataFrame:
    frame = pd.DataFrame(list(lines), columns=["commune_code", "year", "poverty_rate"])
    others = ["pop_15_24_share", "single_parent_share", "unemployment_rate", "social_housing_share"]
    return frame.assign(source="fictive", **dict.fromkeys(others, 10.0))


def test_portrait_keeps_the_last_year_and_adds_only_what_adds_up() -> None:
    base = crime([(HERE, "degradations", 2021, 5, 900), (HERE, "degradations", 2022, 5, 1_000),
                  (THERE, "degradations", 2022, 5, 3_000)])  # fmt: skip
    known = diagnosis.sizes(base, [HERE, THERE])
    given = socio((HERE, 2018, 12.0), (HERE, 2020, 14.0), (THERE, 2020, None))
    frame = diagnosis.portrait(known, given, [HERE, THERE]).set_index(["measure", "territory_id"])
    assert frame.loc[("population", "ensemble"), "value"] == 4_000
    assert frame.loc[("population", HERE), "year"] == 2020
    assert frame.loc[("poverty_rate", HERE), "value"] == 14
    assert frame.loc[("poverty_rate", THERE), "caveat"] == "non documenté"
    assert ("poverty_rate", "ensemble") not in frame.index


def test_portrait_without_any_data_says_so_everywhere() -> None:
    known = diagnosis.sizes(crime([]), [HERE])
    frame = diagnosis.portrait(known, None, [HERE])
    assert len(frame) == 7
    assert frame["value"].isna().all()
    assert (frame["caveat"] == "non documenté").all()
