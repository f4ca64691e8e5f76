import type { ReactNode } from "react";
import { TextLink } from "#components/ui/text-link.tsx";
import type { AuditView } from "#lib/domain/views/audit-view.ts";

interface SubjectLineProps {
  entry: AuditView;
  /** What an entry without a subject is about. */
  nobody: string | null;
  /** A link to all entries about the same. */
  only?: ((subject: NonNullable<AuditView["subject"]>) => ReactNode) | undefined;
}

/** The user, upload or portfolio that an entry is about, with a link. */
export function SubjectLine({ entry, nobody, only }: SubjectLineProps): ReactNode {
  const { subject } = entry;
  if (subject === null) return nobody === null ? null : <Line>{nobody}</Line>;
  if (subject.kind === "upload")
    return (
      <Line>
        <TextLink href={`/uploads/${subject.id}`}>{subject.fileName}</TextLink>
        {only?.(subject)}
      </Line>
    );
  if (subject.kind === "portfolio")
    return (
      <Line>
        <TextLink href={`/portfolios/${subject.id}`}>{subject.name}</TextLink>
        {only?.(subject)}
      </Line>
    );
  return (
    <Line>
      <TextLink href={`/admin/users/${subject.id}`}>{subject.name}</TextLink> · {subject.email}
      {only?.(subject)}
    </Line>
  );
}

function Line({ children }: { children: ReactNode }) {
  return <span className="block max-w-96 text-sm text-text-muted [overflow-wrap:anywhere]">{children}</span>;
}
