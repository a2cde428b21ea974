"""GOV09, do the same organisations come from one year to the next?"""

import pandas as pd

from ffsu_eval.indicators.frames import ratio, result, truths
from ffsu_eval.indicators.governance.presence import seats_held

CONTINUITY = {
    "year": "Int64",
    "value": "Float64",
    "kept": "Int64",
    "left": "Int64",
    "joined": "Int64",
    "n": "Int64",
    "caveat": "string",
}


def continuity(
    attendance: pd.DataFrame, organisations: pd.DataFrame, meetings: pd.DataFrame
) -> pd.DataFrame:
    """GOV09, by year from the second: organisations present both years / present in one or both.

    ``value`` 0-1 (Jaccard); ``kept``, ``left``, ``joined`` organisations, ``n`` their sum. A year
    without a meeting held has no value, nor has the next. ValueError: as ``attendance_rate``.
    Source: P. Jaccard, Bulletin de la Société vaudoise des sciences naturelles 37, 1901.
    """
    seats = seats_held(attendance, organisations, meetings)
    years = meetings.set_index("meeting_id")["date"].dt.year
    came = seats[truths(seats["present"])]
    year_of = came["meeting_id"].map(years)
    present = {int(year): set(part) for year, part in came["org_id"].groupby(year_of)}
    lines = []
    for year in range(min(present, default=0) + 1, max(present, default=0) + 1):
        before, now = present.get(year - 1, set()), present.get(year, set())
        known = bool(before) and bool(now)
        either = len(before | now)
        lines.append(
            {
                "year": year,
                "value": ratio(len(before & now), either) if known else None,
                "kept": len(before & now),
                "left": len(before - now),
                "joined": len(now - before),
                "n": either,
                "caveat": "" if known else "aucune réunion tenue l'une des deux années",
            }
        )
    return result(lines, CONTINUITY)
