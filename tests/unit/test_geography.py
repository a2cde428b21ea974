"""Communes, what they belong to, what they become in a base of another year, and their contours."""

import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from ffsu_eval import geography, territories
from ffsu_eval.errors import GateRefusal, ParameterError
from ffsu_eval.gate.convert import typed_frame
from ffsu_eval.gate.datasets.communes import CHARACTERISTICS, COMMUNES, DATASETS, QPV
from ffsu_eval.gate.expectations import Validator
from ffsu_eval.sources.communes import COLUMNS, FILES, official_files, read_official
from ffsu_eval.sources.contours import read_contours
from ffsu_eval.sources.raw import ROW, RawTable
from ffsu_eval.sources.tabular import read_table
from ffsu_eval.territories import territory

HEADING = ";".join(COLUMNS)
PLAINE = "93;Seine-Saint-Denis;200057867;Plaine Commune"
LINES = (
    f"93066;Saint-Denis;{PLAINE};149077;",
    f"93059;Pierrefitte-sur-Seine;{PLAINE};;93066",
    f"75066;;{PLAINE};;93066",
    f"93070;Saint-Ouen-sur-Seine;{PLAINE};53615;",
    "93048;Montreuil;93;Seine-Saint-Denis;200057875;Est Ensemble;111000;",
    "75056;Paris;75;Paris;200054781;Métropole du Grand Paris;2103778;",
    "75110;Paris 10e Arrondissement;75;Paris;200054781;Métropole du Grand Paris;82000;",
    "85113;L'Île-d'Yeu;85;Vendée;;;4900;",
    "99203;Ville-nouvelle;99;Exemple;999000001;CC de l'Exemple;6700;",
    "99201;Bourg-d'amont;99;Exemple;999000001;CC de l'Exemple;;99203",
    "99202;Bourg-d'aval;99;Exemple;999000001;CC de l'Exemple;;99203",
)


def raw(tmp_path: Path, *lines: str, heading: str = HEADING) -> RawTable:
    file = tmp_path / "communes.csv"
    file.write_text("\n".join([heading, *(lines or LINES)]) + "\n", encoding="utf-8")
    return read_table(file, "communes.csv")


@pytest.fixture
def communes(tmp_path: Path) -> pd.DataFrame:
    return typed_frame(raw(tmp_path).frame, COMMUNES.columns_for({}))


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator()


@pytest.fixture(scope="module")
def official(external: Path) -> pd.DataFrame:
    table = read_official(official_files(external), "COG")
    assert table.faults == []
    return typed_frame(table.frame, COMMUNES.columns_for({}))


# what a commune belongs to


def test_places_of_a_territory(communes: pd.DataFrame) -> None:
    assert geography.label(communes, "93066") == "Saint-Denis"
    assert geography.label(communes, "75066") == "75066", "an old code without a name"
    own = ["93048", "75056", "93066"]
    assert geography.departements_of(communes, own) == {"75": "Paris", "93": "Seine-Saint-Denis"}
    assert list(geography.epcis_of(communes, own)) == ["200054781", "200057867", "200057875"]
    assert geography.epcis_of(communes, ["85113"]) == {}


def test_members_are_the_communes_of_today(communes: pd.DataFrame) -> None:
    assert geography.epci_members(communes, "200057867") == ("93066", "93070")
    assert geography.departement_members(communes, "75") == ("75056",), "no arrondissement"
    assert geography.departement_members(communes, "99") == ("99203",)
    assert geography.epci_members(communes, "") == ()


def test_absorbed(communes: pd.DataFrame) -> None:
    assert geography.absorbed(communes) == {
        "99203": ("99201", "99202"),
        "93066": ("75066", "93059"),
    }


# from one geography to another


def test_older_base_a_commune_stands_for_itself_and_those_it_absorbed(communes) -> None:
    found = geography.resolve(["93048", "93066"], ["93048", "93059", "93066"], communes)
    assert dict(found.codes) == {"93048": ("93048",), "93066": ("93066", "93059")}
    assert found.all_codes == ("93048", "93066", "93059")
    assert found.notices == (
        "93066 (Saint-Denis) : réunie depuis à 93059 (Pierrefitte-sur-Seine), "
        "que la base a encore à part",
    )


