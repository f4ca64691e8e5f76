import type { LedgerCall, Write } from "../crm/ledger.ts";
import { isRestedSince, type KnownUpload } from "../world/known.ts";
import type { World } from "../world/world.ts";
import { knowsObligations } from "./outcomes.ts";
import { rootOf } from "./seen.ts";

/**
 * Where the CRM forgets obligations that a call does not name, and the tenant says so, no call makes it forget one that the
 * last whole file of its portfolio has.
 */
export function judgeObligations(world: World, since: number): void {
  for (const call of world.crm.ledger.calls) {
    const tenant = world.tenantOf(call.operation);
    if (call.step <= since || tenant === undefined || !knowsObligations(world, tenant)) continue;
    if (world.crm.operations.get(call.operation)?.nature.obligations !== "replaces") continue;
    if (world.forgotten.length > 0) continue;
    // What sends a cancelled file again speaks for it.
    const known = world.uploads.get(call.uploadId ?? "");
    const spoken = known === undefined ? undefined : rootOf(world, known);
    const wholes = [...world.uploads.values()].filter(
      (one) => one.tenant === tenant && one.kind === "whole" && (one === spoken || stoodAt(one, call.step)),
    );
    for (const [identification, { obligations }] of call.debtors) {
      const at = call.applied.get(identification);
      if (at === undefined || (tenant.erased.get(identification) ?? 0) > 0) continue;
      const writes = world.crm.ledger.writesOf(call.host, call.operation, identification);
      for (const portfolio of tenant.portfolios) {
        const last = lastOf(wholes.filter((one) => one.portfolio === portfolio));
        if (isRestedSince(tenant, portfolio, last?.confirmedAt)) continue;
        const has = last?.debtors.get(identification)?.payload.obligations ?? new Map();
        const lost = [...has.keys()].find((number) => !obligations.has(number) && isThere(writes, at, last, number));
        if (lost !== undefined)
          world.differs("an obligation lost", `${textOf(call)}: ${identification} had ${lost} by ${last?.id}`);
      }
    }
  }
}

const textOf = ({ step, uploadId }: LedgerCall) => `call ${step} of ${uploadId}`;

function stoodAt({ confirmedAt, cancelledAt }: KnownUpload, step: number): boolean {
  return confirmedAt !== null && confirmedAt < step && (cancelledAt === null || cancelledAt > step);
}

function lastOf(wholes: readonly KnownUpload[]): KnownUpload | undefined {
  return wholes.toSorted((a, b) => (a.confirmedAt ?? 0) - (b.confirmedAt ?? 0)).at(-1);
}

/** The CRM had it until this write, by that file. */
function isThere(writes: readonly Write[], at: number, file: KnownUpload | undefined, number: string): boolean {
  const before = writes.filter(({ step }) => step < at).at(-1);
  const isOfFile = writes.some(({ step, call }) => step < at && call.uploadId === file?.id);
  return isOfFile && before?.payload.obligations.has(number) === true;
}
