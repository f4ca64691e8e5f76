import { readdirSync, readFileSync } from "node:fs";
import { xlsxFile } from "../bad-files/xlsx-file.ts";

/** What must become of one column. */
export interface ExpectedColumn {
  readonly header: string;
  /** Its field; null: it must be left alone or is part of a joined value. */
  readonly is: string | null;
  /** Its place among the parts of the joined name. */
  readonly joined?: number;
  readonly group?: number;
  /** Its header alone does not decide, or another column competes: asking is as good as a sure proposal. */
  readonly mayBeAsked?: boolean;
  readonly decimalMark?: "," | "." | "ambiguous";
  readonly dateOrder?: "dmy" | "mdy" | "ymd" | "ambiguous";
  /** The user's answer if the values do not decide. */
  readonly answer?: "," | "." | "dmy" | "mdy" | "ymd";
}

interface FieldValue {
  readonly field: string;
  readonly value: string;
}

/** An object of `collections` as it must be sent. */
export interface ExpectedDebtor {
  readonly Identification: string;
  readonly Obligations: readonly { readonly id: string; readonly total_balance?: string }[];
}

/** What must become of a sheet. Lines count from 1, as in the file. */
export interface ExpectedReading {
  readonly about: string;
  readonly country: string;
  readonly kind: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly headerLine: number;
  readonly footerRows: number;
  readonly rowCount: number;
  readonly notices: readonly string[];
  readonly layout: "row_per_obligation" | "repeated_groups";
  readonly columns: readonly ExpectedColumn[];
  readonly constants?: readonly FieldValue[];
  readonly defaults?: readonly FieldValue[];
  readonly separators?: readonly { readonly field: string; readonly separator: string }[];
  /** The objects of `collections`, in the order of their first rows. */
  readonly debtors: readonly ExpectedDebtor[];
  /** Lines whose debtors must be left out, and the error that causes it. */
  readonly leftOut: readonly { readonly line: number; readonly code: string }[];
}

export interface CorpusSheet {
  readonly name: string;
  readonly file: File;
  readonly expected: ExpectedReading;
}

const folder = new URL("./files/", import.meta.url);

/**
 * All sheets: invented, but laid out as banks and companies of four countries send them. Text files are in
 * `files` byte for byte as they would arrive; workbooks are written from `*.workbook.json`.
 */
export function corpusSheets(): CorpusSheet[] {
  const names = readdirSync(folder).sort();
  return names
    .filter((name) => name.endsWith(".json") && !name.endsWith(".workbook.json"))
    .map((name) => {
      const base = name.slice(0, -".json".length);
      const expected: ExpectedReading = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
      const source = names.find((other) => other.startsWith(`${base}.`) && other !== name);
      if (source === undefined) throw new Error(`${name} has no sheet beside it`);
      const bytes = readFileSync(new URL(source, folder));
      if (!source.endsWith(".workbook.json")) return { name: base, expected, file: new File([bytes], source) };
      return { name: base, expected, file: new File([xlsxFile(JSON.parse(bytes.toString("utf8")))], `${base}.xlsx`) };
    });
}
