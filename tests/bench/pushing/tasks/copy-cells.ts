import pg from "pg";
import { portfolioHeader } from "../../reading/portfolio-rows.ts";
import { portfolioCells } from "../../reading/write-portfolio-csv.ts";
import { runTask } from "../../task.ts";
import { copyRows } from "../copy-text.ts";

/**
 * The yardstick for staging: copies the same cells from memory into a table of text columns without key,
 * index or check, and commits; once to warm up and once measured.
 */
await runTask(async ({ rows }: { rows: number }) => {
  const connectionString = process.env.DATABASE_OWNER_URL;
  const client = new pg.Client({ connectionString });
  await client.connect();
  const columns = portfolioHeader.map((_, index) => `c${index}`);
  await client.query(`CREATE TABLE IF NOT EXISTS bare (${columns.map((column) => `${column} text`).join(", ")})`);
  const cells = Array.from({ length: rows }, (_, index) => portfolioCells(index, rows));
  const pool = new pg.Pool({ connectionString, max: 1 });
  const connection = await pool.connect();
  let copyMs = 0;
  for (let turn = 0; turn < 2; turn++) {
    const started = performance.now();
    await copyRows(connection, "bare", columns, cells);
    copyMs = performance.now() - started;
  }
  connection.release();
  await pool.end();
  await client.end();
  return { rows, copyMs };
});
