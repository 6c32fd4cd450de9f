"""What a person writes of a paper while it is drafted, and the blanks that this fills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.ledger.entries.specifiers import text
from banfa.procedures.cases.documents import DOCUMENTS, Document
from banfa.procedures.cases.handling import begin_in_case
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

MEASURES: Final = "措施"
BLANKS: Final[Mapping[str, tuple[str, ...]]] = {
    "facts": ("事由",),
    "remedies": (MEASURES,),
    "reasons": ("理由", "撤销理由", "撤回理由", "更正内容", "变更理由"),
    "reply": ("复核情况", "答复"),
    "aftermath": ("后果处理", "后续处理"),
    "basis": ("依据",),
    "original": ("原文书",),
    "addressees": ("受送单位",),
    "term": ("期限",),
    "until": ("延长至",),
    "shown_from": ("公示起",),
    "shown_until": ("公示止",),
    "account": ("收款账户",),
    "time": ("时间",),
    "place": ("地点",),
    "attachments": ("附件",),
    "copies": ("抄送",),
    "contact": ("联系方式",),
}
"""What a person writes of a paper, and the blanks that it fills."""
FROM_CASE: Final = ("term",)
"""What a person's word fills only where the case has none: nobody retypes the term of an order."""


class WritePaper(
    Inputs, example={"facts": "贵单位于3月2日更换项目负责人，未按要求报告", "contact": "林晓 0592-0000000"}
):
    """What the paper says in words of this case."""

    facts: str | None = text("事由", max_length=4000, hint="不填的用各线索的核实结论")
    remedies: str | None = text("措施", max_length=4000, hint="要求完成的整改、调整的工作")
    reasons: str | None = text("理由", max_length=4000, hint="更正、撤销、撤回、延期、中止的理由也填在这里")
    reply: str | None = text("陈述申辩的复核情况", max_length=4000, hint="不填的用登记的答复")
    aftermath: str | None = text("后果处理", max_length=2000)
    basis: str | None = text("依据", max_length=250, hint="不填的用办法的条款；撤销、撤回的为一般规定")
    original: str | None = text("所针对文书的标题", max_length=200, hint="不是本系统签发的文书填写")
    addressees: str | None = text("主送单位", max_length=2000, hint="通报等发给多家单位的填写")
    term: str | None = text("期限", max_length=50, hint="退款等办法没有规定的期限，如 30日（自然日）")
    until: str | None = text("延长至", max_length=50, hint="延期的填写，如 2026年6月30日")
    shown_from: str | None = text("公示起", max_length=50)
    shown_until: str | None = text("公示止", max_length=50)
    account: str | None = text("收款账户", max_length=250, hint="追回款项的填写")
    time: str | None = text("时间", max_length=200)
    place: str | None = text("地点", max_length=200)
    attachments: str | None = text("附件", max_length=1000)
    copies: str | None = text("抄送", max_length=250)
    contact: str | None = text("联系方式", max_length=200)


def write_paper(
    unit: Unit, _profile: Profile, document_id: int, data: WritePaper, version: int | None = None
) -> Document:
    """Write what a paper says while it is drafted."""
    document = DOCUMENTS.begin(unit, "write", document_id, version=version)
    begin_in_case(unit, document.case_id)
    content = {name: value for name, value in vars(data).items() if value is not None}
    return take(unit, DOCUMENTS, document, "write", content, content=content)
