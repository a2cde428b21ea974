"""A secret that was seeded anywhere in a published folder is found, however it is written."""

import base64
import html
import json
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from ffsu_eval.disclosure.channels import leaks
from ffsu_eval.disclosure.channels_read import read_channels, unread

SECRETS = (
    "Éloïse Kerbrat",
    "06 12 34 56 78",
    "e.kerbrat@exemple.fr",
    "12 bis rue des Lilas",
    "« Je classerai tout », dit le procureur",
)
OTHERS = ("Jean Autre", "07 00 00 00 01", "autre@exemple.fr", "3 quai du Port", "le préfet l'a dit")
PIXELS = zlib.compress(b"\x00\x00\x00\x00")


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(text: str, packed: bool = False) -> bytes:
    """An image of one pixel whose metadata say the text."""
    said = text.encode()
    kind, body = (
        (b"zTXt", b"note\0\0" + zlib.compress(said))
        if packed
        else (b"iTXt", b"note\0\0\0\0\0" + said)
    )
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(kind, body), chunk(b"IDAT", PIXELS), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def data_address(text: str) -> str:
    return f"data:image/png;base64,{base64.b64encode(png(text)).decode()}"


def page(body: str) -> str:
    return f"<!doctype html><html><head><title>Rapport</title></head><body>{body}</body></html>"


def notebook(**cell: object) -> str:
    made = {"cell_type": "code", "source": [], "outputs": [], "metadata": {}} | cell
    return json.dumps({"cells": [made], "metadata": {}, "nbformat": 4})


def docx(folder: Path, write: Callable[[Document], None]) -> None:
    document = Document()
    write(document)
    document.save(str(folder / "rapport.docx"))


def part_of_docx(folder: Path, name: str, content: bytes) -> None:
    docx(folder, lambda d: d.add_paragraph("Rien."))
    with zipfile.ZipFile(folder / "rapport.docx", "a") as archive:
        archive.writestr(name, content)


def letters(document: Document, text: str) -> None:
    paragraph = document.add_paragraph()
    for letter in text:
        paragraph.add_run(letter)


def properties(document: Document, text: str) -> None:
    document.core_properties.comments = text


def escaped(text: str) -> str:
    return "".join(f"\\u{ord(c):04x}" if ord(c) > 127 else c for c in text)


SEEDS: dict[str, Callable[[Path, str], object]] = {
    "cellule de tableau": lambda f, s: (f / "a.html").write_text(
        page(f"<td>{html.escape(s)}</td><td>12</td>")
    ),
    "prose, balises": lambda f, s: (f / "a.html").write_text(
        page("Il a dit : <b>" + "</b><b>".join(html.escape(c) for c in s) + "</b>.")
    ),
    "prose, entités": lambda f, s: (f / "a.html").write_text(page("".join(f"&#{ord(c)};" for c in s))),
    "prose, entités doubles": lambda f, s: (f / "a.html").write_text(
        page(html.escape("".join(f"&#{ord(c)};" for c in s)))
    ),
    "prose, insécables": lambda f, s: (f / "a.html").write_text(page(s.replace(" ", "\u202f"))),
    "prose, majuscules": lambda f, s: (f / "a.html").write_text(page(s.upper())),
    "texte de remplacement": lambda f, s: (f / "a.html").write_text(
        page(f'<img src="x.png" alt="{html.escape(s)}">')
    ),
    "attribut de données": lambda f, s: (f / "a.html").write_text(
        page(f'<p data-x="{html.escape(s)}">a</p>')
    ),
    "commentaire HTML": lambda f, s: (f / "a.html").write_text(page(f"<!-- {s} -->")),
    "script": lambda f, s: (f / "a.html").write_text(page(f"<script>x='{escaped(s)}'</script>")),
    "image en base64": lambda f, s: (f / "a.html").write_text(page(f'<img src="{data_address(s)}">')),
    "svg en base64": lambda f, s: (f / "a.html").write_text(
        page(f'<img src="data:image/svg+xml;base64,{base64.b64encode(f"<svg>{s}</svg>".encode()).decode()}">')
    ),
    "texte de SVG": lambda f, s: (f / "a.svg").write_text(
        "<svg><text>" + "".join(f"<tspan>{html.escape(w)} </tspan>" for w in s.split()) + "</text></svg>"
    ),
    "description de SVG": lambda f, s: (f / "a.svg").write_text(f"<svg><desc>{html.escape(s)}</desc></svg>"),
    "CSV": lambda f, s: (f / "a.csv").write_text(f"a;b\n1;{s}\n", encoding="utf-8-sig"),
    "manifeste": lambda f, s: (f / "manifest.json").write_text(json.dumps({"a": [{"b": s}]})),
    "clé de JSON": lambda f, s: (f / "manifest.json").write_text(json.dumps({s: 1})),
    "carnet, source": lambda f, s: (f / "a.ipynb").write_text(notebook(source=["x = 1\n", s])),
    "carnet, source coupée": lambda f, s: (f / "a.ipynb").write_text(notebook(source=[s[:5], s[5:]])),
    "carnet, métadonnées": lambda f, s: (f / "a.ipynb").write_text(notebook(metadata={"note": s})),
    "carnet, sortie": lambda f, s: (f / "a.ipynb").write_text(
        notebook(outputs=[{"data": {"text/html": [f"<b>{html.escape(s)}</b>"]}}])
    ),
    "carnet, image": lambda f, s: (f / "a.ipynb").write_text(
        notebook(outputs=[{"data": {"image/png": base64.b64encode(png(s, packed=True)).decode() + "\n"}}])
    ),
    "image": lambda f, s: (f / "a.png").write_bytes(png(s)),
    "image, après la fin": lambda f, s: (f / "a.png").write_bytes(png("rien") + s.encode()),
    "Word, paragraphe": lambda f, s: docx(f, lambda d: d.add_paragraph(s)),
    "Word, lettre à lettre": lambda f, s: docx(f, lambda d: letters(d, s)),
    "Word, propriétés": lambda f, s: docx(f, lambda d: properties(d, s)),
    "Word, en-tête": lambda f, s: docx(f, lambda d: d.sections[0].header.paragraphs[0].add_run(s)),
    "Word, commentaire": lambda f, s: docx(f, lambda d: d.add_comment(d.add_paragraph("a").runs, text=s)),
    "Word, image": lambda f, s: part_of_docx(f, "word/media/image1.png", png(s)),
    "Word, texte de remplacement": lambda f, s: part_of_docx(
        f, "word/x.xml", f'<wp:docPr descr="{html.escape(s)}"/>'.encode()
    ),
    "nom de fichier": lambda f, s: (f / f"{s}.txt").write_text("rien"),
}  # fmt: skip


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("channel", SEEDS)
def test_seeded_secret_is_found_and_no_other(channel: str, secret: str, tmp_path: Path) -> None:
    SEEDS[channel](tmp_path, secret)
    found = leaks(read_channels(tmp_path), [*SECRETS, *OTHERS])
    assert set(found["secret"]) == {secret}


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext absent")
@pytest.mark.parametrize("secret", SECRETS)
def test_secret_in_a_pdf_is_found(secret: str, tmp_path: Path) -> None:
    import typst

    source = tmp_path / "a.typ"
    source.write_text(
        f"= Rapport\n#text({json.dumps(secret, ensure_ascii=False)})", encoding="utf-8"
    )
    typst.compile(str(source), output=str(tmp_path / "a.pdf"))
    source.unlink()
    assert set(leaks(read_channels(tmp_path), [*SECRETS, *OTHERS])["secret"]) == {secret}
    assert unread(tmp_path) == []


