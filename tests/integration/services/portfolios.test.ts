import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import type { Load } from "#lib/domain/portfolio/load.ts";
import { listAudit } from "#lib/services/operations/list-audit.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { createPortfolio } from "#lib/services/portfolios/create-portfolio.ts";
import { editPortfolio } from "#lib/services/portfolios/edit-portfolio.ts";
import { listPortfolios } from "#lib/services/portfolios/list-portfolios.ts";
import { recogniseFile } from "#lib/services/portfolios/recognise-file.ts";
import { restPortfolio } from "#lib/services/portfolios/rest-portfolio.ts";
import { showMorning } from "#lib/services/portfolios/show-morning.ts";
import { showPortfolio } from "#lib/services/portfolios/show-portfolio.ts";
import { recallMapping } from "#lib/services/tenants/recall-mapping.ts";
import { rememberMapping } from "#lib/services/tenants/remember-mapping.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { discardStaging } from "#lib/services/uploads/discard-staging.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { listUploads } from "#lib/services/uploads/list-uploads.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import {
  beginStaging,
  chunksOf,
  headers,
  makePortfolio,
  makeTeam,
  portfolioMapping,
  stage,
  totalsOf,
} from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";

const team = await makeTeam({ server: "crm01.wolkvox.com", batchSize: 10 });
const other = await makeTeam({ server: "crm01.wolkvox.com" });
const { supervisor, admin, tenantId } = team;
const rows = makePortfolio(6);
afterAll(() => closeAll());

const newName = () => `Banco ${randomUUID()}`;
/** As a portfolio was stored before names were tidied. */
const storedAs = async (name: string) =>
  (await ownerDatabase().portfolio.create({ data: { id: randomUUID(), tenantId, name } })).id;
const named = (name: string) => ownerDatabase().portfolio.findFirst({ where: { tenantId, name } });

