"""Governance: meetings, attendance, rank, decisions, minutes."""

import pandas as pd
import pytest

from ffsu_eval.indicators.governance import (
    attendance_rate,
    decision_rank,
    decisions_executed,
    meetings_held,
    minutes_delay,
)

REFERENCE = pd.Timestamp("2022-12-31")
ORGANISATIONS = pd.DataFrame(
    {"org_id": ["pn", "parquet", "bailleur"], "college": ["etat", "justice", "habitat"]},
    dtype="string",
)


def meetings(*rows: tuple) -> pd.DataFrame:
    """Meetings m0, m1… from (instance, date, held, date of the minutes or None)."""
    frame = pd.DataFrame(list(rows), columns=["instance_type", "date", "held", "minutes_date"])
    frame.insert(0, "meeting_id", [f"m{i}" for i in range(len(rows))])
    types = {"meeting_id": "string", "instance_type": "string", "held": "boolean"}
    days = ["date", "minutes_date"]
    return frame.astype(types).assign(**{day: pd.to_datetime(frame[day]) for day in days})


def attendance(*rows: tuple) -> pd.DataFrame:
    columns = ["meeting_id", "org_id", "convened", "present", "rank"]
    frame = pd.DataFrame(list(rows), columns=columns)
    yes_no = dict.fromkeys(["convened", "present"], "boolean")
    return frame.astype(dict.fromkeys(["meeting_id", "org_id", "rank"], "string") | yes_no)


def decisions(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=["due_date", "done_date", "status"])
    days = {day: pd.to_datetime(frame[day]) for day in ("due_date", "done_date")}
    return frame.assign(**days).astype({"status": "string"})


def test_meetings_held_by_instance_and_year() -> None:
    found = meetings_held(
        meetings(
            ("cotech", "2019-01-10", True, None), ("cotech", "2019-06-10", False, None),
            ("pleniere", "2018-03-01", True, None), ("pleniere", "2020-03-01", False, None),
        )
    )  # fmt: skip
    assert found[["instance_type", "year", "planned", "held"]].values.tolist() == [
        ["cotech", 2019, 2, 1],
        ["pleniere", 2018, 1, 1],
        ["pleniere", 2019, 0, 0],
        ["pleniere", 2020, 1, 0],
    ]
    assert found["value"].isna().tolist() == [False, False, True, False]
    assert found["value"].dropna().tolist() == [0.5, 1, 0]
    missing = "aucune séance plénière tenue dans l'année"
    assert found["caveat"].tolist() == ["", "", missing, missing]


HELD = meetings(("cotech", "2019-01-10", True, None), ("cotech", "2019-06-10", False, None))


def test_attendance_of_those_convened_to_meetings_that_were_held() -> None:
    found = attendance_rate(
        attendance(
            ("m0", "pn", True, True, "decideur"), ("m0", "parquet", True, False, None),
            ("m0", "bailleur", False, True, "technicien"),
            ("m1", "parquet", True, True, "decideur"),
        ),
        ORGANISATIONS,
        HELD,
    ).set_index("college")  # fmt: skip
    assert found.index.tolist() == ["etat", "justice", "habitat", "ensemble"]
    assert found["present"].tolist() == [1, 0, 0, 1]
    assert found["convened"].tolist() == [1, 1, 0, 2]
    assert found.loc[["etat", "justice", "ensemble"], "value"].tolist() == [1, 0, 0.5]
    assert pd.isna(found.loc["habitat", "value"])
    assert found.loc["habitat", "caveat"] == "sans convocation"


def test_rank_of_those_present() -> None:
    found = decision_rank(
        attendance(
            ("m0", "pn", True, True, "decideur"), ("m0", "parquet", True, True, "suppleant"),
            ("m0", "bailleur", True, True, None), ("m1", "pn", True, True, "technicien"),
        ),
        ORGANISATIONS,
        HELD,
    ).set_index("college")  # fmt: skip
    assert found["deciders"].tolist() == [1, 0, 0, 1]
    assert found["present"].tolist() == [1, 1, 0, 2]
    assert found.loc["ensemble", "value"] == 0.5
    assert found.loc["ensemble", "caveat"] == "1 présence de rang inconnu"
    assert pd.isna(found.loc["habitat", "value"])


def test_attendance_that_names_nobody_known_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown values inconnu"):
        attendance_rate(attendance(("m0", "inconnu", True, True, None)), ORGANISATIONS, HELD)
    with pytest.raises(ValueError, match="unknown values m9"):
        attendance_rate(attendance(("m9", "pn", True, True, None)), ORGANISATIONS, HELD)
    twice = attendance(("m0", "pn", True, True, None), ("m0", "pn", True, False, None))
    with pytest.raises(ValueError, match="several rows"):
        attendance_rate(twice, ORGANISATIONS, HELD)


def test_decisions_executed_at_the_reference_date() -> None:
    row = decisions_executed(
        decisions(
            ("2022-01-31", "2022-01-31", "executee"), ("2022-01-31", "2022-02-01", "executee"),
            ("2022-01-31", None, "ouverte"), ("2022-01-31", None, "abandonnee"),
            ("2022-12-31", "2023-02-01", "executee"), ("2023-01-31", "2022-06-01", "executee"),
            (None, None, "ouverte"),
        ),
        REFERENCE,
    ).iloc[0]  # fmt: skip
    assert row[["executed_on_time", "executed_late", "not_executed", "n"]].tolist() == [1, 1, 3, 5]
    assert row["value"] == 0.2
    assert row["caveat"] == "1 décision sans échéance"


def test_no_decision_due_gives_no_rate() -> None:
    row = decisions_executed(decisions(("2023-06-01", None, "ouverte")), REFERENCE).iloc[0]
    assert pd.isna(row["value"])
    assert (row["n"], row["caveat"]) == (0, "aucune décision échue")
    with pytest.raises(ValueError, match="unknown values perdue"):
        decisions_executed(decisions(("2022-06-01", None, "perdue")), REFERENCE)


def test_delay_of_the_minutes() -> None:
    row = minutes_delay(
        meetings(
            ("cotech", "2022-01-01", True, "2022-01-11"),
            ("cotech", "2022-02-01", True, "2022-03-03"),
            ("cotech", "2022-03-01", True, "2022-03-15"),
            ("cotech", "2022-04-01", True, None),
            ("cotech", "2022-05-01", True, "2022-04-01"),
            ("cotech", "2022-06-01", False, "2022-07-01"),
        )
    ).iloc[0]
    assert (row["value"], row["n"], row["n_missing"]) == (14, 3, 1)
    assert row["caveat"] == (
        "1 réunion tenue sans compte rendu ; 1 compte rendu daté d'avant la réunion"
    )


def test_empty_registers() -> None:
    assert meetings_held(meetings()).empty
    delay = minutes_delay(meetings()).iloc[0]
    assert pd.isna(delay["value"])
    assert delay["n"] == 0
    found = attendance_rate(attendance(), ORGANISATIONS, meetings())
    assert found["value"].isna().all()
    assert (found["convened"] == 0).all()


def test_the_order_of_the_rows_changes_nothing() -> None:
    seats = attendance(
        ("m0", "pn", True, True, "decideur"), ("m0", "parquet", True, False, None),
        ("m0", "bailleur", True, True, "technicien"),
    )  # fmt: skip
    for function in (attendance_rate, decision_rank):
        pd.testing.assert_frame_equal(
            function(seats, ORGANISATIONS, HELD), function(seats.iloc[::-1], ORGANISATIONS, HELD)
        )
    pd.testing.assert_frame_equal(meetings_held(HELD), meetings_held(HELD.iloc[::-1]))
