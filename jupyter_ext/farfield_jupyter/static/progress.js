function Dt(t){return t.state!=="queued"&&t.state!=="running"}var ya=15,ba="The kernel is busy and does not answer; the stop button above always works.",Ml=class{waiting=new Map;line;patience;last=0;constructor(e,n=ya){this.line=e,this.patience=n}ask(e,n={}){let l=this.last+=1;return new Promise((i,f)=>{let a=setTimeout(()=>{this.waiting.delete(l),f(new Error(ba))},1e3*this.patience),p=({error:d,value:h})=>{typeof d=="string"?f(new Error(d)):i(h)};this.waiting.set(l,{settle:p,timer:a}),this.line.send({kind:"ask",id:l,what:e,...n})})}heard=e=>{let n=e;if(n?.kind!=="answer"||typeof n.id!="number")return;let l=this.waiting.get(n.id);l&&(this.waiting.delete(n.id),clearTimeout(l.timer),l.settle(n))};close(){for(let{timer:e,settle:n}of this.waiting.values())clearTimeout(e),n({error:"the card was closed"});this.waiting.clear()}};function Bi(t,e){let n=async l=>{await l};return{cancel:()=>n(t.ask("cancel")),retry:l=>n(t.ask("retry",l?{items:l}:{})),debug:l=>n(t.ask("debug",{item:l})),log:async l=>await t.ask("log",{query:l}),detail:async l=>await t.ask("detail",{query:l}),continueWorker:l=>n(t.ask("continue",{worker:l})),openInPanel:e}}function dn(t){return(t instanceof Error?t.message:String(t))||"it failed without saying why"}async function wa(t,e,n){if(t.getAttribute("aria-disabled")==="true")return!1;t.setAttribute("aria-disabled","true"),t.setAttribute("aria-busy","true"),n("");try{return await e(),!0}catch(l){return n(dn(l)),!1}finally{t.removeAttribute("aria-disabled"),t.removeAttribute("aria-busy")}}function Ct(t,e,n,l){let i=t.createElement("button");return i.type="button",i.className="ff-button",i.textContent=e,i.addEventListener("click",()=>{wa(i,n,l)}),i}function Te(t){return String(Math.trunc(t)).replace(/\B(?=(\d{3})+$)/g,",")}function Yt(t,e){return`${Te(t)} ${e}${t===1?"":"s"}`}var vr=t=>String(t).padStart(2,"0");function Kt(t){if(t<.995)return`${Math.max(t,0).toFixed(2)} s`;if(t<9.95)return`${t.toFixed(1)} s`;let e=Math.floor(t+.05);if(e<60)return`${e} s`;let[n,l,i]=[Math.floor(e/3600),Math.floor(e/60)%60,e%60];return n?`${n}:${vr(l)}:${vr(i)}`:`${l}:${vr(i)}`}function El(t){if(!(t>0))return"";let[e,n]=t>=1?[t,"s"]:t*60>=1?[t*60,"min"]:[t*3600,"h"];return`${e<9.95?e.toFixed(1):Te(Math.round(e))}/${n}`}function va(t){return t===null?"":t<5?"a few seconds left":t<55?`about ${Math.ceil(t/5)*5} s left`:t<3300?`about ${Math.max(1,Math.round(t/60))} min left`:`about ${Te(Math.max(1,Math.round(t/3600)))} h left`}function zi(t){return[Kt(t.elapsed),El(t.rate),va(t.left)].filter(Boolean).join(" · ")}var Qt=[["succeeded","done"],["running","running"],["failed","failed"],["lost","lost"],["cancelled","cancelled"],["queued","queued"]];function Vi({detail:t}){if(!t)return[];let e=[];t.peakGpuMemory>0?e.push(`peak GPU memory ${Rt(t.peakGpuMemory)}`):t.peakMemory>0&&e.push(`peak memory ${Rt(t.peakMemory)}`);let l=[t.sent>0&&`sent ${Rt(t.sent)}`,t.received>0&&`received ${Rt(t.received)}`].filter(Boolean).join(", ");return l?[...e,l]:e}function Gi(t){let{counts:e,items:n}=t,l=Kt(t.elapsed);if(n===1)return[t.state==="succeeded"?`done in ${l}`:`${t.state} after ${l}`,...Vi(t)].join(" · ");let f=[`${e.succeeded===n?"":`${Te(e.succeeded)} of `}${Yt(n,"item")} in ${l} on ${Yt(t.workers,"worker")}`];for(let[a,p]of Qt)a!=="succeeded"&&e[a]>0&&f.push(`${Te(e[a])} ${p}`);return[...f,...Vi(t)].join(" · ")}function Ui({counts:t}){return Qt.filter(([n])=>(n==="failed"||n==="lost")&&t[n]>0).map(([n,l])=>`${Te(t[n])} ${l}`).join(" · ")}function ji(t){return t.state==="queued"?t.waiting||"waiting for a worker":t.state==="running"&&t.workers>0?`on ${Yt(t.workers,"worker")}`:""}function Ll(t){return t<60?`${Math.max(0,Math.floor(t))} s`:Kt(Math.floor(t))}function Ji(t){if(!t?.lost)return"";if(t.over)return"no longer attached · as it was last · %attach shows it live again";let{next:e,seconds:n}=t,l=e!==null&&e>=2?` in ${Ll(e)}`:"",i=t.stopping?"it is stopped then":"work goes on";return`connection lost ${Ll(n)} ago · trying again${l} · ${i}`}function pn(t){return t===null?"–":`${Math.floor(100*t+.5)} %`}var Ii=["B","kB","MB","GB","TB","PB"];function Rt(t){if(t===null)return"–";let[e,n]=[Math.max(t,0),0];for(;e>=999.5&&n<Ii.length-1;)[e,n]=[e/1e3,n+1];return`${n>0&&e<9.95?(Math.floor(10*e+.5)/10).toFixed(1):Math.floor(e+.5)} ${Ii[n]}`}function qi(t){return t===null?"–":t<1.995?pn(t):`${t<99.95?t.toFixed(1):Te(Math.round(t))} cores`}function vt(t,e=200){let n=t.replace(/\s+/g," ").trim();return n.length<=e?n:`${n.slice(0,e-1).trimEnd()}…`}function xa(t){let e=Math.max(t.items,1);return Qt.filter(([n])=>n!=="queued").map(([n])=>[n,100*t.counts[n]/e])}var Al=class{element;parts=new Map;constructor(e){this.element=e.createElement("div"),this.element.className="ff-bar",this.element.setAttribute("role","progressbar"),this.element.setAttribute("aria-valuemin","0");for(let[n]of Qt){if(n==="queued")continue;let l=e.createElement("i");l.className=`ff-${n}`,this.parts.set(n,l),this.element.append(l)}}update(e){let{counts:n,items:l}=e;this.element.setAttribute("aria-valuemax",String(l)),this.element.setAttribute("aria-valuenow",String(l-n.queued-n.running));for(let[i,f]of xa(e)){let a=this.parts.get(i);a&&(a.style.width=`${f}%`,a.style.minWidth=f>0?"3px":"0")}}};var Yi=`.ff-card {
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
`;function E(t,e,n,...l){let i=t.createElement(e);return i.className=n,i.append(...l),i}function ne(t,e){t.textContent!==e&&(t.textContent=e)}function hn(t,e,n=200){ne(t,vt(e,n)),Ve(t,e)}function Ve(t,e){t.title!==e&&(t.title=e)}function Bn(t,e,n){t.getAttribute(e)!==n&&t.setAttribute(e,n)}function be(t,e){t.hidden!==e&&(t.hidden=e)}function Ki(t,e,n){t.dataset[e]!==n&&(t.dataset[e]=n)}function Bt(t,e,n,l=""){let i=E(t,"button","ffp-button",e);return i.type="button",l&&(i.setAttribute("aria-label",l),i.title=l),i.addEventListener("click",f=>{f.stopPropagation(),n()}),i}var Wt=class{views=new Map;host;key;open;constructor(e,n,l){this.host=e,this.key=n,this.open=l}update(e){let n=new Set(e.map(this.key));for(let[i,f]of this.views)n.has(i)||(f.destroy?.(),f.element.remove(),this.views.delete(i));let l=this.host.firstElementChild;for(let i of e){let f=this.key(i),a=this.views.get(f);a||(a=this.open(i),this.views.set(f,a)),a.update(i),a.element===l?l=l.nextElementSibling:this.host.insertBefore(a.element,l)}}destroy(){this.update([])}};var xr="farfield:sections",kr=class{store;own;constructor(e,n){this.store=e,this.own=n}isOpen(e){return this.all()[e]}remember(e,n){this.own[e]=n;try{this.store().setItem(xr,JSON.stringify(this.all()))}catch{}}all(){let e=null;try{e=JSON.parse(this.store().getItem(xr)??"{}")}catch{}return{...typeof e=="object"?e:null,...this.own}}},Sa=globalThis,Sr=new kr(()=>sessionStorage,Sa[xr]??={});var Ta=0,xt=class{element;body;toggled=()=>{};head;note;trouble;constructor(e,n,l,i,...f){this.head=Bt(e,l,()=>{Sr.remember(n,this.body.hidden),this.open(this.body.hidden)}),this.head.className="ff-fold",this.note=E(e,"span","ff-dim ff-fold-note"),this.body=E(e,"div","ff-part-body"),this.body.id=`ff-part-${Ta+=1}`,this.head.setAttribute("aria-controls",this.body.id),this.trouble=E(e,"div","ff-trouble"),this.trouble.setAttribute("role","alert"),this.trouble.hidden=!0;let a=E(e,"div","ff-part-head",this.head,this.note,...f);this.element=E(e,"section",`ff-part ff-part-${n}`,a,this.trouble,this.body),this.element.setAttribute("aria-label",l),this.element.hidden=!0,this.show(Sr.isOpen(n)??i)}get isOpen(){return!this.element.hidden&&!this.body.hidden}open(e){this.show(e),this.toggled(e)}setHidden(e){be(this.element,e)}setNote(e){ne(this.note,e)}tell=e=>{ne(this.trouble,e),be(this.trouble,e==="")};show(e){this.body.hidden=!e,this.head.setAttribute("aria-expanded",String(e))}},Zt=class{timer;running=!1;work;every;constructor(e,n){this.work=e,this.every=n}start(){this.running||(this.running=!0,this.turn())}stop(){this.running=!1,clearTimeout(this.timer)}async turn(){document.hidden||await this.work(),this.running&&(this.timer=setTimeout(()=>{this.turn()},this.every))}};function Tr(t){if(t>=99.95)return Te(Math.round(t));let e=t.toFixed(1);return e.endsWith(".0")?e.slice(0,-2):e}function Qi(t,e,n){return e!==null&&e>0&&e<1e3?`${Tr(t)} of ${Tr(e)}`:n!==null?pn(n):e!==null&&e>0?pn(t/e):Tr(t)}function Zi(t){return t.open===0?t.ended?`${Te(t.ended)} done`:"":t.open===1?t.slowest:t.slowest&&t.slowestFraction!==null&&(t.fraction??0)-t.slowestFraction>.1?`${Yt(t.open,"task")}, slowest ${t.slowest}`:Yt(t.open,"task")}function Xi(t){let e=t.open>0?El(t.rate??0):"",n=e&&t.open>1?`${e} each`:e;return[Qi(t.done,t.total,t.fraction),n].filter(Boolean).join(" · ")}function eo(t){return[Qi(t.done,t.total,null),El(t.rate??0)].filter(Boolean).join(" · ")}function to(t){if(t.pause){let{left:e}=t.pause;return e===null?"paused":`paused · ${Ll(e)} left`}return t.state==="starting"||t.state==="dead"?t.state:t.done===0?t.item===null?"":"running":`${Te(t.done)} done`}function no(t){let{pause:e}=t;if(!e)return"";let n=e.left===null&&e.client?`held by ${e.client}`:"";return[e.label,e.file?`${e.file}:${e.line}`:"",e.text,n].filter(Boolean).join(`
`)}function lo(t){let[e,...n]=t.gpus;return e?n.length?`${e.label} +${n.length}`:e.label:""}function Mr(t){let e=t.gpus.flatMap(({load:n})=>n===null?[]:[n]);return e.length?e.reduce((n,l)=>n+l,0)/e.length:null}function ro(t,e){if(e<=0)return"";let n=new Set(t.map(({state:f})=>f)),[l]=n,i=t.length===e&&n.size===1&&l?`, all ${l}`:"";return`${Te(e)} more${e===1&&i?`, ${l}`:i}`}function io(t){let{detail:e}=t;if(!e||t.items<2||e.median===null)return"";let[n]=e.slowest,l=`median ${Kt(e.median)}`;return n?`${l} · slowest ${Kt(n.seconds)}: ${vt(n.label,60)}`:l}var Vn=t=>t.filter(({state:e})=>e!=="cancelled");function oo(t){let{failed:e,lost:n,cancelled:l}=t.counts;return e+n+(t.state==="running"||t.state==="queued"?0:l)}function so(t,e){let n=t.detail??null,l=t.state==="running";return{loops:l&&n!==null&&n.loops.length>0,workers:l&&n!==null&&n.workers.length>0,failed:n!==null&&Vn(n.failures).length>0,slowest:n!==null&&t.items>1&&n.slowest.length>1,log:e&&t.state!=="queued"}}function ao(t,e=1e3){let n=[];for(let l of t.split(/[\s,]+/).filter(Boolean)){let i=/^(\d{1,10})(?:-(\d{1,10}))?$/.exec(l);if(!i)return null;let f=Number(i[1]),a=i[2]===void 0?f:Number(i[2]);if(a<f)return null;for(let p=f;p<=a&&n.length<e;p++)n.push(p)}return n}var Ma=20,La=200,Lr=class{element;label;error;fold;trace;item=null;constructor(e,n,l,i){this.label=E(e,"span","ff-cut"),this.error=E(e,"code","ff-error"),this.trace=E(e,"pre","ff-trace"),this.trace.hidden=!0,this.trace.tabIndex=0,this.fold=Bt(e,"",()=>this.open(this.trace.hidden)),this.fold.className="ff-fold ff-cut-button",this.fold.append(this.label);let f=E(e,"span","ff-tools-c"),a=n?.debug;a&&f.append(Ct(e,"Debug this",async()=>this.item&&a(this.item.item),l)),n&&f.append(Bt(e,"Log",()=>this.item&&i(this.item.item))),this.element=E(e,"div","ff-failed-item",this.fold,this.error,f,this.trace),this.element.setAttribute("role","listitem")}update(e){this.item=e,hn(this.label,e.label,80),ne(this.error,vt(e.error,300)),Ve(this.error,e.worker?`${e.error}
on ${e.worker}`:e.error),this.fold.classList.toggle("ff-no-trace",e.traceback===""),e.traceback?this.fold.setAttribute("aria-expanded",String(!this.trace.hidden)):this.fold.removeAttribute("aria-expanded"),ne(this.trace,e.traceback)}open(e){this.item?.traceback&&(this.trace.hidden=!e,this.fold.setAttribute("aria-expanded",String(e)))}},Pl=class{section;rows;text;more;further=[];progress=null;constructor(e,n,l){this.section=new xt(e,"failed","Failed",!0);let i=E(e,"div","ff-rows-box");i.setAttribute("role","list"),this.rows=new Wt(i,f=>String(f.item),()=>new Lr(e,n,this.section.tell,l)),this.text=E(e,"span","ff-dim"),this.more=Ct(e,"show",async()=>this.fetch(n),this.section.tell),this.more.className="ff-text-button",this.more.hidden=n===null,this.section.body.append(i,E(e,"div","ff-more",this.text,this.more))}update(e,n){if(this.section.setHidden(!n),!n||!e.detail)return;this.progress=e;let l=e.detail.failures,i=new Set(l.map(({item:h})=>h)),f=Vn([...l,...this.further.filter(({item:h})=>!i.has(h))]);this.rows.update(f),this.section.setNote(Ui(e));let{failed:a,lost:p}=e.counts,d=a+p-f.length;be(this.text.parentElement,d<=0),ne(this.text,`${Te(Math.max(d,0))} more · `),f.length>=La&&be(this.more,!0)}async fetch(e){let{progress:n}=this;if(!e||!n?.detail)return;let l=n.detail.failures.length+this.further.length,i=await e.detail({failuresFrom:l,failuresLimit:Ma});this.further=[...this.further,...i.failures],this.progress&&this.update(this.progress,!0)}},Er=class{element;label;time;worker;constructor(e){this.label=E(e,"span","ff-cut"),this.time=E(e,"span","ff-slow-time"),this.worker=E(e,"span","ff-dim"),this.element=E(e,"div","ff-slow-item",this.time,this.label,this.worker),this.element.setAttribute("role","listitem")}update(e){ne(this.time,Kt(e.seconds)),hn(this.label,e.label,120),ne(this.worker,e.worker)}},_l=class{section;rows;constructor(e){this.section=new xt(e,"slowest","Slowest",!1);let n=E(e,"div","ff-rows-box");n.setAttribute("role","list"),this.rows=new Wt(n,l=>String(l.item),()=>new Er(e)),this.section.body.append(n)}update(e,n){this.section.setHidden(!n),n&&e.detail&&this.rows.update(e.detail.slowest)}};var Ea=200,Aa=1500,Hl=class{section;view;state;search;items;follow;repeat;actions;over=!1;asked=0;drawn="";constructor(e,n){this.actions=n;let l=(a,p,d)=>{let h=E(e,"input",d);return h.type=a,h.setAttribute("aria-label",p),a!=="checkbox"&&(h.placeholder=p),h.addEventListener("keydown",w=>w.stopPropagation()),h};this.section=new xt(e,"log","Log",!1),this.search=l("search","search","ff-field"),this.items=l("text","item or rank: 3, 5-7","ff-field ff-field-short"),this.follow=l("checkbox","follow",""),this.follow.checked=!0;let i=E(e,"label","ff-dim",this.follow," follow"),f=E(e,"div","ff-log-tools",this.search,this.items,i);this.state=E(e,"div","ff-dim ff-log-state"),this.view=E(e,"div","ff-log-lines"),this.view.setAttribute("role","log"),this.view.setAttribute("aria-live","off"),this.view.tabIndex=0,this.section.body.append(f,this.state,this.view),this.repeat=new Zt(async()=>{(this.follow.checked||this.asked===0)&&await this.ask()},Aa);for(let a of[this.search,this.items])a.addEventListener("input",()=>{this.ask()});this.follow.addEventListener("change",()=>{this.ask()}),this.section.toggled=()=>this.look()}update(e,n){this.section.setHidden(!n);let l=!this.over&&Dt(e);this.over=Dt(e),l&&this.asked&&this.ask(),this.look()}openFor(e){this.items.value=String(e),this.search.value="",this.section.open(!0),this.ask(),this.section.element.scrollIntoView({block:"nearest"}),this.items.focus({preventScroll:!0})}destroy(){this.repeat.stop()}look(){this.section.isOpen?this.over?(this.repeat.stop(),this.asked===0&&this.ask()):this.repeat.start():this.repeat.stop()}async ask(){if(!this.actions||!this.section.isOpen)return;let e=ao(this.items.value);if(this.items.setAttribute("aria-invalid",String(e===null)),e===null)return this.section.tell("Items are named by their numbers: 3, 5-7");let n=this.search.value.trim(),l={last:Ea,...e.length?{items:e}:{},...n?{search:n}:{}},i=this.asked+=1;try{let f=await this.actions.log(l);i===this.asked&&this.draw(f,e.length>0||n!==""),this.section.tell("")}catch(f){i===this.asked&&this.section.tell(dn(f))}}draw(e,n){let l=e.leftOut>0?`${Te(e.leftOut)} earlier lines are not shown`:"",i=e.lines.length?l:n?"nothing like that has been printed":"nothing has been printed";ne(this.state,i),be(this.state,i==="");let f=JSON.stringify(e.lines);if(f===this.drawn)return;this.drawn=f;let{view:a}=this,p=a.scrollTop;a.replaceChildren(...e.lines.map(d=>this.line(d))),a.scrollTop=this.follow.checked?a.scrollHeight:p}line({label:e,item:n,text:l,stream:i}){let{ownerDocument:f}=this.view,a=E(f,"span","ff-log-item",vt(e||String(n),24));a.title=e;let p=E(f,"span",`ff-log-text ff-${i}`,l.length>2e3?`${l.slice(0,1999)}…`:l);return E(f,"div","ff-log-line",a,p)}};var Ar=class{element;label;note;name;thin;part;pace;constructor(e){this.label=E(e,"span","ff-cut"),this.note=E(e,"span","ff-dim ff-note"),this.name=E(e,"span","ff-loop-name",this.label,this.note),this.part=E(e,"i",""),this.thin=E(e,"div","ff-thin",this.part),this.thin.setAttribute("role","progressbar"),this.pace=E(e,"span","ff-dim ff-loop-pace"),this.element=E(e,"div","ff-loop",this.name,this.thin,this.pace)}update(e){ne(this.label,vt(e.label)||"loop"),ne(this.note,e.note&&` · ${e.note}`),Ve(this.name,e.title);let n=`${Math.min(e.depth,6)*10}px`;this.name.style.paddingLeft!==n&&(this.name.style.paddingLeft=n),this.thin.classList.toggle("ff-unknown",e.fraction===null);let l=`${Math.round(1e3*Math.min(1,Math.max(0,e.fraction??0)))/10}%`;this.part.style.width!==l&&(this.part.style.width=l),Bn(this.thin,"aria-label",`${vt(e.label,80)||"loop"}: ${e.pace}`),e.fraction===null?this.thin.removeAttribute("aria-valuenow"):Bn(this.thin,"aria-valuenow",String(Math.round(100*e.fraction))),ne(this.pace,e.pace)}};function fo(t){return t.loops.map(e=>({key:`${e.depth} ${e.label}`,label:e.label,note:Zi(e),depth:e.depth,fraction:e.fraction,pace:Xi(e),title:[e.label,e.note].filter(Boolean).join(`
`)}))}function Pa(t){return t.workers.flatMap(e=>e.bars.map((n,l)=>({key:`${e.id} ${l}`,label:l?n.label:`${e.id} · ${n.label}`,note:"",depth:n.depth,fraction:n.total?Math.min(1,n.done/n.total):null,pace:eo(n),title:[e.id,n.label,n.note].filter(Boolean).join(`
`)})))}var _a=25,Dl=class{section;lines;more;toggle;repeat;split=!1;last=null;constructor(e,n){this.toggle=Bt(e,"by worker",()=>this.setSplit(!this.split)),this.toggle.className="ff-text-button",this.toggle.setAttribute("aria-pressed","false"),this.toggle.hidden=n===null,this.section=new xt(e,"loops","Inside the tasks",!0,this.toggle);let l=E(e,"div","ff-rows-box");this.lines=new Wt(l,i=>i.key,()=>new Ar(e)),this.more=E(e,"div","ff-dim"),this.section.body.append(l,this.more),this.repeat=new Zt(async()=>{if(!(!n||!this.section.isOpen))try{let i=await n.detail({bars:!0,workersLimit:_a});this.split&&this.draw(Pa(i),i.workersTotal-i.workers.length,"worker"),this.section.tell("")}catch(i){this.section.tell(dn(i))}},1e3)}update(e,n){this.section.setHidden(!n),n||this.repeat.stop(),!(!n||!e.detail)&&(this.last=e.detail,this.split?this.repeat.start():this.draw(fo(e.detail),e.detail.loopsLeftOut,"loop"))}destroy(){this.repeat.stop()}setSplit(e){this.split=e,this.section.open(!0),Bn(this.toggle,"aria-pressed",String(e)),e?this.repeat.start():this.repeat.stop(),e||this.section.tell(""),!e&&this.last&&this.draw(fo(this.last),this.last.loopsLeftOut,"loop")}draw(e,n,l){this.lines.update(e),be(this.more,n<=0),ne(this.more,n>0?`${Yt(n,`more ${l}`)}`:"")}};var uo=`.ff-card [hidden] {
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
/* Twice the class: JupyterLab has its own ideas of code within HTML, by rules of two classes and two elements. */
.ff-card.ff-card .ff-error,
.ff-card.ff-card .ff-trace {
  background: none;
  font: 12px/1.5 var(--ff-code);
  padding: 0;
}
.ff-card.ff-card .ff-error {
  color: var(--ff-failed);
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.ff-card.ff-card .ff-trace {
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
`;var co=`/* The front end's colours under our names, with what is taken where it has none. */
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
`;var Ca="uplot",$a="u-hz",Oa="u-vt",Fa="u-title",Na="u-wrap",Ra="u-under",Wa="u-over",Ba="u-axis",yn="u-off",Va="u-select",Ia="u-cursor-x",za="u-cursor-y",Ga="u-cursor-pt",Ua="u-legend",ja="u-live",Ja="u-inline",qa="u-series",Ya="u-marker",po="u-label",Ka="u-value",al="width",fl="height";var ho="bottom",In="left",Pr="right",jr="#000",mo=jr+"0",_r="mousemove",go="mousedown",Hr="mouseup",yo="mouseenter",bo="mouseleave",wo="dblclick",Qa="resize",Za="scroll",vo="change",Nl="dppxchange",Jr="--",Yn=typeof window<"u",Fr=Yn?document:null,Gn=Yn?window:null,Xa=Yn?navigator:null,se,Cl;function Nr(){let t=devicePixelRatio;se!=t&&(se=t,Cl&&Wr(vo,Cl,Nr),Cl=matchMedia(`(min-resolution: ${se-.001}dppx) and (max-resolution: ${se+.001}dppx)`),bn(vo,Cl,Nr),Gn.dispatchEvent(new CustomEvent(Nl)))}function rt(t,e){if(e!=null){let n=t.classList;!n.contains(e)&&n.add(e)}}function Rr(t,e){let n=t.classList;n.contains(e)&&n.remove(e)}function we(t,e,n){t.style[e]=n+"px"}function kt(t,e,n,l){let i=Fr.createElement(t);return e!=null&&rt(i,e),n?.insertBefore(i,l),i}function pt(t,e){return kt("div",t,e)}var xo=new WeakMap;function $t(t,e,n,l,i){let f="translate("+e+"px,"+n+"px)",a=xo.get(t);f!=a&&(t.style.transform=f,xo.set(t,f),e<0||n<0||e>l||n>i?rt(t,yn):Rr(t,yn))}var ko=new WeakMap;function So(t,e,n){let l=e+n,i=ko.get(t);l!=i&&(ko.set(t,l),t.style.background=e,t.style.borderColor=n)}var To=new WeakMap;function Mo(t,e,n,l){let i=e+""+n,f=To.get(t);i!=f&&(To.set(t,i),t.style.height=n+"px",t.style.width=e+"px",t.style.marginLeft=l?-e/2+"px":0,t.style.marginTop=l?-n/2+"px":0)}var qr={passive:!0},ef={...qr,capture:!0};function bn(t,e,n,l){e.addEventListener(t,n,l?ef:qr)}function Wr(t,e,n,l){e.removeEventListener(t,n,qr)}Yn&&Nr();function St(t,e,n,l){let i;n=n||0,l=l||e.length-1;let f=l<=2147483647;for(;l-n>1;)i=f?n+l>>1:it((n+l)/2),e[i]<t?n=i:l=i;return t-e[n]<=e[l]-t?n:l}function Xo(t){return(n,l,i)=>{let f=-1,a=-1;for(let p=l;p<=i;p++)if(t(n[p])){f=p;break}for(let p=i;p>=l;p--)if(t(n[p])){a=p;break}return[f,a]}}var es=t=>t!=null,ts=t=>t!=null&&t>0,Bl=Xo(es),tf=Xo(ts);function nf(t,e,n,l=0,i=!1){let f=i?tf:Bl,a=i?ts:es;[e,n]=f(t,e,n);let p=t[e],d=t[e];if(e>-1)if(l==1)p=t[e],d=t[n];else if(l==-1)p=t[n],d=t[e];else for(let h=e;h<=n;h++){let w=t[h];a(w)&&(w<p?p=w:w>d&&(d=w))}return[p??de,d??-de]}function Vl(t,e,n,l){let i=Ao(t),f=Ao(e);t==e&&(i==-1?(t*=n,e/=n):(t/=n,e*=n));let a=n==10?Vt:ns,p=i==1?it:ht,d=f==1?ht:it,h=p(a(De(t))),w=d(a(De(e))),g=Un(n,h),y=Un(n,w);return n==10&&(h<0&&(g=pe(g,-h)),w<0&&(y=pe(y,-w))),l||n==2?(t=g*i,e=y*f):(t=os(t,g),e=Il(e,y)),[t,e]}function Yr(t,e,n,l){let i=Vl(t,e,n,l);return t==0&&(i[0]=0),e==0&&(i[1]=0),i}var Kr=.1,Lo={mode:3,pad:Kr},cl={pad:0,soft:null,mode:0},lf={min:cl,max:cl};function Rl(t,e,n,l){return zl(n)?Eo(t,e,n):(cl.pad=n,cl.soft=l?0:null,cl.mode=l?3:0,Eo(t,e,lf))}function ie(t,e){return t??e}function rf(t,e,n){for(e=ie(e,0),n=ie(n,t.length-1);e<=n;){if(t[e]!=null)return!0;e++}return!1}function Eo(t,e,n){let l=n.min,i=n.max,f=ie(l.pad,0),a=ie(i.pad,0),p=ie(l.hard,-de),d=ie(i.hard,de),h=ie(l.soft,de),w=ie(i.soft,-de),g=ie(l.mode,0),y=ie(i.mode,0),D=e-t,H=Vt(D),R=Ye(De(t),De(e)),B=Vt(R),I=De(B-H);(D<1e-24||I>10)&&(D=0,(t==0||e==0)&&(D=1e-24,g==2&&h!=de&&(f=0),y==2&&w!=-de&&(a=0)));let k=D||R||1e3,W=Vt(k),S=Un(10,it(W)),Y=k*(D==0?t==0?.1:1:f),_=pe(os(t-Y,S/10),24),K=t>=h&&(g==1||g==3&&_<=h||g==2&&_>=h)?h:de,j=Ye(p,_<K&&t>=K?K:Tt(K,_)),X=k*(D==0?e==0?.1:1:a),U=pe(Il(e+X,S/10),24),T=e<=w&&(y==1||y==3&&U>=w||y==2&&U<=w)?w:-de,q=Tt(d,U>T&&e<=T?T:Ye(T,U));return j==q&&j==0&&(q=100),[j,q]}var of=new Intl.NumberFormat(Yn?Xa.language:"en-US"),Qr=t=>of.format(t),ot=Math,Fl=ot.PI,De=ot.abs,it=ot.floor,He=ot.round,ht=ot.ceil,Tt=ot.min,Ye=ot.max,Un=ot.pow,Ao=ot.sign,Vt=ot.log10,ns=ot.log2,sf=(t,e=1)=>ot.sinh(t)*e,Dr=(t,e=1)=>ot.asinh(t/e),de=1/0;function Po(t){return(Vt((t^t>>31)-(t>>31))|0)+1}function Br(t,e,n){return Tt(Ye(t,e),n)}function ls(t){return typeof t=="function"}function ee(t){return ls(t)?t:()=>t}var af=()=>{},rs=t=>t,is=(t,e)=>e,ff=t=>null,_o=t=>!0,Ho=(t,e)=>t==e,uf=/\.\d*?(?=9{6,}|0{6,})/gm,wn=t=>{if(as(t)||en.has(t))return t;let e=`${t}`,n=e.match(uf);if(n==null)return t;let l=n[0].length-1;if(e.indexOf("e-")!=-1){let[i,f]=e.split("e");return+`${wn(i)}e${f}`}return pe(t,l)};function mn(t,e){return wn(pe(wn(t/e))*e)}function Il(t,e){return wn(ht(wn(t/e))*e)}function os(t,e){return wn(it(wn(t/e))*e)}function pe(t,e=0){if(as(t))return t;let n=10**e,l=t*n*(1+Number.EPSILON);return He(l)/n}var en=new Map;function ss(t){return((""+t).split(".")[1]||"").length}function pl(t,e,n,l){let i=[],f=l.map(ss);for(let a=e;a<n;a++){let p=De(a),d=pe(Un(t,a),p);for(let h=0;h<l.length;h++){let w=t==10?+`${l[h]}e${a}`:l[h]*d,g=(a>=0?0:p)+(a>=f[h]?0:f[h]),y=t==10?w:pe(w,g);i.push(y),en.set(y,g)}}return i}var dl={},Zr=[],jn=[null,null],Xt=Array.isArray,as=Number.isInteger,cf=t=>t===void 0;function Do(t){return typeof t=="string"}function zl(t){let e=!1;if(t!=null){let n=t.constructor;e=n==null||n==Object}return e}function df(t){return t!=null&&typeof t=="object"}var pf=Object.getPrototypeOf(Uint8Array),fs="__proto__";function Jn(t,e=zl){let n;if(Xt(t)){let l=t.find(i=>i!=null);if(Xt(l)||e(l)){n=Array(t.length);for(let i=0;i<t.length;i++)n[i]=Jn(t[i],e)}else n=t.slice()}else if(t instanceof pf)n=t.slice();else if(e(t)){n={};for(let l in t)l!=fs&&(n[l]=Jn(t[l],e))}else n=t;return n}function Ae(t){let e=arguments;for(let n=1;n<e.length;n++){let l=e[n];for(let i in l)i!=fs&&(zl(t[i])?Ae(t[i],Jn(l[i])):t[i]=Jn(l[i]))}return t}var hf=0,mf=1,gf=2;function yf(t,e,n){for(let l=0,i,f=-1;l<e.length;l++){let a=e[l];if(a>f){for(i=a-1;i>=0&&t[i]==null;)t[i--]=null;for(i=a+1;i<n&&t[i]==null;)t[f=i++]=null}}}function bf(t,e){if(xf(t)){let a=t[0].slice();for(let p=1;p<t.length;p++)a.push(...t[p].slice(1));return kf(a[0])||(a=vf(a)),a}let n=new Set;for(let a=0;a<t.length;a++){let d=t[a][0],h=d.length;for(let w=0;w<h;w++)n.add(d[w])}let l=[Array.from(n).sort((a,p)=>a-p)],i=l[0].length,f=new Map;for(let a=0;a<i;a++)f.set(l[0][a],a);for(let a=0;a<t.length;a++){let p=t[a],d=p[0];for(let h=1;h<p.length;h++){let w=p[h],g=Array(i).fill(void 0),y=e?e[a][h]:mf,D=[];for(let H=0;H<w.length;H++){let R=w[H],B=f.get(d[H]);R===null?y!=hf&&(g[B]=R,y==gf&&D.push(B)):g[B]=R}yf(g,D,i),l.push(g)}}return l}var wf=typeof queueMicrotask>"u"?t=>Promise.resolve().then(t):queueMicrotask;function vf(t){let e=t[0],n=e.length,l=Array(n);for(let f=0;f<l.length;f++)l[f]=f;l.sort((f,a)=>e[f]-e[a]);let i=[];for(let f=0;f<t.length;f++){let a=t[f],p=Array(n);for(let d=0;d<n;d++)p[d]=a[l[d]];i.push(p)}return i}function xf(t){let e=t[0][0],n=e.length;for(let l=1;l<t.length;l++){let i=t[l][0];if(i.length!=n)return!1;if(i!=e){for(let f=0;f<n;f++)if(i[f]!=e[f])return!1}}return!0}function kf(t,e=100){let n=t.length;if(n<=1)return!0;let l=0,i=n-1;for(;l<=i&&t[l]==null;)l++;for(;i>=l&&t[i]==null;)i--;if(i<=l)return!0;let f=Ye(1,it((i-l+1)/e));for(let a=t[l],p=l+f;p<=i;p+=f){let d=t[p];if(d!=null){if(d<=a)return!1;a=d}}return!0}var us=["January","February","March","April","May","June","July","August","September","October","November","December"],cs=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function ds(t){return t.slice(0,3)}var Sf=cs.map(ds),Tf=us.map(ds),Mf={MMMM:us,MMM:Tf,WWWW:cs,WWW:Sf};function sl(t){return(t<10?"0":"")+t}function Lf(t){return(t<10?"00":t<100?"0":"")+t}var Ef={YYYY:t=>t.getFullYear(),YY:t=>(t.getFullYear()+"").slice(2),MMMM:(t,e)=>e.MMMM[t.getMonth()],MMM:(t,e)=>e.MMM[t.getMonth()],MM:t=>sl(t.getMonth()+1),M:t=>t.getMonth()+1,DD:t=>sl(t.getDate()),D:t=>t.getDate(),WWWW:(t,e)=>e.WWWW[t.getDay()],WWW:(t,e)=>e.WWW[t.getDay()],HH:t=>sl(t.getHours()),H:t=>t.getHours(),h:t=>{let e=t.getHours();return e==0?12:e>12?e-12:e},AA:t=>t.getHours()>=12?"PM":"AM",aa:t=>t.getHours()>=12?"pm":"am",a:t=>t.getHours()>=12?"p":"a",mm:t=>sl(t.getMinutes()),m:t=>t.getMinutes(),ss:t=>sl(t.getSeconds()),s:t=>t.getSeconds(),fff:t=>Lf(t.getMilliseconds())};function Xr(t,e){e=e||Mf;let n=[],l=/\{([a-z]+)\}|[^{]+/gi,i;for(;i=l.exec(t);)n.push(i[0][0]=="{"?Ef[i[1]]:i[0]);return f=>{let a="";for(let p=0;p<n.length;p++)a+=typeof n[p]=="string"?n[p]:n[p](f,e);return a}}var Af=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Pf(t,e){let n;return e=="UTC"||e=="Etc/UTC"?n=new Date(+t+t.getTimezoneOffset()*6e4):e==Af?n=t:(n=new Date(t.toLocaleString("en-US",{timeZone:e})),n.setMilliseconds(t.getMilliseconds())),n}var ps=t=>t%1==0,Wl=[1,2,2.5,5],_f=pl(10,-32,0,Wl),hs=pl(10,0,32,Wl),Hf=hs.filter(ps),gn=_f.concat(hs),ei=`
`,ms="{YYYY}",Co=ei+ms,gs="{M}/{D}",ul=ei+gs,$l=ul+"/{YY}",ys="{aa}",Df="{h}:{mm}",zn=Df+ys,$o=ei+zn,Oo=":{ss}",fe=null;function bs(t){let e=t*1e3,n=e*60,l=n*60,i=l*24,f=i*30,a=i*365,d=(t==1?pl(10,0,3,Wl).filter(ps):pl(10,-3,0,Wl)).concat([e,e*5,e*10,e*15,e*30,n,n*5,n*10,n*15,n*30,l,l*2,l*3,l*4,l*6,l*8,l*12,i,i*2,i*3,i*4,i*5,i*6,i*7,i*8,i*9,i*10,i*15,f,f*2,f*3,f*4,f*6,a,a*2,a*5,a*10,a*25,a*50,a*100]),h=[[a,ms,fe,fe,fe,fe,fe,fe,1],[i*28,"{MMM}",Co,fe,fe,fe,fe,fe,1],[i,gs,Co,fe,fe,fe,fe,fe,1],[l,"{h}"+ys,$l,fe,ul,fe,fe,fe,1],[n,zn,$l,fe,ul,fe,fe,fe,1],[e,Oo,$l+" "+zn,fe,ul+" "+zn,fe,$o,fe,1],[t,Oo+".{fff}",$l+" "+zn,fe,ul+" "+zn,fe,$o,fe,1]];function w(g){return(y,D,H,R,B,I)=>{let k=[],W=B>=a,S=B>=f&&B<a,Y=g(H),_=pe(Y*t,3),K=Cr(Y.getFullYear(),W?0:Y.getMonth(),S||W?1:Y.getDate()),j=pe(K*t,3);if(S||W){let X=S?B/f:0,U=W?B/a:0,T=_==j?_:pe(Cr(K.getFullYear()+U,K.getMonth()+X,1)*t,3),q=new Date(He(T/t)),C=q.getFullYear(),z=q.getMonth();for(let N=0;T<=R;N++){let te=Cr(C+U*N,z+X*N,1),F=te-g(pe(te*t,3));T=pe((+te+F)*t,3),T<=R&&k.push(T)}}else{let X=B>=i?i:B,U=it(H)-it(_),T=j+U+Il(_-j,X);k.push(T);let q=g(T),C=q.getHours()+q.getMinutes()/n+q.getSeconds()/l,z=B/l,N=y.axes[D]._space,te=I/N;for(;T=pe(T+B,t==1?0:3),!(T>R);)if(z>1){let F=it(pe(C+z,6))%24,le=g(T).getHours()-F;le>1&&(le=-1),T-=le*l,C=(C+z)%24;let ue=k[k.length-1];pe((T-ue)/B,3)*te>=.7&&k.push(T)}else k.push(T)}return k}}return[d,h,w]}var[Cf,$f,Of]=bs(1),[Ff,Nf,Rf]=bs(.001);pl(2,-53,53,[1]);function Fo(t,e){return t.map(n=>n.map((l,i)=>i==0||i==8||l==null?l:e(i==1||n[8]==0?l:n[1]+l)))}function No(t,e){return(n,l,i,f,a)=>{let p=e.find(H=>a>=H[0])||e[e.length-1],d,h,w,g,y,D;return l.map(H=>{let R=t(H),B=R.getFullYear(),I=R.getMonth(),k=R.getDate(),W=R.getHours(),S=R.getMinutes(),Y=R.getSeconds(),_=B!=d&&p[2]||I!=h&&p[3]||k!=w&&p[4]||W!=g&&p[5]||S!=y&&p[6]||Y!=D&&p[7]||p[1];return d=B,h=I,w=k,g=W,y=S,D=Y,_(R)})}}function Wf(t,e){let n=Xr(e);return(l,i,f,a,p)=>i.map(d=>n(t(d)))}function Cr(t,e,n){return new Date(t,e,n)}function Ro(t,e){return e(t)}var Bf="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function Wo(t,e){return(n,l,i,f)=>f==null?Jr:e(t(l))}function Vf(t,e){let n=t.series[e];return n.width?n.stroke(t,e):n.points.width?n.points.stroke(t,e):null}function If(t,e){return t.series[e].fill(t,e)}var zf={show:!0,live:!0,isolate:!1,mount:af,markers:{show:!0,width:2,stroke:Vf,fill:If,dash:"solid"},idx:null,idxs:null,values:[]};function Gf(t,e){let n=t.cursor.points,l=pt(),i=n.size(t,e);we(l,al,i),we(l,fl,i);let f=i/-2;we(l,"marginLeft",f),we(l,"marginTop",f);let a=n.width(t,e,i);return a&&we(l,"borderWidth",a),l}function Uf(t,e){let n=t.series[e].points;return n._fill||n._stroke}function jf(t,e){let n=t.series[e].points;return n._stroke||n._fill}function Jf(t,e){return t.series[e].points.size}var $r=[0,0];function qf(t,e,n){return $r[0]=e,$r[1]=n,$r}function Ol(t,e,n,l=!0){return i=>{i.button==0&&(!l||i.target==e)&&n(i)}}function Or(t,e,n,l=!0){return i=>{(!l||i.target==e)&&n(i)}}var Yf={show:!0,x:!0,y:!0,lock:!1,move:qf,points:{one:!1,show:Gf,size:Jf,width:0,stroke:jf,fill:Uf},bind:{mousedown:Ol,mouseup:Ol,click:Ol,dblclick:Ol,mousemove:Or,mouseleave:Or,mouseenter:Or},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(t,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(t,e,n,l,i)=>l-i,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},ws={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},ti=Ae({},ws,{filter:is}),vs=Ae({},ti,{size:10}),xs=Ae({},ws,{show:!1}),ni='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',ks="bold "+ni,Ss=1.5,Bo={show:!0,scale:"x",stroke:jr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:ks,side:2,grid:ti,ticks:vs,border:xs,font:ni,lineGap:Ss,rotate:0},Kf="Value",Qf="Time",Vo={show:!0,scale:"x",auto:!1,sorted:1,min:de,max:-de,idxs:[]};function Zf(t,e,n,l,i){return e.map(f=>f==null?"":Qr(f))}function Xf(t,e,n,l,i,f,a){let p=[],d=en.get(i)||0;n=a?n:pe(Il(n,i),d);for(let h=n;h<=l;h=pe(h+i,d))p.push(Object.is(h,-0)?0:h);return p}function Vr(t,e,n,l,i,f,a){let p=[],d=t.scales[t.axes[e].scale].log,h=d==10?Vt:ns,w=it(h(n));i=Un(d,w),d==10&&(i=gn[St(i,gn)]);let g=n,y=i*d;d==10&&(y=gn[St(y,gn)]);do p.push(g),g=g+i,d==10&&!en.has(g)&&(g=pe(g,en.get(i))),g>=y&&(i=g,y=i*d,d==10&&(y=gn[St(y,gn)]));while(g<=l);return p}function eu(t,e,n,l,i,f,a){let d=t.scales[t.axes[e].scale].asinh,h=l>d?Vr(t,e,Ye(d,n),l,i):[d],w=l>=0&&n<=0?[0]:[];return(n<-d?Vr(t,e,Ye(d,-l),-n,i):[d]).reverse().map(y=>-y).concat(w,h)}var Ts=/./,tu=/[12357]/,nu=/[125]/,Io=/1/,Ir=(t,e,n,l)=>t.map((i,f)=>e==4&&i==0||f%l==0&&n.test(i.toExponential()[i<0?1:0])?i:null);function lu(t,e,n,l,i){let f=t.axes[n],a=f.scale,p=t.scales[a],d=t.valToPos,h=f._space,w=d(10,a),g=d(9,a)-w>=h?Ts:d(7,a)-w>=h?tu:d(5,a)-w>=h?nu:Io;if(g==Io){let y=De(d(1,a)-w);if(y<h)return Ir(e.slice().reverse(),p.distr,g,ht(h/y)).reverse()}return Ir(e,p.distr,g,1)}function ru(t,e,n,l,i){let f=t.axes[n],a=f.scale,p=f._space,d=t.valToPos,h=De(d(1,a)-d(2,a));return h<p?Ir(e.slice().reverse(),3,Ts,ht(p/h)).reverse():e}function iu(t,e,n,l){return l==null?Jr:e==null?"":Qr(e)}var zo={show:!0,scale:"y",stroke:jr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:ks,side:3,grid:ti,ticks:vs,border:xs,font:ni,lineGap:Ss,rotate:0};function ou(t,e){let n=3+(t||1)*2;return pe(n*e,3)}function su(t,e){let{scale:n,idxs:l}=t.series[0],i=t._data[0],f=t.valToPos(i[l[0]],n,!0),a=t.valToPos(i[l[1]],n,!0),p=De(a-f),d=t.series[e],h=p/(d.points.space*se);return l[1]-l[0]<=h}var Go={scale:null,auto:!0,sorted:0,min:de,max:-de},Ms=(t,e,n,l,i)=>i,Uo={show:!0,auto:!0,sorted:0,gaps:Ms,alpha:1,facets:[Ae({},Go,{scale:"x"}),Ae({},Go,{scale:"y"})]},jo={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Ms,alpha:1,points:{show:su,filter:null},values:null,min:de,max:-de,idxs:[],path:null,clip:null};function au(t,e,n,l,i){return n/10}var Ls={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},fu=Ae({},Ls,{time:!1,ori:1}),Jo={};function Es(t,e){let n=Jo[t];return n||(n={key:t,plots:[],sub(l){n.plots.push(l)},unsub(l){n.plots=n.plots.filter(i=>i!=l)},pub(l,i,f,a,p,d,h){for(let w=0;w<n.plots.length;w++)n.plots[w]!=i&&n.plots[w].pub(l,i,f,a,p,d,h)}},t!=null&&(Jo[t]=n)),n}var qn=1,zr=2;function vn(t,e,n){let l=t.mode,i=t.series[e],f=l==2?t._data[e]:t._data,a=t.scales,p=t.bbox,d=f[0],h=l==2?f[1]:f[e],w=l==2?a[i.facets[0].scale]:a[t.series[0].scale],g=l==2?a[i.facets[1].scale]:a[i.scale],y=p.left,D=p.top,H=p.width,R=p.height,B=t.valToPosH,I=t.valToPosV;return w.ori==0?n(i,d,h,w,g,B,I,y,D,H,R,Ul,Kn,Jl,Ps,Hs):n(i,d,h,w,g,I,B,D,y,R,H,jl,Qn,ii,_s,Ds)}function li(t,e){let n=0,l=0,i=ie(t.bands,Zr);for(let f=0;f<i.length;f++){let a=i[f];a.series[0]==e?n=a.dir:a.series[1]==e&&(a.dir==1?l|=1:l|=2)}return[n,l==1?-1:l==2?1:l==3?2:0]}function uu(t,e,n,l,i){let f=t.mode,a=t.series[e],p=f==2?a.facets[1].scale:a.scale,d=t.scales[p];return i==-1?d.min:i==1?d.max:d.distr==3?d.dir==1?d.min:d.max:0}function It(t,e,n,l,i,f){return vn(t,e,(a,p,d,h,w,g,y,D,H,R,B)=>{let I=a.pxRound,k=h.dir*(h.ori==0?1:-1),W=h.ori==0?Kn:Qn,S,Y;k==1?(S=n,Y=l):(S=l,Y=n);let _=I(g(p[S],h,R,D)),K=I(y(d[S],w,B,H)),j=I(g(p[Y],h,R,D)),X=I(y(f==1?w.max:w.min,w,B,H)),U=new Path2D(i);return W(U,j,X),W(U,_,X),W(U,_,K),U})}function Gl(t,e,n,l,i,f){let a=null;if(t.length>0){a=new Path2D;let p=e==0?Jl:ii,d=n;for(let g=0;g<t.length;g++){let y=t[g];if(y[1]>y[0]){let D=y[0]-d;D>0&&p(a,d,l,D,l+f),d=y[1]}}let h=n+i-d,w=10;h>0&&p(a,d,l-w/2,h,l+f+w)}return a}function cu(t,e,n){let l=t[t.length-1];l&&l[0]==e?l[1]=n:t.push([e,n])}function ri(t,e,n,l,i,f,a){let p=[],d=t.length;for(let h=i==1?n:l;h>=n&&h<=l;h+=i)if(e[h]===null){let g=h,y=h;if(i==1)for(;++h<=l&&e[h]===null;)y=h;else for(;--h>=n&&e[h]===null;)y=h;let D=f(t[g]),H=y==g?D:f(t[y]),R=g-i;D=a<=0&&R>=0&&R<d?f(t[R]):D;let I=y+i;H=a>=0&&I>=0&&I<d?f(t[I]):H,H>=D&&p.push([D,H])}return p}function qo(t){return t==0?rs:t==1?He:e=>mn(e,t)}function As(t){let e=t==0?Ul:jl,n=t==0?(i,f,a,p,d,h)=>{i.arcTo(f,a,p,d,h)}:(i,f,a,p,d,h)=>{i.arcTo(a,f,d,p,h)},l=t==0?(i,f,a,p,d)=>{i.rect(f,a,p,d)}:(i,f,a,p,d)=>{i.rect(a,f,d,p)};return(i,f,a,p,d,h=0,w=0)=>{h==0&&w==0?l(i,f,a,p,d):(h=Tt(h,p/2,d/2),w=Tt(w,p/2,d/2),e(i,f+h,a),n(i,f+p,a,f+p,a+d,h),n(i,f+p,a+d,f,a+d,w),n(i,f,a+d,f,a,w),n(i,f,a,f+p,a,h),i.closePath())}}var Ul=(t,e,n)=>{t.moveTo(e,n)},jl=(t,e,n)=>{t.moveTo(n,e)},Kn=(t,e,n)=>{t.lineTo(e,n)},Qn=(t,e,n)=>{t.lineTo(n,e)},Jl=As(0),ii=As(1),Ps=(t,e,n,l,i,f)=>{t.arc(e,n,l,i,f)},_s=(t,e,n,l,i,f)=>{t.arc(n,e,l,i,f)},Hs=(t,e,n,l,i,f,a)=>{t.bezierCurveTo(e,n,l,i,f,a)},Ds=(t,e,n,l,i,f,a)=>{t.bezierCurveTo(n,e,i,l,a,f)};function Cs(t){return(e,n,l,i,f)=>vn(e,n,(a,p,d,h,w,g,y,D,H,R,B)=>{let{pxRound:I,points:k}=a,W,S;h.ori==0?(W=Ul,S=Ps):(W=jl,S=_s);let Y=pe(k.width*se,3),_=(k.size-k.width)/2*se,K=pe(_*2,3),j=new Path2D,X=new Path2D,{left:U,top:T,width:q,height:C}=e.bbox;Jl(X,U-K,T-K,q+K*2,C+K*2);let z=N=>{if(d[N]!=null){let te=I(g(p[N],h,R,D)),F=I(y(d[N],w,B,H));W(j,te+_,F),S(j,te,F,_,0,Fl*2)}};if(f)f.forEach(z);else for(let N=l;N<=i;N++)z(N);return{stroke:Y>0?j:null,fill:j,clip:X,flags:qn|zr}})}function $s(t){return(e,n,l,i,f,a)=>{l!=i&&(f!=l&&a!=l&&t(e,n,l),f!=i&&a!=i&&t(e,n,i),t(e,n,a))}}var du=$s(Kn),pu=$s(Qn);function Os(t){let e=ie(t?.alignGaps,0);return(n,l,i,f)=>vn(n,l,(a,p,d,h,w,g,y,D,H,R,B)=>{[i,f]=Bl(d,i,f);let I=a.pxRound,k=C=>I(g(C,h,R,D)),W=C=>I(y(C,w,B,H)),S,Y;h.ori==0?(S=Kn,Y=du):(S=Qn,Y=pu);let _=h.dir*(h.ori==0?1:-1),K={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:qn},j=K.stroke,X=!1;if(f-i>=R*4){let C=$=>n.posToVal($,h.key,!0),z=null,N=null,te,F,Ke,ve=k(p[_==1?i:f]),le=k(p[i]),ue=k(p[f]),Q=C(_==1?le+1:ue-1);for(let $=_==1?i:f;$>=i&&$<=f;$+=_){let Pe=p[$],xe=(_==1?Pe<Q:Pe>Q)?ve:k(Pe),ae=d[$];xe==ve?ae!=null?(F=ae,z==null?(S(j,xe,W(F)),te=z=N=F):F<z?z=F:F>N&&(N=F)):ae===null&&(X=!0):(z!=null&&Y(j,ve,W(z),W(N),W(te),W(F)),ae!=null?(F=ae,S(j,xe,W(F)),z=N=te=F):(z=N=null,ae===null&&(X=!0)),ve=xe,Q=C(ve+_))}z!=null&&z!=N&&Ke!=ve&&Y(j,ve,W(z),W(N),W(te),W(F))}else for(let C=_==1?i:f;C>=i&&C<=f;C+=_){let z=d[C];z===null?X=!0:z!=null&&S(j,k(p[C]),W(z))}let[T,q]=li(n,l);if(a.fill!=null||T!=0){let C=K.fill=new Path2D(j),z=a.fillTo(n,l,a.min,a.max,T),N=W(z),te=k(p[i]),F=k(p[f]);_==-1&&([F,te]=[te,F]),S(C,F,N),S(C,te,N)}if(!a.spanGaps){let C=[];X&&C.push(...ri(p,d,i,f,_,k,e)),K.gaps=C=a.gaps(n,l,i,f,C),K.clip=Gl(C,h.ori,D,H,R,B)}return q!=0&&(K.band=q==2?[It(n,l,i,f,j,-1),It(n,l,i,f,j,1)]:It(n,l,i,f,j,q)),K})}function hu(t){let e=ie(t.align,1),n=ie(t.ascDesc,!1),l=ie(t.alignGaps,0),i=ie(t.extend,!1);return(f,a,p,d)=>vn(f,a,(h,w,g,y,D,H,R,B,I,k,W)=>{[p,d]=Bl(g,p,d);let S=h.pxRound,{left:Y,width:_}=f.bbox,K=le=>S(H(le,y,k,B)),j=le=>S(R(le,D,W,I)),X=y.ori==0?Kn:Qn,U={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:qn},T=U.stroke,q=y.dir*(y.ori==0?1:-1),C=j(g[q==1?p:d]),z=K(w[q==1?p:d]),N=z,te=z;i&&e==-1&&(te=Y,X(T,te,C)),X(T,z,C);for(let le=q==1?p:d;le>=p&&le<=d;le+=q){let ue=g[le];if(ue==null)continue;let Q=K(w[le]),$=j(ue);e==1?X(T,Q,C):X(T,N,$),X(T,Q,$),C=$,N=Q}let F=N;i&&e==1&&(F=Y+_,X(T,F,C));let[Ke,ve]=li(f,a);if(h.fill!=null||Ke!=0){let le=U.fill=new Path2D(T),ue=h.fillTo(f,a,h.min,h.max,Ke),Q=j(ue);X(le,F,Q),X(le,te,Q)}if(!h.spanGaps){let le=[];le.push(...ri(w,g,p,d,q,K,l));let ue=h.width*se/2,Q=n||e==1?ue:-ue,$=n||e==-1?-ue:ue;le.forEach(Pe=>{Pe[0]+=Q,Pe[1]+=$}),U.gaps=le=h.gaps(f,a,p,d,le),U.clip=Gl(le,y.ori,B,I,k,W)}return ve!=0&&(U.band=ve==2?[It(f,a,p,d,T,-1),It(f,a,p,d,T,1)]:It(f,a,p,d,T,ve)),U})}function Yo(t,e,n,l,i,f,a=de){if(t.length>1){let p=null;for(let d=0,h=1/0;d<t.length;d++)if(e[d]!==void 0){if(p!=null){let w=De(t[d]-t[p]);w<h&&(h=w,a=De(n(t[d],l,i,f)-n(t[p],l,i,f)))}p=d}}return a}function mu(t){t=t||dl;let e=ie(t.size,[.6,de,1]),n=t.align||0,l=t.gap||0,i=t.radius;i=i==null?[0,0]:typeof i=="number"?[i,0]:i;let f=ee(i),a=1-e[0],p=ie(e[1],de),d=ie(e[2],1),h=ie(t.disp,dl),w=ie(t.each,D=>{}),{fill:g,stroke:y}=h;return(D,H,R,B)=>vn(D,H,(I,k,W,S,Y,_,K,j,X,U,T)=>{let q=I.pxRound,C=n,z=l*se,N=p*se,te=d*se,F,Ke;S.ori==0?[F,Ke]=f(D,H):[Ke,F]=f(D,H);let ve=S.dir*(S.ori==0?1:-1),le=S.ori==0?Jl:ii,ue=S.ori==0?w:(A,he,_e,Tn,ln,Lt,rn)=>{w(A,he,_e,ln,Tn,rn,Lt)},Q=ie(D.bands,Zr).find(A=>A.series[0]==H),$=Q!=null?Q.dir:0,Pe=I.fillTo(D,H,I.min,I.max,$),Ge=q(K(Pe,Y,T,X)),xe,ae,mt,Xe=U,Se=q(I.width*se),Mt=!1,Ot=null,st=null,zt=null,xn=null;g!=null&&(Se==0||y!=null)&&(Mt=!0,Ot=g.values(D,H,R,B),st=new Map,new Set(Ot).forEach(A=>{A!=null&&st.set(A,new Path2D)}),Se>0&&(zt=y.values(D,H,R,B),xn=new Map,new Set(zt).forEach(A=>{A!=null&&xn.set(A,new Path2D)})));let{x0:kn,size:Xn}=h;if(kn!=null&&Xn!=null){C=1,k=kn.values(D,H,R,B),kn.unit==2&&(k=k.map(_e=>D.posToVal(j+_e*U,S.key,!0)));let A=Xn.values(D,H,R,B);Xn.unit==2?ae=A[0]*U:ae=_(A[0],S,U,j)-_(0,S,U,j),Xe=Yo(k,W,_,S,U,j,Xe),mt=Xe-ae+z}else Xe=Yo(k,W,_,S,U,j,Xe),mt=Xe*a+z,ae=Xe-mt;mt<1&&(mt=0),Se>=ae/2&&(Se=0),mt<5&&(q=rs);let ml=mt>0,tn=Xe-mt-(ml?Se:0);ae=q(Br(tn,te,N)),xe=(C==0?ae/2:C==ve?0:ae)-C*ve*((C==0?z/2:0)+(ml?Se/2:0));let Ue={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},Sn=Mt?null:new Path2D,Ft=null;if(Q!=null)Ft=D.data[Q.series[1]];else{let{y0:A,y1:he}=h;A!=null&&he!=null&&(W=he.values(D,H,R,B),Ft=A.values(D,H,R,B))}let nn=F*ae,J=Ke*ae;for(let A=ve==1?R:B;A>=R&&A<=B;A+=ve){let he=W[A];if(he==null)continue;if(Ft!=null){let Qe=Ft[A]??0;if(he-Qe==0)continue;Ge=K(Qe,Y,T,X)}let _e=S.distr!=2||h!=null?k[A]:A,Tn=_(_e,S,U,j),ln=K(ie(he,Pe),Y,T,X),Lt=q(Tn-xe),rn=q(Ye(ln,Ge)),et=q(Tt(ln,Ge)),at=rn-et;if(he!=null){let Qe=he<0?J:nn,gt=he<0?nn:J;Mt?(Se>0&&zt[A]!=null&&le(xn.get(zt[A]),Lt,et+it(Se/2),ae,Ye(0,at-Se),Qe,gt),Ot[A]!=null&&le(st.get(Ot[A]),Lt,et+it(Se/2),ae,Ye(0,at-Se),Qe,gt)):le(Sn,Lt,et+it(Se/2),ae,Ye(0,at-Se),Qe,gt),ue(D,H,A,Lt-Se/2,et,ae+Se,at)}}return Se>0?Ue.stroke=Mt?xn:Sn:Mt||(Ue._fill=I.width==0?I._fill:I._stroke??I._fill,Ue.width=0),Ue.fill=Mt?st:Sn,Ue})}function gu(t,e){let n=ie(e?.alignGaps,0);return(l,i,f,a)=>vn(l,i,(p,d,h,w,g,y,D,H,R,B,I)=>{[f,a]=Bl(h,f,a);let k=p.pxRound,W=F=>k(y(F,w,B,H)),S=F=>k(D(F,g,I,R)),Y,_,K;w.ori==0?(Y=Ul,K=Kn,_=Hs):(Y=jl,K=Qn,_=Ds);let j=w.dir*(w.ori==0?1:-1),X=W(d[j==1?f:a]),U=X,T=[],q=[];for(let F=j==1?f:a;F>=f&&F<=a;F+=j)if(h[F]!=null){let ve=d[F],le=W(ve);T.push(U=le),q.push(S(h[F]))}let C={stroke:t(T,q,Y,K,_,k),fill:null,clip:null,band:null,gaps:null,flags:qn},z=C.stroke,[N,te]=li(l,i);if(p.fill!=null||N!=0){let F=C.fill=new Path2D(z),Ke=p.fillTo(l,i,p.min,p.max,N),ve=S(Ke);K(F,U,ve),K(F,X,ve)}if(!p.spanGaps){let F=[];F.push(...ri(d,h,f,a,j,W,n)),C.gaps=F=p.gaps(l,i,f,a,F),C.clip=Gl(F,w.ori,H,R,B,I)}return te!=0&&(C.band=te==2?[It(l,i,f,a,z,-1),It(l,i,f,a,z,1)]:It(l,i,f,a,z,te)),C})}function yu(t){return gu(bu,t)}function bu(t,e,n,l,i,f){let a=t.length;if(a<2)return null;let p=new Path2D;if(n(p,t[0],e[0]),a==2)l(p,t[1],e[1]);else{let d=Array(a),h=Array(a-1),w=Array(a-1),g=Array(a-1);for(let y=0;y<a-1;y++)w[y]=e[y+1]-e[y],g[y]=t[y+1]-t[y],h[y]=w[y]/g[y];d[0]=h[0];for(let y=1;y<a-1;y++)h[y]===0||h[y-1]===0||h[y-1]>0!=h[y]>0?d[y]=0:(d[y]=3*(g[y-1]+g[y])/((2*g[y]+g[y-1])/h[y-1]+(g[y]+2*g[y-1])/h[y]),isFinite(d[y])||(d[y]=0));d[a-1]=h[a-2];for(let y=0;y<a-1;y++)i(p,t[y]+g[y]/3,e[y]+d[y]*g[y]/3,t[y+1]-g[y]/3,e[y+1]-d[y+1]*g[y]/3,t[y+1],e[y+1])}return p}var Gr=new Set;function Ko(){for(let t of Gr)t.syncRect(!0)}Yn&&(bn(Qa,Gn,Ko),bn(Za,Gn,Ko,!0),bn(Nl,Gn,()=>{Ie.pxRatio=se}));var wu=Os(),vu=Cs();function Qo(t,e,n,l){return(l?[t[0],t[1]].concat(t.slice(2)):[t[0]].concat(t.slice(1))).map((f,a)=>Ur(f,a,e,n))}function xu(t,e){return t.map((n,l)=>l==0?{}:Ae({},e,n))}function Ur(t,e,n,l){return Ae({},e==0?n:l,t)}function Fs(t,e,n){return e==null?jn:[e,n]}var ku=Fs;function Su(t,e,n){return e==null?jn:Rl(e,n,Kr,!0)}function Ns(t,e,n,l){return e==null?jn:Vl(e,n,t.scales[l].log,!1)}var Tu=Ns;function Rs(t,e,n,l){return e==null?jn:Yr(e,n,t.scales[l].log,!1)}var Mu=Rs;function Lu(t,e,n,l,i){let f=Ye(Po(t),Po(e)),a=e-t,p=St(i/l*a,n);do{let d=n[p],h=l*d/a;if(h>=i&&f+(d<5?en.get(d):0)<=17)return[d,h]}while(++p<n.length);return[0,0]}function Zo(t){let e,n;return t=t.replace(/(\d+)px/,(l,i)=>(e=He((n=+i)*se))+"px"),[t,e,n]}function Eu(t){t.show&&[t.font,t.labelFont].forEach(e=>{let n=pe(e[2]*se,1);e[0]=e[0].replace(/[0-9.]+px/,n+"px"),e[1]=n})}function Ie(t,e,n){let l={mode:ie(t.mode,1)},i=l.mode;function f(r,o,s,u){let c=o.valToPct(r);return u+s*(o.dir==-1?1-c:c)}function a(r,o,s,u){let c=o.valToPct(r);return u+s*(o.dir==-1?c:1-c)}function p(r,o,s,u){return o.ori==0?f(r,o,s,u):a(r,o,s,u)}l.valToPosH=f,l.valToPosV=a;let d=!1;l.status=0;let h=l.root=pt(Ca);if(t.id!=null&&(h.id=t.id),rt(h,t.class),t.title){let r=pt(Fa,h);r.textContent=t.title}let w=kt("canvas"),g=l.ctx=w.getContext("2d"),y=pt(Na,h);bn("click",y,r=>{r.target===H&&(me!=On||ke!=Fn)&&Be.click(l,r)},!0);let D=l.under=pt(Ra,y);y.appendChild(w);let H=l.over=pt(Wa,y);t=Jn(t);let R=+ie(t.pxAlign,1),B=qo(R);(t.plugins||[]).forEach(r=>{r.opts&&(t=r.opts(l,t)||t)});let I=t.ms||.001,k=l.series=i==1?Qo(t.series||[],Vo,jo,!1):xu(t.series||[null],Uo),W=l.axes=Qo(t.axes||[],Bo,zo,!0),S=l.scales={},Y=l.bands=t.bands||[];Y.forEach(r=>{r.fill=ee(r.fill||null),r.dir=ie(r.dir,-1)});let _=i==2?k[1].facets[0].scale:k[0].scale,K={axes:na,series:Qs},j=(t.drawOrder||["axes","series"]).map(r=>K[r]);function X(r){let o=r.distr==3?s=>Vt(s>0?s:r.clamp(l,s,r.min,r.max,r.key)):r.distr==4?s=>Dr(s,r.asinh):r.distr==100?s=>r.fwd(s):s=>s;return s=>{let u=o(s),{_min:c,_max:m}=r,b=m-c;return(u-c)/b}}function U(r){let o=S[r];if(o==null){let s=(t.scales||dl)[r]||dl;if(s.from!=null){U(s.from);let u=Ae({},S[s.from],s,{key:r});u.valToPct=X(u),S[r]=u}else{o=S[r]=Ae({},r==_?Ls:fu,s),o.key=r;let u=o.time,c=o.range,m=Xt(c);if((r!=_||i==2&&!u)&&(m&&(c[0]==null||c[1]==null)&&(c={min:c[0]==null?Lo:{mode:1,hard:c[0],soft:c[0]},max:c[1]==null?Lo:{mode:1,hard:c[1],soft:c[1]}},m=!1),!m&&zl(c))){let b=c;c=(v,x,M)=>x==null?jn:Rl(x,M,b)}o.range=ee(c||(u?ku:r==_?o.distr==3?Tu:o.distr==4?Mu:Fs:o.distr==3?Ns:o.distr==4?Rs:Su)),o.auto=ee(m?!1:o.auto),o.clamp=ee(o.clamp||au),o._min=o._max=null,o.valToPct=X(o)}}}U("x"),U("y"),i==1&&k.forEach(r=>{U(r.scale)}),W.forEach(r=>{U(r.scale)});for(let r in t.scales)U(r);let T=S[_],q=T.distr,C,z;T.ori==0?(rt(h,$a),C=f,z=a):(rt(h,Oa),C=a,z=f);let N={};for(let r in S){let o=S[r];(o.min!=null||o.max!=null)&&(N[r]={min:o.min,max:o.max},o.min=o.max=null)}let te=t.tzDate||(r=>new Date(He(r/I))),F=t.fmtDate||Xr,Ke=I==1?Of(te):Rf(te),ve=No(te,Fo(I==1?$f:Nf,F)),le=Wo(te,Ro(Bf,F)),ue=[],Q=l.legend=Ae({},zf,t.legend),$=l.cursor=Ae({},Yf,{drag:{y:i==2}},t.cursor),Pe=Q.show,Ge=$.show,xe=Q.markers;Q.idxs=ue,xe.width=ee(xe.width),xe.dash=ee(xe.dash),xe.stroke=ee(xe.stroke),xe.fill=ee(xe.fill);let ae,mt,Xe,Se=[],Mt=[],Ot,st=!1,zt={};if(Q.live){let r=k[1]?k[1].values:null;st=r!=null,Ot=st?r(l,1,0):{_:0};for(let o in Ot)zt[o]=Jr}if(Pe)if(ae=kt("table",Ua,h),Xe=kt("tbody",null,ae),Q.mount(l,ae),st){mt=kt("thead",null,ae,Xe);let r=kt("tr",null,mt);kt("th",null,r);for(var xn in Ot)kt("th",po,r).textContent=xn}else rt(ae,Ja),Q.live&&rt(ae,ja);let kn={show:!0},Xn={show:!1};function ml(r,o){if(o==0&&(st||!Q.live||i==2))return jn;let s=[],u=kt("tr",qa,Xe,Xe.childNodes[o]);rt(u,r.class),r.show||rt(u,yn);let c=kt("th",null,u);if(xe.show){let v=pt(Ya,c);if(o>0){let x=xe.width(l,o);x&&(v.style.border=x+"px "+xe.dash(l,o)+" "+xe.stroke(l,o)),v.style.background=xe.fill(l,o)}}let m=pt(po,c);r.label instanceof HTMLElement?m.appendChild(r.label):m.textContent=r.label,o>0&&(xe.show||(m.style.color=r.width>0?xe.stroke(l,o):xe.fill(l,o)),Ue("click",c,v=>{if($._lock)return;sn(v);let x=k.indexOf(r);if((v.ctrlKey||v.metaKey)!=Q.isolate){let M=k.some((L,P)=>P>0&&P!=x&&L.show);k.forEach((L,P)=>{P>0&&At(P,M?P==x?kn:Xn:kn,!0,Ee.setSeries)})}else At(x,{show:!r.show},!0,Ee.setSeries)},!1),Ln&&Ue(yo,c,v=>{$._lock||(sn(v),At(k.indexOf(r),Rn,!0,Ee.setSeries))},!1));for(var b in Ot){let v=kt("td",Ka,u);v.textContent="--",s.push(v)}return[u,s]}let tn=new Map;function Ue(r,o,s,u=!0){let c=tn.get(o)||{},m=$.bind[r](l,o,s,u);m&&(bn(r,o,c[r]=m),tn.set(o,c))}function Sn(r,o,s){let u=tn.get(o)||{};for(let c in u)(r==null||c==r)&&(Wr(c,o,u[c]),delete u[c]);r==null&&tn.delete(o)}let Ft=0,nn=0,J=0,A=0,he=0,_e=0,Tn=he,ln=_e,Lt=J,rn=A,et=0,at=0,Qe=0,gt=0;l.bbox={};let Ql=!1,gl=!1,Mn=!1,on=!1,yl=!1,ft=!1;function Zl(r,o,s){(s||r!=l.width||o!=l.height)&&ui(r,o),Hn(!1),Mn=!0,gl=!0,Dn()}function ui(r,o){l.width=Ft=J=r,l.height=nn=A=o,he=_e=0,Gs(),Us();let s=l.bbox;et=s.left=mn(he*se,.5),at=s.top=mn(_e*se,.5),Qe=s.width=mn(J*se,.5),gt=s.height=mn(A*se,.5)}let Vs=3;function Is(){let r=!1,o=0;for(;!r;){o++;let s=ea(o),u=ta(o);r=o==Vs||s&&u,r||(ui(l.width,l.height),gl=!0)}}function zs({width:r,height:o}){Zl(r,o)}l.setSize=zs;function Gs(){let r=!1,o=!1,s=!1,u=!1;W.forEach((c,m)=>{if(c.show&&c._show){let{side:b,_size:v}=c,x=b%2,M=c.label!=null?c.labelSize:0,L=v+M;L>0&&(x?(J-=L,b==3?(he+=L,u=!0):s=!0):(A-=L,b==0?(_e+=L,r=!0):o=!0))}}),an[0]=r,an[1]=s,an[2]=o,an[3]=u,J-=Gt[1]+Gt[3],he+=Gt[3],A-=Gt[2]+Gt[0],_e+=Gt[0]}function Us(){let r=he+J,o=_e+A,s=he,u=_e;function c(m,b){switch(m){case 1:return r+=b,r-b;case 2:return o+=b,o-b;case 3:return s-=b,s+b;case 0:return u-=b,u+b}}W.forEach((m,b)=>{if(m.show&&m._show){let v=m.side;m._pos=c(v,m._size),m.label!=null&&(m._lpos=c(v,m.labelSize))}})}if($.dataIdx==null){let r=$.hover,o=r.skip=new Set(r.skip??[]);o.add(void 0);let s=r.prox=ee(r.prox),u=r.bias??=0;$.dataIdx=(c,m,b,v)=>{if(m==0)return b;let x=b,M=s(c,m,b,v)??de,L=M>=0&&M<de,P=T.ori==0?J:A,G=$.left,oe=e[0],re=e[m];if(o.has(re[b])){x=null;let Z=null,V=null,O;if(u==0||u==-1)for(O=b;Z==null&&O-- >0;)o.has(re[O])||(Z=O);if(u==0||u==1)for(O=b;V==null&&O++<re.length;)o.has(re[O])||(V=O);if(Z!=null||V!=null)if(L){let ye=Z==null?-1/0:C(oe[Z],T,P,0),Me=V==null?1/0:C(oe[V],T,P,0),Re=G-ye,ce=Me-G;Re<=ce?Re<=M&&(x=Z):ce<=M&&(x=V)}else x=V==null?Z:Z==null?V:b-Z<=V-b?Z:V}else L&&De(G-C(oe[b],T,P,0))>M&&(x=null);return x}}let sn=r=>{$.event=r};$.idxs=ue,$._lock=!1;let ze=$.points;ze.show=ee(ze.show),ze.size=ee(ze.size),ze.stroke=ee(ze.stroke),ze.width=ee(ze.width),ze.fill=ee(ze.fill);let Et=l.focus=Ae({},t.focus||{alpha:.3},$.focus),Ln=Et.prox>=0,En=Ln&&ze.one,ut=[],An=[],Pn=[];function ci(r,o){let s=ze.show(l,o);if(s instanceof HTMLElement)return rt(s,Ga),rt(s,r.class),$t(s,-10,-10,J,A),H.insertBefore(s,ut[o]),s}function di(r,o){if(i==1||o>0){let s=i==1&&S[r.scale].time,u=r.value;r.value=s?Do(u)?Wo(te,Ro(u,F)):u||le:u||iu,r.label=r.label||(s?Qf:Kf)}if(En||o>0){r.width=r.width==null?1:r.width,r.paths=r.paths||wu||ff,r.fillTo=ee(r.fillTo||uu),r.pxAlign=+ie(r.pxAlign,R),r.pxRound=qo(r.pxAlign),r.stroke=ee(r.stroke||null),r.fill=ee(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let s=ou(Ye(1,r.width),1),u=r.points=Ae({},{size:s,width:Ye(1,s*.2),stroke:r.stroke,space:s*2,paths:vu,_stroke:null,_fill:null},r.points);u.show=ee(u.show),u.filter=ee(u.filter),u.fill=ee(u.fill),u.stroke=ee(u.stroke),u.paths=ee(u.paths),u.pxAlign=r.pxAlign}if(Pe){let s=ml(r,o);Se.splice(o,0,s[0]),Mt.splice(o,0,s[1]),Q.values.push(null)}if(Ge){ue.splice(o,0,null);let s=null;En?o==0&&(s=ci(r,o)):o>0&&(s=ci(r,o)),ut.splice(o,0,s),An.splice(o,0,0),Pn.splice(o,0,0)}Ne("addSeries",o)}function js(r,o){o=o??k.length,r=i==1?Ur(r,o,Vo,jo):Ur(r,o,{},Uo),k.splice(o,0,r),di(k[o],o)}l.addSeries=js;function Js(r){if(k.splice(r,1),Pe){Q.values.splice(r,1),Mt.splice(r,1);let o=Se.splice(r,1)[0];Sn(null,o.firstChild),o.remove()}Ge&&(ue.splice(r,1),ut.splice(r,1)[0].remove(),An.splice(r,1),Pn.splice(r,1)),Ne("delSeries",r)}l.delSeries=Js;let an=[!1,!1,!1,!1];function qs(r,o){if(r._show=r.show,r.show){let s=r.side%2,u=S[r.scale];u==null&&(r.scale=s?k[1].scale:_,u=S[r.scale]);let c=u.time;r.size=ee(r.size),r.space=ee(r.space),r.rotate=ee(r.rotate),Xt(r.incrs)&&r.incrs.forEach(b=>{!en.has(b)&&en.set(b,ss(b))}),r.incrs=ee(r.incrs||(u.distr==2?Hf:c?I==1?Cf:Ff:gn)),r.splits=ee(r.splits||(c&&u.distr==1?Ke:u.distr==3?Vr:u.distr==4?eu:Xf)),r.stroke=ee(r.stroke),r.grid.stroke=ee(r.grid.stroke),r.ticks.stroke=ee(r.ticks.stroke),r.border.stroke=ee(r.border.stroke);let m=r.values;r.values=Xt(m)&&!Xt(m[0])?ee(m):c?Xt(m)?No(te,Fo(m,F)):Do(m)?Wf(te,m):m||ve:m||Zf,r.filter=ee(r.filter||(u.distr>=3&&u.log==10?lu:u.distr==3&&u.log==2?ru:is)),r.font=Zo(r.font),r.labelFont=Zo(r.labelFont),r._size=r.size(l,null,o,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(an[o]=!0,r._el=pt(Ba,y))}}function el(r,o,s,u){let[c,m,b,v]=s,x=o%2,M=0;return x==0&&(v||m)&&(M=o==0&&!c||o==2&&!b?He(Bo.size/3):0),x==1&&(c||b)&&(M=o==1&&!m||o==3&&!v?He(zo.size/2):0),M}let pi=l.padding=(t.padding||[el,el,el,el]).map(r=>ee(ie(r,el))),Gt=l._padding=pi.map((r,o)=>r(l,o,an,0)),We,Ce=null,$e=null,bl=i==1?k[0].idxs:null,yt=null,tl=!1;function hi(r,o){if(e=r??[],l.data=l._data=e,i==2){We=0;for(let s=1;s<k.length;s++)We+=e[s][0].length}else{e.length==0&&(l.data=l._data=e=[[]]),yt=e[0],We=yt.length;let s=e;if(q==2){s=e.slice();let u=s[0]=Array(We);for(let c=0;c<We;c++)u[c]=c}l._data=e=s}if(Hn(!0),Ne("setData"),q==2&&(Mn=!0),o!==!1){let s=T;s.auto(l,tl)?Xl():jt(_,s.min,s.max),on=on||$.left>=0,ft=!0,Dn()}}l.setData=hi;function Xl(){tl=!0;let r,o;i==1&&(We>0?(Ce=bl[0]=0,$e=bl[1]=We-1,r=e[0][Ce],o=e[0][$e],q==2?(r=Ce,o=$e):r==o&&(q==3?[r,o]=Vl(r,r,T.log,!1):q==4?[r,o]=Yr(r,r,T.log,!1):T.time?o=r+He(86400/I):[r,o]=Rl(r,o,Kr,!0))):(Ce=bl[0]=r=null,$e=bl[1]=o=null)),jt(_,r,o)}let wl,_n,er,tr,nr,lr,rr,ir,or,Ze;function mi(r,o,s,u,c,m){r??=mo,s??=Zr,u??="butt",c??=mo,m??="round",r!=wl&&(g.strokeStyle=wl=r),c!=_n&&(g.fillStyle=_n=c),o!=er&&(g.lineWidth=er=o),m!=nr&&(g.lineJoin=nr=m),u!=lr&&(g.lineCap=lr=u),s!=tr&&g.setLineDash(tr=s)}function gi(r,o,s,u){o!=_n&&(g.fillStyle=_n=o),r!=rr&&(g.font=rr=r),s!=ir&&(g.textAlign=ir=s),u!=or&&(g.textBaseline=or=u)}function sr(r,o,s,u,c=0){if(u.length>0&&r.auto(l,tl)&&(o==null||o.min==null)){let m=ie(Ce,0),b=ie($e,u.length-1),v=s.min==null?nf(u,m,b,c,r.distr==3):[s.min,s.max];r.min=Tt(r.min,s.min=v[0]),r.max=Ye(r.max,s.max=v[1])}}let yi={min:null,max:null};function Ys(){for(let u in S){let c=S[u];N[u]==null&&(c.min==null||N[_]!=null&&c.auto(l,tl))&&(N[u]=yi)}for(let u in S){let c=S[u];N[u]==null&&c.from!=null&&N[c.from]!=null&&(N[u]=yi)}N[_]!=null&&Hn(!0);let r={};for(let u in N){let c=N[u];if(c!=null){let m=r[u]=Jn(S[u],df);if(c.min!=null)Ae(m,c);else if(u!=_||i==2)if(We==0&&m.from==null){let b=m.range(l,null,null,u);m.min=b[0],m.max=b[1]}else m.min=de,m.max=-de}}if(We>0){k.forEach((u,c)=>{if(i==1){let m=u.scale,b=N[m];if(b==null)return;let v=r[m];if(c==0){let x=v.range(l,v.min,v.max,m);v.min=x[0],v.max=x[1],Ce=St(v.min,e[0]),$e=St(v.max,e[0]),$e-Ce>1&&(e[0][Ce]<v.min&&Ce++,e[0][$e]>v.max&&$e--),u.min=yt[Ce],u.max=yt[$e]}else u.show&&u.auto&&sr(v,b,u,e[c],u.sorted);u.idxs[0]=Ce,u.idxs[1]=$e}else if(c>0&&u.show&&u.auto){let[m,b]=u.facets,v=m.scale,x=b.scale,[M,L]=e[c],P=r[v],G=r[x];P!=null&&sr(P,N[v],m,M,m.sorted),G!=null&&sr(G,N[x],b,L,b.sorted),u.min=b.min,u.max=b.max}});for(let u in r){let c=r[u],m=N[u];if(c.from==null&&(m==null||m.min==null)){let b=c.range(l,c.min==de?null:c.min,c.max==-de?null:c.max,u);c.min=b[0],c.max=b[1]}}}for(let u in r){let c=r[u];if(c.from!=null){let m=r[c.from];if(m.min==null)c.min=c.max=null;else{let b=c.range(l,m.min,m.max,u);c.min=b[0],c.max=b[1]}}}let o={},s=!1;for(let u in r){let c=r[u],m=S[u];if(m.min!=c.min||m.max!=c.max){m.min=c.min,m.max=c.max;let b=m.distr;m._min=b==3?Vt(m.min):b==4?Dr(m.min,m.asinh):b==100?m.fwd(m.min):m.min,m._max=b==3?Vt(m.max):b==4?Dr(m.max,m.asinh):b==100?m.fwd(m.max):m.max,o[u]=s=!0}}if(s){k.forEach((u,c)=>{i==2?c>0&&o.y&&(u._paths=null):o[u.scale]&&(u._paths=null)});for(let u in o)Mn=!0,Ne("setScale",u);Ge&&$.left>=0&&(on=ft=!0)}for(let u in N)N[u]=null}function Ks(r){let o=Br(Ce-1,0,We-1),s=Br($e+1,0,We-1);for(;r[o]==null&&o>0;)o--;for(;r[s]==null&&s<We-1;)s++;return[o,s]}function Qs(){if(We>0){let r=k.some(o=>o._focus)&&Ze!=Et.alpha;r&&(g.globalAlpha=Ze=Et.alpha),k.forEach((o,s)=>{if(s>0&&o.show&&(bi(s,!1),bi(s,!0),o._paths==null)){let u=Ze;Ze!=o.alpha&&(g.globalAlpha=Ze=o.alpha);let c=i==2?[0,e[s][0].length-1]:Ks(e[s]);o._paths=o.paths(l,s,c[0],c[1]),Ze!=u&&(g.globalAlpha=Ze=u)}}),k.forEach((o,s)=>{if(s>0&&o.show){let u=Ze;Ze!=o.alpha&&(g.globalAlpha=Ze=o.alpha),o._paths!=null&&wi(s,!1);{let c=o._paths!=null?o._paths.gaps:null,m=o.points.show(l,s,Ce,$e,c),b=o.points.filter(l,s,m,c);(m||b)&&(o.points._paths=o.points.paths(l,s,Ce,$e,b),wi(s,!0))}Ze!=u&&(g.globalAlpha=Ze=u),Ne("drawSeries",s)}}),r&&(g.globalAlpha=Ze=1)}}function bi(r,o){let s=o?k[r].points:k[r];s._stroke=s.stroke(l,r),s._fill=s.fill(l,r)}function wi(r,o){let s=o?k[r].points:k[r],{stroke:u,fill:c,clip:m,flags:b,_stroke:v=s._stroke,_fill:x=s._fill,_width:M=s.width}=s._paths;M=pe(M*se,3);let L=null,P=M%2/2;o&&x==null&&(x=M>0?"#fff":v);let G=s.pxAlign==1&&P>0;if(G&&g.translate(P,P),!o){let oe=et-M/2,re=at-M/2,Z=Qe+M,V=gt+M;L=new Path2D,L.rect(oe,re,Z,V)}o?ar(v,M,s.dash,s.cap,x,u,c,b,m):Zs(r,v,M,s.dash,s.cap,x,u,c,b,L,m),G&&g.translate(-P,-P)}function Zs(r,o,s,u,c,m,b,v,x,M,L){let P=!1;x!=0&&Y.forEach((G,oe)=>{if(G.series[0]==r){let re=k[G.series[1]],Z=e[G.series[1]],V=(re._paths||dl).band;Xt(V)&&(V=G.dir==1?V[0]:V[1]);let O,ye=null;re.show&&V&&rf(Z,Ce,$e)?(ye=G.fill(l,oe)||m,O=re._paths.clip):V=null,ar(o,s,u,c,ye,b,v,x,M,L,O,V),P=!0}}),P||ar(o,s,u,c,m,b,v,x,M,L)}let vi=qn|zr;function ar(r,o,s,u,c,m,b,v,x,M,L,P){mi(r,o,s,u,c),(x||M||P)&&(g.save(),x&&g.clip(x),M&&g.clip(M)),P?(v&vi)==vi?(g.clip(P),L&&g.clip(L),xl(c,b),vl(r,m,o)):v&zr?(xl(c,b),g.clip(P),vl(r,m,o)):v&qn&&(g.save(),g.clip(P),L&&g.clip(L),xl(c,b),g.restore(),vl(r,m,o)):(xl(c,b),vl(r,m,o)),(x||M||P)&&g.restore()}function vl(r,o,s){s>0&&(o instanceof Map?o.forEach((u,c)=>{g.strokeStyle=wl=c,g.stroke(u)}):o!=null&&r&&g.stroke(o))}function xl(r,o){o instanceof Map?o.forEach((s,u)=>{g.fillStyle=_n=u,g.fill(s)}):o!=null&&r&&g.fill(o)}function Xs(r,o,s,u){let c=W[r],m;if(u<=0)m=[0,0];else{let b=c._space=c.space(l,r,o,s,u),v=c._incrs=c.incrs(l,r,o,s,u,b);m=Lu(o,s,v,u,b)}return c._found=m}function fr(r,o,s,u,c,m,b,v,x,M){let L=b%2/2;R==1&&g.translate(L,L),mi(v,b,x,M,v),g.beginPath();let P,G,oe,re,Z=c+(u==0||u==3?-m:m);s==0?(G=c,re=Z):(P=c,oe=Z);for(let V=0;V<r.length;V++)o[V]!=null&&(s==0?P=oe=r[V]:G=re=r[V],g.moveTo(P,G),g.lineTo(oe,re));g.stroke(),R==1&&g.translate(-L,-L)}function ea(r){let o=!0;return W.forEach((s,u)=>{if(!s.show)return;let c=S[s.scale];if(c.min==null){s._show&&(o=!1,s._show=!1,Hn(!1));return}else s._show||(o=!1,s._show=!0,Hn(!1));let m=s.side,b=m%2,{min:v,max:x}=c,[M,L]=Xs(u,v,x,b==0?J:A);if(L==0)return;let P=c.distr==2,G=s._splits=s.splits(l,u,v,x,M,L,P),oe=c.distr==2?G.map(O=>yt[O]):G,re=c.distr==2?yt[G[1]]-yt[G[0]]:M,Z=s._values=s.values(l,s.filter(l,oe,u,L,re),u,L,re);s._rotate=m==2?s.rotate(l,Z,u,L):0;let V=s._size;s._size=ht(s.size(l,Z,u,r)),V!=null&&s._size!=V&&(o=!1)}),o}function ta(r){let o=!0;return pi.forEach((s,u)=>{let c=s(l,u,an,r);c!=Gt[u]&&(o=!1),Gt[u]=c}),o}function na(){for(let r=0;r<W.length;r++){let o=W[r];if(!o.show||!o._show)continue;let s=o.side,u=s%2,c,m,b=o.stroke(l,r),v=s==0||s==3?-1:1,[x,M]=o._found;if(o.label!=null){let Je=o.labelGap*v,lt=He((o._lpos+Je)*se);gi(o.labelFont[0],b,"center",s==2?"top":ho),g.save(),u==1?(c=m=0,g.translate(lt,He(at+gt/2)),g.rotate((s==3?-Fl:Fl)/2)):(c=He(et+Qe/2),m=lt);let cn=ls(o.label)?o.label(l,r,x,M):o.label;g.fillText(cn,c,m),g.restore()}if(M==0)continue;let L=S[o.scale],P=u==0?Qe:gt,G=u==0?et:at,oe=o._splits,re=L.distr==2?oe.map(Je=>yt[Je]):oe,Z=L.distr==2?yt[oe[1]]-yt[oe[0]]:x,V=o.ticks,O=o.border,ye=V.show?V.size:0,Me=He(ye*se),Re=He((o.alignTo==2?o._size-ye-o.gap:o.gap)*se),ce=o._rotate*-Fl/180,Le=B(o._pos*se),tt=(Me+Re)*v,je=Le+tt;m=u==0?je:0,c=u==1?je:0;let ct=o.font[0],bt=o.align==1?In:o.align==2?Pr:ce>0?In:ce<0?Pr:u==0?"center":s==3?Pr:In,_t=ce||u==1?"middle":s==2?"top":ho;gi(ct,b,bt,_t);let nt=o.font[1]*o.lineGap,dt=oe.map(Je=>B(p(Je,L,P,G))),wt=o._values;for(let Je=0;Je<wt.length;Je++){let lt=wt[Je];if(lt!=null){u==0?c=dt[Je]:m=dt[Je],lt=""+lt;let cn=lt.indexOf(`
`)==-1?[lt]:lt.split(/\n/gm);for(let qe=0;qe<cn.length;qe++){let Wi=cn[qe];ce?(g.save(),g.translate(c,m+qe*nt),g.rotate(ce),g.fillText(Wi,0,0),g.restore()):g.fillText(Wi,c,m+qe*nt)}}}V.show&&fr(dt,V.filter(l,re,r,M,Z),u,s,Le,Me,pe(V.width*se,3),V.stroke(l,r),V.dash,V.cap);let Ht=o.grid;Ht.show&&fr(dt,Ht.filter(l,re,r,M,Z),u,u==0?2:1,u==0?at:et,u==0?gt:Qe,pe(Ht.width*se,3),Ht.stroke(l,r),Ht.dash,Ht.cap),O.show&&fr([Le],[1],u==0?1:0,u==0?1:2,u==1?at:et,u==1?gt:Qe,pe(O.width*se,3),O.stroke(l,r),O.dash,O.cap)}Ne("drawAxes")}function Hn(r){k.forEach((o,s)=>{s>0&&(o._paths=null,r&&(i==1?(o.min=null,o.max=null):o.facets.forEach(u=>{u.min=null,u.max=null})))})}let kl=!1,ur=!1,nl=[];function la(){ur=!1;for(let r=0;r<nl.length;r++)Ne(...nl[r]);nl.length=0}function Dn(){kl||(wf(xi),kl=!0)}function ra(r,o=!1){kl=!0,ur=o,r(l),xi(),o&&nl.length>0&&queueMicrotask(la)}l.batch=ra;function xi(){if(Ql&&(Ys(),Ql=!1),Mn&&(Is(),Mn=!1),gl){if(we(D,In,he),we(D,"top",_e),we(D,al,J),we(D,fl,A),we(H,In,he),we(H,"top",_e),we(H,al,J),we(H,fl,A),we(y,al,Ft),we(y,fl,nn),w.width=He(Ft*se),w.height=He(nn*se),W.forEach(({_el:r,_show:o,_size:s,_pos:u,side:c})=>{if(r!=null)if(o){let m=c===3||c===0?s:0,b=c%2==1;we(r,b?"left":"top",u-m),we(r,b?"width":"height",s),we(r,b?"top":"left",b?_e:he),we(r,b?"height":"width",b?A:J),Rr(r,yn)}else rt(r,yn)}),wl=_n=er=nr=lr=rr=ir=or=tr=null,Ze=1,il(!0),he!=Tn||_e!=ln||J!=Lt||A!=rn){Hn(!1);let r=J/Lt,o=A/rn;if(Ge&&!on&&$.left>=0){$.left*=r,$.top*=o,Cn&&$t(Cn,He($.left),0,J,A),$n&&$t($n,0,He($.top),J,A);for(let s=0;s<ut.length;s++){let u=ut[s];u!=null&&(An[s]*=r,Pn[s]*=o,$t(u,ht(An[s]),ht(Pn[s]),J,A))}}if(ge.show&&!yl&&ge.left>=0&&ge.width>0){ge.left*=r,ge.width*=r,ge.top*=o,ge.height*=o;for(let s in gr)we(Nn,s,ge[s])}Tn=he,ln=_e,Lt=J,rn=A}Ne("setSize"),gl=!1}Ft>0&&nn>0&&(g.clearRect(0,0,w.width,w.height),Ne("drawClear"),j.forEach(r=>r()),Ne("draw")),ge.show&&yl&&(Sl(ge),yl=!1),Ge&&on&&(un(null,!0,!1),on=!1),Q.show&&Q.live&&ft&&(hr(),ft=!1),d||(d=!0,l.status=1,Ne("ready")),tl=!1,kl=!1}l.redraw=(r,o)=>{Mn=o||!1,r!==!1?jt(_,T.min,T.max):Dn()};function cr(r,o){let s=S[r];if(s.from==null){if(We==0){let u=s.range(l,o.min,o.max,r);o.min=u[0],o.max=u[1]}if(o.min>o.max){let u=o.min;o.min=o.max,o.max=u}if(We>1&&o.min!=null&&o.max!=null&&o.max-o.min<1e-16)return;r==_&&s.distr==2&&We>0&&(o.min=St(o.min,e[0]),o.max=St(o.max,e[0]),o.min==o.max&&o.max++),N[r]=o,Ql=!0,Dn()}}l.setScale=cr;let dr,pr,Cn,$n,ki,Si,On,Fn,Ti,Mi,me,ke,Ut=!1,Be=$.drag,Oe=Be.x,Fe=Be.y;Ge&&($.x&&(dr=pt(Ia,H)),$.y&&(pr=pt(za,H)),T.ori==0?(Cn=dr,$n=pr):(Cn=pr,$n=dr),me=$.left,ke=$.top);let ge=l.select=Ae({show:!0,over:!0,left:0,width:0,top:0,height:0},t.select),Nn=ge.show?pt(Va,ge.over?H:D):null;function Sl(r,o){if(ge.show){for(let s in r)ge[s]=r[s],s in gr&&we(Nn,s,r[s]);o!==!1&&Ne("setSelect")}}l.setSelect=Sl;function ia(r){if(k[r].show)Pe&&Rr(Se[r],yn);else if(Pe&&rt(Se[r],yn),Ge){let s=En?ut[0]:ut[r];s!=null&&$t(s,-10,-10,J,A)}}function jt(r,o,s){cr(r,{min:o,max:s})}function At(r,o,s,u){o.focus!=null&&ua(r),o.show!=null&&k.forEach((c,m)=>{m>0&&(r==m||r==null)&&(c.show=o.show,ia(m),i==2?(jt(c.facets[0].scale,null,null),jt(c.facets[1].scale,null,null)):jt(c.scale,null,null),Dn())}),s!==!1&&Ne("setSeries",r,o),u&&ol("setSeries",l,r,o)}l.setSeries=At;function oa(r,o){Ae(Y[r],o)}function sa(r,o){r.fill=ee(r.fill||null),r.dir=ie(r.dir,-1),o=o??Y.length,Y.splice(o,0,r)}function aa(r){r==null?Y.length=0:Y.splice(r,1)}l.addBand=sa,l.setBand=oa,l.delBand=aa;function fa(r,o){k[r].alpha=o,Ge&&ut[r]!=null&&(ut[r].style.opacity=o),Pe&&Se[r]&&(Se[r].style.opacity=o)}let Nt,Jt,fn,Rn={focus:!0};function ua(r){if(r!=fn){let o=r==null,s=Et.alpha!=1;k.forEach((u,c)=>{if(i==1||c>0){let m=o||c==0||c==r;u._focus=o?null:m,s&&fa(c,m?1:Et.alpha)}}),fn=r,s&&Dn()}}Pe&&Ln&&Ue(bo,ae,r=>{$._lock||(sn(r),fn!=null&&At(null,Rn,!0,Ee.setSeries))});function Pt(r,o,s){let u=S[o];s&&(r=r/se-(u.ori==1?_e:he));let c=J;u.ori==1&&(c=A,r=c-r),u.dir==-1&&(r=c-r);let m=u._min,b=u._max,v=r/c,x=m+(b-m)*v,M=u.distr;return M==3?Un(10,x):M==4?sf(x,u.asinh):M==100?u.bwd(x):x}function ca(r,o){let s=Pt(r,_,o);return St(s,e[0],Ce,$e)}l.valToIdx=r=>St(r,e[0]),l.posToIdx=ca,l.posToVal=Pt,l.valToPos=(r,o,s)=>S[o].ori==0?f(r,S[o],s?Qe:J,s?et:0):a(r,S[o],s?gt:A,s?at:0),l.setCursor=(r,o,s)=>{me=r.left,ke=r.top,un(null,o,s)};function Li(r,o){we(Nn,In,ge.left=r),we(Nn,al,ge.width=o)}function Ei(r,o){we(Nn,"top",ge.top=r),we(Nn,fl,ge.height=o)}let ll=T.ori==0?Li:Ei,rl=T.ori==1?Li:Ei;function da(){if(Pe&&Q.live)for(let r=i==2?1:0;r<k.length;r++){if(r==0&&st)continue;let o=Q.values[r],s=0;for(let u in o)Mt[r][s++].firstChild.nodeValue=o[u]}}function hr(r,o){if(r!=null&&(r.idxs?r.idxs.forEach((s,u)=>{ue[u]=s}):cf(r.idx)||ue.fill(r.idx),Q.idx=ue[0]),Pe&&Q.live){for(let s=0;s<k.length;s++)(s>0||i==1&&!st)&&pa(s,ue[s]);da()}ft=!1,o!==!1&&Ne("setLegend")}l.setLegend=hr;function pa(r,o){let s=k[r],u=r==0&&q==2?yt:e[r],c;st?c=s.values(l,r,o)??zt:(c=s.value(l,o==null?null:u[o],r,o),c=c==null?zt:{_:c}),Q.values[r]=c}function un(r,o,s){Ti=me,Mi=ke,[me,ke]=$.move(l,me,ke),$.left=me,$.top=ke,Ge&&(Cn&&$t(Cn,He(me),0,J,A),$n&&$t($n,0,He(ke),J,A));let u,c=Ce>$e;Nt=de,Jt=null;let m=T.ori==0?J:A,b=T.ori==1?J:A;if(me<0||We==0||c){u=$.idx=null;for(let v=0;v<k.length;v++){let x=ut[v];x!=null&&$t(x,-10,-10,J,A)}Ln&&At(null,Rn,!0,r==null&&Ee.setSeries),Q.live&&(ue.fill(u),ft=!0)}else{let v,x,M;i==1&&(v=T.ori==0?me:ke,x=Pt(v,_),u=$.idx=St(x,e[0],Ce,$e),M=C(e[0][u],T,m,0));let L=-10,P=-10,G=0,oe=0,re=!0,Z="",V="";for(let O=i==2?1:0;O<k.length;O++){let ye=k[O],Me=ue[O],Re=Me==null?null:i==1?e[O][Me]:e[O][1][Me],ce=$.dataIdx(l,O,u,x),Le=ce==null?null:i==1?e[O][ce]:e[O][1][ce];if(ft=ft||Le!=Re||ce!=Me,ue[O]=ce,O>0&&ye.show){let tt=ce==null?-10:ce==u?M:C(i==1?e[0][ce]:e[O][0][ce],T,m,0),je=Le==null?-10:z(Le,i==1?S[ye.scale]:S[ye.facets[1].scale],b,0);if(Ln&&Le!=null){let ct=T.ori==1?me:ke,bt=De(Et.dist(l,O,ce,je,ct));if(bt<Nt){let _t=Et.bias;if(_t!=0){let nt=Pt(ct,ye.scale),dt=Le>=0?1:-1,wt=nt>=0?1:-1;wt==dt&&(wt==1?_t==1?Le>=nt:Le<=nt:_t==1?Le<=nt:Le>=nt)&&(Nt=bt,Jt=O)}else Nt=bt,Jt=O}}if(ft||En){let ct,bt;T.ori==0?(ct=tt,bt=je):(ct=je,bt=tt);let _t,nt,dt,wt,Ht,Je,lt=!0,cn=ze.bbox;if(cn!=null){lt=!1;let qe=cn(l,O);dt=qe.left,wt=qe.top,_t=qe.width,nt=qe.height}else dt=ct,wt=bt,_t=nt=ze.size(l,O);if(Je=ze.fill(l,O),Ht=ze.stroke(l,O),En)O==Jt&&Nt<=Et.prox&&(L=dt,P=wt,G=_t,oe=nt,re=lt,Z=Je,V=Ht);else{let qe=ut[O];qe!=null&&(An[O]=dt,Pn[O]=wt,Mo(qe,_t,nt,lt),So(qe,Je,Ht),$t(qe,ht(dt),ht(wt),J,A))}}}}if(En){let O=Et.prox,ye=fn==null?Nt<=O:Nt>O||Jt!=fn;if(ft||ye){let Me=ut[0];Me!=null&&(An[0]=L,Pn[0]=P,Mo(Me,G,oe,re),So(Me,Z,V),$t(Me,ht(L),ht(P),J,A))}}}if(ge.show&&Ut)if(r!=null){let[v,x]=Ee.scales,[M,L]=Ee.match,[P,G]=r.cursor.sync.scales,oe=r.cursor.drag;if(Oe=oe._x,Fe=oe._y,Oe||Fe){let{left:re,top:Z,width:V,height:O}=r.select,ye=r.scales[P].ori,Me=r.posToVal,Re,ce,Le,tt,je,ct=v!=null&&M(v,P),bt=x!=null&&L(x,G);ct&&Oe?(ye==0?(Re=re,ce=V):(Re=Z,ce=O),Le=S[v],tt=C(Me(Re,P),Le,m,0),je=C(Me(Re+ce,P),Le,m,0),ll(Tt(tt,je),De(je-tt))):ll(0,m),bt&&Fe?(ye==1?(Re=re,ce=V):(Re=Z,ce=O),Le=S[x],tt=z(Me(Re,G),Le,b,0),je=z(Me(Re+ce,G),Le,b,0),rl(Tt(tt,je),De(je-tt))):rl(0,b)}else yr()}else{let v=De(Ti-ki),x=De(Mi-Si);if(T.ori==1){let G=v;v=x,x=G}Oe=Be.x&&v>=Be.dist,Fe=Be.y&&x>=Be.dist;let M=Be.uni;M!=null?Oe&&Fe&&(Oe=v>=M,Fe=x>=M,!Oe&&!Fe&&(x>v?Fe=!0:Oe=!0)):Be.x&&Be.y&&(Oe||Fe)&&(Oe=Fe=!0);let L,P;Oe&&(T.ori==0?(L=On,P=me):(L=Fn,P=ke),ll(Tt(L,P),De(P-L)),Fe||rl(0,b)),Fe&&(T.ori==1?(L=On,P=me):(L=Fn,P=ke),rl(Tt(L,P),De(P-L)),Oe||ll(0,m)),!Oe&&!Fe&&(ll(0,0),rl(0,0))}if(Be._x=Oe,Be._y=Fe,r==null){if(s){if(Ri!=null){let[v,x]=Ee.scales;Ee.values[0]=v!=null?Pt(T.ori==0?me:ke,v):null,Ee.values[1]=x!=null?Pt(T.ori==1?me:ke,x):null}ol(_r,l,me,ke,J,A,u)}if(Ln){let v=s&&Ee.setSeries,x=Et.prox;fn==null?Nt<=x&&At(Jt,Rn,!0,v):Nt>x?At(null,Rn,!0,v):Jt!=fn&&At(Jt,Rn,!0,v)}}ft&&(Q.idx=u,hr()),o!==!1&&Ne("setCursor")}let qt=null;Object.defineProperty(l,"rect",{get(){return qt==null&&il(!1),qt}});function il(r=!1){r?qt=null:(qt=H.getBoundingClientRect(),Ne("syncRect",qt))}function Ai(r,o,s,u,c,m,b){$._lock||Ut&&r!=null&&r.movementX==0&&r.movementY==0||(mr(r,o,s,u,c,m,b,!1,r!=null),r!=null?un(null,!0,!0):un(o,!0,!1))}function mr(r,o,s,u,c,m,b,v,x){if(qt==null&&il(!1),sn(r),r!=null)s=r.clientX-qt.left,u=r.clientY-qt.top;else{if(s<0||u<0){me=-10,ke=-10;return}let[M,L]=Ee.scales,P=o.cursor.sync,[G,oe]=P.values,[re,Z]=P.scales,[V,O]=Ee.match,ye=o.axes[0].side%2==1,Me=T.ori==0?J:A,Re=T.ori==1?J:A,ce=ye?m:c,Le=ye?c:m,tt=ye?u:s,je=ye?s:u;if(re!=null?s=V(M,re)?p(G,S[M],Me,0):-10:s=Me*(tt/ce),Z!=null?u=O(L,Z)?p(oe,S[L],Re,0):-10:u=Re*(je/Le),T.ori==1){let ct=s;s=u,u=ct}}x&&(o==null||o.cursor.event.type==_r)&&((s<=1||s>=J-1)&&(s=mn(s,J)),(u<=1||u>=A-1)&&(u=mn(u,A))),v?(ki=s,Si=u,[On,Fn]=$.move(l,s,u)):(me=s,ke=u)}let gr={width:0,height:0,left:0,top:0};function yr(){Sl(gr,!1)}let Pi,_i,Hi,Di;function Ci(r,o,s,u,c,m,b){Ut=!0,Oe=Fe=Be._x=Be._y=!1,mr(r,o,s,u,c,m,b,!0,!1),r!=null&&(Ue(Hr,Fr,$i,!1),ol(go,l,On,Fn,J,A,null));let{left:v,top:x,width:M,height:L}=ge;Pi=v,_i=x,Hi=M,Di=L}function $i(r,o,s,u,c,m,b){Ut=Be._x=Be._y=!1,mr(r,o,s,u,c,m,b,!1,!0);let{left:v,top:x,width:M,height:L}=ge,P=M>0||L>0,G=Pi!=v||_i!=x||Hi!=M||Di!=L;if(P&&G&&Sl(ge),Be.setScale&&P&&G){let oe=v,re=M,Z=x,V=L;if(T.ori==1&&(oe=x,re=L,Z=v,V=M),Oe&&jt(_,Pt(oe,_),Pt(oe+re,_)),Fe)for(let O in S){let ye=S[O];O!=_&&ye.from==null&&ye.min!=de&&jt(O,Pt(Z+V,O),Pt(Z,O))}yr()}else $.lock&&($._lock=!$._lock,un(o,!0,r!=null));r!=null&&(Sn(Hr,Fr),ol(Hr,l,me,ke,J,A,null))}function ha(r,o,s,u,c,m,b){if($._lock)return;sn(r);let v=Ut;if(Ut){let x=!0,M=!0,L=10,P,G;T.ori==0?(P=Oe,G=Fe):(P=Fe,G=Oe),P&&G&&(x=me<=L||me>=J-L,M=ke<=L||ke>=A-L),P&&x&&(me=me<On?0:J),G&&M&&(ke=ke<Fn?0:A),un(null,!0,!0),Ut=!1}me=-10,ke=-10,ue.fill(null),un(null,!0,!0),v&&(Ut=v)}function Oi(r,o,s,u,c,m,b){$._lock||(sn(r),Xl(),yr(),r!=null&&ol(wo,l,me,ke,J,A,null))}function Fi(){W.forEach(Eu),Zl(l.width,l.height,!0)}bn(Nl,Gn,Fi);let Wn={};Wn.mousedown=Ci,Wn.mousemove=Ai,Wn.mouseup=$i,Wn.dblclick=Oi,Wn.setSeries=(r,o,s,u)=>{let c=Ee.match[2];s=c(l,o,s),s!=-1&&At(s,u,!0,!1)},Ge&&(Ue(go,H,Ci),Ue(_r,H,Ai),Ue(yo,H,r=>{sn(r),il(!1)}),Ue(bo,H,ha),Ue(wo,H,Oi),Gr.add(l),l.syncRect=il);let Tl=l.hooks=t.hooks||{};function Ne(r,o,s){ur?nl.push([r,o,s]):r in Tl&&Tl[r].forEach(u=>{u.call(null,l,o,s)})}(t.plugins||[]).forEach(r=>{for(let o in r.hooks)Tl[o]=(Tl[o]||[]).concat(r.hooks[o])});let Ni=(r,o,s)=>s,Ee=Ae({key:null,setSeries:!1,filters:{pub:_o,sub:_o},scales:[_,k[1]?k[1].scale:null],match:[Ho,Ho,Ni],values:[null,null]},$.sync);Ee.match.length==2&&Ee.match.push(Ni),$.sync=Ee;let Ri=Ee.key,br=Es(Ri);function ol(r,o,s,u,c,m,b){Ee.filters.pub(r,o,s,u,c,m,b)&&br.pub(r,o,s,u,c,m,b)}br.sub(l);function ma(r,o,s,u,c,m,b){Ee.filters.sub(r,o,s,u,c,m,b)&&Wn[r](null,o,s,u,c,m,b)}l.pub=ma;function ga(){br.unsub(l),Gr.delete(l),tn.clear(),Wr(Nl,Gn,Fi),h.remove(),ae?.remove(),Ne("destroy")}l.destroy=ga;function wr(){Ne("init",t,e),hi(e||t.data,!1),N[_]?cr(_,N[_]):Xl(),yl=ge.show&&(ge.width>0||ge.height>0),on=ft=!0,Zl(t.width,t.height)}return k.forEach(di),W.forEach(qs),n?n instanceof HTMLElement?(n.appendChild(h),wr()):n(l,wr):wr(),l}Ie.assign=Ae;Ie.fmtNum=Qr;Ie.rangeNum=Rl;Ie.rangeLog=Vl;Ie.rangeAsinh=Yr;Ie.orient=vn;Ie.pxRatio=se;Ie.join=bf;Ie.fmtDate=Xr,Ie.tzDate=Pf;Ie.sync=Es;{Ie.addGap=cu,Ie.clipGaps=Gl;let t=Ie.paths={points:Cs};t.linear=Os,t.stepped=hu,t.bars=mu,t.spline=yu}var Au=120,Pu=20,oi=class{times=[];values=[];push(e,n){return e<=(this.times.at(-1)??0)?!1:(this.times.push(e),this.values.push(n),this.times.length>Au&&(this.times.shift(),this.values.shift()),!0)}span(){let e=this.times.at(-1)??0;return[Math.min(this.times[0]??0,e-Pu),e]}range(e){if(e!==null&&e>0)return[0,e];let n=Math.max(0,...this.values.map(l=>l??0));return[0,n>0?n*1.25:1]}},ql=class{series=new oi;sizes;host;max;plot=null;colour="";constructor(e,{colour:n,max:l=null}){this.host=e,this.max=l,e.style.color=`var(${n})`,e.setAttribute("aria-hidden","true"),this.sizes=new ResizeObserver(()=>this.fit()),this.sizes.observe(e)}push(e,n){this.series.push(e,n)&&this.draw()}destroy(){this.sizes.disconnect(),this.plot?.destroy(),this.plot=null}fit(){let{clientWidth:e,clientHeight:n}=this.host;e===0||n===0||this.plot&&this.plot.width===e&&this.plot.height===n||(this.plot?this.plot.setSize({width:e,height:n}):this.make(e,n),this.draw())}draw(){!this.plot||this.host.clientWidth===0||(this.colour=getComputedStyle(this.host).color,this.plot.setData([this.series.times,this.series.values]))}make(e,n){let l={show:!1},i={width:e,height:n,padding:[2,0,1,0],cursor:l,legend:l,axes:[l,l],scales:{x:{time:!1,range:()=>this.series.span()},y:{range:()=>this.series.range(this.max)}},series:[{},{stroke:()=>this.colour,fill:()=>`color-mix(in srgb, ${this.colour} 16%, transparent)`,width:1.4,points:l}]};this.plot=new Ie(i,[[],[]],this.host);let{root:f}=this.plot;f.style.cssText="position:relative;overflow:hidden";for(let a of f.querySelectorAll(".u-wrap"))a.style.position="relative";for(let a of f.querySelectorAll(".u-under, .u-over"))a.style.position="absolute";for(let a of f.querySelectorAll("canvas"))a.style.cssText="display:block;position:relative;width:100%;height:100%"}};var _u=120,Yl=class t{static all=new WeakMap;told=new WeakMap;observer;constructor(){this.observer=new IntersectionObserver(e=>{for(let{target:n,isIntersecting:l}of e)this.told.get(n)?.(l)},{rootMargin:"80px"})}static of(e){let n=t.all.get(e);return n||(n=new t,t.all.set(e,n)),n}watch(e,n){this.told.set(e,n),this.observer.observe(e)}leave(e){this.observer.unobserve(e),this.told.delete(e)}},Zn=class{element;chart;value;options;past=[];spark=null;constructor(e,n){this.options=n,this.chart=E(e,"div","ffp-chart"),this.chart.setAttribute("aria-hidden","true"),this.value=E(e,"b","");let l=E(e,"span","",n.name);l.setAttribute("aria-hidden","true"),this.element=E(e,"div","ffp-meter",l,this.chart,this.value),this.element.setAttribute("role","group"),this.element.setAttribute("aria-label",n.label),Yl.of(e).watch(this.chart,i=>this.show(i))}push(e,n,l){ne(this.value,l);let i=this.past.at(-1);i&&e<i[0]&&this.restart(),!(i&&e===i[0])&&(this.past.push([e,n]),this.past.length>_u&&this.past.shift(),this.spark?.push(e,n))}destroy(){Yl.of(this.element.ownerDocument).leave(this.chart),this.show(!1)}restart(){this.past.length=0,this.spark&&(this.show(!1),this.show(!0))}show(e){if(!e)this.spark?.destroy(),this.spark=null;else if(!this.spark){this.spark=new ql(this.chart,{colour:this.options.colour,max:this.options.max??null});for(let[n,l]of this.past)this.spark.push(n,l)}}};var si=4,ai=25,fi=class{element;name;tag;cpu;gpu;memory;note;go;sampled;id="";constructor(e,n,l,i){this.sampled=i,this.name=E(e,"span","ff-cut"),this.tag=E(e,"span","ff-tag"),this.cpu=new Zn(e,{name:"CPU",colour:"--ff-running",label:"CPU"}),this.gpu=new Zn(e,{name:"GPU",colour:"--ff-gpu",label:"GPU",max:1}),this.gpu.element.classList.add("ff-of-gpu"),this.memory=new Zn(e,{name:"MEM",colour:"--ff-mem",label:"Memory"}),this.note=E(e,"span","ff-worker-note"),this.go=n&&Ct(e,"Continue",()=>n.continueWorker(this.id),l);let f=E(e,"span","ff-worker-end",this.note,...this.go?[this.go]:[]),a=E(e,"span","ff-worker-name",this.name,this.tag);this.element=E(e,"div","ff-worker",a,this.cpu.element,this.gpu.element,this.memory.element,f),this.element.setAttribute("role","listitem")}update(e){this.id=e.id;let n=this.sampled();hn(this.name,e.rank===null?e.id:`${e.id} · rank ${e.rank}`,40),Ve(this.element,e.node&&`on ${e.node}`),ne(this.tag,lo(e)),be(this.tag,e.gpus.length===0),Ve(this.tag,e.gpus.map(({label:i})=>i).join(", ")),this.cpu.push(n,e.cpu,qi(e.cpu)),this.cpu.element.title="CPU; 100 % is one core",this.gpu.push(n,Mr(e),pn(Mr(e))),Ve(this.gpu.element,Hu(e));let l=n&&e.memory?e.memory:null;this.memory.push(n,l,Rt(l)),Ve(this.memory.element,`memory; ${Rt(e.peakMemory)} at most`),ne(this.note,to(e)),Ve(this.note,no(e)),this.note.classList.toggle("ff-paused",e.pause!==null),this.go&&be(this.go,e.pause===null)}destroy(){for(let e of[this.cpu,this.gpu,this.memory])e.destroy()}};function Hu(t){return t.gpus.length?t.gpus.map(({label:e,load:n,memory:l,memoryTotal:i})=>`${e}: ${pn(n)}, ${Rt(l)} of ${Rt(i)}`).join(`
`):"a GPU was asked for; nothing is known of its use"}var Kl=class{section;rows;box;text;unfold;earlier;later;repeat;actions;all=!1;from=0;sampled=0;detail=null;constructor(e,n){this.actions=n,this.section=new xt(e,"workers","Workers of this cell",!0),this.box=E(e,"div","ff-rows-box"),this.box.setAttribute("role","list");let l=()=>new fi(e,n,this.section.tell,()=>this.sampled);this.rows=new Wt(this.box,f=>f.id,l),this.text=E(e,"span","ff-dim");let i=(f,a)=>{let p=Bt(e,f,a);return p.className="ff-text-button",p};this.earlier=i("earlier",()=>this.turn(-ai)),this.later=i("later",()=>this.turn(ai)),this.unfold=i("show",()=>this.setAll(!this.all)),this.section.body.append(this.box,E(e,"div","ff-more",this.text,this.earlier,this.later,this.unfold)),this.repeat=new Zt(()=>this.ask(),1e3)}update(e,n){this.section.setHidden(!n),n||this.repeat.stop(),!(!n||!e.detail)&&(this.detail=e.detail,this.box.classList.toggle("ff-no-gpu",e.detail.gpusAsked===0),this.paged?this.repeat.start():this.draw(e.detail))}destroy(){this.repeat.stop(),this.rows.destroy()}get paged(){let{detail:e}=this;return this.all&&this.actions!==null&&e!==null&&e.workersTotal>e.workers.length}async ask(){if(!(!this.actions||!this.section.isOpen))try{let e=await this.actions.detail({workersFrom:this.from,workersLimit:ai});this.paged&&this.draw(e),this.section.tell("")}catch(e){this.section.tell(dn(e))}}turn(e){this.from=Math.max(0,this.from+e),this.ask()}setAll(e){this.all=e,this.from=0,this.paged||this.repeat.stop(),this.detail&&!this.paged&&this.draw(this.detail),this.paged&&this.repeat.start()}draw(e){this.sampled=e.sampled;let n=this.all?e.workers:e.workers.slice(0,si);this.rows.update(n);let l=e.workersTotal-n.length,i=this.from+n.length,f=this.paged,a=f?`${Te(this.from+1)}–${Te(i)} of ${Te(e.workersTotal)}`:ro(e.workers.slice(n.length),l);ne(this.text,a&&`${a} · `),be(this.earlier,!f||this.from===0),be(this.later,!f||i>=e.workersTotal);let p=this.all?n.length>si||f:l>0&&(this.actions!==null||e.workers.length>si);be(this.unfold,!p),ne(this.unfold,this.all?"show fewer":"show")}};var hl=class{host;actions;root;name;place;status;legend;spread;link;trouble;live;bar;counts=new Map;retry;debug;stop;panel;loops;workers;failed;slowest;log;next=null;last=null;frame=0;constructor(e,n=null){this.host=e,this.actions=n;let l=e.ownerDocument,i=l.createElement("style");i.textContent=co+Yi+uo,this.root=E(l,"div","ff-card"),this.name=E(l,"b","ff-name"),this.place=E(l,"span","ff-dim"),this.status=E(l,"span","ff-dim ff-status"),this.legend=E(l,"div","ff-legend"),this.spread=E(l,"span","ff-spread"),this.link=E(l,"div","ff-link"),this.link.setAttribute("role","status"),this.link.hidden=!0,this.trouble=E(l,"div","ff-trouble"),this.trouble.setAttribute("role","alert"),this.trouble.hidden=!0,this.live=E(l,"div","ff-unseen"),this.live.setAttribute("aria-live","polite"),this.bar=new Al(l),[this.retry,this.debug,this.stop,this.panel]=this.makeButtons(l);let f=E(l,"span","ff-tools-c",this.retry,this.debug,this.stop,this.panel),a=E(l,"div","ff-head",E(l,"span","ff-dot"),this.name,this.place,this.status,f);for(let[d]of Qt){let h=E(l,"span",`ff-key ff-${d}`);this.counts.set(d,h),this.legend.append(h)}this.legend.append(this.spread),this.log=new Hl(l,n),this.loops=new Dl(l,n),this.workers=new Kl(l,n),this.failed=new Pl(l,n,d=>this.log.openFor(d)),this.slowest=new _l(l);let p=[this.loops,this.workers,this.failed,this.slowest,this.log].map(({section:d})=>d.element);this.root.append(a,this.bar.element,this.legend,this.trouble,this.link,...p,this.live),e.append(i,this.root)}update(e){this.next=e;let n=this.host.ownerDocument.defaultView;if(!n||!this.last)return this.draw();this.frame||=n.requestAnimationFrame(()=>{this.frame=0,this.draw()})}dispose(){this.host.ownerDocument.defaultView?.cancelAnimationFrame(this.frame),this.next=null;for(let e of[this.loops,this.workers,this.log])e.destroy();this.host.replaceChildren()}draw(){let e=this.next;if(!e)return;let n=Dt(e),l=n?Gi(e):zi(e);this.showLink(e),Ki(this.root,"state",e.state),this.root.classList.toggle("ff-over",n),hn(this.name,e.name),ne(this.place,ji(e)),Ve(this.place,e.waiting??""),ne(this.status,l),this.bar.update(e);let i=this.name.textContent??"";Bn(this.bar.element,"aria-label",`${i}: ${l}`);let f=n||e.items===1;this.root.classList.toggle("ff-plain",f),be(this.legend,f);for(let[p,d]of Qt){let h=this.counts.get(p);h&&(ne(h,`${Te(e.counts[p])} ${d}`),be(h,p!=="succeeded"&&e.counts[p]===0))}ne(this.spread,io(e)),Ve(this.spread,e.detail?.slowest[0]?.label??""),this.showButtons(e);let a=so(e,this.actions!==null);this.loops.update(e,a.loops),this.workers.update(e,a.workers),this.failed.update(e,a.failed),this.slowest.update(e,a.slowest),this.log.update(e,a.log),this.last&&this.last.state!==e.state&&ne(this.live,`${i}: ${n?l:e.state}`),this.last=e}makeButtons(e){let n=d=>{ne(this.trouble,d),be(this.trouble,d==="")},{actions:l}=this,i=async()=>{let[d]=Vn(this.last?.detail?.failures??[]);d&&await l?.debug?.(d.item)},f=Ct(e,"Retry",async()=>l?.retry?.(),n),a=Ct(e,"Stop",async()=>l?.cancel(),n);a.classList.add("ff-hot");let p=Ct(e,"Open in panel",async()=>l?.openInPanel?.(),n);return[f,Ct(e,"Debug",i,n),a,p]}showButtons(e){let{actions:n}=this,l=oo(e);be(this.retry,!n?.retry||l===0),ne(this.retry,`Retry ${Te(l)}`),Ve(this.retry,"Run what did not succeed once more");let[i]=Vn(e.detail?.failures??[]);be(this.debug,!n?.debug||!i),Ve(this.debug,i?`Run ${i.label.slice(0,80)} once more and stop where it fails`:""),be(this.stop,!n||Dt(e)),be(this.panel,!n?.openInPanel)}showLink(e){let n=Dt(e)?"":Ji(e.connection);this.root.classList.toggle("ff-offline",n!==""),be(this.link,n===""),ne(this.link,n),Ve(this.link,e.connection?.why??"")}};var Du="farfield:claim";function Ws(t,e,n){if(!e)return()=>{};let l=new Map,i=new WeakSet,f=d=>{d.isConnected||i.has(d)||(i.add(d),setTimeout(()=>{i.delete(d),!d.isConnected&&(l.get(d)?.(),l.delete(d))},6e4))},a=()=>{for(let d of t.querySelectorAll(`#${e}`)){if(l.has(d))continue;d.dispatchEvent(new CustomEvent(Du));let h=[...d.childNodes],w=t.createElement("div");w.className="ff-placed",d.replaceChildren(w);let g=n(w);l.set(d,()=>{g()||d.replaceChildren(...h)})}for(let d of l.keys())f(d)},p=new MutationObserver(a);return p.observe(t.body,{childList:!0,subtree:!0}),a(),()=>{p.disconnect();for(let d of l.values())d();l.clear()}}function Cu(t,e){return e.ownerDocument.documentElement.dataset.farfield!=="panel"?null:()=>{let n={job:t.get("state").job};e.dispatchEvent(new CustomEvent("farfield:open",{bubbles:!0,composed:!0,detail:n}))}}function Bs(t,e){let n=new Ml(t),l=new hl(e,Bi(n,Cu(t,e))),i=()=>l.update(t.get("state"));return t.on("change:state",i),t.on("msg:custom",n.heard),i(),()=>{t.off("change:state",i),t.off("msg:custom",n.heard),n.close(),l.dispose();let f=t.get("state");return Dt(f)&&new hl(e).update(f),Dt(f)}}var td={initialize:({model:t})=>Ws(document,t.get("place"),e=>Bs(t,e)),render:({model:t,el:e})=>Bs(t,e)};export{td as default};
