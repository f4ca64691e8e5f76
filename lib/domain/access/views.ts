export type AuditSubject =
  | { readonly kind: "user"; readonly id: string; readonly name: string; readonly email: string }
  | { readonly kind: "upload"; readonly id: string; readonly fileName: string }
  | { readonly kind: "portfolio"; readonly id: string; readonly name: string };
