"""PostgreSQL: tables, transactions bound to a tenant, migrations, and the embedded servers."""
