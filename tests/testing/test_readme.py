"""The city of plugins/README.md, copied out as a newcomer would, passes every command named there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from banfa.cities.loading.plugin import HOOKS

ROOT = Path(__file__).parents[2]
README = ROOT / "plugins" / "README.md"
BANFA = [sys.executable, "-c", "from banfa.cli.main import main; main()"]


def blocks():
    """The files that README shows whole, by path: a block's first line names its file."""
    text = README.read_text("utf-8")
    found = re.findall(r"```\w+\n# (\S+)\n(.*?)```", text, re.DOTALL)
    return {path: code for path, code in found if path != "cases/clauses.yaml"}


@pytest.fixture(scope="module")
def banfa(tmp_path_factory):
    """Write the city down, let Python find it, and run a command on it."""
    folder = tmp_path_factory.mktemp("jiangcheng")
    for path, code in blocks().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(code, "utf-8")
    project = (folder / "pyproject.toml").read_text("utf-8")
    (entry,) = re.findall(r'"banfa\.cities"\]\n(\w+) = "(\w+)"', project)
    info = folder / "banfa_jiangcheng-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: banfa-jiangcheng\nVersion: 0.1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[banfa.cities]\n{entry[0]} = {entry[1]}\n", "utf-8")
    env = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}

    def run(*arguments):
        return subprocess.run(
            [*BANFA, *arguments], capture_output=True, check=False, encoding="utf-8", env=env, timeout=300
        )

    return run


@pytest.mark.parametrize(
    "command", ["check", "outline", "try", "mutate", pytest.param("run", marks=pytest.mark.long)]
)
def test_the_first_city_is_sound(banfa, command):
    done = banfa("city", command, "jiangcheng")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_provision_of_it_has_a_page(banfa):
    done = banfa("city", "show", "jiangcheng", "2.1")
    assert "作出限期整改的次数（本次入库以来）超过2次" in done.stdout
    assert "banfa_jiangcheng/__init__.py:" in done.stdout


def test_every_command_and_hook_it_names_is_there():
    text = README.read_text("utf-8")
    commands = set(re.findall(r"`banfa city (\w+)", text))
    done = subprocess.run([*BANFA, "city", "--help"], capture_output=True, check=True, encoding="utf-8")
    listed = set(re.findall(r"^  (\w+) ", done.stdout, re.MULTILINE))
    assert "show" in commands
    assert commands - listed == set()
    hooks = set(re.findall(r"^\| `(\w+)` \| (?:one|a tuple)", text, re.MULTILINE))
    assert hooks == set(HOOKS)


def test_every_file_it_points_to_is_there():
    text = README.read_text("utf-8")
    links = re.findall(r"\]\((\.\./[^)]+)\)", text)
    paths = re.findall(r"`(core/banfa/[\w/.]+|plugins/\w+)`", text)
    assert links
    assert paths
    assert [link for link in links if not (README.parent / link).exists()] == []
    assert [path for path in paths if not (ROOT / path).exists()] == []
