import { beforeEach, expect, test } from "vitest";
import { takeUpload } from "#components/upload/kept/kept-folders.ts";
import { headOf } from "#components/upload/kept/kept-state.ts";
import { UploadKeeper } from "#components/upload/kept/upload-keeper.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { journalLine } from "#lib/spreadsheet/kept/journal.ts";
import { withPrivateFiles } from "#tests/support/kept/private-files.ts";

const name = "user.tenant.1";
const mapping = mappingSchema.parse({ columns: [{ state: "unmapped" }] });
const head = headOf({ fileName: "cartera.csv", fileBytes: 3, tenant: "Norte", fieldsDigest: "0" });
const records = [{ head }, { set: { mapping, step: "mapping", place: null }, gone: [] }, { isWhole: true }];

let files: Awaited<ReturnType<typeof withPrivateFiles>>;
beforeEach(async () => {
  files = await withPrivateFiles();
});

function resume(signal?: AbortSignal) {
  const input = { userId: "user", tenant: { id: "tenant", name: "Norte" }, fields: [] };
  return new UploadKeeper({ ...input, client: { ask: () => Promise.reject(new Error("not asked")) } }).resume(
    { name },
    signal,
  );
}

async function keep({ journal = records as readonly unknown[], hasFile = true } = {}): Promise<void> {
  const folder = await files.folder(name);
  folder.write("state", new Uint8Array(Buffer.concat(journal.map(journalLine))));
  if (hasFile) folder.write("file", new Uint8Array([65, 59, 66]));
}

test("a kept upload is taken up with its file and its state", async () => {
  await keep();
  expect(await resume()).toMatchObject({ name, head: { fileName: "cartera.csv" }, state: { step: "mapping" } });
});

test("one that is gone, or another tab's is taken", async () => {
  expect(await resume()).toBe("taken");
  await keep();
  const release = await takeUpload(name);
  expect(await resume()).toBe("taken");
  release?.();
});

test("one without its file, or with half a journal, is damaged and free again", async () => {
  await keep({ hasFile: false });
  expect(await resume()).toBe("damaged");
  await keep({ journal: records.slice(0, 1) });
  expect(await resume()).toBe("damaged");
  await keep();
  expect(await resume()).toMatchObject({ name });
});

test("one that nobody waits for any more stays free", async () => {
  await keep();
  expect(await resume(AbortSignal.abort())).toBe("aborted");
  expect(await resume()).toMatchObject({ name });
});

test("what an older portal kept in another form is damaged", async () => {
  await keep({ journal: records.with(0, { head: { ...head, schema: 1 } }) });
  expect(await resume()).toBe("damaged");
});
