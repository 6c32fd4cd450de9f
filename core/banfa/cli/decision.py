"""`banfa decision`: what was decided before Banfa came, and what waits to be confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from banfa.cities.loading.isolated_load import load_sound_cities
from banfa.cli._console import format_local, operators_unit
from banfa.cli._echo import echo
from banfa.errors import Malformed
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION
from banfa.ledger.recording.names import name_providers
from banfa.procedures.decisions.cut_over import set_cut_over
from banfa.procedures.decisions.importing import import_decisions
from banfa.procedures.decisions.steps import list_proposals
from banfa.web.strict_json import read_json

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from banfa.settings import Settings

MAX_PENDING: Final = 1000


@click.group()
def command() -> None:
    """决定：导入启用本系统之前作出的，列出待确认的。

    新的决定由一人提出、另一人确认，各用各的接口密钥（接口 /decision-proposals），不能在这里办理。
    """


@command.command("cut-over")
@click.argument("tenant")
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]))
@click.pass_obj
def cut_over(settings: Settings, tenant: str, day: datetime) -> None:
    """确定租户 TENANT 既往决定的截至日 DAY（含当日），只能确定一次。"""
    with operators_unit(settings, tenant) as unit:
        row = set_cut_over(unit, until_on=day.date())
    echo(f"既往决定的截至日：{row.until_on}。")


@command.command("import")
@click.argument("tenant")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def import_(settings: Settings, tenant: str, file: Path) -> None:
    """为租户 TENANT 导入 FILE 中的既往决定，可以重复执行。

    FILE 是 JSON 数组，每项一件，字段与接口 /decision-imports 相同；服务商写统一社会信用代码（provider）。
    """
    rows = _read_rows(file)
    cities = load_sound_cities()
    with operators_unit(settings, tenant) as unit:
        reports = import_decisions(unit, cities.profile(unit.actor.city), rows)
    for report in reports:
        if report.code is not None:
            echo(f"第{report.index + 1}项未收：{report.detail} [{report.code}]", err=True)
    left = sum(report.code is not None for report in reports)
    echo(f"共{len(reports)}项，已存{len(reports) - left}项，未收{left}项。")


@command.command()
@click.argument("tenant")
@click.pass_obj
def pending(settings: Settings, tenant: str) -> None:
    """列出租户 TENANT 待确认的决定：编号、提出时间、种类、服务商、文号，以制表符分隔。"""
    with operators_unit(settings, tenant, read_only=True) as unit:
        proposals = list_proposals(unit, state="proposed", limit=MAX_PENDING)
        names = name_providers(unit, {proposal.provider_id for proposal in proposals})
        for proposal in proposals:
            fields = (
                unit.ids.encode_one("decision_proposal", proposal.id),
                format_local(proposal.proposed_at),
                KINDS_OF_DECISION[proposal.kind],
                names.get(proposal.provider_id, ""),
                proposal.document_no,
            )
            echo(*fields)


def _read_rows(file: Path) -> list[dict[str, Any]]:
    """Read the objects of a file, as strictly as the API does. Raises Malformed."""
    data, errors = read_json(file.read_bytes())
    if errors:
        raise Malformed(errors[0].code, f"{errors[0].path}：{errors[0].message}")
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise Malformed("field_malformed", f"{file.name} 应为 JSON 数组，每项是一个对象。")
    return data
