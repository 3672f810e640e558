import { Connection } from "./connection.ts";

const MOST_IDLE = 8;

/** Connections to one file: opening one costs a hundred times what a short statement does. */
export class ConnectionPool {
  readonly #file: string;
  readonly #idle: Connection[] = [];
  readonly #taken = new Set<Connection>();

  constructor(file: string) {
    this.#file = file;
    this.give(this.take()); // a file that cannot be opened shows at once
  }

  take(): Connection {
    const connection = this.#idle.pop() ?? new Connection(this.#file);
    this.#taken.add(connection);
    return connection;
  }

  give(connection: Connection): void {
    if (!this.#taken.delete(connection)) return; // the pool was closed meanwhile
    connection.reset();
    if (connection.reusable && this.#idle.length < MOST_IDLE) this.#idle.push(connection);
    else connection.close();
  }

  close(): void {
    for (const connection of [...this.#idle.splice(0), ...this.#taken]) connection.close();
    this.#taken.clear();
  }
}
