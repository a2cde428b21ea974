"""Projects and codebooks in REFI-QDA: codes, passages, coders; nobody is named."""

from pathlib import Path
from typing import Any

from ffsu_eval.params.mapping import FileMapping
from ffsu_eval.sources.raw import RawTable
from ffsu_eval.sources.reading import read_any
from tests import writers


def mapping(path: Path, **parts: Any) -> FileMapping:
    return FileMapping.model_validate({"file": path.name, **parts})


CODES = {
    "Tranquillité": ("", "Thème"),
    "Insécurité en soirée": (
        "Tranquillité",
        "Évitement après 20 heures\nInclure : lieu évité\nExclure : faits de nuit",
    ),
    "Autre": ("Tranquillité", ""),
    "Gouvernance": ("", ""),
    "Autre ": ("Gouvernance", ""),
    "défavorable": ("", ""),
}
TEXT = "Le soir 🌙, personne ne passe\r\npar la gare. Le reste va bien, on se parle."
CODINGS = [
    ("Entretien 01", 0, 28, "Insécurité en soirée", "Camille D."),
    ("Entretien 01", 0, 28, "défavorable", "Camille D."),
    ("Entretien 01", 0, 28, "Insécurité en soirée", "Sacha L."),
    ("Entretien 01", 43, len(TEXT), "Autre ", "Sacha L."),
]


def _part(path: Path, part: str) -> RawTable:
    columns = {
        "codes": ["code_id", "parent_id", "label_fr", "definition", "include_rule", "exclude_rule"],
        "extraits": ["segment_id", "source", "position", "start", "end", "text_redacted"],
        "codages": ["segment_id", "code_id", "coder_id", "valence"],
    }[part]
    return read_any(path, path.name, mapping(path, sheet=part, columns={c: c for c in columns}))


def test_project_gives_back_codes_segments_and_coders(tmp_path: Path) -> None:
    path = writers.write_qdpx(tmp_path / "p.qdpx", CODES, {"Entretien 01": TEXT}, CODINGS)
    codes = _part(path, "codes").frame.set_index("code_id")
    assert list(codes.index) == [
        "tranquillite",
        "insecurite_en_soiree",
        "tranquillite.autre",
        "gouvernance",
        "gouvernance.autre",
    ]
    assert codes.loc["insecurite_en_soiree", "parent_id"] == "tranquillite"
    assert codes.loc["insecurite_en_soiree", "definition"] == "Évitement après 20 heures"
    assert codes.loc["insecurite_en_soiree", "include_rule"] == "lieu évité"
    assert codes.loc["insecurite_en_soiree", "exclude_rule"] == "faits de nuit"
    segments = _part(path, "extraits").frame
    assert segments["text_redacted"].tolist() == [
        "Le soir 🌙, personne ne passe",
        "Le reste va bien, on se parle.",
    ]
    assert segments["position"].tolist() == ["1", "2"]
    assert segments[["start", "end"]].astype(int).values.tolist() == [[0, 28], [43, len(TEXT)]]
    codings = _part(path, "codages")
    first, second = segments["segment_id"]
    assert (first, second) == ("S01-0-28", f"S01-43-{len(TEXT)}")
    assert codings.frame[["segment_id", "code_id", "coder_id", "valence"]].values.tolist() == [
        [first, "insecurite_en_soiree", "codeur_1", "-1"],
        [first, "insecurite_en_soiree", "codeur_2", ""],
        [second, "gouvernance.autre", "codeur_2", ""],
    ]
    said = " ".join(codings.notices) + codings.frame.to_csv()
    assert "Camille" not in said
    assert "deux codeurs" in said


def test_codes_of_the_same_name_are_told_apart_by_their_guid(tmp_path: Path) -> None:
    codes = {"Bruit": ("", ""), "bruit": ("", ""), "Très " * 12: ("", ""), "?": ("", "")}
    path = writers.write_qdc(tmp_path / "grille.qdc", codes)
    found = read_any(path, path.name).frame["code_id"].tolist()
    endings = [writers.guid(name)[-8:].lower() for name in codes]
    starts = ["bruit", "bruit", "tres_tres_tres_tres_tres_tres_t", "code"]
    assert found == [f"{start}_{end}" for start, end in zip(starts, endings, strict=True)]


def test_line_ends_of_atlas_count_for_one(tmp_path: Path) -> None:
    start, end = TEXT.index("Le reste") - 1, len(TEXT) - 1
    codings = [("E", start, end, "Autre ", "A")]
    path = writers.write_qdpx(
        tmp_path / "p.qdpx", CODES, {"E": TEXT}, codings, origin="ATLAS.ti 24"
    )
    assert _part(path, "extraits").frame["text_redacted"].tolist() == [
        "Le reste va bien, on se parle."
    ]


def test_codebook_alone_is_read(tmp_path: Path) -> None:
    path = writers.write_qdc(tmp_path / "grille.qdc", CODES)
    table = read_any(path, path.name)
    assert table.faults == []
    assert len(table.frame) == 5


def test_what_is_no_text_is_counted_not_read(tmp_path: Path) -> None:
    picture = '<PictureSource guid="x"><PictureSelection guid="y"/></PictureSource>'
    path = writers.write_qdpx(tmp_path / "p.qdpx", CODES, {"E": TEXT}, [], picture)
    assert _part(path, "extraits").notices[0] == "un passage non lu : image, page PDF, son ou vidéo"
