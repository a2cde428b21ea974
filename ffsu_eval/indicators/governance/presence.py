"""GOV02, attendance, and GOV03, presence of decision-makers, by college."""

import pandas as pd

from ffsu_eval.indicators.frames import (
    WHOLE,
    joined,
    need,
    need_unique,
    need_values,
    plural,
    ratio,
    result,
    truths,
)

ATTENDANCE = {
    "college": "string",
    "present": "Int64",
    "convened": "Int64",
    "value": "Float64",
    "caveat": "string",
}
RANK = {
    "college": "string",
    "deciders": "Int64",
    "present": "Int64",
    "value": "Float64",
    "caveat": "string",
}


def attendance_rate(
    attendance: pd.DataFrame, organisations: pd.DataFrame, meetings: pd.DataFrame
) -> pd.DataFrame:
    """GOV02, attendance: organisations present / convened, by college, then "ensemble".

    Unit: one organisation convened to one meeting that was held; who came without being convened is
    not counted. ``value`` 0-1. ValueError: missing column, unknown organisation or meeting, an
    organisation twice in a meeting. House formula.
    """
    seats = seats_held(attendance, organisations, meetings)
    convened = seats[truths(seats["convened"])]
    rows = [
        {"college": college, "present": part.sum(), "convened": len(part)}
        | {"value": ratio(part.sum(), len(part)), "caveat": "" if len(part) else "sans convocation"}
        for college, part in _by_college(convened, organisations, "present")
    ]
    return result(rows, ATTENDANCE)


def attendance_by_year(
    attendance: pd.DataFrame, organisations: pd.DataFrame, meetings: pd.DataFrame
) -> pd.DataFrame:
    """GOV02 by college and year of the meeting, every college for every year with a meeting held.

    ``value`` 0-1, missing for a college that nobody convened in the year. ValueError: as
    ``attendance_rate``.
    """
    seats = seats_held(attendance, organisations, meetings)
    years = meetings.set_index("meeting_id")["date"].dt.year
    convened = seats[truths(seats["convened"])]
    year = convened["meeting_id"].map(years)
    rows = [
        {"college": college, "year": y, "present": part.sum(), "convened": len(part)}
        | {"value": ratio(part.sum(), len(part)), "caveat": "" if len(part) else "sans convocation"}
        for y in sorted(set(year))
        for college, part in _by_college(convened[year == y], organisations, "present")
    ]
    return result(rows, ATTENDANCE | {"year": "Int64"})


def decision_rank(
    attendance: pd.DataFrame, organisations: pd.DataFrame, meetings: pd.DataFrame
) -> pd.DataFrame:
    """GOV03, presence of decision-makers: presences of rank ``decideur`` / presences, by college.

    Presences whose rank is not known are out of the base and told in the caveat; "ensemble" comes
    last. ``value`` 0-1. ValueError: as ``attendance_rate``, and unknown rank. House formula.
    """
    seats = seats_held(attendance, organisations, meetings)
    need_values(seats["rank"], "attendance.rank", ("decideur", "technicien", "suppleant"))
    present = seats[truths(seats["present"])]
    rows = []
    for college, ranks in _by_college(present, organisations, "rank"):
        known = ranks.dropna()
        deciders = int((known == "decideur").sum())
        unknown = len(ranks) - len(known)
        rows.append(
            {
                "college": college,
                "deciders": deciders,
                "present": len(known),
                "value": ratio(deciders, len(known)),
                "caveat": joined(
                    "" if len(known) else "aucune présence de rang connu",
                    f"{plural(unknown, 'présence', 'présences')} de rang inconnu" * (unknown > 0),
                ),
            }
        )
    return result(rows, RANK)


def seats_held(
    attendance: pd.DataFrame, organisations: pd.DataFrame, meetings: pd.DataFrame
) -> pd.DataFrame:
    """Attendance to the meetings that were held, with the college of each organisation."""
    need(attendance, "attendance", ("meeting_id", "org_id", "convened", "present", "rank"))
    need(organisations, "organisations", ("org_id", "college"))
    need(meetings, "meetings", ("meeting_id", "held"))
    need_unique(attendance, "attendance", ("meeting_id", "org_id"))
    need_unique(organisations, "organisations", ("org_id",))
    need_values(attendance["org_id"], "attendance.org_id", organisations["org_id"])
    need_values(attendance["meeting_id"], "attendance.meeting_id", meetings["meeting_id"])
    held = meetings.loc[truths(meetings["held"]), "meeting_id"]
    seats = attendance[attendance["meeting_id"].isin(held)]
    return seats.merge(organisations[["org_id", "college"]], on="org_id")


def _by_college(
    seats: pd.DataFrame, organisations: pd.DataFrame, column: str
) -> list[tuple[str, pd.Series]]:
    """One column by college, in the order of the organisations, then as a whole."""
    colleges = organisations["college"].dropna().unique()
    parts = [
        (college, seats.loc[truths(seats["college"] == college), column]) for college in colleges
    ]
    return [*parts, (WHOLE, seats[column])]
