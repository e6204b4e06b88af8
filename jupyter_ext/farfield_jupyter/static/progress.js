function Dt(t){return t.state!=="queued"&&t.state!=="running"}var ba=15,wa="The kernel is busy and does not answer; the stop button above always works.",Ml=class{waiting=new Map;line;patience;last=0;constructor(e,n=ba){this.line=e,this.patience=n}ask(e,n={}){let l=this.last+=1;return new Promise((o,a)=>{let f=setTimeout(()=>{this.waiting.delete(l),a(new Error(wa))},1e3*this.patience),p=({error:d,value:h})=>{typeof d=="string"?a(new Error(d)):o(h)};this.waiting.set(l,{settle:p,timer:f}),this.line.send({kind:"ask",id:l,what:e,...n})})}heard=e=>{let n=e;if(n?.kind!=="answer"||typeof n.id!="number")return;let l=this.waiting.get(n.id);l&&(this.waiting.delete(n.id),clearTimeout(l.timer),l.settle(n))};close(){for(let{timer:e,settle:n}of this.waiting.values())clearTimeout(e),n({error:"the card was closed"});this.waiting.clear()}};function Io(t,e){let n=async l=>{await l};return{cancel:()=>n(t.ask("cancel")),retry:l=>n(t.ask("retry",l?{items:l}:{})),debug:l=>n(t.ask("debug",{item:l})),log:async l=>await t.ask("log",{query:l}),detail:async l=>await t.ask("detail",{query:l}),continueWorker:l=>n(t.ask("continue",{worker:l})),openInPanel:e}}function cn(t){return(t instanceof Error?t.message:String(t))||"it failed without saying why"}async function va(t,e,n){if(t.getAttribute("aria-disabled")==="true")return!1;t.setAttribute("aria-disabled","true"),t.setAttribute("aria-busy","true"),n("");try{return await e(),!0}catch(l){return n(cn(l)),!1}finally{t.removeAttribute("aria-disabled"),t.removeAttribute("aria-busy")}}function Ct(t,e,n,l){let o=t.createElement("button");return o.type="button",o.className="ff-button",o.textContent=e,o.addEventListener("click",()=>{va(o,n,l)}),o}function Te(t){return String(Math.trunc(t)).replace(/\B(?=(\d{3})+$)/g,",")}function Yt(t,e){return`${Te(t)} ${e}${t===1?"":"s"}`}var xr=t=>String(t).padStart(2,"0");function El(t){if(t<.995)return`${Math.max(t,0).toFixed(2)} s`;if(t<9.95)return`${t.toFixed(1)} s`;let e=Math.floor(t+.05);if(e<60)return`${e} s`;let[n,l,o]=[Math.floor(e/3600),Math.floor(e/60)%60,e%60];return n?`${n}:${xr(l)}:${xr(o)}`:`${l}:${xr(o)}`}function il(t){return t<.005?"under 0.01 s":El(t)}function Al(t){if(!(t>0))return"";let[e,n]=t>=1?[t,"s"]:t*60>=1?[t*60,"min"]:[t*3600,"h"];return`${e<9.95?e.toFixed(1):Te(Math.round(e))}/${n}`}function xa(t){return t===null?"":t<5?"a few seconds left":t<55?`about ${Math.ceil(t/5)*5} s left`:t<3300?`about ${Math.max(1,Math.round(t/60))} min left`:`about ${Te(Math.max(1,Math.round(t/3600)))} h left`}function Uo(t){return[El(t.elapsed),Al(t.rate),xa(t.left)].filter(Boolean).join(" · ")}var Kt=[["succeeded","done"],["running","running"],["failed","failed"],["lost","lost"],["cancelled","cancelled"],["queued","queued"]];function zo({detail:t}){if(!t)return[];let e=[];t.peakGpuMemory>0?e.push(`peak GPU memory ${Nt(t.peakGpuMemory)}`):t.peakMemory>0&&e.push(`peak memory ${Nt(t.peakMemory)}`);let l=[t.sent>0&&`sent ${Nt(t.sent)}`,t.received>0&&`received ${Nt(t.received)}`].filter(Boolean).join(", ");return l?[...e,l]:e}function jo(t){let{counts:e,items:n}=t,l=El(t.elapsed);if(n===1)return[t.state==="succeeded"?`done in ${l}`:`${t.state} after ${l}`,...zo(t)].join(" · ");let a=[`${e.succeeded===n?"":`${Te(e.succeeded)} of `}${Yt(n,"item")} in ${l} on ${Yt(t.workers,"worker")}`];for(let[f,p]of Kt)f!=="succeeded"&&e[f]>0&&a.push(`${Te(e[f])} ${p}`);return[...a,...zo(t)].join(" · ")}function Jo({counts:t}){return Kt.filter(([n])=>(n==="failed"||n==="lost")&&t[n]>0).map(([n,l])=>`${Te(t[n])} ${l}`).join(" · ")}function qo(t){return t.state==="queued"?t.waiting||"waiting for a worker":t.state==="running"&&t.workers>0?`on ${Yt(t.workers,"worker")}`:""}function Ll(t){return t<60?`${Math.max(0,Math.floor(t))} s`:El(Math.floor(t))}function Yo(t){if(!t?.lost)return"";if(t.over)return"no longer attached · as it was last · %attach shows it live again";let{next:e,seconds:n}=t,l=e!==null&&e>=2?` in ${Ll(e)}`:"",o=t.stopping?"it is stopped then":"work goes on";return`connection lost ${Ll(n)} ago · trying again${l} · ${o}`}function dn(t){return t===null?"–":`${Math.floor(100*t+.5)} %`}var Go=["B","kB","MB","GB","TB","PB"];function Nt(t){if(t===null)return"–";let[e,n]=[Math.max(t,0),0];for(;e>=999.5&&n<Go.length-1;)[e,n]=[e/1e3,n+1];return`${n>0&&e<9.95?(Math.floor(10*e+.5)/10).toFixed(1):Math.floor(e+.5)} ${Go[n]}`}function Ko(t){return t===null?"–":t<1.995?dn(t):`${t<99.95?t.toFixed(1):Te(Math.round(t))} cores`}function vt(t,e=200){let n=t.replace(/\s+/g," ").trim();return n.length<=e?n:`${n.slice(0,e-1).trimEnd()}…`}function ka(t){let e=Math.max(t.items,1);return Kt.filter(([n])=>n!=="queued").map(([n])=>[n,100*t.counts[n]/e])}var Pl=class{element;parts=new Map;constructor(e){this.element=e.createElement("div"),this.element.className="ff-bar",this.element.setAttribute("role","progressbar"),this.element.setAttribute("aria-valuemin","0");for(let[n]of Kt){if(n==="queued")continue;let l=e.createElement("i");l.className=`ff-${n}`,this.parts.set(n,l),this.element.append(l)}}update(e){let{counts:n,items:l}=e;this.element.setAttribute("aria-valuemax",String(l)),this.element.setAttribute("aria-valuenow",String(l-n.queued-n.running));for(let[o,a]of ka(e)){let f=this.parts.get(o);f&&(f.style.width=`${a}%`,f.style.minWidth=a>0?"3px":"0")}}};var Qo=`.ff-card {
  border: 1px solid var(--ff-line);
  border-radius: 8px;
  color: var(--ff-text);
  font: 13px/1.45 var(--vscode-font-family, var(--jp-ui-font-family, system-ui, sans-serif));
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
`;function E(t,e,n,...l){let o=t.createElement(e);return o.className=n,o.append(...l),o}function ne(t,e){t.textContent!==e&&(t.textContent=e)}function pn(t,e,n=200){ne(t,vt(e,n)),Be(t,e)}function Be(t,e){t.title!==e&&(t.title=e)}function Wn(t,e,n){t.getAttribute(e)!==n&&t.setAttribute(e,n)}function be(t,e){t.hidden!==e&&(t.hidden=e)}function Zo(t,e,n){t.dataset[e]!==n&&(t.dataset[e]=n)}function Vt(t,e,n,l=""){let o=E(t,"button","ffp-button",e);return o.type="button",l&&(o.setAttribute("aria-label",l),o.title=l),o.addEventListener("click",a=>{a.stopPropagation(),n()}),o}var Wt=class{views=new Map;host;key;open;constructor(e,n,l){this.host=e,this.key=n,this.open=l}update(e){let n=new Set(e.map(this.key));for(let[o,a]of this.views)n.has(o)||(a.destroy?.(),a.element.remove(),this.views.delete(o));let l=this.host.firstElementChild;for(let o of e){let a=this.key(o),f=this.views.get(a);f||(f=this.open(o),this.views.set(a,f)),f.update(o),f.element===l?l=l.nextElementSibling:this.host.insertBefore(f.element,l)}}destroy(){this.update([])}};var kr="farfield:sections",Sr=class{store;own;constructor(e,n){this.store=e,this.own=n}isOpen(e){return this.all()[e]}remember(e,n){this.own[e]=n;try{this.store().setItem(kr,JSON.stringify(this.all()))}catch{}}all(){let e=null;try{e=JSON.parse(this.store().getItem(kr)??"{}")}catch{}return{...typeof e=="object"?e:null,...this.own}}},Ta=globalThis,Tr=new Sr(()=>sessionStorage,Ta[kr]??={});var Ma=0,xt=class{element;body;toggled=()=>{};head;note;trouble;constructor(e,n,l,o,...a){this.head=Vt(e,l,()=>{Tr.remember(n,this.body.hidden),this.open(this.body.hidden)}),this.head.className="ff-fold",this.note=E(e,"span","ff-dim ff-fold-note"),this.body=E(e,"div","ff-part-body"),this.body.id=`ff-part-${Ma+=1}`,this.head.setAttribute("aria-controls",this.body.id),this.trouble=E(e,"div","ff-trouble"),this.trouble.setAttribute("role","alert"),this.trouble.hidden=!0;let f=E(e,"div","ff-part-head",this.head,this.note,...a);this.element=E(e,"section",`ff-part ff-part-${n}`,f,this.trouble,this.body),this.element.setAttribute("aria-label",l),this.element.hidden=!0,this.show(Tr.isOpen(n)??o)}get isOpen(){return!this.element.hidden&&!this.body.hidden}open(e){this.show(e),this.toggled(e)}setHidden(e){be(this.element,e)}setNote(e){ne(this.note,e)}tell=e=>{ne(this.trouble,e),be(this.trouble,e==="")};show(e){this.body.hidden=!e,this.head.setAttribute("aria-expanded",String(e))}},Qt=class{timer;running=!1;work;every;constructor(e,n){this.work=e,this.every=n}start(){this.running||(this.running=!0,this.turn())}stop(){this.running=!1,clearTimeout(this.timer)}async turn(){document.hidden||await this.work(),this.running&&(this.timer=setTimeout(()=>{this.turn()},this.every))}};function Mr(t){if(t>=99.95)return Te(Math.round(t));let e=t.toFixed(1);return e.endsWith(".0")?e.slice(0,-2):e}function Xo(t,e,n){return e!==null&&e>0&&e<1e3?`${Mr(t)} of ${Mr(e)}`:n!==null?dn(n):e!==null&&e>0?dn(t/e):Mr(t)}function ei(t){return t.open===0?t.ended?`${Te(t.ended)} done`:"":t.open===1?t.slowest:t.slowest&&t.slowestFraction!==null&&(t.fraction??0)-t.slowestFraction>.1?`${Yt(t.open,"task")}, slowest ${t.slowest}`:Yt(t.open,"task")}function ti(t){let e=t.open>0?Al(t.rate??0):"",n=e&&t.open>1?`${e} each`:e;return[Xo(t.done,t.total,t.fraction),n].filter(Boolean).join(" · ")}function ni(t){return[Xo(t.done,t.total,null),Al(t.rate??0)].filter(Boolean).join(" · ")}function li(t){if(t.pause){let{left:e}=t.pause;return e===null?"paused":`paused · ${Ll(e)} left`}return t.state==="starting"||t.state==="dead"?t.state:t.done===0?t.item===null?"":"running":`${Te(t.done)} done`}function ri(t){let{pause:e}=t;if(!e)return"";let n=e.left===null&&e.client?`held by ${e.client}`:"";return[e.label,e.file?`${e.file}:${e.line}`:"",e.text,n].filter(Boolean).join(`
`)}function oi(t){let[e,...n]=t.gpus;return e?n.length?`${e.label} +${n.length}`:e.label:""}function Lr(t){let e=t.gpus.flatMap(({load:n})=>n===null?[]:[n]);return e.length?e.reduce((n,l)=>n+l,0)/e.length:null}function ii(t,e){if(e<=0)return"";let n=new Set(t.map(({state:a})=>a)),[l]=n,o=t.length===e&&n.size===1&&l?`, all ${l}`:"";return`${Te(e)} more${e===1&&o?`, ${l}`:o}`}function si(t){let{detail:e}=t;if(!e||t.items<2||e.median===null)return"";let[n]=e.slowest,l=`median ${il(e.median)}`;return n?`${l} · slowest ${il(n.seconds)}: ${vt(n.label,60)}`:l}var Vn=t=>t.filter(({state:e})=>e!=="cancelled");function ai(t){let{failed:e,lost:n,cancelled:l}=t.counts;return e+n+(t.state==="running"||t.state==="queued"?0:l)}function fi(t,e){let n=t.detail??null,l=t.state==="running";return{loops:l&&n!==null&&n.loops.length>0,workers:l&&n!==null&&n.workers.length>0,failed:n!==null&&Vn(n.failures).length>0,slowest:n!==null&&t.items>1&&n.slowest.length>1,log:e&&t.state!=="queued"}}function ui(t,e=1e3){let n=[];for(let l of t.split(/[\s,]+/).filter(Boolean)){let o=/^(\d{1,10})(?:-(\d{1,10}))?$/.exec(l);if(!o)return null;let a=Number(o[1]),f=o[2]===void 0?a:Number(o[2]);if(f<a)return null;for(let p=a;p<=f&&n.length<e;p++)n.push(p)}return n}var La=20,Ea=200,Er=class{element;label;error;fold;trace;item=null;constructor(e,n,l,o){this.label=E(e,"span","ff-cut"),this.error=E(e,"code","ff-error"),this.trace=E(e,"pre","ff-trace"),this.trace.hidden=!0,this.trace.tabIndex=0,this.fold=Vt(e,"",()=>this.open(this.trace.hidden)),this.fold.className="ff-fold ff-cut-button",this.fold.append(this.label);let a=E(e,"span","ff-tools-c"),f=n?.debug;f&&a.append(Ct(e,"Debug this",async()=>this.item&&f(this.item.item),l)),n&&a.append(Vt(e,"Log",()=>this.item&&o(this.item.item))),this.element=E(e,"div","ff-failed-item",this.fold,this.error,a,this.trace),this.element.setAttribute("role","listitem")}update(e){this.item=e,pn(this.label,e.label,80),ne(this.error,vt(e.error,300)),Be(this.error,e.worker?`${e.error}
on ${e.worker}`:e.error),this.fold.classList.toggle("ff-no-trace",e.traceback===""),e.traceback?this.fold.setAttribute("aria-expanded",String(!this.trace.hidden)):this.fold.removeAttribute("aria-expanded"),ne(this.trace,e.traceback)}open(e){this.item?.traceback&&(this.trace.hidden=!e,this.fold.setAttribute("aria-expanded",String(e)))}},_l=class{section;rows;text;more;further=[];progress=null;constructor(e,n,l){this.section=new xt(e,"failed","Failed",!0);let o=E(e,"div","ff-rows-box");o.setAttribute("role","list"),this.rows=new Wt(o,a=>String(a.item),()=>new Er(e,n,this.section.tell,l)),this.text=E(e,"span","ff-dim"),this.more=Ct(e,"show",async()=>this.fetch(n),this.section.tell),this.more.className="ff-text-button",this.more.hidden=n===null,this.section.body.append(o,E(e,"div","ff-more",this.text,this.more))}update(e,n){if(this.section.setHidden(!n),!n||!e.detail)return;this.progress=e;let l=e.detail.failures,o=new Set(l.map(({item:h})=>h)),a=Vn([...l,...this.further.filter(({item:h})=>!o.has(h))]);this.rows.update(a),this.section.setNote(Jo(e));let{failed:f,lost:p}=e.counts,d=f+p-a.length;be(this.text.parentElement,d<=0),ne(this.text,`${Te(Math.max(d,0))} more · `),a.length>=Ea&&be(this.more,!0)}async fetch(e){let{progress:n}=this;if(!e||!n?.detail)return;let l=n.detail.failures.length+this.further.length,o=await e.detail({failuresFrom:l,failuresLimit:La});this.further=[...this.further,...o.failures],this.progress&&this.update(this.progress,!0)}},Ar=class{element;label;time;worker;constructor(e){this.label=E(e,"span","ff-cut"),this.time=E(e,"span","ff-slow-time"),this.worker=E(e,"span","ff-dim"),this.element=E(e,"div","ff-slow-item",this.time,this.label,this.worker),this.element.setAttribute("role","listitem")}update(e){ne(this.time,il(e.seconds)),pn(this.label,e.label,120),ne(this.worker,e.worker)}},Hl=class{section;rows;constructor(e){this.section=new xt(e,"slowest","Slowest",!1);let n=E(e,"div","ff-rows-box");n.setAttribute("role","list"),this.rows=new Wt(n,l=>String(l.item),()=>new Ar(e)),this.section.body.append(n)}update(e,n){this.section.setHidden(!n),n&&e.detail&&this.rows.update(e.detail.slowest)}};var Aa=200,Pa=1500,Dl=class{section;view;state;search;items;follow;repeat;actions;over=!1;asked=0;drawn="";constructor(e,n){this.actions=n;let l=(f,p,d)=>{let h=E(e,"input",d);return h.type=f,h.setAttribute("aria-label",p),f!=="checkbox"&&(h.placeholder=p),h.addEventListener("keydown",w=>w.stopPropagation()),h};this.section=new xt(e,"log","Log",!1),this.search=l("search","search","ff-field"),this.items=l("text","item or rank: 3, 5-7","ff-field ff-field-short"),this.follow=l("checkbox","follow",""),this.follow.checked=!0;let o=E(e,"label","ff-dim",this.follow," follow"),a=E(e,"div","ff-log-tools",this.search,this.items,o);this.state=E(e,"div","ff-dim ff-log-state"),this.view=E(e,"div","ff-log-lines"),this.view.setAttribute("role","log"),this.view.setAttribute("aria-live","off"),this.view.tabIndex=0,this.section.body.append(a,this.state,this.view),this.repeat=new Qt(async()=>{(this.follow.checked||this.asked===0)&&await this.ask()},Pa);for(let f of[this.search,this.items])f.addEventListener("input",()=>{this.ask()});this.follow.addEventListener("change",()=>{this.ask()}),this.section.toggled=()=>this.look()}update(e,n){this.section.setHidden(!n);let l=!this.over&&Dt(e);this.over=Dt(e),l&&this.asked&&this.ask(),this.look()}openFor(e){this.items.value=String(e),this.search.value="",this.section.open(!0),this.ask(),this.section.element.scrollIntoView({block:"nearest"}),this.items.focus({preventScroll:!0})}destroy(){this.repeat.stop()}look(){this.section.isOpen?this.over?(this.repeat.stop(),this.asked===0&&this.ask()):this.repeat.start():this.repeat.stop()}async ask(){if(!this.actions||!this.section.isOpen)return;let e=ui(this.items.value);if(this.items.setAttribute("aria-invalid",String(e===null)),e===null)return this.section.tell("Items are named by their numbers: 3, 5-7");let n=this.search.value.trim(),l={last:Aa,...e.length?{items:e}:{},...n?{search:n}:{}},o=this.asked+=1;try{let a=await this.actions.log(l);o===this.asked&&this.draw(a,e.length>0||n!==""),this.section.tell("")}catch(a){o===this.asked&&this.section.tell(cn(a))}}draw(e,n){let l=e.leftOut>0?`${Te(e.leftOut)} earlier lines are not shown`:"",o=e.lines.length?l:n?"nothing like that has been printed":"nothing has been printed";ne(this.state,o),be(this.state,o==="");let a=JSON.stringify(e.lines);if(a===this.drawn)return;this.drawn=a;let{view:f}=this,p=f.scrollTop;f.replaceChildren(...e.lines.map(d=>this.line(d))),f.scrollTop=this.follow.checked?f.scrollHeight:p}line({label:e,item:n,text:l,stream:o}){let{ownerDocument:a}=this.view,f=E(a,"span","ff-log-item",vt(e||String(n),24));f.title=e;let p=E(a,"span",`ff-log-text ff-${o}`,l.length>2e3?`${l.slice(0,1999)}…`:l);return E(a,"div","ff-log-line",f,p)}};var Pr=class{element;label;note;name;thin;part;pace;constructor(e){this.label=E(e,"span","ff-cut"),this.note=E(e,"span","ff-dim ff-note"),this.name=E(e,"span","ff-loop-name",this.label,this.note),this.part=E(e,"i",""),this.thin=E(e,"div","ff-thin",this.part),this.thin.setAttribute("role","progressbar"),this.pace=E(e,"span","ff-dim ff-loop-pace"),this.element=E(e,"div","ff-loop",this.name,this.thin,this.pace)}update(e){ne(this.label,vt(e.label)||"loop"),ne(this.note,e.note&&` · ${e.note}`),Be(this.name,e.title);let n=`${Math.min(e.depth,6)*10}px`;this.name.style.paddingLeft!==n&&(this.name.style.paddingLeft=n),this.thin.classList.toggle("ff-unknown",e.fraction===null);let l=`${Math.round(1e3*Math.min(1,Math.max(0,e.fraction??0)))/10}%`;this.part.style.width!==l&&(this.part.style.width=l),Wn(this.thin,"aria-label",`${vt(e.label,80)||"loop"}: ${e.pace}`),e.fraction===null?this.thin.removeAttribute("aria-valuenow"):Wn(this.thin,"aria-valuenow",String(Math.round(100*e.fraction))),ne(this.pace,e.pace)}};function ci(t){return t.loops.map(e=>({key:`${e.depth} ${e.label}`,label:e.label,note:ei(e),depth:e.depth,fraction:e.fraction,pace:ti(e),title:[e.label,e.note].filter(Boolean).join(`
`)}))}function _a(t){return t.workers.flatMap(e=>e.bars.map((n,l)=>({key:`${e.id} ${l}`,label:l?n.label:`${e.id} · ${n.label}`,note:"",depth:n.depth,fraction:n.total?Math.min(1,n.done/n.total):null,pace:ni(n),title:[e.id,n.label,n.note].filter(Boolean).join(`
`)})))}var Ha=25,Cl=class{section;lines;more;toggle;repeat;split=!1;last=null;constructor(e,n){this.toggle=Vt(e,"by worker",()=>this.setSplit(!this.split)),this.toggle.className="ff-text-button",this.toggle.setAttribute("aria-pressed","false"),this.toggle.hidden=n===null,this.section=new xt(e,"loops","Inside the tasks",!0,this.toggle);let l=E(e,"div","ff-rows-box");this.lines=new Wt(l,o=>o.key,()=>new Pr(e)),this.more=E(e,"div","ff-dim"),this.section.body.append(l,this.more),this.repeat=new Qt(async()=>{if(!(!n||!this.section.isOpen))try{let o=await n.detail({bars:!0,workersLimit:Ha});this.split&&this.draw(_a(o),o.workersTotal-o.workers.length,"worker"),this.section.tell("")}catch(o){this.section.tell(cn(o))}},1e3)}update(e,n){this.section.setHidden(!n),n||this.repeat.stop(),!(!n||!e.detail)&&(this.last=e.detail,this.split?this.repeat.start():this.draw(ci(e.detail),e.detail.loopsLeftOut,"loop"))}destroy(){this.repeat.stop()}setSplit(e){this.split=e,this.section.open(!0),Wn(this.toggle,"aria-pressed",String(e)),e?this.repeat.start():this.repeat.stop(),e||this.section.tell(""),!e&&this.last&&this.draw(ci(this.last),this.last.loopsLeftOut,"loop")}draw(e,n,l){this.lines.update(e),be(this.more,n<=0),ne(this.more,n>0?`${Yt(n,`more ${l}`)}`:"")}};var di=`.ff-card [hidden] {
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
`;var pi=`/*
 * The front end's colours under our names, with what is taken where it has none. VS Code's come first: beside them
 * it sets JupyterLab's too, those of the light theme whatever its own is.
 */
.ff-card,
.ffp-panel {
  --ff-line: var(--vscode-widget-border, var(--vscode-panel-border, var(--jp-border-color2, rgba(128, 128, 128, 0.3))));
  --ff-text: var(--vscode-foreground, var(--jp-ui-font-color1, currentColor));
  --ff-dim: var(--vscode-descriptionForeground, var(--jp-ui-font-color2, color-mix(in srgb, currentColor 65%, transparent)));
  --ff-succeeded: var(--vscode-charts-green, #2e9b5f);
  --ff-running: var(--vscode-charts-blue, var(--jp-brand-color1, #1f6feb));
  --ff-failed: var(--vscode-charts-red, var(--jp-error-color1, #d1383d));
  --ff-lost: var(--vscode-charts-orange, var(--jp-warn-color1, #b7791f));
  --ff-warn: var(--vscode-editorWarning-foreground, var(--jp-warn-color0, #8a5a12));
  --ff-cancelled: var(--vscode-disabledForeground, var(--jp-ui-font-color3, #8d96a1));
  --ff-queued: var(--vscode-scrollbarSlider-background, var(--jp-layout-color3, rgba(128, 128, 128, 0.3)));
  --ff-gpu: var(--vscode-charts-purple, var(--ff-violet));
  --ff-violet: #7a5af8;
  --ff-mem: #0f9ba8;
  --ff-soft: color-mix(in srgb, var(--ff-text) 5%, transparent);
  --ff-code: var(--vscode-editor-font-family, var(--jp-code-font-family, ui-monospace, Menlo, Consolas, monospace));
}
[data-jp-theme-light="false"] .ff-card,
[data-jp-theme-light="false"] .ffp-panel,
:is(.vscode-dark, .vscode-high-contrast:not(.vscode-high-contrast-light)) :is(.ff-card, .ffp-panel) {
  --ff-violet: #9d86ff;
  --ff-mem: #35c3cf;
}
/* VS Code lays every widget on white. */
.cell-output-ipywidget-background:has(.ff-card, .ffp-panel) {
  background: transparent !important;
}
`;var $a="uplot",Oa="u-hz",Fa="u-vt",Ra="u-title",Na="u-wrap",Wa="u-under",Va="u-over",Ba="u-axis",gn="u-off",Ia="u-select",za="u-cursor-x",Ga="u-cursor-y",Ua="u-cursor-pt",ja="u-legend",Ja="u-live",qa="u-inline",Ya="u-series",Ka="u-marker",hi="u-label",Qa="u-value",al="width",fl="height";var mi="bottom",Bn="left",_r="right",Jr="#000",gi=Jr+"0",Hr="mousemove",yi="mousedown",Dr="mouseup",bi="mouseenter",wi="mouseleave",vi="dblclick",Za="resize",Xa="scroll",xi="change",Nl="dppxchange",qr="--",qn=typeof window<"u",Rr=qn?document:null,zn=qn?window:null,ef=qn?navigator:null,se,$l;function Nr(){let t=devicePixelRatio;se!=t&&(se=t,$l&&Vr(xi,$l,Nr),$l=matchMedia(`(min-resolution: ${se-.001}dppx) and (max-resolution: ${se+.001}dppx)`),yn(xi,$l,Nr),zn.dispatchEvent(new CustomEvent(Nl)))}function rt(t,e){if(e!=null){let n=t.classList;!n.contains(e)&&n.add(e)}}function Wr(t,e){let n=t.classList;n.contains(e)&&n.remove(e)}function we(t,e,n){t.style[e]=n+"px"}function kt(t,e,n,l){let o=Rr.createElement(t);return e!=null&&rt(o,e),n?.insertBefore(o,l),o}function pt(t,e){return kt("div",t,e)}var ki=new WeakMap;function $t(t,e,n,l,o){let a="translate("+e+"px,"+n+"px)",f=ki.get(t);a!=f&&(t.style.transform=a,ki.set(t,a),e<0||n<0||e>l||n>o?rt(t,gn):Wr(t,gn))}var Si=new WeakMap;function Ti(t,e,n){let l=e+n,o=Si.get(t);l!=o&&(Si.set(t,l),t.style.background=e,t.style.borderColor=n)}var Mi=new WeakMap;function Li(t,e,n,l){let o=e+""+n,a=Mi.get(t);o!=a&&(Mi.set(t,o),t.style.height=n+"px",t.style.width=e+"px",t.style.marginLeft=l?-e/2+"px":0,t.style.marginTop=l?-n/2+"px":0)}var Yr={passive:!0},tf={...Yr,capture:!0};function yn(t,e,n,l){e.addEventListener(t,n,l?tf:Yr)}function Vr(t,e,n,l){e.removeEventListener(t,n,Yr)}qn&&Nr();function St(t,e,n,l){let o;n=n||0,l=l||e.length-1;let a=l<=2147483647;for(;l-n>1;)o=a?n+l>>1:ot((n+l)/2),e[o]<t?n=o:l=o;return t-e[n]<=e[l]-t?n:l}function es(t){return(n,l,o)=>{let a=-1,f=-1;for(let p=l;p<=o;p++)if(t(n[p])){a=p;break}for(let p=o;p>=l;p--)if(t(n[p])){f=p;break}return[a,f]}}var ts=t=>t!=null,ns=t=>t!=null&&t>0,Bl=es(ts),nf=es(ns);function lf(t,e,n,l=0,o=!1){let a=o?nf:Bl,f=o?ns:ts;[e,n]=a(t,e,n);let p=t[e],d=t[e];if(e>-1)if(l==1)p=t[e],d=t[n];else if(l==-1)p=t[n],d=t[e];else for(let h=e;h<=n;h++){let w=t[h];f(w)&&(w<p?p=w:w>d&&(d=w))}return[p??de,d??-de]}function Il(t,e,n,l){let o=Pi(t),a=Pi(e);t==e&&(o==-1?(t*=n,e/=n):(t/=n,e*=n));let f=n==10?Bt:ls,p=o==1?ot:ht,d=a==1?ht:ot,h=p(f(De(t))),w=d(f(De(e))),g=Gn(n,h),y=Gn(n,w);return n==10&&(h<0&&(g=pe(g,-h)),w<0&&(y=pe(y,-w))),l||n==2?(t=g*o,e=y*a):(t=ss(t,g),e=zl(e,y)),[t,e]}function Kr(t,e,n,l){let o=Il(t,e,n,l);return t==0&&(o[0]=0),e==0&&(o[1]=0),o}var Qr=.1,Ei={mode:3,pad:Qr},cl={pad:0,soft:null,mode:0},rf={min:cl,max:cl};function Wl(t,e,n,l){return Gl(n)?Ai(t,e,n):(cl.pad=n,cl.soft=l?0:null,cl.mode=l?3:0,Ai(t,e,rf))}function oe(t,e){return t??e}function of(t,e,n){for(e=oe(e,0),n=oe(n,t.length-1);e<=n;){if(t[e]!=null)return!0;e++}return!1}function Ai(t,e,n){let l=n.min,o=n.max,a=oe(l.pad,0),f=oe(o.pad,0),p=oe(l.hard,-de),d=oe(o.hard,de),h=oe(l.soft,de),w=oe(o.soft,-de),g=oe(l.mode,0),y=oe(o.mode,0),D=e-t,H=Bt(D),N=Ye(De(t),De(e)),V=Bt(N),I=De(V-H);(D<1e-24||I>10)&&(D=0,(t==0||e==0)&&(D=1e-24,g==2&&h!=de&&(a=0),y==2&&w!=-de&&(f=0)));let k=D||N||1e3,W=Bt(k),S=Gn(10,ot(W)),Y=k*(D==0?t==0?.1:1:a),_=pe(ss(t-Y,S/10),24),K=t>=h&&(g==1||g==3&&_<=h||g==2&&_>=h)?h:de,j=Ye(p,_<K&&t>=K?K:Tt(K,_)),X=k*(D==0?e==0?.1:1:f),U=pe(zl(e+X,S/10),24),T=e<=w&&(y==1||y==3&&U>=w||y==2&&U<=w)?w:-de,q=Tt(d,U>T&&e<=T?T:Ye(T,U));return j==q&&j==0&&(q=100),[j,q]}var sf=new Intl.NumberFormat(qn?ef.language:"en-US"),Zr=t=>sf.format(t),it=Math,Rl=it.PI,De=it.abs,ot=it.floor,He=it.round,ht=it.ceil,Tt=it.min,Ye=it.max,Gn=it.pow,Pi=it.sign,Bt=it.log10,ls=it.log2,af=(t,e=1)=>it.sinh(t)*e,Cr=(t,e=1)=>it.asinh(t/e),de=1/0;function _i(t){return(Bt((t^t>>31)-(t>>31))|0)+1}function Br(t,e,n){return Tt(Ye(t,e),n)}function rs(t){return typeof t=="function"}function ee(t){return rs(t)?t:()=>t}var ff=()=>{},os=t=>t,is=(t,e)=>e,uf=t=>null,Hi=t=>!0,Di=(t,e)=>t==e,cf=/\.\d*?(?=9{6,}|0{6,})/gm,bn=t=>{if(fs(t)||Xt.has(t))return t;let e=`${t}`,n=e.match(cf);if(n==null)return t;let l=n[0].length-1;if(e.indexOf("e-")!=-1){let[o,a]=e.split("e");return+`${bn(o)}e${a}`}return pe(t,l)};function hn(t,e){return bn(pe(bn(t/e))*e)}function zl(t,e){return bn(ht(bn(t/e))*e)}function ss(t,e){return bn(ot(bn(t/e))*e)}function pe(t,e=0){if(fs(t))return t;let n=10**e,l=t*n*(1+Number.EPSILON);return He(l)/n}var Xt=new Map;function as(t){return((""+t).split(".")[1]||"").length}function pl(t,e,n,l){let o=[],a=l.map(as);for(let f=e;f<n;f++){let p=De(f),d=pe(Gn(t,f),p);for(let h=0;h<l.length;h++){let w=t==10?+`${l[h]}e${f}`:l[h]*d,g=(f>=0?0:p)+(f>=a[h]?0:a[h]),y=t==10?w:pe(w,g);o.push(y),Xt.set(y,g)}}return o}var dl={},Xr=[],Un=[null,null],Zt=Array.isArray,fs=Number.isInteger,df=t=>t===void 0;function Ci(t){return typeof t=="string"}function Gl(t){let e=!1;if(t!=null){let n=t.constructor;e=n==null||n==Object}return e}function pf(t){return t!=null&&typeof t=="object"}var hf=Object.getPrototypeOf(Uint8Array),us="__proto__";function jn(t,e=Gl){let n;if(Zt(t)){let l=t.find(o=>o!=null);if(Zt(l)||e(l)){n=Array(t.length);for(let o=0;o<t.length;o++)n[o]=jn(t[o],e)}else n=t.slice()}else if(t instanceof hf)n=t.slice();else if(e(t)){n={};for(let l in t)l!=us&&(n[l]=jn(t[l],e))}else n=t;return n}function Ae(t){let e=arguments;for(let n=1;n<e.length;n++){let l=e[n];for(let o in l)o!=us&&(Gl(t[o])?Ae(t[o],jn(l[o])):t[o]=jn(l[o]))}return t}var mf=0,gf=1,yf=2;function bf(t,e,n){for(let l=0,o,a=-1;l<e.length;l++){let f=e[l];if(f>a){for(o=f-1;o>=0&&t[o]==null;)t[o--]=null;for(o=f+1;o<n&&t[o]==null;)t[a=o++]=null}}}function wf(t,e){if(kf(t)){let f=t[0].slice();for(let p=1;p<t.length;p++)f.push(...t[p].slice(1));return Sf(f[0])||(f=xf(f)),f}let n=new Set;for(let f=0;f<t.length;f++){let d=t[f][0],h=d.length;for(let w=0;w<h;w++)n.add(d[w])}let l=[Array.from(n).sort((f,p)=>f-p)],o=l[0].length,a=new Map;for(let f=0;f<o;f++)a.set(l[0][f],f);for(let f=0;f<t.length;f++){let p=t[f],d=p[0];for(let h=1;h<p.length;h++){let w=p[h],g=Array(o).fill(void 0),y=e?e[f][h]:gf,D=[];for(let H=0;H<w.length;H++){let N=w[H],V=a.get(d[H]);N===null?y!=mf&&(g[V]=N,y==yf&&D.push(V)):g[V]=N}bf(g,D,o),l.push(g)}}return l}var vf=typeof queueMicrotask>"u"?t=>Promise.resolve().then(t):queueMicrotask;function xf(t){let e=t[0],n=e.length,l=Array(n);for(let a=0;a<l.length;a++)l[a]=a;l.sort((a,f)=>e[a]-e[f]);let o=[];for(let a=0;a<t.length;a++){let f=t[a],p=Array(n);for(let d=0;d<n;d++)p[d]=f[l[d]];o.push(p)}return o}function kf(t){let e=t[0][0],n=e.length;for(let l=1;l<t.length;l++){let o=t[l][0];if(o.length!=n)return!1;if(o!=e){for(let a=0;a<n;a++)if(o[a]!=e[a])return!1}}return!0}function Sf(t,e=100){let n=t.length;if(n<=1)return!0;let l=0,o=n-1;for(;l<=o&&t[l]==null;)l++;for(;o>=l&&t[o]==null;)o--;if(o<=l)return!0;let a=Ye(1,ot((o-l+1)/e));for(let f=t[l],p=l+a;p<=o;p+=a){let d=t[p];if(d!=null){if(d<=f)return!1;f=d}}return!0}var cs=["January","February","March","April","May","June","July","August","September","October","November","December"],ds=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function ps(t){return t.slice(0,3)}var Tf=ds.map(ps),Mf=cs.map(ps),Lf={MMMM:cs,MMM:Mf,WWWW:ds,WWW:Tf};function sl(t){return(t<10?"0":"")+t}function Ef(t){return(t<10?"00":t<100?"0":"")+t}var Af={YYYY:t=>t.getFullYear(),YY:t=>(t.getFullYear()+"").slice(2),MMMM:(t,e)=>e.MMMM[t.getMonth()],MMM:(t,e)=>e.MMM[t.getMonth()],MM:t=>sl(t.getMonth()+1),M:t=>t.getMonth()+1,DD:t=>sl(t.getDate()),D:t=>t.getDate(),WWWW:(t,e)=>e.WWWW[t.getDay()],WWW:(t,e)=>e.WWW[t.getDay()],HH:t=>sl(t.getHours()),H:t=>t.getHours(),h:t=>{let e=t.getHours();return e==0?12:e>12?e-12:e},AA:t=>t.getHours()>=12?"PM":"AM",aa:t=>t.getHours()>=12?"pm":"am",a:t=>t.getHours()>=12?"p":"a",mm:t=>sl(t.getMinutes()),m:t=>t.getMinutes(),ss:t=>sl(t.getSeconds()),s:t=>t.getSeconds(),fff:t=>Ef(t.getMilliseconds())};function eo(t,e){e=e||Lf;let n=[],l=/\{([a-z]+)\}|[^{]+/gi,o;for(;o=l.exec(t);)n.push(o[0][0]=="{"?Af[o[1]]:o[0]);return a=>{let f="";for(let p=0;p<n.length;p++)f+=typeof n[p]=="string"?n[p]:n[p](a,e);return f}}var Pf=new Intl.DateTimeFormat().resolvedOptions().timeZone;function _f(t,e){let n;return e=="UTC"||e=="Etc/UTC"?n=new Date(+t+t.getTimezoneOffset()*6e4):e==Pf?n=t:(n=new Date(t.toLocaleString("en-US",{timeZone:e})),n.setMilliseconds(t.getMilliseconds())),n}var hs=t=>t%1==0,Vl=[1,2,2.5,5],Hf=pl(10,-32,0,Vl),ms=pl(10,0,32,Vl),Df=ms.filter(hs),mn=Hf.concat(ms),to=`
`,gs="{YYYY}",$i=to+gs,ys="{M}/{D}",ul=to+ys,Ol=ul+"/{YY}",bs="{aa}",Cf="{h}:{mm}",In=Cf+bs,Oi=to+In,Fi=":{ss}",fe=null;function ws(t){let e=t*1e3,n=e*60,l=n*60,o=l*24,a=o*30,f=o*365,d=(t==1?pl(10,0,3,Vl).filter(hs):pl(10,-3,0,Vl)).concat([e,e*5,e*10,e*15,e*30,n,n*5,n*10,n*15,n*30,l,l*2,l*3,l*4,l*6,l*8,l*12,o,o*2,o*3,o*4,o*5,o*6,o*7,o*8,o*9,o*10,o*15,a,a*2,a*3,a*4,a*6,f,f*2,f*5,f*10,f*25,f*50,f*100]),h=[[f,gs,fe,fe,fe,fe,fe,fe,1],[o*28,"{MMM}",$i,fe,fe,fe,fe,fe,1],[o,ys,$i,fe,fe,fe,fe,fe,1],[l,"{h}"+bs,Ol,fe,ul,fe,fe,fe,1],[n,In,Ol,fe,ul,fe,fe,fe,1],[e,Fi,Ol+" "+In,fe,ul+" "+In,fe,Oi,fe,1],[t,Fi+".{fff}",Ol+" "+In,fe,ul+" "+In,fe,Oi,fe,1]];function w(g){return(y,D,H,N,V,I)=>{let k=[],W=V>=f,S=V>=a&&V<f,Y=g(H),_=pe(Y*t,3),K=$r(Y.getFullYear(),W?0:Y.getMonth(),S||W?1:Y.getDate()),j=pe(K*t,3);if(S||W){let X=S?V/a:0,U=W?V/f:0,T=_==j?_:pe($r(K.getFullYear()+U,K.getMonth()+X,1)*t,3),q=new Date(He(T/t)),C=q.getFullYear(),z=q.getMonth();for(let R=0;T<=N;R++){let te=$r(C+U*R,z+X*R,1),F=te-g(pe(te*t,3));T=pe((+te+F)*t,3),T<=N&&k.push(T)}}else{let X=V>=o?o:V,U=ot(H)-ot(_),T=j+U+zl(_-j,X);k.push(T);let q=g(T),C=q.getHours()+q.getMinutes()/n+q.getSeconds()/l,z=V/l,R=y.axes[D]._space,te=I/R;for(;T=pe(T+V,t==1?0:3),!(T>N);)if(z>1){let F=ot(pe(C+z,6))%24,le=g(T).getHours()-F;le>1&&(le=-1),T-=le*l,C=(C+z)%24;let ue=k[k.length-1];pe((T-ue)/V,3)*te>=.7&&k.push(T)}else k.push(T)}return k}}return[d,h,w]}var[$f,Of,Ff]=ws(1),[Rf,Nf,Wf]=ws(.001);pl(2,-53,53,[1]);function Ri(t,e){return t.map(n=>n.map((l,o)=>o==0||o==8||l==null?l:e(o==1||n[8]==0?l:n[1]+l)))}function Ni(t,e){return(n,l,o,a,f)=>{let p=e.find(H=>f>=H[0])||e[e.length-1],d,h,w,g,y,D;return l.map(H=>{let N=t(H),V=N.getFullYear(),I=N.getMonth(),k=N.getDate(),W=N.getHours(),S=N.getMinutes(),Y=N.getSeconds(),_=V!=d&&p[2]||I!=h&&p[3]||k!=w&&p[4]||W!=g&&p[5]||S!=y&&p[6]||Y!=D&&p[7]||p[1];return d=V,h=I,w=k,g=W,y=S,D=Y,_(N)})}}function Vf(t,e){let n=eo(e);return(l,o,a,f,p)=>o.map(d=>n(t(d)))}function $r(t,e,n){return new Date(t,e,n)}function Wi(t,e){return e(t)}var Bf="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function Vi(t,e){return(n,l,o,a)=>a==null?qr:e(t(l))}function If(t,e){let n=t.series[e];return n.width?n.stroke(t,e):n.points.width?n.points.stroke(t,e):null}function zf(t,e){return t.series[e].fill(t,e)}var Gf={show:!0,live:!0,isolate:!1,mount:ff,markers:{show:!0,width:2,stroke:If,fill:zf,dash:"solid"},idx:null,idxs:null,values:[]};function Uf(t,e){let n=t.cursor.points,l=pt(),o=n.size(t,e);we(l,al,o),we(l,fl,o);let a=o/-2;we(l,"marginLeft",a),we(l,"marginTop",a);let f=n.width(t,e,o);return f&&we(l,"borderWidth",f),l}function jf(t,e){let n=t.series[e].points;return n._fill||n._stroke}function Jf(t,e){let n=t.series[e].points;return n._stroke||n._fill}function qf(t,e){return t.series[e].points.size}var Or=[0,0];function Yf(t,e,n){return Or[0]=e,Or[1]=n,Or}function Fl(t,e,n,l=!0){return o=>{o.button==0&&(!l||o.target==e)&&n(o)}}function Fr(t,e,n,l=!0){return o=>{(!l||o.target==e)&&n(o)}}var Kf={show:!0,x:!0,y:!0,lock:!1,move:Yf,points:{one:!1,show:Uf,size:qf,width:0,stroke:Jf,fill:jf},bind:{mousedown:Fl,mouseup:Fl,click:Fl,dblclick:Fl,mousemove:Fr,mouseleave:Fr,mouseenter:Fr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(t,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(t,e,n,l,o)=>l-o,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},vs={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},no=Ae({},vs,{filter:is}),xs=Ae({},no,{size:10}),ks=Ae({},vs,{show:!1}),lo='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Ss="bold "+lo,Ts=1.5,Bi={show:!0,scale:"x",stroke:Jr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ss,side:2,grid:no,ticks:xs,border:ks,font:lo,lineGap:Ts,rotate:0},Qf="Value",Zf="Time",Ii={show:!0,scale:"x",auto:!1,sorted:1,min:de,max:-de,idxs:[]};function Xf(t,e,n,l,o){return e.map(a=>a==null?"":Zr(a))}function eu(t,e,n,l,o,a,f){let p=[],d=Xt.get(o)||0;n=f?n:pe(zl(n,o),d);for(let h=n;h<=l;h=pe(h+o,d))p.push(Object.is(h,-0)?0:h);return p}function Ir(t,e,n,l,o,a,f){let p=[],d=t.scales[t.axes[e].scale].log,h=d==10?Bt:ls,w=ot(h(n));o=Gn(d,w),d==10&&(o=mn[St(o,mn)]);let g=n,y=o*d;d==10&&(y=mn[St(y,mn)]);do p.push(g),g=g+o,d==10&&!Xt.has(g)&&(g=pe(g,Xt.get(o))),g>=y&&(o=g,y=o*d,d==10&&(y=mn[St(y,mn)]));while(g<=l);return p}function tu(t,e,n,l,o,a,f){let d=t.scales[t.axes[e].scale].asinh,h=l>d?Ir(t,e,Ye(d,n),l,o):[d],w=l>=0&&n<=0?[0]:[];return(n<-d?Ir(t,e,Ye(d,-l),-n,o):[d]).reverse().map(y=>-y).concat(w,h)}var Ms=/./,nu=/[12357]/,lu=/[125]/,zi=/1/,zr=(t,e,n,l)=>t.map((o,a)=>e==4&&o==0||a%l==0&&n.test(o.toExponential()[o<0?1:0])?o:null);function ru(t,e,n,l,o){let a=t.axes[n],f=a.scale,p=t.scales[f],d=t.valToPos,h=a._space,w=d(10,f),g=d(9,f)-w>=h?Ms:d(7,f)-w>=h?nu:d(5,f)-w>=h?lu:zi;if(g==zi){let y=De(d(1,f)-w);if(y<h)return zr(e.slice().reverse(),p.distr,g,ht(h/y)).reverse()}return zr(e,p.distr,g,1)}function ou(t,e,n,l,o){let a=t.axes[n],f=a.scale,p=a._space,d=t.valToPos,h=De(d(1,f)-d(2,f));return h<p?zr(e.slice().reverse(),3,Ms,ht(p/h)).reverse():e}function iu(t,e,n,l){return l==null?qr:e==null?"":Zr(e)}var Gi={show:!0,scale:"y",stroke:Jr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ss,side:3,grid:no,ticks:xs,border:ks,font:lo,lineGap:Ts,rotate:0};function su(t,e){let n=3+(t||1)*2;return pe(n*e,3)}function au(t,e){let{scale:n,idxs:l}=t.series[0],o=t._data[0],a=t.valToPos(o[l[0]],n,!0),f=t.valToPos(o[l[1]],n,!0),p=De(f-a),d=t.series[e],h=p/(d.points.space*se);return l[1]-l[0]<=h}var Ui={scale:null,auto:!0,sorted:0,min:de,max:-de},Ls=(t,e,n,l,o)=>o,ji={show:!0,auto:!0,sorted:0,gaps:Ls,alpha:1,facets:[Ae({},Ui,{scale:"x"}),Ae({},Ui,{scale:"y"})]},Ji={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Ls,alpha:1,points:{show:au,filter:null},values:null,min:de,max:-de,idxs:[],path:null,clip:null};function fu(t,e,n,l,o){return n/10}var Es={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},uu=Ae({},Es,{time:!1,ori:1}),qi={};function As(t,e){let n=qi[t];return n||(n={key:t,plots:[],sub(l){n.plots.push(l)},unsub(l){n.plots=n.plots.filter(o=>o!=l)},pub(l,o,a,f,p,d,h){for(let w=0;w<n.plots.length;w++)n.plots[w]!=o&&n.plots[w].pub(l,o,a,f,p,d,h)}},t!=null&&(qi[t]=n)),n}var Jn=1,Gr=2;function wn(t,e,n){let l=t.mode,o=t.series[e],a=l==2?t._data[e]:t._data,f=t.scales,p=t.bbox,d=a[0],h=l==2?a[1]:a[e],w=l==2?f[o.facets[0].scale]:f[t.series[0].scale],g=l==2?f[o.facets[1].scale]:f[o.scale],y=p.left,D=p.top,H=p.width,N=p.height,V=t.valToPosH,I=t.valToPosV;return w.ori==0?n(o,d,h,w,g,V,I,y,D,H,N,jl,Yn,ql,_s,Ds):n(o,d,h,w,g,I,V,D,y,N,H,Jl,Kn,io,Hs,Cs)}function ro(t,e){let n=0,l=0,o=oe(t.bands,Xr);for(let a=0;a<o.length;a++){let f=o[a];f.series[0]==e?n=f.dir:f.series[1]==e&&(f.dir==1?l|=1:l|=2)}return[n,l==1?-1:l==2?1:l==3?2:0]}function cu(t,e,n,l,o){let a=t.mode,f=t.series[e],p=a==2?f.facets[1].scale:f.scale,d=t.scales[p];return o==-1?d.min:o==1?d.max:d.distr==3?d.dir==1?d.min:d.max:0}function It(t,e,n,l,o,a){return wn(t,e,(f,p,d,h,w,g,y,D,H,N,V)=>{let I=f.pxRound,k=h.dir*(h.ori==0?1:-1),W=h.ori==0?Yn:Kn,S,Y;k==1?(S=n,Y=l):(S=l,Y=n);let _=I(g(p[S],h,N,D)),K=I(y(d[S],w,V,H)),j=I(g(p[Y],h,N,D)),X=I(y(a==1?w.max:w.min,w,V,H)),U=new Path2D(o);return W(U,j,X),W(U,_,X),W(U,_,K),U})}function Ul(t,e,n,l,o,a){let f=null;if(t.length>0){f=new Path2D;let p=e==0?ql:io,d=n;for(let g=0;g<t.length;g++){let y=t[g];if(y[1]>y[0]){let D=y[0]-d;D>0&&p(f,d,l,D,l+a),d=y[1]}}let h=n+o-d,w=10;h>0&&p(f,d,l-w/2,h,l+a+w)}return f}function du(t,e,n){let l=t[t.length-1];l&&l[0]==e?l[1]=n:t.push([e,n])}function oo(t,e,n,l,o,a,f){let p=[],d=t.length;for(let h=o==1?n:l;h>=n&&h<=l;h+=o)if(e[h]===null){let g=h,y=h;if(o==1)for(;++h<=l&&e[h]===null;)y=h;else for(;--h>=n&&e[h]===null;)y=h;let D=a(t[g]),H=y==g?D:a(t[y]),N=g-o;D=f<=0&&N>=0&&N<d?a(t[N]):D;let I=y+o;H=f>=0&&I>=0&&I<d?a(t[I]):H,H>=D&&p.push([D,H])}return p}function Yi(t){return t==0?os:t==1?He:e=>hn(e,t)}function Ps(t){let e=t==0?jl:Jl,n=t==0?(o,a,f,p,d,h)=>{o.arcTo(a,f,p,d,h)}:(o,a,f,p,d,h)=>{o.arcTo(f,a,d,p,h)},l=t==0?(o,a,f,p,d)=>{o.rect(a,f,p,d)}:(o,a,f,p,d)=>{o.rect(f,a,d,p)};return(o,a,f,p,d,h=0,w=0)=>{h==0&&w==0?l(o,a,f,p,d):(h=Tt(h,p/2,d/2),w=Tt(w,p/2,d/2),e(o,a+h,f),n(o,a+p,f,a+p,f+d,h),n(o,a+p,f+d,a,f+d,w),n(o,a,f+d,a,f,w),n(o,a,f,a+p,f,h),o.closePath())}}var jl=(t,e,n)=>{t.moveTo(e,n)},Jl=(t,e,n)=>{t.moveTo(n,e)},Yn=(t,e,n)=>{t.lineTo(e,n)},Kn=(t,e,n)=>{t.lineTo(n,e)},ql=Ps(0),io=Ps(1),_s=(t,e,n,l,o,a)=>{t.arc(e,n,l,o,a)},Hs=(t,e,n,l,o,a)=>{t.arc(n,e,l,o,a)},Ds=(t,e,n,l,o,a,f)=>{t.bezierCurveTo(e,n,l,o,a,f)},Cs=(t,e,n,l,o,a,f)=>{t.bezierCurveTo(n,e,o,l,f,a)};function $s(t){return(e,n,l,o,a)=>wn(e,n,(f,p,d,h,w,g,y,D,H,N,V)=>{let{pxRound:I,points:k}=f,W,S;h.ori==0?(W=jl,S=_s):(W=Jl,S=Hs);let Y=pe(k.width*se,3),_=(k.size-k.width)/2*se,K=pe(_*2,3),j=new Path2D,X=new Path2D,{left:U,top:T,width:q,height:C}=e.bbox;ql(X,U-K,T-K,q+K*2,C+K*2);let z=R=>{if(d[R]!=null){let te=I(g(p[R],h,N,D)),F=I(y(d[R],w,V,H));W(j,te+_,F),S(j,te,F,_,0,Rl*2)}};if(a)a.forEach(z);else for(let R=l;R<=o;R++)z(R);return{stroke:Y>0?j:null,fill:j,clip:X,flags:Jn|Gr}})}function Os(t){return(e,n,l,o,a,f)=>{l!=o&&(a!=l&&f!=l&&t(e,n,l),a!=o&&f!=o&&t(e,n,o),t(e,n,f))}}var pu=Os(Yn),hu=Os(Kn);function Fs(t){let e=oe(t?.alignGaps,0);return(n,l,o,a)=>wn(n,l,(f,p,d,h,w,g,y,D,H,N,V)=>{[o,a]=Bl(d,o,a);let I=f.pxRound,k=C=>I(g(C,h,N,D)),W=C=>I(y(C,w,V,H)),S,Y;h.ori==0?(S=Yn,Y=pu):(S=Kn,Y=hu);let _=h.dir*(h.ori==0?1:-1),K={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Jn},j=K.stroke,X=!1;if(a-o>=N*4){let C=$=>n.posToVal($,h.key,!0),z=null,R=null,te,F,Ke,ve=k(p[_==1?o:a]),le=k(p[o]),ue=k(p[a]),Q=C(_==1?le+1:ue-1);for(let $=_==1?o:a;$>=o&&$<=a;$+=_){let Pe=p[$],xe=(_==1?Pe<Q:Pe>Q)?ve:k(Pe),ae=d[$];xe==ve?ae!=null?(F=ae,z==null?(S(j,xe,W(F)),te=z=R=F):F<z?z=F:F>R&&(R=F)):ae===null&&(X=!0):(z!=null&&Y(j,ve,W(z),W(R),W(te),W(F)),ae!=null?(F=ae,S(j,xe,W(F)),z=R=te=F):(z=R=null,ae===null&&(X=!0)),ve=xe,Q=C(ve+_))}z!=null&&z!=R&&Ke!=ve&&Y(j,ve,W(z),W(R),W(te),W(F))}else for(let C=_==1?o:a;C>=o&&C<=a;C+=_){let z=d[C];z===null?X=!0:z!=null&&S(j,k(p[C]),W(z))}let[T,q]=ro(n,l);if(f.fill!=null||T!=0){let C=K.fill=new Path2D(j),z=f.fillTo(n,l,f.min,f.max,T),R=W(z),te=k(p[o]),F=k(p[a]);_==-1&&([F,te]=[te,F]),S(C,F,R),S(C,te,R)}if(!f.spanGaps){let C=[];X&&C.push(...oo(p,d,o,a,_,k,e)),K.gaps=C=f.gaps(n,l,o,a,C),K.clip=Ul(C,h.ori,D,H,N,V)}return q!=0&&(K.band=q==2?[It(n,l,o,a,j,-1),It(n,l,o,a,j,1)]:It(n,l,o,a,j,q)),K})}function mu(t){let e=oe(t.align,1),n=oe(t.ascDesc,!1),l=oe(t.alignGaps,0),o=oe(t.extend,!1);return(a,f,p,d)=>wn(a,f,(h,w,g,y,D,H,N,V,I,k,W)=>{[p,d]=Bl(g,p,d);let S=h.pxRound,{left:Y,width:_}=a.bbox,K=le=>S(H(le,y,k,V)),j=le=>S(N(le,D,W,I)),X=y.ori==0?Yn:Kn,U={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Jn},T=U.stroke,q=y.dir*(y.ori==0?1:-1),C=j(g[q==1?p:d]),z=K(w[q==1?p:d]),R=z,te=z;o&&e==-1&&(te=Y,X(T,te,C)),X(T,z,C);for(let le=q==1?p:d;le>=p&&le<=d;le+=q){let ue=g[le];if(ue==null)continue;let Q=K(w[le]),$=j(ue);e==1?X(T,Q,C):X(T,R,$),X(T,Q,$),C=$,R=Q}let F=R;o&&e==1&&(F=Y+_,X(T,F,C));let[Ke,ve]=ro(a,f);if(h.fill!=null||Ke!=0){let le=U.fill=new Path2D(T),ue=h.fillTo(a,f,h.min,h.max,Ke),Q=j(ue);X(le,F,Q),X(le,te,Q)}if(!h.spanGaps){let le=[];le.push(...oo(w,g,p,d,q,K,l));let ue=h.width*se/2,Q=n||e==1?ue:-ue,$=n||e==-1?-ue:ue;le.forEach(Pe=>{Pe[0]+=Q,Pe[1]+=$}),U.gaps=le=h.gaps(a,f,p,d,le),U.clip=Ul(le,y.ori,V,I,k,W)}return ve!=0&&(U.band=ve==2?[It(a,f,p,d,T,-1),It(a,f,p,d,T,1)]:It(a,f,p,d,T,ve)),U})}function Ki(t,e,n,l,o,a,f=de){if(t.length>1){let p=null;for(let d=0,h=1/0;d<t.length;d++)if(e[d]!==void 0){if(p!=null){let w=De(t[d]-t[p]);w<h&&(h=w,f=De(n(t[d],l,o,a)-n(t[p],l,o,a)))}p=d}}return f}function gu(t){t=t||dl;let e=oe(t.size,[.6,de,1]),n=t.align||0,l=t.gap||0,o=t.radius;o=o==null?[0,0]:typeof o=="number"?[o,0]:o;let a=ee(o),f=1-e[0],p=oe(e[1],de),d=oe(e[2],1),h=oe(t.disp,dl),w=oe(t.each,D=>{}),{fill:g,stroke:y}=h;return(D,H,N,V)=>wn(D,H,(I,k,W,S,Y,_,K,j,X,U,T)=>{let q=I.pxRound,C=n,z=l*se,R=p*se,te=d*se,F,Ke;S.ori==0?[F,Ke]=a(D,H):[Ke,F]=a(D,H);let ve=S.dir*(S.ori==0?1:-1),le=S.ori==0?ql:io,ue=S.ori==0?w:(A,he,_e,Sn,nn,Lt,ln)=>{w(A,he,_e,nn,Sn,ln,Lt)},Q=oe(D.bands,Xr).find(A=>A.series[0]==H),$=Q!=null?Q.dir:0,Pe=I.fillTo(D,H,I.min,I.max,$),Ge=q(K(Pe,Y,T,X)),xe,ae,mt,Xe=U,Se=q(I.width*se),Mt=!1,Ot=null,st=null,zt=null,vn=null;g!=null&&(Se==0||y!=null)&&(Mt=!0,Ot=g.values(D,H,N,V),st=new Map,new Set(Ot).forEach(A=>{A!=null&&st.set(A,new Path2D)}),Se>0&&(zt=y.values(D,H,N,V),vn=new Map,new Set(zt).forEach(A=>{A!=null&&vn.set(A,new Path2D)})));let{x0:xn,size:Zn}=h;if(xn!=null&&Zn!=null){C=1,k=xn.values(D,H,N,V),xn.unit==2&&(k=k.map(_e=>D.posToVal(j+_e*U,S.key,!0)));let A=Zn.values(D,H,N,V);Zn.unit==2?ae=A[0]*U:ae=_(A[0],S,U,j)-_(0,S,U,j),Xe=Ki(k,W,_,S,U,j,Xe),mt=Xe-ae+z}else Xe=Ki(k,W,_,S,U,j,Xe),mt=Xe*f+z,ae=Xe-mt;mt<1&&(mt=0),Se>=ae/2&&(Se=0),mt<5&&(q=os);let ml=mt>0,en=Xe-mt-(ml?Se:0);ae=q(Br(en,te,R)),xe=(C==0?ae/2:C==ve?0:ae)-C*ve*((C==0?z/2:0)+(ml?Se/2:0));let Ue={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},kn=Mt?null:new Path2D,Ft=null;if(Q!=null)Ft=D.data[Q.series[1]];else{let{y0:A,y1:he}=h;A!=null&&he!=null&&(W=he.values(D,H,N,V),Ft=A.values(D,H,N,V))}let tn=F*ae,J=Ke*ae;for(let A=ve==1?N:V;A>=N&&A<=V;A+=ve){let he=W[A];if(he==null)continue;if(Ft!=null){let Qe=Ft[A]??0;if(he-Qe==0)continue;Ge=K(Qe,Y,T,X)}let _e=S.distr!=2||h!=null?k[A]:A,Sn=_(_e,S,U,j),nn=K(oe(he,Pe),Y,T,X),Lt=q(Sn-xe),ln=q(Ye(nn,Ge)),et=q(Tt(nn,Ge)),at=ln-et;if(he!=null){let Qe=he<0?J:tn,gt=he<0?tn:J;Mt?(Se>0&&zt[A]!=null&&le(vn.get(zt[A]),Lt,et+ot(Se/2),ae,Ye(0,at-Se),Qe,gt),Ot[A]!=null&&le(st.get(Ot[A]),Lt,et+ot(Se/2),ae,Ye(0,at-Se),Qe,gt)):le(kn,Lt,et+ot(Se/2),ae,Ye(0,at-Se),Qe,gt),ue(D,H,A,Lt-Se/2,et,ae+Se,at)}}return Se>0?Ue.stroke=Mt?vn:kn:Mt||(Ue._fill=I.width==0?I._fill:I._stroke??I._fill,Ue.width=0),Ue.fill=Mt?st:kn,Ue})}function yu(t,e){let n=oe(e?.alignGaps,0);return(l,o,a,f)=>wn(l,o,(p,d,h,w,g,y,D,H,N,V,I)=>{[a,f]=Bl(h,a,f);let k=p.pxRound,W=F=>k(y(F,w,V,H)),S=F=>k(D(F,g,I,N)),Y,_,K;w.ori==0?(Y=jl,K=Yn,_=Ds):(Y=Jl,K=Kn,_=Cs);let j=w.dir*(w.ori==0?1:-1),X=W(d[j==1?a:f]),U=X,T=[],q=[];for(let F=j==1?a:f;F>=a&&F<=f;F+=j)if(h[F]!=null){let ve=d[F],le=W(ve);T.push(U=le),q.push(S(h[F]))}let C={stroke:t(T,q,Y,K,_,k),fill:null,clip:null,band:null,gaps:null,flags:Jn},z=C.stroke,[R,te]=ro(l,o);if(p.fill!=null||R!=0){let F=C.fill=new Path2D(z),Ke=p.fillTo(l,o,p.min,p.max,R),ve=S(Ke);K(F,U,ve),K(F,X,ve)}if(!p.spanGaps){let F=[];F.push(...oo(d,h,a,f,j,W,n)),C.gaps=F=p.gaps(l,o,a,f,F),C.clip=Ul(F,w.ori,H,N,V,I)}return te!=0&&(C.band=te==2?[It(l,o,a,f,z,-1),It(l,o,a,f,z,1)]:It(l,o,a,f,z,te)),C})}function bu(t){return yu(wu,t)}function wu(t,e,n,l,o,a){let f=t.length;if(f<2)return null;let p=new Path2D;if(n(p,t[0],e[0]),f==2)l(p,t[1],e[1]);else{let d=Array(f),h=Array(f-1),w=Array(f-1),g=Array(f-1);for(let y=0;y<f-1;y++)w[y]=e[y+1]-e[y],g[y]=t[y+1]-t[y],h[y]=w[y]/g[y];d[0]=h[0];for(let y=1;y<f-1;y++)h[y]===0||h[y-1]===0||h[y-1]>0!=h[y]>0?d[y]=0:(d[y]=3*(g[y-1]+g[y])/((2*g[y]+g[y-1])/h[y-1]+(g[y]+2*g[y-1])/h[y]),isFinite(d[y])||(d[y]=0));d[f-1]=h[f-2];for(let y=0;y<f-1;y++)o(p,t[y]+g[y]/3,e[y]+d[y]*g[y]/3,t[y+1]-g[y]/3,e[y+1]-d[y+1]*g[y]/3,t[y+1],e[y+1])}return p}var Ur=new Set;function Qi(){for(let t of Ur)t.syncRect(!0)}qn&&(yn(Za,zn,Qi),yn(Xa,zn,Qi,!0),yn(Nl,zn,()=>{Ie.pxRatio=se}));var vu=Fs(),xu=$s();function Zi(t,e,n,l){return(l?[t[0],t[1]].concat(t.slice(2)):[t[0]].concat(t.slice(1))).map((a,f)=>jr(a,f,e,n))}function ku(t,e){return t.map((n,l)=>l==0?{}:Ae({},e,n))}function jr(t,e,n,l){return Ae({},e==0?n:l,t)}function Rs(t,e,n){return e==null?Un:[e,n]}var Su=Rs;function Tu(t,e,n){return e==null?Un:Wl(e,n,Qr,!0)}function Ns(t,e,n,l){return e==null?Un:Il(e,n,t.scales[l].log,!1)}var Mu=Ns;function Ws(t,e,n,l){return e==null?Un:Kr(e,n,t.scales[l].log,!1)}var Lu=Ws;function Eu(t,e,n,l,o){let a=Ye(_i(t),_i(e)),f=e-t,p=St(o/l*f,n);do{let d=n[p],h=l*d/f;if(h>=o&&a+(d<5?Xt.get(d):0)<=17)return[d,h]}while(++p<n.length);return[0,0]}function Xi(t){let e,n;return t=t.replace(/(\d+)px/,(l,o)=>(e=He((n=+o)*se))+"px"),[t,e,n]}function Au(t){t.show&&[t.font,t.labelFont].forEach(e=>{let n=pe(e[2]*se,1);e[0]=e[0].replace(/[0-9.]+px/,n+"px"),e[1]=n})}function Ie(t,e,n){let l={mode:oe(t.mode,1)},o=l.mode;function a(r,i,s,u){let c=i.valToPct(r);return u+s*(i.dir==-1?1-c:c)}function f(r,i,s,u){let c=i.valToPct(r);return u+s*(i.dir==-1?c:1-c)}function p(r,i,s,u){return i.ori==0?a(r,i,s,u):f(r,i,s,u)}l.valToPosH=a,l.valToPosV=f;let d=!1;l.status=0;let h=l.root=pt($a);if(t.id!=null&&(h.id=t.id),rt(h,t.class),t.title){let r=pt(Ra,h);r.textContent=t.title}let w=kt("canvas"),g=l.ctx=w.getContext("2d"),y=pt(Na,h);yn("click",y,r=>{r.target===H&&(me!=$n||ke!=On)&&Ve.click(l,r)},!0);let D=l.under=pt(Wa,y);y.appendChild(w);let H=l.over=pt(Va,y);t=jn(t);let N=+oe(t.pxAlign,1),V=Yi(N);(t.plugins||[]).forEach(r=>{r.opts&&(t=r.opts(l,t)||t)});let I=t.ms||.001,k=l.series=o==1?Zi(t.series||[],Ii,Ji,!1):ku(t.series||[null],ji),W=l.axes=Zi(t.axes||[],Bi,Gi,!0),S=l.scales={},Y=l.bands=t.bands||[];Y.forEach(r=>{r.fill=ee(r.fill||null),r.dir=oe(r.dir,-1)});let _=o==2?k[1].facets[0].scale:k[0].scale,K={axes:la,series:Zs},j=(t.drawOrder||["axes","series"]).map(r=>K[r]);function X(r){let i=r.distr==3?s=>Bt(s>0?s:r.clamp(l,s,r.min,r.max,r.key)):r.distr==4?s=>Cr(s,r.asinh):r.distr==100?s=>r.fwd(s):s=>s;return s=>{let u=i(s),{_min:c,_max:m}=r,b=m-c;return(u-c)/b}}function U(r){let i=S[r];if(i==null){let s=(t.scales||dl)[r]||dl;if(s.from!=null){U(s.from);let u=Ae({},S[s.from],s,{key:r});u.valToPct=X(u),S[r]=u}else{i=S[r]=Ae({},r==_?Es:uu,s),i.key=r;let u=i.time,c=i.range,m=Zt(c);if((r!=_||o==2&&!u)&&(m&&(c[0]==null||c[1]==null)&&(c={min:c[0]==null?Ei:{mode:1,hard:c[0],soft:c[0]},max:c[1]==null?Ei:{mode:1,hard:c[1],soft:c[1]}},m=!1),!m&&Gl(c))){let b=c;c=(v,x,M)=>x==null?Un:Wl(x,M,b)}i.range=ee(c||(u?Su:r==_?i.distr==3?Mu:i.distr==4?Lu:Rs:i.distr==3?Ns:i.distr==4?Ws:Tu)),i.auto=ee(m?!1:i.auto),i.clamp=ee(i.clamp||fu),i._min=i._max=null,i.valToPct=X(i)}}}U("x"),U("y"),o==1&&k.forEach(r=>{U(r.scale)}),W.forEach(r=>{U(r.scale)});for(let r in t.scales)U(r);let T=S[_],q=T.distr,C,z;T.ori==0?(rt(h,Oa),C=a,z=f):(rt(h,Fa),C=f,z=a);let R={};for(let r in S){let i=S[r];(i.min!=null||i.max!=null)&&(R[r]={min:i.min,max:i.max},i.min=i.max=null)}let te=t.tzDate||(r=>new Date(He(r/I))),F=t.fmtDate||eo,Ke=I==1?Ff(te):Wf(te),ve=Ni(te,Ri(I==1?Of:Nf,F)),le=Vi(te,Wi(Bf,F)),ue=[],Q=l.legend=Ae({},Gf,t.legend),$=l.cursor=Ae({},Kf,{drag:{y:o==2}},t.cursor),Pe=Q.show,Ge=$.show,xe=Q.markers;Q.idxs=ue,xe.width=ee(xe.width),xe.dash=ee(xe.dash),xe.stroke=ee(xe.stroke),xe.fill=ee(xe.fill);let ae,mt,Xe,Se=[],Mt=[],Ot,st=!1,zt={};if(Q.live){let r=k[1]?k[1].values:null;st=r!=null,Ot=st?r(l,1,0):{_:0};for(let i in Ot)zt[i]=qr}if(Pe)if(ae=kt("table",ja,h),Xe=kt("tbody",null,ae),Q.mount(l,ae),st){mt=kt("thead",null,ae,Xe);let r=kt("tr",null,mt);kt("th",null,r);for(var vn in Ot)kt("th",hi,r).textContent=vn}else rt(ae,qa),Q.live&&rt(ae,Ja);let xn={show:!0},Zn={show:!1};function ml(r,i){if(i==0&&(st||!Q.live||o==2))return Un;let s=[],u=kt("tr",Ya,Xe,Xe.childNodes[i]);rt(u,r.class),r.show||rt(u,gn);let c=kt("th",null,u);if(xe.show){let v=pt(Ka,c);if(i>0){let x=xe.width(l,i);x&&(v.style.border=x+"px "+xe.dash(l,i)+" "+xe.stroke(l,i)),v.style.background=xe.fill(l,i)}}let m=pt(hi,c);r.label instanceof HTMLElement?m.appendChild(r.label):m.textContent=r.label,i>0&&(xe.show||(m.style.color=r.width>0?xe.stroke(l,i):xe.fill(l,i)),Ue("click",c,v=>{if($._lock)return;on(v);let x=k.indexOf(r);if((v.ctrlKey||v.metaKey)!=Q.isolate){let M=k.some((L,P)=>P>0&&P!=x&&L.show);k.forEach((L,P)=>{P>0&&At(P,M?P==x?xn:Zn:xn,!0,Ee.setSeries)})}else At(x,{show:!r.show},!0,Ee.setSeries)},!1),Mn&&Ue(bi,c,v=>{$._lock||(on(v),At(k.indexOf(r),Rn,!0,Ee.setSeries))},!1));for(var b in Ot){let v=kt("td",Qa,u);v.textContent="--",s.push(v)}return[u,s]}let en=new Map;function Ue(r,i,s,u=!0){let c=en.get(i)||{},m=$.bind[r](l,i,s,u);m&&(yn(r,i,c[r]=m),en.set(i,c))}function kn(r,i,s){let u=en.get(i)||{};for(let c in u)(r==null||c==r)&&(Vr(c,i,u[c]),delete u[c]);r==null&&en.delete(i)}let Ft=0,tn=0,J=0,A=0,he=0,_e=0,Sn=he,nn=_e,Lt=J,ln=A,et=0,at=0,Qe=0,gt=0;l.bbox={};let Zl=!1,gl=!1,Tn=!1,rn=!1,yl=!1,ft=!1;function Xl(r,i,s){(s||r!=l.width||i!=l.height)&&co(r,i),_n(!1),Tn=!0,gl=!0,Hn()}function co(r,i){l.width=Ft=J=r,l.height=tn=A=i,he=_e=0,Us(),js();let s=l.bbox;et=s.left=hn(he*se,.5),at=s.top=hn(_e*se,.5),Qe=s.width=hn(J*se,.5),gt=s.height=hn(A*se,.5)}let Is=3;function zs(){let r=!1,i=0;for(;!r;){i++;let s=ta(i),u=na(i);r=i==Is||s&&u,r||(co(l.width,l.height),gl=!0)}}function Gs({width:r,height:i}){Xl(r,i)}l.setSize=Gs;function Us(){let r=!1,i=!1,s=!1,u=!1;W.forEach((c,m)=>{if(c.show&&c._show){let{side:b,_size:v}=c,x=b%2,M=c.label!=null?c.labelSize:0,L=v+M;L>0&&(x?(J-=L,b==3?(he+=L,u=!0):s=!0):(A-=L,b==0?(_e+=L,r=!0):i=!0))}}),sn[0]=r,sn[1]=s,sn[2]=i,sn[3]=u,J-=Gt[1]+Gt[3],he+=Gt[3],A-=Gt[2]+Gt[0],_e+=Gt[0]}function js(){let r=he+J,i=_e+A,s=he,u=_e;function c(m,b){switch(m){case 1:return r+=b,r-b;case 2:return i+=b,i-b;case 3:return s-=b,s+b;case 0:return u-=b,u+b}}W.forEach((m,b)=>{if(m.show&&m._show){let v=m.side;m._pos=c(v,m._size),m.label!=null&&(m._lpos=c(v,m.labelSize))}})}if($.dataIdx==null){let r=$.hover,i=r.skip=new Set(r.skip??[]);i.add(void 0);let s=r.prox=ee(r.prox),u=r.bias??=0;$.dataIdx=(c,m,b,v)=>{if(m==0)return b;let x=b,M=s(c,m,b,v)??de,L=M>=0&&M<de,P=T.ori==0?J:A,G=$.left,ie=e[0],re=e[m];if(i.has(re[b])){x=null;let Z=null,B=null,O;if(u==0||u==-1)for(O=b;Z==null&&O-- >0;)i.has(re[O])||(Z=O);if(u==0||u==1)for(O=b;B==null&&O++<re.length;)i.has(re[O])||(B=O);if(Z!=null||B!=null)if(L){let ye=Z==null?-1/0:C(ie[Z],T,P,0),Me=B==null?1/0:C(ie[B],T,P,0),Ne=G-ye,ce=Me-G;Ne<=ce?Ne<=M&&(x=Z):ce<=M&&(x=B)}else x=B==null?Z:Z==null?B:b-Z<=B-b?Z:B}else L&&De(G-C(ie[b],T,P,0))>M&&(x=null);return x}}let on=r=>{$.event=r};$.idxs=ue,$._lock=!1;let ze=$.points;ze.show=ee(ze.show),ze.size=ee(ze.size),ze.stroke=ee(ze.stroke),ze.width=ee(ze.width),ze.fill=ee(ze.fill);let Et=l.focus=Ae({},t.focus||{alpha:.3},$.focus),Mn=Et.prox>=0,Ln=Mn&&ze.one,ut=[],En=[],An=[];function po(r,i){let s=ze.show(l,i);if(s instanceof HTMLElement)return rt(s,Ua),rt(s,r.class),$t(s,-10,-10,J,A),H.insertBefore(s,ut[i]),s}function ho(r,i){if(o==1||i>0){let s=o==1&&S[r.scale].time,u=r.value;r.value=s?Ci(u)?Vi(te,Wi(u,F)):u||le:u||iu,r.label=r.label||(s?Zf:Qf)}if(Ln||i>0){r.width=r.width==null?1:r.width,r.paths=r.paths||vu||uf,r.fillTo=ee(r.fillTo||cu),r.pxAlign=+oe(r.pxAlign,N),r.pxRound=Yi(r.pxAlign),r.stroke=ee(r.stroke||null),r.fill=ee(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let s=su(Ye(1,r.width),1),u=r.points=Ae({},{size:s,width:Ye(1,s*.2),stroke:r.stroke,space:s*2,paths:xu,_stroke:null,_fill:null},r.points);u.show=ee(u.show),u.filter=ee(u.filter),u.fill=ee(u.fill),u.stroke=ee(u.stroke),u.paths=ee(u.paths),u.pxAlign=r.pxAlign}if(Pe){let s=ml(r,i);Se.splice(i,0,s[0]),Mt.splice(i,0,s[1]),Q.values.push(null)}if(Ge){ue.splice(i,0,null);let s=null;Ln?i==0&&(s=po(r,i)):i>0&&(s=po(r,i)),ut.splice(i,0,s),En.splice(i,0,0),An.splice(i,0,0)}Re("addSeries",i)}function Js(r,i){i=i??k.length,r=o==1?jr(r,i,Ii,Ji):jr(r,i,{},ji),k.splice(i,0,r),ho(k[i],i)}l.addSeries=Js;function qs(r){if(k.splice(r,1),Pe){Q.values.splice(r,1),Mt.splice(r,1);let i=Se.splice(r,1)[0];kn(null,i.firstChild),i.remove()}Ge&&(ue.splice(r,1),ut.splice(r,1)[0].remove(),En.splice(r,1),An.splice(r,1)),Re("delSeries",r)}l.delSeries=qs;let sn=[!1,!1,!1,!1];function Ys(r,i){if(r._show=r.show,r.show){let s=r.side%2,u=S[r.scale];u==null&&(r.scale=s?k[1].scale:_,u=S[r.scale]);let c=u.time;r.size=ee(r.size),r.space=ee(r.space),r.rotate=ee(r.rotate),Zt(r.incrs)&&r.incrs.forEach(b=>{!Xt.has(b)&&Xt.set(b,as(b))}),r.incrs=ee(r.incrs||(u.distr==2?Df:c?I==1?$f:Rf:mn)),r.splits=ee(r.splits||(c&&u.distr==1?Ke:u.distr==3?Ir:u.distr==4?tu:eu)),r.stroke=ee(r.stroke),r.grid.stroke=ee(r.grid.stroke),r.ticks.stroke=ee(r.ticks.stroke),r.border.stroke=ee(r.border.stroke);let m=r.values;r.values=Zt(m)&&!Zt(m[0])?ee(m):c?Zt(m)?Ni(te,Ri(m,F)):Ci(m)?Vf(te,m):m||ve:m||Xf,r.filter=ee(r.filter||(u.distr>=3&&u.log==10?ru:u.distr==3&&u.log==2?ou:is)),r.font=Xi(r.font),r.labelFont=Xi(r.labelFont),r._size=r.size(l,null,i,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(sn[i]=!0,r._el=pt(Ba,y))}}function Xn(r,i,s,u){let[c,m,b,v]=s,x=i%2,M=0;return x==0&&(v||m)&&(M=i==0&&!c||i==2&&!b?He(Bi.size/3):0),x==1&&(c||b)&&(M=i==1&&!m||i==3&&!v?He(Gi.size/2):0),M}let mo=l.padding=(t.padding||[Xn,Xn,Xn,Xn]).map(r=>ee(oe(r,Xn))),Gt=l._padding=mo.map((r,i)=>r(l,i,sn,0)),We,Ce=null,$e=null,bl=o==1?k[0].idxs:null,yt=null,el=!1;function go(r,i){if(e=r??[],l.data=l._data=e,o==2){We=0;for(let s=1;s<k.length;s++)We+=e[s][0].length}else{e.length==0&&(l.data=l._data=e=[[]]),yt=e[0],We=yt.length;let s=e;if(q==2){s=e.slice();let u=s[0]=Array(We);for(let c=0;c<We;c++)u[c]=c}l._data=e=s}if(_n(!0),Re("setData"),q==2&&(Tn=!0),i!==!1){let s=T;s.auto(l,el)?er():jt(_,s.min,s.max),rn=rn||$.left>=0,ft=!0,Hn()}}l.setData=go;function er(){el=!0;let r,i;o==1&&(We>0?(Ce=bl[0]=0,$e=bl[1]=We-1,r=e[0][Ce],i=e[0][$e],q==2?(r=Ce,i=$e):r==i&&(q==3?[r,i]=Il(r,r,T.log,!1):q==4?[r,i]=Kr(r,r,T.log,!1):T.time?i=r+He(86400/I):[r,i]=Wl(r,i,Qr,!0))):(Ce=bl[0]=r=null,$e=bl[1]=i=null)),jt(_,r,i)}let wl,Pn,tr,nr,lr,rr,or,ir,sr,Ze;function yo(r,i,s,u,c,m){r??=gi,s??=Xr,u??="butt",c??=gi,m??="round",r!=wl&&(g.strokeStyle=wl=r),c!=Pn&&(g.fillStyle=Pn=c),i!=tr&&(g.lineWidth=tr=i),m!=lr&&(g.lineJoin=lr=m),u!=rr&&(g.lineCap=rr=u),s!=nr&&g.setLineDash(nr=s)}function bo(r,i,s,u){i!=Pn&&(g.fillStyle=Pn=i),r!=or&&(g.font=or=r),s!=ir&&(g.textAlign=ir=s),u!=sr&&(g.textBaseline=sr=u)}function ar(r,i,s,u,c=0){if(u.length>0&&r.auto(l,el)&&(i==null||i.min==null)){let m=oe(Ce,0),b=oe($e,u.length-1),v=s.min==null?lf(u,m,b,c,r.distr==3):[s.min,s.max];r.min=Tt(r.min,s.min=v[0]),r.max=Ye(r.max,s.max=v[1])}}let wo={min:null,max:null};function Ks(){for(let u in S){let c=S[u];R[u]==null&&(c.min==null||R[_]!=null&&c.auto(l,el))&&(R[u]=wo)}for(let u in S){let c=S[u];R[u]==null&&c.from!=null&&R[c.from]!=null&&(R[u]=wo)}R[_]!=null&&_n(!0);let r={};for(let u in R){let c=R[u];if(c!=null){let m=r[u]=jn(S[u],pf);if(c.min!=null)Ae(m,c);else if(u!=_||o==2)if(We==0&&m.from==null){let b=m.range(l,null,null,u);m.min=b[0],m.max=b[1]}else m.min=de,m.max=-de}}if(We>0){k.forEach((u,c)=>{if(o==1){let m=u.scale,b=R[m];if(b==null)return;let v=r[m];if(c==0){let x=v.range(l,v.min,v.max,m);v.min=x[0],v.max=x[1],Ce=St(v.min,e[0]),$e=St(v.max,e[0]),$e-Ce>1&&(e[0][Ce]<v.min&&Ce++,e[0][$e]>v.max&&$e--),u.min=yt[Ce],u.max=yt[$e]}else u.show&&u.auto&&ar(v,b,u,e[c],u.sorted);u.idxs[0]=Ce,u.idxs[1]=$e}else if(c>0&&u.show&&u.auto){let[m,b]=u.facets,v=m.scale,x=b.scale,[M,L]=e[c],P=r[v],G=r[x];P!=null&&ar(P,R[v],m,M,m.sorted),G!=null&&ar(G,R[x],b,L,b.sorted),u.min=b.min,u.max=b.max}});for(let u in r){let c=r[u],m=R[u];if(c.from==null&&(m==null||m.min==null)){let b=c.range(l,c.min==de?null:c.min,c.max==-de?null:c.max,u);c.min=b[0],c.max=b[1]}}}for(let u in r){let c=r[u];if(c.from!=null){let m=r[c.from];if(m.min==null)c.min=c.max=null;else{let b=c.range(l,m.min,m.max,u);c.min=b[0],c.max=b[1]}}}let i={},s=!1;for(let u in r){let c=r[u],m=S[u];if(m.min!=c.min||m.max!=c.max){m.min=c.min,m.max=c.max;let b=m.distr;m._min=b==3?Bt(m.min):b==4?Cr(m.min,m.asinh):b==100?m.fwd(m.min):m.min,m._max=b==3?Bt(m.max):b==4?Cr(m.max,m.asinh):b==100?m.fwd(m.max):m.max,i[u]=s=!0}}if(s){k.forEach((u,c)=>{o==2?c>0&&i.y&&(u._paths=null):i[u.scale]&&(u._paths=null)});for(let u in i)Tn=!0,Re("setScale",u);Ge&&$.left>=0&&(rn=ft=!0)}for(let u in R)R[u]=null}function Qs(r){let i=Br(Ce-1,0,We-1),s=Br($e+1,0,We-1);for(;r[i]==null&&i>0;)i--;for(;r[s]==null&&s<We-1;)s++;return[i,s]}function Zs(){if(We>0){let r=k.some(i=>i._focus)&&Ze!=Et.alpha;r&&(g.globalAlpha=Ze=Et.alpha),k.forEach((i,s)=>{if(s>0&&i.show&&(vo(s,!1),vo(s,!0),i._paths==null)){let u=Ze;Ze!=i.alpha&&(g.globalAlpha=Ze=i.alpha);let c=o==2?[0,e[s][0].length-1]:Qs(e[s]);i._paths=i.paths(l,s,c[0],c[1]),Ze!=u&&(g.globalAlpha=Ze=u)}}),k.forEach((i,s)=>{if(s>0&&i.show){let u=Ze;Ze!=i.alpha&&(g.globalAlpha=Ze=i.alpha),i._paths!=null&&xo(s,!1);{let c=i._paths!=null?i._paths.gaps:null,m=i.points.show(l,s,Ce,$e,c),b=i.points.filter(l,s,m,c);(m||b)&&(i.points._paths=i.points.paths(l,s,Ce,$e,b),xo(s,!0))}Ze!=u&&(g.globalAlpha=Ze=u),Re("drawSeries",s)}}),r&&(g.globalAlpha=Ze=1)}}function vo(r,i){let s=i?k[r].points:k[r];s._stroke=s.stroke(l,r),s._fill=s.fill(l,r)}function xo(r,i){let s=i?k[r].points:k[r],{stroke:u,fill:c,clip:m,flags:b,_stroke:v=s._stroke,_fill:x=s._fill,_width:M=s.width}=s._paths;M=pe(M*se,3);let L=null,P=M%2/2;i&&x==null&&(x=M>0?"#fff":v);let G=s.pxAlign==1&&P>0;if(G&&g.translate(P,P),!i){let ie=et-M/2,re=at-M/2,Z=Qe+M,B=gt+M;L=new Path2D,L.rect(ie,re,Z,B)}i?fr(v,M,s.dash,s.cap,x,u,c,b,m):Xs(r,v,M,s.dash,s.cap,x,u,c,b,L,m),G&&g.translate(-P,-P)}function Xs(r,i,s,u,c,m,b,v,x,M,L){let P=!1;x!=0&&Y.forEach((G,ie)=>{if(G.series[0]==r){let re=k[G.series[1]],Z=e[G.series[1]],B=(re._paths||dl).band;Zt(B)&&(B=G.dir==1?B[0]:B[1]);let O,ye=null;re.show&&B&&of(Z,Ce,$e)?(ye=G.fill(l,ie)||m,O=re._paths.clip):B=null,fr(i,s,u,c,ye,b,v,x,M,L,O,B),P=!0}}),P||fr(i,s,u,c,m,b,v,x,M,L)}let ko=Jn|Gr;function fr(r,i,s,u,c,m,b,v,x,M,L,P){yo(r,i,s,u,c),(x||M||P)&&(g.save(),x&&g.clip(x),M&&g.clip(M)),P?(v&ko)==ko?(g.clip(P),L&&g.clip(L),xl(c,b),vl(r,m,i)):v&Gr?(xl(c,b),g.clip(P),vl(r,m,i)):v&Jn&&(g.save(),g.clip(P),L&&g.clip(L),xl(c,b),g.restore(),vl(r,m,i)):(xl(c,b),vl(r,m,i)),(x||M||P)&&g.restore()}function vl(r,i,s){s>0&&(i instanceof Map?i.forEach((u,c)=>{g.strokeStyle=wl=c,g.stroke(u)}):i!=null&&r&&g.stroke(i))}function xl(r,i){i instanceof Map?i.forEach((s,u)=>{g.fillStyle=Pn=u,g.fill(s)}):i!=null&&r&&g.fill(i)}function ea(r,i,s,u){let c=W[r],m;if(u<=0)m=[0,0];else{let b=c._space=c.space(l,r,i,s,u),v=c._incrs=c.incrs(l,r,i,s,u,b);m=Eu(i,s,v,u,b)}return c._found=m}function ur(r,i,s,u,c,m,b,v,x,M){let L=b%2/2;N==1&&g.translate(L,L),yo(v,b,x,M,v),g.beginPath();let P,G,ie,re,Z=c+(u==0||u==3?-m:m);s==0?(G=c,re=Z):(P=c,ie=Z);for(let B=0;B<r.length;B++)i[B]!=null&&(s==0?P=ie=r[B]:G=re=r[B],g.moveTo(P,G),g.lineTo(ie,re));g.stroke(),N==1&&g.translate(-L,-L)}function ta(r){let i=!0;return W.forEach((s,u)=>{if(!s.show)return;let c=S[s.scale];if(c.min==null){s._show&&(i=!1,s._show=!1,_n(!1));return}else s._show||(i=!1,s._show=!0,_n(!1));let m=s.side,b=m%2,{min:v,max:x}=c,[M,L]=ea(u,v,x,b==0?J:A);if(L==0)return;let P=c.distr==2,G=s._splits=s.splits(l,u,v,x,M,L,P),ie=c.distr==2?G.map(O=>yt[O]):G,re=c.distr==2?yt[G[1]]-yt[G[0]]:M,Z=s._values=s.values(l,s.filter(l,ie,u,L,re),u,L,re);s._rotate=m==2?s.rotate(l,Z,u,L):0;let B=s._size;s._size=ht(s.size(l,Z,u,r)),B!=null&&s._size!=B&&(i=!1)}),i}function na(r){let i=!0;return mo.forEach((s,u)=>{let c=s(l,u,sn,r);c!=Gt[u]&&(i=!1),Gt[u]=c}),i}function la(){for(let r=0;r<W.length;r++){let i=W[r];if(!i.show||!i._show)continue;let s=i.side,u=s%2,c,m,b=i.stroke(l,r),v=s==0||s==3?-1:1,[x,M]=i._found;if(i.label!=null){let Je=i.labelGap*v,lt=He((i._lpos+Je)*se);bo(i.labelFont[0],b,"center",s==2?"top":mi),g.save(),u==1?(c=m=0,g.translate(lt,He(at+gt/2)),g.rotate((s==3?-Rl:Rl)/2)):(c=He(et+Qe/2),m=lt);let un=rs(i.label)?i.label(l,r,x,M):i.label;g.fillText(un,c,m),g.restore()}if(M==0)continue;let L=S[i.scale],P=u==0?Qe:gt,G=u==0?et:at,ie=i._splits,re=L.distr==2?ie.map(Je=>yt[Je]):ie,Z=L.distr==2?yt[ie[1]]-yt[ie[0]]:x,B=i.ticks,O=i.border,ye=B.show?B.size:0,Me=He(ye*se),Ne=He((i.alignTo==2?i._size-ye-i.gap:i.gap)*se),ce=i._rotate*-Rl/180,Le=V(i._pos*se),tt=(Me+Ne)*v,je=Le+tt;m=u==0?je:0,c=u==1?je:0;let ct=i.font[0],bt=i.align==1?Bn:i.align==2?_r:ce>0?Bn:ce<0?_r:u==0?"center":s==3?_r:Bn,_t=ce||u==1?"middle":s==2?"top":mi;bo(ct,b,bt,_t);let nt=i.font[1]*i.lineGap,dt=ie.map(Je=>V(p(Je,L,P,G))),wt=i._values;for(let Je=0;Je<wt.length;Je++){let lt=wt[Je];if(lt!=null){u==0?c=dt[Je]:m=dt[Je],lt=""+lt;let un=lt.indexOf(`
`)==-1?[lt]:lt.split(/\n/gm);for(let qe=0;qe<un.length;qe++){let Bo=un[qe];ce?(g.save(),g.translate(c,m+qe*nt),g.rotate(ce),g.fillText(Bo,0,0),g.restore()):g.fillText(Bo,c,m+qe*nt)}}}B.show&&ur(dt,B.filter(l,re,r,M,Z),u,s,Le,Me,pe(B.width*se,3),B.stroke(l,r),B.dash,B.cap);let Ht=i.grid;Ht.show&&ur(dt,Ht.filter(l,re,r,M,Z),u,u==0?2:1,u==0?at:et,u==0?gt:Qe,pe(Ht.width*se,3),Ht.stroke(l,r),Ht.dash,Ht.cap),O.show&&ur([Le],[1],u==0?1:0,u==0?1:2,u==1?at:et,u==1?gt:Qe,pe(O.width*se,3),O.stroke(l,r),O.dash,O.cap)}Re("drawAxes")}function _n(r){k.forEach((i,s)=>{s>0&&(i._paths=null,r&&(o==1?(i.min=null,i.max=null):i.facets.forEach(u=>{u.min=null,u.max=null})))})}let kl=!1,cr=!1,tl=[];function ra(){cr=!1;for(let r=0;r<tl.length;r++)Re(...tl[r]);tl.length=0}function Hn(){kl||(vf(So),kl=!0)}function oa(r,i=!1){kl=!0,cr=i,r(l),So(),i&&tl.length>0&&queueMicrotask(ra)}l.batch=oa;function So(){if(Zl&&(Ks(),Zl=!1),Tn&&(zs(),Tn=!1),gl){if(we(D,Bn,he),we(D,"top",_e),we(D,al,J),we(D,fl,A),we(H,Bn,he),we(H,"top",_e),we(H,al,J),we(H,fl,A),we(y,al,Ft),we(y,fl,tn),w.width=He(Ft*se),w.height=He(tn*se),W.forEach(({_el:r,_show:i,_size:s,_pos:u,side:c})=>{if(r!=null)if(i){let m=c===3||c===0?s:0,b=c%2==1;we(r,b?"left":"top",u-m),we(r,b?"width":"height",s),we(r,b?"top":"left",b?_e:he),we(r,b?"height":"width",b?A:J),Wr(r,gn)}else rt(r,gn)}),wl=Pn=tr=lr=rr=or=ir=sr=nr=null,Ze=1,rl(!0),he!=Sn||_e!=nn||J!=Lt||A!=ln){_n(!1);let r=J/Lt,i=A/ln;if(Ge&&!rn&&$.left>=0){$.left*=r,$.top*=i,Dn&&$t(Dn,He($.left),0,J,A),Cn&&$t(Cn,0,He($.top),J,A);for(let s=0;s<ut.length;s++){let u=ut[s];u!=null&&(En[s]*=r,An[s]*=i,$t(u,ht(En[s]),ht(An[s]),J,A))}}if(ge.show&&!yl&&ge.left>=0&&ge.width>0){ge.left*=r,ge.width*=r,ge.top*=i,ge.height*=i;for(let s in yr)we(Fn,s,ge[s])}Sn=he,nn=_e,Lt=J,ln=A}Re("setSize"),gl=!1}Ft>0&&tn>0&&(g.clearRect(0,0,w.width,w.height),Re("drawClear"),j.forEach(r=>r()),Re("draw")),ge.show&&yl&&(Sl(ge),yl=!1),Ge&&rn&&(fn(null,!0,!1),rn=!1),Q.show&&Q.live&&ft&&(mr(),ft=!1),d||(d=!0,l.status=1,Re("ready")),el=!1,kl=!1}l.redraw=(r,i)=>{Tn=i||!1,r!==!1?jt(_,T.min,T.max):Hn()};function dr(r,i){let s=S[r];if(s.from==null){if(We==0){let u=s.range(l,i.min,i.max,r);i.min=u[0],i.max=u[1]}if(i.min>i.max){let u=i.min;i.min=i.max,i.max=u}if(We>1&&i.min!=null&&i.max!=null&&i.max-i.min<1e-16)return;r==_&&s.distr==2&&We>0&&(i.min=St(i.min,e[0]),i.max=St(i.max,e[0]),i.min==i.max&&i.max++),R[r]=i,Zl=!0,Hn()}}l.setScale=dr;let pr,hr,Dn,Cn,To,Mo,$n,On,Lo,Eo,me,ke,Ut=!1,Ve=$.drag,Oe=Ve.x,Fe=Ve.y;Ge&&($.x&&(pr=pt(za,H)),$.y&&(hr=pt(Ga,H)),T.ori==0?(Dn=pr,Cn=hr):(Dn=hr,Cn=pr),me=$.left,ke=$.top);let ge=l.select=Ae({show:!0,over:!0,left:0,width:0,top:0,height:0},t.select),Fn=ge.show?pt(Ia,ge.over?H:D):null;function Sl(r,i){if(ge.show){for(let s in r)ge[s]=r[s],s in yr&&we(Fn,s,r[s]);i!==!1&&Re("setSelect")}}l.setSelect=Sl;function ia(r){if(k[r].show)Pe&&Wr(Se[r],gn);else if(Pe&&rt(Se[r],gn),Ge){let s=Ln?ut[0]:ut[r];s!=null&&$t(s,-10,-10,J,A)}}function jt(r,i,s){dr(r,{min:i,max:s})}function At(r,i,s,u){i.focus!=null&&ca(r),i.show!=null&&k.forEach((c,m)=>{m>0&&(r==m||r==null)&&(c.show=i.show,ia(m),o==2?(jt(c.facets[0].scale,null,null),jt(c.facets[1].scale,null,null)):jt(c.scale,null,null),Hn())}),s!==!1&&Re("setSeries",r,i),u&&ol("setSeries",l,r,i)}l.setSeries=At;function sa(r,i){Ae(Y[r],i)}function aa(r,i){r.fill=ee(r.fill||null),r.dir=oe(r.dir,-1),i=i??Y.length,Y.splice(i,0,r)}function fa(r){r==null?Y.length=0:Y.splice(r,1)}l.addBand=aa,l.setBand=sa,l.delBand=fa;function ua(r,i){k[r].alpha=i,Ge&&ut[r]!=null&&(ut[r].style.opacity=i),Pe&&Se[r]&&(Se[r].style.opacity=i)}let Rt,Jt,an,Rn={focus:!0};function ca(r){if(r!=an){let i=r==null,s=Et.alpha!=1;k.forEach((u,c)=>{if(o==1||c>0){let m=i||c==0||c==r;u._focus=i?null:m,s&&ua(c,m?1:Et.alpha)}}),an=r,s&&Hn()}}Pe&&Mn&&Ue(wi,ae,r=>{$._lock||(on(r),an!=null&&At(null,Rn,!0,Ee.setSeries))});function Pt(r,i,s){let u=S[i];s&&(r=r/se-(u.ori==1?_e:he));let c=J;u.ori==1&&(c=A,r=c-r),u.dir==-1&&(r=c-r);let m=u._min,b=u._max,v=r/c,x=m+(b-m)*v,M=u.distr;return M==3?Gn(10,x):M==4?af(x,u.asinh):M==100?u.bwd(x):x}function da(r,i){let s=Pt(r,_,i);return St(s,e[0],Ce,$e)}l.valToIdx=r=>St(r,e[0]),l.posToIdx=da,l.posToVal=Pt,l.valToPos=(r,i,s)=>S[i].ori==0?a(r,S[i],s?Qe:J,s?et:0):f(r,S[i],s?gt:A,s?at:0),l.setCursor=(r,i,s)=>{me=r.left,ke=r.top,fn(null,i,s)};function Ao(r,i){we(Fn,Bn,ge.left=r),we(Fn,al,ge.width=i)}function Po(r,i){we(Fn,"top",ge.top=r),we(Fn,fl,ge.height=i)}let nl=T.ori==0?Ao:Po,ll=T.ori==1?Ao:Po;function pa(){if(Pe&&Q.live)for(let r=o==2?1:0;r<k.length;r++){if(r==0&&st)continue;let i=Q.values[r],s=0;for(let u in i)Mt[r][s++].firstChild.nodeValue=i[u]}}function mr(r,i){if(r!=null&&(r.idxs?r.idxs.forEach((s,u)=>{ue[u]=s}):df(r.idx)||ue.fill(r.idx),Q.idx=ue[0]),Pe&&Q.live){for(let s=0;s<k.length;s++)(s>0||o==1&&!st)&&ha(s,ue[s]);pa()}ft=!1,i!==!1&&Re("setLegend")}l.setLegend=mr;function ha(r,i){let s=k[r],u=r==0&&q==2?yt:e[r],c;st?c=s.values(l,r,i)??zt:(c=s.value(l,i==null?null:u[i],r,i),c=c==null?zt:{_:c}),Q.values[r]=c}function fn(r,i,s){Lo=me,Eo=ke,[me,ke]=$.move(l,me,ke),$.left=me,$.top=ke,Ge&&(Dn&&$t(Dn,He(me),0,J,A),Cn&&$t(Cn,0,He(ke),J,A));let u,c=Ce>$e;Rt=de,Jt=null;let m=T.ori==0?J:A,b=T.ori==1?J:A;if(me<0||We==0||c){u=$.idx=null;for(let v=0;v<k.length;v++){let x=ut[v];x!=null&&$t(x,-10,-10,J,A)}Mn&&At(null,Rn,!0,r==null&&Ee.setSeries),Q.live&&(ue.fill(u),ft=!0)}else{let v,x,M;o==1&&(v=T.ori==0?me:ke,x=Pt(v,_),u=$.idx=St(x,e[0],Ce,$e),M=C(e[0][u],T,m,0));let L=-10,P=-10,G=0,ie=0,re=!0,Z="",B="";for(let O=o==2?1:0;O<k.length;O++){let ye=k[O],Me=ue[O],Ne=Me==null?null:o==1?e[O][Me]:e[O][1][Me],ce=$.dataIdx(l,O,u,x),Le=ce==null?null:o==1?e[O][ce]:e[O][1][ce];if(ft=ft||Le!=Ne||ce!=Me,ue[O]=ce,O>0&&ye.show){let tt=ce==null?-10:ce==u?M:C(o==1?e[0][ce]:e[O][0][ce],T,m,0),je=Le==null?-10:z(Le,o==1?S[ye.scale]:S[ye.facets[1].scale],b,0);if(Mn&&Le!=null){let ct=T.ori==1?me:ke,bt=De(Et.dist(l,O,ce,je,ct));if(bt<Rt){let _t=Et.bias;if(_t!=0){let nt=Pt(ct,ye.scale),dt=Le>=0?1:-1,wt=nt>=0?1:-1;wt==dt&&(wt==1?_t==1?Le>=nt:Le<=nt:_t==1?Le<=nt:Le>=nt)&&(Rt=bt,Jt=O)}else Rt=bt,Jt=O}}if(ft||Ln){let ct,bt;T.ori==0?(ct=tt,bt=je):(ct=je,bt=tt);let _t,nt,dt,wt,Ht,Je,lt=!0,un=ze.bbox;if(un!=null){lt=!1;let qe=un(l,O);dt=qe.left,wt=qe.top,_t=qe.width,nt=qe.height}else dt=ct,wt=bt,_t=nt=ze.size(l,O);if(Je=ze.fill(l,O),Ht=ze.stroke(l,O),Ln)O==Jt&&Rt<=Et.prox&&(L=dt,P=wt,G=_t,ie=nt,re=lt,Z=Je,B=Ht);else{let qe=ut[O];qe!=null&&(En[O]=dt,An[O]=wt,Li(qe,_t,nt,lt),Ti(qe,Je,Ht),$t(qe,ht(dt),ht(wt),J,A))}}}}if(Ln){let O=Et.prox,ye=an==null?Rt<=O:Rt>O||Jt!=an;if(ft||ye){let Me=ut[0];Me!=null&&(En[0]=L,An[0]=P,Li(Me,G,ie,re),Ti(Me,Z,B),$t(Me,ht(L),ht(P),J,A))}}}if(ge.show&&Ut)if(r!=null){let[v,x]=Ee.scales,[M,L]=Ee.match,[P,G]=r.cursor.sync.scales,ie=r.cursor.drag;if(Oe=ie._x,Fe=ie._y,Oe||Fe){let{left:re,top:Z,width:B,height:O}=r.select,ye=r.scales[P].ori,Me=r.posToVal,Ne,ce,Le,tt,je,ct=v!=null&&M(v,P),bt=x!=null&&L(x,G);ct&&Oe?(ye==0?(Ne=re,ce=B):(Ne=Z,ce=O),Le=S[v],tt=C(Me(Ne,P),Le,m,0),je=C(Me(Ne+ce,P),Le,m,0),nl(Tt(tt,je),De(je-tt))):nl(0,m),bt&&Fe?(ye==1?(Ne=re,ce=B):(Ne=Z,ce=O),Le=S[x],tt=z(Me(Ne,G),Le,b,0),je=z(Me(Ne+ce,G),Le,b,0),ll(Tt(tt,je),De(je-tt))):ll(0,b)}else br()}else{let v=De(Lo-To),x=De(Eo-Mo);if(T.ori==1){let G=v;v=x,x=G}Oe=Ve.x&&v>=Ve.dist,Fe=Ve.y&&x>=Ve.dist;let M=Ve.uni;M!=null?Oe&&Fe&&(Oe=v>=M,Fe=x>=M,!Oe&&!Fe&&(x>v?Fe=!0:Oe=!0)):Ve.x&&Ve.y&&(Oe||Fe)&&(Oe=Fe=!0);let L,P;Oe&&(T.ori==0?(L=$n,P=me):(L=On,P=ke),nl(Tt(L,P),De(P-L)),Fe||ll(0,b)),Fe&&(T.ori==1?(L=$n,P=me):(L=On,P=ke),ll(Tt(L,P),De(P-L)),Oe||nl(0,m)),!Oe&&!Fe&&(nl(0,0),ll(0,0))}if(Ve._x=Oe,Ve._y=Fe,r==null){if(s){if(Vo!=null){let[v,x]=Ee.scales;Ee.values[0]=v!=null?Pt(T.ori==0?me:ke,v):null,Ee.values[1]=x!=null?Pt(T.ori==1?me:ke,x):null}ol(Hr,l,me,ke,J,A,u)}if(Mn){let v=s&&Ee.setSeries,x=Et.prox;an==null?Rt<=x&&At(Jt,Rn,!0,v):Rt>x?At(null,Rn,!0,v):Jt!=an&&At(Jt,Rn,!0,v)}}ft&&(Q.idx=u,mr()),i!==!1&&Re("setCursor")}let qt=null;Object.defineProperty(l,"rect",{get(){return qt==null&&rl(!1),qt}});function rl(r=!1){r?qt=null:(qt=H.getBoundingClientRect(),Re("syncRect",qt))}function _o(r,i,s,u,c,m,b){$._lock||Ut&&r!=null&&r.movementX==0&&r.movementY==0||(gr(r,i,s,u,c,m,b,!1,r!=null),r!=null?fn(null,!0,!0):fn(i,!0,!1))}function gr(r,i,s,u,c,m,b,v,x){if(qt==null&&rl(!1),on(r),r!=null)s=r.clientX-qt.left,u=r.clientY-qt.top;else{if(s<0||u<0){me=-10,ke=-10;return}let[M,L]=Ee.scales,P=i.cursor.sync,[G,ie]=P.values,[re,Z]=P.scales,[B,O]=Ee.match,ye=i.axes[0].side%2==1,Me=T.ori==0?J:A,Ne=T.ori==1?J:A,ce=ye?m:c,Le=ye?c:m,tt=ye?u:s,je=ye?s:u;if(re!=null?s=B(M,re)?p(G,S[M],Me,0):-10:s=Me*(tt/ce),Z!=null?u=O(L,Z)?p(ie,S[L],Ne,0):-10:u=Ne*(je/Le),T.ori==1){let ct=s;s=u,u=ct}}x&&(i==null||i.cursor.event.type==Hr)&&((s<=1||s>=J-1)&&(s=hn(s,J)),(u<=1||u>=A-1)&&(u=hn(u,A))),v?(To=s,Mo=u,[$n,On]=$.move(l,s,u)):(me=s,ke=u)}let yr={width:0,height:0,left:0,top:0};function br(){Sl(yr,!1)}let Ho,Do,Co,$o;function Oo(r,i,s,u,c,m,b){Ut=!0,Oe=Fe=Ve._x=Ve._y=!1,gr(r,i,s,u,c,m,b,!0,!1),r!=null&&(Ue(Dr,Rr,Fo,!1),ol(yi,l,$n,On,J,A,null));let{left:v,top:x,width:M,height:L}=ge;Ho=v,Do=x,Co=M,$o=L}function Fo(r,i,s,u,c,m,b){Ut=Ve._x=Ve._y=!1,gr(r,i,s,u,c,m,b,!1,!0);let{left:v,top:x,width:M,height:L}=ge,P=M>0||L>0,G=Ho!=v||Do!=x||Co!=M||$o!=L;if(P&&G&&Sl(ge),Ve.setScale&&P&&G){let ie=v,re=M,Z=x,B=L;if(T.ori==1&&(ie=x,re=L,Z=v,B=M),Oe&&jt(_,Pt(ie,_),Pt(ie+re,_)),Fe)for(let O in S){let ye=S[O];O!=_&&ye.from==null&&ye.min!=de&&jt(O,Pt(Z+B,O),Pt(Z,O))}br()}else $.lock&&($._lock=!$._lock,fn(i,!0,r!=null));r!=null&&(kn(Dr,Rr),ol(Dr,l,me,ke,J,A,null))}function ma(r,i,s,u,c,m,b){if($._lock)return;on(r);let v=Ut;if(Ut){let x=!0,M=!0,L=10,P,G;T.ori==0?(P=Oe,G=Fe):(P=Fe,G=Oe),P&&G&&(x=me<=L||me>=J-L,M=ke<=L||ke>=A-L),P&&x&&(me=me<$n?0:J),G&&M&&(ke=ke<On?0:A),fn(null,!0,!0),Ut=!1}me=-10,ke=-10,ue.fill(null),fn(null,!0,!0),v&&(Ut=v)}function Ro(r,i,s,u,c,m,b){$._lock||(on(r),er(),br(),r!=null&&ol(vi,l,me,ke,J,A,null))}function No(){W.forEach(Au),Xl(l.width,l.height,!0)}yn(Nl,zn,No);let Nn={};Nn.mousedown=Oo,Nn.mousemove=_o,Nn.mouseup=Fo,Nn.dblclick=Ro,Nn.setSeries=(r,i,s,u)=>{let c=Ee.match[2];s=c(l,i,s),s!=-1&&At(s,u,!0,!1)},Ge&&(Ue(yi,H,Oo),Ue(Hr,H,_o),Ue(bi,H,r=>{on(r),rl(!1)}),Ue(wi,H,ma),Ue(vi,H,Ro),Ur.add(l),l.syncRect=rl);let Tl=l.hooks=t.hooks||{};function Re(r,i,s){cr?tl.push([r,i,s]):r in Tl&&Tl[r].forEach(u=>{u.call(null,l,i,s)})}(t.plugins||[]).forEach(r=>{for(let i in r.hooks)Tl[i]=(Tl[i]||[]).concat(r.hooks[i])});let Wo=(r,i,s)=>s,Ee=Ae({key:null,setSeries:!1,filters:{pub:Hi,sub:Hi},scales:[_,k[1]?k[1].scale:null],match:[Di,Di,Wo],values:[null,null]},$.sync);Ee.match.length==2&&Ee.match.push(Wo),$.sync=Ee;let Vo=Ee.key,wr=As(Vo);function ol(r,i,s,u,c,m,b){Ee.filters.pub(r,i,s,u,c,m,b)&&wr.pub(r,i,s,u,c,m,b)}wr.sub(l);function ga(r,i,s,u,c,m,b){Ee.filters.sub(r,i,s,u,c,m,b)&&Nn[r](null,i,s,u,c,m,b)}l.pub=ga;function ya(){wr.unsub(l),Ur.delete(l),en.clear(),Vr(Nl,zn,No),h.remove(),ae?.remove(),Re("destroy")}l.destroy=ya;function vr(){Re("init",t,e),go(e||t.data,!1),R[_]?dr(_,R[_]):er(),yl=ge.show&&(ge.width>0||ge.height>0),rn=ft=!0,Xl(t.width,t.height)}return k.forEach(ho),W.forEach(Ys),n?n instanceof HTMLElement?(n.appendChild(h),vr()):n(l,vr):vr(),l}Ie.assign=Ae;Ie.fmtNum=Zr;Ie.rangeNum=Wl;Ie.rangeLog=Il;Ie.rangeAsinh=Kr;Ie.orient=wn;Ie.pxRatio=se;Ie.join=wf;Ie.fmtDate=eo,Ie.tzDate=_f;Ie.sync=As;{Ie.addGap=du,Ie.clipGaps=Ul;let t=Ie.paths={points:$s};t.linear=Fs,t.stepped=mu,t.bars=gu,t.spline=bu}var Pu=120,_u=20,so=class{times=[];values=[];push(e,n){return e<=(this.times.at(-1)??0)?!1:(this.times.push(e),this.values.push(n),this.times.length>Pu&&(this.times.shift(),this.values.shift()),!0)}span(){let e=this.times.at(-1)??0;return[Math.min(this.times[0]??0,e-_u),e]}range(e){if(e!==null&&e>0)return[0,e];let n=Math.max(0,...this.values.map(l=>l??0));return[0,n>0?n*1.25:1]}},Yl=class{series=new so;sizes;host;max;plot=null;colour="";shown=!1;constructor(e,{colour:n,max:l=null}){this.host=e,this.max=l,e.style.color=`var(${n})`,e.setAttribute("aria-hidden","true"),this.sizes=new ResizeObserver(o=>{let a=o.at(-1);a&&this.fit(Math.round(a.contentRect.width),Math.round(a.contentRect.height))}),this.sizes.observe(e)}push(e,n){this.series.push(e,n)&&this.draw()}destroy(){this.sizes.disconnect(),this.plot?.destroy(),this.plot=null}fit(e,n){this.shown=e>0&&n>0,this.shown&&(this.plot&&this.plot.width===e&&this.plot.height===n||(this.plot?this.plot.setSize({width:e,height:n}):this.make(e,n),this.draw()))}draw(){!this.plot||!this.shown||(this.colour=getComputedStyle(this.host).color,this.plot.setData([this.series.times,this.series.values]))}make(e,n){let l={show:!1},o={width:e,height:n,padding:[2,0,1,0],cursor:l,legend:l,axes:[l,l],scales:{x:{time:!1,range:()=>this.series.span()},y:{range:()=>this.series.range(this.max)}},series:[{},{stroke:()=>this.colour,fill:()=>`color-mix(in srgb, ${this.colour} 16%, transparent)`,width:1.4,points:l}]};this.plot=new Ie(o,[[],[]],this.host);let{root:a}=this.plot;a.style.cssText="position:relative;overflow:hidden";for(let f of a.querySelectorAll(".u-wrap"))f.style.position="relative";for(let f of a.querySelectorAll(".u-under, .u-over"))f.style.position="absolute";for(let f of a.querySelectorAll("canvas"))f.style.cssText="display:block;position:relative;width:100%;height:100%"}};var Hu=120,Kl=class t{static all=new WeakMap;told=new WeakMap;observer;constructor(){this.observer=new IntersectionObserver(e=>{for(let{target:n,isIntersecting:l}of e)this.told.get(n)?.(l)},{rootMargin:"80px"})}static of(e){let n=t.all.get(e);return n||(n=new t,t.all.set(e,n)),n}watch(e,n){this.told.set(e,n),this.observer.observe(e)}leave(e){this.observer.unobserve(e),this.told.delete(e)}},Qn=class{element;chart;value;options;past=[];spark=null;constructor(e,n){this.options=n,this.chart=E(e,"div","ffp-chart"),this.chart.setAttribute("aria-hidden","true"),this.value=E(e,"b","");let l=E(e,"span","",n.name);l.setAttribute("aria-hidden","true"),this.element=E(e,"div","ffp-meter",l,this.chart,this.value),this.element.setAttribute("role","group"),this.element.setAttribute("aria-label",n.label),Kl.of(e).watch(this.chart,o=>this.show(o))}push(e,n,l){ne(this.value,l);let o=this.past.at(-1);o&&e<o[0]&&this.restart(),!(o&&e===o[0])&&(this.past.push([e,n]),this.past.length>Hu&&this.past.shift(),this.spark?.push(e,n))}destroy(){Kl.of(this.element.ownerDocument).leave(this.chart),this.show(!1)}restart(){this.past.length=0,this.spark&&(this.show(!1),this.show(!0))}show(e){if(!e)this.spark?.destroy(),this.spark=null;else if(!this.spark){this.spark=new Yl(this.chart,{colour:this.options.colour,max:this.options.max??null});for(let[n,l]of this.past)this.spark.push(n,l)}}};var ao=4,fo=25,uo=class{element;name;tag;cpu;gpu;memory;note;go;sampled;id="";constructor(e,n,l,o){this.sampled=o,this.name=E(e,"span","ff-cut"),this.tag=E(e,"span","ff-tag"),this.cpu=new Qn(e,{name:"CPU",colour:"--ff-running",label:"CPU"}),this.gpu=new Qn(e,{name:"GPU",colour:"--ff-gpu",label:"GPU",max:1}),this.gpu.element.classList.add("ff-of-gpu"),this.memory=new Qn(e,{name:"MEM",colour:"--ff-mem",label:"Memory"}),this.note=E(e,"span","ff-worker-note"),this.go=n&&Ct(e,"Continue",()=>n.continueWorker(this.id),l);let a=E(e,"span","ff-worker-end",this.note,...this.go?[this.go]:[]),f=E(e,"span","ff-worker-name",this.name,this.tag);this.element=E(e,"div","ff-worker",f,this.cpu.element,this.gpu.element,this.memory.element,a),this.element.setAttribute("role","listitem")}update(e){this.id=e.id;let n=this.sampled();pn(this.name,e.rank===null?e.id:`${e.id} · rank ${e.rank}`,40),Be(this.element,e.node&&`on ${e.node}`),ne(this.tag,oi(e)),be(this.tag,e.gpus.length===0),Be(this.tag,e.gpus.map(({label:o})=>o).join(", ")),this.cpu.push(n,e.cpu,Ko(e.cpu)),this.cpu.element.title="CPU; 100 % is one core",this.gpu.push(n,Lr(e),dn(Lr(e))),Be(this.gpu.element,Du(e));let l=n&&e.memory?e.memory:null;this.memory.push(n,l,Nt(l)),Be(this.memory.element,`memory; ${Nt(e.peakMemory)} at most`),ne(this.note,li(e)),Be(this.note,ri(e)),this.note.classList.toggle("ff-paused",e.pause!==null),this.go&&be(this.go,e.pause===null)}destroy(){for(let e of[this.cpu,this.gpu,this.memory])e.destroy()}};function Du(t){return t.gpus.length?t.gpus.map(({label:e,load:n,memory:l,memoryTotal:o})=>`${e}: ${dn(n)}, ${Nt(l)} of ${Nt(o)}`).join(`
`):"a GPU was asked for; nothing is known of its use"}var Ql=class{section;rows;box;text;unfold;earlier;later;repeat;actions;all=!1;from=0;sampled=0;detail=null;constructor(e,n){this.actions=n,this.section=new xt(e,"workers","Workers of this cell",!0),this.box=E(e,"div","ff-rows-box"),this.box.setAttribute("role","list");let l=()=>new uo(e,n,this.section.tell,()=>this.sampled);this.rows=new Wt(this.box,a=>a.id,l),this.text=E(e,"span","ff-dim");let o=(a,f)=>{let p=Vt(e,a,f);return p.className="ff-text-button",p};this.earlier=o("earlier",()=>this.turn(-fo)),this.later=o("later",()=>this.turn(fo)),this.unfold=o("show",()=>this.setAll(!this.all)),this.section.body.append(this.box,E(e,"div","ff-more",this.text,this.earlier,this.later,this.unfold)),this.repeat=new Qt(()=>this.ask(),1e3)}update(e,n){this.section.setHidden(!n),n||this.repeat.stop(),!(!n||!e.detail)&&(this.detail=e.detail,this.box.classList.toggle("ff-no-gpu",e.detail.gpusAsked===0),this.paged?this.repeat.start():this.draw(e.detail))}destroy(){this.repeat.stop(),this.rows.destroy()}get paged(){let{detail:e}=this;return this.all&&this.actions!==null&&e!==null&&e.workersTotal>e.workers.length}async ask(){if(!(!this.actions||!this.section.isOpen))try{let e=await this.actions.detail({workersFrom:this.from,workersLimit:fo});this.paged&&this.draw(e),this.section.tell("")}catch(e){this.section.tell(cn(e))}}turn(e){this.from=Math.max(0,this.from+e),this.ask()}setAll(e){this.all=e,this.from=0,this.paged||this.repeat.stop(),this.detail&&!this.paged&&this.draw(this.detail),this.paged&&this.repeat.start()}draw(e){this.sampled=e.sampled;let n=this.all?e.workers:e.workers.slice(0,ao);this.rows.update(n);let l=e.workersTotal-n.length,o=this.from+n.length,a=this.paged,f=a?`${Te(this.from+1)}–${Te(o)} of ${Te(e.workersTotal)}`:ii(e.workers.slice(n.length),l);ne(this.text,f&&`${f} · `),be(this.earlier,!a||this.from===0),be(this.later,!a||o>=e.workersTotal);let p=this.all?n.length>ao||a:l>0&&(this.actions!==null||e.workers.length>ao);be(this.unfold,!p),ne(this.unfold,this.all?"show fewer":"show")}};var hl=class{host;actions;root;name;place;status;legend;spread;link;trouble;live;bar;counts=new Map;retry;debug;stop;panel;loops;workers;failed;slowest;log;next=null;last=null;frame=0;constructor(e,n=null){this.host=e,this.actions=n;let l=e.ownerDocument,o=l.createElement("style");o.textContent=pi+Qo+di,this.root=E(l,"div","ff-card"),this.name=E(l,"b","ff-name"),this.place=E(l,"span","ff-dim"),this.status=E(l,"span","ff-dim ff-status"),this.legend=E(l,"div","ff-legend"),this.spread=E(l,"span","ff-spread"),this.link=E(l,"div","ff-link"),this.link.setAttribute("role","status"),this.link.hidden=!0,this.trouble=E(l,"div","ff-trouble"),this.trouble.setAttribute("role","alert"),this.trouble.hidden=!0,this.live=E(l,"div","ff-unseen"),this.live.setAttribute("aria-live","polite"),this.bar=new Pl(l),[this.retry,this.debug,this.stop,this.panel]=this.makeButtons(l);let a=E(l,"span","ff-tools-c",this.retry,this.debug,this.stop,this.panel),f=E(l,"div","ff-head",E(l,"span","ff-dot"),this.name,this.place,this.status,a);for(let[d]of Kt){let h=E(l,"span",`ff-key ff-${d}`);this.counts.set(d,h),this.legend.append(h)}this.legend.append(this.spread),this.log=new Dl(l,n),this.loops=new Cl(l,n),this.workers=new Ql(l,n),this.failed=new _l(l,n,d=>this.log.openFor(d)),this.slowest=new Hl(l);let p=[this.loops,this.workers,this.failed,this.slowest,this.log].map(({section:d})=>d.element);this.root.append(f,this.bar.element,this.legend,this.trouble,this.link,...p,this.live),e.append(o,this.root)}update(e){this.next=e;let n=this.host.ownerDocument.defaultView;if(!n||!this.last)return this.draw();this.frame||=n.requestAnimationFrame(()=>{this.frame=0,this.draw()})}dispose(){this.host.ownerDocument.defaultView?.cancelAnimationFrame(this.frame),this.next=null;for(let e of[this.loops,this.workers,this.log])e.destroy();this.host.replaceChildren()}draw(){let e=this.next;if(!e)return;let n=Dt(e),l=n?jo(e):Uo(e);this.showLink(e),Zo(this.root,"state",e.state),this.root.classList.toggle("ff-over",n),pn(this.name,e.name),ne(this.place,qo(e)),Be(this.place,e.waiting??""),ne(this.status,l),this.bar.update(e);let o=this.name.textContent??"";Wn(this.bar.element,"aria-label",`${o}: ${l}`);let a=n||e.items===1;this.root.classList.toggle("ff-plain",a),be(this.legend,a);for(let[p,d]of Kt){let h=this.counts.get(p);h&&(ne(h,`${Te(e.counts[p])} ${d}`),be(h,p!=="succeeded"&&e.counts[p]===0))}ne(this.spread,si(e)),Be(this.spread,e.detail?.slowest[0]?.label??""),this.showButtons(e);let f=fi(e,this.actions!==null);this.loops.update(e,f.loops),this.workers.update(e,f.workers),this.failed.update(e,f.failed),this.slowest.update(e,f.slowest),this.log.update(e,f.log),this.last&&this.last.state!==e.state&&ne(this.live,`${o}: ${n?l:e.state}`),this.last=e}makeButtons(e){let n=d=>{ne(this.trouble,d),be(this.trouble,d==="")},{actions:l}=this,o=async()=>{let[d]=Vn(this.last?.detail?.failures??[]);d&&await l?.debug?.(d.item)},a=Ct(e,"Retry",async()=>l?.retry?.(),n),f=Ct(e,"Stop",async()=>l?.cancel(),n);f.classList.add("ff-hot");let p=Ct(e,"Open in panel",async()=>l?.openInPanel?.(),n);return[a,Ct(e,"Debug",o,n),f,p]}showButtons(e){let{actions:n}=this,l=ai(e);be(this.retry,!n?.retry||l===0),ne(this.retry,`Retry ${Te(l)}`),Be(this.retry,"Run what did not succeed once more");let[o]=Vn(e.detail?.failures??[]);be(this.debug,!n?.debug||!o),Be(this.debug,o?`Run ${o.label.slice(0,80)} once more and stop where it fails`:""),be(this.stop,!n||Dt(e)),be(this.panel,!n?.openInPanel)}showLink(e){let n=Dt(e)?"":Yo(e.connection);this.root.classList.toggle("ff-offline",n!==""),be(this.link,n===""),ne(this.link,n),Be(this.link,e.connection?.why??"")}};var Cu="farfield:claim";function Vs(t,e,n){if(!e)return()=>{};let l=new Map,o=new WeakSet,a=d=>{d.isConnected||o.has(d)||(o.add(d),setTimeout(()=>{o.delete(d),!d.isConnected&&(l.get(d)?.(),l.delete(d))},6e4))},f=()=>{for(let d of t.querySelectorAll(`#${e}`)){if(l.has(d))continue;d.dispatchEvent(new CustomEvent(Cu));let h=[...d.childNodes],w=t.createElement("div");w.className="ff-placed",d.replaceChildren(w);let g=n(w);l.set(d,()=>{g()||d.replaceChildren(...h)})}for(let d of l.keys())a(d)},p=new MutationObserver(f);return p.observe(t.body,{childList:!0,subtree:!0}),f(),()=>{p.disconnect();for(let d of l.values())d();l.clear()}}function $u(t,e){return e.ownerDocument.documentElement.dataset.farfield!=="panel"?null:()=>{let n={job:t.get("state").job};e.dispatchEvent(new CustomEvent("farfield:open",{bubbles:!0,composed:!0,detail:n}))}}function Bs(t,e){let n=new Ml(t),l=new hl(e,t.get("acts")===!1?null:Io(n,$u(t,e))),o=()=>l.update(t.get("state"));return t.on("change:state",o),t.on("msg:custom",n.heard),o(),()=>{t.off("change:state",o),t.off("msg:custom",n.heard),n.close(),l.dispose();let a=t.get("state");return Dt(a)&&new hl(e).update(a),Dt(a)}}var nd={initialize:({model:t})=>Vs(document,t.get("place"),e=>Bs(t,e)),render:({model:t,el:e})=>Bs(t,e)};export{nd as default};
