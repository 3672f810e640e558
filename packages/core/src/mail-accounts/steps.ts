import type { MailAccountRow } from "@grantry/db";
import { checkSteps, hasFolders, type MailCheck, mailAccountType, type TransportFailure } from "@grantry/schema";
import type { Context } from "../context.ts";
import { asTransportFailure, sayTransportFailure } from "../transport-failure.ts";
import type { OnAccountStep } from "./open-account.ts";

type Step = (typeof checkSteps)[number];

interface Recorded {
  readonly milliseconds: number;
  readonly failure: TransportFailure | null;
}

/** Notes what each step took and how it ended. One that is done again counts as it ended last. */
export class StepRecorder {
  readonly #ctx: Context;
  readonly #recorded = new Map<Step, Recorded>();

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  readonly onStep: OnAccountStep = (step, work) => this.record(step, work);

  async record<T>(step: Step, work: () => Promise<T>): Promise<T> {
    const { now } = this.#ctx.platform;
    const startedAt = now();
    try {
      const result = await work();
      this.#recorded.set(step, { milliseconds: now() - startedAt, failure: null });
      return result;
    } catch (error) {
      this.#recorded.set(step, { milliseconds: now() - startedAt, failure: asTransportFailure(this.#ctx, error) });
      throw error;
    }
  }

  /** The steps that there should be, as they ended. */
  report(expected: readonly Step[], messages: number | null, thrown?: unknown): MailCheck {
    const steps = expected.map((step) => this.#view(step));
    const hasFailed = thrown !== undefined;
    // What failed between two steps is told at the first that was not reached.
    const untold = hasFailed && !steps.some(({ outcome }) => outcome === "failed");
    const at = steps.findIndex(({ outcome }) => outcome === "not-reached");
    const told =
      untold && at >= 0
        ? steps.with(at, this.#failed(expected[at] ?? "resolve", asTransportFailure(this.#ctx, thrown), 0))
        : steps;
    return { succeeded: !hasFailed, steps: told, messages };
  }

  #view(step: Step): MailCheck["steps"][number] {
    const recorded = this.#recorded.get(step);
    if (!recorded) return { step, outcome: "not-reached", milliseconds: null, problem: null };
    const { milliseconds, failure } = recorded;
    if (failure) return this.#failed(step, failure, milliseconds);
    return { step, outcome: "done", milliseconds, problem: null };
  }

  #failed(step: Step, failure: TransportFailure, milliseconds: number): MailCheck["steps"][number] {
    return { step, outcome: "failed", milliseconds, problem: sayTransportFailure(failure, this.#ctx.language, null) };
  }
}

/** The steps that opening this account takes. */
export function stepsOf(account: MailAccountRow): Step[] {
  const type = mailAccountType.parse(account.type);
  const isSocket = type !== "MSGraph";
  const isPlain = type === "IMAP" || type === "POP3";
  return checkSteps.filter((step) => {
    if (step === "send") return false;
    if (step === "token") return account.tokenConfigId !== null;
    if (step === "resolve" || step === "connect") return isSocket;
    if (step === "tls") return isSocket && !isPlain;
    return step !== "folder" || hasFolders(type);
  });
}
