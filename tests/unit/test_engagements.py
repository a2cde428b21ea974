"""Types of mission: what their parameters must be together, what their notebooks must show."""

import json
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.errors import ParameterError
from ffsu_eval.params.load import known_cities, load_city
from ffsu_eval.reference import table, values

ROOT = Path(__file__).parent.parent.parent
CITY = (ROOT / "params" / "creteil.yml").read_text(encoding="utf-8")


def parsed(tmp_path: Path, text: str) -> None:
    (tmp_path / "params").mkdir()
    (tmp_path / "params" / "creteil.yml").write_text(text, encoding="utf-8")
    load_city(tmp_path, "creteil")


@pytest.mark.parametrize("city", known_cities(ROOT))
def test_the_parameters_of_every_city_are_coherent(city: str) -> None:
    assert load_city(ROOT, city).engagements


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    strategy_start: 2024\n    strategy_end: 2026\n", "",
         "clé obligatoire absente pour ce type de mission : strategy_end"),
        ("    builds_on: [dls]", "    builds_on: [evaluation]", "builds_on : mission absente"),
        ("questions: [DLS-Q1,", "questions: [EVA-Q1,", "questions : question inconnue"),
        ("    title: Diagnostic", "    council_stage: suivi\n    title: Diagnostic",
         "council_stage : clé sans effet"),
        ("  dls:\n", "  diagnostic:\n", "type de mission inconnu"),
    ],
)  # fmt: skip
def test_what_contradicts_the_type_is_refused(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    assert old in CITY
    with pytest.raises(ParameterError, match=re.escape(words)):
        parsed(tmp_path, CITY.replace(old, new))


@pytest.mark.parametrize("key", ENGAGEMENTS)
def test_every_type_has_its_notebook_questions_and_sections(key: str) -> None:
    kind = ENGAGEMENTS[key]
    cells = json.loads((ROOT / "notebooks" / kind.notebook).read_text(encoding="utf-8"))["cells"]
    source = "\n".join("".join(cell["source"]) for cell in cells)
    asked = [q for q in values("evaluation_questions", "eq_id") if q.startswith(kind.questions)]
    assert asked
    for question in asked:
        assert f'analysis.answer("{question}")' in source
        assert f'analysis.section("{question}")' in source
    assert key in values("mandatory_sections", "engagement")
    assert key in values("engagement_indicators", "engagement")


@pytest.mark.parametrize("key", ENGAGEMENTS)
def test_no_block_is_shown_twice(key: str) -> None:
    """The same call in two cells would give a report two figures of the same number."""
    path = ROOT / "notebooks" / ENGAGEMENTS[key].notebook
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    calls = re.findall(r"\b(\w+_(?:figures|tables|blocks)\.\w+)\(", code)
    twice = {name for name, count in Counter(calls).items() if count > 1}
    assert twice <= {"interview_blocks.quotes"}


def test_every_indicator_listed_is_one_that_the_workbench_knows() -> None:
    listed = table("engagement_indicators")
    assert not listed.duplicated(["engagement", "indicator"]).any()
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "ffsu_eval").rglob("*.py")
    )
    for name in pd.unique(listed["indicator"]):
        assert name in sources, name
