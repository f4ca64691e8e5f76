"use client";

import { Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { CustomFieldView } from "#lib/domain/views/tenant-view.ts";
import { IconButton } from "../ui/form/icon-button.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";

export interface CustomFieldTableProps {
  fields: readonly CustomFieldView[];
  onEdit: (field: CustomFieldView) => void;
  onRemove: (field: CustomFieldView) => void;
}

export function CustomFieldTable({ fields, onEdit, onRemove }: CustomFieldTableProps) {
  const t = useTranslations("admin.customFields");
  const common = useTranslations("common");
  return (
    <Table caption={t("title")}>
      <TableHead>
        <TableHeader>{t("label")}</TableHeader>
        <TableHeader>{t("level")}</TableHeader>
        <TableHeader>{t("kind")}</TableHeader>
        <TableHeader>
          <span className="sr-only">{t("actions")}</span>
        </TableHeader>
      </TableHead>
      <TableBody>
        {fields.map((field) => (
          <TableRow key={field.id}>
            <TableCell isRowHeader>{field.label}</TableCell>
            <TableCell label={t("level")}>{t(`levels.${field.level}`)}</TableCell>
            <TableCell label={t("kind")}>
              {t(`kinds.${field.kind}`)}
              {field.kind === "date" ? <span className="ml-1.5 text-text-muted">{field.dateFormat}</span> : null}
              {field.kind === "list" ? (
                <span className="ml-1.5 text-text-muted">{t("valueCount", { count: field.allowedValues.length })}</span>
              ) : null}
            </TableCell>
            <TableCell align="end">
              <IconButton label={`${common("edit")}: ${field.label}`} size="sm" onClick={() => onEdit(field)}>
                <Pencil aria-hidden />
              </IconButton>
              <IconButton label={`${common("remove")}: ${field.label}`} size="sm" onClick={() => onRemove(field)}>
                <Trash2 aria-hidden />
              </IconButton>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
