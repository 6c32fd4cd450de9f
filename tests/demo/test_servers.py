"""What a command beside the demonstration leaves behind when everything is killed is cleared away."""

import os
import tempfile
import time
from contextlib import ExitStack

import pytest

from banfa.demo.servers import Servers
from banfa.embedded import directories
from banfa.settings import Settings


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(directories, "MAX_SOCKET_FOLDER", 1000)
    return tmp_path


def make_old(folder):
    past = time.time() - 2 * directories.LEFTOVER_AFTER_S
    os.utime(folder, (past, past))


class TestACommandBeside:
    def test_leaves_a_folder_that_is_swept_once_it_has_ended(self, temporary):
        with ExitStack() as stack:
            child = Servers(Settings(data_dir=temporary), stack).background("scheduler")
            (folder,) = temporary.glob("banfa-*")
            make_old(folder)
            directories.scratch(None)
            lasted = folder.exists() or not child.running
            child.finish()  # without DATABASE_URL it ends by itself, and nobody clears away
            assert lasted
            make_old(folder)
            directories.scratch(None)
            assert not folder.exists()
