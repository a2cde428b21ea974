"""Tables of what people say: response, phenomena, services, interviews, coders' agreement."""

import pandas as pd

from ffsu_eval.french import (
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

SURVEY_SIGNS = (
    f"{SECRET} : moins de dix réponses, résultat non montré ; « 4 sur 11 » : de dix à vingt-neuf "
    "réponses, effectifs seuls."
)


def response_table(response: pd.DataFrame) -> pd.DataFrame:
    """T4: invitations, questionnaires and response rate by category; the last row is the total.

    A category with fewer than ten respondents is shown by its invitations only: its answers are not.
    """
    rows = [
        {
            "Catégorie d'acteurs": str(row["label_fr"]),
            "Invités": number(row["invited"]),
            "Questionnaires complets": number(row["finished"]),
            "Taux de réponse": percent(row["value"]),
        }
        for _, row in response.iterrows()
    ]
    return pd.DataFrame(rows)


def insecurity_table(shares: pd.DataFrame, groups: dict[str, str]) -> pd.DataFrame:
    """Insecurity by group (rows) and place or time (columns); ``shares``: SUR01 by group."""
    themes = dict(zip(shares["theme"], shares["theme_label_fr"], strict=True))
    rows = []
    for group, label in groups.items():
        of_group = shares[shares["group"] == group].set_index("theme")
        cells = {_capital(themes[t]): _share(of_group.loc[t]) for t in themes if t in of_group.index}
        rows.append({"Catégorie d'acteurs": label, **cells})
    return pd.DataFrame(rows)


def phenomena_table(
    frequency: pd.DataFrame, evolution: pd.DataFrame, nuisance: pd.DataFrame
) -> pd.DataFrame:
    """SUR02 to SUR04 by phenomenon, most frequent first."""
    merged = frequency.sort_values("value", ascending=False)
    change = evolution.set_index("theme")
    burden = nuisance.set_index("theme")
    rows = [
        {
            "Phénomène": _capital(row["theme_label_fr"]),
            "Fréquence (0 à 100)": _value(row, 0),
            "Solde d'évolution (points)": _balance(change, row["theme"]),
            "Gêne moyenne (1 à 5)": _at(burden, row["theme"]),
            "n": number(row["n"]),
        }
        for _, row in merged.iterrows()
    ]
    return pd.DataFrame(rows)


def services_table(effectiveness: pd.DataFrame) -> pd.DataFrame:
    """SUR05 by service: shares and balance, best first."""
    rows = [
        {
            "Service": _capital(row["theme_label_fr"]),
            "Jugé efficace": percent(row["share_up"]),
            "Jugé peu ou pas efficace": percent(row["share_down"]),
            "Solde (points)": signed(row["value"]) if pd.notna(row["value"]) else SECRET,
            "n": number(row["n"]),
        }
        for _, row in effectiveness.sort_values("value", ascending=False).iterrows()
    ]
    return pd.DataFrame(rows)


def interviews_table(interviews: pd.DataFrame, minimum: int = 3) -> pd.DataFrame:
    """T5: interviews by macro-family, never by function; the last row is the total.

    Source of the floor of three: a family with one or two interviewees names them.
    """
    names = labels("actor_families", "macro_family", "macro_label_fr")
    counts = interviews.groupby("macro_family")["interview_id"].count()
    rows = [
        {
            "Famille d'acteurs": names[str(family)],
            "Entretiens": number(count) if count >= minimum else f"moins de {minimum}",
        }
        for family, count in counts.items()
    ]
    return pd.DataFrame([*rows, {"Famille d'acteurs": "Ensemble", "Entretiens": number(len(interviews))}])


def agreement_table(agreement: pd.DataFrame) -> pd.DataFrame:
    """QUA04 by theme: alpha, its interval, its reading."""
    rows = [
        {
            "Thème": _capital(row["label_fr"]),
            "Extraits codés deux fois": number(row["n_segments"]),
            "Alpha": number(row["value"], 2) if pd.notna(row["value"]) else NOT_APPLICABLE,
            "Intervalle à 95 %": interval(row["ci_low"], row["ci_high"], 2)
            if pd.notna(row["ci_low"])
            else NOT_APPLICABLE,
            "Accord": str(row["verdict"]),
        }
        for _, row in agreement.iterrows()
    ]
    return pd.DataFrame(rows)


def coverage_table(coverage: pd.DataFrame, valence: pd.DataFrame) -> pd.DataFrame:
    """QUA01 and QUA02 by theme, most often mentioned first."""
    tone = valence.set_index("code_id")["value"]
    entire = coverage[coverage["macro_family"] == "ensemble"]
    rows = [
        {
            "Thème": _capital(row["label_fr"]),
            "Entretiens qui l'abordent": of_total(row["mentions"], row["n"]),
            "Tonalité (−1 à +1)": signed(tone[row["code_id"]], 1)
            if row["code_id"] in tone.index and pd.notna(tone[row["code_id"]])
            else NOT_APPLICABLE,
        }
        for _, row in entire.sort_values("mentions", ascending=False).iterrows()
    ]
    return pd.DataFrame(rows)


def documents_table(documents: pd.DataFrame) -> pd.DataFrame:
    """Documentary register: asked for, received, or not; a refusal stays visible."""
    rows = [
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
        for _, row in documents.iterrows()
    ]
    return pd.DataFrame(rows)


def _share(row: pd.Series) -> str:
    if row["display"] == "non affiché":
        return SECRET
    if pd.isna(row["value"]):
        return of_total(row["count"], row["n"])
    return f"{percent(row['value'])} (n\u00a0=\u00a0{number(row['n'])})"


def _value(row: pd.Series, decimals: int) -> str:
    return number(row["value"], decimals) if pd.notna(row["value"]) else SECRET


def _balance(frame: pd.DataFrame, theme: str) -> str:
    if theme not in frame.index:
        return NOT_APPLICABLE
    value = frame.at[theme, "value"]
    return signed(value) if pd.notna(value) else SECRET


def _at(frame: pd.DataFrame, theme: str) -> str:
    if theme not in frame.index:
        return NOT_APPLICABLE
    return _value(frame.loc[theme], 1)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


