/** The three trees, as rows: what they show is what `Watch` knows. */

import { count, cut } from "../../../jupyter_ext/ui/src/format.ts";
import type { Cluster, ClusterNode, JobLine } from "../../../jupyter_ext/ui/src/state.ts";
import { clusterLook, gpuLook, linkText, moreLook, nodeLook, pausedLook, workerLook } from "./clusterlooks.ts";
import type { PageRef } from "./jobbook.ts";
import { jobLook } from "./joblooks.ts";
import { look } from "./look.ts";
import type { Row } from "./rows.ts";
import type { Seen, Watch } from "./watch.ts";

/** Workers of a node that are shown at first, and with each "Show more". */
export const WORKERS = 50;
/** Paused workers that are shown at first; each has a countdown. */
export const PAUSED = 100;

/** How much of what is long was asked for, by the key of its row. */
export class Shown {
  private readonly more = new Map<string, number>();
  readonly step: number;

  constructor(step: number) {
    this.step = step;
  }

  of(key: string): number {
    return this.step * (1 + (this.more.get(key) ?? 0));
  }

  /** Show one step more of it. */
  grow(key: string): void {
    this.more.set(key, (this.more.get(key) ?? 0) + 1);
  }
}

const nodeKey = (gateway: string, node: string): string => `node ${gateway}\n${node}`;

/** So many workers have to be asked for that each node shows its first ones: a gateway counts them in one row. */
export function workersWanted(gateway: string, cluster: Cluster | null, shown: Shown): number {
  let before = 0;
  let wanted = shown.step;
  for (const node of cluster?.nodes ?? []) {
    wanted = Math.max(wanted, before + Math.min(node.workersTotal, shown.of(nodeKey(gateway, node.name))));
    before += node.workersTotal;
  }
  return wanted;
}

export function clusterRows(watch: Watch, shown: Shown): readonly Row[] {
  return watch.all.map(({ gateway, cluster, trouble }) => ({
    // A row that can be opened is another one: VS Code leaves one shut that could not be opened before.
    key: `cluster ${gateway.id}\n${gateway.state === "up" ? "up" : ""}`,
    target: { gateway: gateway.id },
    look: clusterLook(gateway, cluster, trouble),
    children: () =>
      (cluster?.nodes ?? []).map((node, _index, all) => nodeRow(gateway.id, node, all.length <= 2, shown)),
  }));
}

function nodeRow(gateway: string, node: ClusterNode, open: boolean, most: Shown): Row {
  const key = nodeKey(gateway, node.name);
  const target = { gateway };
  const children = (): readonly Row[] => {
    const gpus = node.gpus.map((gpu): Row => ({
      key: `${key}\n${gpu.label} ${gpu.id}`,
      target,
      look: gpuLook(gpu),
    }));
    const workers = node.workers.slice(0, most.of(key)).map((worker): Row => ({
      key: `${key}\nworker ${worker.id}`,
      target: { gateway, worker: worker.id },
      look: workerLook(worker),
    }));
    const hidden = node.workersTotal - workers.length;
    const more: Row[] =
      hidden > 0 ? [{ key: `more ${key}`, target, look: moreLook(hidden, most.step, "workers") }] : [];
    return [...gpus, ...workers, ...more];
  };
  const shown = nodeLook(node, open);
  // As above: there may be no workers yet.
  return { key: `${key}\n${shown.opens === "no" ? "" : "open"}`, target, look: shown, children };
}

// --- jobs --------------------------------------------------------------------

const jobRow = (gateway: string, job: JobLine, cluster: string): Row => ({
  key: `job ${gateway}\n${job.number}`,
  target: { gateway, job: job.number },
  look: jobLook(job, cluster),
});

/** Rows of jobs that are over do not change: they are made once. */
class JobRows {
  private made = new WeakMap<JobLine, Row>();
  private name = "";

  of(seen: Seen, jobs: readonly JobLine[], name: string): readonly Row[] {
    if (name !== this.name) this.made = new WeakMap();
    this.name = name;
    return jobs.map((job) => {
      const row = this.made.get(job) ?? jobRow(seen.gateway.id, job, name);
      this.made.set(job, row);
      return row;
    });
  }
}

export class JobTree {
  private readonly watch: Watch;
  private readonly rows = new Map<string, JobRows>();

  constructor(watch: Watch) {
    this.watch = watch;
  }

