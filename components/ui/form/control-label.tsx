import type { ReactNode } from "react";

interface ControlLabelProps {
  /** Of the control that it names. */
  id: string;
  label: ReactNode;
  description: ReactNode | undefined;
}

/** The id of a control's description, for its aria-describedby. */
export function descriptionId(id: string): string {
  return `${id}-description`;
}

/** The label beside a checkbox or switch, with its description below. */
export function ControlLabel({ id, label, description }: ControlLabelProps) {
  return (
    <div className="min-w-0">
      <label htmlFor={id}>{label}</label>
      {description === undefined ? null : (
        <p id={descriptionId(id)} className="text-sm text-text-muted">
          {description}
        </p>
      )}
    </div>
  );
}
