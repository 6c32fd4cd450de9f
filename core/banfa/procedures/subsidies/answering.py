"""能否奖补: what the measure says of subsidy for a contract, in one line, each word with its provision.

A measure bears on subsidy where a rule of it denies some (Huangshi 8(1)) or a clause recovers it (Huangshi
16). There every rule about contracts is held against the facts: one that denies or does not count says no,
one that asks for a look, and every missing fact, leaves it open; so does what the measure is silent on and a
person has to look at (another kind of contract, a large enterprise, a contract that was ended, no acceptance
passed). Of a measure that does not speak of subsidy nothing is said but 本办法没有规定, unless a rule about
contracts is broken (Changsha 6) or an officer has established a situation on this very contract (Liuzhou
14(2)): then a person has to decide.

What happened is judged by the edition in force on its own day: a contract by that of its signing, a failed
acceptance or a finding by that of theirs. What no edition was in force for it judges not at all; where none
has ever come into force, the city's draft is tried (试算) and binds nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.law import Otherwise, Stage, facts_of
from banfa.ledger.entries.tables import stands
from banfa.ledger.facts.standing import find_standings
from banfa.ledger.kinds.acceptances import FAILED, PASSED, STATE_AUTHORITIES, Acceptance
from banfa.ledger.kinds.contracts import COMPLETED, KINDS_OF_CONTRACT, TRANSFORMATION, Contract
from banfa.ledger.kinds.decisions import REMOVAL, Decision
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.findings import Finding
from banfa.procedures.cases.clauses import list_remedies
from banfa.procedures.instruments.editions import edition_key_on, settle_edition_on
from banfa.procedures.instruments.instrument import list_promulgations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Cite, Clause, Edition, Fact, Rule
    from banfa.ledger.facts.standing import Standing
    from banfa.trust.unit import Unit

    FindLaw = Callable[[date], Edition | None]
    """Finds the edition that judges what happened on a day, settled; None where none does."""

YES, NO, OPEN, SILENT = "yes", "no", "open", "silent"
ANSWERS: Final = {
    YES: "本办法没有不予奖补的情形",
    NO: "不予奖补",
    OPEN: "尚不能确定",
    SILENT: "本办法没有规定",
}
ACCEPTED, CONFIRMED = "enterprises_failed_state", "contract_finding"
"""Facts on which a clause of recovery, and a rule that waits for a person's word (经确认), rest."""
DENIED: Final = (Otherwise.NO_SUBSIDY, Otherwise.NOT_COUNTED)


@dataclass(frozen=True, slots=True)
class Reason:
    """What bears on a contract's subsidy, by which provision (None: the measure has none), is it open."""

    cite: Cite | None
    words: str
    open: bool


@dataclass(frozen=True, slots=True)
class Subsidy:
    """What the measure says of a contract's subsidy, by which words; of a draft it is a trial (试算)."""

    answer: str
    reasons: tuple[Reason, ...] = ()
    trial: bool = False
    before: date | None = None
    """The day of signing, where no edition was in force on it."""

    @property
    def binds(self) -> bool:
        """Whether it keeps anybody from anything."""
        return not self.trial

    @property
    def sentence(self) -> str:
        """The answer in one line."""
        words = f"试算（没有版本施行，不作依据）：{self._say()}" if self.trial else self._say()
        if self.before is not None:
            words += f"合同签订之日{self.before}没有版本施行，不按其合同条款判断。"
        return words

    def _say(self) -> str:
        if self.answer == YES:
            return "本办法没有不予奖补的情形；是否补助、补助多少，依申报通知和补助标准文件决定。"
        if self.answer == SILENT:
            return "本办法没有规定。"
        words = "；".join(
            reason.words if reason.cite is None else f"{reason.cite}，{reason.words}"
            for reason in self.reasons
        )
        return f"{ANSWERS[self.answer]}：{words}。"


