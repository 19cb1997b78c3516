// Counts results by level and site with DuckDB on two threads: each outcome, and mean, standard
// deviation, least and greatest of each component. No medians, so that it has less to do.
//
//     node summary_duckdb.mjs RESULTS.csv OUTPUT.csv
//
// PEERS names the node_modules folder that holds @duckdb/node-api, unless it lies beside this file.
import { createRequire } from "node:module";

const require = createRequire(process.env.PEERS ? `${process.env.PEERS}/` : import.meta.url);
const { DuckDBInstance } = require("@duckdb/node-api");

const [results, output] = process.argv.slice(2).map((path) => path.replaceAll("'", "''"));
const columns = ["candidate_id", "name", "site", "level", "theory", "practical", "outcome", "awarded",
  "reasons", "standard"].map((name) => `'${name}': 'VARCHAR'`).join(", ");
const outcomes = ["pass", "fail", "absent", "disqualified", "pending", "ineligible", "irregular",
  "invalid"].map((word) => `count(*) FILTER (outcome = '${word}') AS "${word}"`).join(", ");
const points = (name) => ["avg", "stddev_samp", "min", "max"]
  .map((what) => `${what}(TRY_CAST(${name} AS DOUBLE)) AS ${name}_${what}`).join(", ");
const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
const connection = await instance.connect();
await connection.run(`
  COPY (SELECT level, site, count(*) AS candidates, ${outcomes}, ${points("theory")},
               ${points("practical")}
        FROM read_csv('${results}', header = true, auto_detect = false, delim = ',', quote = '"',
                      escape = '"', columns = {${columns}})
        GROUP BY level, site ORDER BY level, site)
  TO '${output}' (HEADER)`);
connection.closeSync();
