/** Runs parts of files, and shows what comes of it in the output panel. */

import { basename } from "node:path";

import * as vscode from "vscode";

import type { Gateway } from "../gateway/api.ts";
import type { Kernel } from "./kernel.ts";
import type { Kernels } from "./kernels.ts";
import { ask } from "./notebook.ts";
import { titleOf, type Sent } from "./parts.ts";
import type { Places, RunState, Runs } from "./runs.ts";
import { trusted } from "./trust.ts";

/** What is run, and where it comes from. */
export interface Work {
  readonly sent: Sent;
  /** The document, or what stands for one where there is none. */
  readonly resource: vscode.Uri;
  /** How it is called; by default by its first line. */
  readonly title?: string;
  readonly gateway?: Gateway | undefined;
}

export interface Runner {
  /** Resolves when it has ended. */
  run(work: Work): Promise<void>;
  again(id: number): Promise<void>;
  interrupt(id: number): void;
  restart(id: number): void;
  /** Where a run comes from, with the line of it. */
  source(id: number): { readonly resource: vscode.Uri; readonly line: number } | undefined;
}

const STATES: Record<string, RunState> = { ok: "ok", error: "failed", aborted: "skipped", dead: "dead" };

/** Tells the debugger of a text that is about to run. */
const SENT = "farfield.internal.sent";

/** The scheme of what stands for a document where a view has something run. */
export const NO_DOCUMENT = "farfield-run";

/** show: have what is run be seen. */
export function makeRunner(kernels: Kernels, runs: Runs, show: () => void): Runner {
  const works = new Map<number, Work>();
  const places = new WeakMap<Kernel, Places>();

  async function run(work: Work): Promise<void> {
    if (!trusted("nothing of it is run")) return;
    show();
    const { sent, resource } = work;
    const isFile = resource.scheme !== NO_DOCUMENT;
    const place = isFile ? `${basename(resource.path)}:${sent.offset + 2}` : "";
    const id = runs.add(work.title ?? titleOf(sent.text), place);
    works.set(id, work);
    if (!kernels.running(resource)) runs.set(id, { note: "Python is started…" });
    const kernel = await kernels.get(resource, work.gateway);
    if (!kernel) return runs.set(id, { state: "skipped", ended: Date.now(), note: "It was not run." });
    // Before it runs: a breakpoint is to be there when it does.
    if (isFile) await vscode.commands.executeCommand(SENT, { source: sourceOf(resource), ...sent });
    const shown = places.get(kernel) ?? new Map();
    places.set(kernel, shown);
    const cell = isFile ? `${resource.toString()}#L${Math.max(sent.offset + 2, 1)}` : "";
    const done = await kernel.execute(sent.text, cell, {
      begun: (began) => runs.set(id, { state: "running", began, note: "" }),
      output: (output) => runs.take(id, output, shown),
      input: (prompt, password) => ask(prompt, password),
    });
    const note = done.status === "aborted" ? "It was not run: what ran before it has failed." : "";
    runs.set(id, {
      state: STATES[done.status] ?? "failed",
      count: done.count,
      ended: done.time,
      note: done.status === "dead" ? `${kernel.why || "Python was started anew"}.` : note,
    });
  }

  function kernelOf(id: number): Kernel | undefined {
    const work = works.get(id);
    return work && kernels.running(work.resource);
  }

  return {
    run,
    async again(id) {
      const work = works.get(id);
      if (work) await run(work);
    },
    interrupt: (id) => kernelOf(id)?.interrupt(),
    restart: (id) => kernelOf(id)?.restart(),
    source(id) {
      const work = works.get(id);
      if (!work || work.resource.scheme === NO_DOCUMENT) return undefined;
      return { resource: work.resource, line: Math.max(work.sent.offset + 1, 0) };
    },
  };
}

/** As VS Code names a document to a debugger. */
function sourceOf(resource: vscode.Uri): string {
  return resource.scheme === "file" ? resource.fsPath : resource.toString();
}
