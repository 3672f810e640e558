import { MailFault } from "../mail-fault.ts";
import type { ListedMessage, Mailbox, ReadMessage } from "../mailbox.ts";
import type { GraphHttp } from "./graph-http.ts";

const MOST_FOLDERS_TOLD = 30;
const folderFields = "$select=id,displayName,totalItemCount,childFolderCount&includeHiddenFolders=true&$top=50";

interface Folder {
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

/** A folder of a mailbox by Microsoft Graph. @see https://learn.microsoft.com/graph/api/resources/message */
export class GraphMailbox implements Mailbox {
  readonly count: number;
  readonly removesAtClose = false;
  readonly #http: GraphHttp;
  readonly #folderId: string;

  private constructor(http: GraphHttp, folder: Folder) {
    this.#http = http;
    this.count = folder.count;
    this.#folderId = folder.id;
  }

  /**
   * Opens a folder by its path, levels apart by `.` or `/`, each found by its display name whatever its case. `INBOX`
   * is the inbox in every language.
   */
  static async open(http: GraphHttp, path: string): Promise<GraphMailbox> {
    const [first = "INBOX", ...deeper] = path.split(/[./]/).filter(Boolean);
    let folder =
      first.toUpperCase() === "INBOX" ? await inboxOf(http) : await childNamed(http, "/mailFolders", first, path);
    for (const name of deeper) {
      folder = await childNamed(http, `/mailFolders/${encodeURIComponent(folder.id)}/childFolders`, name, path);
    }
    return new GraphMailbox(http, folder);
  }

  async list(): Promise<ListedMessage[]> {
    const path = `/mailFolders/${encodeURIComponent(this.#folderId)}/messages?$select=id&$orderby=receivedDateTime&$top=50`;
    const entries = await this.#http.readAll(path);
    return entries.map(({ id }) => ({ ref: String(id), key: `graph:${id}`, size: null }));
  }

  async *read(messages: readonly ListedMessage[], maxBytes: number): AsyncGenerator<ReadMessage> {
    for (const message of messages) {
      try {
        const path = `/messages/${encodeURIComponent(message.ref)}/$value`;
        const { body, truncated } = await this.#http.request("GET", path, maxBytes);
        yield { message, source: truncated ? null : body };
      } catch (error) {
        if (isGone(error)) continue;
        throw asMessageFault(error);
      }
    }
  }

  async remove(messages: readonly ListedMessage[]): Promise<void> {
    for (const { ref } of messages) {
      try {
        await this.#http.request("DELETE", `/messages/${encodeURIComponent(ref)}`, 1024);
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }
  }

  async close(): Promise<void> {
    // There is no session to end.
  }
}

/** Sends one message as MIME. @see https://learn.microsoft.com/graph/api/user-sendmail */
export async function sendByGraph(http: GraphHttp, source: string): Promise<void> {
  const bytes = Array.from(new TextEncoder().encode(source), (byte) => String.fromCharCode(byte)).join("");
  await http.request("POST", "/sendMail", 64 * 1024, { type: "text/plain", text: btoa(bytes) });
}

async function inboxOf(http: GraphHttp): Promise<Folder> {
  return folderOf(await http.read(`/mailFolders/inbox?${folderFields.split("&")[0]}`));
}

async function childNamed(http: GraphHttp, path: string, name: string, wholePath: string): Promise<Folder> {
  const folders = (await http.readAll(`${path}?${folderFields}`)).map(folderOf);
  const found = folders.find((folder) => folder.name.toLowerCase() === name.toLowerCase());
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
          .map((folder) => folder.name)
          .slice(0, MOST_FOLDERS_TOLD)
          .join(", ") || "INBOX",
    },
  });
}

function folderOf(entry: Readonly<Record<string, unknown>>): Folder {
  return { id: String(entry["id"]), name: String(entry["displayName"]), count: Number(entry["totalItemCount"] ?? 0) };
}

function isGone(error: unknown): boolean {
  return error instanceof MailFault && /^404 ErrorItemNotFound/.test(error.failure.said ?? "");
}

function asMessageFault(error: unknown): unknown {
  if (!(error instanceof MailFault) || error.failure.explanation !== "mailbox-refused") return error;
  return new MailFault({ ...error.failure, layer: "message", explanation: "message-refused", healsByItself: true });
}
