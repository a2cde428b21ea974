"""Reception of a large file beside its target, taken up again where it was cut.

The bytes go to ``<name>.partiel``; a note beside them keeps the address and the validator of the
answer (entity tag or date). A later request asks for the rest with Range and If-Range: a server
that does not honour it, or whose file has changed meanwhile, sends the whole and the file restarts.

Source: RFC 9110, HTTP Semantics, sections 13.1.5 (If-Range) and 14 (Range requests).
"""

import json
from collections.abc import Callable
from pathlib import Path

import httpx

from ffsu_eval.public_data.web import Fault, check_status, persist, told_in_french

PARTIAL = ".partiel"
NOTE = ".partiel.json"
OK, PARTIAL_CONTENT, RANGE_REFUSED = 200, 206, 416

Report = Callable[[int, int | None], None]


def partial_of(target: Path) -> Path:
    """Where the bytes of ``target`` are received."""
    return target.with_name(target.name + PARTIAL)


def forget(target: Path) -> None:
    """Remove what was received for ``target``."""
    partial_of(target).unlink(missing_ok=True)
    _note_of(target).unlink(missing_ok=True)


def receive(
    client: httpx.Client, address: str, size: int | None, target: Path, report: Report
) -> Path:
    """Receive the whole file, ``size`` bytes if known, and give the path of the received bytes.

    ``report`` is called with the bytes received so far and the total, None where it is unknown.
    Raises Fault; what was received stays for the next run.
    """
    persist(lambda: _receive_rest(client, address, size, target, report))
    return partial_of(target)


def _receive_rest(
    client: httpx.Client, address: str, size: int | None, target: Path, report: Report
) -> None:
    start, validator = _received(target, address)
    if start and start == size:
        return
    headers = {"Range": f"bytes={start}-", "If-Range": validator} if start else {}
    with (
        told_in_french(address),
        client.stream("GET", address, headers=headers) as response,
    ):
        code = response.status_code
        if code == RANGE_REFUSED or (code == PARTIAL_CONTENT and not _continues(response, start)):
            forget(target)
            raise Fault(f"{response.url.host} : reprise refusée", passing=True)
        check_status(response)
        if code == OK:
            start = 0
            _note(target, address, response)
        total = size or _announced(response, start)
        done = start
        with partial_of(target).open("ab" if start else "wb") as stream:
            for block in response.iter_raw():
                stream.write(block)
                done += len(block)
                report(done, total)
                if size and done > size:
                    break
    if size and done > size:
        forget(target)
        raise Fault("fichier plus long que ce que le producteur annonce")
    if total and done < total:
        raise Fault(f"fichier tronqué : {done} octets reçus sur {total}", passing=True)


def _continues(response: httpx.Response, start: int) -> bool:
    return start > 0 and response.headers.get("Content-Range", "").startswith(f"bytes {start}-")


def _announced(response: httpx.Response, start: int) -> int | None:
    length = response.headers.get("Content-Length", "")
    return start + int(length) if length.isdecimal() else None


def _note_of(target: Path) -> Path:
    return target.with_name(target.name + NOTE)


def _note(target: Path, address: str, response: httpx.Response) -> None:
    tag = response.headers.get("ETag", "")
    # a weak tag says « the same for a reader », not « the same bytes »
    strong = tag if tag.startswith('"') and tag.isascii() else ""
    validator = strong or response.headers.get("Last-Modified", "")
    note = {"address": address, "validator": validator}
    # the former bytes go before the new note can be taken for theirs
    partial_of(target).unlink(missing_ok=True)
    _note_of(target).write_text(json.dumps(note), encoding="utf-8")


def _received(target: Path, address: str) -> tuple[int, str]:
    """Bytes that can be kept and the validator of their answer; 0 where they cannot be trusted."""
    try:
        size = partial_of(target).stat().st_size
        note = json.loads(_note_of(target).read_text(encoding="utf-8"))
        known, validator = note["address"], note["validator"]
    except (OSError, ValueError, KeyError, TypeError):
        return 0, ""
    return (size, validator) if known == address and validator else (0, "")
