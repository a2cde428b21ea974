"""What a reader finds in each format, in one shape: outline, captions, cells, text."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from bs4 import BeautifulSoup, Tag
from docx.oxml.ns import qn
from pypdf import PdfReader

SPACES = re.compile(r"[\s\u00a0\u202f\u2002]+")


def plain(text: str) -> str:
    """Text with every kind of space made one ordinary space, hyphenation marks removed."""
    return SPACES.sub(" ", text.replace("\u00ad", "")).strip()


@dataclass(frozen=True)
class Reading:
    """Content of one document."""

    headings: list[tuple[int, str]]
    captions: list[str]
    tables: list[list[list[str]]]
    text: str


def read_html(path: Path) -> Reading:
    """The page without the data tables that fold under the figures: only HTML has them."""
    soup = soup_of(path)
    main = soup.main
    assert main is not None
    for folded in main.select("details"):
        folded.decompose()
    headings = [
        (int(tag.name[1]) - 1, plain(tag.text)) for tag in main.find_all(["h2", "h3", "h4"])
    ]
    captions = [plain(tag.get_text()) for tag in main.find_all("figcaption")]
    tables = [_html_cells(table) for table in main.find_all("table")]
    return Reading(headings, captions, tables, plain(soup.get_text()))


def soup_of(path: Path) -> BeautifulSoup:
    """The page, parsed."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def _html_cells(table: Tag) -> list[list[str]]:
    return [
        [plain(cell.text) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")
    ]


def read_docx(path: Path) -> Reading:
    """The Word file; tables that only lay out the page are left out."""
    document = docx.Document(str(path))
    headings = [
        (int(p.style.name[-1]), plain(p.text))
        for p in document.paragraphs
        if p.style.name.startswith("Heading")
    ]
    captions = [plain(p.text) for p in document.paragraphs if p.style.name == "Caption"]
    tables = [
        [[plain(cell.text) for cell in row.cells] for row in table.rows]
        for table in document.tables
        if table.style.name == "Table"
    ]
    text = " ".join(_docx_text(document.element.body))
    return Reading(headings, captions, tables, plain(text))


def _docx_text(body: Any) -> list[str]:
    paragraphs = []
    for paragraph in body.iter(qn("w:p")):
        pieces = [
            " " if node.tag == qn("w:br") else node.text or ""
            for node in paragraph.iter(qn("w:t"), qn("w:br"))
        ]
        paragraphs.append("".join(pieces))
    return paragraphs


def read_pdf(path: Path) -> Reading:
    """The PDF: outline from its bookmarks; captions and cells are only text there."""
    reader = PdfReader(path)
    text = " ".join(page.extract_text() for page in reader.pages)
    return Reading(_bookmarks(reader.outline, 1), [], [], plain(text))


def _bookmarks(outline: Any, level: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for item in outline:
        if isinstance(item, list):
            found += _bookmarks(item, level + 1)
        else:
            found.append((level, plain(item.title)))
    return found


READERS = {"html": read_html, "docx": read_docx, "pdf": read_pdf}
