import { beforeEach, expect, test, vi } from "vitest";
import { countKept, eraseAllOf, eraseKept, eraseOld, takeUpload } from "#components/upload/kept/kept-folders.ts";
import { headOf } from "#components/upload/kept/kept-state.ts";
import { countUnfinished, listKept } from "#components/upload/kept/kept-uploads.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { journalLine } from "#lib/spreadsheet/kept/journal.ts";
import { keptFolders } from "#lib/spreadsheet/kept/kept-folder.ts";
import { withPrivateFiles } from "#tests/support/kept/private-files.ts";

let files: Awaited<ReturnType<typeof withPrivateFiles>>;
beforeEach(async () => {
  files = await withPrivateFiles();
});

const records = [
  { head: headOf({ fileName: "cartera.csv", fileBytes: 3, tenant: "Norte", fieldsDigest: "0" }) },
  { set: { mapping: mappingSchema.parse({ columns: [{ state: "unmapped" }] }), step: "mapping" }, gone: [] },
  { isWhole: true },
];

async function keep(...names: readonly string[]): Promise<void> {
  for (const name of names) await keepAs(name, records);
}

async function keepAs(name: string, noted: readonly object[]): Promise<void> {
  (await files.folder(name)).write("state", new Uint8Array(Buffer.concat(noted.map(journalLine))));
}

const listed = async () => (await listKept("ana")).map(({ name }) => name);

test("what signing out cannot erase is erased at the next start, and nothing else", async () => {
  await keep("ana.norte.1", "ana.norte.2", "eva.norte.3");
  files.root.held.add("ana.norte.2");
  await eraseAllOf("ana");
  expect(await keptFolders()).toEqual(["ana.norte.2", "eva.norte.3"]);
  expect(await eraseOld()).toBe(1);
  files.root.held.clear();
  expect(await eraseOld()).toBe(0);
  expect(await keptFolders()).toEqual(["eva.norte.3"]);
});

test("one that is thrown away and cannot be erased is listed no more, and counted until it is gone", async () => {
  await keep("ana.norte.1", "ana.norte.2");
  expect((await listed()).toSorted()).toEqual(["ana.norte.1", "ana.norte.2"]);
  files.root.held.add("ana.norte.1");
  expect(await eraseKept("ana.norte.1")).toBe("next_time");
  expect(await listed()).toEqual(["ana.norte.2"]);
  expect(await countKept("ana")).toBe(2);
  files.root.held.clear();
  expect(await eraseKept("ana.norte.2")).toBe("now");
  expect(await listed()).toEqual([]);
  expect(await countKept("ana")).toBe(0);
});

test("signing out would lose those whose file is copied or being copied, not those over or thrown away", async () => {
  await keep("ana.norte.1", "ana.norte.2", "eva.norte.3");
  await keepAs("ana.norte.4", records.slice(0, 2));
  await keepAs("ana.norte.5", [...records, { isOver: true }]);
  expect(await countUnfinished("ana")).toBe(3);
  files.root.held.add("ana.norte.1");
  await eraseKept("ana.norte.1");
  expect(await countUnfinished("ana")).toBe(2);
});

test("one that a tab does not let go is erased once that tab is closed", async () => {
  await keep("ana.norte.1");
  const release = await takeUpload("ana.norte.1");
  expect(await eraseKept("ana.norte.1")).toBe("next_time");
  expect(await eraseOld()).toBe(1);
  release?.();
  await expect.poll(eraseOld).toBe(0);
  expect(await keptFolders()).toEqual([]);
});

test("in a private window, whose files keep the time of their making, work moves the day of erasing", async () => {
  const hour = 60 * 60 * 1_000;
  vi.useFakeTimers({ toFake: ["Date"], now: 0 });
  const worked = [...records, { set: { edits: 1 }, gone: [], at: 20 * hour }];
  await keepAs("ana.norte.1", worked);
  await keep("ana.norte.2");
  vi.setSystemTime(24 * hour);
  expect((await listKept("ana")).map(({ name, at, until }) => ({ name, at, until }))).toEqual([
    { name: "ana.norte.1", at: 20 * hour, until: 44 * hour },
  ]);
  vi.setSystemTime(44 * hour);
  expect(await listed()).toEqual([]);
  vi.useRealTimers();
});

test("one old folder that cannot be erased keeps no other from being erased", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 0 });
  await keep("ana.norte.1", "ana.norte.2");
  files.root.held.add("ana.norte.1");
  vi.setSystemTime(24 * 60 * 60 * 1_000);
  expect(await eraseOld()).toBe(0);
  expect(await keptFolders()).toEqual(["ana.norte.1"]);
  vi.useRealTimers();
});

test("one that cannot be erased, nor be noted as thrown away, stays until its day is over", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: 0 });
  await keep("ana.norte.1", "ana.norte.2");
  files.root.held.add("ana.norte.1");
  vi.stubGlobal("localStorage", {
    getItem: () => null,
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  });
  expect(await eraseAllOf("ana")).toBe(1);
  expect(await eraseKept("ana.norte.1")).toBe("after_a_day");
  files.root.held.clear();
  await eraseOld();
  expect(await listed()).toEqual(["ana.norte.1"]);
  vi.setSystemTime(24 * 60 * 60 * 1_000);
  await eraseOld();
  expect(await listed()).toEqual([]);
  vi.useRealTimers();
});
