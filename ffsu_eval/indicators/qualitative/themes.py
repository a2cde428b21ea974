"""QUA01, coverage of a code among interviews, and QUA02, its net valence."""

import pandas as pd

from ffsu_eval.indicators.frames import (
    WHOLE,
    given,
    need,
    need_unique,
    need_values,
    result,
    truths,
)

MINIMUM_INTERVIEWS = 3
TOO_FEW = "non affiché : moins de 3 entretiens"

COVERAGE = {
    "code_id": "string",
    "label_fr": "string",
    "macro_family": "string",
    "mentions": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}
VALENCE = {
    "code_id": "string",
    "label_fr": "string",
    "value": "Float64",
    "n": "Int64",
    "n_interviews": "Int64",
    "caveat": "string",
}


def coverage(
    interviews: pd.DataFrame,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    codebook: pd.DataFrame,
) -> pd.DataFrame:
    """QUA01, coverage of a code: interviews that mention it / interviews, by macro-family.

    One row per code (order of the codebook) × each macro-family met, then "ensemble"; ``value``
    0-1, ``mentions`` its numerator, ``n`` the interviews; under 3 neither value nor mentions.
    An interview mentions a code when a coder gave it to one of the interview's segments in the last
    round of that segment (after adjudication); segments of documents do not count, nor do sub-codes
    for their parent, which has its own definition. ValueError: missing column, unknown code.
    House formula and threshold.
    """
    need(interviews, "interviews", ("interview_id", "macro_family"))
    need_unique(interviews, "interviews", ("interview_id",))
    people = interviews[["interview_id", "macro_family"]]
    coded = coded_interviews(segments, codings, codebook).merge(people, on="interview_id")
    mentions = coded[["code_id", "interview_id", "macro_family"]].drop_duplicates()
    sizes = {**people.groupby("macro_family", sort=True).size(), WHOLE: len(people)}
    by_family = mentions.groupby(["code_id", "macro_family"]).size()
    by_code = mentions.groupby("code_id").size()
    rows = []
    for code, label in zip(codebook["code_id"], codebook["label_fr"], strict=True):
        for family, n in sizes.items():
            found = by_code.get(code, 0) if family == WHOLE else by_family.get((code, family), 0)
            shown = n >= MINIMUM_INTERVIEWS
            rows.append(
                {
                    "code_id": code,
                    "label_fr": label,
                    "macro_family": family,
                    "mentions": found if shown else None,
                    "n": n,
                    "value": found / n if shown else None,
                    "caveat": "" if shown else TOO_FEW,
                }
            )
    return result(rows, COVERAGE)


def valence(segments: pd.DataFrame, codings: pd.DataFrame, codebook: pd.DataFrame) -> pd.DataFrame:
    """QUA02, net valence of a code: mean of −1, 0, 1 over the interview segments that carry it.

    One row per code (order of the codebook), sub-codes apart, last round of each segment; a segment
    coded by several people counts once, by their mean. ``n`` segments, ``n_interviews`` interviews;
    from fewer than 3 interviews no value. ValueError: missing column, unknown code, valence outside
    −1..1. House formula.
    """
    coded = coded_interviews(segments, codings, codebook)
    need_values(coded["valence"], "codings.valence", (-1, 0, 1))
    judged = coded.dropna(subset=["valence"])
    key = ["code_id", "interview_id", "segment_id"]
    by_segment = judged.groupby(key, as_index=False)["valence"].mean()
    by_code = by_segment.groupby("code_id")
    found = codebook[["code_id", "label_fr"]].assign(
        value=codebook["code_id"].map(by_code["valence"].mean()).astype("Float64"),
        n=codebook["code_id"].map(by_code.size()).fillna(0),
        n_interviews=codebook["code_id"].map(by_code["interview_id"].nunique()).fillna(0),
        caveat="",
    )
    few = found["n_interviews"] < MINIMUM_INTERVIEWS
    found.loc[few, "value"] = pd.NA
    found.loc[few, "caveat"] = TOO_FEW
    return result(found, VALENCE)


def coded_interviews(
    segments: pd.DataFrame, codings: pd.DataFrame, codebook: pd.DataFrame
) -> pd.DataFrame:
    """Codings of interview segments in the last round of each segment, with their interview."""
    need(segments, "segments", ("segment_id", "interview_id"))
    need_unique(segments, "segments", ("segment_id",))
    need(codings, "codings", ("segment_id", "code_id", "coder_id", "valence", "round"))
    need(codebook, "codebook", ("code_id", "label_fr"))
    need_unique(codebook, "codebook", ("code_id",))
    need_values(codings["code_id"], "codings.code_id", codebook["code_id"])
    last = codings["round"] == codings.groupby("segment_id")["round"].transform("max")
    spoken = segments.loc[given(segments["interview_id"]), ["segment_id", "interview_id"]]
    return codings[truths(last)].merge(spoken, on="segment_id")
