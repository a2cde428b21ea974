"""What was found in the free texts and what a person decided of it: places and decisions, no text."""

import pandas as pd

from ffsu_eval.disclosure.decisions import ALLOW, BY_RULE, MASK
from ffsu_eval.french import NOT_APPLICABLE, count_words, date_fr, is_missing, number
from ffsu_eval.gate.datasets import DATASETS
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Notes, Prose, Table
from ffsu_eval.rows import Row, capital, rows

DECIDED = {MASK: "masqué", ALLOW: "imprimé", BY_RULE: BY_RULE}
RULE = "règle de l'atelier"


@block
def screened_texts(mission: Mission) -> Table | Prose:
    """Passages that could identify a person: where, of what kind, what was decided, by whom."""
    log = mission.screening
    if log.empty:
        return Prose(
            "Textes libres : aucun passage n'a été reconnu comme pouvant désigner une personne."
        )
    masked = int((log["decision"] != ALLOW).sum())
    found = count_words(len(log), "passage reconnu", "passages reconnus")
    return Table(
        "textes-controles",
        pd.DataFrame([_line(row) for row in rows(log)]),
        f"{capital(found)} comme pouvant désigner une personne, dont {number(masked)} "
        f"{'masqué' if masked < 2 else 'masqués'}",
        "Textes libres : lieu, nature du passage et décision ; aucun texte",
        Notes(
            "",
            "textes des données de la mission que le rapport peut imprimer. Ce qui a la forme d'un "
            "identifiant (téléphone, courriel, adresse, plaque…) est masqué sauf décision contraire ; un nom "
            "ou une fonction que tient une seule personne arrête le rapport jusqu'à une décision écrite.",
            "contrôle des textes libres de l'atelier.",
        ),
    )


def _line(row: Row) -> dict[str, str]:
    return {
        "Jeu de données": _label(str(row["dataset"])),
        "Ligne": str(row["key"]),
        "Passage": str(row["kind"]),
        "Décision": DECIDED[str(row["decision"])],
        "Par": _said(row["by"]) if row["decision"] != BY_RULE else RULE,
        "Motif": _said(row["reason"]),
        "Date": NOT_APPLICABLE if is_missing(row["date"]) else date_fr(row["date"]),
    }


def _label(frame: str) -> str:
    named = (each.label_fr for each in DATASETS if frame in (each.name, *each.frames))
    return next(named, frame)


def _said(text: object) -> str:
    return NOT_APPLICABLE if is_missing(text) or not str(text).strip() else str(text)
