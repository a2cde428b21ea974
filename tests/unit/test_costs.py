"""EVA06 and EVA07: hand-worked costs and priorities, and their blocks."""

import re
from typing import Any

import pandas as pd
import pytest

from ffsu_eval.charts import evaluation as charts
from ffsu_eval.indicators import costs, past_priorities
from ffsu_eval.narrative.blocks import Figure, Prose, Table
from ffsu_eval.narrative.evaluation import evidence, figures, sheets, tables, titles
from ffsu_eval.narrative.evaluation.results import SURVEY, WORKSHOP, Evaluation
from tests.demo_mission import demo
from tests.unit.test_charts_field import complete


def paid(*lines: tuple[str, int, str, float]) -> pd.DataFrame:
    return pd.DataFrame(list(lines), columns=["action_id", "year", "cost_type", "amount"])


ACTIONS = pd.DataFrame(
    {
        "action_id": ["A1", "A2", "A3"],
        "title_fr": ["Médiation", "Éclairage", "Cellule"],
        "output_indicator": pd.array(["soirées", "points posés", None], dtype="string"),
        "achieved_value": pd.array([200, 0, None], dtype="Float64"),
    }
)
PAID = paid(
    ("A1", 2020, "personnel", 30_000), ("A1", 2021, "personnel", 32_000), ("A1", 2020, "prestation", 8_000),
    ("A2", 2021, "equipement", 40_000),
)  # fmt: skip


def test_full_cost_by_hand() -> None:
    frame = costs.full_costs(PAID, ACTIONS).set_index("action_id")
    assert frame.loc["A1", "cost"] == 70_000
    assert frame.loc["A1", "value"] == 350
    assert frame.loc["A1", ["types", "first_year", "last_year"]].tolist() == [2, 2020, 2021]
    assert frame.loc["A1", "caveat"] == ""
    # nothing was produced: no cost by unit, and a cost without staff is not full
    assert pd.isna(frame.loc["A2", "value"])
    assert frame.loc["A2", "caveat"] == "sans coût de personnel ; réalisation non documentée"
    assert pd.isna(frame.loc["A3", "cost"])
    assert frame.loc["A3", "caveat"].startswith("coût non documenté")
    whole = frame.loc["ensemble"]
    assert whole["cost"] == 110_000
    assert pd.isna(whole["value"])
    assert whole["n"] == 2
    assert whole["missing_share"] == pytest.approx(1 / 3)
    assert whole["without_staff"] == 1


