"""How often one may send or ask: counted before anything dear, by subscriber, and apart from logins."""

from __future__ import annotations

import re

import pytest

from banfa.trust.login_attempts import find_subscriber
from banfa.web.letterbox import sending
from tests.correspondence.writer import scan

TOO_MANY = "分钟后再来"


def log_in(office, login, *, place=None, status=422):
    return office.browser(place).send("/login", {"login": login, "password": "wrong"}, status=status)


class TestAttempts:
    def test_lock_no_login_of_the_same_address(self, office):
        number, _, _ = office.send()
        for attempt in range(6):
            for wrong in (number, f"{number}X"):
                office.browser().send(
                    f"{office.form}/standing",
                    {"number": wrong, "code": "A" * 16},
                    status=404 if attempt < 5 else 429,
                )
        for _ in range(5):
            log_in(office, "somebody@nowhere")
        log_in(office, "somebody@nowhere", status=429)

    def test_are_not_used_up_by_logins(self, office):
        slug = office.bureau.tenant.slug
        for login in (slug, f"letterbox/{slug}"):
            for _ in range(5):
                log_in(office, login)
            log_in(office, login, status=429)
        office.write()

    def test_are_those_of_a_whole_network(self, office):
        for last in range(5):
            office.write(place=f"2001:db8:77:1:{last}::9")
        assert TOO_MANY in office.write(place="2001:db8:77:1:ffff::1", status=429)[1].text
        office.write(place="2001:db8:77:2::9")

    def test_are_counted_before_files_are_looked_into(self, office, monkeypatch):
        for _ in range(5):
            office.write(files=[scan("程序.exe")], status=422)

        def fail(*_args, **_options):
            raise AssertionError("looked into")

        monkeypatch.setattr(sending, "examine_file", fail)
        assert TOO_MANY in office.write(files=[scan()], status=429)[1].text
        assert office.list_sent() == []

    def test_of_a_bureau_are_its_sound_letters(self, office):
        for last in range(10):
            office.write(place=f"192.0.2.{last}", files=[scan("程序.exe")], status=422)
        for last in range(50):
            office.write(place=f"198.51.100.{last}")
        assert TOO_MANY in office.write(place="198.51.100.50", status=429)[1].text
        assert len(office.list_sent()) == 50

    def test_of_what_is_typed_wrong_are_none(self, office):
        for _ in range(6):
            office.write(about=None, status=422)
        office.write()


class TestTheNumber:
    def test_has_an_end_that_nobody_can_guess(self, office):
        numbers = [office.send()[0] for _ in range(3)]
        assert all(re.fullmatch(r"\d{8}-\d{4}-[2-9A-HJKMNP-Z]{6}", number) for number in numbers)
        assert len({number[-6:] for number in numbers}) == 3

    def test_is_read_however_it_was_copied(self, office):
        number, code, _ = office.send()
        assert "已收到" in office.ask(f" {number.lower()[:9]} {number[9:]}", code)
        for spelt in (number, number.lower(), f" {number}", number, f"{number} "):
            office.ask(spelt, "A" * 16, status=404)
        assert TOO_MANY in office.ask(number.lower(), code, status=429)


@pytest.mark.parametrize(
    ("address", "subscriber"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("nowhere", "nowhere"),
    ],
)
def test_a_subscriber_is_told_from_his_address(address, subscriber):
    assert find_subscriber(address) == subscriber


def test_a_look_at_the_head_of_the_receipt_uses_nothing_up(office):
    browser, answer = office.write()
    address = answer.headers["Location"]
    assert browser.http.head(address).status_code == 200
    assert "只在此时显示一次" in browser.get(address).text
    browser.get(address, status=303)
