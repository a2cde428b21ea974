"""What the panels of rates draw: one panel per indicator, one or two series in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_lowercase

import pandas as pd

from ffsu_eval.charts.layout import no_rows
from ffsu_eval.charts.words import label_of
from ffsu_eval.french import date_short
from ffsu_eval.indicators.frames import need

FRAGILE = "fragile"
NEEDED = ("commune_code", "indicator_id", "year", "value", "ci_low", "ci_high", "caveat")
POINT = ["year", "value", "ci_low", "ci_high", "caveat"]


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
    codes = list(communes) if communes else list(rates["commune_code"].unique())
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
                (communes or {}).get(code, ""), _yearly(rows[rows["commune_code"] == code], years)
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
    empty = points.assign(ci_low=pd.NA, ci_high=pd.NA, caveat="")
    return _yearly(empty.astype({"ci_low": "Float64", "ci_high": "Float64"}), years)


def events_of(events: pd.DataFrame | None, years: range) -> list[tuple[float, str, str]]:
    """Position on the axis of years, letter and name of each event of the period, by date."""
    if events is None:
        return []
    need(events, "events", ("date", "label_fr"))
    inside = events[pd.to_datetime(events["date"]).dt.year.isin(years)].sort_values("date")
    if len(inside) > len(ascii_lowercase):
        raise ValueError("events: too many to be named by letters")
    marks = []
    for letter, row in zip(ascii_lowercase, inside.itertuples(), strict=False):
        day = pd.Timestamp(row.date)  # type: ignore[arg-type]
        # a year runs from half a step before its tick to half a step after
        place = day.year - 0.5 + (day.dayofyear - 1) / (366 if day.is_leap_year else 365)
        marks.append((place, letter, f"{row.label_fr} ({date_short(day)})"))
    return marks
