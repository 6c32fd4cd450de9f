"""Who may record what: one table of class of kind × act × role → scope.

Reporting is not deciding. A kind of entry says what it is (`rights=` in its declaration): parties entered
in the register, what happened in the field, what the bureau has verified, how far a source's reports are
whole, what was decided. A source corrects and voids its own alone; decisions come out of procedures alone.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, Protocol

from banfa.errors import Forbidden
from banfa.trust.actor import DISTRICT
from banfa.trust.permissions import PERMISSIONS, ROLES, allow

if TYPE_CHECKING:
    from banfa.trust.actor import Actor

DISTRICT_SOURCE: Final = "district-"
"""What the keys of districts' sources begin with, and no other's."""

Act = Literal["report", "correct_own", "correct_others", "void", "decide"]
Reach = Literal["all", "mandate", "own", "district"]


class Rights(StrEnum):
    """What a kind of entry is, as far as it matters who records it."""

    REGISTER = "register"
    FIELD = "field"
    VERIFIED = "verified"
    DECLARED = "declared"
    DECIDED = "decided"


REGISTER, FIELD, VERIFIED, DECLARED, DECIDED = Rights

ACTS: Final = MappingProxyType(
    {
        "report": "登记",
        "correct_own": "更正本来源所报的",
        "correct_others": "更正其他来源所报的",
        "void": "作废",
        "decide": "经程序记录",
    }
)


class Recordable(Protocol):
    """A kind of entry, as far as this room knows one."""

    @property
    def name(self) -> str:
        """Its name in addresses and tables."""

    @property
    def zh(self) -> str:
        """Its name for people."""

    @property
    def rights(self) -> Rights:
        """What it is."""

    @property
    def district_column(self) -> str | None:
        """The column naming the enterprise by which its entries are a district's; None: of no district."""


# "A" all, "m" what the person's mandate covers, "o" what the actor's own source reported, "d" of the kinds
# that districts enter, what a district reported (of which enterprises, the ledger looks to), "-" nothing.
_TABLE: Final = """
                         admin officer reviewer platform provider enterprise auditor district
register report          A     m       -        o        -        -          -       d
register correct_own     A     m       -        o        -        -          -       d
register correct_others  A     m       -        -        -        -          -       -
register void            A     m       -        o        -        -          -       d
register decide          -     -       -        -        -        -          -       -
field    report          A     m       -        o        -        -          -       d
field    correct_own     A     m       -        o        -        -          -       d
field    correct_others  A     m       -        -        -        -          -       -
field    void            A     m       -        o        -        -          -       d
field    decide          -     -       -        -        -        -          -       -
verified report          A     m       -        -        -        -          -       -
verified correct_own     A     m       -        -        -        -          -       -
verified correct_others  A     m       -        -        -        -          -       -
verified void            A     m       -        -        -        -          -       -
verified decide          -     -       -        -        -        -          -       -
declared report          A     m       -        o        -        -          -       -
declared correct_own     A     m       -        o        -        -          -       -
declared correct_others  A     m       -        -        -        -          -       -
declared void            A     m       -        o        -        -          -       -
declared decide          -     -       -        -        -        -          -       -
decided  report          -     -       -        -        -        -          -       -
decided  correct_own     -     -       -        -        -        -          -       -
decided  correct_others  -     -       -        -        -        -          -       -
decided  void            -     -       -        -        -        -          -       -
decided  decide          A     m       m        -        -        -          -       -
"""

_REACH_OF_LETTER: Final[dict[str, Reach | None]] = {
    "A": "all",
    "m": "mandate",
    "o": "own",
    "d": "district",
    "-": None,
}


def _parse_table(table: str) -> MappingProxyType[tuple[str, str, str], Reach | None]:
    """Read the table as (role, class, act) → reach; a cell missing or misspelt stops the import."""
    head, *rows = [line.split() for line in table.strip().splitlines()]
    cells = {
        (role, rights, act): _REACH_OF_LETTER[letter]
        for rights, act, *letters in rows
        for role, letter in zip(head, letters, strict=True)
    }
    if set(cells) != {(role, rights, act) for role in ROLES for rights in Rights for act in ACTS}:
        raise ValueError("the table of rights must have one cell for every role, class and act")
    return MappingProxyType(cells)


RIGHTS: Final = _parse_table(_TABLE)

BY_PROCEDURE: Final = (
    "决定不能直接登记、更正或作废：新的决定由经办人员提出、另一人确认（/decision-proposals），"
    "本系统启用前的由管理员一次导入（/decision-imports）；作错的以撤回决定撤回。"
)


def roles_for(kind: Recordable, *acts: Act) -> tuple[str, ...]:
    """List the roles that may do one of these acts to entries of a kind, as far as it may be."""
    return tuple(role for role in ROLES if any(_find_reach(role, kind, act) for act in acts))


def _find_reach(role: str, kind: Recordable, act: Act) -> Reach | None:
    """How far a role may do an act to entries of a kind; districts enter kinds that are theirs alone."""
    reach = RIGHTS[role, kind.rights, act]
    return None if reach == "district" and kind.district_column is None else reach


def allow_act(actor: Actor, kind: Recordable, act: Act, *, source: str | None) -> None:
    """Let this actor do this to an entry of a kind that `source` reports, or has reported.

    Raises Forbidden: `by_procedure_only`, `role_not_allowed`, `scope_not_granted`, `outside_mandate`,
    `not_own_source`.
    """
    reach = _find_reach(actor.role, kind, act)
    if reach is None:
        _raise_forbidden(actor, kind, act)
    if act != "decide":
        allow(actor, "ledger.write")
    if reach != "all" and actor.kinds is not None and kind.name not in actor.kinds:
        detail = f"您的授权不包括{kind.zh}（{kind.name}）。请联系主管部门的管理员。"
        raise Forbidden("outside_mandate", detail)
    if reach in {"own", "district"} and not speaks_for(actor, source):
        detail = f"这条{kind.zh}不是本来源报送的，只能由报送的来源或主管部门更正、作废。"
        raise Forbidden("not_own_source", detail)


def speaks_for(actor: Actor, source: str | None) -> bool:
    """Whether an actor's reports are those of a source; a district's are those of whoever had it before."""
    if actor.role == DISTRICT:
        return source is not None and source.startswith(DISTRICT_SOURCE)
    return source == actor.source


def _raise_forbidden(actor: Actor, kind: Recordable, act: Act) -> None:
    """Say why the table has nothing here."""
    if kind.rights is DECIDED and act != "decide":
        raise Forbidden("by_procedure_only", BY_PROCEDURE)
    if act == "correct_others" and _find_reach(actor.role, kind, "correct_own"):
        detail = f"这条{kind.zh}不是本来源报送的，只能由报送的来源或主管部门更正、作废。"
        raise Forbidden("not_own_source", detail)
    who = ROLES[actor.role]
    why = f"{who}角色不能{ACTS[act]}{kind.zh}"
    if kind.rights is VERIFIED and PERMISSIONS[actor.role, "ledger.write"]:
        why = f"{kind.zh}由主管部门核实后登记，{who}角色不能登记、更正或作废"
    raise Forbidden("role_not_allowed", f"{why}。请换用有此权限的接口密钥。")
