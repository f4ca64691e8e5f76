import { readFileSync } from "node:fs";

// The portal in a container, where neither next.config.js nor what reads it is: its settings are those that the build wrote
// down, handed to Next as its own standalone server does it (Next 16, `server.js` in .next/standalone).
const { config } = JSON.parse(readFileSync(".next/required-server-files.json", "utf8"));
process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
await import("./main.ts");
