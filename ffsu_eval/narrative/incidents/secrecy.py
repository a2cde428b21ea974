"""Counts behind the tables of local incidents, for the control of secrecy."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.incidents.base import at_night, clocked, distinct
from ffsu_eval.indicators.incidents.density import counted

MIX, REGISTERS, NIGHTS = "incidents", "registres", "nuits"
MIX_DIMENSIONS = ("territory_id", "category_code")
DENSITY_DIMENSIONS = ("source_org_id", "territory_id", "year")
NIGHT_DIMENSIONS = ("territory_id", "night")


def secret_tables(
    incidents: pd.DataFrame, coverage: pd.DataFrame
) -> dict[str, tuple[pd.DataFrame, tuple[str, ...]]]:
    """Counts of the mix of categories (INC06), of each register (INC01), of the nights (INC03)."""
    kept = distinct(incidents)
    timed = kept[clocked(kept)]
    night = pd.Series(at_night(timed["ts_start"]), index=timed.index).map(
        {True: "oui", False: "non"}
    )
    registers = counted(incidents, coverage)
    return {
        MIX: (_counts(kept, MIX_DIMENSIONS), MIX_DIMENSIONS),
        REGISTERS: (registers[registers["territory_id"] != WHOLE], DENSITY_DIMENSIONS),
        NIGHTS: (_counts(timed.assign(night=night), NIGHT_DIMENSIONS), NIGHT_DIMENSIONS),
    }


def _counts(frame: pd.DataFrame, dimensions: tuple[str, ...]) -> pd.DataFrame:
    return frame.groupby(list(dimensions)).size().rename("count").reset_index()