describe("settings", () => {
  test("a portfolio begins with the defaults", async () => {
    const name = newName();
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name });
    const nobody = { debtors: 0, obligations: 0, balance: "0.00" };
    expect(await showPortfolio(supervisor, { portfolioId })).toMatchObject({
      name,
      creditor: null,
      expectedDays: [],
      expectedMinute: null,
      volatileFields: ["obligation.days_delay"],
      fullSendDays: 7,
      loads: 0,
      lastLoad: null,
      snapshot: { live: nobody, gone: nobody, closed: nobody, uncertain: nobody },
    });
  });

  test("an edit changes what it names and is audited", async () => {
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name: newName(), creditor: "Andino" });
    await editPortfolio(supervisor, {
      portfolioId,
      expectedDays: [5, 1, 1],
      expectedMinute: 540,
      defaults: { "debtor.Email": "sin@correo.co" },
    });
    expect(await showPortfolio(supervisor, { portfolioId })).toMatchObject({
      creditor: "Andino",
      expectedDays: [1, 5],
      expectedMinute: 540,
      defaults: { "debtor.Email": "sin@correo.co" },
    });
    const [entry] = (await listAudit(admin, { tenantId, action: "portfolio_edited" })).items;
    expect(entry?.details).toEqual({
      expectedDays: { from: expect.any(String), to: "1 5" },
      expectedMinute: { from: null, to: 540 },
      defaults: { from: "", to: '{"debtor.Email":"sin@correo.co"}' },
    });
  });

  test("a threshold beyond its bounds is refused by name", async () => {
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name: newName() });
    const beyond = editPortfolio(supervisor, { portfolioId, thresholds: { goneShare: 30, halfShare: 0.5 } });
    await expect(beyond).rejects.toMatchObject({
      code: "invalid",
      params: { problems: ["thresholds.goneShare:too_big"] },
    });
    await editPortfolio(supervisor, { portfolioId, thresholds: { goneShare: 0.3 } });
    expect(await showPortfolio(supervisor, { portfolioId })).toMatchObject({ thresholds: { goneShare: 0.3 } });
  });

  test("an audit entry names the portfolio it changed", async () => {
    const name = newName();
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name });
    const [entry] = (await listAudit(admin, { tenantId, action: "portfolio_created" })).items;
    expect(entry?.subject).toEqual({ kind: "portfolio", id: portfolioId, name });
  });

  test("a name is taken in capitals, too", async () => {
    const name = `Banco_100% ${randomUUID()}`;
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name });
    const twin = createPortfolio(supervisor, { tenantId, name: name.toUpperCase() });
    await expect(twin).rejects.toMatchObject({ code: "conflict", params: { fields: ["name"] } });
    const spaced = createPortfolio(supervisor, { tenantId, name: name.replace(" ", " \u00a0 ") });
    await expect(spaced).rejects.toMatchObject({ code: "conflict", params: { fields: ["name"] } });
    await editPortfolio(supervisor, { portfolioId, name: name.toUpperCase() });
    expect(await createPortfolio(supervisor, { tenantId, name: name.replace(/_100%/, "X100Y") })).toBeDefined();
    await createPortfolio(other.supervisor, { tenantId: other.tenantId, name });
  });

  test("a name is taken with other spaces, also where they were stored before names were tidied", async () => {
    const [first, last] = ["Banco", randomUUID()];
    const name = `${first} ${last}`;
    const portfolioId = await storedAs(`${first} \u00a0 ${last} `);
    const twin = createPortfolio(supervisor, { tenantId, name: name.toLowerCase() });
    await expect(twin).rejects.toMatchObject({ code: "conflict", params: { fields: ["name"] } });
    await editPortfolio(supervisor, { portfolioId, name });
    expect(await named(name)).not.toBeNull();
    // Of two that are there already, each can be edited under its name.
    await storedAs(`${first}  ${last}`);
    await editPortfolio(supervisor, { portfolioId, name, fullSendDays: 3 });
  });

  test("a portfolio at rest is proposed no more", async () => {
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name: newName() });
    const isListed = async (isResting: boolean) =>
      (await listPortfolios(supervisor, { tenantId, isResting })).some(({ id }) => id === portfolioId);
    const isOffered = async () =>
      (await recogniseFile(supervisor, { tenantId, headers: [...headers], fileName: "a.csv" })).portfolios.some(
        ({ id }) => id === portfolioId,
      );
    expect([await isListed(false), await isListed(true), await isOffered()]).toEqual([true, false, true]);
    await restPortfolio(supervisor, { portfolioId, isResting: true });
    expect([await isListed(false), await isListed(true), await isOffered()]).toEqual([false, true, false]);
  });
});

