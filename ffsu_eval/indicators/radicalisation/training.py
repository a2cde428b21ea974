"""RAD02: professionals trained among those who were to be, by family of actors or size of commune."""

from collections.abc import Sequence

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, need_unique, ratio, result

TRAINING = {
    "by": "string",
    "item": "string",
    "count": "Int64",
    "n": "Int64",
    "sessions": "Int64",
    "value": "Float64",
    "caveat": "string",
}
DIMENSIONS = ("actor_family", "population_band")
DONE, LEFT = "formées", "à former"


def training_rate(log: pd.DataFrame, known: Sequence[str] = ()) -> pd.DataFrame:
    """RAD02, training rate: persons trained / persons to be trained, sessions of all kinds together.

    One row per value of each dimension (``by``: actor_family, population_band), then « ensemble ».
    ``known``: bands that the territory has; one without any session is a row of zero sessions, whose
    share is missing: nobody said how many were to be trained there. Each session counts those that it
    was meant for, so that a person called to two sessions counts twice. No interval: the log is the
    census of the sessions. ValueError: missing column, session given twice, more trained than called.
    House rule.
    """
    need(log, "log", ("session_id", *DIMENSIONS, "n_trained", "n_target"))
    need_unique(log, "log", ("session_id",))
    if (log["n_trained"] > log["n_target"]).any():
        raise ValueError("log: more trained than called")
    rows = [
        _row(by, item, log[log[by] == item])
        for by in DIMENSIONS
        for item in _values(log, by, known)
    ]
    return result([*rows, _row(WHOLE, WHOLE, log)], TRAINING)


def trained_counts(log: pd.DataFrame, by: str) -> pd.DataFrame:
    """Persons by value of ``by`` and state (trained, still to be trained): what secrecy is judged on."""
    sums = log.groupby(by)[["n_trained", "n_target"]].sum()
    parts = [
        pd.DataFrame({by: sums.index, "state": state, "count": counts.to_numpy(dtype=int)})
        for state, counts in (
            (DONE, sums["n_trained"]),
            (LEFT, sums["n_target"] - sums["n_trained"]),
        )
    ]
    whole = pd.concat(parts, ignore_index=True)
    return whole[whole["count"] > 0].reset_index(drop=True)


def _values(log: pd.DataFrame, by: str, known: Sequence[str]) -> list[str]:
    held = list(dict.fromkeys(log[by]))
    if by != "population_band":
        return sorted(held)
    return [*(band for band in known), *(band for band in held if band not in known)]


def _row(by: str, item: str, own: pd.DataFrame) -> dict[str, object]:
    count, n = int(own["n_trained"].sum()), int(own["n_target"].sum())
    return {
        "by": by,
        "item": item,
        "count": count,
        "n": n,
        "sessions": len(own),
        "value": ratio(count, n),
        "caveat": "" if len(own) else "aucune session",
    }
