"""NUI01 to NUI14 on nights small enough to be counted by hand."""

import numpy as np
import pandas as pd
import pytest

from ffsu_eval.indicators import night, zones
from ffsu_eval.indicators.night.opinions import spread
from ffsu_eval.nighttime import HOURS, clock_label, in_night, minutes_of_night, night_of


def moments(*texts: str) -> pd.Series:
    return pd.Series(pd.to_datetime(list(texts)).astype("datetime64[s]"))


def incidents(*pairs: tuple[str, str]) -> pd.DataFrame:
    """Incidents placed in their night, from (moment, zone)."""
    frame = pd.DataFrame(
        {
            "incident_id": [f"I{rank}" for rank in range(len(pairs))],
            "ts": moments(*(when for when, _ in pairs)),
            "zone_id": [zone for _, zone in pairs],
            "category_code": "bruit",
        }
    )
    return night.incidents_of_night(frame)


def venues(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    """Venues from (zone, class of capacity, closing, open nights)."""
    frame = pd.DataFrame(rows, columns=["zone_id", "capacity_class", "closing_time", "open_nights"])
    return frame.assign(venue_id=[f"V{n}" for n in range(len(frame))], kind="bar")


def test_a_night_bears_the_name_of_its_evening() -> None:
    # 2023-06-10 is a Saturday: Sunday at 2 h and at 7:59 are in its night, 8 h is not in any
    times = moments("2023-06-10 18:00", "2023-06-11 02:00", "2023-06-11 07:59", "2023-06-11 08:00")
    assert in_night(times).tolist() == [True, True, True, False]
    assert night_of(times[:3]).dt.day.tolist() == [10, 10, 10]
    found = incidents(("2023-06-11 02:15", "A"), ("2023-06-11 18:00", "A"))
    assert found["night"].tolist() == ["samedi", "dimanche"]
    assert found["minute"].tolist() == [8 * 60 + 15, 0]


def test_a_night_crosses_a_month_and_a_year() -> None:
    found = incidents(("2023-01-01 00:30", "A"))
    assert found["date"].tolist() == [pd.Timestamp("2022-12-31")]


def test_minutes_from_18_h() -> None:
    assert [minutes_of_night(t) for t in ("18:00", "23:59", "00:00", "08:00")] == [0, 359, 360, 840]
    assert clock_label(minutes_of_night("02:30")) == "2\u202fh\u202f30"


def test_incidents_for_the_nights_that_venues_open() -> None:
    # A: 2 venues × 7 nights a week over 70 nights = 140 venue-nights; 7 incidents → 50 for 1,000
    # B has no venue: its incidents have no rate and are not in the whole
    found = incidents(*[("2023-06-10 23:00", "A")] * 7, ("2023-06-10 23:00", "B"))
    bars = venues(("A", "moins_100", "02:00", 7), ("A", "moins_100", "02:00", 7))
    frame = night.venue_night_rate(found, bars, 70).set_index("zone_id")
    assert frame.loc["A", "value"] == pytest.approx(50)
    # exact Poisson bounds of 7: [2.8144, 14.4227]
    assert frame.loc["A", "ci_low"] == pytest.approx(1000 * 2.8144 / 140, abs=0.01)
    assert frame.loc["A", "ci_high"] == pytest.approx(1000 * 14.4227 / 140, abs=0.01)
    assert pd.isna(frame.loc["B", "value"])
    assert frame.loc["ensemble", ["count", "n"]].tolist() == [7, 140]


def test_passages_are_estimated_by_kind_of_night() -> None:
    # Friday 2023-06-09: 23 h counted 100 then 300 on Saturday → mean 200; two weekend nights
    # observed → 400 passages; only the incident of a counted hour of such a night is related to them
    passages = pd.DataFrame(
        {
            "zone_id": ["A", "A"],
            "night": moments("2023-06-09", "2023-06-10"),
            "hour": [23, 23],
            "count": [100, 300],
        }
    )
    observed = pd.date_range("2023-06-05", "2023-06-11")
    found = incidents(
        ("2023-06-09 23:10", "A"), ("2023-06-08 23:10", "A"), ("2023-06-09 22:10", "A")
    )
    row = night.passage_rate(found, passages, observed).set_index("zone_id").loc["A"]
    assert (row["count"], row["n"]) == (1, 400)
    assert row["value"] == pytest.approx(2.5)
    assert "estimés" in row["caveat"]


def test_closing_peak_is_against_a_uniform_night() -> None:
    # closing at 2 h: from 1:30 (in) to 3:00 (out). 3 of 4 incidents in 90 minutes of 840:
    # 0.75 / (90/840) = 7
    found = incidents(
        ("2023-06-11 01:30", "A"), ("2023-06-11 02:59", "A"), ("2023-06-11 02:00", "A"),
        ("2023-06-11 03:00", "A"),
    )  # fmt: skip
    frame = night.closing_peak(found, {"A": minutes_of_night("02:00")}).set_index("zone_id")
    assert frame.loc["A", "value"] == pytest.approx(7)
    assert frame.loc["ensemble", "value"] == pytest.approx(7)
    # Clopper-Pearson 3/4: [0.1941, 0.9937], times 840/90
    assert frame.loc["A", "ci_low"] == pytest.approx(0.19412 * 840 / 90, abs=0.01)


def test_a_window_that_leaves_the_night_is_shorter() -> None:
    # closing at 8 h: only 30 minutes of the window are in the night; 1 of 2 → 0.5 / (30/840) = 14
    found = incidents(("2023-06-11 07:45", "A"), ("2023-06-10 20:00", "A"))
    row = night.closing_peak(found, {"A": 840}).set_index("zone_id").loc["A"]
    assert row["value"] == pytest.approx(14)


def test_the_main_closing_is_that_of_the_most_places() -> None:
    # A: 3 × 60 = 180 places at 1 h against 200 at 2 h; B: a tie goes to the later
    frame = venues(
        *[("A", "moins_100", "01:00", 7)] * 3, ("A", "100_299", "02:00", 7),
        ("B", "moins_100", "01:00", 7), ("B", "moins_100", "00:30", 7),
    )  # fmt: skip
    assert night.main_closing(frame) == {"A": 480, "B": 420}


def test_mismatch_is_half_the_sum_of_the_differences() -> None:
    # incidents: half at 22 h, half at 2 h; presence: all at 22 h → ½(|1−½| + |0−½|) = 0.5
    hours = pd.Series({"22": 10, "2": 10})
    row = night.mismatch(hours, pd.Series({"22": 8.0})).iloc[0]
    assert row["value"] == pytest.approx(0.5)
    assert row["ci_low"] < 0.5 < row["ci_high"]
    assert night.mismatch(hours, hours.astype(float)).iloc[0]["value"] == pytest.approx(0)
    assert night.mismatch(hours, pd.Series({"5": 1.0})).iloc[0]["value"] == pytest.approx(1)
    assert pd.isna(night.mismatch(hours * 0, pd.Series({"22": 8.0})).iloc[0]["value"])


def test_the_interval_of_the_mismatch_is_seeded() -> None:
    hours, there = pd.Series({"22": 30, "1": 40}), pd.Series({"22": 5.0})
    first, again = (night.mismatch(hours, there) for _ in range(2))
    pd.testing.assert_frame_equal(first, again)


def test_complaints_are_for_a_thousand_residents_and_a_year() -> None:
    # 10 complaints, 500 residents, two years (730.5 nights): 1000·10/(500·2) = 10
    zones_ = pd.DataFrame({"zone_id": ["A", "B"], "residents_200m": [500, 0]})
    complaints = pd.DataFrame({"complaint_id": [f"P{n}" for n in range(10)], "zone_id": "A"})
    frame = night.complaint_rate(complaints, zones_, 730).set_index("zone_id")
    assert frame.loc["A", "value"] == pytest.approx(10, rel=1e-3)
    # exact bounds of 10: [4.7954, 18.3904]
    assert frame.loc["A", "ci_low"] == pytest.approx(4.7954, rel=1e-3)
    assert pd.isna(frame.loc["B", "value"])


def test_a_point_recurs_from_its_second_complaint() -> None:
    # a, b and c are one point; d is alone: 3 of 4
    frame = pd.DataFrame(
        {"complaint_id": list("abcd"), "repeat_of": [None, "a", "a", None], "zone_id": "A"}
    )
    row = night.recurrence(frame).iloc[0]
    assert (row["count"], row["n"], row["value"]) == (3, 4, 0.75)


def test_return_offer_counts_places_with_a_departure_near_and_soon() -> None:
    # line: last departure 00:50, every 40 minutes → …, 00:10, 00:50. Closing at 00:20 waits 30 minutes
    # (served, exactly), at 00:10 none to wait, at 01:00 too late, at 00:15 35 minutes (not served)
    bars = venues(
        ("A", "moins_100", "00:20", 7), ("A", "100_299", "00:10", 7), ("A", "300_599", "01:00", 7),
        ("A", "moins_100", "00:15", 7), ("B", "moins_100", "00:20", 7),
    )  # fmt: skip
    lines = pd.DataFrame(
        {
            "zone_id": ["A", "B"],
            "distance_m": [500, 501],  # 500 m is near, 501 m is not
            "last_departure": ["00:50", "00:50"],
            "headway_min": [40, 40],
        }
    )
    frame = night.return_offer(bars, lines).set_index("closing")
    assert frame.loc["00:20", ["count", "n"]].tolist() == [60, 120]
    assert frame.loc["00:15", "value"] == 0
    assert frame.loc["01:00", "value"] == 0
    # served: 60 + 200 of 60 + 200 + 450 + 60 + 60
    assert frame.loc["ensemble", ["count", "n"]].tolist() == [260, 830]


def test_presence_is_shared_between_the_hours_that_it_covers() -> None:
    # four agents from 23:30 to 00:45: 2 agent-hours at 23 h, 3 at 0 h
    roster = pd.DataFrame(
        {
            "service": ["mediation"],
            "night": ["samedi"],
            "start": ["23:30"],
            "end": ["00:45"],
            "agents": [4],
        }
    )
    frame = night.presence_hours(roster).set_index("hour")["value"]
    assert frame.to_dict() == {"23": 2.0, "0": 3.0}


def test_mediation_at_closing() -> None:
    # closing at 2 h: from 1:30 to 3:00. A round from 0:30 to 2:00 has 30 of its 90 minutes there
    rounds = pd.DataFrame(
        {
            "zone_id": ["A", "A"],
            "start": ["00:30", "20:00"],
            "end": ["02:00", "20:30"],
            "contacts": [7, 2],
        }
    )
    row = night.rounds_done(rounds, {"A": 480}, 30, 60).set_index("zone_id").loc["A"]
    assert row[["rounds", "contacts", "minutes", "closing"]].tolist() == [2, 9, 120, 30]
    assert row["value"] == pytest.approx(0.25)


def answers(women: tuple[int, int], men: tuple[int, int]) -> pd.DataFrame:
    rows = [
        ("femme" if own is women else "homme", rank < own[0])
        for own in (women, men)
        for rank in range(own[1])
    ]
    return pd.DataFrame(rows, columns=["gender", "harassed_12m"]).astype(
        {"harassed_12m": "boolean"}
    )


def test_harassment_by_gender_and_its_difference() -> None:
    # 20/50 = 40 %, 12/40 = 30 %: 10 points
    frame = night.harassment(answers((20, 50), (12, 40))).set_index("item")
    assert frame.loc["femme", "value"] == pytest.approx(0.4)
    assert frame.loc["écart", "value"] == pytest.approx(0.1)
    assert frame.loc["écart", "spread_low"] < 0.1 < frame.loc["écart", "spread_high"]


def test_harassment_is_not_told_under_thirty_of_a_gender() -> None:
    frame = night.harassment(answers((20, 50), (12, 29)))
    assert frame["value"].isna().all()
    assert frame["count"].isna().all()
    assert frame["caveat"].str.contains("moins de 30").all()


def test_the_spread_is_that_of_a_resampled_share() -> None:
    # standard deviation √(p(1−p)/n) = √(.25·.75/100) = 0.0433
    drawn = spread(25, 100)
    assert drawn.mean() == pytest.approx(0.25, abs=0.005)
    assert drawn.std() == pytest.approx(0.0433, abs=0.002)


def test_opinions_follow_the_base_rules() -> None:
    frame = pd.DataFrame(
        {
            "public": ["riverain"] * 30 + ["usager"] * 12 + ["exploitant"] * 9,
            "noise": [5] * 15 + [3] * 6 + [1] * 9 + [4] * 12 + [2] * 9,
        }
    )
    found = night.opinions(frame, "noise").set_index(["public", "answer"])
    assert found.loc[("riverain", "4-5"), "value"] == pytest.approx(0.5)
    assert found.loc[("riverain", "1-2"), "count"] == 9
    assert pd.isna(found.loc[("usager", "4-5"), "value"])  # 12 answers: counts only
    assert found.loc[("usager", "4-5"), "count"] == 12
    assert pd.isna(found.loc[("exploitant", "1-2"), "count"])  # 9 answers: nothing


def test_residents_disturbed_are_those_who_say_four_or_five() -> None:
    frame = pd.DataFrame({"public": ["riverain"] * 40, "noise": [4] * 10 + [5] * 6 + [3] * 24})
    row = night.nuisance(frame).iloc[0]
    assert (row["count"], row["n"], row["value"]) == (16, 40, 0.4)
    assert pd.isna(night.nuisance(frame.head(29)).iloc[0]["value"])


def test_only_eligible_venues_count_for_the_charter() -> None:
    frame = pd.DataFrame(
        {
            "venue_id": list("abcd"),
            "kind": ["bar", "bar", "salle", "restaurant"],
            "charter_eligible": [True, True, True, False],
            "charter_signed": [True, False, True, False],
        }
    )
    found = night.charter_membership(frame).set_index("kind")
    assert found.loc["ensemble", ["count", "n"]].tolist() == [2, 3]
    assert "restaurant" not in found.index


def test_the_state_of_a_commitment_is_a_rule() -> None:
    frame = pd.DataFrame(
        {
            "commitment_id": ["E1", "E2", "E3", "E4", "E5"],
            "label_fr": list("abcde"),
            "party": "ville",
            "due_on": moments("2023-01-01", "2023-01-01", "2023-01-01", "2023-01-01", "2024-01-01"),
            "checked": [10, 10, 4, 0, 0],
            "kept": [9, 5, 1, 0, 0],
        }
    )
    found = night.commitments(frame, pd.Timestamp("2023-06-01")).set_index("commitment_id")
    states = ["respecté", "respecté en partie", "peu respecté", "non vérifié", "à venir"]
    assert found["state"].tolist()[:5] == states
    assert "moins de cinq" in found.loc["E3", "caveat"]
    assert found.loc["ensemble", ["count", "n"]].tolist() == [15, 24]


def test_sanctions_are_counted_by_year_and_type() -> None:
    frame = pd.DataFrame(
        {
            "sanction_id": list("abc"),
            "date": moments("2022-03-01", "2022-09-01", "2023-01-01"),
            "type": ["avertissement", "avertissement", "fermeture"],
        }
    )
    found = night.sanctions(frame).set_index(["year", "type"])["count"]
    assert found.to_dict() == {("2022", "avertissement"): 2, ("2023", "fermeture"): 1}


def test_services_are_never_added() -> None:
    frame = pd.DataFrame(
        {
            "service": ["SDIS", "SDIS", "urgences"],
            "motive": ["alcool", "autre", "alcool"],
            "count": [20, 60, 15],
        }
    )
    found = night.alcohol_share(frame).set_index("service")
    assert found["value"].tolist() == [0.25, 1.0]
    assert "ensemble" not in found.index


def measured(before: tuple[int, int], after: tuple[int, int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Zones and incidents of a measure on 2022-07-01: counts of the zone, then of its control."""
    start, end = pd.Timestamp("2021-07-01"), pd.Timestamp("2023-06-30")
    day = pd.Timestamp("2022-07-01")
    frame = pd.DataFrame({"zone_id": ["T", "C", "X"], "role": ["action", "temoin", "autre"]})
    frame = frame.assign(measure_on=[day, day, pd.NaT], observed_from=start, observed_to=end)
    rows = [
        (when, zone)
        for zone, counts in (("T", before), ("C", after))
        for when, count in zip(("2022-01-10 23:00", "2022-10-10 23:00"), counts, strict=True)
        for _ in range(count)
    ]
    return frame, incidents(*rows)


def test_effect_of_a_measure_is_that_of_the_reference() -> None:
    # the reference case: t 89→65, c 102→100 gives IRR .745 [.488, 1.136] and −22 [−58.98, 14.98]
    frame, found = measured((89, 65), (102, 100))
    cells = night.measure_cells(found, frame)
    assert cells["months"].tolist() == [12, 12, 12, 12]
    row = zones.zone_effects(night.measured_zones(frame), cells).iloc[0]
    assert row["value"] == pytest.approx(0.745, abs=0.001)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((0.488, 1.136), abs=0.001)
    assert row["direction"] == "non détectable"
    here = zones.displacement(night.measured_zones(frame), cells).iloc[0]
    assert here["value"] == pytest.approx(-22)
    assert here["ci_low"] == pytest.approx(-58.98, abs=0.01)


def test_the_night_of_the_measure_is_after_and_the_morning_before_it_is_before() -> None:
    frame, _ = measured((1, 1), (1, 1))
    found = incidents(("2022-07-01 02:00", "T"), ("2022-07-01 18:00", "T"))
    cells = night.measure_cells(found, frame).set_index(["zone_id", "period"])["count"]
    assert cells[("T", "avant")] == 1
    assert cells[("T", "apres")] == 1


def test_nothing_is_compared_without_zones() -> None:
    frame, found = measured((9, 9), (9, 9))
    assert night.measure_cells(found, frame.assign(role="autre")).empty


def test_the_profile_has_every_slot_of_the_week() -> None:
    found = incidents(("2023-06-11 02:15", "A"))
    frame = night.profile(found, {"samedi": 20})
    assert len(frame) == 7 * len(HOURS)
    row = frame[(frame["night"] == "samedi") & (frame["hour"] == "2")].iloc[0]
    assert row["value"] == pytest.approx(0.5)  # one incident over twenty Saturdays: 0.5 for ten
    assert np.isnan(frame.loc[frame["night"] == "lundi", "value"].astype(float)).all()


def test_event_nights_against_the_others() -> None:
    # 4 incidents over 2 event nights, 8 over 8 others: 2 against 1 a night
    rows = [("2023-06-10 23:00", "A")] * 4 + [("2023-06-12 23:00", "A")] * 8
    events = pd.DataFrame({"night": moments("2023-06-10", "2023-06-11")})
    row = night.event_ratio(incidents(*rows), events, 10).iloc[0]
    assert row["value"] == pytest.approx(2)
    assert row["ci_low"] < 1 < row["ci_high"]


def test_no_margin_of_error_on_people_met_where_they_are() -> None:
    """The survey is not drawn at random: its frames have no interval, only a spread of respondents."""
    frame = night.harassment(answers((20, 50), (12, 40)))
    assert not {"ci_low", "ci_high"} & set(frame.columns)
    gap = frame.set_index("item").loc["écart"]
    assert gap["spread_low"] < gap["value"] < gap["spread_high"]
