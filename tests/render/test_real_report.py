"""One executed notebook through both renderers: the same headings, tables, captions and numbers."""

import re
from collections.abc import Mapping
from pathlib import Path

import nbformat
import pytest
from reading import READERS, Reading

from ffsu_eval.render.base import FORMATS
from ffsu_eval.render.choose import RENDERERS
from ffsu_eval.render.from_notebook import write_source

HEADER = {
    "title": "Évaluation",
    "lang": "fr",
    "territory": "Saint-Nazaire",
    "status_line": "Données : démonstration",
    "banner": "Données fictives",
}


def rendered(notebook: Path, renderer: str, folder: Path) -> Mapping[str, Reading]:
    source = write_source(nbformat.read(notebook, as_version=4), HEADER, folder / "source")
    paths = RENDERERS[renderer]().render(source.markdown, source.figures, folder, FORMATS)
    return {name: READERS[name](path) for name, path in paths.items()}


def numbers(reading: Reading) -> list[str]:
    return sorted(re.findall(r"\d+(?:,\d+)?", re.sub(r"(?<=\d) (?=\d{3}\b)", "", reading.text)))


@pytest.mark.skipif(not RENDERERS["quarto"]().available(), reason="Quarto absent de cette machine")
@pytest.mark.parametrize("name", FORMATS)
def test_both_renderers_give_the_same_report(published: Path, tmp_path: Path, name: str) -> None:
    notebook = published / "evaluation.ipynb"
    one = rendered(notebook, "embedded", tmp_path / "embedded")[name]
    other = rendered(notebook, "quarto", tmp_path / "quarto")[name]
    assert one.headings == other.headings
    assert len(one.headings) > 20
    assert one.captions == other.captions
    assert one.tables == other.tables
    assert numbers(one) == numbers(other)
    assert len(numbers(one)) > 500


def test_embedded_formats_agree_with_one_another(published: Path, tmp_path: Path) -> None:
    found = rendered(published / "evaluation.ipynb", "embedded", tmp_path)
    assert found["html"].headings == found["docx"].headings
    # Typst writes its bookmarks with straight apostrophes
    straight = [(level, text.replace("’", "'")) for level, text in found["html"].headings]
    assert straight == [(level, text.replace("’", "'")) for level, text in found["pdf"].headings]
    assert found["html"].captions == found["docx"].captions
    assert found["html"].tables == found["docx"].tables
