"""One sheet for each action: effect, mechanism, moderators, implementation, economics.

The five slots of EMMIE (S. D. Johnson, N. Tilley, K. J. Bowers, Introducing EMMIE, Journal of
Experimental Criminology 11, 2015), filled from the data; « non documenté » where nothing is known.
"""

from typing import Any

import pandas as pd

from ffsu_eval.charts.evaluation.labels import category_name
from ffsu_eval.errors import Undocumented
from ffsu_eval.evidence.evaluation import zone_statement
from ffsu_eval.french import NBSP, date_short, is_missing, join_fr, number, percent
from ffsu_eval.indicators.actions.delay import FINISHED, LATE
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.zones import FALL, RISE
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Prose, Table
from ffsu_eval.narrative.evaluation import notes
from ffsu_eval.narrative.evaluation.results import Evaluation
from ffsu_eval.rows import Row, capital, rows
from ffsu_eval.tables.management import STATUS_LABELS
from ffsu_eval.tables.recorded.cells import text_table

UNKNOWN = "non documenté"
SLOTS = ("Effet", "Mécanisme", "Modérateurs", "Mise en œuvre", "Économie")


@block
def sheet(evaluation: Evaluation, action_id: str) -> Table | Prose:
    """The sheet of one action of the register; nothing for one that is not there."""
    if action_id not in evaluation.actions:
        return Prose("")
    row = _action(evaluation, action_id)
    texts = (
        effect(evaluation, row),
        mechanism(evaluation, row),
        moderators(row),
        implementation(evaluation, row),
        economics(evaluation, row),
    )
    lines = [
        {"Rubrique": slot, "Ce qui est documenté": text}
        for slot, text in zip(SLOTS, texts, strict=True)
    ]
    return Table(
        f"bilan-{_slug(action_id)}",
        text_table(lines),
        title(evaluation, row),
        "Fiche-bilan de l'action",
        notes.sheet(evaluation),
    )


def _slug(text: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in text.lower())


def _action(evaluation: Evaluation, action_id: str) -> Row:
    found = evaluation.mission.data.actions
    return rows(found[found["action_id"] == action_id])[0]


def title(evaluation: Evaluation, row: Row) -> str:
    """« Médiation en soirée : réalisée, effet non détectable »."""
    parts = [STATUS_LABELS[row["status"]]]
    words = {FALL: "baisse relative détectée", RISE: "hausse relative détectée"}
    main = _main_effect(evaluation, row)
    if main is not None and not is_missing(main["value"]):
        parts.append(words.get(main["direction"], "effet non détectable"))
    else:
        parts.append("effet non mesuré par zone")
    return f"{row['title_fr']} : {', '.join(parts)}"


def _zones(evaluation: Evaluation, row: Row) -> pd.DataFrame:
    try:
        frame = evaluation.effects
    except Undocumented:
        return pd.DataFrame()
    return frame[frame["action_id"] == row["action_id"]]


def _main_effect(evaluation: Evaluation, row: Row) -> Row | None:
    """The effect on all the facts of its zones, or on the only category."""
    found = rows(_zones(evaluation, row))
    whole = [each for each in found if each["category"] == WHOLE]
    chosen = whole or found
    return chosen[0] if chosen else None


def effect(evaluation: Evaluation, row: Row) -> str:
    """Attainment of its objective (EVA01) and effects in its zones (EVA03)."""
    parts = []
    for each in rows(_zones(evaluation, row)):
        name = category_name(each["category"], evaluation.categories)
        parts.append(f"{name} : {zone_statement(each)}")
    attained = evaluation.policy.attainment
    for each in rows(attained[attained["objective_id"] == row["objective_id"]]):
        way = "" if is_missing(each["value"]) else f" ({percent(each['value'])} du chemin)"
        parts.append(f"objectif « {each['label_fr']} » : {each['verdict']}{way}")
    return _joined(parts)


