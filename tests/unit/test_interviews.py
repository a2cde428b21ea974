"""QUA03, disagreements, versions of the grid, register of documents."""

import pandas as pd
import pytest

from ffsu_eval.indicators import qualitative
from ffsu_eval.tables.interviews import documents_table, saturation_table, versions_table

GRID = pd.DataFrame({"code_id": list("abcdefgh"), "label_fr": list("abcdefgh")})


def met(*codes: str, family: str = "ELUS_VILLE") -> tuple[pd.DataFrame, ...]:
    """One interview a day, and the codes of its only segment."""
    names = [f"E{n:02d}" for n in range(len(codes))]
    interviews = pd.DataFrame(
        {
            "interview_id": names,
            "macro_family": family,
            "date": pd.date_range("2023-01-01", periods=len(codes)),
        }
    )
    segments = pd.DataFrame({"segment_id": [f"s{n}" for n in names], "interview_id": names})
    lines = [
        (f"s{name}", code, "A", 0, 1)
        for name, own in zip(names, codes, strict=True)
        for code in own
    ]
    columns = ["segment_id", "code_id", "coder_id", "valence", "round"]
    return interviews, segments, pd.DataFrame(lines, columns=columns), GRID


def test_saturation_compares_the_last_three_with_the_first_six() -> None:
    """First six interviews: a to e; the seventh brings f; the last three bring g: 1 / 5."""
    frame = qualitative.saturation(*met("ab", "a", "c", "d", "e", "a", "f", "a", "g", "a"))
    row = frame.set_index("macro_family").loc["ensemble"]
    assert (row["base_codes"], row["count"]) == (5, 1)
    assert row["value"] == pytest.approx(0.2)
    assert row["verdict"] == "non saturé"
    done = qualitative.saturation(*met("ab", "a", "c", "d", "e", "a", "b", "a", "c"))
    assert set(done["verdict"]) == {"saturé"}


def test_order_is_that_of_the_dates_not_of_the_file() -> None:
    interviews, segments, codings, grid = met("ab", "a", "c", "d", "e", "a", "f", "a", "g")
    turned = interviews.iloc[::-1]
    assert qualitative.discovery(turned, segments, codings, grid)["codes"].tolist() == [
        2, 2, 3, 4, 5, 5, 6, 6, 7,
    ]  # fmt: skip


def test_fewer_than_nine_interviews_have_no_saturation() -> None:
    frame = qualitative.saturation(*met("a", "b", "c"))
    assert set(frame["verdict"]) == {"non calculable"}
    assert frame["value"].isna().all()
    assert frame["caveat"].eq("moins de 9 entretiens").all()
    assert saturation_table(frame, ["ELUS_VILLE"])["Part"].tolist() == ["///", "///"]
    # a family whose number is secret has no line: its number would be read there
    assert saturation_table(frame, [])["Famille d'acteurs"].tolist() == ["Ensemble"]


def test_disagreements_are_listed_and_settled() -> None:
    codings = pd.DataFrame(
        [
            ("s1", "a", "A", 1), ("s1", "a", "B", 1), ("s1", "b", "A", 1),
            ("s2", "a", "A", 1), ("s2", "c", "B", 1), ("s2", "c", "A", 2),
            ("s3", "a", "A", 1),
        ],
        columns=["segment_id", "code_id", "coder_id", "round"],
    )  # fmt: skip
    frame = qualitative.disagreements(codings)
    assert frame[["segment_id", "code_id"]].apply(tuple, axis=1).tolist() == [
        ("s1", "b"), ("s2", "a"), ("s2", "c"),
    ]  # fmt: skip
    assert frame["adjudicated"].tolist() == [False, True, True]
    assert frame["kept"].isna().tolist() == [True, False, False]
    assert frame["kept"].tolist()[1:] == [False, True]
    assert frame["applied_by"].tolist() == ["A", "A", "B"]


def test_revised_definitions_are_listed() -> None:
    history = pd.DataFrame(
        {
            "code_id": ["a", "a", "b"],
            "label_fr": ["thème a", "thème a", "thème b"],
            "definition": ["étroite", "large", "même"],
            "include_rule": "i",
            "exclude_rule": "e",
            # written by people: version 10 comes after version 9
            "version": ["10", "9", "9"],
        }
    )
    frame = versions_table(history)
    assert frame["Thème"].tolist() == ["Thème a"]
    assert frame["Avant"].tolist() == ["large. Inclure : i. Exclure : e."]
    assert frame["Version"].tolist() == ["10"]


def test_a_refusal_is_told_apart_from_silence() -> None:
    frame = pd.DataFrame(
        {
            "title": list("abc"),
            "producer": "p",
            "requested_on": pd.Timestamp("2023-01-09"),
            "received_on": [pd.Timestamp("2023-01-10"), pd.NaT, pd.NaT],
            "refused_on": [pd.NaT, pd.Timestamp("2023-03-06"), pd.NaT],
            "reliability": ["A", None, None],
        }
    )
    table = documents_table(frame)
    assert table["Reçu le"].tolist() == ["10/01/2023", "refusé le 06/03/2023", "non reçu"]
    assert table["Fiabilité"].tolist() == ["A", "non documenté", "non documenté"]


def quoted(valences: list[int], **more: object) -> pd.DataFrame:
    """Quotations on « a »; one interview and one segment for each valence."""
    interviews, segments, codings, grid = met(*["a"] * len(valences))
    interviews = interviews.assign(quote_level="C1").assign(**more)
    segments = segments.assign(sensitivity="ordinaire", text_redacted=segments["segment_id"])
    codings = codings.assign(valence=valences)
    return qualitative.quotes(interviews, segments, codings, grid, "a", ["ELUS_VILLE"])


def test_a_dissenting_quotation_is_always_given() -> None:
    assert quoted([1, 1, 1, -1])["tone"].tolist() == [1, -1]
    assert quoted([-1, 1, -1, -1])["tone"].tolist() == [-1, 1]
    assert quoted([1, 1, 1])["tone"].tolist() == [1]
    # opinions divided in two halves: one of each, and never the same twice
    halves = quoted([1, -1, 1, -1])
    assert halves["segment_id"].is_unique
    assert set(halves["tone"]) & {1, -1}
    assert quoted([0, 0, 0])["tone"].tolist() == [0]


def test_who_did_not_agree_is_not_quoted() -> None:
    assert quoted([1, 1], quote_level="C0").empty
    assert quoted([1, 1], macro_family="SOCIETE_CIVILE").empty


def test_adjudication_decides_of_the_tone() -> None:
    interviews, segments, codings, grid = met("a")
    interviews = interviews.assign(quote_level="C1")
    segments = segments.assign(sensitivity="ordinaire", text_redacted="t")
    later = codings.assign(round=2, valence=-1, coder_id="AB")
    both = pd.concat([codings.assign(valence=1), later])
    found = qualitative.quotes(interviews, segments, both, grid, "a", ["ELUS_VILLE"])
    assert found["tone"].tolist() == [-1]
