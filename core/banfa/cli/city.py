"""`banfa city`: what is installed, what is wrong with it, how it answers its measure, whether it runs."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from banfa.cities.cases.run import CaseResult, run_cases
from banfa.cities.checks.answers import find_answers
from banfa.cities.checks.coverage import triple_problems
from banfa.cities.differences import find_differences, rules_as_data
from banfa.cities.loading.discovery import find_entry_points, load_cities, load_entry
from banfa.cities.loading.isolated_load import probe_cities
from banfa.cities.mutation.run import (
    FailingCases,
    mutate,
    read_survivors,
    survivor_problems,
)
from banfa.cities.pages.sources import locate_problems
from banfa.cities.problems import CityUnavailable, Problem
from banfa.cities.sentences import sentence_problems, write_sentences
from banfa.cities.text.provisions import read_official_text
from banfa.cities.text.verify import verify as verify_law
from banfa.cities.text.waivers import apply_waivers, read_waivers
from banfa.cli._city_print import (
    describe_result,
    print_mutation,
    print_problems,
    print_results,
    to_json,
)
from banfa.cli._city_show import list_provisions, page_as_data, page_as_text, show_provision
from banfa.cli._echo import echo, echo_lines
from banfa.settings import Settings

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.law import Edition

NEEDING_SERVERS: Final = {"run": "banfa.cli._city_run"}
"""Commands that need a database, which no other command of a city does."""
FORMAT: Final = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式"
)
EDITION: Final = click.option("--edition", "key", default=None, help="版本，省略时为最后一版")


class CityCommands(click.Group):
    """Imports the one command that needs servers when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command, those not yet imported too."""
        return sorted({*super().list_commands(ctx), *NEEDING_SERVERS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command, importing it where need be."""
        if cmd_name not in NEEDING_SERVERS:
            return super().get_command(ctx, cmd_name)
        module: Any = importlib.import_module(NEEDING_SERVERS[cmd_name])
        command: click.Command = module.command
        return command


@click.group(name="city", cls=CityCommands)
def command() -> None:
    """城市插件：列出、检查、大纲、与原文核对、试算案例、试运行。"""


def _load_profile(name: str) -> Profile:
    """The profile of a city whose law is sound, whatever its cases; else what is wrong, and exit status 1."""
    points = [p for p in find_entry_points() if p.name == name]
    try:
        if len(points) == 1:
            return load_entry(points[0], cases=False)
        return load_cities(points).profile(name)
    except CityUnavailable as error:
        for problem in error.problems:
            echo(str(problem), err=True)
        sys.exit(1)


def _choose_edition(profile: Profile, key: str | None) -> Edition:
    """The edition asked for, or the last."""
    return profile.edition(key) if key else profile.latest


@command.command("list")
@FORMAT
def list_(form: str) -> None:
    """列出已安装的城市；有不能装载的，以 1 退出。"""
    names = sorted({p.name for p in find_entry_points()})
    problems = probe_cities(names)
    rows = [_describe_city(name, problems[name]) for name in names]
    if form == "json":
        echo_lines(to_json(rows))
    for row in rows if form == "text" else ():
        if row["problems"]:
            echo(f"{row['city']:12}不能装载，见 banfa city check {row['city']}")
        else:
            echo(f"{row['city']:12}{row['zh']}  {row['bureau']}  {'、'.join(row['editions'])}")
    sys.exit(any(row["problems"] for row in rows))


def _describe_city(name: str, problems: tuple[Problem, ...]) -> dict[str, Any]:
    """A city as the list shows it."""
    row: dict[str, Any] = {"city": name, "problems": [p.as_data() for p in problems]}
    if problems:
        return row
    profile = _load_profile(name)
    return row | {"zh": profile.city.zh, "bureau": profile.city.bureau, "editions": _edition_titles(profile)}


def _edition_titles(profile: Profile) -> list[str]:
    """Editions with their state, as a person names them."""
    return [f"{e.title}（{e.status.value}，{e.key}）" for e in profile.editions]


