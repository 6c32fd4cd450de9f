"""A declaration that cannot be meant is said so on import: file, line, and what to write instead."""

from __future__ import annotations

import importlib.util
import sys
import textwrap

import pytest
from sqlalchemy import MetaData

from banfa.database import base
from banfa.ledger.entries.declaring import DeclarationError

HEAD = """\
    from __future__ import annotations

    from banfa.database.rows import text_column
    from banfa.ledger.entries.entry import Entry
    from banfa.ledger.entries.specifiers import integer, key, money, text
"""


@pytest.fixture
def declare(tmp_path, monkeypatch):
    """Import a module that declares kinds, beside Banfa's own metadata."""
    monkeypatch.setattr(
        base, "metadata", MetaData(naming_convention=base.metadata.naming_convention), raising=True
    )

    def declare(body):
        path = tmp_path / "honours.py"
        path.write_text(textwrap.dedent(HEAD) + "\n\n" + textwrap.dedent(body), encoding="utf-8")
        spec = importlib.util.spec_from_file_location("honours", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, "honours", module)
        spec.loader.exec_module(module)
        return module

    return declare


def told(declare, body):
    with pytest.raises(DeclarationError) as caught:
        declare(body)
    file, line, message = str(caught.value).split(":", 2)
    assert file.endswith("honours.py")
    return int(line), message.strip()


class TestADeclaration:
    def test_of_a_kind_twice_names_the_first(self, declare):
        line, message = told(
            declare,
            """
            class Honour(Entry, name="honour", zh="荣誉", rights="field"):
                title: str = text("名称", max_length=10)


            class Prize(Entry, name="honour", zh="奖", rights="field"):
                title: str = text("名称", max_length=10)
            """,
        )
        assert line == 13
        assert message.startswith("Prize: the kind 'honour' is declared twice, first at ")
        assert message.endswith("honours.py:9: give this one another name")

    @pytest.mark.parametrize(
        ("field", "message"),
        [
            ("title: str", ".title has no label and no bound: say it once"),
            ("title: str = text_column()", ".title has no label and no bound: say it once"),
            ('title: str = text("", max_length=10)', ".title has no label: give it its Chinese name first"),
            ('title: str = text("title", max_length=10)', ".title has no label: give it"),
            ('title: int = text("名称", max_length=10)', ".title holds a str: annotate it so"),
            ('price: str = money("价格")', ".price holds a int: annotate it so"),
            (
                'title: str = text("名称", max_length=10, personal="nobody")',
                ".title: personal='nobody' names",
            ),
        ],
    )
    def test_without_label_or_bound_is_found_at_its_field(self, declare, field, message):
        line, found = told(
            declare, f'class Honour(Entry, name="honour", zh="荣誉", rights="field"):\n    {field}\n'
        )
        assert line == 9
        assert found.startswith(f"Honour{message}")

    @pytest.mark.parametrize("field", ['text("名称")', 'integer("名次")', 'integer("名次", minimum=1)'])
    def test_cannot_leave_a_bound_out(self, declare, field):
        with pytest.raises(TypeError, match=r"missing .* required keyword-only argument"):
            declare(
                f'class Honour(Entry, name="honour", zh="荣誉", rights="field"):\n    title: str = {field}\n'
            )

    def test_of_an_index_that_cannot_hold_its_texts_says_how_long_they_are(self, declare):
        line, message = told(
            declare,
            """
            class Honour(
                Entry, name="honour", zh="荣誉", rights="field", cover={"sheet": (("title", "by"), ())}
            ):
                title: str = key("名称")
                by: str = key("授予单位", max_length=200)
            """,
        )
        assert line == 9
        assert "the index ix_honour_sheet can need" in message
        assert message.endswith("give its texts a smaller max_length")
