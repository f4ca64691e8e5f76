import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { erasePerson } from "#lib/services/people/erase-person.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { makePortfolioOf } from "#tests/support/comparison/portfolio-load.ts";
import { steppedPortfolio } from "#tests/support/comparison/stepped-portfolio.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import { headers, makePortfolio, makeUser, portfolioMapping, stage as stageUpload } from "#tests/support/factories.ts";
import { reviewCorrection, stageCorrection } from "#tests/support/reports/correct-report.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";

// What a debtor had in an earlier load stays where the file has an empty cell; a placeholder goes only to whom has none.

const { host, control } = await runStage({ hasWorker: false });

type Rows = readonly (readonly string[])[];

const placeholder = "sincorreo@example.com";
const filling: Mapping = { ...portfolioMapping, defaults: [{ field: "debtor.Email", value: placeholder }] };
const [name, email, phone, address, product, balance] = [1, 2, 3, 4, 6, 7];
const idOf = (index: number) => String(10_000_000 + index);
const plain: Rows = makePortfolio(8).map((row) => row.with(address, `Calle ${row[0]}`));
const mailOf = (index: number) => `cliente${index}@example.com`;

/** The rows with another text in a column of some debtors. */
const written = (rows: Rows, column: number, text: string, ...indexes: readonly number[]): Rows =>
  rows.map((row) => (indexes.some((index) => row[0] === idOf(index)) ? row.with(column, text) : row));

interface Own {
  readonly Email: string;
  readonly Name: string;
  readonly Address?: string;
}

const ownOf = (payload: string | null) => JSON.parse(payload ?? "{}") as Own;

async function world() {
  await control.reset();
  const portfolio = await steppedPortfolio(host);
  const { supervisor, tenantId, portfolioId, confirm, drain } = portfolio;
  const stage = (rows: Rows, mapping: Mapping = filling, of: { portfolioId?: string } = { portfolioId }) =>
    stageUpload(supervisor, tenantId, rows, { shape: { headers, mapping }, of: { ...of, load: { kind: "whole" } } });
  return {
    ...portfolio,
    stage,
    send: async (...args: Parameters<typeof stage>) => {
      const uploadId = await stage(...args);
      await confirm(uploadId);
      await drain();
      return uploadId;
    },
    /** What is staged of each debtor. */
    staged: async (uploadId: string) => {
      const records = await ownerDatabase().record.findMany({ where: { uploadId }, orderBy: { ordinal: "asc" } });
      return new Map(records.map(({ identification, payload }) => [identification, ownOf(payload)]));
    },
    /** What the CRM was last sent of a debtor. */
    sentLast: async (index: number) =>
      ownOf((await control.ledger()).findLast(({ identification }) => identification === idOf(index))?.payload ?? null),
  };
}

const countsOf = async ({ supervisor }: Awaited<ReturnType<typeof world>>, uploadId: string) =>
  (await showUpload(supervisor, { uploadId })).keptValues;