def test_types_add_up_and_an_untold_type_is_not_zero() -> None:
    frame = costs.costs_by_type(PAID).set_index("cost_type")
    assert frame["value"].tolist()[:3] == [62_000, 8_000, 40_000]
    assert pd.isna(frame.loc["fonctionnement", "value"])
    assert frame.loc["ensemble", "value"] == 110_000
    assert frame.loc["personnel", "share"] == pytest.approx(62 / 110)
    assert frame.loc["equipement", ["count", "n"]].tolist() == [1, 2]
    drawn = charts.cost_cascade(costs.costs_by_type(PAID))
    # each bar starts where the one before ends; the total starts from zero
    boxes = [
        (p.get_x(), p.get_x() + p.get_width()) for p in drawn.axes[0].patches if p.get_zorder() == 3
    ]
    assert boxes == [(0, 62_000), (62_000, 70_000), (70_000, 110_000), (0, 110_000)]
    table = charts.cost_cascade_data(costs.costs_by_type(PAID))
    assert table["Montant (€)"].tolist()[3] == "n.d."


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: f.assign(cost_type="autre"), "cost_type"),
        (lambda f: f.assign(amount=-1), "negative"),
        (lambda f: f.assign(action_id="A9"), "action_id|several rows"),
        (lambda f: pd.concat([f, f]), "several rows"),
    ],
)
def test_wrong_costs_are_refused(change: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        costs.full_costs(change(PAID), ACTIONS)


def ranked(**ranks: int) -> pd.DataFrame:
    return pd.DataFrame({"phenomenon": list(ranks), "rank": list(ranks.values())})


def valued(**values: float | None) -> pd.DataFrame:
    return pd.DataFrame(
        {"phenomenon": list(values), "value": pd.array(list(values.values()), dtype="Float64")}
    )


def test_spearman_by_hand() -> None:
    """Ranks 1 to 5 then 2 1 3 5 4: ρ = 1 − 6·4/(5·24) = .8; a subject of one side is left out."""
    past = ranked(a=1, b=2, c=3, d=4, e=5, z=6)
    now = valued(a=40, b=50, c=30, d=10, e=20, y=99, x=None)
    row = past_priorities.priority_correlation(past, now).iloc[0]
    assert row["value"] == pytest.approx(0.8)
    assert (row["n"], row["left_out"]) == (5, 2)
    assert pd.isna(row["p_value"])
    assert "moins de 8 sujets" in row["caveat"]
    ranks = past_priorities.ranks_then_now(past, now).set_index("phenomenon")
    assert ranks["now"].to_dict() == {"a": 2, "b": 1, "c": 3, "d": 5, "e": 4}
    assert ranks.loc["b", "value"] == 1


def test_three_subjects_have_no_coefficient_and_eight_have_a_probability() -> None:
    row = past_priorities.priority_correlation(ranked(a=1, b=2, c=3), valued(a=3, b=2, c=1)).iloc[0]
    assert pd.isna(row["value"])
    assert row["caveat"] == "moins de 4 sujets communs"
    letters = "abcdefgh"
    past = ranked(**{name: n for n, name in enumerate(letters, 1)})
    same = valued(**{name: 9.0 - n for n, name in enumerate(letters, 1)})
    row = past_priorities.priority_correlation(past, same).iloc[0]
    assert row["value"] == pytest.approx(1)
    # 2 orders out of 40,320 are as extreme
    assert row["p_value"] < 0.001
    tied = valued(**dict.fromkeys(letters, 5.0))
    row = past_priorities.priority_correlation(past, tied).iloc[0]
    assert pd.isna(row["value"])
    assert row["caveat"].startswith("tous les rangs à égalité")


COSTS = paid(
    ("A01", 2020, "personnel", 52_000), ("A01", 2020, "fonctionnement", 6_400),
    ("A02", 2020, "equipement", 139_800),
)  # fmt: skip
PAST = ranked(cambriolages=1, degradations=2, trafic=3, halls=4, rodeos=5)
BLOCKS = (figures.costs, figures.priorities, tables.costs)


@pytest.fixture(scope="module")
def chapter() -> Evaluation:
    return Evaluation(demo(costs=COSTS, past_priorities=PAST))


@pytest.mark.parametrize("block", BLOCKS)
def test_blocks_are_complete_french(block: Any, chapter: Evaluation) -> None:
    shown = block(chapter)
    assert isinstance(shown, Figure | Table)
    text = shown.markdown()
    assert not re.search(r"\bnan\b|<NA>|None|\bNaN\b|cost_type|action_id", text), text
    assert "données fictives" in shown.notes.source
    assert not shown.title.endswith(".")
    complete(shown.data if isinstance(shown, Figure) else shown.frame)


def test_titles_say_what_is_missing(chapter: Evaluation) -> None:
    assert titles.costs(chapter).replace("\u202f", " ").replace("\xa0", " ") == (
        "198 200 € pour deux actions ; 16 restent sans coût documenté"
    )
    assert titles.cascade(chapter.costs_by_type).startswith("L'équipement fait 71")
    assert titles.costs(Evaluation(demo(costs=COSTS.head(0)))) == "Aucun coût n'est documenté"
    assert isinstance(figures.costs(Evaluation(demo(costs=COSTS.head(0)))), Prose)


def test_priorities_of_today_are_those_of_the_workshop_else_of_the_survey(
    chapter: Evaluation,
) -> None:
    # trafic, halls, rodeos and degradations were put to the vote
    assert chapter.today[1] == WORKSHOP
    assert chapter.correlation["n"].iloc[0] == 4
    asked = Evaluation(demo("workshops", past_priorities=PAST))
    assert asked.today[1] == SURVEY
    assert asked.correlation["n"].iloc[0] == 5
    shown = figures.priorities(asked)
    assert isinstance(shown, Figure)
    assert "indicative" in shown.notes.champ
    nothing = Evaluation(demo("workshops", "survey_waves", past_priorities=PAST))
    assert nothing.today[1] == ""
    assert isinstance(figures.priorities(nothing), Prose)


def test_evidence_of_costs_and_priorities(chapter: Evaluation) -> None:
    items = {item.evidence_id: item for item in evidence.items(chapter)}
    assert {"EVA06:A01", "EVA06:A02", "EVA06:ensemble", "EVA07:ensemble"} <= set(items)
    assert "EVA06:A03" not in items
    assert "sans coût documenté" in items["EVA06:ensemble"].statement_fr
    assert items["EVA06:A01"].value == 58_400
    # four subjects: the coefficient may not bear a finding
    assert items["EVA07:ensemble"].quality == "C"


def test_the_sheet_of_an_action_tells_its_cost(chapter: Evaluation) -> None:
    shown = sheets.sheet(chapter, "A01")
    assert isinstance(shown, Table)
    cells = dict(shown.frame.itertuples(index=False, name=None))
    assert "coût documenté" in cells["Économie"].lower()
    assert "par unité de réalisation" in cells["Économie"]
