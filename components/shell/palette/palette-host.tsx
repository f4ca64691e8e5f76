"use client";

import { Command, Keyboard } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { KeyCaps } from "../../ui/actions/key-caps.tsx";
import { usePageActions } from "../../ui/actions/use-page-actions.ts";
import { IconButton } from "../../ui/form/icon-button.tsx";
import type { PaletteProps } from "./palette.tsx";

const loadPalette = () => import("./palette.tsx");
const loadHelp = () => import("./keys-help.tsx");
const Palette = dynamic(() => loadPalette().then((module) => module.Palette), { ssr: false });
const KeysHelp = dynamic(() => loadHelp().then((module) => module.KeysHelp), { ssr: false });

const paletteStroke = "mod+k";
const helpStroke = "?";

type Overlay = "palette" | "keys";

/** Which of the two is open, and how to open it. */
export interface PaletteState {
  readonly opened: Overlay | null;
  /** Those that were open before: their code is there. */
  readonly known: ReadonlySet<Overlay>;
  readonly open: (overlay: Overlay) => void;
  readonly close: () => void;
}

/** The keys of every page: Ctrl+K opens the palette, `?` the keys. */
export function usePalette(): PaletteState {
  const t = useTranslations("shell");
  const [opened, setOpened] = useState<Overlay | null>(null);
  const [known, setKnown] = useState<ReadonlySet<Overlay>>(new Set());
  const open = (overlay: Overlay) => {
    setKnown((before) => new Set([...before, overlay]));
    setOpened(overlay);
  };
  usePageActions({
    title: t("keys.everywhere"),
    kind: "portal",
    actions: [
      {
        ...{ id: "palette", label: t("palette.title"), strokes: [paletteStroke], isInText: true, isKeyOnly: true },
        run: () => open("palette"),
      },
      { id: "keys", label: t("keys.title"), strokes: [helpStroke], run: () => open("keys") },
    ],
  });
  useEffect(() => {
    // Not a part of the page's own code, but there before anybody needs it.
    const id = setTimeout(() => {
      void loadPalette();
      void loadHelp();
    }, 2_000);
    return () => clearTimeout(id);
  }, []);
  return { opened, known, open, close: () => setOpened(null) };
}

/** The palette and the help, once they are needed. */
export function PaletteHost({
  state: { opened, known, close },
  ...props
}: Pick<PaletteProps, "role" | "onSearch" | "onGo"> & { state: PaletteState }) {
  return (
    <>
      {known.has("palette") ? (
        <Palette {...props} isOpen={opened === "palette"} onOpenChange={(isOpen) => isOpen || close()} />
      ) : null}
      {known.has("keys") ? <KeysHelp isOpen={opened === "keys"} onOpenChange={(isOpen) => isOpen || close()} /> : null}
    </>
  );
}

/** The buttons of the side bar. */
export function PaletteButtons({ onOpen }: { onOpen: (overlay: Overlay) => void }) {
  const t = useTranslations("shell");
  return (
    <div className="flex items-center gap-1">
      <button
        type="button"
        onClick={() => onOpen("palette")}
        className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md border border-border bg-surface-raised px-2.5 text-left text-text-muted hover:border-border-strong hover:text-text pointer-coarse:h-10"
      >
        <Command aria-hidden className="size-4 shrink-0" />
        <span className="min-w-0 flex-1 truncate">{t("palette.button")}</span>
        <span aria-hidden className="pointer-coarse:hidden">
          <KeyCaps stroke={paletteStroke} />
        </span>
      </button>
      <span className="pointer-coarse:hidden">
        <IconButton label={t("keys.button")} onClick={() => onOpen("keys")} aria-keyshortcuts="?">
          <Keyboard aria-hidden />
        </IconButton>
      </span>
    </div>
  );
}
