"""Applications that a district collects: entered by it, and seen by it as far as a party may know.

The call says whether districts collect. What a district has entered is an application of the batch as any
other; it changes nothing of it, and sees nothing of what officials have found, before it was made known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ARRAY, Text, any_, bindparam, literal

from banfa.database.tenancy import select
from banfa.errors import Conflict, Malformed, Missing
from banfa.ledger.entries.specifiers import credit_code, key
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.own import check_own_district
from banfa.procedures.admission.applications import APPLICATIONS, AdmissionApplication
from banfa.procedures.admission.batches import BATCHES, PUBLISHED, AdmissionBatch, find_batch
from banfa.procedures.admission.reviewing import TAKING, Applied, enter_application
from banfa.procedures.inputs import Inputs
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy import Select

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

COLLECT: Final = "admission.collect"
"""What one must be allowed to do here (`banfa.trust.permissions`)."""
STAGES: Final = {
    "received": "已收到，审查中",
    "supplementing": "待申报单位补正",
    "shown": "列入拟入库名单，公示中",
    "listed": "列入公布名单",
    "admitted": "已入库",
    "told": "已告知拟不予入库",
    "notified": "不予入库",
    "withdrawn": "已撤回申报",
    "lapsed": "征集已终止",
    "struck": "已更正，移出公布名单",
}
"""Where an application stands, as far as it was told to the applicant or to everybody."""
_TOLD: Final = ("told", "heard", "rejected")
"""States after the notice of a rejection was served and before its decision was."""
_PROPOSED: Final = {"shown": "shown", **dict.fromkeys(PUBLISHED, "listed")}
"""What is known of a name of the proposed list, by the state of its batch: nothing until it is shown."""


class OfDistrict(Inputs):
    """By which district, in which batch, for whom."""

    district: str = key("县（市、区）", max_length=100)
    batch: str = key("征集批次", max_length=50, hint="照征集通知，如 第一批")
    uscc: str = credit_code("申报单位的统一社会信用代码")


class CollectApplication(
    OfDistrict,
    Applied,
    example={
        "district": "思明区",
        "batch": "第五批",
        "uscc": "91350200MA2XNKTD0M",
        "category": "product",
        "received_on": "2026-03-10",
        "contact": "吴霞 0592-5550000",
    },
):
    """What a district has received."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictApplication:
    """An application as its district sees it; `missing` is what the applicant was asked to supply."""

    id: int
    batch: str
    notice_no: str
    applicant: str | None
    uscc: str | None
    category: str
    industry: str | None
    received_on: date
    wants_list: bool
    contact: str | None
    late_entry: str | None
    district: str
    entered_by: str | None
    missing: list[str]
    supplement_until: date | None
    supplemented_on: date | None
    state: str
    state_of_batch: str

    @property
    def stage(self) -> str:
        """Where it stands, as far as that was made known."""
        if self.state == "proposed":
            return _PROPOSED.get(self.state_of_batch, "received")
        if self.state in _TOLD:
            return "told"
        return self.state if self.state in STAGES else "received"


a, b, p = AdmissionApplication.c, AdmissionBatch.c, Provider.c
_SEEN: Final = (
    select(
        a.id,
        b.number.label("batch"),
        b.notice_no,
        p.name.label("applicant"),
        p.uscc,
        a.category,
        a.industry,
        a.received_on,
        a.wants_list,
        a.contact,
        a.late_entry,
        a.district,
        name_person(a.entered_by).label("entered_by"),
        a.missing,
        a.supplement_until,
        a.supplemented_on,
        a.state,
        b.state.label("state_of_batch"),
    )
    .select_from(
        AdmissionApplication.rows.join(AdmissionBatch.rows, b.id == a.admission_batch_id).outerjoin(
            Provider.rows, (p.entry_id == a.provider_id) & stands(Provider.rows)
        )
    )
    .order_by(a.id)
)
_BY_CODE: Final = Provider.standing.where(p.uscc == bindparam("uscc"))
_COLLECTING: Final = (
    AdmissionBatch.select().where(b.by_districts, b.state == any_(literal(list(TAKING), ARRAY(Text))))
).order_by(b.id)


def _reach(unit: Unit) -> Select[Any]:
    """What was entered for a district of the actor's; nothing for who has none."""
    own = literal(sorted(unit.actor.districts or ()), ARRAY(Text))
    return _SEEN.where(a.district == any_(own))


def list_district_applications(
    unit: Unit, *, after: int = 0, limit: int, batch: str | None = None, supplementing: bool | None = None
) -> list[DistrictApplication]:
    """List what was entered for a district's own, by id after `after`; `supplementing`: waiting for more."""
    statement = _reach(unit).where(a.id > bindparam("after")).limit(bindparam("limit"))
    if batch is not None:
        statement = statement.where(b.number == batch)
    if supplementing:
        statement = statement.where(a.state == "supplementing")
    return [DistrictApplication(**row._asdict()) for row in unit.execute(statement, after=after, limit=limit)]


def find_district_application(unit: Unit, row_id: int) -> DistrictApplication:
    """Find one of a district's own; another's is like none. Raises Missing."""
    row = unit.execute(_reach(unit).where(a.id == row_id)).one_or_none()
    if row is None:
        raise APPLICATIONS.make_missing()
    return DistrictApplication(**row._asdict())


def list_collected_calls(unit: Unit) -> Mapping[str, str]:
    """List the calls for which districts collect, by number, with the notice and its last day."""
    calls = unit.all(AdmissionBatch, _COLLECTING)
    return {call.number: f"{call.number}（{call.notice_no}，至{call.open_until}）" for call in calls}


def collect_application(unit: Unit, profile: Profile, data: CollectApplication) -> DistrictApplication:
    """Enter what a district has received, for a provider of the register.

    Raises Forbidden (`not_own_district`), Missing (`admission_batch_missing`), Malformed
    (`reference_missing`), Conflict (`districts_do_not_collect`, `wrong_state`), and as `enter_application`.
    """
    check_own_district(unit, data.district)
    batch = _begin_batch(unit, data.batch)
    provider = unit.one_or_none(Provider, _BY_CODE, uscc=data.uscc)
    if provider is None:
        message = "服务商名册没有这个信用代码（uscc），请核对；没有登记的，由申报单位联系主管部门登记。"
        raise Malformed("reference_missing", message, field="uscc")
    row = enter_application(unit, profile, batch, provider, data, district=data.district)
    return find_district_application(unit, row.id)


def _begin_batch(unit: Unit, number: str) -> AdmissionBatch:
    """Find the call, locked, if districts collect for it now; how far the bureau is with it is not said."""
    known = find_batch(unit, number)
    if known is None:
        message = f"没有登记“{number}”的征集通知，请照征集通知核对批次（batch）。"
        raise Missing("admission_batch_missing", message, field="batch")
    batch = BATCHES.find(unit, known.id)
    if not batch.by_districts:
        message = f"“{number}”的申报不由县（市、区）收取，请告知申报单位向主管部门申报。"
        raise Conflict("districts_do_not_collect", message, field="batch")
    if batch.state not in TAKING:
        raise Conflict("wrong_state", f"“{number}”已不再收取申报，请联系主管部门。", field="batch")
    return batch
