"""Blocks of a report. Each gives JupyterLab its HTML and the renderers its Markdown.

A figure or a table also carries the data behind it, which become data/<id>.csv. The data are those
of the result frames, after the rules on small numbers have been applied.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.figure import Figure as MatplotlibFigure

from ffsu_eval.charts.theme import png_bytes, svg_bytes
from ffsu_eval.narrative import DATA_MIME
from ffsu_eval.narrative.markup import div, pipe_table, preview, span

Bundle = tuple[dict[str, Any], dict[str, Any]]


@dataclass(frozen=True)
class Notes:
    """What stands under figures and tables: how to read them, what they cover, their source."""

    lecture: str
    champ: str
    source: str

    def markdown(self) -> str:
        """The three lines; an empty Lecture is left out."""
        lines = [("Lecture", self.lecture), ("Champ", self.champ), ("Source", self.source)]
        return div("\n\n".join(f"**{name} :** {text}" for name, text in lines if text), "notes")


@dataclass(frozen=True)
class Prose:
    """Computed French text."""

    text: str

    def markdown(self) -> str:
        """The text itself."""
        return self.text

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        return {"text/html": preview(self.text), "text/markdown": self.text}, {}


@dataclass(frozen=True)
class Figure:
    """A figure: ``title`` says the finding, ``subtitle`` what is measured, ``data`` the values."""

    identifier: str
    image: MatplotlibFigure
    title: str
    subtitle: str
    notes: Notes
    alt: str
    data: pd.DataFrame

    def markdown(self) -> str:
        """Figure div, notes, and the data table that HTML folds under it."""
        alt = self.alt.replace('"', "”").replace("\\", "")
        path = f"figures/fig-{self.identifier}"
        image = f'![]({path}){{fig-alt="{alt}"}}'
        caption = f"{self.title} {span(self.subtitle, 'subtitle')}"
        table = pipe_table(self.data, right=self.data.columns[1:])
        folded = div(table, "figure-data", summary="Données de la figure")
        parts = [
            div(f"{image}\n\n{caption}", identifier=f"fig-{self.identifier}"),
            self.notes.markdown(),
            div(folded, "content-visible", **{"when-format": "html"}),
        ]
        return "\n\n".join(parts)

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        svg = svg_bytes(self.image).decode()
        png = base64.b64encode(png_bytes(self.image)).decode()
        shown = preview(f"**{self.title}** — {self.subtitle}") + svg[svg.index("<svg") :]
        bundle = {
            "text/html": shown + preview(self.notes.markdown()),
            "text/markdown": self.markdown(),
            "image/svg+xml": svg,
            "image/png": png,
            DATA_MIME: published(f"fig-{self.identifier}", self.data, self.notes.source),
        }
        return bundle, {"filename": f"fig-{self.identifier}"}


@dataclass(frozen=True)
class Table:
    """A table of text cells; the same cells are published as data, or ``data`` where more is told."""

    identifier: str
    frame: pd.DataFrame
    title: str
    subtitle: str
    notes: Notes
    right: Sequence[str] = ()
    total_row: bool = False
    signs: str = ""
    data: pd.DataFrame | None = None

    def markdown(self) -> str:
        """Table div and notes; ``signs`` explains the conventional signs that are used."""
        table = pipe_table(self.frame, self.right, self.total_row)
        caption = f"{self.title} {span(self.subtitle, 'subtitle')}"
        body = div(f"{table}\n\n{caption}", identifier=f"tbl-{self.identifier}")
        signs = f"\n\n{div(self.signs, 'notes')}" if self.signs else ""
        return f"{body}{signs}\n\n{self.notes.markdown()}"

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        data = self.frame if self.data is None else self.data
        bundle = {
            "text/html": preview(self.markdown()),
            "text/markdown": self.markdown(),
            DATA_MIME: published(f"tbl-{self.identifier}", data, self.notes.source),
        }
        return bundle, {}


def published(identifier: str, data: pd.DataFrame, source: str) -> dict[str, Any]:
    """The data of a block as the executed notebook carries them, with their source and status."""
    rows = [[_plain(value) for value in row] for row in data.itertuples(index=False)]
    columns = [str(name) for name in data.columns]
    return {"id": identifier, "columns": columns, "rows": rows, "source": source}


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
