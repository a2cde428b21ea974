"""Titles of the surveys that say the finding: words chosen by rule from the results."""

import pandas as pd

from ffsu_eval.evidence.survey import BALANCE_POINTS
from ffsu_eval.french import count_words, join_fr, number, percent
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.survey.reliability import FOR_GROUPS
from ffsu_eval.narrative.survey.results import SurveyWave
from ffsu_eval.narrative.survey.waves import Surveys
from ffsu_eval.points import points
from ffsu_eval.rows import Row, capital, rows
from ffsu_eval.tables.survey_quality import CONSTRUCTS

NAMED = 3
HIGH_W, LOW_W = 0.7, 0.3
COUNTS_ONLY = "Trop peu de réponses pour une part : seuls les effectifs sont montrés"
HIDDEN = "Trop peu de réponses pour montrer un résultat"


def insecurity(wave: SurveyWave) -> str:
    """The place or time with the largest share, and the one with the smallest."""
    known = _known(wave.shares)
    if not known:
        return COUNTS_ONLY if wave.shares["count"].notna().any() else HIDDEN
    high, low = known[0], known[-1]
    most = f"le plus déclaré {high['theme_label_fr']} ({percent(high['value'])})"
    if percent(high["value"]) == percent(low["value"]):
        share = percent(high["value"])
        named = join_fr([row["theme_label_fr"] for row in known[:NAMED]])
        return f"Le sentiment d'insécurité est déclaré par {share} {_people(wave)} {named}"
    return (
        f"Le sentiment d'insécurité est {most}, le moins {low['theme_label_fr']} "
        f"({percent(low['value'])})"
    )


def _people(wave: SurveyWave) -> str:
    return "des habitants" if wave.drawn else "des répondants"


def categories(wave: SurveyWave, theme: str) -> str:
    """Range of one share of insecurity over the categories, or that it cannot be shown."""
    shares = wave.shares_by_category
    known = _known(shares[shares["theme"] == theme])
    if not known:
        return HIDDEN
    low, high, where = known[-1]["value"], known[0]["value"], known[0]["theme_label_fr"]
    what = "le secteur" if wave.territorial else "la catégorie"
    if percent(low) == percent(high):
        return f"L'insécurité {where} est déclarée par {percent(low)} {_people(wave)}"
    return (
        f"L'insécurité {where} est déclarée par {percent(low)} à {percent(high)} {_people(wave)} "
        f"selon {what}"
    )


def phenomena(wave: SurveyWave) -> str:
    """The phenomena most often said to increase."""
    risen = _known(wave.evolution[wave.evolution["value"] > 0])
    if not risen:
        return "Aucun phénomène n'est plus souvent dit en hausse qu'en baisse"
    names = [row["theme_label_fr"] for row in risen[:NAMED]]
    start = "Le phénomène" if len(names) == 1 else "Les phénomènes"
    return f"{start} le plus souvent {_said(len(names))} en hausse : {join_fr(names)}"


def _said(count: int) -> str:
    return "dit" if count == 1 else "dits"


def services(wave: SurveyWave) -> str:
    """The services judged most and least effective."""
    known = _known(wave.services)
    if not known:
        return HIDDEN
    if len(known) == 1:
        return f"Un service jugé : {known[0]['theme_label_fr']}"
    return (
        f"Le service jugé le plus efficace : {known[0]['theme_label_fr']} ; "
        f"le moins : {known[-1]['theme_label_fr']}"
    )


def response(wave: SurveyWave) -> str:
    """Overall response rate, or why there is none."""
    whole = rows(wave.response[wave.response["stratum"] == WHOLE])[0]
    agreed = "personnes tirées au sort" if wave.drawn else "personnes invitées"
    if pd.isna(whole["value"]):
        return f"Taux de réponse non calculé : {whole['caveat']}"
    return f"{percent(whole['value'])} des {agreed} ont répondu jusqu'au bout"


def mix(wave: SurveyWave) -> str:
    """The category that answers least, and the one that answers most, compared with the others."""
    known = rows(wave.mix[wave.mix["value"].notna()].sort_values("value"))
    if not known:
        return "La composition des réponses n'est pas comparable à celle des invitations"
    most, least = known[-1], known[0]
    if round(float(most["value"]), 1) <= 0:
        return "Les questionnaires complets ont la composition des invitations"
    return (
        f"Les plus présents par rapport aux invitations : « {most['label_fr']} » "
        f"({points(most['value'], 1)}) ; les moins : « {least['label_fr']} » ({points(least['value'], 1)})"
    )


