"""Decisions of the council, read from `decisions.txt`: in time, late, still open or given up."""

from pathlib import Path
from typing import Any

import pandas as pd

from data.demo.generate.saint_nazaire.governance import meetings
from data.demo.generate.writing import day

BANK = Path(__file__).with_name("decisions.txt")
STATUS = {"-": "ouverte", "x": "abandonnee"}  # anything else is the date of execution


def decisions() -> pd.DataFrame:
    """One row per decision, attached to a meeting that was held."""
    held = meetings()
    held = held[held["held"].astype(bool)]
    year = held["date"].map(lambda when: when.year)
    lines = BANK.read_text(encoding="utf-8").splitlines()
    rows: list[dict[str, Any]] = []
    for line in lines:
        if not line or line.startswith("#"):
            continue
        kind, when, rank, label, owner, due, done = line.split(" | ")
        candidates = held.loc[(held["instance_type"] == kind) & (year == int(when)), "meeting_id"]
        rows.append(
            {
                "decision_id": f"DC{len(rows) + 1:02d}",
                "meeting_id": candidates.iloc[int(rank) - 1],
                "label_fr": label,
                "owner_org_id": owner,
                "due_date": day(due),
                "done_date": None if done in STATUS else day(done),
                "status": STATUS.get(done, "executee"),
            }
        )
    return pd.DataFrame(rows, dtype=object)
