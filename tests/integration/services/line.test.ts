import { afterAll, expect, test } from "vitest";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { resumeUpload } from "#lib/services/uploads/resume-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { watchUpload } from "#lib/services/uploads/watch-upload.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";

afterAll(() => closeAll());

const { supervisor, tenantId } = await makeTeam({ server: "crm02.wolkvox.com" });
const other = await makeTeam({ server: "crm03.wolkvox.com" });

async function confirmed(team: typeof other | { supervisor: typeof supervisor; tenantId: string }, debtors: number) {
  const fileName = `banco ${debtors}.csv`;
  const uploadId = await stage(team.supervisor, team.tenantId, makePortfolio(debtors), { fileName });
  await confirmUpload(team.supervisor, { uploadId });
  return uploadId;
}

test("a queued upload shows the uploads before it, live", async () => {
  // Another tenant's upload is not in the line.
  await confirmed(other, 9);
  const first = await confirmed({ supervisor, tenantId }, 2);
  const second = await confirmed({ supervisor, tenantId }, 3);
  const third = await confirmed({ supervisor, tenantId }, 4);
  expect((await showUpload(supervisor, { uploadId: first })).line).toBeUndefined();
  expect((await showUpload(supervisor, { uploadId: third })).line).toEqual({
    ahead: 2,
    before: { id: second, fileName: "banco 3.csv", state: "queued" },
    held: null,
  });

  const told: UploadView["line"][] = [];
  const stop = await watchUpload(supervisor, {
    uploadId: third,
    onChange: ({ line }) => told.push(line),
    onError: (error) => expect.unreachable(String(error)),
  });
  await expect.poll(() => told.length).toBeGreaterThan(0);
  await pauseUpload(supervisor, { uploadId: second });
  await expect.poll(() => told.at(-1)?.held?.id).toBe(second);
  await resumeUpload(supervisor, { uploadId: second });
  await expect.poll(() => told.at(-1)?.held).toBeNull();
  // The first is not next to the third, and still it holds the line up.
  await pauseUpload(supervisor, { uploadId: first });
  await expect.poll(() => told.at(-1)?.held?.id).toBe(first);
  await resumeUpload(supervisor, { uploadId: first });
  await expect.poll(() => told.at(-1)).toMatchObject({ ahead: 2, held: null });
  await ownerDatabase().upload.update({ where: { id: second }, data: { state: "cancelled" } });
  await expect.poll(() => told.at(-1)).toMatchObject({ ahead: 1, before: { id: first } });
  stop();
});
