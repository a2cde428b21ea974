"""Rows of a release as text, sorted by territory, indicator and year, in batches of whole territories.

DuckDB reads the files and sorts on disk: the national base (5.2 million rows) never is in memory.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ffsu_eval.sources.raw import FILE, ROW
from ffsu_eval.sources.ssmsi.layout import COLUMNS, Layout, Level, official_labels, squeezed
from ffsu_eval.sources.ssmsi.opening import Opened, Unreadable, open_file

BATCH_ROWS = 300_000
MEMORY = "400MB"
CODE = "territory_code"
WRITTEN = "_code"  # the code as the file writes it
CODE_LENGTH: dict[Level, int] = {"commune": 5, "departement": 2}
NAMES = (CODE, *dict.fromkeys(COLUMNS.values()))


@dataclass
class SortedText:
    """One release as sorted text, or the reasons (``faults``) why it cannot be read.

    ``file``: Parquet with the columns of ``headings`` (name here → heading in the first file),
    ``_ligne`` and ``_fichier``; an empty text stands for an empty cell and for « NA ».
    """

    file: Path
    headings: dict[str, str] = field(default_factory=dict)
    geo_vintage: int | None = None
    rows: int = 0
    notices: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def batches(self) -> Iterator[pd.DataFrame]:
        """Text frames in the order of the sort; a territory is never split between two."""
        labels = official_labels()
        waiting: list[pa.RecordBatch] = []
        for batch in pq.ParquetFile(self.file).iter_batches(columns=[*self.headings, ROW, FILE]):
            codes = batch.column(CODE)
            begun = pc.index(codes, codes[len(codes) - 1]).as_py()
            if sum(map(len, waiting)) + begun >= BATCH_ROWS and begun:
                yield _frame([*waiting, batch.slice(0, begun)], labels)
                waiting = [batch.slice(begun)]
            else:
                waiting.append(batch)
        if waiting:
            yield _frame(waiting, labels)


def _frame(batches: Sequence[pa.RecordBatch], labels: dict[str, str]) -> pd.DataFrame:
    """Text frame of the gate; a label that differs in its writing only gets the producer's."""
    table = pa.Table.from_batches(batches)
    frame = table.to_pandas(types_mapper={pa.string(): pd.StringDtype("pyarrow")}.get)
    if "label" in frame:
        written = {text: labels.get(squeezed(text), text) for text in frame["label"].unique()}
        frame["label"] = frame["label"].map(written).astype(pd.StringDtype("pyarrow"))
    return frame


def sorted_text(files: Sequence[Path], level: Level, workshop: Path) -> SortedText:
    """Read the files of one release into one sorted text, written in the folder ``workshop``."""
    text = SortedText(workshop / "texte.parquet")
    if not files:
        text.faults.append("fichier absent")
        return text
    opened = []
    for path in files:
        try:
            opened.append(open_file(path, workshop))
        except Unreadable as error:
            text.faults.append(f"{path.name} : {error}")
    text.faults += _incompatible([each.layout for each in opened], level)
    if text.faults:
        return text
    found = {n: h for each in reversed(opened) for n, h in each.layout.headings.items()}
    text.headings = {name: found[name] for name in NAMES if name in found}
    text.geo_vintage = opened[0].layout.geo_vintage
    text.notices += [f"{each.path.name} : {notice}" for each in opened for notice in each.notices]
    with duckdb.connect(str(workshop / "tri.duckdb")) as database:
        database.execute(f"SET memory_limit='{MEMORY}'")
        database.execute("SET threads=2")
        database.execute(f"SET temp_directory='{workshop / 'tri'}'")
        _sort(database, opened, level, text)
    return text


def _incompatible(layouts: Sequence[Layout], level: Level) -> list[str]:
    """Why these files do not make one release."""
    faults = []
    if any(layout.level != level for layout in layouts):
        wanted = {"commune": "communes (CODGEO_…)", "departement": "départements"}[level]
        faults.append(f"colonne des codes des {wanted} absente d'un fichier")
    if len({layout.geo_vintage for layout in layouts}) > 1:
        faults.append("fichiers de deux géographies, donc de deux éditions, qui ne se suivent pas")
    repeated = sorted({name for layout in layouts for name in layout.repeated})
    if repeated:
        faults.append(f"ligne 1 : colonne répétée : {', '.join(repeated)}")
    return faults


def _sort(
    database: duckdb.DuckDBPyConnection, opened: Sequence[Opened], level: Level, text: SortedText
) -> None:
    """Write the sorted text; adds its rows, notices and faults."""
    names = list(text.headings)
    columns = ", ".join(f"{name} VARCHAR" for name in (*names, WRITTEN))
    database.execute(f"CREATE TABLE read ({columns}, {ROW} BIGINT, {FILE} VARCHAR)")
    for number, each in enumerate(opened):
        rejects = f"rejets_{number}"
        cells = ", ".join(_cell(name, each, level) for name in (*names, WRITTEN))
        try:
            # the order of the insertion is that of the file: the line number is the row's rank
            database.execute(
                f"INSERT INTO read SELECT {cells}, row_number() OVER () + 1, $name "
                f"FROM {each.source(rejects)}",
                {"name": each.path.name},
            )
        except duckdb.Error:
            # the library's message quotes the line: it is not repeated
            text.faults.append(f"{each.path.name} : fichier illisible : tronqué ou endommagé")
        else:
            text.faults += _rejected(database, rejects, each)
    if text.faults:
        return
    order = [name for name in (CODE, "label", "year") if name in names]
    where = f"WHERE {CODE} <> ''" if level == "departement" else ""
    database.execute(
        f"COPY (SELECT * FROM read {where} ORDER BY {', '.join([*order, FILE, ROW])}) "
        f"TO '{text.file}' (FORMAT parquet)"
    )
    _count(database, level, text)


def _cell(name: str, opened: Opened, level: Level) -> str:
    """SQL of one column as trimmed text, « NA » and missing as empty; codes get their zeros back."""
    if name != CODE:
        return opened.cell(CODE if name == WRITTEN else name)
    cell, length = opened.cell(CODE), CODE_LENGTH[level]
    return (
        f"CASE WHEN regexp_full_match({cell}, '[0-9]{{1,{length}}}') "
        f"THEN lpad({cell}, {length}, '0') ELSE upper({cell}) END"
    )


def _rejected(database: duckdb.DuckDBPyConnection, name: str, opened: Opened) -> list[str]:
    """Lines that do not have the cells of the header, by reason; the text of a line is not said."""
    if not opened.separator:
        return []
    found = database.execute(
        "SELECT error_type::VARCHAR, list(DISTINCT line ORDER BY line) "
        f"FROM {name} GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return [opened.rejection(reason, lines) for reason, lines in found]


def _count(database: duckdb.DuckDBPyConnection, level: Level, text: SortedText) -> None:
    """Rows, codes completed with zeros, rows of no département."""
    rows, completed, nowhere = database.execute(
        f"SELECT count(*), count(*) FILTER ({WRITTEN} <> {CODE}), count(*) FILTER ({CODE} = '') "
        "FROM read"
    ).fetchall()[0]
    if completed:
        text.notices.append(f"{_lines(completed)} : zéros initiaux du code rétablis")
    outside = nowhere if level == "departement" else 0
    text.rows = rows - outside
    if outside:
        ending = "écartée" if outside == 1 else "écartées"
        text.notices.append(f"{_lines(outside)} sans département (NA), {ending}")


def _lines(count: int) -> str:
    return f"{count} ligne" if count == 1 else f"{count} lignes"
