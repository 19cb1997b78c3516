// Decides a folder of applications with polars on two threads: the routes to level 5, 4 and 3 of
// nos-4-04-05-03.
//
//     node polars.mjs FOLDER OUTPUT.csv
//
// PEERS names the node_modules folder that holds nodejs-polars, unless it lies beside this file.
import { createRequire } from "node:module";

process.env.POLARS_MAX_THREADS ??= "2";
const require = createRequire(process.env.PEERS ? `${process.env.PEERS}/` : import.meta.url);
const pl = require("nodejs-polars");
const { col, lit, when } = pl;

const [folder, output] = process.argv.slice(2);
const words = (...names) => Object.fromEntries(names.map((name) => [name, pl.Utf8]));
const dates = (...names) => Object.fromEntries(names.map((name) => [name, pl.Date]));
const scan = (file, schema) => pl.scanCSV(`${folder}/${file}.csv`, { schema });
const matching = col("occupation").isIn([
  "4-04-05-03", "呼叫中心服务员", "电子商务师", "营销员", "商品营业员", "人工智能训练师",
]);
const int = (number) => lit(number).cast(pl.Int32); // a bare number is a float to polars
const days = (expression) => expression.cast(pl.Int32);

const application = scan("applications", {
  ...words("candidate_id", "name", "id_type", "id_number", "level"),
  ...dates("applied_on"),
}).withRowIndex("line");
const judged = application.select("line", "candidate_id", "level", "applied_on");

const held = scan("evidence/certificate", {
  ...words("candidate_id", "standard"),
  held_level: pl.Utf8,
  ...dates("issued_on", "valid_until"),
  ...words("number", "kind", "occupation"),
  ...dates("revoked_on"),
})
  .filter(col("standard").eq(lit("nos-4-04-05-03")).or(matching))
  .join(judged, { on: "candidate_id", how: "inner" })
  .filter(
    col("level").eq(lit("4")).and(col("held_level").eq(lit("5")))
      .or(col("level").eq(lit("3")).and(col("held_level").eq(lit("4"))))
      .and(col("issued_on").ltEq(col("applied_on")))
      .and(col("valid_until").isNull().or(col("valid_until").gtEq(col("applied_on"))))
      .and(col("revoked_on").isNull().or(col("revoked_on").gt(col("applied_on")))),
  )
  .groupBy("line")
  .agg(col("issued_on").min());

const studying = col("status").isIn(["graduated", "final-year"]);
const fitting = col("field").isIn(["this", "related"]);
const study = scan("evidence/education", {
  ...words("candidate_id", "attainment", "status"),
  ...dates("graduated_on"),
  ...words("field", "programme"),
})
  .select(
    col("candidate_id"),
    studying.and(fitting).and(
      col("attainment").eq(lit("technician-school")).or(
        col("programme").eq(lit("intermediate-skills")).and(col("attainment").isIn([
          "secondary-vocational", "technician-school", "senior-technician-school",
          "technician-college", "higher-vocational",
        ])),
      ),
    ).alias("intermediate_school"),
    studying.and(
      col("attainment").isIn(["senior-technician-school", "technician-college"]).or(
        col("attainment").eq(lit("higher-vocational"))
          .and(col("programme").eq(lit("senior-skills"))).and(fitting),
      ),
    ).alias("senior_school"),
    col("status").eq(lit("graduated")).and(fitting).and(col("attainment").isIn([
      "senior-technician-school", "technician-college", "higher-vocational", "junior-college",
      "bachelor", "master", "doctor",
    ])).alias("college"),
  )
  .join(judged.select("line", "candidate_id"), { on: "candidate_id", how: "inner" })
  .groupBy("line")
  .agg(col("intermediate_school").any(), col("senior_school").any(), col("college").any());

const apprentice = scan("evidence/apprenticeship", {
  ...words("candidate_id", "occupation"),
  ...dates("completed_on"),
})
  .filter(matching)
  .join(judged, { on: "candidate_id", how: "inner" })
  .filter(col("completed_on").ltEq(col("applied_on")))
  .groupBy("line")
  .agg(lit(true).alias("done").first());

// Gaps and islands. A day is written as line * kLine + day, so that one running maximum serves all
// candidates: a job that begins later than the day after all earlier ones begins an island, and the
// island before it ends where those had reached.
const kLine = 1_000_000;
const at = (day) => col("line").cast(pl.Int64).mul(int(kLine)).add(days(day));
const island = scan("evidence/employment", {
  ...words("candidate_id", "occupation"),
  ...dates("from", "to"),
})
  .filter(matching)
  .join(judged, { on: "candidate_id", how: "inner" })
  .filter(col("from").ltEq(col("applied_on")))
  .select(
    col("line"),
    col("applied_on"),
    at(col("from")).alias("first"),
    at(pl.minHorizontal([col("to").fillNull(col("applied_on")), col("applied_on")])).alias("last"),
  )
  .sort("first")
  .withColumns(col("last").cumMax().alias("reach"), col("last").max().alias("end_of_all"))
  .withColumns(col("reach").shift(1).fillNull(int(-1)).alias("reach"))
  .filter(col("reach").lt(col("first").sub(int(1))))
  .select(
    col("line"),
    col("first").sub(at(int(0))).cast(pl.Int32).cast(pl.Date).alias("begin"),
    col("reach").shift(-1).fillNull(col("end_of_all")).sub(at(int(0))).add(int(1))
      .cast(pl.Date).alias("end"),
  );

