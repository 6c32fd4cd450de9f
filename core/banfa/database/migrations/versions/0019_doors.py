"""The doors: look-ups before a tenant is known."""

from banfa.database.migrations import operations

revision = "0019_doors"
down_revision = "0018_web"


def upgrade() -> None:
    operations.make_door(
        "banfa_door_nightly",
        """
CREATE FUNCTION banfa_door_nightly(wanted text, of_day date, most integer)
    RETURNS TABLE (tenant_id bigint, slug text, city text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.id, t.slug, t.city FROM tenant t
        WHERE t.created_at < of_day::timestamp AT TIME ZONE 'Asia/Shanghai'
          AND NOT EXISTS (
              SELECT FROM nightly n WHERE n.tenant_id = t.id AND n.kind = wanted AND n.day = of_day)
        ORDER BY t.id LIMIT most
    $$
""",
    )
    operations.make_door(
        "banfa_door_tenant",
        """
CREATE FUNCTION banfa_door_tenant(wanted text)
    RETURNS TABLE (id bigint, slug text, city text, name text, created_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.id, t.slug, t.city, t.name, t.created_at FROM tenant t WHERE t.slug = wanted
    $$
""",
    )
    operations.make_door(
        "banfa_door_token",
        """
CREATE FUNCTION banfa_door_token(fingerprint bytea)
    RETURNS TABLE (tenant_id bigint, tenant text, city text, token_id bigint, name text, role text,
                   provider_id bigint, enterprise_id bigint, scopes text[],
                   expires_at timestamptz, revoked_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT k.tenant_id, t.slug, t.city, k.id, k.name, k.role,
               k.provider_id, k.enterprise_id, k.scopes, k.expires_at, k.revoked_at
        FROM credential c
        JOIN token k ON k.tenant_id = c.tenant_id AND k.sha256 = c.sha256
        JOIN tenant t ON t.id = k.tenant_id
        WHERE c.sha256 = fingerprint
    $$
""",
    )
    operations.make_door(
        "banfa_door_work",
        """
CREATE FUNCTION banfa_door_work(batch integer, patience interval)
    RETURNS TABLE (tenant_id bigint, work_id bigint, fence bigint)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        WITH due AS MATERIALIZED (
            SELECT d.tenant_id, d.id FROM tenant t CROSS JOIN LATERAL (
                SELECT w.tenant_id, w.id FROM work w
                WHERE w.tenant_id = t.id AND w.state IN ('waiting', 'queued', 'running') AND w.due_at <= now()
                ORDER BY w.due_at LIMIT batch FOR UPDATE SKIP LOCKED
            ) d
        )
        UPDATE work w SET state = 'queued', due_at = now() + patience
        FROM due WHERE w.tenant_id = due.tenant_id AND w.id = due.id
        RETURNING w.tenant_id, w.id, w.fence
    $$
""",
    )


def downgrade() -> None:
    operations.drop_door("banfa_door_nightly")
    operations.drop_door("banfa_door_tenant")
    operations.drop_door("banfa_door_token")
    operations.drop_door("banfa_door_work")
