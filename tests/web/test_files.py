"""Files of a bureau's cases: sent, listed, taken away as they came; whole or nothing; nobody else's."""

from __future__ import annotations

import os
from functools import partial
from hashlib import sha256
from urllib.parse import unquote

import pytest
from sqlalchemy import event, text

from banfa.errors import Conflict, Missing
from banfa.procedures.erasing import erase
from banfa.procedures.files.rows import FileSubject, check_files
from banfa.procedures.files.store import DiskStore
from banfa.trust import unit_of_work
from banfa.trust.chain import verify_chain
from banfa.trust.erasing import ERASED_TEXT
from banfa.trust.tenants import operator
from tests.at_once import call_at_once
from tests.web.clients import Bureau, credit_code
from tests.web.papers import SOUND, Shelf, make_pdf, make_png, send_file

PDF = make_pdf()


@pytest.fixture
def provider(officer):
    return officer.post("/providers", {"uscc": credit_code(), "name": "甲公司"}).json["id"]


@pytest.fixture
def enterprise(officer):
    body = {"uscc": credit_code(), "name": "乙企业", "industry": "pilot", "size": "small"}
    return officer.post("/enterprises", body).json["id"]


def check_chain(bureau):
    """Hold every row against the audit chain."""
    actor = operator(bureau.tenant)
    with unit_of_work(bureau.engine, actor, read_only=True, isolation="REPEATABLE READ") as unit:
        assert not verify_chain(unit).broken


