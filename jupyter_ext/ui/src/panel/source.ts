/** Where the panel has its data from: the Jupyter server's REST interface, or made-up clusters in tests. */

import { type Cluster, type DetailQuery, type JobLine, type LogPage, type LogQuery } from "../state.ts";

/** A cluster that the server knows: attached, or to be had. */
export interface ClusterEntry {
  readonly id: string;
  /** What `attach` takes: "local", "farfield://host:port", "ssh://host" */
  readonly target: string;
  readonly name: string;
  readonly state: "up" | "down" | "unreachable";
  /** Why it is not up, for people. */
  readonly message: string;
  readonly attached: boolean;
}

/** Which of a cluster's workers are told about: all of its nodes' in one row, counted from 0. */
export interface WorkerPage {
  readonly from: number;
  readonly limit: number;
}

export interface JobPage {
  /** Newest last. */
  readonly jobs: readonly JobLine[];
  readonly total: number;
}

export interface ClusterSource {
  clusters(): Promise<readonly ClusterEntry[]>;
  /** Where nothing runs on this machine, "local" starts it. */
  attach(target: string): Promise<ClusterEntry>;
  forget(id: string): Promise<void>;
  cluster(id: string, page: WorkerPage): Promise<Cluster>;
  /** The newest jobs, or the newest of those with a smaller number than `before`. */
  jobs(id: string, page: { limit: number; before?: number }): Promise<JobPage>;
  job(id: string, number: number, query?: DetailQuery): Promise<JobLine>;
  log(id: string, number: number, query: LogQuery): Promise<LogPage>;
  cancel(id: string, number: number): Promise<void>;
  retry(id: string, number: number, items?: readonly number[]): Promise<void>;
  continueWorker(id: string, worker: string): Promise<void>;
}

/** "away": nobody answers; "denied": not allowed; "missing": no such thing; "wrong": the request; "broken": the server. */
export type Trouble = "away" | "denied" | "missing" | "wrong" | "broken";

export class SourceError extends Error {
  readonly trouble: Trouble;
  /** The HTTP status; 0 where there was no reply. */
  readonly status: number;

  constructor(trouble: Trouble, message: string, status = 0) {
    super(message);
    this.name = "SourceError";
    this.trouble = trouble;
    this.status = status;
  }
}

/** What is used of a `Response`. */
export interface Reply {
  readonly ok: boolean;
  readonly status: number;
  text(): Promise<string>;
}

/** Asks the Jupyter server: with its cookie and XSRF header, which is the caller's to add. */
export type Fetch = (url: string, init: { method: string; body?: string }) => Promise<Reply>;

type Query = Readonly<Record<string, string | number | boolean | readonly number[] | undefined>>;

function troubleOf(status: number): Trouble {
  if (status === 401 || status === 403) return "denied";
  if (status === 404 || status === 410) return "missing";
  if (status === 502 || status === 503 || status === 504) return "away";
  return status < 500 ? "wrong" : "broken";
}

/** A part of a path. Raises what a browser would take as a way up. */
function part(value: string | number): string {
  const text = String(value);
  if (text === "" || text === "." || text === "..") {
    throw new SourceError("wrong", `"${text}" is no name of a cluster or worker`);
  }
  return encodeURIComponent(text);
}

/** The message of an error's body, which may be a proxy's own page. */
function messageOf(body: string, status: number): string {
  try {
    const message: unknown = (JSON.parse(body) as { message?: unknown } | null)?.message;
    if (typeof message === "string" && message) return message;
  } catch {
    // No JSON: what it says is not for our users.
  }
  return `the Jupyter server answered with status ${status}`;
}

function parsed<T>(body: string): T {
  try {
    return JSON.parse(body) as T;
  } catch {
    throw new SourceError("broken", "the Jupyter server's answer is not JSON; is Farfield's server extension on?");
  }
}

export class RestSource implements ClusterSource {
  private readonly base: string;
  private readonly fetch: Fetch;

  /** `baseUrl` is the Jupyter server's, with or without a slash at its end. */
  constructor(baseUrl: string, fetch: Fetch) {
    this.base = `${baseUrl.replace(/\/+$/, "")}/farfield/api/`;
    this.fetch = fetch;
  }

  clusters(): Promise<readonly ClusterEntry[]> {
    return this.get<ClusterEntry[]>(["clusters"]);
  }

  async attach(target: string): Promise<ClusterEntry> {
    return parsed<ClusterEntry>(await this.send("POST", "clusters", JSON.stringify({ target })));
  }

  forget(id: string): Promise<void> {
    return this.ask("DELETE", ["clusters", id]);
  }

  cluster(id: string, page: WorkerPage): Promise<Cluster> {
    return this.get(["clusters", id], { from: page.from, limit: page.limit });
  }

  jobs(id: string, page: { limit: number; before?: number }): Promise<JobPage> {
    return this.get(["clusters", id, "jobs"], page);
  }

  job(id: string, number: number, query: DetailQuery = {}): Promise<JobLine> {
    return this.get(["clusters", id, "jobs", number], { ...query });
  }

  log(id: string, number: number, query: LogQuery): Promise<LogPage> {
    const { items, search, last } = query;
    return this.get(["clusters", id, "jobs", number, "log"], { item: items, search: search || undefined, last });
  }

  cancel(id: string, number: number): Promise<void> {
    return this.ask("POST", ["clusters", id, "jobs", number, "cancel"]);
  }

  retry(id: string, number: number, items?: readonly number[]): Promise<void> {
    return this.ask("POST", ["clusters", id, "jobs", number, "retry"], items ? { items } : {});
  }

  continueWorker(id: string, worker: string): Promise<void> {
    return this.ask("POST", ["clusters", id, "workers", worker, "continue"]);
  }

  private async get<T>(path: ReadonlyArray<string | number>, query: Query = {}): Promise<T> {
    const pairs: string[] = [];
    for (const [name, value] of Object.entries(query)) {
      for (const one of Array.isArray(value) ? (value as readonly number[]) : [value]) {
        if (one !== undefined) pairs.push(`${name}=${encodeURIComponent(String(one))}`);
      }
    }
    return parsed<T>(await this.send("GET", `${path.map(part).join("/")}${pairs.length ? `?${pairs.join("&")}` : ""}`));
  }

  private async ask(method: string, path: ReadonlyArray<string | number>, body: unknown = {}): Promise<void> {
    await this.send(method, path.map(part).join("/"), method === "DELETE" ? undefined : JSON.stringify(body));
  }

  private async send(method: string, path: string, body?: string): Promise<string> {
    let reply: Reply;
    let text: string;
    try {
      reply = await this.fetch(`${this.base}${path}`, { method, ...(body === undefined ? {} : { body }) });
      text = await reply.text();
    } catch (error) {
      if (error instanceof SourceError) throw error;
      throw new SourceError("away", "the Jupyter server does not answer");
    }
    if (!reply.ok) throw new SourceError(troubleOf(reply.status), messageOf(text, reply.status), reply.status);
    return text;
  }
}
