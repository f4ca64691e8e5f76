import type { AuditSubject } from "../access/views.ts";
import type { Page } from "./page.ts";

export type PlainDetail = string | number | boolean | null;
/** A plain value, or what a setting was and is now. */
export type AuditDetail = PlainDetail | { readonly from: PlainDetail; readonly to: PlainDetail };

export interface AuditView {
  readonly id: string;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string } | null;
  readonly tenant: { readonly id: string; readonly name: string } | null;
  /** A code for the catalogues (`audit.*`), such as `upload_confirmed`. */
  readonly action: string;
  /** The user, upload or portfolio that the action changed, with its present name; null if it is none. */
  readonly subject: AuditSubject | null;
  readonly details: Readonly<Record<string, AuditDetail>>;
  readonly address: string | null;
}

/** A user who has entries in the trail. */
export interface AuditActor {
  readonly id: string;
  readonly name: string;
}

/** What the trail has about one client. */
export interface ClientTrail {
  readonly tenant: { readonly id: string; readonly name: string };
  /** As typed and cleaned; null if only its keyed hash is known. */
  readonly identification: string | null;
  /** Uploads that have the client, or had until the client was erased. */
  readonly uploads: number;
  /** Other uploads, whose comparisons name the client as gone. */
  readonly onlyGone: number;
  readonly entries: Page<AuditView>;
  /** Keys that the portal lacks: entries of people noted under them are not found by an identification. */
  readonly missingKeys: readonly string[];
}
