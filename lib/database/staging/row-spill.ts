import { BinaryRows } from "../binary-rows.ts";
import { copyBinary } from "../copy-binary.ts";
import { type SqlClient, sql } from "../sql-text.ts";

/**
 * Rows' texts set aside by run in a temporary table, which only this transaction sees and which is dropped
 * with it; it is never logged. See decision 7.
 */
export class RowSpill {
  readonly #client: SqlClient;
  readonly #rows = new BinaryRows(1024 * 1024);

  private constructor(client: SqlClient) {
    this.#client = client;
  }

  static async create(client: SqlClient): Promise<RowSpill> {
    await client.query(sql`CREATE TEMPORARY TABLE row_spill (run int, place int, texts text) ON COMMIT DROP`);
    // Read once and soon: compressing would take longer than writing.
    await client.query(sql`ALTER TABLE row_spill ALTER COLUMN texts SET STORAGE EXTERNAL`);
    return new RowSpill(client);
  }

  /** `texts` are UTF-8. */
  async write(pieces: Iterable<readonly [run: number, place: number, texts: Uint8Array]>): Promise<void> {
    for (const [run, place, texts] of pieces) {
      this.#rows.row(3);
      this.#rows.int4(run);
      this.#rows.int4(place);
      this.#rows.raw(texts);
    }
    await copyBinary(this.#client, "row_spill", ["run", "place", "texts"], this.#rows);
  }

  /** Creates the index, after everything is written. */
  async close(): Promise<void> {
    await this.#client.query(sql`CREATE INDEX ON row_spill (run, place)`);
  }

  /** A run's texts by place, one at a time. */
  async *read(run: number): AsyncGenerator<string> {
    for (let after = -1; ; ) {
      const { rows } = await this.#client.query<{ place: number; texts: string }>(
        sql`SELECT place, texts FROM row_spill WHERE run = $1 AND place > $2 ORDER BY place LIMIT 16`,
        [run, after],
      );
      for (const { texts } of rows) yield texts;
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.place;
    }
  }
}
