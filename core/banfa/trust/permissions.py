"""Who may do what: one table of action × role → scope.

`ALL` reaches every record of the tenant, `OWN` only what concerns the actor's own provider, enterprise or
districts (the room that reads applies it), no entry nothing at all. A token's scopes can narrow its role,
never widen it. What few may see (`BY_NAME`) comes with a token only where its scopes name it. That nobody
reviews what he computed himself is a matter of persons, kept by the procedures, not of roles.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from banfa.errors import Forbidden, Malformed
from banfa.trust.actor import DISTRICT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.trust.actor import Actor

Scope = Literal["all", "own"]

ROLES: Final = MappingProxyType(
    {
        "admin": "管理员",
        "officer": "经办",
        "reviewer": "审核",
        "platform": "公共服务平台",
        "district": "县（市、区）工信部门",
        "provider": "服务商",
        "enterprise": "企业",
        "auditor": "只读",
    }
)

OUTSIDERS: Final = ("platform", DISTRICT, "provider", "enterprise")
"""Roles that are not the bureau's own: they see what is public, and what concerns themselves."""
BUREAU: Final = tuple(role for role in ROLES if role not in OUTSIDERS)
"""Roles that see how the bureau works: its steps, its officers, what it has not made public."""
OF_SOURCE: Final = ("platform", "auditor")
"""Roles of a registered source, which reports and may read what became of it."""
TOGETHER: Final = (frozenset(OF_SOURCE), frozenset({"provider", "enterprise"}))
"""Roles that stand together though not all are the bureau's: of systems. Else one of others stands alone."""
LOGS_IN: Final = (*BUREAU, DISTRICT)
"""Roles that a person may take on the pages."""

ACTIONS: Final = MappingProxyType(
    {
        "ledger.read": "查看台账",
        "ledger.write": "登记台账",
        "ledger.rule": "认定台账中有争议的内容",
        "terms.read": "查看待定事项和口径",
        "terms.write": "以文件确定待定事项和口径",
        "round.read": "查看评价结果",
        "round.manage": "办理评价",
        "round.review": "审核评价",
        "round.publish": "公布评价",
        "what_if.run": "测算拟定的口径",
        "objection.file": "提出异议",
        "objection.decide": "处理异议",
        "decision.read": "查看拟作的决定",
        "decision.propose": "提出决定",
        "decision.confirm": "确认决定",
        "decision.import": "导入既往决定",
        "case.read": "查看案件",
        "case.manage": "办理案件",
        "case.check": "复核案件中他人登记的事项",
        "admission.read": "查看遴选入库",
        "admission.manage": "办理遴选入库",
        "admission.check": "复核、决定遴选入库中他人登记的事项",
        "admission.collect": "收取和登记本县（市、区）的入库申报",
        "file.read": "查看案卷材料",
        "file.manage": "上传案卷材料",
        "subsidy.read": "查看奖补资金",
        "subsidy.manage": "办理奖补资金",
        "subsidy.check": "复核和决定奖补资金",
        "subsidy.review": "区县审核本县（市、区）企业的奖补申报",
        "letter.read": "查看来信和投诉举报",
        "letter.manage": "办理来信和投诉举报",
        "letter.check": "复核来信的结论",
        "letter.identity": "查看和登记反映人",
        "letter.discipline": "查看转纪检的来信",
        "incoming.read": "查看收文和议定事项",
        "incoming.manage": "办理收文和议定事项",
        "incoming.check": "议定事项销号",
        "expert.read": "查看专家评审",
        "expert.manage": "办理专家评审",
        "expert.check": "复核专家评审中他人登记的事项",
        "visit.read": "查看走访和评测",
        "visit.manage": "办理走访和评测",
        "visit.check": "复核走访和评测中他人登记的事项",
        "confirmation.read": "查看数据核对",
        "confirmation.manage": "办理数据核对",
        "confirmation.check": "复核和处理数据核对中他人登记的事项",
        "report.read": "查看上报报表",
        "report.manage": "编制和报出上报报表",
        "report.check": "审核他人编制的上报报表",
        "filing.read": "查看材料报送",
        "filing.manage": "办理材料报送",
        "filing.check": "印发报送通知，复核和决定材料报送中他人登记的事项",
        "task_book.read": "查看任务书",
        "task_book.manage": "办理任务书",
        "task_book.check": "复核任务书，认定计划完成情况",
        "history.read": "查看历史数据",
        "history.manage": "录入和匹配历史数据",
        "history.check": "确认他人匹配的历史数据",
        "link.read": "查看一次性链接和网上申报",
        "link.manage": "签发和收回一次性链接，办理网上申报",
        "recommendation.read": "查看推荐汇总表",
        "recommendation.manage": "编制和报送推荐汇总表",
        "recommendation.check": "接收、复核和退回推荐汇总表",
        "law.read": "查看办法条款",
        "watch.read": "查看线索提示",
        "watch.look": "记下已看过线索",
        "token.manage": "管理接口密钥",
        "person.manage": "管理人员",
        "source.read": "查看数据来源",
        "source.manage": "登记数据来源",
        "audit.read": "查看操作留痕",
    }
)

