"""National bases of recorded crime: checked once, stored typed and sorted, looked up by territory.

A release is imported the first time that a mission asks for it; the store is addressed by content,
like that of a mission. Rows are checked in batches of whole territories by the same suite as any
dataset, so that five million rows need no more memory than three hundred thousand.
"""

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ffsu_eval.gate.convert import typed_frame
from ffsu_eval.gate.datasets.recorded_crime import (
    DENOMINATORS,
    RECORDED_CRIME,
    RECORDED_CRIME_DEPARTEMENT,
    typed_rows,
)
from ffsu_eval.gate.fingerprint import NATIONAL, code_sha256
from ffsu_eval.gate.schema import Dataset
from ffsu_eval.gate.verdict import Check, DatasetVerdict, merged
from ffsu_eval.project import file_sha256
from ffsu_eval.sources.raw import FILE, RawTable
from ffsu_eval.sources.ssmsi.layout import Level
from ffsu_eval.sources.ssmsi.text import SortedText, sorted_text

VERDICT, CRIME, SIZES = "verdict.json", "crime.parquet", "sizes.parquet"
DATASETS: dict[Level, Dataset] = {
    "commune": RECORDED_CRIME,
    "departement": RECORDED_CRIME_DEPARTEMENT,
}
# beyond, the file is no release at all: naming more lines would help nobody
ENOUGH_FAILING = 10_000
ROW_GROUP = 50_000
TEXT, WHOLE, NUMBER = pa.string(), pa.int64(), pa.float64()
SCHEMA = pa.schema(
    {
        "territory_id": TEXT,
        "year": WHOLE,
        "indicator_id": TEXT,
        "unit_of_count": TEXT,
        "count": WHOLE,
        "rate_per_1000": NUMBER,
        "diffusion": TEXT,
        "population": NUMBER,
        "population_year": WHOLE,
        "dwellings": NUMBER,
        "dwellings_year": WHOLE,
        "denominator_type": TEXT,
        "denominator": NUMBER,
        "denominator_year": WHOLE,
        "release": TEXT,
        "geo_vintage": WHOLE,
    }
)
SIZE_COLUMNS = ["territory_id", "year", "population", "dwellings"]
NULLABLE = {TEXT: pd.StringDtype(), WHOLE: pd.Int64Dtype(), NUMBER: pd.Float64Dtype()}
Progress = Callable[[str], None]


@dataclass(frozen=True)
class National:
    """One imported release: its verdict and, when it is accepted, its look-ups."""

    folder: Path
    verdict: DatasetVerdict

    def rows(self, territories: Iterable[str]) -> pd.DataFrame:
        """Rows of these territories, sorted by territory, indicator and year."""
        query = (
            "SELECT * FROM read_parquet($file) WHERE territory_id IN (SELECT unnest($codes)) "
            "ORDER BY territory_id, indicator_id, year"
        )
        return self._frame(query, CRIME, codes=sorted(set(territories)))

    def territories(self) -> list[str]:
        """Codes of every territory of the base, sorted."""
        query = "SELECT DISTINCT territory_id FROM read_parquet($file) ORDER BY territory_id"
        return self._frame(query, SIZES)["territory_id"].tolist()

    def sizes(self, year: int) -> pd.DataFrame:
        """Population and dwellings of every territory that year: territory_id, population, dwellings."""
        query = (
            "SELECT territory_id, population, dwellings FROM read_parquet($file) "
            "WHERE year = $year ORDER BY territory_id"
        )
        return self._frame(query, SIZES, year=year)

    def _frame(self, query: str, file: str, **values: Any) -> pd.DataFrame:
        with duckdb.connect() as database:
            found = database.sql(query, params={"file": str(self.folder / file), **values})
            return found.to_arrow_table().to_pandas(types_mapper=NULLABLE.get)


def open_national(folder: Path) -> National | None:
    """The imported release of this folder; None when there is none."""
    if not (folder / VERDICT).is_file():
        return None
    entry = json.loads((folder / VERDICT).read_text(encoding="utf-8"))
    return National(folder, DatasetVerdict.from_dict(entry))


