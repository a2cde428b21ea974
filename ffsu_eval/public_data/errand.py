"""One public file: found, received, verified, put in place in one step.

It is put in place only when its checksum is the expected one: that of sources.yml, else the
producer's. Until then the previous file is whole.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from ffsu_eval.french import NBSP, date_short, number, percent
from ffsu_eval.public_data.datagouv import CHECKSUMS, Resource, find
from ffsu_eval.public_data.listing import LISTING, Source
from ffsu_eval.public_data.receipts import RECEIPTS, Receipt, now, write_receipts
from ffsu_eval.public_data.transfer import forget, receive
from ffsu_eval.public_data.web import Fault

if TYPE_CHECKING:
    from ffsu_eval.run.pipeline import Progress

UNVERIFIED = "le producteur ne publie pas d'empreinte : seule la taille est vérifiée"
REPLACED = "le fichier présent n'avait pas l'empreinte attendue : il est remplacé"

Digests = dict[str, str]


@dataclass(frozen=True)
class Brought:
    """A file that is in place: ``size`` in bytes, ``received`` now or there already, notices."""

    size: int
    received: bool
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Errand:
    """Bring ``source`` into ``folder``; ``receipts`` are those of the folder, by id of file."""

    source: Source
    folder: Path
    receipts: dict[str, Receipt]
    client: httpx.Client
    progress: "Progress"

    @property
    def target(self) -> Path:
        """Where the file goes."""
        return self.folder / self.source.path

    def run(self) -> Brought:
        """Put the file in place, or leave it where it is the expected one; raises Fault."""
        here = digests(self.target) if self.target.is_file() else {}
        if here and here["sha256"] == self.source.sha256:
            return self._in_place()
        receipt = self._receipt()
        intact = receipt is not None and here.get("sha256") == receipt.sha256
        try:
            resource = find(self.client, self.source)
        except Fault as fault:
            if intact:
                return self._in_place(f"votre copie est intacte, mais non revérifiée : {fault}")
            raise
        expected = self._expected(resource)
        if receipt and _differs(resource, expected, receipt):
            raise self._changed(receipt)
        if here and (here[expected[0]] == expected[1] if expected else intact):
            self._record(resource, here)
            return self._in_place()
        self._receive(resource, expected, receipt)
        notices = (REPLACED if here else "", "" if expected else UNVERIFIED)
        return Brought(self.target.stat().st_size, True, tuple(filter(None, notices)))

    def _in_place(self, *notices: str) -> Brought:
        return Brought(self.target.stat().st_size, False, notices)

    def _receipt(self) -> Receipt | None:
        """Receipt of this very file; a checksum in sources.yml is stronger than any receipt."""
        receipt = None if self.source.sha256 else self.receipts.get(self.source.id)
        return receipt if receipt and receipt.file == self.source.file else None

    def _expected(self, resource: Resource) -> tuple[str, str] | None:
        """Kind and value of the expected checksum, None where nobody publishes one."""
        if self.source.sha256:
            return "sha256", self.source.sha256
        return resource.published_digest()

    def _receive(
        self, resource: Resource, expected: tuple[str, str] | None, receipt: Receipt | None
    ) -> None:
        self.target.parent.mkdir(parents=True, exist_ok=True)
        size = resource.filesize
        received = receive(self.client, resource.url, size, self.target, self._show)
        self.progress.detail("vérification de l'empreinte")
        got = digests(received)
        if expected and got[expected[0]] != expected[1]:
            forget(self.target)
            whose = LISTING if self.source.sha256 else "data.gouv.fr"
            raise Fault(f"empreinte différente de celle de {whose}, fichier refusé")
        if receipt and got["sha256"] != receipt.sha256:
            forget(self.target)
            raise self._changed(receipt)
        with received.open("rb") as stream:
            os.fsync(stream.fileno())
        os.replace(received, self.target)
        forget(self.target)
        self._record(resource, got)

    def _show(self, done: int, total: int | None) -> None:
        share = f" sur {megabytes(total)} ({percent(done / total)})" if total else ""
        self.progress.detail(megabytes(done) + share)

    def _changed(self, receipt: Receipt) -> Fault:
        kept = ", votre copie est gardée" if self.target.is_file() else ""
        return Fault(
            f"contenu changé chez le producteur, sous le même nom, depuis le "
            f"{date_short(receipt.date)}{kept}",
            f"pour le prendre, retirer « {self.source.id} » de {RECEIPTS} et relancer « make data »",
        )

    def _record(self, resource: Resource, got: Digests) -> None:
        known = self.receipts.get(self.source.id)
        same = ("file", self.source.file), ("path", self.source.path), ("sha256", got["sha256"])
        if known and all(getattr(known, name) == value for name, value in same):
            return
        self.receipts[self.source.id] = Receipt(
            file=self.source.file,
            path=self.source.path,
            address=resource.url,
            date=now(),
            size=self.target.stat().st_size,
            **got,
        )
        write_receipts(self.folder, self.receipts)


def _differs(resource: Resource, expected: tuple[str, str] | None, receipt: Receipt) -> bool:
    """Whether what the producer publishes of its file is no longer what was received."""
    if expected:
        return receipt.digest(expected[0]) != expected[1]
    return resource.filesize not in (None, receipt.size)


def digests(path: Path) -> Digests:
    """Checksums of a file, by kind, in lower-case hexadecimal."""
    found = {}
    for kind in CHECKSUMS:
        with path.open("rb") as stream:
            found[kind] = hashlib.file_digest(stream, kind).hexdigest()
    return found


def megabytes(size: int) -> str:
    """« 39,9 Mo » (millions of bytes)."""
    return f"{number(size / 1e6, 1)}{NBSP}Mo"
