"""F11: every planned meeting on the line of its instance, held or not."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ffsu_eval.charts.marks import dot, dot_key
from ffsu_eval.charts.rows import Row, Scale, rows_figure
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.theme import ACCENT, COMPARATOR, RULE, housed
from ffsu_eval.charts.words import alternative, label_of, no_rows, records, table
from ffsu_eval.french import date_fr, date_short, join_fr, number, of_total
from ffsu_eval.indicators.frames import need, truths

HELD, CANCELLED = "réunion tenue", "réunion prévue et non tenue"
NAMED = 6


@housed
def meetings_timeline(meetings: pd.DataFrame, instances: Mapping[str, str]) -> Figure:
    """Every planned meeting at its date, one row per instance: a disc when held, else a cross.

    ``meetings``: typed frame; ``instances``: instance type → label, in the order of the rows; an
    instance that planned no meeting has an empty row. ValueError: missing column, no dated meeting,
    instance without label.
    """
    dated, places = _dated(meetings, instances)
    years = range(int(dated["date"].dt.year.min()), int(dated["date"].dt.year.max()) + 1)
    rows = []
    for instance, label in instances.items():
        own = dated[dated["instance_type"] == instance]
        held = int(own["held_yes"].sum())
        points = list(zip(places[own.index], own["held_yes"], strict=True))
        rows.append(Row(capital(label), f"{of_total(held, len(own))}", points))
    names = [(year + 0.5, str(year)) for year in years]
    scale = Scale(years[0], years[-1] + 1, names, "Réunions tenues sur réunions prévues, à droite")

    def draw(axes: Axes, points: list[tuple[float, bool]], y: float) -> None:
        _meetings(axes, points, y)

    keys = [dot_key(HELD, ACCENT)]
    if not dated["held_yes"].all():
        keys.append(dot_key(CANCELLED, COMPARATOR, marker="x"))
    figure = rows_figure(rows, scale, draw, keys)
    axes = figure.axes[0]
    axes.grid(False)
    axes.tick_params(axis="x", length=0)
    for year in [*years, years[-1] + 1]:
        axes.axvline(year, color=RULE, linewidth=0.6, zorder=0)
    return figure


def _dated(meetings: pd.DataFrame, instances: Mapping[str, str]) -> tuple[pd.DataFrame, pd.Series]:
    """Meetings with a date, whether they were held, and their place on an axis of years."""
    need(meetings, "meetings", ("instance_type", "date", "held"))
    dated = meetings.dropna(subset=["date"]).sort_values("date", ignore_index=True)
    no_rows("meetings", len(dated))
    for instance in dated["instance_type"].unique():
        label_of(instances, instance)
    dates = pd.to_datetime(dated["date"])
    dated = dated.assign(date=dates, held_yes=truths(dated["held"]))
    lengths = dates.dt.is_leap_year.map({True: 366, False: 365})
    return dated, dates.dt.year + (dates.dt.day_of_year - 1) / lengths


def _meetings(axes: Axes, points: list[tuple[float, bool]], y: float) -> None:
    low, high = axes.get_xlim()
    axes.plot([low, high], [y, y], color=RULE, linewidth=0.8, zorder=1)
    for place, held in points:
        style = dot(ACCENT if held else COMPARATOR, marker="o" if held else "x", size=5.5)
        axes.plot(place, y, zorder=4, clip_on=False, **style)


def meetings_timeline_alt(meetings: pd.DataFrame, instances: Mapping[str, str]) -> str:
    """Alternative text of ``meetings_timeline``."""
    dated, _ = _dated(meetings, instances)
    by_instance = dated.groupby("instance_type")["held_yes"].agg(["mean", "sum", "size"])
    texts = {str(key): of_total(row["sum"], row["size"]) for key, row in by_instance.iterrows()}
    parts = [f"{label} : {texts[key]}" for key, label in instances.items() if key in texts]
    missed = dated[~dated["held_yes"]]
    named = [f"{instances[row.instance_type]} ({date_fr(row.date)})" for row in records(missed)]
    if len(named) > NAMED:
        named = [*named[:NAMED], f"{number(len(missed) - NAMED)} autres"]
    return alternative(
        f"Frise des réunions prévues du {date_fr(dated['date'].iloc[0])} au "
        f"{date_fr(dated['date'].iloc[-1])} : "
        f"{of_total(dated['held_yes'].sum(), len(dated))} ont été tenues.",
        f"Tenues sur prévues : {' ; '.join(parts)}.",
        f"Prévues et non tenues : {join_fr(named)}." if named else "Toutes ont été tenues.",
    )


def meetings_timeline_data(meetings: pd.DataFrame, instances: Mapping[str, str]) -> pd.DataFrame:
    """Table behind ``meetings_timeline``: one row per planned meeting."""
    dated, _ = _dated(meetings, instances)
    return table(
        {
            "Instance": [capital(instances[key]) for key in dated["instance_type"]],
            "Date prévue": [date_short(day) for day in dated["date"]],
            "Tenue": ["oui" if held else "non" for held in dated["held_yes"]],
        }
    )
