"""Zip archives (.xlsx, .ods, .qdpx), read without letting a small file fill the memory.

Limits on expansion follow the reference reader of the Office formats (Apache POI, ZipSecureFile):
beyond 100 KiB, an entry that is a hundred times larger than its compressed form is a bomb.
"""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

MAXIMUM_ENTRIES = 5_000
MAXIMUM_TOTAL = 200 * 1024 * 1024
MAXIMUM_RATIO = 100
RATIO_FROM = 100 * 1024
ENCRYPTED = 0x1
PLAIN_OR_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
PROTECTED = "fichier protégé par un mot de passe : l'enregistrer sans protection"
DAMAGED = "fichier illisible : tronqué ou endommagé"


def member_names(path: Path) -> list[str]:
    """Names of the entries of an archive; ValueError, with a French reason, when there is no archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise ValueError(DAMAGED) from error


def read_members(
    path: Path, wanted: Callable[[str], bool], ratio: int = MAXIMUM_RATIO
) -> dict[str, bytes]:
    """Content of the wanted entries, by name; nothing is written to the disk.

    ValueError, with a French reason, for an archive that is damaged, encrypted, compressed in an
    unusual way, that names an entry twice (readers would disagree on it), or that is a bomb.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_all(entries)
            kept = [entry for entry in entries if wanted(entry.filename)]
            _check_sizes(kept, ratio)
            # an entry never gives more than its declared size, and its checksum then fails
            return {entry.filename: archive.read(entry) for entry in kept}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise ValueError(DAMAGED) from error


def _check_all(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAXIMUM_ENTRIES:
        raise ValueError(f"archive refusée : plus de {MAXIMUM_ENTRIES} fichiers à l'intérieur")
    if len({entry.filename for entry in entries}) < len(entries):
        raise ValueError("archive refusée : un même fichier y est deux fois")
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise ValueError(PROTECTED)
    if any(entry.compress_type not in PLAIN_OR_DEFLATED for entry in entries):
        raise ValueError("archive refusée : compression inhabituelle")


def _check_sizes(entries: list[zipfile.ZipInfo], ratio: int) -> None:
    if sum(entry.file_size for entry in entries) > MAXIMUM_TOTAL:
        raise ValueError("archive refusée : plus de 200 Mio une fois décompressée")
    for entry in entries:
        if entry.file_size > RATIO_FROM and entry.file_size > ratio * entry.compress_size:
            raise ValueError(
                f"archive refusée : son contenu est plus de {ratio} fois plus gros que le fichier"
            )
