import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { fromNow } from "#tests/support/from-now.ts";

const leftAt = new Map<string, Date>();

/** Makes all sessions of a user look unused for so many minutes. */
export async function leaveAlone(email: string, minutes: number): Promise<void> {
  const activeAt = fromNow(-minutes * 60_000);
  leftAt.set(email, activeAt);
  await ownerDatabase().session.updateMany({ where: { user: { email } }, data: { activeAt } });
}

/** Whether nobody has worked in any session of a user since `leaveAlone`: reporting input makes its time the present. */
export async function isLeftAlone(email: string): Promise<boolean> {
  const sessions = await ownerDatabase().session.findMany({ where: { user: { email } } });
  const left = leftAt.get(email)?.getTime();
  return sessions.every(({ activeAt }) => activeAt.getTime() === left);
}
