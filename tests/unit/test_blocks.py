"""Blocks of a report: literal text, published data, cells that a spreadsheet will not run."""

import json

import pandas as pd
import pypandoc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure as MatplotlibFigure

from ffsu_eval.narrative import DATA_MIME
from ffsu_eval.narrative.blocks import Figure, Notes, Table
from ffsu_eval.narrative.markup import escape, pipe_table, preview
from ffsu_eval.run.tables import cell_text

PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1)


@given(PRINTABLE)
def test_escaped_text_is_read_literally(text: str) -> None:
    """Whatever a city or an item is called, Pandoc reads it back as it was written."""
    plain = pypandoc.convert_text(
        f"début {escape(text)} fin", "plain", format="markdown-smart", extra_args=["--wrap=none"]
    )
    assert plain.strip() == f"début {text} fin"


def test_table_has_no_empty_cell_and_keeps_pipes() -> None:
    frame = pd.DataFrame({"a|b": ["x|y", None], "n": [pd.NA, ""]})
    text = pipe_table(frame, right=["n"])
    assert "x\\|y" in text
    assert text.count("n.d.") == 3
    assert "nan" not in text.lower()


def test_total_row_is_bold() -> None:
    text = pipe_table(pd.DataFrame({"a": ["x", "Ensemble"]}), total_row=True)
    assert text.splitlines()[-1] == "| **Ensemble** |"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+33 6", "'+33 6"),
        ("@x", "'@x"),
        ("-cmd", "'-cmd"),
        ("＝1", "'＝1"),
        ("−31", "-31"),
        ("1\u202f236", "1236"),
        ("8,76", "8,76"),
        ("+71\u00a0%", "+71 %"),
        ("+71 % =x", "'+71 % =x"),
        (-3, "-3"),
        (-1.5, "-1,5"),
        (None, "n.d."),
        (True, "oui"),
    ],
)
def test_csv_cell(value: object, expected: str) -> None:
    assert cell_text(value) == expected


def test_figure_publishes_image_markdown_and_data() -> None:
    data = pd.DataFrame({"Année": [2022], "Taux": ["8,8"]})
    block = Figure(
        "essai", MatplotlibFigure(), "Titre", "sous-titre", Notes("l", "c", "s"), 'un "mot"', data
    )
    bundle, metadata = block._repr_mimebundle_()
    assert metadata == {"filename": "fig-essai"}
    assert {"image/svg+xml", "image/png", "text/markdown", "text/html", DATA_MIME} <= set(bundle)
    assert "::: {#fig-essai}" in bundle["text/markdown"]
    assert 'fig-alt="un ”mot”"' in bundle["text/markdown"]
    assert json.dumps(bundle[DATA_MIME])
    assert bundle[DATA_MIME]["rows"] == [[2022, "8,8"]]
    assert bundle[DATA_MIME]["source"] == "s"


def test_table_shows_its_notes_in_order() -> None:
    block = Table("t", pd.DataFrame({"a": ["1"]}), "T", "st", Notes("lu", "champ", "source"))
    text = block.markdown()
    assert text.index("**Lecture :**") < text.index("**Champ :**") < text.index("**Source :**")


def test_preview_leaves_no_fence_nor_attribute() -> None:
    text = preview("::: {.finding #c1}\n[C1]{.number} Voir @fig-themes.\n:::")
    assert ":::" not in text
    assert "{." not in text
    assert "« themes »" in text
