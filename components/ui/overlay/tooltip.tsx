"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactElement } from "react";

/**
 * A word on hover and focus. Never put anything in it that is needed to continue: touch has no hover. The
 * child must take a ref.
 */
export function Tooltip({
  text,
  side = "top",
  children,
}: {
  text: string;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactElement;
}) {
  return (
    <Radix.Provider delayDuration={400}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="enter-fade z-50 max-w-72 whitespace-pre-line rounded-sm bg-text px-2 py-1 text-xs text-surface"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
