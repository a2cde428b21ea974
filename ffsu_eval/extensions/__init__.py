"""Types of mission that live in one folder each, and that nothing else names.

``<key>/__init__.py`` gives ENGAGEMENT, the fields of its line among the types; ``<key>/datasets.py``
gives GROUPS, pairs of a French name and its datasets; ``<key>/chapter.py`` gives PREFIX, the prefix of
its evidence, Chapter, opened on a mission, and ``items``, its evidence. The worked example is in
docs/new-engagement-type.md.
"""

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def found() -> tuple[str, ...]:
    """Keys of the types found, in alphabetical order."""
    return tuple(sorted(each.name for each in pkgutil.iter_modules(__path__) if each.ispkg))


def part(key: str, name: str = "") -> ModuleType:
    """One module of a type: ImportError when it does not have it."""
    return importlib.import_module(".".join(filter(None, (__name__, key, name))))
