import { onTestDatabase } from "../database/on-test-database.ts";
import { ownerDatabase } from "../database/owner-database.ts";

/** A place at a server's gate; times are ms by the database's clock. */
export interface NotedPlace {
  /** Its time. */
  readonly at: number;
  /** When it was taken. */
  readonly takenAt: number;
  /** Whether the gate was closed: its caller tries the CRM. */
  readonly isProbe: boolean;
}

/** From now on this file's database notes every place that its gates hand out, to whichever process. */
export async function notePlaces() {
  await onTestDatabase((client) =>
    client.query(`
      CREATE TABLE noted_place (server text, at timestamptz, taken_at timestamptz, is_probe boolean);
      CREATE FUNCTION note_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $body$
      BEGIN
        INSERT INTO public.noted_place VALUES (NEW.server, NEW."nextAt" - NEW."intervalMs" * interval '1 millisecond', now(),
          TG_OP = 'UPDATE' AND NEW."closedUntil" IS NOT NULL);
        RETURN NULL;
      END $body$;
      CREATE TRIGGER note_first AFTER INSERT ON "ServerPace" FOR EACH ROW EXECUTE FUNCTION note_place();
      CREATE TRIGGER note_next AFTER UPDATE ON "ServerPace" FOR EACH ROW
        WHEN (NEW."nextAt" IS DISTINCT FROM OLD."nextAt") EXECUTE FUNCTION note_place();`),
  );
  return {
    forget: () => ownerDatabase().$executeRaw`DELETE FROM noted_place`,
    /** Those of a server, in their order. */
    of: (server: string) => ownerDatabase().$queryRaw<NotedPlace[]>`
      SELECT (extract(epoch FROM at) * 1000)::float8 AS at, (extract(epoch FROM taken_at) * 1000)::float8 AS "takenAt",
        is_probe AS "isProbe" FROM noted_place WHERE server = ${server} ORDER BY noted_place.at, taken_at`,
  };
}
