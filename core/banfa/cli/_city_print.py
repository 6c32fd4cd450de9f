"""What the commands of `banfa city` print: problems, results of cases, mutation runs."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from banfa.cities.mutation.run import BY_CASES, BY_CHECKER, NOBODY
from banfa.cli._echo import echo, echo_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from banfa.cities.cases.run import CaseResult
    from banfa.cities.mutation.run import MutationRun
    from banfa.cities.problems import Problem


def to_json(value: object) -> str:
    """JSON for people and programs: Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def print_problems(problems: Iterable[Problem], form: str) -> None:
    """Print what is wrong, one to a line or as JSON."""
    if form == "json":
        echo_lines(to_json([p.as_data() for p in problems]))
        return
    for problem in problems:
        echo(str(problem))


def describe_result(result: CaseResult) -> str:
    """Which case, which situation."""
    row = f"第{result.row}种情形 " if result.row else ""
    return f"{result.file}:{result.line} {result.rule} {result.name} {row}{result.said}"


def print_results(results: Sequence[CaseResult], *, everything: bool) -> None:
    """A line for every rule, and below it what did not come out as expected."""
    by_rule: dict[str, list[CaseResult]] = {}
    for result in results:
        by_rule.setdefault(result.rule or result.file, []).append(result)
    for rule, mine in by_rule.items():
        bad = [r for r in mine if not r.ok]
        echo(f"{'符合' if not bad else '不符'}  {rule:20}{len(mine) - len(bad)}/{len(mine)}")
        for result in mine if everything else bad:
            mark = "  " if result.ok else "✗ "
            echo(f"    {mark}{describe_result(result)}  预期 {result.expected}，得出 {result.got}")
    good = sum(r.ok for r in results)
    echo(f"共{len(results)}项，符合{good}项，不符{len(results) - good}项")


def print_mutation(report: MutationRun, listed: Mapping[str, str]) -> None:
    """A line for every provision: how many mutants it has, and who noticed how many."""
    echo(f"版本 {report.edition}")
    echo("条款        改动  案例察觉  检查察觉  未察觉")
    for path, verdicts in [*report.by_provision().items(), ("合计", report.verdicts)]:
        by = Counter(v.by for v in verdicts)
        counts = f"{len(verdicts):8}{by[BY_CASES]:10}{by[BY_CHECKER]:10}{by[NOBODY]:8}"
        echo(f"{path:{8 if path.isascii() else 6}}{counts}")
    for mutant in report.survivors():
        if mutant.id in listed:
            echo(f"  已列明  {mutant.id}：{listed[mutant.id]}")
