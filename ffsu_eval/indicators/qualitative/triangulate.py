"""QUA05, triangulation of the evidence by theme and family of sources."""

from collections.abc import Sequence

import pandas as pd

from ffsu_eval.indicators.frames import need, need_values

SIGNS = {"+": 1, "1": 1, "0": 0, "-": -1, "-1": -1}


def triangulation(
    evidence: pd.DataFrame, themes: Sequence[str], families: Sequence[str]
) -> pd.DataFrame:
    """QUA05, what each family of sources says of each theme: "appui", "nuance", "contredit" or
    "silence".

    ``evidence``: theme, family, direction ("+", "0", "-", or 1, 0, −1), quality (A, B, C), one row
    a piece. Result: a matrix, column ``theme`` then one column per family, in the orders given.
    "silence": no evidence; "appui" or "contredit": evidence of quality A or B that all points that
    way; "nuance": evidence of both ways, without direction, or of quality C only.
    Evidence on other themes or families is left out. ValueError: missing column, unknown direction
    or quality, theme or family given twice. House rule.
    """
    need(evidence, "evidence", ("theme", "family", "direction", "quality"))
    need_values(evidence["direction"], "evidence.direction", SIGNS)
    need_values(evidence["quality"], "evidence.quality", ("A", "B", "C"))
    if len(set(themes)) != len(themes) or len(set(families)) != len(families):
        raise ValueError("themes, families: a value given twice")
    said: dict[tuple[str, str], set[int]] = {}
    pieces = zip(
        evidence["theme"],
        evidence["family"],
        evidence["direction"],
        evidence["quality"],
        strict=True,
    )
    for theme, family, direction, quality in pieces:
        signs = said.setdefault((theme, family), set())
        if quality in ("A", "B"):
            signs.add(SIGNS[str(direction)])
    rows = [[theme, *(_cell(said.get((theme, family))) for family in families)] for theme in themes]
    return pd.DataFrame(rows, columns=["theme", *families], dtype="string")


def _cell(signs: set[int] | None) -> str:
    if signs is None:
        return "silence"
    if signs == {1}:
        return "appui"
    return "contredit" if signs == {-1} else "nuance"
