import { createInvokerRoute, invokerMethods } from "@grantry/schema";
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { api } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { webServiceKeys } from "./queries.ts";

const empty = { name: "", method: "GET" as (typeof invokerMethods)[number], path: "", template: "" };

/** A new invoker: JSON of the data where the method has a body, XML by template for SOAP. */
export function InvokerForm({ serviceId, type }: { serviceId: string; type: "rest" | "soap" }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { handleSubmit, register, reset } = useForm({ defaultValues: empty });
  const create = useMutation({
    mutationFn: ({ name, method, path, template }: typeof empty) => {
      const isSoap = type === "soap";
      const hasBody = ["POST", "PUT", "PATCH"].includes(method);
      const body = isSoap
        ? { type: "xml" as const, template }
        : { type: hasBody ? ("json" as const) : ("none" as const) };
      return api.call(createInvokerRoute, {
        params: { id: serviceId },
        body: { name, method: isSoap ? "POST" : method, path, body },
      });
    },
    onSuccess: async () => {
      reset();
      await queryClient.invalidateQueries({ queryKey: webServiceKeys.all });
    },
  });
  return (
    <form className="panel stack" noValidate onSubmit={handleSubmit((values) => create.mutate(values))}>
      <h2>{t("webServices.addInvoker")}</h2>
      <TextInput label={t("field.name")} {...register("name")} />
      {type === "rest" && (
        <NativeSelect label={t("webServices.method")} data={[...invokerMethods]} {...register("method")} />
      )}
      <TextInput label={t("webServices.path")} placeholder="/tickets/:id" {...register("path")} />
      {type === "soap" && (
        <Textarea
          label={t("webServices.template")}
          rows={5}
          placeholder="<m:Get>{{id}}</m:Get>"
          {...register("template")}
        />
      )}
      <ProblemAlert error={create.error} />
      <Button type="submit" variant="default" loading={create.isPending}>
        {t("webServices.addInvoker")}
      </Button>
    </form>
  );
}
