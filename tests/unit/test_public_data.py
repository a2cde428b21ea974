"""« make data »: the whole file, the right one, or the previous one and a reason."""

import fcntl
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ffsu_eval.errors import DataError, ParameterError
from ffsu_eval.public_data import web
from ffsu_eval.public_data.bring import LOCK, Outcome, bring
from ffsu_eval.public_data.listing import load_sources
from ffsu_eval.sources.ssmsi.files import find_release
from tests.producer import CONTENT, DATASET, LISTING, NAME, PATH, Producer, serving, write_listing

ROOT = Path(__file__).parent.parent.parent
OTHER = CONTENT[::-1]
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Seen:
    """What the command line would show."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.details: list[str] = []

    def step(self, text: str) -> None:
        self.steps.append(text)

    def detail(self, text: str) -> None:
        self.details.append(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of public data of a project."""
    return write_listing(tmp_path)


@pytest.fixture
def producer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Producer]:
    """A producer that answers; new tries wait for nothing."""
    with serving(Producer()) as producer:
        monkeypatch.setenv("FFSU_EVAL_DATAGOUV", producer.base)
        monkeypatch.setattr(web, "WAITS", (0.0, 0.0))
        yield producer


def run(folder: Path, only: str = "", seen: Seen | None = None) -> Outcome:
    return bring(folder.parent.parent, only, seen or Seen())


def fault(folder: Path) -> str:
    """The only message of a run that had nothing."""
    outcome = run(folder)
    assert not outcome.files
    assert len(outcome.faults) == 1
    message = outcome.faults[0]
    assert message.startswith(f"communes-2025 ({NAME}) : ")
    assert "\n" not in message
    return message


def pin(folder: Path, sha256: str) -> None:
    write_listing(folder.parent.parent, LISTING.replace('sha256: ""', f"sha256: {sha256}"))


def put(folder: Path, content: bytes) -> Path:
    """A previous file in place."""
    target = folder / PATH
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return target


def left(folder: Path) -> set[str]:
    """Names of the files beside the target, the target excepted."""
    place = (folder / PATH).parent
    return {path.name for path in place.iterdir()} - {NAME} if place.is_dir() else set()


def test_plain_download(folder: Path, producer: Producer) -> None:
    seen = Seen()
    outcome = run(folder, seen=seen)
    assert outcome.faults == []
    assert list(outcome.files) == [f"data/external/{PATH}"]
    brought = outcome.files[f"data/external/{PATH}"]
    assert (brought.size, brought.received, brought.notices) == (len(CONTENT), True, ())
    assert (folder / PATH).read_bytes() == CONTENT
    assert left(folder) == set()
    assert seen.steps == ["Données publiques : communes-2025"]
    assert "0,1\u00a0Mo sur 0,1\u00a0Mo (100\u00a0%)" in seen.details


def test_receipt_says_what_was_received(folder: Path, producer: Producer) -> None:
    run(folder)
    receipts = json.loads((folder / "recus.json").read_text(encoding="utf-8"))
    receipt = receipts["communes-2025"]
    date = receipt.pop("date")
    assert date.startswith("20")
    assert date.endswith("Z")
    assert receipt == {
        "file": NAME,
        "path": PATH,
        "address": f"{producer.base}/resources/{NAME}",
        "size": len(CONTENT),
        "sha1": hashlib.sha1(CONTENT).hexdigest(),
        "sha256": SHA256,
    }


def test_file_already_there_is_not_downloaded_again(folder: Path, producer: Producer) -> None:
    run(folder)
    receipt = (folder / "recus.json").read_bytes()
    producer.asked.clear()
    outcome = run(folder)
    assert not outcome.files[f"data/external/{PATH}"].received
    assert producer.asked == [(f"/api/1/datasets/{DATASET}/", "")]
    assert (folder / "recus.json").read_bytes() == receipt


def test_file_put_there_by_hand_is_verified_and_gets_its_receipt(
    folder: Path, producer: Producer
) -> None:
    put(folder, CONTENT)
    assert not run(folder).files[f"data/external/{PATH}"].received
    assert producer.file_requests == []
    assert "communes-2025" in json.loads((folder / "recus.json").read_text(encoding="utf-8"))


def test_known_checksum_needs_no_network(folder: Path, producer: Producer) -> None:
    pin(folder, SHA256)
    put(folder, CONTENT)
    assert not run(folder).files[f"data/external/{PATH}"].received
    assert producer.asked == []


