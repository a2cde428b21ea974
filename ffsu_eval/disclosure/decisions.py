"""Findings in free text and what a person decided of them: masked, allowed, or the report stops."""

import pandas as pd

from ffsu_eval.disclosure.screening import NAME, located
from ffsu_eval.disclosure.screening_patterns import CERTAIN
from ffsu_eval.errors import DisclosureError
from ffsu_eval.french import count_words
from ffsu_eval.indicators.frames import need
from ffsu_eval.rows import Row, rows

MASK, ALLOW = "masquer", "autoriser"
MASKED = "[masqué]"
BY_RULE = "masqué d'office"
REASON_LENGTH = 15
SHOWN = 20
LOG = (
    "finding_id", "kind", "dataset", "key", "column", "decision", "reason", "by", "date",
)  # fmt: skip
DECISIONS = ("finding", "decision", "reason", "by", "date")


def apply(
    texts: pd.DataFrame, findings: pd.DataFrame, decisions: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The text units as they may be printed, and the log of what was decided, for the annex.

    ``texts`` and ``findings``: see ``screening.find``; ``decisions``: ``finding`` (identifier and
    seal), ``decision``, ``reason``, ``by``, ``date``. What has the form of an identifier is masked
    unless a decision allows it; a name or a function without decision raises DisclosureError, as do
    a decision made on another text, an allowance without reason or role, and a reason that names
    somebody. The log holds no text, no position and no seal: it can be published.
    """
    given = _given(decisions)
    undecided = [
        row for row in rows(findings) if _token(row) not in given and row["kind"] not in CERTAIN
    ]
    if undecided:
        raise DisclosureError(_message(undecided, {token.split(".")[0] for token in given}))
    logged = [_logged(row, given.get(_token(row))) for row in rows(findings)]
    log = pd.DataFrame(logged, columns=list(LOG))
    hidden = findings[(log["decision"] != ALLOW).to_numpy()]
    return _masked(texts, hidden), log


def _token(finding: Row) -> str:
    return f"{finding['finding_id']}.{finding['seal']}"


def _given(decisions: pd.DataFrame | None) -> dict[str, Row]:
    if decisions is None or decisions.empty:
        return {}
    need(decisions, "decisions", DECISIONS)
    given = {str(row["finding"]): row for row in rows(decisions)}
    for token, row in given.items():
        if row["decision"] not in (MASK, ALLOW):
            raise DisclosureError(f"screening.yml, {token} : décision inconnue")
        if row["decision"] == ALLOW and not (_written(row["reason"]) and _written(row["by"])):
            raise DisclosureError(
                f"screening.yml, {token} : « autoriser » demande un motif et une fonction (by)"
            )
        for field in ("reason", "by"):
            kinds = {kind for kind, _, _ in located(str(row[field]))}
            if kinds & {*CERTAIN, NAME}:
                raise DisclosureError(
                    f"screening.yml, {token}, {field} : nomme une personne ; écrire une fonction,"
                    " l'annexe imprime ce texte"
                )
    return given


def _written(value: object) -> bool:
    return isinstance(value, str) and value.strip() != ""


def _message(undecided: list[Row], decided: set[str]) -> str:
    found = count_words(len(undecided), "passage")
    verb = "peut" if len(undecided) == 1 else "peuvent"
    lines = [f"textes libres : {found} {verb} identifier une personne, sans décision"]
    for row in undecided[:SHOWN]:
        stale = " ; le texte a changé depuis la décision" if row["finding_id"] in decided else ""
        lines.append(
            f"  {row['dataset']}, {row['key']}, {row['column']}, caractère {row['position']} : "
            f"{row['kind']}{stale} — finding: {_token(row)}"
        )
    if len(undecided) > SHOWN:
        lines.append(f"  … ({len(undecided)} au total)")
    lines.append(
        "Relire chaque passage, puis le corriger à la source ou le décider dans screening.yml : "
        f"finding, decision ({MASK} ou {ALLOW}), reason, by (fonction, pas de nom), date."
    )
    return "\n".join(lines)


def _logged(finding: Row, decision: Row | None) -> Row:
    known = {name: finding[name] for name in LOG if name in finding}
    if decision is None:
        return known | {"decision": BY_RULE, "reason": "", "by": "", "date": pd.NaT}
    return known | {name: decision[name] for name in DECISIONS if name != "finding"}


def _masked(texts: pd.DataFrame, hidden: pd.DataFrame) -> pd.DataFrame:
    spans: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    for row in rows(hidden):
        first = int(row["position"]) - 1
        place = (row["dataset"], row["key"], row["column"])
        spans.setdefault(place, []).append((first, first + int(row["length"])))
    masked = [
        _without(row["text"], spans.get((row["dataset"], row["key"], row["column"]), []))
        for row in rows(texts)
    ]
    return texts.assign(text=pd.Series(masked, index=texts.index, dtype=texts["text"].dtype))


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + MASKED + text[end:]
    return text
