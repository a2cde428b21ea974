"""Tables of the night: identity sheet, zones, risks, presence, light, harassment, charter, sanctions."""

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
    of_total,
    percent,
    signed,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.night.opinions import GAP
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Notes, Prose, Table
from ffsu_eval.narrative.night.figures import NIGHT, note_source
from ffsu_eval.narrative.night.results import Nightlife
from ffsu_eval.narrative.night.words import GENDERS, KINDS, RESCUE, ROLES, SANCTIONS, SERVICES
from ffsu_eval.nighttime import clock_label
from ffsu_eval.rows import Row, capital, rows

SIGNS = f"{SECRET} : secret statistique. {NOT_APPLICABLE} : sans objet ou non calculé."


def _value(row: Row, decimals: int = 1) -> str:
    return missing_sign(row["caveat"]) if is_missing(row["value"]) else number(row["value"], decimals)


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
    labels = {} if places is None else dict(zip(places["territory_id"], places["label_fr"], strict=True))
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
            f"incidents relevés dans les zones, liés ou non à un établissement ({NIGHT}). L'intervalle dit la "
            "variabilité naturelle des faits.",
            note_source(nightlife, "night_incidents", "relevé de nuit et recensement des établissements"),
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
            "passages estimés d'après quelques nuits comptées, nuits de fin de semaine et autres nuits à part ; "
            "l'intervalle ne tient pas compte de cette estimation.",
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
            "Fermeture": NOT_APPLICABLE if is_missing(row["closing"]) else clock_label(row["closing"]),
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
            f"{capital(CATEGORIES[first['category_code']])} : {percent(first['count'] / total)} des incidents "
            "de nuit"
        )
    return Table(
        "categories-de-nuit", pd.DataFrame(lines), title, "Incidents de nuit par catégorie",
        Notes("", f"incidents relevés dans les zones ({NIGHT}). Ce relevé réunit les services, les transports "
              "et les exploitants : il est plus large que le registre de chaque service.",
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
        f"Les {count_words(row['n'], 'nuit', feminine=True)} d'événement (jusqu'à {crowd} personnes) comptent "
        f"{number(row['value'], 1)} fois {bounds} les incidents d'une autre nuit. Le public y est plus "
        "nombreux : ce rapport ne dit pas si chacun y est plus exposé."
    )


@block
def recurrence(nightlife: Nightlife) -> Prose:
    """NUI04."""
    row = rows(nightlife.recurrence)[0]
    if is_missing(row["value"]):
        return Prose("Plaintes répétées : trop peu de plaintes pour le dire.")
    linked = nightlife.mission.data.noise_complaints["venue_linked"].fillna(False).astype(bool)
    return Prose(
        f"**Plaintes répétées.** {percent(row['value'])} {_bounds(row, 0, 100)} des {number(row['n'])} plaintes "
        f"viennent d'un point qui en a donné au moins deux ; {percent(linked.mean())} désignent un "
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
        Notes("", "nombres mensuels agrégés par les services, aucun de un à dix ; une personne peut être vue par "
              "deux services, qui ne s'additionnent pas.",
              note_source(nightlife, "emergency_counts", "services de secours et urgences")),
        right=["Motif alcool", "Interventions ou passages", "Part"],
    )  # fmt: skip


@block
def presence(nightlife: Nightlife) -> Table:
    """Agent-hours by service, before and after midnight; never a roster."""
    frame = nightlife.presence
    late = frame["hour"].astype(int) < 8
    lines = [
        {
            "Service": capital(SERVICES[str(service)]),
            "Heures d'agent par semaine": number(own["value"].sum()),
            "Avant minuit": percent(own.loc[~late, "value"].sum() / own["value"].sum()),
            "Après minuit": percent(own.loc[late, "value"].sum() / own["value"].sum()),
        }
        for service, own in frame.groupby("service", sort=False)
    ]
    total = float(frame["value"].sum())
    share = float(frame.loc[late, "value"].sum()) / total
    lines.append(
        {
            "Service": "Ensemble",
            "Heures d'agent par semaine": number(total),
            "Avant minuit": percent(1 - share),
            "Après minuit": percent(share),
        }
    )
    return Table(
        "presence-de-nuit", pd.DataFrame(lines),
        f"{percent(share)} des heures de présence sont après minuit",
        "Heures d'agent d'une semaine type, par service",
        Notes("", "services présents la nuit, agents prévus ; le planning n'est pas publié.",
              note_source(nightlife, "night_presence", "services présents la nuit")),
        right=["Heures d'agent par semaine", "Avant minuit", "Après minuit"], total_row=True,
    )  # fmt: skip


@block
def rounds(nightlife: Nightlife) -> Prose:
    """What mediation did."""
    row = rows(nightlife.rounds[nightlife.rounds["zone_id"] == WHOLE])[0]
    return Prose(
        f"**Médiation.** {number(row['rounds'])} tournées et {number(row['contacts'])} contacts ont été "
        f"consignés ; {percent(row['value'])} du temps de tournée tombe autour de la fermeture, de 30 minutes "
        "avant à 60 minutes après."
    )


@block
def lighting(nightlife: Nightlife) -> Table:
    """Metres lit by zone."""
    lines = [
        {
            "Zone": capital(nightlife.names[row["zone_id"]]),
            "Mètres relevés": number(row["n"]),
            "Éclairage en état": percent(row["value"]),
        }
        for row in rows(nightlife.lighting)
    ]
    whole = rows(nightlife.lighting[nightlife.lighting["zone_id"] == WHOLE])[0]
    return Table(
        "eclairage", pd.DataFrame(lines),
        f"{percent(whole['value'])} de la longueur relevée est éclairée", "Éclairage la nuit, par zone",
        Notes("", "voies et cheminements relevés ; un éclairage abaissé, en panne ou absent n'est pas en état.",
              note_source(nightlife, "lighting", "relevé de l'éclairage")),
        right=["Mètres relevés", "Éclairage en état"], total_row=True,
    )  # fmt: skip


@block
def harassment(nightlife: Nightlife) -> Table | Prose:
    """NUI08 by gender; one sentence where it may not be shown."""
    frame = nightlife.harassment
    if frame["value"].isna().any():
        reason = str(frame["caveat"].iloc[0])
        return Prose(
            f"Harcèlement ou agression déclarés : non montrés ({reason}). Le résultat n'est donné qu'avec au "
            "moins 30 réponses par genre et aucune case de moins de onze réponses."
        )
    lines = [
        {
            "Genre": "Écart, en points" if row["item"] == GAP else capital(GENDERS[row["item"]]),
            "Ont déclaré": NOT_APPLICABLE
            if row["item"] == GAP
            else of_total(row["count"], row["n"]),
            "Part": signed(100 * row["value"]) if row["item"] == GAP else percent(row["value"]),
            "Variabilité entre répondants": interval(
                100 * row["ci_low"], 100 * row["ci_high"], 0, plus=row["item"] == GAP
            ),
        }
        for row in rows(frame)
    ]
    women, men, _ = rows(frame)
    return Table(
        "harcelement", pd.DataFrame(lines),
        f"{percent(women['value'])} des usagères et {percent(men['value'])} des usagers déclarent un "
        "harcèlement ou une agression",
        "Usagers qui déclarent un harcèlement ou une agression la nuit, en douze mois, par genre",
        Notes("", "usagers rencontrés la nuit, non tirés au sort : la variabilité entre répondants n'est pas une "
              "marge d'erreur. Les autres réponses sur le genre sont trop peu nombreuses.",
              note_source(nightlife, "night_answers", "questionnaires de la nuit, sans identité")),
        right=["Ont déclaré", "Part"], signs=SIGNS,
    )  # fmt: skip


@block
def membership(nightlife: Nightlife) -> Table:
    """NUI10: who signed."""
    lines = [
        {
            "Établissements": "Ensemble" if row["kind"] == WHOLE else capital(KINDS[row["kind"]]),
            "Signataires": of_total(row["count"], row["n"]),
            "Part": percent(row["value"]),
        }
        for row in rows(nightlife.membership)
    ]
    whole = rows(nightlife.membership[nightlife.membership["kind"] == WHOLE])[0]
    return Table(
        "adhesion", pd.DataFrame(lines),
        f"{number(whole['count'])} établissements éligibles sur {number(whole['n'])} ont signé la charte",
        "Adhésion à la charte de la vie nocturne",
        Notes("", "établissements éligibles à la charte ; signer est volontaire.",
              note_source(nightlife, "venues", "recensement des établissements de nuit")),
        right=["Signataires", "Part"], total_row=True,
    )  # fmt: skip


@block
def sanctions(nightlife: Nightlife) -> Table:
    """NUI12 by year and type."""
    frame = nightlife.sanctions
    years = sorted(set(frame["year"]))
    by_cell = frame.set_index(["type", "year"])
    lines = []
    for kind in [name for name in SANCTIONS if name in set(frame["type"])]:
        line = {"Sanction": capital(SANCTIONS[kind])}
        for year in years:
            known = (kind, year) in by_cell.index
            line[year] = _count(by_cell.loc[(kind, year)].to_dict()) if known else "0"
        lines.append(line)
    return Table(
        "sanctions", pd.DataFrame(lines), "Sanctions administratives envers des établissements de nuit",
        "Nombre de sanctions par année et par degré",
        Notes("", "sanctions prises envers des établissements de nuit ; ni zone ni établissement. Moins de trois : "
              "secret statistique.",
              note_source(nightlife, "admin_sanctions", "registre des sanctions administratives")),
        right=years, signs=SIGNS,
    )  # fmt: skip
