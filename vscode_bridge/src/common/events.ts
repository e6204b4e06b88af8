/** Events as VS Code has them, for modules that are tested without it. */

export interface Disposable {
  dispose(): void;
}

/** Calls the listener at each event, until what is returned is disposed of. */
export type Event<T> = (listener: (event: T) => unknown) => Disposable;

export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<(event: T) => unknown>();

  readonly event: Event<T> = (listener) => {
    // The same function may listen twice.
    const own = (event: T): unknown => listener(event);
    this.listeners.add(own);
    return { dispose: () => this.listeners.delete(own) };
  };

  fire(event: T): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  dispose(): void {
    this.listeners.clear();
  }
}