describe("a new name", () => {
  test("is created with the staging and recognised next time", async () => {
    const name = newName();
    const of = { newPortfolio: name, fileTitle: "ANDINO CORTE 25/11/2026" };
    const uploadId = await beginStaging(supervisor, tenantId, rows, { fileName: `${name}_20261125.csv`, of });
    expect(await named(name)).toBeNull();
    for (const chunk of chunksOf(uploadId, rows)) await receiveChunk(supervisor, chunk);
    await finishStaging(supervisor, { uploadId });
    const portfolio = await named(name);
    expect((await showUpload(supervisor, { uploadId })).portfolio).toEqual({ id: portfolio?.id, name });
    const audited = await listAudit(admin, { tenantId, action: "portfolio_created" });
    expect(audited.items[0]?.details).toEqual({ name });

    await confirmUpload(supervisor, { uploadId });
    const next = await recogniseFile(supervisor, {
      tenantId,
      headers: [...headers],
      fileName: `${name}_20261126.xlsx`,
      title: "Andino - corte 26/11/2026",
      sampled: ["10000000"],
    });
    expect(next.recognition).toEqual({ kind: "one", id: portfolio?.id });
    expect(next.portfolios.find(({ id }) => id === portfolio?.id)?.evidence).toEqual({
      isSameShape: true,
      isSameName: true,
      isSameTitle: true,
      knownShare: null,
    });
  });

  test("teaches nothing by an upload that was never confirmed", async () => {
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name: newName() });
    const of = { portfolioId, fileTitle: "COOPERATIVA SABANA LTDA" };
    const uploadId = await stage(supervisor, tenantId, rows, { fileName: "otrobanco.csv", of });
    const evidence = async () => {
      const file = { tenantId, headers: [...headers], fileName: "otrobanco.csv", title: "Cooperativa Sabana Ltda" };
      return (await recogniseFile(supervisor, file)).portfolios.find(({ id }) => id === portfolioId)?.evidence;
    };
    const nothing = { isSameShape: false, isSameName: false, isSameTitle: false };
    expect(await evidence()).toMatchObject(nothing);
    await cancelUpload(supervisor, { uploadId });
    expect(await evidence()).toMatchObject(nothing);
  });

  test("leaves no portfolio if its staging is given up", async () => {
    const name = newName();
    const uploadId = await beginStaging(supervisor, tenantId, rows, { of: { newPortfolio: name } });
    await discardStaging(supervisor, { uploadId });
    expect(await named(name)).toBeNull();
  });

  test("leaves no portfolio if the totals differ", async () => {
    const name = newName();
    const totals = { ...totalsOf(rows), staged: { ...totalsOf(rows).staged, balance: "1.00" } };
    totals.file = { ...totals.file, balance: "1.00" };
    const uploadId = await beginStaging(supervisor, tenantId, rows, { totals, of: { newPortfolio: name } });
    for (const chunk of chunksOf(uploadId, rows)) await receiveChunk(supervisor, chunk);
    await expect(finishStaging(supervisor, { uploadId })).rejects.toMatchObject({ code: "totals_differ" });
    expect(await named(name)).toBeNull();
  });

  test("that two uploads type is one portfolio", async () => {
    const name = newName();
    const begun = await Promise.all(
      [name, name.toLowerCase()].map((newPortfolio, index) =>
        beginStaging(supervisor, tenantId, makePortfolio(3 + index), {
          of: { newPortfolio, load: { kind: "part", number: index + 1, of: 2 } },
        }),
      ),
    );
    for (const [index, uploadId] of begun.entries()) {
      for (const chunk of chunksOf(uploadId, makePortfolio(3 + index))) await receiveChunk(supervisor, chunk);
      await finishStaging(supervisor, { uploadId });
    }
    const views = await Promise.all(begun.map((uploadId) => showUpload(supervisor, { uploadId })));
    expect(new Set(views.map(({ portfolio }) => portfolio?.id)).size).toBe(1);
    expect(views.map(({ load }) => load)).toEqual([
      { kind: "part", number: 1, of: 2 },
      { kind: "part", number: 2, of: 2 },
    ]);
  });

  test("that exists already is that portfolio", async () => {
    const name = newName();
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name });
    const uploadId = await stage(supervisor, tenantId, rows, { of: { newPortfolio: name.toUpperCase() } });
    expect((await showUpload(supervisor, { uploadId })).portfolio?.id).toBe(portfolioId);
  });

  test.for(["before it is staged", "while it is staged"])(
    "that exists with other spaces %s is that portfolio, unless another has it to the letter",
    async (when) => {
      const name = newName();
      const begin = () => beginStaging(supervisor, tenantId, rows, { of: { newPortfolio: name.toUpperCase() } });
      const staged = async (uploadId: string) => {
        for (const chunk of chunksOf(uploadId, rows)) await receiveChunk(supervisor, chunk);
        await finishStaging(supervisor, { uploadId });
        return (await showUpload(supervisor, { uploadId })).portfolio?.id;
      };
      const early = when === "while it is staged" ? await begin() : null;
      const portfolioId = await storedAs(name.replace(" ", "  "));
      expect(await staged(early ?? (await begin()))).toBe(portfolioId);
      const exactId = await storedAs(name.toUpperCase());
      expect(await staged(await begin())).toBe(exactId);
    },
  );
});

