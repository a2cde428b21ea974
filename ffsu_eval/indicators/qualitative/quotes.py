"""Which words of the interviews a report may quote, with a dissenting voice where there is one."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import need
from ffsu_eval.indicators.qualitative.themes import coded_interviews

NEVER, ORDINARY = "C0", "ordinaire"
QUOTES = ["segment_id", "macro_family", "text_redacted", "tone"]


def quotes(
    interviews: pd.DataFrame,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    codebook: pd.DataFrame,
    code: str,
    families: Collection[str],
    maximum: int = 2,
) -> pd.DataFrame:
    """Segments on one code, ``maximum`` at most: of the prevailing tone, then one of another.

    Last round of each segment; its ``tone`` is the sign of the mean of its coders' valences, the
    prevailing one that of the mean of the segments. Never an interview of level C0, a sensitive
    segment, or a macro-family that is not among ``families`` (those with enough interviews). A
    level C2 allows more than the report does: it quotes by macro-family. Order of the segments.
    ValueError: as ``coverage``, missing column. House rule: a dissenting quotation is always given.
    """
    need(segments, "segments", ("text_redacted", "sensitivity"))
    need(interviews, "interviews", ("macro_family", "quote_level"))
    coded = coded_interviews(segments, codings, codebook)
    tone = coded[coded["code_id"] == code].groupby("segment_id")["valence"].mean()
    known = segments[segments["segment_id"].isin(tone.index)].merge(interviews, on="interview_id")
    allowed = known[
        (known["quote_level"] != NEVER)
        & (known["sensitivity"] == ORDINARY)
        & known["macro_family"].isin(set(families))
    ].sort_values("segment_id")
    values = allowed["segment_id"].map(tone).astype(float)
    signs = np.sign(values)
    main = float(np.sign(values.mean())) if len(values) else 0.0
    prevailing = allowed[signs == main].head(maximum - 1)
    other = allowed[(signs != main) & (signs != 0)]
    against = other[signs[other.index] == -main] if main else other
    chosen = pd.concat([prevailing, (against if len(against) else other).head(1)])
    return chosen.assign(tone=signs[chosen.index]).reset_index(drop=True)[QUOTES]
