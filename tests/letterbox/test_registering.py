"""A letter in confidence is registered with its enterprise, which stands with who has written it alone."""

from __future__ import annotations

import pytest

from tests.correspondence.mail import letter, new_enterprise

NAMES = ("enterprise_id", "complainant_id")


def read_reporter(office, letter_id):
    (line,) = office.get("/letter-reporters", letter_id=letter_id)["items"]
    return office.get(f"/letter-reporters/{line['id']}")


class TestALetterInConfidence:
    @pytest.mark.parametrize("name", NAMES)
    def test_has_its_enterprise_with_who_has_written_it(self, office, name):
        _, _, row = office.send(confidential="yes")
        company = new_enterprise(office, "甲公司")
        entered = office.enter(row, **{name: company})
        assert [letter(office, entered["id"]).get(each) for each in NAMES] == [None, None]
        assert read_reporter(office, entered["id"])["enterprise_id"] == company
        admin = office.bureau.client("admin")
        told = "".join(
            admin.get(f"/audit/{link['seq']}").text
            for link in admin.get("/audit", limit=100).json["items"]
            if link["action"].startswith(("letter", "web_letter"))
        )
        assert company not in told

    def test_names_one_enterprise_that_is_there(self, office):
        _, _, row = office.send(confidential="yes")
        path = f"/web-letters/{row['id']}/registration"
        companies = [new_enterprise(office, name) for name in ("甲公司", "乙公司")]
        both = {"kind": "complaint", **dict(zip(NAMES, companies, strict=True))}
        office.post(path, both, expect=(422, "confidential_letter"))
        missing = {"kind": "complaint", "complainant_id": office.bureau.outward("enterprise", 987_654_321)}
        office.post(path, missing, expect=(404, "entry_missing"))
        assert office.get("/letters")["items"] == []
        office.enter(row, **dict.fromkeys(NAMES, companies[0]))

    def test_is_registered_with_it_by_who_may_enter_who_has_written(self, office):
        _, _, row = office.send(confidential="yes")
        company = new_enterprise(office, "甲公司")
        admin, path = office.bureau.client("admin"), f"/web-letters/{row['id']}/registration"
        said = {"kind": "complaint", "complainant_id": company}
        answer = admin.post(path, said, version=row["version"])
        assert (answer.status_code, answer.json["code"]) == (403, "role_not_allowed")
        assert office.get("/letters")["items"] == []
        assert admin.post(path, {"kind": "complaint"}, version=row["version"]).status_code == 201


def test_a_letter_that_is_not_in_confidence_names_its_enterprises_itself(office):
    _, _, row = office.send()
    company = new_enterprise(office, "甲公司")
    entered = office.enter(row, complainant_id=company)
    assert letter(office, entered["id"])["complainant_id"] == company
    assert read_reporter(office, entered["id"]).get("enterprise_id") is None
