"""QUA03, do the last interviews still bring new themes?"""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, joined, need, need_unique, ratio, result
from ffsu_eval.indicators.qualitative.themes import coded_interviews

BASE, RUN = 6, 3
SATURATED = 0.05
SATURATION = {
    "macro_family": "string",
    "value": "Float64",
    "count": "Int64",
    "base_codes": "Int64",
    "n": "Int64",
    "verdict": "string",
    "caveat": "string",
}
DISCOVERY = {"rank": "Int64", "interview_id": "string", "new_codes": "Int64", "codes": "Int64"}
YES, NO, UNKNOWN = "saturé", "non saturé", "non calculable"


def saturation(
    interviews: pd.DataFrame,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    codebook: pd.DataFrame,
) -> pd.DataFrame:
    """QUA03: new codes in the last 3 interviews / codes of the first 6, in the order of the dates.

    One row per macro-family, then "ensemble". ``verdict`` "saturé" when 5 % or less, "non
    calculable" under 9 interviews. Codes as in ``coverage``. Saturation is that of the codes of the
    grid among the people met: it says nothing of the families that were not. ValueError: as
    ``coverage``.
    Source: G. Guest, E. Namey, M. Chen, A simple method to assess and report thematic saturation in
    qualitative research, PLoS ONE 15, 2020 (base size 6, run length 3, threshold 5 %).
    """
    need(interviews, "interviews", ("interview_id", "macro_family", "date"))
    need_unique(interviews, "interviews", ("interview_id",))
    families = sorted(set(interviews["macro_family"].dropna()))
    groups = [(name, interviews[interviews["macro_family"] == name]) for name in families]
    lines = []
    for name, part in [*groups, (WHOLE, interviews)]:
        found = discovery(part, segments, codings, codebook)
        row = {"macro_family": name, "n": len(part), "verdict": UNKNOWN}
        if len(part) < BASE + RUN:
            lines.append(row | {"caveat": f"moins de {BASE + RUN} entretiens"})
            continue
        base, new = int(found["codes"].iloc[BASE - 1]), int(found["new_codes"].tail(RUN).sum())
        share = ratio(new, base)
        verdict = UNKNOWN if not base else YES if share <= SATURATED else NO
        caveat = joined("" if base else "aucun thème dans les six premiers entretiens")
        lines.append(
            row
            | {"value": share, "count": new, "base_codes": base, "verdict": verdict}
            | {"caveat": caveat}
        )
    return result(lines, SATURATION)


def discovery(
    interviews: pd.DataFrame,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    codebook: pd.DataFrame,
) -> pd.DataFrame:
    """Codes that each interview brings for the first time, by date (then identifier).

    ``codes``: different codes met so far. ValueError: as ``coverage``.
    """
    ordered = interviews.sort_values(["date", "interview_id"], kind="stable")
    coded = coded_interviews(segments, codings, codebook)
    of_interview = {str(name): set(part) for name, part in coded.groupby("interview_id")["code_id"]}
    seen: set[str] = set()
    lines = []
    for rank, interview in enumerate(ordered["interview_id"], start=1):
        new = of_interview.get(str(interview), set()) - seen
        seen |= new
        lines.append((rank, interview, len(new), len(seen)))
    return result(lines, DISCOVERY)
