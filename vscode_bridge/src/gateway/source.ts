/** The shared panel's data, asked of the gateways themselves. */

import { SourceError, type ClusterEntry, type ClusterSource } from "../../../jupyter_ext/ui/src/panel/source.ts";
import type { JobLine, LogPage, LogQuery } from "../../../jupyter_ext/ui/src/state.ts";
import type { JobSummary } from "../wire/v1/jobs_pb.ts";
import type { JobDetail } from "../wire/v1/watch_pb.ts";
import type { Output } from "../wire/v1/worker_pb.ts";
import { GatewayError, type Gateway, type Gateways } from "./api.ts";
import { makePaces } from "./paces.ts";
import { clusterState, logPage } from "./states.ts";

/** Lines of a log, where nothing else is asked for, and at most. */
const LINES = 1000;
const MOST_LINES = 10_000;

/** For so long it is believed that a gateway that was up still is. */
const FRESH_MILLISECONDS = 1000;

/** So long the list waits for one that is being connected to. */
const LIST_MILLISECONDS = 1500;

/** startLocal: starts a gateway on this machine, and resolves when it is ready. */
export function clusterSource(gateways: Gateways, startLocal: () => Promise<unknown>): ClusterSource {
  const paces = new Map<string, ReturnType<typeof makePaces>>();

  function line(id: string, job: JobSummary, detail?: JobDetail): JobLine {
    const pace = paces.get(id) ?? makePaces();
    paces.set(id, pace);
    return pace(job, detail);
  }

  async function ask<T>(id: string, question: (gateway: Gateway) => Promise<T>): Promise<T> {
    const gateway = gateways.get(id);
    if (!gateway) throw new SourceError("missing", "this cluster is not in the list any more: it has ended, or was forgotten");
    return saying(() => question(gateway));
  }

  return {
    ...clusterList(gateways, startLocal),
    cluster: (id, { from, limit }) =>
      ask(id, async (gateway) => {
        const status = await gateway.status({ usage: true, workersFrom: from, workersLimit: limit });
        return clusterState(status, gateway.target, gateway.name);
      }),
    jobs: (id, page) =>
      ask(id, async (gateway) => {
        const { jobs, total } = await gateway.jobs(page);
        return { jobs: jobs.map((job) => line(id, job)), total };
      }),
    job: (id, number, query) =>
      ask(id, async (gateway) => {
        const detail = await gateway.job(String(number), query);
        if (!detail.summary) throw new GatewayError("broken", "the gateway's answer has no summary in it");
        return line(id, detail.summary, detail);
      }),
    log: (id, number, query) => ask(id, (gateway) => readLog(gateway, number, query)),
    cancel: (id, number) => ask(id, async (gateway) => void (await gateway.cancel(String(number)))),
    retry: (id, number, items) => ask(id, async (gateway) => void (await gateway.retry(String(number), items))),
    continueWorker: (id, worker) => ask(id, (gateway) => gateway.continueWorker(worker)),
  };
}

type ClusterList = Pick<ClusterSource, "clusters" | "attach" | "forget">;

function clusterList(gateways: Gateways, startLocal: () => Promise<unknown>): ClusterList {
  const asked = new WeakMap<Gateway, number>();
  let looked: Promise<void> | null = null;

  /** One that is away or refuses is not asked: its link tries by itself, where that is of use. */
  async function entry(gateway: Gateway): Promise<ClusterEntry> {
    const { id, target, name } = gateway;
    const isOld = Date.now() - (asked.get(gateway) ?? 0) > FRESH_MILLISECONDS;
    if (gateway.state === "idle" || gateway.state === "connecting" || (gateway.state === "up" && isOld)) {
      asked.set(gateway, Date.now());
      // What comes of it is in its state.
      const answer = gateway.status({ workersLimit: 1 }).catch(() => undefined);
      await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, LIST_MILLISECONDS).unref())]);
    }
    const { state, why } = gateway;
    const message = why || (state === "up" ? "" : "it is being connected to");
    return { id, target, name, state: state === "up" ? "up" : "unreachable", message, attached: true };
  }

  async function entries(): Promise<readonly ClusterEntry[]> {
    // Afterwards the list is kept up to date.
    looked ??= gateways.refresh();
    await looked.catch((error: unknown) => {
      looked = null;
      throw error;
    });
    const found = await Promise.all(gateways.all.map(entry));
    return found.some(({ target }) => target === "local") ? found : [NOTHING_HERE, ...found];
  }

  async function attach(target: string): Promise<ClusterEntry> {
    if (/^local(:\d+)?$/i.test(target.trim())) {
      await gateways.refresh();
      if (!gateways.all.some((gateway) => gateway.local)) await startLocal();
    }
    return entry(await gateways.connect(target));
  }

  return {
    clusters: () => saying(entries),
    attach: (target) => saying(() => attach(target)),
    forget: (id) => saying(() => gateways.forget(id)),
  };
}

async function readLog(gateway: Gateway, number: number, query: LogQuery): Promise<LogPage> {
  const outputs: Output[] = [];
  let leftOut = 0;
  const last = Math.min(query.last ?? LINES, MOST_LINES);
  await gateway.log(String(number), { ...query, last }, (page) => {
    for (const output of page.outputs) outputs.push(output);
    leftOut = Number(page.leftOutLines);
  });
  return logPage(outputs, leftOut);
}

const NOTHING_HERE: ClusterEntry = {
  id: "local",
  target: "local",
  name: "this machine",
  state: "down",
  message: "no gateway runs on this machine; attach 'local' to start one",
  attached: true,
};

/** With the errors that the panel knows. */
async function saying<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SourceError) throw error;
    if (error instanceof GatewayError) throw new SourceError(error.trouble, error.message);
    throw new SourceError("broken", error instanceof Error ? error.message : String(error));
  }
}
