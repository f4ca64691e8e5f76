import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "#lib/up/free-port.ts";
import { projectRoot, workerEnvironment } from "#lib/up/settings.ts";
import { browserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";

// No container engine is needed: the image's last stage is played in a folder, by the lines of the Dockerfile.
const dockerfile = readFileSync(join(projectRoot, "Dockerfile"), "utf8");
const [, image = ""] = /^FROM \S+\n([\s\S]*)$/m.exec(dockerfile.slice(dockerfile.lastIndexOf("FROM "))) ?? [];
const nobody = Number(/^USER (\d+):\d+$/m.exec(image)?.[1]);
const isRoot = process.getuid?.() === 0;

const started: ChildProcess[] = [];
let folder = "";

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "image-"));
  chmodSync(folder, 0o755);
  const copies = [...image.matchAll(/^COPY --from=build \/portal\/(\S+) (\S+)$/gm)];
  expect(copies).toHaveLength(3);
  for (const [, from = "", to = ""] of copies)
    cpSync(join(projectRoot, from), join(folder, to), { recursive: true, verbatimSymlinks: true });
});

test.afterAll(async () => {
  for (const child of started.filter(({ exitCode }) => exitCode === null)) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  rmSync(folder, { recursive: true });
});

function start(command: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const options: SpawnOptions = {
    cwd: folder,
    env: { NODE_ENV: "production", ...browserStack().env, ...env, HOME: "/nonexistent" },
    stdio: ["ignore", "pipe", "pipe"],
    ...(isRoot ? { uid: nobody, gid: nobody } : {}),
  };
  const child = spawn(process.execPath, command, options);
  started.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
  return { child, said: () => said };
}

test("the image's files run as a user without rights: portal, worker and migrations", { tag: "@deep" }, async ({
  page,
}) => {
  const migrations = start(["prisma/migrate.ts"]);
  expect(await once(migrations.child, "exit")).toEqual([0, null]);
  expect(migrations.said()).toContain("Nothing to apply.");
  const port = await findFreePort(3_900);
  const url = `http://localhost:${port}`;
  const [, command = "[]"] = /^CMD (\[.*\])$/m.exec(image) ?? [];
  const portal = start(JSON.parse(command).slice(1), { PORT: String(port), NEXTAUTH_URL: url });
  const worker = start(["lib/worker/main.ts"], workerEnvironment({ NODE_ENV: "production", ...browserStack().env }));
  await expect.poll(worker.said).toContain("worker started");
  await expect.poll(portal.said).toContain(`port ${port}`);

  await page.goto(`${url}/sign-in`);
  const { email, password } = browserStack().supervisor;
  await page.getByLabel("Correo").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.getByRole("button", { name: "Entrar" }).click();
  await expect(page).toHaveURL(`${url}/morning`);
  await page.goto(`${url}/uploads/new`);
  await expect(page.locator("input[type=file]")).toBeAttached();

  const [, check = "[]"] = /^HEALTHCHECK .*\\\n {2}CMD (\[.*\])$/m.exec(image) ?? [];
  const health = start(JSON.parse(check).slice(1), { PORT: String(port) });
  expect(await once(health.child, "exit")).toEqual([0, null]);
  if (isRoot) expect(statSync(join(folder, "lib/portal/standalone.ts")).uid).not.toBe(nobody);
  // An open page asks for its parts again and again.
  await page.close();
  for (const { child } of [portal, worker]) {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  }
});
