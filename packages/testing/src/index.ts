export { administrator, type Deployment, startDeployment } from "./deployment.ts";
export { startTokenEndpoint, type TokenEndpoint } from "./token-endpoint.ts";
