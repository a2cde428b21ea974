"""One import for every layout of the national bases: same rows whatever the file, faults named."""

import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ffsu_eval.comparators import ComparisonRule
from ffsu_eval.gate.national import National, import_crime
from ffsu_eval.gate.public import origin
from ffsu_eval.gate.request import Request
from ffsu_eval.sources.ssmsi.files import find_release
from ffsu_eval.sources.ssmsi.layout import Level, layout_of
from ffsu_eval.sources.ssmsi.text import sorted_text

OLD = (
    "CODGEO_2022;annee;classe;unité.de.compte;valeur.publiée;faits;tauxpourmille;complementinfoval;"
    "complementinfotaux;POP;millPOP;LOG;millLOG"
)
OLD_ROWS = [
    "01004;16;Cambriolages de logement;infraction;diff;12;1,66666666666667e+00;;;14000;16;7,2e+03;16",
    "01004;17;Cambriolages de logement;infraction;ndiff;;;2,1;0,31;14100;17;7,30000000000000e+03;17",
    "01004;16;Vols avec armes;infraction;diff;0;0,00000000000000e+00;;;14000;16;7,20000000000000e+03;16",
    "01004;17;Vols avec armes;infraction;diff;7;4,96453900709220e-01;;;14100;17;7,30000000000000e+03;17",
    "2A004;16;Vols de véhicules;véhicule;diff;140;2,00000000000000e+00;;;70000;16;4,00000000000000e+04;16",
    "2A004;17;Vols de véhicules;véhicule;diff;71;1,00000000000000e+00;;;71000;17;4,00000000000000e+04;17",
]
NEW = (
    '"CODGEO_2025";"annee";"indicateur";"unite_de_compte";"nombre";"taux_pour_mille";"est_diffuse";'
    '"insee_pop";"insee_pop_millesime";"insee_log";"insee_log_millesime";"complement_info_nombre";'
    '"complement_info_taux"'
)
NEW_ROWS = [
    '"01004";2016;"Cambriolages de logement";"Infraction";12;1,66666666667;"diff";14000;2016;7200;2016;NA;NA',
    '"01004";2017;"Cambriolages de logement";"Infraction";NA;NA;"ndiff";14100;2017;7300;2017;2,1;0,31',
    '"01004";2016;"Vols avec armes";"Infraction";0;0;"diff";14000;2016;7200;2016;NA;NA',
    '"01004";2017;"Vols avec armes";"Infraction";7;0,49645390070922;"diff";14100;2017;7300;2017;NA;NA',
    '"2A004";2016;"Vols de véhicule";"Véhicule";140;2;"diff";70000;2016;40000;2016;NA;NA',
    '"2A004";2017;"Vols de véhicule";"Véhicule";71;1;"diff";71000;2017;40000;2017;NA;NA',
]
CODES = ["01004", "2A004"]


def old(*rows: str) -> str:
    return "\n".join([OLD, *(rows or OLD_ROWS)]) + "\n"


def new(*rows: str) -> str:
    return "\n".join([NEW, *(rows or NEW_ROWS)]) + "\n"


def imported(
    tmp_path: Path, content: str | bytes, name: str = "base.csv", level: Level = "commune",
    release: str = "2017",
) -> National:  # fmt: skip
    file = tmp_path / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return import_crime([file], "la base", release, tmp_path / "cache", level)


def same_rows(found: National, expected: National) -> None:
    ours, theirs = found.rows(CODES), expected.rows(CODES)
    pd.testing.assert_frame_equal(
        ours.drop(columns="geo_vintage"), theirs.drop(columns="geo_vintage"), rtol=1e-12
    )


@pytest.fixture
def reference(tmp_path: Path) -> National:
    (tmp_path / "référence").mkdir()
    return imported(tmp_path / "référence", old())


def test_typed_rows(reference: National) -> None:
    assert reference.verdict.success, reference.verdict.messages()
    rows = reference.rows(["01004"])
    assert list(rows["territory_id"].unique()) == ["01004"]
    assert rows["year"].tolist() == [2016, 2017, 2016, 2017]
    masked = rows.iloc[1]
    assert masked["diffusion"] == "ndiff"
    assert pd.isna(masked["count"])
    assert pd.isna(masked["rate_per_1000"])
    burglary, armed = rows.iloc[0], rows.iloc[2]
    assert (burglary["denominator_type"], burglary["denominator"]) == ("dwellings", 7200)
    assert (armed["count"], armed["diffusion"], armed["denominator"]) == (0, "diff", 14000)
    assert set(rows["release"]) == {"2017"}
    assert set(rows["geo_vintage"]) == {2022}
    assert not [name for name in rows if "complement" in name]