/// Whole months of [begin, end) and the days that remain, named `months` and `rest` + suffix. A
/// month is complete on the day of the month on which it began, or on the last one.
const count = (begin, end, suffix) => {
  const day = end.dt.day().cast(pl.Int32);
  const begun = begin.dt.day().cast(pl.Int32);
  const complete = begun.ltEq(day).or(
    days(end).add(int(1)).cast(pl.Date).dt.day().eq(int(1)));
  const before = days(end).sub(day).cast(pl.Int32).cast(pl.Date).dt.day().cast(pl.Int32);
  const positive = (value) => when(value.gt(int(0))).then(value).otherwise(int(0));
  return [
    end.dt.year().sub(begin.dt.year()).mul(int(12))
      .add(end.dt.month().cast(pl.Int32)).sub(begin.dt.month().cast(pl.Int32))
      .sub(complete.not().cast(pl.Int32)).alias(`months${suffix}`),
    when(begin.isNull()).then(int(0))
      .when(complete).then(positive(day.sub(begun)))
      .otherwise(positive(before.sub(begun)).add(day)).alias(`rest${suffix}`),
  ];
};
const after = days(col("issued_on")).add(int(1));
const service = island
  .join(held, { on: "line", how: "left" })
  .withColumns(
    when(days(col("end")).gt(after))
      .then(when(days(col("begin")).gt(after)).then(days(col("begin"))).otherwise(after))
      .otherwise(lit(null)).cast(pl.Int32).cast(pl.Date).alias("after"),
  )
  .select(
    col("line"),
    ...count(col("begin"), col("end"), ""),
    ...count(col("after"), col("end"), "_after"),
  )
  .groupBy("line")
  .agg(col("months").sum(), col("rest").sum(), col("months_after").sum(), col("rest_after").sum())
  .select(
    col("line"),
    col("months").add(col("rest").div(int(30))).alias("months"),
    col("months_after").add(col("rest_after").div(int(30))).alias("months_after"),
  );

const level = (name) => col("level").eq(lit(name));
const certified = col("issued_on").isNotNull();
const say = (truth, yes, no) => when(truth).then(lit(yes)).otherwise(lit(no));
const served = (needed) =>
  when(certified).then(pl.format(`{} of ${needed} months after {}`, "months_after", "issued_on"))
    .otherwise(lit("no certificate"));
const verdicts = application
  .join(service, { on: "line", how: "left" })
  .join(held, { on: "line", how: "left" })
  .join(study, { on: "line", how: "left" })
  .join(apprentice, { on: "line", how: "left" })
  .withColumns(
    col("months").fillNull(int(0)),
    col("months_after").fillNull(int(0)),
    col("done").fillNull(false),
    col("intermediate_school").fillNull(false),
    col("senior_school").fillNull(false),
    col("college").fillNull(false),
  )
  .withColumns(
    when(level("5").and(col("months").gtEq(int(12)))).then(int(1))
      .when(level("5").and(col("done"))).then(int(2))
      .when(level("4").and(col("months_after").gtEq(int(48)))).then(int(1))
      .when(level("4").and(col("months").gtEq(int(72)))).then(int(2))
      .when(level("4").and(col("intermediate_school"))).then(int(3))
      .when(level("3").and(col("months_after").gtEq(int(60)))).then(int(1))
      .when(level("3").and(certified).and(col("senior_school"))).then(int(2))
      .when(level("3").and(col("months_after").gtEq(int(24))).and(col("college"))).then(int(3))
      .otherwise(lit(null)).alias("route"),
    when(level("5"))
      .then(pl.format("(1) {} of 12 months; (2) {}", "months",
        say(col("done"), "apprenticeship", "no apprenticeship")))
      .when(level("4"))
      .then(pl.format("(1) {}; (2) {} of 72 months; (3) {}", served(48), "months",
        say(col("intermediate_school"), "education", "no education")))
      .otherwise(pl.format("(1) {}; (2) {}, {}; (3) {}, {}", served(60),
        say(certified, "certificate", "no certificate"),
        say(col("senior_school"), "education", "no education"), served(24),
        say(col("college"), "education", "no education")))
      .alias("reasons"),
  )
  .sort("line")
  .select(
    "candidate_id", "name", "id_type", "id_number", "level", "applied_on",
    say(col("route").isNull(), "ineligible", "eligible").alias("eligibility"), "route", "reasons",
  );
verdicts.collectSync({ engine: "streaming" }).writeCSV(output);
