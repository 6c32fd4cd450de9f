"""PostgreSQL: tables, transactions bound to a tenant, migrations."""
