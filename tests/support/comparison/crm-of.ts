import type { SandboxControl } from "../wolkvox-sandbox/control.ts";
import { Crm } from "../wolkvox-sandbox/crm.ts";

export interface CrmDebtor {
  readonly identification: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** By number, in the order of the numbers. */
  readonly obligations: readonly (readonly [string, Readonly<Record<string, unknown>>])[];
}

/**
 * What the CRM has of an operation, in the order of identifications: all that was written, applied in its order as the
 * sandbox's settings say. Keys in `without` are left out.
 */
export async function crmOf(
  control: SandboxControl,
  operation: string,
  without: readonly string[] = [],
): Promise<CrmDebtor[]> {
  const crm = new Crm();
  const settings = await control.settings();
  const written = (await control.ledger()).filter((debtor) => debtor.operation === operation);
  for (const { identification, payload } of written) crm.write(operation, identification, payload, settings);
  const names = [...new Set(written.map(({ identification }) => identification))].toSorted();
  const kept = (values: ReadonlyMap<string, unknown>) =>
    Object.fromEntries([...values].filter(([key]) => !without.includes(key)));
  return names.flatMap((identification) =>
    crm.recordsOf(operation, identification).map(({ fields, obligations }) => ({
      identification,
      fields: kept(fields),
      obligations: Array.from(obligations, ([id, values]) => [id, kept(values)] as const).toSorted(([a], [b]) =>
        a < b ? -1 : 1,
      ),
    })),
  );
}
