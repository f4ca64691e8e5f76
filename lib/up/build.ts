import { buildPortal, generateClient } from "./build-portal.ts";
import { definedOnly, givenEnvironment } from "./settings.ts";

// What `npm run up` builds at its first start, for a container's image.
await generateClient();
await buildPortal({ ...definedOnly(givenEnvironment()), NODE_ENV: "production" });
