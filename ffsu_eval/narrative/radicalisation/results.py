"""A mission on radicalisation, each indicator computed when it is asked for, secrecy applied first."""

from collections.abc import Callable
from functools import cached_property

import pandas as pd

from ffsu_eval.disclosure.counts import CountSecrecy
from ffsu_eval.disclosure.ledger import former_of
from ffsu_eval.indicators import radicalisation as indicators
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.radicalisation.coverage import answers_of
from ffsu_eval.indicators.radicalisation.training import DIMENSIONS, DONE
from ffsu_eval.indicators.radicalisation.vignettes import OVER, RIGHT, UNDER, UNKNOWN
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.policy.results import Policy
from ffsu_eval.reference import table

TRAINED, ASKED = "personnes formées", "questionnaire des professionnels"
# what each share of the questionnaire counts, by the name that secrecy gives it
COUNTED = {"procedure": "oui", "confiance": "oui", "stigmatisation": "oui"}
SECRET_CAVEAT = "secret statistique"
BOUNDS = {"petites": (0, 5_000), "moyennes": (5_000, 15_000), "grandes": (15_000, 10**9)}


class Radicalisation:
    """Frames of RAD01 to RAD13 for a mission. Each asks for its own data: Undocumented without."""

    def __init__(self, mission: Mission) -> None:
        self.mission = mission

    @property
    def setup(self) -> pd.DataFrame:
        """The communes and what they have set up."""
        return self.mission.data.commune_setup

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """RAD01."""
        return indicators.institutional_coverage(self.setup)

    @cached_property
    def by_commune(self) -> pd.DataFrame:
        """The communes with yes, no or no answer to each item of RAD01."""
        return self.setup[["commune_code", "label_fr"]].assign(**answers_of(self.setup))

    @cached_property
    def circuit(self) -> pd.DataFrame:
        """RAD11."""
        return indicators.circuit_states(self.mission.data.circuit_steps, self.setup)

    @cached_property
    def bands(self) -> list[str]:
        """Bands of population that the territory has communes in, smallest first."""
        people = self.setup["population"].astype(int)
        return [b for b, (low, high) in BOUNDS.items() if ((people > low) & (people <= high)).any()]

    @cached_property
    def training(self) -> pd.DataFrame:
        """RAD02, rows whose number of persons is secret blanked."""
        log = self.mission.data.training_log
        known = self.bands if "commune_setup" in vars(self.mission.data) else []
        frame = indicators.training_rate(log, known)
        secret = pd.Series(False, index=frame.index)
        for by in (*DIMENSIONS, WHOLE):
            own = frame[frame["by"] == by]
            dimension = DIMENSIONS[0] if by == WHOLE else by
            cells = pd.DataFrame({dimension: own["item"]})
            both = [
                self.training_secrecy.hidden(cells.assign(state=state), [dimension, "state"])
                for state in (DONE, WHOLE, "à former")
            ]
            secret.loc[own.index] = both[0] | both[1] | both[2]
        return _blanked(frame, secret, ["count", "n", "value"])

    @cached_property
    def training_secrecy(self) -> CountSecrecy:
        """What may not be printed of the number of persons trained."""
        log = self.mission.data.training_log
        tables = [(indicators.trained_counts(log, by), (by, "state")) for by in DIMENSIONS]
        return CountSecrecy(
            TRAINED, tables, self.least, "personnes", former_of(self.mission, TRAINED)
        )

    @property
    def least(self) -> int:
        """Floor of every number of persons."""
        return self.mission.parameters.secrecy.survey_sensitive

    @cached_property
    def secrecy(self) -> CountSecrecy:
        """What may not be printed of the questionnaire: by profession, by answer, by vignette."""
        data = self.mission.data
        answers = data.professional_answers
        said = pd.DataFrame({"profession": answers["profession"], **indicators.outcomes(answers)})
        tables: list[tuple[pd.DataFrame, tuple[str, ...]]] = [
            (_counted(said, ["profession", name]), ("profession", name)) for name in COUNTED
        ]
        tables.append((_counted(said, ["retour"]), ("retour",)))
        oriented = indicators.oriented(data.vignettes, data.vignette_answers)
        for name, own in oriented.groupby("vignette_id"):
            renamed = own.rename(columns={"outcome": str(name)})
            tables.append((_counted(renamed, [str(name)]), (str(name),)))
        return CountSecrecy(
            ASKED, tables, self.least, "professionnels", former_of(self.mission, ASKED)
        )

    @property
    def answer_names(self) -> dict[str, str]:
        """What the cells of the questionnaire are called in the annex on secrecy."""
        words = {
            "procedure": "connaissance de la procédure",
            "confiance": "confiance",
            "stigmatisation": "crainte de stigmatiser",
            "retour": "retour d'information",
        }
        names = {
            f"{key}={answer}": f"{word} : {answer}"
            for key, word in words.items()
            for answer in ("oui", "parfois", "non", "sans objet")
        }
        vignettes = [str(name) for name in self.mission.data.vignettes["vignette_id"]]
        return names | {
            f"{name}={outcome}": f"situation {name} : {outcome}"
            for name in vignettes
            for outcome in (UNDER, RIGHT, OVER, UNKNOWN)
        }

    @cached_property
    def procedure(self) -> pd.DataFrame:
        """RAD03."""
        return self._by_profession(indicators.known_procedure, "procedure")

    @cached_property
    def confidence(self) -> pd.DataFrame:
        """RAD04."""
        return self._by_profession(indicators.confidence, "confiance")

    @cached_property
    def stigma(self) -> pd.DataFrame:
        """RAD13."""
        return self._by_profession(indicators.stigma_risk, "stigmatisation")

    @cached_property
    def feedback(self) -> pd.DataFrame:
        """RAD08; all of it is withheld when one of its numbers is: they add up to those who signalled."""
        frame = indicators.information_return(self.mission.data.professional_answers)
        cells = pd.DataFrame({"retour": [*frame["item"], "sans objet"]})
        secret = bool(self.secrecy.hidden(cells, ["retour"]).any())
        small = bool((frame["n"] < self.least).any())
        hide = pd.Series(secret or small, index=frame.index)
        return _blanked(frame, hide, ["count", "n", "value"])

    @cached_property
    def orientation(self) -> pd.DataFrame:
        """RAD05; that of all vignettes is withheld with any of them, which it would give away."""
        data = self.mission.data
        frame = indicators.orientation_quality(data.vignettes, data.vignette_answers)
        few = len(data.professional_answers) < self.least
        secret = [few or self._vignette_hidden(str(name)) for name in frame["vignette_id"]]
        whole = frame["vignette_id"] == WHOLE
        hidden = pd.Series(secret, index=frame.index)
        hidden[whole] = bool(hidden[~whole].any())
        told = ["under", "count", "over", "unknown", "value", "under_share", "over_share"]
        return _blanked(frame, hidden, told)

    def _vignette_hidden(self, name: str) -> bool:
        if name == WHOLE:
            return False
        cells = pd.DataFrame({name: [UNDER, RIGHT, OVER, UNKNOWN, WHOLE]})
        return bool(self.secrecy.hidden(cells, [name]).any())

    @cached_property
    def capacity(self) -> pd.DataFrame:
        """Weekly hours of each commune, alphabetical."""
        return indicators.capacity_by_commune(self.mission.data.resources, self.setup)

    @cached_property
    def equity(self) -> pd.DataFrame:
        """RAD07."""
        return indicators.capacity_equity(self.mission.data.resources, self.setup)

    @cached_property
    def matrix(self) -> pd.DataFrame:
        """RAD06."""
        data = self.mission.data
        resources = vars(data).get("resources")
        return indicators.prevention_matrix(data.actions, data.action_scales, resources)

    @cached_property
    def scales(self) -> pd.DataFrame:
        """RAD10 and RAD12; without the file no action is justified nor reviewed."""
        data = self.mission.data
        return indicators.action_scales(data.actions, vars(data).get("action_scales"))

    @cached_property
    def evaluability(self) -> pd.DataFrame:
        """RAD09 (ACT06)."""
        return Policy(self.mission).scores

    @cached_property
    def professions(self) -> dict[str, str]:
        """Name of each profession."""
        known = table("professions")
        return dict(zip(known["profession"], known["label_fr"], strict=True))

    def _by_profession(
        self, compute: Callable[[pd.DataFrame], pd.DataFrame], name: str
    ) -> pd.DataFrame:
        frame = compute(self.mission.data.professional_answers)
        cells = pd.DataFrame({"profession": frame["item"]})
        hidden = [
            self.secrecy.hidden(cells.assign(**{name: answer}), ["profession", name])
            for answer in ("oui", "non", WHOLE)
        ]
        secret = hidden[0] | hidden[1] | hidden[2]
        few = frame["n"] < self.least
        return _blanked(frame, secret | few, ["count", "n", "value"])


def _counted(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    return frame.groupby(by).size().rename("count").reset_index()


def _blanked(frame: pd.DataFrame, secret: pd.Series, columns: list[str]) -> pd.DataFrame:
    """The frame without the numbers of its secret rows, and the reason in their place."""
    shown = frame.copy()
    where = secret.to_numpy(dtype=bool)
    shown.loc[where, columns] = pd.NA
    shown.loc[where, "caveat"] = SECRET_CAVEAT
    return shown
