import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * Shows a `<dialog>` in front of the page as long as it is there: the focus goes in, stays in, and goes back to the
 * control that it was opened by. Takes the properties that it gives.
 * @param onClose what takes the dialog off the page: called when it was closed by Escape, or by `close()` of its element
 */
export function useModal(onClose: () => void): { ref: RefObject<HTMLDialogElement | null>; onClose: () => void } {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    const opener = controlInUse();
    dialog?.showModal();
    return () => {
      dialog?.close(); // while it is still on the page: only then the browser gives the focus back
      if (isLost(document.activeElement, dialog)) opener?.focus();
    };
  }, []);
  const afterClose = () => {
    if (!ref.current?.open) onClose(); // React's strict mode closes and opens again
  };
  return { ref, onClose: afterClose };
}

/** The control that has the focus; for one of a menu, which is gone when the focus comes back, the menu's button. */
function controlInUse(): HTMLElement | null {
  const { activeElement } = document;
  const button = activeElement?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  const control = button ? document.getElementById(button) : activeElement;
  return control instanceof HTMLElement ? control : null;
}

/** Whether the focus is where it cannot stay: nowhere, in the closed dialog, or in a menu that is about to go. */
function isLost(focused: Element | null, dialog: HTMLDialogElement | null): boolean {
  return focused === document.body || dialog?.contains(focused) === true || focused?.closest("[role=menu]") != null;
}
