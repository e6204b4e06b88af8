/** Between the debugger's core, which knows no editor, and VS Code. */

import type { DebugProtocol } from "@vscode/debugprotocol";

import type { Disposable, Event } from "../common/events.ts";

/** What `vscode.DebugAdapterInlineImplementation` takes. */
export interface Adapter extends Disposable {
  readonly onDidSendMessage: Event<DebugProtocol.ProtocolMessage>;
  handleMessage(message: DebugProtocol.ProtocolMessage): void;
}

/** Which workers a debug session is about. */
export type Wanted =
  | { readonly kind: "worker"; readonly worker: string }
  | { readonly kind: "job"; readonly job: number }
  /** Whatever stops next, and what stops after that. */
  | { readonly kind: "any" };

/** Text that runs as a cell: a notebook's cell, or a part of a file between two `# %%`. */
export interface CellText {
  /** The document, as VS Code writes it in a DAP source: a path, or a URI like "vscode-notebook-cell:…". */
  readonly source: string;
  /** How many lines of the document are before the cell; 0 in a notebook. */
  readonly offset: number;
  readonly text: string;
}

/** What the core asks of the editor that it serves. */
export interface Editor {
  /** For other clients of the gateway: "VS Code on host" */
  readonly client: string;
  /** Cells of the documents that are open, and what was sent to a cluster from here. */
  cells(): readonly CellText[];
  readonly onDidChangeCells: Event<void>;
  /** The path of a file of the workspace with this SHA-256; name: its last part. */
  findFile(name: string, sha256: string): Promise<string | undefined>;
  /** A worker stands still and has no session of its own: start one, with `Hub.workerAdapter(worker)`. */
  startWorkerSession(worker: string, title: string): void;
}

export interface HubOptions {
  readonly justMyCode: boolean;
  /** How many stopped workers have a session at the same time. */
  readonly maxSessions: number;
}

/** A worker that stands still in this debug session. */
export interface Stop {
  readonly worker: string;
  /** "worker w2", "trainer, rank 1 (w5)" */
  readonly title: string;
  /** Why: "breakpoint", "exception", … */
  readonly reason: string;
  /** Whether it has a session of its own, or one is being started; the others wait for their turn. */
  readonly shown: boolean;
}
