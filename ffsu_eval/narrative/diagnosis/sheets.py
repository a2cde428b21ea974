"""One page for each neighbourhood: what every source says of it, as it may be told.

Local incidents come from the frames of their chapter, which have passed the control of secrecy: no
count is drawn here. The phenomena of the survey are named, without figures.
"""

import pandas as pd

from ffsu_eval.charts.diagnosis.labels import DIMENSIONS, SLOTS
from ffsu_eval.charts.incidents.labels import CATEGORIES, UNITS
from ffsu_eval.charts.words import missing_sign
from ffsu_eval.errors import Undocumented
from ffsu_eval.french import (
    NOT_PUBLISHED,
    count_words,
    interval,
    is_missing,
    join_fr,
    number,
    percent,
)
from ffsu_eval.indicators import survey
from ffsu_eval.indicators.incidents.quotient import MORE
from ffsu_eval.indicators.qualitative.quotes import NEVER, ORDINARY
from ffsu_eval.narrative.absent import block
from ffsu_eval.narrative.blocks import Prose, Table
from ffsu_eval.narrative.diagnosis import notes, titles
from ffsu_eval.narrative.diagnosis.results import Diagnosis
from ffsu_eval.narrative.survey.results import SurveyWave
from ffsu_eval.questions import same_words
from ffsu_eval.rows import Row, capital, rows
from ffsu_eval.tables.recorded.cells import text_table

NAMED = 3
QUOTED = 2
FEWEST = 30
SIGNS = (
    "s : secret statistique, moins de six incidents ; /// : sans objet ou non calculé ; n.d. : non "
    "documenté ou non remis par la source."
)


@block
def introduction(diagnosis: Diagnosis) -> Prose:
    """What the sheets are; a sentence when the neighbourhoods are not given."""
    if not diagnosis.places:
        return Prose(
            "Fiches par quartier : non documenté, les quartiers ne sont pas dans les données de la mission."
        )
    count = count_words(len(diagnosis.places), "quartier")
    return Prose(
        f"Une fiche par quartier ({count}, par ordre alphabétique) réunit ce que disent les sources. Les "
        "quartiers ne sont pas classés : les sources ne les couvrent pas également, et un nombre plus "
        "élevé peut venir d'une présence plus forte de ceux qui consignent."
    )


@block
def sheet(diagnosis: Diagnosis, place: str) -> Table | Prose:
    """The sheet of one neighbourhood (territory_id); nothing for one that is not given."""
    if place not in diagnosis.places:
        return Prose("")
    lines = [
        ("Population et logements", people(diagnosis, place)),
        ("Phénomènes les plus rencontrés", phenomena(diagnosis, place)),
        *incidents(diagnosis, place),
        ("Marches exploratoires", walks(diagnosis, place)),
        ("Ce qui en est dit", quotes(diagnosis, place)),
        ("Réponses présentes", responses(diagnosis, place)),
    ]
    return Table(
        f"fiche-{_slug(place)}",
        text_table([{"Rubrique": name, "Ce qui est documenté": text} for name, text in lines]),
        titles.sheet(diagnosis, place),
        "Fiche de quartier",
        notes.sheet(diagnosis),
        signs=SIGNS,
    )


def _slug(place: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in place.lower())


def people(diagnosis: Diagnosis, place: str) -> str:
    """Inhabitants, dwellings, share of them in a priority neighbourhood."""
    found = diagnosis.mission.data.quartiers
    row = rows(found[found["territory_id"] == place])[0]
    parts = [
        f"{number(row[name])} {word}"
        for name, word in (("population", "habitants"), ("dwellings", "logements"))
        if not is_missing(row[name])
    ]
    if not is_missing(row["qpv_pop_share"]):
        share = percent(row["qpv_pop_share"])
        parts.append(f"{share} des habitants en quartier prioritaire de la politique de la ville")
    return " ; ".join(parts) or NOT_PUBLISHED


def phenomena(diagnosis: Diagnosis, place: str) -> str:
    """The phenomena that the respondents of the sector meet most, named and not measured."""
    try:
        waves = diagnosis.surveys.waves
    except Undocumented:
        return "non documenté : aucune enquête"
    for wave in waves:
        stratum = _stratum(wave, place, diagnosis.places[place])
        if stratum and wave.asks("frequency"):
            return _most_met(wave, stratum)
    return "non documenté : l'enquête ne distingue pas ce quartier"


def _stratum(wave: SurveyWave, place: str, name: str) -> str:
    """Category of the wave that is this neighbourhood, by identifier or by name; or nothing."""
    for stratum, label in wave.categories.items():
        if stratum == place or same_words(label) == same_words(name):
            return stratum
    return ""


