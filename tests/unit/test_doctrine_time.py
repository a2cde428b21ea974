"""Local time of a police service: changes of time, nights, bootstrap by day; DOC02 to DOC08, DOC15."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from ffsu_eval.gate.datasets.patrols import SHIFTS, skipped
from ffsu_eval.indicators import doctrine
from ffsu_eval.indicators.doctrine.clock import band_of, by_hour, elapsed_hours, hours_between
from ffsu_eval.indicators.doctrine.matching import half_distance
from ffsu_eval.indicators.doctrine.resample import day_weights, inverted, quantile_ends, share_ends


def times(*texts: str) -> pd.Series:
    return pd.Series(pd.to_datetime(list(texts), format="%Y-%m-%d %H:%M"))


def shift(unit: str, start: str, end: str, planned: int, present: int) -> dict[str, object]:
    begin = pd.Timestamp(start)
    return {"date": begin.normalize(), "unit_id": unit, "ts_start": begin, "ts_end": pd.Timestamp(end),
            "planned": planned, "present": present}  # fmt: skip


def shifts(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def call(rank: int, at: str, sent: str = "", there: str = "", close: str = "", sector: str = "Q1",
         priority: int = 1, outcome: str = "traite", agents: int = 2) -> dict[str, object]:  # fmt: skip
    moments = [pd.Timestamp(text) if text else pd.NaT for text in (at, sent, there, close or at)]
    named = dict(zip(("ts_call", "ts_dispatch", "ts_arrival", "ts_close"), moments, strict=True))
    return {"call_id": f"L{rank}", **named, "sector_id": sector, "priority": priority,
            "outcome": outcome, "agents": agents}  # fmt: skip


def calls(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


# ---- The clock --------------------------------------------------------------------------------


def test_a_night_lasts_what_the_clocks_make_of_it() -> None:
    start = times("2023-03-25 22:00", "2023-10-28 22:00", "2023-05-13 22:00")
    end = times("2023-03-26 06:00", "2023-10-29 06:00", "2023-05-14 06:00")
    # 22 h to 6 h: seven hours forward, nine back, eight otherwise
    assert elapsed_hours(start, end).tolist() == [7.0, 9.0, 8.0]


def test_a_repeated_time_gives_no_duration() -> None:
    found = elapsed_hours(times("2023-10-29 02:30"), times("2023-10-29 04:00"))
    assert np.isnan(found[0])


def test_a_shift_is_cut_at_the_hours_of_the_clock() -> None:
    frame = shifts(shift("U1", "2023-03-25 23:30", "2023-03-26 04:15", 2, 2))
    cut = by_hour(frame)
    # 23 h (half), 0 h, 1 h, then 3 h (2 h is not there), 4 h (a quarter)
    assert cut["slot"].dt.hour.tolist() == [23, 0, 1, 3, 4]
    assert cut["hours"].tolist() == [0.5, 1.0, 1.0, 1.0, 0.25]


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    cut = by_hour(shifts(shift("U1", "2023-10-29 01:00", "2023-10-29 04:00", 1, 1)))
    assert cut["slot"].dt.hour.tolist() == [1, 2, 2, 3]
    assert cut["hours"].sum() == 4.0


def test_a_day_of_a_change_has_23_or_25_hours() -> None:
    for day, count in (("2023-03-26", 23), ("2023-10-29", 25), ("2023-03-27", 24)):
        assert len(hours_between(pd.Timestamp(day), pd.Timestamp(day))) == count


def test_parts_of_the_day_meet_at_their_bounds() -> None:
    hours = pd.Index([0, 5, 6, 11, 12, 17, 18, 22, 23])
    words = [
        "nuit",
        "nuit",
        "matin",
        "matin",
        "apres_midi",
        "apres_midi",
        "soiree",
        "soiree",
        "nuit",
    ]
    assert band_of(hours).tolist() == words


def test_a_shift_that_ends_before_it_starts_ends_the_next_day() -> None:
    assert SHIFTS.load is not None
    typed = pd.DataFrame(
        {"date": pd.to_datetime(["2023-03-25", "2023-03-27"]), "unit_id": ["U1", "U1"],
         "start": ["22:00", "08:00"], "end": ["06:00", "16:00"], "planned": [2, 2], "present": [2, 2]}
    )  # fmt: skip
    found = SHIFTS.load(typed, {})["pm_shifts"]
    assert found["ts_end"].tolist() == [
        pd.Timestamp("2023-03-26 06:00"), pd.Timestamp("2023-03-27 16:00"),
    ]  # fmt: skip


def test_a_time_that_nobody_lived_is_told() -> None:
    found = skipped(times("2023-03-26 02:30", "2023-03-26 03:00", "2023-10-29 02:30"))
    assert found.tolist() == [True, False, False]


# ---- Bootstrap by day -------------------------------------------------------------------------


def test_days_are_drawn_the_same_way_every_time() -> None:
    first, second = day_weights(12), day_weights(12)
    assert (first == second).all()
    assert (first.sum(axis=1) == 12).all()


def test_a_share_that_is_the_same_every_day_has_no_width() -> None:
    bounds = share_ends(np.full(20, 3.0), np.full(20, 12.0))
    assert bounds.low[0] == bounds.high[0] == pytest.approx(0.25)


def test_few_days_have_no_bounds() -> None:
    assert np.isnan(share_ends(np.ones(9), np.ones(9)).low[0])
    assert np.isnan(quantile_ends(np.arange(9.0), np.arange(9.0), 0.5).low)


def test_bounds_of_a_median_are_those_of_the_days_drawn_again() -> None:
    # the bootstrap of the median, done by repeating rows instead of weighing them
    rng = np.random.default_rng(5)
    values, days = rng.integers(1, 60, 90).astype(float), np.repeat(np.arange(15.0), 6)
    draws = [
        inverted(np.concatenate([np.repeat(values[days == d], int(w)) for d, w in enumerate(row)]), 0.5)
        for row in day_weights(15)
    ]  # fmt: skip
    bounds = quantile_ends(values, days, 0.5)
    assert (float(bounds.low), float(bounds.high)) == tuple(np.quantile(draws, [0.025, 0.975]))


def test_a_quantile_is_a_delay_that_was_observed() -> None:
    assert inverted(np.array([1.0, 2.0, 3.0, 10.0]), 0.5) == 2.0
    assert inverted(np.arange(1.0, 11.0), 0.9) == 9.0


# ---- Presence, time, calls --------------------------------------------------------------------


def test_presence_is_weighted_by_hours() -> None:
    frame = shifts(
        shift("U1", "2023-05-10 08:00", "2023-05-10 16:00", 4, 3),
        shift("U2", "2023-05-10 22:00", "2023-05-11 02:00", 2, 2),
    )
    found = doctrine.presence_rate(frame, {"U1": "U1", "U2": "U2"}).set_index("unit")
    assert found.loc["U1", "value"] == pytest.approx(0.75)
    # (8·3 + 4·2) / (8·4 + 4·2) = 32 / 40
    assert found.loc["ensemble", ["count", "n", "value"]].tolist() == [32.0, 40.0, 0.8]
    assert "pas d'intervalle" in found.loc["ensemble", "caveat"]


def activity(
    rank: int, start: str, end: str, mission: str, mode: str, origin: str
) -> dict[str, object]:
    return {"activity_id": f"A{rank}", "ts_start": pd.Timestamp(start), "ts_end": pd.Timestamp(end),
            "mission_code": mission, "mode": mode, "origin": origin, "sector_id": "Q1"}  # fmt: skip


def test_time_use_street_and_initiative() -> None:
    rows = []
    for day in range(1, 7):
        rows += [
            activity(3 * day, f"2023-05-0{day} 08:00", f"2023-05-0{day} 10:00", "M1", "pedestre",
                     "initiative"),
            activity(3 * day + 1, f"2023-05-0{day} 10:00", f"2023-05-0{day} 11:00", "M2", "vehicule",
                     "appel"),
            activity(3 * day + 2, f"2023-05-0{day} 11:00", f"2023-05-0{day} 12:00", "M3", "admin",
                     "programme"),
        ]  # fmt: skip
    frame = pd.DataFrame(rows)
    use = doctrine.time_use(frame).set_index("item")
    assert use.loc["M1", "value"] == 0.5
    assert use.index.tolist() == ["M1", "M2", "M3", "ensemble"]
    assert doctrine.street_share(frame).loc[0, ["count", "n", "value"]].tolist() == [
        18.0,
        24.0,
        0.75,
    ]
    # planned indoor work is neither initiative nor response: 6 / 12
    assert doctrine.initiative_share(frame).loc[0, ["count", "n", "value"]].tolist() == [
        6.0,
        12.0,
        0.5,
    ]


def test_small_missions_are_put_together() -> None:
    rows = [activity(rank, "2023-05-01 08:00", "2023-05-01 09:00", "M1", "velo", "appel")
            for rank in range(8)]  # fmt: skip
    rows += [activity(20 + rank, "2023-05-01 08:00", "2023-05-01 09:00", f"M{2 + rank % 2}", "velo",
                      "appel") for rank in range(6)]  # fmt: skip
    use = doctrine.time_use(pd.DataFrame(rows)).set_index("item")
    assert set(use.index) == {"M1", "autres", "ensemble"}
    assert use.loc["autres", "activities"] == 6


def test_an_activity_at_a_repeated_time_is_left_out_and_told() -> None:
    frame = pd.DataFrame(
        [activity(1, "2023-10-29 02:30", "2023-10-29 04:00", "M1", "velo", "appel"),
         activity(2, "2023-10-29 05:00", "2023-10-29 06:00", "M1", "velo", "appel")]
    )  # fmt: skip
    row = doctrine.street_share(frame).iloc[0]
    assert row["n"] == 1.0
    assert "1 activité à une heure répétée" in row["caveat"]


def waited(*minutes: int, outcome: str = "traite", sector: str = "Q1") -> list[dict[str, object]]:
    found = []
    for rank, wait in enumerate(minutes):
        begin = pd.Timestamp("2023-05-01 10:00") + pd.Timedelta(days=rank % 12)
        there = begin + pd.Timedelta(minutes=wait)
        found.append(call(rank, str(begin), str(begin), str(there), str(there), sector, 1, outcome))
    return found


def test_delays_are_medians_and_deciles_of_the_calls_kept() -> None:
    rows = waited(*range(1, 11))
    rows.append(call(90, "2023-05-01 11:00", close="2023-05-01 11:04", outcome="annule"))
    rows.append(call(91, "2023-05-01 11:00", close="2023-05-01 11:01", outcome="transmis"))
    whole = doctrine.arrival_times(calls(*rows)).set_index("item").loc["ensemble"]
    assert whole[["n", "left_out", "value", "p90"]].tolist() == [10, 1, 5.0, 9.0]
    assert "fragile" in whole["caveat"]


def test_a_delay_across_the_change_of_time_is_elapsed() -> None:
    rows = [call(r, "2023-03-26 01:50", "2023-03-26 01:55", "2023-03-26 03:10", "2023-03-26 03:30")
            for r in range(6)]  # fmt: skip
    # 1 h 50 to 3 h 10 is twenty minutes on that night
    assert doctrine.arrival_times(calls(*rows)).set_index("item").loc["ensemble", "value"] == 20.0


def test_under_six_calls_nothing_is_told() -> None:
    row = doctrine.arrival_times(calls(*waited(1, 2, 3, 4, 5))).set_index("item").loc["ensemble"]
    assert pd.isna(row["value"])
    assert pd.isna(row["n"])
    assert row["caveat"] == "secret statistique"


def test_the_curve_counts_a_closed_call_until_its_close() -> None:
    # 40 calls: 20 reached after 10 minutes, 10 closed unreached after 15, 10 reached after 20
    rows = waited(*[10] * 20)
    for rank in range(20):
        begin = pd.Timestamp("2023-05-02 10:00")
        later = begin + pd.Timedelta(minutes=15 if rank < 10 else 20)
        there = "" if rank < 10 else str(later)
        rows.append(call(100 + rank, str(begin), str(begin), there, str(later)))
    curve = doctrine.waiting_curve(calls(*rows))
    at = curve[curve["item"] == "ensemble"].set_index("minute")
    assert at.loc[9, "value"] == 1.0
    assert at.loc[10, "value"] == 0.5
    assert at.loc[15, ["value", "at_risk"]].tolist() == [0.5, 10]
    # Greenwood: 20 / (40·20) = 0.025; bounds exp(−exp(log(log 2) ± 1.96·√0.025 / log 2))
    assert at.loc[10, "ci_low"] == pytest.approx(0.3384, abs=5e-4)
    assert at.loc[10, "ci_high"] == pytest.approx(0.6420, abs=5e-4)
    # after 20 minutes nobody is waiting: the curve stops before it
    assert at.index.max() == 19


def test_the_curve_is_that_of_statsmodels() -> None:
    from statsmodels.duration.survfunc import SurvfuncRight

    rng = np.random.default_rng(3)
    waits = rng.integers(2, 45, 120)
    rows = waited(*map(int, waits))
    for rank in range(0, 120, 7):
        rows[rank] |= {"ts_arrival": pd.NaT, "outcome": "annule"}
    reached = np.array([not pd.isna(row["ts_arrival"]) for row in rows])
    curve = doctrine.waiting_curve(calls(*rows))
    own = curve[curve["item"] == "ensemble"].set_index("minute")["value"].astype(float)
    theirs = SurvfuncRight(waits.astype(float), reached.astype(int))
    for minute, share in zip(theirs.surv_times, theirs.surv_prob, strict=True):
        if minute in own.index:
            assert own[int(minute)] == pytest.approx(share)


# ---- Presence and demand ----------------------------------------------------------------------


def test_half_distance_is_zero_when_profiles_match_and_one_when_nothing_does() -> None:
    assert half_distance(np.array([2.0, 2.0]), np.array([5.0, 5.0])) == 0
    assert half_distance(np.array([1.0, 0.0]), np.array([0.0, 3.0])) == 1
    # ½ (|.75 − .25| + |.25 − .75|)
    assert half_distance(np.array([3.0, 1.0]), np.array([1.0, 3.0])) == 0.5
    assert np.isnan(half_distance(np.array([0.0]), np.array([1.0])))


def opposite(days: int = 14) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Two agents from 14 h to 16 h every day; three calls at 14 h, one at 20 h."""
    dates = pd.date_range("2023-05-01", periods=days)
    there = shifts(
        *(shift("U1", f"{d:%Y-%m-%d} 14:00", f"{d:%Y-%m-%d} 16:00", 2, 2) for d in dates)
    )
    rows = [
        call(10 * rank + n, f"{day:%Y-%m-%d} {hour}:10")
        for rank, day in enumerate(dates)
        for n, hour in enumerate((14, 14, 14, 20))
    ]
    return there, calls(*rows)


