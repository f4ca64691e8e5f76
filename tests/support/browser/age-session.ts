import { ownerDatabase } from "#tests/support/database/owner-database.ts";

/** Makes all sessions of a user look unused for so many minutes. */
export async function leaveAlone(email: string, minutes: number): Promise<void> {
  const activeAt = new Date(Date.now() - minutes * 60_000);
  await ownerDatabase().session.updateMany({ where: { user: { email } }, data: { activeAt } });
}

/** Minutes since somebody worked in the newest session of a user. */
export async function minutesAlone(email: string): Promise<number> {
  const { activeAt } = await ownerDatabase().session.findFirstOrThrow({
    where: { user: { email } },
    orderBy: { id: "desc" },
  });
  return (Date.now() - activeAt.getTime()) / 60_000;
}
