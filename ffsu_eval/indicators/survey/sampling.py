"""Two kinds of survey, two types: what may carry a margin of error, and what never can.

A sample drawn at random from a frame has known chances of selection: ``ProbabilitySample``. A
survey of people chosen for what they see has none: ``PurposiveSample`` holds neither weights nor
plan, and the functions that take it return no interval of sampling.
Source: P. Ardilly, Les techniques de sondage, Technip, 2006.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import pandas as pd

from ffsu_eval.indicators.frames import floats, need, need_unique, truths
from ffsu_eval.indicators.survey.weights import BOUNDS, Raked, positive, rake

# informants: chosen for their position, whatever the wave says of itself
NEVER_DRAWN = ("acteurs_proximite",)
CALIBRATED_WEIGHT = "calib_weight"
Residuals = Literal["weighted", "unweighted"]


class Plan(NamedTuple):
    """Columns of the sampling plan; ``population``: units of the stratum in the frame.

    Strata, then primary units (``psu``) drawn in each, then secondary units (``ssu``) drawn among
    ``ssu_population`` of them. Without ``population`` the draw is taken as with replacement.
    """

    weight: str = "base_weight"
    stratum: str | None = None
    psu: str | None = None
    population: str | None = None
    ssu: str | None = None
    ssu_population: str | None = None

    def columns(self) -> list[str]:
        """Columns that the plan names."""
        return [name for name in self if name is not None]


class Calibration(NamedTuple):
    """How the current weights were made: variables of the margins, the weight before.

    ``residuals``: of the regression on the margins that the variance rests on, see ``raked``.
    """

    variables: tuple[str, ...]
    weight_before: str
    residuals: Residuals


@dataclass(frozen=True)
class ProbabilitySample:
    """Respondents of one wave drawn at random, with their plan, and their calibration if any."""

    wave_id: str
    respondents: pd.DataFrame
    plan: Plan
    calibration: Calibration | None = None


@dataclass(frozen=True)
class PurposiveSample:
    """Respondents of one wave who were not drawn at random: no weight, no plan, no margin."""

    wave_id: str
    respondents: pd.DataFrame


def probability_sample(
    wave: Mapping[str, Any] | pd.Series, respondents: pd.DataFrame, plan: Plan
) -> ProbabilitySample:
    """Sample of a wave (``wave_id``, ``population``, ``probability_sample``) drawn at random.

    ``respondents``: one row each (``resp_id``), those of the wave where ``wave_id`` is given.
    ValueError: a wave not said to be drawn at random, or of front-line actors; nobody, a missing
    column, a weight not above 0, a missing stratum or unit, a stratum of one primary unit.
    """
    if not _drawn(wave):
        raise ValueError("wave: not a probability sample, no design-based estimate")
    people = _of_wave(wave, respondents)
    need(people, "respondents", plan.columns())
    positive(floats(people[plan.weight]), f"respondents.{plan.weight}")
    if people[plan.columns()].isna().any(axis=None):
        raise ValueError("respondents: stratum, unit or population not given")
    _need_two_units(people, plan)
    return ProbabilitySample(str(wave["wave_id"]), people, plan)


def purposive_sample(
    wave: Mapping[str, Any] | pd.Series, respondents: pd.DataFrame
) -> PurposiveSample:
    """Sample of a wave not drawn at random. ValueError for a probability sample, missing column."""
    if _drawn(wave):
        raise ValueError("wave: a probability sample, use its plan")
    return PurposiveSample(str(wave["wave_id"]), _of_wave(wave, respondents))


def post_stratified(sample: ProbabilitySample, margin: pd.DataFrame) -> ProbabilitySample:
    """The sample with weights that meet the totals of one variable, R's ``postStratify``.

    ``margin``: variable, category, target_total. ValueError: as ``raked``, several variables.
    """
    if margin["variable"].nunique() != 1:
        raise ValueError("margin: expected one variable")
    return raked(sample, margin, None)[0]


def raked(
    sample: ProbabilitySample,
    margins: pd.DataFrame,
    bounds: tuple[float, float] | None = BOUNDS,
    residuals: Residuals = "weighted",
) -> tuple[ProbabilitySample, Raked]:
    """The sample with weights that meet up to four margins, and how far they do.

    The variance of its estimates rests on what the margins do not explain: ``residuals`` of a
    regression weighted by the weights before, as in theory and as in R's ``calibrate`` and
    ``postStratify``, or unweighted as in R's ``rake``: the same where those weights are equal.
    ValueError: as ``rake``; weights that do not meet the margins; a sample already calibrated.
    Source: J.-C. Deville, C.-E. Särndal, Calibration estimators in survey sampling, Journal of the
    American Statistical Association 87, 1992.
    """
    if not isinstance(sample, ProbabilitySample):
        raise ValueError("sample: expected a probability sample")
    if sample.calibration is not None:
        raise ValueError("sample: already calibrated, give every margin at once")
    found = rake(sample.respondents, margins, sample.plan.weight, bounds)
    if not found.converged:
        raise ValueError("margins: not met within the bounds, widen them or merge categories")
    variables = tuple(dict.fromkeys(margins["variable"]))
    calibrated = replace(
        sample,
        respondents=sample.respondents.assign(**{CALIBRATED_WEIGHT: found.weights}),
        plan=sample.plan._replace(weight=CALIBRATED_WEIGHT),
        calibration=Calibration(variables, sample.plan.weight, residuals),
    )
    return calibrated, found


def _drawn(wave: Mapping[str, Any] | pd.Series) -> bool:
    said = wave["probability_sample"]
    return bool(pd.notna(said) and said) and wave["population"] not in NEVER_DRAWN


def _of_wave(wave: Mapping[str, Any] | pd.Series, respondents: pd.DataFrame) -> pd.DataFrame:
    need(respondents, "respondents", ("resp_id",))
    need_unique(respondents, "respondents", ("resp_id",))
    people = respondents.assign(wave_id=respondents.get("wave_id", wave["wave_id"]))
    people = people[truths(people["wave_id"] == wave["wave_id"])]
    if not len(people):
        raise ValueError("respondents: nobody in the wave")
    return people.reset_index(drop=True)


def _need_two_units(people: pd.DataFrame, plan: Plan) -> None:
    """A stratum with one unit has no variance: it is to be merged before, not guessed after."""
    strata = people[plan.stratum] if plan.stratum else pd.Series("", index=people.index)
    units = people[plan.psu] if plan.psu else pd.Series(people.index, index=people.index)
    alone = [str(name) for name, count in units.groupby(strata).nunique().items() if count < 2]
    if alone:
        raise ValueError(f"respondents: one primary unit in strata {', '.join(alone)}")
