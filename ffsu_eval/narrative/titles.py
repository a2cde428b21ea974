"""Titles that say the finding: words chosen by rule from the results, never typed."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.french import count_words, join_fr, number, percent
from ffsu_eval.rows import capital, rows

NAMED = 3


def insecurity_title(shares: pd.DataFrame) -> str:
    """The place or time with the largest share, and the one with the smallest."""
    known = rows(shares[shares["value"].notna()].sort_values("value", ascending=False))
    high, low = known[0], known[-1]
    return (
        f"Le sentiment d'insécurité est le plus déclaré {high['theme_label_fr']} "
        f"({percent(high['value'])}), le moins {low['theme_label_fr']} ({percent(low['value'])})"
    )


def categories_title(shares: pd.DataFrame, theme: str) -> str:
    """Range of one share of insecurity over the categories of actors."""
    known = shares[(shares["theme"] == theme) & shares["value"].notna()]
    low, high = known["value"].min(), known["value"].max()
    where = rows(known)[0]["theme_label_fr"]
    return (
        f"L'insécurité {where} est déclarée par {percent(low)} à {percent(high)} des répondants "
        "selon la catégorie d'acteurs"
    )


def phenomena_title(evolution: pd.DataFrame) -> str:
    """The phenomena most often said to increase."""
    risen = rows(evolution[evolution["value"] > 0].sort_values("value", ascending=False))
    if not risen:
        return "Aucun phénomène n'est plus souvent dit en hausse qu'en baisse"
    names = join_fr([row["theme_label_fr"] for row in risen[:NAMED]])
    return f"Les phénomènes le plus souvent dits en hausse : {names}"


def themes_title(coverage: pd.DataFrame) -> str:
    """The themes most often raised in the interviews."""
    entire = coverage[coverage["macro_family"] == "ensemble"]
    first = rows(entire.sort_values("mentions", ascending=False))[:NAMED]
    names = join_fr([row["label_fr"].lower() for row in first])
    return f"Les thèmes les plus abordés en entretien : {names}"


def meetings_title(meetings: pd.DataFrame) -> str:
    """Held out of planned over the period, with the year of the largest gap."""
    held, planned = int(meetings["held"].sum()), int(meetings["planned"].sum())
    by_year = meetings.groupby("year")[["planned", "held"]].sum()
    worst = (by_year["planned"] - by_year["held"]).astype(int).idxmax()
    return (
        f"{number(held)} réunions tenues sur {number(planned)} prévues ; "
        f"les plus nombreuses à manquer sont celles de {worst}"
    )


def attendance_title(attendance: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Overall attendance and the college that attends least."""
    whole = rows(attendance[attendance["college"] == "ensemble"])[0]
    least = rows(attendance[attendance["college"] != "ensemble"].sort_values("value"))[0]
    return (
        f"Une assiduité de {percent(whole['value'])} ; la plus faible, {percent(least['value'])}, "
        f"dans le collège « {labels[least['college']]} »"
    )


def completion_title(completion: pd.DataFrame) -> str:
    """Actions carried out, over all axes."""
    whole = rows(completion[completion["axis_code"] == "ensemble"])[0]
    return f"{number(whole['count'])} actions sur {number(whole['n'])} ont été réalisées ou reconduites"


def attainment_title(attainment: pd.DataFrame) -> str:
    """Objectives by verdict."""
    counts = attainment["verdict"].value_counts()
    words = [
        f"{number(counts[verdict])} {_agreed(verdict, int(counts[verdict]))}"
        for verdict in ("atteint", "partiellement atteint", "non atteint", "non mesurable")
        if counts.get(verdict, 0)
    ]
    return f"Sur {number(len(attainment))} objectifs : {join_fr(words)}"


def _agreed(words: str, count: int) -> str:
    return f"{words}s" if count > 1 else words


def response_title(response: pd.DataFrame) -> str:
    """Overall response rate."""
    whole = rows(response[response["stratum"] == "ensemble"])[0]
    return f"{percent(whole['value'])} des acteurs de proximité invités ont répondu"


def budget_title(budget: pd.DataFrame) -> str:
    """Overall budget execution."""
    whole = rows(budget[budget["axis_code"] == "ensemble"])[0]
    return f"{percent(whole['value'])} des crédits prévus ont été dépensés"


def services_title(services: pd.DataFrame) -> str:
    """The services judged most and least effective."""
    known = rows(services[services["value"].notna()].sort_values("value", ascending=False))
    return (
        f"Le service jugé le plus efficace : {known[0]['theme_label_fr']} ; "
        f"le moins : {known[-1]['theme_label_fr']}"
    )


def agreement_title(agreement: pd.DataFrame) -> str:
    """Themes on which coders do not agree enough."""
    themes = agreement[agreement["code_id"] != "ensemble"]
    weak = [row["label_fr"].lower() for row in rows(themes[themes["verdict"] == "insuffisant"])]
    if not weak:
        return "Les codeurs s'accordent sur tous les thèmes"
    return f"Les codeurs s'accordent, sauf sur : {join_fr(weak)}"


def triangulation_title(matrix: pd.DataFrame) -> str:
    """How many cells of the matrix contradict."""
    against = int((matrix.drop(columns="theme") == "contredit").to_numpy().sum())
    if not against:
        return "Aucune famille de preuves ne contredit les constats"
    where = capital(count_words(against, "croisement", "croisements"))
    return f"{where} où une famille de preuves contredit les constats"
