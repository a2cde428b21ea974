"""Fingerprint of the code that reads and checks: a changed rule makes a new verdict."""

import hashlib
from functools import cache
from pathlib import Path

from ffsu_eval.reference import REFERENCE

PACKAGE = Path(__file__).parent.parent
# what a mission's store depends on, and what the import of a national base does
MISSION = ("*.py", "gate/**/*.py", "sources/**/*.py", "params/**/*.py")
NATIONAL = (
    "sources/ssmsi/*.py",
    "gate/national.py",
    "gate/convert.py",
    "gate/expectations.py",
    "gate/schema.py",
    "gate/datasets/recorded_crime.py",
)


@cache
def code_sha256(patterns: tuple[str, ...] = MISSION) -> str:
    """Hash of the modules of these patterns and of the reference tables."""
    digest = hashlib.sha256()
    found = {path for pattern in patterns for path in PACKAGE.glob(pattern)}
    for path in sorted([*found, *REFERENCE.glob("*.csv")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
