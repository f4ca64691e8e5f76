import type { LedgerCall } from "../crm/ledger.ts";
import { type KnownUpload, saidAt } from "../world/known.ts";
import { placeholder } from "../world/sheet.ts";
import type { World } from "../world/world.ts";
import { rootOf, type Seen } from "./seen.ts";

/** Fields of a debtor that may be empty in a file. */
const mayBeEmpty = ["Email", "Segmento"] as const;

/**
 * Where a file is empty, what an accepted load of its portfolio brought before it was confirmed stays: it is neither left
 * out of a call nor overwritten with a placeholder.
 */
export function judgeKept(world: World, seen: readonly Seen[], since: number): void {
  // What a load brought is forgotten with it, once its debtors have been kept long enough.
  const accepted = new Set(
    seen.flatMap(({ known, records, isErased }) =>
      (isErased ? [] : records).flatMap(({ state, identification }) =>
        state === "accepted" ? [`${known.id} ${identification}`] : [],
      ),
    ),
  );
  // Whom the CRM was found not to have is nobody there whose values could be lost.
  const absent = new Set(seen.flatMap(({ records }) => records.filter(isAbsent).map((one) => one.identification)));
  for (const call of world.crm.ledger.calls) {
    const known = world.uploads.get(call.uploadId ?? "");
    if (call.step <= since || known === undefined || known.kind === "close_out") continue;
    for (const [identification, { own }] of call.debtors)
      for (const key of mayBeEmpty) {
        if (isFilled(own[key]) || absent.has(identification)) continue;
        const before = bringing(world, rootOf(world, known), identification, key).filter(({ uploadId }) =>
          accepted.has(`${uploadId} ${identification}`),
        );
        const [{ step } = { step: null }] = before;
        if (step !== null)
          world.differs(
            "forgets a value",
            `call ${call.step} of ${known.id}, ${identification}: ${key} "${own[key] ?? ""}", and call ${step} brought one`,
          );
      }
  }
}

function isAbsent({ state, evidence }: Seen["records"][number]): boolean {
  return state === "rejected" && (evidence === "read_back" || evidence === "person");
}

const isFilled = (text: string | undefined) => text !== undefined && text !== "" && text !== placeholder;

/** Calls of its portfolio's earlier uploads that brought a value before an upload was confirmed. */
function bringing(world: World, root: KnownUpload, identification: string, key: string): LedgerCall[] {
  const { confirmedAt, portfolio, tenant } = root;
  return world.crm.ledger.calls.filter((call) => {
    const known = world.uploads.get(call.uploadId ?? "");
    const at = call.applied.get(identification);
    if (known === undefined || at === undefined || confirmedAt === null || at > confirmedAt) return false;
    if (known.portfolio !== portfolio || rootOf(world, known) === root) return false;
    // It was in flight when the tenant moved to another operation: nobody looks back at it from there.
    if (saidAt(tenant, at).operation !== call.operation) return false;
    if (world.forgotten.some(({ to }) => at < to) || (tenant.erased.get(identification) ?? 0) > at) return false;
    return isFilled(call.debtors.find(([id]) => id === identification)?.[1].own[key]);
  });
}
