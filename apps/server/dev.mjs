// Hot reload for work on the product: the program starts anew when its sources change, Vite serves the screens and
// hands everything else on to it. `npm run dev`, then http://localhost:5173
import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const vite = join(root, "apps/admin/node_modules/vite/bin/vite.js");

const children = [
  run(["--watch", "--watch-preserve-output", join(root, "apps/cli/src/index.ts"), "start"], root),
  run([vite], join(root, "apps/admin")),
];
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop(0));

function run(args, cwd) {
  const child = spawn(process.execPath, args, { cwd, stdio: "inherit" });
  child.on("exit", (code) => stop(code ?? 1));
  return child;
}

function stop(code) {
  for (const child of children) child.kill("SIGTERM");
  process.exitCode = code;
}
