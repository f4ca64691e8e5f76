import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { selectFoundUploads } from "#lib/database/uploads/found-uploads.ts";
import { searchWords } from "#lib/domain/search/match-rank.ts";
import { createPortfolio } from "#lib/services/portfolios/create-portfolio.ts";
import { searchPortal } from "#lib/services/search/search-portal.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import { beginStaging, makePortfolio, makeTeam, makeUser, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";

const mine = await makeTeam({ server: "crm01.wolkvox.com" });
const theirs = await makeTeam({ server: "crm02.wolkvox.com" });
const nobody = await makeUser("supervisor");
const ids: Record<"mine" | "second" | "theirs", string> = { mine: "", second: "", theirs: "" };

beforeAll(async () => {
  for (const { supervisor, tenantId } of [mine, theirs]) {
    await createPortfolio(supervisor, { tenantId, name: "Libranza Población", creditor: "Banco del Altiplano" });
    await createPortfolio(supervisor, { tenantId, name: "Tarjetas" });
  }
  ids.mine = await stage(mine.supervisor, mine.tenantId, makePortfolio(12), { fileName: "Cartera Población.csv" });
  ids.second = await stage(mine.supervisor, mine.tenantId, makePortfolio(3), { fileName: "segunda.csv" });
  ids.theirs = await stage(theirs.supervisor, theirs.tenantId, makePortfolio(12), {
    fileName: "Cartera Población.csv",
  });
});

afterAll(() => closeAll());

const find = (text: string, ctx: Parameters<typeof searchPortal>[0] = mine.supervisor) => searchPortal(ctx, { text });

describe("finds", () => {
  test("portfolios by name and by creditor, accents and case aside", async () => {
    for (const text of ["POBLACION", "libranza pob", "altiplano"])
      expect((await find(text)).portfolios.map(({ name }) => name)).toEqual(["Libranza Población"]);
    expect((await find("tarjetas")).portfolios).toMatchObject([{ name: "Tarjetas", tenant: mine.name }]);
  });

  test("uploads by name and by either end of the id", async () => {
    for (const text of ["poblacion", "CSV carte", ids.mine, ids.mine.slice(-8), ids.mine.slice(0, 23)])
      expect((await find(text)).uploads.map(({ id }) => id)).toContain(ids.mine);
    expect((await find(ids.mine.slice(-12))).uploads).toHaveLength(1);
  });

  test("debtors by identification, as written or its first digits, with their latest upload", async () => {
    for (const text of ["10000002", "10.000.002", "CC 10000002"])
      expect((await find(text)).debtors).toMatchObject([
        { identification: "10000002", tenantId: mine.tenantId, fileName: "segunda.csv" },
      ]);
    expect((await find("1000000")).debtors.map(({ identification }) => identification)).toEqual(
      [0, 1, 2, 3, 4, 5].map((n) => String(10_000_000 + n)),
    );
    expect((await find("1000001")).debtors.map(({ identification }) => identification)).toEqual([
      "10000010",
      "10000011",
    ]);
    expect((await find("10000099")).debtors).toEqual([]);
    // Two digits begin too many; an identification of two digits is found all the same.
    expect((await find("10")).debtors).toEqual([]);
  });

  test("debtors that were only left out, and the latest upload of one that was both", async () => {
    const { supervisor, tenantId } = await makeTeam({ server: "crm04.wolkvox.com" });
    const own = async (text: string) =>
      (await find(text, supervisor)).debtors.map(({ identification, fileName }) => [identification, fileName]);
    const wrong = (identification: string) => [identification, "Fuera", "sin arroba", "300", "", "9-1", "Tarjeta", "5"];
    const rows = makePortfolio(2);
    await stage(supervisor, tenantId, [...rows, wrong("10000009"), wrong("10000005")], { fileName: "una.csv" });
    expect(await own("10000009")).toEqual([["10000009", "una.csv"]]);
    expect(await own("1000000")).toEqual(
      ["10000000", "10000001", "10000005", "10000009"].map((identification) => [identification, "una.csv"]),
    );
    await stage(supervisor, tenantId, [...rows.slice(0, 1), wrong("10000001")], { fileName: "otra.csv" });
    expect(await own("1000000")).toEqual([
      ["10000000", "otra.csv"],
      ["10000001", "otra.csv"],
      ["10000005", "una.csv"],
      ["10000009", "una.csv"],
    ]);
  });

  test("the latest uploads for no text", async () => {
    const { portfolios, uploads, debtors } = await find("");
    expect(uploads.map(({ id }) => id)).toEqual([ids.second, ids.mine]);
    expect([portfolios, debtors]).toEqual([[], []]);
  });

  test("no upload of which nothing arrived since yesterday", async () => {
    const id = await beginStaging(mine.supervisor, mine.tenantId, makePortfolio(1));
    await ownerDatabase().upload.update({ where: { id }, data: { fileName: "abandonada.csv" } });
    expect((await find("abandonada")).uploads.map((upload) => upload.id)).toEqual([id]);
    await ownerDatabase().upload.update({ where: { id }, data: { createdAt: fromNow(-2 * 86_400_000) } });
    expect((await find("abandonada")).uploads).toEqual([]);
    // Its debtors are in no upload yet.
    expect((await find("10000000")).debtors).toMatchObject([{ fileName: "segunda.csv" }]);
  });
});