def test_same_geography_nothing_to_say(communes) -> None:
    found = geography.resolve(["93066"], ["93048", "93066"], communes)
    assert dict(found.codes) == {"93066": ("93066",)}
    assert found.notices == ()


def test_a_commune_asked_for_by_itself_is_not_counted_twice(communes) -> None:
    for wanted in (["93066", "93059"], ["93059", "93066"], ["93066", "93059", "93066"]):
        found = geography.resolve(wanted, ["93059", "93066"], communes)
        assert sorted(found.all_codes) == ["93059", "93066"]
        assert found.codes["93059"] == ("93059",)


def test_a_new_code_stands_for_the_old_ones(communes) -> None:
    found = geography.resolve(["99203"], ["99201", "99202"], communes)
    assert found.all_codes == ("99201", "99202")
    assert found.notices == (
        "99203 (Ville-nouvelle) : n'existe que depuis la réunion de 99201 (Bourg-d'amont) "
        "et 99202 (Bourg-d'aval), que la base a encore à part",
    )


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("93059", "93059 (Pierrefitte-sur-Seine) : réunie depuis à 93066 (Saint-Denis)"),
        ("85113", "85113 (L'Île-d'Yeu) : absente de la base"),
        ("99999", "99999 : inconnue du code officiel géographique"),
    ],
)
def test_what_the_base_has_not_is_refused(communes, wanted: str, message: str) -> None:
    with pytest.raises(GateRefusal) as refusal:
        geography.resolve([wanted, "93066"], ["93066"], communes)
    assert message in str(refusal.value)
    assert len(str(refusal.value).splitlines()) == 1


def test_every_fault_is_named(communes) -> None:
    with pytest.raises(GateRefusal) as refusal:
        geography.resolve(["93059", "99999"], ["93066"], communes)
    assert len(str(refusal.value).splitlines()) == 2


def test_an_arrondissement_with_its_city_is_refused(communes) -> None:
    held = ["75056", "75110"]
    with pytest.raises(GateRefusal, match="arrondissement demandé avec sa ville, 75056"):
        geography.resolve(["75110", "75056"], held, communes)
    with pytest.raises(GateRefusal, match="arrondissement demandé avec sa ville, 75056"):
        geography.resolve(["75056", "75110"], held, None)
    assert geography.resolve(["75110"], held, communes).all_codes == ("75110",)
    assert geography.city_of("69385") == "69123"
    assert geography.city_of("13208") == "13055"
    assert geography.city_of("13055") is None


def test_without_a_table_nothing_is_mapped_and_a_notice_says_so() -> None:
    found = geography.resolve(["93066"], ["93059", "93066"], None)
    assert dict(found.codes) == {"93066": ("93066",)}
    assert found.notices == (geography.NOT_MAPPED,)
    with pytest.raises(GateRefusal, match="93048 : absente de la base"):
        geography.resolve(["93048"], ["93066"], None)


# the gate


def faults(validator: Validator, table: RawTable) -> set[tuple[str, str]]:
    checks = validator.check(COMMUNES, table, {"communes": table})
    return {(check.column, check.rule) for check in checks if not check.success}


def test_the_table_passes_the_gate(tmp_path: Path, validator: Validator) -> None:
    assert faults(validator, raw(tmp_path)) == set()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            "93100;Ici;93;Seine-Saint-Denis;;;10;93101",
            ("current_code", "commune rejointe absente, ou elle-même réunie"),
        ),
        (
            "93100;Ici;93;Seine-Saint-Denis;;;10;93059",
            ("current_code", "commune rejointe absente, ou elle-même réunie"),
        ),
        ("93100;;93;Seine-Saint-Denis;;;10;", ("label_fr", "nom obligatoire pour une commune actuelle")),
        (
            "93100;Ici;93;Seine-Saint-Denis;200057867;;10;",
            ("epci_label", "code et nom de l'intercommunalité donnés ensemble"),
        ),
        (
            "93100;Ici;93;Seine-Saint-Denis;200057867;Ailleurs;10;",
            ("epci_label", "plusieurs noms pour une intercommunalité"),
        ),
        ("93066;Ici;93;Seine-Saint-Denis;;;10;", ("commune_code", "clé répétée (commune_code)")),
        ("1004;Ici;01;Ain;;;10;", ("commune_code", "forme non admise")),
        ("93100;Ici;93;Seine-Saint-Denis;;;dix;", ("population", "nombre entier attendu")),
    ],
)  # fmt: skip
def test_a_wrong_line_is_refused(tmp_path: Path, validator: Validator, line, fault) -> None:
    assert fault in faults(validator, raw(tmp_path, *LINES, line))


