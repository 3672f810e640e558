export { administrator, type Deployment, startDeployment } from "./deployment.ts";
export { isWholeProof, noteFigures, type ProofFigure, proofFolder, seededRandom } from "./proof.ts";
export { startTokenEndpoint, type TokenEndpoint } from "./token-endpoint.ts";
