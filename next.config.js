import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const projectRoot = dirname(fileURLToPath(import.meta.url));

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  // .next/standalone is what a container runs (Dockerfile): the build's own files and those of the processes that Next does not
  // see, the portal's front door, the worker and the migrations, with their packages.
  output: "standalone",
  outputFileTracingIncludes: {
    "/api/health": [
      "lib/**/*",
      "prisma/**/*",
      ...[
        "zod",
        "next-auth",
        "jose",
        "uuid",
        "cookie",
        "@babel/runtime",
        "@panva/hkdf",
        "@prisma/schema-engine-wasm",
      ].map((name) => `node_modules/${name}/**/*`),
    ],
  },
  // Types are a check of their own (`tsc`), over tests and scripts too; the build does not repeat it.
  typescript: { ignoreBuildErrors: true },
  // A lock file in a folder above would otherwise be taken for the project's root.
  turbopack: { root: projectRoot },
  outputFileTracingRoot: projectRoot,
  // Native binaries, and packages that find their own files at run time.
  serverExternalPackages: [
    "@node-rs/argon2",
    "pg-boss",
    "pino",
    "pg",
    "pg-copy-streams",
    "@prisma/adapter-pg",
    "date-holidays",
  ],
  // The portal shows no picture that would have to be scaled; whoever asks for one (/_next/image) is not served either.
  images: { unoptimized: true },
  // Under `npm run dev` Next would write what actions are called with into the log: passwords, tokens, debtors' data.
  logging: { serverFunctions: false },
  experimental: {
    // A log names an action by its use case and a fault by its frames: short names would make both unreadable.
    serverMinification: false,
  },
};

export default config;
