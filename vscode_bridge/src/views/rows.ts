/** A tree that is described anew at each change; VS Code is told of the rows that differ, and of no others. */

import { Emitter, type Event } from "../common/events.ts";
import type { Look } from "./look.ts";

/** What commands are given that are called on a row: `debug/` and `run/` read it, too. */
export interface Target {
  /** Its gateway's id; "" where it has none. */
  readonly gateway: string;
  readonly worker?: string | undefined;
  readonly job?: number | undefined;
}

/** One row as it is now. */
export interface Row {
  /** One of a kind in its tree. */
  readonly key: string;
  readonly target: Target;
  readonly look: Look;
  /** Called when the row is open. */
  readonly children?: () => readonly Row[];
}

/** What stands for a row while the tree shows it: the same object all the time. */
export class RowNode implements Target {
  readonly key: string;
  readonly gateway: string;
  readonly worker: string | undefined;
  readonly job: number | undefined;
  readonly parent: RowNode | undefined;
  look: Look;
  /** How it was drawn last: VS Code does not hear of changes to rows that it is only about to draw. */
  drawn: Look;
  /** When that was. */
  drawnAt = -Infinity;
  make: (() => readonly Row[]) | undefined;
  /** Those that VS Code has asked for. */
  children: readonly RowNode[] | undefined;

  constructor(row: Row, parent: RowNode | undefined) {
    this.key = row.key;
    ({ gateway: this.gateway, worker: this.worker, job: this.job } = row.target);
    this.parent = parent;
    this.look = row.look;
    this.drawn = row.look;
    this.make = row.children;
  }
}

/**
 * Milliseconds between two drawings of a row of which only numbers change: VS Code makes its buttons anew each time,
 * and one that is pressed just then does nothing. A press lasts 120 ms: at one drawing a second one in six was lost.
 */
export const CALM = 3000;

/** A tooltip alone draws no row anew: one that is being read would vanish. */
const textOf = (look: Look): string => JSON.stringify({ ...look, tooltip: "" });
const kindOf = (look: Look): string => textOf({ ...look, description: "", said: "" });

export class Rows {
  private readonly make: () => readonly Row[];
  private readonly now: () => number;
  private readonly changed = new Emitter<readonly RowNode[] | undefined>();
  /** Rows that have changed; undefined: the tree has. */
  readonly onDidChange: Event<readonly RowNode[] | undefined> = this.changed.event;
  private roots: readonly RowNode[] | undefined;

  /** now: milliseconds, from anywhere on. */
  constructor(make: () => readonly Row[], now: () => number = () => performance.now()) {
    this.make = make;
    this.now = now;
  }

  children(of?: RowNode): readonly RowNode[] {
    const known = of ? of.children : this.roots;
    const before = new Map((known ?? []).map((node) => [node.key, node]));
    const rows = of ? (of.make?.() ?? []) : this.make();
    const nodes = rows.map((row) => {
      const node = before.get(row.key) ?? new RowNode(row, of);
      node.look = row.look;
      node.make = row.children;
      return node;
    });
    if (of) of.children = nodes;
    else this.roots = nodes;
    return nodes;
  }

  /** How it looks now, for one that draws it. */
  draw(node: RowNode): Look {
    node.drawn = node.look;
    node.drawnAt = this.now();
    return node.look;
  }

  /** Nobody sees what is below this row any more. */
  closed(node: RowNode): void {
    node.children = undefined;
  }

  /** Compare with what there is now, and tell what differs. */
  update(): void {
    if (!this.roots) return;
    const differ: RowNode[] = [];
    if (this.compare(this.roots, this.make(), differ)) {
      if (differ.length) this.changed.fire(differ);
    } else {
      this.changed.fire(undefined);
    }
  }

  dispose(): void {
    this.changed.dispose();
  }

  private isDue({ drawn, drawnAt }: RowNode, look: Look): boolean {
    if (drawn === look || textOf(drawn) === textOf(look)) return false;
    return this.now() - drawnAt >= CALM || kindOf(drawn) !== kindOf(look);
  }

  /** False where other rows are there than before; else the rows that look different are added to `differ`. */
  private compare(nodes: readonly RowNode[], rows: readonly Row[], differ: RowNode[]): boolean {
    if (nodes.length !== rows.length || rows.some((row, index) => row.key !== nodes[index]?.key)) return false;
    rows.forEach((row, index) => {
      const node = nodes[index];
      if (!node) return;
      node.look = row.look;
      node.make = row.children;
      const below: RowNode[] = [];
      const kept = !node.children || !row.children || this.compare(node.children, row.children(), below);
      // What changes above is asked for with all below it.
      if (!kept || this.isDue(node, row.look)) differ.push(node);
      else differ.push(...below);
    });
    return true;
  }
}