describe("a load", () => {
  test("of another tenant's portfolio is refused", async () => {
    const { portfolioId } = await createPortfolio(other.supervisor, { tenantId: other.tenantId, name: newName() });
    const begun = beginStaging(supervisor, tenantId, rows, { of: { portfolioId } });
    await expect(begun).rejects.toMatchObject({ code: "not_found" });
  });

  test("without a portfolio is a whole one", async () => {
    const uploadId = await stage(supervisor, tenantId, rows, { of: { load: { kind: "additions" } } });
    expect(await showUpload(supervisor, { uploadId })).toMatchObject({ portfolio: null, load: { kind: "whole" } });
  });

  test("counts once confirmed, and is the last one", async () => {
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name: newName() });
    const uploadId = await stage(supervisor, tenantId, rows, { of: { portfolioId, load: { kind: "additions" } } });
    expect(await showPortfolio(supervisor, { portfolioId })).toMatchObject({ loads: 0, lastLoad: null });
    await confirmUpload(supervisor, { uploadId });
    const { loads, lastLoad } = await showPortfolio(supervisor, { portfolioId });
    expect(loads).toBe(1);
    expect(lastLoad).toMatchObject({ uploadId, load: { kind: "additions" }, file: null });
    const { items } = await listUploads(supervisor, { tenantId, portfolioId });
    expect(items.map(({ id }) => id)).toEqual([uploadId]);
  });

  test("in parts has the figures of all of them once all are confirmed", async () => {
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name: newName() });
    const part = (number: number, day: typeof rows) =>
      stage(supervisor, tenantId, day, { of: { portfolioId, load: { kind: "part", number, of: 2 } } });
    const ids = [await part(1, rows.slice(0, 3)), await part(2, rows.slice(3))] as const;
    const last = async () => (await showPortfolio(supervisor, { portfolioId })).lastLoad;
    await confirmUpload(supervisor, { uploadId: ids[1] });
    const alone = await last();
    expect(alone).toMatchObject({ uploadId: ids[1], isSet: false, file: null });
    await confirmUpload(supervisor, { uploadId: ids[0] });
    const together = await last();
    expect(together).toMatchObject({ uploadId: ids[1], isSet: true, partsMissing: 0 });
    const { obligations, balance, debtors } = totalsOf(rows).file;
    expect(together?.file).toEqual({ debtors, obligations, balance, currency: "COP", wholeDay: null });
    expect(together?.load).toEqual({ kind: "part", number: 2, of: 2 });
    await cancelUpload(supervisor, { uploadId: ids[0] });
    expect(await last()).toEqual({ ...alone, partsMissing: 1 });
  });

  test("that is a part or additions is told like on the morning page", async () => {
    const name = newName();
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name });
    const load = async (kind: Load, of: typeof rows) => {
      const uploadId = await stage(supervisor, tenantId, of, { of: { portfolioId, load: kind } });
      await confirmUpload(supervisor, { uploadId });
      return uploadId;
    };
    const part = (number: number, of = 2): Load => ({ kind: "part", number, of });
    const told = async () => {
      const line = (await showMorning(supervisor)).lines.find((one) => one.portfolio.id === portfolioId);
      const { file, partsMissing } = (await showPortfolio(supervisor, { portfolioId })).lastLoad ?? {};
      const { amount, currency, wholeDay } = line?.balance ?? {};
      expect(file && [file.balance, file.currency, file.wholeDay]).toEqual(
        line?.balance == null ? null : [amount, currency, wholeDay],
      );
      expect(partsMissing).toBe(line?.partsMissing);
      return { debtors: file?.debtors, isOfEarlier: file?.wholeDay != null, partsMissing };
    };
    await load(part(1, 3), rows.slice(0, 2));
    expect(await told()).toEqual({ debtors: undefined, isOfEarlier: false, partsMissing: 2 });
    const wholeId = await load({ kind: "whole" }, makePortfolio(5));
    expect(await told()).toEqual({ debtors: 5, isOfEarlier: false, partsMissing: 0 });
    await load(part(2), rows.slice(3));
    expect(await told()).toEqual({ debtors: 5, isOfEarlier: true, partsMissing: 1 });
    await load({ kind: "additions" }, makePortfolio(1));
    expect(await told()).toEqual({ debtors: 5, isOfEarlier: true, partsMissing: 1 });
    // A month later nothing is known of it but that it was the last whole file.
    const at = fromNow(-40 * 86_400_000);
    await ownerDatabase().upload.update({ where: { id: wholeId }, data: { createdAt: at, stagedAt: at } });
    expect(await told()).toEqual({ debtors: 5, isOfEarlier: true, partsMissing: 1 });
    await load(part(1), rows.slice(0, 3));
    expect(await told()).toEqual({ debtors: 6, isOfEarlier: false, partsMissing: 0 });
  });

  test("hands its portfolio on to a retry", async () => {
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name: newName() });
    const load = { kind: "part", number: 1, of: 2 } as const;
    const uploadId = await stage(supervisor, tenantId, makePortfolio(2), { of: { portfolioId, load } });
    await confirmUpload(supervisor, { uploadId });
    await cancelUpload(supervisor, { uploadId });
    const retry = await retryFailures(supervisor, { uploadId });
    const view = await showUpload(supervisor, { uploadId: retry.id });
    expect(view).toMatchObject({ portfolio: { id: portfolioId }, load, retryOfId: uploadId });
    await confirmUpload(supervisor, { uploadId: retry.id });
    expect((await showPortfolio(supervisor, { portfolioId })).loads).toBe(1);
  });
});

