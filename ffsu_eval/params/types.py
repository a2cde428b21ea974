"""Types of parameters: each reads the text of the file, or refuses it with a French reason.

A value that is already of the declared type passes, so that a notebook can hand back its own cell.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, StringConstraints

INTEGER = re.compile(r"[+-]?\d{1,12}")
DECIMAL = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,12})?")
YES_NO = {"oui": True, "non": False, "true": True, "false": False}


def _integer(value: Any) -> Any:
    if isinstance(value, str):
        if not INTEGER.fullmatch(value):
            raise ValueError("nombre entier attendu")
        return int(value)
    return value


def _decimal(value: Any) -> Any:
    if isinstance(value, str):
        if not DECIMAL.fullmatch(value):
            raise ValueError("nombre attendu (par exemple 1,5)")
        return float(value.replace(",", "."))
    return value


def _yes_no(value: Any) -> Any:
    if isinstance(value, str):
        if value.lower() not in YES_NO:
            raise ValueError("« oui » ou « non » attendu")
        return YES_NO[value.lower()]
    return value


def parse_date(value: Any) -> Any:
    """A calendar date written AAAA-MM-JJ or JJ/MM/AAAA."""
    if isinstance(value, str):
        for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(value, pattern).date()
            except ValueError:
                continue
        raise ValueError("date attendue (AAAA-MM-JJ ou JJ/MM/AAAA)")
    return value


Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
Slug = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
]
Identifier = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-Za-z0-9_.\-]{1,40}$")]
InseeCode = Annotated[str, StringConstraints(strict=True, pattern=r"^\d[0-9AB]\d{3}$")]
ClockTime = Annotated[str, StringConstraints(strict=True, pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Integer = Annotated[int, BeforeValidator(_integer)]
Year = Annotated[int, BeforeValidator(_integer), Field(ge=1990, le=2100)]
Decimal = Annotated[float, BeforeValidator(_decimal)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Date = Annotated[
    date, BeforeValidator(parse_date), PlainSerializer(lambda d: d.isoformat(), return_type=str)
]
