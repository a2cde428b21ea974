"""Small surveys for the tests: items, answers and people, as the gate types them."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

TEXT = "string"
SCALES = pd.DataFrame(
    [
        *(("frequence_cvs", code) for code in range(4)),
        *(("evolution", code) for code in (-1, 0, 1)),
        *(("gene", code) for code in range(1, 6)),
        *(("efficacite", code) for code in range(1, 5)),
    ],
    columns=["scale_id", "code"],
).astype(TEXT)

Codes = Mapping[str, Sequence[int | None]]


def wave(**changes: Any) -> dict[str, Any]:
    """A wave of front-line actors, online, not drawn at random."""
    known = {
        "wave_id": "v1",
        "population": "acteurs_proximite",
        "mode": "questionnaire en ligne",
        "probability_sample": False,
    }
    return known | changes


DRAWN = wave(population="habitants", probability_sample=True)


def items(construct: str, *themes: str, scale: str = "frequence_cvs", **more: Any) -> pd.DataFrame:
    """One item per theme, ``q_<theme>``; ``more``: other columns, of one value or one per item."""
    frame = pd.DataFrame(
        {
            "item_id": [f"q_{theme}" for theme in themes],
            "text_fr": [f"Vous sentez-vous en insécurité : {theme} ?" for theme in themes],
            "scale_id": scale,
            "construct": construct,
            "theme": themes,
            "theme_label_fr": [theme.title() for theme in themes],
        },
        dtype=TEXT,
    )
    return frame.assign(**more)


def answers(codes: Codes) -> pd.DataFrame:
    """Codes by item, one per respondent r0, r1…; None is an answer « ne sait pas »."""
    rows = [
        (f"r{i}", item, code, "nsp" if code is None else "valide")
        for item, given in codes.items()
        for i, code in enumerate(given)
    ]
    frame = pd.DataFrame(rows, columns=["resp_id", "item_id", "code", "answer_status"])
    return frame.astype({"resp_id": TEXT, "item_id": TEXT, "code": "Int64", "answer_status": TEXT})


def people(strata: Sequence[str] | int, **more: Any) -> pd.DataFrame:
    """Respondents r0, r1… by stratum (or so many of one), each with a time slot."""
    names = ["EDUC"] * strata if isinstance(strata, int) else list(strata)
    frame = pd.DataFrame(
        {
            "resp_id": [f"r{i}" for i in range(len(names))],
            "wave_id": "v1",
            "stratum": names,
            "time_slot": [("nuit", "journee", "soiree")[i % 3] for i in range(len(names))],
        },
        dtype=TEXT,
    )
    return frame.assign(finished=True, base_weight=1.0, **more)
