"""Filings (报送) due from providers, and made."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfProvider
from banfa.web.fields import Date, Str
from banfa.web.operation import Blueprint

blp = Blueprint("filings", __name__, description="报送")


class Filing(OfProvider):
    """What has to be handed in by a day."""

    what = Str("报送事项", required=True, max_length=500)
    period = Str("所属期间", max_length=500)
    due_on = Date("应报之日", required=True)
    made_on = Date("报送之日；未报送的不填")


declare(blp, Entries(name="filing", filters=("what",), plural="filings", form=Filing))
