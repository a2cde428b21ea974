"""Tables of what the producer publishes: counts by year, share of the cells published."""

from collections.abc import Mapping

import pandas as pd

from ffsu_eval.charts.words import label_of
from ffsu_eval.french import NBSP, NOT_APPLICABLE, is_missing, number, of_total
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.reference import labels as reference_labels
from ffsu_eval.rows import capital
from ffsu_eval.tables.recorded.cells import named_rows, text_table

ALL = "Ensemble des indicateurs"


def publication_table(rates: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Recorded counts by indicator and year; a cell that is not published says so."""
    units = reference_labels("ssmsi_indicators", "indicator_id", "unit_of_count")
    lines = []
    for name, label in labels.items():
        series = rates[rates["indicator_id"] == name].sort_values("year")
        cells = {str(y): number(c) for y, c in zip(series["year"], series["count"], strict=True)}
        lines.append({"Indicateur": capital(label), "Unité de compte": units[name], **cells})
    return text_table(lines)


def diffusion_table(
    coverage: pd.DataFrame,
    labels: Mapping[str, str],
    communes: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """T3: for each indicator, cells published and years that are not; the whole comes last.

    ``coverage``: REC06; ``communes``: code → name, needed for several territories, which then have
    a column. ValueError: missing column, no row, an indicator or a territory without name.
    """
    columns = ("territory_id", "n_cells", "n_published", "value", "unpublished_years")
    found = named_rows(coverage, "coverage", columns, {**labels, WHOLE: ALL})
    several = coverage["territory_id"].nunique() > 1
    if several and communes is None:
        raise ValueError("communes: needed to name several territories")
    names = communes or {}
    for territory in coverage["territory_id"].unique() if several else ():
        label_of(names, territory)
    order = list(names)
    found.sort(key=lambda row: order.index(row["territory_id"]) if several else 0)
    lines = []
    for row in found:
        whole = row["indicator_id"] == WHOLE
        lines.append(
            {
                **({"Commune": label_of(names, row["territory_id"])} if several else {}),
                "Indicateur": row["label"],
                "Années diffusées": of_total(row["n_published"], row["n_cells"]),
                "Part": NOT_APPLICABLE
                if is_missing(row["value"])
                else f"{number(row['value'])}{NBSP}%",
                "Années non diffusées": NOT_APPLICABLE
                if whole
                else _years(row["unpublished_years"]),
            }
        )
    return text_table(lines)


def _years(text: object) -> str:
    return "aucune" if is_missing(text) or not str(text) else str(text)
