"""Figure and tables of the chapter on workshops; nothing without a workshop."""

import pandas as pd

from ffsu_eval.charts import priorities as charts
from ffsu_eval.evidence import priorities as evidence
from ffsu_eval.evidence.items import Evidence
from ffsu_eval.french import NOT_APPLICABLE, count_words, date_fr, number, percent
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Figure, Notes, Prose, Table
from ffsu_eval.narrative.workshops import titles
from ffsu_eval.narrative.workshops.results import Workshop
from ffsu_eval.rows import capital, rows
from ffsu_eval.tables import priorities as tables

CRITERIA = {
    "gravite": "gravité",
    "frequence": "fréquence",
    "evolution": "évolution",
    "prise_locale": "prise locale",
    "faisabilite": "faisabilité",
}


@block
def priorities(workshop: Workshop) -> Figure | Prose:
    """F13: intervals of rank of the subjects."""
    if not workshop.given or workshop.scores.empty:
        return Prose("")
    arguments = (workshop.scores, workshop.labels)
    return Figure(
        "priorites",
        charts.rank_intervals(*arguments),
        titles.priorities(workshop),
        "Rangs que chaque sujet peut avoir selon les participants, score de 1 à 5 à droite",
        _notes(workshop, _score_reading(workshop)),
        charts.rank_intervals_alt(*arguments),
        charts.rank_intervals_data(*arguments),
    )


@block
def consensus(workshop: Workshop) -> Table | Prose:
    """PRI02 and PRI04: do the participants agree, does the order hold?"""
    if not workshop.given or workshop.scores.empty:
        return Prose("")
    frame = tables.consensus_table(
        workshop.scores, workshop.consensus, workshop.moves, workshop.labels
    )
    return _table(
        "consensus",
        frame,
        titles.consensus(workshop),
        "Accord des participants au dernier tour, et place quand les poids des critères varient",
        _notes(workshop, _consensus_reading(workshop)),
    )


@block
def minority(workshop: Workshop) -> Table | Prose:
    """Views of a minority; a sentence when there is none."""
    if not workshop.given:
        return Prose("")
    if workshop.minority.empty:
        return Prose(
            "Aucune famille d'au moins trois participants n'est d'un avis opposé à celui de l'ensemble."
        )
    return _table(
        "avis-minoritaires",
        tables.minority_table(workshop.minority, workshop.labels),
        titles.minority(workshop),
        "Médiane des scores d'une famille de l'autre côté du milieu de l'échelle (3)",
        _notes(workshop, ""),
        words=2,
    )


@block
def method(workshop: Workshop) -> Prose:
    """How the vote was held, and how far its participants agree (PRI03)."""
    if not workshop.given:
        return Prose("Aucun atelier de hiérarchisation n'a été tenu dans cette mission.")
    row = rows(workshop.concordance)[0]
    shares = ", ".join(f"{CRITERIA[k]} {percent(w)}" for k, w in workshop.weights.items())
    agreed: str = (
        f"La concordance des ordres donnés par les participants est de {number(row['value'], 2)} sur 1 "
        "(coefficient de Kendall)."
        if not pd.isna(row["value"])
        else f"Concordance : {NOT_APPLICABLE} ({row['caveat']})."
    )
    return Prose(
        f"Atelier du {date_fr(workshop.workshop['date'])} : "
        f"{count_words(workshop.participants, 'participant')} à bulletin complet, "
        f"{count_words(len(workshop.rounds), 'tour')} de vote anonyme. Poids des critères fixés par le "
        f"groupe : {shares}. {agreed} Les intervalles de rang disent combien l'ordre tient à la "
        "composition du groupe ; ils ne valent pas pour la population."
    )


def items(workshop: Workshop) -> list[Evidence]:
    """Evidence of PRI01 and PRI03; none without a workshop."""
    if not workshop.given or workshop.scores.empty:
        return []
    origin = workshop.mission.origin("atelier", "workshop_votes", "fig-priorites")
    return [
        *evidence.from_scores(workshop.scores, workshop.consensus, workshop.labels, origin),
        *evidence.from_concordance(workshop.concordance, origin),
    ]


def _table(
    identifier: str, frame: pd.DataFrame, title: str, subtitle: str, notes: Notes, words: int = 1
) -> Table:
    """Columns after the first ``words`` hold figures."""
    return Table(identifier, frame, title, subtitle, notes, right=list(frame.columns[words:]))


def _notes(workshop: Workshop, lecture: str) -> Notes:
    return Notes(
        lecture,
        f"participants de l'atelier à bulletin complet (n = {workshop.participants}), dernier tour ; "
        "personnes invitées, non tirées au sort.",
        f"votes anonymes de l'atelier ; {workshop.mission.status_words('workshop_votes')}.",
    )


def _score_reading(workshop: Workshop) -> str:
    row = rows(workshop.scores)[0]
    name = capital(workshop.labels[row["item_id"]])
    ranks = charts.rank_intervals_data(workshop.scores, workshop.labels)["Rangs possibles"].iloc[0]
    return (
        f"« {name} » obtient {number(row['value'], 1)} sur 5 ; rangs possibles : {ranks} ; le sujet reste "
        f"parmi les trois premiers dans {percent(row['robustness'])} des variations de poids."
    )


def _consensus_reading(workshop: Workshop) -> str:
    row = rows(workshop.consensus)[0]
    return (
        f"pour « {workshop.labels[row['item_id']]} », {percent(row['value'])} des participants sont à un "
        f"point au plus de la médiane ({number(row['median'], 1)}) et {percent(row['opposite'])} d'un "
        "avis opposé. Consensus : au moins 75 % à un point, écart interquartile d'un point au plus, "
        "moins de 15 % d'avis opposés."
    )
