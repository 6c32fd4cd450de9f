"""Files of what was sent on the web: hung while it waits, closed with its letter; no digest in a note."""

from __future__ import annotations

from banfa.procedures.correspondence.web_rows import WebLetter
from tests.correspondence.writer import scan


def upload(office, name="补充.pdf"):
    sent = office.officer.send("POST", "/files?kind=other", data={"file": scan(name)})
    return {"file_id": sent.json["id"]}


def divert(office, letter_id):
    body = {"body": "party", "handed_on": office.today.isoformat()}
    office.post(f"/letters/{letter_id}/diversion", body)


class TestFilesOfAWebLetter:
    def test_are_hung_while_it_waits_and_no_longer(self, office):
        _, _, row = office.send()
        path = f"/web-letters/{row['id']}/files"
        office.post(path, upload(office))
        entered = office.enter(row)
        (kept,) = office.get(f"/letters/{entered['id']}/files")["items"]
        office.post(path, upload(office, "再补充.pdf"), expect=(409, "wrong_state"))
        assert office.get(path)["items"] == [kept]

    def test_are_hung_on_none_that_is_declined(self, office):
        _, _, row = office.send()
        path = f"/web-letters/{row['id']}"
        office.post(f"{path}/decline", {"reason": "empty"})
        office.post(f"{path}/confirmation", by=office.second)
        office.post(f"{path}/files", upload(office), expect=(409, "wrong_state"))
        assert office.get(f"{path}/files")["items"] == []

    def test_are_closed_with_its_letter(self, office):
        """Also one that hangs on what was sent alone."""
        _, _, row = office.send()
        entered = office.enter(row)
        number = office.bureau.number("web_letter", row["id"])
        with office.bureau.unit() as unit:  # as it could be hung before that was shut
            table = WebLetter.table
            unit.execute(unit.update(table).where(table.c.id == number).values(state="sent"))
            unit.seal(table, [number])
            unit.note("web_letter.reopened", f"web_letter/{number}", {})
        file = upload(office)
        office.post(f"/web-letters/{row['id']}/files", file)
        assert office.officer.get(f"/files/{file['file_id']}").status_code == 200
        divert(office, entered["id"])
        assert office.officer.get(f"/files/{file['file_id']}").status_code == 404
        assert office.get(f"/web-letters/{row['id']}/files")["items"] == []

    def test_have_their_digest_in_no_note(self, office):
        """Of a short text that somebody guesses the digest tells that it is this one."""
        for asked in ({}, {"confidential": "yes"}, {"sealed": "yes"}):
            office.send(files=[scan()], **asked)
        _, _, row = office.send()
        office.post(f"/web-letters/{row['id']}/files", upload(office))
        admin = office.bureau.client("admin")
        told = [admin.get(f"/audit/{n['seq']}").json for n in admin.get("/audit", limit=200).json["items"]]
        of_letters = [each for each in told if each["action"].endswith(".attached")]
        of_letters += [each for each in told if "material" in str(each["data"].get("kind"))]
        assert {each["action"] for each in of_letters} == {
            "stored_file.stored",
            "web_letter.attached",
            "letter_reporter.attached",
            "sealed_web_letter.attached",
        }
        assert not any("sha256" in each["data"] for each in of_letters)
