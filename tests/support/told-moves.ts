import pg from "pg";
import { batchMoves } from "#lib/domain/outcome/batch-state.ts";
import { uploadMoves } from "#lib/domain/outcome/upload-state.ts";

/**
 * Makes a database refuse any move of an upload or a batch that the domain's tables of moves lack. Queries
 * and SQL functions cannot read those tables, so every test on such a database checks them. (The portal's own
 * database already refuses wrong moves of records.)
 */
export async function refuseUntoldMoves(url: string): Promise<void> {
  const tables: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
    Upload: uploadMoves,
    Batch: batchMoves,
  };
  const told = Object.entries(tables).flatMap(([kind, moves]) =>
    Object.entries(moves).flatMap(([before, afters]) => afters.map((after) => ({ kind, before, after }))),
  );
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      CREATE SCHEMA told;
      GRANT USAGE ON SCHEMA told TO PUBLIC;
      CREATE TABLE told.moves (kind text, before text, after text, PRIMARY KEY (kind, before, after));
      GRANT SELECT ON told.moves TO PUBLIC;
      CREATE FUNCTION told.refuse_move() RETURNS trigger LANGUAGE plpgsql AS $body$
      BEGIN
        IF NOT EXISTS (SELECT FROM told.moves WHERE (kind, before, after) = (TG_TABLE_NAME, OLD.state::text, NEW.state::text)) THEN
          RAISE EXCEPTION '% % moves from % to %, which its table of moves does not tell', TG_TABLE_NAME, OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'told_moves';
        END IF;
        RETURN NEW;
      END
      $body$`);
    for (const table of ["Upload", "Batch"])
      await client.query(`CREATE TRIGGER "${table}_move_is_told" BEFORE UPDATE OF state ON "${table}" FOR EACH ROW
        WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION told.refuse_move()`);
    await client.query(
      "INSERT INTO told.moves SELECT * FROM json_to_recordset($1) AS m(kind text, before text, after text)",
      [JSON.stringify(told)],
    );
  } finally {
    await client.end();
  }
}