def import_crime(
    files: Sequence[Path],
    shown_as: str,
    release: str,
    cache: Path,
    level: Level = "commune",
    progress: Progress = lambda _: None,
) -> National:
    """Import one release, or open it when the same files were imported by the same code.

    ``files``: all the files of the release; ``cache``: folder of the project's cache. The verdict
    of a refused release is kept too, without any row.
    """
    digest = _digest(files)
    key = json.dumps(
        [[path.name for path in files], shown_as, digest, release, level, code_sha256(NATIONAL)]
    )
    folder = cache / "national" / hashlib.sha256(key.encode()).hexdigest()
    known = open_national(folder)
    if known:
        return known
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".construction-"))
    try:
        workshop = building / "atelier"
        workshop.mkdir()
        text = sorted_text(files, level, workshop)
        verdict = _checked(text, shown_as, release, digest, level, building, progress)
        shutil.rmtree(workshop)
        (building / VERDICT).write_text(verdict.to_json(), encoding="utf-8")
        os.replace(building, folder)
    except OSError:
        # another run has imported the same release meanwhile: same key, same rows
        if not (folder / VERDICT).is_file():
            raise
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return open_national(folder) or National(folder, verdict)


def _digest(files: Sequence[Path]) -> str:
    """SHA-256 of the file, or of those of all the files."""
    each = [file_sha256(path) for path in files]
    return each[0] if len(each) == 1 else hashlib.sha256("\n".join(each).encode()).hexdigest()


def _checked(
    text: SortedText,
    shown_as: str,
    release: str,
    digest: str,
    level: Level,
    folder: Path,
    progress: Progress,
) -> DatasetVerdict:
    """Check every batch and write the typed rows; the verdict says where a rule is broken."""
    dataset = DATASETS[level]
    checks: list[Check] = []
    faults, notices = list(text.faults), list(text.notices)
    if not faults:
        store = _Store(folder, release, text.geo_vintage)
        checks = _run(dataset, text, shown_as, store, progress)
        faults += store.faults
        notices += _lacking(text)
    return DatasetVerdict(
        name=dataset.name,
        label_fr=dataset.label_fr,
        file=shown_as,
        status="",
        sha256=digest,
        rows=text.rows,
        checks=checks,
        frames=[dataset.name],
        notices=notices,
        faults=faults,
    )


def _run(
    dataset: Dataset, text: SortedText, shown_as: str, store: "_Store", progress: Progress
) -> list[Check]:
    from ffsu_eval.gate.expectations import validator

    checks: list[Check] = []
    done = 0
    for frame in text.batches():
        raw = RawTable(shown_as, frame, "", headings=text.headings)
        tables = {dataset.name: raw}
        typed = typed_frame(frame, dataset.columns_for(tables))
        checks = merged(checks, validator().check(dataset, raw, tables, typed))
        done += len(frame)
        progress(f"{dataset.label_fr} : {100 * done // text.rows} %")
        if all(check.success for check in checks):
            store.add(typed, frame[FILE])
        elif sum(len(lines) for check in checks for lines in check.rows.values()) > ENOUGH_FAILING:
            break
    store.close()
    return checks


class _Store:
    """Typed rows of one release, written as they are accepted."""

    def __init__(self, folder: Path, release: str, geo_vintage: int | None) -> None:
        self._release, self._vintage = release, geo_vintage
        self._writer = pq.ParquetWriter(folder / CRIME, SCHEMA, compression="zstd")
        self._sizes: list[pd.DataFrame] = []
        self._sizes_file = folder / SIZES
        self._last_years: dict[str, int] = {}

    def add(self, typed: pd.DataFrame, files: pd.Series) -> None:
        rows = typed_rows(typed, self._release, self._vintage)
        order = ["territory_id", "indicator_id", "year"]
        rows = rows.assign(file=files.to_numpy()).sort_values(order)
        for file, year in rows.groupby("file")["year"].max().items():
            self._last_years[str(file)] = max(int(year), self._last_years.get(str(file), 0))
        table = pa.Table.from_pandas(rows[SCHEMA.names], SCHEMA, preserve_index=False)
        self._writer.write_table(table, ROW_GROUP)
        self._sizes.append(rows[SIZE_COLUMNS].drop_duplicates(["territory_id", "year"]))

    def close(self) -> None:
        self._writer.close()
        if self._sizes:
            pd.concat(self._sizes).to_parquet(self._sizes_file, index=False)

    @property
    def faults(self) -> list[str]:
        """Files whose last year is not that of the release: they belong to another one."""
        wanted = max(map(int, re.findall(r"\d{4}", self._release)), default=0)
        return [
            f"{file} : dernière année {year}, ce n'est pas l'édition {self._release}"
            for file, year in sorted(self._last_years.items())
            if wanted and year != wanted
        ]


def _lacking(text: SortedText) -> list[str]:
    """What a derived layout does not have, and what follows."""
    found = set(text.headings)
    notices = []
    if not found & set(DENOMINATORS):
        notices.append("sans population ni logements : aucun taux ne peut en être calculé")
    if "unit_of_count" not in found:
        notices.append("sans unité de compte : celle de chaque indicateur est reprise")
    return notices
