"""From the executed notebook to what both renderers read: one Markdown text and its figures.

nbconvert does the work: code and parameters cells are removed, figures are extracted under the name
that their output carries, and of each output only the Markdown that a block published is kept, so
that nothing a cell prints by accident reaches a reader.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from nbformat import NotebookNode

from ffsu_eval.french import typography
from ffsu_eval.narrative.analysis.backlinks import with_back_links
from ffsu_eval.render.sections import without_unasked_sections

ANCHOR = re.compile(r"\{[^}\n]*#((?:fig|tbl|sec)-[\w-]+)")
REFERENCE = re.compile(r"@((?:fig|tbl|sec)-[\w-]+)")
NOT_SHOWN = "non repris dans ce rapport"
UNDOCUMENTED = re.compile(r"(::: \{\.undocumented\}\n[^\n]*\n:::)(?:\s*\1)+")
HIDDEN_TAGS = {"parameters", "injected-parameters", "analyste"}


@dataclass(frozen=True)
class ReportSource:
    """The Markdown file of a report and the folder of its figures."""

    markdown: Path
    figures: Path


def write_source(notebook: NotebookNode, metadata: dict[str, Any], folder: Path) -> ReportSource:
    """Write report.md and figures/ in ``folder``; ``metadata`` becomes the YAML header."""
    body, images = _convert(notebook)
    figures = folder / "figures"
    figures.mkdir(parents=True, exist_ok=True)
    for name, content in images.items():
        (figures / name).write_bytes(content)
    header = yaml.safe_dump(metadata, allow_unicode=True, sort_keys=False, width=10_000)
    markdown = folder / "report.md"
    told = without_unasked_sections(_without_repeats(with_back_links(body)))
    text = _without_lost_references(told)
    markdown.write_text(f"---\n{header}---\n\n{typography(text)}", encoding="utf-8")
    return ReportSource(markdown, figures)


def _without_lost_references(markdown: str) -> str:
    """A reference to a figure that this report does not show becomes a word: the item still counts."""
    shown = set(ANCHOR.findall(markdown))
    return REFERENCE.sub(lambda match: match[0] if match[1] in shown else NOT_SHOWN, markdown)


def _without_repeats(markdown: str) -> str:
    """The same « non documenté » said several times in a row, said once."""
    return UNDOCUMENTED.sub(r"\1", markdown)


def _convert(notebook: NotebookNode) -> tuple[str, dict[str, bytes]]:
    from nbconvert import MarkdownExporter
    from nbconvert.preprocessors import TagRemovePreprocessor
    from traitlets.config import Config

    config = Config()
    config.MarkdownExporter.exclude_input = True
    config.NbConvertBase.display_data_priority = ["text/markdown"]
    published, _ = TagRemovePreprocessor(enabled=True, remove_cell_tags=HIDDEN_TAGS).preprocess(
        notebook, {}
    )
    for cell in published.cells:
        if cell.cell_type == "code":
            cell.outputs = [o for o in cell.outputs if "text/markdown" in o.get("data", {})]
    # the exporter extracts the figures by itself
    body, resources = MarkdownExporter(config=config).from_notebook_node(published)
    return body, dict(resources.get("outputs", {}))
