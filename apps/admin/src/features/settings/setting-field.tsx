import { ApiProblem } from "@grantry/client";
import { putSettingRoute, resetSettingRoute, type SettingView, settingKind } from "@grantry/schema";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, sessionQuery } from "../../api.ts";
import { useTranslation } from "../../i18n.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { TimeInWords } from "../../ui/time-in-words.tsx";

/** One setting: what it means, what it is by default, its value, and who changed it when. */
export function SettingField({ setting }: { setting: SettingView }) {
  const { t } = useTranslation();
  const { text, isChanged, enter, put, reset } = useSetting(setting);
  const kind = settingKind(setting.name);
  const complaint = complaintAbout(put.error);
  const field = {
    className: "setting-value",
    label: setting.name,
    description: <Description setting={setting} />,
    error: complaint,
    value: text,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => enter(currentTarget.value),
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) put.mutate();
      }}
    >
      <div className="setting">
        {kind.kind === "choice" ? (
          <NativeSelect {...field} data={[...kind.choices]} />
        ) : (
          <TextInput {...field} inputMode={kind.kind === "number" ? "numeric" : undefined} />
        )}
        <div className="setting-actions">
          <Button
            type="submit"
            variant="default"
            disabled={!isChanged}
            loading={put.isPending}
            aria-label={`${t("save")}: ${setting.name}`}
          >
            {t("save")}
          </Button>
          {!setting.isDefault && (
            <Button
              variant="subtle"
              color="gray"
              loading={reset.isPending}
              onClick={() => reset.mutate()}
              aria-label={`${t("reset")}: ${setting.name}`}
            >
              {t("reset")}
            </Button>
          )}
        </div>
      </div>
      {setting.updatedAt && (
        <p className="note" style={{ margin: "4px 0 0" }}>
          {t("settings.changedBy", { who: setting.updatedBy ?? "–" })}{" "}
          <TimeInWords instant={setting.updatedAt} hasHappened />
        </p>
      )}
      <ProblemAlert error={complaint === undefined ? (put.error ?? reset.error) : reset.error} />
    </form>
  );
}

function Description({ setting }: { setting: SettingView }) {
  const { t } = useTranslation();
  const kind = settingKind(setting.name);
  const facts = [
    kind.kind === "number" && t("settings.range", { minimum: kind.minimum, maximum: kind.maximum }),
    kind.kind === "list" && t("settings.several"),
    textOf(setting.defaultValue) !== "" && t("settings.default", { value: textOf(setting.defaultValue) }),
  ].filter((fact) => fact !== false);
  return (
    <>
      {setting.meaning}
      {facts.length > 0 && ` ${facts.join(" ")}`}
    </>
  );
}

/** What was typed until it is saved, else what is stored. */
function useSetting(setting: SettingView) {
  const queryClient = useQueryClient();
  const stored = textOf(setting.value);
  const [typed, enter] = useState<string>();
  const text = typed ?? stored;
  const onSuccess = async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ["settings"] }),
      queryClient.invalidateQueries({ queryKey: ["templates"] }),
      queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    ]);
    enter(undefined);
    put.reset();
  };
  const put = useMutation({
    mutationFn: () => {
      const value = settingKind(setting.name).kind === "list" ? text.split(/[\s,]+/).filter(Boolean) : text;
      return api.call(putSettingRoute, { params: { name: setting.name }, body: { value } });
    },
    onSuccess,
  });
  const reset = useMutation({
    mutationFn: () => api.call(resetSettingRoute, { params: { name: setting.name } }),
    onSuccess,
  });
  return { text, isChanged: text !== stored, enter, put, reset };
}

/** What the server says about the value, where that is what it complains about. */
function complaintAbout(error: unknown): string | undefined {
  const said = error instanceof ApiProblem ? (error.problem.errors ?? []).map(({ message }) => message) : [];
  return said.length > 0 ? [...new Set(said)].join(" ") : undefined;
}

function textOf(value: SettingView["value"]): string {
  return Array.isArray(value) ? value.join(", ") : String(value ?? "");
}
