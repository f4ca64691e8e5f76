import { openAsBlob } from "node:fs";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";
import type { RefusalCode } from "#lib/spreadsheet/protocol/refusal.ts";
import { Refused } from "#lib/spreadsheet/refused.ts";
import { runTask } from "../../task.ts";

const reasons: readonly RefusalCode[] = ["too_large", "too_many_characters"];

/**
 * Opens a file that must be refused for its inflated size; a refusal for another reason would prove nothing,
 * so it throws.
 */
await runTask(async ({ path }: { path: string }) => {
  try {
    await openSpreadsheet(await openAsBlob(path));
  } catch (thrown) {
    if (thrown instanceof Refused && reasons.includes(thrown.refusal.code)) return {};
    throw thrown;
  }
  throw new Error("the file was read");
});
