"""Letters that anybody sends by the form on the web: registered by an officer, told of by a code."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import text

from tests.correspondence.mail import accept, conclude, letter, new_enterprise, reply
from tests.correspondence.writer import WebOffice, fill_in, scan
from tests.web.apps import lend_app
from tests.web.papers import make_office as make_document

TABLES = ("web_letter", "sealed_web_letter", "letter_reporter", "attachment", "stored_file", "case_step")


@pytest.fixture
def app(engine, cities, clock, tmp_path):
    return lend_app(engine, cities, clock, tmp_path, public_pages=True)


@pytest.fixture
def closed(make_office):
    return make_office("xiamen", WebOffice)


@pytest.fixture
def office(closed):
    closed.set_internal(web_letters=True)
    return closed


def count_rows(office):
    with office.bureau.unit() as unit:
        return {table: unit.connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in TABLES}


def list_contents(folder):
    return {path for path in folder.rglob("*") if path.is_file()}


class TestForm:
    def test_is_not_there_unless_the_bureau_has_opened_it(self, closed):
        browser = closed.browser()
        answers = [
            browser.get(closed.form, status=404).text,
            browser.get("/letterbox/nowhere", status=404).text,
        ]
        closed.set_internal(web_letters=True)
        browser.get(closed.form)
        closed.set_internal(web_letters=False)
        answers.append(browser.post(closed.form, fill_in(), status=404).text)
        answers.append(browser.get(closed.form, status=404).text)
        answers.append(browser.get(f"{closed.form}/standing", status=404).text)
        assert len(set(answers)) == 1
        assert closed.list_sent() == []

    def test_is_not_there_unless_the_operator_shows_pages_to_everybody(
        self, office, engine, cities, clock, tmp_path
    ):
        client = lend_app(engine, cities, clock, tmp_path).test_client()
        assert client.get(office.form).status_code == 404

    def test_carries_no_script_and_is_not_indexed(self, office):
        answer = office.browser().get(office.form)
        assert "<script" not in answer.text
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy

    def test_takes_the_token_of_the_page(self, office):
        browser = office.browser()
        browser.get(office.form)
        assert browser.http.post(office.form, data=fill_in()).status_code == 400
        assert office.list_sent() == []

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"about": None}, "被反映的单位或者个人"),
            ({"content": None}, "反映的事项"),
            ({"content": "长" * 4001}, "反映的事项"),
            ({"name": None}, "选择匿名"),
            ({"contact": None}, "选择匿名"),
            ({"anonymous": "yes"}, "请不要填写姓名"),
            ({"content": "反\u202e映"}, "不能保存的字符"),
            ({"name": "王\x1b明"}, "不能保存的字符"),
            ({"content": "他的卡号是6222020200112233445"}, "身份证号或银行卡号"),
            ({"files": [scan(f"{n}.pdf") for n in range(4)]}, "材料最多3份"),
            ({"files": [(io.BytesIO("文".encode()), "说明.txt")]}, "材料须为"),
            ({"files": [(io.BytesIO(b"MZ\x00\x01"), "程序.pdf")]}, "不接收这种文件"),
        ],
    )
    def test_stores_nothing_of_what_is_wrong_and_keeps_what_was_typed(self, office, tmp_path, changes, words):
        before, contents = count_rows(office), list_contents(tmp_path)
        _, answer = office.write(status=422, happened="年初", **changes)
        assert words in answer.text
        assert "年初" in answer.text
        assert count_rows(office) == before
        assert list_contents(tmp_path) == contents

    def test_is_counted_by_address(self, office):
        for _ in range(5):
            office.write()
        _, answer = office.write(status=429)
        assert "分钟后再来" in answer.text
        office.write(place="2001:db8::7")
        assert len(office.list_sent()) == 6

    def test_takes_so_many_a_day(self, office, monkeypatch):
        monkeypatch.setattr("banfa.procedures.correspondence.web_sending.MOST_A_DAY", 1)
        office.write()
        _, answer = office.write(status=429)
        assert "已达上限" in answer.text
        office.go_to(office.today.replace(day=office.today.day + 1))
        office.write()


class TestReceipt:
    def test_is_shown_once(self, office):
        browser, answer = office.write()
        address = answer.headers["Location"]
        assert "只在此时显示一次" in browser.get(address).text
        assert browser.get(address, status=303).headers["Location"] == office.form

    def test_tells_how_far_it_has_come_and_nothing_else(self, office):
        number, code, row = office.send()
        assert "已收到" in office.ask(number, code)
        entered = office.enter(row)
        page = office.ask(number, f" {code.lower()[:8]} {code[8:]} ")
        assert "已登记" in page
        for word in ("某某科技", "王小明", "13900001111", "没有派人到场", entered["number"]):
            assert word not in page
        conclude(office, entered["id"], conduct=None)
        reply(office, entered["id"], reply_manner="written")
        assert "已答复" in office.ask(number, code)

    def test_is_told_to_nobody_without_its_code(self, office):
        number, code, _ = office.send()
        other, code_of_other, _ = office.send()
        answers = {office.ask(n, c, status=404) for n, c in ((number, "A" * 16), ("20200101-0001", code))}
        assert "不对" in answers.pop()
        office.ask(number, code_of_other, status=404)
        assert other != number

    def test_is_guessed_a_few_times_only(self, office):
        number, code, _ = office.send()
        for _ in range(5):
            office.ask(number, "A" * 16, status=404)
        assert "分钟后再来" in office.ask(number, code, status=429)
        assert "已收到" in office.ask(number, code, place="2001:db8::8")

    def test_stores_no_code(self, office):
        _, code, _ = office.send()
        with office.bureau.unit() as unit:
            for table in (*TABLES, "audit_data", "event"):
                rows = unit.connection.execute(text(f"SELECT t::text FROM {table} t")).scalars()
                assert not any(code in row for row in rows), table


class TestRegistering:
    def test_makes_a_letter_received_on_the_day_it_was_sent(self, office):
        number, _, row = office.send(files=[scan()])
        provider = office.new_provider()
        office.go_to(office.today.replace(day=office.today.day + 3))
        entered = office.enter(row, provider_id=provider)
        assert (entered["channel"], entered["foreign_no"], entered["received_on"]) == (
            "web",
            number,
            row["sent_on"],
        )
        assert entered["summary"].startswith("收款后三个月")
        assert (entered["named"], entered["confidential"]) == (True, False)
        (paper,) = office.get(f"/letters/{entered['id']}/files")["items"]
        assert paper["kind"] == "web_material"
        (line,) = office.get("/letter-reporters", letter_id=entered["id"])["items"]
        reporter = office.get(f"/letter-reporters/{line['id']}")
        assert (reporter["name"], reporter["contact"]) == ("王小明", "13900001111")
        office.post(
            f"/web-letters/{row['id']}/registration", {"kind": "complaint"}, expect=(409, "wrong_state")
        )
        office.post(f"/letters/{entered['id']}/reporter", {"name": "某人"}, expect=(409, "reporter_entered"))

    def test_is_a_petition_with_its_days(self, office):
        """信访工作条例第二十二条以下：采用信息网络形式提出的，适用同样的期限。"""
        _, _, row = office.send()
        entered = office.enter(row)
        assert entered["answer_by"] == "2026-03-17"
        assert accept(office, entered["id"])["due_by"] == "信访工作条例第三十四条"

    def test_is_no_lead_and_not_shown_to_the_provider(self, office):
        _, _, row = office.send()
        provider = office.new_provider()
        office.enter(row, provider_id=provider)
        assert office.get("/leads")["items"] == []
        for client in (
            office.bureau.new_client("provider", provider_id=provider),
            office.bureau.client("platform"),
        ):
            assert client.get("/web-letters").status_code == 403

    def test_waits_until_it_is_done(self, office):
        _, _, row = office.send()
        (item,) = office.list_waiting("web_letter")
        assert (item.what, item.number, item.due_on.isoformat()) == (
            "网上来信",
            row["number"],
            "2026-03-17",
        )
        office.enter(row)
        assert office.list_waiting("web_letter") == []

    def test_asks_what_it_is(self, office):
        _, _, row = office.send()
        path = f"/web-letters/{row['id']}/registration"
        office.post(path, {}, expect=(422, "field_missing"))
        assert office.get("/letters")["items"] == []

    def test_is_not_by_hand(self, office):
        body = {"channel": "web", "kind": "complaint", "received_on": office.today.isoformat()}
        body |= {"named": True, "confidential": False, "summary": "某事"}
        assert office.officer.post("/letters", body).status_code == 422


class TestDeclining:
    def test_is_done_by_two_and_told_with_the_reason(self, office):
        number, code, row = office.send(content="低价办证")
        path = f"/web-letters/{row['id']}"
        office.post(f"{path}/decline", {"reason": "advertisement"})
        assert "已收到" in office.ask(number, code)
        office.post(f"{path}/confirmation", expect=(403, "same_person"))
        (item,) = office.list_waiting("web_letter")
        assert item.approval
        office.post(f"{path}/confirmation", by=office.second)
        page = office.ask(number, code)
        assert "不予登记" in page
        assert "广告、推销" in page
        office.post(f"{path}/registration", {"kind": "complaint"}, expect=(409, "wrong_state"))

    def test_is_sent_back(self, office):
        _, _, row = office.send()
        path = f"/web-letters/{row['id']}"
        office.post(f"{path}/decline", {"reason": "repeated"})
        kept = office.post(f"{path}/keeping", by=office.second)
        assert (kept["state"], kept.get("reason"), kept.get("declined_by")) == ("sent", None, None)
        office.enter(row)


class TestConfidence:
    def test_names_the_writer_and_opens_the_files_to_few(self, office):
        _, _, row = office.send(confidential="yes", files=[scan()])
        (reporter,) = office.get("/letter-reporters")["items"]
        assert reporter["web_letter_id"] == row["id"]
        assert office.get(f"/web-letters/{row['id']}/files")["items"] == []
        (paper,) = office.get(f"/letter-reporters/{reporter['id']}/files")["items"]
        for role in ("admin", "reviewer", "auditor"):
            client = office.bureau.client(role)
            assert client.get(f"/letter-reporters/{reporter['id']}").status_code == 403
            assert client.get(f"/files/{paper['id']}").status_code == 404
        entered = office.enter(row)
        assert entered["confidential"]
        assert office.get(f"/letters/{entered['id']}/files")["items"] == []

    def test_of_what_others_have_sent_openly_is_its_own(self, office):
        """The same file, sent by one openly and by another in confidence, is closed to nobody for that."""
        _, _, open_one = office.send(files=[scan()])
        _, _, secret = office.send(confidential="yes", files=[scan()])
        office.send(confidential="yes", files=[scan()])
        office.send(sealed="yes", files=[scan()])
        (paper,) = office.get(f"/web-letters/{open_one['id']}/files")["items"]
        assert office.bureau.client("auditor").get(f"/files/{paper['id']}").status_code == 200
        reporters = office.get("/letter-reporters")["items"]
        (reporter,) = (each for each in reporters if each["web_letter_id"] == secret["id"])
        assert len(office.get(f"/letter-reporters/{reporter['id']}/files")["items"]) == 1

    def test_says_nothing_of_it_in_steps_and_notes(self, office):
        office.send(content="只在这里说的话", name="王小明")
        office.send(content="只在这里说的话", name="王小明", sealed="yes")
        admin = office.bureau.client("admin")
        for link in admin.get("/audit", limit=100).json["items"]:
            data = admin.get(f"/audit/{link['seq']}").text
            assert "王小明" not in data
            assert "只在这里说的话" not in data

    def test_of_the_anonymous_has_no_name(self, office):
        _, _, row = office.send(anonymous="yes", name=None, contact=None)
        (line,) = office.get("/letter-reporters")["items"]
        reporter = office.get(f"/letter-reporters/{line['id']}")
        assert (reporter["name"], reporter.get("contact")) == ("匿名", None)
        assert not office.enter(row)["named"]

    @pytest.mark.parametrize("confidential", [None, "yes"])
    def test_of_the_anonymous_names_no_enterprise_that_has_written(self, office, confidential):
        _, _, row = office.send(anonymous="yes", name=None, contact=None, confidential=confidential)
        said = {"kind": "complaint", "complainant_id": new_enterprise(office, "来信厂")}
        path = f"/web-letters/{row['id']}/registration"
        office.post(path, said, expect=(422, "field_unknown"))
        assert office.get("/letters")["items"] == []


class TestSealed:
    def test_is_registered_by_who_does_not_see_it(self, office):
        number, code, row = office.send(sealed="yes", about="某局王某", files=[scan()])
        for name in ("about", "content", "happened", "provider_named"):
            assert row.get(name) is None
        assert office.get("/letter-reporters")["items"] == []
        assert office.officer.get("/sealed-web-letters").status_code == 403
        path = f"/web-letters/{row['id']}"
        office.post(f"{path}/decline", {"reason": "empty"}, expect=(409, "sealed_letter"))
        office.post(f"{path}/registration", {"kind": "complaint"}, expect=(422, "sealed_letter"))
        office.post(f"{path}/registration", {"summary": "反映王某"}, expect=(422, "sealed_letter"))
        entered = office.enter(row, kind=None)
        assert (entered["kind"], entered.get("summary")) == ("sealed", None)
        assert "已登记" in office.ask(number, code)
        assert office.get(f"/letters/{entered['id']}/files")["items"] == []

    def test_is_read_by_who_may_see_what_goes_to_the_discipline_body(self, office):
        office.send(sealed="yes", about="某局王某", files=[scan()])
        admin = office.bureau.client("admin")
        (sealed,) = admin.get("/sealed-web-letters").json["items"]
        one = admin.get(f"/sealed-web-letters/{sealed['id']}").json
        assert (one["about"], one["name"], one["contact"]) == ("某局王某", "王小明", "13900001111")
        (paper,) = admin.get(f"/sealed-web-letters/{sealed['id']}/files").json["items"]
        assert office.officer.get(f"/files/{paper['id']}").status_code == 404
        assert office.officer.get("/files", limit=100).json["items"] == []
        reads = admin.get("/audit/reads", limit=100).json["items"]
        assert any(sealed["id"] in str(read) for read in reads)

    def test_takes_no_further_file(self, office):
        _, _, row = office.send(sealed="yes")
        sent = office.officer.send("POST", "/files?kind=other", data={"file": scan("其他.pdf")})
        body = {"file_id": sent.json["id"]}
        office.post(f"/web-letters/{row['id']}/files", body, expect=(409, "confidential_letter"))


def test_what_goes_to_the_discipline_body_is_emptied(office):
    """Also what was sent openly and turns out, once registered, to be about a civil servant."""
    _, _, row = office.send(files=[scan()])
    entered = office.enter(row)
    (paper,) = office.get(f"/letters/{entered['id']}/files")["items"]
    body = {"body": "party", "handed_on": office.today.isoformat()}
    office.post(f"/letters/{entered['id']}/diversion", body)
    sent = office.get(f"/web-letters/{row['id']}")
    assert [sent.get(name) for name in ("about", "content", "happened", "provider_named")] == [None] * 4
    assert office.officer.get(f"/files/{paper['id']}").status_code == 404
    assert letter(office, entered["id"]).get("summary") is None


def test_the_code_is_made_of_letters_that_look_like_no_other(office):
    assert re.fullmatch("[2-9A-HJKMNP-Z]{16}", office.send()[1])


def test_documents_are_taken_as_they_are(office):
    office.send(files=[(io.BytesIO(make_document()), "说明.docx"), scan()])
