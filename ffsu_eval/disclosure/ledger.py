"""The memory of a report: what its releases printed of each table under secrecy, beside the report.

One JSON file per engagement, in the folder ``data`` of the published report. It holds printed values,
names of cells that were withheld and the rules that withheld them: nothing that the report and its
annex do not say. The next release reads it, so that both together betray nothing.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ffsu_eval.disclosure.printed import Printed
from ffsu_eval.errors import DisclosureError

NAME = "versions.json"
MIME = "application/vnd.ffsu-eval.versions"
# by table, what each release printed of it, the oldest first
Ledger = dict[str, tuple[Printed, ...]]


def previous_release(folder: Path, engagement: str) -> Ledger:
    """Ledger of a published folder (reports/<city>); empty when nothing was published there.

    DisclosureError when there is one that cannot be read: the next release would ignore it.
    """
    path = ledger_path(folder, engagement)
    if not path.is_file():
        return {}
    try:
        return from_plain(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise DisclosureError(
            f"secret statistique : data/{path.name} de la version publiée est illisible ; le rétablir, "
            "ou décider par écrit de publier sans mémoire de cette version"
        ) from error


def former_of(mission: object, table: str) -> tuple[Printed, ...]:
    """Former releases of a table that a mission remembers (``former``); none without memory."""
    remembered: Ledger = getattr(mission, "former", {})
    return remembered.get(table, ())


def survey_table(wave_id: object) -> str:
    """Name of the answers of a wave in a ledger."""
    return f"enquête {wave_id}"


def ledger_path(folder: Path, engagement: str) -> Path:
    """Where the ledger of an engagement stands in a published folder."""
    return folder / "data" / f"{engagement}-{NAME}"


def with_release(former: Iterable[Printed], printed: Printed) -> tuple[Printed, ...]:
    """The releases of one table, this one added unless it says again what the last one did."""
    told = tuple(former)
    return told if told and told[-1] == printed else (*told, printed)


def to_plain(ledger: Mapping[str, Iterable[Printed]]) -> dict[str, Any]:
    """The ledger as JSON holds it: cells by rank in the relations, to stay small."""
    return {name: [_plain(printed) for printed in of] for name, of in sorted(ledger.items())}


def from_plain(content: Mapping[str, Any]) -> Ledger:
    """The ledger that ``to_plain`` wrote."""
    return {name: tuple(_printed(one) for one in of) for name, of in content.items()}


def as_text(ledger: Mapping[str, Iterable[Printed]]) -> str:
    """The ledger as the output of a notebook carries it, under ``MIME``."""
    return json.dumps(to_plain(ledger), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def write_ledger(texts: Iterable[str], folder: Path, engagement: str) -> None:
    """Write the ledgers (``as_text``) that a notebook carries into a folder about to be published."""
    whole: Ledger = {}
    for text in texts:
        whole |= from_plain(json.loads(text))
    if whole:
        path = ledger_path(folder, engagement)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_text(whole) + "\n", encoding="utf-8")


def carried(notebook: Mapping[str, Any]) -> list[str]:
    """The ledgers in the outputs of an executed notebook."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    return [o["data"][MIME] for o in outputs if MIME in o.get("data", {})]


def _plain(printed: Printed) -> dict[str, Any]:
    place = {name: rank for rank, name in enumerate(printed.values)}
    cells = [
        [
            name,
            None if value is None else _short(value),
            [_short(end) for end in printed.protect[name]] if name in printed.protect else None,
            _short(printed.thresholds.get(name, 0)),
            name not in printed.unprintable,
        ]
        for name, value in printed.values.items()
    ]
    ties = [[[place[n], _short(w)] for n, w in tie.items()] for tie in printed.relations]
    return {"cells": cells, "relations": ties}


def _printed(content: Mapping[str, Any]) -> Printed:
    cells = {str(cell[0]): cell[1:] for cell in content["cells"]}
    names = list(cells)
    return Printed(
        {name: None if value is None else float(value) for name, (value, *_) in cells.items()},
        {name: (float(p[0]), float(p[1])) for name, (_, p, *_) in cells.items() if p},
        {name: float(least) for name, (_, _, least, _) in cells.items() if least},
        tuple({names[rank]: float(w) for rank, w in tie} for tie in content["relations"]),
        frozenset(name for name, (*_, printable) in cells.items() if not printable),
    )


def _short(number: float) -> float:
    return int(number) if float(number).is_integer() else number
