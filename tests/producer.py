"""A producer on this machine: the API of data.gouv.fr and one file, with everything that can fail."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CONTENT = bytes(range(256)) * 400
NAME = "donnee-data.gouv-2025-geographie2026.csv.gz"
PATH = f"ssmsi/communes-2025/{NAME}"
DATASET = "621df2954fa5a3b5a023e23c"
RESOURCE = "44ef4323-1097-48d5-8719-3c544b55d294"
LISTING = f"""files:
  - id: communes-2025
    producer: SSMSI
    title: Base communale
    licence: Licence Ouverte 2.0
    dataset: {DATASET}
    resource: {RESOURCE}
    file: {NAME}
    release: "2025"
    path: {PATH}
    sha256: ""
    note: essai
"""


@dataclass
class Producer:
    """What the server holds and how it misbehaves; ``asked`` are the path and Range of requests."""

    content: bytes = CONTENT
    name: str = NAME
    etag: str = '"v1"'
    checksum: str | None = None  # None: the true SHA-1; "": none is published
    announced: int | None = None  # None: the true size
    ranges: bool = True
    lengths: bool = True
    cuts: list[int] = field(default_factory=list)  # bytes sent before each of the next cuts
    statuses: list[int] = field(default_factory=list)  # answers to the next requests of the file
    dataset_status: int = 200
    dataset_page: str = ""  # a page that a network puts in place of the answer
    redirect: str = ""
    stalled_after: int | None = None
    release: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def file_requests(self) -> list[str]:
        """The Range header of each request of the file, "" where it had none."""
        return [asked for path, asked in self.asked if path.startswith("/resources/")]

    def dataset(self) -> str:
        sha1 = hashlib.sha1(self.content).hexdigest() if self.checksum is None else self.checksum
        resource = {
            "id": RESOURCE,
            "title": "COM - Base statistique communale",
            "format": "csv.gz",
            "url": self.redirect or f"{self.base}/resources/{self.name}",
            "filesize": len(self.content) if self.announced is None else self.announced,
            "checksum": {"type": "sha1", "value": sha1} if sha1 else None,
        }
        notes = {"id": "autre", "title": "Documentation", "url": f"{self.base}/resources/notes.pdf"}
        return json.dumps({"id": DATASET, "resources": [resource, notes]})


@contextmanager
def serving(producer: Producer) -> Iterator[Producer]:
    """The producer, answering on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            producer.asked.append((self.path, asked))
            if self.path.startswith("/api/"):
                body = (producer.dataset_page or producer.dataset()).encode()
                self.send_response(producer.dataset_status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            elif self.path.startswith("/ailleurs/"):
                self.send_response(302)
                self.send_header("Location", f"/resources/{producer.name}")
                self.end_headers()
            elif self.path.startswith("/en-clair/"):
                self.send_response(302)
                self.send_header("Location", f"http://producteur.invalid/{producer.name}")
                self.end_headers()
            elif producer.statuses and (status := producer.statuses.pop(0)) != 200:
                self.send_error(status)
            else:
                self._send(asked)

        def _send(self, asked: str) -> None:
            start = 0
            same = self.headers.get("If-Range", producer.etag) == producer.etag
            if asked and producer.ranges and same:
                start = int(asked.removeprefix("bytes=").rstrip("-"))
            self.send_response(206 if start else 200)
            whole = len(producer.content)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{whole - 1}/{whole}")
            if producer.lengths:
                self.send_header("Content-Length", str(whole - start))
            if producer.etag:
                self.send_header("ETag", producer.etag)
            self.end_headers()
            body = producer.content[start:]
            if producer.cuts:
                body = body[: producer.cuts.pop(0)]
            if producer.stalled_after is not None:
                self.wfile.write(body[: producer.stalled_after])
                self.wfile.flush()
                producer.release.wait(30)
                return
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        producer.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield producer
        finally:
            producer.release.set()
            server.shutdown()


def write_listing(project: Path, text: str = LISTING) -> Path:
    """The listing of a project, and the folder where its files go."""
    folder = project / "data" / "external"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sources.yml").write_text(text, encoding="utf-8")
    return folder
