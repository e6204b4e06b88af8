import { LabIcon } from "@jupyterlab/ui-components";

/** One machine, and three that work for it. */
const cluster = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">
  <g class="jp-icon3" fill="#616161">
    <path d="M7.5 5.5h1v2H13v2.5h-1V8.5H8.5V10h-1V8.5H4V10H3V7.5h4.5z"/>
    <rect x="5.5" y="1.5" width="5" height="4" rx="1"/>
    <rect x="1.5" y="10" width="4" height="4" rx="1"/>
    <rect x="6" y="10" width="4" height="4" rx="1"/>
    <rect x="10.5" y="10" width="4" height="4" rx="1"/>
  </g>
</svg>`;

export const clusterIcon = new LabIcon({ name: "farfield:cluster", svgstr: cluster });
