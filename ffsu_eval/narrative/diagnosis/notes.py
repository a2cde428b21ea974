"""Lecture, Champ and Source of the figures and tables of a diagnosis, computed from their data."""

import pandas as pd

from ffsu_eval.charts.diagnosis.labels import DIMENSIONS, PERIODS
from ffsu_eval.french import (
    NBSP,
    count_words,
    elide,
    interval_from,
    join_fr,
    number,
    percent,
    signed,
)
from ffsu_eval.indicators.diagnosis.communes import OTHERS
from ffsu_eval.indicators.diagnosis.needs import COVERED, GAP
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.blocks import Notes
from ffsu_eval.narrative.diagnosis.results import Diagnosis
from ffsu_eval.narrative.readings import row_of
from ffsu_eval.narrative.recorded import notes as crime_notes
from ffsu_eval.narrative.survey import notes as survey_notes
from ffsu_eval.rows import capital, rows

INVENTORY = (
    "responses",
    "inventaire des réponses, rempli avec les partenaires",
    "ce qu'un partenaire n'a pas déclaré n'y est pas",
)


def source(diagnosis: Diagnosis, dataset: str, what: str) -> str:
    """What the block rests on, and its status."""
    return f"{what} ; {diagnosis.mission.status_words(dataset)}."


def quadrant(diagnosis: Diagnosis) -> Notes:
    """Notes of DLS01: the phenomenon met most often read aloud."""
    known = diagnosis.quadrant[diagnosis.quadrant["felt_rank"].notna()]
    row = rows(known.sort_values("felt_rank", kind="stable"))[0]
    bounds = interval_from(row["ci_low"], row["ci_high"], 0, 1, plus=True)
    lecture = (
        f"« {row['label_fr']} » est au rang {number(row['felt_rank'])} des {number(len(known))} phénomènes "
        f"comparés pour la fréquence rencontrée (score de {number(row['felt'])} sur 100) et au rang "
        f"{number(row['trend_rank'])} pour l'évolution enregistrée ({signed(row['trend'], 1)}{NBSP}% par an "
        f"{bounds})."
    )
    people = survey_notes.scope(diagnosis.surveys.main)
    scope = (
        "phénomènes de l'enquête qui ont une série enregistrée de même objet ou d'objet proche ; une "
        "fréquence rencontrée est un niveau, une tendance enregistrée une évolution : un écart de rang "
        "n'est pas une erreur de perception, et les rangs de tendances proches peuvent s'inverser. Les "
        f"faits de stupéfiants disent aussi l'activité des services. {capital(people)}"
    )
    words = (
        f"{survey_notes.source(diagnosis.surveys.main).rstrip('.')} ; "
        f"{crime_notes.source(diagnosis.crime)}"
    )
    return Notes(lecture, scope, words)


def needs(diagnosis: Diagnosis, coverage: pd.DataFrame) -> Notes:
    """Notes of DLS02: a gap read aloud, else a covered need."""
    chosen = coverage[coverage["state"] == GAP]
    chosen = chosen if len(chosen) else coverage[coverage["state"] == COVERED]
    lecture = ""
    if len(chosen):
        row = rows(chosen)[0]
        families = count_words(row["value"], "famille", feminine=True)
        answers = (
            "aucune réponse de capacité connue ne lui correspond"
            if row["state"] == GAP
            else f"{count_words(row['responses'], 'réponse', feminine=True)} lui "
            f"{'correspondent' if row['responses'] > 1 else 'correspond'}"
        )
        lecture = (
            f"{diagnosis.publics[row['public']]}, {diagnosis.phenomena[row['phenomenon']]} : besoin signalé "
            f"par {families} de preuves indépendantes ; {answers}."
        )
    scope = (
        "couples d'un public et d'un phénomène dont un constat ou une réponse parle. Un besoin est établi "
        "à partir de deux familles de preuves ; une réponse destinée à tous les habitants n'est pas "
        f"comptée pour un public particulier ; {INVENTORY[2]}."
    )
    words = f"constats du diagnostic et {INVENTORY[1]}"
    return Notes(lecture, scope, source(diagnosis, INVENTORY[0], words))


def responses(diagnosis: Diagnosis) -> Notes:
    """Notes of the inventory of responses."""
    evening = row_of(diagnosis.slots, slots="soiree")
    late, n = int(evening["count"]), number(evening["n"])
    if late > 1:
        share = percent(evening["value"])
        lecture = f"{number(late)} réponses sur {n} sont ouvertes en soirée, soit {share}."
    else:
        who, verb = ("une", "est") if late else ("aucune", "n'est")
        lecture = f"{who} réponse sur {n} {verb} ouverte en soirée."
    scope = (
        f"réponses déclarées par les partenaires ; {INVENTORY[2]}. Les capacités de natures différentes ne "
        "s'additionnent pas ; une réponse ouverte en continu compte à chaque moment."
    )
    return Notes(lecture, scope, source(diagnosis, INVENTORY[0], INVENTORY[1]))


