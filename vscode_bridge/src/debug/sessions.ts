/** The debug sessions of this window: one for what the user wants to debug, and under it one for each stopped worker. */

import { hostname } from "node:os";

import * as vscode from "vscode";

import { Emitter } from "../common/events.ts";
import type { Disposable, Event } from "../common/events.ts";
import type { Editor } from "../dap/api.ts";
import { Hub } from "../dap/hub.ts";
import type { Gateway, Gateways } from "../gateway/api.ts";
import { absent, minded } from "./adapter.ts";
import type { Minded } from "./adapter.ts";
import { type Asked, wantedOf } from "./asked.ts";
import { type Cells, findFile } from "./cells.ts";
import { type Resolved, TYPE } from "./config.ts";
import type { Typing } from "./typing.ts";

/** A session that nobody has asked for ends so long after its last worker has gone on. */
const REST_MS = 1500;
/** It has so long to attach. */
const ATTACH_MS = 30_000;
/** A session's name, which can't be changed later, waits so long for its worker's job. */
const LABEL_MS = 100;

interface Running {
  readonly session: vscode.DebugSession;
  readonly hub: Hub;
  readonly unasked: boolean;
  /** By worker. */
  readonly adapters: Map<string, Minded>;
  ends: NodeJS.Timeout | undefined;
}

/** The user has disconnected from a worker, or from all of a gateway's. */
export interface Left {
  readonly gateway: Gateway;
  readonly workers: readonly string[];
  readonly all: boolean;
}

export class Sessions implements vscode.DebugAdapterDescriptorFactory, Disposable {
  private readonly running = new Map<string, Running>();
  private readonly changed = new Emitter<void>();
  private readonly parted = new Emitter<Left>();
  private readonly subscriptions: Disposable[];
  private hushed = false;
  private readonly gateways: Gateways;
  private readonly cells: Cells;
  private readonly typing: Typing;

  /** There are others now, or something else stands still in them. */
  readonly onDidChange: Event<void> = this.changed.event;
  readonly onDidLeave: Event<Left> = this.parted.event;

  private readonly jobOf: (gateway: string, worker: string) => string;

  /** jobOf: what a worker works for, for people; "" where that is not known. */
  constructor(gateways: Gateways, cells: Cells, typing: Typing, jobOf: Sessions["jobOf"]) {
    this.gateways = gateways;
    this.jobOf = jobOf;
    this.cells = cells;
    this.typing = typing;
    this.subscriptions = [vscode.debug.onDidTerminateDebugSession((session) => this.ended(session))];
  }

  /** Whether a session here is about this worker. */
  has(gateway: string, worker: string): boolean {
    return this.of(gateway).some(({ hub }) => hub.wants(worker));
  }

  /** Whether a session here is about all workers of a gateway. */
  hasAll(gateway: string): boolean {
    return this.of(gateway).some(({ hub }) => hub.wanted.kind === "any");
  }

  /** Have a session that runs on this gateway be about a worker, too; whether there is one. */
  join(gateway: string, worker: string): boolean {
    const [first] = this.of(gateway);
    first?.hub.join(worker);
    return first !== undefined;
  }

  /** Show a worker that stands still in a session; whether it does. */
  show(gateway: string, worker: string): boolean {
    const adapter = this.of(gateway).flatMap(({ adapters }) => adapters.get(worker) ?? [])[0];
    adapter?.show();
    return adapter !== undefined;
  }

  /** The workers that go on. */
  async continueAll(): Promise<readonly string[]> {
    return (await Promise.all([...this.running.values()].map(({ hub }) => hub.continueAll()))).flat();
  }

  createDebugAdapterDescriptor(session: vscode.DebugSession): vscode.DebugAdapterDescriptor {
    const { __gateway, __worker } = session.configuration as Resolved;
    const adapter = __worker ? this.workerAdapter(session, __worker) : this.parentAdapter(session, __gateway ?? "");
    // The types of the protocol are VS Code's own, which say nothing of what is in a message.
    return new vscode.DebugAdapterInlineImplementation(adapter as unknown as vscode.DebugAdapter);
  }

  dispose(): void {
    for (const { session } of this.running.values()) this.ended(session);
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
    this.parted.dispose();
  }

  private of(gateway: string): Running[] {
    return [...this.running.values()].filter(({ hub }) => hub.gateway.id === gateway);
  }

