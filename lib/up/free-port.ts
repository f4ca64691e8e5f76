import { createServer } from "node:net";

/**
 * The first free port at or after `wanted` on all interfaces; 0 lets the system choose. `promised`: a port to
 * skip, already given to something that does not listen yet.
 */
export async function findFreePort(wanted = 0, promised?: number): Promise<number> {
  for (let port = wanted; port <= 65_535; port++) {
    const free = await tryPort(port);
    if (free !== undefined && free !== promised) return free;
  }
  throw new Error(`No free port at or after ${wanted}.`);
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(undefined);
      else reject(error);
    });
    server.listen({ port, exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}
