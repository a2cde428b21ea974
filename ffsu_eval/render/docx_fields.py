"""Words and fields of a Word file: what the word processor computes, such as a page number."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def run(text: str) -> Any:
    """A run of text, without any form of its own."""
    element = OxmlElement("w:r")
    element.text = text
    return element


def field_character(kind: str) -> Any:
    """What opens, separates or ends a field: ``kind`` is begin, separate or end."""
    element = OxmlElement("w:r")
    character = OxmlElement("w:fldChar")
    character.set(qn("w:fldCharType"), kind)
    element.append(character)
    return element


def field_start(paragraph: Any, instruction: str) -> None:
    """Open a field at the end of a paragraph; its value follows, then its end."""
    code = OxmlElement("w:r")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    code.append(text)
    for element in (field_character("begin"), code, field_character("separate")):
        paragraph._p.append(element)


def computed(paragraph: Any, instruction: str) -> None:
    """A field at the end of a paragraph, with 1 as its value until it is computed."""
    field_start(paragraph, instruction)
    paragraph._p.append(run("1"))
    paragraph._p.append(field_character("end"))
