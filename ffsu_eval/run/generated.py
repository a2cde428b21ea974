"""Files generated from the parameters model: JSON schema, parameters cells of notebooks."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from ffsu_eval.engagements import ENGAGEMENTS, Engagement
from ffsu_eval.params import NotebookParameters, load_city, load_engagement
from ffsu_eval.params.generated import parameters_cell, schema_text


def generated_texts(root: Path) -> dict[Path, str]:
    """What each generated file must contain."""
    texts = {root / "params" / "schema.json": schema_text()}
    for engagement in ENGAGEMENTS.values():
        path = root / "notebooks" / engagement.notebook
        if not path.exists():
            continue
        notebook = nbformat.read(path, as_version=4)
        _parameters(notebook).source = default_cell(root, engagement)
        texts[path] = nbformat.writes(notebook) + "\n"
    return texts


def write_generated(root: Path) -> list[str]:
    """Write the files that differ; gives their names."""
    written = []
    for path, text in generated_texts(root).items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            written.append(path.relative_to(root).as_posix())
    return written


def default_cell(root: Path, engagement: Engagement) -> str:
    """Parameters cell with the values of the engagement's default city."""
    city = load_city(root, engagement.default_city)
    asked = load_engagement(engagement.default_city, city, engagement.key)
    shared = asked.model_dump(include=set(NotebookParameters.model_fields))
    key = {"city": engagement.default_city, "engagement": engagement.key}
    return parameters_cell(NotebookParameters.model_validate(shared | key))


def _parameters(notebook: NotebookNode) -> NotebookNode:
    return next(c for c in notebook.cells if "parameters" in c.metadata.get("tags", []))