def gap(surveys: Surveys) -> str:
    """Where actors and residents differ, by more than the draw of the residents would make."""
    compared = rows(surveys.gaps[surveys.gaps["value"].notna()])
    apart = [row for row in compared if _differs(row)]
    alike = [row["theme_label_fr"] for row in compared if not _differs(row)]
    if not apart:
        return "Aucun écart établi entre les réponses des acteurs et celles des habitants"
    signs = {row["value"] > 0 for row in apart}
    start = "Acteurs et habitants déclarent différemment l'insécurité"
    if len(signs) == 1:
        than = "plus" if signs == {True} else "moins"
        start = f"Les acteurs déclarent {than} d'insécurité que les habitants"
    named = [f"{row['theme_label_fr']} ({points(row['value'])})" for row in apart]
    text = f"{start} : {' ; '.join(named)}"
    return f"{text} ; écart non établi : {join_fr(alike)}" if alike else text


def _differs(row: Row) -> bool:
    """Beyond the residents' interval; without one, by ten points (convention)."""
    if "ci_low" in row and not pd.isna(row["ci_low"]):
        return bool(row["ci_low"] > 0 or row["ci_high"] < 0)
    return abs(row["value"]) >= BALANCE_POINTS


def change(surveys: Surveys) -> str:
    """Which questions moved by ten points or more (convention), at the same mix of categories."""
    compared = surveys.changes[surveys.changes["value"].notna()]
    parts = []
    for word, moved in (
        ("recule", compared[compared["value"] <= -BALANCE_POINTS]),
        ("progresse", compared[compared["value"] >= BALANCE_POINTS]),
    ):
        named = [f"{row['theme_label_fr']} ({points(row['value'])})" for row in rows(moved)]
        if named:
            parts.append(f"{word} {join_fr(named)}")
    if parts:
        return f"À composition égale, l'insécurité déclarée {join_fr(parts)}"
    return (
        f"À composition égale, {count_words(len(compared), 'question', feminine=True)} sans évolution "
        f"de {number(BALANCE_POINTS)} points ou plus"
    )


def concordance(wave: SurveyWave) -> str:
    """Do the categories of actors rank the phenomena alike?"""
    known = wave.concordance[wave.concordance["value"].notna()]
    if known.empty:
        return "La convergence des catégories n'est pas calculable"
    least = float(known["value"].min())
    how = "nettement" if least >= HIGH_W else "en partie" if least >= LOW_W else "peu"
    return f"Les catégories d'acteurs classent les phénomènes {how} de la même façon"


def reliability(wave: SurveyWave) -> str:
    """Which groups of questions are reliable enough to be read together."""
    known = wave.reliability[wave.reliability["value"].notna()]
    weak = [CONSTRUCTS[row["construct"]] for row in rows(known[known["value"] < FOR_GROUPS])]
    if known.empty:
        return "La fiabilité des ensembles de questions n'est pas calculable"
    if weak:
        return f"Fiabilité insuffisante : {join_fr(weak)}"
    total = count_words(len(known), "ensemble de questions", "ensembles de questions")
    return capital(f"{total} : fiabilité suffisante")


def early_late(wave: SurveyWave) -> str:
    """Largest gap between the first and the last respondents."""
    known = [row for row in rows(wave.early_late) if not pd.isna(row["value"])]
    if not known:
        return "Premiers et derniers répondants : comparaison non calculable"
    largest = max(known, key=lambda row: abs(row["value"]))
    if abs(largest["value"]) < BALANCE_POINTS:
        return (
            "Premiers et derniers répondants répondent de façon voisine : "
            f"{points(abs(largest['value'])).removeprefix('+')} d'écart au plus"
        )
    return (
        f"Premiers et derniers répondants diffèrent de {points(largest['value'])} "
        f"{largest['theme_label_fr']}"
    )


def _known(frame: pd.DataFrame) -> list[Row]:
    return rows(frame[frame["value"].notna()].sort_values("value", ascending=False, kind="stable"))
