"""Figures of a diagnosis; a sentence where there is nothing to draw."""

from ffsu_eval.charts import diagnosis as charts
from ffsu_eval.evidence.register import Register
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Prose
from ffsu_eval.narrative.diagnosis import notes, titles
from ffsu_eval.narrative.diagnosis.results import Diagnosis

MOST_DRAWN = 4


@block
def quadrant(diagnosis: Diagnosis) -> Figure | Prose:
    """DLS01: what is met beside what is recorded."""
    frame = diagnosis.quadrant
    if frame["felt_rank"].isna().all():
        return Prose(
            "Ressenti et enregistré : trop peu de phénomènes ont à la fois une fréquence montrée dans "
            "l'enquête et une tendance publiée pour être comparés."
        )
    years = diagnosis.crime.period
    return Figure(
        "ressenti-enregistre",
        charts.quadrant_plot(frame),
        titles.quadrant(frame),
        "Rang de la fréquence rencontrée par les répondants et de la tendance enregistrée, "
        f"{years[0]}-{years[-1]}",
        notes.quadrant(diagnosis),
        charts.quadrant_plot_alt(frame),
        charts.quadrant_plot_data(frame),
    )


@block
def needs(diagnosis: Diagnosis, register: Register) -> Figure | Prose:
    """DLS02: publics and phenomena, needs and responses."""
    coverage = diagnosis.coverage(register)
    if coverage.empty:
        return Prose("Besoins et réponses : ni besoin signalé, ni réponse recensée.")
    arguments = (coverage, diagnosis.publics, diagnosis.phenomena)
    return Figure(
        "besoins-reponses",
        charts.needs_matrix(*arguments),
        titles.needs(coverage),
        "Besoins signalés par les constats et réponses recensées, par phénomène et public",
        notes.needs(diagnosis, coverage),
        charts.needs_matrix_alt(*arguments),
        charts.needs_matrix_data(*arguments),
    )


@block
def walks(diagnosis: Diagnosis) -> Figure | Prose:
    """DLS03: profile of the exploratory walks."""
    frame = diagnosis.walk_profile
    if frame["value"].isna().all():
        return Prose("Marches exploratoires : aucune dimension n'est notée en trois points.")
    return Figure(
        "marches",
        charts.walk_dots(frame),
        titles.walks(frame),
        "Note moyenne de chaque dimension aux points des marches, de 1 à 4",
        notes.walks(diagnosis),
        charts.walk_dots_alt(frame),
        charts.walk_dots_data(frame),
    )


@block
def communes(diagnosis: Diagnosis) -> Figure | Prose:
    """DLS04: the communes side by side; nothing for one commune, the table alone for many."""
    frame, crime = diagnosis.ratios, diagnosis.crime
    if frame["value"].isna().all() or frame["territory_id"].nunique() > MOST_DRAWN:
        return Prose("")
    arguments = (frame, crime.labels, crime.names)
    return Figure(
        "communes",
        charts.communes_forest(*arguments),
        titles.communes(diagnosis),
        f"Rapport des taux enregistrés, {_years(diagnosis)}",
        notes.communes(diagnosis),
        charts.communes_forest_alt(*arguments),
        charts.communes_forest_data(*arguments),
    )


def _years(diagnosis: Diagnosis) -> str:
    known = diagnosis.ratios[diagnosis.ratios["value"].notna()]
    return f"{known['first_year'].min()}-{known['last_year'].max()}"
