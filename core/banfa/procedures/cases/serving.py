"""Service (送达): to whom, in which manner, when, by which two persons; a decision works from here.

By e-mail or portal only where the party has consented (送达地址确认书). A receipt is entered by one and
checked by another against its scan; what follows from service follows when it is checked.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, past_day, text, text_list
from banfa.ledger.kinds.decisions import ORDER
from banfa.procedures.cases.addresses import find_address
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.casefiles import CASES
from banfa.procedures.cases.documents import ADVANCE, DOCUMENTS, INFORMING, Document, list_carried
from banfa.procedures.cases.effects import propose_effects
from banfa.procedures.cases.effects_corrected import begin_correction, propose_corrected
from banfa.procedures.cases.ledgering import record_effective
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.persons import check_not_recused, check_two
from banfa.procedures.cases.remedies import REMEDIES, CaseRemedy
from banfa.procedures.cases.service_moving import move_service
from banfa.procedures.cases.service_rows import (
    DIRECT,
    DROPPED,
    ELECTRONIC,
    LEFT,
    MANNERS,
    NOTICE,
    POST,
    SERVICES,
    Service,
)
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, Nothing, link

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class Receipt(Inputs):
    """What a receipt says, whoever was served."""

    manner: str = choice("送达方式", MANNERS)
    served_on: date = past_day(
        "送达之日", hint="邮寄的为回执上的日期，电子的为到达其系统之日，公告的为期满之日"
    )
    place: str = text("送达地点", max_length=200)
    noticed_on: date | None = past_day("公告发出之日", hint="公告送达的填写")
    receiver: str | None = text("收件人", max_length=100)
    servers: list[str] = text_list(
        "送达人", max_length=50, max_items=4, hint="两名以上；邮寄和公告的写经办人"
    )
    witness: str | None = text("见证人或者视频", max_length=200, hint="留置送达的填写")
    note: str | None = text("事由", max_length=1000, hint="拒收的填写；公告送达的写明为何不能用其他方式送达")


class Party(Inputs):
    """Who was served: a provider, or an enterprise or a body in its matter."""

    provider_id: int = link("provider", "受送达人（服务商）", hint="送达企业、移送机关的填所涉服务商")
    enterprise_id: int | None = link("enterprise", "受送达的企业", hint="向企业追回的填写")
    body: str | None = text("受送达的机关", max_length=100, hint="移送的填写")


class EnterService(
    Party,
    Receipt,
    example={
        "provider_id": "PROVIDER",
        "manner": "direct",
        "served_on": "2026-04-15",
        "place": "该单位前台",
        "receiver": "吴霞（行政主管）",
        "servers": ["林晓", "郑文"],
    },
):
    """Who was served, and what the receipt says."""


def enter_service(
    unit: Unit, _profile: Profile, document_id: int, data: EnterService, version: int | None = None
) -> Service:
    """Enter what a receipt says of the service of an issued paper.

    Raises Conflict (`not_issued`, `served_before`, `no_consent`, `not_addressed`, `case_not_open`,
    `paper_missing`), Malformed (`field_missing`, `field_out_of_range`, `days_reversed`, `two_persons`).
    """
    document = DOCUMENTS.find(unit, document_id, version=version)
    _check_goes_on(unit, document)
    if document.state != "issued" or document.issued_on is None:
        now = DOCUMENTS.states[document.state]
        message = f"该文书现为“{now}”，不能送达：须先签发；拟停止送达的，先由另一人复核。"
        raise Conflict("not_issued", message, state=document.state)
    if data.served_on < document.issued_on:
        message = f"送达之日（served_on）不能早于签发之日{document.issued_on}。"
        raise Malformed("days_reversed", message, field="served_on")
    if _party_of(data) not in {_party_of(remedy) for remedy in list_carried(unit, document_id)}:
        message = "该文书没有载明对这一受送达人的处理，请核对受送达人。"
        raise Conflict("not_addressed", message, field="provider_id")
    services = list_rows(unit, Service, document_id=document_id)
    if _party_of(data) in {_party_of(each) for each in services if each.state not in DROPPED}:
        message = "该文书对这一受送达人的送达已登记。"
        raise Conflict("served_before", message, field="provider_id")
    servers = check_two(data.servers, field="servers", zh="送达人")
    check_not_recused(unit, document.case_id, servers)
    check_manner(unit, data)
    check_notice(unit, data, document.issued_on)
    values = {**vars(data), "servers": servers, "document_id": document_id}
    return start(
        unit, SERVICES, "enter", values, **values, entered_by=unit.actor.person.id, entered_at=unit.now
    )


def _party_of(row: Service | CaseRemedy | EnterService) -> tuple[int, int | None, str | None]:
    """Who is served: the provider, or an enterprise or a body in a matter of its."""
    return row.provider_id, row.enterprise_id, row.body


def check_manner(unit: Unit, data: EnterService) -> None:
    """Check that a manner has what it needs. Raises Malformed (`field_missing`), Conflict (`no_consent`)."""
    needs = {
        DIRECT: ("receiver",),
        LEFT: ("witness", "note"),
        POST: ("receiver",),
        NOTICE: ("noticed_on", "note"),
    }
    for name in needs.get(data.manner, ()):
        if getattr(data, name) is None:
            zh = EnterService.fields[name].zh
            message = f"{MANNERS[data.manner]}须写明{zh}（{name}）。"
            raise Malformed("field_missing", message, field=name)
    if data.manner == ELECTRONIC:
        own = data.enterprise_id is None and data.body is None
        address = find_address(unit, data.provider_id, on=data.served_on) if own else None
        if address is None or not address.electronic:
            message = (
                "该服务商到送达之日没有同意电子送达的送达地址确认书，请改用其他方式"
                "（行政处罚法第六十一条第二款）。"
            )
            raise Conflict("no_consent", message, field="manner")
        require_papers(unit, "service_address", address.id, "address_confirmation")


def check_notice(unit: Unit, data: EnterService, issued_on: date) -> None:
    """Check that a paper served by notice counts as served so many days after it. Raises Malformed.

    民事诉讼法第九十五条: thirty, by analogy; a bureau may have arranged another number.
    """
    if data.manner != NOTICE or data.noticed_on is None:
        if data.noticed_on is not None:
            message = "公告发出之日（noticed_on）只有公告送达的填写。"
            raise Malformed("field_unknown", message, field="noticed_on")
        return
    if data.noticed_on < issued_on:
        message = f"公告发出之日（noticed_on）不能早于签发之日{issued_on}。"
        raise Malformed("days_reversed", message, field="noticed_on")
    days = find_office(unit).days("notice")
    counts = data.noticed_on + timedelta(days)
    if data.served_on != counts:
        message = f"公告送达自发出之日起经过{days}日视为送达，送达之日（served_on）应为{counts}。"
        raise Malformed("field_out_of_range", message, field="served_on")


def _check_goes_on(unit: Unit, document: Document) -> None:
    """Check that the case of a paper is not suspended. Raises Conflict (`case_not_open`)."""
    case = CASES.find(unit, document.case_id, lock=False)
    if case.state == "suspended":
        message = f"案件{case.number}已中止，恢复办理后再登记、复核送达。"
        raise Conflict("case_not_open", message, state=case.state)


def check_service(
    unit: Unit, profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Service:
    """Check, as another person, a receipt against its scan: what follows from service now follows.

    Of one that puts another right, what hangs on that one's day moves.
    """
    row = SERVICES.begin(unit, "check", row_id, version=version)
    document = DOCUMENTS.find(unit, row.document_id)
    _check_goes_on(unit, document)
    check_not_recused(unit, document.case_id)
    require_papers(unit, "document_service", row.id, "service_receipt")
    corrected = None if row.service_id is None else SERVICES.begin(unit, "correct", row.service_id)
    if corrected is not None:
        take(unit, SERVICES, corrected, "correct", {"reason": row.reason})
    after = take(unit, SERVICES, row, "check", {})
    if corrected is not None:
        move_service(unit, profile, document, corrected, after)
        return after
    for remedy in list_carried(unit, document.id):
        if _party_of(remedy) == _party_of(row):
            _let_follow(unit, profile, remedy, document, row.served_on)
    return after


def _let_follow(
    unit: Unit, profile: Profile, remedy: CaseRemedy, document: Document, served_on: date
) -> None:
    """Let what service brings about come about for one remedy."""
    if document.kind in INFORMING:
        return
    inputs = {"document_id": document.id, "served_on": served_on}
    if document.kind == ADVANCE:
        until, unsure = find_office(unit).count_for_party(unit, "statement", served_on)
        days = {"served_on": served_on, "statement_until": until, "due_day_unsure": unsure}
        take(unit, REMEDIES, remedy, "tell", inputs, **days)
        return
    correction = begin_correction(unit, profile, remedy)
    served = record_effective(unit, profile, remedy, document, served_on=served_on)
    step = "start_term" if remedy.kind == ORDER else "take_effect"
    effective = take(unit, REMEDIES, served, step, inputs)
    if correction is None:
        propose_effects(unit, profile, effective)
    else:
        propose_corrected(unit, profile, effective, correction)


def return_service(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Service:
    """Send a receipt back to be entered anew."""
    row = SERVICES.begin(unit, "return", row_id, version=version)
    check_not_recused(unit, DOCUMENTS.find(unit, row.document_id).case_id)
    return take(unit, SERVICES, row, "return", {})
