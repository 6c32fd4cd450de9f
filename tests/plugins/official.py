"""The official texts, kept outside the repository, and how to tell a summary from a copy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

MEASURES = Path(__file__).parents[3] / "shared" / "measures"
COPIED = 14
"""So many characters in a row are a copy, not a term of the trade."""


def official(city):
    """The path of a city's official text; skips where it is not at hand."""
    path = MEASURES / f"{city}.txt"
    if not path.exists():
        pytest.skip(f"no official text at {path}")
    return path


def bare(text):
    """Without blanks, punctuation of one width."""
    return re.sub(r"\s", "", text).translate(str.maketrans(",;:()", "，；：（）"))


def find_copied(words, text):
    """The words, or runs of them, that stand in the text as they are."""
    whole = bare(text)
    for word in map(bare, words):
        for start in range(len(word) - COPIED + 1):
            run = word[start : start + COPIED]
            if run in whole:
                yield run
                break
