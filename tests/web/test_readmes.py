"""The round by curl in both READMEs: the same commands, to addresses and methods that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")


def read_calls(name):
    """(method, address beneath the bureau, body) of every call, in order."""
    (block,) = re.findall(r"```sh\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    for line in block.splitlines():
        for path, rest in re.findall(r'api "?\$BASE(/[^ "\n]*)"?([^|#]*)', line):
            yield "POST" if "-X POST" in rest or " -d " in rest else "GET", path, rest.split("-d ")[1:]


def test_tell_the_same():
    first, second = (list(read_calls(name)) for name in READMES)
    assert first == second
    assert len(first) == 9


@pytest.mark.parametrize("name", READMES)
def test_call_what_there_is(app, name):
    for method, path, _ in read_calls(name):
        address = re.sub(r"\$ROUND", "rd_" + 32 * "0", re.sub(r"\$PROVIDER", "pv_" + 32 * "0", path))
        assert app.url_map.bind("").match(f"/api/v1/xiamen{address.partition('?')[0]}", method), path
