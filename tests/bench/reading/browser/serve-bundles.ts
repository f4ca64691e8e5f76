import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";

const sources = {
  page: new URL("page.ts", import.meta.url),
  papaparse: new URL("papaparse.worker.ts", import.meta.url),
  worker: new URL("../../../../lib/spreadsheet/workbench/workbench.worker.ts", import.meta.url),
  // The worker loads it by this name.
  "digest.worker": new URL("../../../../lib/spreadsheet/workbench/digest.worker.ts", import.meta.url),
};

const html =
  '<!doctype html><meta charset="utf-8"><title>bench</title><input type="file"><script type="module" src="page.js"></script>';

/** Bundles the page and its workers and serves them on a free port of this machine only. */
export async function serveBundles(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "upload-portal-bench-page-"));
  for (const [name, source] of Object.entries(sources)) {
    await build({
      input: { [name]: fileURLToPath(source) },
      cwd: fileURLToPath(new URL("../../../../", import.meta.url)),
      platform: "browser",
      logLevel: "silent",
      output: { dir: folder, format: "esm", minify: true, chunkFileNames: `${name}-[hash].js` },
    });
  }
  const server = createServer(async (request, response) => {
    const name = request.url === "/" ? null : (request.url ?? "").slice(1).replace(/\.ts$/, ".js");
    if (name === null) {
      response.writeHead(200, { "content-type": "text/html" }).end(html);
    } else if (/^[\w.-]+\.js$/.test(name)) {
      const script = await readFile(join(folder, name)).catch(() => null);
      response.writeHead(script === null ? 404 : 200, { "content-type": "text/javascript" }).end(script ?? "");
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}
