"""The chapter on local incidents of a demonstration territory, read from its files without the gate."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pandas as pd

from ffsu_eval.evidence.items import Origin
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.incidents.results import LocalIncidents
from ffsu_eval.params.model import SecrecyThresholds

DEMO = Path(__file__).parent.parent / "data" / "demo"
CITIES = sorted(path.parent.name for path in DEMO.glob("*/local_incidents.csv"))


def read(city: str, name: str) -> pd.DataFrame:
    """One file of the demonstration data, text as it is written."""
    return pd.read_csv(DEMO / city / f"{name}.csv", sep=";", dtype="string")


def incidents_of(city: str) -> pd.DataFrame:
    """Local incidents, their times parsed."""
    frame = read(city, "local_incidents")
    times = {
        name: pd.to_datetime(frame[name], format="mixed", dayfirst=True)
        for name in ("ts_start", "responded_at")
    }
    timed = frame["ts_start"].str.contains(":").fillna(False)
    precision = timed.map({True: "minute", False: "day"}).astype("string")
    return frame.assign(**times, ts_precision=precision)


def coverage_of(city: str) -> pd.DataFrame:
    """Coverage of the sources, typed."""
    frame = read(city, "source_coverage")
    reported = frame["months_reported"].astype("Int64")
    exposure = frame["exposure_value"].str.replace(",", ".").astype("Float64")
    return frame.assign(months_reported=reported, exposure_value=exposure)


def chapter_of(city: str) -> LocalIncidents:
    """The chapter of a mission that has only the incidents of this territory."""
    data = SimpleNamespace(
        local_incidents=incidents_of(city),
        source_coverage=coverage_of(city),
        organisations=read(city, "organisations"),
    )
    mission = SimpleNamespace(
        data=data,
        territory=SimpleNamespace(label_fr="Ville"),
        parameters=SimpleNamespace(secrecy=SecrecyThresholds()),
        status_words=lambda dataset: "données fictives de démonstration",
        origin=lambda producer, dataset, place: Origin(producer, "démonstration", place),
    )
    return LocalIncidents(cast(Mission, mission))
