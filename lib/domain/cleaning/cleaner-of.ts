import type { Field } from "../fields/field.ts";
import type { CellReading } from "../mapping/cell-reading.ts";
import { identificationCleaner } from "../person/identification.ts";
import { formulaWithoutValue } from "../table/table.ts";
import { amountCleaner } from "./amount.ts";
import type { Cleaner, Report } from "./cleaner.ts";
import { cleanCode } from "./code.ts";
import { dateCleaner } from "./dates/date.ts";
import { daysCleaner } from "./dates/days.ts";
import { cleanEmail } from "./email.ts";
import { listCleaner } from "./list.ts";
import { numberCleaner } from "./number.ts";
import { telephoneCleaner } from "./telephone.ts";
import { addressCleaner, cleanName, cleanText, isOfWords, labelCleaner } from "./text.ts";

function textCleanerOf(field: Field, { hasStrayNumbers }: CellReading): Cleaner {
  if (field.id === "debtor.Name") return cleanName;
  if (field.id === "debtor.Address") return addressCleaner(hasStrayNumbers);
  // A tenant's custom field may hold anything.
  return isOfWords(field) ? labelCleaner(hasStrayNumbers) : cleanText;
}

/** The cleaner of a field's cells of every kind but `error`: the row reader handles those itself. */
export function plainCleanerOf(field: Field, reading: CellReading, country: string, currency?: string): Cleaner {
  switch (field.kind) {
    case "identification":
      return field.level === "debtor" ? identificationCleaner(country) : cleanCode;
    case "text":
      return textCleanerOf(field, reading);
    case "email":
      return cleanEmail;
    case "telephone":
      return telephoneCleaner(country);
    case "amount":
      return amountCleaner(reading.decimalMark, reading.amountUnit, currency, reading.hasStrayNumbers);
    case "date":
      return dateCleaner(field.dateFormat, reading);
    case "days":
      return daysCleaner(reading.decimalMark);
    case "number":
      return numberCleaner(reading.decimalMark);
    case "list":
      return listCleaner(field.allowedValues);
  }
}

/**
 * Reports a cell that holds a spreadsheet's error. In a required field or an amount it is an error, which
 * leaves the debtor out; any other field is left empty, with a warning. A formula without a saved value is an
 * error in every field: it is never read as 0 or empty.
 */
export function reportSheetError({ isRequired, kind }: Field, text: string, report: Report): void {
  if (text === formulaWithoutValue || !/^(?:#|err:)/i.test(text)) report("formula_without_value", {});
  else report(isRequired || kind === "amount" ? "cell_error" : "cell_error_emptied", { value: text });
}

/** The cleaner of a field's cells of every kind, `error` included. */
export function cleanerOf(field: Field, reading: CellReading, country: string, currency?: string): Cleaner {
  const clean = plainCleanerOf(field, reading, country, currency);
  return (text, kind, report) => {
    if (kind !== "error") return clean(text, kind, report);
    reportSheetError(field, text, report);
    return "";
  };
}
