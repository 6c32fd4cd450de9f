"""What issued terms change provider by provider: by the last period before them, the moved first."""

from __future__ import annotations

import re

import pytest

from tests.console.quarter import PERIOD

MORE = [[0, 1], [1, 3], [3, 4], [5, 6], [8, 8]]


@pytest.fixture(scope="module")
def office(settled, cities):
    settled.edition = cities.profile("xiamen").latest.key
    return settled


def issue(office, number, settings):
    """Issue terms for the next period; gives the address of the document."""
    sent = {
        "kind": "terms",
        "edition": office.edition,
        "document_no": number,
        "issuer": "厦门市工业和信息化局",
        "issued_on": "2026-04-01",
        "document_class": "standard",
        "published_on": "2026-04-02",
        "published_in": "厦门市工业和信息化局网站",
        "body": {"settings": settings},
    }
    answer = office.client("officer").post("/instruments", sent)
    assert answer.status_code == 201, answer.json
    return f"/instruments/{answer.json['id']}"


def read(page):
    """Whoever is listed: before and after, and whether it is said to be moved."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall("<tr>(.*?)</tr>", body, re.DOTALL)]
    return [(row[1] == row[2] and row[3] == row[4], "会变" in row[5]) for row in rows]


class TestADifference:
    """The order of the methods is that of the work."""

    def test_is_none_before_a_period_is_cut_off(self, office):
        path = issue(office, "试〔2026〕8号", {"quota.excellent": 21})
        officer = office.at("officer")
        assert "还没有截止数据的评价周期" in officer.get(f"{path}/difference").text
        made = office.client("officer").post("/rounds", PERIOD).json
        assert office.client("officer").post(f"/rounds/{made['id']}/cut-off", version=1).status_code == 200

    def test_lists_everybody_with_those_who_are_moved_first(self, office):
        path = issue(office, "试〔2026〕9号", {"scale.6.2.1": {"tiers": MORE}})
        officer = office.at("officer")
        page = officer.get(path).text
        assert f'href="{path}/difference"' in page
        page = officer.get(f"{path}/difference").text
        rows = read(page)
        count = int(re.findall(r"(\d+)家中(\d+)家会变", page)[0][1])
        assert [moved for _, moved in rows] == [True] * count + [False] * (len(rows) - count)
        assert all(same != moved for same, moved in rows)
        assert len(rows) > 20
        assert count > 0

    def test_is_none_of_what_sets_what_held_already(self, office):
        path = issue(office, "试〔2026〕10号", {"quota.excellent": 20})
        page = office.at("officer").get(f"{path}/difference").text
        assert "家中0家会变" in page
        assert set(read(page)) == {(True, False)}

    def test_of_a_document_that_sets_no_terms_is_missing(self, office):
        (kind,) = [
            row["id"] for row in office.client("officer").get("/instruments", kind="internal").json["items"]
        ]
        office.at("officer").get(f"/instruments/{kind}/difference", status=404)

    def test_is_not_shown_to_who_does_not_draft(self, office):
        path = issue(office, "试〔2026〕11号", {"quota.excellent": 18})
        assert "逐家看" not in office.at("auditor").get(path).text
        office.at("auditor").get(f"{path}/difference", status=403)