def test_mismatch_by_hour_is_worked_by_hand() -> None:
    there, asked = opposite()
    row = doctrine.mismatch(there, asked).iloc[0]
    # presence ½ at 14 h and 15 h; calls ¾ at 14 h, ¼ at 20 h: ½ (¼ + ½ + ¼)
    assert row["value"] == pytest.approx(0.5)
    assert row["ci_low"] == row["ci_high"] == pytest.approx(0.5)  # every day is the same
    assert row[["n", "days"]].tolist() == [56, 14]
    assert row["chance"] < 0.25


def test_units_that_stay_in_do_not_count_as_presence() -> None:
    there, asked = opposite()
    inside = there.assign(unit_id="U4", present=6, ts_start=there["ts_start"] + pd.Timedelta(hours=6),
                          ts_end=there["ts_end"] + pd.Timedelta(hours=6))  # fmt: skip
    both = pd.concat([there, inside], ignore_index=True)
    assert doctrine.mismatch(both, asked, street=["U1"]).loc[0, "value"] == pytest.approx(0.5)
    # eighths at 14 h and 15 h, three eighths at 20 h and 21 h: ½ (5 + 1 + 1 + 3) / 8
    assert doctrine.mismatch(both, asked).loc[0, "value"] == pytest.approx(0.625)


