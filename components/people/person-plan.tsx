"use client";

import { ChevronDown, Download } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ErasurePlan } from "#lib/domain/views/person-view.ts";
import { Callout } from "../ui/callout.tsx";
import { Description, DescriptionList } from "../ui/description-list.tsx";
import { Button } from "../ui/form/button.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Menu, MenuItem } from "../ui/overlay/menu.tsx";
import { Section } from "../ui/section.tsx";
import { TextLink } from "../ui/text-link.tsx";

const formats = ["xlsx", "csv", "json"] as const;
export type PersonFormat = (typeof formats)[number];

export interface PersonPlanProps {
  plan: ErasurePlan;
  isBusy: boolean;
  onExport: (format: PersonFormat) => void;
  onErase: () => void;
}

const counts = ["uploads", "records", "leftOutRows", "snapshots", "comparisons", "holds"] as const;

/** Where a person stands, what stands in the way of erasing, and both ways to go on. */
export function PersonPlan({ plan, isBusy, onExport, onErase }: PersonPlanProps) {
  const t = useTranslations("people");
  const isKnown = counts.some((part) => plan[part] > 0);
  return (
    <Section
      title={t("found", { identification: plan.identification })}
      description={isKnown ? t("foundText") : t("unknown")}
      actions={
        <>
          <Menu
            trigger={
              <Button isBusy={isBusy}>
                <Download aria-hidden />
                {t("export")}
                <ChevronDown aria-hidden className="-mr-1" />
              </Button>
            }
          >
            {formats.map((format) => (
              <MenuItem key={format} onSelect={() => onExport(format)}>
                {t(`formats.${format}`)}
              </MenuItem>
            ))}
          </Menu>
          <Button variant="danger" disabled={plan.underWay.length > 0} onClick={onErase}>
            {t("erase")}
          </Button>
        </>
      }
    >
      <DescriptionList>
        {counts.map((part) => (
          <Description key={part} label={t(`counts.${part}`)}>
            <NumberText value={plan[part]} />
          </Description>
        ))}
      </DescriptionList>
      {plan.underWay.length === 0 ? null : (
        <Callout tone="warning" role="status" title={t("underWay", { count: plan.underWay.length })}>
          <p>{t("underWayText")}</p>
          <ul>
            {plan.underWay.map(({ id, fileName }) => (
              <li key={id}>
                <TextLink href={`/uploads/${id}`}>{fileName}</TextLink>
              </li>
            ))}
          </ul>
        </Callout>
      )}
    </Section>
  );
}
