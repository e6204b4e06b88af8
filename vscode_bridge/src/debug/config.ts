/** Names that launch configurations have among us; knows no editor. */

export const TYPE = "farfield";

/** What a configuration carries when it has been resolved, for the adapter alone. */
export interface Resolved {
  /** Id of the gateway. */
  readonly __gateway?: string;
  /** Of a worker's own session, under that of the user. */
  readonly __worker?: string;
  /** Nobody has asked for it: it was attached to what stood still. */
  readonly __unasked?: boolean;
}
