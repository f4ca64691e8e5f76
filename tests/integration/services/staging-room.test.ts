import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, test, vi } from "vitest";
import { discardStaging } from "#lib/services/uploads/discard-staging.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { beginStaging, bodyOf, chunksOf, makePortfolio, makeTeam, makeUser, stage } from "#tests/support/factories.ts";

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

  test("have so many rows between them, and each alone; discarding makes room", async () => {
    vi.stubEnv("UPLOAD_ROWS", "10");
    try {
      const { tenantId: full, supervisor } = await makeTeam({ server: "crm02.wolkvox.com" });
      const some = makePortfolio(11).slice(0, 10);
      await expect(beginStaging(supervisor, full, makePortfolio(11).slice(0, 11))).rejects.toMatchObject({
        code: "too_large",
        params: { limit: 10, unit: "rows" },
      });
      const first = await beginStaging(supervisor, full, some);
      // Whether prepared to its end or not.
      for (let each = 0; each < 3; each++) await stage(supervisor, full, some);
      await expect(beginStaging(supervisor, full, rows)).rejects.toMatchObject({
        code: "too_many_open",
        params: { limit: 40, scope: "tenant", unit: "rows" },
      });
      await discardStaging(supervisor, { uploadId: first });
      expect(await codeOf(beginStaging(supervisor, full, some))).toBe("ok");
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test("keep so many bytes between them, and each alone; what is kept stays", async () => {
    vi.stubEnv("UPLOAD_MEGABYTES", "1");
    try {
      const { tenantId: full, supervisor } = await makeTeam({ server: "crm02.wolkvox.com" });
      // What does not pack: each chunk of 40 rows takes nine tenths of a megabyte.
      const noise = () => randomBytes(22_500).toString("base64");
      const some = makePortfolio(120).map(([id = "", , ...cells]) => [id, noise(), ...cells]);
      const begun = async () => chunksOf(await beginStaging(supervisor, full, some, { rowsPerChunk: 40 }), some, 40);
      const [one, two, three] = [await begun(), await begun(), await begun()];
      const sent = async (chunk = one[0]) =>
        codeOf(receiveChunk(supervisor, { ...chunk!, body: bodyOf(chunk!.bytes) }));
      expect([await sent(one[0]), await sent(one[1])]).toEqual(["ok", "ok"]);
      await expect(receiveChunk(supervisor, one[2]!)).rejects.toMatchObject({
        code: "too_large",
        params: { limit: 1, unit: "megabytes" },
      });
      expect([await sent(two[0]), await sent(two[1]), await sent(three[0])]).toEqual(["ok", "ok", "ok"]);
      const refusal = { code: "too_many_open", params: { limit: 4, scope: "tenant", unit: "megabytes" } };
      await expect(receiveChunk(supervisor, three[1]!)).rejects.toMatchObject(refusal);
      const edits = [{ row: 0, column: 1, text: "Ana" }];
      await expect(beginStaging(supervisor, full, some, { rowsPerChunk: 40, edits })).rejects.toMatchObject(refusal);
      await discardStaging(supervisor, { uploadId: one[0]?.uploadId ?? "" });
      expect(await sent(three[1])).toBe("ok");
    } finally {
      vi.unstubAllEnvs();
    }
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
