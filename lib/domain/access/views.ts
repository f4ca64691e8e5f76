import type { CustomFieldDeclaration } from "../fields/field.ts";
import type { Role } from "./permission.ts";

/** What is known of the CRM when a debtor is sent a second time. */
export const repeatBehaviours = ["unknown", "updates", "duplicates"] as const;
export type RepeatBehaviour = (typeof repeatBehaviours)[number];

/** A tenant as everybody who works for it sees it. */
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
}

/** A tenant as an admin sees it. The token never leaves the server beyond its last four characters. */
export interface AdminTenantView extends TenantView {
  readonly tokenLastFour: string;
  readonly callsAtOnce: number;
  readonly repeatBehaviour: RepeatBehaviour;
  readonly retentionDays: number;
  readonly members: number;
  readonly customFields: number;
  readonly uploads: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface CustomFieldView extends CustomFieldDeclaration {
  readonly id: string;
}

export interface UserView {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly locale: string | null;
  readonly isDisabled: boolean;
  readonly tenants: readonly { readonly id: string; readonly name: string }[];
  readonly createdAt: string;
}

/** A session that is still good. */
export interface SessionView {
  readonly id: string;
  readonly startedAt: string;
  /** When somebody last worked in it, to the minute. */
  readonly activeAt: string;
  readonly address: string | null;
  /** Browser and system, as `browserOf` tells them. */
  readonly browser: string | null;
  /** The one that asks. */
  readonly isCurrent: boolean;
}

/** How long the session that asks still lasts. */
export interface SessionLife {
  readonly userId: string;
  /** Until it is over if nobody works in it any more. */
  readonly endsInSeconds: number;
  /** Whether they may work for the tenant that was asked about; true where none was. */
  readonly hasTenant: boolean;
}

export interface AuditView {
  readonly id: string;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string } | null;
  readonly tenant: { readonly id: string; readonly name: string } | null;
  /** A code for the catalogues (`audit.*`), such as `upload_confirmed`. */
  readonly action: string;
  /** Whom or what it was done to, by its name of today; null where it is neither a user nor an upload. */
  readonly subject: AuditSubject | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  readonly address: string | null;
}

export type AuditSubject =
  | { readonly kind: "user"; readonly id: string; readonly name: string; readonly email: string }
  | { readonly kind: "upload"; readonly id: string; readonly fileName: string };

/** What a token says of itself today, as tokenInformation answers. */
export interface TokenBudget {
  readonly limit: number;
  readonly usedToday: number;
  readonly available: number;
  readonly hoursToRestart: number;
  /** ISO 8601: when it was asked. */
  readonly askedAt: string;
}

/** The answer of a connection test. `reason` is a code for the catalogues (`reasons.*`), `remoteText` the remote's own words. */
export type ConnectionTest =
  | { readonly isConnected: true; readonly budget: TokenBudget }
  | {
      readonly isConnected: false;
      readonly reason: string;
      readonly httpStatus: number | null;
      readonly remoteText: string;
    };
