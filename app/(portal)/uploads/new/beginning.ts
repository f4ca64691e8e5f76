import type { KeptUpload } from "#components/upload/kept/kept-uploads.ts";
import type { Failures } from "./correction-requests.ts";

/** What a new upload begins with. */
export type Beginning =
  | { readonly kind: "file"; readonly file: File }
  | { readonly kind: "kept"; readonly upload: KeptUpload }
  | { readonly kind: "failures"; readonly failures: Failures };

/** The name of the file that is about to be read. */
export function nameOf(beginning: Beginning): string {
  if (beginning.kind === "file") return beginning.file.name;
  return (beginning.kind === "kept" ? beginning.upload.head?.fileName : beginning.failures.fileName) ?? "";
}
