// A field of a form at the desk, with its label before it and, where it can have one, its fault after it.
import type { JSX } from "preact";

interface FieldProps {
  /** Of the input; the fault's is the same with `-fault`. */
  readonly id: string;
  readonly label: string;
  readonly fault?: string;
  readonly children: JSX.Element;
}

export function Field({ id, label, fault, children }: FieldProps): JSX.Element {
  return (
    <div>
      <label class="label" for={id}>
        {label}
      </label>
      {children}
      {fault !== undefined && (
        <p class="fault" id={`${id}-fault`} role="status">
          {fault}
        </p>
      )}
    </div>
  );
}
