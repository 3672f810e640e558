import { Textarea } from "@mantine/core";
import { type DragEvent, useId, useState } from "react";
import { useTranslation } from "../i18n.ts";

/** Where the text comes from: a file, chosen or dropped, or what was pasted. */
export type Source = File | string;

/** Takes a file or a pasted text; the one given last counts. */
export function FileSource({
  accept,
  pasteLabel,
  source,
  onChange,
}: {
  accept: string;
  pasteLabel: string;
  source: Source;
  onChange: (source: Source) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onChange(file);
  };
  return (
    <>
      <label
        htmlFor={id}
        className="drop"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <strong>{source instanceof File ? source.name : t("file.choose")}</strong>
        <span className="muted">{t("file.drop")}</span>
        <input
          id={id}
          type="file"
          accept={accept}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) onChange(file);
          }}
        />
      </label>
      <Textarea
        label={pasteLabel}
        rows={6}
        classNames={{ input: "mono" }}
        spellCheck={false}
        value={typeof source === "string" ? source : ""}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </>
  );
}

export function isGiven(source: Source): boolean {
  return source instanceof File || source.trim() !== "";
}
