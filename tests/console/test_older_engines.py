"""Our own style sheet and script use nothing that came after Chromium 80, which staff computers still run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from banfa.web.console.frame import assets

STATIC = Path(assets.__file__).parents[1] / "static"
NEWER = {
    "banfa.css": {
        r"(?<!grid-)\bgap:": "gap outside a grid (84)",
        r":(is|where|has)\(": ":is(), :where() (88), :has() (105)",
        r"(?<!:focus:not\():focus-visible": ":focus-visible (86), but for taking a ring away",
        r":not\([^)]*,": "a list in :not() (88)",
        r"(^|[\s;{])inset(-\w+)?:": "inset (87)",
        r"aspect-ratio:": "aspect-ratio (88)",
        r"accent-color": "accent-color (93)",
        r"@(layer|container|property|scope|starting-style)": "@layer (99), @container (105), @property (85)",
        r"\b(color-mix|oklch|lab|light-dark)\(": "colours by function (111)",
        r"\d[dsl]v[hw]\b": "dvh (108)",
        r"content-visibility|text-wrap|scrollbar-gutter|overflow: clip": "newer properties (85 to 114)",
        r"^\s*&|\{\s*&": "nesting (112)",
    },
    "banfa.js": {
        r"\.(replaceAll|at|findLast|findLastIndex|toSorted|toReversed|with)\(": "newer methods (85 to 110)",
        r"(\?\?|\|\||&&)=": "assignment with a condition (85)",
        r"structuredClone|Object\.(hasOwn|groupBy)|Promise\.(any|withResolvers)": "functions (85 to 119)",
        r"\breplaceChildren\(|randomUUID|\binert\b|popover": "newer parts of the page (86 to 114)",
        r"^\s*#\w+\(|static \{": "private methods (84), static blocks (94)",
        r"^(await|import) ": "await outside a function (89)",
        r"/[gimsuy]*[dv][gimsuy]*(?=[.,;)])": "the flags d and v of expressions (90, 112)",
    },
}
"""By file: what is looked for, and what it is with the Chromium that brought it."""


@pytest.mark.parametrize(("name", "pattern"), [(name, p) for name, known in NEWER.items() for p in known])
def test_our_files_run_in_chromium_80(name, pattern):
    text = (STATIC / name).read_text("utf-8")
    text = re.sub(r"/\*.*?\*/|^\s*//.*?$", "", text, flags=re.DOTALL | re.MULTILINE)
    lines = [line.strip() for line in text.splitlines() if re.search(pattern, line)]
    assert lines == [], f"{NEWER[name][pattern]} is missing from Chromium 80"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("banfa.css", "  gap: 8px;"),
        ("banfa.css", "a:focus-visible { outline: none; }"),
        ("banfa.css", "div { inset: 0; }"),
        ("banfa.js", 'text.replaceAll("a", "b");'),
        ("banfa.js", "value ??= 1;"),
        ("banfa.js", "rows.at(-1);"),
    ],
)
def test_what_came_later_is_found(name, line):
    assert any(re.search(pattern, line) for pattern in NEWER[name])
