import type { ReactNode } from "react";

interface ControlLabelProps {
  /** Of the control that it names. */
  id: string;
  label: ReactNode;
  description: ReactNode | undefined;
  /** In place of the description: why the choice was refused. */
  error?: string | undefined;
}

/** The id of a control's description, for its aria-describedby. */
export function descriptionId(id: string): string {
  return `${id}-description`;
}

/** The label beside a checkbox or switch, with its description below. */
export function ControlLabel({ id, label, description, error }: ControlLabelProps) {
  return (
    <div className="min-w-0">
      <label htmlFor={id}>{label}</label>
      {(error ?? description) === undefined ? null : (
        <p id={descriptionId(id)} className={`text-sm ${error === undefined ? "text-text-muted" : "text-error"}`}>
          {error ?? description}
        </p>
      )}
    </div>
  );
}
