"""Figures of effects by zone, costs and priorities; a sentence where there is nothing to draw."""

from ffsu_eval.charts import evaluation as charts
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Prose
from ffsu_eval.narrative.evaluation import notes, titles
from ffsu_eval.narrative.evaluation.results import Evaluation

FEWEST_DRAWN = 2


@block
def zones(evaluation: Evaluation) -> Figure | Prose:
    """EVA03: relative effect in the zones of each action."""
    frame = evaluation.effects
    if frame.empty:
        return Prose("Effets par zone : aucune zone d'action n'a de faits comptés.")
    arguments = (frame, evaluation.names, evaluation.categories)
    return Figure(
        "zones",
        charts.zone_forest(*arguments),
        titles.zones(evaluation),
        "Évolution des faits dans les zones d'action, rapportée à celle des zones témoins",
        notes.zones(evaluation),
        charts.zone_forest_alt(*arguments),
        charts.zone_forest_data(*arguments),
    )


@block
def displacement(evaluation: Evaluation) -> Figure | Prose:
    """EVA03: did facts move around the zones?"""
    frame = evaluation.displacement
    if frame["value"].isna().all():
        return Prose("Déplacement : non mesurable, aucune comparaison n'a de valeur.")
    arguments = (frame, evaluation.names, evaluation.categories)
    return Figure(
        "deplacement",
        charts.displacement_dots(*arguments),
        titles.displacement(frame),
        "Écart d'évolution avec le témoin, en nombre de faits, dans la zone, autour et au total",
        notes.displacement(evaluation),
        charts.displacement_dots_alt(*arguments),
        charts.displacement_dots_data(*arguments),
    )


@block
def costs(evaluation: Evaluation) -> Figure | Prose:
    """EVA06: the cascade of the costs by type."""
    frame = evaluation.costs_by_type
    if frame["value"].fillna(0).sum() == 0:
        return Prose("Coûts : aucun n'est documenté.")
    return Figure(
        "couts",
        charts.cost_cascade(frame),
        titles.cascade(frame),
        "Coût des actions par type, en euros",
        notes.cascade(evaluation),
        charts.cost_cascade_alt(frame),
        charts.cost_cascade_data(frame),
    )


@block
def priorities(evaluation: Evaluation) -> Figure | Prose:
    """EVA07: ranks at the start and today; a sentence when too few subjects are common."""
    frame = evaluation.ranks
    if len(frame) < FEWEST_DRAWN:
        return Prose(
            "Priorités du départ et d'aujourd'hui : trop peu de sujets communs pour être comparées."
        )
    arguments = (frame, evaluation.categories)
    return Figure(
        "priorites-depart",
        charts.rank_changes(*arguments),
        titles.priorities(evaluation.correlation),
        f"Rang des priorités au départ et aujourd'hui, selon {evaluation.today[1]}",
        notes.priorities(evaluation),
        charts.rank_changes_alt(*arguments),
        charts.rank_changes_data(*arguments),
    )
