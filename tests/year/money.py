"""Subsidy money through the pages: a claim to its payment, what is recovered; two persons at each fact."""

from __future__ import annotations

from tests.year.casework import meet
from tests.year.desk import SECOND


def enter_batch(desk, name, document_no, closes_on):
    """A batch by its notice, checked: 30%, forty 万元 at most."""
    batch = desk.fill(
        "/subsidy-batches/new",
        name=name,
        document_no=document_no,
        announced_on=str(desk.today),
        closes_on=closes_on,
        rule_no="黄经信规〔2025〕20号",
        rule_issuer="黄石市经济和信息化局、黄石市财政局",
        rate="30",
        cap="40",
        cutting="先封顶、后扣减",
        rounding="舍去元以下",
        public_days="5",
    )
    desk.scan(batch, "official_text")
    desk.press(batch, "复核申报批次", by=SECOND)
    return batch


def claim(desk, batch, contract):
    """A claim, seen by the district, tested, audited at 60 万元, its amount worked out."""
    day = str(desk.today)
    claimed = desk.fill(
        "/subsidy-claims/new", subsidy_batch_id=batch.rpartition("/")[2], contract_id=contract, applied_on=day
    )
    desk.fill(f"{claimed}/review", reviewed_on=day, agrees="yes", opinion="材料齐全。")
    desk.fill(
        f"{claimed}/test",
        test_report="评字〔2026〕7号",
        test_body="某评测公司",
        tested_on=day,
        level_before="1",
        level_after="2",
    )
    desk.fill(
        f"{claimed}/audit",
        audited="60",
        audit_report="审字〔2026〕8号",
        audit_body="某事务所",
        audited_on=day,
    )
    desk.scan(claimed, "third_party_report")
    desk.press(claimed, "复核审计核定", by=SECOND)
    desk.fill(f"{claimed}/amount", computed_on=day)
    return claimed


def grant(desk, claimed, batch_name):
    """A meeting agrees to what was worked out; decided by the other person."""
    meeting = meet(desk, f"审议{batch_name}奖补")
    desk.fill(f"{claimed}/decision", by=SECOND, meeting_id=meeting, matter="1")


def show(desk, claimed, until):
    day = str(desk.today)
    desk.scan(claimed, "evidence")
    desk.fill(
        f"{claimed}/showing", shown_from=day, shown_until=until, shown_at="https://jxj.example.gov.cn/3"
    )


def pay(desk, claimed, enterprise, amount):
    """Clear the claim after its 公示, make funds available and pay them, each checked by the other."""
    desk.fill(f"{claimed}/clearance", objections="公示期内没有异议。")
    fund = desk.fill(
        "/subsidy-funds/new",
        fund_no="黄财企〔2026〕31号",
        level="市级",
        issuer="黄石市财政局",
        fund_on=str(desk.today),
        amount="500",
    )
    desk.scan(fund, "official_text")
    desk.press(fund, "复核资金文件", by=SECOND)
    given = desk.fill(f"{claimed}/funds", subsidy_fund_id=fund.rpartition("/")[2], amount=amount)
    desk.press(given, "复核资金下达", by=SECOND)
    paid = desk.fill(
        f"{claimed}/payments",
        part="清算",
        subsidy_allocation_id=given.rpartition("/")[2],
        payee=enterprise,
        paid_on=str(desk.today),
        voucher="记-0415",
        amount=amount,
    )
    desk.scan(paid, "voucher")
    desk.press(paid, "复核拨付", by=SECOND)
    return paid


def recover(desk, claimed, decision, *, payer, amount, days):
    """What a decision recovers of a claim, checked against its papers."""
    recovery = desk.fill(
        f"{claimed}/recoveries",
        decision_id=decision,
        payer=payer,
        reason="服务商被清退，涉及问题项目",
        amount=amount,
        days=days,
    )
    for paper in ("stamped_original", "service_receipt"):
        desk.scan(recovery, paper)
    desk.press(recovery, "复核追回", by=SECOND)
    return recovery


def pay_back(desk, recovery, amount):
    paid = desk.fill(f"{recovery}/receipts", paid_in_on=str(desk.today), voucher="缴-0012", amount=amount)
    desk.scan(paid, "voucher")
    desk.press(paid, "复核缴回", by=SECOND)
