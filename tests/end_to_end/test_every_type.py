"""Every type of mission, from the parameters to the page: a city with four reports, a bare one."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from ffsu_eval.engagements import ENGAGEMENTS
from ffsu_eval.reference import table
from ffsu_eval.rows import rows
from ffsu_eval.run.inventory import published as inventory
from tests.conftest import ROOT, copy_project, run_cli

# one worker makes the four reports once
pytestmark = pytest.mark.xdist_group("types")
CITY = "ville-exemple"
# what each story is made to conclude, as the summary says it
HEADLINES = {
    "dls": "Le ressenti porte sur les halls et les espaces partagés, en soirée.",
    "evaluation": "Le programme a été mené et la situation n'a pas changé",
    "clspd": "Le conseil se réunit et suit ses décisions.",
    "doctrine_pm": "Le service est présent l'après-midi, et appelé le soir.",
    "nuit": "Présence et transports s'arrêtent avant l'heure des incidents.",
    "charte": "La charte est signée dans deux groupes, et une partie des échanges sensibles lui échappe.",
    "stspd": "Un enjeu de l'évaluation, le déplacement des occupations, reste sans objectif.",
    "radicalisation": "Les professionnels orientent trop bas, connaissent peu la procédure",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of the city that has every type."""
    project = copy_project(tmp_path_factory.mktemp("types") / "projet")
    shutil.copytree(ROOT / "data" / "demo" / CITY, project / "data" / "demo" / CITY)
    done = run_cli(project, "report", CITY=CITY, FORMATS="html", RENDERER="embedded")
    assert done.returncode == 0, done.stderr
    return project / "reports" / CITY


def page(folder: Path, engagement: str) -> BeautifulSoup:
    return BeautifulSoup((folder / f"{engagement}.html").read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize("engagement", ENGAGEMENTS)
def test_each_report_is_whole(built: Path, engagement: str) -> None:
    soup = page(built, engagement)
    names = [tag["id"] for tag in soup.find_all(id=True)]
    assert not [name for name, count in Counter(names).items() if count > 1]
    targets = {a["href"][1:] for a in soup.find_all("a", href=re.compile(r"^#.+"))}
    assert targets <= set(names)
    assert not re.search(r"\?(?:fig|tbl|sec)-", soup.get_text())
    assert HEADLINES[engagement].replace("'", "’") in soup.find(class_="essential").get_text(" ")


@pytest.mark.parametrize("engagement", ENGAGEMENTS)
def test_every_indicator_is_shown_or_said_not_documented(built: Path, engagement: str) -> None:
    soup = page(built, engagement)
    listed = soup.find(id="tbl-indicateurs").get_text(" ")
    own = table("engagement_indicators")
    for row in rows(own[own["engagement"] == engagement]):
        said = re.search(rf"{row['indicator']}\s.*?(\d+ preuves?|\w+ preuves?|montré|non documenté)",
                         listed, re.DOTALL)  # fmt: skip
        assert said, row["indicator"]
        if said[1] == "montré" and row["shown_in"] not in (
            "",
            "tbl-communes",
            "tbl-incidents-ecarts",
        ):
            assert soup.find(id=row["shown_in"]), row["indicator"]


def test_a_strategy_takes_over_by_reference(built: Path) -> None:
    """A link leads from the strategy to the finding in the report of the other mission."""
    links = page(built, "stspd").find_all("a", href=re.compile(r"^(?:dls|evaluation)\.html#"))
    assert links
    for link in links:
        key, _, anchor = link["href"].partition(".html#")
        assert page(built, key).find(id=anchor), link["href"]


def test_the_page_of_the_city_names_its_reports(built: Path) -> None:
    text = (built / "index.html").read_text(encoding="utf-8")
    for key in ENGAGEMENTS:
        assert f'href="{key}.html"' in text
    found = inventory(built.parent.parent)
    assert [report.engagement for report in found] == list(ENGAGEMENTS)
    assert all(report.evidence > 100 and report.figures > 4 for report in found)
    entries = json.loads((built / "manifest.json").read_text(encoding="utf-8"))["missions"]
    assert set(entries) == set(ENGAGEMENTS)
    # which reports, when, on what data, what was refused: one line each
    told = BeautifulSoup(text, "html.parser").find("table").find("tbody").find_all("tr")
    lines = {row.find("a")["href"].removeprefix("#"): row.get_text(" ") for row in told}
    assert set(lines) == set(ENGAGEMENTS)
    for key, entry in entries.items():
        assert entry["date"] in re.sub(r"\s+", " ", lines[key])
        assert ("documents refusés" in lines[key]) == bool(entry["documents refusés"])
    [refused] = entries["radicalisation"]["documents refusés"]
    assert refused["producteur"] in text
    assert refused["date"] in re.sub(r"\s+", " ", text)


def test_a_mission_with_almost_nothing_still_says_what_it_lacks(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "projet")
    own = project / "data" / "private" / "les-lilas"
    own.mkdir(parents=True)
    shutil.copy2(ROOT / "data" / "demo" / "les-lilas" / "documents.csv", own)
    path = project / "params" / "les-lilas.yml"
    text = re.sub(r"    (?:survey_wave|crime_release): .*\n", "", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    done = run_cli(project, "report", CITY="les-lilas", ENGAGEMENT="dls", FORMATS="html",
                   RENDERER="embedded")  # fmt: skip
    assert done.returncode == 0, done.stderr
    text = page(project / "reports" / "les-lilas", "dls").get_text(" ")
    for kind in ("délinquance enregistrée", "enquêtes", "entretiens", "réunions"):
        assert re.search(rf"Non documenté\s:\s{kind}", text), kind
    assert "Documents demandés et non reçus" in text


def test_a_mission_without_any_data_is_refused(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "projet")
    (project / "data" / "private" / "les-lilas").mkdir(parents=True)
    path = project / "params" / "les-lilas.yml"
    text = path.read_text(encoding="utf-8").replace('    crime_release: "2022"\n', "")
    path.write_text(text, encoding="utf-8")
    done = run_cli(project, "validate", CITY="les-lilas", ENGAGEMENT="dls")
    assert done.returncode == 3
    assert "aucune donnée de la mission" in done.stderr
