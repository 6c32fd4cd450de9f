"""`banfa replay`: work a receipt out again, with no server, database or plugin."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from banfa.cli._echo import echo
from banfa.errors import Malformed
from banfa.procedures.receipts.format import ReceiptError
from banfa.procedures.receipts.replay import replay


@click.command()
@click.argument("receipt", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(receipt: Path) -> None:
    """按评价凭证重算结果，逐字节核对。

    只需凭证文件本身：规则、事实、参数都在其中，不连数据库，也不看现在的插件。完全一致时以 0 退出；
    有任何不同，逐条说明并以 1 退出；文件不是凭证，以 2 退出。
    """
    try:
        outcome = replay(receipt.read_bytes())
    except ReceiptError as error:
        raise Malformed("not_a_receipt", f"{error}。") from error
    echo(f"{outcome.title}：{outcome.providers}家服务商")
    if outcome.same:
        echo(f"重算结果与凭证逐字节一致，哈希 {outcome.digest}")
        return
    for difference in outcome.differences:
        echo(f"不一致：{difference}")
    sys.exit(1)
