import { expect, test } from "vitest";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { workOnce } from "#tests/support/runs/work-once.ts";

// An answer means the same for pace, day and log, whichever query it is given to.

const { host, control, staged } = await runStage({ env: { WOLKVOX_PROBE_SECONDS: "1" }, hasWorker: false });

const questions = ["token_information", "custom_query"] as const;
const lost = {
  match: { endpoint: "massive_collections" },
  action: { do: "reset", when: "after_applying" },
} as const;

/** A slice in which one query gets this answer; the load before a lookup loses its answer. */
async function answeredWith(endpoint: (typeof questions)[number], status: number, text: string) {
  await ownerDatabase().serverPace.deleteMany();
  const { supervisor, tenantId, uploadId } = await staged(1);
  await control.setFaults([lost, { match: { endpoint }, action: { do: "status", status, text } }]);
  await confirmUpload(supervisor, { uploadId });
  await workOnce(tenantId);
  const [line] = await ownerDatabase().call.findMany({ where: { tenantId, endpoint } });
  return { tenantId, verdict: line?.verdict };
}

test.each(questions)("a rate limit without a time closes for 30 s: %s", async (endpoint) => {
  const { verdict } = await answeredWith(endpoint, 429, "TOO MANY REQUESTS");
  expect(verdict).toBe("rate_limited");
  const { closedAt, closedUntil } = await ownerDatabase().serverPace.findUniqueOrThrow({ where: { server: host } });
  expect((closedUntil?.getTime() ?? 0) - (closedAt?.getTime() ?? 0)).toBe(30_000);
});

test.each(questions)("a spent day is stored after any query: %s", async (endpoint) => {
  const { tenantId, verdict } = await answeredWith(endpoint, 403, "TOKEN LIMIT EXCEEDED");
  expect(verdict).toBe("quota_spent");
  expect(await ownerDatabase().tokenBudget.findUniqueOrThrow({ where: { tenantId } })).toMatchObject({ available: 0 });
});

test.each(questions)("a load's reply to a query is unreadable: %s", async (endpoint) => {
  const summary = { total_records_received: 0, successful_inserts: 0, failed_count: 0, failed_Sumary: [] };
  const { verdict } = await answeredWith(endpoint, 200, JSON.stringify({ code: "200", success: true, summary }));
  expect(verdict).toBe("reply_not_json");
});
