"""Figures, tables and prose of the chapter on the partnership; nothing without data."""

import pandas as pd

from ffsu_eval.charts import governance as charts
from ffsu_eval.french import NOT_APPLICABLE, is_missing, number, percent
from ffsu_eval.indicators.governance import legal
from ffsu_eval.indicators.governance.network import ALIKE, DENSER
from ffsu_eval.narrative import readings, titles
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Prose, Table
from ffsu_eval.narrative.partnership.results import Partnership
from ffsu_eval.rows import rows

STATUS_WORDS = {
    legal.SATISFIED: "satisfaite",
    legal.UNSATISFIED: "non satisfaite",
    legal.NOT_APPLICABLE: "sans objet",
    legal.UNDOCUMENTED: "non documentée",
}
READINGS = {
    DENSER: "plus que ce que donneraient les mêmes présences réparties au hasard",
    ALIKE: "comme le donneraient les mêmes présences réparties au hasard",
}
SPARSER_WORDS = "moins que ce que donneraient les mêmes présences réparties au hasard"


@block
def heat(partnership: Partnership) -> Figure | Prose:
    """F11: attendance of the colleges by year."""
    frame, labels = partnership.attendance, partnership.mission.colleges
    if frame.empty:
        return Prose("")
    own = frame[(frame["college"] != "ensemble") & frame["value"].notna()]
    low = rows(own.sort_values("value", kind="stable"))[0]
    name = labels[low["college"]]
    return Figure(
        "assiduite-annees",
        charts.attendance_heat(frame, labels),
        f"La plus faible assiduité d'une année : {name.lower()} en {low['year']} "
        f"({percent(low['value'])})",
        "Présences rapportées aux convocations, par collège et par année",
        _notes(
            partnership,
            f"en {low['year']}, le collège « {name.lower()} » a été présent à {number(low['present'])} de "
            f"ses {number(low['convened'])} convocations.",
            "organisations convoquées aux réunions tenues ; case hachurée : aucune convocation.",
            "attendance",
        ),
        charts.attendance_heat_alt(frame, labels),
        charts.attendance_heat_data(frame, labels),
    )


@block
def network(partnership: Partnership) -> Figure | Prose:
    """F12: who meets whom."""
    row = rows(partnership.network)[0]
    if is_missing(row["value"]) or partnership.links.empty:
        return Prose("Réseau : trop peu d'organisations se réunissent pour qu'il soit décrit.")
    organisations, labels = partnership.mission.data.organisations, partnership.mission.colleges
    names = dict(zip(organisations["org_id"], organisations["label_fr"], strict=True))
    words = READINGS.get(row["reading"], SPARSER_WORDS)
    arguments = (partnership.links, organisations, labels)
    return Figure(
        "reseau",
        charts.network_circle(*arguments),
        f"{percent(row['value'])} des paires d'organisations se sont réunies au moins deux fois",
        "Organisations présentes aux mêmes réunions ; trait d'autant plus large qu'elles sont nombreuses",
        _notes(
            partnership,
            f"{number(row['links'])} paires sur {number(row['n'] * (row['n'] - 1) // 2)} ont au moins deux "
            f"réunions en commun, {words} (de {percent(row['expected_low'])} à "
            f"{percent(row['expected_high'])}). Centralisation : {number(row['centralisation'], 2)} sur 1 ; "
            f"la plus reliée (disque plein) : {names[row['central_org_id']]}.",
            f"{number(row['n'])} organisations présentes à l'une au moins des "
            f"{number(row['meetings'])} réunions tenues. Se réunir n'est pas coopérer.",
            "attendance",
        ),
        charts.network_circle_alt(*arguments),
        charts.network_circle_data(*arguments),
    )