def answer_one(unit: Unit, profile: Profile, contract_id: int) -> Subsidy:
    """Answer for one contract, by the editions that were in force, as the bureau has settled them."""
    contract = unit.one_or_none(Contract, _CONTRACT, contract_id=contract_id)
    if contract is None:
        return Subsidy(OPEN)
    began = [in_force.since for in_force in list_promulgations(unit).values()]
    trial = not any(since <= unit.today for since in began)
    ruled = trial or edition_key_on(unit, contract.signed_on) is not None

    def find_law(day: date) -> Edition | None:
        if trial or edition_key_on(unit, day) is not None:
            return settle_edition_on(unit, profile, day=day)
        return None

    laws = [find_law(contract.signed_on), find_law(unit.today)]
    speaks = any(law is not None and _speaks(law) for law in laws)
    reasons: list[Reason] = []
    if laws[0] is not None:
        reasons += _list_ruled(unit, profile, laws[0], contract, speaks=speaks)
    reasons += _list_established(unit, contract, find_law)
    reasons += _list_failed(unit, contract, find_law)
    if speaks and ruled:
        reasons += _list_unregulated(unit, contract)
    concluded = _conclude(reasons, speaks=speaks and ruled)
    return replace(concluded, trial=trial, before=None if ruled else contract.signed_on)


def _speaks(law: Edition) -> bool:
    """Whether an edition has a word on subsidy."""
    denies = any(rule.otherwise is Otherwise.NO_SUBSIDY for rule in law.rules)
    return denies or any("recovery" in list_remedies(clause) for clause in law.clauses)


def _list_ruled(
    unit: Unit, profile: Profile, law: Edition, contract: Contract, *, speaks: bool
) -> Iterator[Reason]:
    """List what an edition's rules about contracts have against one."""
    failures = find_standings(unit, profile, [contract.entry_id], edition=law).get(contract.entry_id, [])
    unconfirmed = _find_unconfirmed(unit, law, contract.entry_id)
    return _list_rules(failures, unconfirmed, speaks=speaks)


def _conclude(reasons: list[Reason], *, speaks: bool) -> Subsidy:
    if speaks and any(not reason.open for reason in reasons):
        return Subsidy(NO, tuple(reason for reason in reasons if not reason.open))
    if reasons:
        return Subsidy(OPEN, tuple(reasons))
    return Subsidy(YES if speaks else SILENT)


def _list_rules(
    failures: Iterable[Standing], unconfirmed: frozenset[Cite], *, speaks: bool
) -> Iterator[Reason]:
    """List rules about contracts that do not hold; what is merely unknown counts where the text speaks."""
    for failure in failures:
        if failure.open or failure.cite in unconfirmed:
            if speaks:
                yield Reason(failure.cite, f"{failure.zh}：现有记录不足以确定", open=True)
        elif speaks and failure.otherwise in DENIED:
            yield Reason(failure.cite, f"不符合“{failure.zh}”，{failure.otherwise}", open=False)
        else:
            yield Reason(failure.cite, f"不符合“{failure.zh}”，对奖补没有规定，须核实后由人决定", open=True)


k, d, f, a = Contract.c, Decision.c, Finding.c, Acceptance.c
_CONTRACT: Final = Contract.standing.where(k.entry_id == bindparam("contract_id"))
_ESTABLISHED: Final = (
    select(f.kind, f.found_on, f.holds, f.elements)
    .where(f.contract_id == bindparam("contract_id"), stands(Finding.rows))
    .order_by(f.found_on, f.entry_id)
)


def _list_established(unit: Unit, contract: Contract, find_law: FindLaw) -> Iterator[Reason]:
    """List situations that an officer has established on a contract; the latest word of each holds."""
    latest = {row.kind: row for row in unit.execute(_ESTABLISHED, contract_id=contract.entry_id)}
    for row in latest.values():
        law = find_law(row.found_on) if row.holds else None
        for clause, fact in () if law is None else _list_findings(law):
            if fact.args[0] == row.kind and {element.key for element in fact.elements} <= {*row.elements}:
                words = f"{row.found_on}认定有“{clause.zh}”的情形，对奖补没有规定，须由人决定"
                yield Reason(clause.cite, words, open=True)


