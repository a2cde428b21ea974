"""Tables of what people say: response, phenomena, services, interviews, coders' agreement."""

import pandas as pd

from ffsu_eval.french import (
    NBSP,
    NOT_APPLICABLE,
    SECRET,
    date_short,
    interval,
    number,
    of_total,
    percent,
    signed,
)
from ffsu_eval.reference import labels
from ffsu_eval.rows import Row, capital, rows

SURVEY_SIGNS = (
    f"{SECRET} : moins de dix réponses, résultat non montré ; « 4 sur 11 » : de dix à vingt-neuf "
    "réponses, effectifs seuls."
)


def response_table(response: pd.DataFrame) -> pd.DataFrame:
    """T4: invitations, questionnaires and response rate by category; the last row is the total.

    A count of questionnaires tells nothing of the answers: it is shown whatever its size.
    """
    lines = [
        {
            "Catégorie d'acteurs": str(row["label_fr"]),
            "Invités": number(row["invited"]),
            "Questionnaires complets": number(row["finished"]),
            "Taux de réponse": percent(row["value"]),
        }
        for row in rows(response)
    ]
    return pd.DataFrame(lines)


def insecurity_table(shares: pd.DataFrame, groups: dict[str, str]) -> pd.DataFrame:
    """Insecurity by group (rows) and place or time (columns); ``shares``: SUR01 by group."""
    themes = dict(zip(shares["theme"], shares["theme_label_fr"], strict=True))
    lines = []
    for group, label in groups.items():
        of_group = {row["theme"]: row for row in rows(shares[shares["group"] == group])}
        cells = {capital(themes[t]): _share(of_group[t]) for t in themes if t in of_group}
        lines.append({"Catégorie d'acteurs": label, **cells})
    return pd.DataFrame(lines)


def phenomena_table(
    frequency: pd.DataFrame, evolution: pd.DataFrame, nuisance: pd.DataFrame
) -> pd.DataFrame:
    """SUR02 to SUR04 by phenomenon, most frequent first."""
    merged = frequency.sort_values("value", ascending=False)
    change = {row["theme"]: row for row in rows(evolution)}
    burden = {row["theme"]: row for row in rows(nuisance)}
    lines = [
        {
            "Phénomène": capital(row["theme_label_fr"]),
            "Fréquence (0 à 100)": _value(row, 0),
            "Solde d'évolution (points)": _balance(change, row["theme"]),
            "Gêne moyenne (1 à 5)": _at(burden, row["theme"]),
            "n": number(row["n"]),
        }
        for row in rows(merged)
    ]
    return pd.DataFrame(lines)


def services_table(effectiveness: pd.DataFrame) -> pd.DataFrame:
    """SUR05 by service: shares and balance, best first."""
    lines = [
        {
            "Service": capital(row["theme_label_fr"]),
            "Jugé efficace": percent(row["share_up"]),
            "Jugé peu ou pas efficace": percent(row["share_down"]),
            "Solde (points)": signed(row["value"]) if pd.notna(row["value"]) else SECRET,
            "n": number(row["n"]),
        }
        for row in rows(effectiveness.sort_values("value", ascending=False))
    ]
    return pd.DataFrame(lines)


def interviews_table(interviews: pd.DataFrame, minimum: int = 3) -> pd.DataFrame:
    """T5: interviews by macro-family, never by function; the last row is the total.

    Source of the floor of three: a family with one or two interviewees names them.
    """
    names = labels("actor_families", "macro_family", "macro_label_fr")
    counts = interviews.groupby("macro_family")["interview_id"].count()
    lines = [
        {
            "Famille d'acteurs": names[str(family)],
            "Entretiens": number(count) if count >= minimum else f"moins de {minimum}",
        }
        for family, count in counts.items()
    ]
    return pd.DataFrame(
        [*lines, {"Famille d'acteurs": "Ensemble", "Entretiens": number(len(interviews))}]
    )


def agreement_table(agreement: pd.DataFrame) -> pd.DataFrame:
    """QUA04 by theme: alpha, its interval, its reading."""
    lines = [
        {
            "Thème": capital(row["label_fr"]),
            "Extraits codés deux fois": number(row["n_segments"]),
            "Alpha": number(row["value"], 2) if pd.notna(row["value"]) else NOT_APPLICABLE,
            "Intervalle à 95 %": interval(row["ci_low"], row["ci_high"], 2)
            if pd.notna(row["ci_low"])
            else NOT_APPLICABLE,
            "Accord": str(row["verdict"]),
        }
        for row in rows(agreement)
    ]
    return pd.DataFrame(lines)


def coverage_table(coverage: pd.DataFrame, valence: pd.DataFrame) -> pd.DataFrame:
    """QUA01 and QUA02 by theme, most often mentioned first."""
    tone = valence.set_index("code_id")["value"]
    entire = coverage[coverage["macro_family"] == "ensemble"]
    lines = [
        {
            "Thème": capital(row["label_fr"]),
            "Entretiens qui l'abordent": of_total(row["mentions"], row["n"]),
            "Tonalité (−1 à +1)": signed(tone[row["code_id"]], 1)
            if row["code_id"] in tone.index and pd.notna(tone[row["code_id"]])
            else NOT_APPLICABLE,
        }
        for row in rows(entire.sort_values("mentions", ascending=False))
    ]
    return pd.DataFrame(lines)


def documents_table(documents: pd.DataFrame) -> pd.DataFrame:
    """Documentary register: asked for, received, or not; a refusal stays visible."""
    lines = [
        {
            "Document": str(row["title"]),
            "Producteur": str(row["producer"]),
            "Demandé le": date_short(row["requested_on"]),
            "Reçu le": date_short(row["received_on"])
            if pd.notna(row["received_on"])
            else "non reçu",
            "Fiabilité": str(row["reliability"])
            if pd.notna(row["reliability"])
            else "non documenté",
        }
        for row in rows(documents)
    ]
    return pd.DataFrame(lines)


def _share(row: Row) -> str:
    if row["display"] == "non affiché":
        return SECRET
    if pd.isna(row["value"]):
        return of_total(row["count"], row["n"])
    return f"{percent(row['value'])}{NBSP}(n{NBSP}={NBSP}{number(row['n'])})"


def _value(row: Row, decimals: int) -> str:
    return number(row["value"], decimals) if pd.notna(row["value"]) else SECRET


def _balance(by_theme: dict[str, Row], theme: str) -> str:
    if theme not in by_theme:
        return NOT_APPLICABLE
    value = by_theme[theme]["value"]
    return signed(value) if pd.notna(value) else SECRET


def _at(by_theme: dict[str, Row], theme: str) -> str:
    return _value(by_theme[theme], 1) if theme in by_theme else NOT_APPLICABLE
