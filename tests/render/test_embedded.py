"""The embedded renderer and the parts that both renderers share."""

import runpy
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from ffsu_eval.errors import ParameterError, RenderError
from ffsu_eval.render.base import excerpt, reports_folder
from ffsu_eval.render.choose import choose_renderer
from ffsu_eval.render.docx_fonts import obfuscated
from ffsu_eval.render.docx_zip import rewrite
from ffsu_eval.render.embedded import EmbeddedRenderer
from ffsu_eval.render.header import literal, prepare
from ffsu_eval.render.html_finish import check_self_contained
from ffsu_eval.render.quarto import QuartoRenderer

SHORT = """---
title: "Essai"
lang: fr
territory: "{territory}"
---

# Une section {{#sec-une}}

{body}
"""
FLOAT = """::: {#fig-courbe}
![](figures/fig-courbe){fig-alt="texte"}

Titre [sous-titre]{.subtitle}
:::
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="288pt" height="144pt"><!-- {} --></svg>'


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., tuple[Path, Path]]:
    """A function that writes a short report and its one figure, and gives their paths."""

    def write(body: str, territory: str = "Ici", name: str = "un") -> tuple[Path, Path]:
        folder = tmp_path / name
        (folder / "figures").mkdir(parents=True)
        (folder / "figures" / "fig-courbe.svg").write_text(SVG.format(territory))
        markdown = folder / "report.md"
        markdown.write_text(SHORT.format(territory=territory, body=body), encoding="utf-8")
        return markdown, folder / "figures"

    return write


def html_of(paths: tuple[Path, Path], out: Path) -> BeautifulSoup:
    made = EmbeddedRenderer().render(*paths, out, ["html"])
    return BeautifulSoup(made["html"].read_text(encoding="utf-8"), "html.parser")


# ---- What is refused, and how it is said -----------------------------------------------------


@pytest.mark.parametrize("reference", ["@fig-inconnue", "@tbl-absent", "@sec-rien", "@dupont"])
def test_unknown_reference(write, tmp_path: Path, reference: str) -> None:
    with pytest.raises(RenderError, match=f"référence inconnue : {reference}"):
        html_of(write(f"Voir {reference}."), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_float_without_caption(write, tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="fig-courbe » : légende absente"):
        html_of(write("::: {#fig-courbe}\n![](figures/fig-courbe)\n:::"), tmp_path / "out")


@pytest.mark.parametrize("name", ["html", "docx", "pdf"])
def test_missing_figure(write, tmp_path: Path, name: str) -> None:
    paths = write(FLOAT.replace("fig-courbe)", "fig-absente)"))
    with pytest.raises(RenderError, match="fig-absente") as refusal:
        EmbeddedRenderer().render(*paths, tmp_path / "out", [name])
    assert refusal.value.exit_code == 5
    assert "/ffsu-eval-" not in str(refusal.value)


def test_unknown_format(write, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=r"format « odt » inconnu : .*html, docx, pdf"):
        EmbeddedRenderer().render(*write("Texte."), tmp_path / "out", ["odt"])


@pytest.mark.parametrize(
    "source",
    ["# Sans en-tête\n", "---\ntitle: [\n---\n\nTexte", "---\nlang: fr\n---\n\nTexte", ""],
)
def test_header_that_cannot_be_read(source: str) -> None:
    with pytest.raises(RenderError, match="en-tête"):
        prepare(source)


@pytest.mark.parametrize(
    "page",
    [
        "<p>x</p><script>1</script>",
        '<img src="https://exemple.fr/x.png">',
        "<img src=//exemple.fr/x.png>",
        '<link rel="stylesheet" href="style.css">',
        '<a href="javascript:alert(1)">x</a>',
        '<p onclick="x()">x</p>',
        "<style>@import 'x.css'</style>",
        "<style>p { background: url('x.png') }</style>",
        '<iframe src="data:text/html,x"></iframe>',
    ],
)
def test_page_that_would_load_or_run_something(page: str) -> None:
    with pytest.raises(RenderError, match="contenu extérieur ou actif"):
        check_self_contained(page)


@pytest.mark.parametrize(
    "page",
    [
        '<img src="data:image/png;base64,AAAA" alt="src=x">',
        '<a href="https://exemple.fr">un lien que l’on suit</a>',
        "<p>du texte : url(x), src = y, &lt;script&gt;</p>",
        "<style>p { background: url(data:image/png;base64,AAAA) }</style>",
    ],
)
def test_page_that_loads_nothing(page: str) -> None:
    check_self_contained(page)


# ---- Choice of the renderer ------------------------------------------------------------------


def test_without_quarto(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not QuartoRenderer().available()
    assert choose_renderer("auto").name == "embedded"
    with pytest.raises(RenderError, match="« quarto » est absente de cette machine"):
        choose_renderer("quarto")


def test_with_quarto(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    command = tmp_path / "quarto"
    command.write_text("#!/bin/sh\necho 9.9.9\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    chosen = choose_renderer("auto")
    assert (chosen.name, chosen.version()) == ("quarto", "9.9.9")
    assert choose_renderer("embedded").name == "embedded"


def test_quarto_says_why_it_failed(monkeypatch: pytest.MonkeyPatch, write, tmp_path: Path) -> None:
    command = tmp_path / "quarto"
    command.write_text("#!/bin/sh\necho 'ERROR: sans raison' >&2\nexit 1\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(RenderError, match="Quarto a échoué :\nERROR: sans raison"):
        QuartoRenderer().render(*write("Texte."), tmp_path / "out", ["html"])


def test_unknown_renderer() -> None:
    with pytest.raises(ParameterError, match="« latex » inconnu : .*auto, quarto, embedded"):
        choose_renderer("latex")


# ---- Text and numbers ------------------------------------------------------------------------


def test_values_of_the_header_are_read_literally(write, tmp_path: Path) -> None:
    territory = "*A* & _B_ <b>C</b> [D](x) `E` $F$ @fig-courbe ^G^ ~H~ 1\\. {.i} L’ -- M..."
    soup = html_of(write("Texte.", territory.replace("\\", "\\\\")), tmp_path / "out")
    shown = soup.select_one(".title-block dd")
    assert shown is not None
    assert shown.get_text() == territory
    assert soup.title is not None
    assert soup.title.text == f"Essai – {territory}"


def test_literal_marks_every_sign() -> None:
    assert literal("a-b_c.") == "a\\-b\\_c\\."
    assert literal("deux\nlignes") == "deux lignes"


def test_references_without_name_and_several_at_once(write, tmp_path: Path) -> None:
    body = f"Voir -@fig-courbe, [@fig-courbe; @sec-une].\n\n{FLOAT}"
    soup = html_of(write(body), tmp_path / "out")
    paragraph = soup.select_one("main > p")
    assert paragraph is not None
    assert paragraph.text.replace("\u00a0", " ") == "Voir 1, Figure 1, Section 1."


def test_conditional_content(write, tmp_path: Path) -> None:
    body = """::: {.content-visible when-format="html"}