def test_sectors_compare_street_time_with_calls() -> None:
    there, asked = opposite()
    asked.loc[asked.index[:14], "sector_id"] = "Q2"
    rows = [
        {**activity(rank, f"{d:%Y-%m-%d} 14:00", f"{d:%Y-%m-%d} 15:00", "M1", "pedestre", "appel"),
         "sector_id": "Q2" if rank % 2 else "Q1"}
        for rank, d in enumerate(pd.date_range("2023-05-01", periods=14))
    ]  # fmt: skip
    rows.append({**rows[0], "activity_id": "A99", "mode": "admin", "sector_id": "Q1"})
    found = doctrine.mismatch(there, asked, pd.DataFrame(rows)).set_index("dimension")
    # half of the street time in each; a quarter of the calls in Q2: ½ (¼ + ¼)
    assert found.loc["sector_id", "value"] == pytest.approx(0.25)


def test_the_week_counts_the_hours_that_were_there() -> None:
    night = shifts(shift("U1", "2023-03-25 22:00", "2023-03-26 06:00", 2, 2))
    asked = calls(call(1, "2023-03-25 23:10"), call(2, "2023-03-26 10:00"))
    week = doctrine.weekly_presence(
        pd.concat([night, shifts(shift("U1", "2023-03-26 10:00", "2023-03-26 11:00", 1, 1))]), asked
    ).set_index(["weekday", "hour"])
    assert week.loc[(6, 2), "n"] == 0  # 2 h was skipped on that Sunday
    assert week.loc[(6, 3), ["n", "agents"]].tolist() == [1, 2.0]
    assert week.loc[(5, 23), ["count", "value"]].tolist() == [1, 100.0]


