// Loaded first by the Node processes of a test run: appends each warning of the process and each error that nobody
// caught, as a line of JSON, to the file that PORTAL_TEST_WARNINGS names. JavaScript, because stripping types would
// cost each process a tenth of a second.
import { appendFileSync } from "node:fs";
import { createRequire } from "node:module";
import util from "node:util";

/** @type {Readonly<Record<string, string>>} */
const reportedEvents = {
  warning: "warning",
  unhandledRejection: "unhandled rejection",
  uncaughtExceptionMonitor: "uncaught error",
};

/**
 * @param {string} kind
 * @param {unknown} what
 */
export function report(kind, what) {
  const file = process.env.PORTAL_TEST_WARNINGS;
  if (file === undefined) return;
  const text = what instanceof Error ? util.inspect(what) : String(what);
  try {
    appendFileSync(file, `${JSON.stringify({ kind, text, by: process.argv.slice(1).join(" ") })}\n`);
  } catch {
    // Whoever wanted to know has ended, and the folder with him.
  }
}

const loaded = Symbol.for("wolkvox-upload-portal.report-warnings");
if (!Reflect.has(process, loaded)) {
  Reflect.set(process, loaded, true);
  // Not by listeners: one for rejections would keep the process from ending of them.
  process.emit = new Proxy(process.emit, {
    apply(emit, self, args) {
      const kind = reportedEvents[args[0]];
      if (kind !== undefined) report(kind, args[1]);
      return Reflect.apply(emit, self, args);
    },
  });
  // Node tells of a deprecated call once in a process: the test that made the next one would be green.
  util.deprecate = (call, message) => {
    // pg's client is being loaded: it asks for this one.
    if (/already executing a query/.test(message)) queueMicrotask(tellBusyConnections);
    return new Proxy(call, {
      apply(called, self, args) {
        process.emitWarning(message, "DeprecationWarning");
        return Reflect.apply(called, self, args);
      },
    });
  };
}

/** pg warns of a query behind one that waits; a query behind one that is under way it takes without a word. */
function tellBusyConnections() {
  const { prototype } = createRequire(import.meta.url)("pg/lib/client.js");
  prototype.query = new Proxy(prototype.query, {
    apply(query, client, args) {
      if (client._getActiveQuery() && client._queryQueue.length === 0 && !client.pipeline)
        process.emitWarning("client.query() was called while the client was executing a query");
      return Reflect.apply(query, client, args);
    },
  });
}
