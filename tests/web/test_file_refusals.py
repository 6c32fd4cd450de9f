"""What is not taken for a file, each with its code and a sentence that says what to do; nothing is stored."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banfa.procedures.files import pdf_look, pdfs, scanning
from banfa.settings import Settings
from banfa.web.app import create_app
from tests.strong_secret import SECRET
from tests.web.clients import Client
from tests.web.papers import HOSTILE, SOUND, make_bomb, make_pdf, send_file

pytestmark = pytest.mark.long

MEBIBYTE = 1 << 20
EICAR = '#!/bin/sh\ngrep -q EICAR "$1" && exit 1\nexit 0\n'


@pytest.fixture
def folder(tmp_path):
    """Where an application that has a scanner keeps its files."""
    return tmp_path / "files"


@pytest.fixture
def scanned_by(bureau, cities, officer, folder):
    """Make the same officer at an application that has files scanned: by a script, or a command."""

    def make(script="", command=()):
        if script:
            path = folder.with_name("scan")
            path.write_text(script)
            path.chmod(path.stat().st_mode | stat.S_IXUSR)
            command = (str(path),)
        settings = Settings(data_dir=Path("/nowhere"), files_dir=folder, secret=SECRET, scanner=command)
        app = create_app(settings, bureau.engine, cities, clock=bureau.clock)
        return Client(app.test_client(), officer.tenant, officer.secret)

    return make


class TestAHostileFile:
    @pytest.mark.parametrize("what", HOSTILE)
    def test_is_refused_and_leaves_nothing(self, shelf, officer, what):
        name, content, code = HOSTILE[what]
        answer = send_file(officer, content, name=name)
        assert (answer.status_code, answer.json["code"]) == (422, code), answer.json
        assert re.search(r"请|不予|不接收", answer.json["detail"])
        assert shelf.list() == []
        assert officer.get("/files").json["items"] == []

    def test_bomb_is_not_inflated_beyond_the_limit(self, officer):
        assert len(make_bomb()) < MEBIBYTE
        assert send_file(officer, make_bomb(), name="报告.docx").json["code"] == "file_bomb"


class TestAPdfThatComputesForLong:
    @pytest.mark.parametrize("fate", ["time.sleep(60)", "os.abort()", "sys.exit(3)", "bytearray(8 << 30)"])
    def test_is_refused_in_limited_time(self, officer, monkeypatch, tmp_path, fate):
        """The process that looks is ended from outside, crashes, gives up or has no more memory."""
        (tmp_path / "hostile.py").write_text(
            f"import os, sys, time\nfrom {pdf_look.__name__} import *\n"
            "from banfa.procedures.files import pdf_look\n"
            f"pdf_look._look_at = lambda path: {fate}\npdf_look.main()\n"
        )
        monkeypatch.setattr(pdfs, "TIMEOUT_S", 3)
        monkeypatch.setattr(pdfs, "_COMMAND", (sys.executable, str(tmp_path / "hostile.py")))
        assert send_file(officer, make_pdf()).json["code"] == "file_damaged"


class TestAScanner:
    def test_that_finds_nothing_lets_a_file_in(self, scanned_by):
        assert send_file(scanned_by(EICAR), make_pdf()).status_code == 201

    def test_that_finds_a_virus_keeps_it_out(self, scanned_by, folder):
        text = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS"
        infected = send_file(scanned_by(EICAR), text, name="说明.txt")
        assert (infected.status_code, infected.json["code"]) == (422, "file_infected")
        assert not folder.exists()

    @pytest.mark.parametrize("act", ["exit 2", "kill -9 $$", "exec sleep 30"])
    def test_that_comes_to_no_answer_keeps_it_out(self, scanned_by, folder, monkeypatch, act):
        monkeypatch.setattr(scanning, "TIMEOUT_S", 1)
        answer = send_file(scanned_by(f"#!/bin/sh\n{act}\n"), make_pdf())
        assert (answer.status_code, answer.json["code"]) == (503, "scan_unfinished")
        assert "扫描未完成" in answer.json["detail"]
        assert not folder.exists()

    def test_that_is_not_there_keeps_it_out(self, scanned_by):
        refused = send_file(scanned_by(command=("/no/such/scanner",)), make_pdf())
        assert refused.json["code"] == "scan_unfinished"


PIECES = st.sampled_from([content for content, _ in SOUND.values()])


@st.composite
def spoiled(draw):
    """A sound file, cut, doubled or with a few bytes otherwise."""
    content = bytearray(draw(PIECES))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(content)))
        content[at : at + draw(st.integers(0, 4))] = draw(st.binary(max_size=8))
    return bytes(content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content)


NAMES = st.one_of(st.sampled_from(sorted(SOUND)), st.text(max_size=40), st.just("a.csv"))


class TestAnyBytesUnderAnyName:
    @settings(
        max_examples=150,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(
        content=st.one_of(st.binary(max_size=200), st.text(max_size=60).map(str.encode), spoiled()),
        name=NAMES,
    )
    def test_are_given_back_as_they_came_or_refused_with_a_code(self, officer, content, name):
        answer = send_file(officer, content, name=name or "无名")
        if answer.status_code == 201:
            assert officer.get(f"/files/{answer.json['id']}/content").data == content
        else:
            assert answer.status_code == 422, answer.json
            assert re.fullmatch(r"[a-z0-9_]+", answer.json["code"])
