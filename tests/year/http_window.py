"""The pages as a browser without scripts has them: each form is sent as it stands, but for what is typed."""

from __future__ import annotations

import io
from urllib.parse import urljoin, urlsplit

from tests.year.parsing import Page


class HttpWindow:
    """One person's window on the application, over HTTP without a socket."""

    def __init__(self, app):
        self.http = app.test_client()
        self.address, self.page = "", Page("")

    @property
    def words(self):
        return self.page.words

    @property
    def links(self):
        return [(words, urljoin(self.address, href)) for words, href in self.page.links]

    @property
    def job(self):
        return self.page.job

    def go(self, address):
        """Open an address; gives its status."""
        return self._show(self.http.get(address, buffered=True))

    def print_page(self, _name):
        """What stands on the page when it is printed."""
        return self.page.words

    def fetch(self, address):
        """What is to be saved at an address."""
        answer = self.http.get(address, buffered=True)
        assert answer.status_code == 200, (address, answer.status_code, answer.text[-500:])
        return answer.data

    def offers(self, button):
        """Whether a button stands on the page."""
        return any(form.in_main and form.find_button(button) for form in self.page.forms)

    def list_options(self, name):
        """What is offered to choose from in a field."""
        return next(list(f.inputs[name].options) for f in self.page.forms if f.in_main and name in f.inputs)

    def send(self, typed, button=None):
        """Fill in the form that has these fields, or that button, and send it; gives the status."""
        form = self._find(typed, button)
        data = {name: given.list_values() for name, given in form.inputs.items()}
        for name, value in typed.items():
            data[name] = _choose(name, form.inputs[name], value)
        there = form.buttons[form.find_button(button)] if button else ""
        action = urljoin(self.address, there or form.action)
        return self._show(self.http.post(action, data=data, buffered=True))

    def _find(self, typed, button):
        for form in self.page.forms:
            wanted = form.in_main and not form.gets and (button is None or form.find_button(button))
            if wanted and typed.keys() <= form.inputs.keys():
                return form
        there = [(list(form.buttons), sorted(form.inputs)) for form in self.page.forms if form.in_main]
        raise AssertionError(
            f"no form for {button or sorted(typed)} at {self.address}: {there}\n{self.words}"
        )

    def _show(self, answer):
        if answer.status_code in {302, 303}:
            return self.go(urljoin(self.address, answer.headers["Location"]))
        self.address = urlsplit(answer.request.url)._replace(scheme="", netloc="").geturl()
        self.page = Page(answer.text if answer.mimetype == "text/html" else "")
        return 500 if self.page.bad and answer.status_code == 200 else answer.status_code


def _choose(name, given, value):
    """What is sent for a value: of a list by key or by its words, of a file its content."""
    if given.kind == "file":
        return [(io.BytesIO(content), file) for file, content in value]
    if not given.options:
        return [str(value)]
    return [_find_option(name, given, each) for each in (value if isinstance(value, list) else [value])]


def _find_option(name, given, value):
    if value in given.options:
        return value
    found = [key for key, words in given.options.items() if value in words]
    assert found, f"{name} offers no {value!r}: {given.options}"
    return found[0]
