"""Files of the statistical packages: SPSS (.sav, .zsav) and Stata (.dta), with their value labels.

A code stays a code: its label is kept beside it, for the mapping. Values that the file declares
missing (SPSS user-missing values, Stata's .a to .z) are kept as they are written: the mapping says
whether they are « nsp » or an empty cell.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from ffsu_eval.project import file_sha256
from ffsu_eval.sources.archive import DAMAGED
from ffsu_eval.sources.grid import plain
from ffsu_eval.sources.raw import ROW, RawTable, unreadable
from ffsu_eval.sources.rich import RichTable
from ffsu_eval.sources.sheets import MAXIMUM_CELLS, MAXIMUM_LINES
from ffsu_eval.sources.suspect import NUMBER
from ffsu_eval.sources.tabular import MAXIMUM_BYTES

PROCESS = "ffsu_eval.sources.spss_stata_process"
PACKAGE = Path(__file__).parents[2]
REFUSED = 3
MAXIMUM_SECONDS = 120


def read_statistical(path: Path, shown_as: str) -> RawTable:
    """Variables of an SPSS or Stata file as text; ``_ligne`` is the number of the observation."""
    if path.stat().st_size > MAXIMUM_BYTES:
        return unreadable(shown_as, "fichier de plus de 50 Mio")
    sha256 = file_sha256(path)
    content = _content(path)
    if content is None:
        return unreadable(shown_as, DAMAGED, sha256)
    texts = {plain(name): cells for name, cells in content["texts"].items()}
    frame = pd.DataFrame(texts, dtype="str")
    if frame.empty:
        return unreadable(shown_as, "aucune observation", sha256)
    if len(frame) > MAXIMUM_LINES or frame.size > MAXIMUM_CELLS:
        return unreadable(shown_as, "fichier refusé : plus de 200 000 observations", sha256)
    frame[ROW] = range(1, len(frame) + 1)
    table = RichTable(shown_as, frame, sha256)
    if content["encoding"]:
        table.notices.append("encodage lu : Windows-1252 (celui qui est annoncé ne convient pas)")
    table.labels = {plain(name): labels for name, labels in content["labels"].items()}
    table.as_text = {
        plain(name): {cell for cell in texts[plain(name)] if NUMBER.fullmatch(cell)}
        for name in content["text_variables"]
    }
    return table


def _content(path: Path) -> dict[str, Any] | None:
    """What the reading process says of the file; None when it refuses it or does not survive it.

    RuntimeError when it fails for another reason, which is a bug.
    """
    command = [sys.executable, "-m", PROCESS, str(path)]
    environment = os.environ | {"PYTHONPATH": str(PACKAGE)}
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, check=False, timeout=MAXIMUM_SECONDS
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode == 0:
        return json.loads(done.stdout)
    # a negative code is a signal, that of a crash
    if done.returncode == REFUSED or done.returncode < 0:
        return None
    raise RuntimeError(done.stderr.decode(errors="replace"))
