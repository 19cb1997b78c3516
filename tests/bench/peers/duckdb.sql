-- The routes to level 5, 4 and 3 of nos-4-04-05-03 for DuckDB.
-- $folder and $output are filled in by duckdb.mjs.
COPY (
WITH application AS (
    SELECT (row_number() OVER ())::INTEGER AS line, *
    FROM read_csv('$folder/applications.csv', header = true, auto_detect = false, columns = {
        'candidate_id': 'VARCHAR', 'name': 'VARCHAR', 'id_type': 'VARCHAR', 'id_number': 'VARCHAR',
        'level': 'VARCHAR', 'applied_on': 'DATE'})
),
judged AS (SELECT line, candidate_id, level, applied_on FROM application),
held AS (
    SELECT line, min(issued_on) AS issued_on
    FROM read_csv('$folder/evidence/certificate.csv', header = true, auto_detect = false, columns = {
        'candidate_id': 'VARCHAR', 'standard': 'VARCHAR', 'level': 'VARCHAR', 'issued_on': 'DATE',
        'valid_until': 'DATE', 'number': 'VARCHAR', 'kind': 'VARCHAR', 'occupation': 'VARCHAR',
        'revoked_on': 'DATE'}) AS certificate
    JOIN judged USING (candidate_id)
    WHERE ((judged.level = '4' AND certificate.level = '5')
           OR (judged.level = '3' AND certificate.level = '4'))
      AND (standard = 'nos-4-04-05-03'
           OR occupation IN ('4-04-05-03', '呼叫中心服务员', '电子商务师', '营销员', '商品营业员',
                             '人工智能训练师'))
      AND issued_on <= applied_on
      AND (valid_until IS NULL OR valid_until >= applied_on)
      AND (revoked_on IS NULL OR revoked_on > applied_on)
    GROUP BY line
),
study AS (
    SELECT candidate_id,
           bool_or(status IN ('graduated', 'final-year') AND field IN ('this', 'related')
                   AND (attainment = 'technician-school'
                        OR (programme = 'intermediate-skills'
                            AND attainment IN ('secondary-vocational', 'technician-school',
                                'senior-technician-school', 'technician-college',
                                'higher-vocational')))) AS intermediate_school,
           bool_or(status IN ('graduated', 'final-year')
                   AND (attainment IN ('senior-technician-school', 'technician-college')
                        OR (attainment = 'higher-vocational' AND programme = 'senior-skills'
                            AND field IN ('this', 'related')))) AS senior_school,
           bool_or(status = 'graduated' AND field IN ('this', 'related')
                   AND attainment IN ('senior-technician-school', 'technician-college',
                       'higher-vocational', 'junior-college', 'bachelor', 'master', 'doctor'))
               AS college
    FROM read_csv('$folder/evidence/education.csv', header = true, auto_detect = false, columns = {
        'candidate_id': 'VARCHAR', 'attainment': 'VARCHAR', 'status': 'VARCHAR',
        'graduated_on': 'DATE', 'field': 'VARCHAR', 'programme': 'VARCHAR'})
    GROUP BY candidate_id
),
apprentice AS (
    SELECT DISTINCT candidate_id, true AS done
    FROM read_csv('$folder/evidence/apprenticeship.csv', header = true, auto_detect = false,
        columns = {'candidate_id': 'VARCHAR', 'occupation': 'VARCHAR', 'completed_on': 'DATE'})
    JOIN judged USING (candidate_id)
    WHERE occupation IN ('4-04-05-03', '呼叫中心服务员', '电子商务师', '营销员', '商品营业员',
                         '人工智能训练师')
      AND completed_on <= applied_on
),
job AS (
    SELECT line, "from" AS first_day, least(coalesce("to", applied_on), applied_on) AS last_day
    FROM read_csv('$folder/evidence/employment.csv', header = true, auto_detect = false, columns = {
        'candidate_id': 'VARCHAR', 'occupation': 'VARCHAR', 'from': 'DATE', 'to': 'DATE'})
    JOIN judged USING (candidate_id)
    WHERE occupation IN ('4-04-05-03', '呼叫中心服务员', '电子商务师', '营销员', '商品营业员',
                         '人工智能训练师')
      AND "from" <= applied_on
),
-- Gaps and islands: a job that begins later than the day after all earlier ones begins an island,
-- and the island before it ends where those had reached.
reached AS (
    SELECT line, first_day,
           max(last_day) OVER earlier AS reach,
           max(last_day) OVER (PARTITION BY line) AS last_reach
    FROM job
    WINDOW earlier AS (PARTITION BY line ORDER BY first_day
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
island AS (
    SELECT line, first_day,
           coalesce(lead(reach) OVER (PARTITION BY line ORDER BY first_day), last_reach)
               + 1 AS end_day
    FROM reached
    WHERE reach IS NULL OR reach < first_day - 1
),
clipped AS (
    SELECT line, first_day, end_day,
           CASE WHEN end_day > issued_on + 1
                THEN greatest(first_day, issued_on + 1) END AS after_day
    FROM island
    LEFT JOIN held USING (line)
),
counted AS (
    SELECT *, datesub('month', first_day, end_day)::INTEGER AS months,
           datesub('month', after_day, end_day)::INTEGER AS months_after
    FROM clipped
),
service AS (
    SELECT line,
           sum(months) + sum(end_day - (first_day + to_months(months))::DATE) // 30 AS months,
           sum(months_after)
               + sum(end_day - (after_day + to_months(months_after))::DATE) // 30 AS months_after
    FROM counted
    GROUP BY line
),
known AS (
    SELECT application.*, held.issued_on, coalesce(months, 0)::INTEGER AS months,
           coalesce(months_after, 0)::INTEGER AS months_after, coalesce(done, false) AS done,
           coalesce(intermediate_school, false) AS intermediate_school,
           coalesce(senior_school, false) AS senior_school, coalesce(college, false) AS college
    FROM application
    LEFT JOIN service USING (line)
    LEFT JOIN held USING (line)
    LEFT JOIN study USING (candidate_id)
    LEFT JOIN apprentice USING (candidate_id)
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
ORDER BY line
) TO '$output' (FORMAT csv, HEADER);
