"""Files as the ledger knows them, one row a file and what it is about; the content is in a store of its own.

A row is written after its content and never changed, but for a lawful erasure. Whoever hangs on a file (a
case, a decision, a service) refers to its row by id, and asks `check_files` first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, Index, any_, bindparam, text

from banfa.database.base import one_of
from banfa.database.rows import Bound, TenantRow, bigint_column, instant_column, integer_column, text_column
from banfa.errors import Conflict, Missing
from banfa.procedures.files.attachments import is_open, list_closed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from banfa.trust.unit import Unit

KINDS: Final = {
    "approval_sheet": "签批单",
    "stamped_original": "用印件扫描",
    "service_receipt": "送达回证",
    "report": "整改报告",
    "evidence": "证据材料",
    "investigation": "涉嫌犯罪案件调查报告",
    "evidence_list": "证据目录",
    "minutes": "会议纪要",
    "address_confirmation": "送达地址确认书",
    "application_form": "申报书",
    "withdrawal": "撤回申请",
    "exit_application": "退出申请",
    "commitment": "承诺书",
    "task_book": "任务书",
    "objection": "异议书（或者记录）",
    "interview_record": "约谈记录",
    "extract": "对外摘录（已遮盖他人信息）",
    "official_text": "依据文本",
    "corrected_list": "更正后公布的名单（网页截图、扫描件）",
    "attendance": "签到表、保密承诺书",
    "score_sheet": "评分表、汇总表",
    "mandate": "委托书",
    "visit_record": "走访记录",
    "third_party_report": "第三方报告",
    "voucher": "拨付、缴款凭证",
    "stamped_answer": "盖章的核对单、来函",
    "sent_report": "报出的报表",
    "filing_notice": "报送通知",
    "filed_material": "报送的材料",
    "agreement": "双方签订的文书",
    "termination": "解除协议、解除通知",
    "work_plan": "工作计划和完成情况材料",
    "history_sheet": "历史表原件",
    "history_proof": "历史数据佐证材料",
    "web_material": "网上来信材料",
    "confidential_material": "网上来信材料（要求保密）",
    "sealed_material": "网上来信材料（不拆封）",
    "finance_sheet": "财政拨付明细表原件",
    "other": "其他",
}
"""What a paper is (材料类别)."""
UNTOLD: Final = frozenset({"web_material", "confidential_material", "sealed_material"})
"""Kinds of which no note has the digest: it would tell a known text to who may not see the file."""


class FileSubject(NamedTuple):
    """Whom a file is about: a provider, an enterprise, or neither, for a paper of the bureau's own."""

    provider_id: int | None = None
    enterprise_id: int | None = None


OWN: Final = FileSubject()
"""The bureau itself."""


