"""Write tables the way French field files are written, and always with the same bytes.

Semicolons, UTF-8, dates JJ/MM/AAAA, decimal comma, « oui » and « non », empty when missing.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

Records = list[dict[str, Any]]
Content = pd.DataFrame | Records | dict[str, Records]
NOTICE = "# Données fictives de démonstration, écrites par data/demo/generate : ne pas modifier.\n"


def day(text: str) -> date:
    """A date from `JJ/MM/AAAA`."""
    return date(int(text[6:]), int(text[3:5]), int(text[:2]))


def cell(value: Any) -> str:
    """One value as a French field file writes it."""
    if pd.isna(value):
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return str(value)


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Write one CSV file."""
    text = pd.DataFrame(
        {name: [cell(value) for value in table[name].tolist()] for name in table.columns}
    )
    text.to_csv(path, sep=";", index=False, encoding="utf-8", lineterminator="\n")


class _PlainDumper(yaml.SafeDumper):
    """YAML without anchors, which strict readers refuse, and with indented lists."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def write_list(path: Path, entries: Records | dict[str, Records]) -> None:
    """Write one YAML file: a list of entries, or one list by section."""
    text = yaml.dump(entries, Dumper=_PlainDumper, allow_unicode=True, sort_keys=False, width=96)
    path.write_bytes((NOTICE + text).encode())


def write_folder(folder: Path, contents: Mapping[str, Content]) -> None:
    """Write every dataset of one city: `.csv` for tables, `.yml` for lists of entries."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        if isinstance(content, pd.DataFrame):
            write_table(folder / f"{name}.csv", content)
        else:
            write_list(folder / f"{name}.yml", content)
