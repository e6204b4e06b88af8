function cn(t){return t.state!=="queued"&&t.state!=="running"}var ha=15,ma="The kernel is busy and does not answer; the stop button above always works.",Tl=class{waiting=new Map;line;patience;last=0;constructor(e,n=ha){this.line=e,this.patience=n}ask(e,n={}){let l=this.last+=1;return new Promise((i,u)=>{let a=setTimeout(()=>{this.waiting.delete(l),u(new Error(ma))},1e3*this.patience),d=({error:p,value:h})=>{typeof p=="string"?u(new Error(p)):i(h)};this.waiting.set(l,{settle:d,timer:a}),this.line.send({kind:"ask",id:l,what:e,...n})})}heard=e=>{let n=e;if(n?.kind!=="answer"||typeof n.id!="number")return;let l=this.waiting.get(n.id);l&&(this.waiting.delete(n.id),clearTimeout(l.timer),l.settle(n))};close(){for(let{timer:e,settle:n}of this.waiting.values())clearTimeout(e),n({error:"the card was closed"});this.waiting.clear()}};function Ri(t,e){let n=async l=>{await l};return{cancel:()=>n(t.ask("cancel")),retry:l=>n(t.ask("retry",l?{items:l}:{})),debug:l=>n(t.ask("debug",{item:l})),log:async l=>await t.ask("log",{query:l}),detail:async l=>await t.ask("detail",{query:l}),continueWorker:l=>n(t.ask("continue",{worker:l})),openInPanel:e}}function dn(t){return(t instanceof Error?t.message:String(t))||"it failed without saying why"}async function ga(t,e,n){if(t.getAttribute("aria-disabled")==="true")return!1;t.setAttribute("aria-disabled","true"),t.setAttribute("aria-busy","true"),n("");try{return await e(),!0}catch(l){return n(dn(l)),!1}finally{t.removeAttribute("aria-disabled"),t.removeAttribute("aria-busy")}}function Dt(t,e,n,l){let i=t.createElement("button");return i.type="button",i.className="ff-button",i.textContent=e,i.addEventListener("click",()=>{ga(i,n,l)}),i}function Te(t){return String(Math.trunc(t)).replace(/\B(?=(\d{3})+$)/g,",")}function qt(t,e){return`${Te(t)} ${e}${t===1?"":"s"}`}var vr=t=>String(t).padStart(2,"0");function Yt(t){if(t<.995)return`${Math.max(t,0).toFixed(2)} s`;if(t<9.95)return`${t.toFixed(1)} s`;let e=Math.floor(t+.05);if(e<60)return`${e} s`;let[n,l,i]=[Math.floor(e/3600),Math.floor(e/60)%60,e%60];return n?`${n}:${vr(l)}:${vr(i)}`:`${l}:${vr(i)}`}function Ll(t){if(!(t>0))return"";let[e,n]=t>=1?[t,"s"]:t*60>=1?[t*60,"min"]:[t*3600,"h"];return`${e<9.95?e.toFixed(1):Te(Math.round(e))}/${n}`}function ya(t){return t===null?"":t<5?"a few seconds left":t<55?`about ${Math.ceil(t/5)*5} s left`:t<3300?`about ${Math.max(1,Math.round(t/60))} min left`:`about ${Te(Math.max(1,Math.round(t/3600)))} h left`}function Bi(t){return[Yt(t.elapsed),Ll(t.rate),ya(t.left)].filter(Boolean).join(" · ")}var Kt=[["succeeded","done"],["running","running"],["failed","failed"],["lost","lost"],["cancelled","cancelled"],["queued","queued"]];function Wi({detail:t}){if(!t)return[];let e=[];t.peakGpuMemory>0?e.push(`peak GPU memory ${Rt(t.peakGpuMemory)}`):t.peakMemory>0&&e.push(`peak memory ${Rt(t.peakMemory)}`);let l=[t.sent>0&&`sent ${Rt(t.sent)}`,t.received>0&&`received ${Rt(t.received)}`].filter(Boolean).join(", ");return l?[...e,l]:e}function Vi(t){let{counts:e,items:n}=t,l=Yt(t.elapsed);if(n===1)return[t.state==="succeeded"?`done in ${l}`:`${t.state} after ${l}`,...Wi(t)].join(" · ");let u=[`${e.succeeded===n?"":`${Te(e.succeeded)} of `}${qt(n,"item")} in ${l} on ${qt(t.workers,"worker")}`];for(let[a,d]of Kt)a!=="succeeded"&&e[a]>0&&u.push(`${Te(e[a])} ${d}`);return[...u,...Wi(t)].join(" · ")}function Ii({counts:t}){return Kt.filter(([n])=>(n==="failed"||n==="lost")&&t[n]>0).map(([n,l])=>`${Te(t[n])} ${l}`).join(" · ")}function zi(t){return t.state==="queued"?t.waiting||"waiting for a worker":t.state==="running"&&t.workers>0?`on ${qt(t.workers,"worker")}`:""}function Ml(t){return t<60?`${Math.max(0,Math.floor(t))} s`:Yt(Math.floor(t))}function Gi(t){if(!t?.lost)return"";let{next:e,seconds:n}=t,l=e!==null&&e>=2?` in ${Ml(e)}`:"",i=t.stopping?"it is stopped then":"work goes on";return`connection lost ${Ml(n)} ago · trying again${l} · ${i}`}function pn(t){return t===null?"–":`${Math.floor(100*t+.5)} %`}var Ni=["B","kB","MB","GB","TB","PB"];function Rt(t){if(t===null)return"–";let[e,n]=[Math.max(t,0),0];for(;e>=999.5&&n<Ni.length-1;)[e,n]=[e/1e3,n+1];return`${n>0&&e<9.95?(Math.floor(10*e+.5)/10).toFixed(1):Math.floor(e+.5)} ${Ni[n]}`}function Ui(t){return t===null?"–":t<1.995?pn(t):`${t<99.95?t.toFixed(1):Te(Math.round(t))} cores`}function vt(t,e=200){let n=t.replace(/\s+/g," ").trim();return n.length<=e?n:`${n.slice(0,e-1).trimEnd()}…`}function ba(t){let e=Math.max(t.items,1);return Kt.filter(([n])=>n!=="queued").map(([n])=>[n,100*t.counts[n]/e])}var El=class{element;parts=new Map;constructor(e){this.element=e.createElement("div"),this.element.className="ff-bar",this.element.setAttribute("role","progressbar"),this.element.setAttribute("aria-valuemin","0");for(let[n]of Kt){if(n==="queued")continue;let l=e.createElement("i");l.className=`ff-${n}`,this.parts.set(n,l),this.element.append(l)}}update(e){let{counts:n,items:l}=e;this.element.setAttribute("aria-valuemax",String(l)),this.element.setAttribute("aria-valuenow",String(l-n.queued-n.running));for(let[i,u]of ba(e)){let a=this.parts.get(i);a&&(a.style.width=`${u}%`,a.style.minWidth=u>0?"3px":"0")}}};var ji=`.ff-card {
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
.jp-OutputArea .ff-placed .ff-card {
  margin-right: 0;
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
  -webkit-box-orient: vertical;
  display: -webkit-box;
  font-weight: 600;
  -webkit-line-clamp: 2;
  max-width: calc(100% - 20px);
  overflow: hidden;
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
`;function E(t,e,n,...l){let i=t.createElement(e);return i.className=n,i.append(...l),i}function ne(t,e){t.textContent!==e&&(t.textContent=e)}function hn(t,e,n=200){ne(t,vt(e,n)),Ve(t,e)}function Ve(t,e){t.title!==e&&(t.title=e)}function Bn(t,e,n){t.getAttribute(e)!==n&&t.setAttribute(e,n)}function be(t,e){t.hidden!==e&&(t.hidden=e)}function Ji(t,e,n){t.dataset[e]!==n&&(t.dataset[e]=n)}function Nt(t,e,n,l=""){let i=E(t,"button","ffp-button",e);return i.type="button",l&&(i.setAttribute("aria-label",l),i.title=l),i.addEventListener("click",u=>{u.stopPropagation(),n()}),i}var Wt=class{views=new Map;host;key;open;constructor(e,n,l){this.host=e,this.key=n,this.open=l}update(e){let n=new Set(e.map(this.key));for(let[i,u]of this.views)n.has(i)||(u.destroy?.(),u.element.remove(),this.views.delete(i));let l=this.host.firstElementChild;for(let i of e){let u=this.key(i),a=this.views.get(u);a||(a=this.open(i),this.views.set(u,a)),a.update(i),a.element===l?l=l.nextElementSibling:this.host.insertBefore(a.element,l)}}destroy(){this.update([])}};var qi="farfield:sections",va=0;function Yi(){try{return JSON.parse(sessionStorage.getItem(qi)??"{}")}catch{return{}}}function xa(t,e){try{sessionStorage.setItem(qi,JSON.stringify({...Yi(),[t]:e}))}catch{}}var xt=class{element;body;toggled=()=>{};head;note;trouble;name;constructor(e,n,l,i,...u){this.name=n,this.head=Nt(e,l,()=>this.open(this.body.hidden)),this.head.className="ff-fold",this.note=E(e,"span","ff-dim ff-fold-note"),this.body=E(e,"div","ff-part-body"),this.body.id=`ff-part-${va+=1}`,this.head.setAttribute("aria-controls",this.body.id),this.trouble=E(e,"div","ff-trouble"),this.trouble.setAttribute("role","alert"),this.trouble.hidden=!0;let a=E(e,"div","ff-part-head",this.head,this.note,...u);this.element=E(e,"section",`ff-part ff-part-${n}`,a,this.trouble,this.body),this.element.setAttribute("aria-label",l),this.element.hidden=!0,this.show(Yi()[n]??i)}get isOpen(){return!this.element.hidden&&!this.body.hidden}open(e){this.show(e),xa(this.name,e),this.toggled(e)}setHidden(e){be(this.element,e)}setNote(e){ne(this.note,e)}tell=e=>{ne(this.trouble,e),be(this.trouble,e==="")};show(e){this.body.hidden=!e,this.head.setAttribute("aria-expanded",String(e))}},Qt=class{timer;running=!1;work;every;constructor(e,n){this.work=e,this.every=n}start(){this.running||(this.running=!0,this.turn())}stop(){this.running=!1,clearTimeout(this.timer)}async turn(){document.hidden||await this.work(),this.running&&(this.timer=setTimeout(()=>{this.turn()},this.every))}};function xr(t){if(t>=99.95)return Te(Math.round(t));let e=t.toFixed(1);return e.endsWith(".0")?e.slice(0,-2):e}function Ki(t,e,n){return e!==null&&e>0&&e<1e3?`${xr(t)} of ${xr(e)}`:n!==null?pn(n):e!==null&&e>0?pn(t/e):xr(t)}function Qi(t){return t.open===0?t.ended?`${Te(t.ended)} done`:"":t.open===1?t.slowest:t.slowest&&t.slowestFraction!==null&&(t.fraction??0)-t.slowestFraction>.1?`${qt(t.open,"task")}, slowest ${t.slowest}`:qt(t.open,"task")}function Zi(t){let e=t.open>0?Ll(t.rate??0):"",n=e&&t.open>1?`${e} each`:e;return[Ki(t.done,t.total,t.fraction),n].filter(Boolean).join(" · ")}function Xi(t){return[Ki(t.done,t.total,null),Ll(t.rate??0)].filter(Boolean).join(" · ")}function eo(t){if(t.pause){let{left:e}=t.pause;return e===null?"paused":`paused · ${Ml(e)} left`}return t.state==="starting"||t.state==="dead"?t.state:`${Te(t.done)} done`}function to(t){let{pause:e}=t;if(!e)return"";let n=e.left===null&&e.client?`held by ${e.client}`:"";return[e.label,e.file?`${e.file}:${e.line}`:"",e.text,n].filter(Boolean).join(`
`)}function no(t){let[e,...n]=t.gpus;return e?n.length?`${e.label} +${n.length}`:e.label:""}function kr(t){let e=t.gpus.flatMap(({load:n})=>n===null?[]:[n]);return e.length?e.reduce((n,l)=>n+l,0)/e.length:null}function lo(t,e){if(e<=0)return"";let n=new Set(t.map(({state:u})=>u)),[l]=n,i=t.length===e&&n.size===1&&l?`, all ${l}`:"";return`${Te(e)} more${e===1&&i?`, ${l}`:i}`}function ro(t){let{detail:e}=t;if(!e||t.items<2||e.median===null)return"";let[n]=e.slowest,l=`median ${Yt(e.median)}`;return n?`${l} · slowest ${Yt(n.seconds)}: ${vt(n.label,60)}`:l}var Vn=t=>t.filter(({state:e})=>e!=="cancelled");function io(t){let{failed:e,lost:n,cancelled:l}=t.counts;return e+n+(t.state==="running"||t.state==="queued"?0:l)}function oo(t,e){let n=t.detail??null,l=t.state==="running";return{loops:l&&n!==null&&n.loops.length>0,workers:l&&n!==null&&n.workers.length>0,failed:n!==null&&Vn(n.failures).length>0,slowest:n!==null&&t.items>1&&n.slowest.length>1,log:e&&t.state!=="queued"}}function so(t,e=1e3){let n=[];for(let l of t.split(/[\s,]+/).filter(Boolean)){let i=/^(\d{1,10})(?:-(\d{1,10}))?$/.exec(l);if(!i)return null;let u=Number(i[1]),a=i[2]===void 0?u:Number(i[2]);if(a<u)return null;for(let d=u;d<=a&&n.length<e;d++)n.push(d)}return n}var ka=20,Sa=200,Sr=class{element;label;error;fold;trace;item=null;constructor(e,n,l,i){this.label=E(e,"span","ff-cut"),this.error=E(e,"code","ff-error"),this.trace=E(e,"pre","ff-trace"),this.trace.hidden=!0,this.trace.tabIndex=0,this.fold=Nt(e,"",()=>this.open(this.trace.hidden)),this.fold.className="ff-fold ff-cut-button",this.fold.append(this.label);let u=E(e,"span","ff-tools-c"),a=n?.debug;a&&u.append(Dt(e,"Debug this",async()=>this.item&&a(this.item.item),l)),n&&u.append(Nt(e,"Log",()=>this.item&&i(this.item.item))),this.element=E(e,"div","ff-failed-item",this.fold,this.error,u,this.trace),this.element.setAttribute("role","listitem")}update(e){this.item=e,hn(this.label,e.label,80),ne(this.error,vt(e.error,300)),Ve(this.error,e.worker?`${e.error}
on ${e.worker}`:e.error),this.fold.classList.toggle("ff-no-trace",e.traceback===""),e.traceback?this.fold.setAttribute("aria-expanded",String(!this.trace.hidden)):this.fold.removeAttribute("aria-expanded"),ne(this.trace,e.traceback)}open(e){this.item?.traceback&&(this.trace.hidden=!e,this.fold.setAttribute("aria-expanded",String(e)))}},Al=class{section;rows;text;more;further=[];progress=null;constructor(e,n,l){this.section=new xt(e,"failed","Failed",!0);let i=E(e,"div","ff-rows-box");i.setAttribute("role","list"),this.rows=new Wt(i,u=>String(u.item),()=>new Sr(e,n,this.section.tell,l)),this.text=E(e,"span","ff-dim"),this.more=Dt(e,"show",async()=>this.fetch(n),this.section.tell),this.more.className="ff-text-button",this.more.hidden=n===null,this.section.body.append(i,E(e,"div","ff-more",this.text,this.more))}update(e,n){if(this.section.setHidden(!n),!n||!e.detail)return;this.progress=e;let l=e.detail.failures,i=new Set(l.map(({item:h})=>h)),u=Vn([...l,...this.further.filter(({item:h})=>!i.has(h))]);this.rows.update(u),this.section.setNote(Ii(e));let{failed:a,lost:d}=e.counts,p=a+d-u.length;be(this.text.parentElement,p<=0),ne(this.text,`${Te(Math.max(p,0))} more · `),u.length>=Sa&&be(this.more,!0)}async fetch(e){let{progress:n}=this;if(!e||!n?.detail)return;let l=n.detail.failures.length+this.further.length,i=await e.detail({failuresFrom:l,failuresLimit:ka});this.further=[...this.further,...i.failures],this.progress&&this.update(this.progress,!0)}},Tr=class{element;label;time;worker;constructor(e){this.label=E(e,"span","ff-cut"),this.time=E(e,"span","ff-slow-time"),this.worker=E(e,"span","ff-dim"),this.element=E(e,"div","ff-slow-item",this.time,this.label,this.worker),this.element.setAttribute("role","listitem")}update(e){ne(this.time,Yt(e.seconds)),hn(this.label,e.label,120),ne(this.worker,e.worker)}},Pl=class{section;rows;constructor(e){this.section=new xt(e,"slowest","Slowest",!1);let n=E(e,"div","ff-rows-box");n.setAttribute("role","list"),this.rows=new Wt(n,l=>String(l.item),()=>new Tr(e)),this.section.body.append(n)}update(e,n){this.section.setHidden(!n),n&&e.detail&&this.rows.update(e.detail.slowest)}};var Ta=200,Ma=1500,_l=class{section;view;state;search;items;follow;repeat;actions;over=!1;asked=0;drawn="";constructor(e,n){this.actions=n;let l=(a,d,p)=>{let h=E(e,"input",p);return h.type=a,h.setAttribute("aria-label",d),a!=="checkbox"&&(h.placeholder=d),h.addEventListener("keydown",v=>v.stopPropagation()),h};this.section=new xt(e,"log","Log",!1),this.search=l("search","search","ff-field"),this.items=l("text","item or rank: 3, 5-7","ff-field ff-field-short"),this.follow=l("checkbox","follow",""),this.follow.checked=!0;let i=E(e,"label","ff-dim",this.follow," follow"),u=E(e,"div","ff-log-tools",this.search,this.items,i);this.state=E(e,"div","ff-dim ff-log-state"),this.view=E(e,"div","ff-log-lines"),this.view.setAttribute("role","log"),this.view.setAttribute("aria-live","off"),this.view.tabIndex=0,this.section.body.append(u,this.state,this.view),this.repeat=new Qt(async()=>{(this.follow.checked||this.asked===0)&&await this.ask()},Ma);for(let a of[this.search,this.items])a.addEventListener("input",()=>{this.ask()});this.follow.addEventListener("change",()=>{this.ask()}),this.section.toggled=()=>this.look()}update(e,n){this.section.setHidden(!n);let l=!this.over&&cn(e);this.over=cn(e),l&&this.asked&&this.ask(),this.look()}openFor(e){this.items.value=String(e),this.search.value="",this.section.open(!0),this.ask(),this.section.element.scrollIntoView({block:"nearest"}),this.items.focus({preventScroll:!0})}destroy(){this.repeat.stop()}look(){this.section.isOpen?this.over?(this.repeat.stop(),this.asked===0&&this.ask()):this.repeat.start():this.repeat.stop()}async ask(){if(!this.actions||!this.section.isOpen)return;let e=so(this.items.value);if(this.items.setAttribute("aria-invalid",String(e===null)),e===null)return this.section.tell("Items are named by their numbers: 3, 5-7");let n=this.search.value.trim(),l={last:Ta,...e.length?{items:e}:{},...n?{search:n}:{}},i=this.asked+=1;try{let u=await this.actions.log(l);i===this.asked&&this.draw(u,e.length>0||n!==""),this.section.tell("")}catch(u){i===this.asked&&this.section.tell(dn(u))}}draw(e,n){let l=e.leftOut>0?`${Te(e.leftOut)} earlier lines are not shown`:"",i=e.lines.length?l:n?"nothing like that has been printed":"nothing has been printed";ne(this.state,i),be(this.state,i==="");let u=JSON.stringify(e.lines);if(u===this.drawn)return;this.drawn=u;let{view:a}=this,d=a.scrollTop;a.replaceChildren(...e.lines.map(p=>this.line(p))),a.scrollTop=this.follow.checked?a.scrollHeight:d}line({label:e,item:n,text:l,stream:i}){let{ownerDocument:u}=this.view,a=E(u,"span","ff-log-item",vt(e||String(n),24));a.title=e;let d=E(u,"span",`ff-log-text ff-${i}`,l.length>2e3?`${l.slice(0,1999)}…`:l);return E(u,"div","ff-log-line",a,d)}};var Mr=class{element;label;note;name;thin;part;pace;constructor(e){this.label=E(e,"span","ff-cut"),this.note=E(e,"span","ff-dim ff-note"),this.name=E(e,"span","ff-loop-name",this.label,this.note),this.part=E(e,"i",""),this.thin=E(e,"div","ff-thin",this.part),this.thin.setAttribute("role","progressbar"),this.pace=E(e,"span","ff-dim ff-loop-pace"),this.element=E(e,"div","ff-loop",this.name,this.thin,this.pace)}update(e){ne(this.label,vt(e.label)||"loop"),ne(this.note,e.note&&` · ${e.note}`),Ve(this.name,e.title);let n=`${Math.min(e.depth,6)*10}px`;this.name.style.paddingLeft!==n&&(this.name.style.paddingLeft=n),this.thin.classList.toggle("ff-unknown",e.fraction===null);let l=`${Math.round(1e3*Math.min(1,Math.max(0,e.fraction??0)))/10}%`;this.part.style.width!==l&&(this.part.style.width=l),Bn(this.thin,"aria-label",`${vt(e.label,80)||"loop"}: ${e.pace}`),e.fraction===null?this.thin.removeAttribute("aria-valuenow"):Bn(this.thin,"aria-valuenow",String(Math.round(100*e.fraction))),ne(this.pace,e.pace)}};function ao(t){return t.loops.map(e=>({key:`${e.depth} ${e.label}`,label:e.label,note:Qi(e),depth:e.depth,fraction:e.fraction,pace:Zi(e),title:[e.label,e.note].filter(Boolean).join(`
`)}))}function La(t){return t.workers.flatMap(e=>e.bars.map((n,l)=>({key:`${e.id} ${l}`,label:l?n.label:`${e.id} · ${n.label}`,note:"",depth:n.depth,fraction:n.total?Math.min(1,n.done/n.total):null,pace:Xi(n),title:[e.id,n.label,n.note].filter(Boolean).join(`
`)})))}var Ea=25,Hl=class{section;lines;more;toggle;repeat;split=!1;last=null;constructor(e,n){this.toggle=Nt(e,"by worker",()=>this.setSplit(!this.split)),this.toggle.className="ff-text-button",this.toggle.setAttribute("aria-pressed","false"),this.toggle.hidden=n===null,this.section=new xt(e,"loops","Inside the tasks",!0,this.toggle);let l=E(e,"div","ff-rows-box");this.lines=new Wt(l,i=>i.key,()=>new Mr(e)),this.more=E(e,"div","ff-dim"),this.section.body.append(l,this.more),this.repeat=new Qt(async()=>{if(!(!n||!this.section.isOpen))try{let i=await n.detail({bars:!0,workersLimit:Ea});this.split&&this.draw(La(i),i.workersTotal-i.workers.length,"worker"),this.section.tell("")}catch(i){this.section.tell(dn(i))}},1e3)}update(e,n){this.section.setHidden(!n),n||this.repeat.stop(),!(!n||!e.detail)&&(this.last=e.detail,this.split?this.repeat.start():this.draw(ao(e.detail),e.detail.loopsLeftOut,"loop"))}destroy(){this.repeat.stop()}setSplit(e){this.split=e,this.section.open(!0),Bn(this.toggle,"aria-pressed",String(e)),e?this.repeat.start():this.repeat.stop(),e||this.section.tell(""),!e&&this.last&&this.draw(ao(this.last),this.last.loopsLeftOut,"loop")}draw(e,n,l){this.lines.update(e),be(this.more,n<=0),ne(this.more,n>0?`${qt(n,`more ${l}`)}`:"")}};var fo=`.ff-card [hidden] {
  display: none !important;
}
.ff-card * {
  box-sizing: border-box;
}
.ff-card button {
  background: transparent;
  border: 1px solid var(--ff-line);
  border-radius: 6px;
  color: var(--ff-text);
  cursor: pointer;
  flex: none;
  font: inherit;
  margin: 0;
  padding: 0 9px;
}
.ff-card button:hover {
  background: var(--ff-soft);
}
.ff-card button[aria-disabled="true"] {
  cursor: default;
  opacity: 0.55;
}
.ff-card .ff-hot {
  border-color: var(--ff-failed);
  color: var(--ff-failed);
}
.ff-card :focus-visible {
  outline: 2px solid var(--ff-running);
  outline-offset: 1px;
}
.ff-card .ff-text-button {
  border: 0;
  border-radius: 3px;
  color: var(--ff-running);
  padding: 0 2px;
}
.ff-card .ff-text-button:hover {
  background: none;
  text-decoration: underline;
}
.ff-card .ff-text-button[aria-pressed="true"] {
  font-weight: 600;
}
.ff-tools-c {
  display: flex;
  gap: 8px;
}
.ff-spread {
  margin-left: auto;
  max-width: 100%;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.ff-unseen {
  clip-path: inset(50%);
  height: 1px;
  overflow: hidden;
  position: absolute;
  white-space: nowrap;
  width: 1px;
}
.ff-trouble {
  color: var(--ff-failed);
  overflow-wrap: anywhere;
  padding: 0 12px 8px;
}
.ff-part .ff-trouble {
  padding: 0;
}
.ff-part {
  border-top: 1px solid var(--ff-line);
  display: grid;
  gap: 5px;
  padding: 7px 12px 8px;
}
.ff-part-head {
  align-items: baseline;
  display: flex;
  gap: 10px;
  justify-content: space-between;
}
.ff-card .ff-fold {
  border: 0;
  border-radius: 3px;
  flex: 0 1 auto;
  min-width: 0;
  padding: 0;
  text-align: left;
}
.ff-card .ff-fold:hover {
  background: none;
}
.ff-card .ff-part-head > .ff-fold {
  color: var(--ff-dim);
  font-size: 11px;
  font-weight: 600;
  letter-spacing: 0.04em;
  text-transform: uppercase;
}
.ff-fold::after {
  border: 3.5px solid transparent;
  border-left: 4.5px solid var(--ff-dim);
  border-right: 0;
  content: "";
  display: inline-block;
  flex: none;
  margin-left: 7px;
  opacity: 0.75;
}
.ff-fold[aria-expanded="true"]::after {
  border: 3.5px solid transparent;
  border-bottom: 0;
  border-top: 4.5px solid var(--ff-dim);
}
.ff-no-trace::after {
  display: none;
}
.ff-card .ff-no-trace {
  cursor: default;
}
.ff-part-body,
.ff-rows-box {
  display: grid;
  gap: 4px;
  grid-template-columns: minmax(0, 1fr);
}
.ff-cut {
  min-width: 0;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.ff-loop {
  align-items: center;
  column-gap: 12px;
  display: grid;
  grid-template-columns: minmax(0, 210px) minmax(40px, 1fr) 160px;
}
.ff-loop-name {
  display: flex;
  min-width: 0;
  white-space: pre;
}
.ff-note {
  flex: none;
}
.ff-loop-pace {
  white-space: nowrap;
}
.ff-thin {
  background: var(--ff-queued);
  border-radius: 2px;
  height: 4px;
  overflow: hidden;
}
.ff-thin i {
  background: var(--ff-running);
  display: block;
  height: 100%;
}
.ff-unknown {
  background: repeating-linear-gradient(115deg, var(--ff-queued) 0 5px, transparent 5px 10px);
}
.ff-worker {
  align-items: center;
  column-gap: 14px;
  display: grid;
  grid-template-columns: 104px repeat(3, minmax(0, 1fr)) 214px;
  min-height: 21px;
}
.ff-no-gpu .ff-worker {
  grid-template-columns: 104px repeat(2, minmax(0, 1fr)) 214px;
}
.ff-card .ff-no-gpu .ff-of-gpu {
  display: none;
}
.ff-worker-name {
  align-items: baseline;
  display: flex;
  gap: 6px;
  min-width: 0;
}
.ff-card .ff-tag {
  border: 1px solid var(--ff-line);
  border-radius: 10px;
  color: var(--ff-dim);
  flex: none;
  font-size: 11px;
  line-height: 15px;
  padding: 0 7px;
}
.ff-card .ffp-meter {
  align-items: center;
  color: var(--ff-dim);
  column-gap: 6px;
  display: grid;
  grid-template-columns: 32px minmax(0, 1fr) 58px;
}
.ff-card .ffp-chart {
  height: 18px;
  min-width: 0;
  overflow: hidden;
}
.ff-card .ffp-meter b {
  color: var(--ff-text);
  font-weight: 500;
  text-align: right;
  white-space: nowrap;
}
.ff-worker-end {
  align-items: center;
  color: var(--ff-dim);
  display: flex;
  gap: 10px;
  justify-content: space-between;
  white-space: nowrap;
}
.ff-worker-end button {
  line-height: 19px;
}
.ff-paused {
  color: var(--ff-warn);
}
.ff-failed-item {
  align-items: baseline;
  column-gap: 12px;
  display: grid;
  grid-template-columns: minmax(0, 170px) minmax(0, 1fr) auto;
}
.ff-cut-button {
  display: flex;
  align-items: center;
}
.ff-card .ff-error,
.ff-card .ff-trace {
  background: none;
  font: 12px/1.5 var(--ff-code);
}
.ff-card .ff-error {
  color: var(--ff-failed);
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.ff-card .ff-trace {
  background: var(--ff-soft);
  border-radius: 4px;
  grid-column: 1 / -1;
  margin: 4px 0;
  max-height: 260px;
  overflow: auto;
  padding: 6px 9px;
}
.ff-slow-item {
  column-gap: 12px;
  display: grid;
  grid-template-columns: 60px minmax(0, 1fr) auto;
}
.ff-slow-time {
  text-align: right;
}
.ff-log-tools {
  align-items: center;
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
}
.ff-log-tools label {
  align-items: center;
  display: flex;
  gap: 5px;
}
.ff-card .ff-field {
  background: transparent;
  border: 1px solid var(--ff-line);
  border-radius: 6px;
  color: var(--ff-text);
  flex: 1 1 160px;
  font: inherit;
  min-width: 0;
  padding: 1px 8px;
}
.ff-card .ff-field::placeholder {
  color: var(--ff-dim);
}
.ff-card .ff-field-short {
  flex: 0 1 170px;
}
.ff-card .ff-field[aria-invalid="true"] {
  border-color: var(--ff-failed);
}
.ff-log-lines {
  background: var(--ff-soft);
  border-radius: 4px;
  font: 12px/1.5 var(--ff-code);
  height: 190px;
  overflow: auto;
  padding: 6px 9px;
}
.ff-log-line {
  display: grid;
  gap: 12px;
  grid-template-columns: minmax(0, 110px) minmax(0, 1fr);
}
.ff-log-item {
  color: var(--ff-running);
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.ff-log-text {
  overflow-wrap: anywhere;
  white-space: pre-wrap;
}
.ff-log-text.ff-stderr {
  color: var(--ff-warn);
}
.ff-card {
  container-type: inline-size;
}
/* In a narrow panel each worker takes two lines. */
@container (max-width: 640px) {
  .ff-worker,
  .ff-no-gpu .ff-worker {
    grid-template-columns: repeat(3, minmax(0, 1fr));
    row-gap: 2px;
  }
  .ff-no-gpu .ff-worker {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
  .ff-worker-end {
    grid-column: 1 / -1;
    grid-row: 1;
    justify-self: end;
  }
  .ff-worker-name {
    grid-column: 1;
    grid-row: 1;
  }
  .ff-card .ffp-meter {
    grid-template-columns: minmax(0, 1fr) auto;
  }
  .ff-card .ffp-meter > span {
    display: none;
  }
  .ff-loop {
    grid-template-columns: minmax(0, 1fr) auto;
  }
  .ff-thin {
    grid-column: 1 / -1;
    grid-row: 2;
  }
  .ff-failed-item {
    grid-template-columns: minmax(0, 1fr) auto;
  }
  .ff-failed-item .ff-error {
    grid-column: 1 / -1;
    grid-row: 2;
  }
}
.ff-more {
  align-items: baseline;
  display: flex;
  gap: 6px;
}
.ff-more:not(:has(:not([hidden]))) {
  display: none;
}
.ff-part-loops .ff-rows-box,
.ff-part-workers .ff-rows-box {
  max-height: 380px;
  overflow: hidden auto;
}
`;var uo=`/* The front end's colours under our names, with what is taken where it has none. */
.ff-card,
.ffp-panel {
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
  --ff-gpu: var(--vscode-charts-purple, var(--ff-violet));
  --ff-violet: #7a5af8;
  --ff-mem: #0f9ba8;
  --ff-soft: color-mix(in srgb, var(--ff-text) 5%, transparent);
  --ff-code: var(--jp-code-font-family, var(--vscode-editor-font-family, ui-monospace, Menlo, Consolas, monospace));
}
[data-jp-theme-light="false"] .ff-card,
[data-jp-theme-light="false"] .ffp-panel,
.vscode-dark .ff-card,
.vscode-dark .ffp-panel {
  --ff-violet: #9d86ff;
  --ff-mem: #35c3cf;
}
`;var _a="uplot",Ha="u-hz",Da="u-vt",$a="u-title",Ca="u-wrap",Fa="u-under",Oa="u-over",Ra="u-axis",yn="u-off",Wa="u-select",Na="u-cursor-x",Ba="u-cursor-y",Va="u-cursor-pt",Ia="u-legend",za="u-live",Ga="u-inline",Ua="u-series",ja="u-marker",co="u-label",Ja="u-value",al="width",fl="height";var po="bottom",In="left",Lr="right",zr="#000",ho=zr+"0",Er="mousemove",mo="mousedown",Ar="mouseup",go="mouseenter",yo="mouseleave",bo="dblclick",qa="resize",Ya="scroll",wo="change",Ol="dppxchange",Gr="--",Yn=typeof window<"u",$r=Yn?document:null,Gn=Yn?window:null,Ka=Yn?navigator:null,se,Dl;function Cr(){let t=devicePixelRatio;se!=t&&(se=t,Dl&&Or(wo,Dl,Cr),Dl=matchMedia(`(min-resolution: ${se-.001}dppx) and (max-resolution: ${se+.001}dppx)`),bn(wo,Dl,Cr),Gn.dispatchEvent(new CustomEvent(Ol)))}function rt(t,e){if(e!=null){let n=t.classList;!n.contains(e)&&n.add(e)}}function Fr(t,e){let n=t.classList;n.contains(e)&&n.remove(e)}function we(t,e,n){t.style[e]=n+"px"}function kt(t,e,n,l){let i=$r.createElement(t);return e!=null&&rt(i,e),n?.insertBefore(i,l),i}function pt(t,e){return kt("div",t,e)}var vo=new WeakMap;function $t(t,e,n,l,i){let u="translate("+e+"px,"+n+"px)",a=vo.get(t);u!=a&&(t.style.transform=u,vo.set(t,u),e<0||n<0||e>l||n>i?rt(t,yn):Fr(t,yn))}var xo=new WeakMap;function ko(t,e,n){let l=e+n,i=xo.get(t);l!=i&&(xo.set(t,l),t.style.background=e,t.style.borderColor=n)}var So=new WeakMap;function To(t,e,n,l){let i=e+""+n,u=So.get(t);i!=u&&(So.set(t,i),t.style.height=n+"px",t.style.width=e+"px",t.style.marginLeft=l?-e/2+"px":0,t.style.marginTop=l?-n/2+"px":0)}var Ur={passive:!0},Qa={...Ur,capture:!0};function bn(t,e,n,l){e.addEventListener(t,n,l?Qa:Ur)}function Or(t,e,n,l){e.removeEventListener(t,n,Ur)}Yn&&Cr();function St(t,e,n,l){let i;n=n||0,l=l||e.length-1;let u=l<=2147483647;for(;l-n>1;)i=u?n+l>>1:it((n+l)/2),e[i]<t?n=i:l=i;return t-e[n]<=e[l]-t?n:l}function Zo(t){return(n,l,i)=>{let u=-1,a=-1;for(let d=l;d<=i;d++)if(t(n[d])){u=d;break}for(let d=i;d>=l;d--)if(t(n[d])){a=d;break}return[u,a]}}var Xo=t=>t!=null,es=t=>t!=null&&t>0,Nl=Zo(Xo),Za=Zo(es);function Xa(t,e,n,l=0,i=!1){let u=i?Za:Nl,a=i?es:Xo;[e,n]=u(t,e,n);let d=t[e],p=t[e];if(e>-1)if(l==1)d=t[e],p=t[n];else if(l==-1)d=t[n],p=t[e];else for(let h=e;h<=n;h++){let v=t[h];a(v)&&(v<d?d=v:v>p&&(p=v))}return[d??de,p??-de]}function Bl(t,e,n,l){let i=Eo(t),u=Eo(e);t==e&&(i==-1?(t*=n,e/=n):(t/=n,e*=n));let a=n==10?Bt:ts,d=i==1?it:ht,p=u==1?ht:it,h=d(a(De(t))),v=p(a(De(e))),g=Un(n,h),y=Un(n,v);return n==10&&(h<0&&(g=pe(g,-h)),v<0&&(y=pe(y,-v))),l||n==2?(t=g*i,e=y*u):(t=is(t,g),e=Vl(e,y)),[t,e]}function jr(t,e,n,l){let i=Bl(t,e,n,l);return t==0&&(i[0]=0),e==0&&(i[1]=0),i}var Jr=.1,Mo={mode:3,pad:Jr},cl={pad:0,soft:null,mode:0},ef={min:cl,max:cl};function Rl(t,e,n,l){return Il(n)?Lo(t,e,n):(cl.pad=n,cl.soft=l?0:null,cl.mode=l?3:0,Lo(t,e,ef))}function ie(t,e){return t??e}function tf(t,e,n){for(e=ie(e,0),n=ie(n,t.length-1);e<=n;){if(t[e]!=null)return!0;e++}return!1}function Lo(t,e,n){let l=n.min,i=n.max,u=ie(l.pad,0),a=ie(i.pad,0),d=ie(l.hard,-de),p=ie(i.hard,de),h=ie(l.soft,de),v=ie(i.soft,-de),g=ie(l.mode,0),y=ie(i.mode,0),D=e-t,H=Bt(D),W=Ye(De(t),De(e)),B=Bt(W),I=De(B-H);(D<1e-24||I>10)&&(D=0,(t==0||e==0)&&(D=1e-24,g==2&&h!=de&&(u=0),y==2&&v!=-de&&(a=0)));let k=D||W||1e3,N=Bt(k),S=Un(10,it(N)),Y=k*(D==0?t==0?.1:1:u),_=pe(is(t-Y,S/10),24),K=t>=h&&(g==1||g==3&&_<=h||g==2&&_>=h)?h:de,j=Ye(d,_<K&&t>=K?K:Tt(K,_)),X=k*(D==0?e==0?.1:1:a),U=pe(Vl(e+X,S/10),24),T=e<=v&&(y==1||y==3&&U>=v||y==2&&U<=v)?v:-de,q=Tt(p,U>T&&e<=T?T:Ye(T,U));return j==q&&j==0&&(q=100),[j,q]}var nf=new Intl.NumberFormat(Yn?Ka.language:"en-US"),qr=t=>nf.format(t),ot=Math,Fl=ot.PI,De=ot.abs,it=ot.floor,He=ot.round,ht=ot.ceil,Tt=ot.min,Ye=ot.max,Un=ot.pow,Eo=ot.sign,Bt=ot.log10,ts=ot.log2,lf=(t,e=1)=>ot.sinh(t)*e,Pr=(t,e=1)=>ot.asinh(t/e),de=1/0;function Ao(t){return(Bt((t^t>>31)-(t>>31))|0)+1}function Rr(t,e,n){return Tt(Ye(t,e),n)}function ns(t){return typeof t=="function"}function ee(t){return ns(t)?t:()=>t}var rf=()=>{},ls=t=>t,rs=(t,e)=>e,of=t=>null,Po=t=>!0,_o=(t,e)=>t==e,sf=/\.\d*?(?=9{6,}|0{6,})/gm,wn=t=>{if(ss(t)||Xt.has(t))return t;let e=`${t}`,n=e.match(sf);if(n==null)return t;let l=n[0].length-1;if(e.indexOf("e-")!=-1){let[i,u]=e.split("e");return+`${wn(i)}e${u}`}return pe(t,l)};function mn(t,e){return wn(pe(wn(t/e))*e)}function Vl(t,e){return wn(ht(wn(t/e))*e)}function is(t,e){return wn(it(wn(t/e))*e)}function pe(t,e=0){if(ss(t))return t;let n=10**e,l=t*n*(1+Number.EPSILON);return He(l)/n}var Xt=new Map;function os(t){return((""+t).split(".")[1]||"").length}function pl(t,e,n,l){let i=[],u=l.map(os);for(let a=e;a<n;a++){let d=De(a),p=pe(Un(t,a),d);for(let h=0;h<l.length;h++){let v=t==10?+`${l[h]}e${a}`:l[h]*p,g=(a>=0?0:d)+(a>=u[h]?0:u[h]),y=t==10?v:pe(v,g);i.push(y),Xt.set(y,g)}}return i}var dl={},Yr=[],jn=[null,null],Zt=Array.isArray,ss=Number.isInteger,af=t=>t===void 0;function Ho(t){return typeof t=="string"}function Il(t){let e=!1;if(t!=null){let n=t.constructor;e=n==null||n==Object}return e}function ff(t){return t!=null&&typeof t=="object"}var uf=Object.getPrototypeOf(Uint8Array),as="__proto__";function Jn(t,e=Il){let n;if(Zt(t)){let l=t.find(i=>i!=null);if(Zt(l)||e(l)){n=Array(t.length);for(let i=0;i<t.length;i++)n[i]=Jn(t[i],e)}else n=t.slice()}else if(t instanceof uf)n=t.slice();else if(e(t)){n={};for(let l in t)l!=as&&(n[l]=Jn(t[l],e))}else n=t;return n}function Ae(t){let e=arguments;for(let n=1;n<e.length;n++){let l=e[n];for(let i in l)i!=as&&(Il(t[i])?Ae(t[i],Jn(l[i])):t[i]=Jn(l[i]))}return t}var cf=0,df=1,pf=2;function hf(t,e,n){for(let l=0,i,u=-1;l<e.length;l++){let a=e[l];if(a>u){for(i=a-1;i>=0&&t[i]==null;)t[i--]=null;for(i=a+1;i<n&&t[i]==null;)t[u=i++]=null}}}function mf(t,e){if(bf(t)){let a=t[0].slice();for(let d=1;d<t.length;d++)a.push(...t[d].slice(1));return wf(a[0])||(a=yf(a)),a}let n=new Set;for(let a=0;a<t.length;a++){let p=t[a][0],h=p.length;for(let v=0;v<h;v++)n.add(p[v])}let l=[Array.from(n).sort((a,d)=>a-d)],i=l[0].length,u=new Map;for(let a=0;a<i;a++)u.set(l[0][a],a);for(let a=0;a<t.length;a++){let d=t[a],p=d[0];for(let h=1;h<d.length;h++){let v=d[h],g=Array(i).fill(void 0),y=e?e[a][h]:df,D=[];for(let H=0;H<v.length;H++){let W=v[H],B=u.get(p[H]);W===null?y!=cf&&(g[B]=W,y==pf&&D.push(B)):g[B]=W}hf(g,D,i),l.push(g)}}return l}var gf=typeof queueMicrotask>"u"?t=>Promise.resolve().then(t):queueMicrotask;function yf(t){let e=t[0],n=e.length,l=Array(n);for(let u=0;u<l.length;u++)l[u]=u;l.sort((u,a)=>e[u]-e[a]);let i=[];for(let u=0;u<t.length;u++){let a=t[u],d=Array(n);for(let p=0;p<n;p++)d[p]=a[l[p]];i.push(d)}return i}function bf(t){let e=t[0][0],n=e.length;for(let l=1;l<t.length;l++){let i=t[l][0];if(i.length!=n)return!1;if(i!=e){for(let u=0;u<n;u++)if(i[u]!=e[u])return!1}}return!0}function wf(t,e=100){let n=t.length;if(n<=1)return!0;let l=0,i=n-1;for(;l<=i&&t[l]==null;)l++;for(;i>=l&&t[i]==null;)i--;if(i<=l)return!0;let u=Ye(1,it((i-l+1)/e));for(let a=t[l],d=l+u;d<=i;d+=u){let p=t[d];if(p!=null){if(p<=a)return!1;a=p}}return!0}var fs=["January","February","March","April","May","June","July","August","September","October","November","December"],us=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function cs(t){return t.slice(0,3)}var vf=us.map(cs),xf=fs.map(cs),kf={MMMM:fs,MMM:xf,WWWW:us,WWW:vf};function sl(t){return(t<10?"0":"")+t}function Sf(t){return(t<10?"00":t<100?"0":"")+t}var Tf={YYYY:t=>t.getFullYear(),YY:t=>(t.getFullYear()+"").slice(2),MMMM:(t,e)=>e.MMMM[t.getMonth()],MMM:(t,e)=>e.MMM[t.getMonth()],MM:t=>sl(t.getMonth()+1),M:t=>t.getMonth()+1,DD:t=>sl(t.getDate()),D:t=>t.getDate(),WWWW:(t,e)=>e.WWWW[t.getDay()],WWW:(t,e)=>e.WWW[t.getDay()],HH:t=>sl(t.getHours()),H:t=>t.getHours(),h:t=>{let e=t.getHours();return e==0?12:e>12?e-12:e},AA:t=>t.getHours()>=12?"PM":"AM",aa:t=>t.getHours()>=12?"pm":"am",a:t=>t.getHours()>=12?"p":"a",mm:t=>sl(t.getMinutes()),m:t=>t.getMinutes(),ss:t=>sl(t.getSeconds()),s:t=>t.getSeconds(),fff:t=>Sf(t.getMilliseconds())};function Kr(t,e){e=e||kf;let n=[],l=/\{([a-z]+)\}|[^{]+/gi,i;for(;i=l.exec(t);)n.push(i[0][0]=="{"?Tf[i[1]]:i[0]);return u=>{let a="";for(let d=0;d<n.length;d++)a+=typeof n[d]=="string"?n[d]:n[d](u,e);return a}}var Mf=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Lf(t,e){let n;return e=="UTC"||e=="Etc/UTC"?n=new Date(+t+t.getTimezoneOffset()*6e4):e==Mf?n=t:(n=new Date(t.toLocaleString("en-US",{timeZone:e})),n.setMilliseconds(t.getMilliseconds())),n}var ds=t=>t%1==0,Wl=[1,2,2.5,5],Ef=pl(10,-32,0,Wl),ps=pl(10,0,32,Wl),Af=ps.filter(ds),gn=Ef.concat(ps),Qr=`
`,hs="{YYYY}",Do=Qr+hs,ms="{M}/{D}",ul=Qr+ms,$l=ul+"/{YY}",gs="{aa}",Pf="{h}:{mm}",zn=Pf+gs,$o=Qr+zn,Co=":{ss}",fe=null;function ys(t){let e=t*1e3,n=e*60,l=n*60,i=l*24,u=i*30,a=i*365,p=(t==1?pl(10,0,3,Wl).filter(ds):pl(10,-3,0,Wl)).concat([e,e*5,e*10,e*15,e*30,n,n*5,n*10,n*15,n*30,l,l*2,l*3,l*4,l*6,l*8,l*12,i,i*2,i*3,i*4,i*5,i*6,i*7,i*8,i*9,i*10,i*15,u,u*2,u*3,u*4,u*6,a,a*2,a*5,a*10,a*25,a*50,a*100]),h=[[a,hs,fe,fe,fe,fe,fe,fe,1],[i*28,"{MMM}",Do,fe,fe,fe,fe,fe,1],[i,ms,Do,fe,fe,fe,fe,fe,1],[l,"{h}"+gs,$l,fe,ul,fe,fe,fe,1],[n,zn,$l,fe,ul,fe,fe,fe,1],[e,Co,$l+" "+zn,fe,ul+" "+zn,fe,$o,fe,1],[t,Co+".{fff}",$l+" "+zn,fe,ul+" "+zn,fe,$o,fe,1]];function v(g){return(y,D,H,W,B,I)=>{let k=[],N=B>=a,S=B>=u&&B<a,Y=g(H),_=pe(Y*t,3),K=_r(Y.getFullYear(),N?0:Y.getMonth(),S||N?1:Y.getDate()),j=pe(K*t,3);if(S||N){let X=S?B/u:0,U=N?B/a:0,T=_==j?_:pe(_r(K.getFullYear()+U,K.getMonth()+X,1)*t,3),q=new Date(He(T/t)),$=q.getFullYear(),z=q.getMonth();for(let R=0;T<=W;R++){let te=_r($+U*R,z+X*R,1),O=te-g(pe(te*t,3));T=pe((+te+O)*t,3),T<=W&&k.push(T)}}else{let X=B>=i?i:B,U=it(H)-it(_),T=j+U+Vl(_-j,X);k.push(T);let q=g(T),$=q.getHours()+q.getMinutes()/n+q.getSeconds()/l,z=B/l,R=y.axes[D]._space,te=I/R;for(;T=pe(T+B,t==1?0:3),!(T>W);)if(z>1){let O=it(pe($+z,6))%24,le=g(T).getHours()-O;le>1&&(le=-1),T-=le*l,$=($+z)%24;let ue=k[k.length-1];pe((T-ue)/B,3)*te>=.7&&k.push(T)}else k.push(T)}return k}}return[p,h,v]}var[_f,Hf,Df]=ys(1),[$f,Cf,Ff]=ys(.001);pl(2,-53,53,[1]);function Fo(t,e){return t.map(n=>n.map((l,i)=>i==0||i==8||l==null?l:e(i==1||n[8]==0?l:n[1]+l)))}function Oo(t,e){return(n,l,i,u,a)=>{let d=e.find(H=>a>=H[0])||e[e.length-1],p,h,v,g,y,D;return l.map(H=>{let W=t(H),B=W.getFullYear(),I=W.getMonth(),k=W.getDate(),N=W.getHours(),S=W.getMinutes(),Y=W.getSeconds(),_=B!=p&&d[2]||I!=h&&d[3]||k!=v&&d[4]||N!=g&&d[5]||S!=y&&d[6]||Y!=D&&d[7]||d[1];return p=B,h=I,v=k,g=N,y=S,D=Y,_(W)})}}function Of(t,e){let n=Kr(e);return(l,i,u,a,d)=>i.map(p=>n(t(p)))}function _r(t,e,n){return new Date(t,e,n)}function Ro(t,e){return e(t)}var Rf="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function Wo(t,e){return(n,l,i,u)=>u==null?Gr:e(t(l))}function Wf(t,e){let n=t.series[e];return n.width?n.stroke(t,e):n.points.width?n.points.stroke(t,e):null}function Nf(t,e){return t.series[e].fill(t,e)}var Bf={show:!0,live:!0,isolate:!1,mount:rf,markers:{show:!0,width:2,stroke:Wf,fill:Nf,dash:"solid"},idx:null,idxs:null,values:[]};function Vf(t,e){let n=t.cursor.points,l=pt(),i=n.size(t,e);we(l,al,i),we(l,fl,i);let u=i/-2;we(l,"marginLeft",u),we(l,"marginTop",u);let a=n.width(t,e,i);return a&&we(l,"borderWidth",a),l}function If(t,e){let n=t.series[e].points;return n._fill||n._stroke}function zf(t,e){let n=t.series[e].points;return n._stroke||n._fill}function Gf(t,e){return t.series[e].points.size}var Hr=[0,0];function Uf(t,e,n){return Hr[0]=e,Hr[1]=n,Hr}function Cl(t,e,n,l=!0){return i=>{i.button==0&&(!l||i.target==e)&&n(i)}}function Dr(t,e,n,l=!0){return i=>{(!l||i.target==e)&&n(i)}}var jf={show:!0,x:!0,y:!0,lock:!1,move:Uf,points:{one:!1,show:Vf,size:Gf,width:0,stroke:zf,fill:If},bind:{mousedown:Cl,mouseup:Cl,click:Cl,dblclick:Cl,mousemove:Dr,mouseleave:Dr,mouseenter:Dr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(t,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(t,e,n,l,i)=>l-i,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},bs={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Zr=Ae({},bs,{filter:rs}),ws=Ae({},Zr,{size:10}),vs=Ae({},bs,{show:!1}),Xr='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',xs="bold "+Xr,ks=1.5,No={show:!0,scale:"x",stroke:zr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:xs,side:2,grid:Zr,ticks:ws,border:vs,font:Xr,lineGap:ks,rotate:0},Jf="Value",qf="Time",Bo={show:!0,scale:"x",auto:!1,sorted:1,min:de,max:-de,idxs:[]};function Yf(t,e,n,l,i){return e.map(u=>u==null?"":qr(u))}function Kf(t,e,n,l,i,u,a){let d=[],p=Xt.get(i)||0;n=a?n:pe(Vl(n,i),p);for(let h=n;h<=l;h=pe(h+i,p))d.push(Object.is(h,-0)?0:h);return d}function Wr(t,e,n,l,i,u,a){let d=[],p=t.scales[t.axes[e].scale].log,h=p==10?Bt:ts,v=it(h(n));i=Un(p,v),p==10&&(i=gn[St(i,gn)]);let g=n,y=i*p;p==10&&(y=gn[St(y,gn)]);do d.push(g),g=g+i,p==10&&!Xt.has(g)&&(g=pe(g,Xt.get(i))),g>=y&&(i=g,y=i*p,p==10&&(y=gn[St(y,gn)]));while(g<=l);return d}function Qf(t,e,n,l,i,u,a){let p=t.scales[t.axes[e].scale].asinh,h=l>p?Wr(t,e,Ye(p,n),l,i):[p],v=l>=0&&n<=0?[0]:[];return(n<-p?Wr(t,e,Ye(p,-l),-n,i):[p]).reverse().map(y=>-y).concat(v,h)}var Ss=/./,Zf=/[12357]/,Xf=/[125]/,Vo=/1/,Nr=(t,e,n,l)=>t.map((i,u)=>e==4&&i==0||u%l==0&&n.test(i.toExponential()[i<0?1:0])?i:null);function eu(t,e,n,l,i){let u=t.axes[n],a=u.scale,d=t.scales[a],p=t.valToPos,h=u._space,v=p(10,a),g=p(9,a)-v>=h?Ss:p(7,a)-v>=h?Zf:p(5,a)-v>=h?Xf:Vo;if(g==Vo){let y=De(p(1,a)-v);if(y<h)return Nr(e.slice().reverse(),d.distr,g,ht(h/y)).reverse()}return Nr(e,d.distr,g,1)}function tu(t,e,n,l,i){let u=t.axes[n],a=u.scale,d=u._space,p=t.valToPos,h=De(p(1,a)-p(2,a));return h<d?Nr(e.slice().reverse(),3,Ss,ht(d/h)).reverse():e}function nu(t,e,n,l){return l==null?Gr:e==null?"":qr(e)}var Io={show:!0,scale:"y",stroke:zr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:xs,side:3,grid:Zr,ticks:ws,border:vs,font:Xr,lineGap:ks,rotate:0};function lu(t,e){let n=3+(t||1)*2;return pe(n*e,3)}function ru(t,e){let{scale:n,idxs:l}=t.series[0],i=t._data[0],u=t.valToPos(i[l[0]],n,!0),a=t.valToPos(i[l[1]],n,!0),d=De(a-u),p=t.series[e],h=d/(p.points.space*se);return l[1]-l[0]<=h}var zo={scale:null,auto:!0,sorted:0,min:de,max:-de},Ts=(t,e,n,l,i)=>i,Go={show:!0,auto:!0,sorted:0,gaps:Ts,alpha:1,facets:[Ae({},zo,{scale:"x"}),Ae({},zo,{scale:"y"})]},Uo={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Ts,alpha:1,points:{show:ru,filter:null},values:null,min:de,max:-de,idxs:[],path:null,clip:null};function iu(t,e,n,l,i){return n/10}var Ms={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},ou=Ae({},Ms,{time:!1,ori:1}),jo={};function Ls(t,e){let n=jo[t];return n||(n={key:t,plots:[],sub(l){n.plots.push(l)},unsub(l){n.plots=n.plots.filter(i=>i!=l)},pub(l,i,u,a,d,p,h){for(let v=0;v<n.plots.length;v++)n.plots[v]!=i&&n.plots[v].pub(l,i,u,a,d,p,h)}},t!=null&&(jo[t]=n)),n}var qn=1,Br=2;function vn(t,e,n){let l=t.mode,i=t.series[e],u=l==2?t._data[e]:t._data,a=t.scales,d=t.bbox,p=u[0],h=l==2?u[1]:u[e],v=l==2?a[i.facets[0].scale]:a[t.series[0].scale],g=l==2?a[i.facets[1].scale]:a[i.scale],y=d.left,D=d.top,H=d.width,W=d.height,B=t.valToPosH,I=t.valToPosV;return v.ori==0?n(i,p,h,v,g,B,I,y,D,H,W,Gl,Kn,jl,As,_s):n(i,p,h,v,g,I,B,D,y,W,H,Ul,Qn,ni,Ps,Hs)}function ei(t,e){let n=0,l=0,i=ie(t.bands,Yr);for(let u=0;u<i.length;u++){let a=i[u];a.series[0]==e?n=a.dir:a.series[1]==e&&(a.dir==1?l|=1:l|=2)}return[n,l==1?-1:l==2?1:l==3?2:0]}function su(t,e,n,l,i){let u=t.mode,a=t.series[e],d=u==2?a.facets[1].scale:a.scale,p=t.scales[d];return i==-1?p.min:i==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function Vt(t,e,n,l,i,u){return vn(t,e,(a,d,p,h,v,g,y,D,H,W,B)=>{let I=a.pxRound,k=h.dir*(h.ori==0?1:-1),N=h.ori==0?Kn:Qn,S,Y;k==1?(S=n,Y=l):(S=l,Y=n);let _=I(g(d[S],h,W,D)),K=I(y(p[S],v,B,H)),j=I(g(d[Y],h,W,D)),X=I(y(u==1?v.max:v.min,v,B,H)),U=new Path2D(i);return N(U,j,X),N(U,_,X),N(U,_,K),U})}function zl(t,e,n,l,i,u){let a=null;if(t.length>0){a=new Path2D;let d=e==0?jl:ni,p=n;for(let g=0;g<t.length;g++){let y=t[g];if(y[1]>y[0]){let D=y[0]-p;D>0&&d(a,p,l,D,l+u),p=y[1]}}let h=n+i-p,v=10;h>0&&d(a,p,l-v/2,h,l+u+v)}return a}function au(t,e,n){let l=t[t.length-1];l&&l[0]==e?l[1]=n:t.push([e,n])}function ti(t,e,n,l,i,u,a){let d=[],p=t.length;for(let h=i==1?n:l;h>=n&&h<=l;h+=i)if(e[h]===null){let g=h,y=h;if(i==1)for(;++h<=l&&e[h]===null;)y=h;else for(;--h>=n&&e[h]===null;)y=h;let D=u(t[g]),H=y==g?D:u(t[y]),W=g-i;D=a<=0&&W>=0&&W<p?u(t[W]):D;let I=y+i;H=a>=0&&I>=0&&I<p?u(t[I]):H,H>=D&&d.push([D,H])}return d}function Jo(t){return t==0?ls:t==1?He:e=>mn(e,t)}function Es(t){let e=t==0?Gl:Ul,n=t==0?(i,u,a,d,p,h)=>{i.arcTo(u,a,d,p,h)}:(i,u,a,d,p,h)=>{i.arcTo(a,u,p,d,h)},l=t==0?(i,u,a,d,p)=>{i.rect(u,a,d,p)}:(i,u,a,d,p)=>{i.rect(a,u,p,d)};return(i,u,a,d,p,h=0,v=0)=>{h==0&&v==0?l(i,u,a,d,p):(h=Tt(h,d/2,p/2),v=Tt(v,d/2,p/2),e(i,u+h,a),n(i,u+d,a,u+d,a+p,h),n(i,u+d,a+p,u,a+p,v),n(i,u,a+p,u,a,v),n(i,u,a,u+d,a,h),i.closePath())}}var Gl=(t,e,n)=>{t.moveTo(e,n)},Ul=(t,e,n)=>{t.moveTo(n,e)},Kn=(t,e,n)=>{t.lineTo(e,n)},Qn=(t,e,n)=>{t.lineTo(n,e)},jl=Es(0),ni=Es(1),As=(t,e,n,l,i,u)=>{t.arc(e,n,l,i,u)},Ps=(t,e,n,l,i,u)=>{t.arc(n,e,l,i,u)},_s=(t,e,n,l,i,u,a)=>{t.bezierCurveTo(e,n,l,i,u,a)},Hs=(t,e,n,l,i,u,a)=>{t.bezierCurveTo(n,e,i,l,a,u)};function Ds(t){return(e,n,l,i,u)=>vn(e,n,(a,d,p,h,v,g,y,D,H,W,B)=>{let{pxRound:I,points:k}=a,N,S;h.ori==0?(N=Gl,S=As):(N=Ul,S=Ps);let Y=pe(k.width*se,3),_=(k.size-k.width)/2*se,K=pe(_*2,3),j=new Path2D,X=new Path2D,{left:U,top:T,width:q,height:$}=e.bbox;jl(X,U-K,T-K,q+K*2,$+K*2);let z=R=>{if(p[R]!=null){let te=I(g(d[R],h,W,D)),O=I(y(p[R],v,B,H));N(j,te+_,O),S(j,te,O,_,0,Fl*2)}};if(u)u.forEach(z);else for(let R=l;R<=i;R++)z(R);return{stroke:Y>0?j:null,fill:j,clip:X,flags:qn|Br}})}function $s(t){return(e,n,l,i,u,a)=>{l!=i&&(u!=l&&a!=l&&t(e,n,l),u!=i&&a!=i&&t(e,n,i),t(e,n,a))}}var fu=$s(Kn),uu=$s(Qn);function Cs(t){let e=ie(t?.alignGaps,0);return(n,l,i,u)=>vn(n,l,(a,d,p,h,v,g,y,D,H,W,B)=>{[i,u]=Nl(p,i,u);let I=a.pxRound,k=$=>I(g($,h,W,D)),N=$=>I(y($,v,B,H)),S,Y;h.ori==0?(S=Kn,Y=fu):(S=Qn,Y=uu);let _=h.dir*(h.ori==0?1:-1),K={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:qn},j=K.stroke,X=!1;if(u-i>=W*4){let $=C=>n.posToVal(C,h.key,!0),z=null,R=null,te,O,Ke,ve=k(d[_==1?i:u]),le=k(d[i]),ue=k(d[u]),Q=$(_==1?le+1:ue-1);for(let C=_==1?i:u;C>=i&&C<=u;C+=_){let Pe=d[C],xe=(_==1?Pe<Q:Pe>Q)?ve:k(Pe),ae=p[C];xe==ve?ae!=null?(O=ae,z==null?(S(j,xe,N(O)),te=z=R=O):O<z?z=O:O>R&&(R=O)):ae===null&&(X=!0):(z!=null&&Y(j,ve,N(z),N(R),N(te),N(O)),ae!=null?(O=ae,S(j,xe,N(O)),z=R=te=O):(z=R=null,ae===null&&(X=!0)),ve=xe,Q=$(ve+_))}z!=null&&z!=R&&Ke!=ve&&Y(j,ve,N(z),N(R),N(te),N(O))}else for(let $=_==1?i:u;$>=i&&$<=u;$+=_){let z=p[$];z===null?X=!0:z!=null&&S(j,k(d[$]),N(z))}let[T,q]=ei(n,l);if(a.fill!=null||T!=0){let $=K.fill=new Path2D(j),z=a.fillTo(n,l,a.min,a.max,T),R=N(z),te=k(d[i]),O=k(d[u]);_==-1&&([O,te]=[te,O]),S($,O,R),S($,te,R)}if(!a.spanGaps){let $=[];X&&$.push(...ti(d,p,i,u,_,k,e)),K.gaps=$=a.gaps(n,l,i,u,$),K.clip=zl($,h.ori,D,H,W,B)}return q!=0&&(K.band=q==2?[Vt(n,l,i,u,j,-1),Vt(n,l,i,u,j,1)]:Vt(n,l,i,u,j,q)),K})}function cu(t){let e=ie(t.align,1),n=ie(t.ascDesc,!1),l=ie(t.alignGaps,0),i=ie(t.extend,!1);return(u,a,d,p)=>vn(u,a,(h,v,g,y,D,H,W,B,I,k,N)=>{[d,p]=Nl(g,d,p);let S=h.pxRound,{left:Y,width:_}=u.bbox,K=le=>S(H(le,y,k,B)),j=le=>S(W(le,D,N,I)),X=y.ori==0?Kn:Qn,U={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:qn},T=U.stroke,q=y.dir*(y.ori==0?1:-1),$=j(g[q==1?d:p]),z=K(v[q==1?d:p]),R=z,te=z;i&&e==-1&&(te=Y,X(T,te,$)),X(T,z,$);for(let le=q==1?d:p;le>=d&&le<=p;le+=q){let ue=g[le];if(ue==null)continue;let Q=K(v[le]),C=j(ue);e==1?X(T,Q,$):X(T,R,C),X(T,Q,C),$=C,R=Q}let O=R;i&&e==1&&(O=Y+_,X(T,O,$));let[Ke,ve]=ei(u,a);if(h.fill!=null||Ke!=0){let le=U.fill=new Path2D(T),ue=h.fillTo(u,a,h.min,h.max,Ke),Q=j(ue);X(le,O,Q),X(le,te,Q)}if(!h.spanGaps){let le=[];le.push(...ti(v,g,d,p,q,K,l));let ue=h.width*se/2,Q=n||e==1?ue:-ue,C=n||e==-1?-ue:ue;le.forEach(Pe=>{Pe[0]+=Q,Pe[1]+=C}),U.gaps=le=h.gaps(u,a,d,p,le),U.clip=zl(le,y.ori,B,I,k,N)}return ve!=0&&(U.band=ve==2?[Vt(u,a,d,p,T,-1),Vt(u,a,d,p,T,1)]:Vt(u,a,d,p,T,ve)),U})}function qo(t,e,n,l,i,u,a=de){if(t.length>1){let d=null;for(let p=0,h=1/0;p<t.length;p++)if(e[p]!==void 0){if(d!=null){let v=De(t[p]-t[d]);v<h&&(h=v,a=De(n(t[p],l,i,u)-n(t[d],l,i,u)))}d=p}}return a}function du(t){t=t||dl;let e=ie(t.size,[.6,de,1]),n=t.align||0,l=t.gap||0,i=t.radius;i=i==null?[0,0]:typeof i=="number"?[i,0]:i;let u=ee(i),a=1-e[0],d=ie(e[1],de),p=ie(e[2],1),h=ie(t.disp,dl),v=ie(t.each,D=>{}),{fill:g,stroke:y}=h;return(D,H,W,B)=>vn(D,H,(I,k,N,S,Y,_,K,j,X,U,T)=>{let q=I.pxRound,$=n,z=l*se,R=d*se,te=p*se,O,Ke;S.ori==0?[O,Ke]=u(D,H):[Ke,O]=u(D,H);let ve=S.dir*(S.ori==0?1:-1),le=S.ori==0?jl:ni,ue=S.ori==0?v:(A,he,_e,Tn,nn,Lt,ln)=>{v(A,he,_e,nn,Tn,ln,Lt)},Q=ie(D.bands,Yr).find(A=>A.series[0]==H),C=Q!=null?Q.dir:0,Pe=I.fillTo(D,H,I.min,I.max,C),Ge=q(K(Pe,Y,T,X)),xe,ae,mt,Xe=U,Se=q(I.width*se),Mt=!1,Ct=null,st=null,It=null,xn=null;g!=null&&(Se==0||y!=null)&&(Mt=!0,Ct=g.values(D,H,W,B),st=new Map,new Set(Ct).forEach(A=>{A!=null&&st.set(A,new Path2D)}),Se>0&&(It=y.values(D,H,W,B),xn=new Map,new Set(It).forEach(A=>{A!=null&&xn.set(A,new Path2D)})));let{x0:kn,size:Xn}=h;if(kn!=null&&Xn!=null){$=1,k=kn.values(D,H,W,B),kn.unit==2&&(k=k.map(_e=>D.posToVal(j+_e*U,S.key,!0)));let A=Xn.values(D,H,W,B);Xn.unit==2?ae=A[0]*U:ae=_(A[0],S,U,j)-_(0,S,U,j),Xe=qo(k,N,_,S,U,j,Xe),mt=Xe-ae+z}else Xe=qo(k,N,_,S,U,j,Xe),mt=Xe*a+z,ae=Xe-mt;mt<1&&(mt=0),Se>=ae/2&&(Se=0),mt<5&&(q=ls);let hl=mt>0,en=Xe-mt-(hl?Se:0);ae=q(Rr(en,te,R)),xe=($==0?ae/2:$==ve?0:ae)-$*ve*(($==0?z/2:0)+(hl?Se/2:0));let Ue={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},Sn=Mt?null:new Path2D,Ft=null;if(Q!=null)Ft=D.data[Q.series[1]];else{let{y0:A,y1:he}=h;A!=null&&he!=null&&(N=he.values(D,H,W,B),Ft=A.values(D,H,W,B))}let tn=O*ae,J=Ke*ae;for(let A=ve==1?W:B;A>=W&&A<=B;A+=ve){let he=N[A];if(he==null)continue;if(Ft!=null){let Qe=Ft[A]??0;if(he-Qe==0)continue;Ge=K(Qe,Y,T,X)}let _e=S.distr!=2||h!=null?k[A]:A,Tn=_(_e,S,U,j),nn=K(ie(he,Pe),Y,T,X),Lt=q(Tn-xe),ln=q(Ye(nn,Ge)),et=q(Tt(nn,Ge)),at=ln-et;if(he!=null){let Qe=he<0?J:tn,gt=he<0?tn:J;Mt?(Se>0&&It[A]!=null&&le(xn.get(It[A]),Lt,et+it(Se/2),ae,Ye(0,at-Se),Qe,gt),Ct[A]!=null&&le(st.get(Ct[A]),Lt,et+it(Se/2),ae,Ye(0,at-Se),Qe,gt)):le(Sn,Lt,et+it(Se/2),ae,Ye(0,at-Se),Qe,gt),ue(D,H,A,Lt-Se/2,et,ae+Se,at)}}return Se>0?Ue.stroke=Mt?xn:Sn:Mt||(Ue._fill=I.width==0?I._fill:I._stroke??I._fill,Ue.width=0),Ue.fill=Mt?st:Sn,Ue})}function pu(t,e){let n=ie(e?.alignGaps,0);return(l,i,u,a)=>vn(l,i,(d,p,h,v,g,y,D,H,W,B,I)=>{[u,a]=Nl(h,u,a);let k=d.pxRound,N=O=>k(y(O,v,B,H)),S=O=>k(D(O,g,I,W)),Y,_,K;v.ori==0?(Y=Gl,K=Kn,_=_s):(Y=Ul,K=Qn,_=Hs);let j=v.dir*(v.ori==0?1:-1),X=N(p[j==1?u:a]),U=X,T=[],q=[];for(let O=j==1?u:a;O>=u&&O<=a;O+=j)if(h[O]!=null){let ve=p[O],le=N(ve);T.push(U=le),q.push(S(h[O]))}let $={stroke:t(T,q,Y,K,_,k),fill:null,clip:null,band:null,gaps:null,flags:qn},z=$.stroke,[R,te]=ei(l,i);if(d.fill!=null||R!=0){let O=$.fill=new Path2D(z),Ke=d.fillTo(l,i,d.min,d.max,R),ve=S(Ke);K(O,U,ve),K(O,X,ve)}if(!d.spanGaps){let O=[];O.push(...ti(p,h,u,a,j,N,n)),$.gaps=O=d.gaps(l,i,u,a,O),$.clip=zl(O,v.ori,H,W,B,I)}return te!=0&&($.band=te==2?[Vt(l,i,u,a,z,-1),Vt(l,i,u,a,z,1)]:Vt(l,i,u,a,z,te)),$})}function hu(t){return pu(mu,t)}function mu(t,e,n,l,i,u){let a=t.length;if(a<2)return null;let d=new Path2D;if(n(d,t[0],e[0]),a==2)l(d,t[1],e[1]);else{let p=Array(a),h=Array(a-1),v=Array(a-1),g=Array(a-1);for(let y=0;y<a-1;y++)v[y]=e[y+1]-e[y],g[y]=t[y+1]-t[y],h[y]=v[y]/g[y];p[0]=h[0];for(let y=1;y<a-1;y++)h[y]===0||h[y-1]===0||h[y-1]>0!=h[y]>0?p[y]=0:(p[y]=3*(g[y-1]+g[y])/((2*g[y]+g[y-1])/h[y-1]+(g[y]+2*g[y-1])/h[y]),isFinite(p[y])||(p[y]=0));p[a-1]=h[a-2];for(let y=0;y<a-1;y++)i(d,t[y]+g[y]/3,e[y]+p[y]*g[y]/3,t[y+1]-g[y]/3,e[y+1]-p[y+1]*g[y]/3,t[y+1],e[y+1])}return d}var Vr=new Set;function Yo(){for(let t of Vr)t.syncRect(!0)}Yn&&(bn(qa,Gn,Yo),bn(Ya,Gn,Yo,!0),bn(Ol,Gn,()=>{Ie.pxRatio=se}));var gu=Cs(),yu=Ds();function Ko(t,e,n,l){return(l?[t[0],t[1]].concat(t.slice(2)):[t[0]].concat(t.slice(1))).map((u,a)=>Ir(u,a,e,n))}function bu(t,e){return t.map((n,l)=>l==0?{}:Ae({},e,n))}function Ir(t,e,n,l){return Ae({},e==0?n:l,t)}function Fs(t,e,n){return e==null?jn:[e,n]}var wu=Fs;function vu(t,e,n){return e==null?jn:Rl(e,n,Jr,!0)}function Os(t,e,n,l){return e==null?jn:Bl(e,n,t.scales[l].log,!1)}var xu=Os;function Rs(t,e,n,l){return e==null?jn:jr(e,n,t.scales[l].log,!1)}var ku=Rs;function Su(t,e,n,l,i){let u=Ye(Ao(t),Ao(e)),a=e-t,d=St(i/l*a,n);do{let p=n[d],h=l*p/a;if(h>=i&&u+(p<5?Xt.get(p):0)<=17)return[p,h]}while(++d<n.length);return[0,0]}function Qo(t){let e,n;return t=t.replace(/(\d+)px/,(l,i)=>(e=He((n=+i)*se))+"px"),[t,e,n]}function Tu(t){t.show&&[t.font,t.labelFont].forEach(e=>{let n=pe(e[2]*se,1);e[0]=e[0].replace(/[0-9.]+px/,n+"px"),e[1]=n})}function Ie(t,e,n){let l={mode:ie(t.mode,1)},i=l.mode;function u(r,o,s,f){let c=o.valToPct(r);return f+s*(o.dir==-1?1-c:c)}function a(r,o,s,f){let c=o.valToPct(r);return f+s*(o.dir==-1?c:1-c)}function d(r,o,s,f){return o.ori==0?u(r,o,s,f):a(r,o,s,f)}l.valToPosH=u,l.valToPosV=a;let p=!1;l.status=0;let h=l.root=pt(_a);if(t.id!=null&&(h.id=t.id),rt(h,t.class),t.title){let r=pt($a,h);r.textContent=t.title}let v=kt("canvas"),g=l.ctx=v.getContext("2d"),y=pt(Ca,h);bn("click",y,r=>{r.target===H&&(me!=Fn||ke!=On)&&Be.click(l,r)},!0);let D=l.under=pt(Fa,y);y.appendChild(v);let H=l.over=pt(Oa,y);t=Jn(t);let W=+ie(t.pxAlign,1),B=Jo(W);(t.plugins||[]).forEach(r=>{r.opts&&(t=r.opts(l,t)||t)});let I=t.ms||.001,k=l.series=i==1?Ko(t.series||[],Bo,Uo,!1):bu(t.series||[null],Go),N=l.axes=Ko(t.axes||[],No,Io,!0),S=l.scales={},Y=l.bands=t.bands||[];Y.forEach(r=>{r.fill=ee(r.fill||null),r.dir=ie(r.dir,-1)});let _=i==2?k[1].facets[0].scale:k[0].scale,K={axes:Xs,series:qs},j=(t.drawOrder||["axes","series"]).map(r=>K[r]);function X(r){let o=r.distr==3?s=>Bt(s>0?s:r.clamp(l,s,r.min,r.max,r.key)):r.distr==4?s=>Pr(s,r.asinh):r.distr==100?s=>r.fwd(s):s=>s;return s=>{let f=o(s),{_min:c,_max:m}=r,b=m-c;return(f-c)/b}}function U(r){let o=S[r];if(o==null){let s=(t.scales||dl)[r]||dl;if(s.from!=null){U(s.from);let f=Ae({},S[s.from],s,{key:r});f.valToPct=X(f),S[r]=f}else{o=S[r]=Ae({},r==_?Ms:ou,s),o.key=r;let f=o.time,c=o.range,m=Zt(c);if((r!=_||i==2&&!f)&&(m&&(c[0]==null||c[1]==null)&&(c={min:c[0]==null?Mo:{mode:1,hard:c[0],soft:c[0]},max:c[1]==null?Mo:{mode:1,hard:c[1],soft:c[1]}},m=!1),!m&&Il(c))){let b=c;c=(w,x,M)=>x==null?jn:Rl(x,M,b)}o.range=ee(c||(f?wu:r==_?o.distr==3?xu:o.distr==4?ku:Fs:o.distr==3?Os:o.distr==4?Rs:vu)),o.auto=ee(m?!1:o.auto),o.clamp=ee(o.clamp||iu),o._min=o._max=null,o.valToPct=X(o)}}}U("x"),U("y"),i==1&&k.forEach(r=>{U(r.scale)}),N.forEach(r=>{U(r.scale)});for(let r in t.scales)U(r);let T=S[_],q=T.distr,$,z;T.ori==0?(rt(h,Ha),$=u,z=a):(rt(h,Da),$=a,z=u);let R={};for(let r in S){let o=S[r];(o.min!=null||o.max!=null)&&(R[r]={min:o.min,max:o.max},o.min=o.max=null)}let te=t.tzDate||(r=>new Date(He(r/I))),O=t.fmtDate||Kr,Ke=I==1?Df(te):Ff(te),ve=Oo(te,Fo(I==1?Hf:Cf,O)),le=Wo(te,Ro(Rf,O)),ue=[],Q=l.legend=Ae({},Bf,t.legend),C=l.cursor=Ae({},jf,{drag:{y:i==2}},t.cursor),Pe=Q.show,Ge=C.show,xe=Q.markers;Q.idxs=ue,xe.width=ee(xe.width),xe.dash=ee(xe.dash),xe.stroke=ee(xe.stroke),xe.fill=ee(xe.fill);let ae,mt,Xe,Se=[],Mt=[],Ct,st=!1,It={};if(Q.live){let r=k[1]?k[1].values:null;st=r!=null,Ct=st?r(l,1,0):{_:0};for(let o in Ct)It[o]=Gr}if(Pe)if(ae=kt("table",Ia,h),Xe=kt("tbody",null,ae),Q.mount(l,ae),st){mt=kt("thead",null,ae,Xe);let r=kt("tr",null,mt);kt("th",null,r);for(var xn in Ct)kt("th",co,r).textContent=xn}else rt(ae,Ga),Q.live&&rt(ae,za);let kn={show:!0},Xn={show:!1};function hl(r,o){if(o==0&&(st||!Q.live||i==2))return jn;let s=[],f=kt("tr",Ua,Xe,Xe.childNodes[o]);rt(f,r.class),r.show||rt(f,yn);let c=kt("th",null,f);if(xe.show){let w=pt(ja,c);if(o>0){let x=xe.width(l,o);x&&(w.style.border=x+"px "+xe.dash(l,o)+" "+xe.stroke(l,o)),w.style.background=xe.fill(l,o)}}let m=pt(co,c);r.label instanceof HTMLElement?m.appendChild(r.label):m.textContent=r.label,o>0&&(xe.show||(m.style.color=r.width>0?xe.stroke(l,o):xe.fill(l,o)),Ue("click",c,w=>{if(C._lock)return;on(w);let x=k.indexOf(r);if((w.ctrlKey||w.metaKey)!=Q.isolate){let M=k.some((L,P)=>P>0&&P!=x&&L.show);k.forEach((L,P)=>{P>0&&At(P,M?P==x?kn:Xn:kn,!0,Ee.setSeries)})}else At(x,{show:!r.show},!0,Ee.setSeries)},!1),Ln&&Ue(go,c,w=>{C._lock||(on(w),At(k.indexOf(r),Wn,!0,Ee.setSeries))},!1));for(var b in Ct){let w=kt("td",Ja,f);w.textContent="--",s.push(w)}return[f,s]}let en=new Map;function Ue(r,o,s,f=!0){let c=en.get(o)||{},m=C.bind[r](l,o,s,f);m&&(bn(r,o,c[r]=m),en.set(o,c))}function Sn(r,o,s){let f=en.get(o)||{};for(let c in f)(r==null||c==r)&&(Or(c,o,f[c]),delete f[c]);r==null&&en.delete(o)}let Ft=0,tn=0,J=0,A=0,he=0,_e=0,Tn=he,nn=_e,Lt=J,ln=A,et=0,at=0,Qe=0,gt=0;l.bbox={};let Ql=!1,ml=!1,Mn=!1,rn=!1,gl=!1,ft=!1;function Zl(r,o,s){(s||r!=l.width||o!=l.height)&&si(r,o),Hn(!1),Mn=!0,ml=!0,Dn()}function si(r,o){l.width=Ft=J=r,l.height=tn=A=o,he=_e=0,Vs(),Is();let s=l.bbox;et=s.left=mn(he*se,.5),at=s.top=mn(_e*se,.5),Qe=s.width=mn(J*se,.5),gt=s.height=mn(A*se,.5)}let Ws=3;function Ns(){let r=!1,o=0;for(;!r;){o++;let s=Qs(o),f=Zs(o);r=o==Ws||s&&f,r||(si(l.width,l.height),ml=!0)}}function Bs({width:r,height:o}){Zl(r,o)}l.setSize=Bs;function Vs(){let r=!1,o=!1,s=!1,f=!1;N.forEach((c,m)=>{if(c.show&&c._show){let{side:b,_size:w}=c,x=b%2,M=c.label!=null?c.labelSize:0,L=w+M;L>0&&(x?(J-=L,b==3?(he+=L,f=!0):s=!0):(A-=L,b==0?(_e+=L,r=!0):o=!0))}}),sn[0]=r,sn[1]=s,sn[2]=o,sn[3]=f,J-=zt[1]+zt[3],he+=zt[3],A-=zt[2]+zt[0],_e+=zt[0]}function Is(){let r=he+J,o=_e+A,s=he,f=_e;function c(m,b){switch(m){case 1:return r+=b,r-b;case 2:return o+=b,o-b;case 3:return s-=b,s+b;case 0:return f-=b,f+b}}N.forEach((m,b)=>{if(m.show&&m._show){let w=m.side;m._pos=c(w,m._size),m.label!=null&&(m._lpos=c(w,m.labelSize))}})}if(C.dataIdx==null){let r=C.hover,o=r.skip=new Set(r.skip??[]);o.add(void 0);let s=r.prox=ee(r.prox),f=r.bias??=0;C.dataIdx=(c,m,b,w)=>{if(m==0)return b;let x=b,M=s(c,m,b,w)??de,L=M>=0&&M<de,P=T.ori==0?J:A,G=C.left,oe=e[0],re=e[m];if(o.has(re[b])){x=null;let Z=null,V=null,F;if(f==0||f==-1)for(F=b;Z==null&&F-- >0;)o.has(re[F])||(Z=F);if(f==0||f==1)for(F=b;V==null&&F++<re.length;)o.has(re[F])||(V=F);if(Z!=null||V!=null)if(L){let ye=Z==null?-1/0:$(oe[Z],T,P,0),Me=V==null?1/0:$(oe[V],T,P,0),We=G-ye,ce=Me-G;We<=ce?We<=M&&(x=Z):ce<=M&&(x=V)}else x=V==null?Z:Z==null?V:b-Z<=V-b?Z:V}else L&&De(G-$(oe[b],T,P,0))>M&&(x=null);return x}}let on=r=>{C.event=r};C.idxs=ue,C._lock=!1;let ze=C.points;ze.show=ee(ze.show),ze.size=ee(ze.size),ze.stroke=ee(ze.stroke),ze.width=ee(ze.width),ze.fill=ee(ze.fill);let Et=l.focus=Ae({},t.focus||{alpha:.3},C.focus),Ln=Et.prox>=0,En=Ln&&ze.one,ut=[],An=[],Pn=[];function ai(r,o){let s=ze.show(l,o);if(s instanceof HTMLElement)return rt(s,Va),rt(s,r.class),$t(s,-10,-10,J,A),H.insertBefore(s,ut[o]),s}function fi(r,o){if(i==1||o>0){let s=i==1&&S[r.scale].time,f=r.value;r.value=s?Ho(f)?Wo(te,Ro(f,O)):f||le:f||nu,r.label=r.label||(s?qf:Jf)}if(En||o>0){r.width=r.width==null?1:r.width,r.paths=r.paths||gu||of,r.fillTo=ee(r.fillTo||su),r.pxAlign=+ie(r.pxAlign,W),r.pxRound=Jo(r.pxAlign),r.stroke=ee(r.stroke||null),r.fill=ee(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let s=lu(Ye(1,r.width),1),f=r.points=Ae({},{size:s,width:Ye(1,s*.2),stroke:r.stroke,space:s*2,paths:yu,_stroke:null,_fill:null},r.points);f.show=ee(f.show),f.filter=ee(f.filter),f.fill=ee(f.fill),f.stroke=ee(f.stroke),f.paths=ee(f.paths),f.pxAlign=r.pxAlign}if(Pe){let s=hl(r,o);Se.splice(o,0,s[0]),Mt.splice(o,0,s[1]),Q.values.push(null)}if(Ge){ue.splice(o,0,null);let s=null;En?o==0&&(s=ai(r,o)):o>0&&(s=ai(r,o)),ut.splice(o,0,s),An.splice(o,0,0),Pn.splice(o,0,0)}Re("addSeries",o)}function zs(r,o){o=o??k.length,r=i==1?Ir(r,o,Bo,Uo):Ir(r,o,{},Go),k.splice(o,0,r),fi(k[o],o)}l.addSeries=zs;function Gs(r){if(k.splice(r,1),Pe){Q.values.splice(r,1),Mt.splice(r,1);let o=Se.splice(r,1)[0];Sn(null,o.firstChild),o.remove()}Ge&&(ue.splice(r,1),ut.splice(r,1)[0].remove(),An.splice(r,1),Pn.splice(r,1)),Re("delSeries",r)}l.delSeries=Gs;let sn=[!1,!1,!1,!1];function Us(r,o){if(r._show=r.show,r.show){let s=r.side%2,f=S[r.scale];f==null&&(r.scale=s?k[1].scale:_,f=S[r.scale]);let c=f.time;r.size=ee(r.size),r.space=ee(r.space),r.rotate=ee(r.rotate),Zt(r.incrs)&&r.incrs.forEach(b=>{!Xt.has(b)&&Xt.set(b,os(b))}),r.incrs=ee(r.incrs||(f.distr==2?Af:c?I==1?_f:$f:gn)),r.splits=ee(r.splits||(c&&f.distr==1?Ke:f.distr==3?Wr:f.distr==4?Qf:Kf)),r.stroke=ee(r.stroke),r.grid.stroke=ee(r.grid.stroke),r.ticks.stroke=ee(r.ticks.stroke),r.border.stroke=ee(r.border.stroke);let m=r.values;r.values=Zt(m)&&!Zt(m[0])?ee(m):c?Zt(m)?Oo(te,Fo(m,O)):Ho(m)?Of(te,m):m||ve:m||Yf,r.filter=ee(r.filter||(f.distr>=3&&f.log==10?eu:f.distr==3&&f.log==2?tu:rs)),r.font=Qo(r.font),r.labelFont=Qo(r.labelFont),r._size=r.size(l,null,o,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(sn[o]=!0,r._el=pt(Ra,y))}}function el(r,o,s,f){let[c,m,b,w]=s,x=o%2,M=0;return x==0&&(w||m)&&(M=o==0&&!c||o==2&&!b?He(No.size/3):0),x==1&&(c||b)&&(M=o==1&&!m||o==3&&!w?He(Io.size/2):0),M}let ui=l.padding=(t.padding||[el,el,el,el]).map(r=>ee(ie(r,el))),zt=l._padding=ui.map((r,o)=>r(l,o,sn,0)),Ne,$e=null,Ce=null,yl=i==1?k[0].idxs:null,yt=null,tl=!1;function ci(r,o){if(e=r??[],l.data=l._data=e,i==2){Ne=0;for(let s=1;s<k.length;s++)Ne+=e[s][0].length}else{e.length==0&&(l.data=l._data=e=[[]]),yt=e[0],Ne=yt.length;let s=e;if(q==2){s=e.slice();let f=s[0]=Array(Ne);for(let c=0;c<Ne;c++)f[c]=c}l._data=e=s}if(Hn(!0),Re("setData"),q==2&&(Mn=!0),o!==!1){let s=T;s.auto(l,tl)?Xl():Ut(_,s.min,s.max),rn=rn||C.left>=0,ft=!0,Dn()}}l.setData=ci;function Xl(){tl=!0;let r,o;i==1&&(Ne>0?($e=yl[0]=0,Ce=yl[1]=Ne-1,r=e[0][$e],o=e[0][Ce],q==2?(r=$e,o=Ce):r==o&&(q==3?[r,o]=Bl(r,r,T.log,!1):q==4?[r,o]=jr(r,r,T.log,!1):T.time?o=r+He(86400/I):[r,o]=Rl(r,o,Jr,!0))):($e=yl[0]=r=null,Ce=yl[1]=o=null)),Ut(_,r,o)}let bl,_n,er,tr,nr,lr,rr,ir,or,Ze;function di(r,o,s,f,c,m){r??=ho,s??=Yr,f??="butt",c??=ho,m??="round",r!=bl&&(g.strokeStyle=bl=r),c!=_n&&(g.fillStyle=_n=c),o!=er&&(g.lineWidth=er=o),m!=nr&&(g.lineJoin=nr=m),f!=lr&&(g.lineCap=lr=f),s!=tr&&g.setLineDash(tr=s)}function pi(r,o,s,f){o!=_n&&(g.fillStyle=_n=o),r!=rr&&(g.font=rr=r),s!=ir&&(g.textAlign=ir=s),f!=or&&(g.textBaseline=or=f)}function sr(r,o,s,f,c=0){if(f.length>0&&r.auto(l,tl)&&(o==null||o.min==null)){let m=ie($e,0),b=ie(Ce,f.length-1),w=s.min==null?Xa(f,m,b,c,r.distr==3):[s.min,s.max];r.min=Tt(r.min,s.min=w[0]),r.max=Ye(r.max,s.max=w[1])}}let hi={min:null,max:null};function js(){for(let f in S){let c=S[f];R[f]==null&&(c.min==null||R[_]!=null&&c.auto(l,tl))&&(R[f]=hi)}for(let f in S){let c=S[f];R[f]==null&&c.from!=null&&R[c.from]!=null&&(R[f]=hi)}R[_]!=null&&Hn(!0);let r={};for(let f in R){let c=R[f];if(c!=null){let m=r[f]=Jn(S[f],ff);if(c.min!=null)Ae(m,c);else if(f!=_||i==2)if(Ne==0&&m.from==null){let b=m.range(l,null,null,f);m.min=b[0],m.max=b[1]}else m.min=de,m.max=-de}}if(Ne>0){k.forEach((f,c)=>{if(i==1){let m=f.scale,b=R[m];if(b==null)return;let w=r[m];if(c==0){let x=w.range(l,w.min,w.max,m);w.min=x[0],w.max=x[1],$e=St(w.min,e[0]),Ce=St(w.max,e[0]),Ce-$e>1&&(e[0][$e]<w.min&&$e++,e[0][Ce]>w.max&&Ce--),f.min=yt[$e],f.max=yt[Ce]}else f.show&&f.auto&&sr(w,b,f,e[c],f.sorted);f.idxs[0]=$e,f.idxs[1]=Ce}else if(c>0&&f.show&&f.auto){let[m,b]=f.facets,w=m.scale,x=b.scale,[M,L]=e[c],P=r[w],G=r[x];P!=null&&sr(P,R[w],m,M,m.sorted),G!=null&&sr(G,R[x],b,L,b.sorted),f.min=b.min,f.max=b.max}});for(let f in r){let c=r[f],m=R[f];if(c.from==null&&(m==null||m.min==null)){let b=c.range(l,c.min==de?null:c.min,c.max==-de?null:c.max,f);c.min=b[0],c.max=b[1]}}}for(let f in r){let c=r[f];if(c.from!=null){let m=r[c.from];if(m.min==null)c.min=c.max=null;else{let b=c.range(l,m.min,m.max,f);c.min=b[0],c.max=b[1]}}}let o={},s=!1;for(let f in r){let c=r[f],m=S[f];if(m.min!=c.min||m.max!=c.max){m.min=c.min,m.max=c.max;let b=m.distr;m._min=b==3?Bt(m.min):b==4?Pr(m.min,m.asinh):b==100?m.fwd(m.min):m.min,m._max=b==3?Bt(m.max):b==4?Pr(m.max,m.asinh):b==100?m.fwd(m.max):m.max,o[f]=s=!0}}if(s){k.forEach((f,c)=>{i==2?c>0&&o.y&&(f._paths=null):o[f.scale]&&(f._paths=null)});for(let f in o)Mn=!0,Re("setScale",f);Ge&&C.left>=0&&(rn=ft=!0)}for(let f in R)R[f]=null}function Js(r){let o=Rr($e-1,0,Ne-1),s=Rr(Ce+1,0,Ne-1);for(;r[o]==null&&o>0;)o--;for(;r[s]==null&&s<Ne-1;)s++;return[o,s]}function qs(){if(Ne>0){let r=k.some(o=>o._focus)&&Ze!=Et.alpha;r&&(g.globalAlpha=Ze=Et.alpha),k.forEach((o,s)=>{if(s>0&&o.show&&(mi(s,!1),mi(s,!0),o._paths==null)){let f=Ze;Ze!=o.alpha&&(g.globalAlpha=Ze=o.alpha);let c=i==2?[0,e[s][0].length-1]:Js(e[s]);o._paths=o.paths(l,s,c[0],c[1]),Ze!=f&&(g.globalAlpha=Ze=f)}}),k.forEach((o,s)=>{if(s>0&&o.show){let f=Ze;Ze!=o.alpha&&(g.globalAlpha=Ze=o.alpha),o._paths!=null&&gi(s,!1);{let c=o._paths!=null?o._paths.gaps:null,m=o.points.show(l,s,$e,Ce,c),b=o.points.filter(l,s,m,c);(m||b)&&(o.points._paths=o.points.paths(l,s,$e,Ce,b),gi(s,!0))}Ze!=f&&(g.globalAlpha=Ze=f),Re("drawSeries",s)}}),r&&(g.globalAlpha=Ze=1)}}function mi(r,o){let s=o?k[r].points:k[r];s._stroke=s.stroke(l,r),s._fill=s.fill(l,r)}function gi(r,o){let s=o?k[r].points:k[r],{stroke:f,fill:c,clip:m,flags:b,_stroke:w=s._stroke,_fill:x=s._fill,_width:M=s.width}=s._paths;M=pe(M*se,3);let L=null,P=M%2/2;o&&x==null&&(x=M>0?"#fff":w);let G=s.pxAlign==1&&P>0;if(G&&g.translate(P,P),!o){let oe=et-M/2,re=at-M/2,Z=Qe+M,V=gt+M;L=new Path2D,L.rect(oe,re,Z,V)}o?ar(w,M,s.dash,s.cap,x,f,c,b,m):Ys(r,w,M,s.dash,s.cap,x,f,c,b,L,m),G&&g.translate(-P,-P)}function Ys(r,o,s,f,c,m,b,w,x,M,L){let P=!1;x!=0&&Y.forEach((G,oe)=>{if(G.series[0]==r){let re=k[G.series[1]],Z=e[G.series[1]],V=(re._paths||dl).band;Zt(V)&&(V=G.dir==1?V[0]:V[1]);let F,ye=null;re.show&&V&&tf(Z,$e,Ce)?(ye=G.fill(l,oe)||m,F=re._paths.clip):V=null,ar(o,s,f,c,ye,b,w,x,M,L,F,V),P=!0}}),P||ar(o,s,f,c,m,b,w,x,M,L)}let yi=qn|Br;function ar(r,o,s,f,c,m,b,w,x,M,L,P){di(r,o,s,f,c),(x||M||P)&&(g.save(),x&&g.clip(x),M&&g.clip(M)),P?(w&yi)==yi?(g.clip(P),L&&g.clip(L),vl(c,b),wl(r,m,o)):w&Br?(vl(c,b),g.clip(P),wl(r,m,o)):w&qn&&(g.save(),g.clip(P),L&&g.clip(L),vl(c,b),g.restore(),wl(r,m,o)):(vl(c,b),wl(r,m,o)),(x||M||P)&&g.restore()}function wl(r,o,s){s>0&&(o instanceof Map?o.forEach((f,c)=>{g.strokeStyle=bl=c,g.stroke(f)}):o!=null&&r&&g.stroke(o))}function vl(r,o){o instanceof Map?o.forEach((s,f)=>{g.fillStyle=_n=f,g.fill(s)}):o!=null&&r&&g.fill(o)}function Ks(r,o,s,f){let c=N[r],m;if(f<=0)m=[0,0];else{let b=c._space=c.space(l,r,o,s,f),w=c._incrs=c.incrs(l,r,o,s,f,b);m=Su(o,s,w,f,b)}return c._found=m}function fr(r,o,s,f,c,m,b,w,x,M){let L=b%2/2;W==1&&g.translate(L,L),di(w,b,x,M,w),g.beginPath();let P,G,oe,re,Z=c+(f==0||f==3?-m:m);s==0?(G=c,re=Z):(P=c,oe=Z);for(let V=0;V<r.length;V++)o[V]!=null&&(s==0?P=oe=r[V]:G=re=r[V],g.moveTo(P,G),g.lineTo(oe,re));g.stroke(),W==1&&g.translate(-L,-L)}function Qs(r){let o=!0;return N.forEach((s,f)=>{if(!s.show)return;let c=S[s.scale];if(c.min==null){s._show&&(o=!1,s._show=!1,Hn(!1));return}else s._show||(o=!1,s._show=!0,Hn(!1));let m=s.side,b=m%2,{min:w,max:x}=c,[M,L]=Ks(f,w,x,b==0?J:A);if(L==0)return;let P=c.distr==2,G=s._splits=s.splits(l,f,w,x,M,L,P),oe=c.distr==2?G.map(F=>yt[F]):G,re=c.distr==2?yt[G[1]]-yt[G[0]]:M,Z=s._values=s.values(l,s.filter(l,oe,f,L,re),f,L,re);s._rotate=m==2?s.rotate(l,Z,f,L):0;let V=s._size;s._size=ht(s.size(l,Z,f,r)),V!=null&&s._size!=V&&(o=!1)}),o}function Zs(r){let o=!0;return ui.forEach((s,f)=>{let c=s(l,f,sn,r);c!=zt[f]&&(o=!1),zt[f]=c}),o}function Xs(){for(let r=0;r<N.length;r++){let o=N[r];if(!o.show||!o._show)continue;let s=o.side,f=s%2,c,m,b=o.stroke(l,r),w=s==0||s==3?-1:1,[x,M]=o._found;if(o.label!=null){let Je=o.labelGap*w,lt=He((o._lpos+Je)*se);pi(o.labelFont[0],b,"center",s==2?"top":po),g.save(),f==1?(c=m=0,g.translate(lt,He(at+gt/2)),g.rotate((s==3?-Fl:Fl)/2)):(c=He(et+Qe/2),m=lt);let un=ns(o.label)?o.label(l,r,x,M):o.label;g.fillText(un,c,m),g.restore()}if(M==0)continue;let L=S[o.scale],P=f==0?Qe:gt,G=f==0?et:at,oe=o._splits,re=L.distr==2?oe.map(Je=>yt[Je]):oe,Z=L.distr==2?yt[oe[1]]-yt[oe[0]]:x,V=o.ticks,F=o.border,ye=V.show?V.size:0,Me=He(ye*se),We=He((o.alignTo==2?o._size-ye-o.gap:o.gap)*se),ce=o._rotate*-Fl/180,Le=B(o._pos*se),tt=(Me+We)*w,je=Le+tt;m=f==0?je:0,c=f==1?je:0;let ct=o.font[0],bt=o.align==1?In:o.align==2?Lr:ce>0?In:ce<0?Lr:f==0?"center":s==3?Lr:In,_t=ce||f==1?"middle":s==2?"top":po;pi(ct,b,bt,_t);let nt=o.font[1]*o.lineGap,dt=oe.map(Je=>B(d(Je,L,P,G))),wt=o._values;for(let Je=0;Je<wt.length;Je++){let lt=wt[Je];if(lt!=null){f==0?c=dt[Je]:m=dt[Je],lt=""+lt;let un=lt.indexOf(`
`)==-1?[lt]:lt.split(/\n/gm);for(let qe=0;qe<un.length;qe++){let Oi=un[qe];ce?(g.save(),g.translate(c,m+qe*nt),g.rotate(ce),g.fillText(Oi,0,0),g.restore()):g.fillText(Oi,c,m+qe*nt)}}}V.show&&fr(dt,V.filter(l,re,r,M,Z),f,s,Le,Me,pe(V.width*se,3),V.stroke(l,r),V.dash,V.cap);let Ht=o.grid;Ht.show&&fr(dt,Ht.filter(l,re,r,M,Z),f,f==0?2:1,f==0?at:et,f==0?gt:Qe,pe(Ht.width*se,3),Ht.stroke(l,r),Ht.dash,Ht.cap),F.show&&fr([Le],[1],f==0?1:0,f==0?1:2,f==1?at:et,f==1?gt:Qe,pe(F.width*se,3),F.stroke(l,r),F.dash,F.cap)}Re("drawAxes")}function Hn(r){k.forEach((o,s)=>{s>0&&(o._paths=null,r&&(i==1?(o.min=null,o.max=null):o.facets.forEach(f=>{f.min=null,f.max=null})))})}let xl=!1,ur=!1,nl=[];function ea(){ur=!1;for(let r=0;r<nl.length;r++)Re(...nl[r]);nl.length=0}function Dn(){xl||(gf(bi),xl=!0)}function ta(r,o=!1){xl=!0,ur=o,r(l),bi(),o&&nl.length>0&&queueMicrotask(ea)}l.batch=ta;function bi(){if(Ql&&(js(),Ql=!1),Mn&&(Ns(),Mn=!1),ml){if(we(D,In,he),we(D,"top",_e),we(D,al,J),we(D,fl,A),we(H,In,he),we(H,"top",_e),we(H,al,J),we(H,fl,A),we(y,al,Ft),we(y,fl,tn),v.width=He(Ft*se),v.height=He(tn*se),N.forEach(({_el:r,_show:o,_size:s,_pos:f,side:c})=>{if(r!=null)if(o){let m=c===3||c===0?s:0,b=c%2==1;we(r,b?"left":"top",f-m),we(r,b?"width":"height",s),we(r,b?"top":"left",b?_e:he),we(r,b?"height":"width",b?A:J),Fr(r,yn)}else rt(r,yn)}),bl=_n=er=nr=lr=rr=ir=or=tr=null,Ze=1,il(!0),he!=Tn||_e!=nn||J!=Lt||A!=ln){Hn(!1);let r=J/Lt,o=A/ln;if(Ge&&!rn&&C.left>=0){C.left*=r,C.top*=o,$n&&$t($n,He(C.left),0,J,A),Cn&&$t(Cn,0,He(C.top),J,A);for(let s=0;s<ut.length;s++){let f=ut[s];f!=null&&(An[s]*=r,Pn[s]*=o,$t(f,ht(An[s]),ht(Pn[s]),J,A))}}if(ge.show&&!gl&&ge.left>=0&&ge.width>0){ge.left*=r,ge.width*=r,ge.top*=o,ge.height*=o;for(let s in gr)we(Rn,s,ge[s])}Tn=he,nn=_e,Lt=J,ln=A}Re("setSize"),ml=!1}Ft>0&&tn>0&&(g.clearRect(0,0,v.width,v.height),Re("drawClear"),j.forEach(r=>r()),Re("draw")),ge.show&&gl&&(kl(ge),gl=!1),Ge&&rn&&(fn(null,!0,!1),rn=!1),Q.show&&Q.live&&ft&&(hr(),ft=!1),p||(p=!0,l.status=1,Re("ready")),tl=!1,xl=!1}l.redraw=(r,o)=>{Mn=o||!1,r!==!1?Ut(_,T.min,T.max):Dn()};function cr(r,o){let s=S[r];if(s.from==null){if(Ne==0){let f=s.range(l,o.min,o.max,r);o.min=f[0],o.max=f[1]}if(o.min>o.max){let f=o.min;o.min=o.max,o.max=f}if(Ne>1&&o.min!=null&&o.max!=null&&o.max-o.min<1e-16)return;r==_&&s.distr==2&&Ne>0&&(o.min=St(o.min,e[0]),o.max=St(o.max,e[0]),o.min==o.max&&o.max++),R[r]=o,Ql=!0,Dn()}}l.setScale=cr;let dr,pr,$n,Cn,wi,vi,Fn,On,xi,ki,me,ke,Gt=!1,Be=C.drag,Fe=Be.x,Oe=Be.y;Ge&&(C.x&&(dr=pt(Na,H)),C.y&&(pr=pt(Ba,H)),T.ori==0?($n=dr,Cn=pr):($n=pr,Cn=dr),me=C.left,ke=C.top);let ge=l.select=Ae({show:!0,over:!0,left:0,width:0,top:0,height:0},t.select),Rn=ge.show?pt(Wa,ge.over?H:D):null;function kl(r,o){if(ge.show){for(let s in r)ge[s]=r[s],s in gr&&we(Rn,s,r[s]);o!==!1&&Re("setSelect")}}l.setSelect=kl;function na(r){if(k[r].show)Pe&&Fr(Se[r],yn);else if(Pe&&rt(Se[r],yn),Ge){let s=En?ut[0]:ut[r];s!=null&&$t(s,-10,-10,J,A)}}function Ut(r,o,s){cr(r,{min:o,max:s})}function At(r,o,s,f){o.focus!=null&&sa(r),o.show!=null&&k.forEach((c,m)=>{m>0&&(r==m||r==null)&&(c.show=o.show,na(m),i==2?(Ut(c.facets[0].scale,null,null),Ut(c.facets[1].scale,null,null)):Ut(c.scale,null,null),Dn())}),s!==!1&&Re("setSeries",r,o),f&&ol("setSeries",l,r,o)}l.setSeries=At;function la(r,o){Ae(Y[r],o)}function ra(r,o){r.fill=ee(r.fill||null),r.dir=ie(r.dir,-1),o=o??Y.length,Y.splice(o,0,r)}function ia(r){r==null?Y.length=0:Y.splice(r,1)}l.addBand=ra,l.setBand=la,l.delBand=ia;function oa(r,o){k[r].alpha=o,Ge&&ut[r]!=null&&(ut[r].style.opacity=o),Pe&&Se[r]&&(Se[r].style.opacity=o)}let Ot,jt,an,Wn={focus:!0};function sa(r){if(r!=an){let o=r==null,s=Et.alpha!=1;k.forEach((f,c)=>{if(i==1||c>0){let m=o||c==0||c==r;f._focus=o?null:m,s&&oa(c,m?1:Et.alpha)}}),an=r,s&&Dn()}}Pe&&Ln&&Ue(yo,ae,r=>{C._lock||(on(r),an!=null&&At(null,Wn,!0,Ee.setSeries))});function Pt(r,o,s){let f=S[o];s&&(r=r/se-(f.ori==1?_e:he));let c=J;f.ori==1&&(c=A,r=c-r),f.dir==-1&&(r=c-r);let m=f._min,b=f._max,w=r/c,x=m+(b-m)*w,M=f.distr;return M==3?Un(10,x):M==4?lf(x,f.asinh):M==100?f.bwd(x):x}function aa(r,o){let s=Pt(r,_,o);return St(s,e[0],$e,Ce)}l.valToIdx=r=>St(r,e[0]),l.posToIdx=aa,l.posToVal=Pt,l.valToPos=(r,o,s)=>S[o].ori==0?u(r,S[o],s?Qe:J,s?et:0):a(r,S[o],s?gt:A,s?at:0),l.setCursor=(r,o,s)=>{me=r.left,ke=r.top,fn(null,o,s)};function Si(r,o){we(Rn,In,ge.left=r),we(Rn,al,ge.width=o)}function Ti(r,o){we(Rn,"top",ge.top=r),we(Rn,fl,ge.height=o)}let ll=T.ori==0?Si:Ti,rl=T.ori==1?Si:Ti;function fa(){if(Pe&&Q.live)for(let r=i==2?1:0;r<k.length;r++){if(r==0&&st)continue;let o=Q.values[r],s=0;for(let f in o)Mt[r][s++].firstChild.nodeValue=o[f]}}function hr(r,o){if(r!=null&&(r.idxs?r.idxs.forEach((s,f)=>{ue[f]=s}):af(r.idx)||ue.fill(r.idx),Q.idx=ue[0]),Pe&&Q.live){for(let s=0;s<k.length;s++)(s>0||i==1&&!st)&&ua(s,ue[s]);fa()}ft=!1,o!==!1&&Re("setLegend")}l.setLegend=hr;function ua(r,o){let s=k[r],f=r==0&&q==2?yt:e[r],c;st?c=s.values(l,r,o)??It:(c=s.value(l,o==null?null:f[o],r,o),c=c==null?It:{_:c}),Q.values[r]=c}function fn(r,o,s){xi=me,ki=ke,[me,ke]=C.move(l,me,ke),C.left=me,C.top=ke,Ge&&($n&&$t($n,He(me),0,J,A),Cn&&$t(Cn,0,He(ke),J,A));let f,c=$e>Ce;Ot=de,jt=null;let m=T.ori==0?J:A,b=T.ori==1?J:A;if(me<0||Ne==0||c){f=C.idx=null;for(let w=0;w<k.length;w++){let x=ut[w];x!=null&&$t(x,-10,-10,J,A)}Ln&&At(null,Wn,!0,r==null&&Ee.setSeries),Q.live&&(ue.fill(f),ft=!0)}else{let w,x,M;i==1&&(w=T.ori==0?me:ke,x=Pt(w,_),f=C.idx=St(x,e[0],$e,Ce),M=$(e[0][f],T,m,0));let L=-10,P=-10,G=0,oe=0,re=!0,Z="",V="";for(let F=i==2?1:0;F<k.length;F++){let ye=k[F],Me=ue[F],We=Me==null?null:i==1?e[F][Me]:e[F][1][Me],ce=C.dataIdx(l,F,f,x),Le=ce==null?null:i==1?e[F][ce]:e[F][1][ce];if(ft=ft||Le!=We||ce!=Me,ue[F]=ce,F>0&&ye.show){let tt=ce==null?-10:ce==f?M:$(i==1?e[0][ce]:e[F][0][ce],T,m,0),je=Le==null?-10:z(Le,i==1?S[ye.scale]:S[ye.facets[1].scale],b,0);if(Ln&&Le!=null){let ct=T.ori==1?me:ke,bt=De(Et.dist(l,F,ce,je,ct));if(bt<Ot){let _t=Et.bias;if(_t!=0){let nt=Pt(ct,ye.scale),dt=Le>=0?1:-1,wt=nt>=0?1:-1;wt==dt&&(wt==1?_t==1?Le>=nt:Le<=nt:_t==1?Le<=nt:Le>=nt)&&(Ot=bt,jt=F)}else Ot=bt,jt=F}}if(ft||En){let ct,bt;T.ori==0?(ct=tt,bt=je):(ct=je,bt=tt);let _t,nt,dt,wt,Ht,Je,lt=!0,un=ze.bbox;if(un!=null){lt=!1;let qe=un(l,F);dt=qe.left,wt=qe.top,_t=qe.width,nt=qe.height}else dt=ct,wt=bt,_t=nt=ze.size(l,F);if(Je=ze.fill(l,F),Ht=ze.stroke(l,F),En)F==jt&&Ot<=Et.prox&&(L=dt,P=wt,G=_t,oe=nt,re=lt,Z=Je,V=Ht);else{let qe=ut[F];qe!=null&&(An[F]=dt,Pn[F]=wt,To(qe,_t,nt,lt),ko(qe,Je,Ht),$t(qe,ht(dt),ht(wt),J,A))}}}}if(En){let F=Et.prox,ye=an==null?Ot<=F:Ot>F||jt!=an;if(ft||ye){let Me=ut[0];Me!=null&&(An[0]=L,Pn[0]=P,To(Me,G,oe,re),ko(Me,Z,V),$t(Me,ht(L),ht(P),J,A))}}}if(ge.show&&Gt)if(r!=null){let[w,x]=Ee.scales,[M,L]=Ee.match,[P,G]=r.cursor.sync.scales,oe=r.cursor.drag;if(Fe=oe._x,Oe=oe._y,Fe||Oe){let{left:re,top:Z,width:V,height:F}=r.select,ye=r.scales[P].ori,Me=r.posToVal,We,ce,Le,tt,je,ct=w!=null&&M(w,P),bt=x!=null&&L(x,G);ct&&Fe?(ye==0?(We=re,ce=V):(We=Z,ce=F),Le=S[w],tt=$(Me(We,P),Le,m,0),je=$(Me(We+ce,P),Le,m,0),ll(Tt(tt,je),De(je-tt))):ll(0,m),bt&&Oe?(ye==1?(We=re,ce=V):(We=Z,ce=F),Le=S[x],tt=z(Me(We,G),Le,b,0),je=z(Me(We+ce,G),Le,b,0),rl(Tt(tt,je),De(je-tt))):rl(0,b)}else yr()}else{let w=De(xi-wi),x=De(ki-vi);if(T.ori==1){let G=w;w=x,x=G}Fe=Be.x&&w>=Be.dist,Oe=Be.y&&x>=Be.dist;let M=Be.uni;M!=null?Fe&&Oe&&(Fe=w>=M,Oe=x>=M,!Fe&&!Oe&&(x>w?Oe=!0:Fe=!0)):Be.x&&Be.y&&(Fe||Oe)&&(Fe=Oe=!0);let L,P;Fe&&(T.ori==0?(L=Fn,P=me):(L=On,P=ke),ll(Tt(L,P),De(P-L)),Oe||rl(0,b)),Oe&&(T.ori==1?(L=Fn,P=me):(L=On,P=ke),rl(Tt(L,P),De(P-L)),Fe||ll(0,m)),!Fe&&!Oe&&(ll(0,0),rl(0,0))}if(Be._x=Fe,Be._y=Oe,r==null){if(s){if(Fi!=null){let[w,x]=Ee.scales;Ee.values[0]=w!=null?Pt(T.ori==0?me:ke,w):null,Ee.values[1]=x!=null?Pt(T.ori==1?me:ke,x):null}ol(Er,l,me,ke,J,A,f)}if(Ln){let w=s&&Ee.setSeries,x=Et.prox;an==null?Ot<=x&&At(jt,Wn,!0,w):Ot>x?At(null,Wn,!0,w):jt!=an&&At(jt,Wn,!0,w)}}ft&&(Q.idx=f,hr()),o!==!1&&Re("setCursor")}let Jt=null;Object.defineProperty(l,"rect",{get(){return Jt==null&&il(!1),Jt}});function il(r=!1){r?Jt=null:(Jt=H.getBoundingClientRect(),Re("syncRect",Jt))}function Mi(r,o,s,f,c,m,b){C._lock||Gt&&r!=null&&r.movementX==0&&r.movementY==0||(mr(r,o,s,f,c,m,b,!1,r!=null),r!=null?fn(null,!0,!0):fn(o,!0,!1))}function mr(r,o,s,f,c,m,b,w,x){if(Jt==null&&il(!1),on(r),r!=null)s=r.clientX-Jt.left,f=r.clientY-Jt.top;else{if(s<0||f<0){me=-10,ke=-10;return}let[M,L]=Ee.scales,P=o.cursor.sync,[G,oe]=P.values,[re,Z]=P.scales,[V,F]=Ee.match,ye=o.axes[0].side%2==1,Me=T.ori==0?J:A,We=T.ori==1?J:A,ce=ye?m:c,Le=ye?c:m,tt=ye?f:s,je=ye?s:f;if(re!=null?s=V(M,re)?d(G,S[M],Me,0):-10:s=Me*(tt/ce),Z!=null?f=F(L,Z)?d(oe,S[L],We,0):-10:f=We*(je/Le),T.ori==1){let ct=s;s=f,f=ct}}x&&(o==null||o.cursor.event.type==Er)&&((s<=1||s>=J-1)&&(s=mn(s,J)),(f<=1||f>=A-1)&&(f=mn(f,A))),w?(wi=s,vi=f,[Fn,On]=C.move(l,s,f)):(me=s,ke=f)}let gr={width:0,height:0,left:0,top:0};function yr(){kl(gr,!1)}let Li,Ei,Ai,Pi;function _i(r,o,s,f,c,m,b){Gt=!0,Fe=Oe=Be._x=Be._y=!1,mr(r,o,s,f,c,m,b,!0,!1),r!=null&&(Ue(Ar,$r,Hi,!1),ol(mo,l,Fn,On,J,A,null));let{left:w,top:x,width:M,height:L}=ge;Li=w,Ei=x,Ai=M,Pi=L}function Hi(r,o,s,f,c,m,b){Gt=Be._x=Be._y=!1,mr(r,o,s,f,c,m,b,!1,!0);let{left:w,top:x,width:M,height:L}=ge,P=M>0||L>0,G=Li!=w||Ei!=x||Ai!=M||Pi!=L;if(P&&G&&kl(ge),Be.setScale&&P&&G){let oe=w,re=M,Z=x,V=L;if(T.ori==1&&(oe=x,re=L,Z=w,V=M),Fe&&Ut(_,Pt(oe,_),Pt(oe+re,_)),Oe)for(let F in S){let ye=S[F];F!=_&&ye.from==null&&ye.min!=de&&Ut(F,Pt(Z+V,F),Pt(Z,F))}yr()}else C.lock&&(C._lock=!C._lock,fn(o,!0,r!=null));r!=null&&(Sn(Ar,$r),ol(Ar,l,me,ke,J,A,null))}function ca(r,o,s,f,c,m,b){if(C._lock)return;on(r);let w=Gt;if(Gt){let x=!0,M=!0,L=10,P,G;T.ori==0?(P=Fe,G=Oe):(P=Oe,G=Fe),P&&G&&(x=me<=L||me>=J-L,M=ke<=L||ke>=A-L),P&&x&&(me=me<Fn?0:J),G&&M&&(ke=ke<On?0:A),fn(null,!0,!0),Gt=!1}me=-10,ke=-10,ue.fill(null),fn(null,!0,!0),w&&(Gt=w)}function Di(r,o,s,f,c,m,b){C._lock||(on(r),Xl(),yr(),r!=null&&ol(bo,l,me,ke,J,A,null))}function $i(){N.forEach(Tu),Zl(l.width,l.height,!0)}bn(Ol,Gn,$i);let Nn={};Nn.mousedown=_i,Nn.mousemove=Mi,Nn.mouseup=Hi,Nn.dblclick=Di,Nn.setSeries=(r,o,s,f)=>{let c=Ee.match[2];s=c(l,o,s),s!=-1&&At(s,f,!0,!1)},Ge&&(Ue(mo,H,_i),Ue(Er,H,Mi),Ue(go,H,r=>{on(r),il(!1)}),Ue(yo,H,ca),Ue(bo,H,Di),Vr.add(l),l.syncRect=il);let Sl=l.hooks=t.hooks||{};function Re(r,o,s){ur?nl.push([r,o,s]):r in Sl&&Sl[r].forEach(f=>{f.call(null,l,o,s)})}(t.plugins||[]).forEach(r=>{for(let o in r.hooks)Sl[o]=(Sl[o]||[]).concat(r.hooks[o])});let Ci=(r,o,s)=>s,Ee=Ae({key:null,setSeries:!1,filters:{pub:Po,sub:Po},scales:[_,k[1]?k[1].scale:null],match:[_o,_o,Ci],values:[null,null]},C.sync);Ee.match.length==2&&Ee.match.push(Ci),C.sync=Ee;let Fi=Ee.key,br=Ls(Fi);function ol(r,o,s,f,c,m,b){Ee.filters.pub(r,o,s,f,c,m,b)&&br.pub(r,o,s,f,c,m,b)}br.sub(l);function da(r,o,s,f,c,m,b){Ee.filters.sub(r,o,s,f,c,m,b)&&Nn[r](null,o,s,f,c,m,b)}l.pub=da;function pa(){br.unsub(l),Vr.delete(l),en.clear(),Or(Ol,Gn,$i),h.remove(),ae?.remove(),Re("destroy")}l.destroy=pa;function wr(){Re("init",t,e),ci(e||t.data,!1),R[_]?cr(_,R[_]):Xl(),gl=ge.show&&(ge.width>0||ge.height>0),rn=ft=!0,Zl(t.width,t.height)}return k.forEach(fi),N.forEach(Us),n?n instanceof HTMLElement?(n.appendChild(h),wr()):n(l,wr):wr(),l}Ie.assign=Ae;Ie.fmtNum=qr;Ie.rangeNum=Rl;Ie.rangeLog=Bl;Ie.rangeAsinh=jr;Ie.orient=vn;Ie.pxRatio=se;Ie.join=mf;Ie.fmtDate=Kr,Ie.tzDate=Lf;Ie.sync=Ls;{Ie.addGap=au,Ie.clipGaps=zl;let t=Ie.paths={points:Ds};t.linear=Cs,t.stepped=cu,t.bars=du,t.spline=hu}var Mu=120,Lu=60,li=class{times=[];values=[];push(e,n){let l=this.times.at(-1);return l!==void 0&&e<=l?!1:(this.times.push(e),this.values.push(n),this.times.length>Mu&&(this.times.shift(),this.values.shift()),!0)}span(){let e=this.times.at(-1)??0;return[Math.min(this.times[0]??0,e-Lu),e]}range(e){if(e!==null&&e>0)return[0,e];let n=Math.max(0,...this.values.map(l=>l??0));return[0,n>0?n*1.25:1]}},Jl=class{series=new li;sizes;host;max;plot=null;colour="";constructor(e,{colour:n,max:l=null}){this.host=e,this.max=l,e.style.color=`var(${n})`,e.setAttribute("aria-hidden","true"),this.sizes=new ResizeObserver(()=>this.fit()),this.sizes.observe(e)}push(e,n){this.series.push(e,n)&&this.draw()}destroy(){this.sizes.disconnect(),this.plot?.destroy(),this.plot=null}fit(){let{clientWidth:e,clientHeight:n}=this.host;e===0||n===0||this.plot&&this.plot.width===e&&this.plot.height===n||(this.plot?this.plot.setSize({width:e,height:n}):this.make(e,n),this.draw())}draw(){!this.plot||this.host.clientWidth===0||(this.colour=getComputedStyle(this.host).color,this.plot.setData([this.series.times,this.series.values]))}make(e,n){let l={show:!1},i={width:e,height:n,padding:[2,0,1,0],cursor:l,legend:l,axes:[l,l],scales:{x:{time:!1,range:()=>this.series.span()},y:{range:()=>this.series.range(this.max)}},series:[{},{stroke:()=>this.colour,fill:()=>`color-mix(in srgb, ${this.colour} 16%, transparent)`,width:1.4,points:l}]};this.plot=new Ie(i,[[],[]],this.host);let{root:u}=this.plot;u.style.cssText="position:relative;overflow:hidden";for(let a of u.querySelectorAll(".u-wrap"))a.style.position="relative";for(let a of u.querySelectorAll(".u-under, .u-over"))a.style.position="absolute";for(let a of u.querySelectorAll("canvas"))a.style.cssText="display:block;position:relative;width:100%;height:100%"}};var Eu=120,ql=class t{static all=new WeakMap;told=new WeakMap;observer;constructor(){this.observer=new IntersectionObserver(e=>{for(let{target:n,isIntersecting:l}of e)this.told.get(n)?.(l)},{rootMargin:"80px"})}static of(e){let n=t.all.get(e);return n||(n=new t,t.all.set(e,n)),n}watch(e,n){this.told.set(e,n),this.observer.observe(e)}leave(e){this.observer.unobserve(e),this.told.delete(e)}},Zn=class{element;chart;value;options;past=[];spark=null;constructor(e,n){this.options=n,this.chart=E(e,"div","ffp-chart"),this.chart.setAttribute("aria-hidden","true"),this.value=E(e,"b","");let l=E(e,"span","",n.name);l.setAttribute("aria-hidden","true"),this.element=E(e,"div","ffp-meter",l,this.chart,this.value),this.element.setAttribute("role","group"),this.element.setAttribute("aria-label",n.label),ql.of(e).watch(this.chart,i=>this.show(i))}push(e,n,l){ne(this.value,l);let i=this.past.at(-1);i&&e<i[0]&&this.restart(),!(i&&e===i[0])&&(this.past.push([e,n]),this.past.length>Eu&&this.past.shift(),this.spark?.push(e,n))}destroy(){ql.of(this.element.ownerDocument).leave(this.chart),this.show(!1)}restart(){this.past.length=0,this.spark&&(this.show(!1),this.show(!0))}show(e){if(!e)this.spark?.destroy(),this.spark=null;else if(!this.spark){this.spark=new Jl(this.chart,{colour:this.options.colour,max:this.options.max??null});for(let[n,l]of this.past)this.spark.push(n,l)}}};var ri=4,ii=25,oi=class{element;name;tag;cpu;gpu;memory;note;go;sampled;id="";constructor(e,n,l,i){this.sampled=i,this.name=E(e,"span","ff-cut"),this.tag=E(e,"span","ff-tag"),this.cpu=new Zn(e,{name:"CPU",colour:"--ff-running",label:"CPU"}),this.gpu=new Zn(e,{name:"GPU",colour:"--ff-gpu",label:"GPU",max:1}),this.gpu.element.classList.add("ff-of-gpu"),this.memory=new Zn(e,{name:"MEM",colour:"--ff-mem",label:"Memory"}),this.note=E(e,"span","ff-worker-note"),this.go=n&&Dt(e,"Continue",()=>n.continueWorker(this.id),l);let u=E(e,"span","ff-worker-end",this.note,...this.go?[this.go]:[]),a=E(e,"span","ff-worker-name",this.name,this.tag);this.element=E(e,"div","ff-worker",a,this.cpu.element,this.gpu.element,this.memory.element,u),this.element.setAttribute("role","listitem")}update(e){this.id=e.id;let n=this.sampled();hn(this.name,e.rank===null?e.id:`${e.id} · rank ${e.rank}`,40),Ve(this.element,e.node&&`on ${e.node}`),ne(this.tag,no(e)),be(this.tag,e.gpus.length===0),Ve(this.tag,e.gpus.map(({label:l})=>l).join(", ")),this.cpu.push(n,e.cpu,Ui(e.cpu)),this.cpu.element.title="CPU; 100 % is one core",this.gpu.push(n,kr(e),pn(kr(e))),Ve(this.gpu.element,Au(e)),this.memory.push(n,n?e.memory:null,Rt(n?e.memory:null)),Ve(this.memory.element,`memory; ${Rt(e.peakMemory)} at most`),ne(this.note,eo(e)),Ve(this.note,to(e)),this.note.classList.toggle("ff-paused",e.pause!==null),this.go&&be(this.go,e.pause===null)}destroy(){for(let e of[this.cpu,this.gpu,this.memory])e.destroy()}};function Au(t){return t.gpus.length?t.gpus.map(({label:e,load:n,memory:l,memoryTotal:i})=>`${e}: ${pn(n)}, ${Rt(l)} of ${Rt(i)}`).join(`
`):"a GPU was asked for; nothing is known of its use"}var Yl=class{section;rows;box;text;unfold;earlier;later;repeat;actions;all=!1;from=0;sampled=0;detail=null;constructor(e,n){this.actions=n,this.section=new xt(e,"workers","Workers of this cell",!0),this.box=E(e,"div","ff-rows-box"),this.box.setAttribute("role","list");let l=()=>new oi(e,n,this.section.tell,()=>this.sampled);this.rows=new Wt(this.box,u=>u.id,l),this.text=E(e,"span","ff-dim");let i=(u,a)=>{let d=Nt(e,u,a);return d.className="ff-text-button",d};this.earlier=i("earlier",()=>this.turn(-ii)),this.later=i("later",()=>this.turn(ii)),this.unfold=i("show",()=>this.setAll(!this.all)),this.section.body.append(this.box,E(e,"div","ff-more",this.text,this.earlier,this.later,this.unfold)),this.repeat=new Qt(()=>this.ask(),1e3)}update(e,n){this.section.setHidden(!n),n||this.repeat.stop(),!(!n||!e.detail)&&(this.detail=e.detail,this.box.classList.toggle("ff-no-gpu",e.detail.gpusAsked===0),this.paged?this.repeat.start():this.draw(e.detail))}destroy(){this.repeat.stop(),this.rows.destroy()}get paged(){let{detail:e}=this;return this.all&&this.actions!==null&&e!==null&&e.workersTotal>e.workers.length}async ask(){if(!(!this.actions||!this.section.isOpen))try{let e=await this.actions.detail({workersFrom:this.from,workersLimit:ii});this.paged&&this.draw(e),this.section.tell("")}catch(e){this.section.tell(dn(e))}}turn(e){this.from=Math.max(0,this.from+e),this.ask()}setAll(e){this.all=e,this.from=0,this.paged||this.repeat.stop(),this.detail&&!this.paged&&this.draw(this.detail),this.paged&&this.repeat.start()}draw(e){this.sampled=e.sampled;let n=this.all?e.workers:e.workers.slice(0,ri);this.rows.update(n);let l=e.workersTotal-n.length,i=this.from+n.length,u=this.paged,a=u?`${Te(this.from+1)}–${Te(i)} of ${Te(e.workersTotal)}`:lo(e.workers.slice(n.length),l);ne(this.text,a&&`${a} · `),be(this.earlier,!u||this.from===0),be(this.later,!u||i>=e.workersTotal);let d=this.all?n.length>ri||u:l>0&&(this.actions!==null||e.workers.length>ri);be(this.unfold,!d),ne(this.unfold,this.all?"show fewer":"show")}};var Kl=class{host;actions;root;name;place;status;legend;spread;link;trouble;live;bar;counts=new Map;retry;debug;stop;panel;loops;workers;failed;slowest;log;next=null;last=null;frame=0;constructor(e,n=null){this.host=e,this.actions=n;let l=e.ownerDocument,i=l.createElement("style");i.textContent=uo+ji+fo,this.root=E(l,"div","ff-card"),this.name=E(l,"b","ff-name"),this.place=E(l,"span","ff-dim"),this.status=E(l,"span","ff-dim ff-status"),this.legend=E(l,"div","ff-legend"),this.spread=E(l,"span","ff-spread"),this.link=E(l,"div","ff-link"),this.link.setAttribute("role","status"),this.link.hidden=!0,this.trouble=E(l,"div","ff-trouble"),this.trouble.setAttribute("role","alert"),this.trouble.hidden=!0,this.live=E(l,"div","ff-unseen"),this.live.setAttribute("aria-live","polite"),this.bar=new El(l),[this.retry,this.debug,this.stop,this.panel]=this.makeButtons(l);let u=E(l,"span","ff-tools-c",this.retry,this.debug,this.stop,this.panel),a=E(l,"div","ff-head",E(l,"span","ff-dot"),this.name,this.place,this.status,u);for(let[p]of Kt){let h=E(l,"span",`ff-key ff-${p}`);this.counts.set(p,h),this.legend.append(h)}this.legend.append(this.spread),this.log=new _l(l,n),this.loops=new Hl(l,n),this.workers=new Yl(l,n),this.failed=new Al(l,n,p=>this.log.openFor(p)),this.slowest=new Pl(l);let d=[this.loops,this.workers,this.failed,this.slowest,this.log].map(({section:p})=>p.element);this.root.append(a,this.bar.element,this.legend,this.trouble,this.link,...d,this.live),e.append(i,this.root)}update(e){this.next=e;let n=this.host.ownerDocument.defaultView;if(!n||!this.last)return this.draw();this.frame||=n.requestAnimationFrame(()=>{this.frame=0,this.draw()})}dispose(){this.host.ownerDocument.defaultView?.cancelAnimationFrame(this.frame),this.next=null;for(let e of[this.loops,this.workers,this.log])e.destroy();this.host.replaceChildren()}draw(){let e=this.next;if(!e)return;let n=cn(e),l=n?Vi(e):Bi(e);this.showLink(e),Ji(this.root,"state",e.state),this.root.classList.toggle("ff-over",n),hn(this.name,e.name),ne(this.place,zi(e)),Ve(this.place,e.waiting??""),ne(this.status,l),this.bar.update(e);let i=this.name.textContent??"";Bn(this.bar.element,"aria-label",`${i}: ${l}`);let u=n||e.items===1;this.root.classList.toggle("ff-plain",u),be(this.legend,u);for(let[d,p]of Kt){let h=this.counts.get(d);h&&(ne(h,`${Te(e.counts[d])} ${p}`),be(h,d!=="succeeded"&&e.counts[d]===0))}ne(this.spread,ro(e)),Ve(this.spread,e.detail?.slowest[0]?.label??""),this.showButtons(e);let a=oo(e,this.actions!==null);this.loops.update(e,a.loops),this.workers.update(e,a.workers),this.failed.update(e,a.failed),this.slowest.update(e,a.slowest),this.log.update(e,a.log),this.last&&this.last.state!==e.state&&ne(this.live,`${i}: ${n?l:e.state}`),this.last=e}makeButtons(e){let n=p=>{ne(this.trouble,p),be(this.trouble,p==="")},{actions:l}=this,i=async()=>{let[p]=Vn(this.last?.detail?.failures??[]);p&&await l?.debug?.(p.item)},u=Dt(e,"Retry",async()=>l?.retry?.(),n),a=Dt(e,"Stop",async()=>l?.cancel(),n);a.classList.add("ff-hot");let d=Dt(e,"Open in panel",async()=>l?.openInPanel?.(),n);return[u,Dt(e,"Debug",i,n),a,d]}showButtons(e){let{actions:n}=this,l=io(e);be(this.retry,!n?.retry||l===0),ne(this.retry,`Retry ${Te(l)}`),Ve(this.retry,"Run what did not succeed once more");let[i]=Vn(e.detail?.failures??[]);be(this.debug,!n?.debug||!i),Ve(this.debug,i?`Run ${i.label.slice(0,80)} once more and stop where it fails`:""),be(this.stop,!n||cn(e)),be(this.panel,!n?.openInPanel)}showLink(e){let n=cn(e)?"":Gi(e.connection);this.root.classList.toggle("ff-offline",n!==""),be(this.link,n===""),ne(this.link,n),Ve(this.link,e.connection?.why??"")}};function Pu(t,e){return e.ownerDocument.documentElement.dataset.farfield!=="panel"?null:()=>{let n={job:t.get("state").job};e.dispatchEvent(new CustomEvent("farfield:open",{bubbles:!0,composed:!0,detail:n}))}}function _u({model:t,el:e}){let n=new Tl(t),l=new Kl(e,Ri(n,Pu(t,e))),i=()=>l.update(t.get("state"));return t.on("change:state",i),t.on("msg:custom",n.heard),i(),()=>{t.off("change:state",i),t.off("msg:custom",n.heard),n.close(),l.dispose()}}var qc={render:_u};export{qc as default};