def test_characteristics_with_some_of_the_columns(tmp_path: Path, validator: Validator) -> None:
    heading = "commune_code;poverty_rate;police_zone"
    good = raw(tmp_path, "93066;37,5;police", "93048;;police", heading=heading)
    checks = validator.check(CHARACTERISTICS, good, {CHARACTERISTICS.name: good})
    assert all(check.success for check in checks)
    bad = raw(tmp_path, "93066;375;PN", heading=heading)
    checks = validator.check(CHARACTERISTICS, bad, {CHARACTERISTICS.name: bad})
    assert {check.column for check in checks if not check.success} == {
        "poverty_rate",
        "police_zone",
    }


def test_a_neighbourhood_in_two_communes(tmp_path: Path, validator: Validator) -> None:
    file = tmp_path / "qpv.csv"
    file.write_text(
        'code_qp,lib_qp,insee_com\nQN09301M,Le Centre,"93059,93066"\n', encoding="utf-8"
    )
    table = QPV.reader(file, "qpv.csv")
    assert (table.faults, table.notices) == ([], [])
    assert all(check.success for check in validator.check(QPV, table, {QPV.name: table}))
    frame = QPV.load(typed_frame(table.frame, QPV.columns_for({})), {})["qpv"]
    assert frame["commune_code"].tolist() == ["93059", "93066"]
    assert frame["qpv_id"].tolist() == ["QN09301M"] * 2


# official files: hand-made, then real


def official_folder(tmp_path: Path, **contents: object) -> list[Path]:
    """The four files; keywords replace the content of one."""
    member = {"code": "93066"}
    here = {"departement": "93", "type": "commune-actuelle"}
    given = {
        "communes": [
            {"code": "93066", "nom": "Saint-Denis", "population": 149077, **here}
            | {"anciensCodes": ["75066", "93059"]},
            {
                "code": "93059",
                "nom": "Pierrefitte",
                "type": "commune-deleguee",
                "chefLieu": "93066",
            },
            {
                "code": "93066",
                "nom": "Saint-Denis",
                "type": "commune-deleguee",
                "chefLieu": "93066",
            },
            {"code": "93048", "nom": "Montreuil", **here},
        ],
        "epci": [{"code": "200054781", "nom": "Métropole", "membres": [member, {"code": "93048"}]}],
        "ept": [{"code": "200057867", "nom": "Plaine Commune", "membres": [member]}],
        "departements": [{"code": "93", "nom": "Seine-Saint-Denis"}],
    } | contents
    folder = tmp_path / "geo"
    folder.mkdir(exist_ok=True)
    for name, content in given.items():
        (folder / f"{name}.json.gz").write_bytes(gzip.compress(json.dumps(content).encode()))
    return official_files(tmp_path)


def test_official_files_become_the_same_table(tmp_path: Path) -> None:
    table = read_official(official_folder(tmp_path), "COG")
    assert table.columns == list(COLUMNS)
    assert len(table.sha256) == 64
    rows = {row[0]: row[1:] for row in table.frame.drop(columns=ROW).itertuples(index=False)}
    plaine = ("93", "Seine-Saint-Denis", "200057867", "Plaine Commune")
    assert rows["93066"] == ("Saint-Denis", *plaine, "149077", "")
    assert rows["93059"] == ("Pierrefitte", *plaine, "", "93066")
    assert rows["75066"] == ("", *plaine, "", "93066")
    assert rows["93048"] == (
        "Montreuil",
        "93",
        "Seine-Saint-Denis",
        "200054781",
        "Métropole",
        "",
        "",
    )
    assert len(rows) == len(table.frame) == 4


