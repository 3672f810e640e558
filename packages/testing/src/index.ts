export { administrator, type Deployment, startDeployment } from "./deployment.ts";
export { type GraphServer, startGraphServer } from "./graph-server.ts";
export { type ImapServer, startImapServer } from "./imap-server.ts";
export { isWholeProof, noteFigures, type ProofFigure, proofFolder, seededRandom } from "./proof.ts";
export { type RecordedRequest, type RecordingService, startRecordingService } from "./recording-service.ts";
export { type SmtpServer, startSmtpServer } from "./smtp-server.ts";
export { startTokenEndpoint, type TokenEndpoint } from "./token-endpoint.ts";
