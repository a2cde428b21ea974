"""F8, triangulation (QUA05): what each family of sources says of each theme."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ffsu_eval.charts.marks import Key, bar
from ffsu_eval.charts.rows import LEFT, SPAN, Row, rows_figure
from ffsu_eval.charts.text import EDGE, LINE, capital, text_width, wrapped
from ffsu_eval.charts.theme import ACCENT, COMPARATOR, INK, MUTED, PAPER, RULE, SHADE, WIDTH, housed
from ffsu_eval.charts.words import alternative, extremes, label_of, no_rows, table
from ffsu_eval.french import count_words, join_fr, of_total
from ffsu_eval.indicators.frames import need, need_unique, need_values

CELL = 15.0

# style of the mark, its colour, fill of the cell; the shape alone tells them apart
SYMBOLS: dict[str, tuple[dict[str, Any], str, str]] = {
    "appui": (
        {"marker": "+", "markersize": 9.0, "markeredgewidth": 2.6, "markeredgecolor": ACCENT},
        ACCENT,
        "#dbe6e5",
    ),
    "contredit": (
        {"marker": "_", "markersize": 10.0, "markeredgewidth": 2.6},
        COMPARATOR,
        "#f1e6d3",
    ),
    "nuance": (
        {"marker": "o", "markersize": 7.0, "markeredgewidth": 1.4, "markerfacecolor": PAPER},
        INK,
        SHADE,
    ),
    "silence": ({"marker": "o", "markersize": 2.2}, MUTED, PAPER),
}
MEANINGS = {
    "appui": "appuie",
    "contredit": "contredit",
    "nuance": "nuance",
    "silence": "ne dit rien",
}


@housed
def triangulation_matrix(
    matrix: pd.DataFrame, themes: Mapping[str, str], families: Mapping[str, str]
) -> Figure:
    """F8: what each family of sources says of each theme, one symbol per cell.

    ``matrix``: QUA05, column ``theme`` then one per family; ``themes`` and ``families``: id → label,
    the latter in the order of the columns. ValueError: missing column, no row, unknown cell, theme
    given twice or without label.
    """
    rows = _matrix(matrix, themes, families)
    heads, edges = _columns([capital(label) for label in families.values()])
    shown = [Row("", content=heads, track=LINE * max(map(len, heads)) + 1)]
    shown += [
        Row(capital(row["label"]), content=[row[family] for family in families])
        for _, row in rows.iterrows()
    ]

    def draw(axes: Axes, content: list[Any], y: float) -> None:
        axes.set_xlim(0, SPAN)
        if content is heads:
            _head(axes, heads, edges, y)
        else:
            _cells(axes, content, edges, y)

    return rows_figure(shown, None, draw, _keys(rows, families), track=CELL)


def _matrix(
    matrix: pd.DataFrame, themes: Mapping[str, str], families: Mapping[str, str]
) -> pd.DataFrame:
    """Themes in the order of the matrix, with their label."""
    need(matrix, "matrix", ("theme", *families))
    need_unique(matrix, "matrix", ("theme",))
    no_rows("matrix", len(matrix) * len(families))
    for family in families:
        need_values(matrix[family], f"matrix.{family}", SYMBOLS)
        if matrix[family].isna().any():
            raise ValueError(f"matrix.{family}: a cell without word; no evidence is « silence »")
    return matrix.assign(label=[label_of(themes, theme) for theme in matrix["theme"]])


def _columns(labels: list[str]) -> tuple[list[list[str]], list[float]]:
    """Lines of each heading and edges of the columns, which take the whole width of the figure.

    Columns are equal, unless a long word asks for more; no word is cut as long as all can hold.
    """
    whole = WIDTH - 2 * EDGE
    asked = [max(text_width(word) for word in label.split()) + 4 for label in labels]
    spare = (whole - sum(asked)) / len(labels)
    equal = whole / len(labels)
    widths = [equal if max(asked) <= equal else size + spare for size in asked]
    heads = [wrapped(label, width - 2) for label, width in zip(labels, widths, strict=True)]
    return heads, [EDGE - LEFT + sum(widths[:rank]) for rank in range(len(widths) + 1)]


def _head(axes: Axes, heads: list[list[str]], edges: list[float], y: float) -> None:
    bottom = y + LINE * max(map(len, heads)) / 2
    for rank, lines in enumerate(heads):
        for line, text in enumerate(reversed(lines)):
            middle = (edges[rank] + edges[rank + 1]) / 2
            axes.text(
                middle, bottom - LINE * (line + 0.2), text, ha="center", va="baseline", color=MUTED
            )


def _cells(axes: Axes, words: list[str], edges: list[float], y: float) -> None:
    for rank, word in enumerate(words):
        style, color, fill = SYMBOLS[word]
        left, right = edges[rank] + 1, edges[rank + 1] - 1
        bar(axes, y, left, right, fill, CELL, edgecolor=RULE, linewidth=0.6)
        axes.plot((left + right) / 2, y, color=color, zorder=4, **style)


def _keys(rows: pd.DataFrame, families: Mapping[str, str]) -> list[Key]:
    present = set(rows[list(families)].to_numpy().ravel())
    return [
        Key(Line2D([], [], color=color, linestyle="none", **style), MEANINGS[word])
        for word, (style, color, _) in SYMBOLS.items()
        if word in present
    ]


def triangulation_matrix_alt(
    matrix: pd.DataFrame, themes: Mapping[str, str], families: Mapping[str, str]
) -> str:
    """Alternative text of ``triangulation_matrix``: size, themes most and least supported."""
    rows = _matrix(matrix, themes, families)
    lines = count_words(len(rows), "thème")
    sizes = f"{lines} en lignes, {count_words(len(families), 'famille', feminine=True)} de sources"
    support = (rows[list(families)] == "appui").sum(axis=1)
    pairs = [(label, float(count)) for label, count in zip(rows["label"], support, strict=True)]
    facts = [
        _said(rows, families, word, text)
        for word, text in (("contredit", "Contredit"), ("nuance", "Nuance"))
    ]
    return alternative(
        f"Tableau de symboles : {sizes} ({join_fr(list(families.values()))}).",
        "Familles qui appuient le thème. "
        + extremes(pairs, lambda count: of_total(count, len(families))),
        *facts,
    )


def _said(rows: pd.DataFrame, families: Mapping[str, str], word: str, text: str) -> str:
    """« Contredit : entretiens (thème A) et documents (thème B). »."""
    found = [
        f"{families[family]} ({row['label']})"
        for _, row in rows.iterrows()
        for family in families
        if row[family] == word
    ]
    return f"{text} : {join_fr(found)}." if found else ""


def triangulation_matrix_data(
    matrix: pd.DataFrame, themes: Mapping[str, str], families: Mapping[str, str]
) -> pd.DataFrame:
    """Table behind ``triangulation_matrix``: the words of the key, not its symbols."""
    rows = _matrix(matrix, themes, families)
    columns = {capital(label): rows[family].map(MEANINGS) for family, label in families.items()}
    return table({"Thème": rows["label"].map(capital), **columns})
