import { type Invoker, ProblemError, webServiceInput } from "@grantry/schema";
import { type Deployment, type RecordingService, startDeployment, startRecordingService } from "@grantry/testing";
import { createWebService } from "../../create.ts";
import { listInvokers } from "../../invokers.ts";
import { importOpenApi } from "../import.ts";

export const now = { dryRun: false, leaveOutRefused: false };
export const dry = { dryRun: true, leaveOutRefused: false };

/** A document as the bytes of its file. */
export function bytes(document: object | string): Uint8Array {
  return new TextEncoder().encode(typeof document === "string" ? document : JSON.stringify(document));
}

/** The problem that some work ends with. @throws Error when it ends otherwise */
export async function refusal(work: Promise<unknown>): Promise<ProblemError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** A deployment with web services that documents are imported into, and a service that they call. */
export class Importing {
  readonly deployment: Deployment;
  readonly recorder: RecordingService;
  #made = 0;

  private constructor(deployment: Deployment, recorder: RecordingService) {
    this.deployment = deployment;
    this.recorder = recorder;
  }

  static async start(): Promise<Importing> {
    const recorder = await startRecordingService();
    recorder.answer((_request, response) => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
    return new Importing(await startDeployment(), recorder);
  }

  async close(): Promise<void> {
    await this.deployment.close();
    await this.recorder.close();
  }

  /** @returns its name */
  async newService(more: object = {}): Promise<string> {
    this.#made += 1;
    const given = { name: `Service ${this.#made}`, type: "rest", endpoint: `${this.recorder.url}/v3`, ...more };
    await createWebService(this.deployment.ctx, webServiceInput.parse(given));
    return given.name;
  }

  into(service: string, document: object | string, choice = now) {
    return importOpenApi(this.deployment.ctx, service, bytes(document), choice);
  }

  /** What a document with these paths becomes, without its places. */
  async outcomesOf(paths: object, more: object = {}) {
    const document = { openapi: "3.0.3", info: { title: "T" }, paths, ...more };
    const { entries } = await this.into(await this.newService(), document, dry);
    return entries.map(({ name, outcome, notes, problem }) => ({ name, outcome, notes, complaint: problem?.detail }));
  }

  /** The invoker that one operation becomes. */
  async only(operation: object, { path = "/things", method = "post", ...more } = {}): Promise<Invoker | undefined> {
    const service = await this.newService();
    await this.into(service, { openapi: "3.1.0", paths: { [path]: { [method]: operation } }, ...more });
    const [invoker] = await listInvokers(this.deployment.ctx, service);
    return invoker;
  }
}
