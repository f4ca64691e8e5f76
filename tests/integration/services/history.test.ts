import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#lib/database/new-id.ts";
import { addDays, dayAt, startOf } from "#lib/domain/history/history-days.ts";
import { addFigures, allDebtors, type Figures, noFigures } from "#lib/domain/history/history-figures.ts";
import { recordStates } from "#lib/domain/outcome/record-state.ts";
import { isDiscarded } from "#lib/domain/outcome/upload-state.ts";
import { leftOutKey } from "#lib/domain/validation/left-out-reason.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { groupRejections } from "#lib/services/outcomes/group-rejections.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { summariseLeftOut } from "#lib/services/outcomes/summarise-left-out.ts";
import { createPortfolio } from "#lib/services/portfolios/create-portfolio.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { exportUploads } from "#lib/services/uploads/export-uploads.ts";
import { type ListUploadsInput, listUploads } from "#lib/services/uploads/list-uploads.ts";
import { showFigures } from "#lib/services/uploads/show-figures.ts";
import { listFilters } from "#lib/services/users/list-filters.ts";
import { removeFilter } from "#lib/services/users/remove-filter.ts";
import { saveFilter } from "#lib/services/users/save-filter.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { collected, makePortfolio, makeTeam, makeUser, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";

const { admin, supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com", batchSize: 100 });
const theirs = await makeTeam({ server: "crm02.wolkvox.com" });
const { portfolioId } = await createPortfolio(supervisor, { tenantId, name: "Andino" });
afterAll(() => closeAll());

/** Whole, also while the day of the tests ends. */
const yesterday = addDays(dayAt(fromNow()), -1);
const noonBefore = (days: number) => new Date(startOf(addDays(yesterday, -days)).getTime() + 12 * 3_600_000);
const month = { from: addDays(yesterday, -29), to: yesterday };
/** Staged in this order; the rejected ones have one of two texts. */
const uploads = [
  { fileName: "andino_1.csv", daysAgo: 0, of: portfolioId, debtors: 7, rejected: ["Sin correo", "Sin correo"] },
  { fileName: "andino_100%.csv", daysAgo: 3, of: portfolioId, debtors: 5, rejected: ["Sin correo", "Teléfono malo"] },
  { fileName: "suelto.csv", daysAgo: 3, of: null, debtors: 4, rejected: [] },
  { fileName: "viejo.csv", daysAgo: 40, of: null, debtors: 3, rejected: ["Sin correo"] },
] as const;
const ids: string[] = [];

/** Those of no portfolio have one debtor more, who is left out. */
function withLeftOut(debtors: number, hasLeftOut: boolean) {
  const rows = makePortfolio(debtors + (hasLeftOut ? 1 : 0));
  return hasLeftOut ? rows.map((row, at) => (at === debtors ? row.with(2, "nadie") : row)) : rows;
}

beforeAll(async () => {
  for (const { fileName, daysAgo, of, debtors, rejected } of uploads) {
    const portfolio = of === null ? {} : { of: { portfolioId: of, load: { kind: "whole" as const } } };
    const uploadId = await stage(supervisor, tenantId, withLeftOut(debtors, of === null), { fileName, ...portfolio });
    ids.push(uploadId);
    // The snapshot of a portfolio follows confirmed uploads, in their order.
    await ownerDatabase().upload.update({ where: { id: uploadId }, data: { confirmedAt: fromNow() } });
    for (let ordinal = 0; ordinal < debtors; ordinal++) {
      const remoteText = rejected[ordinal];
      await ownerDatabase().record.update({
        where: { uploadId_ordinal: { uploadId, ordinal } },
        data:
          remoteText === undefined
            ? { state: "accepted", evidence: "whole_batch" }
            : { state: "rejected", evidence: "named_in_reply", reason: "named_failure", remoteText },
      });
    }
    const startedAt = noonBefore(daysAgo);
    const finishedAt = new Date(startedAt.getTime() + 60_000);
    const times = { createdAt: startedAt, startedAt, finishedAt };
    for (const state of ["queued", "running", "finished"] as const)
      await ownerDatabase().upload.update({ where: { id: uploadId }, data: { state, ...times } });
  }
  const discarded = await stage(supervisor, tenantId, makePortfolio(8), {
    fileName: "andino_descartado.csv",
    of: { portfolioId, load: { kind: "additions" } },
  });
  await cancelUpload(supervisor, { uploadId: discarded });
  const fileName = "andino_ajeno.csv";
  const foreign = await stage(theirs.supervisor, theirs.tenantId, makePortfolio(9), { fileName });
  await ownerDatabase().upload.updateMany({
    where: { id: { in: [discarded, foreign] } },
    data: { createdAt: noonBefore(0) },
  });
});

const sum = (all: readonly Figures[]) => all.reduce<Figures>(addFigures, noFigures);
const debtorsOf = (views: readonly UploadView[]) =>
  recordStates.map((state) =>
    views.reduce((all, view) => all + (isDiscarded(view) ? 0 : view.groups[state].debtors), 0),
  );

describe("figures", () => {
  test.each<[string, Omit<ListUploadsInput, "from" | "to">]>([
    ["of a tenant", { tenantId }],
    ["of all of one's tenants", {}],
    ["of a portfolio", { tenantId, portfolioId }],
    ["of no portfolio", { tenantId, portfolioId: null }],
    ["of a state", { tenantId, states: ["staged"] }],
    ["of the cancelled", { tenantId, states: ["cancelled"] }],
    ["of a name", { tenantId, text: "ANDINO" }],
    ["of a name with a sign", { tenantId, text: "100%" }],
  ])("%s are those of the listed uploads, however they are divided", async (_, filter) => {
    const { total, bins, portfolios, otherPortfolios, reasons, otherRejected } = await showFigures(supervisor, {
      ...filter,
      ...month,
    });
    const period = { from: startOf(month.from), to: startOf(addDays(month.to, 1)) };
    const { items } = await listUploads(supervisor, { ...filter, ...period, limit: 100 });
    expect(total.loads).toBe(items.length);
    expect(recordStates.map((state) => total.debtors[state])).toEqual(debtorsOf(items));
    const inFiles = items.reduce((all, view) => all + (isDiscarded(view) ? 0 : view.totals.file.debtors), 0);
    expect(allDebtors(total)).toBe(inFiles);
    expect(sum(bins)).toEqual(total);
    expect(sum([...portfolios, ...(otherPortfolios === null ? [] : [otherPortfolios])])).toEqual(total);
    expect(reasons.reduce((all, { debtors }) => all + debtors, otherRejected)).toBe(total.debtors.rejected);
  });

  test("are by day, with a pace of what was sent to its end", async () => {
    const { bins, total } = await showFigures(supervisor, { tenantId, ...month });
    const busy = bins.filter(({ loads }) => loads > 0);
    expect(busy.map((bin) => [bin.from, bin.loads, allDebtors(bin), bin.sent, bin.seconds])).toEqual([
      [addDays(yesterday, -3), 2, 10, 9, 120],
      [yesterday, 2, 7, 7, 60],
    ]);
    expect([total.sent, total.seconds]).toEqual([16, 180]);
  });

  test("do not count who was never to be sent: the debtors of a discarded upload", async () => {
    const { total } = await showFigures(supervisor, { tenantId, ...month });
    expect(total.debtors).toMatchObject({ accepted: 12, rejected: 4, not_sent: 0 });
    const cancelled = await showFigures(supervisor, { tenantId, states: ["cancelled"], ...month });
    expect([cancelled.total.loads, allDebtors(cancelled.total)]).toEqual([1, 0]);
  });

  test("count reasons over uploads, and name the latest of these", async () => {
    const { reasons } = await showFigures(supervisor, { tenantId, ...month });
    const named = reasons.map(({ reason, example, debtors, uploads: in_, uploadId }) => [
      reason,
      example,
      debtors,
      in_,
      ids.indexOf(uploadId),
    ]);
    expect(named).toEqual([
      ["named_failure", "Sin correo", 3, 2, 1],
      ["named_failure", "Teléfono malo", 1, 1, 1],
    ]);
    const [first] = reasons;
    const { items } = await listRecords(supervisor, {
      uploadId: first?.uploadId ?? "",
      state: "rejected",
      rejectionKey: first?.key,
    });
    expect(items.map(({ remoteText }) => remoteText)).toEqual(["Sin correo"]);
  });

  test("of a period without uploads are zeros, a bin a day", async () => {
    const { total, bins } = await showFigures(supervisor, { tenantId, from: "2001-01-01", to: "2001-01-07" });
    expect(total).toEqual(noFigures);
    expect(bins).toHaveLength(7);
  });

  test("show nothing of other tenants", async () => {
    const { total, reasons } = await showFigures(theirs.supervisor, month);
    expect([total.loads, total.debtors.rejected, reasons]).toEqual([1, 0, []]);
    const stranger = await makeUser("supervisor");
    expect((await showFigures(stranger, month)).total).toEqual(noFigures);
  });
});

describe("the exported history", () => {
  test.each<[string, Omit<ListUploadsInput, "limit">]>([
    ["all", { tenantId }],
    ["one portfolio", { tenantId, portfolioId }],
    ["no portfolio", { tenantId, portfolioId: null }],
    ["a time", { tenantId, from: startOf(addDays(yesterday, -10)), to: startOf(yesterday) }],
  ])("has what the list has: %s", async (_, filter) => {
    const { items } = await listUploads(supervisor, { ...filter, limit: 100 });
    expect(items.length).toBeGreaterThan(0);
    expect(await collected(await exportUploads(supervisor, filter))).toEqual(items);
  });

  test("has each upload once, however many slices it takes", async () => {
    const many = await makeTeam({ server: "crm03.wolkvox.com" });
    const made = Array.from({ length: 401 }, () => newId());
    await ownerDatabase().upload.createMany({
      data: made.map((id, at) => ({
        ...{ id, tenantId: many.tenantId, createdById: many.supervisor.actor.userId, createdAt: fromNow(-at * 1_000) },
        ...{ fileName: "cartera.csv", fileBytes: 1n, fileSha256: id, headers: [], mapping: {}, fields: [] },
        ...{ country: "CO", currency: "COP", batchSize: 100, rowCount: 1, chunkCount: 1 },
      })),
    });
    const exported = await collected(await exportUploads(many.supervisor, {}));
    expect(exported.map(({ id }) => id)).toEqual(made);
  });

  test("is audited, and has nothing of other tenants", async () => {
    const names = (await collected(await exportUploads(theirs.supervisor, {}))).map(({ fileName }) => fileName);
    expect(names).toEqual(["andino_ajeno.csv"]);
    const entry = await ownerDatabase().auditEntry.findFirstOrThrow({
      where: { actorId: theirs.supervisor.actor.userId, action: "report_downloaded" },
    });
    expect(entry.details).toEqual({ group: "history", uploads: 1 });
  });
});

describe("saved filters", () => {
  const makeMember = () => makeUser("supervisor", [tenantId]);
  const namesOf = async (ctx: typeof supervisor, of = tenantId) =>
    (await listFilters(ctx, { tenantId: of })).map(({ name, query }) => [name, query]);

  test("come back by name, without what no filter understands", async () => {
    const someone = await makeMember();
    await saveFilter(someone, {
      tenantId,
      name: " Terminadas ",
      query: "state=finished&utm=1&last=7&from=2026-01-01",
    });
    await saveFilter(someone, { tenantId, name: "Andino", query: `portfolio=${portfolioId}` });
    expect(await namesOf(someone)).toEqual([
      ["Andino", `portfolio=${portfolioId}`],
      ["Terminadas", "state=finished&last=7"],
    ]);
  });

  test("of the same name are replaced", async () => {
    const someone = await makeMember();
    for (const query of [`portfolio=${portfolioId}`, "text=andino"])
      await saveFilter(someone, { tenantId, name: "Andino", query });
    expect(await namesOf(someone)).toEqual([["Andino", "text=andino"]]);
  });

  test("of a name that differs in case or accents are replaced, and those that stood side by side become one", async () => {
    const [someone, another] = [await makeMember(), await makeMember()];
    await saveFilter(someone, { tenantId, name: "Días S30", query: "last=30" });
    await saveFilter(someone, { tenantId, name: "dias s30", query: "last=7" });
    expect(await namesOf(someone)).toEqual([["dias s30", "last=7"]]);
    const owner = { tenantId, userId: someone.actor.userId };
    for (const name of ["DIAS S30", "Días S30"])
      await ownerDatabase().savedFilter.create({ data: { id: randomUUID(), ...owner, name, query: "" } });
    await saveFilter(another, { tenantId, name: "días s30", query: "last=7" });
    await saveFilter(someone, { tenantId, name: "días s30", query: "last=1" });
    expect(await namesOf(someone)).toEqual([["días s30", "last=1"]]);
    await saveFilter(someone, { tenantId, name: "Días S31", query: "last=1" });
    expect(await namesOf(someone)).toHaveLength(2);
    expect(await namesOf(another)).toEqual([["días s30", "last=7"]]);
  });

  test("are their user's alone, and of one tenant", async () => {
    const other = await makeTeam({ server: "crm03.wolkvox.com" });
    const [someone, both] = [await makeMember(), await makeUser("supervisor", [tenantId, other.tenantId])];
    for (const name of ["Andino", "Terminadas"]) await saveFilter(someone, { tenantId, name, query: "state=finished" });
    expect(await namesOf(admin)).toEqual([]);
    await saveFilter(both, { tenantId, name: "Andino", query: "state=moving" });
    expect(await namesOf(both, other.tenantId)).toEqual([]);
    const [theirs] = await listFilters(someone, { tenantId });
    const filterId = theirs?.id ?? "";
    for (const [ctx, of] of [
      [both, tenantId],
      [both, other.tenantId],
      [admin, tenantId],
    ] as const)
      await expect(removeFilter(ctx, { tenantId: of, filterId })).rejects.toMatchObject({ code: "not_found" });
    await removeFilter(someone, { tenantId, filterId });
    expect((await namesOf(someone)).map(([name]) => name)).toEqual(["Terminadas"]);
  });

  test("are at most fifty", async () => {
    const someone = await makeMember();
    for (let n = 0; n < 50; n++) await saveFilter(someone, { tenantId, name: `Filtro ${n}`, query: "" });
    await expect(saveFilter(someone, { tenantId, name: "Uno más", query: "" })).rejects.toMatchObject({
      code: "conflict",
    });
    await saveFilter(someone, { tenantId, name: "Filtro 7", query: "last=1" });
  });
});

describe("a report of one reason", () => {
  test("has just its debtors, and no rows that were left out", async () => {
    const uploadId = ids[1] ?? "";
    const { groups } = await groupRejections(supervisor, { uploadId });
    expect(groups).toHaveLength(2);
    for (const { key, example } of groups) {
      const { rows } = await exportRows(supervisor, { uploadId, group: "failures", rejectionKey: key });
      const found = await collected(rows);
      const { items } = await listRecords(supervisor, { uploadId, state: "rejected", rejectionKey: key });
      const debtors = [...new Set(found.map(({ identification }) => identification))];
      expect(debtors).toEqual(items.map((item) => item.identification));
      expect(found.map(({ remoteText }) => remoteText)).toEqual(found.map(() => example));
    }
  });

  test("is empty for a reason that nobody has", async () => {
    const rejectionKey = randomUUID();
    const { rows } = await exportRows(supervisor, { uploadId: ids[1] ?? "", group: "failures", rejectionKey });
    expect(await collected(rows)).toEqual([]);
  });
});

describe("a report of one reason for leaving rows out", () => {
  test("has its rows, all left-out rows of their debtors, and nobody who was sent", async () => {
    // Beside the uploads above it would count in their figures.
    const alone = await makeTeam({ server: "crm03.wolkvox.com" });
    const rows = makePortfolio(6, true).map((row, at) => {
      if (at === 1) return row.with(2, "nadie en casa");
      return at === 4 ? row.with(0, "") : row;
    });
    // A second obligation of the debtor with the bad email; its own row has no fault.
    rows.push((rows[1] ?? []).with(2, "bien@example.com").with(5, "otra-1"));
    const uploadId = await stage(alone.supervisor, alone.tenantId, rows, { fileName: "excluidas.csv" });
    const reasons = await summariseLeftOut(alone.supervisor, { uploadId });
    const linesOf = async (code: string) => {
      const reason = reasons.find((one) => one.code === code);
      const key = reason === undefined ? "" : leftOutKey(reason);
      const { rows: found } = await exportRows(alone.supervisor, { uploadId, group: "failures", leftOutKey: key });
      return (await collected(found)).map(({ line, group }) => [line, group]);
    };
    expect(await linesOf("email_malformed")).toEqual([
      [3, "left_out"],
      [10, "left_out"],
    ]);
    expect(await linesOf("identification_missing")).toEqual([[6, "left_out"]]);
  });

  test.each(["", "email_malformed", "nothing.1", "email_malformed.x"])("refuses the key '%s'", async (key) => {
    const input = { uploadId: ids[0] ?? "", group: "failures", leftOutKey: key } as const;
    await expect(exportRows(supervisor, input)).rejects.toMatchObject({ code: "invalid" });
  });
});