def test_official_files_that_cannot_be_read(tmp_path: Path) -> None:
    files = official_folder(tmp_path)
    first = read_official(files, "COG").sha256
    official_folder(tmp_path, departements=[{"code": "93", "nom": "Autre"}])
    assert read_official(files, "COG").sha256 != first
    official_folder(tmp_path, epci=[{"nom": "sans membres"}])
    assert read_official(files, "COG").faults == ["fichiers d'une forme inattendue"]
    files[2].write_bytes(files[2].read_bytes()[:30])
    assert read_official(files, "COG").faults == [
        "ept.json.gz : fichier illisible : tronqué ou endommagé"
    ]
    files[1].unlink()
    assert read_official(files, "COG").faults == ["fichier absent : epci.json.gz"]
    files[0].unlink()
    assert official_files(tmp_path) == []
    assert len(FILES) == 4


def test_real_communes_pass_the_gate(external: Path, validator: Validator) -> None:
    table = read_official(official_files(external), "COG")
    assert faults(validator, table) == set()
    assert not table.frame["commune_code"].duplicated().any()
    for dataset in DATASETS:
        file = external / dataset.file
        if file.is_file():
            table = dataset.reader(file, dataset.file)
            checks = validator.check(dataset, table, {dataset.name: table})
            assert all(check.success for check in checks), dataset.name


def test_real_merger_of_pierrefitte(official: pd.DataFrame) -> None:
    assert "93059" in geography.absorbed(official)["93066"]
    old = geography.resolve(["93066"], {"93059", "93066"}, official)
    assert old.all_codes == ("93066", "93059")
    with pytest.raises(GateRefusal, match="réunie depuis à 93066 \\(Saint-Denis\\)"):
        geography.resolve(["93059"], {"93066"}, official)


def test_real_older_base_is_shared_out_without_rest(external: Path, official: pd.DataFrame) -> None:
    """Every code of the 2022 base stands for one commune of today, and for one only."""
    for departement in ("93", "42"):
        file = external / "ssmsi" / "communes-2022" / f"{departement}-data.gouv-2022.csv.gz"
        held = set(pd.read_csv(file, sep=";", dtype=str, usecols=["CODGEO_2022"])["CODGEO_2022"])
        today = geography.departement_members(official, departement)
        assert len(today) < len(held)
        assert sorted(geography.resolve(today, held, official).all_codes) == sorted(held)


def test_real_paris_is_one_commune(official: pd.DataFrame) -> None:
    assert geography.departement_members(official, "75") == ("75056",)
    assert geography.label(official, "75110") == "Paris 10e Arrondissement"
    assert geography.epcis_of(official, ["75110"]) == geography.epcis_of(official, ["75056"])


def test_real_territories_are_those_of_the_official_files(official: pd.DataFrame) -> None:
    for slug, epci, size in (
        ("aix-marseille-provence", "Métropole d'Aix-Marseille-Provence", 92),
        ("paris-terre-d-envol", "Paris Terres d'Envol", 8),
        ("grand-paris-grand-est", "Grand Paris Grand Est", 14),
    ):
        own = territory(slug).communes
        found = geography.epcis_of(official, own)
        assert list(found.values()) == [epci]
        assert own == geography.epci_members(official, next(iter(found)))
        assert len(own) == size
    assert len(geography.departement_members(official, "93")) == 39
    assert geography.epcis_of(official, ["93048"]) == {"200057875": "Est Ensemble"}
    assert len(geography.epci_members(official, "200057875")) == 9


# contours


