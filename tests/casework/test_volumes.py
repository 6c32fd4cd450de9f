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
    return archive, [name.split(" ")[1] for name in archive.namelist() if not name.endswith(".pdf")]


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


def read_all(office, case, kind):
    """All that a volume says: the names of its files, what stands in them, its lists."""
    archive, _ = take(office, case, kind)
    names = archive.namelist()
    lists = [name for name in names if name.endswith(".pdf")]
    scans = [archive.read(name).decode() for name in names if name not in lists]
    return "\n".join([*names, *scans, *(read(archive, name) for name in lists)])


class TestSeveralDecisions:
    """What came in between two decisions of a case is evidence for the later alone."""

    @pytest.fixture
    def volume(self, xiamen):
        xiamen.go_to(date(2026, 4, 20))
        provider = xiamen.new_provider()
        case = xiamen.find_case(provider, "11.6")
        warning = xiamen.plan(case, "warning")
        order = xiamen.plan(case, "order", term=1, term_unit="个月")
        said = {"source": "市创新中心", "made_on": "2026-04-16"}
        xiamen.attach(f"/remedies/{warning}", "evidence", "先前的", **said)
        numbers = []
        for remedy, words in ((warning, "居间的"), (order, "最后的")):
            paper = xiamen.draft(remedy)
            xiamen.approve(paper)
            numbers.append(xiamen.issue(paper)["document_no"])
            xiamen.clock.now += timedelta(minutes=1)
            xiamen.attach(f"/remedies/{remedy}", "evidence", words)
            xiamen.serve(paper, provider)
        return take(xiamen, case, "internal")[0], numbers

    def test_have_a_list_of_evidence_each(self, volume):
        archive, (first, second) = volume
        early, later = (read(archive, f"证据目录（{number}）.pdf") for number in (first, second))
        assert (early.count("签发后补入"), later.count("签发后补入")) == (2, 1)
        assert (early.count("证据材料："), later.count("证据材料：")) == (3, 3)
        assert f"{first}，2026年4月20日签发" in early
        assert f"{second}，2026年4月20日签发" in later

    def test_say_whose_evidence_is_when_it_was_made_and_where_it_stands(self, volume):
        archive, numbers = volume
        listed = read(archive, f"证据目录（{numbers[0]}）.pdf")
        assert "市创新中心2026-04-16第1件" in listed

    def test_name_in_the_file_list_for_which_it_came_too_late(self, volume):
        archive, numbers = volume
        listed = read(archive, "目录.pdf")
        assert listed.count("签发后补入") == 2
        assert listed.count(f"{numbers[0]}签发后补入") == 1

    def test_made_after_the_issue_is_late_and_before_it_is_not(self, xiamen):
        xiamen.go_to(date(2026, 4, 20))
        provider = xiamen.new_provider()
        case = xiamen.find_case(provider, "11.6")
        warning = xiamen.plan(case, "warning")
        paper = xiamen.draft(warning)
        xiamen.approve(paper)
        xiamen.attach(f"/case-documents/{paper}", "stamped_original")
        # entered three days after it was issued, as papers of last month are
        xiamen.go_to(date(2026, 4, 23))
        for made_on in ("2026-04-19", "2026-04-22"):
            xiamen.attach(f"/remedies/{warning}", "evidence", made_on=made_on)
        body = {"document_no": "局企业函〔2026〕88号", "issued_on": "2026-04-20"}
        xiamen.post(f"/case-documents/{paper}/issue", body)
        listed = read(take(xiamen, case, "internal")[0], "证据目录.pdf")
        assert "2026-04-22第4件签发后补入" in listed
        assert listed.count("签发后补入") == 1


