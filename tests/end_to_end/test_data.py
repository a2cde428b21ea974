"""« ffsu-eval data » as it is typed: its exit codes, its messages, what an interruption leaves."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, Command
from tests.producer import CONTENT, LISTING, NAME, PATH, Producer, serving, write_listing


def test_data_are_brought_then_found(project: Path, cli: Command) -> None:
    write_listing(project)
    with serving(Producer()) as producer:
        first = cli("data", FFSU_EVAL_DATAGOUV=producer.base)
        second = cli("data", "--only", "communes-2025", FFSU_EVAL_DATAGOUV=producer.base)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert first.stdout == f"Reçu et vérifié : data/external/{PATH} (0,1\u00a0Mo)\n"
    assert second.stdout == f"Déjà là : data/external/{PATH} (0,1\u00a0Mo)\n"
    assert first.stderr == "· Données publiques : communes-2025\n"


def test_offline(project: Path, cli: Command) -> None:
    write_listing(project)
    with serving(Producer()) as producer:
        nobody = producer.base  # nothing listens there any more
    done = cli("data", FFSU_EVAL_DATAGOUV=nobody)
    assert done.returncode == 3
    assert done.stderr.splitlines()[1:] == [
        f"communes-2025 ({NAME}) : 127.0.0.1 injoignable (hors ligne ?) ; "
        "vérifier la connexion, puis relancer « make data »"
    ]
    assert done.stdout == ""


def test_wrong_listing_is_a_wrong_parameter(project: Path, cli: Command) -> None:
    write_listing(project, LISTING.replace("note:", "remarque:"))
    done = cli("data")
    assert done.returncode == 2
    assert "clé inconnue « remarque »" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_interruption_keeps_the_previous_file_and_what_was_received(
    project: Path, cli: Command
) -> None:
    folder = write_listing(project)
    target = folder / PATH
    target.parent.mkdir(parents=True)
    target.write_bytes(b"avant")
    partial = target.with_name(f"{NAME}.partiel")
    with serving(Producer(stalled_after=40_000)) as producer:
        environment = {"FFSU_EVAL_DATAGOUV": producer.base, "FFSU_EVAL_EXTERNAL": "data/external"}
        running = subprocess.Popen(
            [sys.executable, "-m", "ffsu_eval", "data"],
            cwd=project,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        # the file is written by blocks: most of what was sent is there
        while running.poll() is None and not (
            partial.is_file() and partial.stat().st_size > 30_000
        ):
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=30)
        assert running.returncode == 130, said
        assert "« make data » reprendra où il s'est arrêté" in said
        assert "Traceback" not in said
        assert target.read_bytes() == b"avant"
        received = partial.stat().st_size
        assert 30_000 < received <= 40_000
        producer.release.set()
        producer.stalled_after = None
        done = cli("data", FFSU_EVAL_DATAGOUV=producer.base)
        assert done.returncode == 0, done.stderr
        assert producer.file_requests == ["", f"bytes={received}-"]
    assert target.read_bytes() == CONTENT
    assert not partial.exists()


@pytest.mark.skipif(shutil.which("make") is None, reason="make absent de cette machine")
def test_make_data_runs_although_a_folder_has_its_name() -> None:
    command = ["make", "-n", "data"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "-m ffsu_eval data" in done.stdout
