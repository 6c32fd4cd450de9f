"""What newcomers are told to call, by the READMEs and by `banfa demo`: addresses and methods that exist."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from banfa.cli.demo import BY_HAND

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


def test_the_demonstration_calls_what_there_is(app):
    ids = {"round_id": "rd_" + 32 * "0", "provider_id": "pv_" + 32 * "0"}
    told = BY_HAND.format_map(defaultdict(lambda: "…", base="http://host/api/v1/xiamen", **ids))
    calls = re.findall(r'^  curl (.*?)"?http://host(/[^ "?\n]+)', told, re.MULTILINE)
    assert len(calls) == 3
    for words, path in calls:
        assert app.url_map.bind("").match(path, "POST" if " -d " in words else "GET"), path
