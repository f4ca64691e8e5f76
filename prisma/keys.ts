import { listKeys } from "#lib/services/operations/list-keys.ts";
import { resealSecrets } from "#lib/services/operations/reseal-secrets.ts";
import { tellCommand } from "./tell-command.ts";

// `node prisma/keys.ts` prints what the keys of SECRET_KEYS seal; `node prisma/keys.ts reseal` seals everything under
// the first one and prints how many secrets that were.
await tellCommand(async () => JSON.stringify(process.argv[2] === "reseal" ? await resealSecrets() : await listKeys()));