def test_altered_file_is_replaced_and_said(folder: Path, producer: Producer) -> None:
    run(folder)
    (folder / PATH).write_bytes(b"abc")
    brought = run(folder).files[f"data/external/{PATH}"]
    assert brought.received
    assert "remplacé" in brought.notices[0]
    assert (folder / PATH).read_bytes() == CONTENT


@pytest.mark.parametrize("etag", ['"v1"', ""])
def test_cut_is_taken_up_again_in_the_same_run(folder: Path, producer: Producer, etag: str) -> None:
    """With a validator the rest is asked for; without one nothing says that it is the same file."""
    producer.cuts, producer.etag = [30_000], etag
    assert run(folder).faults == []
    assert (folder / PATH).read_bytes() == CONTENT
    assert producer.file_requests == (["", "bytes=30000-"] if etag else ["", ""])


def test_cut_is_taken_up_again_in_a_later_run(folder: Path, producer: Producer) -> None:
    put(folder, b"avant")
    producer.cuts = [30_000, 10_000, 2_000]
    message = fault(folder)
    assert "127.0.0.1 : transmission coupée avant la fin, fichier tronqué" in message
    assert "relancer « make data »" in message
    assert (folder / PATH).read_bytes() == b"avant"
    assert (folder / f"{PATH}.partiel").stat().st_size == 42_000
    assert run(folder).faults == []
    assert producer.file_requests[-1] == "bytes=42000-"
    assert (folder / PATH).read_bytes() == CONTENT
    assert left(folder) == set()


def test_whole_file_received_before_a_stop_is_not_asked_for_again(
    folder: Path, producer: Producer
) -> None:
    producer.cuts = [30_000, 0, 0]
    fault(folder)
    (folder / f"{PATH}.partiel").write_bytes(CONTENT)
    producer.asked.clear()
    assert run(folder).faults == []
    assert producer.file_requests == []
    assert (folder / PATH).read_bytes() == CONTENT


def test_server_without_range_starts_again(folder: Path, producer: Producer) -> None:
    producer.cuts, producer.ranges = [30_000], False
    assert run(folder).faults == []
    assert producer.file_requests == ["", "bytes=30000-"]
    assert (folder / PATH).read_bytes() == CONTENT


def test_file_that_changed_between_two_runs_starts_again(folder: Path, producer: Producer) -> None:
    producer.cuts = [30_000, 0, 0]
    fault(folder)
    producer.content, producer.etag = OTHER, '"v2"'
    assert run(folder).faults == []
    assert (folder / PATH).read_bytes() == OTHER


def test_refused_range_starts_again(folder: Path, producer: Producer) -> None:
    producer.cuts, producer.statuses = [30_000], [200, 416]
    assert run(folder).faults == []
    assert producer.file_requests == ["", "bytes=30000-", ""]
    assert (folder / PATH).read_bytes() == CONTENT


def test_truncated_body_that_the_server_does_not_announce(folder: Path, producer: Producer) -> None:
    producer.lengths, producer.cuts = False, [30_000, 0, 0]
    assert "fichier tronqué : 30000 octets reçus sur 102400" in fault(folder)
    assert not (folder / PATH).exists()


def test_body_longer_than_announced(folder: Path, producer: Producer) -> None:
    producer.announced = 50_000
    assert "plus long que ce que le producteur annonce" in fault(folder)
    assert left(folder) == set()


@pytest.mark.parametrize("pinned", [False, True])
def test_wrong_checksum_leaves_the_previous_file(
    folder: Path, producer: Producer, pinned: bool
) -> None:
    put(folder, b"avant")
    producer.checksum = None if pinned else "0" * 40
    if pinned:
        pin(folder, "0" * 64)
    whose = "data/external/sources.yml" if pinned else "data.gouv.fr"
    assert f"empreinte différente de celle de {whose}" in fault(folder)
    assert (folder / PATH).read_bytes() == b"avant"
    assert left(folder) == set()
    assert not (folder / "recus.json").exists()


def test_known_checksum_wins_over_the_published_one(folder: Path, producer: Producer) -> None:
    pin(folder, SHA256)
    producer.checksum = "0" * 40
    assert run(folder).faults == []


def test_without_published_checksum_the_size_alone_is_verified_and_said(
    folder: Path, producer: Producer
) -> None:
    producer.checksum = ""
    brought = run(folder).files[f"data/external/{PATH}"]
    assert brought.notices == (
        "le producteur ne publie pas d'empreinte : seule la taille est vérifiée",
    )
    producer.asked.clear()
    assert not run(folder).files[f"data/external/{PATH}"].received
    assert producer.file_requests == []


