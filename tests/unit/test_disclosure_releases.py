"""Successive releases: by hand, what is refused, and the ledger that carries them."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from ffsu_eval.disclosure.cells import Cell, System
from ffsu_eval.disclosure.counts import CountSecrecy
from ffsu_eval.disclosure.ledger import (
    MIME,
    as_text,
    carried,
    from_plain,
    ledger_path,
    previous_release,
    to_plain,
    with_release,
    write_ledger,
)
from ffsu_eval.disclosure.printed import Printed, released
from ffsu_eval.disclosure.releases import suppress_after
from ffsu_eval.disclosure.rules import GROWN, KEPT, guarded
from ffsu_eval.errors import DisclosureError


def row(threshold: int = 5, **counts: float) -> System:
    cells = [Cell(name, count, cost=count) for name, count in counts.items()]
    cells.append(Cell("total", sum(counts.values()), cost=sum(counts.values())))
    tie = dict.fromkeys(counts, 1.0) | {"total": -1.0}
    return System(tuple(guarded(cells, threshold, "répondants")), (tie,))


def told(system: System, *former: Printed) -> tuple[dict[str, str], Printed]:
    log = suppress_after(system, former)
    return {entry.cell: entry.rule for entry in log}, released(system, log)


def test_the_same_numbers_are_printed_again_alike() -> None:
    system = row(a=3, b=40, c=60)
    withheld, first = told(system)
    assert set(withheld) == {"a", "b"}
    assert told(system, first) == (withheld, first)
    # though what was withheld has changed: the reader sees the same page
    moved = row(a=2, b=41, c=60)
    assert set(told(moved, first)[0]) == {"a", "b"}


def test_a_small_increment_is_a_secret() -> None:
    _, first = told(row(a=20, b=30, c=12))
    withheld, _ = told(row(a=22, b=30, c=12), first)
    assert withheld["a"] == GROWN
    assert len(withheld) > 1
    # five more people are none
    assert told(row(a=25, b=30, c=12), first)[0] == {}


def test_three_releases_do_not_tell_what_two_of_them_kept() -> None:
    _, first = told(row(a=20, b=30, c=12))
    _, second = told(row(a=22, b=30, c=12), first)
    # 23 after a withheld 22: alone beside the second, it would be no small increment for certain
    withheld, _ = told(row(a=23, b=30, c=12), first, second)
    assert "a" in withheld


def test_a_withdrawal_is_a_secret_too() -> None:
    _, first = told(row(a=22, b=30, c=12))
    assert "a" in told(row(a=21, b=30, c=12), first)[0]


def test_data_corrected_both_ways_are_told_apart() -> None:
    _, first = told(row(a=22, b=30, c=3, d=9))
    assert first.values["c"] is None
    withheld, _ = told(row(a=20, b=40, c=9, d=9), first)
    assert withheld["a"] == GROWN
    assert withheld["c"] == KEPT


def test_what_a_former_release_tells_for_good_is_refused() -> None:
    _, first = told(row(threshold=2, a=3, b=40, c=60))
    assert first.values["a"] == 3
    with pytest.raises(DisclosureError, match="« a »") as caught:
        told(row(threshold=5, a=4, b=40, c=60), first)
    assert caught.value.exit_code == 6
    assert "4" not in str(caught.value)


def test_a_former_release_that_betrays_its_own_secret_is_refused() -> None:
    _, first = told(row(a=3, b=40, c=60))
    open_book = replace(first, values={**first.values, "b": 40.0})
    with pytest.raises(DisclosureError, match="a »"):
        told(row(a=9, b=50, c=60), open_book)


def counts_of(*rows: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["place", "kind", "count"])


FIRST = counts_of(("n", "x", 3), ("n", "y", 30), ("s", "x", 25), ("s", "y", 41))


def test_the_ledger_says_what_was_printed_and_no_more(tmp_path: Path) -> None:
    secrecy = CountSecrecy("t", [(FIRST, ("place", "kind"))], 6, "incidents")
    ledger = {"t": with_release((), secrecy.released)}
    plain = json.loads(json.dumps(to_plain(ledger)))
    assert from_plain(plain) == ledger
    withheld = {entry.cell for entry in secrecy.log}
    assert {name for name, value, *_ in plain["t"][0]["cells"] if value is None} == withheld
    output = {"data": {MIME: as_text(ledger | {"autre": ()})}}
    texts = carried({"cells": [{"source": ""}, {"outputs": [{"text": "a"}, output]}]})
    write_ledger(texts, tmp_path, "evaluation")
    path = ledger_path(tmp_path, "evaluation")
    assert path.relative_to(tmp_path).as_posix() == "data/evaluation-versions.json"
    assert previous_release(tmp_path, "evaluation") == ledger | {"autre": ()}
    # two data sets that differ only in what is withheld have one ledger
    other = FIRST.assign(count=[2, 31, 26, 40])
    same = CountSecrecy("t", [(other, ("place", "kind"))], 6, "incidents")
    assert same.released == secrecy.released


def test_a_report_without_memory_has_no_ledger_and_a_broken_one_stops(tmp_path: Path) -> None:
    assert previous_release(tmp_path, "evaluation") == {}
    write_ledger([], tmp_path, "evaluation")
    assert not (tmp_path / "data").exists()
    ledger_path(tmp_path, "evaluation").parent.mkdir()
    for content in ("{", '{"t": [{"cells": [["a"]]}]}', "[]"):
        ledger_path(tmp_path, "evaluation").write_text(content)
        with pytest.raises(DisclosureError, match="illisible"):
            previous_release(tmp_path, "evaluation")


def test_releases_of_a_table_of_counts_are_kept_in_order() -> None:
    tables = [(FIRST, ("place", "kind"))]
    first = CountSecrecy("t", tables, 6, "incidents")
    history = with_release((), first.released)
    assert with_release(history, first.released) == history
    grown = [(FIRST.assign(count=[3, 32, 25, 41]), ("place", "kind"))]
    second = CountSecrecy("t", grown, 6, "incidents", history)
    assert {entry.cell for entry in second.log} > {entry.cell for entry in first.log}
    assert len(with_release(history, second.released)) == 2
