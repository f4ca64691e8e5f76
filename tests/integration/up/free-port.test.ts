import { createServer } from "node:net";
import { expect, test } from "vitest";
import { findFreePort } from "#lib/up/free-port.ts";

test("skips ports taken or promised to another process", async () => {
  const wanted = await findFreePort(20_000);
  const promised = await findFreePort(wanted, wanted);
  expect(promised).toBeGreaterThan(wanted);
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen({ port: wanted, exclusive: true }, resolve));
  try {
    expect(await findFreePort(wanted)).toBeGreaterThan(wanted);
  } finally {
    await new Promise((resolve) => taken.close(resolve));
  }
});