describe("stays within the actor's tenants", () => {
  const texts = ["", "poblacion", "tarjetas", "1000000", "10000011"];

  test.each(texts)("«%s»", async (text) => {
    const found = await find(text);
    expect(new Set([...found.portfolios, ...found.uploads, ...found.debtors].map(({ tenant }) => tenant))).toEqual(
      new Set([mine.name]),
    );
    expect(await find(text, nobody)).toEqual({ portfolios: [], uploads: [], debtors: [] });
  });

  test("another tenant's upload is not found by its id", async () => {
    expect((await find(ids.theirs)).uploads).toEqual([]);
    expect((await find(ids.theirs, theirs.supervisor)).uploads.map(({ id }) => id)).toEqual([ids.theirs]);
  });

  test("a membership that ends takes its names along", async () => {
    const leaving = await makeUser("supervisor", [mine.tenantId, theirs.tenantId]);
    expect((await find("tarjetas", leaving)).portfolios).toHaveLength(2);
    await ownerDatabase().membership.deleteMany({ where: { userId: leaving.actor.userId, tenantId: theirs.tenantId } });
    expect((await find("tarjetas", leaving)).portfolios.map(({ tenant }) => tenant)).toEqual([mine.name]);
  });

  test("an admin finds those of all", async () => {
    const tenants = (await find("10000011", mine.admin)).debtors.map(({ tenant }) => tenant);
    expect(tenants).toEqual(expect.arrayContaining([mine.name, theirs.name]));
  });
});

test("the database folds names as the page does", async () => {
  const { tenantId, supervisor } = await makeTeam({ server: "crm03.wolkvox.com" });
  const id = await stage(supervisor, tenantId, makePortfolio(1));
  const letters = [..."abcñÑçÇÁÉÍÓÚáéíóúüÜãÃõÕâêôàZ09 ._-%\\'"];
  const name = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(name, fc.nat(), async (fileName, length) => {
      await ownerDatabase().upload.update({ where: { id }, data: { fileName } });
      const words = searchWords(fileName.slice(0, 1 + (length % fileName.length)).toUpperCase());
      const search = { words, idPart: null, stagingSince: fromNow(), limit: 1 };
      expect(await selectFoundUploads(ownerDatabase(), [tenantId], search)).toHaveLength(1);
      const other = { ...search, words: [...words, "zzzz"] };
      expect(await selectFoundUploads(ownerDatabase(), [tenantId], other)).toEqual([]);
    }),
    { numRuns: cases(60, 15) },
  );
});

test("characters of patterns stand for themselves", async () => {
  for (const text of ["%", "_", "%' OR 1=1 --", "\\", randomUUID()])
    expect([text, await find(text)]).toEqual([text, { portfolios: [], uploads: [], debtors: [] }]);
});
