"""`banfa serve`: the pages and the REST API."""

from __future__ import annotations

import errno
import os
import socket
from contextlib import contextmanager, suppress
from dataclasses import replace
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

from banfa.cli._echo import echo
from banfa.cli._servers import DatabaseAwayError, check_service
from banfa.errors import Conflict, Unavailable
from banfa.logs import configure_logging
from banfa.settings import OFFERS, SHARED_METRICS, VARIABLES
from banfa.web.sso.sign_ons import read_sign_ons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.settings import Settings

APPLICATION: Final = "banfa.front.app:front_from_environment"
"""Each worker process makes its own application from the environment."""
CONNECTIONS: Final = 1024
"""Connections that a worker process has open at a time; whoever comes beyond waits to be taken in."""
HEADER_TIME_MS: Final = 10_000
"""What a client has for the headers of a request, and to begin the next one."""
STOP_TIME_S: Final = 70
"""What a worker process has to end by itself: longer than any request."""


@click.command()
@click.option("--host", help="监听地址；默认 BANFA_HOST 或 127.0.0.1。")
@click.option("--port", type=click.IntRange(1, 65535), help="监听端口；默认 BANFA_PORT 或 8000。")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="工作进程数。")
@click.option("--offer", type=click.Choice(OFFERS), help="提供页面、接口或两者；默认 BANFA_OFFER 或 both。")
@click.pass_obj
def command(
    settings: Settings, *, host: str | None, port: int | None, workers: int, offer: str | None
) -> None:
    """提供业务管理端（页面）和 REST 接口，可以只提供其一，以便放在不同的网络。

    需要 DATABASE_URL（角色 banfa_app）、REDIS_URL 与 BANFA_SECRET。数据库结构须已升级（banfa db upgrade）；
    密钥太弱、环境中有 BANFA_OWNER_URL、BANFA_SSO 的文件不对、数据库没有把各租户隔开，均拒绝启动；
    未就绪时 /readyz 会说明原因。
    评价等计算由 banfa worker 执行，另行启动。Ctrl-C 停止。
    """
    settings.required("redis_url")
    settings.required_secret()
    settings.optional_metrics_token()
    read_sign_ons(settings.sso_file)
    configure_logging()
    with suppress(DatabaseAwayError):  # then the API waits for it, and answers nobody before it has looked
        check_service(settings)
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    settings = replace(settings, offer=offer or settings.offer)
    os.environ[VARIABLES["offer"]] = settings.offer  # each worker process reads it there
    serve(settings, workers=workers)


def serve(settings: Settings, *, workers: int = 1) -> None:
    """Serve until told to stop. Raises Conflict (`port_taken`) or Unavailable for an address of no use."""
    require_free_port(settings.host, settings.port)
    address = f"http://{settings.host}:{settings.port}"
    if settings.offer != "api":
        echo(f"页面地址 {address}/（未加密；正式使用请在前面设 https 代理，并设 BANFA_PROXIES）")
    if settings.offer != "console":
        echo(f"接口地址 {address}")
    with _share_metrics():
        Granian(
            APPLICATION,
            factory=True,
            interface=Interfaces.ASGINL,
            http=HTTPModes.http1,  # as proxies speak it: a connection is one request at a time
            http1_settings=HTTP1Settings(header_read_timeout=HEADER_TIME_MS),
            websockets=False,
            address=settings.host,
            port=settings.port,
            workers=workers,
            backpressure=CONNECTIONS,
            workers_kill_timeout=STOP_TIME_S,
            respawn_failed_workers=True,
            log_dictconfig={"loggers": {"_granian": {"propagate": True}, "granian.access": {}}},
        ).serve()


@contextmanager
def _share_metrics() -> Iterator[None]:
    """Let the worker processes count together, in a folder that prometheus-client maps into each."""
    with TemporaryDirectory(prefix="banfa-metrics-") as folder:
        os.environ[SHARED_METRICS] = folder
        try:
            yield
        finally:
            del os.environ[SHARED_METRICS]


def require_free_port(host: str, port: int) -> None:
    """Find out beforehand whether the port can be had: the server's own message comes from deep inside."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                detail = f"端口 {port} 已被占用，请用 --port 或 BANFA_PORT 另选一个。"
                raise Conflict("port_taken", detail, port=port) from error
            detail = f"无法在 {host}:{port} 监听（{error.strerror}），请用 --host 和 --port 另选。"
            raise Unavailable("address_unusable", detail) from error
