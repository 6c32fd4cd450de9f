"""What a writer is told of a letter that is elsewhere by now, and where the bureau takes no more."""

from __future__ import annotations

from tests.correspondence.writer import fill_in


class TestALetterElsewhere:
    def test_is_told_to_be_with_the_discipline_body(self, office):
        number, code, row = office.send(sealed="yes")
        entered = office.enter(row, kind=None)
        assert "已登记" in office.ask(number, code)
        body = {"body": "resident", "handed_on": office.today.isoformat()}
        office.post(f"/letters/{entered['id']}/diversion", body)
        page = office.ask(number, code)
        assert "已移交纪检机构" in page
        assert "已登记" not in page

    def test_that_was_joined_to_another_is_told_as_that_is(self, office):
        _, _, first = office.send()
        number, code, second = office.send()
        main, joined = office.enter(first)["id"], office.enter(second)["id"]
        office.post(f"/letters/{joined}/joining", {"joined_id": main}, by=office.second)
        assert "已登记" in office.ask(number, code)
        body = {"body": "resident", "handed_on": office.today.isoformat()}
        office.post(f"/letters/{main}/diversion", body)
        assert "已移交纪检机构" in office.ask(number, code)


class TestABoxThatIsClosed:
    def test_says_so_and_takes_nothing(self, office):
        office.send()
        office.set_internal(web_letters=False)
        page = office.browser().get(office.form, status=404).text
        assert "已停止接收" in page
        assert f"{office.form}/standing" in page
        browser = office.browser()
        browser.get(f"{office.form}/standing")
        assert "已停止接收" in browser.post(office.form, fill_in(), status=404).text
        assert len(office.list_sent()) == 1

    def test_still_has_what_waits_registered_and_told_of(self, office):
        number, code, row = office.send()
        office.set_internal(web_letters=False)
        assert "已收到" in office.ask(number, code)
        office.enter(row)
        assert "已登记" in office.ask(number, code)
