"""The doors: look-ups before a tenant is known."""

from banfa.database.migrations import operations

revision = "0006_doors"
down_revision = "0005_web"


def upgrade() -> None:
    operations.make_door(
        "banfa_door_account",
        """
CREATE FUNCTION banfa_door_account(wanted text)
    RETURNS TABLE (id bigint, login text, password text, one_time boolean, usable_until timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT a.id, a.login, a.password, a.one_time, a.usable_until
        FROM (SELECT 1) AS always LEFT JOIN account a ON a.login = wanted
    $$
""",
    )
    operations.make_door(
        "banfa_door_add_account",
        """
CREATE FUNCTION banfa_door_add_account(
        new_login text, new_password text, until timestamptz, at timestamptz)
    RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        INSERT INTO account (login, password, one_time, usable_until, changed_at)
        VALUES (new_login, new_password, true, until, at)
        ON CONFLICT (login) DO NOTHING RETURNING id
    $$
""",
    )
    operations.make_door(
        "banfa_door_change_password",
        """
CREATE FUNCTION banfa_door_change_password(of_account bigint, old text, new text, at timestamptz)
    RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        UPDATE account SET password = new, one_time = false, usable_until = NULL, changed_at = at
        WHERE id = of_account AND password = old RETURNING id
    $$
""",
    )
    operations.make_door(
        "banfa_door_clock",
        """
CREATE FUNCTION banfa_door_clock()
    RETURNS timestamptz
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT clock_timestamp()
    $$
""",
    )
    operations.make_door(
        "banfa_door_delete_account",
        """
CREATE FUNCTION banfa_door_delete_account(of_account bigint)
    RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        DELETE FROM account a
        WHERE a.id = of_account AND NOT EXISTS (SELECT FROM person p WHERE p.account_id = of_account)
        RETURNING id
    $$
""",
    )
    operations.make_door(
        "banfa_door_has_login",
        """
CREATE FUNCTION banfa_door_has_login(at timestamptz, persons bigint[]) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT EXISTS (
            SELECT FROM person p JOIN account a ON a.id = p.account_id
            WHERE p.tenant_id = nullif(current_setting('banfa.tenant', true), '')::bigint AND p.id = ANY (persons)
              AND (a.usable_until IS NULL OR a.usable_until > at OR p.issuer IS NOT NULL))
    $$
""",
    )
    operations.make_door(
        "banfa_door_identity",
        """
CREATE FUNCTION banfa_door_identity(slugs text[], of_issuer text, of_subject text)
    RETURNS TABLE (tenant_id bigint, tenant_uuid uuid, tenant_slug text, tenant_city text,
                   tenant_name text, tenant_created_at timestamptz, tenant_id_key bytea,
                   console_id bigint, console_uuid uuid, console_name text,
                   clock_id bigint, clock_uuid uuid, clock_name text, person_id bigint, person_uuid uuid, person_name text, person_active boolean,
                   person_roles text[], mandate_kinds text[], mandate_until date, districts text[],
                   account_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.id AS tenant_id, t.uuid AS tenant_uuid, t.slug AS tenant_slug, t.city AS tenant_city,
               t.name AS tenant_name, t.created_at AS tenant_created_at, t.id_key AS tenant_id_key,
               console.id AS console_id, console.uuid AS console_uuid, console.name AS console_name,
               clock.id AS clock_id, clock.uuid AS clock_uuid, clock.name AS clock_name, p.id, p.uuid, p.name, p.active, p.roles, p.mandate_kinds, p.mandate_until,
               p.districts, p.account_id
        FROM person p JOIN (tenant t
        JOIN person console ON console.tenant_id = t.id AND console.built_in = 'console'
        JOIN person clock ON clock.tenant_id = t.id AND clock.built_in = 'clock') ON t.id = p.tenant_id
        WHERE t.slug = ANY (slugs) AND p.issuer = of_issuer AND p.subject = of_subject ORDER BY t.id
    $$
""",
    )
    operations.make_door(
        "banfa_door_link",
        """
CREATE FUNCTION banfa_door_link(fingerprint bytea)
    RETURNS TABLE (tenant_id bigint, tenant_uuid uuid, tenant_slug text, tenant_city text,
                   tenant_name text, tenant_created_at timestamptz, tenant_id_key bytea,
                   console_id bigint, console_uuid uuid, console_name text,
                   clock_id bigint, clock_uuid uuid, clock_name text, person_id bigint, person_uuid uuid, person_name text, person_active boolean,
                   link_id bigint, purpose text, provider_id bigint, enterprise_id bigint, state text,
                   expires_at timestamptz, session_until timestamptz, by_session boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.id AS tenant_id, t.uuid AS tenant_uuid, t.slug AS tenant_slug, t.city AS tenant_city,
               t.name AS tenant_name, t.created_at AS tenant_created_at, t.id_key AS tenant_id_key,
               console.id AS console_id, console.uuid AS console_uuid, console.name AS console_name,
               clock.id AS clock_id, clock.uuid AS clock_uuid, clock.name AS clock_name, p.id, p.uuid, p.name, p.active,
               l.id, l.purpose, l.provider_id, l.enterprise_id, l.state, l.expires_at, l.session_until,
               l.session_sha256 IS NOT DISTINCT FROM c.sha256
        FROM credential c
        JOIN party_link l ON l.tenant_id = c.tenant_id AND c.sha256 IN (l.sha256, l.session_sha256)
        JOIN person p ON p.tenant_id = l.tenant_id AND p.id = l.holder_id
        JOIN (tenant t
        JOIN person console ON console.tenant_id = t.id AND console.built_in = 'console'
        JOIN person clock ON clock.tenant_id = t.id AND clock.built_in = 'clock') ON t.id = l.tenant_id
        WHERE c.sha256 = fingerprint
    $$
""",
    )
    operations.make_door(
        "banfa_door_locked_edition",
        """
CREATE FUNCTION banfa_door_locked_edition()
    RETURNS TABLE (city text, edition text, document_no text, digest text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT DISTINCT last.city, last.edition, last.document_no, last.digest FROM (
            SELECT DISTINCT ON (i.tenant_id, i.edition) t.city, i.edition, i.document_no, l.digest
            FROM instrument i
            JOIN tenant t ON t.id = i.tenant_id
            JOIN locked_edition l ON l.tenant_id = i.tenant_id AND l.instrument_id = i.id
            ORDER BY i.tenant_id, i.edition, i.issued_on DESC, i.id DESC
        ) last
    $$
""",
    )
    operations.make_door(
        "banfa_door_locked_rules",
        """
CREATE FUNCTION banfa_door_locked_rules(wanted text)
    RETURNS TABLE (rules jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT l.rules FROM locked_edition l WHERE l.digest = wanted LIMIT 1
    $$
""",
    )
    operations.make_door(
        "banfa_door_nightly",
        """
CREATE FUNCTION banfa_door_nightly(wanted text, of_day date, most integer, again_after interval)
    RETURNS TABLE (slug text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.slug FROM tenant t
        WHERE t.created_at < of_day::timestamp AT TIME ZONE 'Asia/Shanghai'
          AND NOT EXISTS (
              SELECT FROM nightly n LEFT JOIN work w ON w.tenant_id = n.tenant_id AND w.id = n.work_id
              WHERE n.tenant_id = t.id AND n.kind = wanted AND n.day = of_day
                AND (n.asked_at > now() - again_after OR w.state IS DISTINCT FROM 'failed'))
        ORDER BY t.id LIMIT most
    $$
""",
    )
    operations.make_door(
        "banfa_door_own_tenant",
        """
CREATE FUNCTION banfa_door_own_tenant()
    RETURNS TABLE (tenant_id bigint, tenant_uuid uuid, tenant_slug text, tenant_city text,
                   tenant_name text, tenant_created_at timestamptz, tenant_id_key bytea,
                   console_id bigint, console_uuid uuid, console_name text,
                   clock_id bigint, clock_uuid uuid, clock_name text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.id AS tenant_id, t.uuid AS tenant_uuid, t.slug AS tenant_slug, t.city AS tenant_city,
               t.name AS tenant_name, t.created_at AS tenant_created_at, t.id_key AS tenant_id_key,
               console.id AS console_id, console.uuid AS console_uuid, console.name AS console_name,
               clock.id AS clock_id, clock.uuid AS clock_uuid, clock.name AS clock_name
        FROM tenant t
        JOIN person console ON console.tenant_id = t.id AND console.built_in = 'console'
        JOIN person clock ON clock.tenant_id = t.id AND clock.built_in = 'clock'
        WHERE t.id = nullif(current_setting('banfa.tenant', true), '')::bigint
    $$
""",
    )
    operations.make_door(
        "banfa_door_present",
        """
CREATE FUNCTION banfa_door_present(of_tenant bigint)
    RETURNS timestamptz
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT greatest(
            banfa_door_clock(),
            (SELECT max(l.at) FROM latest_instant l WHERE l.tenant_id = of_tenant) + interval '1 microsecond')
    $$
""",
    )
    operations.make_door(
        "banfa_door_reset_password",
        """
CREATE FUNCTION banfa_door_reset_password(of_account bigint, new text, until timestamptz, at timestamptz)
    RETURNS bigint
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        UPDATE account SET password = new, one_time = true, usable_until = until, changed_at = at
        WHERE id = of_account
          AND EXISTS (SELECT FROM person p
                      WHERE p.tenant_id = nullif(current_setting('banfa.tenant', true), '')::bigint AND p.account_id = of_account)
          AND NOT EXISTS (SELECT FROM person p
                          WHERE p.tenant_id <> nullif(current_setting('banfa.tenant', true), '')::bigint AND p.account_id = of_account)
        RETURNING id
    $$
""",
    )
    operations.make_door(
        "banfa_door_seats",
        """
CREATE FUNCTION banfa_door_seats(of_account bigint)
    RETURNS TABLE (tenant_id bigint, tenant_uuid uuid, tenant_slug text, tenant_city text,
                   tenant_name text, tenant_created_at timestamptz, tenant_id_key bytea,
                   console_id bigint, console_uuid uuid, console_name text,
                   clock_id bigint, clock_uuid uuid, clock_name text, person_id bigint, person_uuid uuid, person_name text, person_active boolean,
                   person_roles text[], mandate_kinds text[], mandate_until date, districts text[],
                   account_id bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.id AS tenant_id, t.uuid AS tenant_uuid, t.slug AS tenant_slug, t.city AS tenant_city,
               t.name AS tenant_name, t.created_at AS tenant_created_at, t.id_key AS tenant_id_key,
               console.id AS console_id, console.uuid AS console_uuid, console.name AS console_name,
               clock.id AS clock_id, clock.uuid AS clock_uuid, clock.name AS clock_name, p.id, p.uuid, p.name, p.active, p.roles, p.mandate_kinds, p.mandate_until,
               p.districts, p.account_id
        FROM person p JOIN (tenant t
        JOIN person console ON console.tenant_id = t.id AND console.built_in = 'console'
        JOIN person clock ON clock.tenant_id = t.id AND clock.built_in = 'clock') ON t.id = p.tenant_id
        WHERE p.account_id = of_account AND p.active ORDER BY t.id
    $$
""",
    )
    operations.make_door(
        "banfa_door_session",
        """
CREATE FUNCTION banfa_door_session(fingerprint bytea)
    RETURNS TABLE (tenant_id bigint, tenant_uuid uuid, tenant_slug text, tenant_city text,
                   tenant_name text, tenant_created_at timestamptz, tenant_id_key bytea,
                   console_id bigint, console_uuid uuid, console_name text,
                   clock_id bigint, clock_uuid uuid, clock_name text, person_id bigint, person_uuid uuid, person_name text, person_active boolean,
                   person_roles text[], mandate_kinds text[], mandate_until date, districts text[],
                   account_id bigint, known_to text, subject text,
                   session_id bigint, role text, issuer text, started_at timestamptz, opened_at timestamptz,
                   seen_at timestamptz, ends_at timestamptz, ended_at timestamptz, login text,
                   password_changed_at timestamptz, one_time boolean, seats text[])
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.id AS tenant_id, t.uuid AS tenant_uuid, t.slug AS tenant_slug, t.city AS tenant_city,
               t.name AS tenant_name, t.created_at AS tenant_created_at, t.id_key AS tenant_id_key,
               console.id AS console_id, console.uuid AS console_uuid, console.name AS console_name,
               clock.id AS clock_id, clock.uuid AS clock_uuid, clock.name AS clock_name, p.id, p.uuid, p.name, p.active, p.roles, p.mandate_kinds, p.mandate_until,
               p.districts, p.account_id, p.issuer, p.subject,
               s.id, s.role, s.issuer, s.started_at, s.opened_at, s.seen_at, s.ends_at, s.ended_at, a.login,
               a.changed_at, a.one_time,
               ARRAY(SELECT b.slug
                     FROM person o JOIN tenant b ON b.id = o.tenant_id, unnest(o.roles) AS r
                     WHERE o.active AND r = ANY (ARRAY['admin', 'officer', 'reviewer', 'auditor', 'district'])
                       AND CASE WHEN s.issuer IS NULL THEN o.account_id = a.id
                           ELSE o.account_id IS NOT NULL AND o.issuer = s.issuer AND o.subject = p.subject
                           END)
        FROM credential c
        JOIN session s ON s.tenant_id = c.tenant_id AND s.sha256 = c.sha256
        JOIN person p ON p.tenant_id = s.tenant_id AND p.id = s.person_id
        JOIN account a ON a.id = p.account_id
        JOIN (tenant t
        JOIN person console ON console.tenant_id = t.id AND console.built_in = 'console'
        JOIN person clock ON clock.tenant_id = t.id AND clock.built_in = 'clock') ON t.id = s.tenant_id
        WHERE c.sha256 = fingerprint
    $$
""",
    )
    operations.make_door(
        "banfa_door_slugs",
        """
CREATE FUNCTION banfa_door_slugs() RETURNS TABLE (uuid uuid, slug text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ SELECT t.uuid, t.slug FROM tenant t ORDER BY t.id $$
""",
    )
    operations.make_door(
        "banfa_door_standing",
        """
CREATE FUNCTION banfa_door_standing()
    RETURNS TABLE (slug text, topic text, label text, amount bigint, since timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.slug, s.topic, s.label, s.amount, s.since FROM tenant t CROSS JOIN LATERAL (
            SELECT 'tenant' AS topic, '' AS label, 1::bigint AS amount, t.created_at AS since
            UNION ALL
            SELECT 'jobs', w.state, count(*), min(w.asked_at) FROM work w
            WHERE w.tenant_id = t.id AND w.state IN ('waiting', 'queued', 'running') GROUP BY w.state
            UNION ALL
            SELECT 'overdue', '', count(*), min(w.due_at) FROM work w
            WHERE w.tenant_id = t.id AND w.state IN ('waiting', 'queued', 'running') AND w.due_at <= now()
            UNION ALL
            SELECT 'failed', w.kind, count(*), max(w.ended_at) FROM work w
            WHERE w.tenant_id = t.id AND w.state = 'failed' AND w.ended_at > now() - interval '1 day'
            GROUP BY w.kind
            UNION ALL
            SELECT 'failed_ever', w.error_code, count(*), max(w.ended_at) FROM work w
            WHERE w.tenant_id = t.id AND w.state = 'failed' GROUP BY w.error_code
            UNION ALL
            SELECT 'rounds', r.state, count(*), NULL FROM evaluation_round r
            WHERE r.tenant_id = t.id GROUP BY r.state
            UNION ALL
            SELECT 'watch', '', count(*), max(h.ran_at) FROM watch_run h WHERE h.tenant_id = t.id
            UNION ALL
            SELECT 'night', last.state, 1, last.day::timestamp AT TIME ZONE 'Asia/Shanghai' FROM (
                SELECT n.day, coalesce(w.state, 'missing') AS state
                FROM nightly n LEFT JOIN work w ON w.tenant_id = n.tenant_id AND w.id = n.work_id
                WHERE n.tenant_id = t.id AND n.kind = 'watch.run' ORDER BY n.day DESC LIMIT 1
            ) last
            UNION ALL
            SELECT 'checkpoint', '', count(*), max(n.asked_at) FROM nightly n
            WHERE n.tenant_id = t.id AND n.kind = 'checkpoint'
            UNION ALL
            SELECT 'chain', '', h.seq, l.at FROM audit_head h
            LEFT JOIN audit_link l ON l.tenant_id = h.tenant_id AND l.seq = h.seq
            WHERE h.tenant_id = t.id
        ) s
        ORDER BY t.slug
    $$
""",
    )
    operations.make_door(
        "banfa_door_tenant",
        """
CREATE FUNCTION banfa_door_tenant(wanted text)
    RETURNS TABLE (tenant_id bigint, tenant_uuid uuid, tenant_slug text, tenant_city text,
                   tenant_name text, tenant_created_at timestamptz, tenant_id_key bytea,
                   console_id bigint, console_uuid uuid, console_name text,
                   clock_id bigint, clock_uuid uuid, clock_name text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.id AS tenant_id, t.uuid AS tenant_uuid, t.slug AS tenant_slug, t.city AS tenant_city,
               t.name AS tenant_name, t.created_at AS tenant_created_at, t.id_key AS tenant_id_key,
               console.id AS console_id, console.uuid AS console_uuid, console.name AS console_name,
               clock.id AS clock_id, clock.uuid AS clock_uuid, clock.name AS clock_name
        FROM tenant t
        JOIN person console ON console.tenant_id = t.id AND console.built_in = 'console'
        JOIN person clock ON clock.tenant_id = t.id AND clock.built_in = 'clock'
        WHERE t.slug = wanted
    $$
""",
    )
    operations.make_door(
        "banfa_door_token",
        """
CREATE FUNCTION banfa_door_token(fingerprint bytea)
    RETURNS TABLE (tenant_id bigint, tenant_uuid uuid, tenant_slug text, tenant_city text,
                   tenant_name text, tenant_created_at timestamptz, tenant_id_key bytea,
                   console_id bigint, console_uuid uuid, console_name text,
                   clock_id bigint, clock_uuid uuid, clock_name text,
                   person_id bigint, person_uuid uuid, person_name text, person_active boolean,
                   person_roles text[], mandate_kinds text[], mandate_until date, districts text[],
                   token_id bigint, role text, source text, provider_id bigint, enterprise_id bigint,
                   scopes text[], expires_at timestamptz, revoked_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.id AS tenant_id, t.uuid AS tenant_uuid, t.slug AS tenant_slug, t.city AS tenant_city,
               t.name AS tenant_name, t.created_at AS tenant_created_at, t.id_key AS tenant_id_key,
               console.id AS console_id, console.uuid AS console_uuid, console.name AS console_name,
               clock.id AS clock_id, clock.uuid AS clock_uuid, clock.name AS clock_name,
               p.id, p.uuid, p.name, p.active, p.roles, p.mandate_kinds, p.mandate_until,
               p.districts,
               k.id, k.role, k.source, k.provider_id, k.enterprise_id, k.scopes, k.expires_at, k.revoked_at
        FROM credential c
        JOIN token k ON k.tenant_id = c.tenant_id AND k.sha256 = c.sha256
        JOIN person p ON p.tenant_id = k.tenant_id AND p.id = k.person_id
        JOIN (tenant t
        JOIN person console ON console.tenant_id = t.id AND console.built_in = 'console'
        JOIN person clock ON clock.tenant_id = t.id AND clock.built_in = 'clock') ON t.id = k.tenant_id
        WHERE c.sha256 = fingerprint
    $$
""",
    )
    operations.make_door(
        "banfa_door_watermark",
        """
CREATE FUNCTION banfa_door_watermark(of_tenant bigint, at_least timestamptz)
    RETURNS timestamptz
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        INSERT INTO latest_instant (tenant_id, kind, at)
        VALUES (of_tenant, 'watermark', greatest(banfa_door_present(of_tenant), at_least))
        ON CONFLICT (tenant_id, kind) DO UPDATE SET at = greatest(latest_instant.at, excluded.at)
        RETURNING at
    $$
""",
    )
    operations.make_door(
        "banfa_door_work",
        """
CREATE FUNCTION banfa_door_work(
        per_tenant integer, in_all integer, of_kind jsonb, redispatch_after interval
    )
    RETURNS TABLE (tenant_id bigint, work_id bigint, fence bigint)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        WITH held AS MATERIALIZED (
            SELECT w.tenant_id, w.kind, count(*) AS number FROM work w
            WHERE w.state IN ('queued', 'running') GROUP BY w.tenant_id, w.kind
        ), lost AS MATERIALIZED (
            SELECT w.tenant_id, w.id FROM work w
            WHERE w.state IN ('queued', 'running') AND w.due_at <= now() FOR UPDATE SKIP LOCKED
        ), waiting AS (
            SELECT w.tenant_id, w.kind, w.id, w.due_at,
                row_number() OVER (PARTITION BY w.tenant_id, w.kind ORDER BY w.due_at, w.id) AS nth_of_kind
            FROM work w WHERE w.state = 'waiting' AND w.due_at <= now()
        ), fitting AS (
            SELECT n.tenant_id, n.id, n.due_at,
                row_number() OVER (PARTITION BY n.tenant_id ORDER BY n.due_at, n.id) AS nth
            FROM waiting n LEFT JOIN held h ON h.tenant_id = n.tenant_id AND h.kind = n.kind
            WHERE n.nth_of_kind + coalesce(h.number, 0) <= coalesce((of_kind ->> n.kind)::integer, per_tenant)
        ), turns AS (
            SELECT f.tenant_id, f.id, f.due_at, f.nth + coalesce(
                (SELECT sum(h.number) FROM held h WHERE h.tenant_id = f.tenant_id), 0) AS turn
            FROM fitting f
        ), chosen AS (
            SELECT c.tenant_id, c.id, c.turn FROM turns c WHERE c.turn <= per_tenant
            ORDER BY c.turn, c.due_at
            LIMIT greatest(in_all - (SELECT coalesce(sum(h.number), 0) FROM held h), 0)
        ), fresh AS MATERIALIZED (
            SELECT w.tenant_id, w.id, c.turn
            FROM work w JOIN chosen c ON c.tenant_id = w.tenant_id AND c.id = w.id
            WHERE w.state = 'waiting' FOR UPDATE OF w SKIP LOCKED
        ), handed AS (
            UPDATE work w SET state = 'queued', due_at = now() + redispatch_after
            FROM (SELECT l.tenant_id, l.id, 0 AS turn FROM lost l UNION ALL SELECT * FROM fresh) d
            WHERE w.tenant_id = d.tenant_id AND w.id = d.id
            RETURNING w.tenant_id, w.id, w.fence, d.turn
        )
        SELECT o.tenant_id, o.id, o.fence FROM handed o ORDER BY o.turn, o.id
    $$
""",
    )


def downgrade() -> None:
    operations.drop_door("banfa_door_account")
    operations.drop_door("banfa_door_add_account")
    operations.drop_door("banfa_door_change_password")
    operations.drop_door("banfa_door_clock")
    operations.drop_door("banfa_door_delete_account")
    operations.drop_door("banfa_door_has_login")
    operations.drop_door("banfa_door_identity")
    operations.drop_door("banfa_door_link")
    operations.drop_door("banfa_door_locked_edition")
    operations.drop_door("banfa_door_locked_rules")
    operations.drop_door("banfa_door_nightly")
    operations.drop_door("banfa_door_own_tenant")
    operations.drop_door("banfa_door_present")
    operations.drop_door("banfa_door_reset_password")
    operations.drop_door("banfa_door_seats")
    operations.drop_door("banfa_door_session")
    operations.drop_door("banfa_door_slugs")
    operations.drop_door("banfa_door_standing")
    operations.drop_door("banfa_door_tenant")
    operations.drop_door("banfa_door_token")
    operations.drop_door("banfa_door_watermark")
    operations.drop_door("banfa_door_work")