@block
def continuity(partnership: Partnership) -> Table | Prose:
    """GOV09: organisations that stay, leave, join."""
    frame = partnership.continuity
    known = frame[frame["value"].notna()]
    if known.empty:
        return Prose("")
    low = rows(known.sort_values("value", kind="stable"))[0]
    lines = [
        {
            "Année": str(row["year"]),
            "Restées": number(row["kept"]),
            "Parties": number(row["left"]),
            "Arrivées": number(row["joined"]),
            "Continuité": NOT_APPLICABLE if is_missing(row["value"]) else percent(row["value"]),
        }
        for row in rows(frame)
    ]
    return Table(
        "continuite",
        pd.DataFrame(lines),
        f"D'une année à l'autre, {percent(low['value'])} au moins des organisations présentes sont les mêmes",
        "Organisations présentes au moins une fois dans l'année, comparées à l'année d'avant",
        _notes(
            partnership,
            f"organisations présentes en {low['year']} : {number(low['kept'])} l'étaient aussi l'année "
            f"d'avant ; organisations qui ne le sont plus : {number(low['left'])}.",
            "organisations présentes à une réunion tenue.",
            "attendance",
        ),
        right=["Restées", "Parties", "Arrivées", "Continuité"],
    )


@block
def checklist(partnership: Partnership) -> Table | Prose:
    """GOV08: each requirement of the law, with its article."""
    frame = partnership.checklist
    if frame.empty:
        return Prose("Exigences légales : non documentées dans cette mission.")
    row = rows(partnership.legal)[0]
    lines = [
        {
            "Exigence": str(item["label_fr"]),
            "Texte": str(item["legal_basis"]) + ("" if item["verified"] else " (à vérifier)"),
            "Constat": STATUS_WORDS[item["status"]],
        }
        for item in rows(frame)
    ]
    title = (
        f"{number(row['count'])} exigences satisfaites sur {number(row['n'])} documentées"
        if row["n"]
        else "Aucune exigence documentée"
    )
    left = f" ; {number(row['undocumented'])} non documentées" if row["undocumented"] else ""
    return Table(
        "exigences",
        pd.DataFrame(lines),
        title,
        "Exigences du code de la sécurité intérieure (CSI) et ce qui en a été vu",
        _notes(
            partnership,
            "",
            f"exigences applicables au territoire{left} ; une exigence « à vérifier » ne compte pas.",
            "legal_checks",
        ),
    )


@block
def feedback(partnership: Partnership) -> Prose:
    """GOV06: who reports something, do they hear back? One sentence per family of sources."""
    frame = partnership.feedback.set_index("family")
    parts = []
    if "SUR" in frame.index and not is_missing(frame.loc["SUR", "value"]):
        row = frame.loc["SUR"]
        parts.append(
            f"{percent(row['value'])} des répondants à l'enquête déclarent recevoir un retour quand ils "
            f"signalent un fait (n = {number(row['n'])})."
        )
    if "INT" in frame.index:
        row = frame.loc["INT"]
        often = f"que dans {number(row['count'])} d'entre eux" if row["count"] else "dans aucun"
        parts.append(
            f"Le retour d'information est abordé dans {number(row['n'])} entretiens ; son évocation "
            f"n'est favorable {often}."
        )
    if not parts:
        return Prose("Retour d'information : non documenté.")
    return Prose(f"**Retour d'information.** {' '.join(parts)}")


@block
def meetings(partnership: Partnership) -> Figure:
    """GOV01: meetings planned and held."""
    data, labels = partnership.mission.data.meetings, partnership.mission.instances
    first = next(iter(labels))
    return Figure(
        "reunions",
        charts.meetings_timeline(data, labels),
        titles.meetings_title(partnership.meetings),
        "Réunions prévues, tenues et non tenues, par instance",
        _notes(
            partnership,
            readings.meetings_reading(partnership.meetings, first, labels[first].lower()),
            "réunions prévues au calendrier du conseil local.",
            "meetings",
        ),
        charts.meetings_timeline_alt(data, labels),
        charts.meetings_timeline_data(data, labels),
    )


@block
def presence(partnership: Partnership) -> Figure:
    """GOV02: attendance by college."""
    frame, labels = partnership.presence, partnership.mission.colleges
    return Figure(
        "assiduite",
        charts.attendance_bars(frame, labels),
        titles.attendance_title(frame, labels),
        "Présences rapportées aux convocations, par collège",
        _notes(
            partnership,
            readings.attendance_reading(frame, labels),
            "organisations convoquées aux réunions tenues.",
            "attendance",
        ),
        charts.attendance_bars_alt(frame, labels),
        charts.attendance_bars_data(frame, labels),
    )


def _notes(partnership: Partnership, lecture: str, scope: str, dataset: str) -> Notes:
    return Notes(
        lecture, scope, f"registre tenu par la Ville ; {partnership.mission.status_words(dataset)}."
    )
