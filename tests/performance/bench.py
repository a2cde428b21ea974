"""Benchmarks, by ``make bench``: the national base of recorded crime, imported then asked for one
territory, beside the same indicators from ``pandas.read_csv``, in the same run.

Ratios are what counts: seconds are those of this machine.
"""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ffsu_eval.french import number
from ffsu_eval.project import cache_folder, find_root
from tests.performance.national_base import ROWS

LABELS = {
    "import": "Import de la base (une fois)",
    "look-up": "Un territoire, 20 comparateurs, REC01 à REC08",
    "pandas": "Les mêmes indicateurs par pandas.read_csv",
}


@dataclass(frozen=True)
class Measure:
    """Work alone, whole process (s), peak of memory (Mio), fingerprint of the figures."""

    work: float
    process: float
    peak: float
    figures: str


def run(step: str, folder: Path) -> tuple[str, float, float]:
    """Output, seconds and peak of memory (Mio) of one step in its own process.

    The kernel lends a new process the peak of the one that starts it: this one must stay small, so
    it neither writes the base nor loads what is measured.
    """
    command = [sys.executable, "-m", "tests.performance.steps", step, str(folder)]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        raise SystemExit(f"{LABELS.get(step, 'Écriture de la base')} : échec")
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kibibytes elsewhere
    return output, time.perf_counter() - started, usage.ru_maxrss * unit / 2**20


def measure(step: str, folder: Path) -> Measure:
    """One step, measured."""
    output, elapsed, peak = run(step, folder)
    work, figures = output.split()
    return Measure(float(work), elapsed, peak, figures)


def main() -> None:
    """Make the base where it is not there yet, measure, print."""
    console = Console(width=110)
    folder = cache_folder(find_root()) / "bench"
    with console.status("Base nationale fictive…"):
        run("base", folder)
    shutil.rmtree(folder / "cache", ignore_errors=True)
    measures = {}
    for step, label in LABELS.items():
        with console.status(f"{label}…"):
            measures[step] = measure(step, folder)
    ours, theirs = measures["look-up"], measures["pandas"]
    if ours.figures != theirs.figures:
        raise SystemExit("Les deux lectures ne donnent pas les mêmes chiffres.")
    table = Table("Étape", title=f"Base communale nationale fictive, {number(ROWS)} lignes")
    for heading in ("Calcul (s)", "Processus (s)", "Mémoire (Mio)"):
        table.add_column(heading, justify="right")
    for step, found in measures.items():
        cells = (number(found.work, 2), number(found.process, 2), number(found.peak))
        table.add_row(LABELS[step], *cells)
    console.print(table)
    console.print(
        f"Mêmes chiffres des deux façons. Une fois la base importée, "
        f"{number(theirs.work / ours.work, 1)} fois plus vite que pandas "
        f"({number(theirs.process / ours.process, 1)} fois, démarrage compris), "
        f"{number(theirs.peak / ours.peak, 1)} fois moins de mémoire ; "
        f"l'import coûte {number(measures['import'].work / theirs.work, 1)} lectures par pandas."
    )


if __name__ == "__main__":
    main()
