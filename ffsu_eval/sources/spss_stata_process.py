"""Read one SPSS or Stata file, in a process of its own: ``python -m … FILE`` prints JSON.

The C library beneath pyreadstat (ReadStat) reads out of bounds in some damaged files and stops the
whole process: its own, then, not the one that checks a mission.
"""

import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat

from ffsu_eval.sources.cells import cell_text
from ffsu_eval.sources.sheets import MAXIMUM_LINES
from ffsu_eval.sources.spss_stata import REFUSED

STATA = ".dta"
# what the packages wrote before they knew Unicode
OLD_ENCODING = "WINDOWS-1252"


def content(path: Path) -> dict[str, Any]:
    """Texts by variable, labels by variable and code, names of the text variables, encoding."""
    frame, meta, encoding = _read(path)
    kinds = meta.readstat_variable_types
    return {
        "texts": {name: _texts(frame[name], kinds[name] != "string") for name in frame},
        "text_variables": [name for name in frame if kinds[name] == "string"],
        "labels": {
            name: {cell_text(code): str(label).strip() for code, label in labels.items()}
            for name, labels in meta.variable_value_labels.items()
        },
        "encoding": encoding,
    }


def _read(path: Path) -> tuple[pd.DataFrame, Any, str]:
    read = pyreadstat.read_dta if path.suffix.lower() == STATA else pyreadstat.read_sav
    try:
        return *read(path, user_missing=True, row_limit=MAXIMUM_LINES + 1), ""
    except (pyreadstat.ReadstatError, UnicodeDecodeError) as error:
        # only a fault of encoding is tried again: a truncated file must not pass
        if not isinstance(error, UnicodeDecodeError) and "byte sequence" not in str(error):
            raise
    again = read(path, encoding=OLD_ENCODING, user_missing=True, row_limit=MAXIMUM_LINES + 1)
    return *again, OLD_ENCODING


def _texts(values: pd.Series, numeric: bool) -> list[str]:
    # a letter in a numeric variable is an extended missing value of Stata: .a to .z
    return [
        f".{value}" if numeric and isinstance(value, str) else cell_text(value) for value in values
    ]


if __name__ == "__main__":
    try:
        json.dump(content(Path(sys.argv[1])), sys.stdout)
    except (pyreadstat.ReadstatError, ValueError, ArithmeticError, MemoryError):
        sys.exit(REFUSED)
