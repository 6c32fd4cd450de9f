"""能否奖补: what the measure says of subsidy for a contract, in one line, each word with its provision.

A measure bears on subsidy where a rule of it denies some (Huangshi 8(1)) or a clause recovers it (Huangshi
16). There every rule about contracts is held against the facts: one that denies or does not count says no,
one that asks for a look, and every missing fact, leaves it open. Of a measure that does not speak of subsidy
nothing is said but 本办法没有规定, unless a rule about contracts is broken (Changsha 6) or an officer has
established a situation on this very contract (Liuzhou 14(2)): then a person has to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.law import Otherwise, Stage, facts_of
from banfa.ledger.entries.tables import stands
from banfa.ledger.facts.standing import find_standings
from banfa.ledger.kinds.acceptances import FAILED, STATE_AUTHORITIES, Acceptance
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.decisions import REMOVAL, Decision
from banfa.ledger.kinds.findings import Finding
from banfa.procedures.cases.clauses import list_remedies
from banfa.procedures.instruments.editions import settle_edition_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Choice, Cite, Clause, Condition, Edition, Fact, Rule
    from banfa.ledger.facts.standing import Standing
    from banfa.trust.unit import Unit

YES, NO, OPEN, SILENT = "yes", "no", "open", "silent"
ANSWERS: Final = {YES: "可以奖补", NO: "不予奖补", OPEN: "尚不能确定", SILENT: "本办法没有规定"}
ACCEPTED, CONFIRMED = "enterprises_failed_state", "contract_finding"
"""Facts on which a clause of recovery, and a rule that waits for a person's word (经确认), rest."""
DENIED: Final = (Otherwise.NO_SUBSIDY, Otherwise.NOT_COUNTED)


@dataclass(frozen=True, slots=True)
class Reason:
    """A provision that bears on a contract's subsidy, what is the matter, and whether that is open."""

    cite: Cite
    words: str
    open: bool


@dataclass(frozen=True, slots=True)
class Subsidy:
    """Whether a contract may be subsidised, by which words."""

    answer: str
    reasons: tuple[Reason, ...] = ()

    @property
    def sentence(self) -> str:
        """The answer in one line."""
        if self.answer == YES:
            return "可以奖补：没有本办法所列不予奖补的情形。"
        if self.answer == SILENT:
            return "本办法没有规定。"
        words = "；".join(f"{reason.cite}，{reason.words}" for reason in self.reasons)
        return f"{ANSWERS[self.answer]}：{words}。"


def answer_one(unit: Unit, profile: Profile, contract_id: int) -> Subsidy:
    """Answer for one contract under the edition in force, as the bureau has settled it."""
    return _answer_many(unit, profile, [contract_id]).get(contract_id, Subsidy(OPEN))


def _answer_many(unit: Unit, profile: Profile, contract_ids: Iterable[int]) -> dict[int, Subsidy]:
    ids = sorted(set(contract_ids))
    law = settle_edition_on(unit, profile, day=unit.today)
    standings = find_standings(unit, profile, ids, edition=law)
    recovering = [clause for clause in law.clauses if "recovery" in list_remedies(clause)]
    recovery = next((clause for clause in recovering if _rests_on(clause.when, ACCEPTED)), None)
    failed = _find_failed(unit, ids) if recovery is not None else {}
    unconfirmed = _find_unconfirmed(unit, law, ids)
    established = _find_established(unit, law, ids)
    speaks = bool(recovering) or any(rule.otherwise is Otherwise.NO_SUBSIDY for rule in law.rules)
    answers = {}
    for contract_id, failures in standings.items():
        ruled = _list_rules(failures, unconfirmed.get(contract_id, frozenset()), speaks=speaks)
        reasons = [*ruled, *established.get(contract_id, ())]
        if recovery is not None and contract_id in failed:
            words = f"{failed[contract_id]}未通过省级或国家级验收，主管部门有权追回，是否奖补须由人决定"
            reasons.append(Reason(recovery.cite, words, open=True))
        answers[contract_id] = _conclude(reasons, speaks=speaks)
    return answers


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


f, a = Finding.c, Acceptance.c
_ESTABLISHED: Final = (
    select(f.contract_id, f.kind, f.found_on, f.holds, f.elements)
    .where(f.contract_id.in_(bindparam("contract_ids", expanding=True)), stands(Finding.rows))
    .order_by(f.contract_id, f.found_on, f.entry_id)
)


def _find_established(unit: Unit, law: Edition, ids: list[int]) -> dict[int, list[Reason]]:
    """Find situations that an officer has established on these contracts; the latest word holds."""
    rests = {fact.args[0]: (clause, fact) for clause in law.clauses for fact in _list_findings(clause)}
    latest = {(row.contract_id, row.kind): row for row in unit.execute(_ESTABLISHED, contract_ids=ids)}
    established: dict[int, list[Reason]] = {}
    for (contract_id, kind), row in latest.items():
        if not row.holds or kind not in rests:
            continue
        clause, fact = rests[kind]
        if {element.key for element in fact.elements} <= {*row.elements}:
            words = f"{row.found_on}认定有“{clause.zh}”的情形，对奖补没有规定，须由人决定"
            established.setdefault(contract_id, []).append(Reason(clause.cite, words, open=True))
    return established


def _list_findings(clause: Clause) -> Iterator[Fact]:
    """List the findings that a clause rests on."""
    yield from (fact for fact in facts_of(clause.when) if fact.name == "finding")


k, d = Contract.c, Decision.c
_BEFORE: Final = select(k.entry_id).where(
    k.entry_id.in_(bindparam("contract_ids", expanding=True)),
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
    f.contract_id.in_(bindparam("contract_ids", expanding=True)),
    f.kind.in_(bindparam("kinds", expanding=True)),
    stands(Finding.rows),
)


def _find_unconfirmed(unit: Unit, law: Edition, ids: list[int]) -> dict[int, frozenset[Cite]]:
    """Find contracts signed before a removal about which nobody has said what the rule (17) waits for."""
    rules = {rule: _list_kinds(rule) for rule in law.at(Stage.CONTRACT)}
    cites = frozenset(rule.cite for rule, kinds in rules.items() if kinds)
    kinds = [kind for some in rules.values() for kind in some]
    if not kinds:
        return {}
    confirmed = {*unit.execute(_CONFIRMED, contract_ids=ids, kinds=kinds).scalars()}
    before = unit.execute(_BEFORE, contract_ids=ids).scalars()
    return {contract_id: cites for contract_id in before if contract_id not in confirmed}


def _list_kinds(rule: Rule) -> list[str]:
    return [str(fact.args[0]) for fact in facts_of(rule.holds) if fact.name == CONFIRMED]


def _rests_on(condition: Condition | Choice, name: str) -> bool:
    return any(fact.name == name for fact in facts_of(condition))


_ACCEPTED: Final = (
    select(a.contract_id, a.outcome, a.accepted_on)
    .where(
        a.contract_id.in_(bindparam("contract_ids", expanding=True)),
        a.authority.in_(STATE_AUTHORITIES),
        a.outcome.is_not(None),
        stands(Acceptance.rows),
    )
    .order_by(a.contract_id, a.accepted_on, a.entry_id)
)


def _find_failed(unit: Unit, ids: list[int]) -> dict[int, date]:
    """Find contracts whose last acceptance by province or state was failed, and the day."""
    last = {row.contract_id: row for row in unit.execute(_ACCEPTED, contract_ids=ids)}
    return {number: row.accepted_on for number, row in last.items() if row.outcome == FAILED}
