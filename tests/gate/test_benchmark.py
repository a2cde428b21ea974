"""The national series enters with its status and empreinte, where its files are; never otherwise."""

from pathlib import Path

import pytest

from ffsu_eval.errors import DataError
from ffsu_eval.gate.passage import examine, pass_gate
from tests.gate.test_field_rules import asked

HEAD = (
    '"Unité de temps";"Valeurs";"Indicateurs";"Source";"Sous-indicateurs";"Statistique";'
    '"Zone géographique";"Périodicité";"Unité de compte";"Correction"'
)
LINE = (
    '"2021";5000000;"Sentiment d\'insécurité";"enquêtes Cadre de vie et sécurité";'
    '"Dans le quartier ou le village";"Nombre";"France métropolitaine";"Annuelle";'
    '"Personnes de 14 ans ou plus";"Non Renseigné"'
)


def series(project: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    folder = project / "public" / "sentiment"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "serie.csv").write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    monkeypatch.setenv("FFSU_EVAL_EXTERNAL", str(project / "public"))


def test_series_is_official_beside_fictitious_data(project, monkeypatch) -> None:
    before, _ = examine(asked(project))
    series(project, monkeypatch, LINE)
    store = pass_gate(asked(project))
    entry = next(d for d in store.verdict.datasets if d.name == "national_feeling")
    assert (entry.status, entry.rows) == ("officielle", 1)
    assert store.frames()["national_feeling"]["value"].tolist() == [5_000_000]
    assert store.verdict.fingerprint != before.fingerprint
    assert "national_feeling" not in {d.name for d in before.datasets}


def test_unreadable_series_is_refused_by_name(project, monkeypatch) -> None:
    series(project, monkeypatch, LINE.replace("5000000", '"beaucoup"'))
    with pytest.raises(DataError, match=r"serie\.csv : année ou valeur qui n'est pas un nombre"):
        examine(asked(project))
