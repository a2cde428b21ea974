"""Every text of a published folder, in the formats that reports are made of, metadata included."""

import base64
import binascii
import csv
import io
import json
import re
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

# letters of a font say nothing of anybody
FONTS = (".woff", ".woff2", ".ttf", ".otf", ".odttf")
IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".emf", ".wmf")
PACKED = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".zip")
DATA_ADDRESS = re.compile(r"data:([\w/+.\-]+)((?:;[\w\-]+=[^;,\"']*)*)(;base64)?,([^\"'()\s<>]+)")
PRINTABLE = re.compile(rb"[\x20-\x7e\xc2-\xf4\x80-\xbf]{6,}")
PNG = b"\x89PNG\r\n\x1a\n"
DEEPEST = 4
PDF_SECONDS = 120


def read_channels(folder: Path) -> dict[str, str]:
    """Text of every file of a folder, by relative path; parts of a document as « file!part ».

    HTML, SVG and XML keep their marks; notebooks and JSON give every key and value, images the
    text that they carry (in data addresses too); PDF is read by pdftotext and pdfinfo: see
    ``unread``. Names of files are a channel too. ValueError: no such folder.
    """
    if not folder.is_dir():
        raise ValueError("read_channels: folder expected")
    channels: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            if path.suffix.lower() == ".pdf":
                channels[name] = f"{name}\n{_pdf(path)}"
            else:
                for part, text in _texts(name, path.read_bytes(), 0):
                    channels[part] = f"{part}\n{text}"
    return channels


def unread(folder: Path) -> list[str]:
    """Files that could not be read here: PDF where pdftotext is not installed."""
    if shutil.which("pdftotext"):
        return []
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf"))


def _texts(name: str, content: bytes, depth: int) -> Iterator[tuple[str, str]]:
    suffix = Path(name).suffix.lower()
    if suffix in FONTS or depth > DEEPEST:
        return
    if suffix in PACKED and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield name, archive.comment.decode(errors="replace")
            for part in archive.infolist():
                yield from _texts(f"{name}!{part.filename}", archive.read(part), depth + 1)
        return
    if suffix in IMAGES:
        yield name, _image(content)
        return
    text = content.decode("utf-8-sig", errors="replace")
    if suffix in (".json", ".ipynb"):
        text = _json(text)
    elif suffix == ".csv":
        text = _csv(text)
    yield name, _with_addresses(text)


def _json(text: str) -> str:
    try:
        return "\n".join(_leaves(json.loads(text)))
    except ValueError:
        return text


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            if str(key).startswith("image/") and str(key) != "image/svg+xml":
                yield _decoded("".join(inner) if isinstance(inner, list) else str(inner))
            else:
                yield from _leaves(inner)
    elif isinstance(value, list):
        # the source of a cell is a list of lines: one text
        whole = all(isinstance(item, str) for item in value)
        yield from ["".join(value)] if whole and value else ()
        for item in value:
            yield from _leaves(item)
    else:
        yield str(value)


def _csv(text: str) -> str:
    header = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=header.count)
    return "\n".join(" | ".join(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter))


def _with_addresses(text: str) -> str:
    carried: list[str] = []

    def read(match: re.Match[str]) -> str:
        if "font" in match[1]:
            return ""
        if not match[3]:
            carried.append(unquote(match[4]))
        else:
            carried.append(_decoded(match[4]))
        return ""

    kept = DATA_ADDRESS.sub(read, text)
    return "\n".join([kept, *carried])


def _decoded(encoded: str) -> str:
    try:
        content = base64.b64decode(re.sub(r"\s", "", unquote(encoded)))
    except (binascii.Error, ValueError):
        return encoded
    if b"<svg" in content[:2000] or b"<?xml" in content[:200]:
        return content.decode("utf-8", errors="replace")
    return _image(content)


def _image(content: bytes) -> str:
    if not content.startswith(PNG):
        return "\n".join(run.decode("utf-8", errors="ignore") for run in PRINTABLE.findall(content))
    return "\n".join(text.decode("utf-8", errors="replace") for text in _png_texts(content))


def _png_texts(content: bytes) -> Iterator[bytes]:
    place = len(PNG)
    while place + 8 <= len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        kind = content[place + 4 : place + 8]
        body = content[place + 8 : place + 8 + length]
        if kind != b"IDAT":
            yield body if kind in (b"tEXt", b"iTXt", b"eXIf") else b""
            if kind in (b"zTXt", b"iTXt"):
                yield _inflated(body)
        place += 12 + length
        if kind == b"IEND":
            break
    yield content[place:]  # what was appended to the image


def _inflated(body: bytes) -> bytes:
    start = body.find(b"\x78")
    while start >= 0:
        try:
            return body[:start] + b" " + zlib.decompress(body[start:])
        except zlib.error:
            start = body.find(b"\x78", start + 1)
    return b""


def _pdf(path: Path) -> str:
    texts = []
    for command in (["pdftotext", "-q", str(path), "-"], ["pdfinfo", str(path)]):
        if shutil.which(command[0]):
            run = subprocess.run(command, capture_output=True, timeout=PDF_SECONDS, check=False)
            texts.append(run.stdout.decode("utf-8", errors="replace"))
    return "\n".join(texts)
