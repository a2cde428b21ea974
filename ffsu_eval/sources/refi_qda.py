"""Projects of qualitative analysis in the exchange format REFI-QDA 1.5: codes, passages, codings.

A passage that several coders have coded is one segment: programs write one selection per coding.
Nobody is named: a coder is known by rank among the users of the project, a source by its title,
which the mapping turns into an interview or a document.
"""

import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

import pandas as pd

from ffsu_eval.french import count_words
from ffsu_eval.project import file_sha256
from ffsu_eval.sources.archive import read_members
from ffsu_eval.sources.raw import ROW, RawTable, unreadable
from ffsu_eval.sources.refi_codes import Code, code_rows, codes_of, guid_of
from ffsu_eval.sources.safe_xml import tree, whole
from ffsu_eval.sources.tabular import MAXIMUM_BYTES

# ATLAS.ti counts a line end as one character and writes two (seen by QualCoder's authors)
ATLAS = "ATLAS"
PROJECT, INTERNAL = "project.qde", "internal://"
PARTS = {
    "codes": ("code_id", "parent_id", "label_fr", "definition", "include_rule", "exclude_rule"),
    "extraits": ("segment_id", "source", "position", "start", "end", "text_redacted"),
    "codages": ("segment_id", "code_id", "coder_id", "valence"),
}
OTHER_SELECTIONS = (
    "PictureSelection",
    "PDFSelection",
    "AudioSelection",
    "VideoSelection",
    "TranscriptSelection",
)
# a selection may be named by its first words: shorter names prove nothing
TELLING_NAME = 12
# how far a shift can be, in characters
NEAR = 200
Members = dict[str, bytes]


@dataclass
class _Segment:
    rank: int
    start: int
    end: int
    text: str
    source: str
    codings: dict[tuple[str, str], None] = field(default_factory=dict)

    @property
    def segment_id(self) -> str:
        """Source and place: the GUID of a selection may change from one export to the next."""
        return f"S{self.rank:02d}-{self.start}-{self.end}"


def read_qda(path: Path, shown_as: str, part: str) -> RawTable:
    """One part of a project (.qdpx) or of a codebook (.qdc): « codes », « extraits », « codages ».

    ``_ligne`` is the rank in the part. ``position`` is the rank of the passage in its source,
    ``start`` and ``end`` its place in the text, in characters. See ``PARTS`` for the columns.
    """
    sha256 = file_sha256(path)
    if part not in PARTS:
        known = ", ".join(PARTS)
        return unreadable(shown_as, f"partie à nommer (sheet) : {known}", sha256)
    table = RawTable(shown_as, pd.DataFrame(), sha256)
    try:
        root, members = _open(path)
        codes = codes_of(root)
        if part == "codes":
            rows = code_rows(codes)
        else:
            segments = _segments(root, members, table)
            rows = _segment_rows(segments) if part == "extraits" else _coding_rows(segments, codes)
    except ValueError as error:
        return unreadable(shown_as, str(error), sha256)
    table.frame = pd.DataFrame(rows, columns=list(PARTS[part]), dtype="str")
    table.frame[ROW] = range(1, len(rows) + 1)
    return table


def _open(path: Path) -> tuple[Element, Members]:
    if not zipfile.is_zipfile(path):
        if path.stat().st_size > MAXIMUM_BYTES:
            raise ValueError("fichier de plus de 50 Mio")
        return tree(path.read_bytes()), {}
    members = {
        name.lower(): content
        for name, content in read_members(
            path, lambda name: name.lower().endswith((".qde", ".txt"))
        ).items()
    }
    if PROJECT not in members:
        raise ValueError("archive sans projet REFI-QDA à l'intérieur (project.qde)")
    return tree(members[PROJECT]), members


def _segments(root: Element, members: Members, table: RawTable) -> list[_Segment]:
    coders = {
        guid_of(user): f"codeur_{rank}" for rank, user in enumerate(root.iterfind("Users/User"), 1)
    }
    sources = root.find("Sources")
    found: dict[tuple[str, int, int], _Segment] = {}
    for rank, source in enumerate(sources if sources is not None else (), 1):
        for text_source in source.iter():
            if text_source.find("PlainTextSelection") is None:
                continue
            text = _text(text_source, rank, members)
            if ATLAS in root.get("origin", "").upper():
                text = text.replace("\r\n", "\n")
            for selection in text_source.iterfind("PlainTextSelection"):
                segment = _segment(selection, rank, text, source.get("name", "").strip())
                key = (guid_of(text_source), segment.start, segment.end)
                _add_codings(found.setdefault(key, segment), selection, coders)
    table.notices += _notices(root, len(coders))
    return sorted(found.values(), key=lambda each: (each.rank, each.start, each.end))


