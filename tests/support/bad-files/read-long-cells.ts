import { parentPort } from "node:worker_threads";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { deriveSheet, readSheet } from "../corpus/read-sheet.ts";
import { isDeep } from "../depth.ts";
import { valueColumns } from "./bad-values.ts";

/** An expression whose time grows with the square of the text is endless only with long ones. */
const length = isDeep ? 100_000 : 4_000;

/** Starts and ends that let a careless expression begin to match what is between them, and then fail. */
const around = [
  ["", ""],
  ["1", "x"],
  ["CC 1", "!"],
  ["12345678901234", ";%"],
  ["ana@x", "@"],
  ["$ ", "a"],
] as const;

/** Reads a file whose every cell repeats the sign, in a thread that can be ended. */
async function read(sign: string): Promise<{ rowCount: number; debtors: number }> {
  const headers = valueColumns.map(([header]) => header).join("\t");
  const lines = around.map(([before, after]) => {
    const cell = `"${before}${sign.repeat(length / sign.length)}${after}"`;
    return valueColumns.map(() => cell).join("\t");
  });
  const file = new File([["sep=\t", headers, ...lines, "1\t2\t3\t4\t5\t6\t7\t8\t9"].join("\n")], "largo.tsv");
  const { table } = await readSheet(file);
  const columns = valueColumns.map(([, field]) => ({ state: "field", field }));
  const { debtors } = deriveSheet(table, mappingSchema.parse({ columns }), "CO");
  return { rowCount: table.rowCount, debtors: debtors.length };
}

parentPort?.on("message", async (sign: string) => parentPort?.postMessage(await read(sign)));
