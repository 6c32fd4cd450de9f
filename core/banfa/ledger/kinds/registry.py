"""All kinds of entry, by name: every module of this room that declares one is found by itself."""

from __future__ import annotations

import importlib
import pkgutil
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from banfa.errors import Missing
from banfa.ledger import kinds
from banfa.ledger.entries.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from banfa.ledger.entries.entry import Kind


def _list_modules() -> Iterator[ModuleType]:
    for module in sorted(pkgutil.iter_modules(kinds.__path__), key=lambda module: module.name):
        if f"{kinds.__name__}.{module.name}" != __name__:
            yield importlib.import_module(f"{kinds.__name__}.{module.name}")


def _list_declared(module: ModuleType) -> list[Kind]:
    """List the kinds that a module declares."""
    rows = (value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Entry))
    return [row.declaration for row in rows if row.__module__ == module.__name__]


def _put_in_order(declared: dict[str, Kind]) -> dict[str, Kind]:
    """Put kinds in an order in which they can be recorded: what others refer to comes before them."""
    ordered: dict[str, Kind] = {}

    def place(kind: Kind) -> None:
        for reference in kind.references:
            if reference.kind != kind.name and reference.kind not in ordered:
                place(declared[reference.kind])
        ordered.setdefault(kind.name, kind)

    for kind in declared.values():
        place(kind)
    return ordered


_KINDS: Final = _put_in_order(
    {kind.name: kind for module in _list_modules() for kind in _list_declared(module)}
)
KINDS: Final = MappingProxyType(_KINDS)


def find_kind(name: str) -> Kind:
    """Find a kind by name. Raises Missing (`unknown_kind`) listing those there are."""
    kind = KINDS.get(name)
    if kind is None:
        offered = "、".join(KINDS)
        raise Missing("unknown_kind", f"台账没有“{name[:40]}”这一类；可用：{offered}。")
    return kind
