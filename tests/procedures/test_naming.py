"""Whether two ways of writing name one person: by hand, of how papers name people."""

from __future__ import annotations

import pytest

from banfa.procedures.naming import same_name

ONE = [
    ("林晓", "林 晓"),
    ("林晓", "科员林晓"),
    ("林晓", "林晓（监督科）"),
    ("林晓(监督科)", "林晓【执法科】"),
    ("科员 林晓", "林晓 监督科"),
    ("科员林晓 监督科", "林晓"),
    ("林晓科员", "林晓"),
    ("林晓 负责记录", "林晓"),
    ("（监督科）林晓", "林晓"),
    ("监督科：林晓", "林晓"),
]
TWO = [
    ("林晓", "周宁"),
    ("林晓", "林晓明"),
    ("局长 何平", "局长 林晓"),
    ("何平局长", "林晓局长"),
    ("何平 局长", "林晓 局长"),
    ("何平（局长）", "林晓（局长）"),
    ("欧阳 明", "欧阳 静"),
]


@pytest.mark.parametrize(
    ("name", "written", "same"), [(*two, True) for two in ONE] + [(*two, False) for two in TWO]
)
def test_is_read_from_the_name_alone(name, written, same):
    assert same_name(name, written) is same_name(written, name) is same
