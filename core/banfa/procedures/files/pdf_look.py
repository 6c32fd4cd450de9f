"""Looks through one PDF (ISO 32000) for what acts by itself; run as a process of its own, within limits.

Started by path (`python -I pdf_look.py FILE`), it imports nothing of Banfa, and prints one word: `sound`, or
why the file is not taken. A hostile file can make any parser compute for long or take much memory: the
process is given `SECONDS` of processor time and `MEMORY` bytes, and whoever has started it takes its death
for `unreadable`.
"""

from __future__ import annotations

import logging
import re
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

if TYPE_CHECKING:
    from collections.abc import Iterator

SOUND, ENCRYPTED, ACTIVE, UNREADABLE = "sound", "encrypted", "active", "unreadable"
SECONDS: Final = 10
MEMORY: Final = 1 << 30
MAX_OBJECTS: Final = 300_000
MAX_DEPTH: Final = 200

ACTING: Final = frozenset(
    {
        "/JavaScript",
        "/JS",
        "/Launch",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/RichMedia",
        "/XFA",
        "/ImportData",
        "/SubmitForm",
        "/GoToE",
    }
)
"""Names of actions and of what is carried inside: scripts, programs, files, forms that send."""
_LONG: Final = re.compile(
    b"|".join(
        re.escape(name.encode()) + rb"(?![0-9A-Za-z])" for name in sorted(ACTING) if len(name) > len("/XFA")
    )
)
_WRITTEN: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM: Final = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_SHORT: Final = re.compile(rb"/(?:JS|XFA)(?![0-9A-Za-z])")


def _look_at(path: Path) -> str:
    """Say of a file whether it is sound, and why not."""
    content = path.read_bytes()
    if _is_acting_as_written(content):
        return ACTIVE
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted:
            return ENCRYPTED
        pages = len(reader.pages)
        acting = any(_acts(part) for part in _list_objects(reader))
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        MemoryError,
        OSError,
    ):
        return UNREADABLE
    return ACTIVE if acting else SOUND if pages else UNREADABLE


def _is_acting_as_written(content: bytes) -> bool:
    """Whether the file, as it is written, names anything that acts: also in what no table leads to.

    A name may be written in hexadecimal (7.3.5). The short ones would be met by chance in what is compressed.
    """
    plain = _WRITTEN.sub(lambda match: bytes.fromhex(match[1].decode()), content)
    return bool(_LONG.search(plain) or _SHORT.search(_STREAM.sub(b"", plain)))


def _list_objects(reader: PdfReader) -> Iterator[Any]:
    """Every object that the tables lead to, those in compressed object streams too."""
    numbers = {(number, generation) for generation, at in reader.xref.items() for number in at}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > MAX_OBJECTS:
        message = "too many objects"
        raise ValueError(message)
    yield reader.trailer
    for number, generation in sorted(numbers):
        yield reader.get_object(IndirectObject(number, generation, reader))


def _acts(part: object, depth: int = 0) -> bool:
    """Whether an object, without those it refers to, names anything that acts."""
    if depth > MAX_DEPTH:
        message = "nested too deep"
        raise ValueError(message)
    if isinstance(part, NameObject):
        return str(part) in ACTING
    if isinstance(part, DictionaryObject):
        return any(
            str(name) in ACTING or (not isinstance(value, IndirectObject) and _acts(value, depth + 1))
            for name, value in dict.items(part)
        )
    if isinstance(part, ArrayObject):
        return any(
            not isinstance(value, IndirectObject) and _acts(value, depth + 1) for value in list.__iter__(part)
        )
    return False


def main() -> None:
    """Look at the file that is named, within the limits, and print the answer."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable()
    print(_look_at(Path(sys.argv[1])))  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
