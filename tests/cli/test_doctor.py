"""`banfa doctor`: a line for each thing, and an exit status."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from redis import Redis

from banfa.cli.main import main
from banfa.jobs.checkpoints import write_checkpoints
from banfa.jobs.leases import fail, take
from banfa.jobs.nightly import ask_nightly
from banfa.jobs.queue import keep_scheduler_known
from banfa.jobs.timing import USUAL
from banfa.jobs.worker import QueueWorker, run_worker
from banfa.settings import Settings
from banfa.trust.checkpoint_files import name_checkpoint
from banfa.trust.instants import read_clock
from banfa.trust.tenants import operator
from banfa.trust.unit import SHANGHAI, unit_of_work
from tests.jobs.queues import RUBBISH, work_queue
from tests.strong_secret import SECRET
from tests.trust.bureaus import new_tenant
from tests.trust.clocks import shifted_clock


def hand_out(engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("SELECT banfa_door_work(50, 5000, '{}', interval '1 minute')")


@pytest.fixture
def settings(database, queue, tmp_path):
    return {
        "DATABASE_URL": database.app_url,
        "REDIS_URL": queue,
        "BANFA_SECRET": SECRET,
        "BANFA_DATA": str(tmp_path),
    }


@pytest.fixture
def run(settings):
    """Exit status, and by topic whether it is well and what is said."""

    def run(*words, **changes):
        given = Settings.from_env({**settings, **changes})
        result = CliRunner().invoke(main, ["doctor", *words], obj=given)
        lines = [line.split("\t") for line in result.output.splitlines()]
        assert all(len(line) == 3 and line[0] in {"正常", "异常"} for line in lines), result.output
        assert result.exit_code == any(state == "异常" for state, *_ in lines)
        return result.exit_code, {topic: (state == "正常", sentence) for state, topic, sentence in lines}

    return run


@pytest.fixture
def attended(queue, engine):
    """A worker and a scheduler, as the queue knows them."""
    with Redis.from_url(queue) as redis:
        keep_scheduler_known(redis)
        worker = QueueWorker(work_queue(redis), engine, USUAL)
        worker.register_birth()
        yield
        worker.register_death()


class TestAWellInstallation:
    def test_has_a_line_for_everything_and_ends_with_0(self, run, attended, owner_engine):
        bureau = new_tenant(owner_engine, now=datetime.now(UTC))
        status, findings = run()
        assert status == 0, findings
        assert findings.keys() >= {
            *(
                "版本",
                "设置",
                "磁盘",
                "队列",
                "后台程序",
                "调度程序",
                "数据库",
                "隔离",
                "结构",
                "时钟",
                "任务",
            ),
            *(f"昨夜 {bureau.slug}", f"检查点 {bureau.slug}", f"审计链 {bureau.slug}"),
        }


class TestWhatIsWrong:
    def test_nobody_works(self, run):
        status, findings = run()
        assert status == 1
        assert [topic for topic, (well, _) in findings.items() if not well] == ["后台程序", "调度程序"]

    @pytest.mark.parametrize("write", RUBBISH)
    def test_what_others_write_into_the_queue(self, run, queue, write):
        with Redis.from_url(queue) as redis:
            write(redis)
        status, findings = run("--no-chain")
        assert status == 1
        wrong = {topic for topic, (well, _) in findings.items() if not well}
        assert wrong <= {"队列", "后台程序", "调度程序"}

    @pytest.mark.parametrize(
        ("changes", "topic"),
        [
            ({"BANFA_SECRET": "x"}, "设置"),
            ({"BANFA_OWNER_URL": "postgresql://banfa_owner@db/banfa"}, "设置"),
            ({"REDIS_URL": "redis://127.0.0.1:9/0"}, "队列"),
            ({"DATABASE_URL": "postgresql://banfa_app@127.0.0.1:9/banfa?connect_timeout=2"}, "数据库"),
            ({"DATABASE_URL": ""}, "数据库"),
        ],
    )
    def test_a_setting_or_server(self, run, attended, changes, topic):
        _, findings = run(**changes)
        assert [name for name, (well, _) in findings.items() if not well] == [topic]

    def test_the_role(self, run, attended, database):
        _, findings = run("--no-chain", DATABASE_URL=database.owner_url)
        assert "可以绕过行级安全" in findings["隔离"][1]

    def test_the_clock(self, run, attended, owner_engine):
        with shifted_clock(owner_engine, timedelta(minutes=1)):
            _, findings = run()
        assert "慢60秒" in findings["时钟"][1]

    def test_a_chain(self, run, attended, engine, owner_engine):
        bureau = new_tenant(owner_engine, now=datetime.now(UTC))
        with unit_of_work(engine, operator(bureau)) as unit:
            unit.note("thing.made", "thing/1", {"name": "甲"}, event=False)
        with owner_engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE audit_data SET data = '1' WHERE tenant_id = {bureau.id}")
        _, findings = run()
        well, sentence = findings[f"审计链 {bureau.slug}"]
        assert (well, sentence.partition("：")[0]) == (False, "有1处不符，如第1环")
        assert f"审计链 {bureau.slug}" not in run("--no-chain")[1]

    def test_a_night_on_which_nothing_was_done(self, run, attended, settings, engine, owner_engine):
        with engine.connect() as connection:
            now = read_clock(connection)
        bureau = new_tenant(owner_engine, now=now - timedelta(days=9))
        topic = f"昨夜 {bureau.slug}"
        well, sentence = run()[1][topic]
        assert not well
        assert "从未进行" in sentence
        ask_nightly(engine, day=now.astimezone(SHANGHAI).date() - timedelta(days=3))
        assert "最后一次为" in run()[1][topic][1]
        ask_nightly(engine)
        run_worker(Settings.from_env(settings), burst=True)
        assert run()[1][topic][0] is True, run()

    def test_a_checkpoint_that_is_not_written(self, run, attended, settings, engine, owner_engine):
        with engine.connect() as connection:
            now = read_clock(connection)
        bureau = new_tenant(owner_engine, now=now - timedelta(days=9))
        topic = f"检查点 {bureau.slug}"
        well, sentence = run()[1][topic]
        assert not well
        assert "从未写下检查点" in sentence
        write_checkpoints(engine, Settings.from_env(settings))
        assert run()[1][topic] == (True, "最近一份写于0小时前")
        with owner_engine.begin() as connection:
            late = "UPDATE nightly SET asked_at = now() - interval '27 h' WHERE kind = 'checkpoint'"
            connection.exec_driver_sql(late)
        well, sentence = run()[1][topic]
        assert (well, sentence.partition("，")[0]) == (False, "最近一份写于27小时前")

    def test_a_checkpoint_that_is_lost(self, run, attended, settings, engine, owner_engine):
        with engine.connect() as connection:
            now = read_clock(connection)
        bureau = new_tenant(owner_engine, now=now - timedelta(days=9))
        given, today = Settings.from_env(settings), now.astimezone(SHANGHAI).date()
        days = [today - timedelta(days=ago) for ago in (60, 2, 1, 0)]
        for day in days:
            write_checkpoints(engine, given, day=day)
        topic = f"检查点 {bureau.slug}"
        assert run("--no-chain")[1][topic] == (True, "最近一份写于0小时前")
        for day in days[:2]:
            name_checkpoint(given.checkpoints, bureau.uuid, day).unlink()
        well, sentence = run("--no-chain")[1][topic]
        assert (well, f"近30夜所写的有1份（{days[1]}）不在" in sentence) == (False, True), sentence

    def test_a_job_that_failed_for_good(self, run, attended, engine, owner_engine):
        bureau = new_tenant(owner_engine, now=datetime.now(UTC))
        actor = operator(bureau)
        with unit_of_work(engine, actor) as unit:
            work_id = unit.work("watch.run", {})
            unit.note("work.asked", f"work/{work_id}", {}, event=False)
        hand_out(engine)
        lease = take(engine, tenant_id=bureau.id, work_id=work_id, term=timedelta(minutes=1))
        assert lease is not None
        with unit_of_work(engine, actor) as unit:
            unit.unaudited("a test")
            fail(unit.connection, lease, code="no_luck", detail="没有办成。")
        status, findings = run()
        assert status == 1
        well, sentence = findings["任务"]
        assert (well, f"{bureau.slug}的watch.run1项" in sentence) == (False, True)

    def test_a_job_that_nobody_takes_up(self, run, attended, engine, owner_engine):
        bureau = new_tenant(owner_engine, now=datetime.now(UTC))
        with unit_of_work(engine, operator(bureau)) as unit:
            unit.work("x", {}, run_after=unit.now - timedelta(minutes=7))
            unit.note("work.asked", "work/1", {}, event=False)
        assert f"{bureau.slug}共有1项任务无人处理，最久的已到期7分钟" in run()[1]["任务"][1]
