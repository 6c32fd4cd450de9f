"""The picture of a what-if holds its columns and nothing that a policy would stop."""

from __future__ import annotations

from banfa.web.console.whatif_chart import draw_chart


def side(*counts):
    return {"grades": [{"grade": label, "count": n} for label, n in zip("甲乙丙", counts, strict=True)]}


def test_a_picture_has_a_column_for_what_is_told_and_no_script():
    picture = draw_chart({"holding": side(6, None, 12), "draft": side(7, None, 11)}).data
    assert picture.count(b"<rect") >= 4  # one of them is the ground
    assert b"<script" not in picture
    assert b"<title" not in picture
    assert picture == draw_chart({"holding": side(6, None, 12), "draft": side(7, None, 11)}).data
