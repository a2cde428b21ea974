"""What the panels of rates draw: one panel per indicator, one or two series in each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from string import ascii_lowercase

import pandas as pd

from ffsu_eval.charts.words import label_of, missing_sign, no_rows, records
from ffsu_eval.french import date_short, join_fr
from ffsu_eval.indicators.frames import need

FRAGILE = "fragile"
LOCKDOWNS = "confinements"
NEEDED = ("territory_id", "indicator_id", "year", "value", "ci_low", "ci_high", "caveat")


@dataclass(frozen=True)
class Series:
    """Rates of one commune, or of a group of communes, one row per year, missing ones included."""

    name: str
    points: pd.DataFrame

    @property
    def published(self) -> pd.DataFrame:
        """Rows that have a value."""
        return self.points[self.points["value"].notna()]

    @property
    def gaps(self) -> list[tuple[int, int, str]]:
        """First year, last year and sign of each run of years without value."""
        runs: list[tuple[int, int, str]] = []
        for row in records(self.points[self.points["value"].isna()]):
            year, sign = int(row.year), missing_sign(row.caveat)
            if runs and runs[-1][1:] == (year - 1, sign):
                runs[-1] = (runs[-1][0], year, sign)
            else:
                runs.append((year, year, sign))
        return runs

    @property
    def reasons(self) -> list[str]:
        """Caveats of the years without value."""
        return [str(caveat) for caveat in self.points.loc[self.points["value"].isna(), "caveat"]]

    @property
    def fragile(self) -> bool:
        """True when some value rests on few facts."""
        return bool(self.published["caveat"].str.contains(FRAGILE).any())


@dataclass(frozen=True)
class Panel:
    """One indicator."""

    label: str
    dwellings: bool
    series: tuple[Series, ...]

    @property
    def highest(self) -> float:
        """Highest value or bound, 0 when nothing is published."""
        columns = [s.points[["value", "ci_high"]].max().max() for s in self.series]
        return max((float(value) for value in columns if pd.notna(value)), default=0.0)


@dataclass(frozen=True)
class Event:
    """One policy event: place on the axis of years, letter, label and date."""

    place: float
    letter: str
    text: str


def panels_of(
    rates: pd.DataFrame,
    labels: Mapping[str, str],
    communes: Mapping[str, str] | None,
    pooled: pd.DataFrame | None,
) -> tuple[list[Panel], range]:
    """Panels in the order of ``labels`` and the years they cover.

    ValueError: missing column, no row, more than two series, an indicator without label.
    """
    need(rates, "rates", (*NEEDED, "denominator_type"))
    no_rows("rates", len(rates))
    codes = list(communes) if communes else list(rates["territory_id"].unique())
    if len(codes) + (pooled is not None) > 2 or (len(codes) == 2 and not communes):
        raise ValueError("rates: at most two series, and a name for each of two communes")
    years = range(int(rates["year"].min()), int(rates["year"].max()) + 1)
    present = list(rates["indicator_id"].unique())
    for indicator in present:
        label_of(labels, indicator)
    panels = []
    for indicator in (key for key in labels if key in present):
        rows = rates[rates["indicator_id"] == indicator]
        series = [
            Series(
                (communes or {}).get(code, ""), _yearly(rows[rows["territory_id"] == code], years)
            )
            for code in codes
        ]
        if pooled is not None:
            series.append(Series("communes comparées", _pooled(pooled, indicator, years)))
        dwellings = bool((rows["denominator_type"] == "dwellings").all())
        panels.append(Panel(labels[indicator], dwellings, tuple(series)))
    return panels, years


def _yearly(rows: pd.DataFrame, years: range) -> pd.DataFrame:
    """One row per year; a year that is not in the frame is missing, as an unpublished one."""
    found = rows.set_index("year").reindex(pd.Index(years, name="year", dtype="Int64"))
    found["caveat"] = found["caveat"].fillna("absent de la base")
    return found.reset_index()


def _pooled(pooled: pd.DataFrame, indicator: str, years: range) -> pd.DataFrame:
    need(pooled, "pooled", ("indicator_id", "year", "pooled_rate"))
    rows = pooled[pooled["indicator_id"] == indicator]
    points = rows[["year", "pooled_rate"]].rename(columns={"pooled_rate": "value"})
    none = pd.Series(pd.NA, index=points.index, dtype="Float64")
    return _yearly(points.assign(ci_low=none, ci_high=none, caveat=""), years)


def marked_words(marked: Collection[int], years: range, reason: str) -> str:
    """« 2020 et 2021 (confinements) »: the marked years that are drawn, "" when there is none."""
    named = [str(year) for year in years if year in marked]
    return f"{join_fr(named)} ({reason})" if named else ""


def events_of(events: pd.DataFrame | None, years: range) -> list[Event]:
    """Events of the period, by date, each with its letter.

    ValueError: missing column, more events than letters.
    """
    if events is None:
        return []
    need(events, "events", ("date", "label_fr"))
    days = pd.to_datetime(events["date"])
    inside = events.assign(day=days)[days.dt.year.isin(years)].sort_values("day")
    if len(inside) > len(ascii_lowercase):
        raise ValueError("events: too many to be named by letters")
    return [
        Event(_place(row.day), letter, f"{row.label_fr} ({date_short(row.day)})")
        for letter, row in zip(ascii_lowercase, records(inside), strict=False)
    ]


def _place(day: pd.Timestamp) -> float:
    """Place on an axis where a year runs from half a step before its tick to half a step after."""
    return day.year - 0.5 + (day.day_of_year - 1) / (366 if day.is_leap_year else 365)
