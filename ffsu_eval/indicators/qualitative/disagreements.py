"""Where coders disagree, for adjudication: segments and codes, never the text."""

import pandas as pd

from ffsu_eval.indicators.frames import need, result

DISAGREEMENTS = {
    "segment_id": "string",
    "code_id": "string",
    "applied_by": "string",
    "not_applied_by": "string",
    "adjudicated": "boolean",
    "kept": "boolean",
}


def disagreements(codings: pd.DataFrame) -> pd.DataFrame:
    """Pairs segment × code that some coders of the first round applied and others did not.

    ``adjudicated``: the segment has a later round; ``kept``: the code is in the last one, missing
    without adjudication. Order of segments, then codes. ValueError: missing column.
    Source of the practice: K. Krippendorff, Content Analysis, Sage, 2004.
    """
    need(codings, "codings", ("segment_id", "code_id", "coder_id", "round"))
    lines = []
    for segment, own in codings.groupby("segment_id", sort=True):
        first = own[own["round"] == own["round"].min()]
        coders = sorted(set(first["coder_id"]))
        last = own[own["round"] == own["round"].max()]
        later = bool(own["round"].max() > own["round"].min())
        for code, applied in first.groupby("code_id", sort=True)["coder_id"]:
            without = sorted(set(coders) - set(applied))
            if without:
                kept = bool((last["code_id"] == code).any()) if later else None
                named = ", ".join(sorted(set(applied)))
                lines.append((segment, code, named, ", ".join(without), later, kept))
    return result(lines, DISAGREEMENTS)
