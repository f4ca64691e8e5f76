import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { nothingDeclared } from "#lib/domain/portfolio/declared/declared-totals.ts";
import { type DeclaredReading, readDeclared } from "#lib/domain/portfolio/declared/read-declared.ts";
import { placeOfLine } from "#lib/domain/table/debtor-line.ts";
import type { OpenFile } from "../open-file.ts";

/**
 * What an open file says that it has. A report of the portal says nothing: it has some rows of a file, and that
 * file's totals. Of two joined sheets the obligations' is read.
 */
export function declaredBy({ found, rows }: OpenFile, mapping: Mapping): DeclaredReading {
  const { table } = rows;
  if (found.report !== null || table.rowCount === 0) return { declared: nothingDeclared, proposed: [] };
  return readDeclared({
    rows: found.setAside.filter(({ line }) => !placeOfLine(line).isOfDebtors),
    firstLine: table.line(0),
    lastLine: table.line(table.rowCount - 1),
    headers: table.columns.map(({ header }) => header),
    mapping,
  });
}
