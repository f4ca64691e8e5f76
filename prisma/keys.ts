import { closeDatabase } from "#lib/services/operations/close-database.ts";
import { listKeys } from "#lib/services/operations/list-keys.ts";
import { resealSecrets } from "#lib/services/operations/reseal-secrets.ts";

// `node prisma/keys.ts` prints what the keys of SECRET_KEYS seal; `node prisma/keys.ts reseal` seals everything under
// the first one and prints how many secrets that were.
console.log(JSON.stringify(process.argv[2] === "reseal" ? await resealSecrets() : await listKeys()));
await closeDatabase();
