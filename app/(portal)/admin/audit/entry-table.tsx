import { ListFilter } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { DateTime } from "#components/ui/date-time.tsx";
import { TableBox } from "#components/ui/section.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { AuditView } from "#lib/domain/views/audit-view.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { shortDigest } from "./audit-value-words.ts";
import { auditWords, subjectName } from "./audit-words.ts";
import { SubjectLine } from "./subject-line.tsx";

/** Details that name another upload. */
const idsOfUploads: readonly string[] = ["ofId", "retryId"];

export interface EntryTableProps {
  locale: Locale;
  caption: string;
  entries: readonly AuditView[];
  /** The address of all entries about the same; without it there is no such link. */
  onlyHref?: (subjectId: string) => string;
}

/** Entries of the audit trail in a language. */
export function EntryTable({ locale, caption, entries, onlyHref }: EntryTableProps) {
  const t = translatorFor(locale, "admin.audit");
  const words = auditWords(locale);
  const shown = (entry: AuditView, name: string, value: AuditView["details"][string]): ReactNode => {
    if (typeof value !== "string") return words.value(name, value);
    if (idsOfUploads.includes(name)) return <TextLink href={`/uploads/${value}`}>{value.slice(-8)}</TextLink>;
    const { tenant } = entry;
    if (name !== "person" || tenant === null) return words.value(name, value);
    return value.split(" ").map((person, index) => (
      <Fragment key={person}>
        {index === 0 ? "" : ", "}
        <TextLink
          href={`/admin/audit/client?${new URLSearchParams({ tenant: tenant.id, person })}`}
          prefetch={false}
          title={t("client.who")}
          className="font-mono text-xs"
        >
          {shortDigest(person)}
        </TextLink>
      </Fragment>
    ));
  };
  const only = (subject: NonNullable<AuditView["subject"]>) =>
    onlyHref === undefined ? null : (
      <TextLink
        href={onlyHref(subject.id)}
        aria-label={t("only", { name: subjectName(subject) })}
        title={t("only", { name: subjectName(subject) })}
        className="touch-target ml-1.5 inline-block align-[-2px]"
      >
        <ListFilter aria-hidden className="size-3.5" />
      </TextLink>
    );

  return (
    <TableBox>
      <Table caption={caption}>
        <TableHead>
          <TableHeader>{t("at")}</TableHeader>
          <TableHeader>{t("actor")}</TableHeader>
          <TableHeader>{t("action")}</TableHeader>
          <TableHeader>{t("tenant")}</TableHeader>
          <TableHeader>{t("details")}</TableHeader>
          <TableHeader>{t("address")}</TableHeader>
        </TableHead>
        <TableBody>
          {entries.map((entry) => (
            <TableRow key={entry.id}>
              <TableCell label={t("at")} className="whitespace-nowrap">
                <DateTime value={entry.at} />
              </TableCell>
              <TableCell label={t("actor")}>{words.actor(entry)}</TableCell>
              <TableCell label={t("action")}>
                {words.action(entry)}
                <SubjectLine entry={entry} nobody={words.nobody(entry)} only={only} />
              </TableCell>
              <TableCell label={t("tenant")}>{entry.tenant?.name ?? "—"}</TableCell>
              <TableCell label={t("details")} className="max-w-96 text-sm text-text-muted [overflow-wrap:anywhere]">
                {Object.keys(entry.details).length === 0
                  ? "—"
                  : Object.entries(entry.details).map(([name, value], index) => (
                      <Fragment key={name}>
                        {index === 0 ? "" : " · "}
                        {words.detailName(name)}: {shown(entry, name, value)}
                      </Fragment>
                    ))}
              </TableCell>
              <TableCell label={t("address")} className="font-mono text-xs">
                {entry.address ?? "—"}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableBox>
  );
}
