"""Who has written a letter, what is for the discipline body: seen by few, in rows, steps, notes, files."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import urlencode

import pytest
from sqlalchemy import text

from tests.correspondence.mail import (
    accept,
    close,
    confirm,
    letter,
    new_enterprise,
    numbers,
    register,
    reply,
    verify,
)

WRONG = (409, "wrong_state")
SAID = text("SELECT said FROM case_step WHERE tenant_id = :id AND thing = 'letter' AND thing_id = :letter")
NOTED = text(
    "SELECT d.data FROM audit_data d JOIN audit_link l ON l.tenant_id = d.tenant_id AND l.seq = d.seq"
    " WHERE l.tenant_id = :id AND l.subject = :subject"
)


class TestWhoHasWritten:
    def test_is_read_by_those_alone_who_may(self, xiamen):
        row_id = register(xiamen)
        body = {"name": "王小明", "contact": "13900000000"}
        entered = xiamen.post(f"/letters/{row_id}/reporter", body)
        assert entered["name"] == "王小明"
        xiamen.post(f"/letters/{row_id}/reporter", body, expect=(409, "reporter_entered"))
        for role in ("admin", "reviewer", "auditor", "platform"):
            client = xiamen.bureau.client(role)
            assert client.get(f"/letter-reporters/{entered['id']}").status_code == 403
            assert client.get("/letter-reporters").status_code == 403

    def test_stands_in_no_step_and_in_no_note(self, xiamen):
        row_id = register(xiamen)
        xiamen.post(f"/letters/{row_id}/reporter", {"name": "王小明"})
        admin = xiamen.bureau.client("admin")
        for link in admin.get("/audit", limit=100).json["items"]:
            data = admin.get(f"/audit/{link['seq']}").text
            assert "王小明" not in data
            assert "收款后长期" not in data

    def test_leaves_a_trace_when_it_is_read(self, xiamen):
        entered = xiamen.post(f"/letters/{register(xiamen)}/reporter", {"name": "王小明"})
        xiamen.get(f"/letter-reporters/{entered['id']}")
        reads = xiamen.bureau.client("admin").get("/audit/reads", limit=100).json["items"]
        assert any(entered["id"] in str(read) for read in reads)


class TestWhatIsForTheDisciplineBody:
    def test_is_registered_without_what_it_says(self, xiamen):
        register(xiamen, kind="sealed", expect=(422, "sealed_letter"))
        row_id = register(xiamen, kind="sealed", summary=None)
        day = xiamen.today.isoformat()
        body = {"accepted_on": day, "answered_on": day, "answer_manner": "phone"}
        xiamen.post(f"/letters/{row_id}/acceptance", body, expect=(409, "sealed_letter"))
        xiamen.post(f"/letters/{row_id}/reporter", {"name": "某人"}, expect=(409, "sealed_letter"))
        away = {"sent_to": "市监局", "reason": "属其职责", "ended_on": day}
        xiamen.post(f"/letters/{row_id}/sending", away, expect=(409, "sealed_letter"))
        file = send_file(xiamen, "来信扫描.txt")
        xiamen.post(f"/letters/{row_id}/files", {"file_id": file}, expect=(409, "sealed_letter"))
        row = xiamen.post(f"/letters/{row_id}/diversion", {"body": "resident", "handed_on": day})
        assert row["state"] == "diverted"
        (diverted,) = xiamen.bureau.client("admin").get("/letter-diversions").json["items"]
        assert (diverted["letter_id"], diverted["body"], diverted["channel"]) == (
            row_id,
            "resident",
            "hotline",
        )
        assert xiamen.officer.get("/letter-diversions").status_code == 403

    def test_is_emptied_where_it_was_opened(self, xiamen, owner_engine):
        row_id = register(xiamen, provider_id=xiamen.new_provider())
        reporter = xiamen.post(f"/letters/{row_id}/reporter", {"name": "王小明", "contact": "139"})
        accept(xiamen, row_id)
        xiamen.post(f"/letters/{row_id}/diversion", {"body": "party", "handed_on": xiamen.today.isoformat()})
        row = letter(xiamen, row_id)
        assert [row[name] for name in ("summary", "provider_id", "finding", "reason")] == [None] * 4
        emptied = xiamen.get(f"/letter-reporters/{reporter['id']}")
        assert (emptied["name"], emptied["contact"], emptied["state"]) == (None, None, "removed")
        with owner_engine.connect() as connection:
            for table in ("letter", "letter_reporter", "case_step", "audit_data"):
                rows = connection.execute(
                    text(f"SELECT CAST(t AS text) FROM {table} t WHERE tenant_id = :id"),
                    {"id": xiamen.bureau.tenant.id},
                ).scalars()
                assert not any("王小明" in row or "长期不派人" in row for row in rows), table

    @pytest.mark.parametrize("state", ["verified", "replied", "closed", "moved", "joined", "withdrawn"])
    def test_is_emptied_from_whatever_state(self, xiamen, owner_engine, state):
        """What was established too, and in no step and no note stands about whom it was."""
        provider, concerned = xiamen.new_provider(), new_enterprise(xiamen, "某厂")
        row_id = register(xiamen, "petition", provider_id=provider, enterprise_id=concerned)
        bring(xiamen, row_id, state)
        assert letter(xiamen, row_id)["state"] == state
        day = xiamen.today.isoformat()
        row = xiamen.post(f"/letters/{row_id}/diversion", {"body": "party", "handed_on": day})
        assert row["state"] == "diverted"
        emptied = (
            "provider_id",
            "enterprise_id",
            "method",
            "outcome",
            "conduct",
            "summary",
            "finding",
            "reply",
        )
        assert [row[name] for name in emptied] == [None] * len(emptied)
        xiamen.post(f"/letters/{row_id}/diversion", {"body": "party", "handed_on": day}, expect=WRONG)
        about = {"id": xiamen.bureau.tenant.id, "letter": xiamen.bureau.number("letter", row_id)}
        with owner_engine.connect() as connection:
            steps = connection.execute(SAID, about).scalars().all()
            data = connection.execute(NOTED, {**about, "subject": f"letter/{row_id}"}).scalars().all()
        assert len(data) >= len(steps) >= 2
        for written in (*steps, *data):
            assert not {"provider_id", "enterprise_id", "method", "outcome", "conduct"} & written.keys()
            assert not any(
                secret in str(written) for secret in ("走访企业", "长期不派人", provider, concerned)
            )

    def test_empties_what_followed_the_answer(self, xiamen):
        row_id = register(xiamen, "petition")
        bring(xiamen, row_id, "replied")
        day = xiamen.today.isoformat()
        served = {
            "kind": "served",
            "happened_on": day,
            "body": "某局",
            "document_no": "信1号",
            "words": "某事",
        }
        event = xiamen.post(f"/letters/{row_id}/events", served)["id"]
        xiamen.post(f"/letters/{row_id}/diversion", {"body": "party", "handed_on": day})
        row = xiamen.get(f"/letter-events/{event}")
        assert (row["words"], row["body"], row["document_no"], row["state"]) == (None, None, None, "removed")

    def test_can_come_back_under_its_number(self, xiamen):
        row_id = register(xiamen, kind="sealed", summary=None, foreign_no="XM-9")
        day = xiamen.today.isoformat()
        xiamen.post(f"/letters/{row_id}/diversion", {"body": "party", "handed_on": day})
        assert letter(xiamen, register(xiamen, foreign_no="XM-9"))["state"] == "registered"


class TestFiles:
    """Who may read files may not read those of who has written, nor those of what went to 纪检."""

    def test_of_who_has_written_are_open_to_who_may_read_him(self, xiamen):
        reporter = xiamen.post(f"/letters/{register(xiamen)}/reporter", {"name": "王小明"})["id"]
        file = send_file(xiamen, "王小明身份证.txt")
        path = f"/letter-reporters/{reporter}/files"
        xiamen.post(path, {"file_id": file})
        assert [each["id"] for each in xiamen.get(path)["items"]] == [file]
        assert sees(xiamen.officer, file) == (True, True, True)
        unnamed = xiamen.bureau.new_client("officer", scopes=["file.read", "file.manage", "letter.manage"])
        others = [xiamen.bureau.client(role) for role in ("admin", "reviewer", "auditor")]
        for client in (unnamed, *others):
            assert sees(client, file) == (False, False, False)
        other = register(xiamen)
        body = {"file_id": file}
        assert unnamed.post(f"/letters/{other}/files", body).json["code"] == "file_missing"

    def test_of_a_letter_leave_its_handlers_with_it(self, xiamen):
        row_id = register(xiamen)
        reporter = xiamen.post(f"/letters/{row_id}/reporter", {"name": "王小明"})["id"]
        shown, named = send_file(xiamen, "来信.txt"), send_file(xiamen, "王小明身份证.txt")
        xiamen.post(f"/letters/{row_id}/files", {"file_id": shown})
        xiamen.post(f"/letter-reporters/{reporter}/files", {"file_id": named})
        assert sees(xiamen.officer, shown) == (True, True, True)
        body = {"body": "party", "handed_on": xiamen.today.isoformat()}
        xiamen.post(f"/letters/{row_id}/diversion", body)
        for client in (xiamen.officer, xiamen.second, xiamen.bureau.client("reviewer")):
            assert sees(client, shown) == sees(client, named) == (False, False, False)
        for path in (f"/letters/{row_id}/files", f"/letter-reporters/{reporter}/files"):
            assert xiamen.get(path)["items"] == []
        admin = xiamen.bureau.client("admin")
        assert sees(admin, shown) == (True, True, True)
        assert sees(admin, named) == (False, False, False)
        (diverted,) = admin.get("/letter-diversions").json["items"]
        hung = admin.get(f"/letter-diversions/{diverted['id']}/files").json["items"]
        assert [file["id"] for file in hung] == [shown]
        late = send_file(xiamen, "后到.txt")
        xiamen.post(f"/letters/{row_id}/files", {"file_id": late}, expect=(409, "sealed_letter"))

    def test_of_what_followed_the_answer_leave_with_it_and_none_comes_after(self, xiamen):
        row_id = register(xiamen, "petition")
        bring(xiamen, row_id, "replied")
        served = {"kind": "served", "happened_on": xiamen.today.isoformat(), "body": "某局", "words": "某事"}
        opinion = xiamen.post(f"/letters/{row_id}/events", {**served, "document_no": "信1号"})["id"]
        shown = send_file(xiamen, "信访处理意见书.txt")
        xiamen.post(f"/letter-events/{opinion}/files", {"file_id": shown})
        assert sees(xiamen.officer, shown) == (True, True, True)
        body = {"body": "party", "handed_on": xiamen.today.isoformat()}
        xiamen.post(f"/letters/{row_id}/diversion", body)
        for client in (xiamen.officer, xiamen.second):
            assert sees(client, shown) == (False, False, False)
        late = {"file_id": send_file(xiamen, "后到.txt")}
        xiamen.post(f"/letter-events/{opinion}/files", late, expect=(409, "sealed_letter"))

    def test_of_a_letter_in_confidence_hang_on_who_has_written(self, xiamen):
        row_id = register(xiamen, "petition", confidential=True)
        reporter = xiamen.post(f"/letters/{row_id}/reporter", {"name": "王小明"})["id"]
        paper = xiamen.post(
            "/incoming-papers",
            {
                "sender": "省厅",
                "title": "转办函",
                "kind": "notice",
                "received_on": "2026-03-02",
                "letter_id": row_id,
            },
        )["id"]
        bring(xiamen, row_id, "replied")
        served = {"kind": "served", "happened_on": "2026-03-02", "body": "某局", "words": "某事"}
        event = xiamen.post(f"/letters/{row_id}/events", {**served, "document_no": "信1号"})["id"]
        file = send_file(xiamen, "来信.txt")
        for path in (f"/letters/{row_id}", f"/incoming-papers/{paper}", f"/letter-events/{event}"):
            refused = (409, "confidential_letter")
            xiamen.post(f"{path}/files", {"file_id": file}, expect=refused)
        xiamen.post(f"/letter-reporters/{reporter}/files", {"file_id": file})
        assert sees(xiamen.officer, file) == (True, True, True)
        for role in ("admin", "reviewer", "auditor"):
            assert sees(xiamen.bureau.client(role), file) == (False, False, False)

    def test_of_a_letter_are_closed_where_its_writer_asks_to_be_confidential(self, xiamen):
        """Its enterprise stands with who has written from then on, in no list of letters."""
        writer = new_enterprise(xiamen, "某厂")
        row_id = register(xiamen, enterprise_id=new_enterprise(xiamen, "另一厂"), complainant_id=writer)
        path = f"/letters/{row_id}/confidence"
        xiamen.post(path, expect=(409, "reporter_missing"))
        reporter = xiamen.post(f"/letters/{row_id}/reporter", {"name": "王小明"})["id"]
        file, both = send_file(xiamen, "来信.txt"), send_file(xiamen, "身份证.txt")
        for each in (file, both):
            xiamen.post(f"/letters/{row_id}/files", {"file_id": each})
        xiamen.post(f"/letter-reporters/{reporter}/files", {"file_id": both})
        admin = xiamen.bureau.client("admin")
        assert sees(admin, file) == (True, True, True)
        assert admin.post(path, version=letter(xiamen, row_id)["version"]).status_code == 403
        row = xiamen.post(path)
        assert (row["confidential"], row["enterprise_id"], row["complainant_id"]) == (True, None, None)
        assert xiamen.get(f"/letter-reporters/{reporter}")["enterprise_id"] == writer
        assert sees(admin, file) == sees(admin, both) == (False, False, False)
        assert sees(xiamen.officer, file) == (True, True, True)
        for page in ("/letters", f"/letters/{row_id}", f"/letters/{row_id}/steps"):
            assert writer not in xiamen.officer.get(page).text
        late = send_file(xiamen, "后到.txt")
        xiamen.post(f"/letters/{row_id}/files", {"file_id": late}, expect=(409, "confidential_letter"))
        xiamen.post(path, expect=(409, "confidential_letter"))


def sees(client, file):
    """Whether a client is shown a file: alone, its content, in the list."""
    listed = [each["id"] for each in client.get("/files", limit=100).json["items"]]
    one, content = client.get(f"/files/{file}"), client.get(f"/files/{file}/content")
    return one.status_code == 200, content.status_code == 200, file in listed


def send_file(office, name):
    content = f"{name} {next(numbers)}".encode()
    query = urlencode({"kind": "other"})
    answer = office.officer.send("POST", f"/files?{query}", data={"file": (BytesIO(content), name)})
    assert answer.status_code == 201, answer.json
    return answer.json["id"]


def bring(office, row_id, state):
    """Bring a letter into a state."""
    day = office.today.isoformat()
    if state in ("verified", "replied", "closed"):
        accept(office, row_id)
        about = letter(office, row_id)["provider_id"]
        verify(office, row_id, conduct="irregular" if about else None)
    if state in ("replied", "closed"):
        confirm(office, row_id)
        reply(office, row_id, reply_manner="written")
    if state == "closed":
        close(office, row_id)
    if state == "joined":
        other = register(office, "petition", provider_id=letter(office, row_id)["provider_id"])
        office.post(f"/letters/{row_id}/joining", {"joined_id": other}, by=office.second)
    ways = {"moved": ("sending", {"sent_to": "市监局"}), "withdrawn": ("withdrawal", {})}
    if state in ways:
        path, body = ways[state]
        by = None if state == "moved" else office.second
        if by is not None:
            office.attach(f"/letters/{row_id}", "withdrawal")
        office.post(f"/letters/{row_id}/{path}", {"reason": "某理由", "ended_on": day, **body}, by=by)
