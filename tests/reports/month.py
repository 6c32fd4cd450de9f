"""A pilot as its month ends, and reports of it, over the API."""

from __future__ import annotations

from datetime import date

AS_OF = "2026-03-31"
DRAFT = {"title": "月度调度表", "recipient": "省工业和信息化厅", "breakdown": "district", "as_of": AS_OF}

FORM = {
    "name": "省厅季度报表",
    "recipient": "省工业和信息化厅",
    "breakdown": "district",
    "headings": ["已验收", "目标企业数", "主要问题"],
}


def declare(office, *reports, until=AS_OF):
    """Declare of reports that they are whole up to a day."""
    return [office.post("/completeness", {"reports": each, "until_on": until})["id"] for each in reports]


def plan(office, contract, planned_on):
    return office.enter("acceptances", contract_id=contract, planned_on=planned_on)


def accept(office, contract, accepted_on, level=2, **changes):
    body = {"contract_id": contract, "accepted_on": accepted_on, "outcome": "passed", "level_after": level}
    return office.enter("acceptances", **body | changes)


def progress(office, contract, occurred_on, kind="substantive"):
    return office.enter("progress", contract_id=contract, occurred_on=occurred_on, kind=kind)


def diagnose(office, enterprise, diagnosed_on="2026-01-20", **more):
    found = {"level": 1, "level_edition": "2025版", **more}
    return office.enter("diagnoses", enterprise_id=enterprise, diagnosed_on=diagnosed_on, **found)


def run_pilot(office):
    """Five enterprises in two districts, two providers; gives what the tests go on with, by name.

    下陆区: a (accepted in February at level two), b (accepted in March at level one), c (under way, its
    acceptance planned for 20 March and not held). 铁山区: d (signed only, no amount, no planned day; an
    earlier contract of its was ended by agreement), e (nothing).
    """
    first, second = office.new_provider("甲公司"), office.new_provider("乙公司")
    at_home = [office.new_company(name=f"{name}厂", district="下陆区") for name in "ABC"]
    away = [office.new_company(name=f"{name}厂", district="铁山区") for name in "DE"]
    a, b, c = at_home
    d, _ = away

    def sign(provider, enterprise, signed_on="2026-01-30", **changes):
        return office.new_contract(provider, enterprise, accepted=False, signed_on=signed_on, **changes)

    contracts = {
        "a": sign(first, a, amount=60_000_000),
        "b": sign(first, b, amount=40_000_000),
        "c": sign(second, c, amount=20_500_000),
        "d": sign(second, d, amount=None, items=[]),
    }
    sign(first, d, ended_on="2026-03-10", ended_why="agreement")
    accept(office, contracts["a"], "2026-02-20")
    accept(office, contracts["b"], "2026-03-20", level=1)
    progress(office, contracts["c"], "2026-03-01")
    progress(office, contracts["d"], "2026-03-01", kind="visit")
    plan(office, contracts["c"], "2026-03-20")
    for enterprise in (a, b, c):
        diagnose(office, enterprise, provider_id=first)
    return {**contracts, "first": first, "second": second}


def fund(office):
    """A claim of 甲公司's contract in 下陆区 whose money was made available."""
    office.go_to(date(2026, 4, 8))  # a week without a day of rest
    provider = office.new_provider("甲公司")
    office.admit(provider)
    claim = office.claim(office.new_batch(), office.new_contract(provider))
    office.grant(claim)
    office.fund(claim, 18_000_000)
    return claim


def read_table(office, breakdown="district", as_of=AS_OF):
    """The table as known now: its lines by name, without the names."""
    table = office.get("/monthly-table", breakdown=breakdown, as_of=as_of)
    return by_name(table["lines"])


def by_name(lines):
    return {line["name"]: {key: value for key, value in line.items() if key != "name"} for line in lines}


def draft(office, **changes):
    return office.post("/reports", DRAFT | changes)


def confirm(office, report):
    return office.post(f"/reports/{report}/confirmation", by=office.second)


def send(office, report, **changes):
    """Send it with its file."""
    office.attach(f"/reports/{report}", "sent_report")
    body = {"sent_on": office.today.isoformat(), "channel": "省厅系统", "document_no": "黄经信函〔2026〕8号"}
    return office.post(f"/reports/{report}/sending", body | changes)


def compare(office, report):
    return office.get(f"/reports/{report}/comparison")
