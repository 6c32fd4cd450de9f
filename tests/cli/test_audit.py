"""`banfa audit`: verify, export, erase."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from banfa.cli.main import main
from banfa.jobs.checkpoints import write_checkpoints
from banfa.settings import Settings
from banfa.trust import unit_of_work
from banfa.trust.checkpoint_files import list_checkpoints, name_checkpoint, write_checkpoint
from banfa.trust.checkpoints import read_signing_key, take_checkpoint
from banfa.trust.persons import add_person
from banfa.trust.reads import Reading, trace_read
from banfa.trust.tenants import operator
from tests.ledger.conftest import Desk
from tests.ledger.town import NOW, code
from tests.trust.bureaus import found_bureau
from tests.trust.test_audit import changed

SCRIPT = Path(__file__).parents[2] / "deploy" / "verify_audit.py"


@pytest.fixture
def bureau(owner_engine):
    return found_bureau(owner_engine)


@pytest.fixture
def settings(database, tmp_path):
    return Settings.from_env(
        {
            "DATABASE_URL": database.app_url,
            "BANFA_OWNER_URL": database.owner_url,
            "BANFA_DATA": str(tmp_path / "data"),
        }
    )


@pytest.fixture
def audit(settings, bureau):
    def run(word, *words):
        return CliRunner().invoke(main, ("audit", word, bureau.slug, *words), obj=settings)

    return run


@pytest.fixture
def complaint(engine, bureau):
    """An entry with personal data; gives its outward id."""
    desk = Desk(engine, operator(bureau))
    with desk.unit() as unit:
        add_person(unit, name="张三", roles=["admin"])
        add_person(unit, name="李四", roles=["officer"])
    desk.provider()
    said = {"received_on": "2026-01-06", "content": "王五说没有人来"}
    entry_id = desk.record("complaint", external_id="X1", provider=code(1), **said)
    with desk.unit() as unit:
        return f"complaint/{unit.ids.encode_one('complaint', entry_id)}"


@pytest.fixture
def keep(engine, bureau, settings):
    """Keep a checkpoint signed by the key in a file, by default the one that is trusted; gives its path."""

    def keep_checkpoint(key=settings.audit_key):
        key.parent.mkdir(parents=True, exist_ok=True)
        with unit_of_work(engine, operator(bureau), now=NOW, read_only=True) as unit:
            document = take_checkpoint(unit, key=read_signing_key(key))
        path = name_checkpoint(settings.checkpoints, bureau.uuid, NOW.date())
        write_checkpoint(path, document)
        return path

    return keep_checkpoint


ERASE = ("--person", "张三", "--reason", "本人申请", "--document", "1号")


class TestVerify:
    def test_compares_with_what_is_kept_by_default(self, audit, keep, owner_engine, bureau, complaint):
        keep()
        assert "与1份检查点一致" in audit("verify").stdout
        with owner_engine.begin() as connection:
            mine = {"t": bureau.id}
            connection.execute(
                text("UPDATE audit_link SET hash = data_hash WHERE tenant_id = :t AND seq = 4"), mine
            )
        answer = audit("verify")
        assert answer.exit_code == 1
        assert "曾被改写" in answer.stderr

    def test_says_that_a_key_cannot_be_made(self, audit, tmp_path):
        (tmp_path / "in the way").write_text("")
        answer = audit("checkpoint", "--key", str(tmp_path / "in the way" / "audit.pem"))
        assert (answer.exit_code, "[audit_key_unreadable]" in answer.stderr) == (2, True), answer.output

    def test_trusts_nobody_elses_signature(self, audit, keep, settings, tmp_path):
        path = keep(tmp_path / "other.pem")
        for words in ((), ("--checkpoint", str(path))):
            answer = audit("verify", *words)
            assert (answer.exit_code, "[checkpoint_anonymous]" in answer.stderr) == (2, True), answer.output
        read_signing_key(settings.audit_key)
        assert (audit("verify").exit_code, audit("verify", "--checkpoint", str(path)).exit_code) == (1, 2)
        own = json.loads(path.read_text())["public_key"]
        assert audit("verify", "--public-key", own).exit_code == 0

    def test_does_not_call_an_empty_chain_whole(self, audit, owner_engine, bureau, complaint):
        with owner_engine.begin() as connection:
            for table in ("event", "audit_data", "audit_seal", "audit_link"):
                connection.execute(text(f"DELETE FROM {table} WHERE tenant_id = :t"), {"t": bureau.id})
            reset = (
                "UPDATE audit_head SET seq = 0, hash = decode(repeat('00', 32), 'hex') WHERE tenant_id = :t"
            )
            connection.execute(text(reset), {"t": bureau.id})
        answer = audit("verify")
        assert (answer.exit_code, "没有登记它的一环" in answer.stderr) == (1, True)

    def test_says_that_a_new_bureaus_chain_has_no_link(self, audit):
        assert "还没有任何一环" in audit("verify").stdout


class TestCheckpointsThatAreLost:
    NIGHTS = (date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 3))

    @pytest.fixture
    def written(self, engine, bureau, settings):
        """The files of three nights, as `banfa scheduler` writes them, with a change before each."""
        for night in self.NIGHTS:
            changed(engine, operator(bureau))
            write_checkpoints(engine, settings, day=night)
        return list_checkpoints(settings.checkpoints, bureau.uuid)

    @pytest.mark.parametrize(
        ("lost", "told"),
        [
            ((0,), "其中1份（2026-04-01）"),
            ((2,), "其中1份（2026-04-03）"),
            ((0, 2), "其中2份（2026-04-01至2026-04-03）"),
            ((0, 1, 2), "其中3份（2026-04-01至2026-04-03）"),
        ],
    )
    def test_are_told(self, audit, written, lost, told):
        assert "与3份检查点一致" in audit("verify").stdout
        for number in lost:
            written[number].unlink()
        answer = audit("verify")
        assert (answer.exit_code, f"曾写下3份，{told}" in answer.stderr) == (1, True), answer.output
        given = [word for path in written if path.exists() for word in ("--checkpoint", str(path))]
        assert audit("verify", *given).exit_code == (0 if given else 1), "compared with what is given"

    def test_are_not_replaced_by_copies_of_another(self, audit, written):
        written[0].write_bytes(written[2].read_bytes())
        answer = audit("verify")
        assert (answer.exit_code, f"{written[2]} 与另一份相同" in answer.stderr) == (1, True), answer.output


class TestExport:
    def test_is_verified_without_our_code(self, audit, keep, complaint, tmp_path):
        path = keep()
        key = json.loads(path.read_text())["public_key"]
        assert audit("erase", complaint, *ERASE).exit_code == 0
        file = tmp_path / "chain.jsonl"
        file.write_text(audit("export").stdout, encoding="utf-8")
        words = ("--checkpoint", str(path), "--public-key", key)

        def verify(*options):
            command = [sys.executable, "-I", str(SCRIPT), str(file), *options]
            return subprocess.run(command, capture_output=True, text=True, check=False)

        answer = verify(*words)
        assert (answer.returncode, "共5环，其中1环" in answer.stdout) == (0, True), (
            answer.stdout + answer.stderr
        )
        assert verify("--checkpoint", str(path)).returncode == 2
        file.write_text(file.read_text(encoding="utf-8").replace("服务商1", "服务商2"), encoding="utf-8")
        answer = verify()
        assert answer.returncode == 1
        assert {line.split("\t")[0] for line in answer.stdout.splitlines()} == {"3"}


class TestReads:
    def test_are_listed_with_those_at_the_console(self, audit, engine, bureau, complaint):
        with unit_of_work(engine, operator(bureau), read_only=True) as unit:
            number = unit.ids.decode("complaint", complaint.partition("/")[2])
            reading = Reading(way="get_complaint", kind="complaint", shown=[number or 0], filters={"q": "…"})
            trace_read(engine, unit.actor, reading, now=unit.now)
        audit("export")
        heading, last, export, of_complaint = audit("reads").stdout.splitlines()
        assert heading.split()[0] == "时间"
        assert "banfa audit reads" in last
        assert "banfa audit export" in export
        assert of_complaint.endswith(f"{complaint} q=…")
        only = audit("reads", "--subject", complaint).stdout.splitlines()
        assert [line.split() for line in only[1:]] == [of_complaint.split()]
        assert audit("reads", "--subject", "complaint/x").exit_code == 2


class TestErase:
    def test_is_done_by_an_administrator_with_reason_and_document(self, audit, complaint):
        answer = audit("erase", complaint, *ERASE)
        assert answer.exit_code == 0, answer.output
        verified = audit("verify")
        assert (verified.exit_code, "1环的数据已依法删除" in verified.stdout) == (0, True)

    @pytest.mark.parametrize(
        ("subject", "person", "code"),
        [
            (None, "李四", "erasure_person"),
            ("complaint/cp_0", "张三", "erasure_subject"),
            ("张三", "张三", "erasure_subject"),
        ],
    )
    def test_is_refused_in_a_sentence(self, audit, complaint, subject, person, code):
        words = ("--person", person, "--reason", "本人申请", "--document", "1号")
        answer = audit("erase", subject or complaint, *words)
        assert (answer.exit_code, f"[{code}]" in answer.stderr) == (2, True), answer.output
