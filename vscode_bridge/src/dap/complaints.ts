/** Why workers are not debugged: said once each, those of many workers together. */

const MOST = 5;
const HELD = /^worker \S+ is being debugged by (.*)$/;

export interface Line {
  readonly text: string;
  /** Whether the user is to be told beside the console, too: of each client that has workers only once. */
  readonly loud: boolean;
}

export class Complaints {
  /** By worker, what was or is to be said. */
  private readonly said = new Map<string, string>();
  private readonly unsaid = new Set<string>();
  private readonly holders = new Set<string>();

  /** why: a sentence, or what the gateway says where another client has the worker. Whether that is news. */
  add(worker: string, why: string): boolean {
    if (this.said.get(worker) === why) return false;
    this.said.set(worker, why);
    this.unsaid.add(worker);
    return true;
  }

  /** All is well with a worker. */
  forget(worker: string): void {
    this.said.delete(worker);
    this.unsaid.delete(worker);
  }

  /** What is to be said now, a line each; it is said then. */
  take(): readonly Line[] {
    const held = new Map<string, string[]>();
    const others: string[] = [];
    for (const worker of this.unsaid) {
      const why = this.said.get(worker) ?? "";
      const holder = HELD.exec(why)?.[1];
      if (holder === undefined) others.push(why);
      else held.set(holder, [...(held.get(holder) ?? []), worker]);
    }
    this.unsaid.clear();
    const more = others.length > MOST ? [`${others.length - MOST} more workers are not debugged`] : [];
    const lines = [...held].map(([holder, workers]) => {
      const loud = !this.holders.has(holder);
      this.holders.add(holder);
      return { text: `${named(workers)} being debugged by ${holder}`, loud };
    });
    return [...lines, ...[...others.slice(0, MOST), ...more].map((text) => ({ text, loud: true }))];
  }
}

function named(workers: readonly string[]): string {
  if (workers.length === 1) return `worker ${workers[0]} is`;
  const more = workers.length > 2 * MOST ? ` and ${workers.length - 2 * MOST} more` : "";
  return `workers ${workers.slice(0, 2 * MOST).join(", ")}${more} are`;
}
