"""GOV01, meetings held, and GOV05, delay of their minutes."""

import pandas as pd

from ffsu_eval.indicators.frames import joined, need, plural, ratio, result, truths

PLENARY = "pleniere"
MEETINGS = {
    "instance_type": "string",
    "year": "Int64",
    "planned": "Int64",
    "held": "Int64",
    "value": "Float64",
    "caveat": "string",
}
DELAY = {"value": "Float64", "n": "Int64", "n_missing": "Int64", "caveat": "string"}


def meetings_held(meetings: pd.DataFrame) -> pd.DataFrame:
    """GOV01, meetings held over meetings planned, by instance and year of the planned date.

    ``value`` 0-1. Plenaries have a row for every year from the first to the last of the register,
    even without any planned (planned 0, value NA), and a caveat when none was held: the council
    meets in plenary at least once a year. Give the meetings planned up to the reference date only.
    ValueError: missing column. Source of the floor: Code de la sécurité intérieure, partie
    réglementaire, conseil local de sécurité et de prévention de la délinquance.
    """
    need(meetings, "meetings", ("instance_type", "date", "held"))
    dated = meetings.dropna(subset=["date"])
    frame = pd.DataFrame(
        {
            "instance_type": dated["instance_type"],
            "year": pd.to_datetime(dated["date"]).dt.year,
            "held": truths(dated["held"]),
        }
    )
    counts = frame.groupby(["instance_type", "year"])["held"].agg(["size", "sum"])
    years = range(frame["year"].min(), frame["year"].max() + 1) if len(frame) else range(0)
    cells = {*counts.index, *((PLENARY, year) for year in years)}
    rows = []
    for instance, year in sorted(cells):
        planned, held = counts.loc[(instance, year)] if (instance, year) in counts.index else (0, 0)
        missing = instance == PLENARY and held == 0
        rows.append(
            {
                "instance_type": instance,
                "year": year,
                "planned": planned,
                "held": held,
                "value": ratio(held, planned),
                "caveat": "aucune séance plénière tenue dans l'année" if missing else "",
            }
        )
    return result(rows, MEETINGS)


def minutes_delay(meetings: pd.DataFrame) -> pd.DataFrame:
    """GOV05, delay of the minutes: median number of days from the meeting to its minutes.

    One row; ``n`` meetings held with minutes, ``n_missing`` held without, told in the caveat with
    those whose minutes are dated before the meeting, left out. ValueError: missing column.
    House formula.
    """
    need(meetings, "meetings", ("date", "minutes_date", "held"))
    held = meetings[truths(meetings["held"])]
    days = (held["minutes_date"] - held["date"]).dt.days.astype("Float64")
    valid, missing = days[truths(days >= 0)], int(days.isna().sum())
    wrong = len(days) - len(valid) - missing
    row = {
        "value": valid.median() if len(valid) else None,
        "n": len(valid),
        "n_missing": missing,
        "caveat": joined(
            f"{plural(missing, 'réunion tenue', 'réunions tenues')} sans compte rendu"
            * (missing > 0),
            f"{plural(wrong, 'compte rendu daté', 'comptes rendus datés')} d'avant la réunion"
            * (wrong > 0),
        ),
    }
    return result([row], DELAY)
