"""Reading the class that declares a kind.

What is wrong with it is said when it is imported, with file, line and mend.
"""

from __future__ import annotations

import linecache
import re
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NoReturn, Self

from sqlalchemy import BigInteger, Table
from sqlalchemy.types import Text

from banfa.database.rows import ColumnSpec
from banfa.ledger.entries.fields import PERSONS, Field, Reference
from banfa.ledger.entries.origin import NOT_FOR_DISTRICTS, ORIGIN, SUBJECTS
from banfa.trust.actor import DISTRICT

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_INDEX_BYTES: Final = 2_600
"""Of one row of an index: PostgreSQL takes 2,704, some of which are its own."""
_MAX_FIXED_BYTES: Final = 16
"""What a column that is no text takes at most, with its alignment."""
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")


class DeclarationError(TypeError):
    """A kind is declared in a way that cannot be meant."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a class is declared."""

    file: str
    line: int
    name: str

    @classmethod
    def of_class(cls, name: str, *, depth: int) -> Self:
        """The place of the class statement, `depth` frames above the caller."""
        frame = sys._getframe(depth + 1)  # noqa: SLF001 - what `inspect` does, without reading the file
        return cls(frame.f_code.co_filename, frame.f_lineno, name)

    def fail(self, what: str, *, line: int = 0) -> NoReturn:
        """Raise DeclarationError naming the place."""
        raise DeclarationError(f"{self.file}:{line or self.line}: {self.name}{what}")

    def find_line(self, field: str) -> int:
        """The line on which the class annotates a field."""
        lines = linecache.getlines(self.file)
        pattern = re.compile(rf"\s+{field}\s*:")
        return next((n for n in range(self.line, len(lines) + 1) if pattern.match(lines[n - 1])), self.line)


def _check_field(place: Place, name: str, spec: Any, annotation: str) -> Field | Reference:
    """Give a field back if it says all it must.

    Raises DeclarationError for one without label or bound, or whose annotation says another type.
    """
    if not isinstance(spec, Field | Reference):
        mend = 'say it once, as in `text("合同编号", max_length=100)`'
        place.fail(f".{name} has no label and no bound: {mend}", line=place.find_line(name))
    if not _CHINESE.search(spec.zh):
        place.fail(f".{name} has no label: give it its Chinese name first", line=spec.line)
    if isinstance(spec, Reference):
        if annotation.removesuffix(" | None") != "int":
            place.fail(f".{name} refers to an entry: annotate it `int`", line=spec.line)
        return spec
    if not spec.check and spec.type is not bool:
        place.fail(f".{name} has no bound: its specifier gives no CHECK", line=spec.line)
    declared = re.split(r"[\[ ]", annotation)[0]
    if declared != spec.type.__name__:
        place.fail(f".{name} holds a {spec.type.__name__}: annotate it so", line=spec.line)
    if spec.searchable and spec.secret_from:
        place.fail(f".{name} is secret from some: it cannot be searched by all", line=spec.line)
    if spec.sortable and annotation != "str":
        place.fail(f".{name} is what entries are put in order by: annotate it `str`", line=spec.line)
    if spec.personal and spec.personal not in PERSONS:
        known = ", ".join(PERSONS)
        place.fail(f".{name}: personal={spec.personal!r} names nobody; say one of {known}", line=spec.line)
    return spec


def check_indexes(place: Place, table: Table, sizes: Mapping[str, int]) -> None:
    """Raise DeclarationError where the texts of an index, of these bytes, can be longer than it can hold."""
    for index in table.indexes:
        included = [table.c[name] for name in index.dialect_options["postgresql"]["include"] or ()]
        size = 0
        for column in (*index.columns, *included):
            size += sizes[column.name] if isinstance(column.type, Text) else _MAX_FIXED_BYTES
        if size > MAX_INDEX_BYTES:
            mend = "give its texts a smaller max_length"
            place.fail(f": the index {index.name} can need {size} of {MAX_INDEX_BYTES} bytes a row: {mend}")


def take_specs(cls: type, place: Place) -> dict[str, Field | Reference]:
    """Take the fields off the class, each with its name, and leave its column for `TenantRow` to take."""
    specs: dict[str, Field | Reference] = {}
    for name, annotation in cls.__annotations__.items():
        spec = _check_field(place, name, vars(cls).get(name), annotation)
        given = not annotation.endswith("| None")
        if isinstance(spec, Reference):
            specs[name] = replace(spec, name=name, required=given)
            setattr(cls, name, ColumnSpec(BigInteger()))
        else:
            specs[name] = replace(spec, name=name, required=given and spec.load_default is None)
            setattr(cls, name, ColumnSpec(spec.column))
    return specs


def list_secrets(specs: Mapping[str, Field | Reference]) -> dict[str, frozenset[str]]:
    """Name, by role, the columns that it may not see; where a record came from no subject does."""
    secrets: dict[str, set[str]] = {role: set(ORIGIN) for role in SUBJECTS}
    secrets[DISTRICT] = set(NOT_FOR_DISTRICTS)
    for name, spec in specs.items():
        for role in spec.secret_from:
            secrets.setdefault(role, set()).add(name)
    return {role: frozenset(names) for role, names in secrets.items()}
