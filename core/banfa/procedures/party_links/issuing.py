"""Issuing and taking back one-time links. The secret is told once, to who issues; nothing sends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, credit_code, integer, text
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.admission.batches import BATCHES
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, link
from banfa.procedures.instruments.bodies import MAX_LINK_HOURS
from banfa.procedures.party_links.link_rows import APPLY, LINKS, PURPOSES, STANDING, VIEW, PartyLink
from banfa.trust.authentication import add_credential
from banfa.trust.credential import fingerprint, mint
from banfa.trust.locks import Lock, take_lock
from banfa.trust.persons import Person, add_person

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

HOURS: Final = 72
"""How many hours a link waits at the most, where the bureau has arranged nothing else."""
HOLDER: Final = "一次性链接"
HOLDER_ROLES: Final = ("provider", "enterprise")

_HOLDER: Final = select(PartyLink.c.holder_id).order_by(PartyLink.c.id).limit(1)
_ACTIVE: Final = select(Person.c.active).where(Person.c.id == bindparam("person_id"))


class IssueLink(
    Inputs,
    example={
        "purpose": "view",
        "provider_id": "PROVIDER",
        "recipient": "吴霞",
        "phone": "13800000000",
        "hours": 24,
    },
):
    """For whom, for what, to whom it is given, for how long."""

    purpose: str = choice("用途", PURPOSES)
    provider_id: int | None = link("provider", "服务商", hint="查看本单位信息的，服务商和企业填一项")
    enterprise_id: int | None = link("enterprise", "企业")
    admission_batch_id: int | None = link("admission_batch", "征集批次", hint="填写遴选申报的填写")
    applicant: str | None = text("申报单位名称", max_length=200, hint="填写遴选申报的填写")
    applicant_code: str | None = credit_code("申报单位统一社会信用代码")
    recipient: str = text("收链接的人", max_length=50)
    phone: str = text("联系电话", max_length=30)
    hours: int | None = integer("有效小时数", minimum=1, maximum=MAX_LINK_HOURS, hint="不填的按内部工作规程")


class RevokeLink(Inputs, example={"reason": "联络人已更换。"}):
    """Why."""

    reason: str = text("收回的原因", max_length=200)


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """A link at the only moment its secret is known."""

    row: PartyLink
    secret: str


def are_links_on(unit: Unit) -> bool:
    """Whether the bureau has arranged for one-time links (内部工作规程)."""
    return find_office(unit).procedure.party_links


def issue_link(unit: Unit, _profile: Profile, data: IssueLink) -> IssuedLink:
    """Issue a link; one that the party still has for the same purpose ends.

    Raises Conflict (`party_links_off`, `call_not_open`, `links_stopped`), Malformed (`link_party`,
    `link_hours`) and Missing.
    """
    procedure = find_office(unit).procedure
    if not procedure.party_links:
        message = "本局没有开通一次性链接：请先登记开通的内部工作规程（party_links）。"
        raise Conflict("party_links_off", message)
    _check_party(data)
    _check_exists(unit, data)
    most = procedure.link_hours or HOURS
    hours = data.hours or most
    if hours > most:
        raise Malformed("link_hours", f"一次性链接最长有效{most}小时（hours）。", field="hours")
    take_lock(unit, Lock.LINKS)
    _end_before(unit, data)
    secret = mint()
    sha256 = fingerprint(secret)
    add_credential(unit.connection, sha256, unit.tenant_id)
    values = {name: value for name, value in vars(data).items() if name != "hours"}
    row = start(
        unit,
        LINKS,
        "issue",
        {**values, "hours": hours},
        **values,
        sha256=sha256,
        expires_at=unit.now + timedelta(hours=hours),
        holder_id=_find_holder(unit),
        issued_by=unit.actor.person.id,
        issued_at=unit.now,
    )
    return IssuedLink(row, secret)


def _check_party(data: IssueLink) -> None:
    """Check that the purpose names its one party. Raises Malformed (`link_party`)."""
    applies = (data.admission_batch_id, data.applicant, data.applicant_code)
    parties = [party for party in (data.provider_id, data.enterprise_id) if party is not None]
    if data.purpose == VIEW and (len(parties) != 1 or any(applies)):
        message = "查看本单位信息的链接，请在服务商（provider_id）和企业（enterprise_id）中填一项，其余不填。"
        raise Malformed("link_party", message, field="provider_id")
    if data.purpose == APPLY and (parties or not all(applies)):
        message = "填写遴选申报的链接，请填写征集批次、申报单位名称和统一社会信用代码（applicant_code）。"
        raise Malformed("link_party", message, field="applicant_code")


def _check_exists(unit: Unit, data: IssueLink) -> None:
    """Check that the party is there, or that the call can be answered. Raises Missing, Conflict."""
    if data.provider_id is not None:
        get_entry(unit, Provider, data.provider_id)
    if data.enterprise_id is not None:
        get_entry(unit, Enterprise, data.enterprise_id)
    if data.admission_batch_id is not None:
        batch = BATCHES.find(unit, data.admission_batch_id, lock=False)
        if batch.state != "calling" or unit.today > batch.open_until:
            message = f"“{batch.number}”不在征集期内，不能签发申报链接。"
            raise Conflict("call_not_open", message, until=batch.open_until)


def _end_before(unit: Unit, data: IssueLink) -> None:
    """End the links that the same party still has for the same purpose."""
    names = ("purpose", "provider_id", "enterprise_id", "admission_batch_id", "applicant_code")
    same = {name: getattr(data, name) for name in names}
    for state in STANDING:
        for row in list_rows(unit, PartyLink, state=state, **same):
            take(unit, LINKS, LINKS.begin(unit, "replace", row.id), "replace", {})


def _find_holder(unit: Unit) -> int:
    """Find the person in whose name is done what is done by links: entered with the first one, a system.

    Raises Conflict (`links_stopped`) where the administrator has dismissed it.
    """
    holder_id = unit.execute(_HOLDER).scalar_one_or_none()
    if holder_id is None:
        return add_person(unit, name=HOLDER, roles=HOLDER_ROLES, kind="system").id
    if not unit.execute(_ACTIVE, person_id=holder_id).scalar_one():
        message = "管理员已停用一次性链接，不能签发；要恢复请由管理员在人员中启用。"
        raise Conflict("links_stopped", message)
    return int(holder_id)


def revoke_link(
    unit: Unit, _profile: Profile, row_id: int, data: RevokeLink, version: int | None = None
) -> PartyLink:
    """Take a link back: it opens nothing any more, and who has opened it is out."""
    row = LINKS.begin(unit, "revoke", row_id, version=version)
    return take(unit, LINKS, row, "revoke", vars(data), reason=data.reason)
