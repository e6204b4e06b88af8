/** What the panel's page and the extension say to each other. */

import {
  type ClusterEntry,
  type ClusterSource,
  SourceError,
  type Trouble,
} from "../../../jupyter_ext/ui/src/panel/source.ts";
import type { Folds } from "../../../jupyter_ext/ui/src/panel/host.ts";

/** What a page may ask of a source: nothing else is called. */
export const METHODS = [
  "clusters",
  "attach",
  "forget",
  "cluster",
  "jobs",
  "job",
  "log",
  "cancel",
  "retry",
  "continueWorker",
] as const satisfies readonly (keyof ClusterSource)[];

export type Method = (typeof METHODS)[number];

/** What the page remembers while it is out of sight, and over a reload of the window. */
export interface Kept {
  readonly cluster?: string;
  /** The number of the job that is looked at; 0 while it is the lists. */
  readonly job?: number;
  readonly folds?: Folds;
}

export type FromPage =
  | { readonly kind: "ready" }
  | { readonly kind: "ask"; readonly number: number; readonly method: Method; readonly args: readonly unknown[] }
  | { readonly kind: "pause"; readonly cluster: string; readonly worker: string }
  | { readonly kind: "cell"; readonly notebook: string; readonly cell: string }
  /** Run an item once more, stopped where it fails. */
  | { readonly kind: "debug"; readonly cluster: string; readonly job: number; readonly item: number };

export type ToPage =
  | { readonly kind: "answer"; readonly number: number; readonly value: unknown }
  | { readonly kind: "refusal"; readonly number: number; readonly trouble: Trouble; readonly message: string }
  | { readonly kind: "open"; readonly cluster: string; readonly job: number | null };

const isMethod = (name: unknown): name is Method => METHODS.some((method) => method === name);

const text = (value: unknown): value is string => typeof value === "string";

/** A message of the page; null for what is none. */
export function readMessage(message: unknown): FromPage | null {
  if (typeof message !== "object" || message === null) return null;
  const given = message as Record<string, unknown>;
  switch (given["kind"]) {
    case "ready":
      return { kind: "ready" };
    case "ask": {
      const { number, method, args } = given;
      return typeof number === "number" && isMethod(method) && Array.isArray(args)
        ? { kind: "ask", number, method, args }
        : null;
    }
    case "pause": {
      const { cluster, worker } = given;
      return text(cluster) && text(worker) ? { kind: "pause", cluster, worker } : null;
    }
    case "cell": {
      const { notebook, cell } = given;
      return text(notebook) && text(cell) ? { kind: "cell", notebook, cell } : null;
    }
    case "debug": {
      const { cluster, job, item } = given;
      return text(cluster) && typeof job === "number" && typeof item === "number"
        ? { kind: "debug", cluster, job, item }
        : null;
    }
    default:
      return null;
  }
}

/** Ask the source for the page. */
export async function answer(
  source: ClusterSource,
  { number, method, args }: FromPage & { kind: "ask" },
): Promise<ToPage> {
  try {
    const call = source[method] as (...args: unknown[]) => Promise<unknown>;
    return { kind: "answer", number, value: await call.apply(source, [...args]) };
  } catch (error) {
    const trouble = (error as { trouble?: Trouble } | null)?.trouble ?? "broken";
    return { kind: "refusal", number, trouble, message: error instanceof Error ? error.message : String(error) };
  }
}

/** The page's side: a source whose answers come by messages. */
export class PageSource {
  private readonly post: (message: FromPage) => void;
  private readonly waiting = new Map<number, { take: (value: unknown) => void; refuse: (error: Error) => void }>();
  private last = 0;

  constructor(post: (message: FromPage) => void) {
    this.post = post;
  }

  take(message: ToPage): void {
    if (message.kind === "open") return;
    const asked = this.waiting.get(message.number);
    this.waiting.delete(message.number);
    if (message.kind === "answer") asked?.take(message.value);
    else asked?.refuse(new SourceError(message.trouble, message.message));
  }

  source(): ClusterSource {
    const ask =
      <T>(method: Method) =>
      (...args: readonly unknown[]): Promise<T> =>
        this.ask<T>(method, args);
    return {
      clusters: ask<readonly ClusterEntry[]>("clusters"),
      attach: ask("attach"),
      forget: ask("forget"),
      cluster: ask("cluster"),
      jobs: ask("jobs"),
      job: ask("job"),
      log: ask("log"),
      cancel: ask("cancel"),
      retry: ask("retry"),
      continueWorker: ask("continueWorker"),
    };
  }

  private ask<T>(method: Method, args: readonly unknown[]): Promise<T> {
    this.last += 1;
    const number = this.last;
    return new Promise<T>((take, refuse) => {
      this.waiting.set(number, { take: take as (value: unknown) => void, refuse });
      this.post({ kind: "ask", number, method, args });
    });
  }
}
