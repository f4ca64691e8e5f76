"use client";

import { useTranslations } from "use-intl";
import { KeyCaps } from "../../ui/actions/key-caps.tsx";
import { type ActionGroup, type PageAction, pageActions } from "../../ui/actions/page-actions.ts";
import { Dialog } from "../../ui/overlay/dialog.tsx";
import { useFocusReturn } from "../../ui/overlay/use-focus-return.ts";

export interface KeysHelpProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** The keys of this page and of every page, made from where they are handled. */
export function KeysHelp({ isOpen, onOpenChange }: KeysHelpProps) {
  const t = useTranslations("shell.keys");
  const giveFocusBack = useFocusReturn(isOpen);
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t("title")} onClosed={giveFocusBack}>
      <div className="grid gap-x-8 gap-y-5 pb-3 sm:grid-cols-2">
        {isOpen ? shownGroups(pageActions.groups()).map((group) => <Group key={group.title} group={group} />) : null}
      </div>
    </Dialog>
  );
}

function Group({ group }: { group: Required<Pick<ActionGroup, "title" | "actions">> }) {
  return (
    <section>
      <h3 className="mb-1.5 text-xs font-medium text-text-muted">{group.title}</h3>
      <dl className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1.5">
        {group.actions.map(({ id, label, strokes = [] }) => (
          <div key={id} className="contents">
            <dt>{label}</dt>
            <dd className="flex flex-wrap justify-end gap-1.5">
              {strokes.map((stroke) => (
                <KeyCaps key={stroke} stroke={stroke} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Groups of one title are one, and so are keys that do the same; what works on every page comes last. */
export function shownGroups(groups: readonly ActionGroup[]): Required<Pick<ActionGroup, "title" | "actions">>[] {
  const sorted = groups.toSorted((a, b) => Number(a.kind === "portal") - Number(b.kind === "portal"));
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
