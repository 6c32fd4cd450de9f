"""A rate is typed and read in per cent on the pages, and kept in whole millionths."""

from __future__ import annotations

import pytest

from tests.console.people import Office

FORM = "/subsidy-batches/new"
BATCH = {
    "name": "2026年第一批数字化改造奖补",
    "document_no": "局企业函〔2026〕20号",
    "announced_on": "2026-03-02",
    "closes_on": "2026-12-31",
    "rule_no": "财企〔2026〕3号",
    "rule_issuer": "市财政局",
    "cutting": "cap_last",
    "rounding": "yuan_down",
    "public_days": "5",
}


@pytest.fixture
def office(app, engine, owner_engine, clock):
    return Office(app, engine, owner_engine, clock)


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [("30", 300_000, "30%"), ("12.5 %", 125_000, "12.5%"), ("１２.3456％", 123_456, "12.3456%")],
)
def test_is_typed_in_per_cent(office, typed, kept, shown):
    officer = office.at("officer")
    assert "补助比例（%）" in officer.get(FORM).text
    page = officer.follow(officer.send(FORM, {**BATCH, "rate": typed})).text
    assert shown in page
    (batch,) = office.client("officer").get("/subsidy-batches").json["items"]
    assert batch["rate"] == kept
    corrected = officer.get(f"/subsidy-batches/{batch['id']}").text
    assert str(kept) not in corrected


@pytest.mark.parametrize("typed", ["12.34567", "三成", "0", "101", "-5"])
def test_that_is_none_is_turned_away(office, typed):
    officer = office.at("officer")
    page = officer.send(FORM, {**BATCH, "rate": typed}, status=422).text
    assert "补助比例" in page
    assert "1000000" not in page
    assert office.client("officer").get("/subsidy-batches").json["items"] == []


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (0, "field_out_of_range"),
        (1_000_001, "field_out_of_range"),
        (0.3, "not_whole"),
        ("30", "field_malformed"),
    ],
)
def test_that_is_none_is_turned_away_by_the_api(office, given, code):
    answer = office.client("officer").post("/subsidy-batches", {**BATCH, "public_days": 5, "rate": given})
    assert (answer.status_code, answer.json["code"]) == (422, code)
