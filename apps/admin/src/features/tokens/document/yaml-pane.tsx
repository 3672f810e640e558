import { Textarea } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "../../../i18n.ts";
import type { Fault } from "./document-text.ts";

/** The document as text, with its lines numbered and what is wrong told at its line. */
export function YamlPane({
  text,
  faults,
  onChange,
}: {
  text: string;
  faults: readonly Fault[];
  onChange: (text: string) => void;
}) {
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  const lines = text.split("\n");
  const faulty = new Set(faults.map(({ line }) => line));
  const goTo = (line: number) => {
    const from = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    area.current?.focus();
    area.current?.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
  };
  return (
    <section className="panel stack yaml-pane">
      <h2>{t("document.asText")}</h2>
      {faults.length > 0 && (
        <ul className="faults" aria-label={t("document.faults")}>
          {faults.map(({ pointer, message, line }) => (
            <li key={`${pointer} ${message}`}>
              {line !== undefined && (
                <>
                  <button type="button" className="to-line" onClick={() => goTo(line)}>
                    {t("document.line", { line })}
                  </button>
                  {": "}
                </>
              )}
              {pointer !== "" && (
                <>
                  <code className="mono">{pointer}</code>{" "}
                </>
              )}
              {message}
            </li>
          ))}
        </ul>
      )}
      <div className="yaml">
        <ol className="line-numbers" aria-hidden>
          {lines.map((_line, index) => (
            <li key={index} data-faulty={faulty.has(index + 1) || undefined}>
              {index + 1}
            </li>
          ))}
        </ol>
        <Textarea
          ref={area}
          aria-label="YAML"
          aria-invalid={faults.some(({ line }) => line !== undefined)}
          rows={lines.length}
          wrap="off"
          spellCheck={false}
          autoComplete="off"
          classNames={{ root: "yaml-text", input: "mono" }}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      <p className="note" style={{ margin: 0 }}>
        {t("document.secret")}
      </p>
    </section>
  );
}
