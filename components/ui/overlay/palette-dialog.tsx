"use client";

import { Search, X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { KeyCaps } from "../actions/key-caps.tsx";
import type { Stroke } from "../actions/stroke.ts";
import { Spinner } from "../spinner.tsx";
import { onClosing } from "./closing-focus.ts";
import { useFocusReturn } from "./use-focus-return.ts";

export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  readonly detail?: ReactNode;
  readonly icon: ReactNode;
  /** The keys that do the same. */
  readonly stroke?: Stroke | undefined;
}

export interface PaletteGroup<Item extends PaletteItem> {
  readonly title: string;
  readonly items: readonly Item[];
}

export interface PaletteDialogProps<Item extends PaletteItem> {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  placeholder: string;
  text: string;
  onText: (text: string) => void;
  groups: readonly PaletteGroup<Item>[];
  /** More may come. */
  isBusy: boolean;
  /** How many there are, or that there are none; read out. */
  status: string;
  /** Called once the palette is closed and the focus is where it was before. */
  onChoose: (item: Item) => void;
}

/**
 * A search box over the page with a list of what can be done: the focus stays in the box, and `aria-activedescendant`
 * names the active option.
 */
export function PaletteDialog<Item extends PaletteItem>(props: PaletteDialogProps<Item>) {
  const { isOpen, onOpenChange, title } = props;
  const chosen = useRef<Item | null>(null);
  const giveFocusBack = useFocusReturn(isOpen);
  const choose = (item: Item) => {
    chosen.current = item;
    onOpenChange(false);
  };
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay data-modal className="enter-fade fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            onClosing(giveFocusBack)(event);
            const item = chosen.current;
            chosen.current = null;
            if (item !== null) props.onChoose(item);
          }}
          className="enter-overlay fixed inset-x-0 top-2 z-40 mx-auto flex max-h-[calc(100dvh-1rem)] w-[calc(100vw-1rem)] max-w-2xl flex-col overflow-hidden rounded-lg border border-border bg-surface-raised shadow-overlay outline-none sm:top-[10vh] sm:max-h-[80vh]"
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          <PaletteBody {...props} onChoose={choose} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function PaletteBody<Item extends PaletteItem>(props: PaletteDialogProps<Item>) {
  const { groups, text, onChoose, onOpenChange } = props;
  const t = useTranslations("ui");
  const id = useId();
  const listRef = useRef<HTMLDivElement>(null);
  const items = groups.flatMap((group) => group.items);
  const [active, setActive] = useState<string | null>(null);
  const activeIndex = Math.max(
    0,
    items.findIndex((item) => item.id === active),
  );
  const activeItem = items[activeIndex];
  const optionId = (item: Item) => `${id}-${encodeURIComponent(item.id)}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the active option is found by its mark once it has it.
  useEffect(() => {
    listRef.current?.querySelector("[data-highlighted]")?.scrollIntoView({ block: "nearest" });
  }, [activeItem?.id]);

  const moves: Readonly<Record<string, number>> = {
    ArrowDown: activeIndex === items.length - 1 ? 0 : activeIndex + 1,
    ArrowUp: activeIndex === 0 ? items.length - 1 : activeIndex - 1,
    PageDown: Math.min(items.length - 1, activeIndex + 8),
    PageUp: Math.max(0, activeIndex - 8),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moves[event.key];
    if (event.nativeEvent.isComposing) return;
    if (to !== undefined) {
      event.preventDefault();
      setActive(items[to]?.id ?? null);
    } else if (event.key === "Enter" && activeItem !== undefined) {
      event.preventDefault();
      onChoose(activeItem);
    } else if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onOpenChange(false);
    }
  };

  return (
    <>
      <div className="flex items-center gap-2 border-b border-border px-4">
        <Search aria-hidden className="size-4 shrink-0 text-text-muted" />
        <input
          autoFocus
          type="text"
          role="combobox"
          aria-label={props.placeholder}
          aria-autocomplete="list"
          aria-expanded={items.length > 0}
          aria-controls={items.length > 0 ? `${id}-list` : undefined}
          aria-activedescendant={activeItem === undefined ? undefined : optionId(activeItem)}
          placeholder={props.placeholder}
          value={text}
          maxLength={100}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          onChange={(event) => {
            props.onText(event.target.value);
            setActive(null);
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 truncate bg-transparent text-lg outline-none placeholder:text-text-muted"
        />
        {props.isBusy ? <Spinner className="appear-late" /> : null}
        <Radix.Close
          aria-label={t("close")}
          className="touch-target -mr-2 flex size-8 shrink-0 items-center justify-center rounded-md text-text-muted hover:bg-surface-hover hover:text-text"
        >
          <X aria-hidden className="size-4" />
        </Radix.Close>
      </div>
      <p role="status" className={items.length > 0 ? "sr-only" : "px-4 py-8 text-center text-text-muted"}>
        {props.status}
      </p>
      {items.length === 0 ? null : (
        <div ref={listRef} id={`${id}-list`} role="listbox" aria-label={props.title} className="overflow-y-auto p-2">
          {groups.map((group, index) => (
            <div key={group.title} role="group" aria-labelledby={`${id}-group-${index}`}>
              <div id={`${id}-group-${index}`} className="px-2 pt-2 pb-1 text-xs font-medium text-text-muted">
                {group.title}
              </div>
              {group.items.map((item) => (
                <div
                  key={item.id}
                  id={optionId(item)}
                  role="option"
                  tabIndex={-1}
                  aria-selected={item === activeItem}
                  data-highlighted={item === activeItem ? "" : undefined}
                  onPointerMove={() => setActive(item.id)}
                  onClick={() => onChoose(item)}
                  onKeyDown={onKeyDown}
                  className="flex cursor-default items-center gap-2.5 rounded-sm px-2 py-1.5 pointer-coarse:py-2.5 data-[highlighted]:bg-surface-hover data-[highlighted]:forced-chosen [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-text-muted"
                >
                  {item.icon}
                  <span className="min-w-0 flex-1 sm:flex sm:items-baseline sm:gap-3">
                    <span className="block min-w-0 truncate">{item.label}</span>
                    {item.detail === undefined ? null : (
                      <span className="block min-w-0 shrink-[9] truncate text-sm text-text-muted sm:ml-auto">
                        {item.detail}
                      </span>
                    )}
                  </span>
                  {item.stroke === undefined ? null : (
                    <span className="pointer-coarse:hidden">
                      <KeyCaps stroke={item.stroke} />
                    </span>
                  )}
                </div>
              ))}
            </div>
          ))}
        </div>
      )}
    </>
  );
}