def test_pdf_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert unread(tmp_path) == ["a.pdf"]
    assert leaks(read_channels(tmp_path), SECRETS).empty


@pytest.mark.parametrize(
    "written",
    ["+33 6 12 34 56 78", "+33 (0)6 12 34 56 78", "0033612345678", "06.12.34.56.78", "06-12<br>34 56 78",
     "<a href='tel:+33612345678'>appeler</a>", "06&nbsp;12&#8239;34&thinsp;56 78"],
)  # fmt: skip
def test_telephone_is_one_number_however_written(written: str) -> None:
    assert len(leaks({"prose": f"<p>Au {written}.</p>"}, ["0612345678"])) == 1


@pytest.mark.parametrize(
    ("secret", "text", "expected"),
    [
        ("Ali", "la qualité des alizés", False),
        ("Ali", "<b>Ali</b>zés", True),
        ("Ali", "(Ali)", True),
        ("0612345678", "10612345678", False),
        ("Le Goff", "le&nbsp;GOFF", True),
        ("Le Goff", "le Goffic", False),
        ("12", "1 012 faits", False),
        ("12", "12,5 %", False),
        ("12", "de 0,12", False),
        ("12", "<td>12</td><td>345</td>", True),
        ("12", "1<b>2</b> faits", True),
        ("12", "a;12;b", True),
        ("12", "[3,4,12]", True),
        ("12", "12.0", True),
        ("1012", "1\u202f012 faits", True),
        ("1 012", "1012", True),
        ("12,5", "12.50", True),
        ("12", '<img alt="12 faits">', True),
        ("12", '<img width="12">', False),
    ],
)
def test_words_and_numbers_are_whole(secret: str, text: str, expected: bool) -> None:
    assert leaks({"x": text}, [secret]).empty is not expected


def test_each_channel_is_named() -> None:
    found = leaks({"a": "Mme Kerbrat", "b": "rien", "c": "KERBRAT"}, ["Kerbrat", "Kerbrat"])
    assert found.to_numpy().tolist() == [["Kerbrat", "a"], ["Kerbrat", "c"]]


def test_secret_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="letters or digits"):
        leaks({"a": "b"}, [" — "])
    with pytest.raises(ValueError, match="folder"):
        read_channels(Path("nulle-part"))


@settings(deadline=None, max_examples=100)
@given(
    secret=st.text("abcéÀ0123456789", min_size=4, max_size=12),
    glue=st.lists(
        st.sampled_from(["", " ", "\u00a0", "\u202f", "<b>", "</i>", "-", "\u00ad"]), min_size=12
    ),
)
def test_secret_is_found_whatever_splits_it(secret: str, glue: list[str]) -> None:
    letter_first = f"k{secret}"
    split = "".join(letter + glue[n % len(glue)] for n, letter in enumerate(letter_first))
    assert len(leaks({"x": f"avant {split} après"}, [letter_first])) == 1
