"""Missions on radicalisation made by hand: as many communes as asked, with or without each file."""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from ffsu_eval.mission import FieldData

STEPS = ("reperage", "qualification", "transmission", "suivi_cpraf", "accompagnement", "retour")
JOBS = ("education", "sante")


def communes(count: int, answered: int | None = None) -> pd.DataFrame:
    """``count`` communes in reverse alphabetical order; those that did not answer come last."""
    told = count if answered is None else answered
    flags = [[rank < told and rank % 2 == 0, rank < told] for rank in range(count)]
    frame = pd.DataFrame(
        {
            "commune_code": [f"13{rank:03d}" for rank in range(count)],
            "label_fr": [f"Commune-{count - rank:03d}" for rank in range(count)],
            "population": [1_000 * (rank + 1) for rank in range(count)],
            "clspd": [True] * count,
            "restricted_group": [flag for flag, _ in flags],
            "prefect_convention": [flag for flag, _ in flags],
            "referent_elected": [flag for flag, _ in flags],
            "referent_agent": [False] * count,
            "cell_exists": [False] * count,
            "last_meeting": pd.NaT,
        }
    )
    items = list(frame.columns[3:9])
    frame[items] = frame[items].astype("boolean")
    frame.loc[[not known for _, known in flags], items] = pd.NA
    return frame


def circuit(setup: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (code, step, "ecrit" if step != "retour" else "absent")
        for code in setup["commune_code"]
        for step in STEPS
    ]
    return pd.DataFrame(rows, columns=["commune_code", "step", "state"])


def answers(count: int, signalled: int = 0, back: int = 0) -> pd.DataFrame:
    """Half know everything, half are confident; ``back`` of ``signalled`` were told."""
    half = count // 2
    told = ["oui" if rank < back else "non" for rank in range(signalled)]
    return pd.DataFrame(
        {
            "answer_id": [f"P{rank:03d}" for rank in range(count)],
            "profession": [JOBS[rank < half] for rank in range(count)],
            **{
                name: pd.array([rank % 2 == 0 for rank in range(count)], dtype="boolean")
                for name in ("knows_referent", "knows_channel", "knows_limits")
            },
            "confidence": pd.array([5 if rank % 2 else 1 for rank in range(count)], dtype="Int64"),
            "stigma_risk": pd.array([5 if rank % 2 else 1 for rank in range(count)], dtype="Int64"),
            "signalled": pd.array([rank < signalled for rank in range(count)], dtype="boolean"),
            "information_return": pd.array(told + [None] * (count - signalled), dtype="string"),
        }
    )


def vignettes() -> pd.DataFrame:
    rows = [("V1", "Première situation", "referent"), ("V2", "Seconde situation", "aucune")]
    return pd.DataFrame(rows, columns=["vignette_id", "label_fr", "expected"])


def oriented(count: int, low: int) -> pd.DataFrame:
    """``low`` answers under what V1 expects, the others right; all right for V2."""
    first = [("V1", "aucune" if rank < low else "referent") for rank in range(count)]
    rows = [(f"P{rank:03d}", *each) for rank, each in enumerate(first)]
    rows += [(f"P{rank:03d}", "V2", "aucune") for rank in range(count)]
    return pd.DataFrame(rows, columns=["answer_id", "vignette_id", "orientation"])


def log(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    columns = ["actor_family", "population_band", "n_trained", "n_target"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(session_id=[f"S{rank}" for rank in range(len(frame))])


def mission(least: int = 11, **frames: pd.DataFrame) -> Any:
    """A mission that has only these frames."""
    secrecy = SimpleNamespace(survey=11, survey_sensitive=least, interviews=11)
    return SimpleNamespace(
        engagement="radicalisation",
        data=FieldData(**frames),
        parameters=SimpleNamespace(secrecy=secrecy),
        territory=SimpleNamespace(label_fr="Territoire d'essai"),
        status_words=lambda dataset: "données fictives de démonstration",
        former={},
    )
