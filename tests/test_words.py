"""The lint of names and words finds what it should, and no more."""

import ast

import pytest

from tests.words import Module, find_complaints, find_uses, is_participle


def module(name, source, *, path=None):
    return Module(name, path or f"core/{name.replace('.', '/')}.py", ast.parse(source))


def keys(*modules):
    return {f"{c.rule} {c.path} {c.name}" for c in find_complaints(list(modules))}


class TestWords:
    @pytest.mark.parametrize(
        ("source", "key"),
        [
            ("class Flaw: pass", "word core/banfa/x.py Flaw"),
            ("def _f(house): pass", "word core/banfa/x.py house"),
            ("HOUSE_RULES: Final = 1", "word core/banfa/x.py HOUSE_RULES"),
            ('"""What is refused."""', "docstring core/banfa/x.py module:refused"),
            ('def _f():\n    """Raise the refusal."""', "docstring core/banfa/x.py _f:refusal"),
            ('A: Final = 1\n"""An opening."""', "docstring core/banfa/x.py module:opening"),
            ("def _f():\n    found = 1", "local core/banfa/x.py _f:found"),
            ("def _f():\n    for one in (): pass", "local core/banfa/x.py _f:one"),
        ],
    )
    def test_that_are_retired_are_named(self, source, key):
        assert keys(module("banfa.x", source)) == {key}

    @pytest.mark.parametrize(
        "source",
        [
            "orders_refused = 1",
            "ranks_behind = 1",
            "warehouse = 1",
            '"""At any moment, behind a proxy."""',
            "measure = 1",  # the regulation, outside the ledger
        ],
    )
    def test_of_the_domain_stay(self, source):
        assert keys(module("banfa.x", source)) == set()

    def test_say_what_to_say_instead(self):
        (complaint,) = find_complaints([module("banfa.x", "\nclass Flaw: pass")])
        assert str(complaint) == "core/banfa/x.py:2: Flaw: “flaw” is retired, say FieldError"


class TestFunctions:
    @pytest.mark.parametrize("name", ["shown", "_asked", "told_by_then", "repeated", "kept"])
    def test_named_by_a_participle_are_found(self, name):
        assert is_participle(name)

    @pytest.mark.parametrize("name", ["show", "settled_problems", "feed", "need", "list_rows", "find_round"])
    def test_named_otherwise_are_not(self, name):
        assert not is_participle(name)

    def test_used_at_home_only_take_an_underscore(self):
        home = module("banfa.x", "def helper(): pass\nhelper()")
        assert keys(home) == {"private core/banfa/x.py helper"}

    @pytest.mark.parametrize(
        "source",
        [
            "from banfa.x import helper",
            "from banfa import x\nx.helper()",
            "import banfa.x as y\ny.helper()",
            "a = 'banfa.x:helper'",
        ],
    )
    def test_used_elsewhere_do_not(self, source):
        home = module("banfa.x", "def helper(): pass")
        assert keys(home, module("banfa.y", source)) == set()
        assert find_uses([home, module("banfa.y", source)])["banfa.x.helper"] == {"banfa.y"}

    @pytest.mark.parametrize(
        "source",
        [
            "@blueprint.route('/')\ndef view(): pass",
            "@hook\ndef city(): pass",
            "def main(): pass",
            "__all__ = ['helper']\ndef helper(): pass",
            "def __getattr__(name): pass",
        ],
    )
    def test_called_by_name_from_outside_do_not(self, source):
        assert keys(module("banfa.x", source)) == set()


class TestConstants:
    @pytest.mark.parametrize("source", ["MAX_ROWS = 1", "_MAX: int = 1"])
    def test_without_final_are_found_in_core_only(self, source):
        name = source.partition(" ")[0].rstrip(":")
        assert keys(module("banfa.x", source)) == {f"constant core/banfa/x.py {name}"}
        assert keys(module("banfa_a.x", source, path="plugins/a/banfa_a/x.py")) == set()

    @pytest.mark.parametrize(
        "source",
        ["MAX: Final = 1", "MAX: Final[int] = 1", "T = TypeVar('T')", "LOW, HIGH = 1, 2", "rows = 1"],
    )
    def test_with_final_are_fine(self, source):
        assert keys(module("banfa.x", source)) == set()


class TestImports:
    def test_in_a_circle_are_printed_as_one_even_for_typing_alone(self):
        a = module("banfa.a", "from banfa.b import x")
        b = module("banfa.b", "from banfa import c")
        c = module("banfa.c", "if TYPE_CHECKING:\n    from banfa.a import y")
        assert keys(a, b, c) == {"circle core/banfa/a.py banfa.a -> banfa.b -> banfa.c -> banfa.a"}

    def test_in_a_circle_are_found_in_a_city_too(self):
        a = module("banfa_a.x", "from banfa_a.y import z", path="plugins/a/banfa_a/x.py")
        b = module("banfa_a.y", "from banfa_a.x import z", path="plugins/a/banfa_a/y.py")
        assert keys(a, b) == {"circle plugins/a/banfa_a/x.py banfa_a.x -> banfa_a.y -> banfa_a.x"}

    def test_without_a_circle_are_fine(self):
        assert keys(module("banfa.a", "from banfa.b import x"), module("banfa.b", "x = 1")) == set()
