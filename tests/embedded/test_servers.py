import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from redis import Redis
from sqlalchemy import text

from banfa.database.engine import make_engine
from banfa.embedded import binaries, directories, launcher
from banfa.embedded.postgres import start_postgres
from banfa.embedded.queue import start_queue
from banfa.errors import Conflict, Unavailable

ROOT = Path(__file__).parent.parent.parent
NOBODY = 65534
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@contextmanager
def process(*options):
    command = [sys.executable, "-m", "tests.embedded.servers", *options]
    piped = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=piped, stderr=piped, text=True) as running:
        assert running.stdout
        assert running.stderr
        line = running.stdout.readline()
        if not line:
            pytest.fail(running.stderr.read())
        said = json.loads(line)
        try:
            yield running, said
        finally:
            running.kill()
            wait_until_gone(said["pids"])
            for folder in said["folders"]:
                shutil.rmtree(folder, ignore_errors=True)


def alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def family(pids):
    """The processes and their children: a server's backends have to go as well."""
    everybody = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    children = []
    for pid in everybody:
        try:
            parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent in pids:
            children.append(pid)
    return [*pids, *children]


def uid_of(pid):
    return Path(f"/proc/{pid}").stat().st_uid


def wait_until_gone(pids, seconds=15.0):
    deadline = time.monotonic() + seconds
    while any(alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.02)
    return [pid for pid in pids if alive(pid)]


@pytest.mark.long
class TestServers:
    def test_die_with_a_parent_that_is_killed(self):
        with process() as (parent, said):
            servers = family(said["pids"])
            assert len(servers) > 4
            assert all(alive(pid) for pid in servers)
            parent.kill()
            parent.wait()

            assert wait_until_gone(servers) == []

    @root_only
    def test_do_not_run_as_root(self):
        with process() as (_, said):
            assert all(uid_of(pid) != 0 for pid in family(said["pids"]))

    @root_only
    def test_die_with_a_parent_that_is_an_ordinary_user(self):
        if not shutil.which("python3", path=os.defpath):
            pytest.skip("no python3 that an ordinary user can reach")
        if not directories.can_enter(launcher.EXEC_CHILD, launcher.Account(NOBODY, NOBODY, "nobody")):
            pytest.skip("this checkout is out of an ordinary user's reach")
        with process("--as-uid", str(NOBODY)) as (parent, said):
            servers = family(said["pids"])
            assert {uid_of(pid) for pid in (parent.pid, *servers)} == {NOBODY}
            parent.kill()
            parent.wait()

            assert wait_until_gone(servers) == []

    def test_are_stopped_by_an_ordinary_end_and_leave_nothing(self):
        with process() as (parent, said):
            servers = family(said["pids"])
            parent.send_signal(signal.SIGINT)
            parent.wait()

            assert [pid for pid in servers if alive(pid)] == []
            assert not any(Path(folder).exists() for folder in said["folders"])

    def test_listen_on_no_port(self):
        with process() as (_, said):
            sockets = set()
            for pid in said["pids"]:
                sockets |= {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()}
            listening = [
                line.split()[9]
                for table in ("tcp", "tcp6")
                if Path(f"/proc/net/{table}").exists()
                for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
                if line.split()[3] == "0A"
            ]

            assert not sockets & {f"socket:[{inode}]" for inode in listening}

    def test_keep_lasting_data_through_a_kill(self, data_dir):
        with process("--data", str(data_dir)) as (parent, said):
            engine = make_engine(said["owner_url"])
            with engine.begin() as connection:
                connection.execute(text("CREATE TABLE kept AS SELECT 42 AS answer"))
            engine.dispose()
            with Redis.from_url(said["redis_url"]) as client:
                client.set("kept", "42")
            parent.kill()
            parent.wait()
            # At once: the next one waits for those that are still stopping.
            with process("--data", str(data_dir)) as (_, again):
                engine = make_engine(again["owner_url"])
                with engine.connect() as connection:
                    assert connection.execute(text("SELECT answer FROM kept")).scalar_one() == 42
                engine.dispose()
                with Redis.from_url(again["redis_url"]) as client:
                    assert client.get("kept") == b"42"

    def test_do_not_share_their_data(self, data_dir, monkeypatch):
        monkeypatch.setattr(directories, "STOP_TIMEOUT_S", 0.1)
        with process("--data", str(data_dir)):
            with pytest.raises(Conflict, match="BANFA_DATA") as refused:
                start_postgres(data_dir)
            assert refused.value.code == "data_dir_in_use"
            with pytest.raises(Conflict, match="BANFA_DATA"):
                start_queue(data_dir)


@pytest.fixture
def data_dir(tmp_path_factory):
    """A place for data that the servers' user can reach."""
    folder, lock = directories.scratch(None)
    folder.chmod(0o755)
    yield folder / "data"
    os.close(lock)
    shutil.rmtree(folder)


