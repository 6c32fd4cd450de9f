"""What people read is said in the officials' words: of each thing one, at every door."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import banfa
from tests.papers.samples import TEMPLATES

ROOT = Path(banfa.__file__).parent
RETIRED = {
    "令牌": "接口密钥",
    "预警": "线索；所做的核对为情形监测",
}
"""Words for a thing that officials call otherwise, and what they call it."""
AT_DOORS = {**RETIRED, "评价凭证": "计分底稿", "内部程序": "内部工作规程"}
"""The same in what the API and the pages say of themselves."""
SOURCES = sorted(path for kind in ("*.py", "*.html", "*.js") for path in ROOT.rglob(kind))


def find_retired(path, words):
    """The lines of a file that use a word, with what to say instead."""
    found = re.compile("|".join(words))
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        for word in found.findall(line):
            yield f"{path.relative_to(ROOT)}:{number}: {word} is retired, say {words[word]}"


def test_no_file_uses_a_retired_word():
    assert [line for path in SOURCES for line in find_retired(path, RETIRED)] == []


def test_neither_the_api_nor_a_page_does():
    doors = [path for path in SOURCES if path.is_relative_to(ROOT / "web")]
    assert len(doors) > 100
    assert [line for path in doors for line in find_retired(path, AT_DOORS)] == []


@pytest.mark.parametrize("word", AT_DOORS)
def test_the_api_document_does_not_either(word):
    assert word not in (ROOT / "web" / "api" / "openapi.json").read_text("utf-8")


ON_PAPER = ("处罚", "决定书", "出库", "除名", "准予", "许可", "受理决定")
"""Words of penalties and licences, and what nobody calls a removal: no paper says them."""


@pytest.mark.parametrize("paper", TEMPLATES.values(), ids=TEMPLATES)
def test_no_paper_of_any_city_says_what_a_pool_may_not(paper):
    labels = [cell.label for row in getattr(paper, "rows", ()) for cell in row]
    words = "".join((paper.zh, *paper.texts, *labels, *getattr(paper, "columns", ())))
    assert [word for word in ON_PAPER if word in words] == []
    assert "文号" not in paper.title


def test_one_that_does_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.test_official_words.ROOT", tmp_path)
    (tmp_path / "x.py").write_text('"请携带令牌"\n', "utf-8")
    assert list(find_retired(tmp_path / "x.py", RETIRED)) == ["x.py:1: 令牌 is retired, say 接口密钥"]
