"""RAD11: in how many communes each step of the circuit is written down."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, need_unique, ratio, result
from ffsu_eval.reference import labels

CIRCUIT = {
    "step": "string",
    "label_fr": "string",
    "count": "Int64",
    "oral": "Int64",
    "lacking": "Int64",
    "n": "Int64",
    "n_missing": "Int64",
    "value": "Float64",
    "caveat": "string",
}
WRITTEN, ORAL, LACKING = "ecrit", "oral", "absent"


def circuit_states(steps: pd.DataFrame, setup: pd.DataFrame) -> pd.DataFrame:
    """RAD11, written circuit: communes where a step is written / communes that said what it is.

    One row per step, in the order of the circuit, then « ensemble »: communes where the six steps are
    written. A commune without a row for a step, or with an empty state, is missing, never « absent ».
    ``value`` is missing when fewer than half of the communes answered. ValueError: missing column,
    commune and step given twice, unknown commune. House rule.
    """
    need(steps, "steps", ("commune_code", "step", "state"))
    need_unique(steps, "steps", ("commune_code", "step"))
    need(setup, "setup", ("commune_code",))
    communes = list(setup["commune_code"])
    if set(steps["commune_code"]) - set(communes):
        raise ValueError("steps: unknown commune")
    named = labels("radicalisation_steps", "step")
    wide = steps.pivot(index="commune_code", columns="step", values="state")
    wide = wide.reindex(index=communes, columns=list(named)).astype("string")
    rows = [_row(step, label, wide[step]) for step, label in named.items()]
    whole = pd.Series(pd.NA, index=wide.index, dtype="string")
    # a step that is not written is enough to say that not all of them are
    whole[wide.isna().sum(axis=1) == 0] = WRITTEN
    whole[((wide != WRITTEN) & wide.notna()).any(axis=1)] = ORAL
    rows.append(_row(WHOLE, "les six étapes", whole) | {"oral": None, "lacking": None})
    return result(rows, CIRCUIT)


def _row(step: str, label: str, states: pd.Series) -> dict[str, object]:
    n, total = int(states.notna().sum()), len(states)
    count = int((states == WRITTEN).sum())
    told = total > 0 and 2 * n >= total
    return {
        "step": step,
        "label_fr": label,
        "count": count,
        "oral": int((states == ORAL).sum()),
        "lacking": int((states == LACKING).sum()),
        "n": n,
        "n_missing": total - n,
        "value": ratio(count, n) if told else None,
        "caveat": "" if told else "moins de la moitié des communes ont répondu",
    }
