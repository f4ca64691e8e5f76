import {
  ArrowRightLeft,
  CornerDownLeft,
  Download,
  type LucideIcon,
  MonitorSmartphone,
  Settings2,
  ShieldCheck,
  UserRound,
} from "lucide-react";
import type { useTranslations } from "use-intl";
import { isAllowed, type Permission, type Role } from "#lib/domain/access/permission.ts";
import { bestMatches, type Findable } from "#lib/domain/search/match-rank.ts";
import type { ActionGroup, PageAction } from "../../ui/actions/page-actions.ts";
import type { PaletteGroup, PaletteItem } from "../../ui/overlay/palette-dialog.tsx";
import { administration, mayOpen, work } from "../places.ts";

/** Something in the palette. */
export interface Choice extends PaletteItem, Findable {
  readonly action: PageAction;
}

export type PaletteWords = ReturnType<typeof useTranslations<"shell.palette">>;
export type ShellWords = ReturnType<typeof useTranslations<"shell">>;

/** A group with what fits; none if nothing does. */
export function groupOf(title: string, choices: readonly Choice[]): PaletteGroup<Choice>[] {
  return choices.length === 0 ? [] : [{ title, items: choices }];
}

/** What was opened last from here; only while nothing is typed. */
export function recentGroup(t: PaletteWords, text: string, recent: readonly Choice[]): PaletteGroup<Choice>[] {
  return text.trim() === "" ? groupOf(t("groups.recent"), recent) : [];
}

/** The page's actions, the portal's pages and the tenants, as far as they fit what is typed. */
export function localGroups(input: {
  t: PaletteWords;
  shell: ShellWords;
  role: Role;
  /** For the pages of the chosen tenant. */
  mayWork: (permission: Permission) => boolean;
  text: string;
  groups: readonly ActionGroup[];
}): PaletteGroup<Choice>[] {
  const { t, shell, role, mayWork, text, groups } = input;
  // Settings are what few look for: they are found once something is typed.
  const isTyped = text.trim() !== "";
  const offered = (kind: ActionGroup["kind"]) =>
    groups
      .filter((group) => (group.kind ?? "page") === kind)
      .flatMap(({ actions }) => actions)
      .filter(({ isKeyOnly = false, isEnabled = true }) => !isKeyOnly && isEnabled)
      // Two buttons may do the same.
      .filter(({ id }, at, all) => all.findIndex((other) => other.id === id) === at);
  const places = [
    ...work.filter((place) => mayOpen(role, place, mayWork)),
    ...administration.filter(({ permission }) => isAllowed(role, permission)),
  ];
  const pages = [
    ...places.map(({ href, label, icon }) => choiceOf({ id: `page:${href}`, label: shell(label), href }, icon)),
    choiceOf({ id: "page:/account/security", label: shell("security"), href: "/account/security" }, ShieldCheck),
    choiceOf({ id: "page:/account/sessions", label: shell("sessions"), href: "/account/sessions" }, MonitorSmartphone),
    ...offered("portal").map((action) => choiceOf(action)),
    ...(isTyped ? offered("user").map((action) => choiceOf(action, UserRound)) : []),
  ];
  const actions = offered("page").map((action) => choiceOf(action));
  const tenants = offered("tenant")
    .filter(({ href }) => href === undefined || isTyped)
    .map((action) => choiceOf(action, action.href === undefined ? ArrowRightLeft : Settings2));
  return [
    ...groupOf(t("groups.actions"), bestMatches(text, actions)),
    ...groupOf(t("groups.portal"), bestMatches(text, pages)),
    ...groupOf(shell("tenants"), bestMatches(text, tenants)),
  ];
}

function choiceOf(
  action: PageAction,
  Icon: LucideIcon = action.isDownload === true ? Download : CornerDownLeft,
): Choice {
  return {
    id: action.id,
    label: action.label,
    ...(action.detail === undefined ? {} : { also: action.detail, detail: action.detail }),
    icon: <Icon aria-hidden />,
    stroke: action.strokes?.[0],
    action,
  };
}
