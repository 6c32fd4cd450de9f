"""The calendar over REST: what is known of a year, and what a notice may say."""

from __future__ import annotations

import pytest

NOTICE = {
    "year": 2027,
    "document_no": "国办发明电〔2026〕9号",
    "issuer": "国务院办公厅",
    "issued_on": "2026-01-05",
    # New Year, Spring Festival from its Eve, Qingming, Labour Day, Dragon Boat, Mid-Autumn, National Day
    "rest_days": [
        "2027-01-01",
        *(f"2027-02-{day:02}" for day in range(5, 12)),
        "2027-04-05",
        *(f"2027-05-{day:02}" for day in range(1, 6)),
        "2027-06-09",
        "2027-09-15",
        *(f"2027-10-{day:02}" for day in range(1, 8)),
    ],
    "working_days": ["2027-02-20", "2027-05-08"],
}


class TestYear:
    def test_that_is_not_published_has_its_statutory_holidays_alone(self, bureau):
        answer = bureau.client("officer").get("/calendar", year=2027).json
        assert answer["published"] is False
        # those of them that fall on Monday to Friday
        assert answer["rest_days"] == [
            "2027-01-01",
            "2027-02-05",
            "2027-02-08",
            "2027-04-05",
            "2027-06-09",
            "2027-09-15",
            "2027-10-01",
        ]
        assert answer["working_days"] == []

    def test_is_brought_by_a_notice(self, bureau):
        assert bureau.client("officer").post("/holiday-notices", NOTICE).status_code == 201
        answer = bureau.client("auditor").get("/calendar", year=2027).json
        assert answer["published"] is True
        assert answer["working_days"] == ["2027-02-20", "2027-05-08"]
        assert "2027-02-11" in answer["rest_days"]


class TestNotice:
    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"rest_days": ["2027-01-01"]}, "statutory_holiday_missing"),
            ({"working_days": ["2027-02-22"]}, "not_a_weekend"),
            ({"working_days": ["2027-05-01"]}, "rest_and_work"),
            ({"working_days": ["2028-01-01"]}, "day_outside_year"),
            ({"issued_on": "2099-01-01"}, "future_day"),
        ],
    )
    def test_that_cannot_be_right_is_not_recorded(self, bureau, change, code):
        officer = bureau.client("officer")
        refused = officer.post("/holiday-notices", {**NOTICE, **change})
        assert (refused.status_code, refused.json["code"]) == (422, code)
        assert officer.get("/holiday-notices").json["items"] == []

    def test_has_its_number_once(self, bureau):
        officer = bureau.client("officer")
        officer.post("/holiday-notices", NOTICE)
        refused = officer.post("/holiday-notices", NOTICE)
        assert (refused.status_code, refused.json["code"]) == (409, "document_recorded")
