"""Every hook has a docstring whose example runs, and stands in the guide for authors."""

import inspect
import textwrap
import types
from pathlib import Path

import pytest

from banfa.cities import hookspecs
from banfa.cities.loading.plugin import ANSWER_TYPES, HOOKS, compile_plugin

GUIDE = Path(__file__).parents[2] / "plugins" / "README.md"


def example(name):
    """The code of a hook's example."""
    _, _, code = str(inspect.getdoc(getattr(hookspecs, name))).partition("Example::\n")
    return textwrap.dedent(code)


def load_example(name, tmp_path):
    """A module made of a hook's example and, where it is another's, the two required ones."""
    module = types.ModuleType("banfa_example")
    module.__file__ = str(tmp_path / "__init__.py")
    for hook in dict.fromkeys((*hookspecs.REQUIRED, name)):
        exec(compile(example(hook), hook, "exec"), vars(module))  # noqa: S102 - our own documentation
    return compile_plugin(module, "jiangcheng")


class TestEveryHook:
    def test_is_listed_with_what_it_answers(self):
        specs = {n for n, v in vars(hookspecs).items() if hasattr(v, f"{hookspecs.PROJECT}_spec")}
        assert specs == set(HOOKS)

    @pytest.mark.parametrize("name", HOOKS)
    def test_has_an_example_that_runs(self, name, tmp_path):
        (tmp_path / "cases").mkdir()
        (tmp_path / "cases" / "clauses.yaml").touch()
        profile = load_example(name, tmp_path)
        said = getattr(profile, "cases" if name == "worked_cases" else name)
        assert said
        if name != "city":
            assert all(isinstance(v, ANSWER_TYPES[name]) for v in said)

    @pytest.mark.parametrize("name", HOOKS)
    def test_stands_in_the_guide(self, name):
        assert f"`{name}`" in GUIDE.read_text("utf-8")

    @pytest.mark.parametrize("name", HOOKS)
    def test_says_what_it_is_for_before_its_example(self, name):
        prose, _, _ = str(inspect.getdoc(getattr(hookspecs, name))).partition("Example::")
        assert len(prose.split()) > 8
