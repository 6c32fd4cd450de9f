"""The entry point: finds the commands, reads the settings, and says what went wrong.

A command's module binds its click command to the name `command`. It takes the settings by
`@click.pass_obj` and raises errors of Banfa; this module alone turns them into words and an exit status.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
from typing import IO, Any, Final

import click

from banfa import cli
from banfa.cli._echo import echo, echo_lines
from banfa.errors import BanfaError, Malformed
from banfa.settings import VARIABLES, Settings

EPILOG: Final = "设置从环境变量读取：\n\n" + " ".join(VARIABLES.values())


class Failure(click.ClickException):
    """An error of Banfa, as a person reads it. Exit status 1."""

    def __init__(self, error: BanfaError) -> None:
        super().__init__(str(error))
        self._data = error.data

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002 - click's signature
        """Print the sentence, and beneath it what a program would need besides."""
        echo(f"错误：{self.message}", err=True)
        if self._data:
            echo_lines(json.dumps(self._data, ensure_ascii=False, default=str), err=True)


class WrongCall(Failure):
    """What the caller wrote is at fault."""

    exit_code = 2


class Commands(click.Group):
    """Loads a command's module when it is called, so that `banfa city list` does not import the web."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the modules of this package that are commands."""
        names = (module.name for module in pkgutil.iter_modules(cli.__path__))
        return sorted(name.replace("_", "-") for name in names if name != "main" and name[0] != "_")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{cli.__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error of Banfa becomes words and an exit status."""
        try:
            return super().invoke(ctx)
        except BanfaError as error:
            failure = WrongCall if isinstance(error, Malformed) else Failure
            raise failure(error) from error


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="banfa")
@click.pass_context
def main(context: click.Context) -> None:
    """办法（Banfa）：按照各市管理办法开展中小企业数字化转型服务商的评价与管理。"""
    if context.obj is None:
        context.obj = Settings.from_env(os.environ)
