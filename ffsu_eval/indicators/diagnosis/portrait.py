"""Portrait of a territory: people, dwellings and social indicators of its communes."""

from collections.abc import Sequence

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, need_unique, result
from ffsu_eval.rows import Row, rows

MEASURES = (
    "population",
    "dwellings",
    "pop_15_24_share",
    "single_parent_share",
    "poverty_rate",
    "unemployment_rate",
    "social_housing_share",
)
COUNTED = MEASURES[:2]
PORTRAIT = {
    "measure": "string",
    "territory_id": "string",
    "year": "Int64",
    "value": "Float64",
    "source": "string",
    "caveat": "string",
}
BASE_SOURCE = "base communale du SSMSI"
UNDOCUMENTED = "non documenté"


def sizes(crime: pd.DataFrame, communes: Sequence[str]) -> pd.DataFrame:
    """Population and dwellings of each commune, last year that the recorded-crime base gives.

    ``crime``: frame of recorded crime. ValueError: missing column.
    """
    need(crime, "crime", ("territory_id", "year", *COUNTED, "population_year", "dwellings_year"))
    lines = []
    for measure in COUNTED:
        for code in communes:
            own = crime[(crime["territory_id"] == code) & crime[measure].notna()]
            if len(own):
                last = own.sort_values("year", kind="stable").iloc[-1]
                year, size = last[f"{measure}_year"], float(last[measure])
                lines.append((measure, code, year, size, BASE_SOURCE, ""))
    return result(lines, PORTRAIT)


def portrait(
    known: pd.DataFrame, socio: pd.DataFrame | None, communes: Sequence[str]
) -> pd.DataFrame:
    """Every measure of the portrait for each commune, in order, then the whole for what adds up.

    ``known``: population and dwellings (``sizes``), maybe no row; ``socio``: social indicators by
    commune and year, None when the mission has none: the last year of each is kept. A share is given
    by commune, never for the whole: communes of different sizes do not average. A measure that
    nobody gives is "non documenté". ValueError: missing column, a commune and year twice.
    """
    need(known, "known", PORTRAIT)
    parts = [known]
    if socio is not None:
        need(socio, "socio", ("commune_code", "year", "source", *MEASURES[2:]))
        need_unique(socio, "socio", ("commune_code", "year"))
        long = socio.rename(columns={"commune_code": "territory_id"}).melt(
            ["territory_id", "year", "source"], list(MEASURES[2:]), "measure"
        )
        long = long[long["value"].notna()].sort_values("year", kind="stable")
        last = long.drop_duplicates(["measure", "territory_id"], keep="last")
        parts.append(result(last.assign(caveat=""), PORTRAIT))
    given = {
        (row["measure"], row["territory_id"]): row
        for row in rows(pd.concat(parts, ignore_index=True))
    }
    lines: list[Row] = []
    for measure in MEASURES:
        own = [given.get((measure, code), _unknown(measure, code)) for code in communes]
        lines += own
        known_all = all(not row["caveat"] for row in own)
        if len(communes) > 1 and measure in COUNTED and known_all:
            total = sum(float(row["value"]) for row in own)
            lines.append({**own[0], "territory_id": WHOLE, "value": total})
    return result(lines, PORTRAIT)


def _unknown(measure: str, code: str) -> Row:
    return {"measure": measure, "territory_id": code, "caveat": UNDOCUMENTED}
