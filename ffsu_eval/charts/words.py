"""Pieces of the alternative texts and of the tables behind the figures."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from ffsu_eval.french import (
    NOT_APPLICABLE,
    NOT_PUBLISHED,
    SECRET,
    interval,
    is_missing,
    join_fr,
    number,
    typography,
)

NAMED_MISSING = 4


def no_rows(name: str, count: int) -> None:
    """ValueError for a frame without any row: a figure of nothing is a mistake of the caller."""
    if count == 0:
        raise ValueError(f"{name}: no row to draw")


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """Rows of a frame, one object each, its columns as attributes."""
    yield from frame.itertuples()


def label_of(labels: Mapping[str, str], key: Any) -> str:
    """French label of an identifier; ValueError when there is none: a reader never sees an id."""
    try:
        return labels[str(key)]
    except KeyError as error:
        raise ValueError(f"labels: no label for {key}") from error


def alternative(*sentences: str) -> str:
    """Sentences of an alternative text, empty ones left out, as one French paragraph."""
    return typography(" ".join(sentence for sentence in sentences if sentence))


def extremes(pairs: Sequence[tuple[str, float]], text: Callable[[float], str]) -> str:
    """« Valeur la plus élevée : a (12,3) ; la plus basse : b (0,4). »; ``text`` writes a value."""
    if not pairs:
        return "Aucune valeur n'est publiée."
    highest, lowest = max(pairs, key=_value), min(pairs, key=_value)
    if len(pairs) == 1 or highest[1] == lowest[1]:
        names = join_fr([name for name, _ in pairs[:NAMED_MISSING]])
        return f"Valeur : {text(highest[1])} ({names})."
    return (
        f"Valeur la plus élevée : {highest[0]} ({text(highest[1])}) ; "
        f"la plus basse : {lowest[0]} ({text(lowest[1])})."
    )


def _value(pair: tuple[str, float]) -> float:
    return pair[1]


def without_value(names: Iterable[str], reason: str = "Sans valeur publiée") -> str:
    """« Sans valeur publiée : a et b. », or nothing; a long list is counted."""
    listed = list(dict.fromkeys(names))
    if not listed:
        return ""
    if len(listed) > NAMED_MISSING:
        return f"{reason} : {number(len(listed))} lignes."
    return f"{reason} : {join_fr(listed)}."


def table(columns: Mapping[str, Iterable[Any]] | pd.DataFrame) -> pd.DataFrame:
    """Table behind a figure: French headings, cells of text, never an empty one."""
    frame = pd.DataFrame({name: list(values) for name, values in columns.items()})
    return frame.map(_cell).astype("string")


def _cell(value: Any) -> str:
    return NOT_PUBLISHED if is_missing(value) or value == "" else typography(str(value))


def intervals(frame: pd.DataFrame, decimals: int = 1) -> list[str]:
    """« [7,9 ; 9,7] » for each row of a frame with ``ci_low`` and ``ci_high``."""
    pairs = zip(frame["ci_low"], frame["ci_high"], strict=True)
    return [interval(low, high, decimals) for low, high in pairs]


# sign of a missing value, by what its caveat says; first match, and what the sign means
SIGNS = (
    (NOT_PUBLISHED, re.compile(r"^$|non diffusé|absent"), "non diffusé"),
    (
        NOT_PUBLISHED,
        re.compile(r"non totalisé"),
        "pas de total, une partie des communes n'étant pas diffusée",
    ),
    (SECRET, re.compile(r"non affiché|effectifs seuls|secret"), "secret statistique"),
    (NOT_APPLICABLE, re.compile(""), "non calculé"),
)


def missing_sign(caveat: Any) -> str:
    """Conventional sign of a value that is not there, from the reason why."""
    return _sign(caveat)[0]


def signs_read(caveats: Iterable[Any]) -> str:
    """« n.d. : non diffusé. /// : non calculé. »: the signs of these caveats; "" without caveat."""
    used = {_sign(caveat) for caveat in caveats}
    meanings: dict[str, list[str]] = {}
    for sign, _, meaning in SIGNS:
        if (sign, meaning) in used:
            meanings.setdefault(sign, []).append(meaning)
    return " ".join(f"{sign} : {', ou '.join(said)}." for sign, said in meanings.items())


def _sign(caveat: Any) -> tuple[str, str]:
    """Sign of a missing value and what it means."""
    reason = "" if is_missing(caveat) else str(caveat)
    return next((sign, meaning) for sign, said, meaning in SIGNS if said.search(reason))
