import { compileMessage } from "@lingui/message-utils/compileMessage";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { z } from "zod";

export default defineConfig({
  plugins: [compiledMessages(), react()],
  // What every page loads is two files: smaller packed than twenty, and a phone compiles each in a short task. The one
  // that is React alone stays in browsers' caches from release to release.
  build: {
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", tags: ["$initial"], test: /node_modules\/(react|react-dom|scheduler)\//, priority: 1 },
            { name: "first", tags: ["$initial"] },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": "http://localhost:8080", "/grantry": "http://localhost:8080" } },
});

/** Parses the ICU messages of all `locales` at build, so that browsers load no parser. */
function compiledMessages(): Plugin {
  const messages = z.record(z.string(), z.string());
  return {
    name: "compiled-messages",
    enforce: "pre",
    transform: {
      filter: { id: /\/locales\/\w+\.json$/ },
      handler: (json) =>
        JSON.stringify(
          Object.fromEntries(
            Object.entries(messages.parse(JSON.parse(json))).map(([key, message]) => [key, compileMessage(message)]),
          ),
        ),
    },
  };
}
