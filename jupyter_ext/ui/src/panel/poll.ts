/** Asks one question again and again: once a second, less often while nobody answers, and never twice at a time. */

/** Milliseconds and timers; a test's own clock stands in for the browser's. */
export interface Clock {
  now(): number;
  after(milliseconds: number, run: () => void): unknown;
  stop(timer: unknown): void;
}

export const clock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, run) => setTimeout(run, milliseconds),
  stop: (timer) => clearTimeout(timer as number),
};

export const PERIOD = 1000;
/** Nobody waits longer than this for a gateway that is back. */
export const LONGEST = 15_000;

/** How long to wait after so many failures in a row. */
export function pause(failures: number, period: number = PERIOD): number {
  return Math.min(period * 2 ** Math.min(failures, 10), Math.max(LONGEST, period));
}

export interface Question<T> {
  ask(): Promise<T>;
  take(answer: T): void;
  /** `again`: milliseconds until it is asked again; `failures` of them in a row. */
  failed(error: unknown, again: number, failures: number): void;
}

export class Poller<T> {
  private readonly question: Question<T>;
  private readonly clock: Clock;
  private readonly period: number;
  private running = false;
  private timer: unknown = null;
  /** The request that is under way; one of a former life counts too: there are never two. */
  private busy = false;
  private again = false;
  private life = 0;
  private failures = 0;

  constructor(question: Question<T>, time: Clock = clock, period = PERIOD) {
    this.question = question;
    this.clock = time;
    this.period = period;
  }

  /** Ask now and then every second; does nothing while it runs. */
  start(): void {
    if (this.running) return;
    this.running = true;
    this.life += 1;
    this.soon();
  }

  /** What is under way is not heard any more. */
  stop(): void {
    this.running = false;
    this.life += 1;
    this.again = false;
    this.clearTimer();
  }

  /** Ask at once, for instance after a click; when a request is under way, right after it. */
  soon(): void {
    if (!this.running) return;
    this.clearTimer();
    if (this.busy) this.again = true;
    else void this.go();
  }

  /** The question is another one now: what is under way is not heard any more. */
  renew(): void {
    this.life += 1;
    this.failures = 0;
    this.soon();
  }

  private async go(): Promise<void> {
    const { life } = this;
    this.busy = true;
    const asked = this.clock.now();
    let wait = this.period;
    try {
      const answer = await this.question.ask();
      if (life === this.life) {
        this.failures = 0;
        this.question.take(answer);
        wait = Math.max(0, this.period - (this.clock.now() - asked));
      }
    } catch (error) {
      if (life === this.life) {
        this.failures += 1;
        wait = pause(this.failures, this.period);
        this.question.failed(error, wait, this.failures);
      }
    }
    this.busy = false;
    if (!this.running) return;
    if (this.again || life !== this.life) wait = 0;
    this.again = false;
    this.timer = this.clock.after(wait, () => {
      this.timer = null;
      void this.go();
    });
  }

  private clearTimer(): void {
    if (this.timer !== null) this.clock.stop(this.timer);
    this.timer = null;
  }
}
