"""A page as a person without scripts has it: its words, its links, and its forms with what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

SILENT = {"script", "style", "svg", "head"}
ENDS_LINE = {
    "p",
    "div",
    "tr",
    "li",
    "h1",
    "h2",
    "dt",
    "dd",
    "label",
    "button",
    "form",
    "br",
    "section",
    "option",
}
CELLS = {"td", "th"}


@dataclass
class Input:
    """A field: text, a file, a list (`options`), or boxes to be ticked (`options` by what they say)."""

    kind: str
    value: str | None = None
    options: dict[str, str] = field(default_factory=dict)
    chosen: list[str] = field(default_factory=list)

    def list_values(self):
        """What is sent when nobody touches it."""
        if self.kind == "file":
            return []
        if self.kind in {"radio", "checkbox"}:
            return self.chosen
        if self.kind == "select":
            return self.chosen or list(self.options)[:1]
        return [self.value or ""]


@dataclass
class Form:
    """A form: where it is sent, by which buttons, and its fields by name."""

    action: str
    in_main: bool
    gets: bool
    inputs: dict[str, Input] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)
    """Where each sends the form, by what stands on it; empty where the form's own address is meant."""

    def find_button(self, words):
        """The button of these words, or that begins with them (it may go on with a number)."""
        return next((b for b in self.buttons if b == words), None) or next(
            (b for b in self.buttons if b.startswith(words)), None
        )


class Page(HTMLParser):
    """What is on a page; `words`, `links` and `done` (what it says was done) of its main part alone."""

    def __init__(self, text):
        super().__init__()
        self.words, self.links, self.forms, self.job = "", [], [], None
        self.bad = False
        self._main, self._silent = int("<main" not in text), 0
        # what the parser is within
        self._form: Any = None
        self._link: Any = None
        self._button: Any = None
        self._area: Any = None
        self._select: Any = None
        self._option: Any = None
        self._box: Any = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        said = {name: value or "" for name, value in attrs}
        if tag in SILENT:
            self._silent += 1
        if tag == "main":
            self._main = 1
        if tag in ENDS_LINE or tag in CELLS:
            self._say("\t" if tag in CELLS else "\n")
        if self._main:
            self.job = said.get("data-job", self.job)
            self.bad |= said.get("class") in {"notice bad", "errors"}
        match tag:
            case "a" if "href" in said and self._main:
                self._link = [said["href"], ""]
            case "form":
                self._form = Form(
                    said.get("action", ""), bool(self._main), said.get("method", "get") == "get"
                )
                self.forms.append(self._form)
            case "input" | "textarea" | "select" | "option" | "button" if self._form:
                self._start_field(tag, said)

    def _start_field(self, tag, said):
        inputs, name = self._form.inputs, said.get("name", "")
        kind = said.get("type", "text") if tag == "input" else tag
        if tag == "button":
            self._button = [said.get("formaction", ""), ""]
        elif tag == "option":
            self._end_option()
            self._option = said.get("value")
            self._select.options[self._option or ""] = ""
            if "selected" in said:
                self._select.chosen = [self._option or ""]
        elif not name:
            return
        elif tag == "select":
            self._select = inputs.setdefault(name, Input("select"))
        elif tag == "textarea":
            self._area = inputs[name] = Input("textarea", "")
        elif kind in {"radio", "checkbox"}:
            box, value = inputs.setdefault(name, Input(kind)), said.get("value", "on")
            box.options[value] = ""
            self._box = (box, value)
            if "checked" in said:
                box.chosen.append(value)
        else:
            inputs[name] = Input(kind, said.get("value", ""))

    def handle_data(self, data):
        if self._area is not None:
            self._area.value += data
        elif self._option is not None:
            self._select.options[self._option] += data.strip()
        elif not self._silent:
            self._say(data)
            if self._link is not None:
                self._link[1] += data
            if self._button is not None:
                self._button[1] += data
            if self._box is not None:
                box, value = self._box
                box.options[value] += data.strip()

    def _say(self, data):
        if self._main:
            self.words += data

    def _end_option(self):
        self._option = None

    def handle_endtag(self, tag):
        if tag in SILENT:
            self._silent -= 1
        match tag:
            case "main":
                self._main = 0
            case "a" if self._link is not None:
                self.links.append((self._link[1].strip(), self._link[0]))
                self._link = None
            case "form":
                self._form = None
            case "textarea" if self._area is not None:
                # what a browser leaves out of a text area: the line break after its tag
                self._area.value = self._area.value.removeprefix("\r\n").removeprefix("\n")
                self._area = None
            case "select":
                self._end_option()
                self._select = None
            case "option":
                self._end_option()
            case "label":
                self._box = None
            case "button" if self._button is not None:
                self._form.buttons[self._button[1].strip()] = self._button[0]
                self._button = None
