function c(e){return e.state!=="queued"&&e.state!=="running"}function f(e){return String(Math.trunc(e)).replace(/\B(?=(\d{3})+$)/g,",")}function h(e,t){return`${f(e)} ${t}${e===1?"":"s"}`}var p=e=>String(e).padStart(2,"0");function m(e){if(e<.995)return`${Math.max(e,0).toFixed(2)} s`;if(e<9.95)return`${e.toFixed(1)} s`;let t=Math.floor(e+.05);if(t<60)return`${t} s`;let[n,r,o]=[Math.floor(t/3600),Math.floor(t/60)%60,t%60];return n?`${n}:${p(r)}:${p(o)}`:`${r}:${p(o)}`}function k(e){if(!(e>0))return"";let[t,n]=e>=1?[e,"s"]:e*60>=1?[e*60,"min"]:[e*3600,"h"];return`${t<9.95?t.toFixed(1):f(Math.round(t))}/${n}`}function M(e){return e===null?"":e<5?"a few seconds left":e<55?`about ${Math.ceil(e/5)*5} s left`:e<3300?`about ${Math.max(1,Math.round(e/60))} min left`:`about ${f(Math.max(1,Math.round(e/3600)))} h left`}function v(e){return[m(e.elapsed),k(e.rate),M(e.left)].filter(Boolean).join(" · ")}var s=[["succeeded","done"],["running","running"],["failed","failed"],["lost","lost"],["cancelled","cancelled"],["queued","queued"]];function x(e){let{counts:t,items:n}=e,r=m(e.elapsed);if(n===1)return e.state==="succeeded"?`done in ${r}`:`${e.state} after ${r}`;let i=[`${t.succeeded===n?"":`${f(t.succeeded)} of `}${h(n,"item")} in ${r} on ${h(e.workers,"worker")}`];for(let[a,l]of s)a!=="succeeded"&&t[a]>0&&i.push(`${f(t[a])} ${l}`);return i.join(" · ")}function y(e){return e.state==="queued"?e.waiting||"waiting for a worker":e.state==="running"&&e.workers>0?`on ${h(e.workers,"worker")}`:""}function b(e){return e<60?`${Math.max(0,Math.floor(e))} s`:m(Math.floor(e))}function w(e){if(!e?.lost)return"";let{next:t,seconds:n}=e,r=t!==null&&t>=2?` in ${b(t)}`:"",o=e.stopping?"it is stopped then":"work goes on";return`connection lost ${b(n)} ago · trying again${r} · ${o}`}function E(e){let t=Math.max(e.items,1);return s.filter(([n])=>n!=="queued").map(([n])=>[n,100*e.counts[n]/t])}var d=class{element;parts=new Map;constructor(t){this.element=t.createElement("div"),this.element.className="ff-bar",this.element.setAttribute("role","progressbar"),this.element.setAttribute("aria-valuemin","0");for(let[n]of s){if(n==="queued")continue;let r=t.createElement("i");r.className=`ff-${n}`,this.parts.set(n,r),this.element.append(r)}}update(t){let{counts:n,items:r}=t;this.element.setAttribute("aria-valuemax",String(r)),this.element.setAttribute("aria-valuenow",String(r-n.queued-n.running));for(let[o,i]of E(t)){let a=this.parts.get(o);a&&(a.style.width=`${i}%`,a.style.minWidth=i>0?"3px":"0")}}};var $=`.ff-card {
  --ff-line: var(--jp-border-color2, var(--vscode-widget-border, rgba(128, 128, 128, 0.3)));
  --ff-text: var(--jp-ui-font-color1, var(--vscode-foreground, currentColor));
  --ff-dim: var(--jp-ui-font-color2, var(--vscode-descriptionForeground, color-mix(in srgb, currentColor 65%, transparent)));
  --ff-succeeded: var(--vscode-charts-green, #2e9b5f);
  --ff-running: var(--jp-brand-color1, var(--vscode-charts-blue, #1f6feb));
  --ff-failed: var(--jp-error-color1, var(--vscode-charts-red, #d1383d));
  --ff-lost: var(--jp-warn-color1, var(--vscode-charts-orange, #b7791f));
  --ff-warn: var(--jp-warn-color0, var(--vscode-editorWarning-foreground, #8a5a12));
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
.ff-link {
  align-items: center;
  border-top: 1px solid var(--ff-line);
  color: var(--ff-warn);
  display: flex;
  gap: 10px;
  padding: 6px 12px 7px;
}
.ff-link::before {
  background: var(--ff-lost);
  border-radius: 50%;
  content: "";
  flex: none;
  height: 9px;
  width: 9px;
}
/* What is shown is how it was when the connection was lost. */
.ff-offline .ff-bar .ff-running {
  opacity: 0.55;
}
.ff-link[hidden],
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
`;var u=class{constructor(t){this.host=t;let n=t.ownerDocument,r=n.createElement("style");r.textContent=$;let o=(a,l)=>{let g=n.createElement(a);return g.className=l,g};this.root=o("div","ff-card"),this.name=o("b","ff-name"),this.place=o("span","ff-dim"),this.status=o("span","ff-dim ff-status"),this.legend=o("div","ff-legend"),this.link=o("div","ff-link"),this.link.setAttribute("role","status"),this.link.hidden=!0,this.bar=new d(n);let i=o("div","ff-head");i.append(o("span","ff-dot"),this.name,this.place,this.status);for(let[a]of s){let l=o("span",`ff-key ff-${a}`);this.counts.set(a,l),this.legend.append(l)}this.root.append(i,this.bar.element,this.legend,this.link),t.append(r,this.root)}host;root;name;place;status;legend;link;bar;counts=new Map;update(t){let n=c(t);this.showLink(t),this.root.dataset.state=t.state,this.root.classList.toggle("ff-over",n),this.name.textContent=t.name,this.place.textContent=y(t),this.status.textContent=n?x(t):v(t),this.bar.update(t),this.bar.element.setAttribute("aria-label",`${t.name}: ${this.status.textContent}`);let r=n||t.items===1;this.root.classList.toggle("ff-plain",r),this.legend.hidden=r;for(let[o,i]of s){let a=this.counts.get(o);a&&(a.textContent=`${f(t.counts[o])} ${i}`,a.hidden=o!=="succeeded"&&t.counts[o]===0)}}showLink(t){let n=c(t)?"":w(t.connection);this.root.classList.toggle("ff-offline",n!==""),this.link.hidden=n==="",this.link.textContent=n,this.link.title=t.connection?.why??""}dispose(){this.host.replaceChildren()}};function T({model:e,el:t}){let n=new u(t),r=()=>n.update(e.get("state"));return e.on("change:state",r),r(),()=>{e.off("change:state",r),n.dispose()}}var W={render:T};export{W as default};
