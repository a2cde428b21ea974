"""One workshop of a mission: its two rounds prepared once, each indicator computed when asked for."""

from functools import cached_property

import pandas as pd

from ffsu_eval.disclosure.counts import CountSecrecy
from ffsu_eval.disclosure.ledger import former_of
from ffsu_eval.indicators import priorities
from ffsu_eval.mission import Mission
from ffsu_eval.rows import Row, rows

DATASETS = ("workshops", "workshop_items", "workshop_votes")


class Workshop:
    """Frames of PRI01 to PRI04 for the last workshop of a mission.

    A mission may have no workshop: ``given`` is then False and the chapter shows nothing.
    """

    def __init__(self, mission: Mission) -> None:
        self.mission = mission
        data = vars(mission.data)
        self.given = all(name in data and len(data[name]) for name in DATASETS)

    @cached_property
    def workshop(self) -> Row:
        """The last workshop that has votes."""
        data = self.mission.data
        held = data.workshops[
            data.workshops["workshop_id"].isin(data.workshop_votes["workshop_id"])
        ]
        return rows(held.sort_values(["date", "workshop_id"]))[-1]

    @cached_property
    def labels(self) -> dict[str, str]:
        """Name of each item put to the vote."""
        items = self.mission.data.workshop_items
        own = items[items["workshop_id"] == self.workshop["workshop_id"]]
        return dict(zip(own["item_id"], own["label_fr"], strict=True))

    @cached_property
    def weights(self) -> dict[str, float]:
        """Weights that the group gave to the criteria."""
        return priorities.weights_of(self.workshop)

    @cached_property
    def rounds(self) -> list[pd.DataFrame]:
        """Complete ballots of each round, the last one last."""
        votes = self.mission.data.workshop_votes
        own = votes[votes["workshop_id"] == self.workshop["workshop_id"]]
        numbers = sorted(set(own["round"]))
        return [priorities.ballots(own, self.workshop["workshop_id"], n) for n in numbers]

    @property
    def participants(self) -> int:
        """Participants of the last round whose ballot is complete."""
        return int(self.rounds[-1]["participant_code"].nunique())

    @cached_property
    def scores(self) -> pd.DataFrame:
        """PRI01 and PRI04, last round."""
        return priorities.priority_scores(self.rounds[-1], self.weights)

    @cached_property
    def consensus(self) -> pd.DataFrame:
        """PRI02, last round."""
        return priorities.consensus(self.rounds[-1], self.weights)

    @cached_property
    def concordance(self) -> pd.DataFrame:
        """PRI03, last round."""
        return priorities.concordance(self.rounds[-1], self.weights)

    @cached_property
    def secrecy(self) -> CountSecrecy:
        """What may not be printed of the number of participants of each large family, last round."""
        voters = self.rounds[-1].drop_duplicates("participant_code")
        counts = voters.groupby("macro_family").size().rename("count").reset_index()
        name = f"atelier {self.workshop['workshop_id']}"
        threshold = self.mission.parameters.secrecy.interviews
        former = former_of(self.mission, name)
        return CountSecrecy(name, [(counts, ("macro_family",))], threshold, "participants", former)

    @cached_property
    def minority(self) -> pd.DataFrame:
        """Large families that see an item the other way round, last round.

        None whose number of participants is secret, or would tell that of another.
        """
        found = priorities.minority_views(self.rounds[-1], self.weights)
        return found[~self.secrecy.hidden(found, ["macro_family"])].reset_index(drop=True)

    @cached_property
    def moves(self) -> pd.DataFrame:
        """Change between the first and the last round; no row for a single round."""
        if len(self.rounds) < 2:
            return pd.DataFrame(columns=["item_id", "value"])
        return priorities.stability(self.rounds[0], self.rounds[-1], self.weights)
