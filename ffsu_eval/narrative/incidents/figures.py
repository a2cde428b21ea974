"""Figures of the chapter on local incidents, whatever the engagement; nothing without data."""

from ffsu_eval.charts import incidents as charts
from ffsu_eval.charts.incidents.labels import UNITS
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Prose
from ffsu_eval.narrative.incidents import notes, titles
from ffsu_eval.narrative.incidents.results import LocalIncidents


@block
def week(incidents: LocalIncidents) -> Figure | Prose:
    """F4: hours and days of the week of the main source."""
    if not incidents.given:
        return Prose("")
    arguments = (incidents.profile, incidents.margins)
    return Figure(
        "incidents-semaine",
        charts.week_heat(*arguments),
        titles.week(incidents),
        f"Incidents pour 100 heures, par jour et heure, {_main(incidents)}, {notes.years(incidents)}",
        notes.week(incidents),
        charts.week_heat_alt(*arguments),
        charts.week_heat_data(*arguments),
    )


@block
def densities(incidents: LocalIncidents) -> Figure | Prose:
    """F5: density of the main source by neighbourhood, in alphabetical order."""
    if not incidents.given or incidents.local_densities.empty:
        return Prose("")
    frame = incidents.local_densities
    arguments = (frame, incidents.places)
    unit = UNITS[str(frame["exposure_unit"].iloc[0])]
    return Figure(
        "incidents-quartiers",
        charts.density_dots(*arguments),
        titles.densities(incidents),
        f"Incidents pour {unit}, {_main(incidents)}, {frame['year'].iloc[0]}",
        notes.densities(incidents),
        charts.density_dots_alt(*arguments),
        charts.density_dots_data(*arguments),
    )


@block
def months(incidents: LocalIncidents) -> Figure | Prose:
    """Incidents of each source by month, months not reported as gaps."""
    if not incidents.given:
        return Prose("")
    arguments = (incidents.monthly, incidents.sources)
    return Figure(
        "incidents-mois",
        charts.monthly_panels(*arguments),
        titles.months(incidents),
        f"Incidents consignés par mois et par source, {_place(incidents)}, {notes.years(incidents)}",
        notes.months(incidents),
        charts.monthly_panels_alt(*arguments),
        charts.monthly_panels_data(*arguments),
    )


@block
def cells(incidents: LocalIncidents) -> Figure | Prose:
    """F5: cells of 250 m in classes; nothing when no incident has a cell."""
    if not incidents.given or incidents.cells.empty:
        return Prose("")
    arguments = (incidents.cells, incidents.n_cells)
    return Figure(
        "incidents-mailles",
        charts.cells_map(*arguments),
        titles.cells(incidents),
        f"Incidents par maille de 250 m, {_place(incidents)}, {notes.years(incidents)}",
        notes.cells(incidents),
        charts.cells_map_alt(*arguments),
        charts.cells_map_data(*arguments),
    )


def _place(incidents: LocalIncidents) -> str:
    return incidents.mission.territory.label_fr


def _main(incidents: LocalIncidents) -> str:
    return f"« {incidents.sources[incidents.main]} »"
