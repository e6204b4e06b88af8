function m(e){return e.state!=="queued"&&e.state!=="running"}function i(e){return String(Math.trunc(e)).replace(/\B(?=(\d{3})+$)/g,",")}function y(e,r){return`${i(e)} ${r}${e===1?"":"s"}`}var c=e=>String(e).padStart(2,"0");function p(e){if(e<.995)return`${Math.max(e,0).toFixed(2)} s`;if(e<9.95)return`${e.toFixed(1)} s`;let r=Math.floor(e+.05);if(r<60)return`${r} s`;let[n,t,o]=[Math.floor(r/3600),Math.floor(r/60)%60,r%60];return n?`${n}:${c(t)}:${c(o)}`:`${t}:${c(o)}`}function $(e){if(!(e>0))return"";let[r,n]=e>=1?[e,"s"]:e*60>=1?[e*60,"min"]:[e*3600,"h"];return`${r<9.95?r.toFixed(1):i(Math.round(r))}/${n}`}function M(e){return e===null?"":e<5?"a few seconds left":e<55?`about ${Math.ceil(e/5)*5} s left`:e<3300?`about ${Math.max(1,Math.round(e/60))} min left`:`about ${i(Math.max(1,Math.round(e/3600)))} h left`}function h(e){return[p(e.elapsed),$(e.rate),M(e.left)].filter(Boolean).join(" · ")}var d=[["succeeded","done"],["running","running"],["failed","failed"],["lost","lost"],["cancelled","cancelled"],["queued","queued"]];function x(e){let{counts:r,items:n}=e,t=p(e.elapsed);if(n===1)return e.state==="succeeded"?`done in ${t}`:`${e.state} after ${t}`;let l=[`${r.succeeded===n?"":`${i(r.succeeded)} of `}${y(n,"item")} in ${t} on ${y(e.workers,"worker")}`];for(let[a,s]of d)a!=="succeeded"&&r[a]>0&&l.push(`${i(r[a])} ${s}`);return l.join(" · ")}function v(e){return e.state==="queued"?e.waiting||"waiting for a worker":e.state==="running"&&e.workers>0?`on ${y(e.workers,"worker")}`:""}function g(e){return e<60?`${Math.max(0,Math.floor(e))} s`:p(Math.floor(e))}function w(e){if(!e?.lost)return"";let{next:r,seconds:n}=e,t=r!==null&&r>=2?` in ${g(r)}`:"",o=e.stopping?"it is stopped then":"work goes on";return`connection lost ${g(n)} ago · trying again${t} · ${o}`}function L(e){let r=Math.max(e.items,1);return d.filter(([n])=>n!=="queued").map(([n])=>[n,100*e.counts[n]/r])}var u=class{element;parts=new Map;constructor(r){this.element=r.createElement("div"),this.element.className="ff-bar",this.element.setAttribute("role","progressbar"),this.element.setAttribute("aria-valuemin","0");for(let[n]of d){if(n==="queued")continue;let t=r.createElement("i");t.className=`ff-${n}`,this.parts.set(n,t),this.element.append(t)}}update(r){let{counts:n,items:t}=r;this.element.setAttribute("aria-valuemax",String(t)),this.element.setAttribute("aria-valuenow",String(t-n.queued-n.running));for(let[o,l]of L(r)){let a=this.parts.get(o);a&&(a.style.width=`${l}%`,a.style.minWidth=l>0?"3px":"0")}}};var k=`.ff-card {
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
`;var f=class{constructor(r){this.host=r;let n=r.ownerDocument,t=n.createElement("style");t.textContent=k;let o=(a,s)=>{let b=n.createElement(a);return b.className=s,b};this.root=o("div","ff-card"),this.name=o("b","ff-name"),this.place=o("span","ff-dim"),this.status=o("span","ff-dim ff-status"),this.legend=o("div","ff-legend"),this.link=o("div","ff-link"),this.link.setAttribute("role","status"),this.link.hidden=!0,this.bar=new u(n);let l=o("div","ff-head");l.append(o("span","ff-dot"),this.name,this.place,this.status);for(let[a]of d){let s=o("span",`ff-key ff-${a}`);this.counts.set(a,s),this.legend.append(s)}this.root.append(l,this.bar.element,this.legend,this.link),r.append(t,this.root)}host;root;name;place;status;legend;link;bar;counts=new Map;update(r){let n=m(r);this.showLink(r),this.root.dataset.state=r.state,this.root.classList.toggle("ff-over",n),this.name.textContent=r.name,this.place.textContent=v(r),this.status.textContent=n?x(r):h(r),this.bar.update(r),this.bar.element.setAttribute("aria-label",`${r.name}: ${this.status.textContent}`);let t=n||r.items===1;this.root.classList.toggle("ff-plain",t),this.legend.hidden=t;for(let[o,l]of d){let a=this.counts.get(o);a&&(a.textContent=`${i(r.counts[o])} ${l}`,a.hidden=o!=="succeeded"&&r.counts[o]===0)}}showLink(r){let n=m(r)?"":w(r.connection);this.root.classList.toggle("ff-offline",n!==""),this.link.hidden=n==="",this.link.textContent=n,this.link.title=r.connection?.why??""}dispose(){this.host.replaceChildren()}};function T({model:e,el:r}){let n=new f(r),t=()=>n.update(e.get("state"));return e.on("change:state",t),t(),()=>{e.off("change:state",t),n.dispose()}}var U={render:T};export{U as default};
