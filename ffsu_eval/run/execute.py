"""Execution of one notebook by papermill, and its canonical form.

papermill rewrites the whole file around every cell, passes paths through ``str.format`` and
escapes accents in the injected cell: the notebook is therefore handed over as an object, saved
once, and the values are injected as readable text.
"""

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from traitlets.config import Config

from ffsu_eval.errors import NotebookError

CELL_TIMEOUT_SECONDS = 300
CellProgress = Callable[[int, int], None]
OWN_ERRORS = {
    "NotebookError",
    "Undocumented",
    "LintError",
    "ParameterError",
    "GateRefusal",
    "DisclosureError",
}


def execute(
    notebook: Path, parameters: Mapping[str, Any], failed: Path, progress: CellProgress
) -> NotebookNode:
    """Execute a notebook with these parameters and return it, canonical.

    Raises NotebookError when a cell fails; the notebook as it stood is then kept in ``failed`` for
    the analyst.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    source = nbformat.read(notebook, as_version=4)
    failed.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _readable_text(), _reported(progress, len(source.cells)) as engine:
            result = papermill.execute_notebook(
                source,
                # papermill passes its output path through str.format
                str(failed).replace("{", "{{").replace("}", "}}"),
                parameters=dict(parameters),
                engine_name=engine,
                kernel_name="python3",
                language="python",
                progress_bar=False,
                request_save_on_cell_execute=False,
                execution_timeout=CELL_TIMEOUT_SECONDS,
                # local sockets: no port to collide on when several reports run at once
                config=Config({"KernelManager": {"transport": "ipc"}}),
                # what the kernel says of itself is not for the analyst's terminal
                extra_arguments=["--IPKernelApp.log_level=CRITICAL"],
                cwd=str(notebook.parent),
            )
    except PapermillExecutionError as error:
        raise _explained(error, notebook, failed) from error
    except (RuntimeError, TimeoutError) as error:
        raise NotebookError(
            f"notebooks/{notebook.name} : le noyau s'est arrêté ou une cellule a dépassé "
            f"{CELL_TIMEOUT_SECONDS} secondes"
        ) from error
    failed.unlink(missing_ok=True)
    return canonical(result)


def canonical(notebook: NotebookNode) -> NotebookNode:
    """The same notebook without times, run identifiers or machine paths: same run, same bytes."""
    notebook.metadata.pop("papermill", None)
    for number, cell in enumerate(notebook.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        cell.id = f"cellule-{number:03d}"
        if cell.cell_type == "code":
            # what is printed or warned about is for the analyst's screen, not for the record
            cell.outputs = [o for o in cell.outputs if o.output_type != "stream"]
    return notebook


def with_banner(notebook: NotebookNode, title_block: Mapping[str, Any]) -> NotebookNode:
    """The notebook, opened by the banner of fictitious data when its report carries one."""
    if "banner" not in title_block:
        return notebook
    cell = nbformat.v4.new_markdown_cell(f"**{title_block['banner']}**", id="bandeau")
    return NotebookNode({**notebook, "cells": [cell, *notebook.cells]})


def save(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook with sorted keys, one line feed at the end."""
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


@contextlib.contextmanager
def _readable_text() -> Iterator[None]:
    """Let papermill write « Fécamp » in the injected cell rather than its escape codes."""
    from papermill.translators import PythonTranslator, papermill_translators

    class ReadableTranslator(PythonTranslator):
        @classmethod
        def translate_str(cls, val: str) -> str:
            return json.dumps(val, ensure_ascii=False)

    papermill_translators.register("python", ReadableTranslator)
    try:
        yield
    finally:
        papermill_translators.register("python", PythonTranslator)


@contextlib.contextmanager
def _reported(progress: CellProgress, cells: int) -> Iterator[str]:
    """Register papermill's own engine with a report before each cell; gives the engine's name."""
    from papermill.engines import NBClientEngine, papermill_engines

    class ReportingEngine(NBClientEngine):
        @classmethod
        def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
            start = nb_man.cell_start

            def cell_start(cell: Any, cell_index: int | None = None, **options: Any) -> Any:
                progress((cell_index or 0) + 1, cells + 1)
                return start(cell, cell_index, **options)

            nb_man.cell_start = cell_start
            return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)

    papermill_engines.register("ffsu_eval", ReportingEngine)
    yield "ffsu_eval"


def _explained(error: Any, notebook: Path, failed: Path) -> NotebookError:
    where = f"notebooks/{notebook.name}, cellule de code n° {error.exec_count}"
    kept = f"\nLe carnet tel qu'il s'est arrêté : .cache/{failed.parent.name}/{failed.name}"
    if error.ename in OWN_ERRORS:
        return NotebookError(f"{where} : {error.evalue}{kept}")
    return NotebookError(f"{where} : {error.ename} : {error.evalue}{kept}")
