"""A run of mutation testing: each mutant is put to the worked cases; one that nobody kills is a survivor.

A survivor is listed with its reason in `survivors.yaml`, in the folder above the cases. The list may only
shrink: one that is listed and in fact noticed is a fault, like one that survives unlisted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from banfa.cities.cases.case import Case, Settler, read_cases
from banfa.cities.cases.file import CaseError, load_yaml
from banfa.cities.cases.run import CaseResult, run_case_against
from banfa.cities.checks.run import settled_problems
from banfa.cities.mutation.mutants import Mutant, list_mutants
from banfa.cities.problems import Problem
from banfa.law import (
    Clause,
    Criterion,
    Dimension,
    Edition,
    Grading,
    Publicity,
    Rubric,
    Rule,
    SettingError,
    Support,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banfa.cities.profile import Profile

SURVIVORS: Final = "survivors.yaml"
PARTS: Final[Mapping[type, str]] = {
    Clause: "clauses",
    Rule: "rules",
    Support: "support",
    Publicity: "publicity",
    Grading: "grading",
    Rubric: "rubric",
    Dimension: "rubric",
    Criterion: "rubric",
}
"""Where in an edition each kind of rule stands."""
BY_CASES, BY_CHECKER, NOBODY = "案例", "检查", "无"


class FailingCases(Exception):
    """Cases that do not come out as their author expected, before anything was changed."""

    def __init__(self, results: tuple[CaseResult, ...]) -> None:
        super().__init__(
            f"{len(results)}个案例与现行规则不符，改动能否察觉无从谈起；先改到 banfa city try 全部符合"
        )
        self.results = results


@dataclass(frozen=True)
class Verdict:
    """A mutant and who noticed it."""

    mutant: Mutant
    by: str


@dataclass(frozen=True)
class MutationRun:
    """The outcome of a run over one edition."""

    edition: str
    verdicts: tuple[Verdict, ...]

    def by_provision(self) -> Mapping[str, Sequence[Verdict]]:
        """Verdicts by the provision that was changed, in reading order."""
        verdicts: dict[str, list[Verdict]] = defaultdict(list)
        for verdict in self.verdicts:
            verdicts[verdict.mutant.cite.path].append(verdict)
        return dict(verdicts)

    def survivors(self) -> list[Mutant]:
        """Mutants that nobody killed, listed or not."""
        return [v.mutant for v in self.verdicts if v.by == NOBODY]


def survivor_problems(
    reports: Sequence[MutationRun], listed: Mapping[str, str], city: str, *, whole: bool = True
) -> list[Problem]:
    """Survivors that are not listed; of a run over the `whole` law also what is listed for nothing."""
    survivors = {m.id: m for report in reports for m in report.survivors()}
    mend = "补一个会因此改变结论的案例；确实无从察觉的，连同理由写进 survivors.yaml"
    problems = [
        Problem(city, "mutant-survives", f"{m.cite} 改动“{id_}”没有案例察觉", mend)
        for id_, m in survivors.items()
        if id_ not in listed
    ]
    for id_, reason in listed.items():
        if id_ not in survivors and whole:
            message = f"survivors.yaml 里的“{id_}”已有案例察觉，或已不存在"
            problems.append(Problem(city, "survivor-noticed", message, "删去这一条：清单只减不增"))
        elif not reason.strip():
            message = f"survivors.yaml 里的“{id_}”没有理由"
            problems.append(Problem(city, "survivor-unreasoned", message, "写明为什么没有案例能察觉它"))
    return problems


def mutate(profile: Profile, edition: Edition) -> MutationRun:
    """Put every mutant of an edition to the city's cases, then to the checker.

    Raises CaseError for cases that cannot be read, FailingCases for those that fail as the law stands: they
    would fail against every mutant as well, and so notice nothing.
    """
    cases, wrong = read_cases(profile, profile.cases)
    if wrong:
        raise wrong[0]
    mine = [c for c in cases if c.edition == edition.key]
    if failing := [r for c in mine for r in run_case_against(c, c.law) if not r.ok]:
        raise FailingCases(tuple(failing))
    suite = CaseSuite(edition, mine, profile)
    return MutationRun(edition.key, tuple(Verdict(m, suite.find_killer(m)) for m in list_mutants(edition)))


class CaseSuite:
    """The cases of an edition, ready to be put to its mutants."""

    def __init__(self, edition: Edition, cases: Sequence[Case], profile: Profile) -> None:
        self.edition, self.profile = edition, profile
        self.sound = {(p.rule, p.message) for p in settled_problems(edition, profile)}
        self.by_rule: dict[str, list[Case]] = defaultdict(list)
        for case in cases:
            for name in _rules_of_case(case):
                self.by_rule[name].append(case)
        self.whole = [c for c in cases if c.written.kind == "评价"]

    def find_killer(self, mutant: Mutant) -> str:
        """Find the first to notice: the cases of the rule, whole evaluations, the checker; or nobody."""
        # Most mutants are killed by the cases of their own rule: an edition reduced to that rule is settled
        # much faster than the whole, which only evaluations and the checker need.
        alone = Settler(_mutated_edition(self.edition, mutant, whole=False))
        if any(self._fails(case, alone) for case in self.by_rule[mutant.name]):
            return BY_CASES
        mutated = _mutated_edition(self.edition, mutant, whole=True)
        law = Settler(mutated)
        if _matters_to_evaluation(mutant) and any(self._fails(case, law) for case in self.whole):
            return BY_CASES
        problems = {(p.rule, p.message) for p in settled_problems(mutated, self.profile)}
        return BY_CHECKER if problems - self.sound else NOBODY

    @staticmethod
    def _fails(case: Case, settler: Settler) -> bool:
        """Whether the case comes out otherwise than its author expected."""
        try:
            law = settler.settle_known_terms(case.written.settings)
            return any(not r.ok for r in run_case_against(case, law))
        except (SettingError, TypeError, ValueError):
            return True


def _rules_of_case(case: Case) -> Iterator[str]:
    """Names of the rules a case is about: its own, the clauses of its article, an open dimension."""
    yield case.rule
    article = case.rule.removeprefix("clause:")
    if case.written.kind == "条款" and article.isdecimal():
        yield from (f"clause:{c.cite.key}" for c in case.law.clauses if str(c.cite.article) == article)
    if "#" in case.rule:
        yield f"dimension:{article.removeprefix('criterion:').partition('#')[0]}"


def _matters_to_evaluation(mutant: Mutant) -> bool:
    """Whether a whole evaluation can tell."""
    return isinstance(mutant.made, Rubric | Dimension | Criterion | Grading | Rule)


def _mutated_edition(edition: Edition, mutant: Mutant, *, whole: bool) -> Edition:
    """Put the mutant in place of its rule; unless `whole`, with little else, to be quick."""
    mutated = replace(edition, outline=(), **_mutated_part(edition, mutant))
    if whole:
        return mutated
    emptied: dict[str, Any] = {"clauses": (), "rules": (), "support": (), "publicity": None, "sums": ()}
    match mutant.made:
        case Clause():
            return replace(mutated, **emptied | {"clauses": mutated.clauses, "rubric": None, "grading": None})
        case Rule():
            return replace(mutated, **emptied | {"rules": mutated.rules, "rubric": None, "grading": None})
        case Publicity() | Support():
            only = {"support": mutated.support, "publicity": mutated.publicity}
            return replace(mutated, **emptied | only | {"rubric": None, "grading": None})
        case Grading():
            unit = replace(mutated.rubric, dimensions=()) if mutated.rubric else None
            return replace(mutated, **emptied | {"rubric": unit})
    return replace(mutated, **emptied | {"grading": None})


def _mutated_part(edition: Edition, mutant: Mutant) -> dict[str, Any]:
    """Find which part of the edition the mutant changes, and into what."""
    name, new = mutant.name, mutant.made
    match new:
        case Clause():
            part: Any = tuple(new if f"clause:{c.cite.key}" == name else c for c in edition.clauses)
        case Rule():
            part = tuple(new if f"rule:{r.cite.key}" == name else r for r in edition.rules)
        case Support():
            part = tuple(new if _is_same_support(s, mutant) else s for s in edition.support)
        case Dimension() | Criterion() if edition.rubric:
            part = _with_part(edition.rubric, name, new)
        case _:
            part = new
    return {PARTS[type(new)]: part}


def _is_same_support(support: Support, mutant: Mutant) -> bool:
    """Whether, of several offers in one provision, this is the one that was changed."""
    return support.cite == mutant.cite and support.zh == mutant.made.zh


def _with_part(rubric: Rubric, name: str, new: Dimension | Criterion) -> Rubric:
    """Exchange one dimension or criterion of a rubric."""
    dimensions = []
    for dimension in rubric.dimensions:
        if isinstance(new, Dimension):
            dimensions.append(new if f"dimension:{dimension.cite.key}" == name else dimension)
        else:
            criteria = tuple(new if f"criterion:{c.key}" == name else c for c in dimension.criteria)
            dimensions.append(replace(dimension, criteria=criteria))
    return replace(rubric, dimensions=tuple(dimensions))


def read_survivors(profile: Profile) -> dict[str, str]:
    """Read survivors by id with their reasons; empty without a list. Raises CaseError for what is no list."""
    return read_listed(profile, SURVIVORS)


def read_listed(profile: Profile, name: str) -> dict[str, str]:
    """Read what a city lists with reasons, in the folder above its cases. Raises CaseError for no list."""
    folders = {path.parent.parent for path in profile.cases}
    path = next((f / name for f in sorted(folders) if (f / name).exists()), None)
    listed = {} if path is None else load_yaml(path) or {}
    if not isinstance(listed, dict):
        raise CaseError("不是一组键值", "每行写“名称: 理由”", file=name, line=1)
    return {str(id_): str(reason or "") for id_, reason in listed.items()}
