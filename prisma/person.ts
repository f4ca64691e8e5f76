import { text } from "node:stream/consumers";
import { AppError } from "#lib/domain/app-error.ts";
import { closeDatabase } from "#lib/services/operations/close-database.ts";
import { commandPerson } from "#lib/services/people/command-person.ts";

// `node prisma/person.ts export|erase`: exports or erases the person that its input names, as JSON with `tenant`,
// `identification` and `keepsHold`. By its input, because other users of the machine can read arguments.
const command = process.argv[2] === "erase" ? "erase" : "export";
try {
  console.log(JSON.stringify(await commandPerson({ command, ...JSON.parse(await text(process.stdin)) }), null, 2));
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
