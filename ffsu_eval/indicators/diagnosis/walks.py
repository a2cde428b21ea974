"""DLS03, profile of the exploratory walks: mean score by dimension, with its points."""

from collections.abc import Sequence

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, need_unique, need_values, result
from ffsu_eval.indicators.incidents.base import groups

DIMENSIONS = (
    "eclairage",
    "visibilite",
    "entretien",
    "frequentation",
    "signaletique",
    "amenagement",
)
SCALE = range(1, 5)
SPLITS = ("quartier_id", "period")
FEWEST_POINTS = 3
TOO_FEW = f"moins de {FEWEST_POINTS} points"
PROFILE = {
    **dict.fromkeys(SPLITS, "string"),
    "dimension": "string",
    "value": "Float64",
    "lowest": "Int64",
    "highest": "Int64",
    "low_share": "Float64",
    "count": "Int64",
    "n": "Int64",
    "walks": "Int64",
    "caveat": "string",
}


def walk_profile(observations: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """DLS03, mean score of each dimension, 1 (very poor) to 4 (very good), with its ``n`` points.

    Split by ``by`` (quartier_id, period), then the whole ("ensemble"). ``count``: scores; ``n``: distinct
    points of the territory where one was given; ``walks``: walks; ``lowest``, ``highest``: extreme scores;
    ``low_share``: share 0-1 of scores of 1 or 2. Points are chosen by those who walk, not drawn:
    no interval. Under three points neither mean nor share. ValueError: missing column, an
    unknown split, dimension or score, a dimension scored twice at a point of a walk. House rule.
    """
    need(observations, "observations", (*SPLITS, "walk_id", "point", "dimension", "score"))
    need_unique(observations, "observations", ("walk_id", "point", "dimension"))
    need_values(observations["score"], "observations.score", SCALE)
    need_values(observations["dimension"], "observations.dimension", DIMENSIONS)
    if unknown := [name for name in by if name not in SPLITS]:
        raise ValueError(f"by: unknown split {', '.join(unknown)}")
    rows = []
    for key, part in groups(observations, by):
        for dimension in DIMENSIONS:
            own = part[part["dimension"] == dimension]
            if len(own):
                rows.append({**key, "dimension": dimension, **_row(own)})
    return result(rows, {name: PROFILE[name] for name in (*by, *list(PROFILE)[len(SPLITS) :])})


def _row(scores: pd.DataFrame) -> dict[str, object]:
    points = scores[["quartier_id", "point"]].drop_duplicates()
    row: dict[str, object] = {
        "count": len(scores),
        "n": len(points),
        "walks": scores["walk_id"].nunique(),
        "caveat": "" if len(points) >= FEWEST_POINTS else TOO_FEW,
    }
    if len(points) < FEWEST_POINTS:
        return row
    given = scores["score"].astype(float)
    return row | {
        "value": float(given.mean()),
        "lowest": int(given.min()),
        "highest": int(given.max()),
        "low_share": float((given <= SCALE[1]).mean()),
    }


def weakest(profile: pd.DataFrame) -> list[str]:
    """Dimensions of the lowest mean score of the whole; none where no mean is shown."""
    whole = profile
    for name in SPLITS:
        if name in profile:
            whole = whole[whole[name] == WHOLE]
    known = whole[whole["value"].notna()]
    return list(known.loc[known["value"] == known["value"].min(), "dimension"])
