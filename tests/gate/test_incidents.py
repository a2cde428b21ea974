"""Local incidents and the coverage of their sources: what the gate admits, and how they are loaded."""

import pandas as pd
import pytest

from ffsu_eval.gate.convert import typed_frame
from ffsu_eval.gate.datasets.incidents import LOCAL_INCIDENTS, SOURCE_COVERAGE
from ffsu_eval.gate.datasets.quartiers import QUARTIERS
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
        ({"responded_at": ""}, ""),
        ({"responded_at": "06/03/2023 22:15"}, ""),
        ({"responded_at": "06/03/2023"}, ""),
        ({"responded_at": "05/03/2023"}, "colonne responded_at, ligne 2 : réponse avant le signal"),
        (
            {"responded_at": "06/03/2023 22:14"},
            "colonne responded_at, ligne 2 : réponse avant le signalement de l'incident",
        ),
        (
            {"responded_at": "hier"},
            "colonne responded_at, ligne 2 : forme non admise",
        ),
        ({"ts_start": "06/03/2023", "ts_precision": "", "responded_at": "06/03/2023 08:00"}, ""),
        ({"ts_end": "06/03/2023"}, ""),
    ],
)
def test_incident_is_checked_by_the_gate(change: dict[str, str], message: str) -> None:
    tables = _incidents(INCIDENT | change)
    messages = said(LOCAL_INCIDENTS, tables["local_incidents"], tables)
    assert (messages == []) if not message else any(message in each for each in messages), messages


def test_the_first_of_several_duplicates_is_to_be_named() -> None:
    second = INCIDENT | {"incident_id": "I2", "duplicate_of": "I1"}
    third = INCIDENT | {"incident_id": "I3", "duplicate_of": "I2"}
    for rows, found in (((INCIDENT, second), 0), ((INCIDENT, second, third), 1)):
        tables = _incidents(*rows)
        messages = said(LOCAL_INCIDENTS, tables["local_incidents"], tables)
        assert len(messages) == found, messages
        assert all("ligne 4 : doublon d'un incident lui-même doublon" in each for each in messages)


def test_a_territory_must_be_one_of_the_neighbourhoods_where_they_are_given() -> None:
    places = pd.DataFrame({"territory_id": ["Q1"]})
    known = {"quartiers": RawTable("q.csv", places, "0")}
    tables = _incidents(INCIDENT) | known
    message = "colonne territory_id, ligne 2 : valeur absente de q.csv (territory_id)"
    assert any(message in each for each in said(LOCAL_INCIDENTS, tables["local_incidents"], tables))
    inside = _incidents(INCIDENT | {"territory_id": "Q1"}) | known
    assert said(LOCAL_INCIDENTS, inside["local_incidents"], inside) == []
    frame = pd.DataFrame([COVERAGE], dtype="str").assign(**{ROW: 2})
    assert any(
        message in each for each in said(SOURCE_COVERAGE, RawTable("c.csv", frame, "0"), tables)
    )


def test_an_answer_dated_to_the_day_gives_no_time() -> None:
    rows = [
        INCIDENT | {"incident_id": name, "responded_at": text}
        for name, text in (("I1", "06/03/2023 22:40"), ("I2", "06/03/2023"), ("I3", ""))
    ]
    tables = _incidents(*rows)
    typed = typed_frame(tables["local_incidents"].frame, LOCAL_INCIDENTS.columns_for(tables))
    assert LOCAL_INCIDENTS.load is not None
    loaded = LOCAL_INCIDENTS.load(typed, tables)["local_incidents"]["responded_at"]
    assert loaded.iloc[0] == pd.Timestamp(2023, 3, 6, 22, 40)
    assert loaded.iloc[1:].isna().all()
    without = _incidents(INCIDENT)
    typed = typed_frame(without["local_incidents"].frame, LOCAL_INCIDENTS.columns_for(without))
    assert LOCAL_INCIDENTS.load(typed, without)["local_incidents"]["responded_at"].isna().all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({}, ""),
        ({"population": "", "qpv_pop_share": "", "cells_250m": ""}, ""),
        ({"level": "rue"}, "colonne level, ligne 2 : valeur hors de la liste admise"),
        ({"qpv_pop_share": "42"}, "colonne qpv_pop_share, ligne 2 : valeur hors des bornes"),
        ({"cells_250m": "0"}, "colonne cells_250m, ligne 2 : valeur hors des bornes"),
        ({"label_fr": ""}, "colonne label_fr, ligne 2 : valeur obligatoire"),
    ],
)
def test_neighbourhood_is_checked_by_the_gate(change: dict[str, str], message: str) -> None:
    usual = {
        "territory_id": "Q1", "label_fr": "Belle-Anse", "level": "quartier", "population": "9800",
        "dwellings": "5600", "qpv_pop_share": "0,42", "cells_250m": "36",
    }  # fmt: skip
    frame = pd.DataFrame([usual | change], dtype="str").assign(**{ROW: 2})
    messages = said(QUARTIERS, RawTable("q.csv", frame, "0"), {})
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
