"""The offices of casework serve here as well."""

from tests.casework.conftest import app, cities, clock, make_desk, make_office, xiamen

__all__ = ["app", "cities", "clock", "make_desk", "make_office", "xiamen"]
