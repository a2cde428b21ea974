"""Coded interviews: coverage, valence, agreement, and the triangulation of the evidence."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffsu_eval.indicators.agreement import nominal_alpha, presence_alpha, presence_interval
from ffsu_eval.indicators.qualitative import agreement, coverage, triangulation, valence

CODEBOOK = pd.DataFrame(
    {"code_id": ["peur", "halls"], "parent_id": [None, "peur"], "label_fr": ["Peur", "Halls"]},
    dtype="string",
)


def interviews(*families: str) -> pd.DataFrame:
    ids = [f"e{i}" for i in range(len(families))]
    return pd.DataFrame({"interview_id": ids, "macro_family": families}, dtype="string")


def segments(*sources: str | None) -> pd.DataFrame:
    """Segments s0, s1…; None is a segment of a document."""
    ids = [f"s{i}" for i in range(len(sources))]
    return pd.DataFrame({"segment_id": ids, "interview_id": sources}, dtype="string")


def codings(*rows: tuple) -> pd.DataFrame:
    """Codings from (segment, code, coder, valence, round)."""
    columns = ["segment_id", "code_id", "coder_id", "valence", "round"]
    frame = pd.DataFrame(list(rows), columns=columns)
    return frame.astype(
        dict.fromkeys(columns[:3], "string") | {"valence": "Int64", "round": "Int64"}
    )


def test_coverage_counts_interviews_not_segments() -> None:
    found = coverage(
        interviews("A", "A", "A", "B"),
        segments("e0", "e0", "e1", "e3", None),
        codings(("s0", "peur", "x", -1, 1), ("s0", "peur", "y", -1, 1), ("s1", "peur", "x", 0, 1),
                ("s2", "peur", "x", 1, 1), ("s3", "peur", "x", 1, 1), ("s4", "halls", "x", 1, 1)),
        CODEBOOK,
    )  # fmt: skip
    assert found["macro_family"].tolist() == ["A", "B", "ensemble"] * 2
    fear = found[found["code_id"] == "peur"].set_index("macro_family")
    assert (fear.at["A", "mentions"], fear.at["A", "n"]) == (2, 3)
    assert fear.at["A", "value"] == pytest.approx(2 / 3)
    assert (fear.at["ensemble", "mentions"], fear.at["ensemble", "value"]) == (3, 0.75)
    halls = found[found["code_id"] == "halls"].set_index("macro_family")
    assert halls.at["ensemble", "mentions"] == 0  # said in a document, in no interview


def test_a_family_of_fewer_than_three_interviews_shows_nothing_but_its_size() -> None:
    found = coverage(
        interviews("A", "A", "A", "B", "B"), segments("e3"), codings(("s0", "peur", "x", 1, 1)),
        CODEBOOK,
    ).set_index(["code_id", "macro_family"])  # fmt: skip
    small = found.loc[("peur", "B")]
    assert small[["mentions", "value"]].isna().all()
    assert small["n"] == 2
    assert small["caveat"] == "non affiché : moins de 3 entretiens"
    assert found.loc[("peur", "A"), "caveat"] == ""


def test_the_last_round_of_a_segment_is_the_one_that_counts() -> None:
    rows = [("s0", "peur", "x", -1, 1), ("s0", "halls", "y", 1, 1), ("s0", "halls", "x", 1, 2),
            ("s1", "peur", "x", 1, 1)]  # fmt: skip
    found = coverage(
        interviews("A", "A", "A"), segments("e0", "e1"), codings(*rows), CODEBOOK
    ).set_index(["code_id", "macro_family"])
    assert found.loc[("peur", "ensemble"), "mentions"] == 1
    assert found.loc[("halls", "ensemble"), "mentions"] == 1


def test_valence_gives_each_segment_one_voice() -> None:
    rows = [
        ("s0", "peur", "x", -1, 1), ("s0", "peur", "y", 0, 1), ("s1", "peur", "x", 1, 1),
        ("s2", "peur", "x", 1, 1), ("s3", "peur", "x", 1, 1), ("s4", "peur", "x", None, 1),
    ]  # fmt: skip
    found = valence(segments("e0", "e1", "e2", None, "e2"), codings(*rows), CODEBOOK)
    fear = found.iloc[0]
    assert fear["value"] == pytest.approx((-0.5 + 1 + 1) / 3)
    assert (fear["n"], fear["n_interviews"], fear["caveat"]) == (3, 3, "")


def test_valence_from_fewer_than_three_interviews_is_not_shown() -> None:
    rows = [("s0", "peur", "x", -1, 1), ("s1", "peur", "x", -1, 1), ("s2", "peur", "x", -1, 1)]
    found = valence(segments("e0", "e1", "e1"), codings(*rows), CODEBOOK)
    assert found["value"].isna().all()
    assert found["n_interviews"].tolist() == [2, 0]
    assert (found["caveat"] == "non affiché : moins de 3 entretiens").all()


def test_unknown_codes_and_valences_are_refused() -> None:
    unknown = codings(("s0", "autre", "x", 1, 1))
    with pytest.raises(ValueError, match="unknown values autre"):
        coverage(interviews("A"), segments("e0"), unknown, CODEBOOK)
    with pytest.raises(ValueError, match="unknown values autre"):
        agreement(unknown, CODEBOOK)
    with pytest.raises(ValueError, match="unknown values 2"):
        valence(segments("e0"), codings(("s0", "peur", "x", 2, 1)), CODEBOOK)


def double(pairs: list[tuple[set[str], set[str]]]) -> pd.DataFrame:
    """Codings of segment after segment by x and y; an anchor code shows that each has read it."""
    rows = [
        (f"s{i:03d}", code, coder, 0, 1)
        for i, both in enumerate(pairs)
        for coder, given_codes in zip("xy", both, strict=True)
        for code in sorted({"halls"} | given_codes)
    ]
    return codings(*rows)


def test_perfect_and_poor_agreement() -> None:
    yes, no = {"peur"}, set()
    firm = agreement(double([(yes, yes), (no, no)] * 60), CODEBOOK).set_index("code_id")
    assert firm.loc["peur", "value"] == pytest.approx(1)
    assert firm.loc["peur", "verdict"] == "solide"
    assert (firm["n_segments"] == 120).all()
    assert firm.loc["peur", ["ci_low", "ci_high"]].isna().all()
    assert firm.loc["peur", "caveat"] == "accord parfait : pas d'intervalle par rééchantillonnage"
    assert firm.loc["halls", "caveat"] == ""
    poor = agreement(double([(yes, yes), (no, no), (yes, no), (no, yes)] * 30), CODEBOOK)
    row = poor.set_index("code_id").loc["peur"]
    assert row["verdict"] == "insuffisant"
    assert row["value"] == pytest.approx(0, abs=0.02)
    assert row["ci_low"] < row["value"] < row["ci_high"]


def test_tentative_agreement_and_the_whole() -> None:
    yes, no = {"peur"}, set()
    found = agreement(double([(yes, yes)] * 40 + [(no, no)] * 50 + [(yes, no)] * 14), CODEBOOK)
    by_code = found.set_index("code_id")
    assert 0.667 <= by_code.loc["peur", "value"] < 0.8
    assert by_code.loc["peur", "verdict"] == "provisoire"
    assert by_code.index.tolist() == ["peur", "halls", "ensemble"]
    assert by_code.loc["halls", "verdict"] == "non calculable"  # given by both everywhere
    assert by_code.loc["halls", ["value", "ci_low", "ci_high"]].isna().all()
    assert by_code.loc["ensemble", "value"] > by_code.loc["peur", "value"]


def test_agreement_without_double_coding() -> None:
    single = codings(("s0", "peur", "x", 1, 1), ("s1", "halls", "y", 1, 1))
    for rows in (single, codings()):
        found = agreement(rows, CODEBOOK)
        assert (found["verdict"] == "non calculable").all()
        assert (found["n_segments"] == 0).all()
        assert found["caveat"].str.startswith("moins de 100 extraits").all()


def test_agreement_is_that_of_the_first_round_and_warns_of_a_small_share() -> None:
    before = double([({"peur"}, set())] * 6 + [(set(), set())] * 4)
    after = before.drop_duplicates(["segment_id", "code_id"]).assign(round=2, coder_id="z")
    alone = [(f"t{i:03d}", "peur", "x", 1, 1) for i in range(200)]
    found = agreement(pd.concat([before, after, codings(*alone)]), CODEBOOK)
    assert found["verdict"].iloc[0] == "insuffisant"
    assert (found["n_segments"] == 10).all()
    assert found["caveat"].iloc[0].endswith("moins de 10 % des extraits codés par deux personnes")


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40),
    st.randoms(use_true_random=False),
)
def test_agreement_does_not_depend_on_the_order_nor_on_the_coders_names(drawn, random) -> None:
    sets = [({"peur"} if x else set(), {"peur"} if y else set()) for x, y in drawn]
    rows = double(sets)
    order = list(range(len(rows)))
    random.shuffle(order)
    swapped = rows.iloc[order].replace({"coder_id": {"x": "y", "y": "x"}})
    pd.testing.assert_frame_equal(agreement(rows, CODEBOOK), agreement(swapped, CODEBOOK))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(2, 3)), min_size=1, max_size=30))
def test_alpha_from_counts_is_alpha_of_the_matrix(drawn) -> None:
    applied = [min(k, m) for k, m in drawn]
    coders = [m for _, m in drawn]
    matrix = np.full((3, len(drawn)), np.nan)
    for unit, (k, m) in enumerate(zip(applied, coders, strict=True)):
        matrix[:m, unit] = 0
        matrix[:k, unit] = 1
    expected, found = nominal_alpha(matrix), presence_alpha(applied, coders)
    assert found == pytest.approx(expected, nan_ok=True)


def test_bootstrap_is_repeatable_and_has_no_bound_when_alpha_is_rarely_defined() -> None:
    applied, coders, units = [2, 2, 0, 1, 0, 2, 0, 0], [2] * 8, list(range(8))
    assert presence_interval(applied, coders, units) == presence_interval(applied, coders, units)
    rare = presence_interval([2] + [0] * 30, [2] * 31, list(range(31)))
    assert np.isnan(rare.low)
    assert np.isnan(rare.high)
    assert np.isnan(presence_interval([], [], []).low)
    with pytest.raises(ValueError, match="two coders"):
        presence_alpha([1], [1])


def evidence(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["theme", "family", "direction", "quality"])


def test_triangulation_matrix() -> None:
    pieces = evidence(
        ("nuit", "SUR", "+", "A"), ("nuit", "INT", "-", "B"), ("nuit", "REC", "+", "A"),
        ("nuit", "REC", "-", "B"), ("halls", "SUR", "+", "C"), ("halls", "INT", "0", "A"),
        ("halls", "REC", "-", "B"), ("halls", "REC", "+", "C"), ("autre", "SUR", "+", "A"),
    )  # fmt: skip
    found = triangulation(pieces, ["nuit", "halls", "écoles"], ["REC", "SUR", "INT", "DOC"])
    assert found.columns.tolist() == ["theme", "REC", "SUR", "INT", "DOC"]
    assert found.set_index("theme").to_numpy().tolist() == [
        ["nuance", "appui", "contredit", "silence"],
        ["contredit", "nuance", "nuance", "silence"],
        ["silence"] * 4,
    ]


def test_triangulation_takes_signs_as_numbers_and_refuses_the_rest() -> None:
    numbers = evidence(("nuit", "SUR", 1, "A"), ("nuit", "INT", -1, "A"))
    found = triangulation(numbers, ["nuit"], ["SUR", "INT"])
    assert found.iloc[0].tolist() == ["nuit", "appui", "contredit"]
    with pytest.raises(ValueError, match="unknown values hausse"):
        triangulation(evidence(("nuit", "SUR", "hausse", "A")), ["nuit"], ["SUR"])
    with pytest.raises(ValueError, match="unknown values D"):
        triangulation(evidence(("nuit", "SUR", "+", "D")), ["nuit"], ["SUR"])
    with pytest.raises(ValueError, match="twice"):
        triangulation(numbers, ["nuit", "nuit"], ["SUR"])