describe("an empty cell", () => {
  test("keeps the value of the last load, and a placeholder goes to who has none", async () => {
    const w = await world();
    await w.send(plain.slice(0, -1));
    const uploadId = await w.stage(written(plain, email, "", 1, 2, 3, 7));
    const staged = await w.staged(uploadId);
    expect([1, 2, 3, 4, 7].map((index) => staged.get(idOf(index))?.Email)).toEqual([
      ...[1, 2, 3, 4].map(mailOf),
      placeholder,
    ]);
    expect(await countsOf(w, uploadId)).toEqual([{ fieldId: "debtor.Email", debtors: 3 }]);
    const { figures } = await showComparison(w.supervisor, { uploadId });
    expect([figures.debtors.same.debtors, figures.debtors.new.debtors, figures.fields]).toEqual([7, 1, []]);
    await w.confirm(uploadId);
    await w.drain();
    const receipt = await showReceipt(w.supervisor, { uploadId });
    expect(receipt.keptValues).toEqual([{ fieldId: "debtor.Email", debtors: 3 }]);
    expect(receipt.filledValues).toEqual([{ fieldId: "debtor.Email", debtors: 1 }]);
    const snapshot = await w.snapshot();
    expect(snapshot.map(({ payload }) => ownOf(payload).Email)).toEqual([
      ...[0, 1, 2, 3, 4, 5, 6].map(mailOf),
      placeholder,
    ]);
  });

  test("keeps it once more the day after, when everything else changes", async () => {
    const w = await world();
    await w.send(plain);
    const gone = written(plain, email, "", 1, 2);
    await w.send(gone);
    await w.send(written(gone, balance, "77,00", 1, 2));
    expect([(await w.sentLast(1)).Email, (await w.sentLast(2)).Email]).toEqual([mailOf(1), mailOf(2)]);
  });

  test("of an optional field is sent with the value that the CRM got, as nobody knows what it does without", async () => {
    const w = await world();
    await w.send(plain);
    const uploadId = await w.send(written(written(plain, address, "", 1, 2), balance, "77,00", 1));
    expect((await w.sentLast(1)).Address).toBe(`Calle ${idOf(1)}`);
    expect(await countsOf(w, uploadId)).toEqual([{ fieldId: "debtor.Address", debtors: 2 }]);
    const { figures } = await showComparison(w.supervisor, { uploadId });
    expect(figures.debtors.changed.debtors).toBe(1);
  });

  test("stays empty in a field that a person has chosen it for", async () => {
    const w = await world();
    await w.send(plain);
    const emptied = { ...filling, emptied: ["debtor.Email", "debtor.Address"] };
    const uploadId = await w.stage(written(written(plain, email, "", 1), address, "", 1), emptied);
    const { Email, Address } = (await w.staged(uploadId)).get(idOf(1)) ?? {};
    expect([Email, Address]).toEqual([placeholder, undefined]);
    expect(await countsOf(w, uploadId)).toBeUndefined();
  });

  test("is one that says there is no e-mail, too, whoever wrote it", async () => {
    const w = await world();
    await w.send(plain);
    const uploadId = await w.stage(
      written(written(plain, email, "notiene@gmail.com", 1), email, placeholder, 2),
      portfolioMapping,
    );
    const staged = await w.staged(uploadId);
    expect([staged.get(idOf(1))?.Email, staged.get(idOf(2))?.Email]).toEqual([mailOf(1), mailOf(2)]);
  });

  test("is every cell of a required field that the file does not have", async () => {
    const w = await world();
    await w.send(plain);
    const columns = filling.columns.with(email, { state: "left_out" });
    const constants = [{ field: "debtor.Email", value: placeholder }];
    const uploadId = await w.stage(plain, { ...portfolioMapping, columns, constants });
    expect([...(await w.staged(uploadId)).values()].map(({ Email }) => Email)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map(mailOf),
    );
  });

  test("keeps nothing of who is erased", async () => {
    const w = await world();
    await w.send(plain);
    await erasePerson(await makeUser("admin"), { tenantId: w.tenantId, identification: idOf(1) });
    const uploadId = await w.stage(written(plain, email, "", 1, 2));
    const staged = await w.staged(uploadId);
    expect([staged.get(idOf(1))?.Email, staged.get(idOf(2))?.Email]).toEqual([placeholder, mailOf(2)]);
  });
});

