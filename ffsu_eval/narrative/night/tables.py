"""Tables of what happens at night: zones, incidents, closing, events, noise, rescue."""

import pandas as pd

from ffsu_eval.charts.incidents.labels import CATEGORIES
from ffsu_eval.charts.words import missing_sign
from ffsu_eval.french import (
    NOT_APPLICABLE,
    SECRET,
    count_words,
    interval,
    is_missing,
    number,
    percent,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Notes, Prose, Table
from ffsu_eval.narrative.night.figures import NIGHT, note_source
from ffsu_eval.narrative.night.results import Nightlife
from ffsu_eval.narrative.night.words import RESCUE, ROLES
from ffsu_eval.nighttime import clock_label
from ffsu_eval.rows import Row, capital, rows

SIGNS = f"{SECRET} : secret statistique. {NOT_APPLICABLE} : sans objet ou non calculé."


def _value(row: Row, decimals: int = 1) -> str:
    return (
        missing_sign(row["caveat"]) if is_missing(row["value"]) else number(row["value"], decimals)
    )


def _bounds(row: Row, decimals: int = 1, scale: float = 1) -> str:
    if is_missing(row["ci_low"]):
        return missing_sign(row["caveat"])
    return interval(scale * row["ci_low"], scale * row["ci_high"], decimals)


def _count(row: Row) -> str:
    return missing_sign(row["caveat"]) if is_missing(row["count"]) else number(row["count"])


@block
def zones(nightlife: Nightlife) -> Table:
    """The zones, their venues, residents and role."""
    places = vars(nightlife.mission.data).get("quartiers")
    labels = (
        {} if places is None else dict(zip(places["territory_id"], places["label_fr"], strict=True))
    )
    by_zone = nightlife.density.set_index("zone_id")
    lines = [
        {
            "Zone": row["label_fr"],
            "Quartier": labels.get(row["territory_id"], NOT_APPLICABLE),
            "Établissements": number(by_zone.loc[row["zone_id"], "venues"]),
            "Places estimées": number(by_zone.loc[row["zone_id"], "places"]),
            "Riverains à 200 m": number(row["residents_200m"]),
            "Fermeture principale": clock_label(nightlife.closings[row["zone_id"]])
            if row["zone_id"] in nightlife.closings
            else NOT_APPLICABLE,
            "Rôle": ROLES[row["role"]],
        }
        for row in rows(nightlife.zones)
    ]
    total = int(by_zone["venues"].sum())
    return Table(
        "zones-de-nuit",
        pd.DataFrame(lines),
        f"{capital(count_words(len(lines), 'zone', feminine=True))} et {number(total)} établissements",
        "Zones de vie nocturne, établissements, riverains et rôle dans la comparaison",
        Notes(
            "",
            "établissements recensés ; fermeture principale : celle qui concerne le plus de places.",
            note_source(nightlife, "venues", "recensement des établissements de nuit"),
        ),
        right=["Établissements", "Places estimées", "Riverains à 200 m"],
        signs=SIGNS,
    )


@block
def rates(nightlife: Nightlife) -> Table:
    """NUI01 by zone."""
    lines = [
        {
            "Zone": capital(nightlife.names[row["zone_id"]]),
            "Incidents de nuit": _count(row),
            "Nuits d'établissement": number(row["n"]),
            "Pour 1 000 nuits d'établissement": _value(row),
            "Intervalle à 95 %": _bounds(row),
        }
        for row in rows(nightlife.rates)
    ]
    whole = rows(nightlife.rates[nightlife.rates["zone_id"] == WHOLE])[0]
    return Table(
        "incidents-etablissements",
        pd.DataFrame(lines),
        f"{_value(whole)} incidents de nuit pour 1 000 nuits d'établissement",
        "Incidents de nuit rapportés aux nuits d'ouverture, par zone",
        Notes(
            "",
            f"incidents relevés dans les zones, liés ou non à un établissement ({NIGHT}). L'intervalle dit "
            "la variabilité naturelle des faits.",
            note_source(
                nightlife, "night_incidents", "relevé de nuit et recensement des établissements"
            ),
        ),
        right=["Incidents de nuit", "Nuits d'établissement", "Pour 1 000 nuits d'établissement"],
        total_row=True,
        signs=SIGNS,
    )


@block
def passages(nightlife: Nightlife) -> Table:
    """NUI02 by zone."""
    lines = [
        {
            "Zone": capital(nightlife.names[row["zone_id"]]),
            "Passages estimés": number(round(row["n"], -3)),
            "Incidents pour 1 000 passages": _value(row, 3),
            "Intervalle à 95 %": _bounds(row, 3),
        }
        for row in rows(nightlife.passages)
    ]
    whole = rows(nightlife.passages[nightlife.passages["zone_id"] == WHOLE])[0]
    return Table(
        "incidents-passages",
        pd.DataFrame(lines),
        f"{_value(whole, 2)} incident de nuit pour 1 000 passages estimés",
        "Incidents de nuit pour 1 000 passages de piétons, par zone",
        Notes(
            "",
            "passages estimés d'après quelques nuits comptées, nuits de fin de semaine et autres nuits à "
            "part ; l'intervalle ne tient pas compte de cette estimation.",
            note_source(nightlife, "pedestrian_counts", "comptages de piétons et relevé de nuit"),
        ),
        right=["Passages estimés", "Incidents pour 1 000 passages"],
        total_row=True,
        signs=SIGNS,
    )


@block
def peak(nightlife: Nightlife) -> Table:
    """NUI05 by zone."""
    lines = [
        {
            "Zone": capital(nightlife.names[row["zone_id"]]),
            "Fermeture": NOT_APPLICABLE
            if is_missing(row["closing"])
            else clock_label(row["closing"]),
            "Part des incidents autour": missing_sign(row["caveat"])
            if is_missing(row["share"])
            else percent(row["share"]),
            "Rapport à une nuit uniforme": _value(row),
            "Intervalle à 95 %": _bounds(row),
        }
        for row in rows(nightlife.peak)
    ]
    whole = rows(nightlife.peak[nightlife.peak["zone_id"] == WHOLE])[0]
    title = "Incidents autour de la fermeture"
    if not is_missing(whole["value"]):
        title = (
            f"Autour de la fermeture, {number(whole['value'], 1)} fois plus d'incidents que si la nuit était "
            "uniforme"
            if whole["ci_low"] > 1
            else "Aucun pic établi autour de la fermeture"
        )
    return Table(
        "pic-fermeture",
        pd.DataFrame(lines),
        title,
        "Incidents de 30 minutes avant à 60 minutes après la fermeture principale, par zone",
        Notes(
            "",
            "incidents de nuit des zones ; une nuit uniforme aurait 90 minutes sur 840 de ses incidents dans "
            "cette fenêtre. Ligne « ensemble » : chaque incident selon sa zone.",
            note_source(nightlife, "night_incidents", "relevé de nuit et horaires de fermeture"),
        ),
        right=["Part des incidents autour", "Rapport à une nuit uniforme"],
        total_row=True,
        signs=SIGNS,
    )


@block
def categories(nightlife: Nightlife) -> Table:
    """What the incidents of the night are."""
    total = len(nightlife.found)
    lines = [
        {
            "Catégorie": capital(CATEGORIES[row["category_code"]]),
            "Incidents": _count(row),
            "Part": missing_sign(row["caveat"])
            if is_missing(row["count"])
            else percent(row["count"] / total),
        }
        for row in rows(nightlife.by_category)
    ]
    first = rows(nightlife.by_category)[0]
    title = "Incidents de nuit par catégorie"
    if not is_missing(first["count"]):
        title = (
            f"{capital(CATEGORIES[first['category_code']])} : {percent(first['count'] / total)} des "
            "incidents de nuit"
        )
    return Table(
        "categories-de-nuit", pd.DataFrame(lines), title, "Incidents de nuit par catégorie",
        Notes("", f"incidents relevés dans les zones ({NIGHT}). Ce relevé réunit les services, les "
              "transports et les exploitants : il est plus large que le registre de chaque service.",
              note_source(nightlife, "night_incidents", "relevé de nuit commun aux services")),
        right=["Incidents", "Part"], signs=SIGNS,
    )  # fmt: skip


@block
def events(nightlife: Nightlife) -> Prose:
    """Nights of an event against the others."""
    row = rows(nightlife.events)[0]
    if is_missing(row["value"]):
        return Prose("Nuits d'événement : trop peu d'incidents pour les comparer aux autres nuits.")
    bounds = interval(row["ci_low"], row["ci_high"], 1)
    crowd = number(nightlife.mission.data.night_events["crowd"].max())
    return Prose(
        f"Les {count_words(row['n'], 'nuit', feminine=True)} d'événement (jusqu'à {crowd} personnes) "
        f"comptent {number(row['value'], 1)} fois {bounds} les incidents d'une autre nuit. Le public y est "
        "plus nombreux : ce rapport ne dit pas si chacun y est plus exposé."
    )


@block
def recurrence(nightlife: Nightlife) -> Prose:
    """NUI04."""
    row = rows(nightlife.recurrence)[0]
    if is_missing(row["value"]):
        return Prose("Plaintes répétées : trop peu de plaintes pour le dire.")
    linked = nightlife.mission.data.noise_complaints["venue_linked"].fillna(False).astype(bool)
    return Prose(
        f"**Plaintes répétées.** {percent(row['value'])} {_bounds(row, 0, 100)} des {number(row['n'])} "
        f"plaintes viennent d'un point qui en a donné au moins deux ; {percent(linked.mean())} désignent un "
        "établissement, sans que le registre dise lequel."
    )


@block
def rescue(nightlife: Nightlife) -> Table:
    """NUI13 by service."""
    lines = [
        {
            "Service": capital(RESCUE[row["service"]]),
            "Motif alcool": number(row["count"]),
            "Interventions ou passages": number(row["n"]),
            "Part": percent(row["value"]),
            "Intervalle à 95 %": _bounds(row, 0, 100),
        }
        for row in rows(nightlife.rescue)
    ]
    return Table(
        "secours", pd.DataFrame(lines), "Alcool dans les secours et les urgences de nuit",
        "Interventions et passages dont le motif est l'alcool, par service",
        Notes("", "nombres mensuels agrégés par les services, aucun de un à dix ; une personne peut être vue "
              "par deux services, qui ne s'additionnent pas.",
              note_source(nightlife, "emergency_counts", "services de secours et urgences")),
        right=["Motif alcool", "Interventions ou passages", "Part"],
    )  # fmt: skip
