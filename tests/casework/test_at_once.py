"""Things of casework begun at the same moment: one number each, one case a lead."""

from __future__ import annotations

from functools import partial

from tests.at_once import call_at_once

CALLERS = 4


def begin_cases(office):
    """As many open cases as there are callers, each on a lead of its own."""
    provider = office.new_provider()
    return [office.find_case(provider, "11.6") for _ in range(CALLERS)]


def list_numbers(answers, name):
    assert {answer.status_code for answer in answers} <= {200, 201}, [answer.json for answer in answers]
    return sorted(int(answer.json[name].partition("〕")[2].removesuffix("号")) for answer in answers)


class TestCases:
    def test_opened_at_once_are_numbered_one_after_another(self, xiamen):
        provider = xiamen.new_provider()
        leads = [xiamen.register(provider, "11.6") for _ in range(CALLERS)]
        for lead in leads:
            xiamen.verify(lead)
        clients = [xiamen.bureau.new_client("officer") for _ in leads]
        versions = [xiamen.get(f"/leads/{lead}")["version"] for lead in leads]
        opened = call_at_once(
            *(
                partial(client.post, f"/leads/{lead}/case", {"title": "某某"}, version=version)
                for client, lead, version in zip(clients, leads, versions, strict=True)
            )
        )
        cases = [xiamen.officer.get(f"/cases/{answer.json['case_id']}") for answer in opened]
        assert list_numbers(cases, "number") == [1, 2, 3, 4]

    def test_are_opened_once_a_lead(self, xiamen):
        lead = xiamen.register(xiamen.new_provider(), "11.6")
        xiamen.verify(lead)
        version = xiamen.get(f"/leads/{lead}")["version"]
        clients = [xiamen.bureau.new_client("officer") for _ in range(CALLERS)]
        path, body = f"/leads/{lead}/case", {"title": "某某"}
        answers = call_at_once(*(partial(client.post, path, body, version=version) for client in clients))
        assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
        assert len(xiamen.get("/cases")["items"]) == 1


class TestPapers:
    def test_drafted_at_once_are_numbered_one_after_another(self, xiamen):
        cases = begin_cases(xiamen)
        remedies = [xiamen.plan(case, "warning") for case in cases]
        clients = [xiamen.bureau.new_client("officer") for _ in cases]
        versions = [xiamen.get(f"/cases/{case}")["version"] for case in cases]
        body = {"kind": "act", "title": "关于提醒的通知", "publicity": "on_request"}
        answers = call_at_once(
            *(
                partial(
                    client.post, f"/cases/{case}/documents", {**body, "remedy_id": remedy}, version=version
                )
                for client, case, remedy, version in zip(clients, cases, remedies, versions, strict=True)
            )
        )
        assert list_numbers(answers, "register_no") == [1, 2, 3, 4]
