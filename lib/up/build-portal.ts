import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { projectRoot, type StackEnvironment } from "./settings.ts";

const run = promisify(execFile);
const generated = join(projectRoot, "lib/database/generated");
const builtFrom = join(projectRoot, ".next/built-from");
const generatedFrom = join(generated, "generated-from");

/** What the built portal is made of. Not lib/up, lib/worker and lib/portal, which run from their sources. */
const sources = [
  "{app,components}/**/*",
  "lib/!(up|worker|portal)/**/*",
  "lib/*.ts",
  "*.config.*",
  "package-lock.json",
  "tsconfig.json",
];

export function isClientGenerated(): boolean {
  return readStamp(generatedFrom) === hashOf(["prisma/schema.prisma", "node_modules/prisma/package.json"]);
}

/** Writes the Prisma client from the schema. */
export async function generateClient(): Promise<void> {
  const prisma = join(projectRoot, "node_modules/prisma/build/index.js");
  // Generating needs no schema engine, but looks for one and would download it; any file by that name is enough.
  const env: StackEnvironment = {
    PATH: dirname(process.execPath),
    NODE_ENV: "production",
    // Prisma leaves a note in the home folder; this one is thrown away with the packages.
    HOME: join(projectRoot, "node_modules/.cache"),
    PRISMA_SCHEMA_ENGINE_BINARY: prisma,
    CHECKPOINT_DISABLE: "1",
  };
  await runOrTell([prisma, "generate"], env);
  writeStamp(generatedFrom, hashOf(["prisma/schema.prisma", "node_modules/prisma/package.json"]));
}

export function isPortalBuilt(): boolean {
  return existsSync(join(projectRoot, ".next/BUILD_ID")) && readStamp(builtFrom) === hashOf(sources);
}

/** `next build`, remembering what it was built from. */
export async function buildPortal(env: StackEnvironment, signal?: AbortSignal): Promise<void> {
  // Taken before: a source that changes during the build makes the next start build again.
  const hash = hashOf(sources);
  await runOrTell(["node_modules/next/dist/bin/next", "build"], { ...env, NEXT_TELEMETRY_DISABLED: "1" }, signal);
  writeStamp(builtFrom, hash);
}

async function runOrTell(args: readonly string[], env: StackEnvironment, signal?: AbortSignal): Promise<void> {
  try {
    await run(process.execPath, args, {
      cwd: projectRoot,
      env,
      maxBuffer: 64 * 1024 * 1024,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    signal?.throwIfAborted();
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${args.join(" ")} failed:\n${`${stdout}\n${stderr}`.trim().split("\n").slice(-40).join("\n")}`, {
      cause: error,
    });
  }
}

function hashOf(patterns: readonly string[]): string {
  const hash = createHash("sha256").update(process.version);
  const files = globSync([...patterns], { cwd: projectRoot, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const file of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    // Only this project's own words about the generated client: its schema.
    if (file.startsWith(generated)) continue;
    hash.update(`${file.slice(projectRoot.length)}\0`).update(readFileSync(file));
  }
  return hash.update(readFileSync(join(projectRoot, "prisma/schema.prisma"))).digest("hex");
}

function readStamp(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function writeStamp(file: string, hash: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, hash);
}
