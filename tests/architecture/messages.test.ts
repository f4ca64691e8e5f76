import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expectedMessages, type PageFile } from "./page-messages.ts";
import { readMessages } from "./read-messages.ts";
import { readSource } from "./read-source.ts";

const root = join(import.meta.dirname, "../..");

function read(path: string, text: string): PageFile {
  return { ...readSource(path, text), ...readMessages(path, text) };
}

function filesOf(texts: Readonly<Record<string, string>>): PageFile[] {
  return Object.entries(texts).map(([path, text]) => read(path, text));
}

function expectedOf(texts: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  return Object.fromEntries(expectedMessages(filesOf(texts)).map(({ path, expected }) => [path, expected]));
}

describe("messages of pages", () => {
  // Where this fails, the difference is what to add to, or take from, the page's `withMessages`.
  it("every page sends the messages that its components ask for, and no others", () => {
    const paths = globSync("{app,components,lib/i18n}/**/*.{ts,tsx}", { cwd: root }).sort();
    const found = expectedMessages(paths.map((path) => read(path, readFileSync(join(root, path), "utf8"))));
    expect(found.length).toBeGreaterThan(20);
    const byPage = (of: "declared" | "expected") => Object.fromEntries(found.map((one) => [one.path, one[of]]));
    expect(byPage("declared")).toEqual(byPage("expected"));
  });

  it("parts come through any chain of imports, but not through types and actions", () => {
    expect(
      expectedOf({
        "app/layout.tsx": "",
        "app/here/page.tsx": 'import "./form.tsx"; import type { X } from "./typed.ts"; import "./actions.ts";',
        "app/here/form.tsx": 'const load = () => import("./late.tsx");',
        "app/here/late.tsx": 'useTranslations("late"); useMessages().fields; const { reasons } = useMessages();',
        "app/here/typed.ts": 'useTranslations("typed");',
        "app/here/actions.ts": '"use server"; import "./done.ts";',
        "app/here/done.ts": 'useTranslations("done");',
      }),
    ).toEqual({ "app/layout.tsx": [], "app/here/page.tsx": ["fields", "late", "reasons"] });
  });

  it("a layout has what its errors and slots ask for, and its pages need not", () => {
    expect(
      expectedOf({
        "app/layout.tsx": 'useTranslations("ui");',
        "app/error.tsx": 'useTranslations("common.failure");',
        "app/(in)/layout.tsx": 'useTranslations("shell");',
        "app/(in)/@tenant/here/page.tsx": 'useTranslations("tenant");',
        "app/(in)/here/page.tsx":
          'useTranslations("shell.menu"); useTranslations("own.part"); useTranslations("own"); useTranslations("ui");',
      }),
    ).toEqual({
      "app/layout.tsx": ["common.failure", "ui"],
      "app/(in)/layout.tsx": ["shell", "tenant"],
      "app/(in)/here/page.tsx": ["own"],
    });
  });

  it("a name that is computed is refused", () => {
    expect(() => readMessages("x.ts", "useTranslations(name)")).toThrow("without a name");
    expect(() => readMessages("x.ts", "const all = useMessages()")).toThrow("must be written");
  });
});
