"""GOV06, does who reports something hear of what became of it? From the survey and the interviews."""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import floats, joined, need, result
from ffsu_eval.indicators.survey.bases import caveats, display, has_value, valid_codes

THEME = "retour"
CODE = "retour_information"
NO_MARGIN = "enquête non probabiliste : pas de marge d'erreur"
FEEDBACK = {
    "family": "string",
    "value": "Float64",
    "count": "Int64",
    "n": "Int64",
    "display": "string",
    "caveat": "string",
}
FEWEST_INTERVIEWS = 3


def feedback(
    answers: pd.DataFrame,
    items: pd.DataFrame,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
) -> pd.DataFrame:
    """GOV06, one row per family of sources that speaks of feedback, never averaged together.

    ``SUR``: share of the respondents who say that they hear back after reporting (code 1 of the
    question whose theme is ``retour``), base rules of the survey. ``INT``: share, among the
    interviews coded ``retour_information``, of those whose mean tone is favourable: salience of a
    view, not a rate. No row without such a question, or such a code. ValueError: missing column.
    House formula.
    """
    need(items, "items", ("item_id", "construct", "theme"))
    lines = []
    asked = items[(items["construct"] == "knowledge") & (items["theme"] == THEME)]
    if len(asked):
        codes = valid_codes(answers, asked)["code"]
        n, count = len(codes), int((codes == 1).sum())
        shown = display(pd.Series([n]))
        lines.append(
            {
                "family": "SUR",
                "value": count / n if has_value(shown)[0] else None,
                "count": count if n >= 10 else None,
                "n": n,
                "display": shown[0],
                "caveat": joined(caveats(shown)[0], NO_MARGIN),
            }
        )
    need(codings, "codings", ("segment_id", "code_id", "valence"))
    coded = codings[codings["code_id"] == CODE].merge(
        segments[["segment_id", "interview_id"]].dropna(), on="segment_id"
    )
    tone = floats(coded.groupby("interview_id")["valence"].mean())
    if len(tone) >= FEWEST_INTERVIEWS:
        favourable = int(np.sum(tone > 0))
        lines.append(
            {
                "family": "INT",
                "value": favourable / len(tone),
                "count": favourable,
                "n": len(tone),
                "display": "complet",
                "caveat": "parmi les entretiens qui en parlent : ce n'est pas un taux",
            }
        )
    return result(lines, FEEDBACK)