def _notices(root: Element, coders: int) -> list[str]:
    """What a reader of the table must know: what was left out, how coders are called."""
    notices = []
    unread = sum(1 for name in OTHER_SELECTIONS for _ in root.iter(name))
    if unread:
        passages = count_words(unread, "passage non lu", "passages non lus")
        notices.append(f"{passages} : image, page PDF, son ou vidéo")
    at_large = len(root.findall("Sources/*/Coding"))
    if at_large:
        codings = count_words(at_large, "codage non lu", "codages non lus")
        notices.append(f"{codings} : ils portent sur une source entière")
    if coders:
        words = count_words(coders, "codeur")
        notices.append(f"{words}, désignés par leur rang dans le projet, jamais par leur nom")
    return notices


def _text(source: Element, rank: int, members: Members) -> str:
    inline = source.findtext("PlainTextContent")
    if inline is not None:
        return inline
    path = source.get("plainTextPath", "")
    name = f"sources/{path.removeprefix(INTERNAL).lower()}"
    if not path.startswith(INTERNAL) or name not in members:
        raise ValueError(f"source n° {rank} : son texte n'est pas dans le projet, l'y mettre")
    try:
        return members[name].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"source n° {rank} : son texte n'est pas en UTF-8") from error


def _segment(selection: Element, rank: int, text: str, source: str) -> _Segment:
    start = whole(dict(selection.attrib), "startPosition", 0)
    end = whole(dict(selection.attrib), "endPosition", 0)
    passage = " ".join(text[start:end].split())
    if not start < end <= len(text) or not passage:
        raise ValueError(f"source n° {rank} : passage hors du texte ({start} à {end})")
    name = " ".join(selection.get("name", "").rstrip("….").split())
    around = " ".join(text[max(0, start - NEAR) : end + NEAR].split())
    shifted = name in around and name[: len(passage)] not in passage
    if len(name) >= TELLING_NAME and shifted:
        # programs count line ends and characters outside the basic plane differently
        raise ValueError(
            f"source n° {rank} : passage décalé ({start} à {end}), ce n'est pas le texte que le "
            "projet annonce ; exporter de nouveau le projet"
        )
    return _Segment(rank, start, end, passage, source or f"source n° {rank}")


def _add_codings(segment: _Segment, selection: Element, coders: dict[str, str]) -> None:
    for coding in selection.iterfind("Coding"):
        user = guid_of(coding, "creatingUser") or guid_of(selection, "creatingUser")
        for reference in coding.iterfind("CodeRef"):
            segment.codings[guid_of(reference, "targetGUID"), coders.get(user, "")] = None


def _segment_rows(segments: list[_Segment]) -> list[dict[str, str]]:
    rows, positions = [], dict.fromkeys((each.rank for each in segments), 0)
    for each in segments:
        positions[each.rank] += 1
        place = {"start": str(each.start), "end": str(each.end)}
        rank = {"source": each.source, "position": str(positions[each.rank])}
        rows.append({"segment_id": each.segment_id, **rank, **place, "text_redacted": each.text})
    return rows


def _coding_rows(segments: list[_Segment], codes: list[Code]) -> list[dict[str, str]]:
    by_guid = {code.guid: code for code in codes}
    rows = []
    for segment in segments:
        unknown = [guid for guid, _ in segment.codings if guid not in by_guid]
        if unknown:
            raise ValueError(f"source n° {segment.rank} : codage par un code absent de la grille")
        laid = [(by_guid[guid], coder) for guid, coder in segment.codings]
        valences: dict[str, set[str]] = {}
        for code, coder in laid:
            if code.valence:
                valences.setdefault(coder, set()).add(code.valence)
        if any(len(given) > 1 for given in valences.values()):
            raise ValueError(f"source n° {segment.rank} : deux tonalités sur un même passage")
        rows += [
            {
                "segment_id": segment.segment_id,
                "code_id": code.code_id,
                "coder_id": coder,
                "valence": next(iter(valences.get(coder, {""}))),
            }
            for code, coder in laid
            if not code.valence
        ]
    return rows
