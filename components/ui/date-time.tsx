"use client";

import { useFormatter } from "use-intl";

export interface DateTimeProps {
  /** ISO 8601. */
  value: string;
  show?: "date" | "date_time" | "time";
  className?: string;
}

const styles = {
  date: { dateStyle: "medium" },
  date_time: { dateStyle: "medium", timeStyle: "short" },
  time: { timeStyle: "medium" },
} as const;

/** A time in the portal's time zone (the provider's). */
export function DateTime({ value, show = "date_time", className }: DateTimeProps) {
  const format = useFormatter();
  return (
    <time dateTime={value} className={className}>
      {format.dateTime(new Date(value), styles[show])}
    </time>
  );
}
