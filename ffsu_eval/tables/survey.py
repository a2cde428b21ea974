"""Tables of the surveys: who answered, what they answer, and how far answers can be compared.

Every cell is text. An interval of sampling is in a table only when its frame has the columns of one:
that of a purposive survey has none.
"""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.french import (
    NBSP,
    NOT_APPLICABLE,
    SECRET,
    interval,
    is_missing,
    number,
    of_total,
    percent,
    signed,
)
from ffsu_eval.rows import Row, capital, rows

SMALL, FEW = "effectif faible", "°"
FEWEST = 10
BASE = "Base des résultats"
CATEGORY = "Catégorie d'acteurs"
SURVEY_SIGNS = (
    f"{SECRET} : moins de dix réponses, résultat non montré ; « 4 sur 11 » : de dix à vingt-neuf "
    f"réponses, effectifs seuls ; {FEW} : de trente à quarante-neuf réponses, effectif faible."
)


def response_table(
    response: pd.DataFrame,
    declined: Mapping[str, str] | None = None,
    heading: str = CATEGORY,
    bases: Mapping[str, int] | None = None,
) -> pd.DataFrame:
    """T4: invitations, questionnaires and response rate by category; the last row is the total.

    A count of questionnaires tells nothing of the answers: it is shown whatever its size.
    ``bases`` (category → people whose answers count, started questionnaires included) and
    ``declined`` (category → organisations that refused to take part) make one more column each.
    """
    lines = [
        {
            heading: str(row["label_fr"]),
            "Invités": number(row["invited"]),
            "Questionnaires complets": number(row["finished"]),
            "Taux de réponse": percent(row["value"]),
            BASE: number((bases or {}).get(row["stratum"], 0)),
            "Ont décliné": (declined or {}).get(row["stratum"], NOT_APPLICABLE),
        }
        for row in rows(response)
    ]
    table = pd.DataFrame(lines)
    unused = [*([] if bases else [BASE]), *([] if declined else ["Ont décliné"])]
    return table.drop(columns=unused)


def insecurity_table(
    shares: pd.DataFrame, groups: dict[str, str], heading: str = CATEGORY
) -> pd.DataFrame:
    """Insecurity by group (rows) and place or time (columns); ``shares``: SUR01 by group."""
    themes = dict(zip(shares["theme"], shares["theme_label_fr"], strict=True))
    lines = []
    for group, label in groups.items():
        of_group = {row["theme"]: row for row in rows(shares[shares["group"] == group])}
        cells = {capital(themes[t]): _share(of_group[t]) for t in themes if t in of_group}
        lines.append({heading: label, **cells})
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
            "n": _size(row),
        }
        for row in rows(merged)
    ]
    return pd.DataFrame(lines)


def services_table(effectiveness: pd.DataFrame) -> pd.DataFrame:
    """SUR05 by service: shares and balance, best first."""
    lines = [
        {
            "Service": capital(row["theme_label_fr"]),
            "Jugé efficace": _part(row["share_up"]),
            "Jugé peu ou pas efficace": _part(row["share_down"]),
            "Solde (points)": signed(row["value"]) if pd.notna(row["value"]) else SECRET,
            "n": _size(row),
        }
        for row in rows(effectiveness.sort_values("value", ascending=False))
    ]
    return pd.DataFrame(lines)


def _share(row: Row) -> str:
    if row["display"] == "non affiché":
        return SECRET
    if pd.isna(row["value"]):
        return of_total(row["count"], row["n"])
    bounds = "" if is_missing(row.get("ci_low")) else f" {_bounds(row)}"
    few = FEW if row["display"] == SMALL else ""
    return f"{percent(row['value'])}{few}{bounds}{NBSP}(n{NBSP}={NBSP}{number(row['n'])})"


def _bounds(row: Row) -> str:
    return interval(100 * row["ci_low"], 100 * row["ci_high"])


def _size(row: Row) -> str:
    """Number of answers; the exact number is not told where nothing may be shown."""
    if is_missing(row["n"]):
        return SECRET
    return f"moins de {FEWEST}" if row["n"] < FEWEST else number(row["n"])


def _part(share: float) -> str:
    return SECRET if is_missing(share) else percent(share)


def _value(row: Row, decimals: int) -> str:
    return number(row["value"], decimals) if pd.notna(row["value"]) else SECRET


def _balance(by_theme: dict[str, Row], theme: str) -> str:
    if theme not in by_theme:
        return NOT_APPLICABLE
    value = by_theme[theme]["value"]
    return signed(value) if pd.notna(value) else SECRET


def _at(by_theme: dict[str, Row], theme: str) -> str:
    return _value(by_theme[theme], 1) if theme in by_theme else NOT_APPLICABLE
