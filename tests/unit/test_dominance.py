"""Magnitudes by establishment: few units, one that dominates, one that another can estimate."""

import pandas as pd
import pytest

from ffsu_eval.disclosure.dominance import DOMINANT, ESTIMABLE, FEW, dominance


def cells(**by_cell: list[float]) -> pd.DataFrame:
    rows = [(c, f"bar {n}", v) for c, values in by_cell.items() for n, v in enumerate(values)]
    frame = pd.DataFrame(rows, columns=["street", "bar", "turnover"])
    return dominance(frame, ["street"], "bar", "turnover").set_index("street")


def test_hand_worked_cells() -> None:
    found = cells(
        two=[50, 50],
        dominated=[86, 7, 7],
        at_the_limit=[85, 7, 8],
        close=[50, 46, 4],
        fine=[40, 35, 25],
    )
    expected = {
        "two": FEW,
        "dominated": DOMINANT,
        "at_the_limit": ESTIMABLE,
        "close": ESTIMABLE,
        "fine": "",
    }
    assert found["rule"].to_dict() == expected
    assert not found.loc["fine", "secret"]
    assert found.loc["dominated", "largest_share"] == pytest.approx(0.86)


def test_p_percent_at_its_edge() -> None:
    # the rest is 5 = 10 % of 50: no secret; a little less is one
    assert cells(edge=[50, 45, 5])["rule"].tolist() == [""]
    assert cells(under=[50, 45, 4.9])["rule"].tolist() == [ESTIMABLE]


def test_zero_unit_protects_nobody_and_zero_total_is_no_secret() -> None:
    found = cells(padded=[60, 40, 0, 0], nothing=[0, 0, 0])
    assert found["units"].to_dict() == {"padded": 2, "nothing": 0}
    assert found["rule"].to_dict() == {"padded": FEW, "nothing": ""}
    assert pd.isna(found.loc["nothing", "largest_share"])


def test_rows_of_one_establishment_are_summed() -> None:
    frame = pd.DataFrame({"street": "a", "bar": ["x", "x", "y"], "turnover": [1, 1, 1]})
    assert dominance(frame, ["street"], "bar", "turnover")["units"].tolist() == [2]


@pytest.mark.parametrize("values", [[-1.0, 2.0], [float("nan"), 2.0]])
def test_unknown_or_negative_value_is_refused(values: list[float]) -> None:
    with pytest.raises(ValueError, match="turnover"):
        cells(a=values)