class TestPostgres:
    def test_is_forgetful_only_when_asked(self, postgres):
        with postgres.connect() as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("off",)
        with start_postgres() as durable, durable.connect() as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("on",)

    def test_takes_further_settings_and_says_why_it_does_not_start(self):
        with (
            pytest.raises(Unavailable, match="no_such_setting"),
            start_postgres(settings={"no_such_setting": "1"}),
        ):
            pass

    def test_starts_although_a_killed_one_left_the_id_of_a_process_that_is_none(self, data_dir):
        with start_postgres(data_dir, durable=False) as server:
            os.kill(server.child.pid, signal.SIGQUIT)
            assert wait_until_gone([server.child.pid]) == []
        record = data_dir / "postgres" / "data" / "postmaster.pid"
        account = launcher.server_account()
        record.write_text(f"{os.getpid()}\n{record.parent}\n")
        if account:
            os.chown(record, account.uid, account.gid)
        with start_postgres(data_dir, durable=False) as server, server.connect():
            assert server.child.running

    def test_makes_its_data_anew_when_making_it_was_interrupted(self, data_dir):
        (data_dir / "postgres" / "unfinished" / "base").mkdir(parents=True)
        account = launcher.server_account()
        for path in (data_dir / "postgres").rglob("*"):
            if account:
                os.chown(path, account.uid, account.gid)
        with start_postgres(data_dir, durable=False) as server, server.connect():
            assert server.child.running

    def test_keeps_others_out_of_its_folder(self, postgres):
        assert postgres.folder.stat().st_mode & 0o077 == 0

    def test_gives_the_app_no_other_database(self, postgres):
        for database in ("postgres", "template1"):
            with postgres.connect(database) as connection:
                tables = connection.execute(
                    "SELECT count(*) FROM pg_tables WHERE tableowner = 'banfa_app'"
                ).fetchone()
            assert tables == (0,)

    def test_can_be_reached_by_psycopg_alone(self, postgres):
        host = str(postgres.folder)
        with psycopg.connect(host=host, user="banfa_app", dbname="banfa") as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("banfa_app",)


class TestLauncher:
    def test_refuses_a_thread_that_may_end_before_us(self):
        caught = []

        def start():
            try:
                start_postgres()
            except RuntimeError as error:
                caught.append(str(error))

        thread = threading.Thread(target=start)
        thread.start()
        thread.join()

        assert caught == [
            "start embedded servers from the main thread: they die with the thread that starts them"
        ]

    def test_ends_a_server_whose_parent_died_before_it_was_on_the_leash(self, tmp_path):
        log = tmp_path / "log"
        stranger = "1" if os.getppid() != 1 else "2"
        command = [
            sys.executable,
            "-I",
            "-S",
            str(launcher.EXEC_CHILD),
            stranger,
            "9",
            "-1",
            "-1",
            "/bin/echo",
            "ran",
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)

        assert (done.returncode, done.stdout) == (1, "")
        assert "has ended" in done.stderr
        assert not log.exists()

    def test_stops_only_what_this_process_started(self, monkeypatch, tmp_path):
        run = tmp_path / "run"  # cleared away by stopping
        run.mkdir()
        child = launcher.launch(
            ["/bin/sleep", "60"], account=None, log=run / "log", death_signal=signal.SIGKILL
        )
        monkeypatch.setattr(child, "_starter", -1)
        child.stop()
        assert child.running
        monkeypatch.undo()
        child.stop()
        assert not child.running


class TestPlaces:
    def test_clears_away_what_a_killed_process_has_left(self, monkeypatch):
        monkeypatch.setattr(directories, "LEFTOVER_AFTER_S", 0.0)
        left, lock = directories.scratch(None)
        used, held = directories.scratch(None)
        os.close(lock)
        new, third = directories.scratch(None)

        assert (left.exists(), used.exists(), new.exists()) == (False, True, True)
        for folder, number in ((used, held), (new, third)):
            os.close(number)
            shutil.rmtree(folder)

    def test_are_in_memory_where_that_is_wanted_and_there_is_room(self, tmp_path, monkeypatch):
        monkeypatch.setattr(directories, "MEMORY", tmp_path)
        places = []
        for room, wanted in ((0, True), (0, False), (1 << 60, True)):
            monkeypatch.setattr(directories, "ROOM_IN_MEMORY", room)
            folder, lock = directories.scratch(None, in_memory=wanted)
            places.append(folder.parent == tmp_path)
            os.close(lock)
            shutil.rmtree(folder)

        assert places == [True, False, False]

    def test_avoids_a_folder_too_deep_for_a_socket(self, tmp_path, monkeypatch):
        deep = tmp_path / ("x" * 80)
        deep.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(deep))
        folder, lock = directories.scratch(None)
        os.close(lock)
        shutil.rmtree(folder)

        assert folder.parent == Path("/tmp")

    @root_only
    def test_avoids_a_folder_that_the_server_cannot_enter(self, tmp_path, monkeypatch):
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        tmp_path.chmod(0o700)
        folder, lock = directories.scratch(launcher.server_account())
        os.close(lock)
        shutil.rmtree(folder)

        assert folder.parent == Path("/tmp")

    @root_only
    def test_says_where_to_put_data_that_the_server_cannot_reach(self, tmp_path):
        tmp_path.chmod(0o700)
        with pytest.raises(Unavailable, match="/var/lib/banfa") as refused:
            start_postgres(tmp_path / "data")
        assert refused.value.code == "data_dir_unreachable"

    @root_only
    def test_copies_programs_out_of_roots_home(self, tmp_path):
        tmp_path.chmod(0o700)
        account = launcher.server_account()
        package = binaries.postgres_folder().parent.parent
        home = tmp_path / "site-packages"
        shutil.copytree(
            package / binaries.postgres_folder().parent.name, home / package.name / "install", symlinks=True
        )
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, home / libraries.name)
        folder, lock = directories.scratch(account)
        program = binaries.readable(home / package.name / "install" / "bin" / "initdb", account, folder)

        assert folder in program.parents
        launcher.run_once([program, "--version"], account=account, log=folder / "log")
        assert (folder / "log").read_text().startswith("initdb (PostgreSQL)")
        os.close(lock)
        shutil.rmtree(folder)
