import { dateOperators } from "./dates.ts";
import { debtorOperators } from "./debtors.ts";
import { encodingOperators } from "./encodings.ts";
import { excelOperators } from "./excel.ts";
import { fileOperators } from "./files.ts";
import { headerOperators } from "./headers.ts";
import { markOperators } from "./marks.ts";
import type { Operator } from "./operator.ts";
import { rowOperators } from "./rows.ts";
import { shiftOperators } from "./shifts.ts";
import { totalOperators } from "./totals.ts";

export const operators: readonly Operator[] = [
  ...rowOperators,
  ...shiftOperators,
  ...totalOperators,
  ...markOperators,
  ...dateOperators,
  ...encodingOperators,
  ...excelOperators,
  ...fileOperators,
  ...debtorOperators,
  ...headerOperators,
];
