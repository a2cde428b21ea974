"""Precision and recall of the screening of free text on a labelled, fictitious corpus."""

import re
from collections import Counter
from pathlib import Path

import pytest

from ffsu_eval.disclosure import screening_patterns as form
from ffsu_eval.disclosure.screening import NAME, OFFICE, located

CORPUS = Path(__file__).with_name("screening_corpus.txt")
KINDS = {
    "t": form.PHONE, "c": form.EMAIL, "a": form.ADDRESS, "b": form.BOX, "p": form.PLATE,
    "n": form.NIR, "d": form.BIRTH, "k": form.ACCOUNT, "N": NAME, "F": OFFICE,
}  # fmt: skip
KNOWN = ("Belle-Anse", "Clos-Marin", "Grée-Haute", "Les Corderies", "Vieux-Moulin", "Port-Ancien")
MARKED = re.compile(r"\[\[(\w)\|(.+?)\]\]")
Span = tuple[str, int, int]
# what must be found without exception, and least recall and precision of what a person judges
CERTAIN = (form.PHONE, form.EMAIL, form.NIR, form.PLATE)
LEAST_RECALL, LEAST_PRECISION = 0.9, 0.95


def read(line: str) -> tuple[str, list[Span]]:
    """The sentence without its marks, and the marked spans."""
    text, spans, end = "", [], 0
    for mark in MARKED.finditer(line):
        text += line[end : mark.start()]
        spans.append((KINDS[mark[1]], len(text), len(text) + len(mark[2])))
        text, end = text + mark[2], mark.end()
    return text + line[end:], spans


SENTENCES = [
    read(line)
    for line in CORPUS.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def covered(span: Span, others: list[Span]) -> bool:
    """A span of the same kind has all of it: half a masked number is no masked number."""
    kind, start, end = span
    return any(k == kind and s <= start and end <= e for k, s, e in others)


def touched(span: Span, others: list[Span]) -> bool:
    return any(k == span[0] and s < span[2] and span[1] < e for k, s, e in others)


def measured() -> dict[str, tuple[int, int, int, int]]:
    """By kind: marked, found among them, raised, right among them; faults are printed."""
    marked, found, raised, right = Counter(), Counter(), Counter(), Counter()
    for text, truth in SENTENCES:
        answer = located(text, KNOWN)
        for span in truth:
            marked[span[0]] += 1
            found[span[0]] += covered(span, answer)
            if not covered(span, answer):
                print(f"manqué : {span[0]} : {text}")
        for span in answer:
            raised[span[0]] += 1
            right[span[0]] += touched(span, truth)
            if not touched(span, truth):
                print(f"fausse alerte : {span[0]} « {text[span[1] : span[2]]} » : {text}")
    return {k: (marked[k], found[k], raised[k], right[k]) for k in KINDS.values()}


def test_corpus_is_large_and_half_of_it_names_nobody() -> None:
    assert len(SENTENCES) >= 150
    assert sum(not spans for _, spans in SENTENCES) >= 50


def test_precision_and_recall(capsys: pytest.CaptureFixture[str]) -> None:
    scores = measured()
    print(f"{len(SENTENCES)} phrases")
    for kind, (marked, found, raised, right) in scores.items():
        print(f"{kind} : rappel {found}/{marked}, précision {right}/{raised}")
    with capsys.disabled():
        print("\n" + capsys.readouterr().out)
    for kind, (marked, found, raised, right) in scores.items():
        least = 1.0 if kind in CERTAIN else LEAST_RECALL
        assert marked > 0, kind
        assert found / marked >= least, kind
        assert right / raised >= LEAST_PRECISION, kind
