-- The facts that tests/bench/sheet.py asks for, as one statement that somebody might write by hand.
-- Every source is read once; what the statement knows of the law is written out in it.
WITH withdrawn AS MATERIALIZED (
    SELECT DISTINCT about_id FROM decision
    WHERE tenant_id = :tenant AND recorded_at <= :known_at AND superseded_at > :known_at
      AND kind = 'withdrawal' AND decided_on <= :as_of
),
standing AS MATERIALIZED (
    SELECT entry_id, provider_id, kind, label, decided_on, served_on, due_on, effective_on, period_on, about_id FROM decision d
    WHERE effect = 'counted' AND tenant_id = :tenant AND recorded_at <= :known_at AND superseded_at > :known_at AND decided_on <= :as_of
      AND NOT EXISTS (SELECT FROM withdrawn w WHERE w.about_id = d.entry_id)
),
removal AS (
    SELECT provider_id, effective_on FROM standing WHERE kind = 'removal' AND effective_on <= :as_of
),
held AS (
    SELECT m.provider_id, m.from_on,
           least(coalesce(m.until_on, date '2199-12-31'), coalesce(min(r.effective_on) - 1, date '2199-12-31')) AS until_on
    FROM membership m LEFT JOIN removal r ON r.provider_id = m.provider_id AND r.effective_on > m.from_on
    WHERE m.tenant_id = :tenant AND m.recorded_at <= :known_at AND m.superseded_at > :known_at AND m.from_on <= :as_of
    GROUP BY m.entry_id, m.provider_id, m.from_on, m.until_on
),
marked AS (
    SELECT *, CASE WHEN from_on <= 1 + max(until_on) OVER (PARTITION BY provider_id ORDER BY from_on, until_on
                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) THEN 0 ELSE 1 END AS begins
    FROM held
),
stay AS MATERIALIZED (
    SELECT provider_id, min(from_on) AS from_on, max(until_on) AS until_on,
           max(min(from_on)) OVER (PARTITION BY provider_id) AS since
    FROM (SELECT *, sum(begins) OVER (PARTITION BY provider_id ORDER BY from_on, until_on) AS n FROM marked) numbered
    GROUP BY provider_id, n
),
member AS MATERIALIZED (
    SELECT provider_id, max(since) AS since FROM stay GROUP BY provider_id HAVING max(until_on) >= :round_start
),
begun AS (
    SELECT contract_id FROM progress
    WHERE tenant_id = :tenant AND recorded_at <= :known_at AND superseded_at > :known_at
      AND kind = 'substantive' AND occurred_on <= :as_of
    GROUP BY contract_id
),
contracts AS (
    SELECT c.provider_id,
           min(c.signed_on) FILTER (WHERE c.signed_on >= s.since) AS first_contract_on,
           min(c.signed_on) FILTER (WHERE c.signed_on >= s.since AND b.contract_id IS NULL) AS idle_since,
           count(*) FILTER (WHERE c.signed_on >= :round_start) AS signed_round,
           count(*) AS signed_ever,
           count(*) FILTER (WHERE c.registered_on BETWEEN :round_start AND :as_of) AS registered_round,
           count(*) FILTER (WHERE c.registered_on BETWEEN s.since AND :as_of) AS registered_stay,
           sum(c.maintenance_months) FILTER (WHERE c.signed_on >= :round_start) AS months_round,
           sum(c.maintenance_months) AS months_ever,
           count(c.maintenance_months) FILTER (WHERE c.signed_on >= :round_start) AS maintained_round
    FROM contract c
    JOIN stay s ON s.provider_id = c.provider_id AND c.signed_on BETWEEN s.from_on AND s.until_on
    LEFT JOIN begun b ON b.contract_id = c.entry_id
    WHERE c.tenant_id = :tenant AND c.recorded_at <= :known_at AND c.superseded_at > :known_at
      AND c.kind = 'transformation' AND c.signed_on <= :as_of
    GROUP BY c.provider_id
),
served AS (
    SELECT provider_id, max(first_of_stay) AS last_new, max(first_on) AS last_new_ever,
           count(*) FILTER (WHERE last_on >= since) AS served_stay,
           count(*) FILTER (WHERE last_on >= :round_start) AS served_round
    FROM (
        SELECT c.provider_id, c.enterprise_id, s.since, min(c.signed_on) AS first_on, max(c.signed_on) AS last_on,
               min(c.signed_on) FILTER (WHERE c.signed_on >= s.since) AS first_of_stay
        FROM contract c
        JOIN stay s ON s.provider_id = c.provider_id AND c.signed_on BETWEEN s.from_on AND s.until_on
        WHERE c.tenant_id = :tenant AND c.recorded_at <= :known_at AND c.superseded_at > :known_at
          AND c.signed_on <= :as_of
        GROUP BY c.provider_id, c.enterprise_id, s.since
    ) pair GROUP BY provider_id
),
due AS (
    SELECT project.provider_id,
           count(*) FILTER (WHERE planned_on >= :round_start) AS due_round,
           count(*) FILTER (WHERE planned_on >= :round_start AND passed_on <= planned_on) AS on_time_round,
           count(*) AS due_ever
    FROM (
        SELECT provider_id, contract_id, min(planned_on) AS planned_on,
               min(accepted_on) FILTER (WHERE outcome = 'passed' AND accepted_on <= :as_of) AS passed_on
        FROM acceptance
        WHERE tenant_id = :tenant AND recorded_at <= :known_at AND superseded_at > :known_at
        GROUP BY provider_id, contract_id
    ) project
    JOIN stay s ON s.provider_id = project.provider_id AND planned_on BETWEEN s.from_on AND s.until_on
    WHERE planned_on <= :as_of
    GROUP BY project.provider_id
),
examined AS (
    SELECT provider_id,
           count(*) FILTER (WHERE accepted_on >= :round_start) AS examined_round,
           count(*) AS examined_ever,
           count(*) FILTER (WHERE accepted_on >= :round_start AND outcome = 'passed' AND level_after >= 2) AS level2_round,
           count(*) FILTER (WHERE outcome = 'passed' AND level_after >= 2) AS level2_ever,
           count(*) FILTER (WHERE accepted_on >= :round_start AND outcome = 'passed' AND level_after >= 4) AS level4_round,
           count(*) FILTER (WHERE accepted_on >= since
                            AND coalesce(level_after, 0) < 2) AS below2_stay
    FROM (
        SELECT DISTINCT ON (a.provider_id, a.enterprise_id) a.provider_id, s.since, a.accepted_on, a.outcome, a.level_after
        FROM acceptance a
        JOIN stay s ON s.provider_id = a.provider_id AND a.accepted_on BETWEEN s.from_on AND s.until_on
        WHERE a.tenant_id = :tenant AND a.recorded_at <= :known_at AND a.superseded_at > :known_at
          AND a.accepted_on <= :as_of
        ORDER BY a.provider_id DESC, a.enterprise_id DESC, a.accepted_on DESC, a.entry_id DESC
    ) last GROUP BY provider_id
),
by_state AS (
    SELECT provider_id, count(*) FILTER (WHERE outcome <> 'passed') AS failed_state
    FROM (
        SELECT DISTINCT ON (provider_id, enterprise_id) provider_id, outcome FROM acceptance
        WHERE tenant_id = :tenant AND recorded_at <= :known_at AND superseded_at > :known_at
          AND accepted_on <= :as_of AND authority IN ('province', 'nation')
        ORDER BY provider_id DESC, enterprise_id DESC, accepted_on DESC, entry_id DESC
    ) last GROUP BY provider_id
),
on_sale AS MATERIALIZED (
    SELECT provider_id, scenarios FROM product
    WHERE tenant_id = :tenant AND recorded_at <= :known_at AND superseded_at > :known_at
      AND published_on <= :as_of AND (retired_on IS NULL OR retired_on > :as_of)
),
products AS (SELECT provider_id, count(*) AS products FROM on_sale GROUP BY provider_id),
scenarios AS (
    SELECT provider_id, count(DISTINCT scenario) AS scenarios FROM on_sale, unnest(scenarios) AS scenario GROUP BY provider_id
),
answers AS (
    SELECT v.provider_id,
           count(*) FILTER (WHERE topic = 'overall' AND answer = '不满意' AND answered_on >= since) AS dissatisfied_answers,
           sum(score) FILTER (WHERE topic = 'attitude' AND answered_on >= :round_start) AS attitude_sum,
           count(score) FILTER (WHERE topic = 'attitude' AND answered_on >= :round_start) AS attitude_count,
           sum(score) FILTER (WHERE topic = 'response' AND answered_on >= :round_start) AS response_sum,
           count(score) FILTER (WHERE topic = 'response' AND answered_on >= :round_start) AS response_count,
           sum(score) FILTER (WHERE topic = 'effect' AND answered_on >= :round_start) AS effect_sum,
           count(score) FILTER (WHERE topic = 'effect' AND answered_on >= :round_start) AS effect_count
    FROM survey v
    JOIN stay s ON s.provider_id = v.provider_id AND v.answered_on BETWEEN s.from_on AND s.until_on
    WHERE v.tenant_id = :tenant AND v.recorded_at <= :known_at AND v.superseded_at > :known_at AND v.answered_on <= :as_of
    GROUP BY v.provider_id
),
verdicts AS (
    SELECT provider_id, count(*) FILTER (WHERE answer = '不满意' AND answered_on >= since) AS dissatisfied
    FROM (
        SELECT DISTINCT ON (v.provider_id, v.enterprise_id) v.provider_id, s.since, v.answered_on, v.answer
        FROM survey v
        JOIN stay s ON s.provider_id = v.provider_id AND v.answered_on BETWEEN s.from_on AND s.until_on
        WHERE v.tenant_id = :tenant AND v.recorded_at <= :known_at AND v.superseded_at > :known_at
          AND v.answered_on <= :as_of AND v.topic = 'overall'
        ORDER BY v.provider_id DESC, v.enterprise_id DESC, v.answered_on DESC, v.entry_id DESC
    ) last GROUP BY provider_id
),
asked AS (
    SELECT provider_id, count(*) FILTER (WHERE dissatisfied_on >= since) AS ever_dissatisfied,
           count(*) FILTER (WHERE last_on >= since) AS surveyed
    FROM (
        SELECT v.provider_id, s.since, max(v.answered_on) AS last_on,
               max(v.answered_on) FILTER (WHERE v.answer = '不满意') AS dissatisfied_on
        FROM survey v
        JOIN stay s ON s.provider_id = v.provider_id AND v.answered_on BETWEEN s.from_on AND s.until_on
        WHERE v.tenant_id = :tenant AND v.recorded_at <= :known_at AND v.superseded_at > :known_at
          AND v.answered_on <= :as_of AND v.topic = 'overall'
        GROUP BY v.provider_id, v.enterprise_id, s.since
    ) pair GROUP BY provider_id
),
reviews AS (
    SELECT r.provider_id, sum(score) AS expert_sum, count(*) AS expert_count
    FROM review r
    JOIN stay s ON s.provider_id = r.provider_id AND r.reviewed_on BETWEEN s.from_on AND s.until_on
    WHERE r.tenant_id = :tenant AND r.recorded_at <= :known_at AND r.superseded_at > :known_at
      AND r.reviewed_on BETWEEN :round_start AND :as_of AND topic = 'expert'
    GROUP BY r.provider_id
),
outcomes AS MATERIALIZED (
    SELECT e.about_id, e.label, e.decided_on, e.entry_id
    FROM standing e LEFT JOIN withdrawn w ON w.about_id = e.about_id
    WHERE e.kind = 'order_outcome' AND w.about_id IS NULL
),
order_days AS (
    SELECT o.provider_id, o.decided_on, o.served_on, o.due_on,
           max(e.decided_on) FILTER (WHERE e.label = 'done' AND e.decided_on <= o.due_on) AS done_on,
           min(e.decided_on) FILTER (WHERE e.label = 'refused') AS refused_on,
           min(e.decided_on) FILTER (WHERE e.label = 'recheck_failed' AND e.decided_on > o.due_on) AS failed_late_on,
           max(e.decided_on) FILTER (WHERE e.label IN ('recheck_passed', 'recheck_failed')) AS checked_on,
           (array_agg(e.label ORDER BY e.decided_on DESC, e.entry_id DESC)
                FILTER (WHERE e.label IN ('recheck_passed', 'recheck_failed')))[1] AS last_check
    FROM standing o LEFT JOIN outcomes e ON e.about_id = o.entry_id
    WHERE o.kind = 'order'
    GROUP BY o.entry_id, o.provider_id, o.decided_on, o.served_on, o.due_on
),
orders AS (
    SELECT provider_id,
           count(*) FILTER (WHERE decided_on >= since) AS orders_issued,
           count(*) FILTER (WHERE served_on BETWEEN since AND :as_of) AS orders_served,
           count(*) FILTER (WHERE refused_on BETWEEN since AND :as_of) AS refused,
           count(*) FILTER (WHERE served_on IS NOT NULL AND CASE WHEN done_on IS NULL THEN due_on + 1
               WHEN failed_late_on IS NOT NULL THEN failed_late_on
               WHEN last_check = 'recheck_failed' AND checked_on >= done_on THEN due_on + 1
               END BETWEEN since AND :as_of) AS missed,
           count(*) FILTER (WHERE coalesce(failed_late_on, CASE WHEN last_check = 'recheck_failed' THEN checked_on END)
               BETWEEN since AND :as_of) AS rechecks
    FROM order_days JOIN member USING (provider_id)
    GROUP BY provider_id
),
acts AS (
    SELECT d.provider_id,
           count(*) FILTER (WHERE kind = 'removal' AND effective_on <= :as_of) AS removals,
           count(*) FILTER (WHERE kind = 'grade' AND label = 'D' AND decided_on >= since) AS grades_d,
           count(*) FILTER (WHERE kind = 'grade' AND label = 'C' AND decided_on >= since) AS grades_c
    FROM standing d JOIN member USING (provider_id)
    GROUP BY d.provider_id
),
grade AS (
    SELECT DISTINCT ON (provider_id) provider_id, (label = 'D' AND decided_on >= since)::int AS latest_d
    FROM standing JOIN member USING (provider_id) WHERE kind = 'grade'
    ORDER BY provider_id, decided_on DESC, entry_id DESC
),
complaints AS (
    SELECT provider_id, count(*) AS upheld FROM complaint JOIN member USING (provider_id)
    WHERE tenant_id = :tenant AND recorded_at <= :known_at AND superseded_at > :known_at
      AND outcome = 'upheld' AND decided_on BETWEEN since AND :as_of
    GROUP BY provider_id
),
findings AS (
    SELECT provider_id, count(*) FILTER (WHERE kind = 'breach') AS breach, count(*) FILTER (WHERE kind = 'leak') AS leak
    FROM finding JOIN member USING (provider_id)
    WHERE tenant_id = :tenant AND recorded_at <= :known_at AND superseded_at > :known_at
      AND holds AND found_on BETWEEN since AND :as_of
    GROUP BY provider_id
),
checks AS (
    SELECT DISTINCT ON (provider_id) provider_id, holds::int AS sound FROM finding
    WHERE tenant_id = :tenant AND recorded_at <= :known_at AND superseded_at > :known_at
      AND kind = 'sound' AND found_on <= :as_of
    ORDER BY provider_id, found_on DESC, entry_id DESC
),
targets AS (
    SELECT provider_id, max(gap) AS gap
    FROM (
        SELECT DISTINCT ON (t.provider_id, t.item) t.provider_id,
               greatest(t.planned - coalesce(t.achieved, 0), 0) * 10000 / t.planned AS gap
        FROM target t
        JOIN stay s ON s.provider_id = t.provider_id AND t.due_on BETWEEN s.from_on AND s.until_on
        WHERE t.tenant_id = :tenant AND t.recorded_at <= :known_at AND t.superseded_at > :known_at AND t.due_on <= :as_of
        ORDER BY t.provider_id, t.item, t.due_on DESC, t.entry_id DESC
    ) last GROUP BY provider_id
),
records AS (
    SELECT r.provider_id, count(*) FILTER (WHERE kind = 'honour') AS honours,
           count(DISTINCT item) FILTER (WHERE kind = 'event') AS events,
           sum(amount) FILTER (WHERE kind = 'training') AS trained
    FROM record r
    JOIN stay s ON s.provider_id = r.provider_id AND r.occurred_on BETWEEN s.from_on AND s.until_on
    WHERE r.tenant_id = :tenant AND r.recorded_at <= :known_at AND r.superseded_at > :known_at
      AND r.occurred_on BETWEEN :round_start AND :as_of
    GROUP BY r.provider_id
),
concessions AS (
    SELECT provider_id, count(*) AS promised, count(*) FILTER (WHERE kept_on <= :as_of) AS kept FROM concession
    WHERE tenant_id = :tenant AND recorded_at <= :known_at AND superseded_at > :known_at AND promised_on <= :as_of
    GROUP BY provider_id
),
cases AS (
    SELECT provider_id, count(*) AS cases FROM service_case
    WHERE tenant_id = :tenant AND recorded_at <= :known_at AND superseded_at > :known_at
      AND verified_on <= :as_of AND industry IS NOT NULL AND client_size IN ('micro', 'small', 'medium')
    GROUP BY provider_id
)
SELECT member.provider_id,
       member.since - date '1970-01-01',
       coalesce(first_contract_on - date '1970-01-01', :far),
       coalesce(last_new - date '1970-01-01', -:far),
       coalesce(last_new_ever - date '1970-01-01', -:far),
       coalesce(idle_since - date '1970-01-01', :far),
       coalesce(signed_round, 0), coalesce(signed_ever, 0), coalesce(registered_round, 0), coalesce(registered_stay, 0),
       coalesce(served_stay, 0), coalesce(served_round, 0), coalesce(promised, 0), coalesce(kept, 0),
       coalesce(months_round, 0), coalesce(maintained_round, 0), coalesce(months_ever, 0),
       coalesce(due_round, 0), coalesce(on_time_round, 0), coalesce(due_ever, 0),
       coalesce(examined_round, 0), coalesce(examined_ever, 0), coalesce(failed_state, 0), coalesce(below2_stay, 0),
       coalesce(level2_round, 0), coalesce(level2_ever, 0), coalesce(level4_round, 0),
       coalesce(products, 0), coalesce(scenarios.scenarios, 0),
       coalesce(dissatisfied_answers, 0), coalesce(dissatisfied, 0), coalesce(ever_dissatisfied, 0), coalesce(surveyed, 0),
       coalesce(attitude_sum, 0), coalesce(response_sum, 0), coalesce(effect_sum, 0),
       coalesce(attitude_count, 0), coalesce(response_count, 0), coalesce(effect_count, 0),
       coalesce(expert_sum, 0), coalesce(expert_count, 0),
       coalesce(orders_issued, 0), coalesce(orders_served, 0), coalesce(refused, 0), coalesce(missed, 0),
       coalesce(rechecks, 0), coalesce(upheld, 0), coalesce(removals, 0), coalesce(grades_d, 0), coalesce(grades_c, 0),
       coalesce(latest_d, 0), coalesce(breach, 0), coalesce(leak, 0), coalesce(sound, -1), coalesce(gap, 0),
       coalesce(honours, 0), coalesce(events, 0), coalesce(trained, 0), coalesce(cases, 0)
FROM member
LEFT JOIN contracts USING (provider_id) LEFT JOIN served USING (provider_id) LEFT JOIN due USING (provider_id)
LEFT JOIN examined USING (provider_id) LEFT JOIN by_state USING (provider_id) LEFT JOIN products USING (provider_id)
LEFT JOIN scenarios USING (provider_id) LEFT JOIN answers USING (provider_id) LEFT JOIN verdicts USING (provider_id)
LEFT JOIN asked USING (provider_id) LEFT JOIN reviews USING (provider_id) LEFT JOIN acts USING (provider_id) LEFT JOIN orders USING (provider_id)
LEFT JOIN grade USING (provider_id) LEFT JOIN complaints USING (provider_id) LEFT JOIN findings USING (provider_id)
LEFT JOIN checks USING (provider_id) LEFT JOIN targets USING (provider_id) LEFT JOIN records USING (provider_id)
LEFT JOIN concessions USING (provider_id) LEFT JOIN cases USING (provider_id)
