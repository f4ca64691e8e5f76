import { afterAll, expect, test, vi } from "vitest";
import type { Ctx } from "#lib/services/context.ts";
import { endSessions } from "#lib/services/sessions/end-sessions.ts";
import { askEveryMs } from "#lib/services/sessions/session-ends.ts";
import { signOut } from "#lib/services/sessions/sign-out.ts";
import { watchLimits } from "#lib/services/uploads/watch-places.ts";
import { watchUpload } from "#lib/services/uploads/watch-upload.ts";
import { editUser } from "#lib/services/users/edit-user.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { inNewSession, makePortfolio, makeTeam, stage, testPassword } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { setNewPassword } from "#tests/support/people/set-new-password.ts";

afterAll(() => closeAll());

// The ends of sessions are asked for every three seconds: here as soon as one is over.
const { setTimeout: later } = globalThis;
const pauses = vi.spyOn(globalThis, "setTimeout");
pauses.mockImplementation(((work: () => void, ms?: number) => later(work, ms === askEveryMs ? 10 : ms)) as never);

const { admin, supervisor, tenantId } = await makeTeam({ server: "crm02.wolkvox.com" });
const uploadId = await stage(supervisor, tenantId, makePortfolio(2));
const { userId } = supervisor.actor;

/** What a watcher receives: the upload's details, in order, and errors. */
async function watching(ctx: Ctx) {
  const told: (string | null)[] = [];
  const errors: unknown[] = [];
  const stop = await watchUpload(ctx, {
    uploadId,
    onChange: (view) => told.push(view.stopDetail),
    onError: (error) => errors.push(error),
  });
  await expect.poll(() => told.length).toBeGreaterThan(0);
  return { told, errors, stop };
}

test.each([
  ["is disabled", { isDisabled: true }, { isDisabled: false }, "signed_out"],
  ["works for the tenant no more", { tenantIds: [] }, { tenantIds: [tenantId] }, "signed_out"],
])("a watcher who %s receives nothing more", async (why, change, undone, code) => {
  const theirs = await watching(await inNewSession(supervisor));
  const others = await watching(admin);
  await editUser(admin, { userId, ...change });
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { stopDetail: why } });
  await expect.poll(() => others.told.at(-1)).toBe(why);
  await expect.poll(() => theirs.errors).toMatchObject([{ code }]);
  expect(theirs.told).not.toContain(why);
  expect(others.errors).toEqual([]);
  theirs.stop();
  others.stop();
  await editUser(admin, { userId, ...undone });
});

test.each([
  ["signed out", (ctx: Ctx) => signOut(ctx)],
  ["signed out everywhere", () => endSessions(supervisor, {})],
  ["ended by an admin", () => endSessions(admin, { userId })],
  ["ended by a new password", () => setNewPassword(userId, `${testPassword} otra vez`)],
  ["left alone", (ctx: Ctx) => age(ctx, "activeAt", 31)],
  ["spent", (ctx: Ctx) => age(ctx, "startedAt", 12 * 60 + 1)],
])("a stream of a session %s ends by itself", async (_, end) => {
  const ctx = await inNewSession(supervisor);
  const [theirs, others] = [await watching(ctx), await watching(admin)];
  await end(ctx);
  await expect.poll(() => theirs.errors).toMatchObject([{ code: "signed_out" }]);
  expect(others.errors).toEqual([]);
  theirs.stop();
  others.stop();
});

test("a watcher whose session has ended is told so once", async () => {
  const ctx = await inNewSession(supervisor);
  const theirs = await watching(ctx);
  const others = await watching(admin);
  await signOut(ctx);
  await expect.poll(() => theirs.errors).toHaveLength(1);
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { stopDetail: "afterwards" } });
  await expect.poll(() => others.told.at(-1)).toBe("afterwards");
  // Both ways of noticing have been gone since: another change and the next round of asking.
  const again = await watching(await inNewSession(supervisor));
  await endSessions(supervisor, {});
  await expect.poll(() => again.errors).toHaveLength(1);
  expect(theirs.errors).toHaveLength(1);
  others.stop();
});

async function age({ actor }: Ctx, column: "activeAt" | "startedAt", minutes: number): Promise<void> {
  const data = { [column]: fromNow(-minutes * 60_000) };
  await ownerDatabase().session.update({ where: { id: actor?.sessionId ?? "" }, data });
}

test("a watcher learns when a read-back begins and ends", async () => {
  const { told, stop } = await watching(admin);
  for (const readBackAt of [fromNow(), null]) {
    const before = told.length;
    await ownerDatabase().batch.updateMany({ where: { uploadId }, data: { readBackAt } });
    await expect.poll(() => told.length).toBeGreaterThan(before);
  }
  stop();
});

test("a user has so many streams and no more, and each gives its place back", async () => {
  const watch = (ctx: Ctx) => watchUpload(ctx, { uploadId, onChange: () => undefined, onError: () => undefined });
  // Earlier tests have ended the supervisor's own one.
  const session = await inNewSession(supervisor);
  const stops = await Promise.all(Array.from({ length: watchLimits.ofUser }, () => watch(session)));
  await expect(watch(session)).rejects.toMatchObject({ code: "busy" });
  stops.push(await watch(admin));
  // Stopped twice, as a stream that ends while its reader leaves: one place, not two.
  stops[0]?.();
  stops[0]?.();
  stops.push(await watch(session));
  await expect(watch(session)).rejects.toMatchObject({ code: "busy" });
  for (const stop of stops) stop();
  const stop = await watch(session);
  stop();
});
