import { markOf } from "#components/upload/kept/begun-with.ts";
import type { KeptUpload } from "#components/upload/kept/kept-uploads.ts";
import { correctionOf } from "#components/upload/work.ts";
import type { Failures } from "./correction-requests.ts";

/** What a new upload begins with. */
export type Beginning =
  | { readonly kind: "file"; readonly file: File }
  | { readonly kind: "kept"; readonly upload: KeptUpload }
  | { readonly kind: "failures"; readonly failures: Failures };

/** The unfinished correction of these very failures that no tab works on, the last worked on first; null for none. */
export function keptOf(failures: Failures, tenantId: string, kept: readonly KeptUpload[]): KeptUpload | null {
  const mark = markOf(failures);
  const own = kept.find(
    // A file dropped later on the page of a correction is not that correction.
    ({ head, state, isOpen, ...upload }) =>
      !isOpen &&
      upload.tenantId === tenantId &&
      head?.begunWith === mark &&
      state !== null &&
      correctionOf(state)?.uploadId === failures.uploadId,
  );
  return own ?? null;
}

/** The name of the file that is about to be read. */
export function nameOf(beginning: Beginning): string {
  if (beginning.kind === "file") return beginning.file.name;
  return (beginning.kind === "kept" ? beginning.upload.head?.fileName : beginning.failures.fileName) ?? "";
}
