import { type Connected, connectTo } from "#lib/database/client.ts";

let connected: Connected | undefined;

/** What tests arrange and look up with: the owner sees every tenant. What is tested has its own role. */
export function ownerDatabase(): Connected["prisma"] {
  connected ??= connectTo(process.env.DATABASE_OWNER_URL ?? "", 5);
  return connected.prisma;
}

/** Closes its connections. */
export async function disconnectOwner(): Promise<void> {
  await connected?.prisma.$disconnect();
  await connected?.pool.end();
  connected = undefined;
}
