"""Benchmarks, by ``make bench``: the national base of recorded crime, imported then asked for one
territory, beside the same indicators from ``pandas.read_csv``, in the same run.

Ratios are what counts: seconds are those of this machine.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ffsu_eval.french import number
from ffsu_eval.project import cache_folder, find_root
from tests.performance import national_base
from tests.performance.steps import BASE

LABELS = {
    "import": "Import de la base (une fois)",
    "look-up": "Un territoire, 20 comparateurs, REC01 à REC08",
    "pandas": "Les mêmes indicateurs par pandas.read_csv",
}


@dataclass(frozen=True)
class Measure:
    """Work alone, whole process (s), peak of memory (Mio)."""

    work: float
    process: float
    peak: float


def measure(step: str, folder: Path) -> Measure:
    """Run one step in its own process."""
    command = [sys.executable, "-m", "tests.performance.steps", step, str(folder)]
    started = os.times().elapsed
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = os.times().elapsed - started
    if status:
        raise SystemExit(f"{LABELS[step]} : échec")
    return Measure(float(output.split()[-1]), elapsed, usage.ru_maxrss / 1024)


def main() -> None:
    """Make the base where it is not there yet, measure, print."""
    console = Console(width=110)
    folder = cache_folder(find_root()) / "bench"
    if not (folder / BASE).is_file():
        console.print("Écriture d'une base nationale fictive…")
        national_base.write(folder / BASE)
    shutil.rmtree(folder / "cache", ignore_errors=True)
    measures = {step: measure(step, folder) for step in LABELS}
    table = Table("Étape", title="Base communale nationale fictive, 5 238 000 lignes")
    for heading in ("Calcul (s)", "Processus (s)", "Mémoire (Mio)"):
        table.add_column(heading, justify="right")
    for step, found in measures.items():
        cells = (number(found.work, 2), number(found.process, 2), number(found.peak))
        table.add_row(LABELS[step], *cells)
    console.print(table)
    ours, theirs = measures["look-up"], measures["pandas"]
    console.print(
        f"Une fois la base importée, {number(theirs.work / ours.work, 1)} fois plus vite que pandas "
        f"({number(theirs.process / ours.process, 1)} fois, démarrage compris), "
        f"{number(theirs.peak / ours.peak, 1)} fois moins de mémoire."
    )


if __name__ == "__main__":
    main()
