"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { isAllowed, type Role } from "#lib/domain/access/permission.ts";
import { useAllowed } from "../access/may.tsx";
import { administration, mayOpen, type Place, work } from "./places.ts";

/** The pages that a role may open. `onGo` closes the phone's sheet. */
export function Navigation({ role, onGo }: { role: Role; onGo?: () => void }) {
  const t = useTranslations("shell");
  const path = usePathname();
  const mayWork = useAllowed();
  const groups = [
    { title: null, places: work.filter((place) => mayOpen(role, place, mayWork)) },
    { title: t("administration"), places: administration.filter((place) => isAllowed(role, place.permission)) },
  ].filter((group) => group.places.length > 0);
  const current = currentHref(
    path,
    groups.flatMap((group) => group.places),
  );

  return (
    <nav aria-label={t("navigation")} className="flex flex-col gap-4">
      {groups.map((group) => (
        <div key={group.title ?? "work"}>
          {group.title === null ? null : (
            <h2 className="px-2 pb-1 text-xs font-medium text-text-muted">{group.title}</h2>
          )}
          <ul className="flex flex-col gap-0.5">
            {group.places.map((place) => (
              <li key={place.href}>
                <Link
                  href={place.href}
                  aria-current={place.href === current ? "page" : undefined}
                  {...(onGo === undefined ? {} : { onClick: onGo })}
                  className="flex h-8 pointer-coarse:h-10 items-center gap-2.5 rounded-md px-2 text-text-muted hover:bg-surface-hover hover:text-text aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent aria-[current=page]:forced-chosen"
                >
                  <place.icon aria-hidden className="size-4 shrink-0" />
                  {t(place.label)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** The longest address that the path begins with: /uploads/new is not also /uploads. */
function currentHref(path: string, places: readonly Place[]): string | undefined {
  return places
    .map((place) => place.href)
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}
