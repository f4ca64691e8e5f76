"use client";

import { Rows3 } from "lucide-react";
import { useTranslations } from "use-intl";
import { IconButton } from "../../ui/form/icon-button.tsx";
import { Menu, MenuChoices } from "../../ui/overlay/menu.tsx";
import { type Density, densities } from "./review-view.ts";

/** How high the rows are. */
export function DensityMenu({ density, onChange }: { density: Density; onChange: (density: Density) => void }) {
  const t = useTranslations("reviewView.density");
  return (
    <Menu
      trigger={
        <IconButton label={t("label")}>
          <Rows3 aria-hidden />
        </IconButton>
      }
    >
      <MenuChoices
        label={t("label")}
        value={density}
        choices={densities.map((value) => ({ value, label: t(value) }))}
        onChange={onChange}
      />
    </Menu>
  );
}
