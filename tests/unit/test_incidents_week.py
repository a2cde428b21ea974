"""Night share and profile of the week: local time, changes of clock, small counts, chance."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffsu_eval.indicators.incidents import (
    night_share,
    week_parts,
    weekly_margins,
    weekly_profile,
)
from ffsu_eval.indicators.incidents.bands import established
from ffsu_eval.indicators.incidents.hours import hours_of
from tests.incident_frames import coverage, incidents, months

FULL = {"PM": months(2021)}


def at(*times: str, **more: str) -> list[dict[str, str]]:
    return [{"ts_start": time, **more} for time in times]


def test_night_is_from_22_to_6_and_what_has_no_hour_is_left_out() -> None:
    night = [f"2021-03-0{day} {hour}" for day in (1, 2) for hour in ("22:00", "23:59", "05:59")]
    day = [f"2021-03-0{day} {hour}" for day in (1, 2) for hour in ("06:00", "21:59", "12:00")]
    rows = at(*night, *day) + at("2021-03-05", "2021-03-06", ts_precision="jour")
    row = night_share(incidents(rows)).iloc[0]
    assert (row["count"], row["n"], row["left_out"], row["value"]) == (6, 12, 2, 0.5)
    # R, binom.test of 6 out of 12
    assert row["ci_low"] == pytest.approx(0.2109, abs=1e-4)
    assert row["ci_high"] == pytest.approx(0.7891, abs=1e-4)
    assert row["caveat"] == "fragile ; 2 incidents sans heure"


@pytest.mark.parametrize(("night", "day"), [(5, 30), (30, 5)])
def test_both_sides_of_a_share_must_be_large_enough(night: int, day: int) -> None:
    rows = at(*["2021-03-01 23:00"] * night, *["2021-03-01 12:00"] * day)
    row = night_share(incidents(rows)).iloc[0]
    assert pd.isna(row["value"])
    assert pd.isna(row["count"])
    assert row["caveat"] == "secret statistique"


def test_a_source_without_any_hour_has_no_night_share_and_nothing_to_hide() -> None:
    row = night_share(incidents(at("2021-03-05", ts_precision="jour")), ("source_org_id",)).iloc[0]
    assert row["n"] == 0
    assert row["caveat"] == "non calculé ; 1 incident sans heure"


def test_declared_duplicates_count_once_across_sources_and_twice_by_source() -> None:
    twice = [{"source_org_id": "BUS", "duplicate_of": f"I{rank}"} for rank in range(6)]
    rows = at(*["2021-03-01 23:00"] * 6, *["2021-03-01 12:00"] * 6)
    rows += [row | {"ts_start": "2021-03-01 23:30"} for row in twice]
    assert night_share(incidents(rows)).iloc[0]["n"] == 12
    by_source = night_share(incidents(rows), ("source_org_id",)).set_index("source_org_id")
    assert by_source.loc["BUS", "n"] == 6


def test_the_changes_of_clock_are_in_the_hours_observed() -> None:
    """In 2021 clocks went forward on 28 March and back on 31 October, both Sundays, in Paris."""
    hours = hours_of(months(2021))
    assert len(hours) == 365 * 24
    sundays = hours[hours.day_of_week == 6]
    assert (sundays.hour == 2).sum() == 52  # 52 Sundays, one less in March, one more in October
    march, october = (hours_of([month]) for month in ("2021-03", "2021-10"))
    assert (len(march), len(october)) == (31 * 24 - 1, 31 * 24 + 1)
    assert ((march.day_of_week == 6) & (march.hour == 2)).sum() == 3
    assert ((october.day_of_week == 6) & (october.hour == 2)).sum() == 6
    assert len(hours_of(["2021-03"], "America/Guadeloupe")) == 31 * 24
    assert len(hours_of([])) == 0


def test_profile_is_a_rate_per_hour_of_the_slot() -> None:
    """Ten incidents on Mondays at noon over the 52 Mondays of 2021: 19.2 for 100 hours."""
    rows = at(*["2021-03-01 12:10"] * 10, *["2021-03-02 12:10"] * 5)
    found = weekly_profile(incidents(rows), coverage(FULL), ["PM"])
    assert len(found) == 168
    row = found[(found["weekday"] == 0) & (found["hour"] == 12)].iloc[0]
    assert (row["count"], row["n"]) == (10, 52)
    assert row["value"] == pytest.approx(1000 / 52)
    assert row["ci_low"] == pytest.approx(4.7954 / 0.52, abs=1e-3)
    hidden = found[found["value"].isna()]
    assert len(hidden) == 167
    assert (hidden["caveat"] == "secret statistique").all()
    assert hidden["count"].isna().all()


def test_margins_hold_what_the_slots_hide() -> None:
    rows = at(*[f"2021-03-0{day} 12:10" for day in range(1, 8)])
    found = weekly_margins(incidents(rows), coverage(FULL), ["PM"])
    noon = found[(found["margin"] == "hour") & (found["slot"] == 12)].iloc[0]
    assert (noon["count"], noon["n"]) == (7, 365)
    assert len(found) == 31


def test_months_that_a_source_does_not_report_are_out_of_the_profile() -> None:
    rows = at(*["2021-03-01 12:10"] * 10, *["2021-07-05 12:10"] * 10)
    half = coverage({"PM": months(2021)[:6], "BUS": months(2021)})
    found = weekly_profile(incidents(rows), half, ["PM"])
    row = found[(found["weekday"] == 0) & (found["hour"] == 12)].iloc[0]
    assert (row["count"], row["n"]) == (10, 26)
    both = weekly_profile(incidents(rows), half, ["PM", "BUS"])
    assert both["n"].sum() == found["n"].sum()
    with pytest.raises(ValueError, match="without coverage: X"):
        weekly_profile(incidents(rows), half, ["X"])
    with pytest.raises(ValueError, match="none"):
        weekly_profile(incidents(rows), half, [])


def test_the_night_of_friday_ends_on_saturday_morning() -> None:
    """5 March 2021 was a Friday."""
    friday = at(*["2021-03-05 23:00"] * 20, *["2021-03-06 05:30"] * 20)
    others = [f"2021-04-{day:02d} {hour}:00" for day in range(1, 29) for hour in (3, 10, 16)]
    found = week_parts(incidents(friday + at(*others)), coverage(FULL), ["PM"])
    above = established(found)
    assert above[["weekday", "part"]].to_numpy().tolist() == [[4, "nuit"]]
    row = above.iloc[0]
    assert row["count"] == 40 + 4
    assert row["value"] == pytest.approx((44 / row["n"]) / (80 / (8760 - row["n"])))
    assert row["n"] == 52 * 8 + 2  # the last Friday of 2021 is the 31st: its night ends at midnight
    assert set(found["territory_id"]) == {"Q1", "ensemble"}


def test_a_flat_week_has_no_part_that_stands_out() -> None:
    rows = at(
        *[str(pd.Timestamp("2021-01-04") + pd.Timedelta(hours=rank)) for rank in range(168 * 3)]
    )
    found = week_parts(incidents(rows), coverage(FULL), ["PM"])
    assert (found["direction"] == "écart non établi").all()


def test_hidden_parts_are_compared_too() -> None:
    """Six incidents in one part and fewer in the others: chance, and only one part is shown."""
    days = pd.date_range("2021-01-04", periods=21, freq="8h") + pd.Timedelta(hours=7)
    times = [str(day) for day in days for _ in range(2)] + [str(days[0])] * 4
    found = week_parts(incidents(at(*times)), coverage(FULL), ["PM"])
    own = found[found["territory_id"] == "ensemble"]
    assert own["value"].notna().sum() == 1
    alone = own[own["value"].notna()].iloc[0]
    assert alone["p_value"] < 0.05
    assert alone["q_value"] > 0.10
    assert alone["direction"] == "écart non établi"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 365 * 24 * 60 - 1), max_size=120))
def test_slots_and_margins_add_up(minutes: list[int]) -> None:
    start = pd.Timestamp("2021-01-01")
    rows = at(*[str(start + pd.Timedelta(minutes=minute)) for minute in minutes])
    profile = weekly_profile(incidents(rows), coverage(FULL), ["PM"])
    margins = weekly_margins(incidents(rows), coverage(FULL), ["PM"])
    assert profile["n"].sum() == 8760
    for margin in ("weekday", "hour"):
        own = margins[margins["margin"] == margin]
        assert own["n"].sum() == 8760
        slots = profile.groupby("weekday" if margin == "weekday" else "hour")["count"].sum()
        known = own.dropna(subset=["count"]).set_index("slot")["count"]
        assert (slots.reindex(known.index) <= known).all()
