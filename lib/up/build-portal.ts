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

/** Sources of the built portal, and what its standalone output has besides. Not lib/up. */
const sources = [
  "{app,components}/**/*",
  "lib/!(up)/**/*",
  "prisma/**/*",
  "lib/*.ts",
  "{next,postcss}.config.*",
  "package-lock.json",
  "tsconfig.json",
];

export function isClientGenerated(): boolean {
  return readStamp(generatedFrom) === hashOf(["prisma/schema.prisma", "node_modules/prisma/package.json"]);
}

/** Generates the Prisma client from the schema. */
export async function generateClient(): Promise<void> {
  const prisma = join(projectRoot, "node_modules/prisma/build/index.js");
  // Generating does not use the schema engine, but looks for one and would download it; any existing file will do.
  const env: StackEnvironment = {
    PATH: dirname(process.execPath),
    NODE_ENV: "production",
    // Prisma writes a note into the home folder; this folder is deleted with the packages.
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

/** Runs `next build` and stores a hash of its sources. */
export async function buildPortal(env: StackEnvironment, signal?: AbortSignal): Promise<void> {
  // Hashed before the build, so a source that changes during it makes the next start build again.
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
    // The generated client is hashed by its schema (below), not by its files.
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
