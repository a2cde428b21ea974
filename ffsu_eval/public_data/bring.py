"""« make data »: every file of sources.yml in turn, one run at a time for a folder."""

import contextlib
import errno
import fcntl
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ffsu_eval.errors import DataError
from ffsu_eval.project import external_folder, shown_path
from ffsu_eval.public_data.errand import Brought, Errand
from ffsu_eval.public_data.listing import load_sources
from ffsu_eval.public_data.receipts import read_receipts
from ffsu_eval.public_data.web import Fault, open_client

if TYPE_CHECKING:
    from ffsu_eval.run.pipeline import Progress

LOCK = ".verrou"


@dataclass
class Outcome:
    """Files in place by the path to show, and one message for each that could not be had."""

    files: dict[str, Brought] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def bring(root: Path, only: str, progress: "Progress") -> Outcome:
    """Bring the files of sources.yml, or the one named ``only``, into the folder of public data.

    A file that cannot be had does not keep the others away. Raises ParameterError for a wrong
    listing or name, DataError when another run is under way or the folder cannot be written.
    """
    sources = load_sources(root, only)
    folder = external_folder(root)
    outcome = Outcome()
    with _locked(folder, shown_path(folder, root)), open_client() as client:
        receipts = read_receipts(folder)
        for source in sources:
            progress.step(f"Données publiques : {source.id}")
            try:
                brought = Errand(source, folder, receipts, client, progress).run()
                outcome.files[shown_path(folder / source.path, root)] = brought
            except Fault as fault:
                outcome.faults.append(f"{source.id} ({source.file}) : {fault}")
            except OSError as error:
                outcome.faults.append(f"{source.id} ({source.file}) : {_explained(error)}")
    return outcome


@contextlib.contextmanager
def _locked(folder: Path, shown: str) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = (folder / LOCK).open("w")
    except OSError as error:
        raise DataError(f"{shown} : {_explained(error)}") from error
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DataError("un autre « make data » est en cours : réessayez ensuite") from error
        yield


def _explained(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "disque plein ; libérer de la place, puis relancer « make data »"
    return "lecture ou écriture impossible ; vérifier les droits sur le dossier"
