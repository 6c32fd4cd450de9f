"""What a paper is once its blanks are filled: a letter in the parts of GB/T 9704, or a form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

VISIBLE_BLANK: Final = "________"
"""What stands where nobody has said anything yet."""


class Basis(StrEnum):
    """Why a bureau uses a paper at all."""

    MEASURE = "办法条款"
    GENERAL_LAW = "一般法要求"
    INTERNAL = "内部工作规程"


@dataclass(frozen=True)
class Origin:
    """Where a paper comes from: the kind of basis and the citation."""

    basis: Basis
    citation: str

    def __str__(self) -> str:
        return f"{self.basis.value}：{self.citation}"


@dataclass(frozen=True)
class Letter:
    """A document (公文) in the parts of GB/T 9704—2012, without red head and seal.

    `number` (发文字号) comes from the bureau's office. `addressee` (主送) is empty where the paper is for the
    public. `attachments` (附件说明) and `copies` (抄送) are left out where empty. `contact` and
    `disclosure` (公开属性) stand in the 附注. `blanks` names what is not filled in.
    """

    name: str
    number: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    attachments: tuple[str, ...]
    signed_by: str
    signed_on: str
    contact: str
    disclosure: str
    copies: str
    origins: tuple[Origin, ...]
    blanks: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """A labelled place of a form. `lines` is how many lines of writing it leaves room for.

    Without a label `text` runs over the whole width. A place for a signature is signed on paper and never a
    blank of the model; any other that nobody has filled in is empty, to be written in by hand.
    """

    label: str
    text: str
    lines: int = 1
    signature: bool = False


@dataclass(frozen=True)
class Table:
    """A list within a form: names of columns, rows of as many cells, empty ones to be written in by hand."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Form:
    """A sheet of the file (表单): rows of one or two labelled cells, then a list where it has one.

    `note` is what stands below. `blanks` names what is not filled in.
    """

    name: str
    title: str
    bureau: str
    rows: tuple[tuple[Cell, ...], ...]
    table: Table | None
    note: str
    origins: tuple[Origin, ...]
    blanks: tuple[str, ...]


Paper = Letter | Form
