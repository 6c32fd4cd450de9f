"""A row's class is its table: columns, NULL by annotation, narrowed reading, frozen rows."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass
from datetime import date

import msgspec
import pytest
from sqlalchemy import BigInteger, Column, Identity, MetaData, UniqueConstraint, func
from sqlalchemy.dialects import postgresql

from banfa.database import base
from banfa.database.rows import JsonOf, TenantRow, date_column, text_column
from banfa.database.tenancy import select
from tests.database.bare_reads import bare_tables


@pytest.fixture(scope="module")
def library():
    """Two classes beside Banfa's own metadata."""
    banfa, base.metadata = base.metadata, MetaData(naming_convention=base.metadata.naming_convention)
    try:
        base.control_table("tenant", Column("id", BigInteger, Identity(), primary_key=True))

        class Shelf(TenantRow, table="shelf", constraints=(UniqueConstraint("tenant_id", "name"),)):
            id: int
            name: str = text_column()
            made_on: date | None = date_column()

        class Book(TenantRow, table="book", refers={"shelf_id": "shelf"}):
            id: int
            shelf_id: int
            title: str = text_column(default="'untitled'")

        yield Shelf, Book
    finally:
        base.metadata = banfa


@pytest.mark.usefixtures("own_metadata")
def test_rows_are_joined_whatever_is_declared_later():
    class Loan(TenantRow, table="loan", refers={"volume_id": "volume"}):
        id: int
        volume_id: int

    class Volume(TenantRow, table="volume"):
        id: int

    number = Loan.c.id.label("number")
    both = Loan.rows.join(Volume.rows, Volume.c.id == Loan.c.volume_id)
    statement = select(number).select_from(both).order_by(number.desc())
    assert "ORDER BY number DESC" in str(statement.compile(dialect=postgresql.dialect()))


class TestARow:
    def test_says_its_columns_in_order(self, library):
        shelf, book = library
        assert (shelf.names, book.names) == (("id", "name", "made_on"), ("id", "shelf_id", "title"))

    def test_may_be_null_where_its_annotation_says_so(self, library):
        shelf, _ = library
        assert {c.name for c in shelf.table.c if c.nullable} == {"made_on"}

    def test_is_frozen(self, library):
        row = library[0].make((1, "law", None))
        with pytest.raises(FrozenInstanceError):
            row.name = "order"

    def test_equals_another_that_says_the_same(self, library):
        shelf, _ = library
        assert shelf.make((1, "law", None)) == shelf(id=1, name="law", made_on=None)

    def test_refuses_a_tuple_of_another_length(self, library):
        with pytest.raises(ValueError, match="zip"):
            library[0].make((1, "law"))

    def test_refuses_a_field_without_a_column(self, library):
        with pytest.raises(TypeError, match=r"Shelf2\.colour has no column"):

            class Shelf2(TenantRow, table="shelf2"):
                id: int
                colour: str


class TestAStatement:
    def test_names_the_tenant_wherever_it_reads(self, library):
        shelf, book = library
        other = book.alias("other")
        statement = (
            select(shelf.c.name, func.count(other.c.id))
            .select_from(shelf.rows.outerjoin(other, other.c.shelf_id == shelf.c.id))
            .where(~book.select().where(book.c.shelf_id == shelf.c.id).exists())
            .group_by(shelf.c.name)
        )

        assert str(statement).count(".tenant_id = :tenant") == 3
        assert bare_tables(statement) == set()

    @pytest.mark.parametrize("where", ["from", "join", "exists", "subquery", "update"])
    def test_that_reads_a_table_bare_is_found_out(self, library, where):
        shelf, book = library
        statement = {
            "from": select(shelf.table.c.name),
            "join": select(shelf.c.name).join(book.table, book.table.c.shelf_id == shelf.c.id),
            "exists": shelf.select().where(select(book.table.c.id).exists()),
            "subquery": select(select(shelf.table.c.id).subquery().c.id),
            "update": shelf.table.update().where(shelf.table.c.id.in_(select(book.table.c.shelf_id))),
        }[where]

        assert bare_tables(statement) == ({"shelf"} if where in {"from", "subquery"} else {"book"})


@dataclass(frozen=True)
class Loan:
    """What a JSON column might hold."""

    to: str
    until: date | None = None


class TestJsonOfADeclaredShape:
    LOANS = JsonOf(tuple[Loan, ...])
    DIALECT = postgresql.dialect()

    def test_comes_back_as_it_was_given(self):
        loans = (Loan("Wang", date(2026, 3, 31)), Loan("Li"))
        data = self.LOANS.process_bind_param(loans, self.DIALECT)
        assert data == ({"to": "Wang", "until": "2026-03-31"}, {"to": "Li", "until": None})
        assert self.LOANS.process_result_value(data, self.DIALECT) == loans

    def test_is_none_where_there_is_none(self):
        assert self.LOANS.process_bind_param(None, self.DIALECT) is None
        assert self.LOANS.process_result_value(None, self.DIALECT) is None

    def test_is_nothing_else(self):
        with pytest.raises(msgspec.ValidationError, match="until"):
            self.LOANS.process_result_value([{"to": "Wang", "until": "soon"}], self.DIALECT)
