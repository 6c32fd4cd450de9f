"""docs/law-language.md is what the code says, and leaves no word of the law out."""

from banfa.cities.catalogue import CATALOGUE
from banfa.law.values import WORDS
from tests.language import DOCUMENT, write_document


def test_the_committed_reference_is_what_the_code_says():
    assert DOCUMENT.read_text("utf-8") == write_document(), "run `make docs` and commit docs/law-language.md"


def test_every_word_of_law_and_every_fact_is_in_it():
    text = DOCUMENT.read_text("utf-8")
    assert [name for name in WORDS if name.isidentifier() and f"**`{name}`**" not in text] == []
    assert [fact.key for fact in CATALOGUE.values() if f"| {fact.key} |" not in text] == []
