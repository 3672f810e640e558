import * as z from "zod";
import type { MailExplanationKey } from "../explanations/words.ts";
import { MailFault } from "../mail-fault.ts";
import type { ListedMessage, Mailbox, ReadMessage } from "../mailbox.ts";
import { perhapsSent } from "../perhaps-sent.ts";
import { utf8InBase64 } from "../utf8-base64.ts";
import type { GraphHttp } from "./graph-http.ts";

const MOST_FOLDERS_TOLD = 30;
const MAX_ERROR_BYTES = 8 * 1024;
const folderFields = "$select=id,displayName,totalItemCount,childFolderCount&includeHiddenFolders=true&$top=50";

const folder = z.object({ id: z.string(), displayName: z.string(), totalItemCount: z.number().catch(0) });
const listed = z.object({ id: z.string() });
type Folder = z.infer<typeof folder>;

/** A folder of a mailbox by Microsoft Graph. @see https://learn.microsoft.com/graph/api/resources/message */
export class GraphMailbox implements Mailbox {
  readonly count: number;
  readonly removesAtClose = false;
  readonly #http: GraphHttp;
  readonly #folderId: string;

  private constructor(http: GraphHttp, opened: Folder) {
    this.#http = http;
    this.count = opened.totalItemCount;
    this.#folderId = opened.id;
  }

  /**
   * Opens a folder by its path, levels apart by `.` or `/`, each found by its display name whatever its case. `INBOX`
   * is the inbox in every language.
   */
  static async open(http: GraphHttp, path: string): Promise<GraphMailbox> {
    const [first = "INBOX", ...deeper] = path.split(/[./]/).filter(Boolean);
    let opened =
      first.toUpperCase() === "INBOX" ? await inboxOf(http) : await childNamed(http, "/mailFolders", first, path);
    for (const name of deeper) {
      opened = await childNamed(http, `/mailFolders/${encodeURIComponent(opened.id)}/childFolders`, name, path);
    }
    return new GraphMailbox(http, opened);
  }

  async list(): Promise<ListedMessage[]> {
    const path = `/mailFolders/${encodeURIComponent(this.#folderId)}/messages?$select=id&$orderby=receivedDateTime&$top=50`;
    const entries = await this.#http.readAll(path, listed);
    // Where messages come and go meanwhile, one may stand on two pages.
    const ids = new Set(entries.map(({ id }) => id));
    return [...ids].map((id) => ({ ref: id, key: `graph:${id}`, size: null }));
  }

  async *read(messages: readonly ListedMessage[], maxBytes: number): AsyncGenerator<ReadMessage> {
    for (const message of messages) {
      try {
        const path = `/messages/${encodeURIComponent(message.ref)}/$value`;
        const { body, truncated } = await this.#http.request("GET", path, maxBytes);
        yield { message, source: truncated ? null : body };
      } catch (error) {
        if (isGone(error)) continue;
        throw asMessageFault(error, "message-refused");
      }
    }
  }

  async remove(messages: readonly ListedMessage[]): Promise<void> {
    for (const { ref } of messages) {
      try {
        await this.#http.request("DELETE", `/messages/${encodeURIComponent(ref)}`, MAX_ERROR_BYTES);
      } catch (error) {
        if (!isGone(error)) throw asMessageFault(error, "message-not-deleted");
      }
    }
  }

  async close(): Promise<void> {
    // There is no session to end.
  }
}

/**
 * Finds out whether the token is taken for this mailbox. One that it may not see has no inbox for it: Graph says
 * `404 ErrorItemNotFound` of shared mailboxes that are not shared with whoever signed in.
 */
export async function signInToGraph(http: GraphHttp): Promise<void> {
  try {
    await http.read("/mailFolders/inbox?$select=id", listed);
  } catch (error) {
    if (!(error instanceof MailFault) || !/^404 Error(Item|Folder)NotFound/.test(error.failure.said ?? "")) throw error;
    throw new MailFault({ ...error.failure, layer: "login", explanation: "graph-not-permitted" });
  }
}

/** Sends one message as MIME, once. @see https://learn.microsoft.com/graph/api/user-sendmail */
export async function sendByGraph(http: GraphHttp, source: string): Promise<void> {
  try {
    await http.request("POST", "/sendMail", 64 * 1024, { type: "text/plain", text: utf8InBase64(source) });
  } catch (error) {
    throw perhapsSent(error, (said) => !said.startsWith("5"));
  }
}

async function inboxOf(http: GraphHttp): Promise<Folder> {
  return http.read(`/mailFolders/inbox?${folderFields.split("&")[0]}`, folder);
}

async function childNamed(http: GraphHttp, path: string, name: string, wholePath: string): Promise<Folder> {
  const folders = await http.readAll(`${path}?${folderFields}`, folder);
  const found = folders.find(({ displayName }) => displayName.toLowerCase() === name.toLowerCase());
  if (found) return found;
  throw new MailFault({
    layer: "mailbox",
    explanation: "folder-missing",
    healsByItself: false,
    host: http.target.host,
    parameters: {
      login: http.target.login,
      folder: wholePath,
      folders:
        folders
          .map(({ displayName }) => displayName)
          .slice(0, MOST_FOLDERS_TOLD)
          .join(", ") || "INBOX",
    },
  });
}

function isGone(error: unknown): boolean {
  return error instanceof MailFault && /^404 ErrorItemNotFound/.test(error.failure.said ?? "");
}

function asMessageFault(error: unknown, explanation: MailExplanationKey): unknown {
  if (!(error instanceof MailFault) || error.failure.explanation !== "mailbox-refused") return error;
  return new MailFault({ ...error.failure, layer: "message", explanation, healsByItself: true });
}
