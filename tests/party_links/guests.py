"""An office that issues one-time links, and guests who open them in a browser without scripts."""

from __future__ import annotations

from functools import cached_property
from ipaddress import IPv6Address
from uuid import uuid4

from tests.casework.office import Office
from tests.console.people import Browser

GUEST = {"recipient": "吴霞", "phone": "13812345678"}


class LinkOffice(Office):
    """One bureau with a provider and an enterprise."""

    def link(self, *, expect=None, **about):
        """Issue a link; gives the answer."""
        return self.post("/party-links", {"purpose": "view", **GUEST, **about}, expect=expect)

    @cached_property
    def place(self):
        """An address that no other test comes from: attempts are counted by it."""
        return str(IPv6Address(uuid4().int))

    def browser(self):
        http = self.bureau.app.test_client()
        http.environ_base["REMOTE_ADDR"] = self.place
        return Browser(http)

    def open(self, address, *, status=303):
        """Open a link in a browser of its own."""
        browser = self.browser()
        browser.send(address, {}, status=status)
        return browser

    def visit(self, **about):
        """A guest who has come by a link of his own."""
        return self.open(self.link(**about)["address"])
