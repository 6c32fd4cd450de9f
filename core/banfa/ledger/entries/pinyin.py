"""Chinese names in the order of a Chinese dictionary, and found by pinyin or its initials.

Readings are pypinyin's, which knows words as well as characters: 重庆 is chong qing, 长沙 chang sha. They are
no more than an order and a help: two names that read alike stay apart, and nothing is identified by them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.entries.values import BLANKS, INVISIBLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAX_CHARACTERS: Final = 100
"""Of a name, that count for its order."""
MAX_SORT_KEY_BYTES: Final = MAX_CHARACTERS * 11
"""A syllable of six letters, its tone, and a character of four bytes; a number takes no more."""
_DIGITS: Final = 8
"""To how many digits a number is filled up, so that 2号 stands before 10号."""

_LOADING: Final = Lock()
_BESIDE: Final = re.compile(f"[{BLANKS}{INVISIBLES}]")
_NUMBER: Final = re.compile("[0-9]+")
_CHARACTERS: Final = {"长": "cháng,zhǎng", "厦": "xià,shà"}
"""What a character of a firm's or a place's name is read as first, where pypinyin has another."""
_PLACES: Final = {
    "朝阳": "cháo yáng",
    "曾都": "zēng dū",
    "单县": "shàn xiàn",
    "会稽": "kuài jī",
    "大厦": "dà shà",
}
"""Words that pypinyin reads otherwise."""


def fold_text(text: str) -> str:
    """Give the form in which text is compared: NFKC, small letters, no blanks, nothing invisible."""
    return _BESIDE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def make_sort_key(name: str) -> str:
    """Make the key whose order by bytes (COLLATE "C") is that of names.

    Character by character: syllable, tone, then the character itself, so that one surname stays together.
    Latin letters stand among the syllables, numbers before them, by their value.
    """
    folded = _NUMBER.sub(lambda number: number[0].zfill(_DIGITS), fold_text(name))[:MAX_CHARACTERS]
    if not folded.isascii():
        pairs = zip(folded, _read_syllables(folded), strict=True)
        folded = "".join(char if read == char else f"{read}{char}" for char, read in pairs)
    return folded


def make_search_text(names: Iterable[str], codes: Iterable[str]) -> str:
    """Make the text that a search looks into, a line each: names, their initials and pinyin, and codes."""
    lines = []
    for name in map(fold_text, names):
        lines.append(name)
        if not name.isascii():
            pairs = zip(name, _read_syllables(name), strict=True)
            syllables = [read if read == char else read.rstrip("12345") for char, read in pairs]
            lines += ["".join(syllable[:1] for syllable in syllables), "".join(syllables)]
    return "\n".join([*lines, *map(fold_text, codes)])


def _read_syllables(folded: str) -> list[str]:
    """Read each character, as `chang2`; what is no Chinese character stays as it is."""
    with _LOADING:  # once: pypinyin's dictionaries are not to be changed while another thread reads them
        read = _load_reader()
    syllables = read(folded)
    return syllables if len(syllables) == len(folded) else [read(char)[0] for char in folded]


@cache
def _load_reader() -> Callable[[str], list[str]]:
    """Load pypinyin when the first name is written: its dictionaries take 0.3 s and 40 MB."""
    import pypinyin  # noqa: PLC0415 - see above

    pypinyin.load_single_dict({ord(char): readings for char, readings in _CHARACTERS.items()})
    pypinyin.load_phrases_dict({word: [[s] for s in reads.split()] for word, reads in _PLACES.items()})

    def read(text: str) -> list[str]:
        # What is no Chinese character comes back one by one, so that the list keeps step with the text.
        options: dict[str, Any] = {"style": pypinyin.Style.TONE3, "errors": list}
        return pypinyin.lazy_pinyin(text, neutral_tone_with_five=True, **options)

    return read
