import { once } from "node:events";
import { join } from "node:path";
import { printProgress } from "./progress.ts";
import {
  endLeftovers,
  forgetRunning,
  isStillRunning,
  knownProcess,
  readRunning,
  workerSettings,
  writeRunning,
} from "./running-file.ts";
import { givenEnvironment, projectRoot } from "./settings.ts";
import { type Stack, startStack } from "./stack.ts";
import { StopFailed } from "./stop-all.ts";

const dataFolder = join(projectRoot, ".data");
const progress = printProgress();
const given = givenEnvironment();
const isDevelopment = process.argv.includes("--watch");
/** Before the packages were installed, if they were. */
const startedAt = Number(given.BOOTSTRAP_STARTED_AT ?? Date.now());

const before = readRunning(dataFolder);
if (before !== undefined && isStillRunning(before.up)) {
  console.error(`The portal already runs from this folder (process ${before.up.pid}): ${before.url}`);
  process.exit(1);
}
if (before !== undefined) await endLeftovers(before.children);

let exitCode = 0;
let isStopped = true;
const end = new AbortController();
let askedAt = 0;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    // npm, the shell and the terminal each pass Ctrl-C on, so several within two seconds count as one.
    if (askedAt !== 0 && performance.now() - askedAt > 2000)
      progress.say("Still stopping: the worker finishes the call it has in flight.");
    askedAt ||= performance.now();
    end.abort();
  });
}
// The process that started this one was killed and could not pass on a signal: nothing else would ever stop
// the stack.
const parent = process.ppid;
const watch = setInterval(() => process.ppid !== parent && end.abort(), 1000);

try {
  const stack = await startStack({
    dataFolder,
    given,
    port: Number(given.PORT ?? 3000),
    isDemo: given.SEED_DEMO !== "0",
    hasPast: true,
    isDevelopment,
    workers: 1,
    progress,
    signal: end.signal,
    onProcesses: ({ url, env, ownerUrl, children }) =>
      writeRunning(dataFolder, {
        url,
        ownerUrl,
        env: workerSettings(env),
        up: knownProcess("up", process.pid),
        children: children.flatMap(({ name, process: { pid } }) =>
          pid === undefined ? [] : [knownProcess(name, pid)],
        ),
      }),
  });
  announce(stack);
  if (!end.signal.aborted) await once(end.signal, "abort");
  progress.say("");
  await progress.step("Stopping", stack.stop);
} catch (error) {
  isStopped = !(error instanceof StopFailed);
  // A start that was interrupted fails in some way, and that is no error.
  if (!end.signal.aborted || error instanceof StopFailed) {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    exitCode = 1;
  }
}
clearInterval(watch);
// The next start ends what could not be stopped.
if (isStopped) forgetRunning(dataFolder);
process.exit(exitCode);

function announce({ url, sandboxUrl, people, firstRunCode }: Stack): void {
  const widest = Math.max(0, ...people.map(({ email }) => email.length));
  const signIns = people.map(
    ({ role, email, password, isKnown }) =>
      `  ${role.padEnd(12)}${email.padEnd(widest + 2)}${isKnown ? password : "(a password of their own)"}`,
  );
  const lines = [
    "",
    `The portal is ready after ${((Date.now() - startedAt) / 1000).toFixed(0)} s:  ${url}`,
    "",
    ...(signIns.length === 0 ? [] : [...signIns, ""]),
    ...(firstRunCode === undefined
      ? []
      : [
          `  First run   ${url}/first-run`,
          `  Code        ${firstRunCode} (makes the first administrator, once, within 24 h)`,
          "",
        ]),
    ...(sandboxUrl === undefined ? [] : [`  CRM         ${sandboxUrl} (a sandbox: nothing leaves this machine)`]),
    `  Data        ${dataFolder}`,
    `  Logs        ${join(dataFolder, "logs")}`,
    "",
    ...(isDevelopment ? ["Changes are followed: pages reload, worker and sandbox start again."] : []),
    "Ctrl-C stops everything; the data stays.",
  ];
  progress.say(lines.join("\n"));
}
