"""Templates of papers: texts with named blanks, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from banfa.law.notices import ADDRESSEE
from banfa.papers.blanks import Blank, Source, blanks_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.papers.model import Cell, Origin


@dataclass(frozen=True)
class PaperTemplate:
    """What letters and forms have in common.

    `name` is stable and English, `zh` what the paper is called. `known`: values that follow from the city.
    """

    name: str
    zh: str
    title: str
    origins: tuple[Origin, ...]
    known: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), kw_only=True)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text with blanks, in the order of the paper."""
        return (self.title,)

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """The blanks of the paper, in order."""
        return tuple(blanks_of(*self.texts))

    @property
    def asked(self) -> tuple[Blank, ...]:
        """The blanks that the person who drafts fills in."""
        return tuple(b for b in self.blanks if b.source is Source.PERSON)

    @property
    def taken(self) -> Mapping[str, str]:
        """The blanks that a case or the bureau fills in: name to what they call it (`provider.name`)."""
        return {b.name: b.key for b in self.blanks if b.source in {Source.CASE, Source.BUREAU}}

    @property
    def of_office(self) -> tuple[Blank, ...]:
        """The blanks that the office fills in after the paper is signed."""
        return tuple(b for b in self.blanks if b.source is Source.OFFICE)


@dataclass(frozen=True)
class LetterTemplate(PaperTemplate):
    """A document: `body` is paragraphs parted by empty lines; `attachments` those it always has.

    `act`, `also` and `imposes` are its notice's: what it comes to, and which remedies its body imposes.
    """

    body: str
    addressee: str = ADDRESSEE
    attachments: tuple[str, ...] = ()
    copies: str = "{抄送}"
    act: str = ""
    also: tuple[str, ...] = ()
    imposes: frozenset[str] = frozenset()

    @property
    def texts(self) -> tuple[str, ...]:
        """Number, title, to whom, body, attachments, signature, notes."""
        attachments = (*self.attachments, "{附件}")
        foot = ("{主管部门}", "{日期}", "{联系方式}", "{公开属性}", self.copies)
        return ("{文号}", self.title, self.addressee, self.body, *attachments, *foot)


@dataclass(frozen=True)
class FormTemplate(PaperTemplate):
    """A form: rows of cells whose text has blanks; `columns` where a list follows, filled from `listed`."""

    rows: tuple[tuple[Cell, ...], ...]
    columns: tuple[str, ...] = ()
    listed: str = ""
    empty_rows: int = 0
    note: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Title, cells, list, note."""
        cells = tuple(cell.text for row in self.rows for cell in row)
        return ("{主管部门}", self.title, *cells, self.listed, self.note)


def know(template: PaperTemplate, **known: str) -> PaperTemplate:
    """The template with values that need not be asked for any more."""
    return replace(template, known=MappingProxyType({**template.known, **known}))
