"""The papers: what they name is there, and the standard is answered number by number."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

TREE = Path(__file__).parent.parent
GLOBS = ("*.md", "docs/**/*.md", "deploy/*.md", "plugins/*.md")
PAPERS = [path for glob in GLOBS for path in TREE.glob(glob)]
PATH = re.compile(r"`((?:tests|core|deploy|docs|plugins)/[^`<\s]*)`")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")

ASVS = """
1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2 2.1:1-3 2.2:1-3 2.3:1-4 2.4:1 3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2
4.1:1-3 4.2:1 4.3:1-2 4.4:1-4 5.1:1 5.2:1-3 5.3:1-2 5.4:1-3 6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3
6.8:1-4 7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2 8.1:1-2 8.2:1-3 8.3:1 8.4:1 9.1:1-3 9.2:1-4 10.1:1-2
10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1 11.6:1
12.1:1-3 12.2:1-2 12.3:1-4 13.1:1 13.2:1-5 13.3:1-2 13.4:1-5 14.1:1-2 14.2:1-4 14.3:1-3 15.1:1-3 15.2:1-3
15.3:1-7 16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1 17.2:1-4 17.3:1-2
"""
"""The requirements of levels 1 and 2 of ASVS 5.0.0 by section; those of level 3 are left out."""


def list_requirements():
    """Every number of the standard."""
    for section in ASVS.split():
        prefix, _, spans = section.partition(":")
        for span in spans.split(","):
            first, _, last = span.partition("-")
            yield from (f"{prefix}.{number}" for number in range(int(first), int(last or first) + 1))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(TREE)))
def test_names_what_is_there(paper):
    text = paper.read_text("utf-8")
    links = [str(name) for name in LINK.findall(text) if not (paper.parent / name).exists()]
    assert links + [name for name in PATH.findall(text) if not _is_there(name)] == []


def _is_there(name):
    """Whether a path exists, and what is named in it after `::` stands there."""
    path, *names = name.split("::")
    if not (TREE / path).exists():
        return False
    return all(re.search(rf"(class|def) {part}\b", (TREE / path).read_text("utf-8")) for part in names)


def test_each_requirement_of_the_standard_has_one_answer():
    lines = (TREE / "docs/asvs.md").read_text("utf-8").splitlines()
    rows = [line.split("|") for line in lines if "|" in line]
    answers = {number: row for row in rows for number in re.findall(r"\d+\.\d+\.\d+", row[1])}
    counts = Counter(number for row in rows for number in re.findall(r"\d+\.\d+\.\d+", row[1]))
    assert counts == Counter(list_requirements())
    assert {row[2].strip() for row in answers.values()} <= {"held", "none", "operator", "not held"}
    assert [number for number, row in answers.items() if not row[3].strip()] == []
