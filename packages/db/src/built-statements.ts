import { fillPlaceholders } from "drizzle-orm";
import type { Statement } from "./database.ts";

/** A statement as text; its placeholders are among the parameters. */
type Built = ReturnType<Statement["toSQL"]>;

/** What searches may make; each has a few kilobytes. */
const KEPT_SHAPES = 200;

/**
 * Statements that are asked often, by their shape: to build one costs Drizzle more than SQLite needs to answer it. All
 * that differs within a shape are values, which stand in it as `sql.placeholder`.
 */
export class BuiltStatements {
  readonly #byShape = new Map<string, Built>();

  /** The statement of this shape, ready to be executed with these values. */
  of(shape: string, build: () => Statement, values: Readonly<Record<string, unknown>>) {
    const { sql, params } = this.#byShape.get(shape) ?? this.#keep(shape, build().toSQL());
    return { sql, args: fillPlaceholders(params, { ...values }) as never[] }; // Drizzle has mapped them to what the driver takes
  }

  #keep(shape: string, built: Built): Built {
    const [oldest] = this.#byShape.keys();
    if (this.#byShape.size >= KEPT_SHAPES && oldest !== undefined) this.#byShape.delete(oldest);
    this.#byShape.set(shape, built);
    return built;
  }
}
