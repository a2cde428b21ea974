"""Secrecy of one wave of a survey: what a report may print of its answers.

A cell is a number of respondents (or a sum of their codes) for a question, a category of respondents
and a set of answers. Printed shares, balances and means are functions of these cells: a result is
withheld as soon as one of its cells is.
"""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from ffsu_eval.disclosure.cells import Cell, Relation, System, named, table
from ffsu_eval.disclosure.printed import Printed, released
from ffsu_eval.disclosure.releases import suppress_after
from ffsu_eval.disclosure.rules import guarded
from ffsu_eval.indicators.frames import WHOLE, joined, need
from ffsu_eval.indicators.survey.bases import HIDDEN, valid_codes

SENSITIVE = ("victimisation",)
UNIT = "répondants"
CAVEAT = "secret statistique : trop peu de répondants dans une réponse"
# what a reader loses with one answer, and with a result, for one category of respondents
ANSWER, RESULT = 1.0, 20.0
# columns that say what a row is about, and its base
KEPT = ("item_id", "theme", "theme_label_fr", "group", "code", "label_fr", "n", "display", "caveat")

# names of the cells that are no answer and no base
RESULT_WORD, REST_WORD, SUM_WORD = "résultat", "reste", "somme"

Weights = Mapping[int, int]


def _among(*codes: int) -> Weights:
    return dict.fromkeys(codes, 1)


def _sum(*codes: int) -> Weights:
    return {code: code for code in codes}


# what SUR01 to SUR05 print, by construct: the weight of each answer in the number of people, or sum
PEOPLE: dict[str, tuple[Weights, ...]] = {
    "insecurity": (_among(2, 3),),
    "evolution": (_among(1), _among(-1)),
    "nuisance": (_among(4, 5),),
    "effectiveness": (_among(3, 4), _among(1, 2)),
}
SUMS: dict[str, Weights] = {"frequency": _sum(1, 2, 3), "nuisance": _sum(1, 2, 3, 4, 5)}


class SurveySecrecy:
    """What may not be printed of the answers of one wave, and why (``log``).

    ``respondents``: those of the wave, with their category in ``by``. ``split``: constructs whose
    results are also printed by category. ``former``: what the former releases of the report printed
    of the wave, the oldest first.
    """

    def __init__(
        self,
        answers: pd.DataFrame,
        items: pd.DataFrame,
        respondents: pd.DataFrame,
        threshold: int,
        threshold_sensitive: int,
        by: str = "stratum",
        split: Collection[str] = ("insecurity",),
        former: Sequence[Printed] = (),
    ) -> None:
        need(respondents, "respondents", ("resp_id", by))
        known = valid_codes(answers, items).merge(respondents[["resp_id", by]], on="resp_id")
        counts = known.groupby(["item_id", by, "code"]).size().reset_index(name="count")
        counts = counts.rename(columns={by: "group"})
        self.constructs = dict(zip(items["item_id"], items["construct"], strict=True))
        cells: list[Cell] = []
        relations: list[Relation] = []
        for item, of_item in counts.groupby("item_id", sort=True):
            construct = self.constructs[str(item)]
            sensitive = construct in SENSITIVE
            least = threshold_sensitive if sensitive else threshold
            people, others, ties = _of_item(str(item), of_item, construct, construct in split)
            cells += [*guarded(people, least, UNIT, sensitive), *others]
            relations += ties
        system = System(tuple(cells), tuple(relations))
        self.cells = system.cells
        self.log = suppress_after(system, former)
        self.released = released(system, self.log)
        self._withheld = {entry.cell for entry in self.log}

    def hide(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame of an indicator, its withheld rows without value.

        ``frame``: one row per item_id and, where it has them, group and answer code. ValueError for
        a row that is not of this wave, or a group that was not looked at.
        """
        need(frame, "frame", ("item_id",))
        secret = [bool(set(self._behind(row)) & self._withheld) for row in frame.to_dict("records")]
        base = [self._base(row) in self._withheld for row in frame.to_dict("records")]
        hidden = frame.copy()
        hidden.loc[secret, [name for name in frame if name not in KEPT]] = pd.NA
        hidden.loc[base, [name for name in ("n",) if name in frame]] = pd.NA
        if "display" in frame:
            hidden.loc[secret, "display"] = HIDDEN
        if "caveat" in frame:
            told = [joined(text, CAVEAT) for text in hidden.loc[secret, "caveat"]]
            hidden.loc[secret, "caveat"] = told
        return hidden

    def _behind(self, row: Mapping[object, object]) -> list[str]:
        """Cells that the values of a row are made of."""
        item, group = str(row["item_id"]), str(row.get("group", WHOLE))
        if "code" in row:
            return [_name(item, group, row["code"])]
        construct = self.constructs[item]
        results = range(len(PEOPLE.get(construct, ())))
        sums = [_name(item, group, SUM_WORD)] if construct in SUMS else []
        return [
            *(_name(item, group, f"{RESULT_WORD} {k}") for k in results),
            *sums,
            self._base(row),
        ]

    def _base(self, row: Mapping[object, object]) -> str:
        return _name(str(row["item_id"]), str(row.get("group", WHOLE)), WHOLE)


def _of_item(
    item: str, counts: pd.DataFrame, construct: str, split: bool
) -> tuple[list[Cell], list[Cell], list[Relation]]:
    """Numbers of people that may be printed of one question, other cells, and what ties them.

    The answers of each category are among the others: they are not printed.
    """
    if split:
        cells, relations = table(counts, ("group", "code"), item, ANSWER, inner=False)
        groups = [WHOLE, *sorted(set(map(str, counts["group"])))]
    else:
        cells, relations = table(counts, ("code",), item, ANSWER)
        groups = [WHOLE]
    people = [cell for cell in cells if cell.printable]
    others = [cell for cell in cells if not cell.printable]
    values = {cell.id: cell.value for cell in cells}
    codes = sorted(map(int, counts["code"].unique()))
    for group in groups:
        cost = RESULT * (len(groups) if group == WHOLE else 1)
        for rank, among in enumerate(PEOPLE.get(construct, ())):
            rest = dict.fromkeys((code for code in codes if code not in among), 1)
            for word, weights in ((RESULT_WORD, among), (REST_WORD, rest)):
                name = _name(item, group, f"{word} {rank}")
                tie = {_name(item, group, c): float(weights[c]) for c in codes if c in weights}
                total = sum(weight * values[k] for k, weight in tie.items())
                people.append(Cell(name, total, cost=cost, printable=word == RESULT_WORD))
                relations.append(tie | {name: -1.0})
        if construct in SUMS:
            name, weights = _name(item, group, SUM_WORD), SUMS[construct]
            tie = {_name(item, group, c): float(weights[c]) for c in codes if c in weights}
            total = sum(weight * values[k] for k, weight in tie.items())
            others.append(Cell(name, total, cost=cost))
            relations.append(tie | {name: -1.0})
    return people, others, relations


def _name(item: str, group: str, what: object) -> str:
    """Name of a cell: of an answer code, of what is made of several, or of the base (WHOLE)."""
    of_group = {} if group == WHOLE else {"group": group}
    return named(item, **of_group, **({} if what == WHOLE else {"code": what}))
