"""Every column of every tenant's table is bound to the audit chain, or says why it is not."""

from dataclasses import replace

import pytest
from sqlalchemy import Column, Text

from banfa.database.base import metadata
from banfa.database.rows import BOUND, UNBOUND
from banfa.trust.seals import list_sealed_columns
from tests.binding import PAGE, list_tables, list_unexplained, render_page


def test_nothing_is_bound_to_nothing_without_a_reason():
    assert not list(list_unexplained())


def test_the_page_says_what_is_so():
    assert PAGE.read_text(encoding="utf-8") == render_page(), "python -m tests.binding"


def test_a_new_column_is_sealed_by_itself():
    (person,) = (table for table in list_tables() if table.name == "person")
    person.append_column(Column("added", Text))
    try:
        assert "added" in list_sealed_columns(person)
    finally:
        person._columns.remove(person.c.added)  # there is no public way


@pytest.mark.parametrize("name", ["person", "contract"])
def test_a_table_that_says_nothing_is_found(monkeypatch, name):
    table = metadata.tables[name]
    monkeypatch.setitem(table.info, BOUND, None)
    monkeypatch.setitem(table.info, UNBOUND, "")
    assert list(list_unexplained()) == [name]


def test_a_loose_column_without_a_reason_is_found(monkeypatch):
    table = metadata.tables["contract"]
    bound = replace(table.info[BOUND], loose={**table.info[BOUND].loose, "amount": ""})
    monkeypatch.setitem(table.info, BOUND, bound)
    assert list(list_unexplained()) == ["contract.amount"]
