import type { Message } from "@grantry/schema";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Fragment } from "react";
import { currentLanguage, useTranslation } from "../../i18n.ts";
import { PageHead } from "../../ui/page-head.tsx";
import { usePageTitle } from "../../ui/page-title.ts";
import { ProblemAlert } from "../../ui/problem-alert.tsx";
import { exactTime, TimeInWords } from "../../ui/time-in-words.tsx";
import { messageQuery } from "./queries.ts";

/** One stored message as a person reads it. HTML is not shown: it comes from strangers, and the source can be saved. */
export function MessagePage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/signed-in/messages/$id" });
  const { data: message, error } = useQuery(messageQuery(id));
  const subject = message ? (message.subject ?? t("messages.noSubject")) : t("messages.title");
  usePageTitle(subject);
  if (!message) return <ProblemAlert error={error} />;
  return (
    <>
      <PageHead
        crumb={<Link to="/messages">{t("messages.title")}</Link>}
        title={subject}
        summary={
          <>
            {message.mailAccount.name} · <TimeInWords instant={message.receivedAt} />
          </>
        }
      >
        <SavedFile name="message.eml" mimeType="message/rfc822" content={message.source}>
          {t("messages.saveSource")}
        </SavedFile>
      </PageHead>
      <div className="stack">
        <MessageHead message={message} />
        <section className="panel" aria-label={t("messages.text")}>
          <p style={{ margin: 0, whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {message.text ?? t(message.parsed ? "messages.noText" : "messages.notParsed")}
          </p>
        </section>
        {message.attachments.length > 0 && <Attachments attachments={message.attachments} />}
      </div>
    </>
  );
}

function MessageHead({ message }: { message: Message }) {
  const { t } = useTranslation();
  const people = (list: readonly { name: string; address: string }[]) =>
    list.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(", ");
  const rows = [
    [t("messages.from"), message.from ? people([message.from]) : ""],
    [t("messages.to"), people(message.to)],
    [t("messages.cc"), people(message.cc)],
    [t("messages.date"), message.date ? exactTime(message.date, currentLanguage()) : ""],
    [t("messages.queue"), message.dispatching.by === "Queue" ? (message.dispatching.queue ?? "") : ""],
  ].filter(([, value]) => value);
  return (
    <dl className="panel facts" style={{ margin: 0 }}>
      {rows.map(([label, value]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Attachments({ attachments }: { attachments: Message["attachments"] }) {
  const { t } = useTranslation();
  const kilobytes = new Intl.NumberFormat(currentLanguage(), {
    style: "unit",
    unit: "kilobyte",
    maximumFractionDigits: 1,
  });
  return (
    <section className="panel" aria-label={t("messages.attachments")}>
      <h2>{t("messages.attachments")}</h2>
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        {attachments.map(({ fileName, mimeType, size, content }, at) => (
          <li key={at}>
            <SavedFile name={fileName ?? `attachment-${at + 1}`} mimeType={mimeType} content={content}>
              {fileName ?? mimeType}
            </SavedFile>{" "}
            ({kilobytes.format(size / 1024)})
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A link that saves a file; the browser opens nothing of it here. `content` is base64. */
function SavedFile(props: { name: string; mimeType: string; content: string; children: string }) {
  const { name, content, children } = props;
  return (
    <a download={name} href={`data:application/octet-stream;base64,${content}`}>
      {children}
    </a>
  );
}
