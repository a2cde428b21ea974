"""What the analyst of a fictitious mission concludes: one source file per city and engagement.

Each file says findings, conclusions and recommendations in the analyst's words. A finding may be one
that several cities share (``use``, from bank.yml) or its own; the evidence it cites is that between
braces in its text, then ``also``. Figures are never typed: they are those of each city.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from data.demo.generate.writing import Content

HERE = Path(__file__).parent
CITED = re.compile(r"\{([A-Z]{3}\d{0,2}:[A-Za-z0-9_.\-]+)\}")
OPTIONS = ("phenomenon", "public", "link_id", "explained_fr", "rung")


def reasoning(city: str, engagement: str) -> dict[str, Content]:
    """Findings, conclusions, recommendations (and logic model) of one mission; empty without."""
    path = HERE / f"{city}-{engagement}.yml"
    if not path.is_file():
        return {}
    source, bank = _read(path), _read(HERE / "bank.yml")
    found = [_finding(entry, bank) for entry in source["findings"]]
    contents: dict[str, Content] = {
        "findings": [{"finding_id": f"C{n}", **each} for n, each in enumerate(found, start=1)],
        "conclusions": [
            {
                "conclusion_id": f"K{n}",
                "eq_id": each["q"],
                "text_fr": each["text"].strip(),
                **({"headline": "oui"} if each.get("headline") else {}),
                "findings": [f"C{rank}" for rank in each["f"]],
            }
            for n, each in enumerate(source["conclusions"], start=1)
        ],
        "recommendations": [
            {
                "reco_id": f"R{n}",
                "text_fr": each["text"].strip(),
                "owner": each["owner"],
                "delay": each["delay"],
                "cost_class": each["cost"],
                "success_indicator": each["success"],
                "conclusions": [f"K{rank}" for rank in each["k"]],
                "priority": each["p"],
            }
            for n, each in enumerate(source["recommendations"], start=1)
        ],
    }
    for name in ("logic_model", "challenges"):
        if name in source:
            contents[name] = source[name]
    return contents


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _finding(entry: str | Mapping[str, Any], bank: Mapping[str, Any]) -> dict[str, Any]:
    own = bank[entry] if isinstance(entry, str) else {**bank.get(entry.get("use", ""), {}), **entry}
    text = own["text"].strip()
    cited = list(dict.fromkeys([*CITED.findall(text), *own.get("also", [])]))
    return {
        "eq_id": own["q"],
        "text_fr": text,
        "direction": own.get("d", "descriptif"),
        "theme_fr": own["theme"],
        **{name: own[name] for name in OPTIONS if name in own},
        "evidence": cited,
    }
