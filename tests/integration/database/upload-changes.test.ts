import { afterAll, expect, test, vi } from "vitest";
import { stopUploadChanges, subscribeToUploads } from "#lib/database/uploads/upload-changes.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";

afterAll(() => stopUploadChanges());

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });
const uploadId = await stage(supervisor, tenantId, makePortfolio(2));
const other = await stage(supervisor, tenantId, makePortfolio(2));

async function touch(id: string): Promise<void> {
  await ownerDatabase().upload.update({ where: { id }, data: { callsMade: { increment: 1 } } });
}

test("a subscriber hears only its own upload's changes until leaving", async () => {
  const onChange = vi.fn();
  const stop = subscribeToUploads(uploadId, onChange);
  // Called once as soon as the connection listens, because earlier changes were not reported.
  await expect.poll(() => onChange.mock.calls.length).toBe(1);
  await touch(other);
  await touch(uploadId);
  await expect.poll(() => onChange.mock.calls.length).toBe(2);
  stop();
  const stillThere = vi.fn();
  const stopOther = subscribeToUploads(uploadId, stillThere);
  await touch(uploadId);
  await expect.poll(() => stillThere.mock.calls.length).toBe(1);
  expect(onChange).toHaveBeenCalledTimes(2);
  stopOther();
});

test("a cut listener reconnects and reports a possible gap", async () => {
  const onChange = vi.fn();
  const stop = subscribeToUploads(uploadId, onChange);
  await touch(uploadId);
  await expect.poll(() => onChange.mock.calls.length).toBeGreaterThan(0);
  const heard = onChange.mock.calls.length;
  await ownerDatabase().$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'wolkvox-upload-changes' AND datname = current_database()`;
  await touch(uploadId);
  await expect.poll(() => onChange.mock.calls.length).toBeGreaterThan(heard);
  const afterGap = onChange.mock.calls.length;
  await touch(uploadId);
  await expect.poll(() => onChange.mock.calls.length).toBeGreaterThan(afterGap);
  stop();
});
