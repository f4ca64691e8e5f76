import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
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

/** A process that finds a port and does not listen on it, as `up` while it builds. */
async function finder(wanted: number) {
  const file = join(import.meta.dirname, "../../../lib/up/free-port.ts");
  const script = `const { findFreePort } = await import(${JSON.stringify(file)});
    console.log(await findFreePort(${wanted}));
    setInterval(() => undefined, 1_000);`;
  const found = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = (await once(found.stdout, "data")) as [Buffer];
  const end = async (signal: NodeJS.Signals) => {
    found.kill(signal);
    await once(found, "exit");
  };
  return { port: Number(said.toString()), end };
}

test("of several processes that look at once, each gets a port of its own, until it ends", async () => {
  const wanted = await findFreePort(22_000);
  const found = await Promise.all(Array.from({ length: 4 }, () => finder(wanted + 1)));
  const ports = found.map(({ port }) => port).sort();
  try {
    expect(new Set(ports).size).toBe(4);
    expect(Math.min(...ports)).toBeGreaterThan(wanted);
    expect(await findFreePort(wanted)).toBe(wanted);
    expect(ports).not.toContain(await findFreePort(wanted + 1));
  } finally {
    // Nothing that a killed one leaves is in the way.
    await Promise.all(found.map(({ end }) => end("SIGKILL")));
  }
  const again = await finder(Math.min(...ports));
  await again.end("SIGTERM");
  expect(again.port).toBe(Math.min(...ports));
});
