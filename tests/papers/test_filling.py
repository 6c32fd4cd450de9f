"""Filling a paper: what is given stands in it as it is, what is not stays a blank that everybody sees."""

import pytest

from banfa.errors import Malformed
from banfa.papers.filling import MAX_LINE, MAX_LONG, fill_paper
from banfa.papers.model import VISIBLE_BLANK, Form, Letter
from tests.papers.samples import TEMPLATES, VALUES, fill_any, fill_with_its_names, find_any, profile_of

WARNING = TEMPLATES["xiamen-warning"]
RECEIPT = TEMPLATES["xiamen-service_receipt"]
EVIDENCE = TEMPLATES["xiamen-evidence_list"]


def refusal(template, **values):
    with pytest.raises(Malformed) as error:
        fill_any(template, values)
    assert error.value.detail.endswith("。")
    return error.value.code


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
class TestAnyPaper:
    def test_without_values_lists_every_blank_and_invents_nothing(self, template):
        paper = fill_any(template, {})
        known = set(template.known)
        assert set(paper.blanks) == {b.name for b in template.blanks if not b.optional} - known
        if isinstance(paper, Letter):
            assert paper.number == paper.signed_on == VISIBLE_BLANK
            assert all("{" not in text for text in (paper.title, paper.addressee, *paper.paragraphs))

    def test_with_all_its_values_has_none_left(self, template):
        paper = fill_with_its_names(template)
        assert paper.blanks == ()
        assert VISIBLE_BLANK not in repr(paper)


class TestALetter:
    def test_has_its_parts(self):
        paper = fill_any(WARNING, VALUES)
        assert paper.title == "关于对某某数字科技有限公司的提醒和限期整改通知"
        assert paper.addressee == "某某数字科技有限公司"
        assert paper.attachments == ("证据目录", "问题清单")
        assert paper.blanks == ("文号", "管辖法院", "日期", "联系方式", "公开属性")

    def test_begins_a_list_below_the_words_that_announce_it(self):
        first, *rest = fill_any(WARNING, VALUES).paragraphs
        assert first.endswith("存在以下情况：")
        assert rest[:2] == VALUES["事由"].split("\n")

    def test_does_not_end_a_sentence_twice(self):
        assert "补齐实施人员。" in "".join(fill_any(WARNING, VALUES).paragraphs)
        assert "。。" not in "".join(fill_any(WARNING, VALUES).paragraphs)

    def test_takes_a_value_that_looks_like_a_blank_for_what_it_is(self):
        paper = fill_any(WARNING, VALUES | {"服务商": "{事由}公司{{x}}"})
        assert paper.title == "关于对{事由}公司{{x}}的提醒和限期整改通知"

    def test_leaves_out_what_need_not_be_there(self):
        paper = fill_any(WARNING, {})
        assert (paper.attachments, paper.copies) == ((), "")

    def test_brings_the_attachments_it_always_has(self):
        paper = fill_any(find_any(profile_of("huangshi"), "recovery"), VALUES)
        assert paper.attachments == ("追回项目和金额清单", "证据目录", "问题清单")

    def test_takes_what_a_bureau_has_set_before_what_follows_from_the_city(self):
        assert fill_any(WARNING, {"主管部门": "某某局"}).signed_by == "某某局"

    def test_is_frozen(self):
        with pytest.raises(AttributeError):
            fill_any(WARNING, VALUES).title = "别的"


class TestAForm:
    def test_leaves_room_where_nothing_is_given(self):
        form = fill_any(RECEIPT, {"送达方式": "直接送达"})
        assert isinstance(form, Form)
        cells = {cell.label: cell.text for row in form.rows for cell in row}
        assert (cells["送达方式"], cells["送达地点"], cells["备注"]) == ("直接送达", "", "")
        assert "送达地点" in form.blanks
        assert "备注" not in form.blanks

    def test_asks_nobody_to_type_a_signature(self):
        signed = [cell for row in RECEIPT.rows for cell in row if cell.signature]
        assert len(signed) == 3
        assert all(cell.text == "" for cell in signed)

    def test_numbers_its_list_and_leaves_rows_to_write_in(self):
        table = fill_any(EVIDENCE, VALUES).table
        assert table.rows[0] == ("1", "评价结果", "本局", "2026年4月2日", "1—3", "第一季度评价为不合格")
        assert table.rows[1:] == tuple((str(n), "", "", "", "", "") for n in range(2, 16))

    def test_wants_as_many_cells_as_its_list_has(self):
        assert refusal(EVIDENCE, 证据="评价结果｜本局") == "paper_list_cells"

    def test_has_the_rows_that_a_program_lists_however_many_and_whatever_a_file_is_called(self):
        rows = [(f"证据：第{n}份｜照片\n之\u202e一.jpg", "市局调取", "", f"第{n}件", "") for n in range(500)]
        assert len("".join(map("".join, rows))) > MAX_LONG
        paper = fill_paper(EVIDENCE, {"案号": "案〔2026〕1号"}, rows=rows)
        assert isinstance(paper, Form)
        assert paper.table is not None
        assert "证据" not in paper.blanks
        assert len(paper.table.rows) == 500
        assert paper.table.rows[499] == (
            "500",
            "证据：第499份｜照片 之 一.jpg",
            "市局调取",
            "",
            "第499件",
            "",
        )


class TestAValue:
    def test_may_be_of_a_blank_that_this_paper_has_not(self):
        assert fill_any(WARNING, {"送达地点": "某处"}) == fill_any(WARNING, {})

    def test_is_refused_under_a_name_no_paper_has(self):
        assert refusal(WARNING, 落款="某局") == "unknown_blank"

    @pytest.mark.parametrize(
        "point", [0, 7, 0x0B, 0x1B, 0x7F, 0x85, 0x200B, 0x202E, 0x2028, 0xD800, 0xE000, 0xFFFE]
    )
    def test_is_refused_with_a_character_that_does_not_print(self, point):
        assert refusal(WARNING, 事由=f"甲{chr(point)}乙") == "paper_value_unprintable"

    def test_is_refused_in_several_lines_where_there_is_one(self):
        assert refusal(WARNING, 服务商="甲\n乙") == "paper_value_lines"

    def test_is_refused_where_it_is_too_long(self):
        assert refusal(WARNING, 服务商="甲" * (MAX_LINE + 1)) == "paper_value_long"
        assert refusal(WARNING, 事由="甲" * (MAX_LONG + 1)) == "paper_value_long"
        assert "服务商" not in fill_any(WARNING, {"服务商": "甲" * MAX_LINE}).blanks

    @pytest.mark.parametrize("value", ["", "  ", "\n\n", "\r\n", "\u3000\t"])
    def test_of_nothing_is_a_blank(self, value):
        assert "事由" in fill_any(WARNING, {"事由": value}).blanks

    def test_keeps_a_rare_character_and_lines_of_windows(self):
        paper = fill_any(WARNING, {"服务商": "𠮷某公司", "事由": "一、甲；\r\n\r\n二、乙"})
        assert paper.addressee == "𠮷某公司"
        assert paper.paragraphs[1:3] == ("一、甲；", "二、乙。")
