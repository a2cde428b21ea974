"""XML without document types: no entity can be declared, hence none expanded nor fetched.

The parser of the standard library (Expat) is enough: a document type declaration, the only way to
declare entities, stops the reading (OWASP, XML External Entity Prevention).
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

MAXIMUM_DEPTH = 200
WHOLE = re.compile(r"\d{1,9}")
Attributes = dict[str, str]


def walk(
    content: bytes,
    start: Callable[[str, Attributes], Any],
    end: Callable[[str], Any] = lambda _: None,
    text: Callable[[str], Any] = lambda _: None,
) -> None:
    """Call the handlers on each element and text, names without namespace, in document order.

    ValueError, with a French reason, for XML that is malformed, too deep or has a document type.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def opened(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > MAXIMUM_DEPTH:
            raise ValueError("XML refusé : imbrication trop profonde")
        # of two attributes with the same local name, the last namespace wins, whatever their order
        start(_local(name), {_local(key): value for key, value in sorted(attributes.items())})

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(_local(name))

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError) as error:  # an unknown encoding is a LookupError
        raise ValueError("XML mal formé") from error


def tree(content: bytes) -> Element:
    """Root element, names without namespace; ValueError as ``walk``."""
    builder = TreeBuilder()
    walk(content, builder.start, builder.end, builder.data)
    return builder.close()


def whole(attributes: Attributes, name: str, default: int) -> int:
    """A whole number of an attribute; ValueError, with a French reason, when it is none."""
    value = attributes.get(name, "")
    if not value:
        return default
    if not WHOLE.fullmatch(value):
        raise ValueError("XML refusé : nombre entier attendu")
    return int(value)


@lru_cache(maxsize=1024)
def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_document_type(*_: Any) -> None:
    raise ValueError("XML refusé : déclaration de type de document (entités)")
