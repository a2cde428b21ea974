"""Tables of what a survey is worth: weights, margins, reliability, concordance, who answered when."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.french import (
    NOT_APPLICABLE,
    SECRET,
    interval,
    is_missing,
    number,
    percent,
    signed,
)
from ffsu_eval.indicators.survey.weights import Precision, Raked
from ffsu_eval.rows import capital, rows

CONSTRUCTS = {
    "insecurity": "sentiment d'insécurité",
    "frequency": "fréquence des phénomènes",
    "evolution": "évolution des phénomènes",
    "nuisance": "gêne pour les habitants",
    "effectiveness": "efficacité des services",
    "knowledge": "connaissance du dispositif",
    "victimisation": "agressions subies",
}
SOUND = "suffisante"


def weights_table(
    before: Precision, after: Precision | None, units: int, strata: int, raking: Raked | None
) -> pd.DataFrame:
    """What the weights cost: base weights, then those after raking where there was one."""
    lines = [("Répondants", number(before.n), number(after.n) if after else "")]
    lines += [
        ("Strates", number(strata), number(strata)),
        ("Unités primaires", number(units), number(units)),
        ("Effectif équivalent (Kish)", _known(before, "n_eff", 0), _known(after, "n_eff", 0)),
        ("Effet de plan des poids", _known(before, "deff", 2), _known(after, "deff", 2)),
        ("Poids à une borne", NOT_APPLICABLE, number(raking.n_at_bounds) if raking else ""),
    ]
    table = pd.DataFrame(lines, columns=["Mesure", "Poids de sondage", "Après calage"])
    return table if after else table.drop(columns="Après calage").iloc[:-1]


def _known(precision: Precision | None, name: str, decimals: int) -> str:
    return "" if precision is None else number(getattr(precision, name), decimals)


def margins_table(margins: pd.DataFrame, labels: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """Shares of each category among the respondents, in the population, and once raked."""
    lines = [
        {
            "Variable et modalité": labels[row["variable"], row["category"]],
            "Répondants": percent(row["unweighted_share"], 1),
            "Population": percent(row["target_share"], 1),
            "Après calage": percent(row["weighted_share"], 1),
            "n": number(row["n"]),
        }
        for row in rows(margins)
    ]
    return pd.DataFrame(lines)


def estimates_table(
    unweighted: pd.DataFrame, base: pd.DataFrame, estimate: pd.DataFrame
) -> pd.DataFrame:
    """SUR01 of a probability sample: without weight, with base weights, as it is published."""
    plain, drawn = (frame.set_index("item_id")["value"] for frame in (unweighted, base))
    lines = [
        {
            "Lieu ou moment": capital(row["theme_label_fr"]),
            "Sans poids": _percent(plain[row["item_id"]]),
            "Poids de sondage": _percent(drawn[row["item_id"]]),
            "Estimation": _percent(row["value"]),
            "Intervalle à 95 %": interval(100 * row["ci_low"], 100 * row["ci_high"])
            if not is_missing(row["ci_low"])
            else NOT_APPLICABLE,
            "Effet de plan": number(row["deff"], 2)
            if not is_missing(row["deff"])
            else NOT_APPLICABLE,
            "n": number(row["n"]),
        }
        for row in rows(estimate)
    ]
    return pd.DataFrame(lines)


def _percent(value: float) -> str:
    return SECRET if is_missing(value) else percent(value, 1)


def reliability_table(reliability: pd.DataFrame) -> pd.DataFrame:
    """SUR09 by construct: ordinal alpha, Cronbach's, and what the caveat says."""
    lines = [
        {
            "Ensemble de questions": capital(CONSTRUCTS[row["construct"]]),
            "Questions": number(row["items"]),
            "Répondants": number(row["n"]),
            "Alpha ordinal": _alpha(row["value"]),
            "Alpha de Cronbach": _alpha(row["cronbach"]),
            "Remarque": row["caveat"] or SOUND,
        }
        for row in rows(reliability)
    ]
    return pd.DataFrame(lines)


def _alpha(value: float) -> str:
    return NOT_APPLICABLE if is_missing(value) else number(value, 2)


def concordance_table(agreement: pd.DataFrame, categories: Mapping[str, str]) -> pd.DataFrame:
    """SUR06 by construct: Kendall's W, categories that count, those that are left out."""
    lines = [
        {
            "Classement": capital(CONSTRUCTS[row["construct"]]),
            "W de Kendall (0 à 1)": _alpha(row["value"]),
            "Catégories": number(row["categories"]),
            "Phénomènes": number(row["phenomena"]),
            "Catégories écartées": _named(row["left_out"], categories),
        }
        for row in rows(agreement)
    ]
    return pd.DataFrame(lines)


def _named(codes: str, categories: Mapping[str, str]) -> str:
    return ", ".join(categories[code] for code in codes.split(", ") if code) or "aucune"


def early_late_table(shares: pd.DataFrame) -> pd.DataFrame:
    """First and last respondents: share of the two highest answers, gap in points."""
    lines = [
        {
            "Lieu ou moment": capital(row["theme_label_fr"]),
            "Premiers": _percent(row["early"]),
            "Derniers": _percent(row["late"]),
            "Écart (points)": NOT_APPLICABLE
            if is_missing(row["value"])
            else signed(row["value"], 1),
            "n": f"{number(row['n_early'])} et {number(row['n_late'])}",
        }
        for row in rows(shares)
    ]
    return pd.DataFrame(lines)


def benchmark_table(beside: pd.DataFrame) -> pd.DataFrame:
    """Share of the wave and last national figure, side by side; no gap is computed."""
    lines = [
        {
            "Question": capital(row["theme_label_fr"]),
            "Part dans l'enquête": _percent(row["value"]),
            "n": number(row["n"]),
            "Année nationale": str(row["national_year"]),
            "Personnes (France métropolitaine)": number(row["national_people"]),
            "Part nationale": NOT_APPLICABLE
            if is_missing(row["national_share"])
            else percent(row["national_share"], 1),
            "Remarque": str(row["caveat"]),
        }
        for row in rows(beside)
    ]
    return pd.DataFrame(lines)


def spread_table(shares: pd.DataFrame) -> pd.DataFrame:
    """SUR01 of a purposive survey with the spread of the draws among its answers, in words."""
    lines = [
        {
            "Lieu ou moment": capital(row["theme_label_fr"]),
            "Part en insécurité": _percent(row["value"]),
            "Variabilité entre répondants": NOT_APPLICABLE
            if is_missing(row["spread_low"])
            else f"de {percent(row['spread_low'])} à {percent(row['spread_high'])}",
            "n": number(row["n"]),
        }
        for row in rows(shares)
    ]
    return pd.DataFrame(lines)
