import { Button, CloseButton, TextInput } from "@mantine/core";
import { useId, useRef } from "react";
import { useTranslation } from "../../../i18n.ts";
import { type Row, rowFault } from "./mapping.ts";

interface RowTableProps {
  readonly title: string;
  readonly help: string;
  readonly rows: readonly Row[];
  readonly labels: { readonly name: string; readonly value: string };
  /** Values that are usual here; others can be typed. */
  readonly suggestions: readonly string[];
  readonly faultOf: (row: Row) => string | undefined;
  /** What is worth knowing of a row, and no mistake. */
  readonly noteOf: (row: Row) => string | undefined;
  readonly onChange: (rows: readonly Row[]) => void;
}

/** Names with their values, to change, add and remove. */
export function RowTable({ title, help, rows, labels, suggestions, faultOf, noteOf, onChange }: RowTableProps) {
  const { t } = useTranslation();
  const id = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  const put = (index: number, row: Row) => onChange(rows.map((other, at) => (at === index ? row : other)));
  const add = () => {
    onChange([...rows, { name: "", value: "" }]);
    // The new row is there after the next paint.
    requestAnimationFrame(() =>
      group.current?.querySelector<HTMLElement>(`[data-row="${rows.length}"] input`)?.focus(),
    );
  };
  const remove = (index: number) => {
    onChange(rows.filter((_row, at) => at !== index));
    group.current?.querySelector<HTMLElement>("[data-add]")?.focus();
  };
  return (
    <fieldset ref={group} className="row-table">
      <legend>{title}</legend>
      <p className="note" style={{ margin: "2px 0 8px" }}>
        {help}
      </p>
      {rows.map((row, index) => {
        const fault = rowFault(rows, index);
        const message = fault ? t(`document.fault.${fault}`) : row.name === "" ? undefined : faultOf(row);
        const note = message === undefined ? noteOf(row) : undefined;
        return (
          <div key={index} className="mapping-row" data-row={index}>
            <TextInput
              aria-label={labels.name}
              placeholder={labels.name}
              classNames={{ input: "mono" }}
              spellCheck={false}
              value={row.name}
              error={message}
              onChange={(event) => put(index, { ...row, name: event.currentTarget.value })}
            />
            <TextInput
              aria-label={t("document.valueOf", { what: labels.value, name: row.name })}
              placeholder={labels.value}
              classNames={{ input: "mono" }}
              spellCheck={false}
              list={suggestions.length > 0 ? `${id}-known` : undefined}
              value={row.value}
              description={note}
              onChange={(event) => put(index, { ...row, value: event.currentTarget.value })}
            />
            <CloseButton aria-label={t("document.removeRow", { name: row.name })} onClick={() => remove(index)} />
          </div>
        );
      })}
      {suggestions.length > 0 && (
        <datalist id={`${id}-known`}>
          {suggestions.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
      <Button data-add variant="subtle" size="compact-sm" aria-label={t("document.addRowTo", { title })} onClick={add}>
        {t("document.addRow")}
      </Button>
    </fieldset>
  );
}
