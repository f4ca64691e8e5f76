import type { OtherHeader } from "../table/other-order.ts";
import type { RowWidth } from "../table/row-width.ts";
import type { RowForms } from "../validation/row-forms.ts";
import type { NearlyAll } from "./columns/column-profile.ts";
import type { ColumnMapping, Mapping, OpenCell } from "./mapping.ts";

/**
 * The part of a mapping that holds for the next file of its shape: all but this file's cut-off day, what is
 * true of its rows, what a spreadsheet program did to its dates, and which fields lose their values where it is empty. A
 * cut-off of "none" is kept.
 */
export function rememberedMapping(ofFile: Mapping): Mapping {
  const {
    cutOff,
    paymentsUntil: _,
    accepted,
    rowWidth,
    watched,
    otherHeaders,
    openCell,
    hasLostBlocks,
    rowForms,
    headerBelow,
    emptied,
    ...mapping
  } = ofFile;
  const columns = mapping.columns.map((column): ColumnMapping => {
    if (column.state !== "field") return column;
    const {
      datedCells: __,
      hasStrayNumbers: ___,
      hasCompactDates: ____,
      isFrom1904: _____,
      ...reading
    } = column.reading;
    return { ...column, reading };
  });
  return { ...mapping, columns, ...(cutOff === "none" ? { cutOff } : {}) };
}

/** What is true of one file's rows, and of its cells by column, whatever they are mapped to. */
export interface FileRows {
  readonly width: RowWidth;
  /** Columns with numbers that may have slipped in from another one. */
  readonly strayNumbers: ReadonlySet<number>;
  /** Columns whose dates have no separators. */
  readonly compactDates: ReadonlySet<number>;
  /** The order that a column's dates prove, by column. */
  readonly provenOrders: ReadonlyMap<number, "dmy" | "mdy">;
  /** The kind of nearly all cells of a column, by column, if some are of another kind. */
  readonly nearlyAll: ReadonlyMap<number, NearlyAll>;
  readonly otherHeaders: readonly OtherHeader[];
  readonly openCell: OpenCell | null;
  /** The workbook counts its days from 1904. */
  readonly isFrom1904: boolean;
  readonly hasLostBlocks: boolean;
  /** The header's line if rows of data are above it; else 0. */
  readonly headerBelow: number;
  /** null if no row of a workbook lacks its last cell. */
  readonly rowForms: RowForms | null;
}

const againstOf = { dmy: "mdy", mdy: "dmy", ymd: null } as const;

/** The mapping with these facts of the file; those of an earlier reading are removed. */
export function mappingOfFile(mapping: Mapping, ofFile: FileRows): Mapping {
  const {
    width,
    strayNumbers,
    compactDates,
    provenOrders,
    nearlyAll,
    otherHeaders,
    openCell,
    isFrom1904,
    hasLostBlocks,
    rowForms,
    headerBelow,
  } = ofFile;
  const columns = mapping.columns.map((column, index): ColumnMapping => {
    if (column.state !== "field") return column;
    const { hasStrayNumbers: _, hasCompactDates: __, isFrom1904: ___, ...reading } = column.reading;
    // Some of the column's dates prove the other order than the one chosen: it has both.
    const isAgainst = provenOrders.get(index) === againstOf[reading.dateOrder ?? "ymd"];
    return {
      ...column,
      reading: {
        ...reading,
        ...(strayNumbers.has(index) ? { hasStrayNumbers: true } : {}),
        ...(compactDates.has(index) ? { hasCompactDates: true } : {}),
        ...(isAgainst ? { hasBothOrders: true } : {}),
        ...(isFrom1904 ? { isFrom1904: true } : {}),
      },
    };
  });
  const watched = Array.from(nearlyAll, ([column, holds]) => ({ column, holds })).filter(
    ({ column }) => columns[column]?.state === "unmapped" || columns[column]?.state === "left_out",
  );
  const openState = openCell === null ? undefined : columns[openCell.column]?.state;
  const isOpen = openCell !== null && (openState === "field" || openState === "joined");
  const {
    watched: _,
    otherHeaders: __,
    openCell: ___,
    hasLostBlocks: ____,
    rowForms: _____,
    headerBelow: ______,
    paymentsUntil: _______,
    ...kept
  } = mapping;
  return {
    ...kept,
    columns,
    rowWidth: width,
    ...(watched.length === 0 ? {} : { watched }),
    ...(otherHeaders.length === 0 ? {} : { otherHeaders: otherHeaders.map(asMapped) }),
    ...(isOpen ? { openCell } : {}),
    ...(hasLostBlocks ? { hasLostBlocks } : {}),
    ...(headerBelow === 0 ? {} : { headerBelow }),
    ...(rowForms === null ? {} : { rowForms: { last: rowForms.last, usual: [...rowForms.usual] } }),
  };
}

function asMapped({ places, ...header }: OtherHeader): NonNullable<Mapping["otherHeaders"]>[number] {
  return places === undefined ? header : { ...header, places: [...places] };
}
