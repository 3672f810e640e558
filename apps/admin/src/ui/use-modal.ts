import { type RefObject, useLayoutEffect, useRef } from "react";

/**
 * Shows a `<dialog>` in front of the page as long as it is there: the focus goes in, stays in, and goes back to where it
 * was. Takes the properties that it gives.
 * @param onClose what takes the dialog off the page: called when it was closed by Escape, or by `close()` of its element
 */
export function useModal(onClose: () => void): { ref: RefObject<HTMLDialogElement | null>; onClose: () => void } {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close(); // while it is still on the page: only then the browser gives the focus back
  }, []);
  const afterClose = () => {
    if (!ref.current?.open) onClose(); // React's strict mode closes and opens again
  };
  return { ref, onClose: afterClose };
}
