"""Plugins as distributions of their own, installed outside the repository and outside its environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from banfa.cities.loading.discovery import GROUP

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PATIENCE = 240
"""Seconds that anything may take on a machine that has other things to do; nothing is decided by it."""


def install(folder: Path) -> Path:
    """Write the third city into a folder and install it with pip, without network; returns where it lives."""
    source, site = folder / "banfa-yunzhou", folder / "site"
    shutil.copytree(HERE / "yunzhou", source, ignore=shutil.ignore_patterns("__pycache__"))
    nowhere = "http://127.0.0.1:9"
    environ = {**os.environ, "PIP_CONFIG_FILE": os.devnull, "HTTP_PROXY": nowhere, "HTTPS_PROXY": nowhere}
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    command = [*pip, "--no-deps", "--no-build-isolation", "--no-index", "--target", str(site), str(source)]
    subprocess.run(command, env=environ, cwd=folder, check=True, timeout=PATIENCE)
    return site


@dataclass(frozen=True)
class Plugin:
    """A distribution that offers a city: in the module it `points_to`, brought along where it has `code`."""

    distribution: str
    city: str
    points_to: str
    code: str | None = None

    def lay_down(self, site: Path) -> None:
        """Put it where it can be imported, as pip would leave it."""
        site.mkdir(exist_ok=True)
        if self.code is not None:
            (site / f"{self.points_to}.py").write_text(dedent(self.code), "utf-8")
        info = site / f"{self.distribution.replace('-', '_')}-0.1.0.dist-info"
        info.mkdir()
        head = f"Metadata-Version: 2.1\nName: {self.distribution}\nVersion: 0.1.0\n"
        (info / "METADATA").write_text(head, "utf-8")
        (info / "entry_points.txt").write_text(f"[{GROUP}]\n{self.city} = {self.points_to}\n", "utf-8")
