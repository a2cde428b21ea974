"""CLS01 to CLS06 on councils small enough to be counted by hand."""

import pandas as pd
import pytest

from ffsu_eval.charts.governance import (
    formations_tree,
    formations_tree_alt,
    formations_tree_data,
)
from ffsu_eval.charts.governance.formations import KINDS as KIND_NAMES
from ffsu_eval.gate.datasets.council import KINDS
from ffsu_eval.indicators import council
from ffsu_eval.narrative.council.follow_up import last_quarter


def opinions(scores: list[int], told: list[str] | None = None) -> pd.DataFrame:
    return pd.DataFrame({"utility": scores, "information_return": told or ["non"] * len(scores)})


def test_only_required_seats_count() -> None:
    seats = pd.DataFrame(
        {
            "seat_id": list("abcd"),
            "college": ["etat", "etat", "justice", "justice"],
            "label_fr": ["Préfet", "Services", "Parquet", "Avocats"],
            "required": [True, True, True, False],
            "org_id": ["P", None, "Q", None],
        }
    )
    frame = council.seat_completeness(seats).set_index("college")
    assert frame.loc["etat", "vacant"] == "Services"
    assert frame.loc["justice", "value"] == 1
    assert frame.loc["ensemble", ["count", "n"]].tolist() == [2, 3]


def test_overlap_is_that_of_jaccard_and_needs_a_shared_theme() -> None:
    formations = pd.DataFrame(
        {
            "formation_id": ["F1", "F2", "F3", "F4"],
            "label_fr": ["un", "deux", "trois", "quatre"],
            "theme": ["vif", "vif", "jeunes", None],
        }
    )
    members = pd.DataFrame(
        {
            "formation_id": ["F1"] * 3 + ["F2"] * 2 + ["F3"] * 3,
            "org_id": ["a", "b", "c", "b", "d", "a", "b", "c"],
        }
    )
    frame = council.overlap(formations, members)
    assert len(frame) == 2
    assert frame.loc[0, ["count", "n"]].tolist() == [1, 4]
    assert frame.loc[1, "value"] == pytest.approx(0.25)


def test_no_shared_theme_has_no_overlap() -> None:
    formations = pd.DataFrame({"formation_id": ["F1"], "label_fr": ["un"], "theme": ["vif"]})
    members = pd.DataFrame({"formation_id": ["F1"], "org_id": ["a"]})
    frame = council.overlap(formations, members)
    assert pd.isna(frame.loc[0, "value"])
    assert frame.loc[0, "caveat"]


def test_creation_delay_needs_both_steps_done() -> None:
    steps = pd.DataFrame(
        {
            "kind": ["deliberation", "installation"],
            "done_on": pd.to_datetime(["2023-01-10", "2023-03-01"]),
        }
    )
    assert council.creation_delay(steps)["value"].tolist() == [50]
    undone = steps.assign(done_on=[steps["done_on"][0], pd.NaT])
    assert council.creation_delay(undone)["value"].isna().all()


def test_return_rate_names_what_did_not_come() -> None:
    values = pd.DataFrame(
        {
            "indicator_id": ["a", "b", "a", "b"],
            "label_fr": ["A", "B", "A", "B"],
            "quarter": ["2023-T2", "2023-T2", "2023-T1", "2023-T1"],
            "value": [1.0, None, 2.0, 3.0],
        }
    )
    frame = council.return_rate(values)
    assert frame["quarter"].tolist() == ["2023-T1", "2023-T2", "ensemble"]
    assert frame["count"].tolist() == [2, 1, 3]
    assert frame.loc[1, "missing"] == "B"


def test_orphans_lack_an_owner_or_a_date() -> None:
    decisions = pd.DataFrame(
        {
            "decision_id": ["a", "b", "c"],
            "owner_org_id": ["P", None, "Q"],
            "due_date": pd.to_datetime(["2023-01-01", "2023-01-01", None]),
        }
    )
    row = council.orphan_decisions(decisions).iloc[0]
    assert (row["count"], row["n"]) == (2, 3)


def test_few_members_are_not_told() -> None:
    assert council.perceived_utility(opinions([7] * 4))["n"].isna().all()
    nine = council.perceived_utility(opinions([7] * 9)).iloc[0]
    assert nine["n"] == 9
    assert pd.isna(nine["value"])
    assert pd.isna(nine["useful"])


def test_a_count_whose_complement_is_small_is_kept() -> None:
    scores = [8] * 12 + [2] * 3
    row = council.perceived_utility(opinions(scores, ["oui"] * 7 + ["non"] * 8)).iloc[0]
    assert row["value"] == pytest.approx((8 * 12 + 2 * 3) / 15)
    assert pd.isna(row["useful"])  # the three others would be known
    assert row["informed"] == 7


def test_the_floor_of_the_cells_cannot_be_lowered() -> None:
    with pytest.raises(ValueError, match="at least 5"):
        council.perceived_utility(opinions([7] * 20), cell=4)


def follow_up(quarters: list[str]) -> pd.DataFrame:
    """Two indicators; the second sends nothing in the last quarter."""
    lines = [(name, quarter) for quarter in quarters for name in "ab"]
    return pd.DataFrame(
        {
            "indicator_id": [name for name, _ in lines],
            "label_fr": [name.upper() for name, _ in lines],
            "quarter": [quarter for _, quarter in lines],
            "producer_org_id": ["P" for _ in lines],
            "value": [
                None if (name, quarter) == ("b", quarters[-1]) else 1.5 for name, quarter in lines
            ],
        }
    )


def test_the_last_quarter_beside_the_one_before() -> None:
    quarter = last_quarter(follow_up(["2022-T4", "2023-T1"]), {"P": "Ville"})
    assert (quarter.name, quarter.before, quarter.received) == ("2023-T1", "2022-T4", 1)
    first, second = quarter.lines
    assert (first.now, first.state_fr, first.producer_fr) == ("1,5", "remis", "Ville")
    assert (second.before, second.now, second.state_fr) == ("1,5", "///", "non remis")


def test_a_first_quarter_has_none_before() -> None:
    quarter = last_quarter(follow_up(["2023-T1"]), {})
    assert quarter.before == ""
    assert {line.before for line in quarter.lines} == {"///"}


def formations(**changes: object) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label_fr": ["Comité de site", "Groupe écoles", "Séance plénière"],
            "kind": ["autre", "groupe_thematique", "pleniere"],
            "pilot_fr": ["Bailleur", "Ville", "Ville"],
            "frequency_per_year": [6, 4, 1],
            "confidential": [False, True, False],
        }
    ).assign(**changes)


def test_the_organigram_begins_with_the_plenary_formation_and_ends_with_the_others() -> None:
    data = formations_tree_data(formations())
    assert data["Instance"].tolist() == ["Séance plénière", "Groupe écoles", "Comité de site"]
    assert "deux formations" in formations_tree_alt(formations())
    words = [text.get_text() for text in formations_tree(formations()).axes[-1].texts]
    assert "Séance plénière" in words
    assert "une réunion par an" in words


def test_an_organigram_of_unknown_kinds_is_refused() -> None:
    with pytest.raises(ValueError, match="kind"):
        formations_tree(formations(kind="commission"))


def test_every_kind_that_the_gate_accepts_has_a_name() -> None:
    assert set(KIND_NAMES) == set(KINDS)