BY_NAME: Final = frozenset({"letter.identity"})
"""Actions that no token has in passing: its scopes name them, and it is a natural person's."""
LETS_IN: Final = "person.manage"
"""Whoever may let persons in may give them what he has not himself (`OF_OTHERS`)."""

# "A" all, "o" own, "-" nothing. A provider or an enterprise reports through the bureau or the platform:
# whoever is evaluated does not write the ledger it is evaluated from. Hits of the watch are proposals and
# stay inside the bureau, and so do the papers of its cases.
_TABLE: Final = """
                  admin officer reviewer platform provider enterprise auditor district
ledger.read       A     A       A        A        o        o          A       o
ledger.write      A     A       -        A        -        -          -       o
ledger.rule       A     A       -        -        -        -          -       -
terms.read        A     A       A        A        A        A          A       A
terms.write       A     A       -        -        -        -          -       -
round.read        A     A       A        A        o        o          A       -
round.manage      A     A       -        -        -        -          -       -
round.review      A     -       A        -        -        -          -       -
round.publish     A     -       A        -        -        -          -       -
what_if.run       A     A       -        -        -        -          -       -
objection.file    A     A       -        -        o        o          -       -
objection.decide  A     -       A        -        -        -          -       -
decision.read     A     A       A        -        -        -          A       -
decision.propose  A     A       -        -        -        -          -       -
decision.confirm  A     A       A        -        -        -          -       -
decision.import   A     -       -        -        -        -          -       -
case.read         A     A       A        -        -        -          A       -
case.manage       A     A       -        -        -        -          -       -
case.check        A     A       A        -        -        -          -       -
admission.read    A     A       A        -        -        -          A       -
admission.manage  A     A       -        -        -        -          -       -
admission.check   A     A       A        -        -        -          -       -
admission.collect -     -       -        -        -        -          -       o
file.read         A     A       A        -        -        -          A       -
file.manage       A     A       -        -        -        -          -       -
subsidy.read      A     A       A        -        -        -          A       -
subsidy.manage    A     A       -        -        -        -          -       -
subsidy.check     A     A       A        -        -        -          -       -
subsidy.review    -     -       -        -        -        -          -       o
letter.read       A     A       A        -        -        -          A       -
letter.manage     A     A       -        -        -        -          -       -
letter.check      A     A       A        -        -        -          -       -
letter.identity   -     A       -        -        -        -          -       -
letter.discipline A     -       -        -        -        -          A       -
incoming.read     A     A       A        -        -        -          A       -
incoming.manage   A     A       -        -        -        -          -       -
incoming.check    A     A       A        -        -        -          -       -
expert.read       A     A       A        -        -        -          A       -
expert.manage     A     A       -        -        -        -          -       -
expert.check      A     A       A        -        -        -          -       -
visit.read        A     A       A        -        -        -          A       -
visit.manage      A     A       -        -        -        -          -       -
visit.check       A     A       A        -        -        -          -       -
confirmation.read A     A       A        -        -        -          A       -
confirmation.manage A   A       -        -        -        -          -       -
confirmation.check A    A       A        -        -        -          -       -
report.read       A     A       A        -        -        -          A       -
report.manage     A     A       -        -        -        -          -       -
report.check      A     A       A        -        -        -          -       -
filing.read       A     A       A        -        -        -          A       -
filing.manage     A     A       -        -        -        -          -       -
filing.check      A     A       A        -        -        -          -       -
task_book.read    A     A       A        -        -        -          A       -
task_book.manage  A     A       -        -        -        -          -       -
task_book.check   A     A       A        -        -        -          -       -
history.read      A     A       A        -        -        -          A       -
history.manage    A     A       -        -        -        -          -       -
history.check     A     A       A        -        -        -          -       -
link.read         A     A       A        -        -        -          A       -
link.manage       A     A       -        -        -        -          -       -
recommendation.read A   A       A        -        -        -          A       o
recommendation.manage A A       -        -        -        -          -       o
recommendation.check A  A       A        -        -        -          -       -
law.read          A     A       A        A        A        A          A       A
watch.read        A     A       A        -        -        -          A       -
watch.look        A     A       A        -        -        -          -       -
token.manage      A     -       -        -        -        -          -       -
person.manage     A     -       -        -        -        -          -       -
source.read       A     A       A        A        -        -          A       -
source.manage     A     -       -        -        -        -          -       -
audit.read        A     -       -        -        -        -          A       -
"""

