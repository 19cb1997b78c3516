// Grades scores under pts-152010301-01 with polars on two threads.
//
//     node grade_polars.mjs SCORES.csv OUTPUT.csv
//
// Cells are read as text, so that they come through as they came, but for quotes; what is compared
// with the mark is a float. PEERS names the node_modules folder that holds nodejs-polars, unless it
// lies beside this file.
import { createRequire } from "node:module";

process.env.POLARS_MAX_THREADS ??= "2";
const require = createRequire(process.env.PEERS ? `${process.env.PEERS}/` : import.meta.url);
const pl = require("nodejs-polars");
const { col, lit, when } = pl;

const [scores, output] = process.argv.slice(2);
const columns = ["candidate_id", "name", "site", "level", "theory", "practical"];
const schema = Object.fromEntries(columns.map((name) => [name, pl.Utf8]));
const int = (number) => lit(number).cast(pl.Int32); // a bare number is a float to polars
const is = (expression, number) => expression.eq(int(number));

const kind = (name) =>
  when(col(name).isNull()).then(int(1))
    .when(col(name).isIn(["absent", "缺考"])).then(int(2))
    .when(col(name).isIn(["disqualified", "违纪"])).then(int(3))
    .when(col(name).cast(pl.Float64).gtEq(lit(60))).then(int(-1))
    .otherwise(int(0));
// 54.0 and 54.50 are told as 54 and 54.5.
const shortest = (name) =>
  when(col(name).str.contains("\\."))
    .then(col(name).str.replace("0+$", "").str.replace("\\.$", ""))
    .otherwise(col(name));
const missing = (name) =>
  lit(60).sub(col(name).cast(pl.Float64)).round(4).cast(pl.Utf8).str.replace("\\.0$", "");
const reason = (name, own) =>
  when(col(own).neq(col("worst")).or(col("worst").lt(int(0)))).then(lit(""))
    .when(is(col("worst"), 0))
    .then(pl.concatString([lit(`${name} `), shortest(name), lit(" is below 60 by "), missing(name),
      lit(" (1.9.2)")], ""))
    .when(is(col("worst"), 1)).then(lit(`${name} is not yet scored`))
    .when(is(col("worst"), 2)).then(lit(`absent from ${name}`))
    .otherwise(lit(`disqualified in ${name}`));

pl.scanCSV(scores, { schema })
  .withColumns(kind("theory").alias("a"), kind("practical").alias("b"))
  .withColumns(when(col("a").gt(col("b"))).then(col("a")).otherwise(col("b")).alias("worst"))
  .withColumns(reason("theory", "a").alias("first"), reason("practical", "b").alias("second"))
  .select(
    ...columns.map((name) => col(name)),
    when(is(col("worst"), -1)).then(lit("pass"))
      .when(is(col("worst"), 0)).then(lit("fail"))
      .when(is(col("worst"), 1)).then(lit("pending"))
      .when(is(col("worst"), 2)).then(lit("absent"))
      .otherwise(lit("disqualified")).alias("outcome"),
    when(col("worst").lt(int(0))).then(col("level")).otherwise(lit(null)).alias("awarded"),
    when(col("worst").lt(int(0))).then(lit(null))
      .when(col("first").eq(lit(""))).then(col("second"))
      .when(col("second").eq(lit(""))).then(col("first"))
      .otherwise(pl.concatString([col("first"), col("second")], "; ")).alias("reasons"),
    lit("pts-152010301-01").alias("standard"),
  )
  .sinkCSV(output)
  .collectSync({ engine: "streaming" });
