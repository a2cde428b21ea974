"""Alternative text and table of the panels of rates."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from ffsu_eval.charts.recorded.series import (
    LOCKDOWNS,
    Panel,
    Series,
    events_of,
    marked_words,
    panels_of,
)
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.words import (
    alternative,
    extremes,
    intervals,
    missing_sign,
    table,
    without_value,
)
from ffsu_eval.french import NOT_APPLICABLE, count_words, join_fr, number
from ffsu_eval.indicators.recorded.rates import NOT_ADDED


def rates_panels_alt(
    rates: pd.DataFrame,
    labels: Mapping[str, str],
    events: pd.DataFrame | None = None,
    communes: Mapping[str, str] | None = None,
    pooled: pd.DataFrame | None = None,
    shared_scale: bool = False,
    marked_years: Sequence[int] = (),
    marked_for: str = LOCKDOWNS,
) -> str:
    """Alternative text of ``rates_panels``: kind, years, extremes of the last year, changes, gaps."""
    panels, years = panels_of(rates, labels, communes, pooled)
    names = [series.name or "territoire" for series in panels[0].series]
    marked = marked_words(marked_years, years, marked_for)
    compared = f" Séries comparées : {join_fr(names)}." if len(names) > 1 else ""
    own = [(panel.label, panel.series[0]) for panel in panels]
    return alternative(
        f"{_kind(panels, shared_scale)} : faits enregistrés pour {_bases(panels)}, "
        f"{_period(years)}.{compared}",
        at_year(own, years[-1], _permille),
        movements(own),
        without_value([label for label, series in own if series.published.empty]),
        gaps(panels),
        _named_events(events, years),
        f"Années marquées : {marked}." if marked else "",
    )


def _kind(panels: list[Panel], shared_scale: bool) -> str:
    if len(panels) == 1:
        return f"Graphique en points reliés avec intervalles à 95 %, {panels[0].label}"
    charts = count_words(len(panels), "petit graphique", "petits graphiques")
    scale = "même échelle" if shared_scale else "échelle propre à chacun"
    return (
        f"{capital(charts)} en points reliés avec intervalles à 95 %, un par indicateur ({scale})"
    )


def _period(years: range) -> str:
    return f"de {years[0]} à {years[-1]}" if len(years) > 1 else f"en {years[0]}"


def _bases(panels: list[Panel]) -> str:
    names = {"logements" if panel.dwellings else "habitants" for panel in panels}
    return f"1\u202f000 {join_fr(sorted(names), 'ou')}"


def _named_events(events: pd.DataFrame | None, years: range) -> str:
    named = [event.text for event in events_of(events, years)]
    return f"Repères dans le temps : {join_fr(named)}." if named else ""


def _permille(value: float) -> str:
    return f"{number(value, 1)}\u00a0‰"


def at_year(own: list[tuple[str, Series]], year: int, text: Callable[[float], str]) -> str:
    """« En 2022, valeur la plus élevée : … »: highest and lowest values of one year."""
    pairs = []
    for label, series in own:
        found = series.published[series.published["year"] == year]
        pairs += [(label, float(value)) for value in found["value"]]
    told = extremes(pairs, text)
    return f"En {year}, {told[:1].lower()}{told[1:]}"


def movements(own: list[tuple[str, Series]], decimals: int = 1) -> str:
    """First and last published values of the indicator that rose most and of the one that fell most."""
    moved = []
    for label, series in own:
        known = series.published
        if len(known) > 1 and known["value"].iloc[0] > 0:
            moved.append((known["value"].iloc[-1] / known["value"].iloc[0], label, known))
    if not moved:
        return ""
    chosen = {max(moved)[1]: max(moved), min(moved)[1]: min(moved)}
    parts = [
        f"{label}, de {number(known['value'].iloc[0], decimals)} en {known['year'].iloc[0]} à "
        f"{number(known['value'].iloc[-1], decimals)} en {known['year'].iloc[-1]}"
        for _, label, known in chosen.values()
    ]
    if len(parts) == 1:
        return f"Évolution : {parts[0]}."
    return f"Évolutions relatives extrêmes : {' ; '.join(parts)}."


def gaps(panels: list[Panel]) -> str:
    """« Deux points annuels sans valeur, laissés vides. »"""
    cells = sum(int(panel.series[0].points["value"].isna().sum()) for panel in panels)
    if not cells:
        return ""
    years = count_words(cells, "point annuel sans valeur", "points annuels sans valeur")
    return f"{capital(years)}, laissés vides." if cells > 1 else f"{capital(years)}, laissé vide."


def rates_panels_data(
    rates: pd.DataFrame,
    labels: Mapping[str, str],
    communes: Mapping[str, str] | None = None,
    pooled: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Table behind ``rates_panels``: one row per indicator, series and year.

    Totals that cannot be made say of how many communes, in a column of remarks.
    """
    panels, _ = panels_of(rates, labels, communes, pooled)
    parts = [_rows(panel, series) for panel in panels for series in panel.series]
    frame = pd.concat(parts, ignore_index=True)
    if not frame["Remarque"].str.contains(NOT_ADDED).any():
        frame = frame.drop(columns="Remarque")
    if frame["Série"].nunique() == 1:
        frame = frame.drop(columns="Série")
    return table(frame)


def _rows(panel: Panel, series: Series) -> pd.DataFrame:
    points = series.points
    missing = points["value"].isna()
    signs = points["caveat"].map(missing_sign)
    rates = points["value"].map(lambda value: number(value, 1))
    bounds = pd.Series(intervals(points), index=points.index)
    # a pooled rate is drawn without interval
    bounds = bounds.mask(points["ci_low"].isna() & ~missing, NOT_APPLICABLE)
    return pd.DataFrame(
        {
            "Indicateur": capital(panel.label),
            "Série": capital(series.name or "territoire"),
            "Année": points["year"].astype(str),
            "Taux (‰)": rates.mask(missing, signs),
            "Intervalle à 95 %": bounds.mask(missing, signs),
            "Rapporté à": "1\u202f000 logements" if panel.dwellings else "1\u202f000 habitants",
            "Remarque": points["caveat"].where(points["caveat"] != "", NOT_APPLICABLE),
        }
    )
