"""`banfa audit`: proving that what was recorded has not been rewritten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from banfa.cli._audit_reads import show_reads
from banfa.cli._console import operators_unit, trace_console
from banfa.cli._echo import echo, echo_lines
from banfa.cli._persons import find_person_named
from banfa.cli._servers import connect
from banfa.database.schema import load_rooms
from banfa.errors import Conflict, Malformed
from banfa.jobs.checkpoints import describe_days, list_lost, list_written
from banfa.procedures.erasing import erase as erase_anything
from banfa.procedures.files.checking import remove_unnamed
from banfa.procedures.files.rows import StoredFile, find_any_file
from banfa.procedures.files.storing import make_file_room
from banfa.trust import unit_of_work
from banfa.trust.chain import MAX_FAULTS, verify_chain
from banfa.trust.checkpoint_files import find_checkpoint_faults, list_checkpoints, read_checkpoint
from banfa.trust.checkpoints import (
    check_document,
    check_signature,
    find_rewriting,
    read_public_key,
    read_signing_key,
    take_checkpoint,
)
from banfa.trust.export import encode_line, export_chain
from banfa.trust.faults import Fault
from banfa.trust.reads import AUDIT, Reading
from banfa.trust.tenants import act_as, find_tenant, operator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.settings import Settings
    from banfa.trust import Unit


@click.group()
def command() -> None:
    """审计链：核验、签署检查点、导出与依法删除。

    每项变更在审计链上留下一环，后一环含前一环的摘要。检查点是经签名的链尾，应保存到数据库管理员接触不到的地方。
    """


@command.command()
@click.argument("tenant")
@click.option(
    "--key",
    type=click.Path(dir_okay=False, path_type=Path),
    help="私钥文件，默认 BANFA_DATA/audit-key.pem。",
)
@click.pass_obj
def checkpoint(settings: Settings, tenant: str, key: Path | None) -> None:
    """为租户 TENANT 签署检查点，以 JSON 写到标准输出。

    banfa scheduler 每夜另签一份，存于 BANFA_CHECKPOINTS。私钥文件不存在时自动生成（Ed25519）；
    请另行保存一份公钥，核验时用来辨认签署者。
    """
    with operators_unit(settings, tenant, read_only=True) as unit:
        document = take_checkpoint(unit, key=read_signing_key(key or settings.audit_key))
    echo_lines(json.dumps(document, ensure_ascii=False, indent=2))


@command.command()
@click.argument("tenant")
@click.option(
    "--checkpoint",
    "files",
    type=click.File(encoding="utf-8"),
    multiple=True,
    help="早先签署的检查点（可重复）；不填则对照 BANFA_CHECKPOINTS 中的全部。",
)
@click.option("--public-key", help="签署者的公钥（十六进制）；不填则用 BANFA_DATA/audit-key.pem 的公钥。")
@click.pass_obj
def verify(settings: Settings, tenant: str, files: tuple[IO[str], ...], public_key: str | None) -> None:
    """核验租户 TENANT 的审计链、所记数据、事件、所登记的各行和检查点；逐行指出每一处不符，并以 1 退出。

    整条重写的链自身看不出来，只有与早先的检查点对照才能发现；数据库中记有已写下而文件不在的，也是不符。
    """
    load_rooms()
    with operators_unit(settings, tenant, read_only=True, isolation="REPEATABLE READ") as unit:
        paths = [] if files else list_checkpoints(settings.checkpoints, unit.actor.bureau.uuid)
        trusted = public_key or read_public_key(settings.audit_key)
        if trusted is None and (files or paths):
            message = (
                "不知道检查点应由谁签署：请用 --public-key 指定签署者的公钥，检查点自带的公钥不能证明任何事。"
            )
            raise Malformed("checkpoint_anonymous", message)
        faults = list(_find_rewritings(unit, files, trusted or ""))
        if not files:
            faults += _find_lost(unit, settings.checkpoints)
        faults += find_checkpoint_faults(unit, paths, public_key=trusted or "")
        verification = verify_chain(unit).add(faults)
    if verification.broken:
        for fault in verification.faults:
            echo(str(fault), err=True)
        more = f"（只列出前{MAX_FAULTS}处）" if verification.count > MAX_FAULTS else ""
        raise Conflict(
            "audit_chain_broken",
            f"审计链共有{verification.count}处不符，已逐行列出{more}，最先的在{verification.broken}。",
            seq=verification.broken.seq,
            faults=verification.count,
            links=verification.links,
        )
    if not verification.links:
        echo("审计链上还没有任何一环：该租户尚未办理过任何事项。")
        return
    erased = f"，其中{verification.erased}环的数据已依法删除" if verification.erased else ""
    compared = f"与{len(paths) + len(files)}份检查点一致" if paths or files else "没有检查点可以对照"
    echo(f"审计链完好：共{verification.links}环{erased}，{compared}，链尾 {verification.hash.hex()}。")


def _find_lost(unit: Unit, folder: Path) -> Iterator[Fault]:
    """Tell of checkpoints that the database knows to have been written and that are not in the folder."""
    nights = list_written(unit)
    if lost := list_lost(unit, folder, nights):
        advice = "请从另存处补回；确已遗失的，用 --checkpoint 逐份指明尚存的检查点"
        amounts = f"曾写下{len(nights)}份，其中{describe_days(lost)}不在 {folder}"
        yield Fault(0, f"检查点缺失：{amounts}，其间的改写无从对照；{advice}")


def _find_rewritings(unit: Unit, files: tuple[IO[str], ...], public_key: str) -> Iterator[Fault]:
    for file in files:
        document = read_checkpoint(file.read())
        check_signature(document, public_key=public_key)
        check_document(unit, document)
        fault = find_rewriting(unit, document)
        if fault is not None:
            yield fault


@command.command()
@click.argument("tenant")
@click.pass_obj
def export(settings: Settings, tenant: str) -> None:
    """把租户 TENANT 的审计链连同数据、事件和所登记的各行以 JSON Lines 写到标准输出。

    deploy/verify_audit.py 不用本系统的任何代码即可核验。内含个人信息，请妥善保管。
    """
    load_rooms()
    trace_console(settings, tenant, Reading(way="banfa audit export", kind=AUDIT))
    with operators_unit(settings, tenant, read_only=True, isolation="REPEATABLE READ") as unit:
        for line in export_chain(unit):
            echo(encode_line(line))


@command.command()
@click.argument("tenant")
@click.argument("subject")
@click.option("--person", required=True, help="经办人（编号或姓名），须可担任管理员。")
@click.option("--reason", required=True, help="删除的理由。")
@click.option("--document", "document_no", required=True, help="批准删除的文号。")
@click.pass_obj
def erase(
    settings: Settings, *, tenant: str, subject: str, person: str, reason: str, document_no: str
) -> None:
    """依法删除租户 TENANT 的 SUBJECT（如 complaint/cp_…、person/ps_…）中的个人信息，不能恢复。

    条目删各次记录中的个人信息和各项理由，连同仍保存的、含这一条目的导入表格（表格也可单独删：sheet_import/si_…）；
    案卷材料（stored_file/sf_…）删文件名和内容；
    人员删姓名、职务；接口密钥删名称；异议、拟作决定、审核意见、不参评的认定、疑似重复的认定删所写的事实和理由；后台任务（work/jb_…）删所办的内容。同时删除审计链旁所记的数据（事件不含内容），并在链上另留一环，
    写明经办人、理由和文号。需要 BANFA_OWNER_URL。备份与 7 日内的重发应答须另行清理。
    """
    load_rooms()
    with connect(settings.required("owner_url")) as engine:
        bureau = find_tenant(engine, tenant)
        with unit_of_work(engine, operator(bureau), read_only=True) as unit:
            who = find_person_named(unit, person)
            kind, _, outward = subject.partition("/")
            row_id = unit.ids.decode(kind, outward)
        if not who.active or "admin" not in who.roles:
            raise Malformed("erasure_person", f"{who.name}不能担任管理员，不能经办依法删除。")
        if row_id is None:
            raise Malformed("erasure_subject", "对象应写作“种类/编号”，如 complaint/cp_…，请核对编号。")
        actor = act_as(bureau, who.identity, "admin")
        with unit_of_work(engine, actor) as unit:
            erasure = erase_anything(unit, kind, row_id, reason=reason, document_no=document_no)
        if kind == StoredFile.table.name:
            with unit_of_work(engine, actor, read_only=True) as unit:
                store = make_file_room(settings).store
                remove_unnamed(unit, store, find_any_file(unit, row_id).sha256)
    echo(f"已依法删除：{erasure.records}行中的{len(erasure.columns)}项内容，审计链{erasure.links}环的数据。")


command.add_command(show_reads)
