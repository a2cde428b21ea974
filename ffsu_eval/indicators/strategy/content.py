"""What a strategy takes up: its challenges (STS01), the levels of prevention (STS06)."""

import pandas as pd

from ffsu_eval.indicators.frames import WHOLE, need, need_unique, ratio, result

LEVELS = ("primaire", "secondaire", "tertiaire")
COVERAGE = {
    "challenge_id": "string",
    "label_fr": "string",
    "objectives": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "caveat": "string",
}
BALANCE = {
    "prevention_level": "string",
    "count": "Int64",
    "n": "Int64",
    "value": "Float64",
    "budget": "Float64",
    "budget_share": "Float64",
    "n_missing": "Int64",
    "caveat": "string",
}


def challenge_coverage(challenges: pd.DataFrame, objectives: pd.DataFrame) -> pd.DataFrame:
    """STS01, coverage of the challenges: those that at least one objective answers / all.

    One row per challenge (``count``: its objectives, named in ``objectives``), then « ensemble »
    (``count`` answered, ``n`` challenges, ``value`` share). Objectives name challenges in
    ``challenge_ids`` (« J1 J2 »). ValueError: missing column, challenge given twice, unknown one.
    House rule.
    """
    need(challenges, "challenges", ("challenge_id", "label_fr"))
    need_unique(challenges, "challenges", ("challenge_id",))
    need(objectives, "objectives", ("objective_id", "challenge_ids"))
    named: dict[str, list[str]] = {str(name): [] for name in challenges["challenge_id"]}
    for objective, names in zip(
        objectives["objective_id"], objectives["challenge_ids"].fillna(""), strict=True
    ):
        for name in names.split():
            if name not in named:
                raise ValueError(f"objectives: unknown challenge {name}")
            named[name].append(str(objective))
    rows = [
        {
            "challenge_id": row.challenge_id,
            "label_fr": row.label_fr,
            "objectives": ", ".join(named[str(row.challenge_id)]),
            "count": len(named[str(row.challenge_id)]),
            "n": 1,
            "value": float(bool(named[str(row.challenge_id)])),
            "caveat": "" if named[str(row.challenge_id)] else "aucun objectif n'y répond",
        }
        for row in challenges.itertuples()
    ]
    answered = sum(bool(found) for found in named.values())
    whole = {"count": answered, "n": len(named), "value": ratio(answered, len(named))}
    rows.append({"challenge_id": WHOLE, "label_fr": "Ensemble", "objectives": "", **whole})
    return result(pd.DataFrame(rows).fillna({"caveat": ""}), COVERAGE)


def prevention_balance(actions: pd.DataFrame) -> pd.DataFrame:
    """STS06, balance of the levels of prevention: actions and planned budget at each.

    One row per level; ``value`` is its share of the actions, ``budget`` the sum of the budgets that
    are known (``n_missing`` are not), ``budget_share`` its share of them. Levels are those of public
    health (Caplan, 1964): primary for all, secondary for those exposed, tertiary after the fact.
    ValueError: missing column, unknown level.
    """
    need(actions, "actions", ("prevention_level", "budget_planned"))
    unknown = set(actions["prevention_level"]) - set(LEVELS)
    if unknown:
        raise ValueError(f"actions: unknown levels {', '.join(sorted(map(str, unknown)))}")
    known = float(actions["budget_planned"].sum())
    rows = []
    for level in LEVELS:
        own = actions[actions["prevention_level"] == level]
        money, missing = float(own["budget_planned"].sum()), int(own["budget_planned"].isna().sum())
        rows.append(
            {
                "prevention_level": level,
                "count": len(own),
                "n": len(actions),
                "value": ratio(len(own), len(actions)),
                "budget": money,
                "budget_share": ratio(money, known),
                "n_missing": missing,
                "caveat": "budget inconnu d'une partie des actions" if missing else "",
            }
        )
    return result(rows, BALANCE)
