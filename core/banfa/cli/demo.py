"""`banfa demo`: five made-up cities in servers of their own, evaluated before your eyes, then served."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final

import click

from banfa.cli._echo import echo, echo_lines
from banfa.cli.serve import require_free_port, serve
from banfa.demo.run import Trial, check_disk, demonstrate
from banfa.demo.servers import Servers

if TYPE_CHECKING:
    from banfa.settings import Settings

BY_HAND: Final = """
页面  {site}/

{logins}

案件  {cases}

接口  {base}/    接口密钥（一天有效）  {token}

  curl -H "Authorization: Bearer {token}" "{base}/rounds/{round_id}/results?limit=3"
  curl -H "Authorization: Bearer {token}" {base}/rounds/{round_id}/results/{provider_id}
  curl -H "Authorization: Bearer {token}" -H "Content-Type: application/json" -d '{body}' {base}/providers

重算凭证  .venv/bin/banfa replay {receipt}
其他主管部门："""
STOP: Final = "Ctrl-C 停止；演示数据随之清除。"
PROVIDER: Final = '{"uscc": "91350200MA2XNKTD0M", "name": "试一试数字科技有限公司"}'


@click.command()
@click.option(
    "--scale", type=click.IntRange(1, 1000), default=1, show_default=True, help="规模：1 为每市 30 家服务商。"
)
@click.option("--seed", type=int, default=2026, show_default=True, help="种子：相同的种子得到相同的城市。")
@click.option("--serve/--no-serve", "serving", default=True, help="演示之后是否提供接口。")
@click.option(
    "--receipts",
    type=click.Path(file_okay=False, path_type=Path),
    help="评价凭证存放何处，省略时为临时目录。",
)
@click.pass_obj
def command(settings: Settings, *, scale: int, seed: int, serving: bool, receipts: Path | None) -> None:
    """演示：在内嵌的数据库和队列中装入虚构的五市，完成最近一期评价和情形监测，再提供接口试用。

    不需要任何设置；端口默认 8000，可用 BANFA_PORT 另选。各市数据、文件和结果都是编的。
    """
    if serving:
        require_free_port(settings.host, settings.port)
    folder = receipts or Path(mkdtemp(prefix="banfa-receipts-"))
    folder.mkdir(parents=True, exist_ok=True)
    check_disk(folder)
    echo("启动内嵌的数据库和队列……")
    with Servers.start(settings) as servers:
        servers.background("worker")
        servers.background("scheduler")
        trials = demonstrate(servers, seed=seed, scale=scale, say=echo_lines, folder=folder)
        if serving:
            echo_lines(_format_trial(trials[0], servers.settings, folder))
            for other in trials[1:]:
                echo(f"  {other.tenant} 的接口密钥  {other.token}")
                admin = other.logins[0]
                echo(f"  {other.tenant} 的{admin.name}  账号 {admin.login}　密码 {admin.password}")
            echo_lines(STOP)
            serve(servers.settings)


def _format_trial(trial: Trial, settings: Settings, folder: Path) -> str:
    """What can be tried by hand, ready to paste."""
    site = f"http://{settings.host}:{settings.port}"
    return BY_HAND.format(
        site=site,
        cases="\n      ".join(f"{site}{page}" for page in trial.cases),
        logins="\n".join(f"  {login}" for login in trial.logins),
        base=f"{site}/api/v1/{trial.tenant}",
        token=trial.token,
        round_id=trial.round_id,
        provider_id=trial.provider_id,
        body=PROVIDER,
        receipt=folder / f"{trial.tenant}.receipt.json",
    )
