from tests.trust.bureaus import admin, bureau

__all__ = ["admin", "bureau"]