def _most_met(wave: SurveyWave, stratum: str) -> str:
    own = wave.respondents.loc[wave.respondents["stratum"] == stratum, "resp_id"]
    if len(own) < FEWEST:
        return f"moins de {FEWEST} répondants dans ce secteur : non montré"
    answers = wave.answers[wave.answers["resp_id"].isin(own)]
    scores = survey.frequency_score(answers, wave.items)
    known = scores[scores["value"].notna()].sort_values("value", ascending=False, kind="stable")
    if known.empty:
        return "trop peu de réponses dans ce secteur : non montré"
    names = join_fr([str(label) for label in known["theme_label_fr"].head(NAMED)])
    return f"{names} ({number(len(own))} répondants du secteur)"


def incidents(diagnosis: Diagnosis, place: str) -> list[tuple[str, str]]:
    """Density of each source (INC01), night share (INC03), categories over-represented (INC06)."""
    chapter = diagnosis.incidents if _given(diagnosis) else None
    if chapter is None:
        return [("Incidents consignés", "non documenté : aucun registre d'incidents")]
    lines = []
    own = chapter.densities[chapter.densities["territory_id"] == place]
    for source, name in chapter.sources.items():
        series = own[own["source_org_id"] == source]
        if len(series):
            row = rows(series.sort_values("year", kind="stable"))[-1]
            lines.append((f"Incidents {row['year']}, « {name} »", _density(row)))
    nights = rows(chapter.nights[chapter.nights["territory_id"] == place])
    if nights:
        text = (
            missing_sign(nights[0]["caveat"])
            if is_missing(nights[0]["value"])
            else f"{percent(nights[0]['value'])} des incidents dont l'heure est connue, de 22 h à 6 h"
        )
        lines.append(("Part nocturne", text))
    lines.append(("Catégories plus présentes qu'ailleurs", _categories(chapter.quotients, place)))
    return lines


def _given(diagnosis: Diagnosis) -> bool:
    try:
        return diagnosis.incidents.given
    except Undocumented:
        return False


def _density(row: Row) -> str:
    if is_missing(row["value"]):
        return missing_sign(row["caveat"])
    bounds = interval(row["ci_low"], row["ci_high"], 1)
    return f"{number(row['value'], 1)} {bounds} pour {UNITS[str(row['exposure_unit'])]}"


def _categories(quotients: pd.DataFrame, place: str) -> str:
    own = quotients[(quotients["territory_id"] == place) & (quotients["direction"] == MORE)]
    found = [
        f"{CATEGORIES[row['category_code']]} ({number(row['value'], 1)} fois la part du territoire)"
        for row in rows(own.sort_values("value", ascending=False, kind="stable"))
    ]
    return join_fr(found) if found else "aucun écart établi"


def walks(diagnosis: Diagnosis, place: str) -> str:
    """Mean score of each dimension noted in three points or more (DLS03)."""
    if "walk_observations" not in vars(diagnosis.mission.data):
        return "non documenté : aucune marche"
    frame = diagnosis.walks_by_place
    known = rows(frame[(frame["quartier_id"] == place) & frame["value"].notna()])
    if not known:
        return "aucune marche, ou moins de trois points"
    scores = [f"{DIMENSIONS[row['dimension']]} {number(row['value'], 1)}" for row in known]
    points = max(int(row["n"]) for row in known)
    return f"notes sur 4 : {join_fr(scores)} ({count_words(points, 'point')})"


def quotes(diagnosis: Diagnosis, place: str) -> str:
    """Words of the interviews that name the neighbourhood, where they may be quoted; nobody's family."""
    try:
        chapter = diagnosis.interviews
    except Undocumented:
        return "non documenté : aucun entretien"
    data = chapter.mission.data
    sizes = data.interviews.groupby("macro_family").size()
    large = sizes.index[sizes >= chapter.mission.parameters.secrecy.interviews]
    known = data.segments.merge(data.interviews, on="interview_id")
    name = same_words(diagnosis.places[place])
    kept = known[
        (known["quote_level"] != NEVER)
        & (known["sensitivity"] == ORDINARY)
        & known["macro_family"].isin(large)
        & known["text_redacted"].map(lambda text: name in same_words(text)).astype(bool)
    ].sort_values("segment_id")
    # one voice each: two quotations of one person would draw a portrait
    spoken = kept.drop_duplicates("interview_id").head(QUOTED)["text_redacted"]
    return " ".join(f"« {text} »" for text in spoken) or "aucun propos citable ne nomme le quartier"


def responses(diagnosis: Diagnosis, place: str) -> str:
    """Responses of the neighbourhood by name and moment, and how many are for the whole territory."""
    held = vars(diagnosis.mission.data).get("responses")
    if held is None:
        return "non documenté : aucun inventaire des réponses"
    own = held[held["quartier_id"] == place].sort_values("label_fr", kind="stable")
    found = [f"{row['label_fr']} ({SLOTS[row['slots']]})" for row in rows(own)]
    everywhere = int(held["quartier_id"].isna().sum())
    text = capital(" ; ".join(found)) if found else "aucune réponse propre au quartier"
    if not everywhere:
        return text
    return f"{text} ; {count_words(everywhere, 'réponse', feminine=True)} à l'échelle du territoire"
