// What the server is doing, for the editor's language status.
import type { NotificationMessage } from './message.ts';

/** The whole state each time; the client keeps none of its own. */
export interface ServerStatus {
  readonly state: 'indexing' | 'ready';
  /** Services in the snapshot. */
  readonly nServices: number;
  /** Documents that are Kubernetes objects, Services among them. */
  readonly nManifests: number;
  /** A limit that was hit, a file that could not be read: in the user's language; empty when all is well. */
  readonly notice: string;
}

/** Server to client, whenever something of it changes. */
export const statusNotification: NotificationMessage<ServerStatus> = { method: 'kubereach/status' };
