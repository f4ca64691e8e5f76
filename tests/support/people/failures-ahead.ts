import { expect } from "vitest";
import { ownerDatabase } from "../database/owner-database.ts";

const aheadSeconds = 3_600;

/**
 * From now on failed attempts of this file's database count as made an hour later than they are: nobody's wait is over
 * before a test says so, however long its guesses take. The database's triggers are left alone but for this one.
 */
export async function failAhead(): Promise<void> {
  await ownerDatabase().$executeRaw`
    CREATE FUNCTION fail_ahead() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
      NEW.at := NEW.at + interval '1 hour';
      RETURN NEW;
    END
    $body$`;
  await ownerDatabase().$executeRaw`
    CREATE TRIGGER fail_ahead BEFORE INSERT ON "SignInAttempt" FOR EACH ROW
    WHEN (NEW.at > now() - interval '30 minutes') EXECUTE FUNCTION fail_ahead()`;
}

/** Makes the account's failures so many seconds older than just now, from when they count as made later. */
export const failedAgo = (email: string, seconds: number) => ownerDatabase().$executeRaw`
  UPDATE "SignInAttempt" SET at = at - ${aheadSeconds + seconds}::int * interval '1 second'
  WHERE email = ${email} AND at > now() + interval '30 minutes'`;

/** Expects that a guess is held, for so many seconds from the account's last failure on. */
export async function expectHeld(email: string, guess: () => Promise<unknown>, seconds: number): Promise<void> {
  const left = async () => {
    const [row] = await ownerDatabase().$queryRaw<{ seconds: number }[]>`
      SELECT extract(epoch FROM max(at) - clock_timestamp())::float8 AS seconds FROM "SignInAttempt" WHERE email = ${email}`;
    return Math.ceil((row?.seconds ?? Number.NaN) + seconds);
  };
  const most = await left();
  const held = await guess().then(
    () => null,
    (error) => error,
  );
  const least = await left();
  expect(held).toMatchObject({ code: "throttled" });
  expect(held.params.retryAfterSeconds).toBeLessThanOrEqual(most);
  expect(held.params.retryAfterSeconds).toBeGreaterThanOrEqual(least);
}
