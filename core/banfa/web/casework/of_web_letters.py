"""Resources of what was sent on the web: letters that wait to be registered, and what of them is sealed."""

from __future__ import annotations

from typing import Final

from banfa.procedures.correspondence import web_registering, web_rows
from banfa.procedures.correspondence.letter_words import CHECK, MANAGE, READ
from banfa.procedures.correspondence.reporter_rows import DISCIPLINE, WRITER
from banfa.web.casework.declared import Act, Resource

SAID: Final = {
    "about": "被反映的单位或者个人",
    "provider_named": "涉及的服务商（来信人所写）",
    "happened": "发生时间",
    "content": "反映的事项",
    "sent_at": "提交时间",
}
WEB_LETTERS: Final = Resource(
    name="web_letter",
    one="web_letter",
    many="web_letters",
    zh="网上来件",
    row=web_rows.WebLetter,
    machine=web_rows.WEB_LETTERS,
    read=READ,
    manage=MANAGE,
    filters=("state",),
    words={"state": web_rows.STATES, "reason": web_rows.REASONS},
    columns=("number", "about", "sealed", "sent_on", "state"),
    labels={
        **SAID,
        "number": "受理编号",
        "sealed": "是否不拆封（反映公职人员、专家或第三方机构）",
        "named": "是否实名",
        "confidential": "是否要求保密",
        "sent_on": "提交之日",
        "sent_by": "提交的登记人（系统）",
        "declined_by": "提出不予登记的人",
        "letter_id": "登记的来信",
    },
    acts=(
        Act(
            name="register_web_letter",
            zh="登记为来信",
            action=MANAGE,
            path="registration",
            perform=web_registering.register_web_letter,
            inputs=web_registering.RegisterWebLetter,
            steps=("register",),
            gives="letter",
        ),
        Act(
            name="decline_web_letter",
            zh="提出不予登记",
            action=MANAGE,
            path="decline",
            perform=web_registering.decline_web_letter,
            inputs=web_registering.DeclineWebLetter,
            steps=("decline",),
        ),
        Act(
            name="confirm_web_letter_decline",
            zh="确认不予登记",
            action=CHECK,
            path="confirmation",
            perform=web_registering.confirm_decline,
            steps=("confirm_decline",),
        ),
        Act(
            name="keep_web_letter",
            zh="退回，应予登记",
            action=CHECK,
            path="keeping",
            perform=web_registering.keep_web_letter,
            steps=("keep",),
        ),
    ),
)
SEALED_WEB_LETTERS: Final = Resource(
    name="sealed_web_letter",
    one="sealed_web_letter",
    many="sealed_web_letters",
    zh="不拆封的网上来件",
    row=web_rows.SealedWebLetter,
    read=DISCIPLINE,
    manage=MANAGE,
    filters=("web_letter_id",),
    columns=("web_letter_id", "sent_at"),
    apart=(*web_rows.OF_CONTENT, *WRITER),
    labels={**SAID, "web_letter_id": "网上来件", "name": "来信人", "contact": "联系方式"},
)
