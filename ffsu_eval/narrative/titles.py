"""Titles that say the finding: words chosen by rule from the results, never typed."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.french import count_words, join_fr, number, percent
from ffsu_eval.rows import capital, lowered, rows

NAMED = 3


def themes_title(coverage: pd.DataFrame) -> str:
    """The themes most often raised in the interviews."""
    entire = coverage[coverage["macro_family"] == "ensemble"]
    first = rows(entire.sort_values("mentions", ascending=False))[:NAMED]
    names = join_fr([lowered(row["label_fr"]) for row in first])
    return f"Les thèmes les plus abordés en entretien : {names}"


def meetings_title(meetings: pd.DataFrame) -> str:
    """Held out of planned over the period, with the year of the largest gap."""
    held, planned = int(meetings["held"].sum()), int(meetings["planned"].sum())
    by_year = meetings.groupby("year")[["planned", "held"]].sum()
    worst = (by_year["planned"] - by_year["held"]).astype(int).idxmax()
    if held == planned:
        return f"{number(held)} réunions tenues, toutes celles qui étaient prévues"
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


def budget_title(budget: pd.DataFrame) -> str:
    """Overall budget execution."""
    whole = rows(budget[budget["axis_code"] == "ensemble"])[0]
    return f"{percent(whole['value'])} des crédits prévus ont été dépensés"


def agreement_title(agreement: pd.DataFrame) -> str:
    """Themes on which coders do not agree enough."""
    themes = agreement[agreement["code_id"] != "ensemble"]
    weak = [lowered(row["label_fr"]) for row in rows(themes[themes["verdict"] == "insuffisant"])]
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
