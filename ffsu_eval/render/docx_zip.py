"""The container of a Word file, written so that the same content gives the same bytes."""

import zipfile
from pathlib import Path

# the oldest date that a ZIP archive can hold
EPOCH = (1980, 1, 1, 0, 0, 0)
FIRST = "[Content_Types].xml"


def rewrite(path: Path) -> None:
    """Write the archive again: parts in order of name, content types first, one fixed date."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(parts, key=lambda name: (name != FIRST, name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, parts[name])
