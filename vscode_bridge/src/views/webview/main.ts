/** The panel inside the webview: the one that all front ends share, with its answers by messages. */

import type { Folds } from "../../../../jupyter_ext/ui/src/panel/host.ts";
import type { ClusterSource } from "../../../../jupyter_ext/ui/src/panel/source.ts";
import { Panel } from "../../../../jupyter_ext/ui/src/panel/panel.ts";
import { type FromPage, type Kept, PageSource, type ToPage } from "../bridge.ts";
import style from "./page.css";

interface VsCode {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: Kept): void;
}
declare function acquireVsCodeApi(): VsCode;

const vscode = acquireVsCodeApi();
let kept = (vscode.getState() ?? {}) as Kept;

function keep(changed: Kept): void {
  kept = { ...kept, ...changed };
  vscode.setState(kept);
}

const sheet = document.createElement("style");
sheet.textContent = style;
document.head.append(sheet);

const messages = new PageSource((message) => vscode.postMessage(message));
const folded = (section: string, open: boolean): void => {
  const folds: Folds = { ...kept.folds, [section]: open };
  if (kept.folds?.[section] !== open) keep({ folds });
};
const source = messages.source();
let asked = 0;
const jobOf: ClusterSource["job"] = (id, number, query) => {
  asked = number;
  return source.job(id, number, query);
};
const panel = new Panel(
  document.body,
  { ...source, job: jobOf },
  {
    folded,
    choosePause: (pause, _job, cluster) =>
      vscode.postMessage({ kind: "pause", cluster: cluster.id, worker: pause.worker }),
    debug: (job, item, cluster) => {
      vscode.postMessage({ kind: "debug", cluster: cluster.id, job: job.number, item });
      return Promise.resolve();
    },
    jumpToCell: (job) => vscode.postMessage({ kind: "cell", notebook: job.notebook, cell: job.cell }),
  },
);
if (kept.folds) panel.fold(kept.folds);
if (kept.cluster && kept.job) void panel.openJob(kept.job, kept.cluster).catch(() => keep({ job: 0 }));
else if (kept.cluster) panel.model.select(kept.cluster);

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  if (data.kind !== "open") {
    messages.take(data);
    return;
  }
  if (data.job === null) panel.model.select(data.cluster);
  else void panel.openJob(data.job, data.cluster).catch(() => undefined);
});
panel.model.listen(() => {
  const cluster = panel.model.selected || kept.cluster;
  const job = document.querySelector(".ffp-detail") ? asked : 0;
  if (cluster !== kept.cluster || job !== (kept.job ?? 0)) keep({ ...(cluster && { cluster }), job });
});

const look = (): void => panel.setVisible(!document.hidden);
document.addEventListener("visibilitychange", look);
look();
vscode.postMessage({ kind: "ready" });
