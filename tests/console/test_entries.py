"""Entries by form: recorded, corrected, voided, each once right and once wrong; their history and lists."""

from __future__ import annotations

import re

import pytest

from tests.console.entries import rule_against_source
from tests.web.clients import credit_code

CONTRACT = {
    "provider": "鹭岛",
    "enterprise": "xmmdz",
    "number": "XM-1",
    "kind": "transformation",
    "party": "enterprise",
    "signed_on": "2026/1/3",
    "amount": "12.5万元",
}


@pytest.fixture
def town(office):
    """A bureau with a provider and an enterprise that were entered by form."""
    officer = office.at("officer")
    provider = {"uscc": credit_code(), "name": "鹭岛数智科技有限公司"}
    enterprise = {"name": "厦门某电子有限公司", "industry": "pilot", "size": "small"}
    provider_page = officer.send("/providers/new", provider).headers["Location"]
    enterprise_page = officer.send("/enterprises/new", enterprise).headers["Location"]
    return office, officer, provider_page, enterprise_page


def record_contract(officer, **changes):
    answer = officer.send("/contracts/new", {**CONTRACT, **changes})
    return answer.headers["Location"]


class TestRecording:
    def test_takes_names_and_amounts_as_people_write_them(self, town):
        _, officer, provider_page, enterprise_page = town
        page = officer.get(record_contract(officer)).text
        assert "已登记合同。" in page
        assert f'<a href="{provider_page}">鹭岛数智科技有限公司</a>' in page
        assert f'<a href="{enterprise_page}">厦门某电子有限公司</a>' in page
        assert "12.50万元" in page
        assert "2026-01-03" in page

    def test_says_beside_each_field_what_is_wrong_and_keeps_what_was_typed(self, town):
        _, officer, *_ = town
        typed = {**CONTRACT, "provider": "", "amount": "十二万", "signed_on": "2026-02-30"}
        page = officer.send("/contracts/new", typed, status=422).text
        assert '<a href="#provider">服务商：请填写服务商' in page
        assert 'id="signed_on-why"' in page
        assert 'value="十二万"' in page
        assert 'value="xmmdz"' in page
        later = officer.send("/contracts/new", {**CONTRACT, "amount": "十二万"}, status=422).text
        assert "合同金额“十二”不是数字" in later

    def test_puts_what_the_ledger_finds_wrong_beside_the_field_without_codes(self, town):
        _, officer, *_ = town
        page = officer.send("/contracts/new", {**CONTRACT, "signed_on": "2026-12-31"}, status=422).text
        assert re.search(r'id="signed_on-why">签订之日是尚未到来的日期', page)
        page = officer.send("/contracts/new", {**CONTRACT, "ended_on": "2026-02-01"}, status=422).text
        assert "（ended_why）" not in page
        assert "终止原因" in page

    def test_names_those_that_a_name_may_mean(self, town):
        _, officer, *_ = town
        code = credit_code()
        officer.send("/providers/new", {"uscc": code, "name": "鹭岛数智软件有限公司"})
        page = officer.send("/contracts/new", CONTRACT, status=422).text
        assert f"“鹭岛”不止一个（鹭岛数智科技有限公司" in page  # noqa: F541 - reads like the others
        assert f"鹭岛数智软件有限公司 {code}" in page
        officer.get(record_contract(officer, provider=code))

    def test_says_that_there_is_none_of_that_name(self, town):
        _, officer, *_ = town
        page = officer.send("/contracts/new", {**CONTRACT, "provider": "无此公司"}, status=422).text
        assert re.search(r'id="provider-why">没有标识为“无此公司”的服务商', page)

    def test_sent_twice_has_one_effect(self, town):
        _, officer, *_ = town
        officer.get("/contracts/new")
        answers = [officer.post("/contracts/new", CONTRACT) for _ in range(2)]
        assert len({answer.headers["Location"] for answer in answers}) == 1
        assert "共1份" in officer.get("/contracts").text

    def test_begins_with_whom_it_is_about(self, town):
        _, officer, provider_page, _ = town
        outward = provider_page.rpartition("/")[2]
        page = officer.get(f"/contracts/new?provider_id={outward}").text
        assert re.search(r'name="provider"[^>]* value="鹭岛数智科技有限公司"', page)

    def test_of_a_record_asks_first_which_kind(self, town):
        _, officer, *_ = town
        page = officer.get("/records/new").text
        assert "登记哪一种专项记录" in page
        (address,) = re.findall(r'href="(/records/new\?kind=honour)"', page)
        typed = {"provider": "鹭岛", "item": "省级奖", "occurred_on": "2026-03-01", "body.level": "村级"}
        page = officer.send(address, typed, status=422).text
        assert 'id="body.level-why">请从所列的选项中选择。' in page
        assert 'id="body.awarded_by-why">请填写授予单位。' in page
        typed |= {"body.level": "省部级", "body.awarded_by": "省政府"}
        answer = officer.send(address, typed)
        page = officer.follow(answer).text
        assert "已登记省部级及以上荣誉。" in page
        assert "省政府" in page
        change = {**typed, "provider": "鹭岛数智科技有限公司", "body.awarded_by": "国务院", "reason": "更正"}
        path = answer.headers["Location"]
        page = officer.follow(officer.send(f"{path}/correction", change)).text
        assert "授予单位：<del>省政府</del> → <mark>国务院</mark>" in page
        assert page.count("<del>") == 1


