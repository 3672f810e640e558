import { discoverRoute } from "@grantry/schema";
import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import type { FormValues } from "./form-values.ts";

/** Fills the endpoints in from what the provider says of itself. */
export function DiscoveryField({ form }: { form: UseFormReturn<FormValues> }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState("");
  const discover = useMutation({
    mutationFn: async () => (await api.call(discoverRoute, { body: { address } })).data,
    onSuccess: ({ authorizationUrl, tokenUrl, deviceUrl, revocationUrl, issuer, issuerRequired }) => {
      const set = { shouldDirty: true, shouldValidate: true };
      form.setValue("authorizationUrl", authorizationUrl, set);
      form.setValue("tokenUrl", tokenUrl, set);
      form.setValue("refreshUrl", tokenUrl, set);
      form.setValue("deviceUrl", deviceUrl, set);
      form.setValue("revocationUrl", revocationUrl, set);
      form.setValue("issuer", issuer, set);
      form.setValue("issuerRequired", issuerRequired, set);
    },
  });
  return (
    <div>
      <div style={{ display: "flex", gap: 8, alignItems: "flex-end" }}>
        <TextInput
          style={{ flex: 1, minWidth: 0 }}
          label={t("discovery.address")}
          placeholder="https://idp.example.com/realms/staff"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault(); // the form around it is not finished yet
            if (address !== "") discover.mutate();
          }}
        />
        <Button
          variant="default"
          disabled={address === ""}
          loading={discover.isPending}
          onClick={() => discover.mutate()}
        >
          {t("discovery.fill")}
        </Button>
      </div>
      <p className="note" style={{ margin: "6px 0 0" }} role="status">
        {discover.isSuccess ? t("discovery.done", { issuer: discover.data.issuer }) : t("discovery.help")}
      </p>
      <ProblemAlert error={discover.error} />
    </div>
  );
}
