"""DLS01, what front-line actors meet beside what is recorded, phenomenon by phenomenon."""

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy import stats

from ffsu_eval.indicators.frames import FloatArray, floats, joined, need, need_unique, result
from ffsu_eval.indicators.recorded.rates import NO_DIRECTION

FEWEST = 4
BOTH_HIGH, BOTH_LOW = "ressenti et enregistré en tête", "ressenti et enregistré en retrait"
MORE_FELT, MORE_RECORDED = "ressenti plus qu'enregistré", "enregistré plus que ressenti"
MIDDLE = "au milieu de l'ordre"
DIVERGENT = (MORE_FELT, MORE_RECORDED)
TOO_FEW = f"moins de {FEWEST} phénomènes comparables"
UNMATCHED, UNFELT = "aucune série publiée ne lui correspond", "fréquence ressentie non montrée"
STABLE = "tendance non établie"

QUADRANT = {
    "phenomenon": "string",
    "label_fr": "string",
    "indicator_id": "string",
    "felt": "Float64",
    "trend": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "felt_rank": "Float64",
    "trend_rank": "Float64",
    "value": "Float64",
    "n": "Int64",
    "established": "boolean",
    "quadrant": "string",
    "caveat": "string",
}


def matched_indicators(mapping: pd.DataFrame, held: Collection[str]) -> dict[str, str]:
    """Recorded indicator of each phenomenon: the first of its lines that the release holds.

    ``mapping``: phenomenon, indicator_id, in order of preference. ValueError: missing column.
    """
    need(mapping, "mapping", ("phenomenon", "indicator_id"))
    known = mapping[mapping["indicator_id"].isin(list(held))].drop_duplicates("phenomenon")
    return dict(zip(known["phenomenon"], known["indicator_id"], strict=True))


def felt_and_recorded(
    frequency: pd.DataFrame, trends: pd.DataFrame, mapping: pd.DataFrame
) -> pd.DataFrame:
    """DLS01: rank of the frequency met (SUR02) beside the rank of the recorded trend (REC03).

    ``frequency``: SUR02, one row per phenomenon (``theme``); ``trends``: REC03 of one territory;
    ``mapping``: see ``matched_indicators``. ``felt_rank`` 1: met most often; ``trend_rank`` 1: strongest
    rise; ties share the mean rank. ``value`` = felt_rank − trend_rank, only to order a table;
    ``quadrant`` says on which side of the middle rank each is: a position, never a score.
    ``established``: the trend's interval excludes 0. A phenomenon without published trend, or whose
    frequency may not be shown, is "non calculable"; so are all under four phenomena with both.
    A level that is met and a change that is recorded are two things: a gap between ranks is no
    error of perception. ValueError: missing column, a phenomenon or an indicator twice.
    House rule.
    """
    need(frequency, "frequency", ("theme", "theme_label_fr", "value", "n"))
    need(trends, "trends", ("indicator_id", "value", "ci_low", "ci_high", "direction", "caveat"))
    need_unique(frequency, "frequency", ("theme",))
    need_unique(trends, "trends", ("indicator_id",))
    matched = matched_indicators(mapping, set(trends["indicator_id"]))
    frame = frequency[["theme", "theme_label_fr", "value", "n"]].rename(
        columns={"theme": "phenomenon", "theme_label_fr": "label_fr", "value": "felt"}
    )
    frame = frame.assign(indicator_id=frame["phenomenon"].map(matched).astype("string"))
    own = trends[["indicator_id", "value", "ci_low", "ci_high", "direction", "caveat"]]
    frame = frame.merge(own.rename(columns={"value": "trend"}), on="indicator_id", how="left")
    felt, trend = floats(frame["felt"]), floats(frame["trend"])
    both = ~np.isnan(felt) & ~np.isnan(trend)
    enough = int(both.sum()) >= FEWEST
    ranks = [_ranks(values, both & enough) for values in (felt, trend)]
    reasons = [
        joined(
            UNMATCHED if pd.isna(row["indicator_id"]) else "",
            UNFELT if np.isnan(score) else "",
            str(row["caveat"])
            if np.isnan(slope) and pd.notna(row["indicator_id"]) and pd.notna(row["caveat"])
            else "",
            TOO_FEW if known and not enough else "",
            STABLE if known and enough and row["direction"] == "stable" else "",
        )
        for row, score, slope, known in zip(
            frame.to_dict("records"), felt, trend, both, strict=True
        )
    ]
    return result(
        frame.assign(
            felt_rank=ranks[0],
            trend_rank=ranks[1],
            value=ranks[0] - ranks[1],
            established=frame["direction"].isin(["hausse", "baisse"]),
            quadrant=_quadrants(*ranks),
            caveat=reasons,
        ),
        QUADRANT,
    )


def _ranks(values: FloatArray, kept: np.ndarray) -> FloatArray:
    """Rank of each kept value, 1 for the highest; NaN elsewhere."""
    ranks = np.full(len(values), np.nan)
    if kept.any():
        ranks[kept] = stats.rankdata(-values[kept])
    return ranks


def _quadrants(felt: FloatArray, trend: FloatArray) -> list[str]:
    """Words of each pair of ranks: both sides of the middle rank of those compared."""
    compared = int((~np.isnan(felt)).sum())
    middle = (compared + 1) / 2
    words = {
        (True, True): BOTH_HIGH,
        (True, False): MORE_FELT,
        (False, True): MORE_RECORDED,
        (False, False): BOTH_LOW,
    }
    return [
        NO_DIRECTION
        if np.isnan(first) or np.isnan(second)
        else MIDDLE
        if middle in (first, second)
        else words[bool(first < middle), bool(second < middle)]
        for first, second in zip(felt, trend, strict=True)
    ]
