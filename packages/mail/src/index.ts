export { composeMessage, type TextMessage } from "./compose-message.ts";
export { explainMail } from "./explain.ts";
export { MailFault } from "./mail-fault.ts";
export type { ListedMessage, Mailbox, MailboxStep, ReadMessage } from "./mailbox.ts";
export type { MailHttp, MailNetwork, MailSocket } from "./network.ts";
export { networkFault } from "./network-fault.ts";
export {
  type MailboxAddress,
  type MailReach,
  type OutgoingServer,
  openMailbox,
  sendBySmtp,
  sendMessageByGraph,
} from "./open-mailbox.ts";
export { type Attachment, type MailAddress, type ParsedMessage, parseMessage } from "./parse-message.ts";
export type { Credential } from "./sasl.ts";
