/** What the status bar says, and the list that opens from it. */

import { count, cut, plural } from "../../../jupyter_ext/ui/src/format.ts";
import { linkText } from "./clusterlooks.ts";
import type { Seen } from "./watch.ts";

export interface Status {
  readonly text: string;
  readonly tooltip: readonly string[];
  readonly state: "idle" | "running" | "paused" | "trouble";
}

/** "Farfield: 3 running · 2 paused"; null where there is no gateway. */
export function statusOf(all: readonly Seen[]): Status | null {
  if (!all.length) return null;
  const jobs = all.flatMap((seen) => (seen.gateway.state === "up" ? seen.jobs.open() : []));
  const running = jobs.filter(({ state }) => state === "running").length;
  const paused = all.reduce((sum, seen) => sum + (seen.gateway.state === "up" ? seen.paused.length : 0), 0);
  const shut = all.filter(({ gateway }) => gateway.state === "away" || gateway.state === "refused");
  const away = shut.some(({ gateway }) => gateway.state === "away") ? "away" : "refused";
  const parts = [
    running ? `${count(running)} running` : "",
    jobs.length > running ? `${count(jobs.length - running)} waiting` : "",
    paused ? `${count(paused)} paused` : "",
    shut.length ? (all.length > 1 ? `${plural(shut.length, "cluster")} ${away}` : away) : "",
  ].filter(Boolean);
  const clusters = all.map(({ gateway }) => `${cut(gateway.name, 60)}: ${linkText(gateway)}`);
  return {
    text: `Farfield: ${parts.join(" · ") || "idle"}`,
    tooltip: [
      "Farfield",
      ...clusters.slice(0, 8),
      ...(clusters.length > 8 ? [`and ${count(clusters.length - 8)} more`] : []),
    ],
    state: shut.length ? "trouble" : paused ? "paused" : jobs.length ? "running" : "idle",
  };
}
