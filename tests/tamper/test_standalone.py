"""What is no export, or no checkpoint, is told by an exit status of its own; it is no traceback."""

import subprocess
import sys

import pytest

from tests.tamper.ground import SCRIPT
from tests.tamper.ways import DEEP


@pytest.mark.parametrize("content", [DEEP, "{", "{}", "[]", '"x"', ""])
def test_a_file_that_cannot_be_read(tmp_path, content):
    file, empty = tmp_path / "strange", tmp_path / "chain.jsonl"
    file.write_text(content)
    empty.write_text("")
    for words in ([str(file)], [str(empty), "--checkpoint", str(file), "--public-key", "00"]):
        command = [sys.executable, "-I", str(SCRIPT), *words]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (answer.returncode, answer.stderr.partition("：")[0]) == (2, "不能核验"), answer.stderr
