import { text } from "node:stream/consumers";
import { AppError } from "#lib/domain/app-error.ts";
import type { PersonExport } from "#lib/domain/views/person-view.ts";
import { listSeparatorOf } from "#lib/i18n/list-separator.ts";
import { personTable } from "#lib/i18n/person-words.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { closeDatabase } from "#lib/services/operations/close-database.ts";
import { commandPerson } from "#lib/services/people/command-person.ts";
import { writeWords } from "#lib/spreadsheet/report/write-words.ts";

// `node prisma/person.ts export|erase`: exports or erases the person that its input names, as JSON with `tenant`,
// `identification`, `keepsHold` and, for an export other than JSON, `format`: its bytes are told in base64. By its input,
// because other users of the machine can read arguments.
/** A console has no language. */
const locale = "es";
const command = process.argv[2] === "erase" ? "erase" : "export";
try {
  const { format, ...person } = JSON.parse(await text(process.stdin));
  const told = await commandPerson({ command, ...person });
  if ("exportedAt" in told && (format === "csv" || format === "xlsx"))
    console.log(Buffer.from(await fileOf(told, format)).toString("base64"));
  else console.log(JSON.stringify(told, null, 2));
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  const { uploads } = error.params;
  console.error(
    error.code === "person_under_way"
      ? `The person is in uploads that have to end first, or whose outcome has to be stated:\n${[uploads].flat().join("\n")}`
      : `Refused: ${error.code} ${JSON.stringify(error.params)}`,
  );
  process.exitCode = 1;
} finally {
  await closeDatabase();
}

function fileOf(told: PersonExport, format: "csv" | "xlsx"): Promise<Uint8Array> {
  const sheetName = translatorFor(locale, "people")("fileName");
  return writeWords(personTable(told, locale), { format, delimiter: listSeparatorOf(locale), sheetName });
}
