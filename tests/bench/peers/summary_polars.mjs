// Counts results by level and site with polars on two threads: each outcome, and mean, standard
// deviation, least and greatest of each component. No medians, so that it has less to do.
//
//     node summary_polars.mjs RESULTS.csv OUTPUT.csv
//
// PEERS names the node_modules folder that holds nodejs-polars, unless it lies beside this file.
import { createRequire } from "node:module";

process.env.POLARS_MAX_THREADS ??= "2";
const require = createRequire(process.env.PEERS ? `${process.env.PEERS}/` : import.meta.url);
const pl = require("nodejs-polars");
const { col, lit } = pl;

const [results, output] = process.argv.slice(2);
const columns = ["candidate_id", "name", "site", "level", "theory", "practical", "outcome", "awarded",
  "reasons", "standard"];
const schema = Object.fromEntries(columns.map((name) => [name, pl.Utf8]));
const outcomes = ["pass", "fail", "absent", "disqualified", "pending", "ineligible", "irregular",
  "invalid"].map((word) => col("outcome").eq(lit(word)).sum().alias(word));
const points = (name) => [
  col(name).mean().alias(`${name}_mean`), col(name).std().alias(`${name}_std`),
  col(name).min().alias(`${name}_min`), col(name).max().alias(`${name}_max`)];

pl.scanCSV(results, { schema })
  .select(col("level"), col("site"), col("outcome"), col("theory").cast(pl.Float64),
    col("practical").cast(pl.Float64))
  .groupBy(["level", "site"])
  .agg(pl.len().alias("candidates"), ...outcomes, ...points("theory"), ...points("practical"))
  .sort(["level", "site"])
  .sinkCSV(output)
  .collectSync({ engine: "streaming" });
