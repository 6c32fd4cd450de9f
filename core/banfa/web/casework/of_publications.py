"""Resources of what is shown, on the bureau's own site or on its notice board, and of objections to it."""

from __future__ import annotations

from typing import Final

from banfa.procedures.cases import (
    board,
    publication_objection_rows,
    publication_objections,
    publication_rows,
    publications,
)
from banfa.procedures.cases.steps import CHECK, MANAGE
from banfa.web.casework.declared import Act, Resource

PUBLICATIONS: Final = Resource(
    name="publication",
    one="publication",
    many="publications",
    zh="公示和通报",
    row=publication_rows.Publication,
    machine=publication_rows.PUBLICATIONS,
    filters=("state", "case_id"),
    words={
        "state": publication_rows.STATES,
        "form": publication_rows.FORMS,
        "day_unit": publication_rows.DAY_UNITS,
    },
    labels={"on_board": "是否在信息公示栏"},
    columns=("form", "cite", "address", "posted_on", "until", "down_on", "state"),
    acts=(
        Act(
            name="review_publication",
            zh="公开审查通过",
            action=CHECK,
            path="review",
            perform=publications.review_publication,
            steps=("review",),
        ),
        Act(
            name="hand_publication_over",
            zh="已交本局网站",
            action=MANAGE,
            path="handover",
            perform=publications.hand_publication_over,
            steps=("hand_over",),
        ),
        Act(
            name="post_publication",
            zh="登记已发布",
            action=MANAGE,
            path="posting",
            perform=publications.post_publication,
            inputs=publications.PostPublication,
            steps=("post",),
        ),
        Act(
            name="show_publication",
            zh="发布到信息公示栏",
            action=MANAGE,
            path="showing",
            perform=board.show_publication,
            inputs=board.ShowPublication,
            steps=("show",),
            on_board=True,
        ),
        Act(
            name="take_publication_down",
            zh="登记已撤下",
            action=MANAGE,
            path="taking-down",
            perform=publications.take_publication_down,
            inputs=publications.TakeDown,
            steps=("take_down",),
        ),
        Act(
            name="receive_publication_objection",
            zh="登记异议",
            action=MANAGE,
            path="objections",
            perform=publication_objections.receive_objection,
            inputs=publication_objections.ReceiveObjection,
            states=publication_objection_rows.OBJECTED_TO,
            gives="publication_objection",
        ),
        Act(
            name="withdraw_publication",
            zh="不予发布",
            action=MANAGE,
            path="withdrawal",
            perform=publications.withdraw_publication,
            inputs=publications.WithdrawPublication,
            steps=("withdraw",),
        ),
    ),
)
PUBLICATION_OBJECTIONS: Final = Resource(
    name="publication_objection",
    one="publication_objection",
    many="publication_objections",
    zh="对公示的异议",
    row=publication_objection_rows.PublicationObjection,
    machine=publication_objection_rows.OBJECTIONS,
    filters=("state", "case_id", "publication_id"),
    words={"state": publication_objection_rows.STATES, "outcome": publication_objection_rows.OUTCOMES},
    columns=("received_on", "objector", "words", "due_on", "outcome", "answered_on", "state"),
    acts=(
        Act(
            name="answer_publication_objection",
            zh="答复异议",
            action=CHECK,
            path="answer",
            perform=publication_objections.answer_objection,
            inputs=publication_objections.AnswerObjection,
            steps=("answer",),
        ),
        Act(
            name="withdraw_publication_objection",
            zh="登记异议人撤回",
            action=MANAGE,
            path="withdrawal",
            perform=publication_objections.withdraw_objection,
            inputs=publication_objections.WithdrawObjection,
            steps=("withdraw",),
        ),
    ),
)
