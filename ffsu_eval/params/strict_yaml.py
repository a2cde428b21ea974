"""A strict reader for YAML: every scalar stays text, every value knows its line.

YAML 1.1 reads ``01004`` as 516 (octal), ``22:30`` as 1350 (base sixty) and ``no`` as false. Scalars
are therefore kept as they are written and converted later by the declared type. Aliases, anchors
and tags, which can make a small file explode or run code, are refused, and so are duplicate keys.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ffsu_eval.errors import ParameterError

MAXIMUM_BYTES = 1024 * 1024
MAXIMUM_DEPTH = 20
Location = tuple[str | int, ...]


@dataclass
class Document:
    """The content of one YAML file and the line of each value, by its location in the tree."""

    file: str
    content: Any = None
    lines: dict[Location, int] = field(default_factory=dict)

    def line(self, location: Location) -> int:
        """Line of a value, or of the nearest enclosing value that is in the file."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)


def read_yaml(path: Path, shown_as: str) -> Document:
    """Read one file; raises ParameterError naming ``shown_as`` and the line of the first fault."""
    if path.stat().st_size > MAXIMUM_BYTES:
        raise ParameterError(f"{shown_as} : fichier de plus de 1 Mio, refusé")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ParameterError(f"{shown_as} : le fichier n'est pas en UTF-8") from error
    text = unicodedata.normalize("NFC", text)
    document = Document(shown_as)
    try:
        _refuse_unsafe(yaml.parse(text, Loader=yaml.BaseLoader), shown_as)
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", ligne {mark.line + 1}" if mark else ""
        raise ParameterError(
            f"{shown_as}{where} : syntaxe YAML incorrecte (indentation par espaces)"
        ) from error
    document.content = _value(node, (), document) if node else None
    return document


def _refuse_unsafe(events: Iterator[yaml.Event], file: str) -> None:
    depth = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise ParameterError(f"{file}, ligne {line} : ancres et alias YAML refusés")
        if getattr(event, "tag", None):
            raise ParameterError(f"{file}, ligne {line} : étiquettes YAML (« ! ») refusées")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAXIMUM_DEPTH:
            raise ParameterError(f"{file}, ligne {line} : imbrication trop profonde")


def _value(node: yaml.Node, location: Location, document: Document) -> Any:
    document.lines.setdefault(location, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*location, i), document) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, location, document)
    plain = getattr(node, "style", None) is None
    return None if plain and node.value in ("", "~", "null") else node.value


def _mapping(node: yaml.MappingNode, location: Location, document: Document) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise ParameterError(f"{document.file}, ligne {line} : une clé doit être un mot")
        key = key_node.value
        if key in mapping:
            raise ParameterError(f"{document.file}, ligne {line} : clé « {key} » répétée")
        document.lines[(*location, key)] = line
        mapping[key] = _value(value_node, (*location, key), document)
    return mapping
