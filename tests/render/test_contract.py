"""What every renderer makes of the sample report: the same content in every format."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader
from reading import READERS, Reading, plain, soup_of

from ffsu_eval.render.base import FORMATS, Renderer

HEADINGS = [
    (1, "Synthèse"),
    (1, "1 La délinquance enregistrée recule-t-elle ?"),
    (2, "1.1 Les cambriolages de logement"),
    (3, "1.1.1 Une précision de méthode"),
    (1, "2 Que disent les acteurs de terrain ?"),
    (2, "2.1 Les limites"),
    (1, "3 Conclusions et recommandations"),
    (1, "Annexes"),
    (2, "Actions suivies"),
]
CAPTIONS = [
    "Figure 1 : Les cambriolages reculent depuis 2016, sans écart établi avec les communes "
    "comparables Cambriolages de logement enregistrés pour 1 000 logements, Sœur-sur-Mer et six "
    "communes comparables, 2016-2022",
    "Tableau 1 : Un seul indicateur recule nettement Taux pour 1 000 habitants (1 000 logements "
    "pour les cambriolages), Sœur-sur-Mer, 2016-2022",
    "Figure 2 : Les rodéos motorisés arrivent en tête des nuisances déclarées Part des agents qui "
    "les jugent fréquents, en %, Sœur-sur-Mer, 2023",
    "Tableau 2 : Un tiers des agents invités ont répondu Invitations, réponses et taux de réponse "
    "par strate, Sœur-sur-Mer, 2023",
    "Tableau 3 : Trois recommandations, par priorité Responsable, délai, classe de coût, "
    "indicateur de réussite et fondement",
    "Tableau 4 : Une action sur quatre est réalisée Actions de la stratégie, statut et budget en "
    "euros, Sœur-sur-Mer, 2016-2022",
]
ALTERNATIVES = ["Courbe du taux de cambriolages", "Trois points : rodéos 61"]
SENTENCES = [
    "aucun autre écart n’est établi avec les communes comparables (Figure 1 et Tableau 1).",
    "comme le montre la Figure 1 ; il est discuté à la Section 2.1.",
    "en 2023 (Figure 2, Tableau 2).",
    "elle est la même ailleurs (voir Section 1.1).",
    "soit 2,6 ‰ de moins",
    "≥ 10 % des réponses manquent",
    "C1 preuve forte Les cambriolages enregistrés reculent",
    "preuves contradictoires constat non établi",
    "L’essentiel",
    "« Le week-end, on n’ose plus traverser le parking ; en semaine, c’est calme. »",
]
CITY = r"Sœur-sur-Mer # $ @ \ % < & _ *"
HOSTILE = "<script>alert(1)</script>, {{< meta title >}}, =SOMME(A1), #let x."
BANNER = "Données fictives : tout ou partie des chiffres de ce rapport est inventé"
LEFTOVERS = ["@fig-", "@tbl-", "@sec-", "?@", ":::", "{.", "{#", "fig-alt", "(#", "]("]
HOUSE_STYLES = {
    "Mission", "Bandeau", "Bandeau d’en-tête", "Essentiel", "Réponse", "Constat", "Conclusion",
    "Sources du constat", "Recommandation", "Encadré", "Verbatim", "Lecture Champ Source",
    "Caption", "Figure", "Texte de tableau", "Chiffre clé", "Chiffre clé libellé",
}  # fmt: skip


@pytest.fixture(scope="module")
def read(rendered: dict[str, Path]) -> dict[str, Reading]:
    return {name: READERS[name](path) for name, path in rendered.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_headings_are_numbered_and_in_order(read: dict[str, Reading], name: str) -> None:
    assert read[name].headings == HEADINGS


@pytest.mark.parametrize("name", ["html", "docx"])
def test_captions_and_their_numbers(read: dict[str, Reading], name: str) -> None:
    assert read[name].captions == CAPTIONS


def test_captions_in_pdf(read: dict[str, Reading]) -> None:
    positions = [read["pdf"].text.find(caption) for caption in CAPTIONS]
    assert -1 not in positions
    assert positions == sorted(positions)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_text_and_references(read: dict[str, Reading], name: str, sentence: str) -> None:
    assert sentence in read[name].text


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_stays_text(read: dict[str, Reading], name: str) -> None:
    assert CITY in read[name].text
    assert HOSTILE in read[name].text


@pytest.mark.parametrize("name", FORMATS)
def test_no_markup_is_left(read: dict[str, Reading], name: str) -> None:
    assert [mark for mark in LEFTOVERS if mark in read[name].text] == []


def test_the_cells_are_the_same(read: dict[str, Reading]) -> None:
    assert len(read["html"].tables) == 4
    assert read["html"].tables == read["docx"].tables
    words = set(read["pdf"].text.split())
    numbers = {
        part
        for table in read["html"].tables
        for row in table
        for cell in row
        for part in cell.split()
        if any(c.isdigit() for c in part)
    }
    assert numbers - words == set()


def test_folded_data_only_in_html(rendered: dict[str, Path], read: dict[str, Reading]) -> None:
    folded = soup_of(rendered["html"]).select("details.figure-data-box")
    assert [plain(box.summary.text) for box in folded if box.summary] == [
        "Données de la figure"
    ] * 2
    assert "9,1" in folded[0].get_text()
    for name in ("docx", "pdf"):
        assert "Borne basse" not in read[name].text


# ---- HTML ------------------------------------------------------------------------------------


def test_page_is_self_contained(rendered: dict[str, Path]) -> None:
    soup = soup_of(rendered["html"])
    assert soup.find(["script", "iframe", "object", "embed", "link"]) is None
    for tag in soup.find_all(src=True):
        assert tag["src"].startswith("data:")
    for style in soup.find_all("style"):
        assert re.findall(r"url\(\s*[\"']?(?!data:)", style.text) == []
        assert "@import" not in style.text
    assert not any(name.startswith("on") for tag in soup.find_all() for name in tag.attrs)
    policy = soup.select_one('meta[http-equiv="Content-Security-Policy"]')
    assert policy is not None
    assert policy["content"] == (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:"
    )


def test_links_and_anchors(rendered: dict[str, Path]) -> None:
    soup = soup_of(rendered["html"])
    identifiers = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(identifiers) == len(set(identifiers))
    targets = {tag["href"][1:] for tag in soup.select('a[href^="#"]')}
    assert targets <= set(identifiers)
    wanted = {"fig-cambriolages", "tbl-taux", "sec-limites", "constat-c1", "reco-r1", "contenu"}
    assert wanted <= set(identifiers)


def test_page_language_landmarks_and_banner(rendered: dict[str, Path]) -> None:
    soup = soup_of(rendered["html"])
    assert soup.html is not None
    assert soup.html["lang"] == "fr"
    assert len(soup.find_all("h1")) == 1
    assert len(soup.find_all("main")) == 1
    banner = soup.select_one("aside.banner")
    assert banner is not None
    assert BANNER in plain(banner.text)
    skip = soup.select_one("a.skip")
    assert skip is not None
    assert skip["href"] == "#contenu"
    assert [plain(a.text) for a in soup.select(".contents nav > ul > li > a")] == [
        text for level, text in HEADINGS if level == 1
    ]


def test_figures_have_alternative_text(rendered: dict[str, Path]) -> None:
    images = soup_of(rendered["html"]).find_all("img")
    assert len(images) == 2
    for image, text in zip(images, ALTERNATIVES, strict=True):
        assert plain(image["alt"]).startswith(text)


# ---- Word ------------------------------------------------------------------------------------


def test_word_styles(rendered: dict[str, Path]) -> None:
    document = docx.Document(str(rendered["docx"]))
    names = {style.style_id: style.name for style in document.styles}
    parts = [document.element.body, document.sections[0].header._element]
    used = {
        names.get(style.get(qn("w:val"))) for part in parts for style in part.iter(qn("w:pStyle"))
    }
    assert HOUSE_STYLES - used == set()
    assert used - set(names.values()) == set()


def test_word_header_footer_and_language(rendered: dict[str, Path]) -> None:
    document = docx.Document(str(rendered["docx"]))
    (section,) = document.sections
    header = [plain(p.text) for p in section.header.paragraphs]
    assert header[0] == f"{CITY} — Données : officielle, terrain, démonstration"
    assert header[1].startswith(BANNER)
    footer = "".join(section.footer._element.itertext())
    assert "Version 3f9c2a71b0" in footer
    assert "PAGE" in footer
    assert "NUMPAGES" in footer
    languages = {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"fr-FR"}
    assert document.core_properties.author == ""
    assert document.core_properties.title == (
        "Évaluation de la politique locale de tranquillité publique"
    )


def test_word_tables_repeat_their_header_outside_of_any_frame(rendered: dict[str, Path]) -> None:
    document = docx.Document(str(rendered["docx"]))
    tables = [t for t in document.tables if t.style.name == "Table"]
    assert len(tables) == 4
    for table in tables:
        assert table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.getparent().tag == qn("w:body")
    total = tables[-1].rows[-1].cells[0]
    assert total._tc.tcPr.find(f"{qn('w:tcBorders')}/{qn('w:top')}") is not None


def test_word_paragraphs_follow_the_schema(rendered: dict[str, Path]) -> None:
    body = docx.Document(str(rendered["docx"])).element.body
    for paragraph in body.iter(qn("w:p")):
        properties = paragraph.findall(qn("w:pPr"))
        assert len(properties) <= 1
        if properties:
            tags = [child.tag for child in properties[0]]
            assert len(tags) == len(set(tags))
            assert qn("w:pStyle") not in tags[1:]


def test_word_links_and_contents(rendered: dict[str, Path]) -> None:
    body = docx.Document(str(rendered["docx"])).element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert set(links) <= marks
    assert {"fig-cambriolages", "tbl-reponse", "sec-limites"} <= set(links)
    fields = [f.text for f in body.iter(qn("w:instrText")) if f.text]
    assert [f for f in fields if "TOC" in f] == [' TOC \\o "1-2" \\h \\z \\u ']
    contents = [
        plain(p.text)
        for p in docx.Document(str(rendered["docx"])).paragraphs
        if p.style.name.startswith("toc")
    ]
    assert contents == [text for level, text in HEADINGS if level <= 2]


def test_word_figures_have_alternative_text(rendered: dict[str, Path]) -> None:
    body = docx.Document(str(rendered["docx"])).element.body
    described = [plain(e.get("descr")) for e in body.iter(qn("wp:docPr"))]
    assert len(described) == 2
    for found, text in zip(described, ALTERNATIVES, strict=True):
        assert found.startswith(text)


def test_word_carries_the_font(rendered: dict[str, Path]) -> None:
    with zipfile.ZipFile(rendered["docx"]) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
        names = archive.namelist()
    assert 'w:name="IBM Plex Sans"' in fonts
    assert {"word/fonts/font1.odttf", "word/fonts/font2.odttf"} <= set(names)


# ---- PDF -------------------------------------------------------------------------------------


def test_each_pdf_page_says_what_it_is(rendered: dict[str, Path]) -> None:
    pages = [plain(page.extract_text()) for page in PdfReader(rendered["pdf"]).pages]
    assert len(pages) > 4
    for number, text in enumerate(pages, start=1):
        assert BANNER in text
        assert CITY in text
        assert "Données : officielle, terrain, démonstration" in text
        assert "Version 3f9c2a71b0" in text
        assert f"page {number} / {len(pages)}" in text
    assert "Sommaire" in pages[1]


def test_pdf_is_tagged_french_and_undated(rendered: dict[str, Path]) -> None:
    reader = PdfReader(rendered["pdf"])
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None
    assert reader.metadata.title == "Évaluation de la politique locale de tranquillité publique"
    assert "/CreationDate" not in reader.metadata
    assert b"pdfuaid:part" in rendered["pdf"].read_bytes()


def _structure(node: Any) -> Iterator[Any]:
    """Every element of the tag tree."""
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        element = child.get_object() if hasattr(child, "get_object") else child
        if hasattr(element, "get"):
            yield element
            yield from _structure(element)


def test_pdf_figures_have_alternative_text(rendered: dict[str, Path]) -> None:
    reader = PdfReader(rendered["pdf"])
    alternatives = [
        plain(str(item["/Alt"]))
        for item in _structure(reader.trailer["/Root"]["/StructTreeRoot"])
        if "/Alt" in item
    ]
    for text in ALTERNATIVES:
        assert [a for a in alternatives if a.startswith(text)], text


# ---- Reproducibility -------------------------------------------------------------------------


def test_same_bytes_twice(
    renderer: Renderer, rendered: dict[str, Path], sample: Path, redrawn: Path, tmp_path: Path
) -> None:
    again = renderer.render(sample, redrawn, tmp_path / "out", FORMATS)
    assert {
        name for name in FORMATS if again[name].read_bytes() != rendered[name].read_bytes()
    } == set()


def test_nothing_names_the_machine(rendered: dict[str, Path]) -> None:
    with zipfile.ZipFile(rendered["docx"]) as archive:
        contents = [archive.read(name) for name in archive.namelist()]
    contents += [rendered["html"].read_bytes(), rendered["pdf"].read_bytes()]
    for content in contents:
        assert str(Path.home()).encode() + b"/" not in content
        assert b"ffsu-eval-" not in content  # the private folder


def test_headings_without_number(renderer: Renderer, figures: Path, tmp_path: Path) -> None:
    """What is under an unnumbered heading has no number; a number of the title itself stays."""
    body = "# 10 ans de suivi {.unnumbered}\n\n## 2022 en bref\n\n# Suite\n\n## 1.5 point\n"
    markdown = tmp_path / "report.md"
    markdown.write_text(f"---\ntitle: Essai\nlang: fr\n---\n\n{body}", encoding="utf-8")
    made = renderer.render(markdown, figures, tmp_path / "out", ["docx", "html"])
    expected = [
        (1, "10 ans de suivi"), (2, "2022 en bref"), (1, "1 Suite"), (2, "1.1 1.5 point"),
    ]  # fmt: skip
    for name, path in made.items():
        assert READERS[name](path).headings == expected, name
