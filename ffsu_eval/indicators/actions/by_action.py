"""ACT04 to ACT06: target, cost and evaluability, action by action and as a whole."""

import numpy as np
import pandas as pd

from ffsu_eval.indicators.actions.register import check_actions, without
from ffsu_eval.indicators.frames import WHOLE, floats, given, joined, need, ratio, result

CAP = 1.5

ACTION = {"action_id": "string", "objective_id": "string", "title_fr": "string"}
TARGETS = ACTION | {
    "target_value": "Float64",
    "achieved_value": "Float64",
    "value": "Float64",
    "caveat": "string",
}
MEDIAN = {"value": "Float64", "n": "Int64", "n_missing": "Int64", "caveat": "string"}
COST = ACTION | {
    "budget_spent": "Float64",
    "beneficiaries": "Int64",
    "value": "Float64",
    "n": "Int64",
    "missing_share": "Float64",
    "caveat": "string",
}
COMPONENTS = ("measurable", "baseline", "target", "pilot", "source")
EVALUABILITY = (
    ACTION | dict.fromkeys(COMPONENTS, "boolean") | {"value": "Int64", "caveat": "string"}
)
MISSING_FR = {
    "measurable": "indicateur",
    "baseline": "ligne de base",
    "target": "cible",
    "pilot": "pilote",
    "source": "source",
}


def target_attainment(actions: pd.DataFrame) -> pd.DataFrame:
    """ACT04, attainment of the target of each action: achieved / target, capped at 1.5.

    One row per action. The cap keeps one easy target from hiding the rest. Targets are quantities
    to reach: a target that is not positive gives no value.
    ValueError: missing column, action given twice. House formula.
    """
    check_actions(actions, ("objective_id", "title_fr", "target_value", "achieved_value"))
    target, achieved = floats(actions["target_value"]), floats(actions["achieved_value"])
    full = achieved / np.where(target > 0, target, np.nan)
    caveats = [
        joined(
            "sans cible" if np.isnan(goal) else "",
            "cible nulle ou négative" if goal <= 0 else "",
            "sans valeur atteinte" if np.isnan(got) else "",
            "plafonné à 150 %" if share > CAP else "",
        )
        for goal, got, share in zip(target, achieved, full, strict=True)
    ]
    return result(
        actions[list(ACTION)].assign(
            target_value=target,
            achieved_value=achieved,
            value=np.minimum(full, CAP),
            caveat=caveats,
        ),
        TARGETS,
    )


def median_attainment(attainment: pd.DataFrame) -> pd.DataFrame:
    """ACT04 as a whole: median of the attainments of the actions that have one.

    ``attainment``: result of ``target_attainment``. One row: ``value``, ``n`` actions with a value,
    ``n_missing`` without, told in the caveat. ValueError: missing column. House formula.
    """
    need(attainment, "attainment", ("value",))
    known = floats(attainment["value"].dropna())
    missing = len(attainment) - len(known)
    row = {
        "value": np.median(known) if len(known) else None,
        "n": len(known),
        "n_missing": missing,
        "caveat": without(missing, "cible ou sans valeur atteinte"),
    }
    return result([row], MEDIAN)


def cost_per_beneficiary(actions: pd.DataFrame) -> pd.DataFrame:
    """ACT05, cost per beneficiary in euros: spent / beneficiaries, with the share not known.

    One row per action, then "ensemble": Σ spent / Σ beneficiaries over the ``n`` actions where both
    are known and somebody benefited; ``missing_share`` 0-1 of the actions left out. A person who
    benefits from two actions counts twice. ValueError: missing column, action given twice.
    House formula.
    """
    check_actions(actions, ("objective_id", "title_fr", "budget_spent", "beneficiaries"))
    spent, people = floats(actions["budget_spent"]), floats(actions["beneficiaries"])
    cost = spent / np.where(people > 0, people, np.nan)
    known = ~np.isnan(cost)
    caveats = [
        joined(
            "sans dépense connue" if np.isnan(money) else "",
            "sans nombre de bénéficiaires" if np.isnan(number) else "",
            "aucun bénéficiaire" if number == 0 else "",
        )
        for money, number in zip(spent, people, strict=True)
    ]
    rows = actions[list(ACTION)].assign(
        budget_spent=spent, beneficiaries=people, value=cost, n=known.astype(int), caveat=caveats
    )
    missing = int((~known).sum())
    whole = {
        "budget_spent": spent[known].sum() if known.any() else None,
        "beneficiaries": people[known].sum() if known.any() else None,
        "value": ratio(spent[known].sum(), people[known].sum()),
        "n": int(known.sum()),
        "missing_share": ratio(missing, len(actions)),
        "caveat": without(missing, "dépense ou sans bénéficiaires connus"),
    }
    return _with_whole(rows, whole, COST)


def evaluability(actions: pd.DataFrame, baselines: pd.DataFrame) -> pd.DataFrame:
    """ACT06, evaluability of an action, 0 to 5: one point for each component that is present.

    ``measurable`` (an output indicator), ``baseline`` (its objective has an indicator with a
    baseline value), ``target`` (a target value), ``pilot``, ``source`` (of the indicator). One row
    per action; ``caveat`` names what is missing. ValueError: missing column, action given twice.
    House checklist.
    """
    texts = ("objective_id", "title_fr", "output_indicator", "pilot_org_id", "indicator_source")
    check_actions(actions, (*texts, "target_value"))
    need(baselines, "baselines", ("objective_id", "value"))
    with_base = baselines.loc[baselines["value"].notna(), "objective_id"]
    present = pd.DataFrame(
        {
            "measurable": given(actions["output_indicator"]),
            "baseline": actions["objective_id"].isin(with_base).to_numpy(dtype=bool),
            "target": actions["target_value"].notna().to_numpy(dtype=bool),
            "pilot": given(actions["pilot_org_id"]),
            "source": given(actions["indicator_source"]),
        },
        index=actions.index,
    )
    lacking = [
        [MISSING_FR[name] for name in COMPONENTS if not getattr(row, name)]
        for row in present.itertuples()
    ]
    frame = actions[list(ACTION)].join(present)
    caveats = [f"manque : {', '.join(names)}" if names else "" for names in lacking]
    return result(frame.assign(value=present.sum(axis=1), caveat=caveats), EVALUABILITY)


def _with_whole(
    rows: pd.DataFrame, whole: dict[str, object], dtypes: dict[str, str]
) -> pd.DataFrame:
    """Typed rows of the actions, then the row that stands for them all."""
    last = {"action_id": WHOLE, "title_fr": "Ensemble", **whole}
    return pd.concat([result(rows, dtypes), result([last], dtypes)], ignore_index=True)
