import type { TokenConfigSummary } from "@grantry/schema";
import { lazyPart } from "../../ui/lazy-part.tsx";

interface DialogProps {
  readonly item: Pick<TokenConfigSummary, "id" | "name" | "usedBy">;
  readonly onClose: () => void;
}

const dialogs = {
  delete: lazyPart<DialogProps>("tokens", () => import("./delete-dialog.tsx")),
  revoke: lazyPart<DialogProps>("tokens", () => import("./revoke-dialog.tsx")),
  device: lazyPart<DialogProps>("tokens", () => import("./device-dialog.tsx")),
  test: lazyPart<DialogProps>("tokens", () => import("./test-dialog.tsx")),
  explain: lazyPart<DialogProps>("tokens", () => import("./shown-error-dialog.tsx")),
  bring: lazyPart<DialogProps>("tokens", () => import("./bring-dialog.tsx")),
  duplicate: lazyPart<DialogProps>("tokens", () => import("./duplicate-dialog.tsx")),
};

export type DialogName = keyof typeof dialogs;

/** The question that was asked for about a configuration, if any. */
export function ItemDialog({ name, ...props }: DialogProps & { name: DialogName | undefined }) {
  if (!name) return null;
  const Asked = dialogs[name];
  return <Asked {...props} />;
}
