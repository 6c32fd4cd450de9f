"""What stands on a party's own pages, and the words that never do."""

from __future__ import annotations

from datetime import date

import pytest

from tests.casework.test_workflow_liuzhou import order
from tests.casework.workflow import Workflow
from tests.party_links.guests import LinkOffice
from tests.subsidies.money import Money
from tests.web.clients import credit_code

NEVER = (
    *("不满意", "系统上线后无人维护", "回访"),  # who was dissatisfied, and that it was called back
    *("六家企业不满意", "来函反映", "经核实", "走访记录"),  # leads and what was found of them
    *("同意。", "陈立", "孙岩", "何平", "林晓", "郑文", "周宁"),  # opinions, and who has given them
    *("草稿不得外泄", "拟不采取"),  # drafts and what is only intended
    *("隔壁公司", "隔壁企业"),  # another party
)


class LinksOfLiuzhou(LinkOffice, Workflow):
    """Liuzhou's workflow, with one-time links."""


class LinksOfMoney(LinkOffice, Money):
    """The books of subsidies, with one-time links."""


def read_all(guest):
    """All that a guest can read: the page, and each page of ours that it leads to."""
    seen, left = {}, ["/party"]
    while left:
        path = left.pop()
        seen[path] = guest.get(path).text
        links = seen[path].split('href="')[1:]
        left += [link.split('"')[0] for link in links if link.split('"')[0] not in {*seen, *left}]
    return "\n".join(seen.values())


@pytest.fixture
def liuzhou(make_office):
    office = make_office("liuzhou", LinksOfLiuzhou)
    office.settle({"orders.rest_day": "moved", "late": "alone", "publication.time": "after"})
    office.set_internal(party_links=True)
    office.go_to(date(2026, 8, 10))
    return office


class TestProvider:
    def test_reads_its_own_and_never_who_was_dissatisfied_nor_an_opinion(self, liuzhou):
        office = liuzhou
        provider, other = office.new_provider("本方数字科技公司"), office.new_provider("隔壁公司")
        office.join(provider, "integrator")
        enterprise = office.enter(
            "enterprises", name="隔壁企业", uscc=credit_code(), industry="其他", size="small"
        )
        contract = {"enterprise_id": enterprise, "number": "HT-隔壁公司", "signed_on": "2026-02-10"}
        office.enter("contracts", provider_id=other, **contract)
        remedy = order(office, provider)[1]
        intended = office.plan(office.find_case(provider, "12.1"), "order", term=30, term_unit="日")
        office.draft(intended, title="草稿不得外泄")
        text = read_all(office.visit(provider_id=provider))
        for word in ("本方数字科技公司", "HT-1", "HT-6", "第1家企业", "约谈和限期整改通知书", "2026-10-08"):
            assert word in text, word
        assert office.get(f"/remedies/{remedy}")["due_on"] == "2026-10-08"
        for word in NEVER:
            assert word not in text, word

    def test_is_told_of_a_paper_once_its_service_was_checked(self, liuzhou):
        office = liuzhou
        provider = office.new_provider()
        case = office.find_case(provider, "12.1")
        remedy = office.plan(case, "order", term=30, term_unit="日")
        document = office.issue_together([remedy], title="限期整改通知书")
        text = read_all(office.visit(provider_id=provider))
        assert "限期整改通知书" not in text
        assert "已送达的文书" not in text
        said = {"manner": "direct", "place": "该单位前台", "receiver": "吴霞", "servers": ["林晓", "郑文"]}
        said |= {"provider_id": provider, "served_on": office.today.isoformat()}
        service = f"/document-services/{office.post(f'/case-documents/{document}/services', said)['id']}"
        assert "限期整改通知书" not in read_all(office.visit(provider_id=provider))
        office.attach(service, "service_receipt")
        office.post(f"{service}/confirmation", by=office.second)
        text = read_all(office.visit(provider_id=provider))
        assert "限期整改通知书" in text
        assert "本页只供查看，不是送达" in text


class TestEnterprise:
    def test_reads_its_contracts_and_what_was_paid(self, make_office):
        office = make_office("huangshi", LinksOfMoney)
        office.set_internal(party_links=True)
        batch, provider = office.new_batch(), office.new_provider("服务商甲")
        office.admit(provider)
        enterprise = office.new_company(name="本方制造厂")
        contract = office.new_contract(provider, enterprise, number="HT-本方")
        neighbour = office.new_contract(provider, office.new_company(name="隔壁企业"), number="HT-隔壁公司")
        claim = office.claim(batch, contract)
        office.claim(batch, neighbour)
        text = read_all(office.visit(enterprise_id=enterprise))
        assert "办理中" in text
        office.grant(claim)
        office.fund(claim, 10_000_000)
        office.pay(claim, 10_000_000)
        text = read_all(office.visit(enterprise_id=enterprise))
        for word in ("本方制造厂", "服务商甲", "HT-本方", "资金已下达", "10.00"):
            assert word in text, word
        for word in NEVER:
            assert word not in text, word

    def test_sums_are_not_told_to_its_provider(self, make_office):
        office = make_office("huangshi", LinksOfMoney)
        office.set_internal(party_links=True)
        batch, provider = office.new_batch(), office.new_provider("服务商甲")
        office.admit(provider)
        claim = office.claim(batch, office.new_contract(provider, number="HT-本方"))
        office.grant(claim)
        text = read_all(office.visit(provider_id=provider))
        assert "奖补申报" in text
        assert "已拨付" not in text
