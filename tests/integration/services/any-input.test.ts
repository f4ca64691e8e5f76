import { randomUUID } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { AppError } from "#lib/domain/app-error.ts";
import type { Ctx } from "#lib/services/context.ts";
import { createPortfolio } from "#lib/services/portfolios/create-portfolio.ts";
import { declareCustomField } from "#lib/services/tenants/declare-custom-field.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import {
  beginStaging,
  bodyOf,
  chunksOf,
  headOf,
  makePortfolio,
  makeTeam,
  makeUser,
  stage,
  testPassword,
} from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { nastyValuesOf, placesOf, withValueAt } from "#tests/support/nasty-values.ts";

// Nothing listens on this port, so a connection test ends at once.
process.env.WOLKVOX_EXTRA_HOSTS = "127.0.0.1:9";
const { admin, tenantId } = await makeTeam({ server: "127.0.0.1:9", batchSize: 10 });
const rows = makePortfolio(3);
const uploadId = await stage(admin, tenantId, rows);
const stagingId = await beginStaging(admin, tenantId, rows);
const { customFieldId } = await declareCustomField(admin, { tenantId, level: "debtor", label: "Zona", kind: "text" });
const { portfolioId } = await createPortfolio(admin, { tenantId, name: "Banco Andino" });
const { userId } = (await makeUser("supervisor")).actor;
const [chunk] = chunksOf(stagingId, rows);
const { correction: _, ...head } = headOf(rows);
const tenant = {
  name: "Otra",
  operation: "otra",
  server: "127.0.0.1:9",
  token: "token-9f3c",
  country: "CO",
  currency: "COP",
};
const portfolio = {
  name: "Banco del Sur",
  creditor: "Banco",
  expectedDays: [1],
  expectedMinute: 540,
  volatileFields: ["obligation.days_delay"],
  thresholds: { goneShare: 0.3 },
  defaults: { "debtor.Email": "sin@correo.co" },
  closeOutBalance: true,
  closeOutFieldId: "obligation.name",
  closeOutValue: "x",
  fullSendDays: 7,
};
const field = { label: "Sector", kind: "list", dateFormat: "YYYY-MM-DD", allowedValues: ["a"] };
const after = `2026-11-24T08:00:00.000Z_${uploadId}`;

afterAll(() => closeAll());