class TestCorrecting:
    def test_changes_what_was_changed_and_shows_the_old_beside_the_new(self, town):
        _, officer, *_ = town
        path = record_contract(officer)
        page = officer.get(f"{path}/correction").text
        assert re.search(r'name="amount"[^>]* value="12.50"', page)
        typed = {
            **CONTRACT,
            "provider": "鹭岛数智科技有限公司",
            "enterprise": "厦门某电子有限公司",
            "signed_on": "2026-01-03",
            "amount": "13",
            "reason": "合同原件写13万元",
        }
        answer = officer.post(f"{path}/correction", typed)
        page = officer.follow(answer).text
        assert "已更正合同，原记录保留。" in page
        assert "<del>12.50万元</del> → <mark>13.00万元</mark>" in page
        assert page.count("<del>") == 1
        assert "理由：合同原件写13万元" in page

    def test_asks_why(self, town):
        _, officer, *_ = town
        path = record_contract(officer)
        page = officer.send(f"{path}/correction", {**CONTRACT, "amount": "13"}, status=422).text
        assert '<a href="#reason">更正的理由：请写明理由。</a>' in page
        assert 'value="13"' in page

    def test_of_a_stale_page_shows_what_others_changed(self, town):
        office, officer, *_ = town
        path = record_contract(officer)
        officer.get(f"{path}/correction")
        hidden = dict(officer.hidden)
        api = office.client("officer")
        change = {"reason": "补编号", "data": {"number": "XM-2"}}
        assert api.post(f"{path}/correction", change, version=1).status_code == 200
        officer.hidden = hidden
        typed = {**CONTRACT, "amount": "13", "reason": "改金额"}
        page = officer.post(f"{path}/correction", typed, status=412).text
        assert "您的修改还没有保存" in page
        assert re.search(r"<p>officer的人于\d{4}-\d\d-\d\d \d\d:\d\d：更正。</p>", page)
        row = '<th scope="row">合同编号</th><td data-l="您打开时"><del>XM-1</del></td>'
        assert f'{row}<td data-l="现在"><mark>XM-2</mark></td><td data-l="您所填">XM-1</td>' in page
        assert page.count("<del>") == 1
        assert 'value="13"' in page


class TestVoiding:
    def test_asks_on_a_page_of_its_own_and_keeps_the_record(self, town):
        _, officer, *_ = town
        path = record_contract(officer)
        assert "请写明理由" in officer.send(f"{path}/voiding", {"reason": " "}, status=422).text
        answer = officer.send(f"{path}/voiding", {"reason": "并无此合同"})
        assert answer.headers["Location"] == "/contracts"
        assert "已作废合同，记录保留。" in officer.follow(answer).text
        page = officer.get(path).text
        assert "已作废" in page
        assert "理由：并无此合同" in page
        officer.get(f"{path}/correction", status=404)

    def test_says_what_stands_in_the_way(self, town):
        _, officer, provider_page, _ = town
        record_contract(officer)
        page = officer.send(f"{provider_page}/voiding", {"reason": "重复"}, status=409).text
        assert "合同" in page
        assert "重复</textarea>" in page.replace("\r\n", "")


