import { type ReactNode, useId } from "react";
import { useModal } from "./use-modal.ts";

/** A question in front of the page. Escape closes it; the focus goes in and comes back. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const id = useId();
  return (
    <dialog {...useModal(onClose)} className="panel dialog" aria-labelledby={id}>
      <div className="stack">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
