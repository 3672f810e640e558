import { createServer } from "node:http";
import { readOptions } from "./environment.ts";
import { handleInteraction, send } from "./interactions.ts";
import { createProvider } from "./provider.ts";
import { page } from "./screens.ts";
import { ProviderState, providerKeys } from "./state.ts";
import { TestControls } from "./test-controls.ts";

const options = readOptions(process.env);
const keys = providerKeys(options.dataFolder);
const state = new ProviderState(options.dataFolder);
const provider = createProvider(options, { keys, state });
const controls = options.testControls ? new TestControls(state) : undefined;
const answer = provider.callback();

const server = createServer(async (request, response) => {
  const path = request.url ?? "/";
  if (path === "/healthz") {
    response.end("alive");
    return;
  }
  try {
    if (controls && (await controls.handle(request, response))) return;
    if (path.startsWith("/interaction/")) await handleInteraction(provider, request, response);
    else await answer(request, response);
  } catch (error) {
    process.stderr.write(`${JSON.stringify({ level: "warn", event: "practice.failed", error: String(error) })}\n`);
    if (!response.headersSent) send(response, 400, page("This sign-in has ended", "<p>Start again from Grantry.</p>"));
  }
});

server.on("error", (error: NodeJS.ErrnoException) => {
  process.stderr.write(`error: PRACTICE_PORT ${options.port} cannot be used (${error.code}); choose another.\n`);
  process.exit(78);
});
server.listen(options.port, options.host, () => {
  process.stdout.write(
    `${JSON.stringify({ level: "info", event: "practice.ready", origin: `http://${options.host}:${options.port}` })}\n`,
  );
});

// "disconnect": the program that started it is gone.
for (const event of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(event, stop);

function stop(): void {
  if (!server.listening) return;
  state.flush();
  server.close();
  server.closeAllConnections();
  if (process.connected) process.disconnect();
}
