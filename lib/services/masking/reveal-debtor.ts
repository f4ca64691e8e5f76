import { z } from "zod";
import { type Transaction, withTransaction } from "#lib/database/client.ts";
import { findGone } from "#lib/database/close-outs/gone-debtors.ts";
import { selectComparedDebtors } from "#lib/database/comparison/comparisons.ts";
import { selectLeftOutRows } from "#lib/database/records/left-out-rows.ts";
import { findRecord } from "#lib/database/records/records.ts";
import { findCountry } from "#lib/database/tenants/countries.ts";
import { isErased } from "#lib/database/uploads/erasures.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { holdKey } from "#lib/domain/person/hold-key.ts";
import { goneLists } from "#lib/domain/views/close-out-view.ts";
import type { DebtorRef, RevealedDebtor } from "#lib/domain/views/debtor-ref.ts";
import { openDebtorKey } from "#lib/secrets/debtor-key.ts";
import { personDigest } from "#lib/secrets/person-digest.ts";
import { authorisePortfolio, authoriseUpload } from "../authorise.ts";
import { comparedView } from "../comparison/list-compared-debtors.ts";
import type { Ctx, TenantId } from "../context.ts";
import { leftOutView } from "../outcomes/list-left-out.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { withShownNames } from "./masking-of.ts";
import { readReason } from "./reveal-reason.ts";

const key = z.string().max(1_200);
const refSchema = z.discriminatedUnion("list", [
  z.object({ list: z.literal("records"), uploadId: z.string(), ordinal: z.int().min(0).max(2_147_483_647) }),
  z.object({ list: z.literal("left_out"), uploadId: z.string(), row: z.int().min(0).max(2_147_483_647) }),
  z.object({ list: z.literal("compared"), uploadId: z.string(), key }),
  z.object({ list: z.enum(goneLists), portfolioId: z.string(), key }),
]);

export type RevealDebtorInput = DebtorRef & { readonly reason?: string };

/**
 * One debtor of a list as it is without the mask, and the entry that says who saw it, in one transaction. An auditor
 * has to say why (`invalid`).
 */
export async function revealDebtor(ctx: Ctx, input: RevealDebtorInput): Promise<RevealedDebtor> {
  const { portfolioId, uploadId = "" }: { portfolioId?: string; uploadId?: string } = input;
  const tenantId =
    portfolioId === undefined
      ? await authoriseUpload(ctx, "uploads.read", uploadId)
      : await authorisePortfolio(ctx, "uploads.read", portfolioId);
  const ref = parseInput(refSchema, input);
  const reason = readReason(ctx, input);
  const revealed = await withTransaction(tenantId, async (tx) => {
    const debtor = await findDebtor(tx, tenantId, ref);
    if (debtor === null) throw new AppError("not_found");
    const { identification } = debtor;
    const country = await findCountry(tx, tenantId);
    await recordAudit(tx, ctx, "debtor_revealed", {
      tenantId,
      subject: "portfolioId" in ref ? ref.portfolioId : ref.uploadId,
      details: {
        list: ref.list,
        ...(identification === null ? {} : { person: personDigest(tenantId, holdKey(identification, country)) }),
        ...reason,
      },
    });
    return debtor;
  });
  // The file may be named after somebody else.
  return withShownNames(tenantId, revealed);
}

async function findDebtor(tx: Transaction, tenantId: TenantId, ref: DebtorRef): Promise<RevealedDebtor | null> {
  switch (ref.list) {
    case "records":
      return findRecord(tx, { tenantId, uploadId: ref.uploadId }, ref.ordinal);
    case "left_out": {
      const [row] = await selectLeftOutRows(tx, tenantId, ref.uploadId, ref.row - 1, 1, [ref.row]);
      return row === undefined ? null : leftOutView(row);
    }
    case "compared": {
      const only = openDebtorKey(ref.key, tenantId);
      if (only === null || (await isErased(tx, tenantId, ref.uploadId))) return null;
      const scope = { tenantId, uploadId: ref.uploadId, group: null };
      const [debtor] = await selectComparedDebtors(tx, scope, { only }, 1);
      return debtor === undefined ? null : comparedView(debtor);
    }
    default: {
      const only = openDebtorKey(ref.key, tenantId);
      return only === null ? null : findGone(tx, { tenantId, portfolioId: ref.portfolioId }, ref.list, only);
    }
  }
}
