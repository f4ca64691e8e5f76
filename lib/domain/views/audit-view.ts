import type { AuditSubject } from "../access/views.ts";

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
