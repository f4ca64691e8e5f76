import pg from "pg";
import { copyRows } from "#lib/database/copy-rows.ts";
import { env } from "#lib/env.ts";

/** What staging is measured against: the same cells, copied into a table of text columns without key, index or check, and committed. */
export class BareCopy {
  readonly #pool: pg.Pool;
  readonly #cells: readonly (readonly string[])[];
  readonly #columns: readonly string[];

  private constructor(pool: pg.Pool, cells: readonly (readonly string[])[], columns: readonly string[]) {
    this.#pool = pool;
    this.#cells = cells;
    this.#columns = columns;
  }

  static async start(cells: readonly (readonly string[])[]): Promise<BareCopy> {
    const columns = (cells[0] ?? []).map((_, index) => `c${index}`);
    const pool = new pg.Pool({ connectionString: env().DATABASE_URL, max: 1 });
    await pool.query(`CREATE TABLE bare (${columns.map((column) => `${column} text`).join(", ")})`);
    return new BareCopy(pool, cells, columns);
  }

  /** Milliseconds until the cells are committed. The table grows: its first row must not be found by rewriting old pages. */
  async copy(): Promise<number> {
    const client = await this.#pool.connect();
    try {
      const started = performance.now();
      await copyRows(client, "bare", this.#columns, this.#cells);
      return performance.now() - started;
    } finally {
      client.release();
    }
  }

  async stop(): Promise<void> {
    await this.#pool.query("DROP TABLE bare");
    await this.#pool.end();
  }
}
