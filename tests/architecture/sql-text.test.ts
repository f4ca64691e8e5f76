import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const sources = globSync("{app,lib,prisma,components}/**/*.{ts,tsx}", { cwd: root })
  .filter((path) => !path.startsWith("lib/database/generated/"))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

interface Source {
  readonly path: string;
  readonly text: string;
}

/** What is written in a source, node by node, with the node around it. */
function* nodesOf({ path, text }: Source): Generator<[Node, Node | null]> {
  const waiting: [unknown, Node | null][] = [[parseSync(path, text).program, null]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [value, around] = next;
    if (Array.isArray(value)) waiting.push(...value.map((one): [unknown, Node | null] => [one, around]));
    else if (isNode(value)) {
      yield [value, around];
      for (const [key, inner] of Object.entries(value)) if (key !== "parent") waiting.push([inner, value]);
    }
  }
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

const statement =
  /^\s*(?:--.*\n\s*)*\(?(?:SELECT|INSERT INTO|UPDATE "|DELETE FROM|WITH|CREATE|ALTER|DROP|GRANT|REVOKE|SET LOCAL|LOCK TABLE|COPY|TRUNCATE|DECLARE|FETCH|EXISTS ?\()\s?/;

/** Statements, and beginnings of some, that no tag has made: a string with a value in it, or put together with `+`. */
function untagged(source: Source): string[] {
  const found: string[] = [];
  for (const [node, around] of nodesOf(source)) {
    if (node.type === "TemplateLiteral" && around?.type !== "TaggedTemplateExpression") {
      const quasis = node.quasis as { value: { raw: string } }[];
      const said = quasis.map(({ value }) => value.raw).join("…");
      if (quasis.length > 1 && statement.test(said)) found.push(said);
    }
    if (node.type === "BinaryExpression" && node.operator === "+")
      for (const side of [node.left, node.right])
        if (isNode(side) && side.type === "Literal" && typeof side.value === "string" && statement.test(side.value))
          found.push(side.value);
  }
  return found;
}

function pathsWith(pattern: RegExp): string[] {
  return sources.flatMap(({ path, text }) => (pattern.test(text) ? [path] : [])).sort();
}

test("only one module makes text of SQL out of strings", () => {
  expect(
    pathsWith(/\bas (?:unknown as )?SqlText\b|\b(?:queryRaw|executeRaw)Unsafe\b|\bPrisma\.raw\b|\brawText\b/),
  ).toEqual(["lib/database/sql-text.ts"]);
  // Its own door: everything else passes through `sql`, which takes no string.
  const [own] = sources.filter(({ path }) => path === "lib/database/sql-text.ts");
  expect(own?.text.match(/ as SqlText/g)).toHaveLength(5);
});

test("only the doors of the database see a connection that takes any string", () => {
  const seeing = pathsWith(/\bPoolClient\b|\bClientBase\b|\bpg\.Client\b|\bnew Client\b|\bfrom "pg"/);
  expect(seeing).toEqual([
    "lib/database/pool.ts",
    "lib/database/reached-query.ts",
    "lib/database/reaching-pool.ts",
    "lib/database/sql-text.ts",
    "lib/database/uploads/upload-changes.ts",
    // As the owner, at a terminal: they serve nobody.
    "lib/up/embedded-postgres.ts",
    "lib/up/portal-database.ts",
    ...seeing.filter((path) => path.startsWith("prisma/")),
  ]);
});

test("what serves or sends composes no statement without the tag", () => {
  const serving = sources.filter(({ path }) => !path.startsWith("prisma/") && !path.startsWith("lib/up/"));
  expect(serving.flatMap((source) => untagged(source).map((said) => `${source.path}: ${said}`))).toEqual([]);
});

test("statements of the owner are few, and each was read", () => {
  const owning = sources.filter(({ path }) => path.startsWith("prisma/") || path.startsWith("lib/up/"));
  const found = owning
    .map((source) => [source.path, untagged(source).length] as const)
    .filter(([, count]) => count > 0);
  // Names of tables, columns, roles and functions, of the schema or the catalogue, quoted; a password, escaped.
  expect(Object.fromEntries(found)).toEqual({
    "prisma/access/apply-access.ts": 12,
    "prisma/access/give-across.ts": 2,
    "prisma/access/roles.ts": 2,
    "prisma/access/wanted-access.ts": 1,
    "prisma/backup/drill-restore.ts": 3,
    "prisma/backup/manifest.ts": 2,
    "prisma/backup/present-portal.ts": 3,
    "prisma/functions.ts": 1,
  });
});

test("functions of the database compose no statement", () => {
  const functions = globSync("prisma/functions/*.sql", { cwd: root });
  expect(functions.length).toBeGreaterThan(10);
  const text = (path: string) => readFileSync(join(root, path), "utf8").replace(/--.*$/gm, "");
  // This one of conditions that it has itself; what they compare with are parameters.
  expect(functions.filter((path) => /\bEXECUTE\s+(?!FUNCTION|PROCEDURE|ON\b)/i.test(text(path)))).toEqual([
    "prisma/functions/audit_entries.sql",
  ]);
});

test("streams of COPY are made where their text is checked", () => {
  expect(pathsWith(/"pg-copy-streams"/).filter((path) => !path.startsWith("prisma/"))).toEqual([
    "lib/database/copy-binary.ts",
    "lib/database/pool.ts",
  ]);
});

const value = "$" + "{value}";

test.each([
  `const text = \`SELECT * FROM "Upload" WHERE id = '${value}'\`;`,
  `db.query('SELECT 1 FROM "Upload" WHERE name = ' + name);`,
  `const where = first + \`DELETE FROM "Upload" WHERE ${value}\`;`,
])("finds %s", (text) => {
  expect(untagged({ path: "planted.ts", text })).toHaveLength(1);
});

test.each([`sql\`SELECT ${value}\``, `tx.$queryRaw\`SELECT ${value}\``, `const text = \`${value} rows\`;`])(
  "lets %s be",
  (text) => {
    expect(untagged({ path: "planted.ts", text })).toEqual([]);
  },
);
