import type { KnownUpload } from "../world/known.ts";
import type { World } from "../world/world.ts";

/** Whether a file has the rows of the whole file that its portfolio confirmed last, whatever was typed over since. */
export function isSameContent(world: World, { portfolio, kind, arrived, id }: KnownUpload): boolean {
  if (kind !== "whole") return false;
  const before = [...world.uploads.values()].filter(
    (one) => one.portfolio === portfolio && one.kind === "whole" && one.id !== id && isStanding(one),
  );
  const last = before.toSorted((a, b) => (a.confirmedAt ?? 0) - (b.confirmedAt ?? 0)).at(-1);
  return last !== undefined && contentOf(last.arrived) === contentOf(arrived);
}

/** Confirmed, and not cancelled since. */
export function isStanding({ confirmedAt, cancelledAt }: KnownUpload): boolean {
  return confirmedAt !== null && cancelledAt === null;
}

function contentOf(rows: KnownUpload["arrived"]): string {
  return rows
    .map((row) => row.join("\t"))
    .toSorted()
    .join("\n");
}