describe("a value of another load", () => {
  test("is kept where another portfolio brought it", async () => {
    const w = await world();
    await w.send(plain);
    const other = await makePortfolioOf(w.tenantId);
    const uploadId = await w.stage(written(plain.slice(0, 3), email, "", 1), filling, { portfolioId: other });
    expect((await w.staged(uploadId)).get(idOf(1))?.Email).toBe(mailOf(1));
    const ofNone = await w.stage(written(plain.slice(0, 3), email, "", 1), filling, {});
    expect((await w.staged(ofNone)).get(idOf(1))?.Email).toBe(mailOf(1));
  });

  test("is the one of the latest of two portfolios", async () => {
    const w = await world();
    await w.send(plain);
    const other = await makePortfolioOf(w.tenantId);
    await w.send(written(plain.slice(0, 3), email, "nuevo@example.com", 1), filling, { portfolioId: other });
    const uploadId = await w.stage(written(plain, email, "", 1));
    expect((await w.staged(uploadId)).get(idOf(1))?.Email).toBe("nuevo@example.com");
  });

  test("is the one that an upload in line is about to bring", async () => {
    const w = await world();
    await w.send(plain);
    await w.confirm(await w.stage(written(plain, email, "nuevo@example.com", 1)));
    const uploadId = await w.stage(written(plain, email, "", 1));
    expect((await w.staged(uploadId)).get(idOf(1))?.Email).toBe("nuevo@example.com");
    await w.confirm(uploadId);
    await w.drain();
    expect((await w.sentLast(1)).Email).toBe("nuevo@example.com");
  });

  test("is put in again where an upload was confirmed after this one was staged", async () => {
    const w = await world();
    await w.send(plain);
    const other = await makePortfolioOf(w.tenantId);
    const ids = [
      await w.stage(written(written(plain, email, "", 1), balance, "5,00", 1)),
      await w.stage(written(plain.slice(0, 3), email, "", 1), filling, {}),
    ];
    await w.send(written(plain.slice(0, 3), email, "nuevo@example.com", 1), filling, { portfolioId: other });
    for (const uploadId of ids) {
      await w.confirm(uploadId);
      expect((await w.staged(uploadId)).get(idOf(1))?.Email).toBe("nuevo@example.com");
      expect(await countsOf(w, uploadId)).toEqual([{ fieldId: "debtor.Email", debtors: 1 }]);
      await w.drain();
      expect((await w.sentLast(1)).Email).toBe("nuevo@example.com");
    }
    const [batch] = await ownerDatabase().batch.findMany({ where: { uploadId: ids[1]! } });
    const records = await ownerDatabase().record.findMany({ where: { uploadId: ids[1]! } });
    expect(batch?.debtors).toBe(records.length);
  });
});

test("a receipt counts to whom a placeholder went, not who has the same value by the file or keeps one", async () => {
  const w = await world();
  const mapping: Mapping = {
    ...filling,
    defaults: [...filling.defaults, { field: "obligation.name", value: "TARJETA" }],
  };
  const rows = written(written(written(plain, product, "TARJETA", 0, 1, 2, 3), product, "", 3), email, "", 1, 2);
  const uploadId = await w.stage(rows, mapping);
  const filled = async () => (await showUpload(w.supervisor, { uploadId })).filledValues;
  const [mails, products] = ["debtor.Email", "obligation.name"];
  expect(await filled()).toEqual([
    { fieldId: mails, debtors: 2 },
    { fieldId: products, debtors: 1 },
  ]);
  const elsewhere = plain.filter(([id]) => id === idOf(1));
  await w.send(elsewhere, filling, { portfolioId: await makePortfolioOf(w.tenantId) });
  await w.confirm(uploadId);
  expect(await countsOf(w, uploadId)).toEqual([{ fieldId: mails, debtors: 1 }]);
  expect(await filled()).toEqual([
    { fieldId: mails, debtors: 1 },
    { fieldId: products, debtors: 1 },
  ]);
});

/** Debtors 1 and 2 have no e-mail today, another balance, and are refused. */
async function withRefused() {
  const w = await world();
  await w.send(plain);
  await control.setFaults([
    { match: { identifications: [1, 2].map(idOf) }, action: { do: "refuse_debtors", shape: "objects" } },
  ]);
  const rows = written(written(plain, email, "", 1, 2), balance, "77,00", 1, 2);
  const uploadId = await w.send(rows);
  await control.setFaults([]);
  return { w, rows, uploadId };
}

