"""The demonstration report, made once from a fresh copy: what is there, and what must never be."""

import csv
import json
import re
import zipfile
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from ffsu_eval.project import file_sha256
from ffsu_eval.render.choose import RENDERERS
from tests.conftest import ROOT, run_cli

BANNER = "Données fictives"


def page(published: Path) -> BeautifulSoup:
    return BeautifulSoup((published / "evaluation.html").read_text(encoding="utf-8"), "html.parser")


def pdf_text(path: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(path).pages]


def docx_parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {n: archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml")}


def test_everything_promised_is_there(published: Path) -> None:
    names = {path.name for path in published.iterdir()}
    assert {
        "index.html", "evaluation.html", "evaluation.docx", "evaluation.pdf", "evaluation.ipynb",
        "manifest.json", "validation", "data",
    } == names  # fmt: skip
    assert (published / "validation" / "evaluation.html").is_file()
    assert len(list((published / "data").glob("*.csv"))) > 20
    assert not [p for p in published.parent.iterdir() if p.name.startswith(".construction")]


def test_manifest_holds_the_hash_of_every_file_and_dataset(published: Path) -> None:
    manifest = json.loads((published / "manifest.json").read_text(encoding="utf-8"))
    files = {p.relative_to(published).as_posix() for p in published.rglob("*") if p.is_file()}
    assert set(manifest["fichiers"]) == files - {"manifest.json"}
    for name, sha256 in manifest["fichiers"].items():
        assert file_sha256(published / name) == sha256
    mission = manifest["missions"]["evaluation"]
    verdict = published / "validation" / "evaluation.json"
    assert mission["contrôle"] == file_sha256(verdict)
    demo = published.parent.parent / "data" / "demo" / "saint-nazaire"
    for dataset in mission["données"]:
        assert file_sha256(demo / Path(dataset["fichier"]).name) == dataset["sha256"]


def test_verdict_fingerprint_is_on_the_page(published: Path) -> None:
    fingerprint = file_sha256(published / "validation" / "evaluation.json")
    assert fingerprint[:10] in page(published).get_text()


def test_banner_is_everywhere(published: Path) -> None:
    assert BANNER in page(published).get_text()
    assert BANNER in (published / "index.html").read_text(encoding="utf-8")
    assert BANNER in (published / "validation" / "evaluation.html").read_text(encoding="utf-8")
    assert BANNER in nbformat.read(published / "evaluation.ipynb", as_version=4).cells[0].source
    assert all(BANNER in text for text in pdf_text(published / "evaluation.pdf"))
    parts = docx_parts(published / "evaluation.docx")
    headers = [text for name, text in parts.items() if "header" in name]
    assert headers
    assert any("fictives" in text or "démonstration" in text for text in headers)


def test_every_figure_has_its_alternative_text_and_its_data(published: Path) -> None:
    figures = page(published).select("figure img, div.figure img, [id^=fig-] img")
    assert len(figures) >= 10
    for image in figures:
        assert len(image.get("alt", "")) > 40
    assert len(page(published).select("details table")) >= 10


def test_every_figure_and_table_says_its_source(published: Path) -> None:
    text = page(published).get_text()
    anchors = page(published).select("[id^=fig-], [id^=tbl-]")
    assert text.count("Source") >= len({a["id"] for a in anchors})


def test_sections_follow_the_plan(published: Path) -> None:
    headings = [h.get_text(" ", strip=True) for h in page(published).select("main h1, main h2")]
    order = ["Synthèse", "Mandat", "La politique évaluée", "Méthode", "Réponses aux questions",
             "Conclusions", "Recommandations", "Enseignements", "Annexes"]  # fmt: skip
    places = [next(i for i, h in enumerate(headings) if word in h) for word in order]
    assert places == sorted(places)


def test_unpublished_is_never_zero(published: Path) -> None:
    with (published / "data" / "evaluation-tbl-valeurs.csv").open(encoding="utf-8-sig") as stream:
        rows = {row["Indicateur"]: row for row in csv.DictReader(stream, delimiter=";")}
    armed = rows["Vols avec armes"]
    assert [armed[str(year)] for year in range(2016, 2021)] == ["n.d."] * 5
    assert all(armed[str(year)].isdigit() for year in (2021, 2022))


def test_every_csv_says_its_source_and_that_figures_are_fictitious(published: Path) -> None:
    for path in (published / "data").glob("*.csv"):
        with path.open(encoding="utf-8-sig") as stream:
            rows = list(csv.DictReader(stream, delimiter=";"))
        assert rows, path.name
        assert all(row["Source et statut"] for row in rows), path.name
        if path.name.startswith(
            ("evaluation-fig-evol", "evaluation-fig-inse", "evaluation-fig-reu")
        ):
            assert "fictives" in rows[0]["Source et statut"], path.name


def test_purposive_survey_prints_no_margin_of_error(published: Path) -> None:
    for name in ("fig-insecurite", "tbl-insecurite-categories", "tbl-services", "fig-phenomenes"):
        text = (published / "data" / f"evaluation-{name}.csv").read_text(encoding="utf-8-sig")
        assert not re.search(r"\[[^\]]*;[^\]]*\]", text), name
    assert "n'ont pas de marge d'erreur" in page(published).get_text().replace("’", "'")


def test_reader_meets_no_code_and_no_english(published: Path) -> None:
    text = page(published).get_text(" ")
    forbidden = (r"\bnan\b|\bNaN\b|<NA>|\bNone\b|Traceback|Warning|dtype|\bTrue\b|\bFalse\b|"
                 r"\b(?:the|of|with|Table of Contents|Figure data|source code|Contents)\b")  # fmt: skip
    assert not re.search(forbidden, text), re.search(forbidden, text)
    assert not re.search(r"@(?:fig|tbl|sec)-|:::|\{[.#]|\{[A-Z]{3}\d\d:", text)


def test_same_numbers_in_the_three_formats(published: Path) -> None:
    """The statements of the findings are in the page, in the Word file and in the PDF."""
    findings = [f.get_text(" ", strip=True) for f in page(published).select(".finding")]
    word = " ".join(
        re.findall(
            r"<w:t[^>]*>([^<]*)", docx_parts(published / "evaluation.docx")["word/document.xml"]
        )
    )
    pdf = " ".join(pdf_text(published / "evaluation.pdf"))
    assert len(findings) >= 12
    numbers = {n for f in findings for n in re.findall(r"[+−]?\d+(?:,\d+)?\s%", f)}
    assert len(numbers) > 10
    for number in numbers:
        assert re.sub(r"\s", "", number) in re.sub(r"\s", "", word), number
        assert re.sub(r"\s", "", number) in re.sub(r"\s", "", pdf), number


def test_executed_notebook_is_readable_and_canonical(published: Path) -> None:
    notebook = nbformat.read(published / "evaluation.ipynb", as_version=4)
    nbformat.validate(notebook)
    injected = next(
        c for c in notebook.cells if "injected-parameters" in c.metadata.get("tags", [])
    )
    assert 'city = "saint-nazaire"' in injected.source
    assert "\\x" not in injected.source
    text = (published / "evaluation.ipynb").read_text(encoding="utf-8")
    for word in ("start_time", "iopub", "duration", "exception"):
        assert f'"{word}' not in text
    kinds = {o.output_type for c in notebook.cells for o in c.get("outputs", [])}
    assert kinds <= {"display_data", "execute_result"}


def test_nothing_published_names_this_machine(published: Path) -> None:
    secrets = [str(published.parent.parent), str(Path.home()), str(ROOT)]
    for path in published.rglob("*"):
        if path.suffix in {".html", ".ipynb", ".json", ".csv"}:
            text = path.read_text(encoding="utf-8")
        elif path.suffix == ".docx":
            text = " ".join(docx_parts(path).values())
        elif path.suffix == ".pdf":
            text = " ".join(pdf_text(path))
        else:
            continue
        for secret in secrets:
            assert secret not in text, f"{path.name} : {secret}"


@pytest.mark.parametrize("renderer", list(RENDERERS))
def test_same_run_same_bytes(published: Path, renderer: str, tmp_path: Path) -> None:
    """A second run, and a run of the other renderer, from the same data."""
    if not RENDERERS[renderer]().available():
        pytest.skip(f"moteur « {renderer} » absent de cette machine")
    project = published.parent.parent
    before = {p.name: file_sha256(p) for p in published.rglob("*") if p.is_file()}
    copy = tmp_path / "avant"
    published.rename(copy)
    try:
        done = run_cli(project, "report", CITY="saint-nazaire", RENDERER=renderer)
        assert done.returncode == 0, done.stderr
        again = {p.name: file_sha256(p) for p in published.rglob("*") if p.is_file()}
    finally:
        if published.exists():
            published.rename(tmp_path / "après")
        copy.rename(published)
    same = (
        set(before)
        if renderer == "embedded"
        else {
            name
            for name in before
            if name.endswith((".ipynb", ".csv")) or name == "evaluation.json"
        }
    )
    assert {name for name in same if before[name] != again[name]} == set()