def test_load_is_agent_hours_taken_by_agent_hours_there() -> None:
    there, _ = opposite()
    asked = calls(*(
        call(rank, f"{d:%Y-%m-%d} 14:00", f"{d:%Y-%m-%d} 14:00", f"{d:%Y-%m-%d} 14:10",
             f"{d:%Y-%m-%d} {'15:45' if rank < 3 else '14:30'}")
        for rank, d in enumerate(pd.date_range("2023-05-01", periods=14))
    ))  # fmt: skip
    found = doctrine.workload(there, asked).set_index("item")
    # 14 slots of 2 × 2 = 4 agent-hours; 3 calls of 3.5 and 11 of 1: 21.5 / 56
    assert found.loc["apres_midi", "value"] == pytest.approx(21.5 / 56)
    # 3.5 / 4 = 88 % on three days; four parts of day, three without anybody
    assert found.loc["apres_midi", ["heavy", "slots", "empty"]].tolist() == [3, 14, 0]
    assert found.loc["ensemble", ["heavy", "slots", "empty"]].tolist() == [3, 14, 42]
    assert pd.isna(found.loc["nuit", "value"])


def test_coverage_is_the_union_of_both_polices() -> None:
    there, _ = opposite(7)
    state = pd.DataFrame(
        [(day, hour, 1.0 if hour == 15 or (hour == 20 and day < 2) else 0.0)
         for day, hour in product(range(7), range(24))],
        columns=["weekday", "hour", "patrols"],
    )  # fmt: skip
    found = doctrine.coverage(there, state).set_index("item")
    assert found.loc["14", ["municipal", "state", "value"]].tolist() == [1.0, 0.0, 1.0]
    assert found.loc["15", ["municipal", "both", "value"]].tolist() == [1.0, 1.0, 1.0]
    assert found.loc["20", "value"] == pytest.approx(2 / 7)
    # 14 h and 15 h every day, 20 h on two days: 16 hours of 168
    assert found.loc["ensemble", "value"] == pytest.approx(16 / 168)
    one = there.assign(present=1)
    assert doctrine.coverage(one, state).set_index("item").loc["14", "municipal"] == 0  # no crew


def test_no_common_day_is_a_mistake() -> None:
    there, asked = opposite()
    with pytest.raises(ValueError, match="no common day"):
        doctrine.mismatch(there, asked.assign(ts_call=asked["ts_call"] + pd.Timedelta(days=90)))
