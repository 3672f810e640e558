import { TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { type FormEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { useModal } from "../../ui/use-modal.ts";
import { type FindingGroup, findingsQuery, foundPlaces } from "./findings.ts";
import { useActiveOption } from "./use-active-option.ts";
import "./search.css";

/** Finds whatever has a screen, and goes there: by Enter, or by a click. */
export default function SearchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { history } = useRouter();
  const queryClient = useQueryClient();
  const modal = useModal(onClose);
  const id = useId();
  const [typed, setTyped] = useState("");
  const q = typed.trim();
  const { data = [], error, isPlaceholderData } = useQuery(findingsQuery(q, queryClient));
  const groups = [...data, ...foundPlaces(q)];
  const options = useActiveOption(hrefsOf(groups));
  const idOf = (href: string) => `${id}-${href}`;
  useScrolledIntoView(options.active && idOf(options.active));

  const go = (href: string) => {
    modal.ref.current?.close();
    document.getElementById("content")?.focus(); // what was searched for is there, not where the search was opened
    history.push(href);
  };
  /** Whoever types fast means what is typed, not what was found for the letters before. */
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = options.isChosen ? [] : await queryClient.fetchQuery(findingsQuery(q, queryClient)).catch(() => []);
    const href = options.isChosen ? options.active : hrefsOf([...found, ...foundPlaces(q)])[0];
    if (href !== undefined) go(href);
  };
  return (
    <dialog {...modal} className="panel search" aria-label={t("search.open")}>
      <form onSubmit={(event) => void submit(event)}>
        <TextInput
          role="combobox"
          aria-label={t("search.open")}
          aria-expanded={options.active !== undefined}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={options.active && idOf(options.active)}
          placeholder={t("search.placeholder")}
          size="md"
          maxLength={250}
          autoComplete="off"
          data-autofocus
          value={typed}
          onKeyDown={options.onKeyDown}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            options.start();
          }}
        />
      </form>
      <ProblemAlert error={error} />
      <p className="skip" role="status">
        {isPlaceholderData ? "" : t("search.found", { count: hrefsOf(groups).length })}
      </p>
      <div className="search-list" role="listbox" id={`${id}-list`} aria-label={t("search.results")}>
        {groups.map(({ title, findings }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields, not options
          <div key={title} role="group" aria-labelledby={`${id}-${title}`}>
            <div className="note" id={`${id}-${title}`}>
              {t(title)}
            </div>
            {findings.map(({ href, label, note }) => (
              <a
                key={href}
                id={idOf(href)}
                href={href}
                role="option"
                tabIndex={-1}
                aria-selected={href === options.active}
                onPointerMove={() => options.choose(href)}
                onClick={(event) => {
                  event.preventDefault();
                  go(href);
                }}
              >
                <span>{label}</span>
                {note && <span className="note">{note}</span>}
              </a>
            ))}
          </div>
        ))}
      </div>
      {groups.length === 0 && !isPlaceholderData && <p className="search-none">{t("tokens.noMatch")}</p>}
    </dialog>
  );
}

function hrefsOf(groups: readonly FindingGroup[]): string[] {
  return groups.flatMap(({ findings }) => findings.map(({ href }) => href));
}

function useScrolledIntoView(id: string | undefined): void {
  useEffect(() => {
    if (id !== undefined) document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  }, [id]);
}
