"""A bureau that has done everything: every bound table has rows, nothing is located, every edit is."""

import pytest
from sqlalchemy import text

from banfa.database.base import metadata
from banfa.database.engine import make_engine
from banfa.database.rows import ERASABLE
from banfa.errors import BanfaError
from banfa.ledger.kinds.registry import KINDS
from banfa.procedures.erasing import erase
from banfa.trust import unit_of_work
from banfa.trust.chain import verify_here
from banfa.trust.checkpoints import read_signing_key
from banfa.trust.erasing import ERASED_TEXT, erase_row
from banfa.trust.sealed_rows import list_used_tables
from banfa.trust.seals import list_bound_tables
from banfa.trust.unit import Unit
from tests.binding import list_tables
from tests.ledger.town import NOW
from tests.tamper.ground import Ground, sign_head
from tests.tamper.run import run_edits
from tests.tamper.whole import EMPTY, build_whole

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def whole(postgres, database, engine, owner_engine, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    actor = build_whole(engine, owner_engine)
    checkpoint = sign_head(engine, actor, read_signing_key(folder / "key.pem"))
    superuser = make_engine(postgres.url("postgres", database.name))
    yield Ground(superuser, actor, checkpoint, folder)
    superuser.dispose()


def test_has_rows_of_every_bound_table_and_none_that_is_located(whole):
    with whole.attack() as connection:
        used = {table.name for table in list_used_tables(whole.unit(connection))}
        assert {table.name for table in list_bound_tables()} - used <= EMPTY
        assert whole.locate(connection) == (set(), set())


def test_any_edit_of_any_column_is_located(whole):
    _, lost = run_edits(whole, count=100, seed=5)
    assert not lost, "\n".join(lost)


ERASABLE_THINGS = (
    *("person", "token", "objection", "decision_proposal", "exclusion", "approval", "double_ruling"),
    *("ruling", "work", "hit_look", "stored_file"),
    *("lead", "callback", "case_file", "case_step", "recusal", "remedy", "case_document", "case_effect"),
    *("document_approval", "document_service", "publication", "proceeding", "meeting", "replacement"),
    *("publication_objection", "attachment", "service_address", "absence", "case_handover"),
    *("admission_application", "admission_check", "admission_event", "admission_objection"),
    *("admission_service", "admission_exit", "admission_correction"),
    *("subsidy_claim", "subsidy_recovery"),
    *("web_letter", "sealed_web_letter"),
    *("letter", "letter_reporter", "letter_event", "incoming_paper", "meeting_matter"),
    *("expert", "expert_panel", "panel_member", "expert_recusal", "score_sheet", "panel_opinion"),
    *("visit_plan", "site_visit", "visit_report", "visit_finding"),
    *("confirmation", "confirmation_sheet", "confirmation_difference", "source_confirmation"),
    "report",
    *("filing_call", "material_filing", "late_mark"),
    *("task_book", "task_book_change", "task_book_plan"),
    *("history_sheet", "history_name", "history_row"),
    *("finance_sheet", "finance_line"),
    "recommendation",
    *("party_link", "party_application", "party_draft"),
)
"""What `banfa audit erase` takes beside entries; `source` has no number of its own."""

WITH_IT = {"person": ("account_id",), "stored_file": ("erased_at",)}
"""What goes besides, though nobody's data: the way in; or comes: when a content went."""


@pytest.mark.parametrize("kind", ERASABLE_THINGS)
def test_what_is_erased_lawfully_is_gone_and_the_chain_holds(whole, owner_engine, kind):
    table = metadata.tables[kind]
    actor = whole.actor
    columns = ", ".join(table.info[ERASABLE])
    select_all = text(f"SELECT id, {columns} FROM {kind} WHERE tenant_id = :tenant ORDER BY id")
    with unit_of_work(owner_engine, actor, now=NOW) as unit:
        before = unit.execute(select_all).mappings().all()[-1]
        before_count = verify_here(unit).erased
        erased = erase(unit, kind, before["id"], reason="本人申请", document_no="厦工信删〔2026〕3号")
    assert erased.columns == (*table.info[ERASABLE], *WITH_IT.get(kind, ()))
    with unit_of_work(owner_engine, actor, now=NOW, read_only=True) as unit:
        after = {row["id"]: row for row in unit.execute(select_all).mappings()}[before["id"]]
        verification = verify_here(unit)
    for name in table.info[ERASABLE]:
        assert after[name] in (None, {}, [], ERASED_TEXT), name
        assert (after[name] is None) >= (before[name] is None)
    assert (verification.faults, verification.erased) == ((), before_count + erased.links)


def test_every_erasable_table_is_erased_by_a_command():
    of_entries = {kind.name for kind in KINDS.values()}
    erasable = {table.name for table in list_tables() if table.info.get(ERASABLE)}
    assert erasable - of_entries == {*ERASABLE_THINGS}


def test_what_somebody_changed_is_not_hidden_by_erasing_it(whole, owner_engine):
    with owner_engine.connect() as connection, connection.begin() as transaction:
        connection.execute(
            text("UPDATE person SET post = '别的' WHERE tenant_id = :t"), {"t": whole.actor.tenant_id}
        )
        unit = Unit(connection, whole.actor, now=NOW)
        (person_id, *_) = unit.execute(text("SELECT id FROM person WHERE tenant_id = :tenant")).scalars()
        with pytest.raises(BanfaError) as refusal:
            erase_row(unit, "person", person_id, reason="本人申请", document_no="1号")
        transaction.rollback()
    assert refusal.value.code == "audit_ledger_broken"