def test_content_changed_at_the_producer_is_refused_until_accepted(
    folder: Path, producer: Producer
) -> None:
    run(folder)
    producer.content, producer.etag = OTHER, '"v2"'
    message = fault(folder)
    assert "contenu changé chez le producteur, sous le même nom, depuis le" in message
    assert "votre copie est gardée" in message
    assert "retirer « communes-2025 » de recus.json" in message
    assert (folder / PATH).read_bytes() == CONTENT
    (folder / "recus.json").write_text("{}", encoding="utf-8")
    assert run(folder).faults == []
    assert (folder / PATH).read_bytes() == OTHER


@pytest.mark.parametrize("checksum", [None, ""])
def test_changed_content_is_refused_where_no_copy_is_left(
    folder: Path, producer: Producer, checksum: str | None
) -> None:
    producer.checksum = checksum
    run(folder)
    (folder / PATH).unlink()
    producer.content, producer.etag = OTHER, '"v2"'
    message = fault(folder)
    assert "contenu changé chez le producteur" in message
    assert "votre copie" not in message
    assert not (folder / PATH).exists()
    assert left(folder) == set()


def test_without_published_checksum_another_size_is_a_change(
    folder: Path, producer: Producer
) -> None:
    producer.checksum = ""
    run(folder)
    producer.content = CONTENT[:-1]
    assert "contenu changé chez le producteur" in fault(folder)
    assert (folder / PATH).read_bytes() == CONTENT


def test_missing_file(folder: Path, producer: Producer) -> None:
    producer.statuses = [404]
    assert "127.0.0.1 : fichier introuvable (réponse 404)" in fault(folder)
    assert producer.file_requests == [""]


def test_missing_dataset(folder: Path, producer: Producer) -> None:
    producer.dataset_status = 404
    assert "fichier introuvable (réponse 404)" in fault(folder)


def test_error_500_then_the_file(folder: Path, producer: Producer) -> None:
    producer.statuses = [500, 503]
    assert run(folder).faults == []
    assert (folder / PATH).read_bytes() == CONTENT


def test_error_500_that_lasts(folder: Path, producer: Producer) -> None:
    producer.statuses = [500, 500, 500]
    assert "127.0.0.1 : réponse 500 du serveur" in fault(folder)


def test_slow_server(folder: Path, producer: Producer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "READ_SECONDS", 0.2)
    put(folder, b"avant")
    producer.stalled_after = 1_000
    message = fault(folder)
    assert "127.0.0.1 : délai dépassé" in message
    assert "vérifier la connexion" in message
    assert (folder / PATH).read_bytes() == b"avant"
    assert (folder / f"{PATH}.partiel").stat().st_size == 3_000


def test_redirection_is_followed(folder: Path, producer: Producer) -> None:
    producer.redirect = f"{producer.base}/ailleurs/{NAME}"
    assert run(folder).faults == []
    assert (folder / PATH).read_bytes() == CONTENT


@pytest.mark.parametrize("way", ["address", "redirection"])
def test_address_without_encryption_is_refused(folder: Path, producer: Producer, way: str) -> None:
    plain = f"http://producteur.invalid/{NAME}"
    producer.redirect = plain if way == "address" else f"{producer.base}/en-clair/{NAME}"
    assert "producteur.invalid : adresse sans chiffrement, refusée" in fault(folder)


def test_page_of_a_network_instead_of_the_answer(folder: Path, producer: Producer) -> None:
    producer.dataset_page = "<html>Identifiez-vous</html>"
    assert "127.0.0.1 : réponse illisible" in fault(folder)


def test_another_edition_is_named(folder: Path, producer: Producer) -> None:
    producer.name = "donnee-data.gouv-2026-geographie2027.csv.gz"
    message = fault(folder)
    assert "il propose : donnee-data.gouv-2026-geographie2027.csv.gz, notes.pdf" in message
    assert "changer l'entrée de data/external/sources.yml" in message


def test_another_edition_takes_the_place_of_the_former_once_listed(
    folder: Path, producer: Producer
) -> None:
    run(folder)
    producer.name, producer.content = "produit-le-2027.csv.gz", OTHER
    write_listing(folder.parent.parent, LISTING.replace(f"file: {NAME}", f"file: {producer.name}"))
    assert run(folder).files[f"data/external/{PATH}"].received
    assert (folder / PATH).read_bytes() == OTHER
    receipts = json.loads((folder / "recus.json").read_text(encoding="utf-8"))
    assert receipts["communes-2025"]["file"] == producer.name


