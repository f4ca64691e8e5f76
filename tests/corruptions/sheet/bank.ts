import { readdirSync, readFileSync } from "node:fs";
import { standardFields } from "#lib/domain/fields/catalogue.ts";

/** A column as an invented bank names it, and its field; null for columns that the CRM does not know. */
export interface BankColumn {
  readonly header: string;
  /** The kind of values in it: money, date, name, … */
  readonly values: string;
  readonly field: string | null;
}

export interface Bank {
  readonly bank: string;
  readonly columns: readonly BankColumn[];
}

const folder = new URL("../../unit/domain/headers/", import.meta.url);
const needed = standardFields.filter((field) => field.isRequired || field.id === "obligation.total_balance");

/** The banks of the header tests whose columns cover everything that the CRM requires. */
export const banks: readonly Bank[] = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .sort()
  .map((name): Bank => JSON.parse(readFileSync(new URL(name, folder), "utf8")))
  .filter(({ columns }) => needed.every(({ id }) => columns.some(({ field }) => field === id)));
