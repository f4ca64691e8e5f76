import { expect, test, vi } from "vitest";

vi.mock("#lib/server/current-ctx.ts", () => ({ currentCtx: async () => ({ actor: null, address: null }) }));
const { defineRoute } = await import("#lib/server/define-route.ts");

test.each([
  ["GET", false],
  ["HEAD", true],
])("a stream that %s asked for is let go at once: %s", async (method, isLetGo) => {
  const cancel = vi.fn();
  const route = defineRoute(async () => new Response(new ReadableStream({ cancel })));
  const answer = await route(new Request("http://x/api/x", { method }), { params: Promise.resolve({}) });
  expect([answer.status, cancel.mock.calls.length]).toEqual([200, isLetGo ? 1 : 0]);
});
