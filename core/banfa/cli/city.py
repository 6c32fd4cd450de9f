"""`banfa city`: what is installed, what is wrong with it, how it answers its measure. Needs no database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

import click

from banfa.cities.answers import answered_by
from banfa.cities.discovery import installed, load_cities, load_plugin
from banfa.cities.probe import probe
from banfa.cities.problems import Problem
from banfa.cities.profile import Profile
from banfa.law import Edition

FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式"
)
EDITION = click.option("--edition", "key", default=None, help="版本，省略时为最后一版")


@click.group(name="city")
def command() -> None:
    """城市插件：列出、检查、大纲、与原文核对、试算案例。"""


def loaded(name: str) -> Profile:
    """The profile, for the commands that need one that loads. Raises CityUnavailable."""
    return load_cities(p for p in installed() if p.name == name).profile(name)


def chosen(profile: Profile, key: str | None) -> Edition:
    """The edition asked for, or the last."""
    return profile.edition(key) if key else profile.latest


def as_json(value: object) -> str:
    """JSON for people and programs: Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def show_problems(problems: Iterable[Problem], form: str) -> None:
    """Print what is wrong, one to a line or as JSON."""
    if form == "json":
        click.echo(as_json([p.as_data() for p in problems]))
        return
    for problem in problems:
        click.echo(str(problem))


@command.command("list")
@FORMAT
def list_(form: str) -> None:
    """列出已安装的城市；有不能装载的，以 1 退出。"""
    rows = []
    for name in sorted({p.name for p in installed()}):
        problems = probe(name)
        row: dict[str, object] = {"city": name, "problems": [p.as_data() for p in problems]}
        if not problems:
            profile = loaded(name)
            row |= {"zh": profile.city.zh, "bureau": profile.city.bureau, "editions": titles(profile)}
        rows.append(row)
    if form == "json":
        click.echo(as_json(rows))
    for row in rows if form == "text" else ():
        if row["problems"]:
            click.echo(f"{row['city']:12}不能装载，见 banfa city check {row['city']}")
        else:
            click.echo(
                f"{row['city']:12}{row['zh']}  {row['bureau']}  {'、'.join(titles(loaded(str(row['city']))))}"
            )
    sys.exit(any(row["problems"] for row in rows))


def titles(profile: Profile) -> list[str]:
    """Editions with their state, as a person names them."""
    return [f"{e.title}（{e.status.value}，{e.key}）" for e in profile.editions]


@command.command()
@click.argument("city")
@FORMAT
def check(city: str, form: str) -> None:
    """检查一个城市插件：每个问题指名规则、位置和改法；有问题以 1 退出。"""
    problems = probe(city)
    show_problems(problems, form)
    if not problems and form == "text":
        profile = loaded(city)
        for edition in profile.editions:
            counts = (
                f"{len(edition.outline)}条款、{len(edition.clauses)}条处置条款、{len(edition.rules)}条规则"
            )
            click.echo(f"{profile.city.zh} {edition.key}：{counts}，没有问题")
    sys.exit(bool(problems))


@command.command()
@click.argument("city")
@EDITION
@FORMAT
def outline(city: str, key: str | None, form: str) -> None:
    """按条款列出落实方式和由什么落实。"""
    profile = loaded(city)
    edition = chosen(profile, key)
    rows = [
        {
            "cite": list(p.cite.numbers),
            "dispositions": [d.value for d in p.dispositions],
            "summary": p.zh,
            "answered_by": list(answered_by(edition, p, profile)),
        }
        for p in edition.outline
    ]
    if form == "json":
        click.echo(as_json(rows))
        return
    for p in edition.outline:
        kinds = "+".join(d.value for d in p.dispositions)
        click.echo(f"{p.cite.path:8}{kinds:20}{p.zh}  {' '.join(answered_by(edition, p, profile))}")


if __name__ == "__main__":
    command()