class StoredFile(
    TenantRow,
    table="stored_file",
    refers={"provider_id": "provider", "enterprise_id": "enterprise", "uploaded_by": "person"},
    rights="SELECT, INSERT",
    constraints=(
        one_of("kind", KINDS),
        CheckConstraint("num_nonnulls(provider_id, enterprise_id) <= 1", name="one_subject"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_shape"),
        CheckConstraint("size > 0", name="size_positive"),
        Index(
            "uq_stored_file_content",
            "tenant_id",
            "sha256",
            "kind",
            "provider_id",
            "enterprise_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("erased_at IS NULL"),
        ),
        Index("ix_stored_file_provider", "tenant_id", "provider_id", "id"),
        Index("ix_stored_file_enterprise", "tenant_id", "enterprise_id", "id"),
    ),
    bound=Bound(),
    erasable=("name",),
):
    """A file.

    `sha256` is its content's digest in hexadecimal, by which the store has it, `size` in bytes. `media_type`
    is what the content was found to be, `name` as its sender gave it, in its normal form. Of one that was
    erased by law the content is gone as well.
    """

    id: int
    sha256: str = text_column()
    size: int = integer_column()
    media_type: str = text_column()
    name: str = text_column()
    kind: str = text_column()
    provider_id: int | None = bigint_column()
    enterprise_id: int | None = bigint_column()
    uploaded_by: int
    uploaded_at: datetime = instant_column()
    erased_at: datetime | None = instant_column()

    @property
    def subject(self) -> FileSubject:
        """Whom it is about."""
        return FileSubject(self.provider_id, self.enterprise_id)


_C: Final = StoredFile.c
_ONE: Final = StoredFile.select().where(_C.id == bindparam("file_id"))
_ONE_OPEN: Final = _ONE.where(is_open(_C.id))
_SOME: Final = (
    StoredFile.select()
    .where(_C.id == any_(bindparam("ids", type_=ARRAY(BigInteger))), is_open(_C.id))
    .order_by(_C.id)
)
_SAME: Final = StoredFile.select().where(
    _C.erased_at.is_(None),
    _C.sha256 == bindparam("sha256"),
    _C.kind == bindparam("kind"),
    _C.provider_id.is_not_distinct_from(bindparam("provider_id", type_=BigInteger)),
    _C.enterprise_id.is_not_distinct_from(bindparam("enterprise_id", type_=BigInteger)),
)


def find_file(unit: Unit, file_id: int) -> StoredFile:
    """Find a file that is open to who asks, also one that was erased. Raises Missing (`file_missing`)."""
    closed = list_closed(unit.actor)
    file = unit.one_or_none(StoredFile, _ONE_OPEN, file_id=file_id, closed=closed)
    if file is None:
        raise _make_missing_file()
    return file


def find_any_file(unit: Unit, file_id: int) -> StoredFile:
    """Find a file, closed or not: for erasing it by law. Raises Missing (`file_missing`)."""
    file = unit.one_or_none(StoredFile, _ONE, file_id=file_id)
    if file is None:
        raise _make_missing_file()
    return file


def find_same(unit: Unit, *, sha256: str, kind: str, subject: FileSubject) -> StoredFile | None:
    """Find the file of this content that is there already, of this kind and about this subject."""
    return unit.one_or_none(StoredFile, _SAME, sha256=sha256, kind=kind, **subject._asdict())


def list_files(
    unit: Unit,
    *,
    subject: FileSubject | None = None,
    kind: str | None = None,
    after: int | None = None,
    limit: int,
) -> list[StoredFile]:
    """List files, the latest first, below the id `after`; of a subject, where one is named, of a kind.

    What is closed to who asks is left out.
    """
    statement = StoredFile.select().where(is_open(_C.id)).order_by(_C.id.desc()).limit(limit)
    if subject is not None:
        statement = statement.where(
            _C.provider_id.is_not_distinct_from(subject.provider_id),
            _C.enterprise_id.is_not_distinct_from(subject.enterprise_id),
        )
    if kind is not None:
        statement = statement.where(_C.kind == kind)
    if after is not None:
        statement = statement.where(_C.id < after)
    return unit.all(StoredFile, statement, closed=list_closed(unit.actor))


def list_some(unit: Unit, ids: Sequence[int]) -> list[StoredFile]:
    """List those of some files that are open to who asks."""
    return unit.all(StoredFile, _SOME, ids=list(ids), closed=list_closed(unit.actor))


def check_files(
    unit: Unit, ids: Sequence[int], *, kind: str | None = None, subject: FileSubject | None = None
) -> list[StoredFile]:
    """Give the files of these ids, in their order, that something is to hang on.

    Raises Missing (`file_missing`), and Conflict for one that is another kind of paper
    (`file_of_other_kind`), about somebody else (`file_of_other_subject`) or erased (`file_erased`). A paper
    of the bureau's own goes with any subject.
    """
    files = {file.id: file for file in list_some(unit, ids)}
    for file_id in ids:
        file = files.get(file_id)
        if file is None:
            raise _make_missing_file()
        if file.erased_at is not None:
            raise Conflict("file_erased", "该材料已依法删除，请另选。", field="files")
        if kind is not None and file.kind != kind:
            detail = (
                f"“{file.name}”是{KINDS[file.kind]}，此处要的是{KINDS[kind]}；请另选，或按该类别重新上传。"
            )
            raise Conflict("file_of_other_kind", detail, field="files")
        if subject is not None and file.subject not in {OWN, subject}:
            detail = f"“{file.name}”是另一单位的材料，请另选，或按本单位重新上传。"
            raise Conflict("file_of_other_subject", detail, field="files")
    return [files[file_id] for file_id in ids]


def _make_missing_file() -> Missing:
    """Say that there is no such file."""
    return Missing("file_missing", "没有这份材料，请核对编号。")
