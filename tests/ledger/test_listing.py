from dataclasses import replace

import pytest

from banfa.errors import Forbidden, Malformed, Missing
from banfa.ledger.kinds.complaints import Complaint
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.registry import KINDS, find_kind
from banfa.ledger.kinds.surveys import Survey
from banfa.ledger.recording.changes import list_changed_kinds
from banfa.ledger.recording.listing import get_entry, list_entries, list_revisions
from tests.ledger.town import NOW, TOWN, code


@pytest.fixture
def contracts(desk):
    one, other, enterprise = desk.provider(1), desk.provider(2), desk.enterprise(1)
    signed = {"enterprise_id": enterprise, "amount": 1}
    return [
        desk.record("contract", provider_id=provider, signed_on=day, **signed)
        for provider, day in ((one, "2026-01-05"), (other, "2026-01-06"), (one, "2026-02-01"))
    ]


def ids(desk, kind, filters=None, actor=None, **options):
    with desk.unit(actor=actor) as unit:
        return [
            row.entry_id for row in list_entries(unit, KINDS[kind].row, filters, profile=TOWN, **options).rows
        ]


class TestListRows:
    def test_goes_on_where_a_page_ended(self, desk, contracts):
        with desk.unit() as unit:
            first = list_entries(unit, Contract, profile=TOWN, limit=2)
            rest = list_entries(unit, Contract, profile=TOWN, after=first.after, limit=2)
        assert [row.entry_id for row in (*first.rows, *rest.rows)] == contracts
        assert rest.after is None

    @pytest.mark.parametrize(
        ("filters", "places"),
        [
            ({"from": "2026-01-06"}, [1, 2]),
            ({"to": "2026-01-06"}, [0, 1]),
            ({"kind": "maintenance"}, []),
            ({"source": "platform"}, [0, 1, 2]),
        ],
    )
    def test_filters(self, desk, contracts, filters, places):
        assert ids(desk, "contract", filters) == [contracts[place] for place in places]

    @pytest.mark.parametrize(
        ("filters", "code_"),
        [
            ({"colour": "red"}, "parameter_unknown"),
            ({"items": "x"}, "parameter_unknown"),
            ({"provider_id": "x"}, "field_malformed"),
            ({"from": "yesterday"}, "field_malformed"),
            ({"source": "a\x00"}, "unstorable_text"),
        ],
    )
    def test_refuses_a_filter(self, desk, filters, code_):
        with pytest.raises(Malformed) as refusal:
            ids(desk, "contract", filters)
        assert refusal.value.code == code_

    def test_does_not_know_every_kind(self):
        with pytest.raises(Missing):
            find_kind("unicorn")


class TestOwnEntries:
    @pytest.fixture
    def holder(self, desk, contracts):
        with desk.unit() as unit:
            provider = get_entry(unit, Contract, contracts[0]).provider_id
        return replace(desk.actor, role="provider", provider_id=provider)

    def test_are_all_that_a_provider_sees(self, desk, contracts, holder):
        assert ids(desk, "contract", actor=holder) == [contracts[0], contracts[2]]
        assert ids(desk, "provider", actor=holder) == [holder.provider_id]
        assert ids(desk, "enterprise", actor=holder) == []
        with desk.unit(actor=holder) as unit:
            for missing in (contracts[1], 999_999):
                with pytest.raises(Missing):
                    get_entry(unit, Contract, missing)
                with pytest.raises(Missing):
                    list_revisions(unit, Contract, missing)

    def test_are_no_answers_of_enterprises(self, desk, contracts, holder):
        answer = desk.record(
            "survey", contract_id=contracts[0], answer="不满意", answered_on="2026-03-01", remark="王经理"
        )
        with desk.unit(actor=holder) as unit:
            page = list_entries(unit, Survey, profile=TOWN, count=True)
            assert (list(page.rows), page.total) == ([], 0)
            for find in (get_entry, list_revisions):
                with pytest.raises(Missing):
                    find(unit, Survey, answer)

    def test_do_not_say_who_complained(self, desk, contracts, holder):
        desk.record(
            "complaint",
            provider_id=holder.provider_id,
            received_on="2026-03-01",
            content="甲公司王经理说的",
            outcome="upheld",
            conduct="other",
            decided_on="2026-03-02",
        )
        with desk.unit(actor=holder) as unit:
            page = list_entries(unit, Complaint, profile=TOWN)
            past = list_revisions(unit, Complaint, page.rows[0].entry_id)
            shown = [*page.rows, *(revision.row for revision in past)]
            with pytest.raises(Malformed):
                list_entries(unit, Complaint, {"enterprise_id": 1}, profile=TOWN)
        assert [row.outcome for row in shown] == ["upheld", "upheld"]
        assert page.hidden >= {"enterprise_id", "received_on", "content", "external_id"}
        for row in shown:
            assert not any(getattr(row, name) for name in page.hidden)
            assert "甲公司" not in str(row)

    def test_cannot_be_written_by_their_subject(self, desk, holder):
        with pytest.raises(Forbidden):
            type(desk)(desk.engine, holder).provider(3)


class TestChangedSince:
    def test_names_what_was_told_later_about_days_before(self, desk, contracts):
        with desk.unit() as unit:
            mark = unit.watermark()
        day = NOW.date()
        with desk.unit() as unit:
            assert list_changed_kinds(unit, known_at=mark, as_of=day) == []
        desk.record("progress", contract_id=contracts[0], kind="visit", occurred_on="2026-03-01")
        desk.record("finding", provider=code(1), kind="breach", found_on="2026-03-30")
        with desk.unit() as unit:
            assert list_changed_kinds(unit, known_at=mark, as_of=day) == ["finding", "progress"]
            assert list_changed_kinds(unit, known_at=mark, as_of=day.replace(day=2)) == ["progress"]
