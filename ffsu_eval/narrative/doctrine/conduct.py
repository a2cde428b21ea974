"""Conduct of a police service: trainings, equipment, use of force, complaints."""

import pandas as pd

from ffsu_eval.french import (
    NBSP,
    NOT_APPLICABLE,
    SECRET,
    date_short,
    interval,
    is_missing,
    number,
    of_total,
    percent,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.incidents.base import SUPPRESSED
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Table
from ffsu_eval.narrative.doctrine.cells import ALL, day_cell, unit_cell
from ffsu_eval.narrative.doctrine.notes import notes
from ffsu_eval.narrative.doctrine.results import Doctrine
from ffsu_eval.narrative.doctrine.words import (
    FORCE_FR,
    MOTIVES_FR,
    TRAININGS_FR,
)
from ffsu_eval.rows import Row, capital, rows


@block
def trainings(police: Doctrine) -> Table:
    """DOC11: by unit of five agents or more, then by type."""
    frame = police.trainings
    lines = [
        {
            "Regroupement": "Unité" if row["dimension"] == "unit" else
            "Type" if row["dimension"] == "type" else ALL,
            "Unité ou formation": _trained(police, row),
            "À jour": SECRET if is_missing(row["value"]) else of_total(row["count"], row["n"]),
            "Part": SECRET if is_missing(row["value"]) else percent(row["value"]),
        }
        for row in rows(frame)
    ]  # fmt: skip
    whole = rows(frame)[-1]
    units = frame[(frame["dimension"] == "unit") & frame["value"].notna()]
    lecture = ""
    if len(units):
        least = rows(units.sort_values("value"))[0]
        told = of_total(least["count"], least["n"])
        lecture = f"{unit_cell(police, least['item'])} : {told} formations dues sont à jour."
    return Table(
        "formations",
        pd.DataFrame(lines),
        f"{percent(whole['value'])} des formations dues sont à jour",
        "Formations à jour, par unité puis par type",
        notes(police, lecture, "formations dues, un agent pouvant en devoir plusieurs ; aucun résultat sous "
              "cinq agents ni par agent.", "trainings", "état des formations par unité"),
        right=["À jour", "Part"],
        total_row=True,
    )  # fmt: skip


def _trained(police: Doctrine, row: Row) -> str:
    if row["dimension"] == "unit":
        return unit_cell(police, row["item"])
    return capital(TRAININGS_FR.get(row["item"], "toutes les formations"))


@block
def equipments(police: Doctrine) -> Table:
    """Equipment, its authorisation on the day of the report, the training that goes with it."""
    frame = police.mission.data.equipments
    late, lines = 0, []
    rates = _training_rates(police)
    for row in rows(frame):
        ended = not is_missing(row["valid_until"]) and row["valid_until"] < police.day
        late += ended
        kind = row["training_type"]
        lines.append(
            {
                "Équipement": row["label_fr"],
                "Nombre": number(row["quantity"]),
                "Autorisation": NOT_APPLICABLE
                if is_missing(row["authorisation_fr"])
                else row["authorisation_fr"],
                "Jusqu'au": day_cell(row["valid_until"]),
                "État": "échue"
                if ended
                else NOT_APPLICABLE
                if is_missing(row["valid_until"])
                else "valable",
                "Formations à jour": NOT_APPLICABLE
                if is_missing(kind)
                else rates.get(str(kind), NOT_APPLICABLE),
            }
        )
    return Table(
        "equipements",
        pd.DataFrame(lines),
        f"{number(late)} autorisation échue" if late < 2 else f"{number(late)} autorisations échues",
        "Équipement du service, autorisations et formations qui s'y rattachent",
        notes(police, "", f"équipement déclaré par le service, au {date_short(police.day)} ; une "
              "autorisation « à vérifier » n'a pas été lue.", "equipments"),
        right=["Nombre", "Formations à jour"],
    )  # fmt: skip


def _training_rates(police: Doctrine) -> dict[str, str]:
    held = vars(police.mission.data)
    if "trainings" not in held or "pm_positions" not in held:
        return {}
    frame = police.trainings[police.trainings["dimension"] == "type"]
    return {
        row["item"]: SECRET if is_missing(row["value"]) else percent(row["value"])
        for row in rows(frame)
    }


@block
def force(police: Doctrine) -> Table:
    """DOC12: by type, then by quarter."""
    frame = police.force
    lines = [_rated(row, FORCE_FR, {"type": "Type", "quarter": "Trimestre"}) for row in rows(frame)]
    whole = rows(frame)[-1]
    return Table(
        "force",
        pd.DataFrame(lines),
        f"{number(whole['value'], 1)} usages de la force pour 10{NBSP}000 interventions "
        f"{interval(whole['ci_low'], whole['ci_high'], 1)}",
        "Usages de la force, par type puis par trimestre, pour 10 000 interventions",
        notes(police, "", "usages déclarés, agrégés par trimestre ; intervalle exact de Poisson. Un usage "
              "n'est pas une faute, et un taux ne dit rien de sa légalité.", "force_uses"),
        right=["Nombre", "Base", "Taux", "Intervalle"],
        total_row=True,
        signs=_secret_sign(frame),
    )  # fmt: skip


@block
def complaints(police: Doctrine) -> Table:
    """DOC13: by year, then by motive."""
    frame = police.complaints
    lines = [_rated(row, MOTIVES_FR, {"year": "Année", "motive": "Motif"}) for row in rows(frame)]
    whole = rows(frame)[-1]
    return Table(
        "reclamations",
        pd.DataFrame(lines),
        f"{number(whole['value'], 1)} réclamations pour 10{NBSP}000 contacts "
        f"{interval(whole['ci_low'], whole['ci_high'], 1)}",
        "Réclamations, par année puis par motif, pour 10 000 contacts",
        notes(police, "", "réclamations reçues, années dont les contacts sont connus ; intervalle exact de "
              "Poisson. Une réclamation n'est pas une faute établie ; peu de réclamations peut aussi dire "
              "que l'on ne sait pas où les adresser.", "complaints"),
        right=["Nombre", "Base", "Taux", "Intervalle"],
        total_row=True,
        signs=_secret_sign(frame),
    )  # fmt: skip


def _rated(row: Row, names: dict[str, str], dimensions: dict[str, str]) -> Row:
    told = not is_missing(row["value"])
    item = str(row["item"])
    return {
        "Regroupement": dimensions.get(row["dimension"], ALL),
        "Détail": capital(names.get(item, ALL if item == WHOLE else item)),
        "Nombre": number(row["count"]) if told else SECRET,
        "Base": number(row["n"]),
        "Taux": number(row["value"], 1) if told else SECRET,
        "Intervalle": interval(row["ci_low"], row["ci_high"], 1) if told else SECRET,
        "Réserve": row["caveat"] or NOT_APPLICABLE,
    }


def _secret_sign(frame: pd.DataFrame) -> str:
    hidden = frame["caveat"].str.contains(SUPPRESSED).any()
    return (
        f"{SECRET} : secret statistique, moins de six cas ou protection d'une autre case."
        if hidden
        else ""
    )