class TestLists:
    def test_keep_whose_entries_they_are_when_narrowed_further(self, town):
        _, officer, provider_page, _ = town
        record_contract(officer)
        outward = provider_page.rpartition("/")[2]
        page = officer.get(f"/contracts?provider_id={outward}&kind=transformation").text
        assert "只列鹭岛数智科技有限公司" in page
        assert f'<input type="hidden" name="provider_id" value="{outward}">' in page
        assert '<option value="transformation" selected>改造合同</option>' in page
        assert "没有符合条件的内容" in officer.get("/contracts?kind=other").text

    def test_are_exported_as_they_are_listed(self, town):
        _, officer, *_ = town
        record_contract(officer)
        answer = officer.get("/contracts.xlsx?kind=transformation")
        assert answer.data[:2] == b"PK"


class TestDoubtfulData:
    def test_is_listed_and_let_go(self, office):
        officer = office.at("officer")
        provider, ruling, _ = rule_against_source(office)
        page = officer.get("/overruled").text
        assert "新的联系人" in page
        assert "来源又报的联系人" in page
        path = f"/overruled/{ruling}/release"
        assert path in officer.get(f"/providers/{provider}/history").text
        assert "请写明理由" in officer.send(path, {"reason": ""}, status=422).text
        answer = officer.send(path, {"reason": "来源已更正"})
        assert "已改从来源所报" in officer.follow(answer).text
        assert "没有与来源不一致的人工认定" in officer.get("/overruled").text
        assert "已撤销这条认定" in officer.get(path).text

    def test_pairs_are_ruled_on_side_by_side(self, office):
        officer = office.at("officer")
        code = credit_code()
        office.client("officer").post("/providers", {"uscc": code, "name": "丙公司"})
        row = {"provider": code, "client": "某厂", "client_size": "small", "served_on": "2025-06-30"}
        for role in ("platform", "officer"):
            office.client(role).post("/service-cases/bulk", {"rows": [{**row, "external_id": "d-1"}]})
        page = officer.get("/doubles").text
        (path,) = set(re.findall(r'href="(/doubles/db_\w+)"', page))
        assert "某厂" in officer.get(path).text
        wrong = officer.send(path, {"reason": "同一件"}, status=422).text
        assert "请选择是不是同一件" in wrong
        assert "同一件</textarea>" in wrong.replace("\r\n", "")
        answer = officer.send(path, {"is_double": "yes", "reason": "同一件"})
        assert "后登记的不再计入" in officer.follow(answer).text
        assert "没有疑似重复的记录" in officer.get("/doubles").text
        assert "已认定为同一件" in officer.get(path).text


def test_completeness_says_who_has_not_declared(office):
    officer = office.at("officer")
    assert "还没有来源报送数据" in officer.get("/data-completeness").text
    platform = office.client("platform")
    row = {"name": "丁公司", "uscc": credit_code(), "external_id": "p"}
    platform.post("/providers/bulk", {"rows": [row]})
    product = {"provider": "p", "name": "排产软件", "external_id": "x"}
    platform.post("/products/bulk", {"rows": [product]})
    assert "有1项来源没有确认报送齐全" in officer.get("/data-completeness").text
    platform.post("/completeness", {"reports": "product", "until_on": "2026-03-31"})
    page = officer.get("/data-completeness").text
    assert "最早的截至3月31日" in page
    assert "2026-03-31" in page


def test_several_kinds_are_declared_complete_at_once(office):
    officer, page = office.at("officer"), "/data-completeness/new"
    assert "2026-03-31" in officer.get(page).text
    wrong = officer.send(page, {"until_on": "2026-03-31", "basis": "台账核对"}, status=422).text
    assert "请至少选一种" in wrong
    assert "台账核对" in wrong
    typed = {"reports": ["survey", "record.honour"], "until_on": "2026-03-31"}
    late = officer.send(page, {**typed, "until_on": "2027-01-01"}, status=422).text
    assert 'id="until_on-why"' in late
    shown = officer.follow(officer.send(page, typed)).text
    assert "已确认2种数据报送齐全" in shown
    assert {"满意度评价", "省部级及以上荣誉"} <= set(re.findall(r"<td>(\w+)</td>", shown))
