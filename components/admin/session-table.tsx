"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { SessionView } from "#lib/domain/views/session-view.ts";
import { Badge } from "../ui/badge.tsx";
import { DateTime } from "../ui/date-time.tsx";
import { Button } from "../ui/form/button.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";

export interface SessionTableProps {
  sessions: readonly SessionView[];
  isBusy: boolean;
  onEnd: (session: SessionView) => void;
}

/** The open sessions of an account: browser, address, since when. */
export function SessionTable({ sessions, isBusy, onEnd }: SessionTableProps) {
  const t = useTranslations("admin.sessions");
  const format = useFormatter();
  const nameOf = ({ browser }: SessionView) => browser ?? t("unknownBrowser");
  const since = (value: string) => format.dateTime(new Date(value), { dateStyle: "medium", timeStyle: "short" });
  if (sessions.length === 0) return <p className="px-4 py-6 text-text-muted">{t("none")}</p>;
  return (
    <Table caption={t("title")}>
      <TableHead>
        <TableHeader>{t("browser")}</TableHeader>
        <TableHeader>{t("address")}</TableHeader>
        <TableHeader>{t("startedAt")}</TableHeader>
        <TableHeader>{t("activeAt")}</TableHeader>
        <TableHeader>
          <span className="sr-only">{t("actions")}</span>
        </TableHeader>
      </TableHead>
      <TableBody>
        {sessions.map((session) => (
          <TableRow key={session.id}>
            <TableCell isRowHeader>
              {nameOf(session)}
              {session.isCurrent ? <Badge className="ml-2">{t("current")}</Badge> : null}
            </TableCell>
            <TableCell label={t("address")} className="font-mono text-xs">
              {session.address ?? "—"}
            </TableCell>
            <TableCell label={t("startedAt")}>
              <DateTime value={session.startedAt} />
            </TableCell>
            <TableCell label={t("activeAt")}>
              <DateTime value={session.activeAt} />
            </TableCell>
            <TableCell align="end">
              <Button
                size="sm"
                disabled={isBusy}
                aria-label={t("endOne", { browser: nameOf(session), startedAt: since(session.startedAt) })}
                onClick={() => onEnd(session)}
              >
                {t("end")}
              </Button>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
