"""docs/clauses.md is what the five plugins say, and leaves no clause out."""

from tests.clauses import DOCUMENT, write_document
from tests.five_cities import load_five


def test_the_committed_table_is_what_the_plugins_say():
    assert DOCUMENT.read_text("utf-8") == write_document(), "run `make docs` and commit docs/clauses.md"


def test_every_clause_has_a_line_that_says_from_what_it_starts_and_by_what_it_ends():
    lines = [line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("| ")]
    keys = {line.split(" | ", 1)[0].strip("| ") for line in lines}
    cities = load_five()
    clauses = [c for name in cities.names() for c in cities.profile(name).latest.clauses]
    assert len(clauses) == 71
    assert {c.cite.key for c in clauses} <= keys
    assert [line for line in lines if line.rstrip("| ").count(" | ") != 7] == []
