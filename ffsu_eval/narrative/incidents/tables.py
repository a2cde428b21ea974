"""Tables of the chapter on local incidents, whatever the engagement; nothing without data."""

import pandas as pd

from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Notes, Prose, Table
from ffsu_eval.narrative.incidents import notes, titles
from ffsu_eval.narrative.incidents.results import LocalIncidents
from ffsu_eval.tables import incidents as tables

WORDS = {"Réserve", "Pour", "Catégorie", "Lecture", "Moments plus chargés"}


@block
def sources(incidents: LocalIncidents) -> Table | Prose:
    """T1: completeness, density and its change, per source; nothing for a single year."""
    if not incidents.given or incidents.changes.empty:
        return Prose("")
    frame = tables.sources_table(
        incidents.completeness, incidents.densities, incidents.changes, incidents.sources
    )
    subtitle = f"Mois remis, densité et évolution par source, {notes.years(incidents)}"
    return _table(
        "incidents-sources", frame, titles.sources(incidents), subtitle, notes.sources(incidents)
    )


@block
def moments(incidents: LocalIncidents) -> Table | Prose:
    """Night share, answers and duplicates, per source."""
    if not incidents.given:
        return Prose("")
    frame = tables.moments_table(
        incidents.nights_by_source, incidents.delays, incidents.duplicates, incidents.sources
    )
    subtitle = f"Heures, réponses et doublons par source, {notes.years(incidents)}"
    return _table(
        "incidents-heures", frame, titles.moments(incidents), subtitle, notes.moments(incidents)
    )


@block
def nights(incidents: LocalIncidents) -> Table | Prose:
    """INC03 and INC04 by neighbourhood, in alphabetical order."""
    if not incidents.given:
        return Prose("")
    frame = tables.nights_table(incidents.nights, incidents.parts, incidents.places)
    subtitle = (
        f"De 22 h à 6 h, et parties de la semaine les plus chargées, {notes.years(incidents)}"
    )
    return _table(
        "incidents-nuits",
        frame,
        titles.nights(incidents),
        subtitle,
        notes.nights(incidents),
        total_row=True,
    )


@block
def quotients(incidents: LocalIncidents) -> Table | Prose:
    """INC06: quotient of each category in each neighbourhood."""
    if not incidents.given or incidents.quotients.empty:
        return Prose("")
    frame = tables.quotients_table(incidents.quotients, incidents.places)
    subtitle = "Part de chaque catégorie dans le quartier, rapportée à sa part dans le territoire"
    return _table(
        "incidents-categories",
        frame,
        titles.quotients(incidents),
        subtitle,
        notes.quotients(incidents),
    )


@block
def signals(incidents: LocalIncidents) -> Table | Prose:
    """INC06: the quotients that are established, with their intervals; nothing without any."""
    if not incidents.given:
        return Prose("")
    frame = tables.signals_table(incidents.quotients, incidents.places)
    if frame.empty:
        return Prose("")
    subtitle = "Quotients de localisation retenus, intervalles à 95 %"
    return _table(
        "incidents-ecarts", frame, titles.signals(incidents), subtitle, notes.quotients(incidents)
    )


def _table(
    identifier: str,
    frame: pd.DataFrame,
    title: str,
    subtitle: str,
    words: Notes,
    total_row: bool = False,
) -> Table:
    """Table of text cells, figures to the right: every column but names and words."""
    right = [name for name in frame.columns[1:] if name not in WORDS]
    return Table(identifier, frame, title, subtitle, words, right, total_row, tables.SIGNS)
