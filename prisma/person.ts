import { text } from "node:stream/consumers";
import { personTable } from "#lib/i18n/person-words.ts";
import { refuseWrongKeys } from "#lib/services/operations/check-keys.ts";
import { commandPerson } from "#lib/services/people/command-person.ts";
import { writeWords } from "#lib/spreadsheet/report/write-words.ts";
import { tellCommand } from "./tell-command.ts";

// `node prisma/person.ts export|erase`: exports or erases the person that its input names, as JSON with `tenant`,
// `identification`, `keepsHold` and, for an export other than JSON, `format`: its bytes are told in base64. By its input,
// because other users of the machine can read arguments.
const command = process.argv[2] === "erase" ? "erase" : "export";
/** A console has no language. */
const locale = "es";

await tellCommand(async () => {
  // An entry of the audit trail made with a wrong key would be found by nobody.
  await refuseWrongKeys();
  const { format, ...person } = JSON.parse(await text(process.stdin));
  const told = await commandPerson({ command, ...person });
  return "exportedAt" in told && (format === "csv" || format === "xlsx")
    ? Buffer.from(await writeWords(personTable(told, locale), format)).toString("base64")
    : JSON.stringify(told, null, 2);
});
