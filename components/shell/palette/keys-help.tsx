"use client";

import { useTranslations } from "use-intl";
import { KeyCaps } from "../../ui/actions/key-caps.tsx";
import { type ActionGroup, type PageAction, pageActions } from "../../ui/actions/page-actions.ts";
import { withArrowsAsOne } from "../../ui/actions/stroke.ts";
import { Dialog } from "../../ui/overlay/dialog.tsx";

export interface KeysHelpProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** The keys of this page and of every page, made from where they are handled. */
export function KeysHelp({ isOpen, onOpenChange }: KeysHelpProps) {
  const t = useTranslations("shell.keys");
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t("title")} width="lg">
      <div className="gap-8 pb-3 sm:columns-2">
        {isOpen ? shownGroups(pageActions.groups()).map((group) => <Group key={group.title} group={group} />) : null}
      </div>
    </Dialog>
  );
}

function Group({ group }: { group: Required<Pick<ActionGroup, "title" | "actions">> }) {
  return (
    <section className="mb-5 break-inside-avoid">
      <h3 className="mb-1.5 text-xs font-medium text-text-muted">{group.title}</h3>
      <dl className="flex flex-col gap-1.5">
        {group.actions.map(({ id, label, strokes = [] }) => (
          <div key={id} className="flex items-baseline gap-4">
            <dt className="min-w-0 flex-1">{label}</dt>
            <dd className="flex max-w-1/2 flex-wrap justify-end gap-x-3 gap-y-1">
              {withArrowsAsOne(strokes).map((stroke) => (
                <KeyCaps key={stroke} stroke={stroke} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const order = { page: 0, tenant: 0, element: 1, portal: 2, user: 2 } as const;

/** Groups of one title are one, and so are keys that do the same; what works on every page comes last. */
export function shownGroups(groups: readonly ActionGroup[]): Required<Pick<ActionGroup, "title" | "actions">>[] {
  const sorted = groups.toSorted((a, b) => order[a.kind ?? "page"] - order[b.kind ?? "page"]);
  const byTitle = new Map<string, ActionGroup["actions"]>();
  for (const { title = "", actions } of sorted) {
    const withKeys = actions.filter(({ strokes = [] }) => strokes.length > 0);
    if (withKeys.length > 0) byTitle.set(title, [...(byTitle.get(title) ?? []), ...withKeys]);
  }
  return [...byTitle].map(([title, actions]) => ({ title, actions: mergedByLabel(actions) }));
}

function mergedByLabel(actions: readonly PageAction[]): PageAction[] {
  const byLabel = new Map<string, PageAction>();
  for (const action of actions) {
    const before = byLabel.get(action.label);
    byLabel.set(action.label, {
      ...(before ?? action),
      strokes: [...new Set([...(before?.strokes ?? []), ...(action.strokes ?? [])])],
    });
  }
  return [...byLabel.values()];
}
