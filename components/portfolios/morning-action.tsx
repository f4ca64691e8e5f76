import { useMay } from "#components/access/may.tsx";
import type { MorningLine } from "#lib/domain/views/morning-view.ts";
import { LinkButton } from "../ui/form/link-button.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { type MorningWords, needsPart } from "./morning-words.ts";

/**
 * The one button of a line: it opens where what is left is done. Not fetched ahead, as thirty pages would be with
 * every morning.
 */
export function MorningAction({ line, words }: { line: MorningLine; words: MorningWords }) {
  const { health, uploadId, portfolio, tenant } = line;
  const mayLoad = useMay("uploads.load");
  if (!mayLoad && uploadId === null) return null;
  const isUrgent =
    mayLoad && (health === "late" || health === "odd" || health === "stopped" || health === "to_confirm");
  const href =
    mayLoad && (uploadId === null || health === "expected" || needsPart(line))
      ? `/uploads/new?tenant=${tenant.id}&portfolio=${portfolio.id}`
      : `/uploads/${uploadId}`;
  return (
    <LinkButton
      href={href}
      size="sm"
      variant={isUrgent ? "primary" : "secondary"}
      prefetch={false}
      data-line-key
      className="min-w-24 max-sm:min-w-0 max-sm:px-2"
    >
      {words.action(mayLoad ? line : { ...line, health: "loaded" })}
      <VisuallyHidden> {portfolio.name}</VisuallyHidden>
    </LinkButton>
  );
}
