"""From a declared dataset to a Great Expectations suite, and from its results to named faults.

Only this module imports Great Expectations (its import takes seconds), and only when a verdict is
not already known. Results are asked for without values: a verdict must not repeat what a person
wrote or what a cell holds.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from ffsu_eval.gate.convert import typed_frame
from ffsu_eval.gate.schema import Column, Dataset, Tables
from ffsu_eval.gate.verdict import Check
from ffsu_eval.sources.raw import FILE, ROW, RawTable

TYPED, VALID, HELD = "typé:", "valide:", "tenue:"
RESULT_FORMAT = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": [ROW, FILE],
    "exclude_unexpected_values": True,
}
KIND_RULES = {
    "integer": "nombre entier attendu",
    "decimal": "nombre attendu",
    "date": "date attendue (JJ/MM/AAAA)",
    "yes_no": "« oui » ou « non » attendu",
}


@dataclass(frozen=True)
class Planned:
    """One expectation with the rule, in French, that it stands for."""

    column: str
    rule: str
    expectation: Any


class Validator:
    """One ephemeral Great Expectations context, used for all the datasets of a run."""

    def __init__(self) -> None:
        import great_expectations as gx
        from great_expectations.data_context.types.base import (
            ProgressBarsConfig,
        )

        logging.getLogger("great_expectations").setLevel(logging.ERROR)
        self._suite = gx.ExpectationSuite
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        asset = context.data_sources.add_pandas("fichiers").add_dataframe_asset("table")
        self._batches = asset.add_batch_definition_whole_dataframe("entière")

    def check(
        self, dataset: Dataset, table: RawTable, tables: Tables, typed: pd.DataFrame | None = None
    ) -> list[Check]:
        """Run the dataset's suite on its raw table; one Check per expectation.

        ``typed``: the typed columns of the table, where they are already known.
        """
        columns = dataset.columns_for(tables)
        typed = typed_frame(table.frame, columns) if typed is None else typed
        frame = _with_twins(dataset, columns, table.frame, typed)
        planned = list(plan(dataset, columns, table, tables))
        suite = self._suite(name=dataset.name)
        for number, item in enumerate(planned):
            item.expectation.meta = {"n": number}
            suite.expectations.append(item.expectation)
        batch = self._batches.get_batch(batch_parameters={"dataframe": frame})
        results = batch.validate(suite, result_format=RESULT_FORMAT).results
        by_number = {_number(result): result for result in results}
        return [_check(planned[n], by_number[n], table) for n in sorted(by_number)]


@cache
def validator() -> Validator:
    """The validator of this process: making a context takes longer than checking a table."""
    return Validator()


def plan(
    dataset: Dataset, columns: tuple[Column, ...], table: RawTable, tables: Tables
) -> Iterator[Planned]:
    """Expectations of one dataset, with their rules; those on an absent column are left out."""
    from great_expectations import expectations as gxe

    yield Planned("", "au moins une ligne", gxe.ExpectTableRowCountToBeBetween(min_value=1))
    for column in columns:
        yield Planned(
            column.name, "colonne obligatoire", gxe.ExpectColumnToExist(column=column.name)
        )
        if column.name in table.frame:
            yield from _column_plan(column, tables, gxe)
    known = {column.name for column in columns}
    for name in table.columns:
        if name not in known:
            # an unknown column may hold anything, names of persons included
            yield Planned(
                name,
                dataset.unknown(name),
                gxe.ExpectColumnValuesToBeInSet(column=VALID + name, value_set=[True]),
            )
    if dataset.key and set(dataset.key) <= set(table.columns):
        rule = f"clé répétée ({' + '.join(dataset.key)})"
        unique: Any = (
            gxe.ExpectColumnValuesToBeUnique(column=dataset.key[0])
            if len(dataset.key) == 1
            else gxe.ExpectCompoundColumnsToBeUnique(column_list=list(dataset.key))
        )
        yield Planned(" + ".join(dataset.key), rule, unique)
    for number, rule_across in enumerate(dataset.rules):
        if known <= set(table.columns):
            held = gxe.ExpectColumnValuesToBeInSet(column=f"{HELD}{number}", value_set=[True])
            yield Planned(rule_across.column, rule_across.name, held)


def _column_plan(column: Column, tables: Tables, gxe: Any) -> Iterator[Planned]:
    name, typed = column.name, TYPED + column.name
    if column.required:
        yield Planned(name, "valeur obligatoire", gxe.ExpectColumnValuesToNotBeNull(column=name))
    if column.kind != "text":
        valid = gxe.ExpectColumnValuesToBeInSet(column=VALID + name, value_set=[True])
        yield Planned(name, KIND_RULES[column.kind], valid)
    if column.allowed:
        scale = f" ({column.scale})" if column.scale else ""
        allowed = gxe.ExpectColumnValuesToBeInSet(column=name, value_set=list(column.allowed))
        yield Planned(name, f"valeur hors de la liste admise{scale}", allowed)
    if column.pattern:
        shape = gxe.ExpectColumnValuesToMatchRegex(column=name, regex=f"^(?:{column.pattern})$")
        yield Planned(name, "forme non admise", shape)
    if column.minimum is not None or column.maximum is not None:
        between = gxe.ExpectColumnValuesToBeBetween(
            column=typed, min_value=column.minimum, max_value=column.maximum
        )
        yield Planned(name, f"valeur hors des bornes {_bounds(column)}", between)
    other, other_column = column.refers_to or ("", "")
    # a dataset that the mission does not have refuses nothing of the others
    if other in tables and other_column in tables[other].columns:
        values = sorted(set(tables[other].frame[other_column]) - {""})
        known = gxe.ExpectColumnValuesToBeInSet(column=name, value_set=values)
        yield Planned(name, f"valeur absente de {tables[other].file} ({other_column})", known)


def _bounds(column: Column) -> str:
    low = "…" if column.minimum is None else f"{column.minimum:g}"
    high = "…" if column.maximum is None else f"{column.maximum:g}"
    return f"[{low} ; {high}]"


def _with_twins(
    dataset: Dataset, columns: tuple[Column, ...], raw: pd.DataFrame, typed: pd.DataFrame
) -> pd.DataFrame:
    """The raw frame (empty cells missing) beside its typed twins and the rules across columns."""
    twins: dict[str, pd.Series] = {TYPED + str(name): typed[name] for name in typed}
    for column in columns:
        if column.name in raw and column.kind != "text":
            twins[VALID + column.name] = (raw[column.name] == "") | typed[column.name].notna()
    known = {column.name for column in columns} | {ROW, FILE}
    for name in raw:
        if name not in known:
            twins[VALID + str(name)] = pd.Series(False, index=raw.index)
    if {column.name for column in columns} <= set(raw.columns):
        for number, rule in enumerate(dataset.rules):
            twins[f"{HELD}{number}"] = ~rule.failing(raw, typed).astype(bool)
    if FILE not in raw:
        twins[FILE] = pd.Series("", index=raw.index)
    return pd.concat([raw.replace("", None), pd.DataFrame(twins, index=raw.index)], axis=1)


def _number(result: Any) -> int:
    return int(result.expectation_config.meta["n"])


def _check(planned: Planned, result: Any, table: RawTable) -> Check:
    rows: dict[str, list[int]] = {}
    index = result.result.get("unexpected_index_list") or []
    for entry in index:
        values = entry[FILE] if isinstance(entry[FILE], list) else [entry[FILE]]
        lines = entry[ROW] if isinstance(entry[ROW], list) else [entry[ROW]]
        for file, line in zip(values, lines, strict=True):
            rows.setdefault(str(file), []).append(int(line))
    column = table.headings.get(planned.column, planned.column)
    failing = {file: sorted(lines) for file, lines in sorted(rows.items())}
    return Check(column, planned.rule, bool(result.success), failing)
