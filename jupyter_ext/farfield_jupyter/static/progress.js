function h(e){return e.state!=="queued"&&e.state!=="running"}function f(e){return String(Math.trunc(e)).replace(/\B(?=(\d{3})+$)/g,",")}function p(e,t){return`${f(e)} ${t}${e===1?"":"s"}`}var c=e=>String(e).padStart(2,"0");function g(e){if(e<.995)return`${Math.max(e,0).toFixed(2)} s`;if(e<9.95)return`${e.toFixed(1)} s`;let t=Math.floor(e+.05);if(t<60)return`${t} s`;let[r,n,a]=[Math.floor(t/3600),Math.floor(t/60)%60,t%60];return r?`${r}:${c(n)}:${c(a)}`:`${n}:${c(a)}`}function w(e){if(!(e>0))return"";let[t,r]=e>=1?[e,"s"]:e*60>=1?[e*60,"min"]:[e*3600,"h"];return`${t<9.95?t.toFixed(1):f(Math.round(t))}/${r}`}function $(e){return e===null?"":e<5?"a few seconds left":e<55?`about ${Math.ceil(e/5)*5} s left`:e<3300?`about ${Math.max(1,Math.round(e/60))} min left`:`about ${f(Math.max(1,Math.round(e/3600)))} h left`}function b(e){return[g(e.elapsed),w(e.rate),$(e.left)].filter(Boolean).join(" · ")}var s=[["succeeded","done"],["running","running"],["failed","failed"],["lost","lost"],["cancelled","cancelled"],["queued","queued"]];function v(e){let{counts:t,items:r}=e,n=g(e.elapsed);if(r===1)return e.state==="succeeded"?`done in ${n}`:`${e.state} after ${n}`;let i=[`${t.succeeded===r?"":`${f(t.succeeded)} of `}${p(r,"item")} in ${n} on ${p(e.workers,"worker")}`];for(let[o,d]of s)o!=="succeeded"&&t[o]>0&&i.push(`${f(t[o])} ${d}`);return i.join(" · ")}function x(e){return e.state==="queued"?e.waiting||"waiting for a worker":e.state==="running"&&e.workers>0?`on ${p(e.workers,"worker")}`:""}function M(e){let t=Math.max(e.items,1);return s.filter(([r])=>r!=="queued").map(([r])=>[r,100*e.counts[r]/t])}var l=class{element;parts=new Map;constructor(t){this.element=t.createElement("div"),this.element.className="ff-bar",this.element.setAttribute("role","progressbar"),this.element.setAttribute("aria-valuemin","0");for(let[r]of s){if(r==="queued")continue;let n=t.createElement("i");n.className=`ff-${r}`,this.parts.set(r,n),this.element.append(n)}}update(t){let{counts:r,items:n}=t;this.element.setAttribute("aria-valuemax",String(n)),this.element.setAttribute("aria-valuenow",String(n-r.queued-r.running));for(let[a,i]of M(t)){let o=this.parts.get(a);o&&(o.style.width=`${i}%`,o.style.minWidth=i>0?"3px":"0")}}};var y=`.ff-card {
  --ff-line: var(--jp-border-color2, var(--vscode-widget-border, rgba(128, 128, 128, 0.3)));
  --ff-text: var(--jp-ui-font-color1, var(--vscode-foreground, currentColor));
  --ff-dim: var(--jp-ui-font-color2, var(--vscode-descriptionForeground, color-mix(in srgb, currentColor 65%, transparent)));
  --ff-succeeded: var(--vscode-charts-green, #2e9b5f);
  --ff-running: var(--jp-brand-color1, var(--vscode-charts-blue, #1f6feb));
  --ff-failed: var(--jp-error-color1, var(--vscode-charts-red, #d1383d));
  --ff-lost: var(--jp-warn-color1, var(--vscode-charts-orange, #b7791f));
  --ff-cancelled: var(--jp-ui-font-color3, #8d96a1);
  --ff-queued: var(--jp-layout-color3, rgba(128, 128, 128, 0.3));
  border: 1px solid var(--ff-line);
  border-radius: 8px;
  color: var(--ff-text);
  font: 13px/1.45 var(--jp-ui-font-family, var(--vscode-font-family, system-ui, sans-serif));
  font-variant-numeric: tabular-nums;
  margin: 2px 0;
  overflow: hidden;
}
/* JupyterLab leaves this room beside HTML, which is what the card becomes when the job is over. */
.jp-OutputArea .ff-card {
  margin-right: 20px;
}
.ff-head {
  align-items: baseline;
  column-gap: 10px;
  display: flex;
  flex-wrap: wrap;
  padding: 8px 12px;
}
.ff-dot {
  align-self: center;
  background: var(--ff-queued);
  border-radius: 50%;
  height: 9px;
  width: 9px;
}
.ff-name {
  font-weight: 600;
  overflow-wrap: anywhere;
}
.ff-dim {
  color: var(--ff-dim);
}
.ff-status {
  margin-left: auto;
}
.ff-bar {
  background: var(--ff-queued);
  border-radius: 4px;
  display: flex;
  height: 8px;
  margin: 0 12px;
  overflow: hidden;
}
.ff-bar i {
  display: block;
  transition: width 0.1s linear;
}
.ff-over .ff-bar {
  border-radius: 2px;
  height: 4px;
}
.ff-plain .ff-bar {
  margin-bottom: 9px;
}
.ff-legend {
  color: var(--ff-dim);
  display: flex;
  flex-wrap: wrap;
  gap: 0 14px;
  padding: 7px 12px 9px;
}
.ff-key {
  background: none;
}
.ff-key::before {
  background: var(--ff-color);
  border-radius: 2px;
  content: "";
  display: inline-block;
  height: 8px;
  margin-right: 5px;
  width: 8px;
}
.ff-legend[hidden],
.ff-key[hidden] {
  display: none;
}
.ff-succeeded,
[data-state="succeeded"] .ff-dot {
  --ff-color: var(--ff-succeeded);
}
.ff-running,
[data-state="running"] .ff-dot {
  --ff-color: var(--ff-running);
}
.ff-failed,
[data-state="failed"] .ff-dot {
  --ff-color: var(--ff-failed);
}
.ff-lost,
[data-state="lost"] .ff-dot {
  --ff-color: var(--ff-lost);
}
.ff-cancelled,
[data-state="cancelled"] .ff-dot {
  --ff-color: var(--ff-cancelled);
}
.ff-queued,
[data-state="queued"] .ff-dot {
  --ff-color: var(--ff-queued);
}
.ff-dot,
.ff-bar i {
  background: var(--ff-color);
}
.ff-bar .ff-running {
  background: repeating-linear-gradient(
    115deg,
    var(--ff-running) 0 7px,
    color-mix(in srgb, var(--ff-running) 70%, transparent) 7px 14px
  );
}
@media (prefers-reduced-motion: reduce) {
  .ff-bar i {
    transition: none;
  }
}
`;var u=class{constructor(t){this.host=t;let r=t.ownerDocument,n=r.createElement("style");n.textContent=y;let a=(o,d)=>{let m=r.createElement(o);return m.className=d,m};this.root=a("div","ff-card"),this.name=a("b","ff-name"),this.place=a("span","ff-dim"),this.status=a("span","ff-dim ff-status"),this.legend=a("div","ff-legend"),this.bar=new l(r);let i=a("div","ff-head");i.append(a("span","ff-dot"),this.name,this.place,this.status);for(let[o]of s){let d=a("span",`ff-key ff-${o}`);this.counts.set(o,d),this.legend.append(d)}this.root.append(i,this.bar.element,this.legend),t.append(n,this.root)}host;root;name;place;status;legend;bar;counts=new Map;update(t){let r=h(t);this.root.dataset.state=t.state,this.root.classList.toggle("ff-over",r),this.name.textContent=t.name,this.place.textContent=x(t),this.status.textContent=r?v(t):b(t),this.bar.update(t),this.bar.element.setAttribute("aria-label",`${t.name}: ${this.status.textContent}`);let n=r||t.items===1;this.root.classList.toggle("ff-plain",n),this.legend.hidden=n;for(let[a,i]of s){let o=this.counts.get(a);o&&(o.textContent=`${f(t.counts[a])} ${i}`,o.hidden=a!=="succeeded"&&t.counts[a]===0)}}dispose(){this.host.replaceChildren()}};function E({model:e,el:t}){let r=new u(t),n=()=>r.update(e.get("state"));return e.on("change:state",n),n(),()=>{e.off("change:state",n),r.dispose()}}var O={render:E};export{O as default};
