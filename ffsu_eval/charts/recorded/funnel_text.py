"""Alternative text and table of the funnels."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.charts.recorded.funnel import Funnel, communes_drawn, funnels_of
from ffsu_eval.charts.text import capital
from ffsu_eval.charts.words import alternative, missing_sign, table
from ffsu_eval.french import count_words, interval, join_fr, number


def funnel_panels_alt(
    funnels: pd.DataFrame, labels: Mapping[str, str], territory_id: str, territory_name: str
) -> str:
    """Alternative text of ``funnel_panels``: where the territory stands for each indicator."""
    found = funnels_of(funnels, labels, territory_id)
    year = funnels["year"].iloc[0]
    charts = count_words(len(found), "graphique en entonnoir", "graphiques en entonnoir")
    words = dict.fromkeys(str(funnel.own.direction) for funnel in found)
    positions = [
        f"{capital(word)} : {join_fr([f.label for f in found if f.own.direction == word])}."
        for word in words
    ]
    return alternative(
        f"{capital(charts)} : taux enregistrés en {year} selon la taille des communes, avec un taux "
        "de référence et ses limites à 95 % et à 99,8 %.",
        communes_drawn(found),
        f"Position : {territory_name}.",
        *positions,
    )


def funnel_panels_data(
    funnels: pd.DataFrame, labels: Mapping[str, str], territory_id: str, territory_name: str
) -> pd.DataFrame:
    """Table behind ``funnel_panels``: the territory's row of each funnel, others are not named."""
    return table(
        pd.DataFrame([_line(f, territory_name) for f in funnels_of(funnels, labels, territory_id)])
    )


def _line(funnel: Funnel, name: str) -> dict[str, str]:
    own = funnel.own
    base = 1000 / float(own.denominator) if pd.notna(own.denominator) else float("nan")
    return {
        "Indicateur": capital(funnel.label),
        f"Taux, {name} (‰)": number(own.value, 1) if funnel.published else missing_sign(own.caveat),
        "Taux de référence (‰)": number(own.pooled_rate, 1),
        "Limites à 95 % (‰)": interval(own.low_95 * base, own.high_95 * base, 1),
        "Limites à 99,8 % (‰)": interval(own.low_998 * base, own.high_998 * base, 1),
        "Autres communes diffusées": number(len(funnel.others)),
        "Position": str(own.direction),
    }
