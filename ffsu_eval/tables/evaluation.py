"""Tables of an evaluation: zones, effects, full costs, conditions of a synthetic control."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.charts.evaluation.labels import category_name
from ffsu_eval.charts.words import label_of
from ffsu_eval.french import (
    NOT_APPLICABLE,
    NOT_PUBLISHED,
    SECRET,
    date_short,
    is_missing,
    number,
)
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.rows import Row, capital, rows
from ffsu_eval.tables.recorded.cells import text_table

Names = Mapping[str, str]
ROLES = {
    "action": "zone d'action",
    "temoin": "zone témoin",
    "tampon": "zone tampon",
    "temoin_tampon": "témoin de la zone tampon",
}
ZONE_SIGNS = (
    f"{SECRET} : secret statistique, moins de six faits, ou case qui en révélerait une autre."
)
COST_SIGNS = (
    f"{NOT_PUBLISHED} : non documenté, ce qui n'est pas un coût nul ; {NOT_APPLICABLE} : les unités "
    "de réalisation d'actions différentes ne s'additionnent pas."
)


def zones_table(
    zones: pd.DataFrame, cells: pd.DataFrame, actions: Names, categories: Names
) -> pd.DataFrame:
    """Each zone and category: role, start, facts before and after with their months.

    ``cells``: see ``zones.zone_cells``; a hidden count is « s ».
    """
    held = {(row["zone_id"], row["category"], row["period"]): row for row in rows(cells)}
    lines = []
    for zone in rows(zones):
        own = [key[1] for key in held if key[0] == zone["zone_id"]]
        for category in dict.fromkeys(own):
            before, after = (
                held.get((zone["zone_id"], category, period)) for period in ("avant", "apres")
            )
            lines.append(
                {
                    "Zone": str(zone["label_fr"]),
                    "Rôle": capital(ROLES[zone["role"]]),
                    "Action": "Toutes"
                    if is_missing(zone["action_id"])
                    else label_of(actions, zone["action_id"]),
                    "Début": date_short(zone["start_date"]),
                    "Faits": capital(category_name(category, categories)),
                    "Avant": _facts(before),
                    "Après": _facts(after),
                }
            )
    return text_table(lines)


def _facts(row: Row | None) -> str:
    if row is None:
        return NOT_PUBLISHED
    return f"{SECRET if row['hidden'] else number(row['count'])} ({number(row['months'])} mois)"


def costs_table(costs: pd.DataFrame) -> pd.DataFrame:
    """EVA06: cost of each action, its years, its output and cost by unit; the whole comes last."""
    lines = []
    for row in rows(costs):
        whole = row["action_id"] == WHOLE
        lines.append(
            {
                "Action": str(row["title_fr"]),
                "Coût (€)": number(row["cost"]),
                "Années": _years(row),
                "Types de coût": number(row["types"]),
                "Réalisation": NOT_APPLICABLE if whole else _output(row),
                "Coût par unité (€)": NOT_APPLICABLE if whole else _unit(row["value"]),
                "Réserve": str(row["caveat"]) or "aucune",
            }
        )
    return text_table(lines)


def _years(row: Row) -> str:
    if is_missing(row["first_year"]):
        return NOT_PUBLISHED
    first, last = row["first_year"], row["last_year"]
    return str(first) if first == last else f"{first}-{last}"


def _output(row: Row) -> str:
    if is_missing(row["output"]):
        return NOT_PUBLISHED
    amount = number(row["output"], 0 if float(row["output"]) == int(row["output"]) else 1)
    unit = "" if is_missing(row["output_indicator"]) else f" {row['output_indicator']}"
    return f"{amount}{unit}"


def _unit(value: float) -> str:
    return number(value, 0 if not is_missing(value) and value >= 100 else 2)


def synthetic_table(conditions: pd.DataFrame, labels: Names) -> pd.DataFrame:
    """EVA04: what a synthetic control would need, and what the data have, by indicator."""
    return text_table(
        [
            {
                "Indicateur": capital(labels[row["indicator_id"]]),
                "Années diffusées avant": number(row["n_years"]),
                "Communes de comparaison": number(row["n_donors"]),
                "Comparateur synthétique": "non calculé",
                "Raison": str(row["caveat"]),
            }
            for row in rows(conditions)
            if row["indicator_id"] in labels
        ]
    )
