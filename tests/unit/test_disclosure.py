"""Cells, rules and suppression: hand-worked cases, errors, and what the engine promises."""

import numpy as np
import pandas as pd
import pytest

from ffsu_eval.disclosure import suppress as engine
from ffsu_eval.disclosure.attack import intervals, unprotected
from ffsu_eval.disclosure.cells import Cell, System, named, table, union
from ffsu_eval.disclosure.rules import GROWN, KEPT, corrected, guarded
from ffsu_eval.disclosure.suppress import suppress
from ffsu_eval.errors import DisclosureError
from tests.security.test_attacker import counts_of, system_of
from tests.spec.disclosure_utility import SMALL, cost, optimum, shares


def one_row(*counts: float, threshold: int = 5) -> System:
    cells = [Cell(f"c{n}", count, cost=count) for n, count in enumerate(counts)]
    total = Cell("total", sum(counts), cost=sum(counts))
    relation = {cell.id: 1.0 for cell in cells} | {"total": -1.0}
    return System((*guarded(cells, threshold, "répondants"), total), (relation,))


def test_a_lone_secret_takes_the_smallest_sufficient_neighbour_with_it() -> None:
    withheld = suppress(one_row(3, 40, 60))
    assert [(e.cell, e.kind) for e in withheld] == [("c0", "primaire"), ("c1", "secondaire")]
    assert withheld[0].rule == "moins de 5 répondants"


def test_two_secrets_may_protect_each_other_or_not() -> None:
    # 4 + 4 = 8: each can be 0 to 8; 1 + 1 = 2: neither can reach 5
    assert {e.cell for e in suppress(one_row(4, 4, 60))} == {"c0", "c1"}
    assert len(suppress(one_row(1, 1, 60))) == 3


def test_zero_and_the_threshold_itself_are_printed() -> None:
    assert suppress(one_row(0, 5, 60)) == ()


def test_a_sensitive_zero_is_secret() -> None:
    cells = guarded([Cell("a", 0.0), Cell("b", 30.0)], 11, "répondants", sensitive=True)
    assert [bool(cell.protect) for cell in cells] == [True, False]


def test_the_log_holds_no_value() -> None:
    for entry in suppress(one_row(3, 47, 61)):
        assert not {"3", "47"} & set(f"{entry.kind} {entry.rule}".split())


def test_what_no_suppression_can_hide_is_refused() -> None:
    cells = (Cell("part", 3, (0, 5), printable=False, rule="moins de 5 répondants"), Cell("old", 3))
    tie = {"part": 1.0, "old": -1.0}
    assert {e.cell for e in suppress(System(cells, (tie,)))} == {"old"}
    known = (cells[0], Cell("old", 3, least=2.0))
    with pytest.raises(DisclosureError, match="déductibles quoi que l'on retienne.*moins de 5"):
        suppress(System(known, (tie,)))


def test_a_reader_bounds_what_a_total_leaves() -> None:
    system = one_row(3, 4, 60)
    assert intervals(system, {"c0", "c1"}) == {"c0": (0, 7), "c1": (0, 7)}
    assert unprotected(system, {"c0"}) == ["c0", "c1"]


def test_what_nothing_bounds_is_unbounded() -> None:
    system = System((Cell("alone", 3, (0, 5), printable=False), Cell("printed", 9)))
    assert intervals(system, set()) == {"alone": (0, np.inf)}
    assert unprotected(system, set()) == []


def test_relations_must_hold() -> None:
    with pytest.raises(ValueError, match="untrue"):
        System((Cell("a", 1), Cell("b", 2)), ({"a": 1.0, "b": -1.0},))
    with pytest.raises(ValueError, match="unknown cell c"):
        System((Cell("a", 1),), ({"a": 1.0, "c": -1.0},))
    with pytest.raises(ValueError, match="several of one identifier"):
        System((Cell("a", 1), Cell("a", 2)))
    with pytest.raises(ValueError, match="below the least"):
        System((Cell("a", 1, least=2),))


def test_tables_that_share_a_margin_name_it_alike() -> None:
    frame = pd.DataFrame({"x": list("aab"), "y": list("cdd"), "count": [2, 3, 4]})
    first, second = table(frame, ("x", "y"), "t"), table(frame, ("x",), "t")
    both = union([first, second])
    assert len(both.cells) == len(first[0])
    assert named("t", x="a") in {cell.id for cell in both.cells}
    other = table(frame.assign(count=[2, 3, 5]), ("x",), "t")
    with pytest.raises(ValueError, match="disagree"):
        union([first, other])


def test_corrected_data_are_not_told_by_difference() -> None:
    cells = [
        Cell(n, v, threshold=5) for n, v in (("a", 22.0), ("b", 30.0), ("c", 12.0), ("d", 7.0))
    ]
    done = corrected([*cells, Cell("sum", 9.0)], {"a": 20.0, "b": None, "c": 12.0, "sum": 8.0})
    assert [cell.rule for cell in done] == [GROWN, KEPT, "", "", ""]
    assert done[0].protect == (15.0, 25.0)


@pytest.mark.parametrize("seed", range(12))
def test_the_optimum_is_reached_on_small_tables(seed: int) -> None:
    system = system_of(counts_of(np.random.default_rng(seed), SMALL))
    found = suppress(system)
    assert cost(system, (e.cell for e in found)) == pytest.approx(optimum(system))


@pytest.mark.parametrize("seed", range(10))
def test_large_parts_are_protected_too_and_nothing_is_superfluous(seed, monkeypatch) -> None:
    system = system_of(counts_of(np.random.default_rng(seed), (4, 4)))
    exact = cost(system, (e.cell for e in suppress(system)))
    monkeypatch.setattr(engine, "EXACT", 0)
    withheld = suppress(system)
    names = {entry.cell for entry in withheld}
    assert unprotected(system, names) == []
    for entry in withheld:
        if entry.kind == "secondaire":
            assert unprotected(system, names - {entry.cell}), entry
    assert exact <= cost(system, names) <= 2 * exact


def test_less_is_withheld_than_by_whole_rows() -> None:
    ours, by_rows = shares()
    assert ours < 0.8 * by_rows


def test_same_system_same_answer() -> None:
    system = system_of(counts_of(np.random.default_rng(5), (5, 4)))
    assert suppress(system) == suppress(system)
