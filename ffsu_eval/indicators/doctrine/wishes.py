"""What is expected of the service and what it is seen to do, mission by mission (DOC09)."""

import pandas as pd

from ffsu_eval.indicators.doctrine.units import TOGETHER, pooled
from ffsu_eval.indicators.frames import WHOLE, floats, need, need_unique, result

SHOWN, SMALL_BASE = 10, 30
TOO_FEW = "moins de dix réponses : aucun résultat"
REINFORCE, KEEP, LIGHTEN, MINOR = "à renforcer", "à maintenir", "à alléger", "secondaire"
GAP = {
    "family": "string",
    "mission_code": "string",
    "n": "Int64",
    "importance": "Float64",
    "current": "Float64",
    "value": "Float64",
    "quadrant": "string",
    "caveat": "string",
}


def importance_gap(expectations: pd.DataFrame) -> pd.DataFrame:
    """DOC09, mean importance − mean present realisation (1 to 5), by mission; all, then by family.

    ``quadrant``: against the mean importance and the mean realisation of all missions in the same
    family: « à renforcer » (important, little done), « à maintenir », « à alléger », « secondaire ».
    A family under ten respondents is put with others; under ten nothing is told, under thirty: small
    base. Respondents are not drawn at random: no margin of error.
    ValueError: missing column, answer given twice. J. A. Martilla, J. C. James, Importance-performance
    analysis, Journal of Marketing 41, 1977.
    """
    names = ("respondent_id", "respondent_family", "mission_code", "importance", "current")
    need(expectations, "expectations", names)
    need_unique(expectations, "expectations", ("respondent_id", "mission_code"))
    people = expectations.drop_duplicates("respondent_id").groupby("respondent_family").size()
    sizes = {str(name): float(size) for name, size in people.items()}
    groups = pooled(sizes, SHOWN)
    keyed = expectations.assign(
        family=expectations["respondent_family"].map(lambda name: groups.get(str(name), ""))
    )
    found = sorted({name for name in groups.values() if name != TOGETHER})
    found += [TOGETHER] * (TOGETHER in groups.values())
    rows = _family(WHOLE, keyed)
    if len(found) > 1:
        for name in found:
            rows += _family(name, keyed[keyed["family"] == name])
    return result(rows, GAP)


def _family(family: str, own: pd.DataFrame) -> list[dict[str, object]]:
    scored = own.assign(importance=floats(own["importance"]), current=floats(own["current"]))
    means = scored.groupby("mission_code").agg(
        n=("respondent_id", "size"), importance=("importance", "mean"), current=("current", "mean")
    )
    shown = means[means["n"] >= SHOWN]
    levels = shown["importance"].mean(), shown["current"].mean()
    rows: list[dict[str, object]] = []
    for code, row in means.iterrows():
        if row["n"] < SHOWN:
            rows.append({"family": family, "mission_code": str(code), "caveat": TOO_FEW})
            continue
        important, done = row["importance"] >= levels[0], row["current"] >= levels[1]
        rows.append(
            {
                "family": family,
                "mission_code": str(code),
                "n": int(row["n"]),
                "importance": row["importance"],
                "current": row["current"],
                "value": row["importance"] - row["current"],
                "quadrant": (KEEP if done else REINFORCE)
                if important
                else LIGHTEN
                if done
                else MINOR,
                "caveat": "effectif faible" if row["n"] < SMALL_BASE else "",
            }
        )
    rows.sort(key=lambda row: (-float(str(row.get("value", -9))), str(row["mission_code"])))
    return rows