/** The input that our own pages give each use case. An empty object only lists the use case. */
const inputs: Readonly<Record<string, object>> = {
  addHolds: { tenantId, identifications: ["123", "CC 1.234"], why: "claim", note: "PQR", until: "2999-01-31" },
  advanceStaging: { uploadId },
  askReset: { email: "nadie@example.com" },
  beginSecondFactor: {},
  changePassword: { current: testPassword, password: "una frase bien larga" },
  confirmSecondFactor: { code: "123456" },
  inviteUser: { email: "nueva@example.com", name: "Nueva", role: "supervisor", tenantIds: [tenantId] },
  makeFirstAdmin: { code: "abcd", name: "Ana", email: "a@example.com", password: "una frase bien larga" },
  reauthenticate: { password: testPassword, code: "123456" },
  removeIdentity: { userId: randomUUID(), issuer: "https://id.example.com" },
  removeSecondFactor: { code: "123456" },
  renewRecoveryCodes: { code: "123456" },
  resetSecondFactor: { userId: randomUUID() },
  sendLink: { userId: randomUUID() },
  setPassword: { secret: "a".repeat(43), password: "una frase bien larga" },
  showLink: { secret: "a".repeat(43) },
  showSecurity: {},
  arrangeMorning: { tenantId, order: "hour" },
  cancelUpload: { uploadId },
  changeLocale: { locale: "es" },
  chooseSending: { uploadId, sends: "everything", countsVolatile: true },
  chooseTenant: { tenantId },
  closeOut: {
    uploadId,
    typedCount: 1,
    fileName: "Cierre",
    headers: ["Identificación", "Nombre", "Obligación", "Saldo"],
  },
  confirmUpload: { uploadId: stagingId, beginsSet: true },
  countTwice: { uploadId },
  countUnidentified: { uploadId },
  createPortfolio: { tenantId, ...portfolio },
  createTenant: { ...tenant, batchSize: 10, callsAtOnce: 1, repeatBehaviour: "unknown", retentionDays: 90 },
  declareCustomField: { tenantId, level: "debtor", ...field },
  discardStaging: { uploadId },
  editCustomField: { tenantId, customFieldId, ...field },
  editPortfolio: { portfolioId, ...portfolio },
  editTenant: { tenantId, ...tenant, batchSize: 10, callsAtOnce: 1, repeatBehaviour: "unknown", retentionDays: 90 },
  editUser: {
    userId,
    name: "Otra",
    role: "supervisor",
    isDisabled: false,
    tenantIds: [tenantId],
  },
  endHold: { tenantId, holdId: randomUUID() },
  endSession: { sessionId: randomUUID() },
  endSessions: { userId },
  exportComparison: { uploadId },
  exportGone: { portfolioId },
  erasePerson: { tenantId, identification: "77", keepsHold: true },
  exportPerson: { tenantId, identification: "77" },
  explainDrift: { uploadId, reason: "el banco vendió la mitad" },
  exportRows: {
    uploadId,
    group: "left_out",
    ordinals: [1],
    rejectionKey: randomUUID(),
    leftOutKey: "email_malformed.2",
    toCorrect: true,
  },
  exportUploads: { tenantId, states: ["staged"], portfolioId, text: "cartera", from: "2026-11-01", to: "2026-12-01" },
  findCorrection: { tenantId, uploadId },
  findEarlierUpload: { tenantId, sha256: "a".repeat(64) },
  finishStaging: { uploadId },
  groupLeftOut: { uploadId },
  groupRejections: { uploadId, key: randomUUID(), limit: 10 },
  listAuditActors: {},
  exportAudit: {
    tenantId,
    action: "loads",
    userId: randomUUID(),
    subject: randomUUID(),
    from: fromNow(),
    to: fromNow(),
  },
  addressClient: { tenantId, identification: "77" },
  addressSearch: { tenantId, text: "77" },
  listClientTrail: { tenantId, person: "test:0", client: "x.test", after: randomUUID(), limit: 10 },
  exportReceipt: { uploadId },
  listAudit: { tenantId, action: "signed_in", after: randomUUID(), limit: 10 },
  listCalls: { uploadId, after: randomUUID(), limit: 10 },
  listComparedDebtors: { uploadId, group: "new", after: "1", limit: 10 },
  listCustomFields: { tenantId },
  listFilters: { tenantId },
  listGone: { portfolioId, after: "1", limit: 10 },
  listHoldBuckets: { tenantId },
  listHolds: { tenantId, text: "123", after: randomUUID(), limit: 10 },
  listLeftOut: { uploadId, after: 1, limit: 10 },
  listPortfolios: { tenantId, isResting: false },
  listRecords: { uploadId, state: "pending", rejectionKey: randomUUID(), after: 1, limit: 10 },
  listSessions: { userId },
  listSetAside: { uploadId, after: 1, limit: 10 },
  listTenantSettings: {},
  listRetiredTenants: {},
  listTenants: {},
  listUploads: {
    tenantId,
    states: ["staged"],
    portfolioId,
    text: "cartera",
    from: "2026-11-01",
    to: "2026-12-01",
    after,
    limit: 10,
  },
  listUsers: {},
  explainDeclared: { uploadId, reason: "porque el banco redondea" },
  locatePortfolio: { portfolioId },
  locateUpload: { uploadId },
  noteActivity: { tenantId },
  pauseUpload: { uploadId },
  planCloseOut: { uploadId },
  planErasure: { tenantId, identification: "77" },
  planReadBack: { uploadId },
  planCorrection: { uploadId },
  planRetry: { uploadId },
  planUpload: { uploadId },
  seekDoubled: { uploadId },
  seekHeld: { uploadId },
  readBackUpload: { uploadId },
  recallMapping: { tenantId, headers: ["Cédula"], portfolioId },
  receiveChunk: { ...chunk },
  receivePart: { uploadId: stagingId, list: "edits", sequence: 0, items: 1, sha256: "a".repeat(64) },
  recogniseFile: { tenantId, headers: ["Cédula"], fileName: "a.csv", title: "Corte", sampled: ["1"] },
  rememberMapping: {
    tenantId,
    uploadId,
    headers: head.headers,
    mapping: { ...head.mapping, constants: [{ field: "debtor.City", value: "x" }] },
  },
  removeCustomField: { tenantId, customFieldId: randomUUID() },
  removeFilter: { tenantId, filterId: randomUUID() },
  renewComparison: { uploadId },
  retireTenant: { tenantId, isRetired: false },
  restPortfolio: { portfolioId, isResting: true },
  resumeUpload: { uploadId },
  revealDebtor: { list: "records", uploadId, ordinal: 0, reason: "lo pide el banco" },
  revealHold: { tenantId, holdId: randomUUID() },
  reviewRestore: { restoreId: randomUUID() },
  retryFailures: { uploadId, ordinals: [1] },
  saveFilter: { tenantId, name: "Esta semana", query: "last=7" },
  searchDebtor: { tenantId, identification: "10000000" },
  searchLeftOut: { tenantId, identification: "10000000" },
  searchPortal: { text: "10000000" },
  seekComparison: { uploadId },
  seekMadeWhole: { uploadId },
  seekMoved: { uploadId },
  seekPartClash: { uploadId },
  showComparison: { uploadId },
  showFigures: { tenantId, states: ["staged"], portfolioId, text: "cartera", from: "2026-11-01", to: "2026-11-30" },
  showGone: { portfolioId },
  showPortfolio: { portfolioId },
  showDrift: { uploadId },
  showSession: { tenantId },
  showTenant: { tenantId },
  showReceipt: { uploadId },
  showUpload: { uploadId },
  signInThroughProvider: {
    issuer: "https://id.example.com",
    subject: "1",
    email: "nadie@example.com",
    isEmailVerified: true,
    issuedAt: 1_764_000_000,
    authTime: 1_764_000_000,
    isFactorStated: false,
    password: "adivinanza larga",
    code: "123456",
  },
  signOut: {},
  startStaging: {
    tenantId,
    ...head,
    portfolioId,
    load: { kind: "part", number: 1, of: 2 },
    fileTitle: "Corte",
    statedPart: "parte 1 de 2",
    correction: { ofId: uploadId, stamp: "0".repeat(16), sendsFewer: false },
  },
  stateOutcome: { uploadId, ordinals: [1], outcome: "accepted", note: "nota" },
  summariseLeftOut: { uploadId },
  tellHeld: { tenantId, identifications: ["123"] },
  testConnection: { tenantId, server: "127.0.0.1:9", operation: "otra", token: "token-9f3c" },
  verifyCredentials: { email: "nadie@example.com", password: "adivinanza larga", code: "123456" },
  watchUpload: { uploadId },
};

