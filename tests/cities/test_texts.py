"""Official texts as provisions: the made-up one in many shapes, and the five where they are at hand."""

from pathlib import Path

import pytest

from banfa.cities.text.provisions import read_official_text, split_provisions
from banfa.errors import Malformed
from tests.cities.jiangcheng import OUTLINE, TEXT

MEASURES = Path(__file__).parents[3] / "shared" / "measures"
COUNTS = {"huangshi": 61, "liuzhou": 50, "xiamen": 53, "changsha": 44, "changchun": 36}


class TestProvisions:
    def test_are_articles_items_and_numbered_sub_items(self):
        assert list(split_provisions(TEXT)) == [p.cite.path for p in OUTLINE]

    def test_keep_the_heading_apart_from_its_items(self):
        said = split_provisions(TEXT)
        assert said["2"] == "服务商有下列情形之一的，应予以警告，要求限期1个月内完成整改："
        assert said["2.2"] == "资料报送不及时或者不完整的。"
        assert said["4.1"] == "服务情况（共60分）"
        assert said["4.1.1"] == "签约数量（40分）。"

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("第三条", "第 三 条"),
            ("（一）", "(一)"),
            ("1. ", "1．"),
            ("第五条", "第5条"),
            ("\n", "\r\n"),
            ("\n", "\n\n"),
            ("第二章 附则\n第七条", "第二章附则第七条"),
            ("第六条", "— 3 —\n第六条"),
            ("第六条", "12\n第六条"),
            ("第六条", "第 3 页 共 9 页\n第六条"),
            ("超过2次", "超过\n2\n次"),
            ("第一章 总则", "# 第 一 章 总 则"),
            ("限期1个月", "限期 1 个 月"),
        ],
    )
    def test_are_the_same_however_the_text_is_set(self, old, new):
        assert old in TEXT
        assert split_provisions(TEXT.replace(old, new)) == split_provisions(TEXT)

    def test_are_not_opened_by_a_mention_of_the_next_article(self):
        mention = TEXT.replace("第一条 服务商分为", "第一条 服务商依照\n第二条 的规定分为")
        assert list(split_provisions(mention)) == list(split_provisions(TEXT))

    def test_are_not_opened_by_a_mention_of_an_item(self):
        mention = TEXT.replace("未按合同提供服务的", "未按合同提供服务，或者有第（二）项所列情形的")
        assert list(split_provisions(mention)) == list(split_provisions(TEXT))

    def test_leave_out_a_signature_below_a_rule(self):
        signed = split_provisions(TEXT + "\n---\n江城市工信局办公室\n2025年4月15日印发\n")
        assert signed["8"] == "自发布之日起施行。"

    def test_keep_what_stands_below_a_rule_in_the_middle(self):
        assert split_provisions(TEXT.replace("第三条", "---\n第三条")) == split_provisions(TEXT)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_are_read_from_a_file_as_an_office_keeps_it(self, tmp_path, encoding):
        (tmp_path / "text.txt").write_text(TEXT, encoding)
        assert split_provisions(read_official_text(tmp_path / "text.txt")) == split_provisions(TEXT)

    def test_are_not_read_from_what_is_no_text(self, tmp_path):
        (tmp_path / "text.doc").write_bytes(bytes([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0xFF]))
        with pytest.raises(Malformed, match=r"text\.doc"):
            read_official_text(tmp_path / "text.doc")

    def test_are_none_in_what_is_no_measure(self):
        assert split_provisions("") == split_provisions("关于印发管理办法的通知") == {}


@pytest.mark.skipif(not MEASURES.is_dir(), reason="the official texts are not part of the project")
class TestTheFiveMeasures:
    @pytest.mark.parametrize(("city", "count"), COUNTS.items())
    def test_have_their_provisions(self, city, count):
        said = split_provisions((MEASURES / f"{city}.txt").read_text("utf-8"))
        assert len(said) == count
        assert all(said.values())

    def test_have_244_together(self):
        texts = ((MEASURES / f"{city}.txt").read_text("utf-8") for city in COUNTS)
        assert sum(len(split_provisions(text)) for text in texts) == 244
