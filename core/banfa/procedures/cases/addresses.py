"""送达地址确认书: where a party is served, who receives, whether it consents to electronic service."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, bindparam

from banfa.database.rows import Bound, TenantRow, boolean_column, date_column, instant_column, text_column
from banfa.errors import Malformed
from banfa.ledger.entries.specifiers import boolean, past_day, text
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.inputs import Inputs, link

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class ServiceAddress(
    TenantRow,
    table="service_address",
    refers={"provider_id": "provider", "recorded_by": "person"},
    rights="SELECT, INSERT",
    constraints=(Index("ix_service_address_provider", "tenant_id", "provider_id", "id"),),
    bound=Bound(),
    erasable=("address", "receiver", "phone", "electronic_address"),
):
    """A confirmation; of a provider's the last by its day holds, from that day on."""

    id: int
    provider_id: int
    confirmed_on: date = date_column()
    address: str = text_column()
    receiver: str = text_column()
    phone: str = text_column()
    electronic: bool = boolean_column()
    electronic_address: str | None = text_column()
    recorded_by: int
    recorded_at: datetime = instant_column()


class ConfirmAddress(
    Inputs,
    example={
        "provider_id": "PROVIDER",
        "confirmed_on": "2026-03-02",
        "address": "软件园二期观日路8号5层",
        "receiver": "吴霞",
        "phone": "见确认书",
        "electronic": False,
    },
):
    """What the party has confirmed."""

    provider_id: int = link("provider", "服务商")
    confirmed_on: date = past_day("确认之日")
    address: str = text("送达地址", max_length=300)
    receiver: str = text("指定收件人", max_length=100)
    phone: str = text("联系电话", max_length=50)
    electronic: bool = boolean("是否同意电子送达")
    electronic_address: str | None = text("电子送达地址", max_length=200, hint="同意电子送达的填写")


s = ServiceAddress.c
_LAST: Final = (
    ServiceAddress.select()
    .where(s.provider_id == bindparam("provider_id"), s.confirmed_on <= bindparam("day"))
    .order_by(s.confirmed_on.desc(), s.id.desc())
    .limit(1)
)


def confirm_address(unit: Unit, _profile: Profile, data: ConfirmAddress) -> ServiceAddress:
    """Record a confirmation. Raises Missing, Malformed (`field_missing`)."""
    get_entry(unit, Provider, data.provider_id)
    if data.electronic != (data.electronic_address is not None):
        message = "同意电子送达的须写明电子送达地址（electronic_address），不同意的不填。"
        raise Malformed("field_missing", message, field="electronic_address")
    row = unit.add(ServiceAddress, **vars(data), recorded_by=unit.actor.person.id, recorded_at=unit.now)
    unit.note(
        "service_address.recorded",
        f"service_address/{row.id}",
        {"provider_id": row.provider_id, "electronic": row.electronic},
    )
    return row


def find_address(unit: Unit, provider_id: int, *, on: date) -> ServiceAddress | None:
    """Find the confirmation of a provider that held on a day; None where there was none."""
    return unit.one_or_none(ServiceAddress, _LAST, provider_id=provider_id, day=on)
