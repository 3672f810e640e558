import type { Grant } from "@grantry/schema";
import { writeDocument } from "@grantry/token-config-file";
import { Button } from "@mantine/core";
import { type FormEvent, useMemo, useRef, useState } from "react";
import { useTranslation } from "../../../i18n.ts";
import { ProblemAlert } from "../../../ui/problem-alert.tsx";
import type { ReadDocument } from "./document-query.ts";
import { atLines, readDocumentText } from "./document-text.ts";
import { InternalKeys } from "./internal-keys.tsx";
import { type Mapping, mappingOf, withMapping } from "./mapping.ts";
import { MappingPane } from "./mapping-pane.tsx";
import { MergeNote } from "./merge-note.tsx";
import { useSaveDocument } from "./save-document.ts";
import { YamlPane } from "./yaml-pane.tsx";
import "./document.css";

/** Two views of one document: what is changed in one shows in the other. */
export function DocumentEditor({ id, grant, opened }: { id: string; grant: Grant; opened: ReadDocument }) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState(() => writeDocument(opened.document));
  const [document, setDocument] = useState(opened.document);
  const [mapping, setMapping] = useState(() => mappingOf(opened.document));
  const read = useMemo(() => readDocumentText(text), [text]);
  const show = (next: ReadDocument["document"]) => {
    setDocument(next);
    setMapping(mappingOf(next));
    setText(writeDocument(next));
  };
  const save = useSaveDocument(id, opened, show);
  const isDirty = text !== writeDocument(save.base.document);
  const faults = read.faults.length > 0 ? read.faults : atLines(text, save.errors);

  const typeText = (typed: string) => {
    save.reset();
    setText(typed);
    const { document: next } = readDocumentText(typed);
    if (!next) return;
    setDocument(next);
    setMapping(mappingOf(next));
  };
  const changeMapping = (next: Mapping) => {
    save.reset();
    setMapping(next);
    const changed = withMapping(document, next);
    setDocument(changed);
    setText(writeDocument(changed));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    if (wrong) wrong.focus();
    else save.mutate({ text, document });
  };

  return (
    <form ref={form} className="stack" noValidate onSubmit={submit}>
      {save.merged && <MergeNote merged={save.merged} />}
      <div className="views">
        <MappingPane
          grant={grant}
          mapping={mapping}
          faults={faults}
          isReadable={read.document !== undefined}
          onChange={changeMapping}
        />
        <YamlPane text={text} faults={faults} onChange={typeText} />
      </div>
      <InternalKeys />
      <ProblemAlert error={save.problem} />
      <div className="save-bar">
        <Button type="submit" loading={save.isPending} disabled={!isDirty && !save.merged}>
          {t("save")}
        </Button>
        <Button variant="subtle" color="gray" disabled={!isDirty} onClick={() => show(save.base.document)}>
          {t("document.undo")}
        </Button>
        <span role="status" className="muted">
          {save.isSuccess && !isDirty && t("edit.saved")}
        </span>
      </div>
    </form>
  );
}
