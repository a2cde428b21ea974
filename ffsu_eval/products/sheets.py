"""What the « fiches-actions » are filled with: the same lines as those of the report."""

from typing import Any

from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.errors import Undocumented
from ffsu_eval.mission import Mission
from ffsu_eval.narrative.analysis.blocks import LinkedTable
from ffsu_eval.narrative.strategy.results import Strategy
from ffsu_eval.narrative.strategy.sheets import NOTHING, sheets
from ffsu_eval.rows import Row, lowered, rows

FOUND = "Constats repris"


def facts(mission: Mission) -> dict[str, Any]:
    """Every action, axis by axis as the strategy gives them; Undocumented without any action."""
    strategy = Strategy(mission)
    made = [each for each in sheets(strategy) if isinstance(each, LinkedTable)]
    if not made:
        raise Undocumented("actions")
    references = strategy.planned["rests_on"].dropna()
    texts = _texts(strategy) if len(references) else {}
    return {"sheets": [_sheet(each.title, each.subtitle, rows(each.frame), texts) for each in made]}


def _texts(strategy: Strategy) -> dict[str, str]:
    """« dls:C3 » → what this finding says, its strength and its report, for a reader on paper."""
    told = {}
    for row in rows(strategy.previous.findings):
        mission, _, identifier = row["reference"].partition(":")
        report = lowered(ENGAGEMENTS[mission].label_fr)
        strength = row["strength"]
        told[row["reference"]] = f"{identifier} ({report}, preuve {strength}) : {row['text_fr']}"
    return told


def _sheet(title: str, axis: str, lines: list[Row], texts: dict[str, str]) -> Row:
    return {
        "title": title,
        "axis": axis.removeprefix("Fiche-action, "),
        "lines": [{"name": line["Rubrique"], "texts": _contents(line, texts)} for line in lines],
    }


def _contents(line: Row, texts: dict[str, str]) -> list[str]:
    content = str(line["Contenu"])
    if line["Rubrique"] != FOUND or content == NOTHING:
        return [content]
    return [texts.get(name, name) for name in content.split(", ")]
