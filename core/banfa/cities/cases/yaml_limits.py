"""Bounds on a YAML file before anything is built of it.

A few hundred bytes of aliases of aliases stand for gigabytes, and lists a thousand deep exhaust the stack.
The parser's events tell both without building a value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_BYTES: Final = 4 * 1024 * 1024
MAX_DEPTH: Final = 40
MAX_VALUES: Final = 500_000
"""How many values a file may come to, each alias counted as what it stands for."""
MAX_DIGITS: Final = 18

Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlLimitError(ValueError):
    """A file beyond the bounds; the message is a Chinese sentence, `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def check_yaml_limits(text: str) -> None:
    """Hold a text against the bounds. Raises YamlLimitError, and YAMLError where it is no YAML."""
    if len(text.encode()) > MAX_BYTES:
        raise YamlLimitError(f"文件超过{MAX_BYTES // 1024 // 1024}MB", 1)
    _measure(yaml.parse(text, Loader=Loader))


def _measure(events: Iterable[yaml.Event]) -> None:
    """Add the values up, inside out: a collection's own number is known when it ends."""
    sizes: dict[str | None, int] = {}
    open_collections: list[tuple[str | None, int]] = []
    values = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        match event:
            case yaml.CollectionStartEvent(anchor=anchor):
                open_collections.append((anchor, values))
                values += 1
            case yaml.CollectionEndEvent():
                anchor, before = open_collections.pop()
                sizes[anchor] = values - before
            case yaml.AliasEvent(anchor=anchor) if anchor not in sizes:
                raise YamlLimitError(f"“*{anchor}”指向它自己或还没有写的内容", line)
            case yaml.AliasEvent(anchor=anchor):
                values += sizes[anchor]
            case yaml.ScalarEvent(anchor=anchor):
                values += 1
                sizes[anchor] = 1
        if len(open_collections) > MAX_DEPTH:
            raise YamlLimitError(f"层次超过{MAX_DEPTH}层", line)
        if values > MAX_VALUES:
            raise YamlLimitError(f"展开后超过{MAX_VALUES}项（检查 & 和 * 的引用）", line)
