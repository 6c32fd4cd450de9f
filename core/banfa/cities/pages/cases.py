"""A worked case on a page: its name, file and line, what it states of its rule, and each situation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from banfa.cities.cases.case import UNTIMED_DAY, Case, Row, format_raw
from banfa.cities.cases.wording import format_expected_remedies, format_list
from banfa.reasoning.calendar import day_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

STATEMENTS: Final = ("力度", "性质", "措施", "要件", "阶段", "否则", "满分", "每", "不少于", "等级")
"""What a case says of its rule without any facts."""


def describe_case(case: Case, files: Mapping[str, str], terms: Collection[str]) -> Iterator[tuple[str, str]]:
    """The case as rows: name and place, then expectations.

    `files`: how to name each file; `terms`: the open terms whose settings matter on the page.
    """
    written = case.written
    name = written.name or written.target
    yield f"{files.get(written.file, written.file)}:{written.line}", f"{name}（{case.rule}）"
    for key in (key for key in written.settings if key in terms):
        yield "", f"设定 {key}：{_setting(written.settings[key])}"
    for key in STATEMENTS:
        if key in written.body:
            value = written.body[key]
            words = format_expected_remedies(value) if key == "措施" else format_list(value)
            yield "", f"{key} → {words}"
    for row in case.rows:
        yield "", f"{_situation(row)} → {_expectation(row.expected)}"


def _setting(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def _situation(row: Row) -> str:
    day = f"截至{day_of(row.as_of)}，" if row.as_of != UNTIMED_DAY else ""
    category = f"{row.category}，" if row.category else ""
    return f"{day}{category}{row.said}" or "没有任何记录"


def _expectation(expected: Any) -> str:
    if isinstance(expected, dict):
        return "，".join(f"{key} {_expectation(value)}" for key, value in expected.items())
    return format_raw(expected)
