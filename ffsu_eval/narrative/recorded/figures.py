"""Figures of the chapter on recorded crime, whatever the engagement."""

from ffsu_eval.charts import recorded as charts
from ffsu_eval.french import join_fr
from ffsu_eval.indicators.recorded.yearly import STRONG_DISPERSION
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Prose
from ffsu_eval.narrative.recorded import notes, titles
from ffsu_eval.narrative.recorded.results import RecordedCrime

EXAMPLE = "cambriolages"


@block
def territory(crime: RecordedCrime) -> Figure | Prose:
    """Map of the territory among the communes of its intercommunality; nothing without contours."""
    if not set(crime.codes) & set(crime.contours):
        return Prose("")
    arguments = (crime.contours, crime.names, [c for c in crime.codes if c in crime.contours])
    place, places = crime.names[crime.area], crime.mission.data.communes
    own = places[places["commune_code"].isin(crime.codes)]
    around = sorted(set(own["epci_label"].dropna()))
    title = f"{place} et son intercommunalité ({join_fr(around)})" if around else place
    scope = f"{place} et les autres communes de l'intercommunalité."
    source = "IGN, Admin Express (contours simplifiés, communes de 2018) ; Insee et DGCL."
    return Figure(
        "territoire",
        charts.territory_map(*arguments),
        title,
        "Contours des communes",
        Notes("", scope, source),
        charts.territory_map_alt(*arguments),
        charts.territory_map_data(*arguments),
    )


@block
def rates(crime: RecordedCrime) -> Figure:
    """F1: rates by year, with intervals, unpublished years as gaps."""
    events = vars(crime.mission.data).get("policy_events")
    marked = crime.mission.parameters.marked_years
    return Figure(
        "delinquance",
        charts.rates_panels(crime.rates, crime.labels, events, marked_years=marked),
        titles.trends(crime),
        f"Taux enregistrés par indicateur, {_place(crime)}, {crime.period[0]}-{crime.period[-1]}",
        notes.rates(crime, notes.pick(crime.rates, EXAMPLE)),
        charts.rates_panels_alt(crime.rates, crime.labels, events, marked_years=marked),
        charts.rates_panels_data(crime.rates, crime.labels),
    )


@block
def changes(crime: RecordedCrime) -> Figure:
    """Changes between the first and the last year of the policy."""
    return Figure(
        "evolutions",
        charts.change_forest(crime.changes, crime.labels),
        titles.changes(crime),
        f"Évolution des taux enregistrés, {_place(crime)}, {crime.policy[0]}-{crime.policy[-1]}",
        notes.changes(crime, notes.pick(crime.changes, EXAMPLE)),
        charts.change_forest_alt(crime.changes, crime.labels),
        charts.change_forest_data(crime.changes, crime.labels),
    )


@block
def comparison(crime: RecordedCrime) -> Figure:
    """F2: gap of each rate with that of the communes compared."""
    return Figure(
        "comparaison",
        charts.comparison_forest(crime.gaps, crime.labels),
        titles.comparison(crime),
        f"Rapport du taux enregistré à {_place(crime)} à celui des communes comparées, {_end(crime)}",
        notes.comparison(crime, notes.pick(crime.gaps, EXAMPLE)),
        charts.comparison_forest_alt(crime.gaps, crime.labels),
        charts.comparison_forest_data(crime.gaps, crime.labels),
    )


@block
def groups(crime: RecordedCrime) -> Figure:
    """F2 by groups: does the reading depend on who is compared?"""
    arguments = (crime.gaps_by_group, crime.labels, crime.group_labels)
    return Figure(
        "groupes",
        charts.groups_forest(*arguments),
        titles.groups(crime),
        f"Rapport du taux enregistré à {_place(crime)} à celui de chaque groupe, {_end(crime)}",
        notes.groups(crime, notes.pick(crime.gaps_by_group, EXAMPLE)),
        charts.groups_forest_alt(*arguments),
        charts.groups_forest_data(*arguments),
    )


@block
def funnels(crime: RecordedCrime) -> Figure:
    """F3: the territory among the communes compared, with control limits."""
    arguments = (crime.funnels, crime.labels, crime.area, _place(crime))
    own = crime.funnels[crime.funnels["territory_id"] == crime.area]
    return Figure(
        "entonnoirs",
        charts.funnel_panels(*arguments),
        titles.funnels(crime),
        f"Taux enregistré selon la taille de la commune, {_end(crime)}",
        notes.funnels(crime, notes.pick(own, EXAMPLE)),
        charts.funnel_panels_alt(*arguments),
        charts.funnel_panels_data(*arguments),
    )


@block
def structure(crime: RecordedCrime) -> Figure | Prose:
    """REC07: shares within each unit of count, never across."""
    frame = crime.structure
    if frame.empty:
        return Prose("")
    year = crime.policy[-1]
    return Figure(
        "structure",
        charts.structure_bars(frame, crime.labels),
        "Part de chaque indicateur dans son unité de compte ; aucune somme d'une unité à l'autre",
        f"Faits enregistrés, {_place(crime)}, {year}",
        notes.rates(crime, notes.pick(crime.rates, EXAMPLE)),
        charts.structure_bars_alt(frame, crime.labels),
        charts.structure_bars_data(frame, crime.labels),
    )


@block
def ratios(crime: RecordedCrime) -> Figure | Prose:
    """REC08 by year: did both move together before the policy, and since? Nothing without a before."""
    if not crime.before:
        return Prose("")
    policy = (crime.policy[0], crime.policy[-1])
    marked = crime.mission.parameters.marked_years
    return Figure(
        "ecarts-annuels",
        charts.ratio_series(crime.ratios, crime.labels, policy, marked_years=marked),
        titles.differentials(crime),
        f"Taux enregistré à {_place(crime)} rapporté à celui des communes comparées, par année",
        notes.differential(crime, notes.pick(crime.differentials, EXAMPLE)),
        charts.ratio_series_alt(crime.ratios, crime.labels, policy, marked_years=marked),
        charts.ratio_series_data(crime.ratios, crime.labels, policy),
    )


@block
def residuals(crime: RecordedCrime) -> Figure | Prose:
    """Residuals of the trends that a line describes badly; nothing when there is none."""
    if not (crime.residuals["dispersion"] > STRONG_DISPERSION).any():
        return Prose("")
    marked = crime.mission.parameters.marked_years
    return Figure(
        "residus",
        charts.residuals_panels(crime.residuals, crime.labels, marked),
        "Les années que la tendance décrit mal",
        "Écart de chaque année à la tendance, en écarts-types, indicateurs de forte surdispersion",
        notes.plain(crime, "un écart au-delà de 2 est plus grand que le hasard ne le voudrait.",
                    notes.scope(crime)),
        charts.residuals_panels_alt(crime.residuals, crime.labels, marked),
        charts.residuals_panels_data(crime.residuals, crime.labels),
    )  # fmt: skip


def _place(crime: RecordedCrime) -> str:
    return crime.names[crime.area]


def _end(crime: RecordedCrime) -> int:
    return crime.policy[-1]
