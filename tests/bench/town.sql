-- A large made-up city, written straight into the tables: the ledger that the sheet is timed on.
-- Every number comes from a hash of the row's own, so that each run makes the same city.
-- :contracts and :providers say how large.

CREATE FUNCTION pg_temp.pick(n bigint, salt int, choices int) RETURNS int LANGUAGE sql IMMUTABLE
    RETURN ((hashint8(n * 64 + salt) % choices) + choices) % choices;

CREATE FUNCTION pg_temp.day(n bigint, salt int, first date, days int) RETURNS date LANGUAGE sql IMMUTABLE
    RETURN first + pg_temp.pick(n, salt, days);

CREATE FUNCTION pg_temp.provider(n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE
    RETURN 1 + n % :providers;

INSERT INTO tenant (id, uuid, slug, city, name, id_key, created_at) OVERRIDING SYSTEM VALUE
VALUES (1, gen_random_uuid(), 'bench', 'bench', '局', '\x00000000000000000000000000000001', now());

INSERT INTO person (tenant_id, id, uuid, kind, built_in, name, roles, created_at) OVERRIDING SYSTEM VALUE
VALUES (1, 1, gen_random_uuid(), 'system', 'console', '系统运维', '{}', now()),
       (1, 2, gen_random_uuid(), 'system', 'clock', '定时任务', '{}', now());

INSERT INTO source (tenant_id, key, name, kind, agent_id, registered_at) VALUES (1, 'bench', '基准', 'other', 1, now());

INSERT INTO provider (tenant_id, uscc, name, source, recorded_at, recorded_by)
SELECT 1, lpad(n::text, 18, '0'), '服务商' || n, 'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, :providers) AS n;

INSERT INTO enterprise (tenant_id, name, name_key, search_text, industry, size, source, recorded_at, recorded_by)
SELECT 1, '企业' || n, 'qi3企ye4业' || lpad(n::text, 8, '0'), '企业' || n, (ARRAY['steel', 'optics'])[1 + n % 2], 'small', 'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, greatest(:contracts / 5, 10)) AS n;

INSERT INTO membership (tenant_id, provider_id, category, industry, industry_list, from_on, until_on, source, recorded_at, recorded_by)
SELECT 1, n, 'integrator', 'steel', true, pg_temp.day(n, 1, '2024-01-01', 500),
       CASE WHEN n % 11 = 0 THEN pg_temp.day(n, 2, '2025-06-30', 300) END, 'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, :providers) AS n;

INSERT INTO membership (tenant_id, provider_id, category, industry, industry_list, from_on, source, recorded_at, recorded_by)
SELECT 1, n, 'integrator', 'optics', true, '2025-09-01', 'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, :providers) AS n WHERE n % 3 = 0;

INSERT INTO contract (tenant_id, provider_id, enterprise_id, party, kind, signed_on, registered_on, amount, maintenance_months,
                      items, source, recorded_at, recorded_by)
SELECT 1, pg_temp.provider(n), 1 + pg_temp.pick(n, 3, greatest(:contracts / 5, 10)), 'enterprise',
       CASE WHEN n % 20 = 0 THEN 'maintenance' ELSE 'transformation' END, pg_temp.day(n, 4, '2024-01-01', 820),
       CASE WHEN n % 4 > 0 THEN pg_temp.day(n, 4, '2024-01-01', 820) + pg_temp.pick(n, 5, 60) END,
       pg_temp.pick(n, 6, 10000000), CASE WHEN n % 3 > 0 THEN 1 + pg_temp.pick(n, 7, 36) END,
       '[]', 'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, :contracts) AS n;

INSERT INTO progress (tenant_id, contract_id, provider_id, enterprise_id, kind, occurred_on, source, recorded_at, recorded_by)
SELECT 1, id, provider_id, enterprise_id, kind, signed_on + pg_temp.pick(id, salt, 90), 'bench', timestamptz '2026-04-01',
       1
FROM (SELECT *, 'substantive' AS kind, 8 AS salt FROM (SELECT id, provider_id, enterprise_id, signed_on FROM contract) c
      WHERE id % 10 < 8
      UNION ALL
      SELECT *, 'visit', 9 FROM (SELECT id, provider_id, enterprise_id, signed_on FROM contract) c WHERE id % 4 = 0) told;

INSERT INTO acceptance (tenant_id, contract_id, provider_id, enterprise_id, authority, planned_on, accepted_on, outcome,
                        level_after, source, recorded_at, recorded_by)
SELECT 1, id, provider_id, enterprise_id, (ARRAY['city', 'city', 'city', 'province', 'nation'])[1 + id % 7 % 5],
       signed_on + 150, CASE WHEN id % 7 > 0 THEN signed_on + 120 + pg_temp.pick(id, 10, 60) END,
       CASE WHEN id % 7 > 0 THEN CASE WHEN pg_temp.pick(id, 11, 9) = 0 THEN 'failed' ELSE 'passed' END END,
       1 + pg_temp.pick(id, 12, 4), 'bench', timestamptz '2026-04-01', 1
FROM contract WHERE id % 5 < 3;

INSERT INTO survey (tenant_id, contract_id, provider_id, enterprise_id, topic, answer, answered_on,
                    source, recorded_at, recorded_by)
SELECT 1, id, provider_id, enterprise_id, 'overall',
       (ARRAY['满意', '满意', '满意', '基本满意', '不满意'])[1 + pg_temp.pick(id, 13, 5)],
       signed_on + pg_temp.pick(id, 14, 200), 'bench', timestamptz '2026-04-01', 1
FROM contract WHERE id % 2 = 0;

INSERT INTO survey (tenant_id, contract_id, provider_id, enterprise_id, topic, score, answered_on,
                    source, recorded_at, recorded_by)
SELECT 1, id, provider_id, enterprise_id, (ARRAY['attitude', 'response', 'effect'])[1 + id % 3],
       pg_temp.pick(id, 15, 101), signed_on + pg_temp.pick(id, 16, 200), 'bench', timestamptz '2026-04-01', 1
FROM contract WHERE id % 2 = 1;

INSERT INTO review (tenant_id, provider_id, topic, score, reviewed_on, source, recorded_at, recorded_by)
SELECT 1, pg_temp.provider(n), 'expert', pg_temp.pick(n, 17, 101), pg_temp.day(n, 18, '2025-06-01', 330),
       'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, :providers * 4) AS n;

INSERT INTO product (tenant_id, provider_id, name, published_on, retired_on, scenarios, source, recorded_at, recorded_by)
SELECT 1, pg_temp.provider(n), '产品', pg_temp.day(n, 19, '2024-01-01', 600),
       CASE WHEN n % 9 = 0 THEN pg_temp.day(n, 20, '2026-01-01', 120) END,
       ARRAY['s' || pg_temp.pick(n, 21, 12), 's' || pg_temp.pick(n, 22, 12)], 'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, :providers * 4) AS n;

INSERT INTO decision (tenant_id, provider_id, kind, label, decided_on, imported, effect, source, recorded_at, recorded_by)
SELECT 1, pg_temp.provider(n), 'grade', (ARRAY['A', 'B', 'C', 'D'])[1 + pg_temp.pick(n, 23, 4)],
       date '2024-01-01' + (n / :providers)::int * 91, false, 'counted', 'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, :providers * 8) AS n;

INSERT INTO decision (tenant_id, provider_id, kind, decided_on, served_on, due_on, imported, effect, source, recorded_at, recorded_by)
SELECT 1, pg_temp.provider(n), 'order', pg_temp.day(n, 24, '2024-06-01', 600),
       CASE WHEN n % 5 > 0 THEN pg_temp.day(n, 24, '2024-06-01', 600) + 3 END,
       pg_temp.day(n, 24, '2024-06-01', 600) + 33, false, 'counted', 'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, :providers * 2) AS n;

INSERT INTO decision (tenant_id, provider_id, kind, label, decided_on, about_id, imported, effect, source, recorded_at, recorded_by)
SELECT 1, provider_id, 'order_outcome',
       (ARRAY['done', 'done', 'refused', 'done', 'recheck_failed'])[1 + pg_temp.pick(id, 25, 5)],
       decided_on + 30, id, false, 'counted', 'bench', timestamptz '2026-04-01', 1
FROM decision WHERE kind = 'order';

INSERT INTO decision (tenant_id, provider_id, kind, decided_on, effective_on, imported, effect, source, recorded_at, recorded_by)
SELECT 1, n, 'removal', pg_temp.day(n, 26, '2025-06-01', 300), pg_temp.day(n, 26, '2025-06-01', 300),
       false, 'counted', 'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, :providers) AS n WHERE n % 40 = 0;

INSERT INTO decision (tenant_id, provider_id, kind, decided_on, about_id, imported, effect, source, recorded_at, recorded_by)
SELECT 1, provider_id, 'withdrawal', decided_on + 20, id, false, 'counted', 'bench', timestamptz '2026-04-01', 1
FROM decision WHERE kind IN ('grade', 'order', 'removal') AND id % 17 = 0;

INSERT INTO finding (tenant_id, provider_id, kind, holds, elements, found_on, source, recorded_at, recorded_by)
SELECT 1, pg_temp.provider(n), (ARRAY['breach', 'leak', 'fraud', 'sound', 'local'])[1 + pg_temp.pick(n, 27, 5)], n % 4 > 0, '{}',
       pg_temp.day(n, 28, '2024-06-01', 650), 'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, :providers * 3) AS n;

INSERT INTO complaint (tenant_id, provider_id, received_on, content, outcome, conduct, decided_on, source, recorded_at, recorded_by)
SELECT 1, pg_temp.provider(n), pg_temp.day(n, 29, '2024-06-01', 600), '投诉', (ARRAY['upheld', 'dismissed'])[1 + n % 2], (ARRAY['irregular', NULL])[1 + n % 2],
       pg_temp.day(n, 29, '2024-06-01', 600) + 20, 'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, :providers) AS n;

INSERT INTO target (tenant_id, provider_id, item, due_on, planned, achieved, source, recorded_at, recorded_by)
SELECT 1, pg_temp.provider(n), 't' || (n / :providers)::int % 2, date '2025-01-01' + (n / :providers)::int * 60, 100,
       pg_temp.pick(n, 30, 120), 'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, :providers * 6) AS n;

INSERT INTO record (tenant_id, provider_id, kind, item, occurred_on, amount, body, source, recorded_at, recorded_by)
SELECT 1, pg_temp.provider(n), (ARRAY['honour', 'event', 'training', 'case'])[1 + pg_temp.pick(n, 31, 4)],
       'i' || pg_temp.pick(n, 32, 6), pg_temp.day(n, 33, '2025-01-01', 500), pg_temp.pick(n, 34, 50), '{}',
       'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, :providers * 20) AS n;

INSERT INTO concession (tenant_id, provider_id, item, promised_on, kept_on, source, recorded_at, recorded_by)
SELECT 1, pg_temp.provider(n), '让利', '2024-01-01',
       CASE WHEN n % 3 > 0 THEN pg_temp.day(n, 35, '2024-06-01', 700) END, 'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, :providers * 4) AS n;

INSERT INTO service_case (tenant_id, provider_id, client, client_size, industry, served_on, verified_on,
                          source, recorded_at, recorded_by)
SELECT 1, pg_temp.provider(n), '客户', (ARRAY['small', 'large'])[1 + n % 2], CASE WHEN n % 3 > 0 THEN 'steel' END,
       '2023-01-01', CASE WHEN n % 5 > 0 THEN date '2023-12-01' END, 'bench', timestamptz '2026-04-01', 1
FROM generate_series(1, :providers * 3) AS n;
