"""What the members think of their council (CLS05)."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, result

# conventions of the project, those of the survey: no cell under 5 answers, no mean under 10
SHOWN, CELL = 10, 5
UTILITY = {
    "macro_family": "string",
    "n": "Int64",
    "value": "Float64",
    "useful": "Int64",
    "informed": "Int64",
    "caveat": "string",
}
USEFUL = 7


def perceived_utility(opinions: pd.DataFrame, cell: int = CELL) -> pd.DataFrame:
    """CLS05, perceived utility 0 to 10: mean, and answers of 7 or more; one row, « ensemble ».

    ``informed``: answers « oui » to the return of information. Members are few and known to each
    other: under ten answers only their number is given, under ``cell`` not even that; a count is
    given when it and its complement reach ``cell``. No bounds, which would be one person's answer;
    no breakdown by family; no interval: all the members were asked, none was drawn. ValueError:
    missing column, ``cell`` under its floor of 5.
    """
    need(opinions, "opinions", ("utility", "information_return"))
    if cell < CELL:
        raise ValueError("cell: at least 5")
    n = len(opinions)
    row: dict[str, object] = {"macro_family": WHOLE, "n": n, "caveat": ""}
    if n < cell:
        return result([row | {"n": None, "caveat": "trop peu de réponses"}], UTILITY)
    if n < SHOWN:
        return result([row | {"caveat": "moins de dix réponses : aucun résultat"}], UTILITY)
    counts = {
        "useful": int((opinions["utility"] >= USEFUL).sum()),
        "informed": int((opinions["information_return"] == "oui").sum()),
    }
    row |= {name: count if cell <= count <= n - cell else None for name, count in counts.items()}
    row["value"] = float(opinions["utility"].astype(float).mean())
    return result([row], UTILITY)
