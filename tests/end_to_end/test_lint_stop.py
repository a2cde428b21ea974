"""A fault of the analyst's text ends a run with the code of a failed notebook, every fault in words."""

from pathlib import Path

import nbformat
import pytest

from ffsu_eval.errors import NotebookError
from ffsu_eval.run.execute import execute

CELL = """from ffsu_eval.evidence.lint import Fault
from ffsu_eval.evidence.waivers import apply

faults = [Fault("L6", f"C{n}", "findings.yml", f"Phrase {n}.", "ni classement") for n in (1, 2)]
apply(faults, []).stop_if_refused()
"""


def test_faults_of_a_text_stop_the_run(tmp_path: Path) -> None:
    notebook = tmp_path / "essai.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)]), notebook)
    with pytest.raises(NotebookError) as caught:
        execute(notebook, {}, tmp_path / "échecs" / "essai.ipynb", lambda *_: None)
    said = str(caught.value)
    assert caught.value.exit_code == 4
    assert "LintError" not in said
    assert all(f"findings.yml, C{n}, règle L6" in said for n in (1, 2))
