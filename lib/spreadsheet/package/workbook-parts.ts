import { Refused } from "../refused.ts";
import { effectOfFormat, type FormatEffect } from "../workbook/number-format.ts";
import { type InflationBudget, inflateEntry } from "./inflate-entry.ts";
import { attribute, wholeXml } from "./xml-text.ts";
import { normalName, type ZipDirectory, type ZipEntry } from "./zip-directory.ts";

/** A sheet of a workbook, with its entry in the archive. */
export interface SheetPart {
  readonly name: string;
  readonly isHidden: boolean;
  readonly entry: ZipEntry;
}

/** What it takes to read a workbook's sheets. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly is1904: boolean;
  readonly sharedStrings: ZipEntry | null;
  /** By the style number of a cell. */
  readonly effects: readonly FormatEffect[];
}

/** An archive that is being read. */
export interface OpenArchive {
  readonly file: Blob;
  readonly directory: ZipDirectory;
  readonly budget: InflationBudget;
  readonly signal?: AbortSignal | undefined;
  /** ISO 4217 code of the tenant's money. A number format with this currency adds nothing to its cells' text. */
  readonly currency?: string | undefined;
}

/**
 * Finds the parts by their relationships, as Excel does; the usual names are only the fallback. Throws
 * `Refused` ("corrupt") if the workbook part or a sheet is missing.
 */
export async function readWorkbookParts(archive: OpenArchive): Promise<WorkbookParts> {
  const workbookName = (await mainPart(archive)) ?? "xl/workbook.xml";
  const workbook = await partText(archive, workbookName);
  if (workbook === null) throw new Refused("corrupt", { entry: workbookName });
  const slash = workbookName.lastIndexOf("/") + 1;
  const folder = workbookName.slice(0, slash);
  const parts = await relationships(archive, `${folder}_rels/${workbookName.slice(slash)}.rels`, folder);
  const targetOf = (ending: string): string | undefined => parts.find((part) => part.type.endsWith(ending))?.target;
  const properties = /<workbookPr[\s>/][^>]*/.exec(workbook)?.[0] ?? "";
  return {
    sheets: sheetsOf(workbook, parts, archive.directory),
    is1904: ["1", "true"].includes(attribute(properties, "date1904") ?? ""),
    sharedStrings: archive.directory.get(targetOf("/sharedStrings") ?? `${folder}sharedstrings.xml`) ?? null,
    effects: effectsOf((await partText(archive, targetOf("/styles") ?? `${folder}styles.xml`)) ?? "", archive.currency),
  };
}

/** The package's main part according to its relationships; null if none is named. */
export async function mainPart(archive: OpenArchive): Promise<string | null> {
  const root = await relationships(archive, "_rels/.rels", "");
  return root.find((part) => part.type.endsWith("/officeDocument"))?.target ?? null;
}

interface Relationship {
  readonly id: string;
  readonly type: string;
  /** The entry's key in the directory. */
  readonly target: string;
}

async function relationships(archive: OpenArchive, name: string, folder: string): Promise<Relationship[]> {
  const text = (await partText(archive, name)) ?? "";
  return [...text.matchAll(/<Relationship\s[^>]*>/g)].map(([tag]) => {
    const target = attribute(tag, "Target") ?? "";
    return { id: attribute(tag, "Id") ?? "", type: attribute(tag, "Type") ?? "", target: resolve(folder, target) };
  });
}

function resolve(folder: string, target: string): string {
  const path: string[] = [];
  const full = target.startsWith("/") || target.startsWith("\\") ? target : folder + target;
  for (const step of normalName(full).split("/")) {
    if (step === "..") path.pop();
    else if (step !== "." && step !== "") path.push(step);
  }
  return path.join("/");
}

/** A small part as one text; null if the archive has no part of this name. */
export async function partText(archive: OpenArchive, name: string): Promise<string | null> {
  const entry = archive.directory.get(normalName(name));
  if (entry === undefined) return null;
  return wholeXml(inflateEntry(archive.file, entry, archive.budget, archive.signal));
}

/** Skips chart and dialog sheets, which have no cells. */
function sheetsOf(workbook: string, parts: readonly Relationship[], directory: ZipDirectory): SheetPart[] {
  const byId = new Map(parts.map((part) => [part.id, part]));
  const sheets: SheetPart[] = [];
  for (const [tag] of workbook.matchAll(/<sheet\s[^>]*>/g)) {
    const part = byId.get(attribute(tag, "\\w+:id") ?? "");
    if (part === undefined || !part.type.endsWith("/worksheet")) continue;
    const entry = directory.get(part.target);
    if (entry === undefined) throw new Refused("corrupt", { entry: part.target });
    const state = attribute(tag, "state") ?? "visible";
    sheets.push({ name: attribute(tag, "name") ?? "", isHidden: state !== "visible", entry });
  }
  return sheets;
}

function effectsOf(styles: string, currency: string | undefined): FormatEffect[] {
  const codes = new Map<number, string>();
  for (const [tag] of styles.matchAll(/<numFmt\s[^>]*>/g)) {
    codes.set(Number(attribute(tag, "numFmtId")), attribute(tag, "formatCode") ?? "");
  }
  const formats = /<cellXfs[\s>][\s\S]*?<\/cellXfs>/.exec(styles)?.[0] ?? "";
  return [...formats.matchAll(/<xf[\s>/][^>]*/g)].map(([tag]) => {
    const id = Number(attribute(tag, "numFmtId") ?? 0);
    return effectOfFormat(id, codes.get(id), currency);
  });
}