describe("a retry", () => {
  test("sends what was kept, and says so", async () => {
    const { w, uploadId } = await withRefused();
    const { id: retryId } = await retryFailures(w.supervisor, { uploadId });
    expect([...(await w.staged(retryId)).values()].map(({ Email }) => Email)).toEqual([1, 2].map(mailOf));
    expect(await countsOf(w, retryId)).toEqual([{ fieldId: "debtor.Email", debtors: 2 }]);
  });
});

describe("a corrected report", () => {
  test("finds debtors unchanged whose values were kept, and keeps those of whom it sends", async () => {
    const { w, rows, uploadId } = await withRefused();
    const report = written(
      rows.filter(([id]) => id === idOf(1) || id === idOf(2)),
      phone,
      "3009990003",
      1,
    );
    const shape = { headers, mapping: filling };
    const { issues } = await reviewCorrection(w.supervisor, w.tenantId, uploadId, report, undefined, shape);
    expect([...issues]).toEqual([
      [idOf(1), []],
      [idOf(2), ["correction_unchanged"]],
    ]);
    const retryId = await stageCorrection(w.supervisor, w.tenantId, uploadId, report, shape);
    expect([...(await w.staged(retryId))].map(([id, own]) => [id, own.Email])).toEqual([[idOf(1), mailOf(1)]]);
  });
});

describe("whatever was sent before", () => {
  const cell = fc.constantFrom("kept", "other", "empty");
  const day = fc.record({
    isOther: fc.boolean(),
    mails: fc.array(cell, { minLength: 8, maxLength: 8 }),
    addresses: fc.array(cell, { minLength: 8, maxLength: 8 }),
    isDrained: fc.boolean(),
  });

  test("nobody who had a value gets a placeholder or none, and who is as before is the same", async () => {
    const seen = { kept: 0, placeholders: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(day, { minLength: 2, maxLength: 4 }), async (days) => {
        const w = await world();
        const other = await makePortfolioOf(w.tenantId);
        const last = new Map<string, { Email?: string; Address?: string }>();
        for (const [turn, { isOther, mails, addresses, isDrained }] of days.entries()) {
          const text = (kind: string, old: string, made: string) =>
            kind === "empty" ? "" : kind === "kept" && old !== "" ? old : made;
          const rows = plain.map((row, at) => {
            const debtor = Number(row[0]) - 10_000_000;
            const had = last.get(row[0] ?? "");
            return row
              .with(email, text(mails[debtor] ?? "", had?.Email ?? "", `d${turn}.${debtor}@example.com`))
              .with(address, text(addresses[debtor] ?? "", had?.Address ?? "", `Carrera ${turn} ${debtor}`))
              .with(name, `Cliente ${debtor}`)
              .with(balance, `${at + 1},00`);
          });
          const uploadId = await w.stage(rows, filling, isOther ? { portfolioId: other } : undefined);
          const staged = await w.staged(uploadId);
          for (const row of rows) {
            const [id = "", mail, where] = [row[0], row[email], row[address]];
            const had = last.get(id) ?? {};
            const { Email, Address } = staged.get(id) ?? {};
            expect(Email).toBe(mail === "" ? (had.Email ?? placeholder) : mail);
            expect(Address).toBe(where === "" ? had.Address : where);
            if (mail === "") seen[had.Email === undefined ? "placeholders" : "kept"]++;
            last.set(id, {
              ...had,
              ...(mail === "" ? {} : { Email: mail! }),
              ...(where === "" ? {} : { Address: where! }),
            });
          }
          await w.confirm(uploadId);
          if (isDrained) await w.drain();
        }
        await w.drain();
        for (const [id, { Email = placeholder, Address }] of last) {
          const own = await w.sentLast(Number(id) - 10_000_000);
          expect([own.Email, own.Address]).toEqual([Email, Address]);
        }
      }),
      { numRuns: cases(40, 5) },
    );
    expect(Math.min(seen.kept, seen.placeholders)).toBeGreaterThan(0);
  });
});
