/** Which parts of cards the user has opened and closed: for all cards of the page, those to come as well. */

const KEY = "farfield:sections";

type Open = Record<string, boolean>;

/** What is used of the browser's storage. */
export type Store = Pick<Storage, "getItem" | "setItem">;

export class Folds {
  private readonly store: () => Store;
  private readonly own: Open;

  /** `own` is what is remembered where the front end has no storage for us. */
  constructor(store: () => Store, own: Open) {
    this.store = store;
    this.own = own;
  }

  /** undefined where the user has said nothing. */
  isOpen(name: string): boolean | undefined {
    return this.all()[name];
  }

  remember(name: string, open: boolean): void {
    this.own[name] = open;
    try {
      this.store().setItem(KEY, JSON.stringify(this.all()));
    } catch {
      // `own` has it.
    }
  }

  private all(): Open {
    let stored: unknown = null;
    try {
      stored = JSON.parse(this.store().getItem(KEY) ?? "{}");
    } catch {
      // It is forbidden, or not ours.
    }
    return { ...(typeof stored === "object" ? (stored as Open | null) : null), ...this.own };
  }
}

// Each card brings a module of its own: what they have in common is the page's.
const shared = globalThis as { [KEY]?: Open };

export const folds = new Folds(() => sessionStorage, (shared[KEY] ??= {}));
