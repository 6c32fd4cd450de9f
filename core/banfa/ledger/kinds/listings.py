"""The list of enterprises (试点企业名单), published in batches, and what becomes of those on it.

None of the five measures sets the days within which an enterprise is transformed: where a city has such days,
they stand in the list itself or in a notice (Liuzhou's pilot period, Changchun's three months from the list).
They are entered as the document has them, and nothing is worked out that it does not say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import CheckConstraint

from banfa.errors import Malformed
from banfa.ledger.entries.checks import InOrder
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import MAX_CONTENT, choice, day, key, past_day, reference, text
from banfa.trust.rights import FIELD, VERIFIED

if TYPE_CHECKING:
    from datetime import date

    from banfa.ledger.entries.entry import Draft, Kind

WITHDRAWN: Final = "withdrawn"
CHANGES: Final = {
    "name": "更名",
    "merged": "合并",
    "moved": "迁出",
    "outgrown": "不再属中小企业",
    WITHDRAWN: "退出试点",
}


class EnterpriseListing(
    Entry,
    name="enterprise_listing",
    zh="试点企业名单",
    rights=VERIFIED,
    day="listed_on",
    checks=(InOrder("from_on", "until_on"),),
):
    """An enterprise on the list of a batch, and the days that the document gives it."""

    enterprise_id: int = reference("enterprise", "试点企业")
    batch: str = key(
        "试点批次",
        max_length=100,
        unique_with=("enterprise_id",),
        searchable=True,
        hint="如第一批；同一企业同一批次只登记一条，延期的更正实施至",
    )
    document: str | None = key("名单文号", max_length=200, searchable=True)
    listed_on: date = past_day("列入之日")
    from_on: date | None = day("实施自", hint="名单或通知写明的才填")
    until_on: date | None = day("实施至", hint="名单或通知写明的才填，填最后一日")


def _check_after(_kind: Kind, draft: Draft) -> None:
    """A new name is named, and so is into whom one was merged."""
    if draft.values["what"] in {"name", "merged"} and draft.values["after"] is None:
        message = "更名的填写变更后的名称，合并的填写合并后的企业（after）。"
        raise Malformed("field_missing", message, field="after")


class EnterpriseChange(
    Entry,
    name="enterprise_change",
    zh="试点企业变更事项",
    rights=FIELD,
    day="occurred_on",
    checks=(InOrder("occurred_on", "reported_on"), _check_after),
    constraints=(CheckConstraint("what NOT IN ('name', 'merged') OR after IS NOT NULL", name="names_after"),),
):
    """What changed about an enterprise of the pilot. It changes neither the register nor who was served."""

    enterprise_id: int = reference("enterprise", "试点企业")
    what: str = choice("变更事项", CHANGES)
    before: str | None = text("变更前", max_length=MAX_CONTENT)
    after: str | None = text("变更后", max_length=MAX_CONTENT, hint="更名、合并的须填写")
    occurred_on: date = past_day("发生之日")
    reported_on: date | None = past_day("报告之日")
    basis: str | None = text("依据", max_length=MAX_CONTENT, hint="登记机关或主管部门的文件")