def _list_findings(law: Edition) -> Iterator[tuple[Clause, Fact]]:
    """List the findings that clauses rest on, each kind with the last clause that does."""
    rests = {
        fact.args[0]: (clause, fact)
        for clause in law.clauses
        for fact in facts_of(clause.when)
        if fact.name == "finding"
    }
    yield from rests.values()


_BEFORE: Final = select(k.entry_id).where(
    k.entry_id == bindparam("contract_id"),
    stands(Contract.rows),
    select(d.entry_id)
    .where(
        d.provider_id == k.provider_id,
        d.kind == REMOVAL,
        d.effective_on > k.signed_on,
        stands(Decision.rows),
    )
    .exists(),
)
_CONFIRMED: Final = select(f.contract_id).where(
    f.contract_id == bindparam("contract_id"),
    f.kind.in_(bindparam("kinds", expanding=True)),
    stands(Finding.rows),
)


def _find_unconfirmed(unit: Unit, law: Edition, contract_id: int) -> frozenset[Cite]:
    """Find what rules (17) wait for about a contract signed before a removal, as nobody has said it."""
    rules = {rule: _list_kinds(rule) for rule in law.at(Stage.CONTRACT)}
    kinds = [kind for some in rules.values() for kind in some]
    if not kinds or unit.execute(_BEFORE, contract_id=contract_id).first() is None:
        return frozenset()
    if unit.execute(_CONFIRMED, contract_id=contract_id, kinds=kinds).first() is not None:
        return frozenset()
    return frozenset(rule.cite for rule, some in rules.items() if some)


def _list_kinds(rule: Rule) -> list[str]:
    return [str(fact.args[0]) for fact in facts_of(rule.holds) if fact.name == CONFIRMED]


_ACCEPTED: Final = (
    select(a.outcome, a.authority, a.accepted_on)
    .where(a.contract_id == bindparam("contract_id"), a.outcome.is_not(None), stands(Acceptance.rows))
    .order_by(a.accepted_on, a.entry_id)
)


def _list_failed(unit: Unit, contract: Contract, find_law: FindLaw) -> Iterator[Reason]:
    """List that the last acceptance by province or state was failed, where a clause then recovers."""
    accepted = unit.execute(_ACCEPTED, contract_id=contract.entry_id).all()
    by_state = [row for row in accepted if row.authority in STATE_AUTHORITIES]
    if not by_state or by_state[-1].outcome != FAILED:
        return
    failed_on = by_state[-1].accepted_on
    law = find_law(failed_on)
    for clause in () if law is None else law.clauses:
        rests = any(fact.name == ACCEPTED for fact in facts_of(clause.when))
        if rests and "recovery" in list_remedies(clause):
            words = f"{failed_on}未通过省级或国家级验收，主管部门有权追回，是否奖补须由人决定"
            yield Reason(clause.cite, words, open=True)
            return


_ENTERPRISE: Final = Enterprise.standing.where(Enterprise.c.entry_id == bindparam("enterprise_id"))


def _list_unregulated(unit: Unit, contract: Contract) -> Iterator[Reason]:
    """List what the measure has no word on and a person has to hold against the batch's documents."""
    enterprise = unit.one_or_none(Enterprise, _ENTERPRISE, enterprise_id=contract.enterprise_id)
    accepted = unit.execute(_ACCEPTED, contract_id=contract.entry_id).all()
    matters = {
        f"合同种类为{KINDS_OF_CONTRACT[contract.kind]}": contract.kind != TRANSFORMATION,
        "企业规模为大型": enterprise is not None and enterprise.size == "large",
        f"合同已于{contract.ended_on}终止": contract.ended_on is not None and contract.ended_why != COMPLETED,
        "没有通过验收的记录": not any(row.outcome == PASSED for row in accepted),
    }
    for words, holds in matters.items():
        if holds:
            yield Reason(None, f"{words}，本办法没有规定，须按申报通知和所据文件由人决定", open=True)
