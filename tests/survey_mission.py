"""The demonstration's surveys as a chapter sees them, and changes to their waves."""

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd

from ffsu_eval.evidence.items import Origin
from ffsu_eval.gate.datasets import survey
from ffsu_eval.gate.passage import load
from ffsu_eval.params.model import SecrecyThresholds
from ffsu_eval.reference import table
from ffsu_eval.rows import rows
from ffsu_eval.sources.raw import RawTable

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "data" / "demo" / "saint-nazaire"
ACTORS, EARLIER, RESIDENTS = "acteurs-2023", "acteurs-2018", "habitants-2023"


def raw_tables(folder: Path = DEMO) -> dict[str, RawTable]:
    """The survey's files, as text."""
    return {d.name: d.reader(folder / d.file, d.file) for d in survey.DATASETS}


def typed(tables: dict[str, RawTable]) -> dict[str, pd.DataFrame]:
    """Typed frames of the survey's files."""
    return {
        name: f for d in survey.DATASETS if d.name in tables for name, f in load(d, tables).items()
    }


@cache
def demo_frames() -> dict[str, pd.DataFrame]:
    return typed(raw_tables())


def mission(wave: str = ACTORS, **frames: pd.DataFrame) -> Any:
    """What a chapter asks of a mission; ``frames`` stand for those of the demonstration."""
    data = SimpleNamespace(**demo_frames() | frames)
    own = [row for row in rows(data.survey_waves) if row["wave_id"] == wave]
    return SimpleNamespace(
        data=data,
        wave=own[0],
        parameters=SimpleNamespace(secrecy=SecrecyThresholds()),
        scales=table("survey_scales"),
        status_words=lambda _: "données fictives de démonstration",
        origin=lambda producer, _, place: Origin(producer, "démonstration", place),
    )


def waves(**changes: dict[str, Any]) -> pd.DataFrame:
    """Waves of the demonstration, some columns changed by wave (``habitants`` → RESIDENTS)."""
    frame = demo_frames()["survey_waves"].copy()
    names = {"acteurs": ACTORS, "avant": EARLIER, "habitants": RESIDENTS}
    for name, columns in changes.items():
        for column, value in columns.items():
            frame.loc[frame["wave_id"] == names[name], column] = value
    return frame


def only(*kept: str) -> pd.DataFrame:
    """The waves of the demonstration that are named."""
    frame = demo_frames()["survey_waves"]
    return frame[frame["wave_id"].isin(kept)].reset_index(drop=True)
