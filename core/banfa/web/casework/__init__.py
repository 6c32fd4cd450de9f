"""Casework as it is offered: every resource and act said once; the API and the pages are made from it."""
