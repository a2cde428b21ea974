"""What professionals think of the exchanges (CHA08), and whether the charter is reviewed (CHA09)."""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.charter.exchanges import share_row
from ffsu_eval.indicators.frames import WHOLE, floats, need, need_unique, result
from ffsu_eval.indicators.survey.bases import caveats, display, has_value

NO_MARGIN = "enquête non probabiliste : pas de marge d'erreur"
BOUND, FREE = "soumis", "non_soumis"
AGREES = 4
# answers from 1 to 5 read in three steps, so that few cells are small
STEPS = ((-1, "plutôt non (1 ou 2)"), (0, "ni oui ni non (3)"), (1, "plutôt oui (4 ou 5)"))
NOT_BOUND = "non"

TRUST = {
    "item": "string",
    "group": "string",
    "step": "Int64",
    "label_fr": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "display": "string",
    "caveat": "string",
}
GAP = {
    "item": "string",
    "value": "Float64",
    "bound": "Float64",
    "free": "Float64",
    "n_bound": "Int64",
    "n_free": "Int64",
    "caveat": "string",
}
REVIEWS = {
    "year": "Int64",
    "item": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}


def trust(answers: pd.DataFrame, items: list[str]) -> pd.DataFrame:
    """CHA08, answers by item, group and step; agreeing is 4 or 5 on a scale of 1 to 5 (step 1).

    ``group``: « soumis » (bound to secrecy by state, function or mission), « non_soumis »,
    « ensemble ». ``value``: share of the ``n`` valid answers. Base rules of the surveys: under 10
    answers nothing, under 30 counts only. No interval: nobody was drawn at random. ValueError:
    missing column, answer given twice, answer outside 1 to 5.
    """
    need(answers, "answers", ("answer_id", "secrecy", *items))
    need_unique(answers, "answers", ("answer_id",))
    group = np.where(answers["secrecy"] == NOT_BOUND, FREE, BOUND)
    rows = []
    for item in items:
        codes = answers[item]
        if not codes.dropna().between(1, 5).all():
            raise ValueError(f"answers.{item}: expected 1 to 5")
        for name in (WHOLE, BOUND, FREE):
            own = codes[(group == name) | (name == WHOLE)].dropna()
            for step, label in STEPS:
                count = int((np.sign(own.astype(int) - 3) == step).sum())
                rows.append((item, name, step, label, count, len(own)))
    frame = pd.DataFrame(rows, columns=["item", "group", "step", "label_fr", "count", "n"])
    shown = display(frame["n"])
    value = np.where(has_value(shown), frame["count"] / frame["n"].clip(lower=1), np.nan)
    said = [f"{text} ; {NO_MARGIN}" if text else NO_MARGIN for text in caveats(shown)]
    counted = frame["count"].where(frame["n"] >= 10)
    return result(frame.assign(count=counted, value=value, display=shown, caveat=said), TRUST)


def gap(distribution: pd.DataFrame) -> pd.DataFrame:
    """CHA08, gap: share agreeing among those bound to secrecy − among the others, in points.

    ``distribution``: result of ``trust``, after secrecy. Missing where one of both shares is. No
    interval. ValueError: missing column.
    """
    need(distribution, "distribution", ("item", "group", "step", "value", "n"))
    agreeing = distribution[distribution["step"] == 1]
    rows = []
    for item, own in agreeing.groupby("item", sort=False):
        both = own.set_index("group").reindex([BOUND, FREE])
        bound, free = floats(both["value"])
        known = not np.isnan(bound - free)
        rows.append(
            {
                "item": item,
                "value": 100 * (bound - free),
                "bound": bound,
                "free": free,
                "n_bound": both["n"].iloc[0],
                "n_free": both["n"].iloc[1],
                "caveat": NO_MARGIN
                if known
                else "écart non calculé : réponses trop peu nombreuses",
            }
        )
    return result(rows, GAP)


def reviews(annual: pd.DataFrame) -> pd.DataFrame:
    """CHA09, annual review held: 1 or 0 by year in order, then « ensemble » (held / due).

    ValueError: missing column, year given twice. Charte déontologique of 2010: a review every year.
    """
    need(annual, "annual", ("year", "held"))
    need_unique(annual, "annual", ("year",))
    rows = []
    for row in annual.sort_values("year").itertuples():
        rows.append({"year": row.year} | share_row(str(row.year), int(bool(row.held)), 1))
    held = int(annual["held"].fillna(False).astype(bool).sum())
    rows.append({"year": None} | share_row(WHOLE, held, len(annual)))
    return result(rows, REVIEWS)
