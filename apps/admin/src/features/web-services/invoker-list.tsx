import { deleteInvokerRoute, type Invoker } from "@grantry/schema";
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { DeleteButton } from "../../ui/delete-button.tsx";

/** Shown at once; a document may have brought thousands. */
const MOST_SHOWN = 50;
const WORTH_A_SEARCH = 10;

/** The invokers of a service, each to be edited or deleted. */
export function InvokerList({
  serviceId,
  invokers,
  onEdit,
  onDeleted,
}: {
  serviceId: string;
  invokers: readonly Invoker[];
  onEdit: (name: string) => void;
  onDeleted: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState("");
  const text = wanted.trim().toLowerCase();
  const matching = invokers.filter(({ name, path }) => `${name}\n${path}`.toLowerCase().includes(text));
  return (
    <>
      {invokers.length > WORTH_A_SEARCH && (
        <TextInput
          label={t("webServices.findInvoker")}
          value={wanted}
          onChange={({ currentTarget: { value } }) => setWanted(value)}
        />
      )}
      {matching.slice(0, MOST_SHOWN).map(({ name, method, path }) => (
        <div key={name}>
          <strong style={{ overflowWrap: "anywhere" }}>{name}</strong>
          <div className="mono" style={{ overflowWrap: "anywhere" }}>
            {method} {path}
          </div>
          <div style={{ display: "flex", gap: 8, marginTop: 4 }}>
            <Button variant="default" aria-label={t("webServices.editInvoker", { name })} onClick={() => onEdit(name)}>
              {t("webServices.editShort")}
            </Button>
            <DeleteButton
              label={t("webServices.deleteInvoker", { name })}
              question={t("webServices.deleteTitle", { name })}
              loss={t("webServices.deleteInvokerDetail")}
              remove={async () => {
                await api.call(deleteInvokerRoute, { params: { id: serviceId, name } });
                await onDeleted();
              }}
            />
          </div>
        </div>
      ))}
      {matching.length > MOST_SHOWN && (
        <p className="note" style={{ margin: 0 }}>
          {t("webServices.moreInvokers", { count: matching.length - MOST_SHOWN })}
        </p>
      )}
    </>
  );
}