def mechanism(evaluation: Evaluation, row: Row) -> str:
    """What the action was to set in motion: links of the logic model that cite it, or its own words."""
    parts = [] if is_missing(row.get("mechanism_fr")) else [str(row["mechanism_fr"])]
    links = vars(evaluation.mission.data).get("logic_links")
    if links is not None:
        action = str(row["action_id"])
        for each in rows(links):
            cited = f"{_text(each['evidence'])} {_text(each['against'])}".split()
            named = action in (each["from_node"], each["to_node"])
            if named or any(_about(evidence, action) for evidence in cited):
                parts.append(f"{each['link_id']} : {str(each['assumption_fr']).rstrip('.')}")
    return _joined(parts)


def _about(evidence: str, action: str) -> bool:
    """True for « ACT04:A01 », « EVA03:A01.cambriolages »: evidence of this action."""
    name = evidence.partition(":")[2]
    return name == action or name.startswith(f"{action}.")


def moderators(row: Row) -> str:
    """For whom and where: public, level of prevention, share of people in priority neighbourhoods."""
    parts = []
    if not is_missing(row["target_public"]):
        parts.append(f"public visé : {row['target_public']}")
    parts.append(f"prévention {row['prevention_level']}")
    people, inside = row.get("beneficiaries"), row.get("beneficiaries_qpv")
    if not is_missing(people):
        where = (
            ""
            if is_missing(inside) or not people
            else f", dont {percent(inside / people)} en quartier prioritaire"
        )
        parts.append(f"{number(people)} bénéficiaires{where}")
    return _joined(parts)


def implementation(evaluation: Evaluation, row: Row) -> str:
    """Status, delay (ACT08), attainment of its target (ACT04)."""
    parts = [f"action {STATUS_LABELS[row['status']]}"]
    parts.append(
        f"prévue du {date_short(row['planned_start'])} au {date_short(row['planned_end'])}"
    )
    delays = evaluation.policy.delays
    late = rows(delays[delays["action_id"] == row["action_id"]])[0]
    if late["state"] in (FINISHED, LATE) and not is_missing(late["days"]):
        parts.append(_delay(int(late["days"]), late["state"] == LATE))
    targets = evaluation.policy.targets
    target = rows(targets[targets["action_id"] == row["action_id"]])[0]
    parts.append(
        f"cible atteinte à {percent(target['value'])}"
        if not is_missing(target["value"])
        else "atteinte de la cible non documentée"
    )
    return _joined(parts)


def _delay(days: int, unfinished: bool) -> str:
    if days <= 0:
        return "achevée dans les temps" if not days else f"achevée {number(-days)} jours plus tôt"
    word = "inachevée, en retard" if unfinished else "achevée en retard"
    return f"{word} de {number(days)} {'jour' if days < 2 else 'jours'}"


def economics(evaluation: Evaluation, row: Row) -> str:
    """Full cost and cost by unit (EVA06); else what was planned and spent."""
    parts: list[str] = []
    try:
        found = evaluation.costs
        cost = rows(found[found["action_id"] == row["action_id"]])[0]
        if not is_missing(cost["cost"]):
            parts.append(f"coût documenté : {number(cost['cost'])}{NBSP}€")
        if not is_missing(cost["value"]):
            unit = cost["output_indicator"]
            said = "" if is_missing(unit) else f" ({unit})"
            parts.append(f"{number(cost['value'], 2)}{NBSP}€ par unité de réalisation{said}")
        if parts and cost["caveat"]:
            parts.append(str(cost["caveat"]))
    except Undocumented:
        parts = []
    budget = [
        f"{number(row[name])}{NBSP}€ {word}"
        for name, word in (("budget_planned", "prévus"), ("budget_spent", "dépensés"))
        if not is_missing(row[name])
    ]
    if budget:
        parts.append(f"crédits : {join_fr(budget)}")
    return _joined(parts)


def _joined(parts: list[str]) -> str:
    return capital(" ; ".join(parts)) if parts else capital(UNKNOWN)


def _text(value: Any) -> str:
    return "" if is_missing(value) else str(value)
