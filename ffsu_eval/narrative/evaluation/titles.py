"""Titles of effects by zone, costs and priorities that say the finding, chosen by rule."""

import pandas as pd

from ffsu_eval.french import NBSP, count_words, is_missing, join_fr, number, percent
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.zones import AROUND, FALL, GAIN, MOVED, NET, RISE, SPREAD, UNDETECTED
from ffsu_eval.narrative.evaluation.results import Evaluation
from ffsu_eval.rows import capital, rows

NAMED = 3
ALIKE, REVERSED = 0.5, -0.5


def zones(evaluation: Evaluation) -> str:
    """Which comparisons show a relative fall or rise, how many show nothing."""
    frame = evaluation.effects
    known = frame[frame["value"].notna()]
    if known.empty:
        return "Aucun écart d'évolution n'est calculable entre zones d'action et zones témoins"
    parts = []
    for word, text in ((FALL, "baisse relative détectée"), (RISE, "hausse relative détectée")):
        found = known[known["direction"] == word]
        names = list(dict.fromkeys(evaluation.names[key] for key in found["comparison_id"]))
        if len(names) > NAMED:
            parts.append(f"{text} pour {count_words(len(names), 'action', feminine=True)}")
        elif names:
            quoted = join_fr([f"« {name} »" for name in names])
            parts.append(f"{text} : {quoted}")
    silent = int((known["direction"] == UNDETECTED).sum())
    if not parts:
        return f"Aucun effet détectable dans les zones : {count_words(silent, 'comparaison', feminine=True)}"
    if silent:
        parts.append(f"non détectable pour {count_words(silent, 'comparaison', feminine=True)}")
    return capital(" ; ".join(parts))


def displacement(frame: pd.DataFrame) -> str:
    """Is a displacement suspected; is there less in all?"""
    around, net = (
        frame[(frame["measure"] == measure) & frame["value"].notna()] for measure in (AROUND, NET)
    )
    if around.empty:
        return "Déplacement non mesurable : aucune zone tampon comparable"
    moved, spread = (int((around["direction"] == word).sum()) for word in (MOVED, SPREAD))
    total = count_words(len(around), "comparaison", feminine=True)
    parts = []
    if moved:
        parts.append(f"Déplacement suspecté pour {number(moved)} sur {total}")
    if spread:
        parts.append(f"Bénéfice diffusé autour pour {number(spread)} sur {total}")
    if not parts:
        parts.append(f"Aucun déplacement détectable, sur {total}")
    fewer = int((net["direction"] == GAIN).sum())
    if fewer:
        parts.append(f"moins de faits au total pour {number(fewer)}")
    return " ; ".join(parts)


def costs(evaluation: Evaluation) -> str:
    """Cost of the actions that have one, and how many have none."""
    row = rows(evaluation.costs[evaluation.costs["action_id"] == WHOLE])[0]
    if is_missing(row["cost"]):
        return "Aucun coût n'est documenté"
    known = count_words(row["n"], "action", feminine=True)
    missing = round(row["missing_share"] * len(evaluation.actions))
    end = (
        f" ; {count_words(missing, 'reste', 'restent', True)} sans coût documenté"
        if missing
        else ", toutes documentées"
    )
    return f"{number(row['cost'])}{NBSP}€ pour {known}{end}"


def cascade(frame: pd.DataFrame) -> str:
    """The largest type of cost and its share."""
    known = frame[frame["value"].notna() & (frame["cost_type"] != WHOLE)]
    total = rows(frame[frame["cost_type"] == WHOLE])[0]
    if known.empty or not total["value"]:
        return "Aucun coût n'est documenté"
    largest = rows(known.sort_values("value", ascending=False, kind="stable"))[0]
    words = {
        "personnel": "Le personnel fait",
        "prestation": "Les prestations font",
        "equipement": "L'équipement fait",
        "fonctionnement": "Le fonctionnement fait",
    }
    return f"{words[largest['cost_type']]} {percent(largest['share'])} des coûts documentés"


def priorities(frame: pd.DataFrame) -> str:
    """Are the priorities of the start those of today?"""
    row = rows(frame)[0]
    if is_missing(row["value"]):
        return f"Priorités du départ et d'aujourd'hui : non comparables ({row['caveat']})"
    if row["value"] >= ALIKE:
        word = "restent dans un ordre proche"
    elif row["value"] <= REVERSED:
        word = "sont dans un ordre inverse"
    else:
        word = "ne sont plus dans le même ordre"
    found = f"corrélation des rangs de {number(row['value'], 2)}, {count_words(row['n'], 'sujet')}"
    return f"Les priorités du départ {word} aujourd'hui ({found})"


def synthetic(frame: pd.DataFrame) -> str:
    """For how many indicators a synthetic control would be possible."""
    possible = int(frame["possible"].fillna(False).sum())
    if not possible:
        years = int(frame["n_years"].max()) if len(frame) else 0
        return (
            "Aucun comparateur synthétique n'est calculé : "
            f"{count_words(years, 'année diffusée', 'années diffusées', True)} au plus avant la politique"
        )
    return (
        f"Conditions d'un comparateur synthétique réunies pour {count_words(possible, 'indicateur')} sur "
        f"{number(len(frame))}"
    )
