"""区县审核 on pages: a district's own claims, and the form of its word on each."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from flask import url_for

from banfa.procedures.subsidies.claiming import ReviewClaim
from banfa.procedures.subsidies.district_claims import (
    REVIEW,
    STAGES,
    check_waits,
    find_district_claim,
    list_district_claims,
    review_own_claim,
)
from banfa.procedures.subsidies.papers import format_yuan
from banfa.trust.actor import DISTRICT
from banfa.web.api.district_claims import DistrictClaimsQuery
from banfa.web.casework.declared import Act
from banfa.web.console.casework_forms import fill_form, read_form
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.lists import Filter, Rows, list_page
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result
    from banfa.web.console.frame.lists import Selection

ROLES: Final = (DISTRICT,)
REVIEWING: Final = Act(
    name="review_district_claim",
    zh="登记区县审核意见",
    action=REVIEW,
    perform=review_own_claim,
    inputs=ReviewClaim,
)
AGREES: Final = {True: "同意", False: "不同意", None: ""}


def _say_word(claim: Any) -> str:
    """What the district has said: it agrees, does not, or wants something."""
    return "须补正" if claim.lacking else AGREES[claim.agrees]


_lead_to_review: Final = link_to("review_district_claim", "row_id", "subsidy_claim", lambda claim: claim.id)


def _lead(claim: Any) -> str:
    """Where a claim is reviewed, while the district can say its word."""
    return _lead_to_review(claim) if claim.waits else ""


COLUMNS: Final = (
    Column(zh="企业", value=attrgetter("enterprise"), link=_lead),
    Column(zh="申报批次", value=attrgetter("batch")),
    Column(zh="申报通知文号", value=attrgetter("document_no"), wide=True),
    Column(zh="合同编号", value=attrgetter("number"), wide=True),
    Column(zh="服务商", value=attrgetter("provider"), wide=True),
    Column(zh="申报之日", value=attrgetter("applied_on"), wide=True),
    Column(
        zh="申请金额（元）",
        value=lambda claim: "" if claim.asked is None else format_yuan(claim.asked),
        num=True,
        wide=True,
    ),
    Column(zh="通知企业补正的内容", value=attrgetter("supplement"), wide=True),
    Column(zh="补正的最后一日", value=attrgetter("supplement_until"), wide=True),
    Column(zh="收到补正材料之日", value=attrgetter("supplemented_on"), wide=True),
    Column(zh="审核状态", value=lambda claim: STAGES[claim.stage]),
    Column(zh="审核结论", value=_say_word, wide=True),
    Column(zh="区县意见", value=attrgetter("opinion"), wide=True),
    Column(zh="须补正的内容", value=attrgetter("lacking"), wide=True),
    Column(zh="审核之日", value=attrgetter("reviewed_on"), wide=True),
)


@list_page(
    "/district-claims",
    REVIEW,
    "奖补申报（区县审核）",
    columns=COLUMNS,
    query=DistrictClaimsQuery,
    filters=(Filter("waiting", "状态", (("true", "只看待区县审核的"),)),),
    counted_in="件",
    when_empty="本县（市、区）的企业还没有奖补申报。",
    nav=Nav(section="奖补资金", icon="cash-stack", order=15),
    roles=ROLES,
)
def district_claims(call: PageCall, selection: Selection) -> Rows:
    """The claims of a district's own enterprises."""
    chosen = selection.pick("waiting")
    listed = list_district_claims(call.unit, after=selection.after or 0, limit=selection.most, **chosen)
    rows, after = selection.cut(listed, lambda claim: claim.id)
    if rows:
        call.shows("subsidy_claim", [claim.id for claim in rows])
    return Rows(rows=rows, after=after)


@page("/district-claims/<id(subsidy_claim):row_id>/review", REVIEW, REVIEWING.zh, writes=True, roles=ROLES)
def review_district_claim(call: PageCall, row_id: int) -> Result:
    """The form of a district's word on a claim of its own."""
    claim = find_district_claim(call.unit, row_id)
    call.shows("subsidy_claim", [claim.id])
    form = fill_form(call, REVIEWING)
    if call.takes(form):
        data = read_form(call, REVIEWING, form)
        review_own_claim(call.unit, call.profile, row_id, data, call.version)  # type: ignore[arg-type]
        return call.done("district_claims", f"{REVIEWING.zh}：已登记")
    check_waits(claim)
    about = f"{claim.enterprise or ''}（{claim.batch}，{STAGES[claim.stage]}）"
    back = url_for("console.district_claims")
    return call.render(
        "casework/form.html", form=form, zh=REVIEWING.zh, back=back, of=about, version=claim.version
    )
