import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { AddChannel, EditChannel } from "./channel-editor.tsx";
import { ChannelPanel } from "./channel-panel.tsx";
import { channelsQuery } from "./queries.ts";

const route = getRouteApi("/signed-in/settings/channels");

/** Where notifications are sent to, and how that goes. */
export function ChannelsPage() {
  const { t } = useTranslation();
  usePageTitle(t("channels.title"));
  const { data: channels, error } = useQuery(channelsQuery);
  const { edit } = route.useSearch();
  const navigate = useNavigate();
  const close = () => navigate({ to: "/settings/channels", search: {} });
  return (
    <>
      <PageHead
        crumb={<Link to="/settings">{t("settings.title")}</Link>}
        title={t("channels.title")}
        summary={t("channels.summary")}
      />
      <div className="columns">
        <div className="stack">
          <ProblemAlert error={error} />
          {channels?.length === 0 && (
            <section className="panel">
              <p style={{ margin: 0 }}>{t("channels.none")}</p>
            </section>
          )}
          {channels?.map((channel) => (
            <ChannelPanel key={channel.id} channel={channel} onDeleted={close} />
          ))}
        </div>
        {edit === undefined ? <AddChannel /> : <EditChannel key={edit} id={edit} onEnd={close} />}
      </div>
    </>
  );
}