_SCOPE_OF_LETTER: Final[dict[str, Scope | None]] = {"A": "all", "o": "own", "-": None}


def _parse_table(table: str) -> MappingProxyType[tuple[str, str], Scope | None]:
    """The table as (role, action) → scope; a cell that is missing or misspelt stops the import."""
    head, *rows = [line.split() for line in table.strip().splitlines()]
    cells = {
        (role, action): _SCOPE_OF_LETTER[letter]
        for action, *letters in rows
        for role, letter in zip(head, letters, strict=True)
    }
    if set(cells) != {(role, action) for role in ROLES for action in ACTIONS}:
        raise ValueError("the table of permissions must have one cell for every role and action")
    return MappingProxyType(cells)


PERMISSIONS: Final = _parse_table(_TABLE)
OF_LETTERS: Final = frozenset(action for action in ACTIONS if action.startswith("letter."))
"""What no system may do: letters are read by persons of the bureau."""
OF_OTHERS: Final = frozenset(action for action in ACTIONS if PERMISSIONS["admin", action] is None)
"""What an administrator has not himself: what has to be named, and what a district does for itself."""


def allow(actor: Actor, action: str) -> Scope:
    """How far this actor may carry out this action; for entries of a kind see `banfa.trust.rights`.

    Raises `Forbidden` when not at all, `KeyError` for an action that does not exist: that is a
    defect of the caller.
    """
    scope = PERMISSIONS[actor.role, action]
    if scope is None:
        raise Forbidden(
            "role_not_allowed", f"{ROLES[actor.role]}角色不能{ACTIONS[action]}。请换用有此权限的接口密钥。"
        )
    unnamed = action in BY_NAME and actor.token_id is not None and actor.scopes is None
    if unnamed or (actor.scopes is not None and action not in actor.scopes):
        raise Forbidden(
            "scope_not_granted",
            f"该接口密钥未授权“{ACTIONS[action]}”。请换用授权范围包含 {action} 的接口密钥。",
        )
    return scope


def may(actor: Actor, action: str) -> bool:
    """Whether this actor may carry out this action at all."""
    try:
        allow(actor, action)
    except Forbidden:
        return False
    return True


def actions_of(role: str, scopes: Iterable[str] | None) -> frozenset[str]:
    """The actions that a role comes to, narrowed to these scopes; without any, but those to be named."""
    granted = frozenset(action for action in ACTIONS if PERMISSIONS[role, action] is not None)
    return granted - BY_NAME if scopes is None else granted.intersection(scopes)


def check_scopes(*, role: str, scopes: Iterable[str]) -> list[str]:
    """The scopes in order, once each.

    Raises `Malformed` for a role or action that does not exist, or one that the role does not have anyway.
    """
    if role not in ROLES:
        raise Malformed("unknown_role", f"没有“{role}”这个角色。可用的角色：{'、'.join(ROLES)}。")
    wanted = sorted(set(scopes))
    unknown = [action for action in wanted if action not in ACTIONS]
    if unknown:
        raise Malformed(
            "unknown_scope", f"没有“{'、'.join(unknown)}”这项权限。可用的权限：{'、'.join(ACTIONS)}。"
        )
    beyond = [action for action in wanted if PERMISSIONS[role, action] is None]
    if beyond:
        raise Malformed(
            "scope_beyond_role", f"{ROLES[role]}角色没有“{'、'.join(beyond)}”权限，接口密钥不能超出角色。"
        )
    return wanted