def test_intact_copy_is_enough_when_the_producer_cannot_be_asked(
    folder: Path, producer: Producer
) -> None:
    run(folder)
    producer.dataset_status = 503
    brought = run(folder).files[f"data/external/{PATH}"]
    assert not brought.received
    assert "intacte, mais non revérifiée" in brought.notices[0]
    (folder / PATH).write_bytes(b"abc")
    assert "réponse 503" in fault(folder)


def test_one_file_that_fails_does_not_keep_the_other_away(folder: Path, producer: Producer) -> None:
    second = LISTING.removeprefix("files:\n").replace("communes-2025", "bis-2025")
    absent = LISTING.replace(f"file: {NAME}", "file: absent.csv")
    write_listing(folder.parent.parent, absent + second)
    outcome = run(folder)
    assert list(outcome.files) == [f"data/external/{PATH.replace('communes', 'bis')}"]
    assert len(outcome.faults) == 1
    assert run(folder, only="bis-2025").faults == []


def test_two_runs_at_once_do_not_mix(folder: Path, producer: Producer) -> None:
    with (folder / LOCK).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(DataError, match="un autre « make data » est en cours"):
            run(folder)
    assert producer.asked == []
    assert run(folder).faults == []


def test_damaged_receipts(folder: Path, producer: Producer) -> None:
    (folder / "recus.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match="recus.json : fichier illisible"):
        run(folder)


def test_folder_that_cannot_be_written(folder: Path, producer: Producer) -> None:
    (folder / "ssmsi").write_text("un fichier, pas un dossier", encoding="utf-8")
    assert "écriture impossible" in fault(folder)


def test_folder_named_by_the_environment(
    folder: Path, producer: Producer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FFSU_EVAL_EXTERNAL", str(tmp_path / "ailleurs"))
    run(folder)
    assert (tmp_path / "ailleurs" / PATH).read_bytes() == CONTENT
    assert not (folder / PATH).exists()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("note: essai", "notes: essai", "ligne 12 : clé inconnue « notes » ; vouliez-vous dire"),
        (f"path: {PATH}", "path: ../x/y", "ligne 10 : files.0.path : chemin relatif attendu"),
        (f"path: {PATH}", "path: /etc/x", "chemin relatif attendu"),
        (f"path: {PATH}", "path: sources.yml", "dans un sous-dossier"),
        ('sha256: ""', "sha256: abc", "files.0.sha256 : forme non admise"),
        ('    release: "2025"\n', "", "files.0.release : clé obligatoire absente"),
    ],
)  # fmt: skip
def test_wrong_listing(folder: Path, before: str, after: str, words: str) -> None:
    text = LISTING.replace(before, after)
    assert text != LISTING
    write_listing(folder.parent.parent, text)
    with pytest.raises(ParameterError) as error:
        run(folder)
    assert words in str(error.value)
    assert str(error.value).startswith("data/external/sources.yml, ligne ")


def test_empty_listing(folder: Path) -> None:
    write_listing(folder.parent.parent, "files: []\n")
    with pytest.raises(ParameterError, match="liste vide"):
        run(folder)


def test_two_entries_with_one_place(folder: Path) -> None:
    second = LISTING.removeprefix("files:\n").replace("id: communes", "id: autres")
    write_listing(folder.parent.parent, LISTING + second)
    with pytest.raises(ParameterError, match=f"path « {PATH} » répété"):
        run(folder)


def test_unknown_name_and_missing_listing(folder: Path) -> None:
    with pytest.raises(ParameterError, match="Fichiers connus : communes-2025"):
        run(folder, only="communes-2024")
    (folder / "sources.yml").unlink()
    with pytest.raises(ParameterError, match="data/external/sources.yml : fichier absent"):
        run(folder)


def test_listed_files_are_where_the_loader_looks(tmp_path: Path) -> None:
    sources = load_sources(ROOT)
    for source in sources:
        target = tmp_path / source.path
        target.parent.mkdir(parents=True)
        target.touch()
        assert f"-{source.release}-" in source.file
        level = "commune" if source.id.startswith("communes") else "departement"
        assert find_release(tmp_path, source.release, level) == [target]
    assert len(sources) == 2
