import type { MorningArrangement } from "#lib/domain/views/morning-view.ts";
import type { Transaction } from "../client.ts";

/** How the user left the morning page; the caller checks what it says. Null: as it comes. */
export async function findMorning(db: Transaction, userId: string): Promise<unknown> {
  const user = await db.user.findFirst({ where: { id: userId }, select: { morning: true } });
  return user?.morning ?? null;
}

export async function setMorning(
  db: Transaction,
  userId: string,
  { tenantId, order }: MorningArrangement,
): Promise<void> {
  await db.user.updateMany({ where: { id: userId }, data: { morning: { tenantId, order } } });
}
