import { type GraphAnswer, json, page, refusal } from "./graph-answers.ts";

interface Folder {
  readonly id: string;
  readonly displayName: string;
  readonly isHidden: boolean;
  readonly children: Folder[];
  /** By id, oldest first, as MIME. */
  readonly messages: Map<string, string>;
}

/** The folders of a mailbox of Microsoft Graph, and what they answer. */
export class GraphFolders {
  #made = 0;
  readonly #root = this.#folder("Top of Information Store", false);
  readonly #inbox = this.add("Inbox");

  /** Adds a folder by its path, levels apart by `/`; those above must be there. */
  add(path: string, more: { readonly isHidden?: boolean } = {}): Folder {
    const names = path.split("/");
    const folder = this.#folder(names.at(-1) ?? "", more.isHidden ?? false);
    this.#at(names.slice(0, -1)).children.push(folder);
    return folder;
  }

  /** Puts messages into a folder; gives their ids. */
  put(path: string, ...sources: string[]): string[] {
    const { messages } = this.#at(path.split("/"));
    return sources.map((source) => {
      const id = this.#id("AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0");
      messages.set(id, source);
      return id;
    });
  }

  /** The messages of a folder, oldest first. */
  messages(path: string): string[] {
    return [...this.#at(path.split("/")).messages.values()];
  }

  /** What a request gets; `path` begins below the mailbox. */
  answer(method: string, path: string, url: URL, linkTo: (honest: string) => string): GraphAnswer {
    const [, kind, id = "", what = ""] = path.split("/");
    if (kind === "messages") return this.#message(method, id, what);
    if (kind !== "mailFolders" || method !== "GET") return refusal(405, "ErrorInvalidRequest");
    const folder = id === "" ? this.#root : this.#byId(id);
    if (!folder) return refusal(404, "ErrorItemNotFound");
    if (id !== "" && what === "") return json(shown(folder));
    if (what === "messages") {
      // MIME is not given below a folder.
      if (path.endsWith("/$value")) return refusal(405, "ErrorInvalidRequest");
      const oldestFirst = [...folder.messages.keys()].map((key) => ({ "@odata.etag": 'W/"CQAAABYA"', id: key }));
      const isOrdered = /^receivedDateTime( asc)?$/.test(url.searchParams.get("$orderby") ?? "");
      return page(isOrdered ? oldestFirst : oldestFirst.reverse(), url, linkTo);
    }
    const withHidden = url.searchParams.get("includeHiddenFolders") === "true";
    return page(folder.children.filter(({ isHidden }) => withHidden || !isHidden).map(shown), url, linkTo);
  }

  #message(method: string, id: string, what: string): GraphAnswer {
    const folder = this.#all().find(({ messages }) => messages.has(id));
    const source = folder?.messages.get(id);
    if (!folder || source === undefined) return refusal(404, "ErrorItemNotFound");
    if (method === "GET" && what === "$value")
      return { status: 200, headers: { "content-type": "text/plain" }, body: Buffer.from(source, "latin1") };
    if (method !== "DELETE" || what !== "") return refusal(405, "ErrorInvalidRequest");
    folder.messages.delete(id);
    return { status: 204 };
  }

  #byId(id: string): Folder | undefined {
    if (id.toLowerCase() === "inbox") return this.#inbox;
    return this.#all().find((folder) => folder.id === id);
  }

  #all(under: Folder = this.#root): Folder[] {
    return [under, ...under.children.flatMap((child) => this.#all(child))];
  }

  #at(names: readonly string[]): Folder {
    return names.reduce((folder, name) => {
      const child = folder.children.find(({ displayName }) => displayName === name);
      if (!child) throw new Error(`there is no folder ${name}`);
      return child;
    }, this.#root);
  }

  #folder(displayName: string, isHidden: boolean): Folder {
    return { id: this.#id("AAMkAGVmMDEzMTM4LTZmYWUtNDdk"), displayName, isHidden, children: [], messages: new Map() };
  }

  /** Two ids of Exchange may differ in case alone. */
  #id(prefix: string): string {
    this.#made += 1;
    return `${prefix}${this.#made % 2 ? "aA" : "Aa"}${Math.ceil(this.#made / 2)}_-==`;
  }
}

function shown({ id, displayName, isHidden, children, messages }: Folder): object {
  return { id, displayName, isHidden, childFolderCount: children.length, totalItemCount: messages.size };
}
