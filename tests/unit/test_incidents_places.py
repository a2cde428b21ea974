"""Concentration, location quotients, answers and duplicates: reference values and properties."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffsu_eval.indicators.incidents import (
    concentration,
    duplicate_rate,
    gini,
    location_quotient,
    presumed_duplicates,
    response_delay,
)
from tests.incident_frames import cell, incidents


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # examples of the authors' own program, lorenzgini (R), biased versions
        ([10, 8, 2, *[0] * 7], 0.78),
        ([5, 2, 1, *[0] * 7], 0.75),
        ([3, 1, 1, *[0] * 7], 0.56),
        ([1] * 10, 0),
        ([1] * 5 + [0] * 5, 0),
        ([10, *[0] * 9], 0.9),
    ],
)
def test_generalised_gini(counts: list[int], expected: float) -> None:
    assert gini(counts) == pytest.approx(expected, abs=1e-9)


def test_gini_of_nothing_and_of_a_negative_count() -> None:
    assert np.isnan(gini([0, 0]))
    with pytest.raises(ValueError, match="negative"):
        gini([1, -1])


@given(st.lists(st.integers(0, 30), min_size=1, max_size=40).filter(any))
def test_gini_is_a_share_whatever_the_order(counts: list[int]) -> None:
    found = gini(counts)
    assert -1e-9 <= found <= 1
    assert gini(counts[::-1]) == pytest.approx(found)


def placed(counts: dict[int, int]) -> pd.DataFrame:
    return incidents(
        [{"grid_cell_250m": cell(rank)} for rank, count in counts.items() for _ in range(count)]
    )


def test_concentration_in_the_top_cells_of_the_territory() -> None:
    """40 cells: the top 5 % are two, which hold 40 + 20 of 98 incidents."""
    row = concentration(placed({0: 40, 1: 20, **dict.fromkeys(range(2, 40), 1)}), 40).iloc[0]
    assert (row["cells"], row["top_cells"], row["count"], row["n"]) == (40, 2, 60, 98)
    assert row["value"] == pytest.approx(60 / 98)
    assert row["base"] == "mailles du territoire"
    assert row["direction"] == "plus concentré que le hasard"
    assert row["value"] > row["chance_high"] > row["expected"] > 0.05
    assert row["gini"] > row["gini_expected"] > 0


def test_sparse_incidents_are_not_read_as_concentrated() -> None:
    """30 incidents in 30 of 400 cells: the top 5 % hold 20 of them by necessity."""
    row = concentration(placed(dict.fromkeys(range(30), 1)), 400).iloc[0]
    assert row["value"] == pytest.approx(20 / 30)
    assert row["direction"] == "non distinct du hasard"
    assert row["gini"] == pytest.approx(0)


def test_incidents_at_random_are_found_to_be_at_random() -> None:
    """Of 60 samples of 300 incidents over 200 cells, few are beyond a limit that 2.5 % exceed."""
    random = np.random.default_rng(5)
    found = [
        concentration(placed(dict(enumerate(random.multinomial(300, [1 / 200] * 200)))), 200)
        for _ in range(60)
    ]
    beyond = sum(frame["direction"].iloc[0] == "plus concentré que le hasard" for frame in found)
    assert beyond <= 5


def test_without_the_number_of_cells_nothing_is_said_of_chance() -> None:
    row = concentration(placed({0: 40, **dict.fromkeys(range(1, 30), 1)})).iloc[0]
    assert row["base"] == "mailles où un incident est situé"
    assert row["cells"] == 30
    assert pd.isna(row["expected"])
    assert row["direction"] == "attente inconnue"


def test_concentration_of_few_incidents() -> None:
    few = concentration(placed({0: 10, 1: 9}), 40).iloc[0]
    assert (few["caveat"], few["n"]) == ("non calculé", 19)
    assert pd.isna(few["value"])
    spread = concentration(placed(dict.fromkeys(range(20), 1)), 20).iloc[0]
    assert spread["caveat"] == "secret statistique"  # one incident in the only top cell
    nowhere = incidents([{"grid_cell_250m": None}] * 3)
    assert concentration(nowhere, 10).iloc[0]["caveat"] == "non calculé ; 3 incidents sans maille"
    with pytest.raises(ValueError, match="fewer than the cells"):
        concentration(placed({0: 1, 1: 1}), 1)


def mixed(counts: dict[tuple[str, str], int]) -> pd.DataFrame:
    return incidents(
        [
            {"territory_id": place, "category_code": category}
            for (place, category), count in counts.items()
            for _ in range(count)
        ]
    )


def test_location_quotient_by_hand() -> None:
    """30 of 50 here against 60 of 150 in all: (30/50)/(60/150) = 1.5."""
    frame = mixed(
        {("Q1", "bruit"): 30, ("Q1", "tags"): 20, ("Q2", "bruit"): 30, ("Q2", "tags"): 70}
    )
    found = location_quotient(frame).set_index(["territory_id", "category_code"])
    row = found.loc[("Q1", "bruit")]
    assert row["value"] == pytest.approx(1.5)
    spread = np.sqrt(1 / 30 - 1 / 50 - 1 / 60 + (2 * 1.5 - 1) / 150)
    assert row["ci_low"] == pytest.approx(1.5 * np.exp(-1.959964 * spread))
    assert row["direction"] == "surreprésenté"
    assert found.loc[("Q2", "tags"), "direction"] == "surreprésenté"
    assert found.loc[("Q1", "tags"), "direction"] == "sous-représenté"


def test_interval_of_the_quotient_covers_what_it_should() -> None:
    """Nearly 95 % of the intervals hold the true quotient, over 200 draws of one table."""
    shares = np.array([[0.12, 0.18], [0.18, 0.52]])
    truth = shares[0, 0] / (shares[0].sum() * shares[:, 0].sum())
    random = np.random.default_rng(11)
    held = 0
    for _ in range(200):
        counts = random.multinomial(400, shares.ravel())
        names = product(("Q1", "Q2"), ("bruit", "tags"))
        found = location_quotient(mixed(dict(zip(names, counts, strict=True))))
        row = found[(found["territory_id"] == "Q1") & (found["category_code"] == "bruit")].iloc[0]
        held += row["ci_low"] <= truth <= row["ci_high"]
    assert 0.91 <= held / 200 <= 0.99


def test_the_same_mix_everywhere_is_a_quotient_of_one() -> None:
    frame = mixed(
        {(place, category): size * weight
         for place, size in (("Q1", 1), ("Q2", 3))
         for category, weight in (("bruit", 30), ("tags", 20))}
    )  # fmt: skip
    found = location_quotient(frame)
    assert found["value"].tolist() == pytest.approx([1] * 4)
    assert (found["direction"] == "écart non établi").all()


def test_small_counts_of_a_quotient_are_hidden() -> None:
    frame = mixed({("Q1", "bruit"): 5, ("Q1", "tags"): 40, ("Q2", "bruit"): 12, ("Q2", "tags"): 40})
    found = location_quotient(frame).set_index(["territory_id", "category_code"])
    assert pd.isna(found.loc[("Q1", "bruit"), "value"])
    assert pd.isna(found.loc[("Q1", "bruit"), "count"])
    assert found.loc[("Q1", "bruit"), "caveat"] == "secret statistique"
    assert found.loc[("Q2", "bruit"), "caveat"] == "fragile"
    alone = location_quotient(mixed({("Q1", "bruit"): 30}))
    assert alone["value"].tolist() == [1]
    assert alone["direction"].tolist() == ["écart non établi"]


def answered(minutes: list[int], **more: str) -> list[dict[str, str]]:
    start = pd.Timestamp("2021-03-01 12:00")
    return [
        {"ts_start": str(start), "responded_at": str(start + pd.Timedelta(minutes=m)), **more}
        for m in minutes
    ]


def test_median_and_ninth_decile_of_the_answers() -> None:
    rows = [*answered(list(range(1, 12))), {}, *answered([3] * 5, source_org_id="BUS")]
    found = response_delay(incidents(rows)).set_index("source_org_id")
    assert found.loc["PM", ["value", "p90", "n", "left_out"]].tolist() == [6, 10, 11, 1]
    assert found.loc["PM", "caveat"] == "fragile ; 1 incident sans délai"
    assert found.loc["BUS", "caveat"] == "secret statistique"
    assert pd.isna(found.loc["BUS", "value"])


def test_an_hour_lost_to_summer_time_is_not_time_elapsed() -> None:
    """28 March 2021: from 1:50 to 3:10 there are 20 minutes; 31 October: 1:50 to 3:10, 140."""
    spring, autumn = (
        [{"ts_start": f"{day} 01:50", "responded_at": f"{day} 03:10"}] * 6
        for day in ("2021-03-28", "2021-10-31")
    )
    assert response_delay(incidents(spring)).iloc[0]["value"] == 20
    assert response_delay(incidents(autumn)).iloc[0]["value"] == 140
    vague = [{"ts_start": "2021-10-31 02:30", "responded_at": "2021-10-31 04:00"}] * 6
    assert response_delay(incidents(vague)).empty
    guadeloupe = response_delay(incidents(spring), "America/Guadeloupe")
    assert guadeloupe.iloc[0]["value"] == 80


def test_an_answer_before_its_incident_is_refused() -> None:
    with pytest.raises(ValueError, match="before ts_start"):
        response_delay(incidents(answered([-1])))
    with pytest.raises(ValueError, match="responded_at"):
        response_delay(incidents([{}]).drop(columns="responded_at"))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, True),
        ({"ts_start": "2021-03-01 14:00"}, True),
        ({"ts_start": "2021-03-01 14:01"}, False),
        ({"source_org_id": "PM"}, False),
        ({"category_code": "tags"}, False),
        ({"grid_cell_250m": cell(1)}, False),
        ({"grid_cell_250m": None}, False),
        ({"ts_precision": "jour", "ts_start": "2021-03-01"}, False),
    ],
)
def test_a_presumed_duplicate(change: dict[str, str], found: bool) -> None:
    other = {"source_org_id": "BUS", "ts_start": "2021-03-01 13:00", **change}
    result = presumed_duplicates(incidents([{}, other]))
    assert result.to_numpy().tolist() == ([["I1", "I0"]] if found else [])


def slowly(frame: pd.DataFrame) -> set[str]:
    """The same rule, pair by pair."""
    rows = frame.sort_values(["ts_start", "incident_id"]).to_dict("records")
    return {
        late["incident_id"]
        for place, late in enumerate(rows)
        for early in rows[:place]
        if early["source_org_id"] != late["source_org_id"]
        and early["category_code"] == late["category_code"]
        and early["grid_cell_250m"] == late["grid_cell_250m"]
        and late["ts_start"] - early["ts_start"] <= pd.Timedelta(hours=2)
    }


EVENT = st.tuples(
    st.sampled_from(["PM", "BUS", "BAIL"]), st.integers(0, 600), st.integers(0, 1),
    st.sampled_from(["bruit", "tags"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(EVENT, max_size=25))
def test_duplicates_are_those_of_all_pairs(events: list[tuple[str, int, int, str]]) -> None:
    start = pd.Timestamp("2021-03-01")
    frame = incidents(
        [
            {"source_org_id": source, "ts_start": str(start + pd.Timedelta(minutes=minute)),
             "grid_cell_250m": cell(place), "category_code": category}
            for source, minute, place, category in events
        ]
    )  # fmt: skip
    assert set(presumed_duplicates(frame)["incident_id"]) == slowly(frame)


def test_rate_of_duplicates_declared_or_not() -> None:
    days = [f"2021-03-{day:02d}" for day in range(1, 21)]
    rows = [{"ts_start": f"{day} 12:00"} for day in days]
    rows += [
        {
            "source_org_id": "BUS",
            "ts_start": f"{day} 12:30",
            "duplicate_of": f"I{rank}" if rank else None,
        }
        for rank, day in enumerate(days[:8])
    ]
    rows += [{"source_org_id": "BUS", "ts_start": "2021-03-25", "ts_precision": "jour"}]
    found = duplicate_rate(incidents(rows)).set_index("source_org_id")
    whole = found.loc["ensemble"]
    assert whole[["count", "n", "left_out", "declared", "undeclared"]].tolist() == [8, 28, 1, 7, 1]
    assert whole["value"] == pytest.approx(8 / 28)
    assert found.loc["PM", "caveat"] == "secret statistique"
    assert pd.isna(found.loc["PM", "count"])
