"""The national series beside which a survey is read, where the public files are at hand."""

import hashlib
from dataclasses import dataclass

import pandas as pd

from ffsu_eval.gate.request import Request
from ffsu_eval.gate.verdict import DatasetVerdict
from ffsu_eval.project import external_folder, file_sha256, shown_path
from ffsu_eval.sources.benchmark import FOLDER, benchmark_files, read_benchmark

NAME = "national_feeling"


@dataclass(frozen=True)
class Benchmark:
    """The typed series and the verdict on its files."""

    frame: pd.DataFrame
    verdict: DatasetVerdict


def open_benchmark(request: Request) -> Benchmark | None:
    """National series of the feeling of insecurity; None without the files.

    DataError, as ``read_benchmark``.
    """
    external = external_folder(request.root)
    files = benchmark_files(external)
    if not files:
        return None
    frame = read_benchmark(files)
    content = "".join(file_sha256(path) for path in files)
    verdict = DatasetVerdict(
        name=NAME,
        label_fr="Sentiment d'insécurité, série nationale (enquête Cadre de vie et sécurité)",
        file=shown_path(external / FOLDER, request.root),
        status="officielle",
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        rows=len(frame),
        checks=[],
        frames=[NAME],
    )
    return Benchmark(frame, verdict)
