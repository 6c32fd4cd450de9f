"""What the tests of single sign-on share: a bureau that has it, and a person's browser elsewhere."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx

from banfa.trust.identities import set_identity
from banfa.web.sso.client import Client
from banfa.web.sso.sign_ons import SignOn
from tests.console import real_provider

_KEY = "banfa.sign_ons"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)"[^>]*?value="([^"]*)"')


def set_sign_on(office, issuer, **options):
    """Let a bureau have single sign-on by a provider, as the operator's file would."""
    values = {"client_id": real_provider.CLIENT_ID, "client_secret": real_provider.CLIENT_SECRET}
    values |= {"address": "http://localhost", "label": f"{office.tenant.slug}的统一身份认证", **options}
    client = Client(SignOn(bureau=office.tenant.slug, issuer=issuer, **values))
    office.app.extensions[_KEY][office.tenant.slug] = client
    return client


def unset_sign_on(office):
    office.app.extensions[_KEY].pop(office.tenant.slug)


def bind(office, person, issuer, subject):
    with office.unit() as unit:
        return set_identity(unit, person_id=person.id, issuer=issuer, subject=subject)


def begin(office, browser, query=""):
    """Follow the link of the login page; gives the address at the provider."""
    return browser.get(f"/sso/{office.tenant.slug}{query}", status=303).headers["Location"]


def come_back(office, browser, answer, *, status=303):
    """Come back from the provider with its answer."""
    path = f"/sso/{office.tenant.slug}/callback"
    response = browser.http.get(path, query_string=answer)
    assert response.status_code == status, (response.status_code, response.text[-1500:])
    return response


def read_answer(address):
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def visit(address, *, name=real_provider.PEOPLE[0], allow=True):
    """Go to the real provider, log in there, say yes or no; gives the answer to be brought back."""
    with httpx.Client(trust_env=False) as http:
        login = http.get(address).next_request
        assert login is not None
        _send(http, login.url, {"username": name, "password": real_provider.PASSWORD})
        response = _send(http, address, {"allow": "Authorize"} if allow else {})
    return read_answer(response.headers["Location"])


def _send(http, address, data):
    hidden = {name: unescape(value) for name, value in HIDDEN.findall(http.get(address).text)}
    response = http.post(address, data={**hidden, **data}, headers={"Referer": str(address)})
    assert response.status_code == 302, response.text
    return response
