"""A case's file: all of it for the bureau, without how it came to decide for its party."""

from __future__ import annotations

import io
from datetime import date, timedelta
from zipfile import ZipFile

import pypdf
import pytest

from banfa.procedures.cases.archive_list import find_retention

LISTS = ("目录.pdf", "证据目录.pdf")
COLUMNS = ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "公开属性", "页数", "保管期限", "备注")
"""DA/T 22-2015 归档文件目录, with 公开属性 and 保管期限 beside it."""


def take(office, case, kind):
    """A volume, and the kinds of its files."""
    answer = office.officer.get(f"/cases/{case}/volume", kind=kind)
    assert answer.status_code == 200, answer.json
    archive = ZipFile(io.BytesIO(answer.data))
    return archive, [name.split(" ")[1] for name in archive.namelist() if name not in LISTS]


def read(archive, name):
    """The text of a list, without the ends of its lines."""
    pages = pypdf.PdfReader(io.BytesIO(archive.read(name))).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.fixture
def case(xiamen):
    """A warning that was served, and evidence that came in three days later."""
    xiamen.go_to(date(2026, 4, 20))
    provider = xiamen.new_provider()
    case = xiamen.find_case(provider, "11.6")
    warning = xiamen.plan(case, "warning")
    xiamen.decide(warning, provider, title="关于提醒的通知")
    xiamen.go_to(xiamen.today + timedelta(days=3))
    xiamen.attach(f"/remedies/{warning}", "evidence")
    xiamen.finish(warning)
    xiamen.drop(case, "order", term=1, term_unit="个月")
    return case


class TestAVolume:
    def test_holds_what_hangs_on_the_case_and_its_party_gets_no_opinions(self, xiamen, case):
        archive, kinds = take(xiamen, case, "internal")
        assert sorted(kinds) == ["用印件扫描", "签批单", "证据材料", "送达回证"]
        for name in LISTS:
            assert read(archive, name).count("签发后补入") == 1
        _, kinds = take(xiamen, case, "outward")
        assert sorted(kinds) == ["用印件扫描", "证据材料", "送达回证"]
        traces = xiamen.bureau.client("admin").get("/audit/reads").json["items"]
        assert sum(trace["way"] == "get_case_volume" for trace in traces) == 2

    def test_lists_its_pieces_with_the_columns_of_an_archive(self, xiamen, case):
        xiamen.close(case)
        xiamen.post(f"/cases/{case}/archiving", {"archive_no": "J031-WS·2026-30年-运行处-0012"})
        listed = read(take(xiamen, case, "internal")[0], "目录.pdf")
        for column in COLUMNS:
            assert column in listed, column
        assert "归档文件目录（内部卷）" in listed
        # four pieces, each with the case's number in the archive and its term
        assert listed.count("J031-WS·2026-30年-运行处-0012") == 4
        assert listed.count("30年") == 8
        # number and title of the paper stand with its sheet, its stamped original and its receipt
        number = xiamen.get("/case-documents", case_id=case)["items"][0]["document_no"]
        assert listed.count(number) == 3
        assert listed.count("关于提醒的通知（") == 3
        assert listed.count("厦门市工业和信息化局") == 4
        assert listed.count("20260420") == 3
        assert listed.count("20260423") == 1
        assert listed.count("依申请公开") == 3

    def test_for_its_party_calls_no_file_as_its_sender_did(self, xiamen, case):
        named = "evidence"  # as the office calls the files that it sends
        archive, _ = take(xiamen, case, "outward")
        assert "归档文件目录（对外卷）" in read(archive, "目录.pdf")
        assert not any(named in name for name in archive.namelist())
        assert named not in read(archive, "目录.pdf") + read(archive, "证据目录.pdf")


@pytest.mark.parametrize(
    ("number", "term"),
    [
        ("J031-WS·2026-30年-运行处-0012", "30年"),
        ("J031-WS·2026-Y-YXC-0012", "永久"),
        ("J031-WS·2026-D10-YXC-0012", "10年"),
        ("J031-0012", ""),
        (None, ""),
    ],
)
def test_how_long_it_is_kept_is_what_its_number_says(number, term):
    assert find_retention(number) == term
