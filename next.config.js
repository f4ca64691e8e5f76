import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const projectRoot = dirname(fileURLToPath(import.meta.url));

/**
 * Sent with every answer. Scripts come from here alone. Next writes inline ones, which would need a nonce per request; a large file's
 * digest is made in WebAssembly. Only the server for developers evaluates text.
 */
const securityHeaders = (/** @type {boolean} */ isDevelopment) => [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  {
    key: "Content-Security-Policy",
    value: [
      `script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'${isDevelopment ? " 'unsafe-eval'" : ""}`,
      "worker-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'self'",
      "form-action 'self'",
      "object-src 'none'",
    ].join("; "),
  },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];

/** @returns {import("next").NextConfig} */
const config = (/** @type {string} */ phase) => ({
  poweredByHeader: false,
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
  async headers() {
    return [{ source: "/:path*", headers: securityHeaders(phase === "phase-development-server") }];
  },
});

export default config;
