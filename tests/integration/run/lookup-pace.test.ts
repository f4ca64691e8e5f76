import { afterAll, expect, test } from "vitest";
import { findLookupPace } from "#lib/database/calls/lookup-pace.ts";
import { newId } from "#lib/database/new-id.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });
afterAll(() => closeAll());

test("the pace of lookups is that of the latest 50 debtors, without pauses", async () => {
  const uploadId = await stage(supervisor, tenantId, makePortfolio(1));
  const batch = await ownerDatabase().batch.findFirstOrThrow({ where: { uploadId } });
  /** Of the first ten, whom the average leaves out, each has eleven obligations; the others have one. */
  const endpoints = Array.from({ length: 60 }, (_, debtor) => [
    "custom_query",
    ...Array<string>(debtor < 10 ? 11 : 1).fill("query_obligation"),
  ]).flat();
  const begun = fromNow(-3_600_000).getTime();
  let at = begun;
  await ownerDatabase().call.createMany({
    data: endpoints.map((endpoint, place) => {
      // A pause in the midst of those that count.
      at += place === endpoints.length - 20 ? 40_000 : 2_000;
      return {
        ...{ id: newId(), tenantId, uploadId, batchId: batch.id, endpoint, startedAt: new Date(at), durationMs: 5 },
        ...{ httpStatus: 200, verdict: "answered", isSettling: true, debtors: 1, replyExcerpt: "" },
      };
    }),
  });
  expect(await findLookupPace(ownerDatabase(), tenantId)).toEqual({ callsPerDebtor: 2, secondsPerCall: 2 });
});
