import type { MouseEvent } from "react";

/**
 * Props of a button in a form that is checked when a field is left: pressing it must not leave the field, whose
 * complaint would move the button away under the pointer.
 */
export const keepsFocus = { onMouseDown: (event: MouseEvent) => event.preventDefault() };
