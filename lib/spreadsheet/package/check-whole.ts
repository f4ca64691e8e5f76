import { maxWholeReadInflatedBytes } from "../budgets.ts";
import { Refused } from "../refused.ts";
import { joinBytes } from "../text/byte-pieces.ts";
import { isWholeBiff } from "./biff-end.ts";
import { InflationBudget, inflateEntry } from "./inflate-entry.ts";
import type { ZipDirectory } from "./zip-directory.ts";

/**
 * Last bytes of the parts that hold rows: records BrtEndSheet, BrtEndSst and BrtEndBook of XLSB, and the
 * root's closing tag of ODS.
 */
const partEnds: readonly { readonly part: RegExp; readonly end: RegExp }[] = [
  { part: /worksheets\/[^/]+\.bin$/, end: /\x82\x01\0$/ },
  { part: /sharedstrings\.bin$/, end: /\xa0\x01\0$/ },
  { part: /workbook\.bin$/, end: /\x84\x01\0$/ },
  { part: /^content\.xml$/, end: /<\/office:document-content>\s*$/ },
];

const tailBytes = 64;

/**
 * Inflates every entry once and discards it, because SheetJS would inflate a bomb without counting. Also
 * checks that parts have their end: they may have been cut before packing, and SheetJS does not report that
 * (decision 31). Throws `Refused`.
 */
export async function checkArchive(file: Blob, directory: ZipDirectory, signal?: AbortSignal): Promise<void> {
  const budget = new InflationBudget(maxWholeReadInflatedBytes);
  for (const entry of directory.values()) {
    let tail: Uint8Array = new Uint8Array(0);
    for await (const piece of inflateEntry(file, entry, budget, signal)) {
      if (entry.name.endsWith(".xml") && latin1(piece.subarray(0, 2048)).includes("<!DOCTYPE"))
        throw new Refused("doctype");
      tail = joinBytes(tail, piece.slice(-tailBytes)).slice(-tailBytes);
    }
    const wanted = partEnds.find(({ part }) => part.test(entry.name));
    if (wanted !== undefined && !wanted.end.test(latin1(tail))) throw new Refused("truncated");
  }
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** The part of SheetJS that opens the container of an XLS file. */
interface ContainerReader {
  read(bytes: Uint8Array, options: { readonly type: "array" }): object;
  find(container: object, path: string): { readonly content: ArrayLike<number>; readonly size: number } | null;
}

/** Throws `Refused` for an XLS file without its end, or with a damaged container. */
export function checkXls(bytes: Uint8Array, containers: ContainerReader): void {
  const stream = bytes[0] === 0xd0 ? streamOf(bytes, containers) : bytes;
  if (stream === null || !isWholeBiff(stream)) throw new Refused("truncated");
}

/** The workbook's stream; null if some of it is missing. */
function streamOf(bytes: Uint8Array, containers: ContainerReader): Uint8Array | null {
  try {
    const container = containers.read(bytes, { type: "array" });
    const stream = containers.find(container, "/Workbook") ?? containers.find(container, "/Book");
    return stream === null || stream.content.length < stream.size ? null : Uint8Array.from(stream.content);
  } catch (thrown) {
    // On a cut container or broken sector chains, SheetJS throws errors of any kind.
    throw new Refused("corrupt", { detail: thrown instanceof Error ? thrown.message.slice(0, 120) : "" });
  }
}
