"""The house font inside a Word file, so that it looks the same where the font is not installed.

Source: ECMA-376 part 4, 2.8.1 « Font Embedding »: the first 32 bytes of the font are combined with
the key of the font, a GUID, read backwards.
"""

import zipfile
from pathlib import Path

FAMILY = "IBM Plex Sans"
FACES = {
    "embedRegular": ("IBMPlexSans-Regular.ttf", "{6F1D2C3A-0B7E-4C51-9D20-5A8E41C7B301}"),
    "embedBold": ("IBMPlexSans-SemiBold.ttf", "{6F1D2C3A-0B7E-4C51-9D20-5A8E41C7B302}"),
}
TABLE, RELATIONS = "word/fontTable.xml", "word/_rels/fontTable.xml.rels"
TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"


def embed_fonts(path: Path, fonts: Path) -> None:
    """Add both weights to the archive at ``path``."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    faces, relations = [], []
    for index, (element, (name, key)) in enumerate(FACES.items(), start=1):
        parts[f"word/fonts/font{index}.odttf"] = obfuscated((fonts / name).read_bytes(), key)
        faces.append(f'<w:{element} r:id="rId{index}" w:fontKey="{key}"/>')
        relations.append(
            f'<Relationship Id="rId{index}" Type="{OFFICE}/font" Target="fonts/font{index}.odttf"/>'
        )
    parts[TABLE] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:fonts xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:font w:name="{FAMILY}">'
        '<w:altName w:val="Arial"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        f'<w:pitch w:val="variable"/>{"".join(faces)}</w:font></w:fonts>'
    ).encode()
    parts[RELATIONS] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{PACKAGE}">{"".join(relations)}</Relationships>'
    ).encode()
    _declare(parts)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def obfuscated(font: bytes, key: str) -> bytes:
    """The font as Word stores it; the same operation reads it back."""
    mask = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1]
    head = bytes(byte ^ mask[index % 16] for index, byte in enumerate(font[:32]))
    return head + font[32:]


def _declare(parts: dict[str, bytes]) -> None:
    """Say in the content types that the file carries fonts."""
    types = parts[TYPES].decode()
    if "odttf" not in types:
        entry = f'<Default Extension="odttf" ContentType="{CONTENT_TYPE}"/>'
        types = types.replace("</Types>", f"{entry}</Types>")
    parts[TYPES] = types.encode()
