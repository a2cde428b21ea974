"""The charter of one mission, each indicator computed when it is asked for, after secrecy."""

from functools import cached_property

import pandas as pd

from ffsu_eval.disclosure.counts import CountSecrecy
from ffsu_eval.disclosure.ledger import former_of
from ffsu_eval.indicators import charter
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.mission import Mission
from ffsu_eval.reference import labels, table

DIMENSIONS = ("group", "step")


class Charter:
    """Frames of CHA01 to CHA09 for a mission. Each asks for its own data: Undocumented without."""

    def __init__(self, mission: Mission) -> None:
        self.mission = mission

    @cached_property
    def controls(self) -> pd.DataFrame:
        """The controls of an exchange, with their text."""
        return table("charter_controls")

    @cached_property
    def control_labels(self) -> dict[str, str]:
        """What each control asks."""
        return labels("charter_controls", "control_id")

    @cached_property
    def items(self) -> dict[str, str]:
        """Statements put to the professionals."""
        return labels("charter_trust_items", "item")

    @cached_property
    def steps(self) -> pd.DataFrame:
        """The questions to ask oneself before sharing."""
        return table("charter_steps")

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of each organisation."""
        named = self.mission.data.organisations
        return dict(zip(named["org_id"], named["label_fr"], strict=True))

    @cached_property
    def places(self) -> dict[str, str]:
        """Name of each instance."""
        named = self.mission.data.exchange_instances
        return dict(zip(named["instance_id"], named["label_fr"], strict=True))

    @cached_property
    def signatures(self) -> pd.DataFrame:
        """CHA01."""
        data = self.mission.data
        return charter.signatures(data.signatories, data.exchange_instances)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """CHA02."""
        data = self.mission.data
        return charter.coverage(data.info_flows, data.exchange_instances)

    @cached_property
    def exchanged(self) -> pd.DataFrame:
        """Numbers of flows by instance."""
        data = self.mission.data
        return charter.exchanged_by_instance(data.info_flows, data.exchange_instances)

    @cached_property
    def informal(self) -> pd.DataFrame:
        """Flows outside any instance."""
        return charter.informal(self.mission.data.info_flows)

    @cached_property
    def statuses(self) -> pd.DataFrame:
        """Status of each control: on flows, then on instances where the data allow it."""
        data, held = self.mission.data, vars(self.mission.data)
        parts = [
            charter.flow_statuses(
                data.info_flows, data.exchange_instances, data.flow_controls, self.controls
            )
        ]
        if "signatories" in held and "annual_reviews" in held:
            parts.append(
                charter.instance_statuses(
                    data.info_flows,
                    data.exchange_instances,
                    data.signatories,
                    data.annual_reviews,
                    self.controls,
                )
            )
        return pd.concat(parts, ignore_index=True)

    @cached_property
    def compliance(self) -> pd.DataFrame:
        """CHA03."""
        return charter.compliance(self.statuses, self.controls)

    @cached_property
    def critical(self) -> pd.DataFrame:
        """CHA04."""
        return charter.critical(self.statuses, self.controls)

    @cached_property
    def reciprocity(self) -> pd.DataFrame:
        """CHA05."""
        return charter.reciprocity(self.mission.data.info_flows)

    @cached_property
    def informed(self) -> pd.DataFrame:
        """CHA06."""
        return charter.informed(self.mission.data.info_flows)

    @cached_property
    def training(self) -> pd.DataFrame:
        """CHA07."""
        return charter.training(self.mission.data.signatories)

    @cached_property
    def _counted(self) -> pd.DataFrame:
        return charter.trust(self.mission.data.trust_answers, list(self.items))

    @cached_property
    def secrecy(self) -> dict[str, CountSecrecy]:
        """What may not be printed of the answers to each statement, by group and step."""
        parts = self._counted[self._counted["group"] != WHOLE].dropna(subset=["count"])
        threshold = self.mission.parameters.secrecy.survey
        found = {}
        for item, own in parts.groupby("item", sort=False):
            name = f"confiance {item}"
            former = former_of(self.mission, name)
            counts = own[[*DIMENSIONS, "count"]]
            found[str(item)] = CountSecrecy(
                name, [(counts, DIMENSIONS)], threshold, "répondants", former
            )
        return found

    @cached_property
    def trust(self) -> pd.DataFrame:
        """CHA08: answers by statement, group and step; a group with a secret count has no share."""
        frame = self._counted.copy()
        for item, cells in self.secrecy.items():
            own = frame[frame["item"] == item].dropna(subset=["count"])
            secret = cells.hidden(own, DIMENSIONS)
            lost = secret.index[secret]
            frame.loc[lost, ["count", "value"]] = pd.NA
            # the number of answers of a group is a margin: it may have to be withheld too
            margin = cells.hidden(own.assign(step=WHOLE), DIMENSIONS)
            frame.loc[margin.index[margin], ["count", "n", "value"]] = pd.NA
            frame.loc[lost, "caveat"] = "secret statistique"
        return frame

    @cached_property
    def gap(self) -> pd.DataFrame:
        """CHA08: gap between those bound to secrecy and the others."""
        return charter.gap(self.trust)

    @cached_property
    def incident_secrecy(self) -> CountSecrecy:
        """What may not be printed of the breaches, by their class."""
        counts = self.mission.data.confidentiality_incidents[["breach_class", "count"]]
        name, threshold = "manquements", self.mission.parameters.secrecy.incidents
        former = former_of(self.mission, name)
        return CountSecrecy(name, [(counts, ("breach_class",))], threshold, "manquements", former)

    @cached_property
    def incidents(self) -> pd.DataFrame:
        """Breaches by class over the years, then « ensemble »; a secret number is missing."""
        told = self.mission.data.confidentiality_incidents
        rows = []
        for name, own in told.groupby("breach_class", sort=False):
            answers = list(dict.fromkeys(own["action"]))
            rows.append((str(name), int(own["count"].sum()), answers))
        rows.append((WHOLE, int(told["count"].sum()), list(dict.fromkeys(told["action"]))))
        frame = pd.DataFrame(rows, columns=["breach_class", "count", "actions"])
        secret = self.incident_secrecy.hidden(frame, ["breach_class"])
        return frame.assign(count=frame["count"].astype("Int64").mask(secret))

    @cached_property
    def reviews(self) -> pd.DataFrame:
        """CHA09."""
        return charter.reviews(self.mission.data.annual_reviews)
