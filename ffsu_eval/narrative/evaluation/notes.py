"""Lecture, Champ and Source of effects by zone, costs and priorities, computed from their data."""

from ffsu_eval.charts.evaluation.labels import COST_TYPES, MEASURES, category_name
from ffsu_eval.evidence.evaluation import zone_statement
from ffsu_eval.french import NBSP, interval_from, is_missing, number, percent, signed
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.blocks import Notes
from ffsu_eval.narrative.evaluation.results import SURVEY, Evaluation
from ffsu_eval.narrative.recorded import notes as crime_notes
from ffsu_eval.rows import rows

CAUTION = (
    "Comparer suppose que zones d'action et témoins auraient sinon évolué de même, ce que deux périodes ne "
    "montrent pas. L'intervalle suppose des faits indépendants ; une baisse qui ne tient pas à une "
    "dispersion de 1,5 ne compte pas comme un effet estimé. « Non détectable » ne veut pas dire sans effet."
)


def source(evaluation: Evaluation, dataset: str, what: str) -> str:
    """What the block rests on, and its status."""
    return f"{what} ; {evaluation.mission.status_words(dataset)}."


def _zones(evaluation: Evaluation) -> str:
    return source(evaluation, "zone_counts", "faits comptés par zone par les services de la Ville")


def zones(evaluation: Evaluation) -> Notes:
    """Notes of EVA03: the first comparison with a value read aloud."""
    known = evaluation.effects[evaluation.effects["value"].notna()]
    lecture = "aucun écart n'est calculable."
    if len(known):
        row = rows(known)[0]
        lecture = (
            f"« {evaluation.names[row['comparison_id']]} », "
            f"{category_name(row['category'], evaluation.categories)} : de {number(row['t_before'])} à "
            f"{number(row['t_after'])} faits dans la zone, de {number(row['c_before'])} à "
            f"{number(row['c_after'])} dans le témoin ; {zone_statement(row)}."
        )
    scope = (
        "zones d'action et zones témoins, même nombre de mois ; moins de six faits dans une case : secret "
        f"statistique, aucun calcul. {CAUTION}"
    )
    return Notes(lecture, scope, _zones(evaluation))


def displacement(evaluation: Evaluation) -> Notes:
    """Notes of the weighted displacement differences: the first with a value read aloud."""
    known = evaluation.displacement[evaluation.displacement["value"].notna()]
    lecture = "aucun écart n'est calculable."
    if len(known):
        row = rows(known)[0]
        bounds = interval_from(row["ci_low"], row["ci_high"], 0, 0, plus=True)
        lecture = (
            f"« {evaluation.names[row['comparison_id']]} », "
            f"{category_name(row['category'], evaluation.categories)}, {MEASURES[row['measure']]} : "
            f"{signed(row['value'])} faits par rapport au témoin {bounds}, {row['direction']}."
        )
    scope = (
        "écarts en nombre de faits, ramenés à la durée de la période d'après ; un témoin d'une autre taille "
        f"les rend moins parlants que l'écart relatif. {CAUTION}"
    )
    return Notes(lecture, scope, _zones(evaluation))


def table_of_zones(evaluation: Evaluation) -> Notes:
    """Notes of the table of zones."""
    return Notes(
        "",
        "zones comparées et faits comptés avant et après le début de l'action ; « toutes » : la zone "
        "sert à toutes les actions.",
        _zones(evaluation),
    )


def costs(evaluation: Evaluation) -> Notes:
    """Notes of EVA06 by action: the first action with a cost by unit read aloud."""
    frame = evaluation.costs
    known = frame[frame["value"].notna() & (frame["action_id"] != WHOLE)]
    lecture = ""
    if len(known):
        row = rows(known)[0]
        lecture = (
            f"« {row['title_fr']} » : {number(row['cost'])}{NBSP}€, soit {number(row['value'], 2)}{NBSP}€ "
            f"par unité de réalisation ({row['output_indicator']})."
        )
    whole = rows(frame[frame["action_id"] == WHOLE])[0]
    scope = (
        f"actions de la politique, dont {percent(whole['missing_share'])} sans coût documenté ; un coût sans "
        "personnel n'est pas un coût complet ; un coût par unité ne dit rien de ce que l'unité a changé."
    )
    return Notes(lecture, scope, _costs(evaluation))


def _costs(evaluation: Evaluation) -> str:
    return source(evaluation, "costs", "coûts déclarés par les pilotes des actions")


def cascade(evaluation: Evaluation) -> Notes:
    """Notes of the costs by type: the first type that is known read aloud."""
    frame = evaluation.costs_by_type
    known = frame[frame["value"].notna() & (frame["cost_type"] != WHOLE)]
    lecture = ""
    if len(known):
        row = rows(known)[0]
        lecture = (
            f"{COST_TYPES[row['cost_type']]} : {number(row['value'])}{NBSP}€, {percent(row['share'])} des "
            f"coûts documentés ; {number(row['count'])} actions sur {number(row['n'])} déclarent ce type."
        )
    scope = (
        "actions dont un coût est documenté, toutes années. « n.d. » : aucune action ne déclare ce "
        "type, ce qui n'est pas un coût nul."
    )
    return Notes(lecture, scope, _costs(evaluation))


def priorities(evaluation: Evaluation) -> Notes:
    """Notes of EVA07: the coefficient read aloud, with its number of subjects."""
    row = rows(evaluation.correlation)[0]
    lecture = f"corrélation non calculable ({row['caveat']})."
    if not is_missing(row["value"]):
        tested = (
            ""
            if is_missing(row["p_value"])
            else f" (probabilité critique par permutation : {number(row['p_value'], 3)})"
        )
        lecture = (
            f"la corrélation des rangs (Spearman) est de {number(row['value'], 2)} pour {number(row['n'])} "
            f"sujets{tested} ; 1 : le même ordre, 0 : aucun lien, −1 : l'ordre inverse."
        )
    today = evaluation.today[1]
    other = (
        " Une fréquence rencontrée n'est pas une priorité votée : la comparaison est indicative."
        if today == SURVEY
        else ""
    )
    scope = (
        f"sujets communs aux priorités du départ et à {today or 'aucune source actuelle'} ; "
        f"{number(row['left_out'])} sujets n'ont de rang que d'un côté.{other}"
    )
    return Notes(lecture, scope, source(evaluation, "past_priorities", "priorités de la stratégie"))


def synthetic(evaluation: Evaluation) -> Notes:
    """Notes of EVA04."""
    scope = (
        "indicateurs enregistrés du territoire. Un comparateur synthétique se règle sur les années d'avant : "
        "avec moins de huit points ou de vingt communes, il suivrait leur hasard, et il n'est jamais calculé."
    )
    return Notes("", scope, crime_notes.source(evaluation.crime))


def sheet(evaluation: Evaluation) -> Notes:
    """Notes of the sheet of one action."""
    scope = (
        "ce que les données disent de l'action, selon les cinq rubriques des revues de preuves (effet, "
        "mécanisme, modérateurs, mise en œuvre, économie) ; « non documenté » où rien n'est connu."
    )
    return Notes("", scope, source(evaluation, "actions", "registres de la politique"))
