// Grades scores under pts-152010301-01 with DuckDB on two threads.
//
//     node grade_duckdb.mjs SCORES.csv OUTPUT.csv
//
// PEERS names the node_modules folder that holds @duckdb/node-api, unless it lies beside this file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.env.PEERS ? `${process.env.PEERS}/` : import.meta.url);
const { DuckDBInstance } = require("@duckdb/node-api");

const [scores, output] = process.argv.slice(2);
const quoted = (path) => path.replaceAll("'", "''");
const sql = readFileSync(new URL("grade_duckdb.sql", import.meta.url), "utf8")
  .replaceAll("$scores", quoted(scores))
  .replaceAll("$output", quoted(output));
const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
const connection = await instance.connect();
await connection.run(sql);
connection.closeSync();