describe("known debtors", () => {
  test("are counted in the snapshot of each portfolio", async () => {
    const [one, two] = await Promise.all(
      [newName(), newName()].map((name) => createPortfolio(supervisor, { tenantId, name })),
    );
    const uploadId = await stage(supervisor, tenantId, rows, {});
    const debtors = [...Array(10).keys()].map((index) => `77000${index}`);
    await ownerDatabase().snapshotDebtor.createMany({
      data: debtors.slice(0, 9).map((identification, index) => ({
        tenantId,
        portfolioId: (index === 0 ? one : two)?.portfolioId ?? "",
        identification,
        digest: "",
        stableDigest: "",
        obligations: 1,
        balance: 10,
        uploadId,
        place: fromNow(),
      })),
    });
    const input = { tenantId, headers: ["Otra"], fileName: "x.csv", sampled: debtors };
    const { recognition, portfolios } = await recogniseFile(supervisor, input);
    expect(recognition).toEqual({ kind: "one", id: two?.portfolioId });
    const shareOf = (id = "") => portfolios.find((each) => each.id === id)?.evidence.knownShare;
    expect([shareOf(one?.portfolioId), shareOf(two?.portfolioId)]).toEqual([0.1, 0.8]);
    const { snapshot } = await showPortfolio(supervisor, { portfolioId: two?.portfolioId ?? "" });
    expect(snapshot.live).toEqual({ debtors: 8, unsure: 8, obligations: 8, balance: "80.00" });
  });
});

