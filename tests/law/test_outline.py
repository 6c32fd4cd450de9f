"""The outline, line by line."""

from __future__ import annotations

import pytest

from banfa.law import Disposition, Provision, cite, outline


def test_a_line_is_path_dispositions_summary_and_answers():
    (first, second) = outline("""
        12.5 encoded 超过三成企业不满意 | fact:dissatisfied_enterprises
        9 procedure+record 公布优秀名单 并推送
          | transition:round.publish record:annual_list
    """)
    assert first == Provision(
        cite("12.5"), (Disposition.ENCODED,), "超过三成企业不满意", ("fact:dissatisfied_enterprises",)
    )
    assert second.dispositions == (Disposition.PROCEDURE, Disposition.RECORD)
    assert second.zh == "公布优秀名单 并推送"
    assert second.answered_by == ("transition:round.publish", "record:annual_list")


@pytest.mark.parametrize(
    "line", ["12.5", "12.5 encoded", "x encoded 摘要", "12.5 nonsense 摘要", "12.5 encoded+ 摘要"]
)
def test_a_line_that_cannot_be_read_is_named(line):
    with pytest.raises(ValueError, match="大纲中这一行不合格式") as refused:
        outline(f"1 declaratory 适用范围\n{line}")
    assert line in str(refused.value)