class TestAFile:
    @pytest.mark.parametrize("name", SOUND)
    def test_is_given_back_as_it_came(self, officer, name):
        content, media_type = SOUND[name]
        sent = send_file(officer, content, name=name)
        assert sent.status_code == 201, sent.json
        assert (sent.json["name"], sent.json["media_type"], sent.json["size"]) == (
            name,
            media_type,
            len(content),
        )
        got = officer.get(f"/files/{sent.json['id']}/content")
        assert got.data == content
        headers = got.headers
        assert headers["ETag"] == f'"{sha256(content).hexdigest()}"'
        assert (got.mimetype, headers["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
        assert "sandbox" in headers["Content-Security-Policy"]
        assert headers["Content-Disposition"].startswith("attachment; ")
        assert unquote(headers["Content-Disposition"].rpartition("''")[2]) == name
        assert headers["Content-Length"] == str(len(content))

    def test_that_the_reader_has_already_is_not_sent_again(self, officer):
        sent = send_file(officer, PDF).json
        path = f"/files/{sent['id']}/content"
        again = officer.send("GET", path, headers={"If-None-Match": f'"{sent["sha256"]}"'})
        assert (again.status_code, again.data) == (304, b"")

    def test_of_many_lines_is_not_compressed_under_its_digest(self, officer):
        content = "甲,1\n".encode() * 5000
        sent = send_file(officer, content, name="明细.csv").json
        got = officer.send(
            "GET", f"/files/{sent['id']}/content", headers={"Accept-Encoding": "gzip, zstd, br"}
        )
        assert (got.data, got.headers.get("Content-Encoding")) == (content, None)

    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            (r"C:\\案卷\\..\\签批单.pdf", "签批单.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("签批\u202efdp.exe\u202c.pdf", "签批fdp.exe.pdf"),
            ("签\u200b批<单>|?.PDF", "签批单.pdf"),
            ("扫描件", "扫描件.pdf"),
            ("第1.2版", "第1.2版.pdf"),
            (".pdf", "未命名.pdf"),
            ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
        ],
    )
    def test_keeps_a_name_that_can_be_shown_and_saved(self, officer, given, kept):
        assert send_file(officer, PDF, name=given).json["name"] == kept

    def test_is_told_in_the_audit_and_who_took_it_in_the_traces(self, bureau, officer):
        sent = send_file(officer, PDF).json
        auditor, admin = bureau.client("auditor"), bureau.client("admin")
        auditor.get(f"/files/{sent['id']}/content")
        (link, *_) = admin.get("/audit", action="stored_file.stored").json["items"]
        told = admin.get(f"/audit/{link['seq']}").json
        assert (told["subject"], told["data"]["sha256"]) == (f"stored_file/{sent['id']}", sent["sha256"])
        (trace, *_) = admin.get("/audit/reads", subject=f"stored_file/{sent['id']}").json["items"]
        assert (trace["way"], trace["person"]) == ("get_file_content", "auditor的人")
        check_chain(bureau)

    def test_is_listed_by_kind_and_by_whom_it_is_about(self, officer, provider, enterprise):
        ids = {
            "own": send_file(officer, PDF).json["id"],
            "provider": send_file(officer, PDF, provider_id=provider, kind="report").json["id"],
            "enterprise": send_file(officer, PDF, enterprise_id=enterprise, kind="evidence").json["id"],
        }

        def list_ids(**query):
            return [item["id"] for page in officer.pages("/files", **query) for item in page]

        assert list_ids(limit=1) == list(reversed(ids.values()))
        assert list_ids(own="true") == [ids["own"]]
        assert list_ids(provider_id=provider) == [ids["provider"]]
        assert list_ids(enterprise_id=enterprise) == [ids["enterprise"]]
        assert list_ids(kind="report") == [ids["provider"]]
        assert list_ids(provider_id=provider, kind="evidence") == []

    def test_is_about_one_party_that_is_there(self, bureau, officer, provider, enterprise):
        both = send_file(officer, PDF, provider_id=provider, enterprise_id=enterprise)
        assert (both.status_code, both.json["code"]) == (422, "file_of_two")
        nobody = send_file(officer, PDF, provider_id=bureau.outward("provider", 999_999))
        assert nobody.status_code == 404


class TestTheSameContent:
    def test_sent_again_is_the_same_file(self, shelf, officer, provider):
        first = send_file(officer, PDF, provider_id=provider)
        again = send_file(officer, PDF, name="另一个名字.pdf", provider_id=provider)
        assert (again.status_code, again.json) == (201, first.json)
        assert len(officer.get("/files").json["items"]) == 1
        assert len(shelf.list()) == 1

    def test_about_another_or_as_another_paper_is_another_file(self, shelf, officer, provider):
        ids = {
            send_file(officer, PDF, **query).json["id"]
            for query in ({}, {"provider_id": provider}, {"kind": "evidence"})
        }
        assert len(ids) == 3
        assert len(shelf.list()) == 1

    def test_sent_by_many_at_once_is_one_file(self, bureau):
        clients = [bureau.new_client("officer") for _ in range(4)]
        for n in range(12):  # texts: there is little to look through, so that they come in at the same time
            content = f"第{n}份记录".encode()
            answers = call_at_once(*[partial(send_file, c, content, name="记录.txt") for c in clients])
            assert [a.status_code for a in answers] == [201] * 4
            assert len({a.json["id"] for a in answers}) == 1

    def test_is_not_removed_while_it_is_sent_again(self, shelf, officer):
        """An old content without a row, as a check begins to remove it and somebody sends it."""
        for n in range(6):
            content = make_png(2 + n, 2)
            digest = DiskStore(shelf.folder).put(shelf.bureau.tenant.uuid, content)
            sending = partial(send_file, officer, content, name="现场.png")
            sent, _ = call_at_once(sending, partial(shelf.remove, digest))
            assert officer.get(f"/files/{sent.json['id']}/content").data == content
        assert shelf.check() == ()

    def test_in_two_bureaus_is_two_files(self, shelf, owner_engine, officer):
        bureau = shelf.bureau
        neighbour = Bureau(bureau.app, bureau.engine, owner_engine, bureau.clock)
        mine = send_file(officer, PDF).json
        theirs = send_file(neighbour.client("officer"), PDF).json
        assert (mine["sha256"], mine["id"] == theirs["id"]) == (theirs["sha256"], False)
        assert len(shelf.list()) == len(Shelf(shelf.folder, neighbour).list()) == 1
        for path in (f"/files/{theirs['id']}", f"/files/{theirs['id']}/content"):
            answer = officer.get(path)
            assert (answer.status_code, answer.json["code"]) == (404, "file_missing")
        outward = bureau.outward("stored_file", neighbour.number("stored_file", theirs["id"]))
        assert officer.get(f"/files/{outward}/content").status_code == 404


class TestWholeOrNothing:
    @pytest.mark.parametrize("statement", ["INSERT INTO stored_file", "INSERT INTO audit_link"])
    def test_what_fails_between_content_and_row_leaves_a_content_at_most(
        self, engine, shelf, officer, statement
    ):
        def fail(_connection, _cursor, said, *_):
            if said.startswith(statement):
                raise ConnectionAbortedError

        event.listen(engine, "before_cursor_execute", fail)
        try:
            failed = send_file(officer, PDF)
        finally:
            event.remove(engine, "before_cursor_execute", fail)
        assert failed.status_code >= 500
        assert officer.get("/files").json["items"] == []
        assert len(shelf.list()) == 1
        (fault,) = shelf.check()
        assert (fault.kind, fault.old) == ("unnamed", False)
        assert send_file(officer, PDF).status_code == 201
        assert shelf.check() == ()

    def test_a_store_that_cannot_be_written_leaves_nothing(self, shelf, officer, monkeypatch):
        def fail(_number):
            raise OSError(28, "no space left")

        monkeypatch.setattr("banfa.procedures.files.store.os.fsync", fail)
        failed = send_file(officer, PDF)
        assert (failed.status_code, failed.json["code"]) == (503, "files_unwritable")
        assert shelf.list() == []
        assert officer.get("/files").json["items"] == []

    def test_what_reads_differently_once_it_is_written_is_not_taken(self, shelf, officer, monkeypatch):
        def spoil(number, content):
            os.write(number, content[:-1])
            os.close(number)

        monkeypatch.setattr("banfa.procedures.files.store._write_through", spoil)
        assert send_file(officer, PDF).json["code"] == "files_unwritable"
        assert shelf.list() == []

    @pytest.mark.parametrize(
        ("spoil", "code"),
        [
            (lambda path: path.unlink(), "file_content_missing"),
            (lambda path: path.write_bytes(PDF[:-1] + b" "), "file_content_wrong"),
        ],
    )
    def test_a_content_that_is_not_what_came_is_not_given_away(self, shelf, officer, spoil, code):
        sent = send_file(officer, PDF).json
        (path,) = shelf.list()
        spoil(path)
        answer = officer.get(f"/files/{sent['id']}/content")
        assert (answer.status_code, answer.json["code"]) == (503, code)
        (fault,) = shelf.check()
        number = shelf.bureau.number("stored_file", sent["id"])
        assert (fault.kind in code, fault.file_ids) == (True, (number,))
        assert send_file(officer, PDF).json["id"] == sent["id"]
        assert officer.get(f"/files/{sent['id']}/content").data == PDF, "sending it again mends it"

    def test_a_content_that_a_row_has_come_to_name_is_not_removed(self, shelf, officer):
        digest = send_file(officer, PDF).json["sha256"]
        assert shelf.remove(digest) == []
        assert len(shelf.list()) == 1


class TestWhatHangsOnFiles:
    def test_finds_them_of_the_right_kind_and_subject(self, bureau, officer, provider):
        other = officer.post("/providers", {"uscc": credit_code(), "name": "丙公司"}).json["id"]
        mine = bureau.number(
            "stored_file", send_file(officer, PDF, provider_id=provider, kind="report").json["id"]
        )
        own = bureau.number("stored_file", send_file(officer, PDF, kind="report").json["id"])
        subject = FileSubject(provider_id=bureau.number("provider", provider))
        with bureau.unit() as unit:
            assert [f.id for f in check_files(unit, [own, mine], kind="report", subject=subject)] == [
                own,
                mine,
            ]
            others = FileSubject(provider_id=bureau.number("provider", other))
            with pytest.raises(Missing, match="没有这份材料"):
                check_files(unit, [mine, 999_999])
            with pytest.raises(Conflict, match="会议纪要"):
                check_files(unit, [mine], kind="minutes")
            with pytest.raises(Conflict, match="另一单位"):
                check_files(unit, [mine], subject=others)


class TestErasing:
    def test_takes_the_name_and_then_the_content(self, shelf, officer, owner_engine):
        bureau = shelf.bureau
        sent = send_file(officer, make_png(), name="林女士身份证.png").json
        number = bureau.number("stored_file", sent["id"])
        why = {"reason": "本人申请", "document_no": "厦工信删〔2026〕9号"}
        with unit_of_work(owner_engine, operator(bureau.tenant), now=bureau.clock()) as unit:
            erase(unit, "stored_file", number, **why)
        erased = officer.get(f"/files/{sent['id']}").json
        assert (erased["name"], erased["erased_at"] is None) == (ERASED_TEXT, False)
        answer = officer.get(f"/files/{sent['id']}/content")
        assert (answer.status_code, answer.json["code"]) == (409, "file_erased")
        assert shelf.remove(sent["sha256"]) == [sent["sha256"]]
        with bureau.unit() as unit, pytest.raises(Conflict, match="依法删除"):
            check_files(unit, [number])
        assert shelf.list() == []
        check_chain(bureau)
        with owner_engine.connect() as connection:
            told = connection.scalar(
                text("SELECT count(*) FROM audit_data WHERE tenant_id = :t AND data::text LIKE '%林女士%'"),
                {"t": bureau.tenant.id},
            )
        assert told == 0
        assert send_file(officer, make_png(), name="另一份.png").json["id"] != sent["id"]
