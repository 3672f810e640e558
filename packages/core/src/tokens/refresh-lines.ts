import type { Platform } from "../platform.ts";

/** How many are refreshed at once. */
export interface AtOnce {
  readonly inAll: number;
  readonly perEndpoint: number;
}

/** A token that waits for its turn. */
export interface Waiting {
  readonly configId: string;
  readonly tokenOrigin: string;
  /** @returns whether its endpoint answered, be it a refusal */
  readonly refresh: () => Promise<boolean>;
}

/** An endpoint that answers nothing for so long is not waited for, and takes no place of the others. */
const HANGS_AFTER_MS = 2_000;
const LOOK_AGAIN_MS = 250;
/** Started in one turn of the event loop: turns stay short, and whoever asks the host meanwhile is answered in between. */
const STARTS_AT_ONCE = 2;
interface Line {
  readonly waiting: Waiting[];
  /** Requests under way. */
  running: number;
  /** When the endpoint last answered, or was first asked. */
  movedAt: number;
  /** Whether it answered the last time that a request ended: one that timed out is no answer. */
  answers: boolean;
}

/**
 * Lines of tokens that wait to be refreshed, one for each token endpoint. An endpoint that is slow or never answers
 * holds up its own line and no other: it has so many places and no more, and from when its requests hang until one is
 * answered they do not count among all. Those that hang share as many places of their own.
 */
export class RefreshLines {
  readonly #platform: Pick<Platform, "now" | "wait">;
  readonly #atOnce: AtOnce;
  readonly #stop: AbortSignal | undefined;
  readonly #lines = new Map<string, Line>();
  readonly #known = new Set<string>();
  #ended = Promise.withResolvers<void>();
  #starting = false;

  /** @param stop once it is signalled, what waits is left to another time */
  constructor(platform: Pick<Platform, "now" | "wait">, atOnce: AtOnce, stop: AbortSignal | undefined) {
    this.#platform = platform;
    this.#atOnce = atOnce;
    this.#stop = stop;
  }

  /** Takes a token in. @returns `false` when it waits or is under way already */
  add(token: Waiting): boolean {
    if (this.#known.has(token.configId)) return false;
    this.#known.add(token.configId);
    this.#lineOf(token.tokenOrigin).waiting.push(token);
    return true;
  }

  /** Lets tokens start until there is need of more: those in hand could not fill all places if these fell free at once. */
  async needsMore(): Promise<void> {
    const { inAll, perEndpoint } = this.#atOnce;
    const couldStart = (line: Line) => Math.min(line.waiting.length, perEndpoint);
    await this.#until(() => this.#moving().reduce((sum, line) => sum + couldStart(line), 0) < inAll);
  }

  /** Lets tokens start until all are done but those whose endpoints hang. */
  async settled(): Promise<void> {
    await this.#until(() => this.#moving().every((line) => line.waiting.length === 0 && line.running === 0));
  }

  async #until(done: () => boolean): Promise<void> {
    for (;;) {
      void this.#startWhatCan();
      if (done() || this.#stop?.aborted) return;
      await Promise.race([this.#ended.promise, this.#platform.wait(LOOK_AGAIN_MS)]);
    }
  }

  /** Lets start what can, a few in each turn of the event loop. The first few start at once. */
  async #startWhatCan(): Promise<void> {
    if (this.#starting) return;
    this.#starting = true;
    while (this.#startSome()) await this.#platform.wait(0);
    this.#starting = false;
  }

  /** @returns whether any could start */
  #startSome(): boolean {
    if (this.#stop?.aborted) return false;
    const moving = new Set(this.#moving());
    const running = (lines: Iterable<Line>) => [...lines].reduce((sum, line) => sum + line.running, 0);
    const free = { moving: this.#atOnce.inAll - running(moving), hanging: this.#atOnce.inAll };
    free.hanging -= running(this.#lines.values()) - running(moving);
    let started = 0;
    for (const [origin, line] of this.#lines) {
      if (started === STARTS_AT_ONCE) break;
      const places = moving.has(line) ? "moving" : "hanging";
      if (free[places] <= 0 || line.running >= this.#atOnce.perEndpoint) continue;
      const next = line.waiting.shift();
      if (!next) continue;
      // Endpoints come in turn: this one now stands behind the others, and the loop comes to it again.
      this.#lines.delete(origin);
      this.#lines.set(origin, line);
      void this.#run(line, next);
      free[places] -= 1;
      started += 1;
    }
    return started > 0;
  }

  async #run(line: Line, { configId, refresh, tokenOrigin }: Waiting): Promise<void> {
    if (line.running === 0 && line.answers) line.movedAt = this.#platform.now();
    line.running += 1;
    line.answers = await refresh();
    line.running -= 1;
    if (line.answers) line.movedAt = this.#platform.now();
    this.#known.delete(configId);
    if (line.running === 0 && line.waiting.length === 0) this.#lines.delete(tokenOrigin);
    const ended = this.#ended;
    this.#ended = Promise.withResolvers();
    ended.resolve();
    void this.#startWhatCan();
  }

  /** Lines whose endpoint answers. */
  #moving(): Line[] {
    const longAgo = this.#platform.now() - HANGS_AFTER_MS;
    return [...this.#lines.values()].filter(({ movedAt, running }) => running === 0 || movedAt > longAgo);
  }

  #lineOf(tokenOrigin: string): Line {
    const known = this.#lines.get(tokenOrigin);
    if (known) return known;
    const line: Line = { waiting: [], running: 0, movedAt: this.#platform.now(), answers: true };
    this.#lines.set(tokenOrigin, line);
    return line;
  }
}
