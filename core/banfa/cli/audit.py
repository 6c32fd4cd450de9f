"""`banfa audit`: proving that what was recorded has not been rewritten."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import click

from banfa.cli._console import operators_unit
from banfa.cli._echo import echo, echo_lines
from banfa.errors import Conflict, Malformed
from banfa.trust.chain import verify_chain
from banfa.trust.checkpoints import check_signature, read_signing_key, take_checkpoint, verify_against

if TYPE_CHECKING:
    from banfa.settings import Settings

_KEY: Final = "audit-key.pem"


@click.group()
def command() -> None:
    """审计链：签署检查点与核验。

    每项变更在审计链上留下一环，后一环含前一环的摘要。检查点是经签名的链尾，应保存到数据库管理员接触不到的地方。
    """


@command.command()
@click.argument("tenant")
@click.option(
    "--key", type=click.Path(dir_okay=False, path_type=Path), help=f"私钥文件，默认 BANFA_DATA/{_KEY}。"
)
@click.pass_obj
def checkpoint(settings: Settings, tenant: str, key: Path | None) -> None:
    """为租户 TENANT 签署检查点，以 JSON 写到标准输出。

    私钥文件不存在时自动生成（Ed25519）。公钥写在检查点里，请另行保存一份，核验时用来辨认签署者。
    """
    if key is None:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        key = settings.data_dir / _KEY
    with operators_unit(settings, tenant, read_only=True) as unit:
        document = take_checkpoint(unit, key=read_signing_key(key))
    echo_lines(json.dumps(document, ensure_ascii=False, indent=2))


@command.command()
@click.argument("tenant")
@click.option("--checkpoint", "file", type=click.File(encoding="utf-8"), help="早先签署的检查点。")
@click.option("--public-key", help="签署者的公钥（十六进制），与检查点中的核对。")
@click.pass_obj
def verify(settings: Settings, tenant: str, file: IO[str] | None, public_key: str | None) -> None:
    """核验租户 TENANT 的审计链；有任何一环不符则指出第一处并以 1 退出。

    只核验链本身，发现不了从某一环起整条重写的情形；同时给出早先的检查点即可发现。
    """
    document = None if file is None else _read(file, public_key)
    with operators_unit(settings, tenant, read_only=True) as unit:
        verification = verify_chain(unit) if document is None else verify_against(unit, document)
    if verification.broken:
        seq, reason = verification.broken.seq, verification.broken.reason
        raise Conflict(
            "audit_chain_broken", f"审计链在第{seq}环不符：{reason}。", seq=seq, links=verification.links
        )
    erased = f"，其中{verification.erased}环的数据已依法删除" if verification.erased else ""
    echo(f"审计链完好：共{verification.links}环{erased}，链尾 {verification.hash.hex()}。")


def _read(file: IO[str], public_key: str | None) -> dict[str, Any]:
    try:
        document: object = json.load(file)
    except ValueError as problem:
        raise Malformed("checkpoint_malformed", "检查点文件不是 JSON。") from problem
    if not isinstance(document, dict):
        raise Malformed("checkpoint_malformed", "检查点文件缺少内容或格式不正确。")
    check_signature(document, public_key=public_key)
    return document
