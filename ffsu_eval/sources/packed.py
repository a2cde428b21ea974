"""JSON files compressed with gzip, as the geographic files are distributed."""

import gzip
import json
import zlib
from pathlib import Path
from typing import Any


def read_packed_json(path: Path) -> Any:
    """Content of a ``.json.gz`` file; ValueError, with a French reason, when it cannot be read."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            return json.load(stream)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise ValueError("fichier illisible : tronqué ou endommagé") from error
