"""A person's window in Chromium, in the words of the year's desk (`tests.year.http_window` is the other)."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from tests.browse.conftest import PICTURES
from tests.browse.test_print import PAPER

LINKS = "main => [...main.querySelectorAll('a[href]')].map(a => [a.innerText.trim(), a.getAttribute('href')])"
BOXES = "boxes => boxes.map(box => [box.value, box.closest('label').innerText])"
OPTIONS = "boxes => boxes.flatMap(box => [...(box.options || [box])].map(option => option.value))"
NAMES = """form => ({
  names: [...form.elements].map((field) => field.name).filter(Boolean),
  buttons: [...form.querySelectorAll('button')].map((button) => button.innerText.trim()),
  gets: form.method === 'get',
})"""


class ChromiumWindow:
    """One person's window on the application in a real browser, through a server."""

    def __init__(self, window):
        self.window = window
        self.window.set_default_timeout(60_000)

    @property
    def address(self):
        return "/" + self.window.url.split("/", 3)[3]

    @property
    def main(self):
        found = self.window.locator("main")
        return found if found.count() else self.window.locator("body")

    @property
    def words(self):
        return self.main.inner_text()

    @property
    def links(self):
        found = self.main.evaluate(LINKS)
        return [(words, urljoin(self.address, href)) for words, href in found]

    @property
    def job(self):
        there = self.window.locator("[data-job]")
        return there.first.get_attribute("data-job") if there.count() else None

    def go(self, address):
        return self._judge(self.window.goto(address, wait_until="domcontentloaded"))

    def print_page(self, name):
        """Print the page on A4 lying on its side, cut nowhere; gives what stands on it."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        size = self.window.viewport_size
        self.window.emulate_media(media="print")
        self.window.set_viewport_size({"width": PAPER, "height": 700})
        beyond = self.window.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert beyond <= 0, f"{name} is {beyond} px wider than the paper"
        words = self.words
        self.window.pdf(path=PICTURES / f"{name}.pdf", prefer_css_page_size=True)
        self.window.emulate_media(media="screen")
        self.window.set_viewport_size(size)
        return words

    def fetch(self, address):
        answer = self.window.request.get(address)
        assert answer.status == 200, (address, answer.status)
        return answer.body()

    def list_options(self, name):
        """The values that a list or boxes of this name offer."""
        return self.main.locator(f'[name="{name}"]').evaluate_all(OPTIONS)

    def offers(self, button):
        return self._find_button(self.main, button).count() > 0

    def send(self, typed, button=None):
        """Fill in the form that has these fields, or that button, and press it; gives the status."""
        form, pressed = self._find(typed, button)
        for name, value in typed.items():
            _fill(form.locator(f'[name="{name}"]'), value)
        with self.window.expect_navigation(wait_until="domcontentloaded") as arrived:
            pressed.click()
        return self._judge(arrived.value)

    def _find(self, typed, button):
        for form in self.main.locator("form").all():
            has = form.evaluate(NAMES)
            if has["gets"] or not typed.keys() <= set(has["names"]):
                continue
            pressed = self._find_button(form, button) if button else form.locator("button")
            if pressed.count():
                return form, pressed.first
        raise AssertionError(f"no form for {button or sorted(typed)} at {self.address}:\n{self.words}")

    def _find_button(self, part, words):
        """The button of these words, or that begins with them."""
        exact = part.get_by_role("button", name=words, exact=True)
        return exact if exact.count() else part.get_by_role("button", name=re.compile(f"^{re.escape(words)}"))

    def _judge(self, answer):
        """The status; a page that says that nothing was done is no success."""
        bad = self.main.locator(".notice.bad, .errors").count()
        return 500 if bad and answer.status == 200 else answer.status


def _fill(field, value):
    """Fill in a field as it is: text, a file, one of a list, boxes."""
    match field.first.evaluate("field => field.type"):
        case "file":
            files = [{"name": n, "mimeType": "application/octet-stream", "buffer": c} for n, c in value]
            field.set_input_files(files)
        case "radio" | "checkbox":
            for each in value if isinstance(value, list) else [value]:
                _tick(field, each)
        case "select-one":
            _choose(field, value)
        case _:
            field.fill(str(value))


def _tick(field, value):
    boxes = field.evaluate_all(BOXES)
    exact = [n for n, (key, _) in enumerate(boxes) if key == value]
    field.nth((exact or [n for n, (_, words) in enumerate(boxes) if value in words])[0]).check()


def _choose(field, value):
    options = field.evaluate("list => [...list.options].map(option => [option.value, option.text])")
    chosen = [key for key, words in options if value == key] or [k for k, words in options if value in words]
    field.select_option(chosen[0])
