"""Means of a police service: posts, presence, initiative, load, scenarios, dashboard."""

import pandas as pd

from ffsu_eval.french import (
    NBSP,
    NOT_APPLICABLE,
    is_missing,
    number,
    of_total,
    percent,
    signed,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Table
from ffsu_eval.narrative.doctrine.cells import ALL, bounds_cell, unit_cell
from ffsu_eval.narrative.doctrine.notes import RESAMPLED, notes, period
from ffsu_eval.narrative.doctrine.results import Doctrine
from ffsu_eval.narrative.doctrine.words import (
    BAND_HOURS,
    BANDS_FR,
    GRADES_FR,
    STYLES_FR,
)
from ffsu_eval.rows import capital, rows


@block
def staff(police: Doctrine) -> Table:
    """DOC01: posts, and full-time equivalents beside comparable services."""
    posts = police.mission.data.pm_positions
    lines = []
    for grade, words in GRADES_FR.items():
        own = posts[posts["grade"] == grade]
        if len(own):
            filled = own[own["status"] == "pourvu"]
            lines.append(
                {"Postes": capital(words), "Ouverts": number(len(own)), "Pourvus": number(len(filled)),
                 "Équivalents temps plein": number(filled["fte"].astype(float).sum(), 1)}
            )  # fmt: skip
    filled = posts[posts["status"] == "pourvu"]
    lines.append(
        {"Postes": ALL, "Ouverts": number(len(posts)), "Pourvus": number(len(filled)),
         "Équivalents temps plein": number(filled["fte"].astype(float).sum(), 1)}
    )  # fmt: skip
    told = rows(police.staffing)
    text = f"{number(told[0]['value'], 1)} équivalents temps plein pour 10{NBSP}000 habitants"
    lecture = f"le service compte {text}."
    if len(told) > 1:
        other = told[1]
        lecture += (
            f" Les {number(other['services'])} services comparés en comptent ensemble "
            f"{number(other['value'], 1)}"
        )
        if not is_missing(other["q1"]):
            lecture += (
                f" (la moitié centrale d'entre eux, de {number(other['q1'], 1)} à "
                f"{number(other['q3'], 1)})"
            )
        lecture += ". Un effectif n'est ni un besoin ni un résultat."
    return Table(
        "effectif",
        pd.DataFrame(lines),
        capital(text),
        "Postes ouverts et pourvus, par grade",
        notes(police, lecture, "postes du service, pourvus ou vacants ; population : dernière année "
              "connue.", "pm_positions", "tableau des effectifs"),
        right=["Ouverts", "Pourvus", "Équivalents temps plein"],
        total_row=True,
    )  # fmt: skip


@block
def presence(police: Doctrine) -> Table:
    """DOC02: hours planned and hours there, by unit of five agents or more."""
    lines = [
        {
            "Unité": unit_cell(police, row["unit"]),
            "Heures prévues": number(row["n"]),
            "Heures assurées": number(row["count"]),
            "Présence": percent(row["value"]),
            "Intervalle": bounds_cell(row),
        }
        for row in rows(police.presence)
    ]
    whole = rows(police.presence)[-1]
    return Table(
        "presence",
        pd.DataFrame(lines),
        f"{percent(whole['value'])} des heures prévues ont été assurées",
        "Heures d'agents prévues et assurées, par unité",
        notes(police, "", f"vacations, {period(police, 'pm_shifts')} ; aucune unité de moins de cinq agents "
              f"n'est montrée seule. Les nuits de changement d'heure comptent leurs heures "
              f"réelles. {RESAMPLED}",
              "pm_shifts"),
        right=["Heures prévues", "Heures assurées", "Présence", "Intervalle"],
        total_row=True,
    )  # fmt: skip


@block
def initiative(police: Doctrine) -> Table:
    """DOC03 and DOC04."""
    street, own = rows(police.street_share)[0], rows(police.initiative)[0]
    lines = [
        {"Mesure": "Temps passé sur la voie publique", "Part": percent(street["value"]),
         "Intervalle": bounds_cell(street), "Base": f"{number(street['n'])} heures"},
        {"Mesure": "Activités à l'initiative des équipages", "Part": percent(own["value"]),
         "Intervalle": bounds_cell(own), "Base": f"{number(own['n'])} activités"},
    ]  # fmt: skip
    return Table(
        "initiative",
        pd.DataFrame(lines),
        f"{percent(own['value'])} des activités non programmées viennent de l'initiative des équipages",
        "Voie publique et initiative",
        notes(police, "", f"activités des équipages, {period(police, 'pm_activities')} ; l'initiative se "
              "rapporte aux activités d'initiative ou de réponse (appel, partenaire, vidéo, réquisition). "
              f"{RESAMPLED}", "pm_activities"),
        right=["Part", "Intervalle", "Base"],
    )  # fmt: skip


@block
def load(police: Doctrine) -> Table:
    """DOC08: by part of the day."""
    lines = [
        {
            "Moment": f"{capital(BANDS_FR[row['item']])} ({BAND_HOURS[row['item']]})"
            if row["item"] in BANDS_FR
            else ALL,
            "Charge": percent(row["value"]),
            "Intervalle": bounds_cell(row),
            f"Créneaux au-dessus de 80{NBSP}%": of_total(row["heavy"], row["slots"]),
            "Créneaux sans présence": number(row["empty"]),
        }
        for row in rows(police.workload)
    ]
    bands = police.workload[police.workload["item"] != WHOLE].dropna(subset=["value"])
    most = rows(bands.sort_values("heavy_share", ascending=False))[0]
    lecture = (
        f"{BANDS_FR[most['item']]} : les appels occupent {percent(most['value'])} du temps d'agents "
        f"présent, et {of_total(most['heavy'], most['slots'])} créneaux dépassent 80{NBSP}%."
    )
    return Table(
        "charge",
        pd.DataFrame(lines),
        f"{capital(BANDS_FR[most['item']])} : {percent(most['heavy_share'])} des créneaux au-dessus de "
        f"80{NBSP}% de charge",
        "Temps d'agents pris par les appels, rapporté au temps présent, par moment de la journée",
        notes(police, lecture, f"créneaux (un moment d'un jour), {period(police, 'pm_shifts')} ; le repère "
              f"de 80{NBSP}% vient de l'étude des services d'urgence et n'est pas une norme. {RESAMPLED}",
              "pm_calls"),
        right=["Charge", "Intervalle", f"Créneaux au-dessus de 80{NBSP}%", "Créneaux sans présence"],
        total_row=True,
    )  # fmt: skip


@block
def scenarios(police: Doctrine) -> Table:
    """DOC14: the scenarios side by side."""
    frame = police.scenarios
    known = frame["covered"].notna().any()
    lines = []
    for row in rows(frame):
        line = {
            "Scénario": row["label_fr"],
            "Style": STYLES_FR[row["style"]],
            "ETP": number(row["fte"], 1),
            "Heures par an": number(row["hours"]),
            "Coût annuel (€)": number(row["cost"]),
            "Coût d'une heure (€)": number(row["value"], 1),
            "Heures couvertes": percent(row["open_hours"]),
        }
        if known:
            line |= {
                "Appels couverts": percent(row["covered"]),
                "Désajustement": percent(row["mismatch"]),
            }
        lines.append(line)
    return Table(
        "scenarios",
        pd.DataFrame(lines),
        _scenario_title(frame),
        "Scénarios d'organisation : moyens, coûts et couverture des appels d'aujourd'hui",
        notes(police, _scenario_reading(frame), "semaine type de chaque scénario ; heures d'agents des "
              "unités de voie publique ; couvert : au moins deux agents. Les coûts sont des estimations du "
              "service, et les appels ceux d'aujourd'hui.", "scenarios", "chiffrage du service"),
        right=[name for name in lines[0] if name not in ("Scénario", "Style")],
    )  # fmt: skip


def _scenario_title(frame: pd.DataFrame) -> str:
    known = frame.dropna(subset=["value"])
    low, high = (rows(known.sort_values("value"))[rank] for rank in (0, -1))
    return f"De {number(low['value'])} à {number(high['value'])} euros l'heure de présence selon le scénario"


def _scenario_reading(frame: pd.DataFrame) -> str:
    known = frame.dropna(subset=["value", "covered"])
    if known.empty:
        return ""
    best = rows(known.sort_values("covered"))[-1]
    now = rows(known)[0]
    return (
        f"« {best['label_fr']} » couvrirait {percent(best['covered'])} des appels d'aujourd'hui contre "
        f"{percent(now['covered'])} pour « {now['label_fr']} », pour "
        f"{signed(best['value'] - now['value'], 0)} euros par heure de présence."
    )


@block
def follow_up(police: Doctrine) -> Table:
    """The dashboard that a yearly review would read: each measure, its value today, its source."""
    from ffsu_eval.narrative.doctrine.evidence import items

    wanted = (
        ("DOC02:ensemble", "chaque trimestre"), ("DOC03:ensemble", "chaque trimestre"),
        ("DOC06:ensemble", "chaque trimestre"), ("DOC07:heures", "chaque semestre"),
        ("DOC08:soiree", "chaque trimestre"), ("DOC10:ensemble", "chaque année"),
        ("DOC11:ensemble", "chaque semestre"), ("DOC12:ensemble", "chaque année"),
        ("DOC13:ensemble", "chaque année"), ("DOC15:ensemble", "chaque semestre"),
    )  # fmt: skip
    known = {item.evidence_id: item for item in items(police)}
    lines = [
        {
            "Mesure": capital(known[name].label_fr),
            "Aujourd'hui": known[name].headline_fr,
            "Revue": when,
            "Producteur": known[name].producer,
        }
        for name, when in wanted
        if name in known
    ]
    return Table(
        "suivi",
        pd.DataFrame(lines or [{"Mesure": NOT_APPLICABLE}]),
        f"{number(len(lines))} mesures pour la revue annuelle",
        "Tableau de bord proposé : valeur de départ, rythme et producteur",
        notes(police, "", "mesures que les données de la mission permettent d'établir ; aucune ne descend au "
              "niveau d'un agent.", "pm_positions", "indicateurs de la mission"),
        right=["Aujourd'hui"],
    )  # fmt: skip
