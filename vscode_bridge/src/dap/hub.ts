/** One debug session of the user's: the workers of a gateway that it is about, and their breakpoints. */

import { Emitter } from "../common/events.ts";
import type { Disposable, Event } from "../common/events.ts";
import type { Gateway } from "../gateway/api.ts";
import type { DebugWorker } from "../wire/v1/debug_pb.ts";
import type { Adapter, Editor, HubOptions, Stop, Wanted } from "./api.ts";
import { Cluster, type ClusterUser, type End } from "./cluster.ts";
import { Complaints } from "./complaints.ts";
import type { Conversation, WorkerEvent } from "./conversation.ts";
import { type Body, Refusal, list, number, object, text } from "./messages.ts";
import { type Owner, ParentSession } from "./parent.ts";
import { Points } from "./points.ts";
import { Seats, having } from "./seats.ts";
import { Sources } from "./sources.ts";
import { Timers } from "./timers.ts";
import { complaint, heldByOther, isWanted } from "./wanted.ts";

/** What is wrong with workers is said at most so often. */
const SAY_MILLISECONDS = 200;
/** After a worker has gone, it is looked whether there is anything left to wait for. */
const OVER_MILLISECONDS = 1000;
/** Who types in a cell changes it often. */
const CELLS_MILLISECONDS = 30;

const INITIALIZE = ["clientID", "clientName", "locale", "linesStartAt1", "columnsStartAt1", "pathFormat",
  "supportsVariableType", "supportsVariablePaging", "supportsANSIStyling"]; // prettier-ignore

/** It does nothing before its parent session attaches, and ends with that. */
export class Hub implements Disposable {
  readonly gateway: Gateway;
  readonly wanted: Wanted;
  private readonly client: string;
  private readonly options: HubOptions;
  private readonly cluster: Cluster;
  private readonly points: Points;
  private readonly seats: Seats;
  private readonly parent: ParentSession;
  private readonly timers = new Timers();
  /** Workers that it is about, too. */
  private readonly joined = new Set<string>();
  private readonly complaints = new Complaints();
  private readonly over = new Emitter<void>();
  private readonly listening: Disposable;
  private initialize: Body = {};
  private connecting = false;
  private ended = false;

  constructor(gateway: Gateway, wanted: Wanted, editor: Editor, options: HubOptions) {
    this.gateway = gateway;
    this.wanted = wanted;
    this.client = editor.client;
    this.options = options;
    // Who waits for any worker has all of them wait for its breakpoints; others would be held for nothing.
    this.cluster = new Cluster(gateway, { client: editor.client, hold: wanted.kind === "any" }, this.user);
    const sources = new Sources(editor);
    const { workers } = this.cluster;
    this.points = new Points(sources, workers, (changed) => {
      this.parent.tell(having(changed.ids, this.points.merged(changed.path)));
      this.seats.tell(changed);
    });
    this.seats = new Seats({ editor, sources, points: this.points, workers }, options.maxSessions);
    this.parent = new ParentSession(this.owner);
    this.listening = editor.onDidChangeCells(() => {
      sources.cells.forget();
      this.timers.ensure("cells", CELLS_MILLISECONDS, () => this.points.renew());
    });
  }

  /** What stands still now, the oldest stop first. */
  get stops(): readonly Stop[] {
    return this.seats.stops;
  }

  /** `stops` are others now. */
  get onDidChangeStops(): Event<void> {
    return this.seats.onDidChange;
  }

  /** The parent session is over, whoever ended it; called once. */
  get onDidEnd(): Event<void> {
    return this.over.event;
  }

  /** The adapter of the session that the user has started; one for each hub. */
  parentAdapter(): Adapter {
    return this.parent.adapter;
  }

  /** The adapter of a session that `Editor.startWorkerSession` was asked for. */
  workerAdapter(worker: string): Adapter {
    return this.seats.adapter(worker);
  }

  /** Whether a worker is one that this session is about, or could be. */
  wants(worker: string): boolean {
    if (this.ended) return false;
    const { wanted, joined } = this;
    if (wanted.kind === "any" || joined.has(worker)) return true;
    if (wanted.kind === "worker" && wanted.worker === worker) return true;
    const known = this.cluster.workers.get(worker);
    return known !== undefined && this.isWanted(known.about);
  }

  /** Be about one more worker, whatever else is wanted (attach on stop joins a session that runs). */
  join(worker: string): void {
    this.joined.add(worker);
    this.cluster.look();
  }

  /** Let all that stands still go on; the workers that do. */
  async continueAll(): Promise<readonly string[]> {
    const workers = this.stops.map(({ worker }) => worker);
    const went = await Promise.all(workers.map((worker) => this.seats.letGo(worker)));
    return workers.filter((_, index) => went[index]);
  }

  /** End it: what stands still goes on. */
  dispose(): void {
    if (this.ended) return;
    this.ended = true;
    this.listening.dispose();
    this.timers.dispose();
    this.seats.dispose();
    this.cluster.disconnect();
    this.parent.end();
    this.over.fire();
  }

