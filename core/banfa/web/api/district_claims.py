"""区县审核: the claims of a district's own enterprises, and its word on each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.ledger.entries.fields import ReadingContext
from banfa.procedures.subsidies.claiming import ReviewClaim
from banfa.procedures.subsidies.district_claims import (
    REVIEW,
    STAGES,
    DistrictClaim,
    find_district_claim,
    list_district_claims,
    review_own_claim,
)
from banfa.trust.actor import DISTRICT
from banfa.web.api.casework_schemas import make_form
from banfa.web.api.pages import page_of
from banfa.web.api.staged import render_staged
from banfa.web.fields import Boolean, Date, Enum, Id, Integer, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import PageQuery, by_id, pick
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.web.requests import Arguments, Call

blp: Final = Blueprint("district_claims", __name__, description="奖补申报的区县审核")
OWN: Final = (DISTRICT,)


class DistrictClaimsQuery(PageQuery):
    """Which claims."""

    waiting = Boolean("只看待区县审核的")


class DistrictClaimOut(Schema):
    """A claim as its district sees it."""

    id = Id("申报编号", of="subsidy_claim", required=True)
    batch = Str("申报批次", required=True)
    document_no = Str("申报通知文号", required=True)
    enterprise = Str("企业", required=True, allow_none=True)
    number = Str("合同编号", required=True, allow_none=True)
    provider = Str("服务商", required=True, allow_none=True)
    applied_on = Date("申报之日", required=True)
    asked = Integer("申请金额", unit="分", required=True, allow_none=True)
    supplement = Str("通知企业补正的内容", required=True, allow_none=True, personal=True)
    supplement_until = Date("补正的最后一日", required=True, allow_none=True)
    supplemented_on = Date("收到补正材料之日", required=True, allow_none=True)
    reviewed_on = Date("审核之日", required=True, allow_none=True)
    agrees = Boolean("区县是否同意", required=True, allow_none=True)
    opinion = Str("区县意见", required=True, allow_none=True, personal=True)
    lacking = Str("须补正的内容", required=True, allow_none=True, personal=True)
    stage = Enum("审核状态", choices=STAGES, required=True)
    stage_zh = Str("审核状态名称", required=True)
    version = Integer("第几次变化，即 ETag", required=True)


_OUT: Final = DistrictClaimOut()


def _render(claim: DistrictClaim) -> dict[str, Any]:
    return render_staged(claim, _OUT, STAGES)


@blp.route("/district-claims", methods=["GET"])
@blp.arguments(DistrictClaimsQuery, location="query")
@blp.response(200, page_of(DistrictClaimOut))
@operation(REVIEW, summary="本县（市、区）企业的奖补申报", own=OWN)
def list_own_claims(call: Call, query: Arguments) -> Answer:
    """List the claims of a district's own enterprises."""

    def fetch(after: int | None, limit: int) -> list[dict[str, Any]]:
        chosen = pick(query, "waiting")
        listed = list_district_claims(call.unit, after=after or 0, limit=limit, **chosen)
        return [_render(claim) for claim in listed]

    return call.page(query, fetch, key=by_id)


@blp.route("/district-claims/<id(subsidy_claim):row_id>", methods=["GET"])
@blp.response(200, DistrictClaimOut)
@operation(REVIEW, summary="本县（市、区）企业的一件奖补申报", own=OWN)
def get_own_claim(call: Call, row_id: int) -> Answer:
    """Give one of a district's own."""
    claim = find_district_claim(call.unit, row_id)
    return Answer(_render(claim), version=claim.version)


@blp.route("/district-claims/<id(subsidy_claim):row_id>/review", methods=["POST"])
@blp.arguments(make_form(ReviewClaim, "ReviewOwnClaimIn"), example=dict(ReviewClaim.example))
@blp.response(200, DistrictClaimOut)
@operation(REVIEW, summary="登记区县审核意见", versioned=True, own=OWN)
def review_district_claim(call: Call, body: Arguments, row_id: int) -> Answer:
    """Enter the district's word: it agrees, does not, or wants something supplied."""
    data = ReviewClaim.read(body, ReadingContext(call.profile, call.unit.today))
    claim = review_own_claim(call.unit, call.profile, row_id, data, call.version)
    return Answer(_render(claim), version=claim.version)