@command.command()
@click.argument("city")
@FORMAT
def check(city: str, form: str) -> None:
    """检查一个城市插件：每个问题指名规则、位置和改法；有问题以 1 退出。

    设有 DATABASE_URL 的，还核对已公布施行的版本此后有无改动。
    """
    problems = list(probe_cities([city])[city])
    if not problems:
        profile = _load_profile(city)
        (point,) = (p for p in find_entry_points() if p.name == city)
        problems = [
            *_failing_cases(profile),
            *locate_problems(triple_problems(profile), point.module),
            *_locked_problems(profile, point.module),
        ]
    print_problems(problems, form)
    if not problems and form == "text":
        for edition in profile.editions:
            counts = (
                f"{len(edition.outline)}条款、{len(edition.clauses)}条处置条款、{len(edition.rules)}条规则"
            )
            echo(f"{profile.city.zh} {edition.key}：{counts}，没有问题")
    sys.exit(bool(problems))


def _locked_problems(profile: Profile, module: str) -> list[Problem]:
    """What was changed in editions that bureaus have promulgated, where DATABASE_URL names their database."""
    settings = click.get_current_context().obj
    if not isinstance(settings, Settings) or settings.database_url is None:
        return []
    locked: Any = importlib.import_module("banfa.cli._city_locked")
    problems: list[Problem] = locked.locked_problems(settings.database_url, profile, module)
    return problems


def _failing_cases(profile: Profile) -> list[Problem]:
    """Cases that do not come out as their author expected."""
    results = (r for path in profile.cases for r in run_cases(profile, path))
    return [_failing_case(profile.city.key, r) for r in results if not r.ok]


def _failing_case(city: str, result: CaseResult) -> Problem:
    message = f"{describe_result(result)}，预期 {result.expected}，得出 {result.got}"
    return Problem(city, "case-fails", message, "对照原文，改规则或改案例的预期")


@command.command()
@click.argument("city")
@EDITION
@FORMAT
def outline(city: str, key: str | None, form: str) -> None:
    """按条款列出落实方式和由什么落实。"""
    profile = _load_profile(city)
    edition = _choose_edition(profile, key)
    rows = [
        {
            "cite": list(p.cite.numbers),
            "dispositions": [d.value for d in p.dispositions],
            "summary": p.zh,
            "answered_by": list(find_answers(edition, p, profile)),
        }
        for p in edition.outline
    ]
    if form == "json":
        echo_lines(to_json(rows))
        return
    kinds = ["+".join(d.value for d in p.dispositions) for p in edition.outline]
    width = max(map(len, kinds), default=0)
    for p, kind in zip(edition.outline, kinds, strict=True):
        line = f"{p.cite.path:8}{kind:{width}}  {p.zh}  {' '.join(find_answers(edition, p, profile))}"
        echo(line.rstrip())


@command.command()
@click.argument("city")
@click.argument("provision", required=False)
@EDITION
@FORMAT
def show(city: str, provision: str | None, key: str | None, form: str) -> None:
    """一条规定的说明：大纲、规则、力度、措施、口径、案例、事实及其出处；省略 PROVISION 时列出全部条款。

    PROVISION 写作 12、12.5、6.1.2 或 11.5前段；没有这一条的，以 2 退出。
    """
    profile = _load_profile(city)
    edition = _choose_edition(profile, key)
    if provision is None:
        for line in list_provisions(profile, edition):
            echo(line)
        return
    (point,) = (p for p in find_entry_points() if p.name == city)
    sections = show_provision(profile, edition, provision, module=point.module)
    if form == "json":
        echo_lines(to_json(page_as_data(sections)))
        return
    echo(f"{profile.city.zh}《{edition.title}》（{edition.status.value}，{edition.key}）")
    for line in page_as_text(sections):
        echo(line)


@command.command()
@click.argument("city")
@click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@EDITION
@FORMAT
def verify(city: str, text: Path, key: str | None, form: str) -> None:
    """与官方原文 TEXT 核对：条款不多不少，数、单位、期限、比较词和力度都与原文一致；不一致以 1 退出。

    确实读不懂的写法，连同理由写进 waivers.yaml（键为“检查名 位置”）。
    """
    profile = _load_profile(city)
    report = verify_law(_choose_edition(profile, key), read_official_text(text), city=city)
    report.problems = apply_waivers(report.problems, read_waivers(profile), city)
    if form == "json":
        echo_lines(to_json(report.as_data()))
    else:
        echo(
            f"{profile.city.zh} {report.edition}：原文{report.provisions}条款，核对{len(report.confirmed)}处"
        )
        for accounted in report.numbers:
            echo(f"  数  {accounted.number}  ← {accounted.by}")
        for assertion in (checked.assertion for checked in report.readings):
            which = f"{assertion.choice}={assertion.option}"
            echo(f"  另一种理解  {assertion.rule} {assertion.what}（{which}）")
        for why, times in Counter(why for _, _, why in report.untestable).items():
            echo(f"  原文没有数可核对的{times}处（{why}），由案例核对")
        if report.skipped:
            echo(f"  不作数核对的日期和文号：{'、'.join(report.skipped)}")
        print_problems(report.problems, form)
        echo("一致" if not report.problems else f"不一致{len(report.problems)}处")
    sys.exit(bool(report.problems))


