"""The kit run as an author runs it: on a city of another folder, installed as its own distribution."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOUND = """
from banfa.law import City
from tests.cities import jiangcheng

made = vars(jiangcheng.plugin(city=City("{name}", "江城市", "江城市工业和信息化局")))
globals().update({{key: value for key, value in made.items() if not key.startswith("_")}})
"""


@pytest.fixture
def run(tmp_path):
    """Put a distribution with one city where Python finds it, and run the kit on it."""

    def kit(name, code, *options):
        (tmp_path / f"banfa_{name}.py").write_text(code, "utf-8")
        info = tmp_path / f"banfa_{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: banfa-{name}\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[banfa.cities]\n{name} = banfa_{name}\n", "utf-8")
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "-q",
            "--pyargs",
            "banfa.testing.suite",
        ]
        path = os.pathsep.join([str(tmp_path), str(ROOT)])
        env = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [*command, "--city", name, *options],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            encoding="utf-8",
            env=env,
            timeout=120,
        )

    return kit


class TestTheSuite:
    def test_tells_a_bad_city_what_to_mend(self, run):
        done = run("acheng", SOUND.format(name="bcheng") + "\nimport time\ncategories = tuple.count\n")
        assert done.returncode == 1
        assert "[forgotten-hook]" in done.stdout
        assert "改法" in done.stdout

    def test_tells_of_a_city_that_is_not_installed(self, run):
        done = run("acheng", "", "--city", "nowhere")
        assert done.returncode == 1
        assert "[not-installed]" in done.stdout

    def test_holds_a_city_of_another_folder_to_its_promises(self, run):
        done = run("acheng", SOUND.format(name="acheng"), "-k", "not mutant and not clock")
        assert done.returncode == 0, done.stdout
        assert "9 passed" in done.stdout
