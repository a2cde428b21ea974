"""The identity sheet of the night: one page, one line per subject, what is not documented said so."""

from collections.abc import Callable

import pandas as pd

from ffsu_eval.charts.incidents.labels import CATEGORIES
from ffsu_eval.errors import Undocumented
from ffsu_eval.french import SECRET, count_words, date_fr, is_missing, join_fr, number, percent
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.night.regulation import UNCHECKED
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Notes, Table
from ffsu_eval.narrative.night.figures import note_source
from ffsu_eval.narrative.night.results import Nightlife
from ffsu_eval.narrative.night.words import KINDS, SERVICES
from ffsu_eval.nighttime import clock_label, hour_label, minutes_of_night
from ffsu_eval.rows import Row, rows

Teller = Callable[[Nightlife], str]


@block
def identity(nightlife: Nightlife) -> Table:
    """« Fiche d'identité de la nuit »."""
    nights = nightlife.nights
    lines = [{"Sujet": name, "Ce que l'on sait": _told(tell, nightlife)} for name, tell in LINES]
    return Table(
        "fiche-identite",
        pd.DataFrame(lines),
        f"La nuit de {nightlife.mission.territory.label_fr} en une page",
        "Fiche d'identité de la nuit",
        Notes(
            "",
            f"zones de vie nocturne, {number(nights)} nuits observées. La nuit va de 18 h à 8 h et porte le "
            "nom de sa soirée : dimanche à 2 h est dans la nuit de samedi.",
            note_source(nightlife, "night_zones", "données de la mission sur la nuit"),
        ),
    )


def _told(tell: Teller, nightlife: Nightlife) -> str:
    try:
        return tell(nightlife)
    except Undocumented as error:
        return f"non documenté : {error.what}"


def _whole(frame: pd.DataFrame, column: str = "zone_id") -> Row:
    return rows(frame[frame[column] == WHOLE])[0]


def _territory(nightlife: Nightlife) -> str:
    zones = nightlife.zones
    first = zones.iloc[0]
    return (
        f"{join_fr(list(zones['label_fr']))} ; {number(zones['residents_200m'].sum())} riverains à 200 m ou "
        f"moins ; observé du {date_fr(first['observed_from'])} au {date_fr(first['observed_to'])}"
    )


def _venues(nightlife: Nightlife) -> str:
    venues = nightlife.mission.data.venues
    counts = venues["kind"].value_counts()
    kinds = [f"{number(counts[kind])} {name}" for kind, name in KINDS.items() if kind in counts]
    late = int(venues["late_permit"].fillna(False).astype(bool).sum())
    places = int(_whole(nightlife.places, "closing")["n"])
    permits = count_words(late, "autorisation tardive", "autorisations tardives", feminine=True)
    return (
        f"{number(len(venues))} : {join_fr(kinds)} ; {number(places)} places estimées ; {permits}"
    )


def _closing(nightlife: Nightlife) -> str:
    own = nightlife.places[nightlife.places["closing"] != WHOLE]
    main = rows(own.sort_values(["n", "minutes"]))[-1]
    last = int(own["minutes"].max())
    share = percent(main["n"] / own["n"].sum())
    return (
        f"{clock_label(int(main['minutes']))} pour {share} des places ; dernière fermeture à "
        f"{clock_label(last)}"
    )


def _incidents(nightlife: Nightlife) -> str:
    year = len(nightlife.found) * 365.25 / nightlife.nights
    first = rows(nightlife.by_category)[0]
    said = f"{number(year)} par an dans les zones"
    if not is_missing(first["count"]):
        share = percent(first["count"] / len(nightlife.found))
        said += f" ; premier motif : {CATEGORIES[first['category_code']]} ({share})"
    return said


def _peak(nightlife: Nightlife) -> str:
    known = nightlife.hours[nightlife.hours["incidents"].notna()]
    if known.empty:
        return SECRET
    top = rows(known.sort_values("incidents", ascending=False))[0]
    hour = int(top["hour"])
    share = percent(top["incidents"])
    return f"de {hour_label(hour)} à {hour_label((hour + 1) % 24)}, {share} des incidents"


def _complaints(nightlife: Nightlife) -> str:
    row, again = _whole(nightlife.complaints), _whole(nightlife.recurrence)
    if is_missing(row["value"]) or is_missing(again["value"]):
        return SECRET
    return f"{number(row['value'], 1)} pour 1 000 riverains et par an ; {percent(again['value'])} répétées"


def _transport(nightlife: Nightlife) -> str:
    lines = nightlife.mission.data.night_transport
    last = max(map(minutes_of_night, lines["last_departure"]))
    row = _whole(nightlife.offer, "closing")
    return (
        f"dernier départ à {clock_label(last)} ; {percent(row['value'])} des places desservies à leur "
        "fermeture"
    )


def _services(nightlife: Nightlife) -> str:
    frame = nightlife.presence
    names = [SERVICES[str(name)] for name in dict.fromkeys(frame["service"])]
    late = frame.loc[frame["hour"].astype(int) < 8, "value"].sum() / frame["value"].sum()
    return f"{join_fr(names)} ; {percent(late)} des heures de présence après minuit"


def _crowd(nightlife: Nightlife) -> str:
    events = nightlife.mission.data.night_events
    nights = count_words(
        events["night"].nunique(), "nuit d'événement", "nuits d'événement", feminine=True
    )
    return f"{nights}, jusqu'à {number(events['crowd'].max())} personnes"


def _charter(nightlife: Nightlife) -> str:
    row = _whole(nightlife.membership, "kind")
    listed = nightlife.commitments[nightlife.commitments["commitment_id"] != WHOLE]
    unchecked = int((listed["state"] == UNCHECKED).sum())
    return (
        f"signée par {number(row['count'])} établissements éligibles sur {number(row['n'])} ; "
        f"{number(unchecked)} engagements échus sur {number(len(listed))} jamais vérifiés"
    )


LINES: tuple[tuple[str, Teller], ...] = (
    ("Territoire", _territory),
    ("Établissements", _venues),
    ("Fermetures", _closing),
    ("Incidents de nuit", _incidents),
    ("Heure de pointe", _peak),
    ("Plaintes pour bruit", _complaints),
    ("Retour", _transport),
    ("Services présents", _services),
    ("Événements", _crowd),
    ("Charte", _charter),
)
