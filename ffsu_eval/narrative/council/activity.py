"""What a council does: creation, follow-up, decisions, opinions, situations, events."""

import pandas as pd

from ffsu_eval.french import (
    NOT_APPLICABLE,
    SECRET,
    count_words,
    date_short,
    is_missing,
    number,
    percent,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Notes, Prose, Table
from ffsu_eval.narrative.council.blocks import notes
from ffsu_eval.narrative.council.follow_up import LATE, RECEIVED, last_quarter
from ffsu_eval.narrative.council.results import Council
from ffsu_eval.rows import rows

EVENTS = {
    "dispositif": "mesure locale",
    "loi": "loi",
    "crise": "crise",
    "requalification_stat": "changement de mesure statistique",
    "travaux": "travaux",
}


@block
def events(mission: Mission) -> Table:
    """Events of the years told, by date."""
    known = mission.data.policy_events.sort_values(["date", "event_id"])
    lines = [
        {
            "Date": date_short(row["date"]),
            "Fait marquant": row["label_fr"],
            "Nature": EVENTS[row["type"]],
        }
        for row in rows(known)
    ]
    title = count_words(len(lines), "fait marquant", "faits marquants").capitalize()
    return Table(
        "faits-marquants", pd.DataFrame(lines), f"{title} à garder en mémoire",
        "Mesures, lois, crises et travaux qui peuvent peser sur les chiffres",
        Notes("", "événements relevés par la mission.",
              f"relevé de la mission ; {mission.status_words('policy_events')}."),
    )  # fmt: skip


@block
def milestones(council: Council) -> Table:
    """CLS03: the steps of the creation."""
    row = rows(council.creation)[0]
    lines = [
        {
            "Étape": each["label_fr"],
            "Prévue le": date_short(each["planned_on"]),
            "Faite le": "à faire" if is_missing(each["done_on"]) else date_short(each["done_on"]),
        }
        for each in rows(council.mission.data.milestones.sort_values("planned_on"))
    ]
    title = (
        f"{number(row['value'])} jours entre la délibération et l'installation"
        if not is_missing(row["value"])
        else "Le conseil n'est pas encore installé"
    )
    return Table(
        "etapes", pd.DataFrame(lines), title, "Étapes de la création, prévues et faites",
        notes(council, "étapes de la feuille de route.", "milestones"),
    )  # fmt: skip


@block
def returns(council: Council) -> Table:
    """CLS04: the dashboard, quarter by quarter."""
    frame = council.returns
    lines = [
        {
            "Trimestre": "Ensemble" if row["quarter"] == WHOLE else row["quarter"],
            "Valeurs reçues": f"{number(row['count'])} sur {number(row['n'])}",
            "Part": percent(row["value"]),
            "État": RECEIVED if row["count"] == row["n"] else "en partie" if row["count"] else LATE,
            "Indicateurs non remis": row["missing"] or NOT_APPLICABLE,
        }
        for row in rows(frame)
    ]
    whole = rows(frame[frame["quarter"] == WHOLE])[0]
    return Table(
        "remontees",
        pd.DataFrame(lines),
        f"{number(whole['count'])} valeurs de suivi reçues sur {number(whole['n'])} attendues",
        "Tableau de bord : ce que chaque trimestre devait recevoir et a reçu",
        notes(
            council, "indicateurs convenus dans la stratégie, par trimestre.", "follow_up_values"
        ),
        right=["Valeurs reçues", "Part"],
        total_row=True,
    )


@block
def dashboard(council: Council) -> Table:
    """The last quarter on one page: each indicator, its value before and now, its state in words."""
    quarter = last_quarter(council.mission.data.follow_up_values, council.names)
    lines = [
        {
            "Indicateur": line.label_fr,
            "Remis par": line.producer_fr,
            quarter.before or "Avant": line.before,
            quarter.name: line.now,
            "État": line.state_fr,
        }
        for line in quarter.lines
    ]
    return Table(
        "tableau-de-bord",
        pd.DataFrame(lines),
        f"{quarter.name} : {number(quarter.received)} indicateurs remis sur {number(len(lines))}",
        "Dernier trimestre : valeur, trimestre précédent et état de la remise",
        notes(
            council,
            "indicateurs de suivi ; l'état est un mot, non une couleur.",
            "follow_up_values",
        ),
        right=[quarter.before or "Avant", quarter.name],
    )


@block
def utility(council: Council) -> Table | Prose:
    """CLS05: what the members think of it."""
    row = rows(council.utility)[0]
    if is_missing(row["value"]):
        return Prose(
            f"Utilité perçue : non montrée ({row['caveat']}). Les membres sont peu nombreux et se "
            "connaissent."
        )
    count = number(row["n"])
    lines = [
        ("Utilité moyenne, de 0 à 10", number(row["value"], 1)),
        ("Membres qui donnent 7 ou plus", _count(row["useful"], count)),
        ("Membres qui déclarent recevoir un retour", _count(row["informed"], count)),
    ]
    frame = pd.DataFrame([{"Question": name, "Réponse": text} for name, text in lines])
    return Table(
        "utilite",
        frame,
        f"Les membres donnent au conseil {number(row['value'], 1)} sur 10",
        "Utilité perçue et retour d'information, tous membres ensemble",
        notes(council, f"membres qui ont répondu (n = {count}) ; tous ont été interrogés. Aucune "
               "ventilation : ils sont trop peu nombreux.", "member_opinions"),
        right=["Réponse"],
        signs=f"{SECRET} : secret statistique, effectif ou complément trop faible.",
    )  # fmt: skip


def _count(count: object, total: str) -> str:
    return SECRET if is_missing(count) else f"{number(count)} sur {total}"


@block
def decisions(council: Council) -> Table:
    """CLS06: the register of the decisions, with those that have no owner or no date."""
    row = rows(council.orphans)[0]
    frame = council.mission.data.decisions
    lines = [
        {
            "Décision": each["label_fr"],
            "Responsable": council.names.get(each["owner_org_id"], "sans responsable")
            if not is_missing(each["owner_org_id"])
            else "sans responsable",
            "Échéance": "sans date"
            if is_missing(each["due_date"])
            else date_short(each["due_date"]),
            "Faite le": NOT_APPLICABLE
            if is_missing(each["done_date"])
            else date_short(each["done_date"]),
        }
        for each in rows(frame)
    ]
    return Table(
        "decisions",
        pd.DataFrame(lines),
        f"{number(row['count'])} décisions sans responsable ou sans date sur {number(row['n'])}"
        if row["count"]
        else "Chaque décision a un responsable et une date",
        "Registre des décisions",
        notes(council, "décisions du conseil et de ses formations.", "decisions"),
    )


@block
def situations(council: Council) -> Table:
    """Situations examined, by quarter: numbers only, none under five."""
    formations = council.mission.data.formations
    named = dict(zip(formations["formation_id"], formations["label_fr"], strict=True))
    lines = [
        {
            "Instance": named[row["formation_id"]],
            "Trimestre": row["quarter"],
            "Examinées": number(row["examined"]),
            "Nouvelles": number(row["new"]),
            "Closes": number(row["closed"]),
        }
        for row in rows(council.mission.data.situation_counts)
    ]
    return Table(
        "situations",
        pd.DataFrame(lines),
        "Activité des formations qui examinent des situations",
        "Nombre de situations par trimestre, sans aucun cas",
        notes(council, "nombres agrégés par l'instance ; aucun nombre de un à quatre n'est enregistré.",
               "situation_counts"),
        right=["Examinées", "Nouvelles", "Closes"],
    )  # fmt: skip
