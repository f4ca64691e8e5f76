import { type Connected, connectTo } from "#lib/database/client.ts";
import { limitMs } from "#tests/support/limit.ts";

let connected: Connected | undefined;

/** What tests arrange and look up with: the owner sees every tenant. What is tested has its own role. */
export function ownerDatabase(): Connected["prisma"] {
  const { DATABASE_OWNER_URL: address } = process.env;
  // Without an address the driver would try the machine's own server.
  if (!address) throw new Error("DATABASE_OWNER_URL is not set: this process was not given the owner's address.");
  connected ??= connectTo(address, 5, { maxWait: limitMs, timeout: limitMs });
  return connected.prisma;
}

/** Closes its connections. */
export async function disconnectOwner(): Promise<void> {
  await connected?.prisma.$disconnect();
  await connected?.pool.end();
  connected = undefined;
}
