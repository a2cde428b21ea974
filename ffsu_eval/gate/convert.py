"""Text cells to typed columns: the one place that says what an integer, a number, a date is."""

import pandas as pd

from ffsu_eval.gate.schema import Column, Kind

INTEGER = r"[+-]?\d{1,15}"
DECIMAL = r"[+-]?\d{1,15}(?:[.,]\d+)?(?:[eE][+-]?\d{1,3})?"
DATE_FORMATS = ("%d/%m/%Y", "%Y-%m-%d")
YES_NO = {"oui": True, "non": False}
# spaces that French spreadsheets put between thousands
THOUSANDS = r"(?<=\d)[\u00a0\u202f ](?=\d{3}(?:\D|$))"


def typed_column(cells: pd.Series, kind: Kind) -> pd.Series:
    """Typed values of one text column; an empty cell and a cell of another kind are missing."""
    if kind == "text":
        return cells.astype("string").mask(cells == "")
    # each different text is converted once: a national column repeats few of them
    places, texts = pd.factorize(cells)
    converted = _converted(pd.Series(texts, dtype="string"), kind)
    return converted.take(places).set_axis(cells.index)


def _converted(cells: pd.Series, kind: Kind) -> pd.Series:
    if kind == "date":
        return _dates(cells)
    if kind == "yes_no":
        return cells.str.lower().map(YES_NO).astype("boolean")
    plain = cells.astype("string").str.replace(THOUSANDS, "", regex=True)
    pattern = INTEGER if kind == "integer" else DECIMAL
    plain = plain.where(plain.str.fullmatch(pattern).fillna(False).astype(bool))
    numbers = pd.to_numeric(plain.str.replace(",", ".", regex=False), errors="coerce")
    return numbers.astype("Int64" if kind == "integer" else "Float64")


def typed_frame(frame: pd.DataFrame, columns: tuple[Column, ...]) -> pd.DataFrame:
    """Typed twin of a raw frame: the declared columns that it has, in declared order."""
    present = [column for column in columns if column.name in frame]
    return pd.DataFrame(
        {column.name: typed_column(frame[column.name], column.kind) for column in present},
        index=frame.index,
    )


def _dates(cells: pd.Series) -> pd.Series:
    parsed = pd.Series(pd.NaT, index=cells.index, dtype="datetime64[s]")
    for pattern in DATE_FORMATS:
        attempt = pd.to_datetime(cells, format=pattern, errors="coerce").astype("datetime64[s]")
        parsed = parsed.fillna(attempt)
    return parsed
