"""Local incidents and the coverage of their sources: what the gate admits, and how they are loaded."""

import pandas as pd
import pytest

from ffsu_eval.gate.convert import typed_frame
from ffsu_eval.gate.datasets.incidents import LOCAL_INCIDENTS, SOURCE_COVERAGE
from ffsu_eval.sources.raw import ROW, RawTable
from tests.breaking import (
    said,
)

LIBRARY = {"organisations": RawTable("o.csv", pd.DataFrame({"org_id": ["PM1"]}), "0")}
INCIDENT = {
    "incident_id": "I1",
    "source_org_id": "PM1",
    "source_type": "PM",
    "ts_start": "06/03/2023 22:15",
    "ts_end": "",
    "ts_precision": "minute",
    "territory_id": "44184",
    "place_type": "voie_publique",
    "grid_cell_250m": "CRS3035RES250mN2733250E3352000",
    "category_code": "bruit",
    "severity": "2",
    "origin": "appel",
    "outcome_code": "regularise",
    "complaint_filed": "non",
    "duration_min": "25",
    "duplicate_of": "",
}
COVERAGE = {
    "source_org_id": "PM1",
    "month": "2023-03",
    "territory_id": "44184",
    "months_reported": "1",
    "exposure_value": "320,5",
    "exposure_unit": "heures_patrouille",
}


def _incidents(*rows: dict[str, str]) -> dict[str, RawTable]:
    frame = pd.DataFrame(rows, dtype="str")
    frame[ROW] = range(2, 2 + len(rows))
    return LIBRARY | {"local_incidents": RawTable("i.csv", frame, "0")}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({}, ""),
        ({"ts_start": "06/03/2023", "ts_precision": ""}, ""),
        ({"ts_start": "31/02/2023 10:00"}, "colonne ts_start, ligne 2 : jour qui n'existe pas"),
        ({"ts_start": "2023-03-06T22:15"}, "colonne ts_start, ligne 2 : forme non admise"),
        ({"ts_precision": "jour"}, "colonne ts_precision, ligne 2 : heure donnée si et seulement"),
        ({"ts_end": "06/03/2023 21:00"}, "colonne ts_end, ligne 2 : fin de l'incident avant"),
        ({"grid_cell_250m": "47.27,-2.21"}, "colonne grid_cell_250m, ligne 2 : forme non admise"),
        (
            {"grid_cell_250m": "CRS3035RES250mN2733251E3352000"},
            "colonne grid_cell_250m, ligne 2 : maille qui n'est pas un carré de 250 m",
        ),
        ({"category_code": "divers"}, "colonne category_code, ligne 2 : valeur hors de la liste"),
        ({"severity": "7"}, "colonne severity, ligne 2 : valeur hors des bornes"),
        ({"duplicate_of": "I1"}, "colonne duplicate_of, ligne 2 : incident déclaré doublon"),
        ({"source_org_id": "X"}, "colonne source_org_id, ligne 2 : valeur absente de o.csv"),
        ({"adresse": "1 rue X"}, "colonne adresse, ligne 2 : colonne inconnue"),
    ],
)
def test_incident_is_checked_by_the_gate(change: dict[str, str], message: str) -> None:
    tables = _incidents(INCIDENT | change)
    messages = said(LOCAL_INCIDENTS, tables["local_incidents"], tables)
    assert (messages == []) if not message else any(message in each for each in messages), messages


def test_incidents_are_loaded_with_times_and_the_precision_that_is_written() -> None:
    second = INCIDENT | {"incident_id": "I2", "ts_start": "07/03/2023", "ts_precision": ""}
    tables = _incidents(INCIDENT, second)
    columns = LOCAL_INCIDENTS.columns_for(tables)
    typed = typed_frame(tables["local_incidents"].frame, columns)
    assert LOCAL_INCIDENTS.load is not None
    frame = LOCAL_INCIDENTS.load(typed, tables)["local_incidents"]
    assert frame["ts_start"].tolist() == [
        pd.Timestamp(2023, 3, 6, 22, 15),
        pd.Timestamp(2023, 3, 7),
    ]
    assert frame["ts_precision"].tolist() == ["minute", "jour"]
    assert frame["ts_end"].isna().all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({}, ""),
        ({"exposure_unit": ""}, "exposition et unité données ensemble"),
        ({"month": "2023-13"}, "forme non admise"),
        ({"months_reported": "2"}, "valeur hors de la liste admise"),
    ],
)
def test_coverage_is_checked_by_the_gate(change: dict[str, str], message: str) -> None:
    frame = pd.DataFrame([COVERAGE | change], dtype="str")
    frame[ROW] = 2
    messages = said(SOURCE_COVERAGE, RawTable("c.csv", frame, "0"), LIBRARY)
    assert (messages == []) if not message else any(message in each for each in messages), messages
