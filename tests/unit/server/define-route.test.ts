import { expect, test, vi } from "vitest";

vi.mock("#lib/server/current-ctx.ts", () => ({ currentCtx: async () => ({ actor: null, address: null }) }));
const lines: [string, ...unknown[]][] = [];
vi.mock("#lib/services/operations/open-log.ts", () => ({
  openLog: () => ({
    info: (marks: object) => lines.push(["info", marks]),
    error: (marks: object) => lines.push(["error", marks]),
  }),
}));
// Test files share their modules: another one may have loaded these with the log as it is.
vi.resetModules();
const { bodyOf } = await import("#lib/server/read-body.ts");
const { defineRoute } = await import("#lib/server/define-route.ts");

test.each([
  ["GET", false],
  ["HEAD", true],
])("a stream requested by %s is cancelled at once: %s", async (method, isLetGo) => {
  const cancel = vi.fn();
  const route = defineRoute(async () => new Response(new ReadableStream({ cancel })));
  const answer = await route(new Request("http://x/api/x", { method }), { params: Promise.resolve({}) });
  expect([answer.status, cancel.mock.calls.length]).toEqual([200, isLetGo ? 1 : 0]);
});

test("a body broken off is logged once as aborted", async () => {
  lines.length = 0;
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (pulled++ === 0) controller.enqueue(new Uint8Array(10));
      else controller.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
    },
  });
  const route = defineRoute(async (_ctx, _params, request) => {
    for await (const _part of bodyOf(request.body ?? new ReadableStream(), 100));
    return new Response("read");
  });
  const init = { method: "POST", body, duplex: "half" };
  await route(new Request("http://x/api/x", init as RequestInit), { params: Promise.resolve({}) });
  expect(lines).toMatchObject([["info", { route: "POST /api/x", outcome: "aborted" }]]);
});
