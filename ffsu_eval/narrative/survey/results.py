"""One wave of a survey: its data prepared once, each indicator computed when it is asked for.

What kind of sample it is, drawn or purposive, is decided in one place, from the wave itself: the
frames of a purposive wave have no column for an interval of sampling.
"""

from functools import cached_property
from typing import Literal

import pandas as pd

from ffsu_eval.disclosure.ledger import former_of, survey_table
from ffsu_eval.disclosure.survey import SurveySecrecy
from ffsu_eval.errors import ParameterError
from ffsu_eval.indicators import survey
from ffsu_eval.indicators.frames import WHOLE
from ffsu_eval.indicators.survey.sampling import ProbabilitySample, PurposiveSample
from ffsu_eval.indicators.survey.weights import Precision, Raked
from ffsu_eval.mission import Mission
from ffsu_eval.reference import table
from ffsu_eval.rows import Row, rows

SCALED = ("insecurity", "frequency", "nuisance", "effectiveness")
RANKED = ("frequency", "nuisance")
ABSENT = "absente"
NO_WEIGHT = "enquête non probabiliste : aucun poids de sondage"


class SurveyWave:
    """Frames of the indicators SUR01 to SUR09 for one wave.

    ``name``: word that tells its figures and evidence from those of the main wave (« habitants »).
    ParameterError when the wave is not in the data.
    """

    def __init__(self, mission: Mission, wave_id: str, name: str = "") -> None:
        self.mission = mission
        self.name = name
        found = [row for row in rows(mission.data.survey_waves) if row["wave_id"] == wave_id]
        if not found:
            raise ParameterError(f"enquête : vague « {wave_id} » absente des données")
        self.wave: Row = found[0]

    @cached_property
    def everyone(self) -> pd.DataFrame:
        """Everybody who answered, questionnaires that were only started included."""
        people = self.mission.data.survey_respondents
        return people[people["wave_id"] == self.wave["wave_id"]].reset_index(drop=True)

    @cached_property
    def sample(self) -> ProbabilitySample | PurposiveSample:
        """The respondents, as what they are: drawn at random with a plan, or not."""
        if not self.wave["probability_sample"]:
            return survey.purposive_sample(self.wave, survey.merge_small_strata(self.everyone))
        if self.raking is None or not self.raking.converged:
            return self._drawn
        return survey.raked(self._drawn, self.margins)[0]

    @property
    def drawn(self) -> bool:
        """True when the respondents were drawn at random."""
        return isinstance(self.sample, ProbabilitySample)

    @property
    def territorial(self) -> bool:
        """True when the strata are parts of the territory: they are shown, and never ranked."""
        return bool(self.wave["population"] == "habitants")

    @cached_property
    def _drawn(self) -> ProbabilitySample:
        people = self.everyone[self.everyone["finished"].fillna(False)]
        unit = "psu" if people["psu"].notna().all() else None
        return survey.probability_sample(
            self.wave, people, survey.Plan(stratum="stratum", psu=unit)
        )

    @cached_property
    def margins(self) -> pd.DataFrame:
        """Known totals of the population of the wave; empty without them."""
        found = vars(self.mission.data).get("survey_margins")
        if found is None:
            return pd.DataFrame(columns=["variable", "category", "target_total"])
        return found[found["wave_id"] == self.wave["wave_id"]].reset_index(drop=True)

    @cached_property
    def raking(self) -> Raked | None:
        """Raking to the margins, met or not; None for a purposive wave, or without margins."""
        if not self.wave["probability_sample"] or self.margins.empty:
            return None
        return survey.rake(self._drawn.respondents, self.margins, self._drawn.plan.weight)

    @property
    def calibrated(self) -> bool:
        """True when the margins were met and the estimates rest on them."""
        return isinstance(self.sample, ProbabilitySample) and self.sample.calibration is not None

    @property
    def respondents(self) -> pd.DataFrame:
        """The respondents of the results."""
        return self.sample.respondents

    @cached_property
    def weights(self) -> pd.DataFrame | None:
        """Weight of each respondent (resp_id, weight); None for a purposive wave."""
        if not isinstance(self.sample, ProbabilitySample):
            return None
        weight = self.respondents[self.sample.plan.weight]
        return pd.DataFrame({"resp_id": self.respondents["resp_id"], "weight": weight})

    @cached_property
    def precision(self) -> tuple[Precision, Precision | None]:
        """Effective size with the base weights, and after raking; ParameterError if not drawn."""
        if self.weights is None:
            raise ParameterError(NO_WEIGHT)
        base = survey.kish(self._drawn.respondents[self._drawn.plan.weight].to_numpy(dtype=float))
        raked = survey.kish(self.weights["weight"].to_numpy(dtype=float))
        return base, raked if self.calibrated else None

    @cached_property
    def answers(self) -> pd.DataFrame:
        """Answers of the respondents of the results."""
        given = self.mission.data.survey_answers
        return given[given["resp_id"].isin(self.respondents["resp_id"])].reset_index(drop=True)

    @cached_property
    def items(self) -> pd.DataFrame:
        """Questions put in the wave: those that somebody answered."""
        asked = self.answers.loc[self.answers["answer_status"] != ABSENT, "item_id"]
        items = self.mission.data.survey_items
        return items[items["item_id"].isin(set(asked))].reset_index(drop=True)

    def asks(self, *constructs: str) -> bool:
        """True when the wave has questions on each of these constructs."""
        return set(constructs) <= set(self.items["construct"])

    @cached_property
    def categories(self) -> dict[str, str]:
        """Labels of the strata of the respondents; merged ones come last."""
        strata = self.mission.data.survey_strata
        own = strata[strata["wave_id"] == self.wave["wave_id"]]
        known = dict(zip(own["stratum"], own["label_fr"], strict=True))
        present = list(dict.fromkeys(self.respondents["stratum"]))
        shown = {str(s): str(known[s]) for s in known if s in present}
        return shown | {s: "Autres catégories, réunies" for s in present if s not in known}

    @cached_property
    def secrecy(self) -> SurveySecrecy:
        """What may not be printed of the answers; every frame below has passed it."""
        thresholds = self.mission.parameters.secrecy
        return SurveySecrecy(
            self.answers,
            self.items,
            self.respondents,
            thresholds.survey,
            thresholds.survey_sensitive,
            former=former_of(self.mission, survey_table(self.wave["wave_id"])),
        )

    @cached_property
    def shares(self) -> pd.DataFrame:
        """SUR01 of all respondents together."""
        return self._shares(None)

    @cached_property
    def shares_by_category(self) -> pd.DataFrame:
        """SUR01 by stratum."""
        return self._shares("stratum")

    def _shares(self, by: Literal["stratum"] | None) -> pd.DataFrame:
        if isinstance(self.sample, ProbabilitySample):
            found = survey.insecurity_estimate(self.sample, self.answers, self.items, by)
        else:
            found = survey.purposive_shares(self.sample, self.answers, self.items, by)
        return self.secrecy.hide(found)

    @cached_property
    def spread(self) -> pd.DataFrame:
        """SUR01 of a purposive wave with what the draws among its answers spread over."""
        if not isinstance(self.sample, PurposiveSample):
            raise ParameterError("enquête probabiliste : la variabilité est celle de son plan")
        found = survey.purposive_shares(self.sample, self.answers, self.items, spread=True)
        return self.secrecy.hide(found)

    @cached_property
    def unweighted(self) -> pd.DataFrame:
        """SUR01 as if every respondent counted the same; ParameterError if the wave was not drawn."""
        if not self.drawn:
            raise ParameterError(NO_WEIGHT)
        found = survey.insecurity_share(self.answers, self.items, self.respondents)
        return self.secrecy.hide(found)

    @cached_property
    def before_raking(self) -> pd.DataFrame:
        """SUR01 with the base weights alone; ParameterError if the wave was not drawn."""
        if not self.drawn:
            raise ParameterError(NO_WEIGHT)
        found = survey.insecurity_estimate(self._drawn, self.answers, self.items)
        return self.secrecy.hide(found)

    @cached_property
    def distribution(self) -> pd.DataFrame:
        """Every answer on the feeling of insecurity."""
        found = survey.distribution(
            self.answers, self.items, self.mission.scales, "insecurity", self.weights
        )
        return self.secrecy.hide(found)

    @cached_property
    def frequency(self) -> pd.DataFrame:
        """SUR02."""
        found = survey.frequency_score(self.answers, self.items, self.weights)
        return self.secrecy.hide(found)

    @cached_property
    def evolution(self) -> pd.DataFrame:
        """SUR03."""
        found = survey.evolution_balance(self.answers, self.items, self.weights)
        return self.secrecy.hide(found)

    @cached_property
    def burden(self) -> pd.DataFrame:
        """SUR04."""
        found = survey.nuisance(self.answers, self.items, self.weights)
        return self.secrecy.hide(found)

    @cached_property
    def services(self) -> pd.DataFrame:
        """SUR05."""
        found = survey.effectiveness_balance(self.answers, self.items, self.weights)
        return self.secrecy.hide(found)

    @cached_property
    def concordance(self) -> pd.DataFrame:
        """SUR06 of the constructs by phenomenon; categories as they were invited, none merged."""
        asked = [name for name in RANKED if self.asks(name)]
        parts = [
            survey.rank_agreement(self.answers, self.items, self.everyone, name) for name in asked
        ]
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()

    @cached_property
    def response(self) -> pd.DataFrame:
        """SUR08 of the wave."""
        data, own = self.mission.data, self.wave["wave_id"]
        waves = data.survey_waves[data.survey_waves["wave_id"] == own]
        return survey.response_rate(self.everyone, waves, data.survey_strata)

    @cached_property
    def bases(self) -> dict[str, int]:
        """People whose answers count, by category as invited, and all of them (``ensemble``)."""
        kept = self.everyone["resp_id"].isin(self.respondents["resp_id"])
        sizes = self.everyone.loc[kept, "stratum"].value_counts()
        return {str(name): int(n) for name, n in sizes.items()} | {WHOLE: int(kept.sum())}

    @cached_property
    def mix(self) -> pd.DataFrame:
        """Who is missing among the finished questionnaires."""
        return survey.response_mix(self.response)

    @cached_property
    def declined(self) -> dict[str, str]:
        """Organisations that refused to take part, by category, where the data keep them."""
        strata = self.mission.data.survey_strata
        own = strata[(strata["wave_id"] == self.wave["wave_id"]) & strata["declined"].notna()]
        return dict(zip(own["stratum"], own["declined"], strict=True))

    @cached_property
    def reliability(self) -> pd.DataFrame:
        """SUR09 of the constructs that have several questions on one scale."""
        asked = [name for name in SCALED if (self.items["construct"] == name).sum() > 1]
        return survey.reliability(self.answers, self.items, asked)

    @cached_property
    def early_late(self) -> pd.DataFrame:
        """First and last respondents; no row where nobody's answer is dated."""
        if not self.respondents["answered_on"].notna().any() or not self.asks("insecurity"):
            return pd.DataFrame()
        found = survey.early_late(self.answers, self.items, self.mission.scales, self.respondents)
        return self.secrecy.hide(found)

    @cached_property
    def benchmark(self) -> pd.DataFrame:
        """Shares beside the national series, for the questions worded alike; else no row."""
        series = vars(self.mission.data).get("national_feeling")
        if series is None:
            return pd.DataFrame()
        return survey.beside_benchmark(self.shares, self.items, series, self.wave)

    @cached_property
    def margin_labels(self) -> dict[tuple[str, str], str]:
        """« âge : 60 ans ou plus »; a category without label keeps its code, in words."""
        known = {
            (row["variable"], row["category"]): f"{row['variable_label_fr']} : {row['label_fr']}"
            for row in rows(table("survey_margin_labels"))
        }
        return {
            (row["variable"], row["category"]): known.get(
                (row["variable"], row["category"]),
                f"{row['variable']} : {row['category']}".replace("_", " "),
            )
            for row in rows(self.margins)
        }
