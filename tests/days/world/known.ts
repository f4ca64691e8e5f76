import type { TenantId } from "#lib/services/context.ts";
import type { UserCtx } from "#tests/support/factories.ts";
import type { Bank } from "./bank.ts";
import type { FileDebtor } from "./expected.ts";
import type { Rows } from "./sheet.ts";

export interface KnownPortfolio {
  readonly id: string;
  readonly bank: Bank;
}

/** A tenant's settings as the portal has been told, from a step on. */
export interface Said {
  readonly step: number;
  readonly repeats: "unknown" | "updates" | "duplicates";
  readonly obligations: "unknown" | "merges" | "replaces";
  readonly host: string;
  readonly operation: string;
  readonly token: string;
  readonly callsAtOnce: number;
  readonly country: string;
  readonly currency: string;
}

export interface KnownTenant {
  readonly at: number;
  readonly tenantId: TenantId;
  readonly admin: UserCtx;
  readonly supervisor: UserCtx;
  readonly portfolios: readonly KnownPortfolio[];
  /** Names that are its own, at each server. */
  readonly operations: readonly [string, string];
  said: readonly Said[];
  /** Identifications that are held, since which step. */
  holds: ReadonlyMap<string, number>;
  /** Identifications that were erased, and when they were last. */
  erased: ReadonlyMap<string, number>;
  /** Portfolios at rest, by their ids. */
  resting: ReadonlySet<string>;
  /** When each portfolio was put to rest or woken last, by its id: what is remembered of it goes once it has rested for long. */
  rested: ReadonlyMap<string, number>;
  /** When it was retired, and reopened, in turns. */
  retired: readonly number[];
}

export const isRetired = ({ retired }: KnownTenant): boolean => retired.length % 2 === 1;

/** What was known of a portfolio then may be forgotten. */
export function isRestedSince(
  { resting, rested }: KnownTenant,
  { id }: KnownPortfolio,
  step: number | null | undefined,
): boolean {
  return resting.has(id) || (rested.get(id) ?? 0) > (step ?? 0);
}

/** An upload, as the log of what people did knows it. */
export interface KnownUpload {
  readonly id: string;
  readonly tenant: KnownTenant;
  readonly portfolio: KnownPortfolio;
  readonly kind: "whole" | "additions" | "retry" | "correction" | "close_out";
  /** Its file's rows as they arrived, and as edited. */
  readonly arrived: Rows;
  readonly rows: Rows;
  /** Who stands in rows that are set aside. */
  readonly aside: readonly string[];
  readonly debtors: ReadonlyMap<string, FileDebtor>;
  /** Who was held when it was staged. */
  readonly held: ReadonlySet<string>;
  /** The upload it retries, corrects or closes. */
  readonly ofId: string | null;
  readonly stagedAt: number;
  readonly currency: string;
  confirmedAt: number | null;
  cancelledAt: number | null;
  /** When it was paused, and resumed, in turns. */
  stops: readonly number[];
  /** A person wrote why it is right. */
  isExplained: boolean;
  /** It stood in line in a backup that was put back. */
  isDoubted: boolean;
  /** What a person said of its debtors. */
  stated: ReadonlyMap<string, { readonly outcome: "accepted" | "rejected"; readonly step: number }>;
}

export function nowSaid(tenant: KnownTenant): Said {
  const last = tenant.said.at(-1);
  if (last === undefined) throw new Error("a tenant without settings");
  return last;
}

/** The settings that held at a step. */
export function saidAt(tenant: KnownTenant, step: number): Said {
  return tenant.said.findLast((said) => said.step <= step) ?? nowSaid(tenant);
}

/** Whether any other file of the tenant says this of a debtor. */
export function isSaidElsewhere(
  uploads: Iterable<KnownUpload>,
  upload: KnownUpload,
  identification: string,
): (key: string, text: string) => boolean {
  const files = [...uploads].filter((one) => one.tenant === upload.tenant && one !== upload);
  return (key, text) => files.some(({ debtors }) => debtors.get(identification)?.payload.own[key] === text);
}
