"""Tables of a diagnosis; a sentence, or nothing, where there is nothing to tell."""

from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Prose, Table
from ffsu_eval.narrative.diagnosis import notes, titles
from ffsu_eval.narrative.diagnosis.results import Diagnosis
from ffsu_eval.tables import diagnosis as tables

TEXTS = {"Indicateur", "Commune", "Années", "Réserve", "Mesure"}


@block
def portrait(diagnosis: Diagnosis) -> Table | Prose:
    """People, dwellings and social indicators of the communes."""
    frame = diagnosis.portrait
    if frame["value"].isna().all():
        return Prose(
            "Portrait du territoire : non documenté, ni la population ni les données sociales des "
            "communes ne sont dans les données de la mission."
        )
    shown = tables.portrait_table(frame, diagnosis.communes)
    return Table(
        "portrait",
        shown,
        titles.portrait(diagnosis),
        "Population, logements et données sociales, année entre parenthèses",
        notes.portrait(diagnosis),
        right=list(shown.columns[1:]),
        signs=tables.PORTRAIT_SIGNS,
    )


@block
def responses(diagnosis: Diagnosis) -> Table | Prose:
    """The inventory of the responses that exist."""
    frame = diagnosis.responses
    if frame.empty:
        return Prose("Réponses existantes : aucune n'est recensée.")
    data = diagnosis.mission.data
    named = dict(zip(data.organisations["org_id"], data.organisations["label_fr"], strict=True))
    return Table(
        "reponses",
        tables.responses_table(
            frame, named, diagnosis.publics, diagnosis.phenomena, diagnosis.places
        ),
        titles.slots(diagnosis.slots),
        "Réponses recensées, par public : organisme, capacité et moment",
        notes.responses(diagnosis),
        right=["Capacité"],
    )


@block
def slots(diagnosis: Diagnosis) -> Table | Prose:
    """When the responses are open."""
    if diagnosis.responses.empty:
        return Prose("")
    return Table(
        "reponses-moments",
        tables.slots_table(diagnosis.slots),
        titles.slots(diagnosis.slots),
        "Nombre de réponses ouvertes à chaque moment",
        notes.responses(diagnosis),
        right=["Réponses ouvertes", "Part"],
        total_row=True,
    )


@block
def walks(diagnosis: Diagnosis) -> Table | Prose:
    """DLS03 by neighbourhood, in alphabetical order."""
    if diagnosis.walks.empty:
        return Prose("")
    frame = tables.walks_table(diagnosis.walks_by_place, diagnosis.places)
    return Table(
        "marches-quartiers",
        frame,
        titles.walks(diagnosis.walk_profile),
        "Note moyenne par quartier et dimension ; entre parenthèses, nombre de points",
        notes.walks(diagnosis),
        right=list(frame.columns[1:]),
        total_row=True,
        signs=tables.WALK_SIGNS,
    )


@block
def communes(diagnosis: Diagnosis) -> Table | Prose:
    """DLS04: rates and ratios; nothing for a territory of one commune."""
    if diagnosis.ratios.empty:
        return Prose("")
    frame = tables.communes_table(diagnosis.ratios, diagnosis.crime.labels, diagnosis.crime.names)
    return Table(
        "communes",
        frame,
        titles.communes(diagnosis),
        "Taux enregistrés pour 1 000 habitants ou logements et par an, et leur rapport",
        notes.communes(diagnosis),
        right=[name for name in frame.columns if name not in TEXTS],
        signs=tables.COMMUNE_SIGNS,
    )
