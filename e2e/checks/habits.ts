import { lineOf, type Manifest, type SourceFile, type Violation } from "./source-files.ts";

interface Habit {
  readonly pattern: RegExp;
  /** Where it is the job: the adapters of a host. */
  readonly allowedIn: RegExp;
  readonly says: string;
}

const hosts = /^(apps\/(server|cli|practice-provider)|packages\/testing)\//;

/** What the host provides comes in through Platform; whoever reaches past it cannot be tested, or fails in workerd. */
const habits: readonly Habit[] = [
  {
    pattern: /\bDate\.now\b|\bnew Date\(\)/,
    allowedIn: new RegExp(`${hosts.source}|^packages/core/src/platform\\.edge\\.ts$|^apps/admin/`),
    says: "Time comes from Platform.now.",
  },
  { pattern: /\bMath\.random\b/, allowedIn: /^$/, says: "Random bytes come from Platform.randomBytes." },
  {
    pattern: /(?<![.\w])fetch\((?!request|\.\.\.|asked)/,
    // The collector of spans is named by whoever deploys: what the product may call is no rule for it.
    allowedIn: new RegExp(
      `${hosts.source}|^packages/core/src/egress\\.edge\\.ts$|^apps/api/src/tracing/tracer\\.edge\\.ts$|^packages/client/src/transport\\.ts$`,
    ),
    says: "Requests go out through Platform.sendWith, or through packages/client.",
  },
  {
    pattern: /\bprocess\./,
    allowedIn: new RegExp(`${hosts.source}|\\.node\\.ts$`),
    says: "There is no process in workerd.",
  },
  {
    pattern: /\bBuffer\./,
    allowedIn: new RegExp(`${hosts.source}|\\.node\\.ts$`),
    says: "There is no Buffer in workerd.",
  },
  { pattern: /^export \* /m, allowedIn: /^$/, says: "Entries list their names one by one." },
  { pattern: /\bas any\b|: any\b|@ts-(?:ignore|expect-error)/, allowedIn: /^$/, says: "Types are said, not silenced." },
];

export function badHabits(files: readonly SourceFile[]): Violation[] {
  return files.flatMap(({ path, text }) =>
    habits.flatMap(({ pattern, allowedIn, says }) => {
      const found = allowedIn.test(path) ? null : pattern.exec(withoutComments(text));
      return found ? [{ at: `${path}:${lineOf(text, found.index)}`, says }] : [];
    }),
  );
}

/** Names that say nothing: a function lives with the noun it serves. */
export function emptyNames(files: readonly SourceFile[]): Violation[] {
  const empty = /\/(?:utils?|helpers?|common|managers?|misc|lib)(?:[./]|$)|-(?:utils?|helpers?|manager)\./;
  return files
    .filter(({ path }) => empty.test(path))
    .map(({ path }) => ({ at: path, says: "Name it for what it does." }));
}

/** Without the flag a bundler keeps what nobody uses: the callback would weigh ten times as much. */
export function sideEffects(declared: ReadonlyMap<string, Manifest>): Violation[] {
  return [...declared]
    .filter(([, manifest]) => manifest.sideEffects !== false)
    .map(([folder]) => ({ at: `${folder}/package.json`, says: 'It takes "sideEffects": false.' }));
}

/** Comments become blanks, so that places stay where they are. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, " "));
}