class TestTheOutwardVolume:
    """It is read, file by file: what names others, or shows how the bureau decided, is not in it."""

    @pytest.fixture
    def joint(self, xiamen):
        """A paper about three, in the case of the first; gives each case by the party's name."""
        xiamen.go_to(date(2026, 4, 20))
        names = ("甲木科技", "乙火科技", "丙土科技")
        providers = {name: xiamen.new_provider(name) for name in names}
        cases = {name: xiamen.find_case(provider, "11.6") for name, provider in providers.items()}
        remedies = [xiamen.plan(case, "warning") for case in cases.values()]
        paper = xiamen.draft(remedies[0], title="关于提醒甲木科技、乙火科技、丙土科技的通知")
        for remedy in remedies[1:]:
            xiamen.post(f"/case-documents/{paper}/remedies", {"remedy_id": remedy})
        xiamen.approve(paper)
        xiamen.attach(f"/case-documents/{paper}", "stamped_original", "甲木科技、乙火科技、丙土科技")
        xiamen.issue(paper)
        for name, provider in providers.items():
            served = xiamen.serve(paper, provider)["id"]
            xiamen.attach(f"/document-services/{served}", "service_receipt", f"{name}收到")
            xiamen.attach(f"/document-services/{served}", "extract", f"{name}一家的摘录")
        return cases

    @pytest.mark.parametrize("name", ["甲木科技", "乙火科技", "丙土科技"])
    def test_of_a_paper_about_many_has_the_extract_of_its_party_alone(self, xiamen, joint, name):
        outward = read_all(xiamen, joint[name], "outward")
        assert f"{name}一家的摘录" in outward
        assert f"{name}收到" in outward
        for other in joint.keys() - {name}:
            assert other not in outward
        assert "用印件扫描" not in outward

    @pytest.mark.parametrize("name", ["甲木科技", "乙火科技"])
    def test_is_apart_from_the_internal_one_which_has_the_whole_paper(self, xiamen, joint, name):
        internal = read_all(xiamen, joint[name], "internal")
        assert "甲木科技、乙火科技、丙土科技" in internal
        assert "签批单" in internal
        # what was served on the others is in their own files
        assert f"{name}收到" in internal
        assert not any(f"{other}收到" in internal for other in joint.keys() - {name})

    @pytest.mark.parametrize(
        ("source", "shown"), [("complaint", False), ("transfer", False), ("visit", True)]
    )
    def test_has_nothing_that_came_with_a_complaint(self, xiamen, source, shown):
        provider = xiamen.new_provider()
        lead = xiamen.register(provider, "11.6", source)
        xiamen.attach(f"/leads/{lead}", "evidence", "投诉人张三的来信")
        xiamen.attach(f"/leads/{lead}", "other", "张三的身份证")
        xiamen.verify(lead)
        case = xiamen.open_case(lead)
        (letter, _) = xiamen.get(f"/leads/{lead}/files")["items"]
        warning = xiamen.plan(case, "warning")
        # the same letter hangs on the remedy as well
        xiamen.post(f"/remedies/{warning}/files", {"file_id": letter["id"]})
        outward = read_all(xiamen, case, "outward")
        assert ("投诉人张三的来信" in outward) == shown
        assert "身份证" not in outward
        assert "身份证" in read_all(xiamen, case, "internal")

    def test_has_no_opinion_no_paper_that_was_voided_and_no_source(self, xiamen):
        provider = xiamen.new_provider()
        lead = xiamen.register(provider, "11.6", "visit")
        xiamen.attach(f"/leads/{lead}", "evidence", source="乙厂王某")
        xiamen.attach(f"/leads/{lead}", "minutes", "会上的意见")
        xiamen.verify(lead)
        case = xiamen.open_case(lead)
        warning = xiamen.plan(case, "warning")
        voided = xiamen.draft(warning)
        xiamen.attach(f"/case-documents/{voided}", "stamped_original", "作废的一稿")
        xiamen.post(f"/case-documents/{voided}/voiding", {"reason": "重拟。"})
        paper = xiamen.draft(warning)
        xiamen.approve(paper)
        signed = xiamen.get("/document-approvals", document_id=paper)["items"][0]["id"]
        for kind in ("approval_sheet", "evidence", "other"):
            xiamen.attach(f"/document-approvals/{signed}", kind, "领导批示")
        xiamen.issue(paper)
        outward = read_all(xiamen, case, "outward")
        for inside in ("会上的意见", "作废的一稿", "领导批示", "乙厂王某", "签批"):
            assert inside not in outward, inside
        internal = read_all(xiamen, case, "internal")
        for inside in ("会上的意见", "作废的一稿", "领导批示", "乙厂王某"):
            assert inside in internal, inside

    def test_has_no_paper_to_another_body(self, xiamen):
        provider = xiamen.new_provider()
        case = xiamen.find_case(provider, "11.6")
        to = {"body_kind": "police", "body": "市公安局", "officers": ["林晓", "郑文"]}
        referral = xiamen.plan(case, "referral", investigated_on=xiamen.today.isoformat(), **to)
        for kind in ("investigation", "evidence_list", "evidence"):
            xiamen.attach(f"/remedies/{referral}", kind, "移送所附")
        paper = xiamen.draft(referral, title="移送书")
        xiamen.approve(paper)
        xiamen.attach(f"/case-documents/{paper}", "stamped_original", "移送公安")
        xiamen.issue(paper)
        xiamen.serve(paper, provider, body="市公安局")
        outward = read_all(xiamen, case, "outward")
        for inside in ("移送", "公安"):
            assert inside not in outward
        assert "移送所附" in read_all(xiamen, case, "internal")


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
