"""Whatever goes wrong: the documented exit code, one clear French line, the previous report whole."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from ffsu_eval.project import file_sha256
from ffsu_eval.run.publish import city_lock
from tests.conftest import Command

SURVEY = "data/demo/saint-nazaire/survey_responses.csv"


def previous_report(project: Path) -> dict[str, str]:
    folder = project / "reports" / "saint-nazaire"
    (folder / "data").mkdir(parents=True)
    for name in ("index.html", "evaluation.html", "manifest.json", "data/a.csv"):
        (folder / name).write_text(f"ancien {name}", encoding="utf-8")
    return hashes(project)


def hashes(project: Path) -> dict[str, str]:
    folder = project / "reports" / "saint-nazaire"
    return {p.as_posix(): file_sha256(p) for p in sorted(folder.rglob("*")) if p.is_file()}


def tree(project: Path) -> set[str]:
    return {p.relative_to(project).as_posix() for p in project.rglob("*")}


def one_cell_notebook(project: Path, source: str) -> None:
    path = project / "notebooks" / "evaluation.ipynb"
    notebook = nbformat.read(path, as_version=4)
    parameters = next(c for c in notebook.cells if "parameters" in c.metadata.get("tags", []))
    notebook.cells = [parameters, nbformat.v4.new_code_cell(source)]
    nbformat.write(notebook, path)


@pytest.mark.parametrize(
    "city",
    ["nantes", "../x", "$(shell touch pwned)", '"; touch pwned; "', "`touch pwned`", "{pm}", "-rf",
     "saint-nazaire\ntouch pwned"],
)  # fmt: skip
def test_wrong_city(project: Path, cli: Command, city: str) -> None:
    before = tree(project)
    done = cli("report", CITY=city)
    assert done.returncode == 2
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("CITY : ")
    assert "Traceback" not in done.stderr
    assert tree(project) == before


@pytest.mark.parametrize(
    ("variables", "code", "words"),
    [
        ({"ENGAGEMENT": "dls"}, 2, "ENGAGEMENT : mission absente de params/saint-nazaire.yml"),
        ({"FORMATS": "html,odt"}, 2, "FORMATS : formats admis"),
        ({"RENDERER": "latex"}, 2, "moteur de rendu"),
        ({"CITY": ""}, 2, "CITY : indiquez une ville"),
    ],
)
def test_wrong_options(
    project: Path, cli: Command, variables: dict[str, str], code: int, words: str
) -> None:
    before = tree(project)
    done = cli("report", **{"CITY": "saint-nazaire", **variables})
    assert (done.returncode, words in done.stderr) == (code, True), done.stderr
    assert tree(project) == before


@pytest.mark.parametrize("words", [("report", "--bogus"), ("raport",), ("report", "x"), ()])
def test_wrong_usage_is_said_in_french(cli: Command, words: tuple[str, ...]) -> None:
    done = cli(*words, CITY="saint-nazaire")
    assert done.returncode == (2 if words else 0)
    assert "Traceback" not in done.stderr
    assert not words or done.stderr.startswith("Commande : ")


def test_quarto_asked_for_and_absent(project: Path, cli: Command) -> None:
    done = cli("report", CITY="saint-nazaire", RENDERER="quarto", PATH="/nulle-part")
    assert done.returncode == 5
    assert "Quarto" in done.stderr


def test_mistyped_parameter(project: Path, cli: Command) -> None:
    path = project / "params" / "saint-nazaire.yml"
    path.write_text("vile: saint-nazaire\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    before = tree(project)
    done = cli("report", CITY="saint-nazaire")
    assert done.returncode == 2
    assert "params/saint-nazaire.yml, ligne 1 : clé inconnue « vile »" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert tree(project) == before


def test_refused_data_stop_the_run_before_any_notebook(project: Path, cli: Command) -> None:
    before = previous_report(project)
    path = project / SURVEY
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split(";")
    place = header.index("q_fear_eve")
    cells = lines[4].split(";")
    cells[place] = "7"
    lines[4] = ";".join(cells)
    rows = [line.split(";") for line in [*lines, lines[1]]]
    dropped = header.index("q_fear_day")
    text = "\n".join(";".join(r[:dropped] + r[dropped + 1 :]) for r in rows)
    # an accent, so that the two encodings differ
    path.write_bytes((text + "\n").replace("VILLE_PM", "VILLÉ_PM").encode("cp1252"))
    one_cell_notebook(project, "open('execute', 'w').close()")
    done = cli("report", CITY="saint-nazaire")
    assert done.returncode == 3
    for words in (
        f"{SURVEY}, colonne q_fear_day : colonne obligatoire",
        f"{SURVEY}, colonne q_fear_eve, ligne 5 : valeur hors de la liste admise",
        f"{SURVEY}, colonne resp_id, lignes 2 et {len(rows)} : clé répétée",
        f"À savoir : {SURVEY} : encodage lu : Windows-1252",
    ):
        assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert hashes(project) == before
    assert not (project / "notebooks" / "execute").exists()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import os; os._exit(3)", "noyau"),
        (
            "from ffsu_eval.errors import NotebookError\nraise NotebookError('C1 cite X')",
            "C1 cite X",
        ),
    ],
)
def test_notebook_that_fails(project: Path, cli: Command, source: str, words: str) -> None:
    before = previous_report(project)
    one_cell_notebook(project, source)
    done = cli("report", CITY="saint-nazaire")
    assert done.returncode == 4, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert hashes(project) == before
    left = [p.name for p in (project / "reports").iterdir() if p.name.startswith(".")]
    assert left == []


def start_and_wait_for_the_notebook(project: Path) -> subprocess.Popen[str]:
    """A report in the making: its hidden folder is there, its kernel runs."""
    one_cell_notebook(project, "open('en_cours', 'w').close()\nimport time\ntime.sleep(60)")
    running = subprocess.Popen(
        [sys.executable, "-m", "ffsu_eval", "report"],
        cwd=project,
        env={**os.environ, "CITY": "saint-nazaire"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(600):
        if (project / "notebooks" / "en_cours").exists():
            return running
        time.sleep(0.1)
    running.kill()
    raise AssertionError("le carnet n'a pas démarré")


def test_kill_leaves_the_previous_report_whole(project: Path) -> None:
    before = previous_report(project)
    running = start_and_wait_for_the_notebook(project)
    running.kill()
    running.wait(timeout=30)
    assert hashes(project) == before
    with city_lock(project / ".cache" / "locks", "saint-nazaire"):
        pass  # a killed run holds no lock


def test_interruption_has_its_own_code(project: Path) -> None:
    before = previous_report(project)
    running = start_and_wait_for_the_notebook(project)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130, said
    assert "Interrompu" in said
    assert "Traceback" not in said
    assert hashes(project) == before
    assert not [p for p in (project / "reports").iterdir() if p.name.startswith(".")]


def test_wrong_citation_names_the_finding(project: Path, cli: Command) -> None:
    path = project / "data" / "demo" / "saint-nazaire" / "findings.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("- REC02:cambriolages\n", "- REC02:cambriolage\n", 1), encoding="utf-8"
    )
    done = cli("report", CITY="saint-nazaire")
    assert done.returncode == 4
    assert "cite une preuve qui n'existe pas : REC02:cambriolage" in done.stderr
    assert "REC02:cambriolages" in done.stderr


def test_validate_writes_a_page_and_says_where(project: Path, cli: Command) -> None:
    done = cli("validate", CITY="saint-nazaire")
    assert done.returncode == 0, done.stderr
    assert "Données acceptées" in done.stdout
    assert (project / ".cache" / "validation" / "saint-nazaire" / "evaluation.html").is_file()


def make(
    project: Path, *words: str, python: str = f'exec "{sys.executable}" "$@"', **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the real Makefile on the environment that runs the tests."""
    environment = project / ".venv" / "bin"
    environment.mkdir(parents=True, exist_ok=True)
    (environment / "python").write_text(f"#!/bin/sh\n{python}\n")
    (environment / "python").chmod(0o755)
    (project / ".venv" / "ready").touch()
    for name in ("requirements.lock", "pyproject.toml"):
        (project / name).touch()
        os.utime(project / name, (0, 0))
    inherited = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL")}
    return subprocess.run(
        ["make", *words],
        cwd=project,
        env={**inherited, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(shutil.which("make") is None, reason="make absent de cette machine")
@pytest.mark.parametrize(
    "city",
    ["$(shell touch pwned)", '"; touch pwned; "', "`touch pwned`", "$$(touch pwned)", "../x",
     "'; touch pwned; '"],
)  # fmt: skip
@pytest.mark.parametrize("way", ["argument", "environnement"])
def test_city_is_data_for_make(project: Path, city: str, way: str) -> None:
    done = (
        make(project, "report", f"CITY={city}")
        if way == "argument"
        else make(project, "report", CITY=city)
    )
    assert done.returncode == 2
    assert "CITY : " in done.stderr
    assert not list(project.rglob("pwned"))
    assert not (project / "reports" / "saint-nazaire").exists()


@pytest.mark.skipif(shutil.which("make") is None, reason="make absent de cette machine")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "html,docx,pdf|auto|"),
        (("FORMATS=html,pdf", "RENDERER=embedded"), "html,pdf|embedded|"),
        (
            ("ENGAGEMENT=evaluation", "FORMATS=$(shell echo html)"),
            "$(shell echo html)|auto|evaluation",
        ),
    ],
)
def test_make_hands_its_variables_over_as_they_are(
    project: Path, words: tuple[str, ...], expected: str
) -> None:
    shown = 'printf "%s|%s|%s" "$FORMATS" "$RENDERER" "$ENGAGEMENT"'
    assert make(project, "report", *words, python=shown).stdout == expected


@pytest.mark.skipif(shutil.which("make") is None, reason="make absent de cette machine")
def test_make_alone_prints_its_help(project: Path) -> None:
    done = make(project)
    assert done.returncode == 0
    for verb in ("report", "validate", "lab", "test", "lint"):
        assert f"  {verb} " in done.stdout
