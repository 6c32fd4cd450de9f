-- The two roles of Banfa, made once for a server by a superuser, before `banfa db upgrade`:
--     psql --set=owner_password=… --set=app_password=… --file=deploy/roles.sql
-- banfa_owner owns the tables and bypasses row security: migrations, tenants, backups.
-- banfa_app is what Banfa works as: it owns nothing and cannot bypass. /readyz refuses any other.

CREATE ROLE banfa_owner LOGIN BYPASSRLS PASSWORD :'owner_password';
CREATE ROLE banfa_app LOGIN NOBYPASSRLS NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'app_password';

-- For sessions that do not set their own (behind PgBouncer); each process narrows them, see docs/waits.md.
ALTER ROLE banfa_app SET statement_timeout = '600s';
ALTER ROLE banfa_app SET lock_timeout = '30s';
ALTER ROLE banfa_app SET idle_in_transaction_session_timeout = '60s';

CREATE DATABASE banfa OWNER banfa_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C';
REVOKE ALL ON DATABASE banfa FROM PUBLIC;
GRANT CONNECT ON DATABASE banfa TO banfa_app;
