"""Publication: whole or not at all, one run at a time for a city."""

from pathlib import Path

import pytest

from ffsu_eval.errors import RenderError
from ffsu_eval.run import publish as publication
from ffsu_eval.run.publish import building, city_lock, publish


def folder(path: Path, text: str) -> Path:
    (path / "data").mkdir(parents=True)
    (path / "index.html").write_text(text)
    (path / "data" / "t.csv").write_text(text)
    return path


@pytest.mark.parametrize("atomic", [True, False])
def test_folder_is_replaced_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, atomic: bool
) -> None:
    if not atomic:
        monkeypatch.setattr(publication, "_exchange", lambda first, second: False)
    target = folder(tmp_path / "ville", "ancien")
    (target / "old.pdf").write_text("ancien")
    publish(folder(tmp_path / ".construction-ville-x", "nouveau"), target)
    assert sorted(p.name for p in target.rglob("*") if p.is_file()) == ["index.html", "t.csv"]
    assert (target / "data" / "t.csv").read_text() == "nouveau"
    assert [p.name for p in tmp_path.iterdir()] == ["ville"]


def test_first_report_is_published(tmp_path: Path) -> None:
    publish(folder(tmp_path / ".construction-ville-x", "nouveau"), tmp_path / "ville")
    assert (tmp_path / "ville" / "index.html").read_text() == "nouveau"


def fail_while_building(reports: Path) -> None:
    with building(reports, "ville") as place:
        folder(place / "sous-dossier", "à moitié")
        raise ValueError("panne")


def test_failure_while_building_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="panne"):
        fail_while_building(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_removed_and_other_cities_are_not(tmp_path: Path) -> None:
    folder(tmp_path / ".construction-ville-mort", "à moitié")
    folder(tmp_path / ".construction-autre-vivant", "en cours")
    with building(tmp_path, "ville"):
        left = sorted(p.name for p in tmp_path.iterdir())
    assert ".construction-ville-mort" not in left
    assert ".construction-autre-vivant" in left


def test_read_only_reports_give_a_clear_error(tmp_path: Path) -> None:
    with (
        pytest.raises(RenderError, match="impossible à écrire"),
        building(tmp_path / "absent", "ville"),
    ):
        pass


def test_second_run_of_a_city_is_told_so(tmp_path: Path) -> None:
    with city_lock(tmp_path, "ville"):
        with pytest.raises(RenderError, match="en cours"), city_lock(tmp_path, "ville"):
            pass
        with city_lock(tmp_path, "autre"):
            pass
    with city_lock(tmp_path, "ville"):
        pass
