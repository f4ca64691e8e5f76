import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

test("an interrupted chaos run ends its processes and database", async () => {
  const mark = `CHAOS_TEST_MARK=${randomUUID()}`;
  const temporary = mkdtempSync(join(tmpdir(), "portal-interrupted-"));
  // The database server's user must be able to enter the folder.
  chmodSync(temporary, 0o711);
  const { DATABASE_URL: _, ...inherited } = process.env;
  const [name = "", value = ""] = mark.split("=");
  const run = spawn(process.execPath, ["tests/chaos/run.ts", "--only", "kill -9 of random workers"], {
    env: { ...inherited, LOG_LEVEL: "error", TMPDIR: temporary, [name]: value },
    stdio: "ignore",
  });
  const ended = once(run, "exit");
  // The database with its own processes, two CRM sandboxes and four workers.
  const workers = () => marked(mark).filter((command) => command.includes("lib/worker/main.ts"));
  await expect.poll(workers).toHaveLength(4);
  expect(marked(mark).filter((command) => command.includes("wolkvox-sandbox")).length).toBe(2);
  const data = marked(mark)
    .map((command) => /postgres -D (\S+)/.exec(command)?.[1])
    .find((folder) => folder !== undefined);
  expect(existsSync(data ?? "")).toBe(true);

  run.kill("SIGINT");
  const [code] = await ended;
  expect(code).toBe(130);
  await expect.poll(() => marked(mark)).toEqual([]);
  expect(existsSync(data ?? "")).toBe(false);
  const left = readdirSync(temporary).filter((file) => file.startsWith("portal-"));
  // Where processes note their ports is everybody's, and has none of theirs.
  expect(
    left.flatMap((file) => (file.startsWith("portal-ports-") ? readdirSync(join(temporary, file)) : [file])),
  ).toEqual([]);
  rmSync(temporary, { recursive: true });
});

/** Command lines of the processes that were started with this text in their environment. */
function marked(mark: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, "utf8").includes(mark)) return [];
        return [readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")];
      } catch {
        // The process has ended since, or belongs to another user.
        return [];
      }
    });
}
