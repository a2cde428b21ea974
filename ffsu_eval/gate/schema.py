"""How a dataset is declared: its columns, key and rules, for suite and loader alike."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pandas as pd

from ffsu_eval.sources.raw import RawTable
from ffsu_eval.sources.tabular import read_table

Kind = Literal["text", "integer", "decimal", "date", "yes_no"]
Tables = Mapping[str, RawTable]
Reader = Callable[[Path, str], RawTable]


@dataclass(frozen=True)
class Column:
    """One column of a raw table: what it holds and what is admitted there.

    ``required``: no empty cell; ``allowed``: list of values; ``scale``: name of that list in
    messages; ``minimum``, ``maximum``: bounds of a number; ``pattern``: regular expression of the
    text; ``refers_to``: dataset and column where the value must exist;
    """

    name: str
    kind: Kind = "text"
    required: bool = True
    allowed: tuple[str, ...] = ()
    scale: str = ""
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    refers_to: tuple[str, str] | None = None


@dataclass(frozen=True)
class Rule:
    """A rule across columns: ``failing`` gives the truth, row by row, that the rule is broken."""

    name: str
    column: str
    failing: Callable[[pd.DataFrame, pd.DataFrame], pd.Series]


@dataclass(frozen=True)
class Refusal:
    """Columns that a dataset refuses for a reason of their own: pattern of their names, the rule."""

    pattern: str
    rule: str


@dataclass(frozen=True)
class Dataset:
    """One dataset: ``file`` in the mission's folder, columns, key, rules, reader and loader.

    ``columns`` may depend on tables that were read before (the survey's answers follow its items).
    ``load`` turns the raw table and its typed columns into the typed frames given to indicators;
    None when the typed columns are the frame. ``refusal``: unknown columns told apart, such as those
    that would single out a person.
    """

    name: str
    label_fr: str
    file: str
    columns: Sequence[Column] | Callable[[Tables], Sequence[Column]]
    key: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    reader: Reader = read_table
    load: Callable[[pd.DataFrame, Tables], dict[str, pd.DataFrame]] | None = None
    frames: tuple[str, ...] = field(default=())
    refusal: Refusal | None = None

    def unknown(self, column: str) -> str:
        """The rule that a column which the dataset does not declare breaks."""
        if self.refusal and re.fullmatch(self.refusal.pattern, column.strip().lower()):
            return self.refusal.rule
        return "colonne inconnue, à retirer ou à renommer"

    def columns_for(self, tables: Tables) -> tuple[Column, ...]:
        """Columns of this dataset, given the tables read before it."""
        return tuple(self.columns(tables) if callable(self.columns) else self.columns)


def in_order(first: str, second: str, name: str) -> Rule:
    """Rule: the date ``second`` does not come before the date ``first``."""

    def failing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
        return (typed[second] < typed[first]).fillna(False)

    return Rule(name, second, failing)


def given_when(column: str, condition: Callable[[pd.DataFrame], pd.Series], name: str) -> Rule:
    """Rule: ``column`` is given on the rows, and only there, where ``condition`` holds."""

    def failing(raw: pd.DataFrame, typed: pd.DataFrame) -> pd.Series:
        return (raw[column] != "") != condition(raw)

    return Rule(name, column, failing)