pour la page
:::

::: {.content-visible when-format="docx"}
pour Word
:::

::: {.content-hidden when-format="html"}
hors de la page
:::

::: {.content-visible unless-format="docx"}
sauf pour Word
:::
"""
    main = html_of(write(body), tmp_path / "out").main
    assert main is not None
    assert [p.text for p in main.find_all("p")] == ["pour la page", "sauf pour Word"]


def test_callouts_have_french_titles(write, tmp_path: Path) -> None:
    kinds = ["note", "tip", "warning", "important", "caution"]
    body = "\n\n".join(f"::: {{.callout-{kind}}}\nTexte.\n:::" for kind in kinds)
    soup = html_of(write(body), tmp_path / "out")
    titles = [p.text for p in soup.select(".boxed > .boxed-title")]
    assert [title.strip() for title in titles] == [
        "Note", "Conseil", "Avertissement", "Important", "Mise en garde",
    ]  # fmt: skip


def test_quotation_marks_are_french(write, tmp_path: Path) -> None:
    main = html_of(write("""Il dit "oui" et l'affaire 'suit'."""), tmp_path / "out").main
    assert main is not None
    assert main.p is not None
    assert main.p.text == "Il dit «\u00a0oui\u00a0» et l’affaire “suit”."


def test_raw_html_is_text(write, tmp_path: Path) -> None:
    body = "<b onclick='x()'>gras</b>\n\n`<script>x</script>`{=html}\n\n<script>alert(1)</script>"
    main = html_of(write(body), tmp_path / "out").main
    assert main is not None
    assert main.find(["b", "script"]) is None
    assert "alert(1)" in main.text


