-- Grades $scores under pts-152010301-01 and writes to $output what certrec grade writes. Cells are
-- read as text, so that they come through as they came, but for quotes.
create macro kind(cell) as case
  when cell is null then 1
  when cell in ('absent', '缺考') then 2
  when cell in ('disqualified', '违纪') then 3
  when cell::decimal(9, 4) >= 60 then -1
  else 0 end;
create macro reason(name, cell, kind, worst) as case
  when kind <> worst or worst < 0 then null
  when worst = 0 then name || ' ' || format('{:g}', cell::double) || ' is below 60 by '
    || format('{:g}', (60 - cell::decimal(9, 4))::double) || ' (1.9.2)'
  when worst = 1 then name || ' is not yet scored'
  when worst = 2 then 'absent from ' || name
  else 'disqualified in ' || name end;
copy (
  select candidate_id, name, site, level, theory, practical,
    case worst when -1 then 'pass' when 0 then 'fail' when 1 then 'pending' when 2 then 'absent'
      else 'disqualified' end as outcome,
    case when worst < 0 then level end as awarded,
    nullif(concat_ws('; ', reason('theory', theory, a, worst),
                     reason('practical', practical, b, worst)), '') as reasons,
    'pts-152010301-01' as standard
  from (
    select *, greatest(a, b) as worst from (
      select *, kind(theory) as a, kind(practical) as b
      from read_csv('$scores', header = true, all_varchar = true)))
) to '$output' (header, delimiter ',');
