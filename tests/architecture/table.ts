/**
 * One row of the import table: what the files of a folder (or one file) may import. Anything else is refused.
 */
export interface Row {
  /** A file belongs to the row with the longest path that its own path starts with. */
  readonly path: string;
  /** What the folder is for; printed when a file imports what its row does not allow. */
  readonly holds: string;
  /** The only file of this folder that others may import; tests may import any. Absent: every file. */
  readonly door?: string;
  /** Paths that may be imported besides the row's own. */
  readonly from: readonly string[];
  /** Paths of which only types may be imported. */
  readonly typesFrom?: readonly string[];
  /** Allowed packages with their subpaths; `node:` modules one by one, or `node:*`. */
  readonly packages: readonly string[];
  /** Whether it may read `process.env`; everyone else takes settings from lib/env.ts. */
  readonly readsEnvironment?: true;
  /** Whether it may call `fetch`: only lib/wolkvox talks to the CRM, and pages only to their own origin. */
  readonly fetches?: true;
}

const react = ["react", "react-dom", "use-intl", "lucide-react"];
const next = ["next/navigation", "next/link", "next/form", "next/image", "next/dynamic"];

export const table: readonly Row[] = [
  {
    path: "lib/domain",
    holds: "pure rules that browser and server both run",
    from: [],
    packages: ["zod", "libphonenumber-js"],
  },
  {
    path: "lib/domain/fast",
    holds: "the plain path's readings over bytes and offsets",
    door: "lib/domain/fast/fast-path.ts",
    from: ["lib/domain"],
    packages: [],
  },
  {
    path: "lib/spreadsheet",
    holds: "bytes to table, reports, and the workbench in its web worker",
    from: ["lib/domain"],
    packages: ["papaparse", "@e965/xlsx", "fflate", "hash-wasm", "htmlparser2", "node:stream", "node:zlib"],
  },
  {
    path: "lib/wolkvox",
    holds: "everything the CRM is asked or answers",
    from: ["lib/domain"],
    packages: ["zod", "node:*"],
    fetches: true,
  },
  {
    path: "lib/database/generated",
    holds: "the generated Prisma client, which only lib/database may touch",
    from: [],
    packages: ["@prisma/client", "node:*"],
  },
  {
    path: "lib/database",
    holds: "queries, one module a noun",
    from: ["lib/database/generated", "lib/domain", "lib/env.ts", "lib/once-a-process.ts"],
    packages: ["@prisma/adapter-pg", "pg", "pg-copy-streams", "zod", "node:*"],
  },
  {
    path: "lib/queue",
    holds: "what wakes the workers",
    from: ["lib/domain", "lib/database", "lib/env.ts", "lib/once-a-process.ts"],
    packages: ["pg-boss", "zod", "node:*"],
  },
  {
    path: "lib/secrets",
    holds: "passwords, codes and links, and what is sealed at rest: tokens, backups",
    from: ["lib/env.ts", "lib/once-a-process.ts", "lib/places.ts"],
    packages: ["@node-rs/argon2", "@scure/base", "@zxcvbn-ts/language-common", "age-encryption", "zod", "node:*"],
  },
  {
    path: "lib/mail",
    holds: "mails to users",
    from: ["lib/domain", "lib/i18n", "lib/env.ts"],
    packages: ["nodemailer"],
  },
  {
    path: "lib/staging",
    holds: "chunks to debtors to batches",
    from: ["lib/domain", "lib/database", "lib/env.ts", "lib/once-a-process.ts"],
    packages: ["zod", "node:*"],
  },
  {
    path: "lib/sending",
    holds: "batches to outcomes: the gate, lanes, calls, settling, reading back",
    from: ["lib/domain", "lib/database", "lib/wolkvox", "lib/secrets", "lib/env.ts"],
    packages: ["node:*"],
  },
  {
    path: "lib/services",
    holds: "use cases: authorise, then do",
    from: [
      "lib/domain",
      "lib/database",
      "lib/queue",
      "lib/staging",
      "lib/sending",
      "lib/wolkvox",
      "lib/secrets",
      "lib/mail",
      "lib/env.ts",
      "lib/once-a-process.ts",
    ],
    packages: ["zod", "pino", "date-holidays", "uqr", "node:*"],
  },
  {
    path: "lib/worker",
    holds: "the worker process",
    from: ["lib/services", "lib/sending", "lib/queue", "lib/env.ts"],
    packages: ["node:*"],
  },
  {
    path: "lib/server",
    holds: "what ties requests to use cases",
    from: ["lib/services", "lib/domain", "lib/i18n", "lib/env.ts", "lib/once-a-process.ts", "lib/places.ts"],
    packages: ["next", "next-auth", "react", "use-intl", "zod", "node:*"],
  },
  { path: "lib/i18n", holds: "words and formats", from: ["lib/domain"], packages: ["use-intl"] },
  {
    path: "lib/portal",
    holds: "the portal process: what stands before Next",
    from: [
      "lib/env.ts",
      "lib/server/signed-cookie.ts",
      "lib/server/request-id.ts",
      "lib/places.ts",
      "lib/domain/app-error.ts",
      "lib/domain/staging/json-limits.ts",
      "lib/services/sessions/sign-in-throttle.ts",
      "lib/services/operations/check-keys.ts",
      "lib/services/users/open-first-run.ts",
    ],
    packages: ["next", "node:*"],
  },
  {
    path: "lib/portal/standalone.ts",
    holds: "the portal in a container",
    from: ["lib/portal"],
    packages: ["node:fs"],
    readsEnvironment: true,
  },
  {
    path: "lib/env.ts",
    holds: "the environment",
    from: ["lib/settings-in-files.ts"],
    packages: ["zod", "node:net"],
    readsEnvironment: true,
  },
  { path: "lib/settings-in-files.ts", holds: "settings that stand in files", from: [], packages: ["node:fs"] },
  { path: "lib/once-a-process.ts", holds: "values of which a process has one", from: [], packages: [] },
  {
    path: "lib/places.ts",
    holds: "how much may be under way at once",
    from: ["lib/domain/app-error.ts"],
    packages: [],
  },
  {
    path: "lib/up",
    holds: "what `npm run up` does on a fresh machine",
    from: ["prisma/migrate.ts", "prisma/access", "prisma/audit", "prisma/backup"],
    packages: ["pg", "zod", "node:*"],
    fetches: true,
  },
  // These two pass the environment on to the processes they start; the only settings they read are their own.
  {
    path: "lib/up/settings.ts",
    holds: "what up was given",
    from: ["lib/env.ts", "lib/settings-in-files.ts"],
    packages: ["zod", "node:*"],
    readsEnvironment: true,
  },
  { path: "lib/up/bootstrap.mjs", holds: "the first process", from: [], packages: ["node:*"], readsEnvironment: true },

  {
    path: "components/ui",
    holds: "primitives that know nothing of uploads",
    from: [],
    packages: [...react, "next/link", "radix-ui", "sonner"],
  },
  {
    path: "components/data-table",
    holds: "the virtualised table",
    from: ["components/ui"],
    packages: [...react, "@tanstack/react-table", "@tanstack/react-virtual"],
  },
  {
    path: "components/access",
    holds: "what a user's role may do, to those that show it",
    from: ["lib/domain"],
    packages: ["react"],
  },
  {
    path: "components/shell",
    holds: "the frame around signed-in pages",
    from: ["components/access", "components/ui", "lib/domain", "lib/i18n"],
    packages: [...react, ...next],
  },
  feature("components/upload", "dropping and staging", {
    from: ["lib/spreadsheet", "components/uploads", "components/mapping", "components/review"],
    packages: ["react-dropzone"],
  }),
  feature("components/columns", "what columns hold", {}),
  feature("components/mapping", "columns to fields", {
    from: ["components/columns"],
    typesFrom: ["lib/spreadsheet/protocol"],
  }),
  feature("components/review", "rows and their errors", {
    from: ["components/columns"],
    typesFrom: ["lib/spreadsheet/protocol"],
  }),
  feature("components/uploads", "the list of uploads, their states and outcomes", {}),
  feature("components/run", "confirmation and run", { from: ["components/uploads"] }),
  feature("components/result", "what became of debtors", {
    from: ["components/uploads", "components/run", "components/masking"],
  }),
  feature("components/comparison", "loads against what was last accepted", {
    from: ["components/uploads", "components/masking"],
  }),
  feature("components/close-out", "who is gone, and closing them", {
    from: ["components/uploads", "components/masking"],
  }),
  feature("components/account", "one's own password and second factor", {}),
  feature("components/people", "one person: export and erasure", {}),
  feature("components/masking", "masked debtors, shown one at a time", { from: ["components/portfolios"] }),
  feature("components/holds", "people whom every load keeps out", { from: ["components/masking"] }),
  feature("components/admin", "tenants, users, audit", {}),
  feature("components/figures", "the history in charts", { from: ["components/uploads"], packages: ["recharts"] }),
  feature("components/portfolios", "what a creditor sends every day", {
    from: ["components/uploads", "components/admin"],
  }),

  {
    path: "app",
    holds: "URLs, pages and actions: no rule, no query",
    // Of the workbench only its client, which runs in the page.
    from: [
      "components",
      "lib/server",
      "lib/services",
      "lib/domain",
      "lib/i18n",
      "lib/spreadsheet/workbench/workbench-client.ts",
    ],
    packages: [...react, "next", "zod"],
    // For the portal's own routes.
    fetches: true,
  },
  {
    path: "app/(portal)/admin/people",
    holds: "one person, and the file about them, written by the report writers",
    from: ["app", "components", "lib/server", "lib/services", "lib/domain", "lib/i18n", "lib/spreadsheet/report"],
    packages: [...react, "next"],
  },
  {
    path: "app/api/auth",
    holds: "the route of next-auth",
    from: ["lib/server"],
    packages: ["next", "next-auth"],
  },
  {
    path: "app/api/uploads/[uploadId]/report",
    holds: "downloads, written by the report writers",
    from: ["components", "lib/server", "lib/services", "lib/domain", "lib/i18n", "lib/spreadsheet/report"],
    packages: ["next", "use-intl", "zod", "node:stream"],
  },

  {
    path: "app/api/portfolios/[portfolioId]/gone",
    holds: "the download of who is gone, written by the report writers",
    from: [
      "app/api/uploads/[uploadId]/report",
      "lib/server",
      "lib/services",
      "lib/domain",
      "lib/i18n",
      "lib/spreadsheet/report",
    ],
    packages: ["next"],
  },

  {
    path: "app/api/history",
    holds: "the download of the history, written by the report writers",
    from: [
      "app/api/uploads/[uploadId]/report",
      "lib/server",
      "lib/services",
      "lib/domain",
      "lib/i18n",
      "lib/spreadsheet/report",
    ],
    packages: ["next"],
  },

  {
    path: "app/api/audit",
    holds: "the download of the audit trail, written by the report writers",
    from: [
      "app/(portal)/admin/audit",
      "app/api/uploads/[uploadId]/report",
      "lib/server",
      "lib/services",
      "lib/domain",
      "lib/i18n",
      "lib/spreadsheet/report",
    ],
    packages: ["next"],
  },

  {
    path: "prisma",
    holds: "schema, migrations, functions, seed",
    from: ["lib"],
    packages: [
      "@prisma/adapter-pg",
      "@prisma/driver-adapter-utils",
      "@prisma/schema-engine-wasm",
      "pg",
      "pg-copy-streams",
      "zod",
      "node:*",
    ],
  },
  { path: "next.config.js", holds: "settings of Next", from: [], packages: ["node:path", "node:url"] },
  { path: "next-env.d.ts", holds: "types that Next writes", from: [".next"], packages: [] },
  { path: "postcss.config.mjs", holds: "settings of Tailwind", from: [], packages: [] },
  {
    path: "playwright.config.ts",
    holds: "settings of the browser tests",
    from: ["tests"],
    packages: ["@playwright/test"],
    readsEnvironment: true,
  },
  {
    path: "tests",
    holds: "tests, and what they stand on",
    from: ["app", "components", "lib", "prisma", "public", "playwright.config.ts"],
    packages: ["*"],
    readsEnvironment: true,
    fetches: true,
  },
];

/** Files that a page sends to the browser must not reach these places through any chain of value imports. */
export const serverOnly = [
  "lib/services",
  "lib/staging",
  "lib/sending",
  "lib/secrets",
  "lib/mail",
  "lib/database",
  "lib/queue",
  "lib/wolkvox",
  "lib/worker",
  "lib/portal",
  "lib/up",
  "lib/env.ts",
  "prisma",
];

function feature(path: string, holds: string, more: Partial<Pick<Row, "from" | "typesFrom" | "packages">>): Row {
  return {
    path,
    holds: `components for ${holds}: props in, callbacks out`,
    from: [
      "components/access",
      "components/ui",
      "components/data-table",
      "lib/domain",
      "lib/i18n",
      ...(more.from ?? []),
    ],
    typesFrom: more.typesFrom ?? [],
    packages: [...react, ...next, "@tanstack/react-table", ...(more.packages ?? [])],
  };
}
