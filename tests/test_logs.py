"""Logs: declared words alone, and nothing of anybody, whoever speaks."""

from __future__ import annotations

import ast
import logging
from pathlib import Path

import pytest

import banfa
from banfa.logs import begin, bind, get_logger
from banfa.logs.document import FILE, write_document
from banfa.logs.events import EVENTS, FIELDS
from tests.log_lines import written_lines

CORE = Path(banfa.__file__).parent
LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}
NAME = "林小明"


def list_calls():
    """What is logged anywhere: event, names of fields, and where."""
    for path in CORE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            function = node.func if isinstance(node, ast.Call) else None
            if (
                isinstance(function, ast.Attribute)
                and function.attr in LEVELS
                and isinstance(function.value, ast.Name)
                and function.value.id == "log"
            ):
                yield path.name, node


class TestTheWords:
    def test_are_declared(self):
        spoken = set()
        for place, call in list_calls():
            (event,) = call.args
            assert isinstance(event, ast.Constant), place
            assert event.value in EVENTS, place
            assert {key.arg for key in call.keywords} - {None} <= set(FIELDS), place
            spoken.add(event.value)
        assert spoken == set(EVENTS) - {"library"}

    def test_stand_in_the_papers(self):
        assert FILE.read_text(encoding="utf-8") == write_document()

    def test_are_said_by_no_other_logger(self):
        outside = {"output.py"}
        for path in CORE.rglob("*.py"):
            if path.name not in outside:
                assert "logging.getLogger" not in path.read_text("utf-8"), path


class TestALine:
    def test_has_what_was_bound(self):
        begin()
        with written_lines() as lines, bind(job="jb_1"):
            get_logger("banfa.jobs").info("job_done", attempts=2)
        (line,) = lines.all()
        assert line.pop("timestamp").endswith("Z")
        assert line == {
            "event": "job_done",
            "level": "info",
            "logger": "banfa.jobs",
            "job": "jb_1",
            "attempts": 2,
        }

    def test_leaves_out_what_is_not_declared(self):
        with written_lines() as lines:
            get_logger("banfa.jobs").info("job_done", name=NAME)
            get_logger("banfa.jobs").info(f"greetings from {NAME}")
        assert NAME not in lines.getvalue()
        assert [(line["event"], line.get("undeclared")) for line in lines.all()] == [
            ("job_done", 1),
            ("undeclared", None),
        ]


class TestALibrary:
    @pytest.fixture
    def said(self):
        with written_lines() as lines:
            yield lines

    def test_is_quoted_without_values_where_it_meets_nobody(self, said):
        logging.getLogger("rq.worker").warning("worker %s stops", NAME)
        (line,) = said.all()
        assert (line["event"], line["logger"], line["words"]) == (
            "library",
            "rq.worker",
            "worker %s stops",
        )

    def test_is_not_quoted_where_it_may(self, said):
        logging.getLogger("sqlalchemy.engine").warning(f"INSERT … {NAME}")  # noqa: G004 - as libraries do
        (line,) = said.all()
        assert "words" not in line

    @pytest.mark.parametrize("name", ["banfa.elsewhere", "werkzeug", "rq.worker"])
    def test_error_is_named_without_its_words(self, said, name):
        try:
            int(NAME)
        except ValueError:
            logging.getLogger(name).exception("it failed")
        (line,) = said.all()
        assert line["failure"].startswith("ValueError at test_logs.py:")
        assert NAME not in said.getvalue()
