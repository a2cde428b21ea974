"""Figures and tables of the chapter on the policy: objectives, actions, means, delays."""

from ffsu_eval.charts import actions as charts
from ffsu_eval.french import is_missing, number, percent
from ffsu_eval.narrative import readings, titles
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Prose, Table
from ffsu_eval.narrative.policy.results import Policy
from ffsu_eval.rows import rows
from ffsu_eval.tables import management as tables

ALL_ACTIONS = "toutes les actions de la politique"


@block
def objectives(policy: Policy) -> Table:
    """EVA01: baseline, target and measure of each objective."""
    frame = policy.attainment
    return Table(
        "objectifs",
        tables.attainment_table(frame),
        titles.attainment_title(frame),
        f"Ligne de base, cible et valeur atteinte de chaque objectif, {_place(policy)}",
        _notes(policy, readings.attainment_reading(frame), "tous les objectifs de la politique"),
        right=["Départ", "Cible", "Atteint", "Chemin parcouru"],
        signs=tables.SIGNS,
    )


@block
def attainment(policy: Policy) -> Figure | Prose:
    """EVA01 drawn; a sentence when no objective is measured."""
    frame = policy.attainment
    if frame["value"].isna().all():
        return Prose(
            "Aucun objectif n'a à la fois une ligne de base, une cible et une mesure : aucun ne peut être "
            "dit atteint ou non. Une ligne de base est à établir pour le cycle suivant."
        )
    return Figure(
        "objectifs",
        charts.attainment_plot(frame),
        titles.attainment_title(frame),
        "Chemin parcouru de la ligne de base à la cible, par objectif",
        _notes(
            policy,
            readings.attainment_reading(frame),
            "objectifs dotés d'une ligne de base, d'une cible et d'une mesure",
        ),
        charts.attainment_plot_alt(frame),
        charts.attainment_plot_data(frame),
    )


@block
def status(policy: Policy) -> Figure:
    """ACT02: actions by status and axis."""
    arguments = (policy.actions, policy.objectives)
    return Figure(
        "etat-actions",
        charts.status_bars(*arguments),
        titles.completion_title(policy.completed),
        "Actions par état et par axe",
        _notes(policy, readings.completion_reading(policy.completed), ALL_ACTIONS),
        charts.status_bars_alt(*arguments),
        charts.status_bars_data(*arguments),
    )


@block
def actions(policy: Policy) -> Table:
    """Status, target (ACT04) and evaluability (ACT06) of each action."""
    return Table(
        "actions",
        tables.actions_table(policy.actions, policy.targets, policy.scores),
        "L'état de chaque action",
        "État, part de la cible atteinte (plafonnée) et évaluabilité",
        _notes(policy, "", ALL_ACTIONS),
        right=["Cible atteinte", "Évaluabilité (0 à 5)"],
        signs=tables.SIGNS,
    )


@block
def budget(policy: Policy) -> Table | Prose:
    """ACT03: planned and spent by axis."""
    if not policy.budget["value"].notna().any():
        return Prose(
            "Crédits : non documenté, aucune action n'a à la fois son budget prévu et sa dépense."
        )
    return Table(
        "budget",
        tables.budget_table(policy.budget),
        titles.budget_title(policy.budget),
        "Crédits prévus et dépensés par axe, en euros",
        _notes(
            policy,
            readings.budget_reading(policy.budget),
            "actions dont le budget prévu et la dépense sont connus",
        ),
        right=["Prévu (€)", "Dépensé (€)", "Exécution", "Actions sans montant"],
        total_row=True,
    )


@block
def delays(policy: Policy) -> Figure | Prose:
    """ACT08: delay of the actions."""
    row = rows(policy.delay)[0]
    if not row["n"]:
        return Prose("Retard des actions : non documenté, aucune date d'achèvement n'est connue.")
    least = "au moins " if row["at_least"] else ""
    shown = policy.delays[policy.delays["days"].notna()]
    late = int((shown["days"] > 0).sum())
    return Figure(
        "retards",
        charts.delay_dots(policy.delays),
        f"Retard médian des actions menées : {least}{_days(row['value'])}",
        "Jours entre la fin prévue et la fin réelle de chaque action",
        _notes(
            policy,
            f"{number(late)} actions sur {number(row['n'])} se sont achevées, ou se poursuivent, après la "
            "date prévue.",
            "actions menées et échues ; les actions abandonnées, non engagées ou pas encore échues n'y "
            "sont pas",
        ),
        charts.delay_dots_alt(policy.delays),
        charts.delay_dots_data(policy.delays),
    )


@block
def equity(policy: Policy) -> Prose:
    """ACT07: priority neighbourhoods among the beneficiaries."""
    row = rows(policy.equity)[0]
    if is_missing(row["value"]):
        return Prose(
            "**Équité territoriale.** Non documentée : la part des habitants ou des bénéficiaires qui "
            "vivent en quartier prioritaire n'est pas connue."
        )
    return Prose(
        f"**Équité territoriale.** {percent(row['share'])} des bénéficiaires connus vivent en quartier "
        f"prioritaire, qui compte {percent(row['population_share'])} des habitants : un rapport de "
        f"{number(row['value'], 2)} (1 : autant que leur poids ; {number(row['n_missing'])} actions ne le "
        "disent pas)."
    )


def _place(policy: Policy) -> str:
    return policy.mission.territory.label_fr


def _days(days: float) -> str:
    return f"{number(days)} jour" if abs(days) < 2 else f"{number(days)} jours"


def _notes(policy: Policy, lecture: str, scope: str) -> Notes:
    return readings.register_notes(policy.mission, lecture, scope, "actions")