  private parentAdapter(session: vscode.DebugSession, id: string): Minded {
    const gateway = this.gateways.get(id);
    if (!gateway) throw new Error("The cluster of this debug session is known no more; start it again.");
    const wanted = wantedOf(session.configuration as Asked);
    if (typeof wanted === "string") throw new Error(wanted);
    const settings = vscode.workspace.getConfiguration("farfield.debug");
    const hub = new Hub(gateway, wanted, this.editorOf(session, gateway), {
      justMyCode: Boolean(session.configuration["justMyCode"] ?? settings.get("justMyCode", true)),
      maxSessions: settings.get("maxSessions", 16),
    });
    const unasked = Boolean((session.configuration as Resolved).__unasked);
    this.running.get(session.id)?.hub.dispose(); // it is started again
    const running: Running = { session, hub, unasked, adapters: new Map(), ends: undefined };
    this.running.set(session.id, running);
    this.cells.watch();
    hub.onDidChangeStops(() => this.look(running));
    this.look(running, ATTACH_MS);
    return minded(hub.parentAdapter(), {
      refused: (why) => void (unasked || vscode.window.showErrorMessage(`Farfield: ${why}.`)),
      left: () => this.parted.fire({ gateway, workers: hub.stops.map(({ worker }) => worker), all: true }),
    });
  }

  private workerAdapter(session: vscode.DebugSession, worker: string): Minded {
    const running = this.running.get(session.parentSession?.id ?? "");
    if (!running) {
      // The user has ended it while this one was about to start.
      return minded(absent(`the debug session that worker ${worker} belongs to is over`), {});
    }
    const adapter = minded(running.hub.workerAdapter(worker), {
      quiet: () => running.unasked && this.typing.now,
      hushed: () => void this.offer(worker, running),
      left: () => this.parted.fire({ gateway: running.hub.gateway, workers: [worker], all: false }),
    });
    running.adapters.set(worker, adapter);
    return adapter;
  }

  private editorOf(session: vscode.DebugSession, gateway: Gateway): Editor {
    const start = async (worker: string, title: string): Promise<void> => {
      // The call stack has little room: what tells workers apart comes first.
      const job = await soon(() => this.jobOf(gateway.id, worker));
      const name = job ? `${title.replace(/^worker /, "")} · ${job}` : title;
      const resolved: Resolved = { __gateway: gateway.id, __worker: worker };
      const configuration = { type: TYPE, request: "attach", name, internalConsoleOptions: "neverOpen", ...resolved };
      await vscode.debug.startDebugging(session.workspaceFolder, configuration, {
        parentSession: session,
        // Whoever ends debugging means all of it: to have one worker go on, there is Continue.
        lifecycleManagedByParent: true,
        consoleMode: vscode.DebugConsoleMode.MergeWithParent,
        suppressSaveBeforeStart: true,
      });
    };
    return {
      client: clientName(),
      cells: () => this.cells.all(),
      onDidChangeCells: this.cells.onDidChange,
      findFile,
      startWorkerSession: (worker, title) => void start(worker, title),
    };
  }

  /** A stop that has left the focus alone. */
  private async offer(worker: string, running: Running): Promise<void> {
    if (this.hushed) return;
    this.hushed = true;
    try {
      const chosen = await vscode.window.showInformationMessage(`Worker ${worker} has stopped.`, "Show");
      if (chosen) running.adapters.get(worker)?.show();
    } finally {
      this.hushed = false;
    }
  }

  private ended(session: vscode.DebugSession): void {
    const { __worker } = session.configuration as Resolved;
    const parent = this.running.get(session.parentSession?.id ?? "");
    if (__worker && parent) {
      parent.adapters.delete(__worker);
      this.look(parent);
      return;
    }
    const running = this.running.get(session.id);
    if (!running) return;
    clearTimeout(running.ends);
    this.running.delete(session.id);
    running.hub.dispose();
    if (!this.running.size) this.cells.rest();
    this.look();
  }

  /** Something has begun, stopped or ended. */
  private look(running?: Running, patience = REST_MS): void {
    void vscode.commands.executeCommand("setContext", "farfield.debugging", this.running.size > 0);
    this.changed.fire();
    if (!running?.unasked) return;
    clearTimeout(running.ends);
    if (running.hub.stops.length || running.adapters.size) return;
    running.ends = setTimeout(() => void vscode.debug.stopDebugging(running.session), patience);
  }
}

/** What other clients of a gateway are told: who has this worker. Each window has a name of its own. */
export function clientName(): string {
  const folder = vscode.workspace.name ? `${vscode.workspace.name}, ` : "";
  return `${vscode.env.appName} on ${hostname()} (${folder}process ${process.pid})`;
}

/** A text that is known in a moment: news of a worker's job may come just after its stop. */
async function soon(text: () => string): Promise<string> {
  const ends = performance.now() + LABEL_MS;
  while (!text() && performance.now() < ends) await new Promise((resolve) => setTimeout(resolve, 10));
  return text();
}
