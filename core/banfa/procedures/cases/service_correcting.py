"""Putting the entry of a service right (更正送达登记): entered anew with its reason, checked by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import text
from banfa.procedures.cases.documents import DOCUMENTS
from banfa.procedures.cases.drafting import check_paper
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.persons import check_two
from banfa.procedures.cases.service_moving import check_moves
from banfa.procedures.cases.service_rows import SERVICES, Service
from banfa.procedures.cases.serving import EnterService, Receipt, check_manner, check_notice
from banfa.procedures.cases.steps import start

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class CorrectService(
    Receipt,
    example={
        "manner": "direct",
        "served_on": "2026-04-15",
        "place": "该单位前台",
        "receiver": "吴霞（行政主管）",
        "servers": ["林晓", "郑文"],
        "reason": "登记时误读回证上的收件人。",
    },
):
    """What the receipt really says, and why it was entered otherwise; the party stays."""

    reason: str = text("更正的理由", max_length=1000)


def correct_service(
    unit: Unit, _profile: Profile, row_id: int, data: CorrectService, version: int | None = None
) -> Service:
    """Enter anew what the receipt of a checked service says.

    Raises Conflict (`rests_on_service`, `served_before`, `no_consent`, `case_not_open`), Malformed.
    """
    old = SERVICES.find(unit, row_id, version=version)
    SERVICES.check(old, "correct")
    document = DOCUMENTS.find(unit, old.document_id)
    servers = check_two(data.servers, field="servers", zh="送达人")
    check_paper(unit, document, servers)
    if any(row.state == "entered" for row in list_rows(unit, Service, service_id=row_id)):
        raise Conflict("served_before", "该送达登记已有更正，待另一人复核。")
    if document.issued_on is not None and data.served_on < document.issued_on:
        message = f"送达之日（served_on）不能早于签发之日{document.issued_on}。"
        raise Malformed("days_reversed", message, field="served_on")
    party = {"provider_id": old.provider_id, "enterprise_id": old.enterprise_id, "body": old.body}
    receipt = {name: value for name, value in vars(data).items() if name != "reason"} | party
    entered = EnterService(**{**receipt, "servers": servers})
    check_manner(unit, entered)
    if document.issued_on is not None:
        check_notice(unit, entered, document.issued_on)
    check_moves(unit, document, old, data.served_on)
    values = {**vars(entered), "document_id": document.id, "service_id": row_id, "reason": data.reason}
    return start(
        unit, SERVICES, "enter", values, **values, entered_by=unit.actor.person.id, entered_at=unit.now
    )
