"""Files that an analyst has, read under the names that params gives, through the whole gate."""

from pathlib import Path

import pytest
import xlsxwriter

from ffsu_eval.errors import ParameterError
from ffsu_eval.gate.passage import Store, examine, pass_gate
from ffsu_eval.mission import request
from ffsu_eval.params import load_city
from ffsu_eval.territories import territory

CITY = "saint-nazaire"
MAPPING = """
sources:
  documents:
    - file: registre.xlsx
      sheet: Documents
      columns:
        document_id: N°
        title: Intitulé
        type: Nature
        producer: Producteur
        date: Date
        perimeter: Périmètre
        confidentiality: Confidentialité
        requested_on: Demandé le
        received_on: Reçu le
        sha256: Empreinte
        reliability: Fiabilité
        refused_on: Refusé le
"""


def store_of(project: Path) -> Store:
    city = load_city(project, CITY)
    asked = city.engagements["evaluation"]
    place = territory(city.territory)
    return pass_gate(request(project, CITY, "evaluation", asked, place, city.sources))


@pytest.fixture
def mapped(project: Path) -> Path:
    """The demonstration, its documents in a workbook with the analyst's own headings."""
    folder = project / "data" / "demo" / CITY
    lines = (folder / "documents.csv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split(";")
    headings = dict(
        line.strip().split(": ", 1) for line in MAPPING.splitlines() if line.startswith(" " * 8)
    )
    assert set(headings) == set(names)
    with xlsxwriter.Workbook(folder / "registre.xlsx") as book:
        sheet = book.add_worksheet("Documents")
        sheet.write_row(0, 0, [headings[name] for name in names])
        for rank, line in enumerate(lines[1:], 1):
            for place, cell in enumerate(line.split(";")):
                sheet.write_string(rank, place, cell)
    (folder / "documents.csv").unlink()
    params = project / "params" / f"{CITY}.yml"
    params.write_text(params.read_text(encoding="utf-8") + MAPPING, encoding="utf-8")
    return project


def test_workbook_gives_the_same_frame_as_the_csv(mapped: Path, tmp_path: Path) -> None:
    root = Path(__file__).parent.parent.parent
    found = store_of(mapped).frame("documents")
    expected = (root / "data" / "demo" / CITY / "documents.csv").read_text(encoding="utf-8")
    assert len(found) == len(expected.splitlines()) - 1
    assert found["document_id"].tolist() == [x.split(";")[0] for x in expected.splitlines()[1:]]
    assert found["requested_on"].notna().all()


def test_changed_mapping_makes_a_new_verdict(mapped: Path) -> None:
    """The same file read otherwise is other data: the known verdict must not answer for it."""
    store_of(mapped)
    params = mapped / "params" / f"{CITY}.yml"
    text = params.read_text(encoding="utf-8")
    params.write_text(text.replace("        title: Intitulé\n", ""), encoding="utf-8")
    city = load_city(mapped, CITY)
    asked, place = city.engagements["evaluation"], territory(city.territory)
    verdict, _ = examine(request(mapped, CITY, "evaluation", asked, place, city.sources))
    assert not verdict.success
    assert any("title" in message for message in verdict.messages)


def test_unknown_dataset_is_refused_with_a_hint(project: Path) -> None:
    params = project / "params" / f"{CITY}.yml"
    text = MAPPING.replace("documents:", "document:")
    params.write_text(params.read_text(encoding="utf-8") + text, encoding="utf-8")
    with pytest.raises(ParameterError, match="vouliez-vous dire « documents »"):
        store_of(project)
