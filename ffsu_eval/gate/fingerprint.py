"""Fingerprint of the code that reads and checks: a changed rule makes a new verdict."""

import hashlib
from functools import cache
from pathlib import Path

from ffsu_eval.reference import REFERENCE

PACKAGE = Path(__file__).parent.parent


@cache
def code_sha256() -> str:
    """Hash of the modules that read and check, and of the reference tables that they use."""
    digest = hashlib.sha256()
    files = [
        path for name in ("gate", "sources", "params") for path in (PACKAGE / name).rglob("*.py")
    ]
    files += [*PACKAGE.glob("*.py"), *REFERENCE.glob("*.csv")]
    for path in sorted(files):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
