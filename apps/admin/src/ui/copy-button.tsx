import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { useTranslation } from "../i18n.ts";

/** Copies a text, and says that it did. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useClipboard();
  return (
    <Button variant="subtle" size="compact-sm" onClick={() => copy(text)}>
      <span aria-live="polite">{copied ? t("copied") : (label ?? t("copy"))}</span>
    </Button>
  );
}

/** An address to read and to copy. */
export function CopyableUri({ uri }: { uri: string }) {
  return (
    <div className="uri">
      <span className="mono">{uri}</span>
      <CopyButton text={uri} />
    </div>
  );
}
