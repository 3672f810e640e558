import { Button, FileButton, Input, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "../../i18n.ts";
import { keepsFocus } from "../keeps-focus.ts";

/** No key file is larger; a disk image that was chosen by mistake is not read. */
const MOST_BYTES = 150_000;

interface FileProps {
  readonly label: string;
  readonly accept: string;
  readonly error: string | undefined;
}

/** A text to paste, or a file that holds it. */
export function TextFile({
  label,
  accept,
  error,
  text,
  onText,
}: FileProps & {
  text: string;
  onText: (text: string) => void;
}) {
  return (
    <div className="stack" style={{ gap: 6 }}>
      <Textarea
        label={label}
        classNames={{ input: "mono" }}
        rows={4}
        autoComplete="off"
        spellCheck={false}
        value={text}
        error={error}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
      />
      <ChooseFile label={label} accept={accept} onFile={async (file) => onText(await file.text())} />
    </div>
  );
}

/** A file that is no text. */
export function BinaryFile({ label, accept, error, onBase64 }: FileProps & { onBase64: (base64: string) => void }) {
  const [name, setName] = useState("");
  const take = async (file: File) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    onBase64(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
    setName(file.name);
  };
  return (
    <Input.Wrapper label={label} labelElement="div" error={error}>
      <ChooseFile label={label} accept={accept} onFile={take}>
        {name}
      </ChooseFile>
    </Input.Wrapper>
  );
}

function ChooseFile(given: {
  label: string;
  accept: string;
  onFile: (file: File) => Promise<void>;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const [isTooLarge, setIsTooLarge] = useState(false);
  const choose = (file: File | null) => {
    if (!file) return;
    setIsTooLarge(file.size > MOST_BYTES);
    if (file.size <= MOST_BYTES) void given.onFile(file);
  };
  return (
    <div style={{ display: "flex", gap: 10, alignItems: "center", flexWrap: "wrap" }}>
      <FileButton accept={given.accept} onChange={choose}>
        {(props) => (
          <Button
            {...props}
            {...keepsFocus}
            variant="default"
            size="xs"
            aria-label={`${t("clientKey.chooseFile")}: ${given.label}`}
          >
            {t("clientKey.chooseFile")}
          </Button>
        )}
      </FileButton>
      <span role="status" className="muted">
        {isTooLarge ? t("clientKey.tooLarge") : given.children}
      </span>
    </div>
  );
}
