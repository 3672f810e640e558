import { createRoute } from "@tanstack/react-router";
import { page } from "./page.ts";
import { signedIn } from "./root.ts";

const webServices = createRoute({
  getParentRoute: () => signedIn,
  path: "/web-services",
  component: page("web-services", () => import("../features/web-services/web-services-page.tsx"), "WebServicesPage"),
});

const addWebService = createRoute({
  getParentRoute: () => signedIn,
  path: "/web-services/new",
  component: page(
    "web-services",
    () => import("../features/web-services/add-web-service-page.tsx"),
    "AddWebServicePage",
  ),
});

const editWebService = createRoute({
  getParentRoute: () => signedIn,
  path: "/web-services/$id/edit",
  component: page(
    "web-services",
    () => import("../features/web-services/edit-web-service-page.tsx"),
    "EditWebServicePage",
  ),
});

const importWebService = createRoute({
  getParentRoute: () => signedIn,
  path: "/web-services/import",
  component: page(
    "web-services",
    () => import("../features/web-services/openapi-import-pages.tsx"),
    "ImportWebServicePage",
  ),
});

const importInvokers = createRoute({
  getParentRoute: () => signedIn,
  path: "/web-services/$id/import",
  component: page(
    "web-services",
    () => import("../features/web-services/openapi-import-pages.tsx"),
    "ImportInvokersPage",
  ),
});

const webService = createRoute({
  getParentRoute: () => signedIn,
  path: "/web-services/$id",
  component: page("web-services", () => import("../features/web-services/web-service-page.tsx"), "WebServicePage"),
});

export const webServiceRoutes = [
  webServices,
  addWebService,
  editWebService,
  importWebService,
  importInvokers,
  webService,
];
