"""What can be wrong with one field: a stable code and a Chinese reason, gathered into one Malformed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from banfa.errors import Malformed

MOST_TOLD: Final = 100
"""Flaws named in one answer; a body that has more is told so."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Why a value is refused."""

    code: str
    zh: str


@dataclass(frozen=True, slots=True)
class Found:
    """A flaw and the path of the field that has it, e.g. rows[3].amount."""

    field: str
    flaw: Flaw


BAD_TEXT: Final = Flaw("unstorable_text", "含有不能保存的字符（空字符或不完整的编码），请删除后重试。")


def step(path: str, key: object) -> str:
    """The path of what stands under `key` (a name or a position) inside `path`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else str(key)


def flattened(messages: Any, path: str = "") -> Iterator[Found]:
    """The flaws in marshmallow's nested messages, each with its path."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from flattened(inner, path if key == "_schema" else step(path, key))
    elif isinstance(messages, list):
        for inner in messages:
            yield from flattened(inner, path)
    else:
        yield Found(path, messages)


def refusal(found: list[Found]) -> Malformed:
    """One refusal for all that was found; its code is that of the first flaw."""
    first = found[0]
    more = f"（共有{len(found)}处，见 errors）" if len(found) > 1 else ""
    where = f"{first.field}：" if first.field else ""
    return Malformed(first.flaw.code, f"{where}{first.flaw.zh}{more}", errors=entries(found[:MOST_TOLD]))


def entries(found: list[Found]) -> list[dict[str, str]]:
    """The flaws as the `errors` of an answer."""
    return [{"field": f.field, "code": f.flaw.code, "detail": f.flaw.zh} for f in found]
