"""Votes of one workshop and round, as one complete score per participant, item and criterion."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ffsu_eval.indicators.frames import FloatArray, floats, need, need_unique, need_values

CRITERIA = ("gravite", "frequence", "evolution", "prise_locale", "faisabilite")
SCALE = range(1, 6)
DECIMALS = 9
KEY = ("participant_code", "item_id", "criterion")


def weights_of(workshop: Mapping[str, object]) -> dict[str, float]:
    """Weights that the group gave to the criteria, from a row of the workshops."""
    return {name: float(str(workshop[f"weight_{name}"])) for name in CRITERIA}


def ballots(votes: pd.DataFrame, workshop_id: str, round_number: int) -> pd.DataFrame:
    """Complete ballots of a round: participant_code, macro_family, item_id, and a score by criterion.

    A participant who left one score out has not voted on all items: they are left out whole, since
    ranks compare items. Items in the order in which they are found. ValueError: missing column,
    several scores for one participant, item and criterion, a score outside 1-5.
    """
    need(votes, "votes", ("workshop_id", "macro_family", *KEY, "score", "round"))
    of_round = votes[(votes["workshop_id"] == workshop_id) & (votes["round"] == round_number)]
    need_unique(of_round, "votes", KEY)
    need_values(of_round["score"], "votes.score", SCALE)
    need_values(of_round["criterion"], "votes.criterion", CRITERIA)
    items = list(dict.fromkeys(of_round["item_id"]))
    wide = of_round.pivot(index=list(KEY[:2]), columns="criterion", values="score")
    wide = wide.reindex(columns=list(CRITERIA)).dropna()
    complete = wide.groupby(level=0).size()
    kept = wide[wide.index.get_level_values(0).isin(complete.index[complete == len(items)])]
    families = of_round.drop_duplicates("participant_code").set_index("participant_code")
    frame = kept.reset_index()
    order = {item: rank for rank, item in enumerate(items)}
    frame = frame.assign(macro_family=frame["participant_code"].map(families["macro_family"]))
    frame = frame.sort_values("item_id", key=lambda s: s.map(order), kind="stable")
    columns = ["participant_code", "macro_family", "item_id", *CRITERIA]
    return frame[columns].rename_axis(columns=None).reset_index(drop=True)


def weighted(votes: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """Weighted score of each participant (row) for each item (column), 1 to 5; see ``ballots``.

    ValueError: a criterion without weight, weights that do not add up to 1.
    """
    need(votes, "votes", ("participant_code", "item_id", *CRITERIA))
    if set(weights) != set(CRITERIA) or abs(sum(weights.values()) - 1) > 1e-6:
        raise ValueError("weights: expected one per criterion, adding up to 1")
    parts = (weights[name] * floats(votes[name]) for name in CRITERIA)
    # sums of weights have errors of the last digit: a score of 3 must be in the middle
    total = np.round(sum(parts, np.zeros(len(votes))), DECIMALS)
    items = list(dict.fromkeys(votes["item_id"]))
    scored = votes[["participant_code", "item_id"]].assign(score=total)
    return scored.pivot(index="participant_code", columns="item_id", values="score")[items]


def cube(votes: pd.DataFrame) -> tuple[list[str], list[str], FloatArray]:
    """Participants, items, and their scores: participants × items × criteria."""
    people = sorted(set(votes["participant_code"]))
    items = list(dict.fromkeys(votes["item_id"]))
    placed = votes.set_index(["participant_code", "item_id"]).reindex(
        pd.MultiIndex.from_product([people, items])
    )
    shape = (len(people), len(items), len(CRITERIA))
    return people, items, placed[list(CRITERIA)].to_numpy(dtype=float).reshape(shape)
