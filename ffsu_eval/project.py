"""Where things lie: the project's root and its folders, found from the working directory.

A notebook runs in notebooks/, the command line at the root: both find the same root by walking up.
"""

import hashlib
import os
from pathlib import Path

from ffsu_eval.errors import ParameterError

EXTERNAL_VARIABLE = "FFSU_EVAL_EXTERNAL"


def find_root(start: Path | None = None) -> Path:
    """First folder, from ``start`` upwards, that holds params/, data/ and notebooks/."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if all((folder / name).is_dir() for name in ("params", "data", "notebooks")):
            return folder
    raise ParameterError(
        "dossier de travail : ni params/, ni data/, ni notebooks/ ici ou plus haut ; "
        "placez-vous dans le dossier du projet"
    )


def external_folder(root: Path) -> Path:
    """Folder of the public data: the variable FFSU_EVAL_EXTERNAL, or data/external.

    A relative path starts at the root, so that command line and notebooks read the same files.
    """
    named = os.environ.get(EXTERNAL_VARIABLE, "")
    return root / Path(named).expanduser() if named else root / "data" / "external"


def field_folder(root: Path, city: str) -> tuple[Path, str]:
    """Folder of the city's field data and their status; private data take precedence over demo.

    The choice is made for the whole folder: a real mission never mixes in a fictitious file.
    """
    private = root / "data" / "private" / city
    if private.is_dir():
        return private, "terrain"
    return root / "data" / "demo" / city, "démonstration"


def cache_folder(root: Path) -> Path:
    """Folder of what can always be rebuilt: typed store and verdicts."""
    return root / ".cache"


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def shown_path(path: Path, root: Path) -> str:
    """Path as a message or a manifest may show it: relative, never the machine's own folders."""
    for base, prefix in ((root, ""), (external_folder(root), "data/external/")):
        try:
            return prefix + path.resolve().relative_to(base.resolve()).as_posix()
        except ValueError:
            continue
    return path.name
