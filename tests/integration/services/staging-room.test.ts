import { afterAll, describe, expect, test, vi } from "vitest";
import { discardStaging } from "#lib/services/uploads/discard-staging.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { beginStaging, makePortfolio, makeTeam, makeUser } from "#tests/support/factories.ts";

const { tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });
const rows = makePortfolio(1);
afterAll(() => closeAll());

const codeOf = (begun: Promise<unknown>) =>
  begun.then(
    () => "ok",
    (error) => error.code,
  );

describe("uploads under preparation", () => {
  test("are at most ten per user; discarding makes room", async () => {
    const [user, other] = [await makeUser("supervisor", [tenantId]), await makeUser("supervisor", [tenantId])];
    const codes = await Promise.all(Array.from({ length: 13 }, () => codeOf(beginStaging(user, tenantId, rows))));
    expect(codes.filter((code) => code === "ok")).toHaveLength(10);
    expect(codes.filter((code) => code === "too_many_open")).toHaveLength(3);
    await expect(beginStaging(user, tenantId, rows)).rejects.toMatchObject({ params: { limit: 10, scope: "user" } });
    expect(await codeOf(beginStaging(other, tenantId, rows))).toBe("ok");
    const [first] = await ownerDatabase().upload.findMany({ where: { createdById: user.actor.userId }, take: 1 });
    await discardStaging(user, { uploadId: first?.id ?? "" });
    expect(await codeOf(beginStaging(user, tenantId, rows))).toBe("ok");
  });

  test("do not count if abandoned a day ago", async () => {
    const user = await makeUser("supervisor", [tenantId]);
    for (let index = 0; index < 10; index++) await beginStaging(user, tenantId, rows);
    expect(await codeOf(beginStaging(user, tenantId, rows))).toBe("too_many_open");
    await ownerDatabase().$executeRaw`
      UPDATE "Upload" SET "createdAt" = now() - interval '25 hours' WHERE "createdById" = ${user.actor.userId}::uuid`;
    expect(await codeOf(beginStaging(user, tenantId, rows))).toBe("ok");
  });

  test("are at most forty per tenant", async () => {
    const { tenantId: crowded, admin } = await makeTeam({ server: "crm02.wolkvox.com" });
    for (let each = 0; each < 4; each++) {
      const user = await makeUser("supervisor", [crowded]);
      for (let index = 0; index < 10; index++) await beginStaging(user, crowded, rows);
    }
    await expect(beginStaging(admin, crowded, rows)).rejects.toMatchObject({
      code: "too_many_open",
      params: { limit: 40, scope: "tenant" },
    });
  });

  test("are limited in starts per minute, even if discarded", async () => {
    vi.stubEnv("UPLOAD_STARTS_PER_MINUTE", "5");
    try {
      const user = await makeUser("supervisor", [tenantId]);
      for (let index = 0; index < 5; index++)
        await discardStaging(user, { uploadId: await beginStaging(user, tenantId, rows) });
      // As if they were begun in an hour: however long this takes, all are of the last minute.
      await ownerDatabase().$executeRaw`
        UPDATE "Upload" SET "createdAt" = now() + interval '1 hour' WHERE "createdById" = ${user.actor.userId}::uuid`;
      const left = async () => {
        const [row] = await ownerDatabase().$queryRaw<{ seconds: number }[]>`
          SELECT extract(epoch FROM min("createdAt") - clock_timestamp())::float8 + 60 AS seconds FROM "Upload"
          WHERE "createdById" = ${user.actor.userId}::uuid`;
        return Math.ceil(row?.seconds ?? Number.NaN);
      };
      const most = await left();
      const held = await beginStaging(user, tenantId, rows).catch((error) => error);
      expect(held.code).toBe("throttled");
      expect(held.params.retryAfterSeconds).toBeLessThanOrEqual(most);
      expect(held.params.retryAfterSeconds).toBeGreaterThanOrEqual(await left());
      await ownerDatabase().$executeRaw`
        UPDATE "Upload" SET "createdAt" = now() - interval '61 seconds' WHERE "createdById" = ${user.actor.userId}::uuid`;
      expect(await codeOf(beginStaging(user, tenantId, rows))).toBe("ok");
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