  make(): readonly Row[] {
    const all = this.watch.all;
    const [only] = all;
    if (all.length === 1 && only) return this.jobsOf(only, "");
    return all.map((seen) => {
      const { gateway, jobs } = seen;
      const open = jobs.open().length;
      const description = gateway.state === "up" ? (open ? `${count(open)} open` : "") : linkText(gateway);
      return {
        key: `jobs ${gateway.id}`,
        target: { gateway: gateway.id },
        look: look({
          label: cut(gateway.name, 100),
          description,
          icon: "server-environment",
          context: "jobs",
          tooltip: [gateway.name, linkText(gateway)],
          opens: "open",
        }),
        children: () => this.jobsOf(seen, gateway.name),
      };
    });
  }

  private jobsOf(seen: Seen, name: string): readonly Row[] {
    const { gateway, jobs } = seen;
    const target = { gateway: gateway.id };
    const note = this.note(seen, name !== "");
    const notes: Row[] = note
      ? [
          {
            key: `note ${gateway.id}`,
            target,
            look: look({ label: note, icon: "info", context: "note", tooltip: [note] }),
          },
        ]
      : [];
    const pages = jobs.older().map((ref) => this.pageRow(seen, ref, name));
    const older: Row[] = pages.length
      ? [
          {
            key: `older ${gateway.id}`,
            target,
            look: look({
              label: "Older jobs…",
              description: count(jobs.olderCount),
              icon: "history",
              context: "older",
              said: `${count(jobs.olderCount)} older jobs`,
              opens: "closed",
            }),
            children: () => pages,
          },
        ]
      : [];
    return [...notes, ...this.lines(seen, jobs.newest, name), ...older];
  }

  private pageRow(seen: Seen, ref: PageRef, name: string): Row {
    const { gateway, jobs } = seen;
    const target = { gateway: gateway.id };
    const label = `${count(ref.from + 1)} – ${count(ref.to)}`;
    return {
      key: pageKey(gateway.id, ref),
      target,
      look: look({ label, icon: "folder", context: "page", said: `Jobs ${label}`, opens: "closed" }),
      children: () => {
        const lines = jobs.page(ref);
        if (!lines)
          return [
            {
              key: `wait ${pageKey(gateway.id, ref)}`,
              target,
              look: look({ label: "Loading…", icon: "loading", context: "note" }),
            },
          ];
        return this.lines(seen, lines, name);
      },
    };
  }

  private lines(seen: Seen, jobs: readonly JobLine[], name: string): readonly Row[] {
    const { id } = seen.gateway;
    const rows = this.rows.get(id) ?? new JobRows();
    this.rows.set(id, rows);
    return rows.of(seen, jobs, name);
  }

  /** told: a row above it says whether the cluster answers. */
  private note({ gateway, jobs, trouble }: Seen, told: boolean): string {
    if (gateway.state === "away" || gateway.state === "refused") {
      return [told ? "" : linkText(gateway), jobs.newest.length ? "as it was last:" : ""]
        .filter(Boolean)
        .join("; ");
    }
    if (trouble) return cut(trouble, 200);
    return jobs.heard && !jobs.newest.length ? "No jobs yet: run a cell with %%distributed." : "";
  }
}

const pageKey = (gateway: string, { from, to }: PageRef): string => `page ${gateway}\n${from} ${to}`;

/** The page that a row stands for. */
export function pageOfKey(key: string): PageRef | undefined {
  const found = /^page [^\n]*\n(\d+) (\d+)$/.exec(key);
  return found ? { from: Number(found[1]), to: Number(found[2]) } : undefined;
}

// --- paused workers ----------------------------------------------------------

export function pausedRows(watch: Watch, shown: Shown): readonly Row[] {
  const { all } = watch;
  const rows = all.flatMap(({ gateway, paused, pausedAt }) => {
    const age = (watch.clock.now() - pausedAt) / 1000;
    const name = all.length > 1 ? gateway.name : "";
    return paused.map((one): (() => Row) => () => ({
      key: `paused ${gateway.id}\n${one.pause.worker}`,
      target: {
        gateway: gateway.id,
        worker: one.pause.worker,
        ...(one.pause.job === null ? {} : { job: one.pause.job }),
      },
      look: pausedLook(one, age, name),
    }));
  });
  const most = shown.of("paused");
  const hidden = rows.length - most;
  const more: Row[] =
    hidden > 0
      ? [{ key: "more paused", target: { gateway: "" }, look: moreLook(hidden, shown.step, "paused workers") }]
      : [];
  return [...rows.slice(0, most).map((make) => make()), ...more];
}
