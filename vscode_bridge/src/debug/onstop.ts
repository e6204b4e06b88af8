/** Attaches, without a click, to workers that stand still and wait for a debugger. */

import * as vscode from "vscode";

import type { Disposable } from "../common/events.ts";
import type { DebugStream, Gateway, Gateways } from "../gateway/api.ts";
import { type Resolved, TYPE } from "./config.ts";
import { Pauses, type Waiting } from "./pauses.ts";
import { clientName, type Sessions } from "./sessions.ts";
import { jobLabel, lease, standsAt } from "./words.ts";

const AGAIN_MS = [500, 1000, 2000, 5000, 15_000] as const;

/** Hears of the pauses of one gateway for as long as it is there. */
class Watch implements Disposable {
  readonly pauses = new Pauses();
  readonly gateway: Gateway;
  private readonly found: (watch: Watch) => void;
  private stream: DebugStream | undefined;
  private timer: NodeJS.Timeout | undefined;
  private attempts = 0;

  constructor(gateway: Gateway, found: (watch: Watch) => void) {
    this.gateway = gateway;
    this.found = found;
    this.open();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.stream?.close();
    this.stream = undefined;
  }

  private open(): void {
    const stream = this.gateway.debug({ client: clientName(), session: "", hold: false }, {
      frame: ({ frame }) => this.take(frame),
      ended: () => this.again(),
    });
    this.stream = stream;
    stream.welcome.then(
      (welcome) => {
        this.attempts = 0;
        this.take({ case: "welcome", value: welcome });
      },
      () => undefined, // `ended` is told, too
    );
  }

  private take(frame: Parameters<Pauses["take"]>[0]): void {
    this.pauses.take(frame);
    if (this.pauses.waiting().length) this.found(this);
  }

  private again(): void {
    this.stream = undefined;
    this.pauses.clear();
    const wait = AGAIN_MS[Math.min(this.attempts++, AGAIN_MS.length - 1)] ?? 0;
    this.timer = setTimeout(() => {
      if (this.gateway.state !== "refused") this.open();
    }, wait);
  }
}

export class OnStop implements Disposable {
  private readonly gateways: Gateways;
  private readonly sessions: Sessions;
  private readonly watches = new Map<string, Watch>();
  private readonly subscriptions: Disposable[];
  /** Gateways on which a session is being started, and jobs that were told of. */
  private readonly starting = new Set<string>();
  private readonly told = new Set<string>();

  constructor(gateways: Gateways, sessions: Sessions) {
    this.gateways = gateways;
    this.sessions = sessions;
    this.subscriptions = [
      gateways.onDidChange(() => this.look()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.look()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("farfield.debug.attachOnStop")) this.reconsider();
      }),
      sessions.onDidLeave(({ gateway, workers, all }) => {
        const pauses = this.watches.get(gateway.id)?.pauses;
        for (const worker of workers) pauses?.leave(pauses.jobOf(worker), all ? "" : worker);
      }),
      sessions.onDidChange(() => this.reconsider()),
    ];
    this.look();
  }

  /** "12 train", what a worker works for. */
  labelOf(gateway: string, worker: string): string {
    return this.watches.get(gateway)?.pauses.labelOf(worker) ?? "";
  }

  dispose(): void {
    for (const each of [...this.subscriptions, ...this.watches.values()]) each.dispose();
    this.watches.clear();
  }

  /** Watch the gateways that there are: those here, and those far away that this window is connected to. */
  private look(): void {
    const watched = vscode.workspace.isTrusted
      ? this.gateways.all.filter((each) => each.state !== "refused" && (each.local || each.state === "up"))
      : [];
    for (const [id, watch] of this.watches) {
      if (watched.includes(watch.gateway) || (this.gateways.get(id) === watch.gateway && !watch.gateway.local)) continue;
      watch.dispose();
      this.watches.delete(id);
    }
    for (const gateway of watched) {
      if (this.watches.has(gateway.id)) continue;
      this.watches.set(gateway.id, new Watch(gateway, (watch) => void this.found(watch)));
    }
  }

  private reconsider(): void {
    for (const watch of this.watches.values()) if (watch.pauses.waiting().length) void this.found(watch);
  }

  private async found({ gateway, pauses }: Watch): Promise<void> {
    const waiting = pauses.waiting().filter(({ id }) => !this.sessions.has(gateway.id, id));
    const [first] = waiting;
    if (!first || this.starting.has(gateway.id)) return;
    if (!vscode.workspace.getConfiguration("farfield.debug").get("attachOnStop", true)) return this.tell(gateway, first);
    if (this.sessions.join(gateway.id, first.id)) {
      for (const { id } of waiting.slice(1)) this.sessions.join(gateway.id, id);
      return;
    }
    const resolved: Resolved = { __gateway: gateway.id, __unasked: true };
    this.starting.add(gateway.id);
    try {
      const started = await vscode.debug.startDebugging(
        vscode.workspace.workspaceFolders?.[0],
        {
          type: TYPE,
          request: "attach",
          name: `Farfield: ${gateway.name}`,
          worker: first.id,
          internalConsoleOptions: "neverOpen",
          ...resolved,
        },
        { suppressSaveBeforeStart: true },
      );
      // Another window was faster, or it can't be had: nothing is gained by asking again and again.
      if (!started) pauses.leave(first.job, first.id);
    } finally {
      this.starting.delete(gateway.id);
    }
    this.reconsider();
  }

  /** Say once for each job that something waits. */
  private tell(gateway: Gateway, { id, pause, number, name }: Waiting): void {
    const key = `${gateway.id} ${number}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    const job = jobLabel({ number, name });
    const of = job ? ` of job ${job}` : "";
    const message = `Worker ${id}${of} stands still at ${standsAt(pause)} and waits for a debugger: ${lease(pause)}.`;
    void vscode.window.showInformationMessage(message, "Debug", "Let It Go On").then((chosen) => {
      const item = { gateway: gateway.id, worker: id };
      if (chosen === "Debug") void vscode.commands.executeCommand("farfield.debug.worker", item);
      if (chosen === "Let It Go On") void vscode.commands.executeCommand("farfield.worker.continue", item);
    });
  }
}
