"""What was received, kept beside the files: address, date, size and checksums of each.

A content that changes at the producer under the same file name is seen by comparison.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, TypeAdapter, ValidationError

from ffsu_eval.errors import DataError

RECEIPTS = "recus.json"


class Receipt(BaseModel):
    """One received file; ``date`` in UTC, ``size`` in bytes."""

    file: str
    path: str
    address: str
    date: datetime
    size: int
    sha1: str
    sha256: str

    def digest(self, kind: str) -> str:
        """Checksum of that kind."""
        return {"sha1": self.sha1, "sha256": self.sha256}[kind]


Receipts = TypeAdapter(dict[str, Receipt])


def read_receipts(folder: Path) -> dict[str, Receipt]:
    """Receipts by id of file; raises DataError where the file cannot be read."""
    try:
        return Receipts.validate_json((folder / RECEIPTS).read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValidationError) as error:
        raise DataError(
            f"{RECEIPTS} : fichier illisible ; le supprimer, puis relancer « make data »"
        ) from error


def write_receipts(folder: Path, receipts: dict[str, Receipt]) -> None:
    """Replace the file of receipts in one step."""
    content = Receipts.dump_python(receipts, mode="json")
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    new = folder / f".{RECEIPTS}.nouveau"
    new.write_text(text, encoding="utf-8")
    os.replace(new, folder / RECEIPTS)


def now() -> datetime:
    """The date of a receipt, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
