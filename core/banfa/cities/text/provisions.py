"""An official text as its provisions: articles 第十二条, items （五）, numbered sub-items 1.

Texts come from gazettes, web pages and scans: lines broken anywhere, blanks inside words, markdown, brackets
of either width, chapter titles on the line of an article. An article opens where a line begins with the
number that comes next and the line before had ended; items and sub-items count upward inside their article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from banfa.errors import Malformed
from banfa.law.cite import parse_numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NUMERAL: Final = "零〇一二两三四五六七八九十"
ARTICLE: Final = re.compile(rf"第\s*([{NUMERAL}\s]+|[0-9０-９\s]+?)\s*条")
CHAPTER: Final = re.compile(rf"第\s*[{NUMERAL}\s]+\s*[章节]\s*\S*?(?=第\s*[{NUMERAL}]+\s*条|$)")
ITEM: Final = re.compile(rf"(?<![第条款项])[（(]([{NUMERAL}]+)[)）](?![项款])")
SUB: Final = re.compile(r"(?<![\d.,，、第])(\d{1,2})[.．、](?!\d)")
SENTENCE_END: Final = re.compile(r"[。；;：:！!？?”」』）)】》\]\-—]$")
PAGE: Final = re.compile(r"[-—–]+\s*\d+\s*[-—–]+|第\s*\d+\s*页.*")
NUMBER_ALONE: Final = re.compile(r"\d{1,3}")
"""A page number, but only where a sentence has ended: 超过 and 5 may stand on lines of their own."""
BREAK: Final = re.compile(r"-{3,}|—{3,}|\*{3,}")
MAX_TITLE: Final = 26
"""A line without punctuation up to this long is a title, not a sentence broken off."""


def read_official_text(path: Path) -> str:
    """Read a text file as an office keeps it: UTF-8 or GB 18030. Raises Malformed for anything else."""
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    detail = f"{path.name} 不是文本文件，请另存为纯文本（UTF-8）"
    raise Malformed("text_unreadable", detail, file=path.name)


def split_provisions(text: str) -> dict[str, str]:
    """Split an official text into {path: what it says}, in reading order; of what has a list, its heading."""
    out: dict[str, str] = {}
    for number, body in _split_articles(text):
        for path, words in _split(str(number), body, ITEM, parse_numeral):
            out.update(_split(path, words, SUB, int) if path.count(".") == 1 else [(path, words)])
    return out


def _split_articles(text: str) -> Iterator[tuple[int, str]]:
    """Split into articles without blanks. They count upward from one; a gap ends the text."""
    number, body, whole = 0, [""], 0
    before = ""
    for line in _lines(text):
        if NUMBER_ALONE.fullmatch(line) and SENTENCE_END.search(before):
            continue
        for fragment in _fragments(line):
            number_mark = ARTICLE.match(fragment)
            if number_mark and _value(number_mark[1]) == number + 1 and _may_open(before):
                if number:
                    yield number, "".join(body)
                number, body, whole = number + 1, [_bare(fragment[number_mark.end() :])], 0
            elif BREAK.fullmatch(fragment):
                whole = whole or len(body)  # what follows a rule after the last article is a signature
            elif not CHAPTER.fullmatch(fragment):
                body.append(_bare(fragment))
            before = fragment
    if number:
        yield number, "".join(body[: whole or None])


def _lines(text: str) -> Iterator[str]:
    for line in text.replace("\u3000", " ").splitlines():
        bare = re.sub(r"[#*＊]", "", line).strip()
        if bare and not PAGE.fullmatch(bare):
            yield bare


def _fragments(line: str) -> Iterator[str]:
    """A chapter's title, and what follows it on the same line."""
    chapter = CHAPTER.match(line)
    if chapter and chapter.end() < len(line):
        yield chapter[0]
        yield line[chapter.end() :].strip()
    else:
        yield line


def _may_open(before: str) -> bool:
    """Whether the line before had ended, so that the next can open an article."""
    short = len(_bare(before)) <= MAX_TITLE and not re.search(r"[，,。；;、]", before)
    return bool(SENTENCE_END.search(before)) or short or bool(CHAPTER.fullmatch(before))


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _value(numeral: str) -> int:
    bare = _bare(numeral)
    return int(bare) if bare.isdecimal() else parse_numeral(bare.replace("〇", "零"))


def _split(
    path: str, body: str, mark: re.Pattern[str], value: Callable[[str], int]
) -> Iterator[tuple[str, str]]:
    """The heading under its own path, then what each mark opens. One mark alone makes no list."""
    marks: list[re.Match[str]] = []
    for match in mark.finditer(body):
        if value(match[1]) == len(marks) + 1:
            marks.append(match)
    if len(marks) < 2:  # noqa: PLR2004 - a list has at least two items
        yield path, body
        return
    yield path, body[: marks[0].start()]
    ends = [*(m.start() for m in marks[1:]), len(body)]
    for n, (match, end) in enumerate(zip(marks, ends, strict=True), 1):
        yield f"{path}.{n}", body[match.end() : end]