# ---- Isolation, containers, style ------------------------------------------------------------


def test_each_report_has_its_own_figures(write, tmp_path: Path) -> None:
    """Eight reports at once, whose figures have the same names."""
    names = [f"ville-{i}" for i in range(8)]
    sources = {name: write(FLOAT, name, name) for name in names}

    def figure(name: str) -> str:
        soup = html_of(sources[name], tmp_path / "out" / name)
        image = soup.find("img")
        assert image is not None
        return str(image["src"])

    with ThreadPoolExecutor(8) as pool:
        images = list(pool.map(figure, names))
    assert len(set(images)) == len(names)
    assert images == [figure(name) for name in names]


def test_figures_are_larger_on_a_screen_than_on_paper(write, tmp_path: Path) -> None:
    image = html_of(write(FLOAT), tmp_path / "out").find("img")
    assert image is not None
    assert image["width"] == "518"  # 288 pt are 384 px on paper


def test_font_is_read_back() -> None:
    font = (reports_folder() / "style" / "fonts" / "IBMPlexSans-Regular.ttf").read_bytes()
    key = "{00112233-4455-6677-8899-AABBCCDDEEFF}"
    assert obfuscated(font, key)[:32] != font[:32]
    assert obfuscated(obfuscated(font, key), key) == font


def test_container_does_not_depend_on_its_history(tmp_path: Path) -> None:
    archives = []
    for name, order in (("a", ["x", "[Content_Types].xml"]), ("b", ["[Content_Types].xml", "x"])):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            for part in order:
                archive.writestr(zipfile.ZipInfo(part, (2023, 1, ord(name) - 96, 0, 0, 0)), part)
        rewrite(path)
        archives.append(path.read_bytes())
    assert archives[0] == archives[1]


def test_reference_document_is_what_its_script_makes(tmp_path: Path) -> None:
    style = reports_folder() / "style"
    script = runpy.run_path(str(style / "make_reference.py"))
    script["make"](tmp_path / "reference.docx")
    assert (tmp_path / "reference.docx").read_bytes() == (style / "reference.docx").read_bytes()


def test_house_font_and_licence_are_small_and_complete() -> None:
    fonts = sorted((reports_folder() / "style" / "fonts").iterdir())
    assert {path.suffix for path in fonts} == {".ttf", ".woff2", ".txt"}
    assert sum(path.stat().st_size for path in fonts) < 1_000_000
    css = (reports_folder() / "style" / "report.css").read_text(encoding="utf-8")
    for path in fonts:
        if path.suffix == ".woff2":
            assert css.count(f'url("fonts/{path.name}")') == 1


def test_message_never_names_the_private_folder(tmp_path: Path) -> None:
    """Tools name it by its whole path, or relative to the folder of the command."""
    folder = tmp_path / "ffsu-eval-abc"
    said = f"erreur : {folder}/report.typ:2\n  ┌─ ../../ffsu-eval-abc/report.typ:231:7"
    assert excerpt(said, folder) == "erreur : report.typ:2\n  ┌─ report.typ:231:7"


def test_a_question_stays_with_the_heading_and_its_answer(
    write: Callable[..., tuple[Path, Path]], tmp_path: Path
) -> None:
    """Whatever fills the page before them, the three are on the same page of the PDF."""
    asked = "\n\n# Suite {#sec-suite}\n\n*Que faire ?*\n\n::: {.answer}\nRien encore.\n:::\n"
    seen = set()
    for lines in range(29, 37):
        paths = write("Une ligne.\n\n" * lines + asked, name=f"n{lines}")
        made = EmbeddedRenderer().render(*paths, tmp_path / f"s{lines}", ["pdf"])
        pages = [page.extract_text() for page in PdfReader(made["pdf"]).pages]
        at = [next(i for i, text in enumerate(pages) if words in text and i > 0)
              for words in ("Que faire", "Rien encore")]  # fmt: skip
        assert at[0] == at[1], lines
        seen.add(at[0])
    assert len(seen) > 1  # the page did end between them for one of these lengths
