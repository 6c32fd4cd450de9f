"""`banfa files`: whether the content of every file is where it should be."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from banfa.cli._console import operators_unit
from banfa.cli._echo import echo
from banfa.errors import Conflict
from banfa.procedures.files.checking import FAULTS, UNNAMED, FileFault, check_store, remove_unnamed
from banfa.procedures.files.storing import make_file_room

if TYPE_CHECKING:
    from banfa.settings import Settings
    from banfa.trust import Unit


@click.group()
def command() -> None:
    """案卷材料：核对登记与文件目录（BANFA_FILES）是否相符。"""


@command.command()
@click.argument("tenant")
@click.option("--remove-orphans", "removing", is_flag=True, help="删去没有登记、已满一天的内容。")
@click.pass_obj
def check(settings: Settings, *, tenant: str, removing: bool) -> None:
    """核对租户 TENANT 的全部材料，逐行列出不符之处，并以 1 退出。

    内容不在的、内容与登记时不符的，须从备份中补回。上传时先存内容、后登记，其间断电的，至多留下没有登记的内容，
    可以删去。
    """
    store = make_file_room(settings).store
    with operators_unit(settings, tenant, read_only=True) as unit:
        checked = check_store(unit, store)
        faults = checked.faults
        if removing:
            old = [fault.digest for fault in faults if fault.kind == UNNAMED and fault.old]
            removed = set(remove_unnamed(unit, store, *old))
            faults = tuple(f for f in faults if f.digest not in removed or f.kind != UNNAMED)
            echo(f"已删去没有登记的内容{len(removed)}份。")
        for fault in faults:
            echo(_describe(unit, fault), err=True)
    if faults:
        amounts = Counter(fault.kind for fault in faults)
        summary = "，".join(f"{zh}{amounts[kind]}份" for kind, zh in FAULTS.items() if amounts[kind])
        raise Conflict("files_faulty", f"案卷材料与登记不符：{summary}。", **amounts)
    echo(f"案卷材料完好：登记的内容共{checked.contents}份，均在且与登记相符。")


def _describe(unit: Unit, fault: FileFault) -> str:
    files = "、".join(f"stored_file/{text}" for text in unit.ids.encode("stored_file", fault.file_ids))
    young = "（未满一天，可能正在上传）" if fault.kind == UNNAMED and not fault.old else ""
    return f"{FAULTS[fault.kind]}{young}：{fault.digest}{files and '，'}{files}"
