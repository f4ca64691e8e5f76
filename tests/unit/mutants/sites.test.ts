import { describe, expect, test } from "vitest";
import { chooseSites } from "#tests/mutants/sites/choose-sites.ts";
import { codeSites } from "#tests/mutants/sites/code-sites.ts";
import { flipped, type Site, sameSite } from "#tests/mutants/sites/site.ts";
import { sqlSites } from "#tests/mutants/sites/sql-sites.ts";

const mutantsOf = (code: string): string[] => codeSites("x.tsx", code).map((site) => flipped(code, site));
const body = (sql: string) => `CREATE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS $body$\n${sql}\n$body$;`;
const sqlMutantsOf = (sql: string): string[] => {
  const text = body(sql);
  return sqlSites("f.sql", text).map((site) =>
    flipped(text, site).slice(body("").indexOf("\n") + 1, -"\n$body$;".length),
  );
};

describe("each flip changes one place", () => {
  test.each<[string, string[]]>([
    ["a < b;", ["a <= b;"]],
    ["a >= b;", ["a > b;"]],
    ["a === b;", ["a !== b;"]],
    ["a && b;", ["a || b;"]],
    ["a || b && c;", ["a && b && c;", "a || b || c;"]],
    ["a + b - c;", ["a - b - c;", "a + b + c;"]],
    ["a += b;", ["a -= b;"]],
    ["f(true);", ["f(false);"]],
    [
      "f(0x1f, 1_000, 0.5, 3n);",
      ["f(32, 1_000, 0.5, 3n);", "f(0x1f, 1001, 0.5, 3n);", "f(0x1f, 1_000, 1.5, 3n);", "f(0x1f, 1_000, 0.5, 4n);"],
    ],
    ["if (a) f();", ["if (!(a)) f();"]],
    ["a ? b : c;", ["!(a) ? b : c;"]],
    ["f(!a);", ["f(a);"]],
    ["f(!!a);", ["f(!a);"]],
    [
      "const x = <b c={1}>{a && <i />}</b>;",
      ["const x = <b c={2}>{a && <i />}</b>;", "const x = <b c={1}>{a || <i />}</b>;"],
    ],
  ])("%s", (code, mutants) => {
    expect(mutantsOf(code)).toEqual(mutants);
  });

  test("an operator is found behind a comment that has it, too", () => {
    expect(mutantsOf("a /* < */ < b;")).toEqual(["a /* < */ <= b;"]);
  });

  test("a condition that another flip turns round is not negated as well", () => {
    expect(mutantsOf("if (!a) f();")).toEqual(["if (a) f();"]);
    expect(mutantsOf("if (a === b) f();")).toEqual(["if (a !== b) f();"]);
    expect(mutantsOf("if (a < b) f();")).toEqual(["if (!(a < b)) f();", "if (a <= b) f();"]);
  });
});

test.each([
  'const a = "1 < 2 && true";',
  "const a = `1 < 2 && !true`;",
  "f(`1` + b, c + '2');",
  "// a < b && c\n/* 1 + 2 */",
  "type A = 1 | true | -2; let a: { b: 3 };",
  "const a = b as 1;",
  "const a = f<2>();",
  'import a from "./1.ts";',
  "const a = { 1: b };",
  '<div className="p-4 mt-2">{a}</div>;',
])("nothing is flipped in %s", (code) => {
  expect(codeSites("x.tsx", code)).toEqual([]);
});

describe("a function of the database", () => {
  test.each<[string, string[]]>([
    ["SELECT a <= b", ["SELECT a < b"]],
    ["SELECT a AND b", ["SELECT a OR b"]],
    ["SELECT a WHERE b = 2", ["SELECT a WHERE b <> 2", "SELECT a WHERE b = 3"]],
    [
      "UPDATE t SET a = true WHERE b <> c",
      ["UPDATE t SET a = false WHERE b <> c", "UPDATE t SET a = true WHERE b = c"],
    ],
    ["UPDATE t SET a = (SELECT b WHERE c = d)", ["UPDATE t SET a = (SELECT b WHERE c <> d)"]],
    ["SELECT a BETWEEN b AND c AND d", ["SELECT a BETWEEN b AND c OR d"]],
    ["SELECT a -> 'b', a @> c, $1", []],
    ["SELECT '1 = 2', \"and\" -- or 3", []],
    ["SELECT EXISTS (SELECT 1 FROM t OFFSET 0) GROUP BY 1, 2", []],
    ["RAISE 'x' USING ERRCODE = 'y'", []],
  ])("%s", (sql, mutants) => {
    expect(sqlMutantsOf(sql)).toEqual(mutants);
  });

  test("its signature and its triggers stay as they are", () => {
    const text = `${body("SELECT a")}\nCREATE TRIGGER t WHEN (a = 1 AND b) EXECUTE FUNCTION f();`;
    expect(sqlSites("f.sql", text)).toEqual([]);
  });
});

describe("the choice", () => {
  const code = Array.from({ length: 90 }, (_, line) => `f(a${line} < b, a && b, !c);`).join("\n");
  const areas = [
    codeSites("a.ts", code),
    codeSites("b.ts", code.slice(0, 300)),
    sqlSites("c.sql", body("SELECT a = b\nOR c")),
  ];

  test("is the same for the same seed, and another for another", () => {
    expect(chooseSites(areas, 7, 20)).toEqual(chooseSites(areas, 7, 20));
    expect(chooseSites(areas, 7, 20)).not.toEqual(chooseSites(areas, 8, 20));
  });

  test("has as many as asked for, at most one of a line, and some of every area", () => {
    const chosen = chooseSites(areas, 7, 20);
    expect(chosen).toHaveLength(20);
    expect(new Set(chosen.map(({ file, line }) => `${file}:${line}`)).size).toBe(20);
    expect(Object.keys(Object.groupBy(chosen, ({ file }) => file)).sort()).toEqual(["a.ts", "b.ts", "c.sql"]);
  });
});

describe("a place in another version of its file", () => {
  const own = "f(a < b);\nf(a < b);\n";
  const find = (other: string, number: number): Site | undefined => {
    const sites = codeSites("x.ts", own);
    return sameSite(sites[number]!, sites, codeSites("x.ts", other));
  };

  test("is found by its line and the equal ones before it", () => {
    expect(find(`g();\n${own}`, 1)).toMatchObject({ line: 3, flip: "< to <=" });
  });

  test("is not found when its line has changed", () => {
    expect(find("f(a < b);\n", 1)).toBeUndefined();
  });
});