  private readonly owner: Owner = {
    initialized: (given) => {
      const known = INITIALIZE.filter((name) => given[name] !== undefined);
      this.initialize = Object.fromEntries(known.map((name) => [name, given[name]]));
    },
    connect: async () => {
      if (this.connecting) throw new Refusal("this session has attached already");
      this.connecting = true;
      await this.cluster.connect();
      const problem = await this.problem();
      if (problem === "") return;
      this.cluster.disconnect();
      throw new Refusal(problem);
    },
    begin: () => this.cluster.dial(),
    setBreakpoints: async (path, points) => {
      await this.points.set(path, points);
      return this.points.merged(path);
    },
    keep: (command, given) => this.points.keep(command, given),
    title: () => {
      const reached = [...this.cluster.workers.values()].filter(({ configured }) => configured).length;
      return reached === 1 ? "1 worker" : `${reached} workers`;
    },
    pauseAll: async () => {
      const busy = [...this.cluster.workers.values()].filter((each) => each.configured && each.about.job !== "");
      await Promise.all(busy.map(pause));
    },
    continueAll: () => this.continueAll(),
    dispose: () => this.dispose(),
  };

  private problem(): Promise<string> {
    const workers = [...this.cluster.workers.values()].map(({ about }) => about);
    return complaint(this.wanted, this.gateway, workers, this.client);
  }

  private readonly user: ClusterUser = {
    wants: (about) => this.isWanted(about),
    opened: (conversation) => void this.configure(conversation),
    event: (conversation, event) => this.workerSays(conversation, event),
    ended: (conversation, end) => this.tunnelEnded(conversation, end),
    changed: (conversation) => this.workerChanged(conversation),
    away: (why) => this.parent.say(`The debugger's connection is lost (${why}); it is tried again.\n`),
    back: () => this.parent.say("The debugger is connected again.\n"),
    connected: () => void this.endWhereOver(),
    lost: (why) => this.end(`No worker can be debugged any more: ${why}`),
  };

  private isWanted(about: DebugWorker): boolean {
    return isWanted(this.wanted, about) || this.joined.has(about.id);
  }

  private async configure(conversation: Conversation): Promise<void> {
    const attach = { justMyCode: this.options.justMyCode };
    const done = await this.points.configure(conversation, { initialize: this.initialize, attach });
    this.timers.ensure("title", SAY_MILLISECONDS, () => this.parent.renamed());
    if (done) this.complaints.forget(conversation.id);
    else if (conversation.open) this.complain(conversation.id, `${conversation.title} could not be attached to`);
  }

  private workerSays(conversation: Conversation, { event, body }: WorkerEvent): void {
    const { id, title } = conversation;
    if (event === "output") {
      this.parent.say(`[${title}] ${text(body["output"])}`, text(body["category"]) || "stdout");
    } else if (event === "breakpoint") {
      this.points.event(id, object(body["breakpoint"]));
    } else if (event === "stopped") {
      this.seats.says(id, { event, body: this.points.hit(id, body) });
    } else if (event === "continued" || event === "thread" || event === "module") {
      this.seats.says(id, { event, body });
    }
  }

  private workerChanged(conversation: Conversation): void {
    const { about } = conversation;
    const other = heldByOther(about, this.client);
    if (other !== "" && this.isWanted(about)) this.complain(about.id, other);
    this.seats.workerChanged(conversation);
  }

  private tunnelEnded({ id, title }: Conversation, { by, why, wasOpen }: End): void {
    this.points.gone(id);
    this.seats.gone(id);
    this.timers.ensure("title", SAY_MILLISECONDS, () => this.parent.renamed());
    if (this.ended || by === "gateway") return;
    if (by === "worker") this.complain(id, wasOpen ? `${title} is debugged no more: ${why}` : why);
    if (by === "death" && wasOpen) this.parent.say(`${title} has ended.\n`);
    if (by !== "worker") this.complaints.forget(id);
    this.timers.start("over", OVER_MILLISECONDS, () => void this.endWhereOver());
  }

  /** What it was about is over: there is nothing to wait for. */
  private async endWhereOver(): Promise<void> {
    const { wanted, cluster } = this;
    if (wanted.kind === "any" || [...this.joined].some((worker) => cluster.workers.has(worker))) return;
    if (wanted.kind === "worker" && cluster.workers.has(wanted.worker)) return;
    const why = await this.problem();
    if (why !== "") this.end(why);
  }

  private end(why: string): void {
    if (this.ended) return;
    this.parent.say(`${why}\n`, "important");
    this.dispose();
  }

  private complain(worker: string, why: string): void {
    if (!this.complaints.add(worker, why)) return;
    this.timers.ensure("say", SAY_MILLISECONDS, () => {
      for (const { text, loud } of this.complaints.take()) this.parent.say(`${text}\n`, loud ? "important" : "stdout");
    });
  }
}

/** Stop a worker wherever it is. */
async function pause(conversation: Conversation): Promise<void> {
  const { body } = await conversation.ask("threads", {});
  const main = list(body?.["threads"]).filter(({ name }) => name === "MainThread");
  await Promise.all(main.map(({ id }) => conversation.ask("pause", { threadId: number(id) })));
}
