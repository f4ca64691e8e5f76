import { describe, expect, it } from "vitest";
import { judge } from "./judge.ts";
import { readSource } from "./read-source.ts";

function problemsOf(files: Record<string, string>): string[] {
  return judge(Object.entries(files).map(([path, text]) => readSource(path, text)));
}

describe("import table", () => {
  it("reports no problem for allowed imports", () => {
    const files = {
      "lib/services/uploads/confirm-upload.ts": `import { z } from "zod"; import { database } from "#lib/database/client.ts";`,
      "app/(portal)/page.tsx": `import { Button } from "#components/ui/form/button.tsx"; import { load } from "#lib/server/load.ts";`,
      "lib/staging/line.ts": `import { LineScanner } from "#lib/domain/fast/fast-path.ts";`,
      "lib/domain/fast/x.ts": `import { a } from "./y.ts"; import { tidy } from "../cleaning/tidy.ts";`,
      "tests/unit/y.test.ts": `import { glancesOf } from "#lib/domain/fast/cell-glance.ts";`,
      "tests/unit/x.test.ts": `import { anything } from "anything"; import "#prisma/migrate.ts";`,
    };
    expect(problemsOf(files)).toEqual([]);
  });

  const refused: [string, string, string, string][] = [
    ["a place it does not know", "helpers/x.ts", "export {};", "no row of the table knows this place"],
    [
      "a folder of components it does not know",
      "components/misc/x.ts",
      "export {};",
      "no row of the table knows this place",
    ],
    ["upwards from the domain", "lib/domain/x.ts", `import "#lib/services/x.ts";`, "may not import lib/services/x.ts"],
    [
      "the fast path past its door",
      "lib/staging/x.ts",
      `import type { A } from "#lib/domain/fast/row-glance.ts";`,
      "past the door of lib/domain/fast; take it from lib/domain/fast/fast-path.ts",
    ],
    [
      "the fast path past its door within the domain",
      "lib/domain/debtors/x.ts",
      `import { a } from "../fast/cell-glance.ts";`,
      "past the door of lib/domain/fast",
    ],
    [
      "a use case from an engine",
      "lib/sending/x.ts",
      `import "#lib/services/x.ts";`,
      "may not import lib/services/x.ts",
    ],
    ["sending from staging", "lib/staging/x.ts", `import "#lib/sending/x.ts";`, "may not import lib/sending/x.ts"],
    [
      "the workbench itself from a page",
      "app/page.tsx",
      `import "#lib/spreadsheet/workbench/workbench.ts";`,
      "may not import lib/spreadsheet/workbench/workbench.ts",
    ],
    [
      "results from a run",
      "components/run/x.tsx",
      `import "../result/x.tsx";`,
      "may not import components/result/x.tsx",
    ],
    [
      "relative ways out of a folder",
      "lib/domain/table/x.ts",
      `export * from "../../database/client.ts";`,
      "may not import lib/database",
    ],
    [
      "types of a place it may not know",
      "lib/domain/x.ts",
      `import type { A } from "#lib/queue/x.ts";`,
      "may not import lib/queue/x.ts",
    ],
    ["dynamic imports", "lib/worker/main.ts", `await import("#lib/server/session.ts");`, "may not import lib/server"],
    [
      "a worker's address",
      "components/result/x.ts",
      `new Worker(new URL("../../lib/spreadsheet/w.ts", import.meta.url));`,
      "may not import lib/spreadsheet",
    ],
    [
      "a feature from another",
      "components/admin/x.tsx",
      `import "#components/result/x.tsx";`,
      "may not import components/result",
    ],
    [
      "values where only types are allowed",
      "components/review/x.ts",
      `import { a } from "#lib/spreadsheet/protocol/reading.ts";`,
      "may not import",
    ],
    [
      "the generated client outside lib/database",
      "prisma/seed.ts",
      `import "#lib/database/generated/client.ts";`,
      "only lib/database may touch",
    ],
    ["tests from the product", "lib/services/x.ts", `import "#tests/support/x.ts";`, "nothing but tests imports tests"],
    [
      "a vendor outside its fence",
      "lib/services/x.ts",
      `import Papa from "papaparse";`,
      "it belongs in lib/spreadsheet",
    ],
    [
      "Prisma outside its fence",
      "app/page.tsx",
      `import { PrismaPg } from "@prisma/adapter-pg";`,
      "it belongs in lib/database, prisma",
    ],
    [
      "next-auth in a page",
      "app/page.tsx",
      `import { getServerSession } from "next-auth";`,
      "it belongs in lib/server, app/api/auth",
    ],
    ["React in the worker", "lib/worker/main.ts", `import "react";`, "imports react"],
    ["Node in the domain", "lib/domain/x.ts", `import { randomUUID } from "node:crypto";`, "imports node:crypto"],
    ["a package nobody allows", "lib/services/x.ts", `import _ from "lodash";`, "no row allows this package"],
    ["the environment", "lib/services/x.ts", `export const a = process.env["A"];`, "take it from env() of lib/env.ts"],
    [
      "the environment in other words",
      "lib/services/x.ts",
      `const { A } = process["env"];`,
      "take it from env() of lib/env.ts",
    ],
    [
      "fetch outside its fence",
      "lib/services/x.ts",
      `await fetch("https://crm.wolkvox.com");`,
      "belong in lib/wolkvox",
    ],
  ];
  it.each(refused)("refuses %s", (_, path, text, message) => {
    const problems = problemsOf({ [path]: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });
});

describe("import cycles", () => {
  it("are reported with every file on them", () => {
    const files = {
      "lib/domain/a.ts": `import { b } from "./b.ts";`,
      "lib/domain/b.ts": `import { c } from "./c.ts";`,
      "lib/domain/c.ts": `import { a } from "./a.ts";`,
    };
    expect(problemsOf(files)).toEqual([
      "a circle of imports: lib/domain/a.ts → lib/domain/b.ts → lib/domain/c.ts → lib/domain/a.ts",
    ]);
  });

  it("ignore type imports, which vanish at run time", () => {
    expect(
      problemsOf({
        "lib/domain/a.ts": `import type { B } from "./b.ts";`,
        "lib/domain/b.ts": `import { a } from "./a.ts";`,
      }),
    ).toEqual([]);
  });
});

describe("browser code", () => {
  const service = { "lib/services/x.ts": "export const x = 1;" };

  it("cannot reach server code, even through other files", () => {
    const problems = problemsOf({
      ...service,
      "app/form.tsx": `"use client"; import "./between.ts";`,
      "app/between.ts": `import { x } from "#lib/services/x.ts";`,
    });
    expect(problems).toEqual([
      "app/form.tsx: would take server code into the browser (app/form.tsx → app/between.ts → lib/services/x.ts)",
    ]);
  });

  it("may import a server action, which stays on the server", () => {
    const files = {
      ...service,
      "app/form.tsx": `"use client"; import "./actions.ts";`,
      "app/actions.ts": `"use server"; import "#lib/services/x.ts";`,
    };
    expect(problemsOf(files)).toEqual([]);
  });

  it("cannot be called by a page, even through other files", () => {
    const files = {
      "components/ui/sum.tsx": `"use client"; export const sumOf = () => 1; export function Sum() {}`,
      "components/ui/shown.tsx": `import { Sum, sumOf as add } from "./sum.tsx";`,
      "app/page.tsx": `import { Shown } from "#components/ui/shown.tsx";`,
    };
    expect(problemsOf(files)).toEqual([
      'components/ui/shown.tsx: runs on the server, where sumOf of components/ui/sum.tsx ("use client") cannot be called',
    ]);
    expect(problemsOf({ ...files, "app/page.tsx": `"use client"; ${files["app/page.tsx"]}` })).toEqual([]);
  });
});