def walks(diagnosis: Diagnosis) -> Notes:
    """Notes of DLS03: the lowest mean read aloud."""
    frame = diagnosis.walk_profile
    known = frame[frame["value"].notna() & (frame["period"] != WHOLE)]
    lecture = "aucune dimension n'a été notée en trois points au moins."
    if len(known):
        row = rows(known.sort_values("value", kind="stable"))[0]
        lecture = (
            f"{DIMENSIONS[row['dimension']]} : note moyenne de {number(row['value'], 1)} sur 4 lors des "
            f"marches {PERIODS[row['period']]}, en {count_words(row['n'], 'point')} ; "
            f"{percent(row['low_share'])} des notes sont de 1 ou 2."
        )
    count = diagnosis.walks["walk_id"].nunique()
    scope = (
        f"{count_words(count, 'marche', feminine=True)} ; points choisis par les participants, non tirés au "
        "sort : les notes décrivent ces points et n'ont pas de marge d'erreur. Aucune moyenne sous trois "
        "points."
    )
    return Notes(lecture, scope, source(diagnosis, "walk_observations", "marches exploratoires"))


def communes(diagnosis: Diagnosis) -> Notes:
    """Notes of DLS04: the first indicator with a value read aloud."""
    known = diagnosis.ratios[diagnosis.ratios["value"].notna()]
    crime = diagnosis.crime
    lecture = "aucun rapport n'est calculable."
    if len(known):
        row = rows(known)[0]
        other = crime.names.get(row["other_id"], "") or f"l'ensemble des {OTHERS}"
        place = crime.names[row["territory_id"]]
        against = elide("à", other) if row["other_id"] in crime.names else f"à {other}"
        lecture = (
            f"de {row['first_year']} à {row['last_year']}, le taux enregistré des "
            f"{crime.labels[row['indicator_id']]} {elide('à', place)} est {number(row['value'], 2)} fois "
            f"celui mesuré {against} {interval_from(row['ci_low'], row['ci_high'], 1, 2)}."
        )
    scope = (
        "faits et dénominateurs réunis sur les trois dernières années, celles que toutes les communes "
        "diffusent ; communes dans l'ordre du territoire, sans classement. L'intervalle suppose des faits "
        f"indépendants : il est plutôt trop étroit. {capital(crime_notes.scope(crime))}"
    )
    return Notes(lecture, scope, crime_notes.source(crime))


def portrait(diagnosis: Diagnosis) -> Notes:
    """Notes of the portrait: the population of the first commune read aloud, sources by measure."""
    known = diagnosis.portrait[diagnosis.portrait["value"].notna()]
    people = known[(known["measure"] == "population") & (known["territory_id"] != WHOLE)]
    lecture = ""
    if len(people):
        row = rows(people)[0]
        place = diagnosis.communes[row["territory_id"]]
        lecture = f"{place} compte {number(row['value'])} habitants ({row['year']})."
    said = list(dict.fromkeys(str(text) for text in known["source"].dropna()))
    held = vars(diagnosis.mission.data)
    used = [name for name in ("socio", "recorded_crime") if name in held]
    status = join_fr(sorted({diagnosis.mission.status_words(name) for name in used}))
    words = f"{join_fr(said) or 'aucune'} ; {status}." if used else "aucune donnée."
    scope = (
        "communes du territoire, dernière année connue de chaque mesure. Les taux de communes de tailles "
        "différentes ne se moyennent pas. Ces caractéristiques décrivent un territoire, elles "
        "n'expliquent aucun fait."
    )
    return Notes(lecture, scope, words)


def sheet(diagnosis: Diagnosis) -> Notes:
    """Notes of the sheet of one neighbourhood."""
    names = (
        "quartiers",
        "local_incidents",
        "survey_responses",
        "responses",
        "walk_observations",
        "codings",
    )
    used = [name for name in names if name in diagnosis.mission.status]
    status = join_fr(list(dict.fromkeys(diagnosis.mission.status_words(name) for name in used)))
    scope = (
        "ce que chaque source dit du quartier, sans classement. Les registres disent aussi où leurs agents "
        "vont ; « s » : secret statistique, moins de six incidents."
    )
    return Notes(
        "", scope, f"registres des partenaires, enquête, marches et entretiens ; {status}."
    )
