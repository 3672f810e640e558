import type { TemplateView } from "@grantry/schema";
import { Input } from "@mantine/core";
import { type KeyboardEvent, useId, useState } from "react";
import { type Control, useController } from "react-hook-form";
import { useTranslation } from "../../i18n.ts";
import { sayFieldError } from "../../ui/field-errors.ts";
import type { FormValues } from "./form-values.ts";

/** The scope as what it is, a set of words: each can be taken out, known ones are offered. Pasted text is split. */
export function ScopeField({ control, known }: { control: Control<FormValues>; known: TemplateView["scopes"] }) {
  const { t } = useTranslation();
  const { field, fieldState } = useController({ control, name: "scope" });
  const [typed, setTyped] = useState("");
  const suggestions = useId();
  const scopes = wordsOf(field.value);
  const put = (values: readonly string[]) => field.onChange([...new Set(values)].join(" "));
  const takeTyped = (text: string) => {
    put([...scopes, ...wordsOf(text)]);
    setTyped("");
  };
  const type = (text: string) => (/[\s,]/.test(text) ? takeTyped(text) : setTyped(text));
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter" && typed !== "") {
      event.preventDefault();
      takeTyped(typed);
    }
    if (event.key === "Backspace" && typed === "") put(scopes.slice(0, -1));
  };
  return (
    <Input.Wrapper
      id={`${suggestions}-input`}
      label={t("field.scope")}
      description={t("field.scopeHelp")}
      error={sayFieldError(fieldState.error)}
    >
      <div className="scope-field" data-error={fieldState.invalid || undefined}>
        {scopes.map((scope) => (
          <span key={scope} className="pill" data-tone="off" title={meaningOf(scope, known)}>
            {scope}
            <button
              type="button"
              aria-label={t("field.scopeRemove", { scope })}
              onClick={() => put(scopes.filter((other) => other !== scope))}
            >
              ×
            </button>
          </span>
        ))}
        <Input
          variant="unstyled"
          ref={field.ref}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            if (typed !== "") takeTyped(typed);
            field.onBlur();
          }}
          list={suggestions}
          autoComplete="off"
          spellCheck={false}
        />
        <datalist id={suggestions}>
          {known
            .filter(({ value }) => !scopes.includes(value))
            .map(({ value, meaning }) => (
              <option key={value} value={value}>
                {meaning}
              </option>
            ))}
        </datalist>
      </div>
    </Input.Wrapper>
  );
}

function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function meaningOf(scope: string, known: TemplateView["scopes"]): string | undefined {
  return known.find(({ value }) => value === scope)?.meaning;
}
