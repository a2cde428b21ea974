"""Publication: the folder of a city is replaced whole, in one step, or not at all.

A report is built in a hidden folder beside the published one. When everything is there, manifest
included, both folders are exchanged: a reader sees the old report or the new one, never a mixture,
and a run that is killed leaves the old one as it was.
"""

import contextlib
import ctypes
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ffsu_eval.errors import RenderError

AT_FDCWD = -100
RENAME_EXCHANGE = 2
BUILDING = ".construction-"


@contextlib.contextmanager
def city_lock(folder: Path, city: str) -> Iterator[None]:
    """One run at a time for a city; a second one is told so at once."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{city}.lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RenderError(f"un autre rapport de « {city} » est en cours : réessayez") from error
        yield


@contextlib.contextmanager
def building(reports: Path, city: str) -> Iterator[Path]:
    """A new folder in which to build the city's report; removed whatever happens.

    Folders that a killed run left behind are removed first: the city's lock is held.
    """
    for left in reports.glob(f"{BUILDING}{city}-*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        folder = Path(tempfile.mkdtemp(dir=reports, prefix=f"{BUILDING}{city}-"))
    except OSError as error:
        raise RenderError("reports/ : dossier impossible à écrire") from error
    folder.chmod(0o755)
    try:
        yield folder
    except OSError as error:
        raise RenderError(f"reports/{city}/ : écriture impossible ({error.strerror})") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(built: Path, target: Path) -> None:
    """Put the built folder in place of the published one; the old one is removed afterwards."""
    for path in sorted(built.rglob("*")):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
    if not target.exists():
        os.rename(built, target)
    elif _exchange(built, target):
        shutil.rmtree(built, ignore_errors=True)
    else:
        # no atomic exchange on this system: the shortest possible gap
        aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f"{BUILDING}{target.name}-"))
        os.rename(target, aside / "ancien")
        os.rename(built, target)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders atomically (Linux renameat2); False where the system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    arguments = (AT_FDCWD, os.fsencode(first), AT_FDCWD, os.fsencode(second), RENAME_EXCHANGE)
    return renameat2(*arguments) == 0
