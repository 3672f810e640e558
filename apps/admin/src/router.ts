import { createRouter } from "@tanstack/react-router";
import { administrationRoutes } from "./routes/administration.ts";
import { mailAccountRoutes } from "./routes/mail-accounts.ts";
import { firstAdministrator, root, signedIn, signIn } from "./routes/root.ts";
import { tokenRoutes } from "./routes/tokens.tsx";
import { webServiceRoutes } from "./routes/web-services.ts";

/** Every address of the screens. */
export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    firstAdministrator,
    signedIn.addChildren([...tokenRoutes, ...mailAccountRoutes, ...webServiceRoutes, ...administrationRoutes]),
  ]),
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** Ticked on the overview, for the page of the export. */
    chosenTokenConfigs?: readonly { readonly id: string; readonly name: string }[];
  }
}
