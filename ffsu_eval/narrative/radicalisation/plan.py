"""Tables and figures of the plan: levels and publics, equity, scales, review, sheets of the actions."""

import pandas as pd

from ffsu_eval.charts import radicalisation as charts
from ffsu_eval.french import (
    NOT_APPLICABLE,
    count_words,
    date_short,
    is_missing,
    number,
    percent,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Prose, Table
from ffsu_eval.narrative.radicalisation.notes import register_notes
from ffsu_eval.narrative.radicalisation.results import Radicalisation
from ffsu_eval.narrative.strategy import sheets as strategy_sheets
from ffsu_eval.narrative.strategy.results import Strategy
from ffsu_eval.reference import labels
from ffsu_eval.rows import Row, capital, lowered, rows

NOT_WRITTEN, NOT_REVIEWED = "non écrite", "non relue"


@block
def levels(chapter: Radicalisation) -> Figure:
    """RAD06: levels of prevention by public."""
    frame, publics = chapter.matrix, labels("publics", "public")
    gaps = int(frame["gap"].sum())
    first = rows(frame)[0]
    return Figure(
        "niveaux",
        charts.level_matrix(frame, publics),
        f"{capital(count_words(gaps, 'case vide', 'cases vides', feminine=True))} sur {number(len(frame))} "
        "entre publics et niveaux de prévention"
        if gaps
        else "Chaque public a au moins une action ou une ressource à chaque niveau",
        "Actions prévues et ressources existantes, par public et niveau de prévention",
        register_notes(
            chapter,
            "action_scales",
            "plan d'actions et recensement des ressources",
            "primaire : pour tous ; secondaire : pour des publics exposés ; tertiaire : après un suivi. Une "
            "case vide se discute : elle n'est pas toujours un besoin.",
            f"pour les {publics[first['public']]}, en prévention {first['prevention_level']} : "
            f"{count_words(first['actions'], 'action prévue', 'actions prévues', feminine=True)}.",
        ),
        charts.level_matrix_alt(frame, publics),
        charts.level_matrix_data(frame, publics),
    )


@block
def equity(chapter: Radicalisation) -> Table:
    """RAD07: weekly hours for 10,000 inhabitants, lowest and highest, ratio."""
    kinds = labels("radicalisation_resources", "resource_type")
    frame = chapter.equity
    alone = len(chapter.setup) == 1
    lines = []
    for row in rows(frame):
        line = {
            "Ressource": capital(kinds.get(row["resource_type"], "ensemble")),
            "Heures par semaine": _hours(row["hours"]),
            "Ouvertes à tous (h)": _hours(row["shared"]),
            "Pour 10 000 habitants": number(row["value"], 1),
        }
        if not alone:
            line |= {
                "Communes dotées": f"{number(row['served'])} sur {number(row['n'])}",
                "Part des habitants": percent(row["served_people"]),
                "Minimum": number(row["low"], 1),
                "Maximum": number(row["high"], 1),
                "Rapport": NOT_APPLICABLE if is_missing(row["ratio"]) else number(row["ratio"], 1),
            }
        lines.append(line)
    whole = rows(frame[frame["resource_type"] == WHOLE])[0]
    hours = "heure" if whole["value"] < 2 else "heures"
    title = (
        f"{number(whole['value'], 1)} heures d'accompagnement par semaine pour 10 000 habitants"
        if alone
        else f"{number(whole['served'])} communes sur {number(whole['n'])} ont une ressource sur place : "
        f"{percent(whole['served_people'])} des habitants y vivent"
    )
    return Table(
        "equite",
        pd.DataFrame(lines),
        title,
        "Heures d'accompagnement par semaine, par type de ressource",
        register_notes(
            chapter,
            "resources",
            "recensement des ressources auprès des services",
            "ressources propres à une commune ; celles qui sont ouvertes à tout le territoire sont à part. "
            + ("" if alone else f"{NOT_APPLICABLE} : une commune au moins n'en a pas, le rapport n'a pas de "
               "sens."),
            f"l'ensemble des ressources des communes fait {number(whole['value'], 1)} {hours} par semaine "
            "pour 10 000 habitants.",
        ),
        right=list(lines[0])[1:],
        total_row=True,
    )  # fmt: skip


def _hours(value: float) -> str:
    return number(value, 0 if float(value) == round(float(value)) else 1)


@block
def capacity(chapter: Radicalisation) -> Table | Prose:
    """RAD07, commune by commune, in alphabetical order."""
    if len(chapter.setup) == 1:
        return Prose(
            "Le territoire compte une seule commune : sa capacité est dans le corps du rapport."
        )
    frame = chapter.capacity
    own = frame[frame["hours"] > 0]
    lines = [
        {
            "Commune": row["label_fr"],
            "Habitants": number(row["population"]),
            "Heures par semaine": _hours(row["hours"]),
            "Pour 10 000 habitants": number(row["value"], 1),
        }
        for row in rows(own)
    ]
    if not lines:
        return Prose("Aucune ressource n'est propre à une commune.")
    return Table(
        "capacites",
        pd.DataFrame(lines),
        f"{capital(count_words(len(lines), 'commune', feminine=True))} sur {number(len(frame))} ont au moins "
        "une ressource sur place",
        "Heures par semaine et pour 10 000 habitants, dans l'ordre alphabétique",
        register_notes(
            chapter,
            "resources",
            "recensement des ressources auprès des services",
            "communes qui ont une ressource ; l'ordre est alphabétique et ne classe pas.",
        ),
        right=["Habitants", "Heures par semaine", "Pour 10 000 habitants"],
    )


@block
def scales(chapter: Radicalisation) -> Table:
    """RAD10 and RAD12: scale, reason, and date of the review of each action."""
    named = labels("action_scales", "scale")
    frame = chapter.scales
    whole = rows(frame[frame["action_id"] == WHOLE])[0]
    verb = "a été relue" if whole["reviewed_count"] < 2 else "ont été relues"
    lines = [
        {
            "Action": f"{row['action_id']} {row['title_fr']}",
            "Échelle": NOT_WRITTEN if is_missing(row["scale"]) else named[row["scale"]],
            "Raison": NOT_WRITTEN if is_missing(row["reason_fr"]) else row["reason_fr"],
            "Relue le": NOT_REVIEWED
            if is_missing(row["reviewed_on"])
            else date_short(row["reviewed_on"]),
        }
        for row in rows(frame[frame["action_id"] != WHOLE])
    ]
    return Table(
        "echelles",
        pd.DataFrame(lines),
        f"{number(whole['count'])} actions sur {number(whole['n'])} disent leur échelle et pourquoi ; "
        f"{number(whole['reviewed_count'])} {verb}",
        "Échelle de chaque action, raison de ce choix, date de la relecture contre la stigmatisation",
        register_notes(
            chapter,
            "actions",
            "plan d'actions",
            "actions prévues ; la relecture vérifie qu'aucune ne désigne un groupe ou un lieu.",
        ),
    )


@block
def reviewed(chapter: Radicalisation) -> Prose:
    """RAD12 in words: the actions that nobody has reviewed yet."""
    own = chapter.scales[chapter.scales["action_id"] != WHOLE]
    waiting = [
        f"{row['action_id']} ({lowered(row['title_fr'])})" for row in rows(own[~own["reviewed"]])
    ]
    if not waiting:
        return Prose("Toutes les actions prévues ont été relues pour éviter de stigmatiser.")
    return Prose(
        f"**À relire avant adoption** : {' ; '.join(waiting)}. Ces actions n'ont pas encore été relues pour "
        "éviter de désigner un groupe ou un lieu."
    )


@block
def sheets(chapter: Radicalisation) -> list[Table] | Prose:
    """Every sheet of the plan, in the order of the actions."""
    plan = Strategy(chapter.mission)
    return [_sheet(chapter, plan, row) for row in rows(plan.planned)]


def _sheet(chapter: Radicalisation, plan: Strategy, row: Row) -> Table:
    frame = pd.DataFrame(contents(chapter, plan, row), columns=["Rubrique", "Contenu"])
    return Table(
        f"fiche-action-{str(row['action_id']).lower()}",
        frame,
        f"{row['action_id']} : {row['title_fr']}",
        f"Fiche-action, axe « {row['axis_label_fr']} »",
        Notes("", "action prévue.", "fiches-actions tenues par les pilotes."),
    )


def contents(chapter: Radicalisation, plan: Strategy, row: Row) -> list[tuple[str, str]]:
    """Heading and text of each line of a sheet; what is not written says so."""
    own = chapter.scales[chapter.scales["action_id"] == row["action_id"]]
    held, named = rows(own)[0], labels("action_scales", "scale")
    scale = NOT_WRITTEN
    if not is_missing(held["scale"]):
        reason = NOT_WRITTEN if is_missing(held["reason_fr"]) else held["reason_fr"]
        scale = f"{named[held['scale']]} ; raison : {lowered(reason)}"
    review = (
        "non relue, à faire avant adoption"
        if is_missing(held["reviewed_on"])
        else f"relue le {date_short(held['reviewed_on'])}"
    )
    lines = strategy_sheets.texts(plan, row)
    mine = [
        ("Niveau de prévention", str(row["prevention_level"])),
        ("Échelle", scale),
        ("Relecture contre la stigmatisation", review),
    ]
    return [*lines[:3], *mine, *lines[3:]]
