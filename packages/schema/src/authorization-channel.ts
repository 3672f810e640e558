/** How long a started authorization may take. */
export const authorizationMayTakeMs = 10 * 60 * 1000;

/** Name of the BroadcastChannel on which the outcome page tells the window that started the authorization. */
export const authorizationChannel = "grantry-authorization";

/** What the outcome page says on {@link authorizationChannel}. */
export interface AuthorizationMessage {
  readonly tokenConfigId: string;
  readonly succeeded: boolean;
}