/**
 * Texts from a person's file: kept as reading stores them, whatever they contain (unstorable-text.test.ts).
 */
const ofFiles = /^(?:fileName|fileTitle|statedPart|headers|title|sampled)\b/;

type UseCase = (ctx: Ctx, input: never) => Promise<unknown>;

/** Every function of lib/services with a context and an input. */
const useCases = globSync("lib/services/**/*.ts").flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(/^export (?:async )?function (\w+)\(\s*_?ctx: Ctx,\s*_?input\b/gm)].map(
    ([, name = ""]) => ({ name, file }),
  ),
);

test("every use case is in the table", () => {
  expect(useCases.map(({ name }) => name).sort()).toEqual(Object.keys(inputs).sort());
});

describe.each(useCases)("$name", ({ name, file }) => {
  const base = {
    ...inputs[name],
    ...(name === "watchUpload" ? { onChange: () => undefined, onError: () => undefined } : {}),
  };

  async function ask(input: unknown): Promise<string> {
    const module: Record<string, UseCase> = await import(/* @vite-ignore */ `#${file}`);
    const verb = module[name];
    if (verb === undefined) throw new Error(`${file} has no ${name}`);
    const given =
      typeof input === "object" && input !== null && (name === "receiveChunk" || name === "receivePart")
        ? { ...input, body: bodyOf(chunk?.bytes ?? Buffer.of()) }
        : input;
    try {
      const value = await verb({ ...admin, address: "192.0.2.99" }, given as never);
      if (typeof value === "function") value();
      return "ok";
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return error.code;
    }
  }

  const places = placesOf(base).filter((path) => !["onChange", "onError", "body", "bytes"].includes(path[0] ?? ""));

  test("answers any input with a code, never an exception", async () => {
    const faults: string[] = [];
    for (const [turn, path] of places.entries()) {
      for (const [kind, value] of nastyValuesOf(turn + name.length)) {
        // defineAction and the routes only accept objects.
        if (path.length === 0 && (value === null || value === undefined)) continue;
        const code = await ask(withValueAt(base, path, value)).catch(
          (error: Error) => `${error.name}: ${error.message.slice(-160)}`,
        );
        const mayKeep =
          kind !== "unstorable" || typeof valueAt(base, path) !== "string" || ofFiles.test(path.join("."));
        if (/^\w+: |Error/.test(code) || (!mayKeep && code === "ok"))
          faults.push(`${path.join(".")} = ${shown(value)}: ${code}`);
      }
    }
    expect(faults).toEqual([]);
  });
});

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((at: unknown, key) => Object(at)[key], value);
}

function shown(value: unknown): string {
  return typeof value === "string"
    ? JSON.stringify(value.slice(0, 60))
    : String(typeof value === "object" ? Object.prototype.toString.call(value) : value);
}
