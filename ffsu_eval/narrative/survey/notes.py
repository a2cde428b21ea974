"""Lecture, Champ and Source of the figures and tables of a survey, computed from their data."""

import pandas as pd

from ffsu_eval.french import NBSP, date_short, interval, is_missing, join_fr, number, percent
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.narrative.blocks import Notes
from ffsu_eval.narrative.readings import row_of
from ffsu_eval.narrative.survey.results import SurveyWave
from ffsu_eval.narrative.survey.waves import Surveys
from ffsu_eval.points import points
from ffsu_eval.reference import table
from ffsu_eval.rows import Row, rows

PEOPLE = {
    "acteurs_proximite": "acteurs de proximité",
    "habitants": "habitants",
    "commercants": "commerçants",
    "usagers_nuit": "usagers de la nuit",
    "agents_pm": "agents de la police municipale",
    "professionnels": "professionnels",
}
NO_MARGIN = "enquête non probabiliste : les résultats décrivent les répondants et n'ont pas de marge d'erreur"


def scope(wave: SurveyWave) -> str:
    """Who is described: the respondents, or the population that they were drawn from."""
    people = PEOPLE[wave.wave["population"]]
    if not wave.drawn:
        return f"{people} ayant répondu ; {NO_MARGIN}."
    raked = f", calées sur {join_fr(_variables(wave))}" if wave.calibrated else ""
    described = str(wave.wave["frame_desc"])
    return (
        f"{described[0].lower()}{described[1:]} ; échantillon tiré au sort, estimations pondérées{raked} ; "
        f"intervalle à 95{NBSP}% selon le plan de sondage."
    )


def _variables(wave: SurveyWave) -> list[str]:
    known = table("survey_margin_labels").drop_duplicates("variable")
    labels = dict(zip(known["variable"], known["variable_label_fr"], strict=True))
    return [
        labels.get(name, name.replace("_", " ")) for name in dict.fromkeys(wave.margins["variable"])
    ]


def source(wave: SurveyWave) -> str:
    """Which survey, when, how many were asked; status of the data."""
    said = wave.wave
    return (
        f"enquête auprès des {PEOPLE[said['population']]}, {date_short(said['field_start'])}-"
        f"{date_short(said['field_end'])}, {said['mode']}, {number(said['invited'])} invitations ; "
        f"{wave.mission.status_words('survey_responses')}."
    )


def of_wave(wave: SurveyWave, lecture: str = "") -> Notes:
    """Notes of any result of one wave."""
    return Notes(lecture, scope(wave), source(wave))


def share(wave: SurveyWave, wanted: str) -> Notes:
    """Notes of shares of insecurity; the reading is that of one place or time."""
    return of_wave(
        wave, _share_reading(wave, row_of(wave.shares, theme=theme(wave.shares, wanted)))
    )


def _share_reading(wave: SurveyWave, row: Row, where: str = "") -> str:
    label = row["theme_label_fr"]
    if is_missing(row["value"]):
        return f"{where}{label}, {row['caveat']}."
    who = f"des {PEOPLE[wave.wave['population']]}" if wave.drawn else "des répondants"
    bounds = ""
    if not is_missing(row.get("ci_low")):
        bounds = f" {interval(100 * row['ci_low'], 100 * row['ci_high'])}"
    return (
        f"{where}{percent(row['value'])}{bounds} {who} (n{NBSP}={NBSP}{number(row['n'])}) déclarent se "
        f"sentir en insécurité {label} « souvent » ou « de temps en temps »."
    )


def category(wave: SurveyWave, wanted: str) -> Notes:
    """Notes of shares by category; the reading is that of the largest, or of the first sector.

    Categories of people are put in order; parts of a territory never are.
    """
    shares = wave.shares_by_category
    own = shares[(shares["theme"] == theme(wave.shares, wanted)) & shares["value"].notna()]
    if own.empty:
        return of_wave(wave)
    ordered = own if wave.territorial else own.sort_values("value", ascending=False)
    row = rows(ordered)[0]
    where = f"« {wave.categories[row['group']]} » : "
    return of_wave(wave, _share_reading(wave, row, where))


