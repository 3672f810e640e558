import { type Grant, jsonPointer } from "@grantry/schema";
import { Button, TextInput } from "@mantine/core";
import { useTranslation } from "../../../i18n.ts";
import type { Fault } from "./document-text.ts";
import { answerTargets, requestSources } from "./internal-keys.tsx";
import {
  emptyRequest,
  isKnownMember,
  type Mapping,
  type RequestMapping,
  type RequestName,
  type Row,
  requestNames,
  type TableName,
  tableNames,
  tablePaths,
} from "./mapping.ts";
import { RowTable } from "./row-table.tsx";

interface MappingPaneProps {
  readonly grant: Grant;
  readonly mapping: Mapping;
  readonly faults: readonly Fault[];
  /** Whether the text is a document at present; tables cannot change one that is none. */
  readonly isReadable: boolean;
  readonly onChange: (mapping: Mapping) => void;
}

/** The document as tables: what each request sends, and what of its answer is kept. */
export function MappingPane({ grant, mapping, faults, isReadable, onChange }: MappingPaneProps) {
  const { t } = useTranslation();
  const used = requestNames.filter(
    (name) => (name === "TokenByClientCredentials") === (grant === "client_credentials"),
  );
  const faultAt = (...path: string[]) => faults.find(({ pointer }) => pointer === jsonPointer(path))?.message;
  const setRequest = (name: RequestName, request: RequestMapping | undefined) => {
    const { [name]: _former, ...others } = mapping.requests;
    onChange({ ...mapping, requests: request ? { ...others, [name]: request } : others });
  };
  const own = mapping.own.map(({ name }) => name);
  return (
    <fieldset className="mapping" disabled={!isReadable} aria-label={t("document.asTables")}>
      {!isReadable && <p className="note">{t("document.unreadable")}</p>}
      {used.map((name) => {
        const request = mapping.requests[name];
        return (
          <section key={name} className="panel stack" aria-label={t(`document.request.${name}`)}>
            <div>
              <h2>{t(`document.request.${name}`)}</h2>
              <p className="note" style={{ margin: "2px 0 0" }}>
                <code className="mono">Requests.{name}</code>
              </p>
            </div>
            {request ? (
              <RequestTables
                name={name}
                request={request}
                own={own}
                faultAt={(...path) => faultAt("Requests", name, ...path)}
                onChange={(next) => setRequest(name, next)}
              />
            ) : (
              <div>
                <Button variant="default" size="xs" onClick={() => setRequest(name, emptyRequest)}>
                  {t("document.describe")}
                </Button>
              </div>
            )}
            {request && name === "TokenByRefreshToken" && (
              <div>
                <Button variant="subtle" color="gray" size="xs" onClick={() => setRequest(name, undefined)}>
                  {t("document.noRenewal")}
                </Button>
              </div>
            )}
          </section>
        );
      })}
      <section className="panel stack" aria-label={t("document.table.own")}>
        <RowTable
          title={t("document.table.own")}
          help={t("document.tableHelp.own")}
          rows={mapping.own}
          labels={{ name: t("document.member"), value: t("document.value") }}
          suggestions={[]}
          faultOf={({ name }) => (isKnownMember(name.trim()) ? t("document.fault.reserved") : faultAt(name))}
          noteOf={() => undefined}
          onChange={(rows) => onChange({ ...mapping, own: rows })}
        />
      </section>
    </fieldset>
  );
}

function RequestTables({
  name,
  request,
  own,
  faultAt,
  onChange,
}: {
  name: RequestName;
  request: RequestMapping;
  own: readonly string[];
  faultAt: (...path: string[]) => string | undefined;
  onChange: (request: RequestMapping) => void;
}) {
  const { t } = useTranslation();
  const fixed = new Set(request.autofilled.filter(({ value }) => value !== "").map((row) => row.name));
  const suggestions = {
    parameters: [],
    autofilled: [...requestSources[name], ...own],
    answer: answerTargets[name === "AuthorizationCode" ? "redirect" : "token"],
  };
  const noteOf = (table: TableName, row: Row): string | undefined => {
    if (table === "parameters") return fixed.has(row.name) ? t("document.note.overridden") : undefined;
    if (row.name.trim() === "") return undefined;
    if (row.value === "") return table === "autofilled" ? t("document.note.nothing") : t("document.note.notKept");
    if (suggestions[table].includes(row.value)) return undefined;
    return table === "autofilled" ? t("document.note.sentEmpty", { key: row.value }) : t("document.note.notKept");
  };
  return (
    <>
      <TextInput
        label="URL"
        className="mono"
        spellCheck={false}
        value={request.url}
        error={faultAt("Request", "URL")}
        onChange={(event) => onChange({ ...request, url: event.currentTarget.value })}
      />
      {tableNames.map((table) => (
        <RowTable
          key={table}
          title={t(`document.table.${table}`)}
          help={t(`document.tableHelp.${table}`)}
          rows={request[table]}
          labels={{
            name: table === "answer" ? t("document.answerMember") : t("document.parameter"),
            value: table === "parameters" ? t("document.value") : t("document.internalKey"),
          }}
          suggestions={suggestions[table]}
          faultOf={(row) => faultAt(...tablePaths[table], row.name)}
          noteOf={(row) => noteOf(table, row)}
          onChange={(rows) => onChange({ ...request, [table]: rows })}
        />
      ))}
    </>
  );
}
