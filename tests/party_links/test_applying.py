"""An applicant fills in the call's form by its link; a person takes in what it has handed in."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.admission.batch import TEAM, Batch
from tests.party_links.guests import LinkOffice
from tests.web.clients import credit_code
from tests.web.papers import make_office, make_pdf

FORM_PAGE = "/party/application"


class LinksOfAdmission(LinkOffice, Batch):
    """A bureau that admits by batch, with one-time links."""

    def invite(self, code=None, name="新申报公司", batch=None):
        """A guest who has come to apply."""
        self.code = code or credit_code()
        about = {"admission_batch_id": batch or self.batch, "applicant": name, "applicant_code": self.code}
        return self.visit(purpose="apply", **about)


def fill_in(**changes):
    """What is typed into the form, with both papers."""
    return {
        "category": "product",
        "contact": "吴霞 0772-5550000",
        "what": TEAM,
        "words": "团队二十人，附名单。",
        "application_form": (io.BytesIO(make_office()), "申报书.docx"),
        "stamped_original": (io.BytesIO(make_pdf()), "盖章扫描.pdf"),
        "do": "hand_in",
        **changes,
    }


def send(guest, *, status=303, **changes):
    guest.get(FORM_PAGE)
    data = {name: value for name, value in fill_in(**changes).items() if value is not None}
    return guest.post(FORM_PAGE, data, status=status)


@pytest.fixture
def office(make_office_of_links):
    return make_office_of_links()


@pytest.fixture
def make_office_of_links(make_office):
    def make(city="liuzhou"):
        office = make_office(city, LinksOfAdmission)
        office.set_internal(party_links=True)
        office.announce(["product"])
        return office

    return make


class TestForm:
    def test_asks_what_the_route_and_the_call_ask(self, office):
        page = office.invite().get(FORM_PAGE).text
        assert TEAM in page
        assert "新申报公司" in page
        assert "细分行业库" not in page

    def test_keeps_a_draft_that_the_bureau_does_not_see(self, office):
        guest = office.invite()
        send(guest, do="save", words="写到一半的草稿", application_form=None, stamped_original=None)
        assert office.get("/party-applications")["items"] == []
        assert office.get("/admission-applications")["items"] == []
        again = office.invite(code=office.code)
        assert "写到一半的草稿" in again.get(FORM_PAGE).text
        assert "写到一半的草稿" not in office.invite(name="另一公司").get(FORM_PAGE).text
        with office.bureau.unit() as unit:
            for table in ("audit_data", "event", "case_step", "party_application"):
                rows = unit.connection.execute(text(f"SELECT t::text FROM {table} t")).scalars()
                assert not any("写到一半" in row for row in rows), table

    def test_keeps_what_was_typed_where_something_is_wrong(self, office):
        guest = office.invite()
        answer = send(guest, contact="", words="团队情况说明", status=422)
        assert "联系人及电话" in answer.text
        assert "团队情况说明" in answer.text
        for kind, file in (
            ("application_form", (io.BytesIO(make_pdf()), "申报书.pdf")),
            ("stamped_original", (io.BytesIO(make_office()), "扫描.docx")),
            ("stamped_original", None),
        ):
            send(guest, status=422, **{kind: file})
        assert office.get("/party-applications")["items"] == []

    def test_takes_no_characters_that_are_not_seen(self, office):
        guest = office.invite()
        send(guest, do="save", contact="吴霞", words="第一行\r\n第二行")
        for typed in ("吴\x00霞", "吴\x1b霞", "吴\u202e霞"):
            for name in ("contact", "words", "what"):
                assert "不能保存的字符" in send(guest, do="save", status=422, **{name: typed}).text
            assert "不能保存的字符" in send(guest, contact=typed, status=422).text
        assert "第二行" in guest.get(FORM_PAGE).text
        assert office.get("/party-applications")["items"] == []

    def test_opens_whatever_category_a_draft_names(self, office):
        guest = office.invite()
        send(guest, do="save", category="bogus", words="写到一半的草稿")
        assert "写到一半的草稿" in guest.get(FORM_PAGE).text
        assert "没有征集这一类别" in send(guest, category="bogus", status=422).text
        send(guest)

    def test_is_of_who_has_come_to_apply(self, office):
        guest = office.visit(provider_id=office.new_provider())
        assert guest.get(FORM_PAGE, status=303).headers["Location"] == "/party"
        guest.get("/party/open/nothing")
        answer = guest.post(FORM_PAGE, fill_in(do="save"))
        assert answer.headers["Location"] == "/party"


class TestHandingIn:
    def test_is_by_the_last_day_of_the_call(self, office):
        guest = office.invite()
        office.go_to(office.today + timedelta(10))
        guest.get(FORM_PAGE, status=401)
        guest = office.invite()
        send(guest)
        late = office.invite()
        office.clock.forward(minutes=90)
        until = office.get(f"/admission-batches/{office.batch}")["open_until"]
        assert office.today.isoformat() == until
        send(late)

    def test_is_turned_away_after_it(self, office):
        office.go_to(office.today + timedelta(10))
        guest = office.invite()
        office.clock.now += timedelta(hours=13, minutes=45)
        guest = office.invite(code=office.code)
        office.clock.forward(minutes=30)
        answer = send(guest, status=422)
        assert "征集期" in answer.text
        about = {"admission_batch_id": office.batch, "applicant": "迟到公司", "applicant_code": credit_code()}
        office.link(purpose="apply", **about, expect=(409, "call_not_open"))

    def test_is_done_once_a_category(self, office):
        guest = office.invite()
        send(guest)
        assert "已提交，待收件" in guest.get(FORM_PAGE).text
        assert "不能重复提交" in send(guest, status=409).text
        assert len(office.get("/party-applications")["items"]) == 1

    def test_stores_nothing_of_what_cannot_be_handed_in(self, office, tmp_path):
        def list_contents():
            return {path for path in tmp_path.rglob("*") if path.is_file()}

        guest, before = office.invite(), list_contents()
        send(guest, status=422, stamped_original=None)
        send(guest, status=422, stamped_original=(io.BytesIO(make_office()), "扫描.docx"))
        send(guest, status=422, stamped_original=(io.BytesIO(make_office()), "扫描.pdf"))
        assert list_contents() == before
        send(guest)
        stored = list_contents()
        assert len(stored - before) == 2
        other = make_office(word__document_dot_xml="<document>另一份</document>")
        send(guest, status=409, application_form=(io.BytesIO(other), "申报书.docx"))
        assert list_contents() == stored


class TestTakingIn:
    def hand_in(self, office, **changes):
        guest = office.invite(**changes)
        send(guest)
        (listed,) = office.get("/party-applications", state="handed_in")["items"]
        return listed

    def test_makes_an_application_as_on_paper(self, office):
        listed = self.hand_in(office)
        assert listed["statements"] == [{"what": TEAM, "words": "团队二十人，附名单。"}]
        provider = office.new_body("新申报公司", office.code)
        application = office.post(f"/party-applications/{listed['id']}/intake", {"provider_id": provider})
        assert application["received_on"] == listed["handed_in_on"]
        assert application["party_application_id"] == listed["id"]
        assert application["state"] == "received"
        papers = office.get(f"/admission-applications/{application['id']}/files")["items"]
        assert {paper["kind"] for paper in papers} == {"application_form", "stamped_original"}
        assert [line["what"] for line in office.lines(application["id"])] == [TEAM]
        taken = office.get(f"/party-applications/{listed['id']}")
        assert (taken["state"], taken["admission_application_id"]) == ("taken", application["id"])

    def test_is_of_the_body_with_its_code(self, office):
        listed = self.hand_in(office)
        other = office.new_provider()
        path = f"/party-applications/{listed['id']}/intake"
        office.post(path, {"provider_id": other}, expect=(409, "applicant_mismatch"))

    def test_may_come_after_the_call_was_closed(self, office):
        listed = self.hand_in(office)
        office.go_to(office.today + timedelta(11))
        office.post(f"/admission-batches/{office.batch}/closing")
        provider = office.new_body("新申报公司", office.code)
        application = office.post(f"/party-applications/{listed['id']}/intake", {"provider_id": provider})
        assert application["received_on"] == listed["handed_in_on"]
        assert "网上提交" in application["late_entry"]

    def test_waits_until_somebody_has_looked(self, office):
        listed = self.hand_in(office)
        (item,) = office.list_waiting("party_application")
        assert item.what == "新申报公司"
        office.post(f"/party-applications/{listed['id']}/dropping", {"reason": "与已收件的重复。"})
        assert office.list_waiting("party_application") == []
        send(office.invite(code=office.code))