def test_sizes_give_one_row_a_commune(reference: National) -> None:
    sizes = reference.sizes(2016).set_index("territory_id")
    assert sizes["population"].to_dict() == {"01004": 14000, "2A004": 70000}
    assert sizes["dwellings"].to_dict() == {"01004": 7200, "2A004": 40000}


def _renamed(text: str) -> str:
    """As a user saves the file again: other headings, lost zeros, decimal points."""
    lines = text.replace('"', "").splitlines()
    header = "Codgeo 2025,Année,Indicateur,Unité de compte,Nombre,Taux pour mille,Est diffusé,"
    header += "INSEE pop,INSEE pop millésime,INSEE log,INSEE log millésime,x,y"
    cells = [[cell.replace(",", ".") for cell in line.split(";")] for line in lines[1:]]
    return "\n".join([header, *(",".join([row[0].lstrip("0"), *row[1:]]) for row in cells)]) + "\n"


VARIANTS: dict[str, Callable[[], tuple[str, bytes]]] = {
    "later layout": lambda: ("base.csv", new().encode()),
    "later layout, mark, gz": lambda: (
        "base.csv.gz",
        gzip.compress(b"\xef\xbb\xbf" + new().encode()),
    ),
    "gz without its name": lambda: ("base.csv", gzip.compress(old().encode())),
    "windows encoding": lambda: ("base.csv", old().encode("cp1252")),
    "windows lines": lambda: ("base.csv", old().replace("\n", "\r\n").encode()),
    "rows in another order": lambda: ("base.csv", old(*OLD_ROWS[::-1]).encode()),
    "saved again by a user": lambda: ("base.csv", _renamed(new()).encode()),
    "NA for empty": lambda: ("base.csv", old().replace("ndiff;;;", "ndiff;NA;NA;").encode()),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_layout_gives_the_same_rows(
    tmp_path: Path, reference: National, variant: str
) -> None:
    name, content = VARIANTS[variant]()
    found = imported(tmp_path, content, name)
    assert found.verdict.success, found.verdict.messages()
    same_rows(found, reference)


def test_parquet_gives_the_same_rows(tmp_path: Path, reference: National) -> None:
    """Counts saved as decimal numbers, missing ones as NaN."""
    frame = pd.DataFrame([row.replace('"', "").split(";") for row in NEW_ROWS])
    frame.columns = pd.Index(NEW.replace('"', "").split(";"))
    for name in ("nombre", "taux_pour_mille", "insee_pop", "insee_log"):
        text = frame[name].str.replace(",", ".")
        frame[name] = pd.to_numeric(text.where(text != "NA"), errors="coerce")
    frame["annee"] = frame["annee"].astype("int64")
    pq.write_table(pa.Table.from_pandas(frame), tmp_path / "base.parquet")
    found = imported(tmp_path, (tmp_path / "base.parquet").read_bytes(), "base.parquet")
    assert found.verdict.success, found.verdict.messages()
    same_rows(found, reference)


def test_what_was_unusual_is_said(tmp_path: Path) -> None:
    found = imported(tmp_path, _renamed(new()).encode("cp1252"))
    said = " ; ".join(found.verdict.notices)
    assert "Windows-1252" in said
    assert "virgule" in said
    assert "4 lignes : zéros initiaux du code rétablis" in said


def test_layout_without_denominators_has_no_rate(tmp_path: Path) -> None:
    text = (
        "CODGEO_2026;libelle;annee;indicateur;unite_de_compte;nombre;taux_pour_mille;est_diffuse\n"
        "93066;Saint-Denis;2017;Vols avec armes;Infraction;451;3,03;diff\n"
    )
    found = imported(tmp_path, text)
    assert found.verdict.success, found.verdict.messages()
    assert any("aucun taux ne peut en être calculé" in notice for notice in found.verdict.notices)
    row = found.rows(["93066"]).iloc[0]
    assert pd.isna(row["denominator"])
    assert row["rate_per_1000"] == pytest.approx(3.03)


def test_departements(tmp_path: Path) -> None:
    """Lost zeros, a row of no département, whole dwellings beside the producer's estimate."""
    text = (
        "code_departement;code_region;annee;indicateur;unite_de_compte;nombre;taux_pour_mille;"
        "insee_pop;insee_pop_millesime;insee_log;insee_log_millesime\n"
        "3;84;2017;Cambriolages de logement;Infraction;1036;5.0053055;339384;2016;206980;2016\n"
        "971;01;2017;Homicides;Victime;20;0.05;400000;2017;230000;2017\n"
        "NA;NA;2017;Homicides;Victime;2;0.05;40000;2017;23000;2017\n"
    )
    found = imported(tmp_path, text, level="departement")
    assert found.verdict.success, found.verdict.messages()
    assert found.verdict.rows == 2
    assert "1 ligne sans département (NA), écartée" in found.verdict.notices
    rows = found.rows(["03", "971", "NA"])
    assert rows["territory_id"].tolist() == ["03", "971"]
    assert rows["diffusion"].tolist() == ["diff", "diff"]


def _with(row: int, before: str, after: str) -> str:
    rows = list(OLD_ROWS)
    assert before in rows[row]
    rows[row] = rows[row].replace(before, after, 1)
    return old(*rows)


FAULTS: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "unpublished filled from the complement": (
        lambda: _with(1, "ndiff;;;", "ndiff;2;0,27;"),
        "colonne faits, ligne 3 : nombre donné si et seulement si la valeur est diffusée",
    ),
    "rate of an unpublished cell": (
        lambda: _with(1, "ndiff;;;", "ndiff;;0,27;"),
        "colonne tauxpourmille, ligne 3 : taux donné pour une valeur non diffusée",
    ),
    "published without count": (
        lambda: _with(3, "diff;7;", "diff;;"),
        "colonne faits, ligne 5 : nombre donné si et seulement si la valeur est diffusée",
    ),
    "burglary per inhabitant": (
        lambda: _with(0, "1,66666666666667e+00", "8,57142857142857e-01"),
        "colonne tauxpourmille, ligne 2 : taux publié différent de 1 000 × nombre / dénominateur",
    ),
    "shifted decimal": (
        lambda: _with(4, "2,00000000000000e+00", "2,00000000000000e+01"),
        "colonne tauxpourmille, ligne 6",
    ),
    "no denominator": (
        lambda: _with(4, ";70000;", ";0;"),
        "colonne POP, ligne 6 : dénominateur absent ou nul pour une valeur diffusée",
    ),
    "another unit of count": (
        lambda: _with(4, "véhicule;", "victime;"),
        "colonne unité.de.compte, ligne 6 : unité de compte différente",
    ),
    "a cell given twice": (
        lambda: old(*OLD_ROWS, OLD_ROWS[2]),
        "colonne CODGEO_2022, lignes 4 et 8 : territoire, année et indicateur donnés deux fois",
    ),
    "unknown indicator": (
        lambda: _with(2, "Vols avec armes", "Vols en tous genres"),
        "colonne classe, ligne 4 : valeur hors de la liste admise",
    ),
    "a count that is no number": (lambda: _with(3, "diff;7;", "diff;sept;"), "nombre entier attendu"),
    "a code that is none": (lambda: _with(4, "2A004", "2C004"), "colonne CODGEO_2022, ligne 6"),
    "a year of another release": (
        lambda: old(*OLD_ROWS, OLD_ROWS[5].replace(";17;Vols", ";18;Vols")),
        "dernière année 2018, ce n'est pas l'édition 2017",
    ),
    "a missing column": (lambda: old().replace("faits", "total"), "colonne obligatoire"),
    "denominators in part": (
        lambda: old().replace("POP;millPOP;LOG;millLOG", "POP;millPOP;a;b"),
        "colonne obligatoire",
    ),
    "not enough cells": (
        lambda: old(*OLD_ROWS[:3], "01004;17;Vols"),
        "ligne 5 : moins de cellules que l'en-tête",
    ),
    "too many cells": (
        lambda: old(*OLD_ROWS[:3], OLD_ROWS[3] + ";1"),
        "ligne 5 : plus de cellules que l'en-tête",
    ),
    "open quotes": (lambda: old(*OLD_ROWS[:5], '"2A004;17'), "guillemets mal fermés"),
    "truncated archive": (
        lambda: gzip.compress(old(*OLD_ROWS * 400).encode())[:-200],
        "fichier illisible : tronqué ou endommagé",
    ),
    "an empty file": (lambda: b"", "fichier vide"),
    "a workbook": (lambda: b"PK\x03\x04" + b"\x00" * 50, "enregistrer la table en CSV"),
    "binary": (lambda: b"CODGEO\x00\x00\n", "octets nuls"),
    "no commune column": (lambda: old().replace("CODGEO_2022", "code"), "colonne des codes"),
    "a column twice": (
        lambda: old().replace("complementinfoval", "nombre"),
        "colonne répétée : nombre",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_refused_and_named(tmp_path: Path, name: str) -> None:
    spoil, expected = FAULTS[name]
    found = imported(tmp_path, spoil())
    assert not found.verdict.success
    said = "\n".join(found.verdict.messages())
    assert expected in said, said
    assert "sept" not in said
    assert not (found.folder / "atelier").exists()


def test_two_geographies_are_two_releases(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(old(*OLD_ROWS[:4]), encoding="utf-8")
    second.write_text(new(*NEW_ROWS[4:]), encoding="utf-8")
    found = import_crime([first, second], "la base", "2017", tmp_path / "cache")
    assert not found.verdict.success
    assert "deux éditions" in found.verdict.faults[0]


def test_files_of_one_release_are_one_base(tmp_path: Path, reference: National) -> None:
    first, second = tmp_path / "01.csv", tmp_path / "2A.csv"
    first.write_text(old(*OLD_ROWS[:4]), encoding="utf-8")
    second.write_text(old(*OLD_ROWS[4:]), encoding="utf-8")
    found = import_crime([second, first], "la base", "2017", tmp_path / "cache")
    same_rows(found, reference)


def test_import_is_done_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    once = imported(tmp_path, old())
    monkeypatch.setattr("ffsu_eval.gate.national.sorted_text", lambda *_: pytest.fail("lu encore"))
    assert imported(tmp_path, old()).folder == once.folder
    with pytest.raises(pytest.fail.Exception):
        imported(tmp_path, old(*OLD_ROWS[:5]))


def test_batches_hold_whole_territories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the rows fall, no territory is split and none is lost."""
    monkeypatch.setattr("ffsu_eval.sources.ssmsi.text.BATCH_ROWS", 50)
    monkeypatch.setattr("pyarrow.parquet.ParquetFile.iter_batches", _small_batches)
    file = tmp_path / "base.csv"
    rng = np.random.default_rng(7)
    codes = np.repeat([f"{n:05d}" for n in range(1001, 1061)], 7)
    rng.shuffle(codes)
    file.write_text(old(*(OLD_ROWS[0].replace("01004", code) for code in codes)), encoding="utf-8")
    text = sorted_text([file], "commune", tmp_path)
    batches = list(text.batches())
    assert len(batches) > 3
    assert sum(map(len, batches)) == text.rows == len(codes)
    territories = [set(batch["territory_code"]) for batch in batches]
    assert sum(map(len, territories)) == len(set.union(*territories)) == 60
    lines = sorted(int(line) for batch in batches for line in batch["_ligne"])
    assert lines == list(range(2, len(codes) + 2))


def _small_batches(file: pq.ParquetFile, columns: list[str]) -> list[pa.RecordBatch]:
    return file.read(columns=columns).to_batches(max_chunksize=20)


def test_headings_are_recognised_whatever_their_writing() -> None:
    layout = layout_of(["\ufeffCode.département", "Année", "Taux pour mille", "inconnu"])
    assert layout.level == "departement"
    assert layout.places == {"territory_code": 0, "year": 1, "rate_per_1000": 2}
    assert layout_of(["CODGEO_2026"]).geo_vintage == 2026


def test_release_is_found_by_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "ssmsi"
    (folder / "communes-2022").mkdir(parents=True)
    for name in ("communes-2022/44.csv.gz", "communes-2022/13.csv.gz", "communes-2025.parquet"):
        (folder / name).touch()
    assert [p.name for p in find_release(tmp_path, "2022")] == ["13.csv.gz", "44.csv.gz"]
    assert [p.name for p in find_release(tmp_path, "2025")] == ["communes-2025.parquet"]
    assert find_release(tmp_path, "2024") == []
    assert find_release(tmp_path, "2022", "departement") == []


@pytest.mark.parametrize(
    ("communes", "official"), [(("93048",), True), (("99100",), False), (("99100", "93048"), True)]
)
def test_an_invented_commune_keeps_its_own_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, communes: tuple[str, ...], official: bool
) -> None:
    """Official data at hand do not stop the demonstration of a city that does not exist."""
    release = tmp_path / "externe" / "ssmsi" / "communes-2022"
    release.mkdir(parents=True)
    (release / "base.csv").write_text("\n".join([OLD, *OLD_ROWS]), encoding="utf-8")
    monkeypatch.setenv("FFSU_EVAL_EXTERNAL", str(tmp_path / "externe"))
    rule = ComparisonRule(2016, 1.5, 20)
    asked = Request(tmp_path, "essai", "evaluation", communes, "2022", rule)
    assert (origin(asked, "2022") == (tmp_path / "externe", "officielle")) is official
    assert (origin(asked, "2022") == asked.own_data) is not official
