"""Reports of many cities: one that fails stops no other, on this machine or on a cluster."""

import shutil
from pathlib import Path

import distributed
import pytest

from ffsu_eval.run.inventory import published
from tests.conftest import ROOT, run_cli


@pytest.fixture
def cities(project: Path) -> Path:
    """Two cities: one whose parameters are wrong, one whose field data are one document."""
    for path in (project / "params").glob("*.yml"):
        path.unlink()
    text = (ROOT / "params" / "les-lilas.yml").read_text(encoding="utf-8")
    kept = text.split("  stspd:")[0].replace('    crime_release: "2022"\n', "")
    kept = kept.replace("    survey_wave: acteurs-2023\n", "")
    (project / "params" / "les-lilas.yml").write_text(kept, encoding="utf-8")
    (project / "params" / "creteil.yml").write_text("territory: creteil\n", encoding="utf-8")
    own = project / "data" / "private" / "les-lilas"
    own.mkdir(parents=True)
    shutil.copy2(ROOT / "data" / "demo" / "les-lilas" / "documents.csv", own)
    return project


def test_a_failing_city_is_told_at_the_end_and_the_others_are_published(cities: Path) -> None:
    done = run_cli(cities, "reports", FORMATS="html", RENDERER="embedded")
    assert done.returncode == 2
    assert "creteil : échec (code 2)" in done.stderr
    assert "les-lilas : prêt" in done.stderr
    assert "Rapports non faits, les précédents sont inchangés : creteil" in done.stderr
    assert "params/creteil.yml" in done.stderr
    assert [(report.city, report.formats) for report in published(cities)] == [
        ("les-lilas", ("html",))
    ]
    assert not (cities / "reports" / "creteil").exists()


def test_a_cluster_gives_the_same_reports(cities: Path) -> None:
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None
    ) as made:
        address = made.scheduler_address
        done = run_cli(cities, "reports", FORMATS="html", RENDERER="embedded", SCHEDULER=address)
    assert done.returncode == 2, done.stderr
    assert "les-lilas : prêt" in done.stderr
    assert (cities / "reports" / "les-lilas" / "dls.html").is_file()


def test_a_cluster_that_does_not_answer_is_a_wrong_parameter(cities: Path) -> None:
    done = run_cli(cities, "reports", FORMATS="html", SCHEDULER="tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert "aucun ordonnanceur ne répond" in done.stderr
    assert "Traceback" not in done.stderr
