"""Writes every sentence that can be said of the five cities anew: `python -m tests.sentences`.

The files are kept: whoever changes words reads the difference as a person who would sign them.
"""

from __future__ import annotations

from pathlib import Path

from banfa.cities.sentences import write_sentences
from tests.five_cities import load_five

FOLDER = Path(__file__).parent / "plugins" / "sentences"


def main() -> None:
    """Write a file for each installed city."""
    cities = load_five()
    for name in cities.names():
        (FOLDER / f"{name}.txt").write_text(write_sentences(cities.profile(name)), "utf-8")


if __name__ == "__main__":
    main()
