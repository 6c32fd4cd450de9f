"""The page of a provision in officials' words: `banfa city show` names keys and files besides."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from banfa.law import Choice, OpenNumber
from banfa.law.settle import open_terms
from banfa.reasoning.wording import quote
from banfa.web.console.terms_words import describe_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banfa.cities.pages.page import Section
    from banfa.law import Edition
    from banfa.law.settle import OpenTerm

INDENT: Final = 2
"""Blanks a level by which lines of a section are indented."""

_KEY: Final = r"[a-z][a-z0-9_.:@#\[\]-]*"
_IN_BRACKETS: Final = re.compile(rf"（{_KEY}(?:后段|前段)?）")
_AT_START: Final = re.compile(rf"^{_KEY}(?:后段|前段)?(?: |：)")
_COLUMN: Final = re.compile(r"(?:，日期取)? [a-z_]+(?=，|$)")
_TITLE: Final = re.compile(rf"^(规则|口径|选择|待定事项) {_KEY}(?:后段|前段)? ?")
_SETTING: Final = re.compile(r"^设定 (?P<key>[^：]+)：(?P<value>.*)$")
_IS_KEY: Final = re.compile(rf"^(?:{_KEY}|cases/\S+)$")

Line = tuple[str, int, str]
"""A heading, how deep its words are indented, and the words."""


def word_sections(edition: Edition, sections: Sequence[Section]) -> list[tuple[str, list[Line]]]:
    """Word the sections of a provision's page for people who do not write plugins."""
    terms = open_terms(edition)
    return [(_word_title(section.title), list(_word_rows(section.rows, terms))) for section in sections]


def _word_title(title: str) -> str:
    """Give a title without the key: 规则：超过三成企业不满意."""
    named = _TITLE.sub(r"\1：", title).rstrip("：")
    return re.sub(r"（[0-9.]+）$", "", named)


def _word_rows(rows: Sequence[tuple[str, str]], terms: Mapping[str, OpenTerm]) -> Iterator[Line]:
    for heading, words in rows:
        bare = words.lstrip(" ")
        depth = (len(words) - len(bare)) // INDENT
        yield "" if _IS_KEY.match(heading) else heading, depth, _word_line(bare, terms)


def _word_line(words: str, terms: Mapping[str, OpenTerm]) -> str:
    setting = _SETTING.match(words)
    if setting:
        return _word_setting(terms.get(setting["key"]), setting["value"])
    return _COLUMN.sub("", leave_out_keys(words))


def leave_out_keys(words: str) -> str:
    """Leave the keys out by which programs know terms and options."""
    return _AT_START.sub("", _IN_BRACKETS.sub("", words))


def _word_setting(term: OpenTerm | None, value: str) -> str:
    """Say under which setting a case is."""
    if isinstance(term, Choice):
        chosen = next((option.zh for option in term.options if option.key == value), value)
        return f"口径{quote(term.zh)}取：{chosen}"
    if isinstance(term, OpenNumber):
        return f"{term.zh}设为：{describe_value(term, int(value))}"
    return f"设定：{describe_value(term, json.loads(value))}" if term else f"设定：{value}"
