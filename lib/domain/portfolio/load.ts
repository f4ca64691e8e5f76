/** What an upload is of its portfolio: nobody is gone by a part alone, or by additions. */
export type Load =
  | { readonly kind: "whole" }
  | { readonly kind: "part"; readonly number: number; readonly of: number }
  | { readonly kind: "additions" };
