"""`banfa audit reads`: who was shown whose personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from banfa.cli._console import format_local, operators_unit, trace_console
from banfa.cli._echo import echo
from banfa.cli._table import columns
from banfa.trust.permissions import ROLES
from banfa.trust.reads import Reading, list_reads, read_subject, write_subjects

if TYPE_CHECKING:
    from banfa.settings import Settings
    from banfa.trust.ids import Ids
    from banfa.trust.persons import WithPerson
    from banfa.trust.reads import ReadTrace

HEADINGS: Final = ("时间", "查阅人", "角色", "方式", "接口密钥", "内容")
NAMED: Final = 3
"""Of what was shown so many are named; of the others the number is told."""


@click.command("reads")
@click.argument("tenant")
@click.option("--subject", help="只看查阅过这一条的，如 complaint/cp_…。")
@click.option("--way", help="只看这一种查阅，如 get_complaint。")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="至多几次。")
@click.pass_obj
def show_reads(settings: Settings, *, tenant: str, subject: str | None, way: str | None, limit: int) -> None:
    """列出租户 TENANT 中查阅个人信息的痕迹，新的在前。查看本身也留痕。"""
    trace_console(settings, tenant, Reading(way="banfa audit reads", kind="reads"))
    with operators_unit(settings, tenant, read_only=True) as unit:
        thing = read_subject(subject, unit.ids) if subject else None
        listed = list_reads(unit, most=limit, way=way, thing=thing)
        ids = unit.ids
    if not listed:
        echo("没有这样的痕迹。", err=True)
        return
    for line in columns([HEADINGS, *(_make_row(trace, ids) for trace in listed)]):
        echo(line)


def _make_row(listed: WithPerson[ReadTrace], ids: Ids) -> tuple[str, ...]:
    trace = listed.row
    token = "" if trace.token_id is None else ids.encode_one("token", trace.token_id)
    return (
        format_local(trace.at),
        listed.person or "",
        ROLES[trace.role],
        trace.way,
        token,
        _describe_content(trace, ids),
    )


def _describe_content(trace: ReadTrace, ids: Ids) -> str:
    subjects = write_subjects(trace, ids)
    more = f" 等{len(subjects)}条" if len(subjects) > NAMED else ""
    filters = "，".join(f"{name}={value}" for name, value in trace.filters.items())
    return " ".join(filter(None, (" ".join(subjects[:NAMED]) + more or f"{trace.kind}/", filters)))