def drawing(tmp_path: Path) -> Path:
    square = [[0, 0], [1, 0], [1, 1], [0, 0]]
    hole = [[0.2, 0.1], [0.3, 0.1], [0.3, 0.2], [0.2, 0.1]]
    shapes = {
        "93066": ("Polygon", [square, hole]),
        "93059": ("MultiPolygon", [[square], [hole]]),
        "93048": ("Polygon", [square]),
    }
    features = [
        {"properties": {"code": code}, "geometry": {"type": kind, "coordinates": coordinates}}
        for code, (kind, coordinates) in shapes.items()
    ]
    (tmp_path / "geo").mkdir(exist_ok=True)
    file = tmp_path / "geo" / "communes-93-seine-saint-denis.geojson.gz"
    file.write_bytes(gzip.compress(json.dumps({"features": features}).encode()))
    return file


def test_contours_with_holes_and_pieces(tmp_path: Path, communes: pd.DataFrame) -> None:
    drawing(tmp_path)
    alone = read_contours(tmp_path, ["93066", "93059", "97401", "93999"])
    assert {code: len(rings) for code, rings in alone.items()} == {"93066": 2, "93059": 2}
    assert alone["93066"][0].shape == (4, 2)
    assert alone["93066"][0].dtype == np.float64
    joined = read_contours(tmp_path, ["93066"], communes)
    assert {code: len(rings) for code, rings in joined.items()} == {"93066": 4}


def test_damaged_contours_are_refused(tmp_path: Path) -> None:
    file = drawing(tmp_path)
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(GateRefusal, match="communes-93-seine-saint-denis.geojson.gz : fichier ill"):
        read_contours(tmp_path, ["93066"])
    file.write_bytes(gzip.compress(b"[]"))
    with pytest.raises(GateRefusal, match="ce n'est pas un fichier de contours"):
        read_contours(tmp_path, ["93066"])


def test_real_contours(external: Path, official: pd.DataFrame) -> None:
    own = ("44184", "93066", "13055", "75056", "83120")
    found = read_contours(external, own, official)
    assert set(found) == {"44184", "93066", "13055"}, "no file for Paris nor for the Var"
    longitude, latitude = np.concatenate(found["44184"]).mean(axis=0)
    assert (longitude, latitude) == pytest.approx((-2.25, 47.27), abs=0.1)
    assert len(found["93066"]) == 2, "Saint-Denis and Pierrefitte"


# territories of the missions


def lines(*added: str) -> pd.DataFrame:
    content = [line.split(";") for line in ("ici;Ici;commune;93048;93", *added)]
    names = ["slug", "label_fr", "level", "insee_codes", "departement"]
    return pd.DataFrame(content, columns=names, dtype="string")


def test_every_territory_loads() -> None:
    slugs = territories.table("territories")["slug"]
    assert len(slugs) == 10
    sizes = {slug: len(territory(slug).communes) for slug in slugs}
    assert sizes["plaisir-les-clayes"] == 2
    assert territory("ville-exemple").communes == ("99100",)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("la;Là;commune;9304;93", "ligne 3 : insee_codes : codes de commune de cinq caractères"),
        ("la;Là;communes;93048,93045;93", "insee_codes : codes de commune de cinq caractères"),
        ("la;Là;communes;93048|;93", "insee_codes : codes de commune de cinq caractères"),
        ("la;Là;communes;93048|93048;93", "insee_codes : code répété"),
        ("la;Là;commune;93048|93045;93", "insee_codes : 2 pour le niveau « commune »"),
        ("la;Là;ept;93048;93", "insee_codes : 1 pour le niveau « ept »"),
        ("la;Là;quartier;93048;93", "level : attendu commune, communes, ept, metropole"),
        ("la;;commune;93048;93", "label_fr : nom obligatoire"),
    ],
)
def test_a_wrong_territory_is_refused(monkeypatch, line: str, fault: str) -> None:
    monkeypatch.setattr(territories, "table", lambda name: lines(line))
    with pytest.raises(ParameterError) as error:
        territory("la")
    assert fault in str(error.value)
    assert territory("ici").communes == ("93048",)


def test_a_territory_given_twice_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(territories, "table", lambda name: lines("ici;Ici;commune;93045;93"))
    with pytest.raises(ParameterError, match="ligne 3 : territoire « ici » déjà donné"):
        territory("ici")
    with pytest.raises(ParameterError, match="« ailleurs » absent"):
        territory("ailleurs")