def frequency(wave: SurveyWave) -> Notes:
    """Notes of the phenomena; the reading is that of the most frequent one."""
    row = _highest(wave.frequency)
    if row is None:
        return of_wave(wave)
    return of_wave(
        wave,
        f"pour « {row['theme_label_fr']} », le score de fréquence est de {number(row['value'])} sur "
        f"100 (0 : jamais rencontré ; 100 : chaque semaine ou plus), {number(row['n'])} réponses.",
    )


def service(wave: SurveyWave) -> Notes:
    """Notes of the services; the reading is that of the best judged one."""
    row = _highest(wave.services)
    if row is None:
        return of_wave(wave)
    who = PEOPLE[wave.wave["population"]] if wave.drawn else "répondants"
    return of_wave(
        wave,
        f"{percent(row['share_up'])} des {who} qui se prononcent (n{NBSP}={NBSP}{number(row['n'])}) "
        f"jugent efficace l'action de « {row['theme_label_fr']} ».",
    )


def response(wave: SurveyWave) -> Notes:
    """Notes of the response: questionnaires and invitations of the whole."""
    row = row_of(wave.response, stratum=WHOLE)
    rate = row["caveat"] if is_missing(row["value"]) else f"soit {percent(row['value'])}"
    return of_wave(
        wave,
        f"{number(row['finished'])} questionnaires complets pour {number(row['invited'])} "
        f"invitations, {rate}.",
    )


def gap(surveys: Surveys) -> Notes:
    """Notes of SUR07: the largest gap read aloud, and what its interval is."""
    main, residents = surveys.main, surveys.residents
    known = rows(surveys.gaps[surveys.gaps["value"].notna()].sort_values("value"))
    row = known[-1]
    lecture = (
        f"{percent(row['actors'])} des {PEOPLE[main.wave['population']]} (n{NBSP}={NBSP}"
        f"{number(row['n_actors'])}) et {percent(row['residents'])} des habitants (n{NBSP}={NBSP}"
        f"{number(row['n_residents'])}) déclarent l'insécurité {row['theme_label_fr']}, soit "
        f"{points(row['value'])} d'écart."
    )
    assert residents is not None
    what = "questions posées dans les mêmes termes aux deux populations. "
    if residents.drawn:
        what += "L'intervalle est celui des habitants, tirés au sort ; les acteurs n'en ont pas."
    else:
        what += f"Pour les acteurs comme pour les habitants, {NO_MARGIN}."
    return Notes(lecture, what, f"{source(main)[:-1]} ; {source(residents)}")


def change(surveys: Surveys) -> Notes:
    """Notes of the comparison of two waves: the largest move read aloud."""
    known = surveys.changes[surveys.changes["value"].notna()]
    row = rows(known.loc[known["value"].abs().sort_values(kind="stable").index])[-1]
    raked = not is_missing(row["after_standardised"])
    end = row["after_standardised"] if raked else row["after"]
    how = " une fois la seconde vague ramenée à la composition de la première" if raked else ""
    lecture = (
        f"{row['theme_label_fr']}, la part passe de {percent(row['before'])} à {percent(end)}{how}, soit "
        f"{points(row['value'])}."
    )
    words = (
        f"{scope(surveys.main)[:-1]}. Mêmes questions, même mode de collecte ; la composition par "
        "catégorie est égalisée quand une part a bougé de plus de cinq points."
    )
    assert surveys.earlier is not None
    return Notes(lecture, words, f"{source(surveys.earlier)[:-1]} ; {source(surveys.main)}")


def theme(shares: pd.DataFrame, wanted: str) -> str:
    """``wanted`` where it has a share, else the first place or time that has one, else the first."""
    known = list(shares.loc[shares["value"].notna(), "theme"])
    return wanted if wanted in known else str((known or list(shares["theme"]))[0])


def _highest(frame: pd.DataFrame) -> Row | None:
    known = rows(frame[frame["value"].notna()].sort_values("value", ascending=False))
    return known[0] if known else None
