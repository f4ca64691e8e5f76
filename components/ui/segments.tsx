"use client";

import { RadioGroup as Radix } from "radix-ui";
import type { ReactNode } from "react";

export interface Segment<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
}

export interface SegmentsProps<Value extends string> {
  label: string;
  value: Value;
  segments: readonly Segment<Value>[];
  /** The user has just chosen, in a bar that made way for this one: the chosen segment takes the focus. */
  takesFocus?: boolean;
  onChange: (value: Value) => void;
}

/** One of two or three ways to see the same, side by side in a bar. The arrow keys choose. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, value, segments, takesFocus = false, onChange } = props;
  const choose = (next: string) => {
    const segment = segments.find((candidate) => candidate.value === next);
    if (segment !== undefined) onChange(segment.value);
  };
  return (
    <Radix.Root
      aria-label={label}
      orientation="horizontal"
      value={value}
      onValueChange={choose}
      className="inline-flex h-8 rounded-md border border-border bg-surface-sunken p-0.5 pointer-coarse:h-10"
    >
      {segments.map((segment) => (
        <Radix.Item
          key={segment.value}
          value={segment.value}
          autoFocus={takesFocus && segment.value === value}
          className="inline-flex items-center gap-1.5 rounded-sm border border-transparent px-2.5 font-medium text-text-muted hover:text-text data-[state=checked]:border-border data-[state=checked]:bg-surface-raised data-[state=checked]:text-text data-[state=checked]:forced-chosen [&_svg]:size-4"
        >
          {segment.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
