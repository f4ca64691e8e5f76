import type { CustomFieldDeclaration } from "../fields/field.ts";
import type { ObligationsBehaviour } from "../outcome/obligations-behaviour.ts";
import type { RepeatBehaviour } from "../outcome/repeat-behaviour.ts";

/** A tenant as its members see it. */
export interface TenantView {
  readonly id: string;
  readonly name: string;
  readonly operation: string;
  readonly server: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly batchSize: number;
  /** IANA name: when loads are expected is told by the clocks there. */
  readonly timeZone: string;
  /** Only read any more (retireTenant). */
  readonly isRetired?: boolean;
}

/** A tenant that is only read any more, as all its members may know it. */
export interface RetiredTenantView {
  readonly id: string;
  readonly name: string;
  readonly retiredAt: string;
}

/** A tenant as an admin sees it. Only the token's last four characters leave the server. */
export interface AdminTenantView extends TenantView {
  readonly tokenLastFour: string;
  readonly callsAtOnce: number;
  readonly repeatBehaviour: RepeatBehaviour;
  readonly obligations: ObligationsBehaviour;
  readonly retentionDays: number;
  /** Lists show its debtors masked (decision 73). */
  readonly masksDebtors: boolean;
  readonly members: number;
  readonly customFields: number;
  readonly uploads: number;
  readonly retiredAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface CustomFieldView extends CustomFieldDeclaration {
  readonly id: string;
}
