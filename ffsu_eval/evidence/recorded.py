"""Evidence from recorded crime: changes (REC02), trends (REC03), comparisons (REC04), place among
comparable communes (REC05), change against theirs (REC08)."""

from collections.abc import Callable, Mapping

import pandas as pd

from ffsu_eval.evidence.items import Direction, Evidence, Origin, quality
from ffsu_eval.french import NOT_APPLICABLE, interval, interval_from, is_missing, number, signed
from ffsu_eval.rows import Row, rows

DIRECTIONS: dict[str, Direction] = {
    "hausse": "hausse",
    "baisse": "baisse",
    "stable": "stable",
    # a gap with other communes is a level: it says nothing of a change
    "au-dessus": "descriptif",
    "au-dessous": "descriptif",
    "écart non établi": "descriptif",
    "dans les limites": "descriptif",
    "au-dessus de la limite à 95 %": "descriptif",
    "au-dessous de la limite à 95 %": "descriptif",
    "signal haut": "descriptif",
    "signal bas": "descriptif",
    "baisse relative": "baisse",
    "hausse relative": "hausse",
}
WORDS = {
    "hausse": "en hausse",
    "baisse": "en baisse",
    "stable": "stable : l'intervalle contient l'absence d'évolution",
    "au-dessus": "au-dessus des communes comparées",
    "au-dessous": "au-dessous des communes comparées",
    "écart non établi": "écart non établi avec les communes comparées",
}


def change_statement(row: Row) -> str:
    """« −31 % [−40 ; −21], en baisse »: a rate ratio read as a relative change."""
    if pd.isna(row["value"]):
        return f"une évolution non calculable ({row['caveat']})"
    bounds = [100 * (row[name] - 1) for name in ("ci_low", "ci_high")]
    change = signed(100 * (row["value"] - 1), 0)
    return f"{change} % {interval_from(*bounds, 0, 0, plus=True)}, {WORDS[row['direction']]}"


def trend_statement(row: Row) -> str:
    """« +7,1 % par an [+5,0 ; +9,3], en hausse »."""
    if pd.isna(row["value"]):
        return f"une tendance non calculable ({row['caveat']})"
    bounds = interval_from(row["ci_low"], row["ci_high"], 0, 1, plus=True)
    word = {"stable": "tendance non établie"}.get(row["direction"], WORDS[row["direction"]])
    return f"{signed(row['value'], 1)} % par an {bounds}, {word}"


def comparison_statement(row: Row) -> str:
    """« 0,82 fois le taux des communes comparées [0,74 ; 0,91], au-dessous… »."""
    if pd.isna(row["value"]):
        return f"une comparaison non calculable ({row['caveat']})"
    bounds = interval_from(row["ci_low"], row["ci_high"], 1, 2)
    return f"{number(row['value'], 2)} fois leur taux {bounds}, {WORDS[row['direction']]}"


def funnel_statement(row: Row) -> str:
    """« 365 faits pour 269 attendus [62 ; 486], dans les limites »."""
    if pd.isna(row["expected"]):
        return f"une place non calculable ({row['caveat']})"
    bounds = interval(row["low_95"], row["high_95"], 0)
    return (
        f"{number(row['count'])} faits pour {number(row['expected'])} attendus au taux des communes "
        f"comparées {bounds}, {row['direction']}"
    )


def differential_statement(row: Row) -> str:
    """« −12 % [−20 ; −3], baisse relative »: a ratio of ratios read as a relative change."""
    if pd.isna(row["value"]):
        return f"une évolution relative non calculable ({row['caveat']})"
    bounds = [100 * (row[name] - 1) for name in ("ci_low", "ci_high")]
    change = f"{signed(100 * (row['value'] - 1), 0)} % {interval_from(*bounds, 0, 0, plus=True)}"
    if row["direction"] != "non détectable":
        return f"{change} par rapport aux communes comparées, {row['direction']}"
    reach = signed(100 * (row["detectable"] - 1), 0)
    return f"{change} par rapport aux communes comparées, non détectable (au-dessus de {reach} %)"


STATEMENTS: dict[str, tuple[Callable[[Row], str], Callable[[Row], str], str]] = {
    "REC02": (
        change_statement,
        lambda row: signed(100 * (row["value"] - 1), unit="%"),
        "{} : évolution du taux enregistré",
    ),
    "REC03": (
        trend_statement,
        lambda row: signed(row["value"], 1, "% par an"),
        "{} : tendance annuelle du taux enregistré",
    ),
    "REC04": (
        comparison_statement,
        lambda row: number(row["value"], 2),
        "{} : rapport au taux des communes comparées",
    ),
    "REC05": (
        funnel_statement,
        lambda row: number(row["value"], 1),
        "{} : place parmi les communes comparées",
    ),
    "REC08": (
        differential_statement,
        lambda row: signed(100 * (row["value"] - 1), unit="%"),
        "{} : évolution rapportée à celle des communes comparées",
    ),
}


def from_recorded(
    frame: pd.DataFrame, indicator: str, labels: Mapping[str, str], origin: Origin
) -> list[Evidence]:
    """One item per recorded-crime indicator; ``frame`` is the result of its function."""
    statement, headline, label = STATEMENTS[indicator]
    items = []
    for row in rows(frame):
        computed = not is_missing(row["value"])
        items.append(
            Evidence(
                evidence_id=f"{indicator}:{row['indicator_id']}",
                label_fr=label.format(labels[row["indicator_id"]]),
                statement_fr=statement(row),
                headline_fr=headline(row) if computed else NOT_APPLICABLE,
                family="REC",
                quality=quality(
                    coverage=computed,
                    stability=computed,
                    precision=computed and row["caveat"] == "",
                    independence=True,
                ),
                direction=DIRECTIONS.get(row["direction"], "non établi"),
                producer=origin.producer,
                status=origin.status,
                shown_in=origin.shown_in,
                value=float(row["value"]) if computed else None,
                ci_low=_bound(row, "ci_low"),
                ci_high=_bound(row, "ci_high"),
            )
        )
    return items


def _bound(row: Row, name: str) -> float | None:
    """A bound of the interval; the funnel gives limits, not an interval."""
    return float(row[name]) if name in row and not is_missing(row[name]) else None