describe("mapping memory", () => {
  const shape = (...more: string[]) => ({
    headers: [...headers, ...more],
    mapping: { ...portfolioMapping, columns: [...portfolioMapping.columns, ...more.map(() => leftOut)] },
  });
  const leftOut = { state: "left_out" as const };

  test("of a portfolio stays apart from that of none", async () => {
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name: newName() });
    const { headers: own, mapping } = shape("Sólo aquí");
    const uploadId = await stage(supervisor, tenantId, rows, { of: { portfolioId } });
    await rememberMapping(supervisor, { tenantId, headers: own, mapping, uploadId });
    expect((await recallMapping(supervisor, { tenantId, headers: own, portfolioId })).kind).toBe("exact");
    expect((await recallMapping(supervisor, { tenantId, headers: own })).kind).not.toBe("exact");
  });

  test("of none is a proposal for a portfolio without one", async () => {
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name: newName() });
    const { headers: before, mapping } = shape(`De antes ${randomUUID()}`);
    await rememberMapping(supervisor, { tenantId, headers: before, mapping });
    expect(await recallMapping(supervisor, { tenantId, headers: before, portfolioId })).toMatchObject({
      kind: "near",
      headers: before,
      of: null,
    });
    expect((await recallMapping(supervisor, { tenantId, headers: before })).kind).toBe("exact");
  });

  /** Remembers a mapping under a new portfolio. */
  async function rememberedUnder(own: string[], mapping: typeof portfolioMapping) {
    const name = newName();
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name });
    const uploadId = await stage(supervisor, tenantId, rows, { of: { portfolioId } });
    await rememberMapping(supervisor, { tenantId, headers: own, mapping, uploadId });
    return { name, portfolioId };
  }

  const inThousands = (mapping: typeof portfolioMapping): typeof portfolioMapping => ({
    ...mapping,
    columns: mapping.columns.map((column, index) =>
      index === balanceColumn && column.state === "field"
        ? { ...column, reading: { ...column.reading, amountUnit: "thousands" } }
        : column,
    ),
  });
  const balanceColumn = portfolioMapping.columns.findIndex(
    (column) => column.state === "field" && column.field === "obligation.total_balance",
  );

  test("of a portfolio is a proposal for files of none", async () => {
    const { headers: own, mapping } = shape(`De una ${randomUUID()}`);
    const constants = [{ field: "obligation.currency", value: "USD" }];
    const { name, portfolioId } = await rememberedUnder(own, { ...inThousands(mapping), constants });
    const proposed = { kind: "near", of: name, headers: own, mapping: { ...inThousands(mapping), constants: [] } };
    expect(await recallMapping(supervisor, { tenantId, headers: own })).toEqual(proposed);
    await restPortfolio(supervisor, { portfolioId, isResting: true });
    expect(await recallMapping(supervisor, { tenantId, headers: own })).toEqual(proposed);
    const near = [...own, "Agencia nueva"];
    expect(await recallMapping(supervisor, { tenantId, headers: near })).toEqual(proposed);
    await rememberMapping(supervisor, { tenantId, headers: own, mapping });
    expect(await recallMapping(supervisor, { tenantId, headers: own })).toMatchObject({ kind: "exact", mapping });
  });

  test("of what was done with a reason's cells is the portfolio's own", async () => {
    const { headers: own, mapping } = shape(`Con curas ${randomUUID()}`);
    const cured = { code: "date_impossible", field: "obligation.expiring_date", choice: { kind: "empty" as const } };
    const cures = { version: 1 as const, of: [cured] };
    const { portfolioId } = await rememberedUnder(own, { ...mapping, cures });
    expect(await recallMapping(supervisor, { tenantId, headers: own, portfolioId })).toMatchObject({
      kind: "exact",
      mapping: { cures },
    });
    const elsewhere = await recallMapping(supervisor, { tenantId, headers: own });
    expect(elsewhere).toMatchObject({ kind: "near", mapping: { columns: mapping.columns } });
    expect(elsewhere.kind === "near" && elsewhere.mapping.cures).toBeUndefined();
  });

  test("with a unit comes before those without one", async () => {
    const { headers: own, mapping } = shape(`De varias ${randomUUID()}`);
    const { name } = await rememberedUnder(own, inThousands(mapping));
    await rememberedUnder(own, mapping);
    expect(await recallMapping(supervisor, { tenantId, headers: own })).toMatchObject({ kind: "near", of: name });
    const { portfolioId } = await createPortfolio(supervisor, { tenantId, name: newName() });
    const near = await recallMapping(supervisor, { tenantId, headers: own, portfolioId });
    expect(near).toMatchObject({ kind: "near", of: name });
  });

  test("is not kept under another tenant's upload", async () => {
    const uploadId = await stage(other.supervisor, other.tenantId, rows);
    const kept = rememberMapping(supervisor, { tenantId, ...shape("Ajena"), uploadId });
    await expect(kept).rejects.toMatchObject({ code: "not_found" });
  });
});
