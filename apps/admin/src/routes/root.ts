import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { queryClient, sessionQuery } from "../api.ts";
import { ErrorPage, NotFoundPage } from "../shell/error-page.tsx";
import { Shell } from "../shell/shell.tsx";

export const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage, errorComponent: ErrorPage });

/** Where to go after signing in: a path of this product, nothing else. */
function nextSearch({ next }: Record<string, unknown>): { next?: string | undefined } {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? { next } : {};
}

export const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: nextSearch,
  component: lazyRouteComponent(() => import("../features/sign-in/sign-in-page.tsx"), "SignInPage"),
});

export const firstAdministrator = createRoute({
  getParentRoute: () => root,
  path: "/first-administrator",
  component: lazyRouteComponent(
    () => import("../features/sign-in/first-administrator-page.tsx"),
    "FirstAdministratorPage",
  ),
});

/** Every screen that only who is signed in sees. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  component: Shell,
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery).catch(() => undefined);
    if (!session) throw redirect({ to: "/sign-in", search: { next: location.href } });
  },
});