@command.command("try")
@click.argument("city")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--all", "everything", is_flag=True, help="也列出符合预期的")
@FORMAT
def try_(city: str, files: tuple[Path, ...], everything: bool, form: str) -> None:  # noqa: FBT001 - click's way
    """试算案例：省略 FILES 时为插件自带的全部案例；有与预期不符的以 1 退出。"""
    profile = _load_profile(city)
    results = [r for path in files or profile.cases for r in run_cases(profile, path)]
    if form == "json":
        echo_lines(to_json([{**asdict(r), "ok": r.ok} for r in results]))
    else:
        print_results(results, everything=everything)
    sys.exit(not results or not all(r.ok for r in results))


@command.command("mutate")
@click.argument("city")
@EDITION
@FORMAT
def mutate_(city: str, key: str | None, form: str) -> None:
    """把办法逐处改错一点，看案例能否察觉；有察觉不了而没有列明理由的，以 1 退出。约需半分钟。

    案例本身与现行规则不符的，不作改动，以 1 退出。
    """
    profile = _load_profile(city)
    editions = [profile.edition(key)] if key else profile.editions
    try:
        reports = [mutate(profile, edition) for edition in editions]
    except FailingCases as error:
        problems = [_failing_case(city, result) for result in error.results]
        print_problems(problems, form)
        echo(str(error), err=True)
        sys.exit(1)
    listed = read_survivors(profile)
    problems = survivor_problems(reports, listed, city, whole=key is None)
    if form == "json":
        rows = [
            {"edition": r.edition, "id": v.mutant.id, "cite": list(v.mutant.cite.numbers), "noticed_by": v.by}
            for r in reports
            for v in r.verdicts
        ]
        echo_lines(to_json({"mutants": rows, "problems": [p.as_data() for p in problems]}))
    else:
        for report in reports:
            print_mutation(report, listed)
        print_problems(problems, form)
    sys.exit(bool(problems))


@command.command()
@click.argument("city")
@click.argument("old")
@click.argument("new", required=False)
@FORMAT
def diff(city: str, old: str, new: str | None, form: str) -> None:
    """比较两个版本的规则：哪一条、哪一处、原来怎样、现在怎样。NEW 省略时为最后一版。"""
    profile = _load_profile(city)
    editions = [profile.edition(old), _choose_edition(profile, new)]
    differences = list(find_differences(*map(rules_as_data, editions)))
    if form == "json":
        echo_lines(to_json([asdict(d) for d in differences]))
        return
    for difference in differences:
        echo(str(difference))
    echo(f"{' → '.join(e.key for e in editions)}：{len(differences)}处不同")


@command.command()
@click.argument("city")
@click.argument("name", required=False)
@click.option("--format", "form", type=click.Choice(["html", "docx", "pdf"]), default="docx", help="格式")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help="写入的文件；html 可以省略"
)
@click.option("--blank", "blanks", multiple=True, metavar="名称=内容", help="填写一处空格，可以重复")
def paper(city: str, name: str | None, form: str, out: Path | None, blanks: tuple[str, ...]) -> None:
    """写出一件文书：省略 NAME 时列出全部文书；没有填写的空格照原样留着，并逐一列出。

    不印红头、印章和版头；发文字号签发后由办公室填写。
    """
    profile = _load_profile(city)
    # typesetting is imported for this command alone
    if name is None:
        pkgutil.resolve_name("banfa.cli._city_paper:print_list")(profile)
    else:
        pkgutil.resolve_name("banfa.cli._city_paper:write_paper")(profile, name, form, out, blanks)


@command.command()
@click.argument("city")
def sentences(city: str) -> None:
    """写出各条款在各种情形下的说法和全部文书，供通读；不合公文要求的列在标准错误，以 1 退出。"""
    profile = _load_profile(city)
    echo_lines(write_sentences(profile))
    problems = list(sentence_problems(profile))
    for problem in problems:
        echo(str(problem), err=True)
    sys.exit(bool(problems))


if __name__ == "__main__":
    command()
