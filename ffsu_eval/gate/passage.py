"""The way through the gate: read every file, check it, store typed frames and verdict together.

The store is addressed by content: same files, same schemas, same parameters, same folder. A store
that holds a verdict is complete, because the verdict is written last.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ffsu_eval.errors import GateRefusal
from ffsu_eval.gate.benchmark import Benchmark, open_benchmark
from ffsu_eval.gate.convert import typed_frame
from ffsu_eval.gate.datasets import DATASETS, absent, read_all, unread
from ffsu_eval.gate.fingerprint import code_sha256
from ffsu_eval.gate.national import Progress
from ffsu_eval.gate.public import PublicData, open_public
from ffsu_eval.gate.red_lines import need_within_red_lines
from ffsu_eval.gate.request import Request
from ffsu_eval.gate.schema import Dataset
from ffsu_eval.gate.selection import GEOGRAPHY, read_geography, select
from ffsu_eval.gate.verdict import DatasetVerdict, Verdict
from ffsu_eval.project import cache_folder, file_sha256, shown_path
from ffsu_eval.sources.contours import contour_files
from ffsu_eval.sources.raw import RawTable

VERDICT = "verdict.json"


@dataclass(frozen=True)
class Store:
    """Typed frames of one mission that the gate accepted, and their verdict."""

    folder: Path
    verdict: Verdict

    def frame(self, name: str) -> pd.DataFrame:
        """One typed frame."""
        return pd.read_parquet(self.folder / f"{name}.parquet", dtype_backend="numpy_nullable")

    def frames(self) -> dict[str, pd.DataFrame]:
        """All typed frames, by name."""
        return {path.stem: self.frame(path.stem) for path in sorted(self.folder.glob("*.parquet"))}


def examine(request: Request, progress: Progress = lambda _: None) -> tuple[Verdict, Path]:
    """Verdict on the data of a mission, accepted or not, and the folder of its store.

    A known verdict on the same content is taken from the store without any new check. GateRefusal
    when the base of recorded crime does not know the communes of the territory, or when the data
    cross a red line of this type of mission.
    """
    public = open_public(request, progress)
    own = read_all(request)
    need_within_red_lines(request, own)
    tables = (read_geography(request, public) if public else {}) | own
    national = open_benchmark(request)
    folder = cache_folder(request.root) / "store" / _key(request, public, tables, national)
    known = folder / VERDICT
    if known.is_file():
        return Verdict.from_json(known.read_text(encoding="utf-8")), folder
    verdict = _check_all(request, public, tables, progress)
    if national:
        verdict = verdict.with_dataset(national.verdict)
    frames: dict[str, pd.DataFrame] = {}
    if verdict.success:
        frames = _loaded(DATASETS, tables)
        if national:
            frames[national.verdict.name] = national.frame
        if public:
            selection = select(request, public, _loaded(GEOGRAPHY, tables))
            frames |= selection.frames
            verdict = verdict.with_notices(selection.notices)
    _write(folder, verdict, frames)
    return verdict, folder


def pass_gate(request: Request, expected: str = "", progress: Progress = lambda _: None) -> Store:
    """Typed store of a mission; raises GateRefusal with every fault when the data are refused.

    ``expected`` is the fingerprint of the verdict that the run was started with: data that have
    changed since then are refused, so that a report never mixes two states of its data.
    """
    verdict, folder = examine(request, progress)
    if not verdict.success:
        raise GateRefusal("\n".join(verdict.messages))
    if expected and verdict.fingerprint != expected:
        raise GateRefusal("les données ont changé pendant l'exécution : relancez le rapport")
    return Store(folder, verdict)


def _check_all(
    request: Request, public: PublicData | None, tables: dict[str, RawTable], progress: Progress
) -> Verdict:
    from ffsu_eval.gate.expectations import validator

    _, field_status = request.own_data
    verdicts = [base.verdict for base in public.bases] if public else []
    for dataset in (*GEOGRAPHY, *DATASETS):
        table = tables.get(dataset.name)
        if table is None:
            continue
        progress(dataset.label_fr)
        checks = [] if table.faults else validator().check(dataset, table, tables)
        verdicts.append(
            DatasetVerdict(
                name=dataset.name,
                label_fr=dataset.label_fr,
                file=table.file,
                status=public.status if public and dataset in GEOGRAPHY else field_status,
                sha256=table.sha256,
                rows=len(table.frame),
                checks=checks,
                frames=list(dataset.frames or (dataset.name,)),
                notices=list(table.notices),
                faults=list(table.faults),
            )
        )
    if not any(verdict.name in {dataset.name for dataset in DATASETS} for verdict in verdicts):
        folder, _ = request.own_data
        raise GateRefusal(f"{shown_path(folder, request.root)} : aucune donnée de la mission")
    lacking = absent(tables, request.engagement)
    return Verdict(request.city, request.engagement, verdicts, lacking, list(unread(request)))


def load(dataset: Dataset, tables: dict[str, RawTable]) -> dict[str, pd.DataFrame]:
    """Typed frames of one accepted dataset."""
    typed = typed_frame(tables[dataset.name].frame, dataset.columns_for(tables))
    return dataset.load(typed, tables) if dataset.load else {dataset.name: typed}


def _loaded(datasets: Sequence[Dataset], tables: dict[str, RawTable]) -> dict[str, pd.DataFrame]:
    """Typed frames of those of the datasets that are there."""
    present = [dataset for dataset in datasets if dataset.name in tables]
    return {name: frame for each in present for name, frame in load(each, tables).items()}


def _write(folder: Path, verdict: Verdict, frames: dict[str, pd.DataFrame]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".construction-"))
    try:
        for name, frame in frames.items():
            frame.to_parquet(building / f"{name}.parquet", index=False)
        (building / VERDICT).write_text(verdict.to_json(), encoding="utf-8")
        os.replace(building, folder)
    except OSError:
        # another run has stored the same content meanwhile: same key, same bytes
        if not (folder / VERDICT).is_file():
            raise
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _key(
    request: Request,
    public: PublicData | None,
    tables: dict[str, RawTable],
    national: Benchmark | None,
) -> str:
    content = {
        "national": national.verdict.sha256 if national else "",
        "bases": [[b.verdict.file, b.verdict.sha256] for b in (public.bases if public else ())],
        "files": {name: (table.file, table.sha256) for name, table in tables.items()},
        "contours": [file_sha256(path) for path in _contours(public, request)],
        "statuses": [public.status if public else "", request.own_data[1]],
        "unread": list(unread(request)),
        "request": [request.city, request.engagement, request.crime_release, *request.communes],
        "rule": [request.rule.year, request.rule.ratio, request.rule.count],
        "sources": {
            name: [mapping.model_dump(mode="json") for mapping in mappings]
            for name, mappings in request.sources.items()
        },
        "code": code_sha256(),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _contours(public: PublicData | None, request: Request) -> list[Path]:
    return contour_files(public.folder, request.communes) if public else []
