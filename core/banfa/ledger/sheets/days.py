"""Days as officials write them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any, Final

from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.sheets.numbers import normalise

_FORMS: Final = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII),
)
_TIME: Final = re.compile(r"\s+\d{1,2}:\d{2}(:\d{2})?$", re.ASCII)
_FIRST: Final = date(1899, 12, 30)
"""Day 0 of a spreadsheet, which takes 1900 for a leap year."""
_MAX_NUMBER: Final = 200_000
"""The day numbered so lies in 2447; what is larger is eight digits of a day."""


def read_date(value: Any) -> str:
    """Read a day from a cell, as YYYY-MM-DD. Raises InvalidValue."""
    if isinstance(value, datetime):
        return str(value.date())
    if isinstance(value, date):
        return str(value)
    if isinstance(value, bool):
        raise InvalidValue("field_malformed", "应为日期")
    if isinstance(value, int | float):
        if value != int(value) and value < _MAX_NUMBER:
            value = int(value)  # with an hour of the day
        if 1 <= value < _MAX_NUMBER:
            return str(_FIRST + timedelta(days=int(value)))
        value = str(int(value))
    text = _TIME.sub("", re.sub(r"\s*([年月日])\s*", r"\1", normalise(str(value))))
    for form in _FORMS:
        if match := form.fullmatch(text):
            try:
                return str(date(*map(int, match.groups())))
            except ValueError:
                raise InvalidValue("field_malformed", f"没有“{text}”这一天，请核对") from None
    raise InvalidValue("field_malformed", f"“{text[:40]}”不是日期，应如 2025-01-31")
