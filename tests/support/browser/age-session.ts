import { database } from "#lib/database/client.ts";

/** As if nobody had worked for so long in any session of a user's. */
export async function leaveAlone(email: string, minutes: number): Promise<void> {
  const activeAt = new Date(Date.now() - minutes * 60_000);
  await database().session.updateMany({ where: { user: { email } }, data: { activeAt } });
}

/** How many minutes ago somebody worked in the session of a user with this one only. */
export async function minutesAlone(email: string): Promise<number> {
  const { activeAt } = await database().session.findFirstOrThrow({
    where: { user: { email } },
    orderBy: { id: "desc" },
  });
  return (Date.now() - activeAt.getTime()) / 60_000;
}
