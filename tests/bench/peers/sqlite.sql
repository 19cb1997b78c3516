-- The routes to level 5, 4 and 3 of nos-4-04-05-03 for the sqlite3 shell, which reads this in the
-- folder of the applications and prints to standard output:
--     sqlite3 :memory: '.read sqlite.sql'
CREATE TABLE application (candidate_id TEXT, name TEXT, id_type TEXT, id_number TEXT, level TEXT,
                          applied_on TEXT);
CREATE TABLE employment (candidate_id TEXT, occupation TEXT, first_day TEXT, last_day TEXT);
CREATE TABLE certificate (candidate_id TEXT, standard TEXT, level TEXT, issued_on TEXT,
                          valid_until TEXT, number TEXT, kind TEXT, occupation TEXT,
                          revoked_on TEXT);
CREATE TABLE education (candidate_id TEXT, attainment TEXT, status TEXT, graduated_on TEXT,
                        field TEXT, programme TEXT);
CREATE TABLE apprenticeship (candidate_id TEXT, occupation TEXT, completed_on TEXT);
CREATE TABLE matching (occupation TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO matching VALUES ('4-04-05-03'), ('呼叫中心服务员'), ('电子商务师'), ('营销员'),
                            ('商品营业员'), ('人工智能训练师');
.mode csv
.import --skip 1 applications.csv application
.import --skip 1 evidence/employment.csv employment
.import --skip 1 evidence/certificate.csv certificate
.import --skip 1 evidence/education.csv education
.import --skip 1 evidence/apprenticeship.csv apprenticeship
CREATE INDEX by_candidate ON application (candidate_id);

CREATE TABLE held AS
SELECT a.rowid AS line, min(c.issued_on) AS issued_on
FROM certificate c CROSS JOIN application a USING (candidate_id)
WHERE ((a.level = '4' AND c.level = '5') OR (a.level = '3' AND c.level = '4'))
  AND (c.standard = 'nos-4-04-05-03' OR c.occupation IN matching)
  AND c.issued_on <= a.applied_on
  AND (c.valid_until = '' OR c.valid_until >= a.applied_on)
  AND (c.revoked_on = '' OR c.revoked_on > a.applied_on)
GROUP BY a.rowid;
CREATE UNIQUE INDEX held_by_line ON held (line);

CREATE TABLE study AS
SELECT a.rowid AS line,
       max(e.status IN ('graduated', 'final-year') AND e.field IN ('this', 'related')
           AND (e.attainment = 'technician-school'
                OR (e.programme = 'intermediate-skills'
                    AND e.attainment IN ('secondary-vocational', 'technician-school',
                        'senior-technician-school', 'technician-college', 'higher-vocational'))))
           AS intermediate_school,
       max(e.status IN ('graduated', 'final-year')
           AND (e.attainment IN ('senior-technician-school', 'technician-college')
                OR (e.attainment = 'higher-vocational' AND e.programme = 'senior-skills'
                    AND e.field IN ('this', 'related')))) AS senior_school,
       max(e.status = 'graduated' AND e.field IN ('this', 'related')
           AND e.attainment IN ('senior-technician-school', 'technician-college',
               'higher-vocational', 'junior-college', 'bachelor', 'master', 'doctor')) AS college
FROM education e CROSS JOIN application a USING (candidate_id)
GROUP BY a.rowid;
CREATE UNIQUE INDEX study_by_line ON study (line);

CREATE TABLE apprentice (line INTEGER PRIMARY KEY);
INSERT OR IGNORE INTO apprentice
SELECT a.rowid
FROM apprenticeship p CROSS JOIN application a USING (candidate_id)
WHERE p.occupation IN matching AND p.completed_on <= a.applied_on;

-- Gaps and islands. A day is written as line * 1000000 + days since 1970, so that one running
-- maximum serves all candidates: a job that begins later than the day after all earlier ones begins an
-- island, and the island before it ends where those had reached.
CREATE TABLE job AS
SELECT a.rowid * 1000000 + unixepoch(e.first_day) / 86400 AS first,
       a.rowid * 1000000 + unixepoch(CASE WHEN e.last_day = '' OR e.last_day > a.applied_on
                                          THEN a.applied_on ELSE e.last_day END) / 86400 AS last
FROM employment e CROSS JOIN application a USING (candidate_id)
WHERE e.occupation IN matching AND e.first_day <= a.applied_on;
CREATE TABLE island AS
SELECT first / 1000000 AS line, first % 1000000 AS begin_day,
       coalesce(lead(reach) OVER (ORDER BY first), (SELECT max(last) FROM job)) % 1000000 + 1
           AS end_day
FROM (SELECT first, max(last) OVER (ORDER BY first ROWS BETWEEN UNBOUNDED PRECEDING
                                    AND 1 PRECEDING) AS reach
      FROM job)
WHERE reach IS NULL OR reach < first - 1;

-- Months are counted from the year, month and day; one is complete on the day of the month on which
-- it began, or on the last one.
CREATE TABLE service (line INTEGER PRIMARY KEY, months INTEGER, months_after INTEGER);
INSERT INTO service
WITH clipped AS (
    SELECT line, begin_day, end_day, 1 AS is_all, 0 AS is_after FROM island
    UNION ALL
    SELECT line, max(begin_day, unixepoch(issued_on) / 86400 + 1), end_day, 0, 1
    FROM island JOIN held USING (line)
    WHERE end_day > unixepoch(issued_on) / 86400 + 1
),
texts AS MATERIALIZED (
    SELECT line, is_all, is_after, date(begin_day * 86400, 'unixepoch') AS begin_day,
           date(end_day * 86400, 'unixepoch') AS end_day
    FROM clipped
),
dated AS MATERIALIZED (
    SELECT line, is_all, is_after, end_day,
           (substr(end_day, 1, 4) - substr(begin_day, 1, 4)) * 12 + substr(end_day, 6, 2)
               - substr(begin_day, 6, 2) AS months,
           CAST(substr(begin_day, 9, 2) AS INTEGER) AS first,
           CAST(substr(end_day, 9, 2) AS INTEGER) AS last
    FROM texts
),
counted AS (
    SELECT line, is_all, is_after,
           CASE WHEN first <= last OR date(end_day, '+1 day', 'start of month') > end_day
                THEN months ELSE months - 1 END AS months,
           CASE WHEN first <= last THEN last - first
                WHEN date(end_day, '+1 day', 'start of month') > end_day THEN 0
                ELSE last + max(0, substr(date(end_day, 'start of month', '-1 day'), 9, 2) - first)
           END AS rest
    FROM dated
)
SELECT line, sum(months * is_all) + sum(rest * is_all) / 30,
       sum(months * is_after) + sum(rest * is_after) / 30
FROM counted
GROUP BY line;

.separator , "\n"
.headers on
WITH known AS (
    SELECT a.rowid AS line, a.*, issued_on, coalesce(months, 0) AS months,
           coalesce(months_after, 0) AS months_after, apprentice.line IS NOT NULL AS done,
           coalesce(intermediate_school, 0) AS intermediate_school,
           coalesce(senior_school, 0) AS senior_school, coalesce(college, 0) AS college
    FROM application a
    LEFT JOIN service ON service.line = a.rowid
    LEFT JOIN held ON held.line = a.rowid
    LEFT JOIN study ON study.line = a.rowid
    LEFT JOIN apprentice ON apprentice.line = a.rowid
),
verdict AS (
    SELECT *,
           CASE level
               WHEN '5' THEN CASE WHEN months >= 12 THEN 1 WHEN done THEN 2 END
               WHEN '4' THEN CASE WHEN months_after >= 48 THEN 1 WHEN months >= 72 THEN 2
                                  WHEN intermediate_school THEN 3 END
               WHEN '3' THEN CASE WHEN months_after >= 60 THEN 1
                                  WHEN issued_on IS NOT NULL AND senior_school THEN 2
                                  WHEN months_after >= 24 AND college THEN 3 END
           END AS route
    FROM known
)
SELECT candidate_id, name, id_type, id_number, level, applied_on,
       CASE WHEN route IS NULL THEN 'ineligible' ELSE 'eligible' END AS eligibility, route,
       CASE level
           WHEN '5' THEN '(1) ' || months || ' of 12 months; (2) '
               || CASE WHEN done THEN 'apprenticeship' ELSE 'no apprenticeship' END
           WHEN '4' THEN '(1) '
               || CASE WHEN issued_on IS NULL THEN 'no certificate'
                       ELSE months_after || ' of 48 months after ' || issued_on END
               || '; (2) ' || months || ' of 72 months; (3) '
               || CASE WHEN intermediate_school THEN 'education' ELSE 'no education' END
           WHEN '3' THEN '(1) '
               || CASE WHEN issued_on IS NULL THEN 'no certificate'
                       ELSE months_after || ' of 60 months after ' || issued_on END
               || '; (2) '
               || CASE WHEN issued_on IS NULL THEN 'no certificate' ELSE 'certificate' END
               || CASE WHEN senior_school THEN ', education' ELSE ', no education' END
               || '; (3) '
               || CASE WHEN issued_on IS NULL THEN 'no certificate'
                       ELSE months_after || ' of 24 months after ' || issued_on END
               || CASE WHEN college THEN ', education' ELSE ', no education' END
       END AS reasons
FROM verdict
ORDER BY line;
