"""R's survey package and the workbench on the same data sets, estimate by estimate.

The data sets are R's own, written into a temporary folder when the comparison is made.
"""

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pandas as pd

from ffsu_eval.indicators.survey import design
from ffsu_eval.indicators.survey.sampling import (
    Plan,
    ProbabilitySample,
    post_stratified,
    probability_sample,
    raked,
)

RSCRIPT = shutil.which("Rscript")
SCRIPT = Path(__file__).parent / "survey_reference.R"
SIX_DIGITS = 1e-6
ABSENT = "R absent : Rscript ou le paquet survey ne répond pas"
KEY = ["case", "estimate", "quantity"]
QUANTITIES = ["value", "se", "ci_low", "ci_high", "deff"]

WAVE = {"wave_id": "r", "population": "habitants", "probability_sample": True}
PLANS = {
    "apistrat": Plan("pw", stratum="stype", population="fpc"),
    "apiclus1": Plan("pw", psu="dnum", population="fpc"),
    "apiclus2": Plan("pw", psu="dnum", ssu="snum", population="fpc1", ssu_population="fpc2"),
    "apiclus2 avec remise": Plan("pw", psu="dnum"),
    "nhanes": Plan("WTMEC2YR", stratum="SDMVSTRA", psu="SDMVPSU"),
}
MARGINS = pd.DataFrame(
    {
        "variable": ["stype"] * 3 + ["sch.wide"] * 2,
        "category": ["E", "H", "M", "No", "Yes"],
        "target_total": [4421, 755, 1018, 1072, 5122],
    }
)
ESTIMATED = [
    ("apistrat", "api00", "sch.wide", "stype", "Yes"),
    ("apistrat", "enroll", "yr.rnd", "awards", "Yes"),
    ("apiclus1", "api00", "sch.wide", "stype", "Yes"),
    ("apiclus2", "api00", "sch.wide", "stype", "Yes"),
    ("apiclus2", "enroll", "yr.rnd", "awards", "Yes"),
    ("apiclus2 avec remise", "api00", "sch.wide", "stype", "Yes"),
    ("nhanes", "HI_CHOL", "HI_CHOL", "race", "1"),
]


@cache
def r_has(package: str) -> bool:
    """True where R and one of its packages answer."""
    if RSCRIPT is None:
        return False
    command = [RSCRIPT, "-e", f"suppressMessages(library({package}))"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@cache
def comparison() -> pd.DataFrame:
    """One row per case × estimate × quantity: ``r``, ``here`` and their ``relative`` difference."""
    assert RSCRIPT is not None
    with tempfile.TemporaryDirectory() as folder:
        command = [RSCRIPT, str(SCRIPT), folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        reference = pd.read_csv(
            Path(folder) / "reference.csv",
            sep=";",
            names=[*KEY, "r"],
            dtype=dict.fromkeys(KEY, "string"),
        )
        samples = {name: _sample(Path(folder), name) for name in PLANS}
    here = _here(samples)
    both = reference.merge(here, on=KEY, how="left", validate="1:1", indicator=True)
    assert (both["_merge"] == "both").all(), both[both["_merge"] != "both"]
    assert len(here) == len(reference)
    scale = both[["r", "here"]].abs().max(axis=1)
    relative = (both["here"] - both["r"]).abs() / scale.where(scale > 0, 1)
    # a value that only one of the two gives is a difference, not a comparison left out
    return both.drop(columns="_merge").assign(relative=relative.fillna(float("inf")))


def _sample(folder: Path, name: str) -> ProbabilitySample:
    people = pd.read_csv(folder / f"{name.split(maxsplit=1)[0]}.csv")
    # R has read the category as a number: written as it writes it, 1 and not 1.0
    if "HI_CHOL" in people:
        people = people.astype({"HI_CHOL": "Int64"})
    return probability_sample(WAVE, people.assign(resp_id=range(len(people))), PLANS[name])


def _here(samples: dict[str, ProbabilitySample]) -> pd.DataFrame:
    """What the workbench finds, under the same keys."""
    parts = [_everything(name, samples[name], *asked) for name, *asked in ESTIMATED]
    for name in ("apistrat", "apiclus1", "apiclus2"):
        sample = samples[name]
        calibrated = {
            "postStratify": post_stratified(sample, MARGINS[:3]),
            "rake": raked(sample, MARGINS, None, "unweighted")[0],
            "calibrate": raked(sample, MARGINS, None)[0],
        }
        if name == "apiclus1":
            calibrated["calibrate 0.6-1.6"] = raked(sample, MARGINS, (0.6, 1.6))[0]
        for method, found in calibrated.items():
            case = f"{name}, {method}"
            parts.append(_everything(case, found, "api00", "comp.imp", "stype", "Yes"))
            weights = found.respondents[found.plan.weight].to_numpy()
            numbers = [str(i + 1) for i in range(len(weights))]
            parts.append(
                pd.DataFrame(
                    {"case": case, "estimate": "weight", "quantity": numbers, "here": weights}
                )
            )
    return pd.concat(parts).astype(dict.fromkeys(KEY, "string"))


def _everything(
    case: str, sample: ProbabilitySample, y: str, z: str, by: str, category: str
) -> pd.DataFrame:
    """Mean and total of ``y`` and share of a category of ``z``, as a whole and by group."""
    parts = []
    for group in (None, by):
        for name, function in (("mean", design.mean), ("total", design.total)):
            found = function(sample, y, group)
            without = function(sample, y, group, reference="wor")["deff"]
            parts.append(_long(found.assign(deff_wor=without), case, f"{name} {y}", group))
        shares = design.proportion(sample, z, group)
        kept = shares[shares["category"] == category]
        parts.append(_long(kept, case, f"proportion {z}", group))
    return pd.concat(parts)


def _long(found: pd.DataFrame, case: str, estimate: str, by: str | None) -> pd.DataFrame:
    cases = [case if by is None else f"{case}, {by} {group}" for group in found["group"]]
    quantities = [*QUANTITIES, *(["deff_wor"] if "deff_wor" in found else [])]
    long = found[quantities].assign(case=cases, estimate=estimate)
    return long.melt(["case", "estimate"], var_name="quantity", value_name="here").astype(
        {"here": float}
    )
