"""Tables of zones, costs and conditions of a synthetic control; a sentence where there is nothing."""

from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Prose, Table
from ffsu_eval.narrative.evaluation import notes, titles
from ffsu_eval.narrative.evaluation.results import Evaluation
from ffsu_eval.tables import evaluation as tables


@block
def zones(evaluation: Evaluation) -> Table | Prose:
    """The zones that are compared and their counts, those that secrecy withholds as « s »."""
    names = {**evaluation.names, **evaluation.actions}
    own = {str(key): str(key) for key in evaluation.zones["action_id"].dropna()}
    frame = tables.zones_table(
        evaluation.zones, evaluation.cells, {**own, **names}, evaluation.categories
    )
    if frame.empty:
        return Prose("Zones : aucun fait n'y est compté.")
    return Table(
        "zones",
        frame,
        titles.zones(evaluation),
        "Zones comparées, faits avant et après le début de l'action",
        notes.table_of_zones(evaluation),
        right=["Avant", "Après"],
        signs=tables.ZONE_SIGNS,
    )


@block
def costs(evaluation: Evaluation) -> Table:
    """EVA06: cost of each action, and by unit of what it has produced."""
    return Table(
        "couts",
        tables.costs_table(evaluation.costs),
        titles.costs(evaluation),
        "Coût de chaque action, toutes années, et par unité de réalisation",
        notes.costs(evaluation),
        right=["Coût (€)", "Types de coût", "Coût par unité (€)"],
        total_row=True,
        signs=tables.COST_SIGNS,
    )


@block
def synthetic(evaluation: Evaluation) -> Table | Prose:
    """EVA04: why no synthetic control is computed."""
    frame = evaluation.synthetic
    if frame.empty:
        return Prose("")
    return Table(
        "comparateur-synthetique",
        tables.synthetic_table(frame, evaluation.crime.labels),
        titles.synthetic(frame),
        "Ce qu'un comparateur synthétique demanderait, et ce que les données offrent",
        notes.synthetic(evaluation),
        right=["Années diffusées avant", "Communes de comparaison"],
    )
