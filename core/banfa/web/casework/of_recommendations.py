"""The resource of recommendations: a district's own, received and checked by the bureau."""

from __future__ import annotations

from typing import Final

from banfa.procedures.recommendations import drafting, rows
from banfa.procedures.recommendations.actions import CHECK, MANAGE, READ
from banfa.web.casework.declared import Act, Resource

RECOMMENDATIONS: Final = Resource(
    name="recommendation",
    one="recommendation",
    many="recommendations",
    zh="推荐汇总表",
    row=rows.Recommendation,
    machine=rows.RECOMMENDATIONS,
    filters=("state", "call"),
    words={"state": rows.STATES, "call": rows.CALLS},
    columns=("title", "district", "call", "as_of", "state"),
    read=READ,
    manage=CHECK,
    own="district",
    labels={
        "lines": "推荐的企业（报送后不变）",
        "revised_by": "修改人",
        "returned_at": "退回时间",
        "submitted_by": "报送人",
        "submitted_at": "报送时间",
        "received_by": "接收人",
        "received_at": "接收时间",
        "drafted_by": "编制人",
        "drafted_at": "编制时间",
    },
    makes=(
        Act(
            name="draft_recommendation",
            zh="编制推荐汇总表",
            action=MANAGE,
            perform=drafting.draft_recommendation,
            inputs=drafting.DraftRecommendation,
        ),
    ),
    acts=(
        Act(
            name="revise_recommendation",
            zh="修改推荐汇总表",
            action=MANAGE,
            path="revision",
            perform=drafting.revise_recommendation,
            inputs=drafting.ReviseRecommendation,
            steps=("revise",),
        ),
        Act(
            name="submit_recommendation",
            zh="报送推荐汇总表",
            action=MANAGE,
            path="submission",
            perform=drafting.submit_recommendation,
            steps=("submit",),
        ),
        Act(
            name="receive_recommendation",
            zh="接收推荐汇总表",
            action=CHECK,
            path="receipt",
            perform=drafting.receive_recommendation,
            steps=("receive",),
        ),
        Act(
            name="check_recommendation",
            zh="复核推荐汇总表",
            action=CHECK,
            path="confirmation",
            perform=drafting.check_recommendation,
            steps=("check",),
        ),
        Act(
            name="return_recommendation",
            zh="退回推荐汇总表",
            action=CHECK,
            path="return",
            perform=drafting.return_recommendation,
            inputs=drafting.ReturnRecommendation,
            steps=("return",),
        ),
        Act(
            name="withdraw_recommendation",
            zh="不再报送推荐汇总表",
            action=MANAGE,
            path="withdrawal",
            perform=drafting.withdraw_recommendation,
            inputs=drafting.ReturnRecommendation,
            steps=("withdraw",),
        ),
    ),
)
