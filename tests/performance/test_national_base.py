"""The base that is measured is a base: accepted, coherent, read alike both ways. Nothing is timed."""

from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.gate.national import National, import_crime
from ffsu_eval.geography import CITIES, is_arrondissement
from tests.performance import national_base, steps

FEW, MANY = 14, 700
CELL = ["CODGEO_2025", "indicateur", "annee"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("base") / "base.csv.gz"
    assert national_base.write(file, FEW) == 2_100
    return file


@pytest.fixture(scope="module")
def national(file: Path) -> National:
    return import_crime([file], "la base", str(national_base.LAST), file.parent / "cache")


@pytest.fixture(scope="module")
def written(file: Path) -> pd.DataFrame:
    return pd.read_csv(file, sep=";", decimal=",", dtype={"CODGEO_2025": str})


def test_the_reader_accepts_it(national: National, written: pd.DataFrame) -> None:
    assert national.verdict.success, national.verdict.messages()
    assert national.territories() == sorted(national_base.codes(FEW))
    found = national.rows(national.territories())
    assert len(found) == len(written) == 2_100
    assert found["count"].sum() == written["nombre"].sum() > 0


def test_masked_cells_hold_no_value_but_the_mean_of_their_departement(
    written: pd.DataFrame,
) -> None:
    shown = written["est_diffuse"] == "diff"
    assert 0 < shown.mean() < 1
    assert (written["nombre"].notna() == shown).all()
    assert (written["taux_pour_mille"].notna() == shown).all()
    for name in ("complement_info_nombre", "complement_info_taux"):
        assert (written[name].isna() == shown).all()


def test_complement_is_one_mean_a_departement(tmp_path: Path) -> None:
    file = tmp_path / "base.csv.gz"
    national_base.write(file, 2 * len(national_base.DEPARTEMENTS))
    table = pd.read_csv(file, sep=";", decimal=",", dtype={"CODGEO_2025": str})
    masked = table[table["est_diffuse"] == "ndiff"]
    place = [masked["CODGEO_2025"].str[:2], masked["indicateur"], masked["annee"]]
    means = masked.groupby(place)["complement_info_nombre"]
    assert (means.size() == 2).any()
    assert (means.nunique() == 1).all()


def test_a_cell_is_published_by_the_rule_of_the_producer(written: pd.DataFrame) -> None:
    counts = written.pivot(index=CELL[:2], columns=CELL[2], values="nombre")
    for _, series in counts.iterrows():
        values = series.tolist()
        for rank, value in enumerate(values):
            windows = [values[max(0, first) : first + 3] for first in range(rank - 2, rank + 1)]
            windows = [window for window in windows if len(window) == 3]
            above = any(all(v > national_base.PUBLISHED_ABOVE for v in w) for w in windows)
            none = any(all(v == 0 for v in window) for window in windows)
            assert pd.isna(value) or above or none


def test_same_rows_same_bytes(file: Path, tmp_path: Path) -> None:
    again = tmp_path / "autre nom.csv.gz"
    national_base.write(again, FEW)
    assert again.read_bytes() == file.read_bytes()


def test_codes_are_apart_and_of_no_divided_city() -> None:
    codes = national_base.codes()
    assert len(set(codes)) == national_base.COMMUNES
    assert all(len(code) == 5 for code in codes)
    assert not [code for code in codes if is_arrondissement(code) or code in CITIES.values()]


def test_both_ways_of_reading_give_the_same_figures(tmp_path: Path) -> None:
    base, cache = tmp_path / "base.csv.gz", tmp_path / "cache"
    national_base.write(base, MANY)
    ours, theirs = steps.look_up(base, cache), steps.plain_pandas(base, cache)
    rates = ours[0]
    assert rates["territory_id"].nunique() >= 3
    assert rates["value"].notna().mean() > 0.5
    assert steps.fingerprint(ours) == steps.fingerprint(theirs)
    other = rates.assign(value=rates["value"] * 1.001)
    assert steps.fingerprint([other, *ours[1:]]) != steps.fingerprint(ours)


def test_a_base_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(national_base, "write", lambda file: file.write_bytes(b"base"))
    (tmp_path / "base-2025-ancienne.csv.gz").write_bytes(b"ancienne")
    file = national_base.ready(tmp_path)
    assert list(tmp_path.iterdir()) == [file]
    file.write_bytes(b"une autre")
    assert national_base.ready(tmp_path).read_bytes() == b"une autre"
