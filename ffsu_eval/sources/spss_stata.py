"""Files of the statistical packages: SPSS (.sav, .zsav) and Stata (.dta), with their value labels.

A code stays a code: its label is kept beside it, for the mapping. Values that the file declares
missing (SPSS user-missing values, Stata's .a to .z) are kept as they are written: the mapping says
whether they are « nsp » or an empty cell.
"""

from pathlib import Path
from typing import Any

import pandas as pd

from ffsu_eval.project import file_sha256
from ffsu_eval.sources.archive import DAMAGED
from ffsu_eval.sources.cells import cell_text
from ffsu_eval.sources.grid import plain
from ffsu_eval.sources.raw import ROW, RawTable, unreadable
from ffsu_eval.sources.rich import RichTable
from ffsu_eval.sources.sheets import MAXIMUM_CELLS, MAXIMUM_LINES
from ffsu_eval.sources.suspect import NUMBER
from ffsu_eval.sources.tabular import MAXIMUM_BYTES

STATA = ".dta"
# what the packages wrote before they knew Unicode
OLD_ENCODING = "WINDOWS-1252"


def read_statistical(path: Path, shown_as: str) -> RawTable:
    """Variables of an SPSS or Stata file as text; ``_ligne`` is the number of the observation."""
    if path.stat().st_size > MAXIMUM_BYTES:
        return unreadable(shown_as, "fichier de plus de 50 Mio")
    from pyreadstat import ReadstatError

    sha256 = file_sha256(path)
    notices: list[str] = []
    try:
        frame, meta = _read(path, notices)
    except (ReadstatError, UnicodeDecodeError, ValueError):
        return unreadable(shown_as, DAMAGED, sha256)
    if len(frame) > MAXIMUM_LINES or frame.size > MAXIMUM_CELLS:
        return unreadable(shown_as, "fichier refusé : plus de 200 000 observations", sha256)
    if frame.empty:
        return unreadable(shown_as, "aucune observation", sha256)
    texts = {
        plain(str(name)): _texts(frame[name], meta.readstat_variable_types[name] != "string")
        for name in frame
    }
    table = RichTable(shown_as, pd.DataFrame(texts, dtype="str"), sha256, notices=notices)
    table.frame[ROW] = range(1, len(frame) + 1)
    table.as_text = {
        plain(name): {cell for cell in texts[plain(name)] if NUMBER.fullmatch(cell)}
        for name, kind in meta.readstat_variable_types.items()
        if kind == "string"
    }
    table.labels = {
        plain(name): {cell_text(code): str(label).strip() for code, label in labels.items()}
        for name, labels in meta.variable_value_labels.items()
    }
    return table


def _read(path: Path, notices: list[str]) -> tuple[pd.DataFrame, Any]:
    import pyreadstat

    read = pyreadstat.read_dta if path.suffix.lower() == STATA else pyreadstat.read_sav
    try:
        return read(path, user_missing=True, row_limit=MAXIMUM_LINES + 1)
    except (pyreadstat.ReadstatError, UnicodeDecodeError) as error:
        # only a fault of encoding is tried again: a truncated file must not pass
        if not isinstance(error, UnicodeDecodeError) and "byte sequence" not in str(error):
            raise
    notices.append("encodage lu : Windows-1252 (celui que le fichier annonce ne convient pas)")
    return read(path, encoding=OLD_ENCODING, user_missing=True, row_limit=MAXIMUM_LINES + 1)


def _texts(values: pd.Series, numeric: bool) -> list[str]:
    # a letter in a numeric variable is an extended missing value of Stata: .a to .z
    return [
        f".{value}" if numeric and isinstance(value, str) else cell_text(value) for value in values
    ]
