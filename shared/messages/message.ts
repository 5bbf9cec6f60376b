// A message's name and the types it carries, as one value.

/** A request: `method` on the wire, `Params` there, `Result` back. */
export interface RequestMessage<Params, Result> {
  readonly method: string;
  /** Never set: holds the types. */
  readonly carries?: readonly [Params, Result];
}

/** A notification: `method` on the wire, `Params` one way. */
export interface NotificationMessage<Params> {
  readonly method: string;
  /** Never set: holds the type. */
  readonly carries?: Params;
}
