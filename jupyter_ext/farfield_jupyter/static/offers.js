function un(t){return(t instanceof Error?t.message:String(t))||"it failed without saying why"}async function va(t,e,n){if(t.getAttribute("aria-disabled")==="true")return!1;t.setAttribute("aria-disabled","true"),t.setAttribute("aria-busy","true"),n("");try{return await e(),!0}catch(l){return n(un(l)),!1}finally{t.removeAttribute("aria-disabled"),t.removeAttribute("aria-busy")}}function pt(t,e,n,l){let o=t.createElement("button");return o.type="button",o.className="ff-button",o.textContent=e,o.addEventListener("click",()=>{va(o,n,l)}),o}function cn(t){return t.state!=="queued"&&t.state!=="running"}var xa=15,ka="The kernel is busy and does not answer; the stop button above always works.",Tl=class{waiting=new Map;line;patience;last=0;constructor(e,n=xa){this.line=e,this.patience=n}ask(e,n={}){let l=this.last+=1;return new Promise((o,f)=>{let a=setTimeout(()=>{this.waiting.delete(l),f(new Error(ka))},1e3*this.patience),p=({error:c,value:h})=>{typeof c=="string"?f(new Error(c)):o(h)};this.waiting.set(l,{settle:p,timer:a}),this.line.send({kind:"ask",id:l,what:e,...n})})}heard=e=>{let n=e;if(n?.kind!=="answer"||typeof n.id!="number")return;let l=this.waiting.get(n.id);l&&(this.waiting.delete(n.id),clearTimeout(l.timer),l.settle(n))};close(){for(let{timer:e,settle:n}of this.waiting.values())clearTimeout(e),n({error:"the card was closed"});this.waiting.clear()}};function Io(t,e){let n=async l=>{await l};return{cancel:()=>n(t.ask("cancel")),retry:l=>n(t.ask("retry",l?{items:l}:{})),debug:l=>n(t.ask("debug",{item:l})),log:async l=>await t.ask("log",{query:l}),detail:async l=>await t.ask("detail",{query:l}),continueWorker:l=>n(t.ask("continue",{worker:l})),openInPanel:e}}function Te(t){return String(Math.trunc(t)).replace(/\B(?=(\d{3})+$)/g,",")}function qt(t,e){return`${Te(t)} ${e}${t===1?"":"s"}`}var xr=t=>String(t).padStart(2,"0");function Ll(t){if(t<.995)return`${Math.max(t,0).toFixed(2)} s`;if(t<9.95)return`${t.toFixed(1)} s`;let e=Math.floor(t+.05);if(e<60)return`${e} s`;let[n,l,o]=[Math.floor(e/3600),Math.floor(e/60)%60,e%60];return n?`${n}:${xr(l)}:${xr(o)}`:`${l}:${xr(o)}`}function il(t){return t<.005?"under 0.01 s":Ll(t)}function El(t){if(!(t>0))return"";let[e,n]=t>=1?[t,"s"]:t*60>=1?[t*60,"min"]:[t*3600,"h"];return`${e<9.95?e.toFixed(1):Te(Math.round(e))}/${n}`}function Sa(t){return t===null?"":t<5?"a few seconds left":t<55?`about ${Math.ceil(t/5)*5} s left`:t<3300?`about ${Math.max(1,Math.round(t/60))} min left`:`about ${Te(Math.max(1,Math.round(t/3600)))} h left`}function Uo(t){return[Ll(t.elapsed),El(t.rate),Sa(t.left)].filter(Boolean).join(" · ")}var Yt=[["succeeded","done"],["running","running"],["failed","failed"],["lost","lost"],["cancelled","cancelled"],["queued","queued"]];function zo({detail:t}){if(!t)return[];let e=[];t.peakGpuMemory>0?e.push(`peak GPU memory ${Nt(t.peakGpuMemory)}`):t.peakMemory>0&&e.push(`peak memory ${Nt(t.peakMemory)}`);let l=[t.sent>0&&`sent ${Nt(t.sent)}`,t.received>0&&`received ${Nt(t.received)}`].filter(Boolean).join(", ");return l?[...e,l]:e}function jo(t){let{counts:e,items:n}=t,l=Ll(t.elapsed);if(n===1)return[t.state==="succeeded"?`done in ${l}`:`${t.state} after ${l}`,...zo(t)].join(" · ");let f=[`${e.succeeded===n?"":`${Te(e.succeeded)} of `}${qt(n,"item")} in ${l} on ${qt(t.workers,"worker")}`];for(let[a,p]of Yt)a!=="succeeded"&&e[a]>0&&f.push(`${Te(e[a])} ${p}`);return[...f,...zo(t)].join(" · ")}function Jo({counts:t}){return Yt.filter(([n])=>(n==="failed"||n==="lost")&&t[n]>0).map(([n,l])=>`${Te(t[n])} ${l}`).join(" · ")}function qo(t){return t.state==="queued"?t.waiting||"waiting for a worker":t.state==="running"&&t.workers>0?`on ${qt(t.workers,"worker")}`:""}function Ml(t){return t<60?`${Math.max(0,Math.floor(t))} s`:Ll(Math.floor(t))}function Yo(t){if(!t?.lost)return"";if(t.over)return"no longer attached · as it was last · %attach shows it live again";let{next:e,seconds:n}=t,l=e!==null&&e>=2?` in ${Ml(e)}`:"",o=t.stopping?"it is stopped then":"work goes on";return`connection lost ${Ml(n)} ago · trying again${l} · ${o}`}function dn(t){return t===null?"–":`${Math.floor(100*t+.5)} %`}var Go=["B","kB","MB","GB","TB","PB"];function Nt(t){if(t===null)return"–";let[e,n]=[Math.max(t,0),0];for(;e>=999.5&&n<Go.length-1;)[e,n]=[e/1e3,n+1];return`${n>0&&e<9.95?(Math.floor(10*e+.5)/10).toFixed(1):Math.floor(e+.5)} ${Go[n]}`}function Ko(t){return t===null?"–":t<1.995?dn(t):`${t<99.95?t.toFixed(1):Te(Math.round(t))} cores`}function xt(t,e=200){let n=t.replace(/\s+/g," ").trim();return n.length<=e?n:`${n.slice(0,e-1).trimEnd()}…`}function Ta(t){let e=Math.max(t.items,1);return Yt.filter(([n])=>n!=="queued").map(([n])=>[n,100*t.counts[n]/e])}var Al=class{element;parts=new Map;constructor(e){this.element=e.createElement("div"),this.element.className="ff-bar",this.element.setAttribute("role","progressbar"),this.element.setAttribute("aria-valuemin","0");for(let[n]of Yt){if(n==="queued")continue;let l=e.createElement("i");l.className=`ff-${n}`,this.parts.set(n,l),this.element.append(l)}}update(e){let{counts:n,items:l}=e;this.element.setAttribute("aria-valuemax",String(l)),this.element.setAttribute("aria-valuenow",String(l-n.queued-n.running));for(let[o,f]of Ta(e)){let a=this.parts.get(o);a&&(a.style.width=`${f}%`,a.style.minWidth=f>0?"3px":"0")}}};var Qo=`.ff-card {
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
`;function M(t,e,n,...l){let o=t.createElement(e);return o.className=n,o.append(...l),o}function ee(t,e){t.textContent!==e&&(t.textContent=e)}function pn(t,e,n=200){ee(t,xt(e,n)),Be(t,e)}function Be(t,e){t.title!==e&&(t.title=e)}function Wn(t,e,n){t.getAttribute(e)!==n&&t.setAttribute(e,n)}function de(t,e){t.hidden!==e&&(t.hidden=e)}function Zo(t,e,n){t.dataset[e]!==n&&(t.dataset[e]=n)}function Wt(t,e,n,l=""){let o=M(t,"button","ffp-button",e);return o.type="button",l&&(o.setAttribute("aria-label",l),o.title=l),o.addEventListener("click",f=>{f.stopPropagation(),n()}),o}var Rt=class{views=new Map;host;key;open;constructor(e,n,l){this.host=e,this.key=n,this.open=l}update(e){let n=new Set(e.map(this.key));for(let[o,f]of this.views)n.has(o)||(f.destroy?.(),f.element.remove(),this.views.delete(o));let l=this.host.firstElementChild;for(let o of e){let f=this.key(o),a=this.views.get(f);a||(a=this.open(o),this.views.set(f,a)),a.update(o),a.element===l?l=l.nextElementSibling:this.host.insertBefore(a.element,l)}}destroy(){this.update([])}};var kr="farfield:sections",Sr=class{store;own;constructor(e,n){this.store=e,this.own=n}isOpen(e){return this.all()[e]}remember(e,n){this.own[e]=n;try{this.store().setItem(kr,JSON.stringify(this.all()))}catch{}}all(){let e=null;try{e=JSON.parse(this.store().getItem(kr)??"{}")}catch{}return{...typeof e=="object"?e:null,...this.own}}},La=globalThis,Tr=new Sr(()=>sessionStorage,La[kr]??={});var Ea=0,kt=class{element;body;toggled=()=>{};head;note;trouble;constructor(e,n,l,o,...f){this.head=Wt(e,l,()=>{Tr.remember(n,this.body.hidden),this.open(this.body.hidden)}),this.head.className="ff-fold",this.note=M(e,"span","ff-dim ff-fold-note"),this.body=M(e,"div","ff-part-body"),this.body.id=`ff-part-${Ea+=1}`,this.head.setAttribute("aria-controls",this.body.id),this.trouble=M(e,"div","ff-trouble"),this.trouble.setAttribute("role","alert"),this.trouble.hidden=!0;let a=M(e,"div","ff-part-head",this.head,this.note,...f);this.element=M(e,"section",`ff-part ff-part-${n}`,a,this.trouble,this.body),this.element.setAttribute("aria-label",l),this.element.hidden=!0,this.show(Tr.isOpen(n)??o)}get isOpen(){return!this.element.hidden&&!this.body.hidden}open(e){this.show(e),this.toggled(e)}setHidden(e){de(this.element,e)}setNote(e){ee(this.note,e)}tell=e=>{ee(this.trouble,e),de(this.trouble,e==="")};show(e){this.body.hidden=!e,this.head.setAttribute("aria-expanded",String(e))}},Kt=class{timer;running=!1;work;every;constructor(e,n){this.work=e,this.every=n}start(){this.running||(this.running=!0,this.turn())}stop(){this.running=!1,clearTimeout(this.timer)}async turn(){document.hidden||await this.work(),this.running&&(this.timer=setTimeout(()=>{this.turn()},this.every))}};function Mr(t){if(t>=99.95)return Te(Math.round(t));let e=t.toFixed(1);return e.endsWith(".0")?e.slice(0,-2):e}function Xo(t,e,n){return e!==null&&e>0&&e<1e3?`${Mr(t)} of ${Mr(e)}`:n!==null?dn(n):e!==null&&e>0?dn(t/e):Mr(t)}function ei(t){return t.open===0?t.ended?`${Te(t.ended)} done`:"":t.open===1?t.slowest:t.slowest&&t.slowestFraction!==null&&(t.fraction??0)-t.slowestFraction>.1?`${qt(t.open,"task")}, slowest ${t.slowest}`:qt(t.open,"task")}function ti(t){let e=t.open>0?El(t.rate??0):"",n=e&&t.open>1?`${e} each`:e;return[Xo(t.done,t.total,t.fraction),n].filter(Boolean).join(" · ")}function ni(t){return[Xo(t.done,t.total,null),El(t.rate??0)].filter(Boolean).join(" · ")}function li(t){if(t.pause){let{left:e}=t.pause;return e===null?"paused":`paused · ${Ml(e)} left`}return t.state==="starting"||t.state==="dead"?t.state:t.done===0?t.item===null?"":"running":`${Te(t.done)} done`}function ri(t){let{pause:e}=t;if(!e)return"";let n=e.left===null&&e.client?`held by ${e.client}`:"";return[e.label,e.file?`${e.file}:${e.line}`:"",e.text,n].filter(Boolean).join(`
`)}function oi(t){let[e,...n]=t.gpus;return e?n.length?`${e.label} +${n.length}`:e.label:""}function Lr(t){let e=t.gpus.flatMap(({load:n})=>n===null?[]:[n]);return e.length?e.reduce((n,l)=>n+l,0)/e.length:null}function ii(t,e){if(e<=0)return"";let n=new Set(t.map(({state:f})=>f)),[l]=n,o=t.length===e&&n.size===1&&l?`, all ${l}`:"";return`${Te(e)} more${e===1&&o?`, ${l}`:o}`}function si(t){let{detail:e}=t;if(!e||t.items<2||e.median===null)return"";let[n]=e.slowest,l=`median ${il(e.median)}`;return n?`${l} · slowest ${il(n.seconds)}: ${xt(n.label,60)}`:l}var Vn=t=>t.filter(({state:e})=>e!=="cancelled");function ai(t){let{failed:e,lost:n,cancelled:l}=t.counts;return e+n+(t.state==="running"||t.state==="queued"?0:l)}function fi(t,e){let n=t.detail??null,l=t.state==="running";return{loops:l&&n!==null&&n.loops.length>0,workers:l&&n!==null&&n.workers.length>0,failed:n!==null&&Vn(n.failures).length>0,slowest:n!==null&&t.items>1&&n.slowest.length>1,log:e&&t.state!=="queued"}}function ui(t,e=1e3){let n=[];for(let l of t.split(/[\s,]+/).filter(Boolean)){let o=/^(\d{1,10})(?:-(\d{1,10}))?$/.exec(l);if(!o)return null;let f=Number(o[1]),a=o[2]===void 0?f:Number(o[2]);if(a<f)return null;for(let p=f;p<=a&&n.length<e;p++)n.push(p)}return n}var Aa=20,Pa=200,Er=class{element;label;error;fold;trace;item=null;constructor(e,n,l,o){this.label=M(e,"span","ff-cut"),this.error=M(e,"code","ff-error"),this.trace=M(e,"pre","ff-trace"),this.trace.hidden=!0,this.trace.tabIndex=0,this.fold=Wt(e,"",()=>this.open(this.trace.hidden)),this.fold.className="ff-fold ff-cut-button",this.fold.append(this.label);let f=M(e,"span","ff-tools-c"),a=n?.debug;a&&f.append(pt(e,"Debug this",async()=>this.item&&a(this.item.item),l)),n&&f.append(Wt(e,"Log",()=>this.item&&o(this.item.item))),this.element=M(e,"div","ff-failed-item",this.fold,this.error,f,this.trace),this.element.setAttribute("role","listitem")}update(e){this.item=e,pn(this.label,e.label,80),ee(this.error,xt(e.error,300)),Be(this.error,e.worker?`${e.error}
on ${e.worker}`:e.error),this.fold.classList.toggle("ff-no-trace",e.traceback===""),e.traceback?this.fold.setAttribute("aria-expanded",String(!this.trace.hidden)):this.fold.removeAttribute("aria-expanded"),ee(this.trace,e.traceback)}open(e){this.item?.traceback&&(this.trace.hidden=!e,this.fold.setAttribute("aria-expanded",String(e)))}},Pl=class{section;rows;text;more;further=[];progress=null;constructor(e,n,l){this.section=new kt(e,"failed","Failed",!0);let o=M(e,"div","ff-rows-box");o.setAttribute("role","list"),this.rows=new Rt(o,f=>String(f.item),()=>new Er(e,n,this.section.tell,l)),this.text=M(e,"span","ff-dim"),this.more=pt(e,"show",async()=>this.fetch(n),this.section.tell),this.more.className="ff-text-button",this.more.hidden=n===null,this.section.body.append(o,M(e,"div","ff-more",this.text,this.more))}update(e,n){if(this.section.setHidden(!n),!n||!e.detail)return;this.progress=e;let l=e.detail.failures,o=new Set(l.map(({item:h})=>h)),f=Vn([...l,...this.further.filter(({item:h})=>!o.has(h))]);this.rows.update(f),this.section.setNote(Jo(e));let{failed:a,lost:p}=e.counts,c=a+p-f.length;de(this.text.parentElement,c<=0),ee(this.text,`${Te(Math.max(c,0))} more · `),f.length>=Pa&&de(this.more,!0)}async fetch(e){let{progress:n}=this;if(!e||!n?.detail)return;let l=n.detail.failures.length+this.further.length,o=await e.detail({failuresFrom:l,failuresLimit:Aa});this.further=[...this.further,...o.failures],this.progress&&this.update(this.progress,!0)}},Ar=class{element;label;time;worker;constructor(e){this.label=M(e,"span","ff-cut"),this.time=M(e,"span","ff-slow-time"),this.worker=M(e,"span","ff-dim"),this.element=M(e,"div","ff-slow-item",this.time,this.label,this.worker),this.element.setAttribute("role","listitem")}update(e){ee(this.time,il(e.seconds)),pn(this.label,e.label,120),ee(this.worker,e.worker)}},_l=class{section;rows;constructor(e){this.section=new kt(e,"slowest","Slowest",!1);let n=M(e,"div","ff-rows-box");n.setAttribute("role","list"),this.rows=new Rt(n,l=>String(l.item),()=>new Ar(e)),this.section.body.append(n)}update(e,n){this.section.setHidden(!n),n&&e.detail&&this.rows.update(e.detail.slowest)}};var _a=200,Ha=1500,Hl=class{section;view;state;search;items;follow;repeat;actions;over=!1;asked=0;drawn="";constructor(e,n){this.actions=n;let l=(a,p,c)=>{let h=M(e,"input",c);return h.type=a,h.setAttribute("aria-label",p),a!=="checkbox"&&(h.placeholder=p),h.addEventListener("keydown",w=>w.stopPropagation()),h};this.section=new kt(e,"log","Log",!1),this.search=l("search","search","ff-field"),this.items=l("text","item or rank: 3, 5-7","ff-field ff-field-short"),this.follow=l("checkbox","follow",""),this.follow.checked=!0;let o=M(e,"label","ff-dim",this.follow," follow"),f=M(e,"div","ff-log-tools",this.search,this.items,o);this.state=M(e,"div","ff-dim ff-log-state"),this.view=M(e,"div","ff-log-lines"),this.view.setAttribute("role","log"),this.view.setAttribute("aria-live","off"),this.view.tabIndex=0,this.section.body.append(f,this.state,this.view),this.repeat=new Kt(async()=>{(this.follow.checked||this.asked===0)&&await this.ask()},Ha);for(let a of[this.search,this.items])a.addEventListener("input",()=>{this.ask()});this.follow.addEventListener("change",()=>{this.ask()}),this.section.toggled=()=>this.look()}update(e,n){this.section.setHidden(!n);let l=!this.over&&cn(e);this.over=cn(e),l&&this.asked&&this.ask(),this.look()}openFor(e){this.items.value=String(e),this.search.value="",this.section.open(!0),this.ask(),this.section.element.scrollIntoView({block:"nearest"}),this.items.focus({preventScroll:!0})}destroy(){this.repeat.stop()}look(){this.section.isOpen?this.over?(this.repeat.stop(),this.asked===0&&this.ask()):this.repeat.start():this.repeat.stop()}async ask(){if(!this.actions||!this.section.isOpen)return;let e=ui(this.items.value);if(this.items.setAttribute("aria-invalid",String(e===null)),e===null)return this.section.tell("Items are named by their numbers: 3, 5-7");let n=this.search.value.trim(),l={last:_a,...e.length?{items:e}:{},...n?{search:n}:{}},o=this.asked+=1;try{let f=await this.actions.log(l);o===this.asked&&this.draw(f,e.length>0||n!==""),this.section.tell("")}catch(f){o===this.asked&&this.section.tell(un(f))}}draw(e,n){let l=e.leftOut>0?`${Te(e.leftOut)} earlier lines are not shown`:"",o=e.lines.length?l:n?"nothing like that has been printed":"nothing has been printed";ee(this.state,o),de(this.state,o==="");let f=JSON.stringify(e.lines);if(f===this.drawn)return;this.drawn=f;let{view:a}=this,p=a.scrollTop;a.replaceChildren(...e.lines.map(c=>this.line(c))),a.scrollTop=this.follow.checked?a.scrollHeight:p}line({label:e,item:n,text:l,stream:o}){let{ownerDocument:f}=this.view,a=M(f,"span","ff-log-item",xt(e||String(n),24));a.title=e;let p=M(f,"span",`ff-log-text ff-${o}`,l.length>2e3?`${l.slice(0,1999)}…`:l);return M(f,"div","ff-log-line",a,p)}};var Pr=class{element;label;note;name;thin;part;pace;constructor(e){this.label=M(e,"span","ff-cut"),this.note=M(e,"span","ff-dim ff-note"),this.name=M(e,"span","ff-loop-name",this.label,this.note),this.part=M(e,"i",""),this.thin=M(e,"div","ff-thin",this.part),this.thin.setAttribute("role","progressbar"),this.pace=M(e,"span","ff-dim ff-loop-pace"),this.element=M(e,"div","ff-loop",this.name,this.thin,this.pace)}update(e){ee(this.label,xt(e.label)||"loop"),ee(this.note,e.note&&` · ${e.note}`),Be(this.name,e.title);let n=`${Math.min(e.depth,6)*10}px`;this.name.style.paddingLeft!==n&&(this.name.style.paddingLeft=n),this.thin.classList.toggle("ff-unknown",e.fraction===null);let l=`${Math.round(1e3*Math.min(1,Math.max(0,e.fraction??0)))/10}%`;this.part.style.width!==l&&(this.part.style.width=l),Wn(this.thin,"aria-label",`${xt(e.label,80)||"loop"}: ${e.pace}`),e.fraction===null?this.thin.removeAttribute("aria-valuenow"):Wn(this.thin,"aria-valuenow",String(Math.round(100*e.fraction))),ee(this.pace,e.pace)}};function ci(t){return t.loops.map(e=>({key:`${e.depth} ${e.label}`,label:e.label,note:ei(e),depth:e.depth,fraction:e.fraction,pace:ti(e),title:[e.label,e.note].filter(Boolean).join(`
`)}))}function Da(t){return t.workers.flatMap(e=>e.bars.map((n,l)=>({key:`${e.id} ${l}`,label:l?n.label:`${e.id} · ${n.label}`,note:"",depth:n.depth,fraction:n.total?Math.min(1,n.done/n.total):null,pace:ni(n),title:[e.id,n.label,n.note].filter(Boolean).join(`
`)})))}var Ca=25,Dl=class{section;lines;more;toggle;repeat;split=!1;last=null;constructor(e,n){this.toggle=Wt(e,"by worker",()=>this.setSplit(!this.split)),this.toggle.className="ff-text-button",this.toggle.setAttribute("aria-pressed","false"),this.toggle.hidden=n===null,this.section=new kt(e,"loops","Inside the tasks",!0,this.toggle);let l=M(e,"div","ff-rows-box");this.lines=new Rt(l,o=>o.key,()=>new Pr(e)),this.more=M(e,"div","ff-dim"),this.section.body.append(l,this.more),this.repeat=new Kt(async()=>{if(!(!n||!this.section.isOpen))try{let o=await n.detail({bars:!0,workersLimit:Ca});this.split&&this.draw(Da(o),o.workersTotal-o.workers.length,"worker"),this.section.tell("")}catch(o){this.section.tell(un(o))}},1e3)}update(e,n){this.section.setHidden(!n),n||this.repeat.stop(),!(!n||!e.detail)&&(this.last=e.detail,this.split?this.repeat.start():this.draw(ci(e.detail),e.detail.loopsLeftOut,"loop"))}destroy(){this.repeat.stop()}setSplit(e){this.split=e,this.section.open(!0),Wn(this.toggle,"aria-pressed",String(e)),e?this.repeat.start():this.repeat.stop(),e||this.section.tell(""),!e&&this.last&&this.draw(ci(this.last),this.last.loopsLeftOut,"loop")}draw(e,n,l){this.lines.update(e),de(this.more,n<=0),ee(this.more,n>0?`${qt(n,`more ${l}`)}`:"")}};var di=`.ff-card [hidden] {
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
`;var Fa="uplot",Na="u-hz",Ra="u-vt",Wa="u-title",Va="u-wrap",Ba="u-under",Ia="u-over",za="u-axis",gn="u-off",Ga="u-select",Ua="u-cursor-x",ja="u-cursor-y",Ja="u-cursor-pt",qa="u-legend",Ya="u-live",Ka="u-inline",Qa="u-series",Za="u-marker",hi="u-label",Xa="u-value",al="width",fl="height";var mi="bottom",Bn="left",_r="right",Jr="#000",gi=Jr+"0",Hr="mousemove",yi="mousedown",Dr="mouseup",bi="mouseenter",wi="mouseleave",vi="dblclick",ef="resize",tf="scroll",xi="change",Nl="dppxchange",qr="--",qn=typeof window<"u",Nr=qn?document:null,zn=qn?window:null,nf=qn?navigator:null,se,Cl;function Rr(){let t=devicePixelRatio;se!=t&&(se=t,Cl&&Vr(xi,Cl,Rr),Cl=matchMedia(`(min-resolution: ${se-.001}dppx) and (max-resolution: ${se+.001}dppx)`),yn(xi,Cl,Rr),zn.dispatchEvent(new CustomEvent(Nl)))}function rt(t,e){if(e!=null){let n=t.classList;!n.contains(e)&&n.add(e)}}function Wr(t,e){let n=t.classList;n.contains(e)&&n.remove(e)}function we(t,e,n){t.style[e]=n+"px"}function St(t,e,n,l){let o=Nr.createElement(t);return e!=null&&rt(o,e),n?.insertBefore(o,l),o}function ht(t,e){return St("div",t,e)}var ki=new WeakMap;function Ct(t,e,n,l,o){let f="translate("+e+"px,"+n+"px)",a=ki.get(t);f!=a&&(t.style.transform=f,ki.set(t,f),e<0||n<0||e>l||n>o?rt(t,gn):Wr(t,gn))}var Si=new WeakMap;function Ti(t,e,n){let l=e+n,o=Si.get(t);l!=o&&(Si.set(t,l),t.style.background=e,t.style.borderColor=n)}var Mi=new WeakMap;function Li(t,e,n,l){let o=e+""+n,f=Mi.get(t);o!=f&&(Mi.set(t,o),t.style.height=n+"px",t.style.width=e+"px",t.style.marginLeft=l?-e/2+"px":0,t.style.marginTop=l?-n/2+"px":0)}var Yr={passive:!0},lf={...Yr,capture:!0};function yn(t,e,n,l){e.addEventListener(t,n,l?lf:Yr)}function Vr(t,e,n,l){e.removeEventListener(t,n,Yr)}qn&&Rr();function Tt(t,e,n,l){let o;n=n||0,l=l||e.length-1;let f=l<=2147483647;for(;l-n>1;)o=f?n+l>>1:ot((n+l)/2),e[o]<t?n=o:l=o;return t-e[n]<=e[l]-t?n:l}function es(t){return(n,l,o)=>{let f=-1,a=-1;for(let p=l;p<=o;p++)if(t(n[p])){f=p;break}for(let p=o;p>=l;p--)if(t(n[p])){a=p;break}return[f,a]}}var ts=t=>t!=null,ns=t=>t!=null&&t>0,Vl=es(ts),rf=es(ns);function of(t,e,n,l=0,o=!1){let f=o?rf:Vl,a=o?ns:ts;[e,n]=f(t,e,n);let p=t[e],c=t[e];if(e>-1)if(l==1)p=t[e],c=t[n];else if(l==-1)p=t[n],c=t[e];else for(let h=e;h<=n;h++){let w=t[h];a(w)&&(w<p?p=w:w>c&&(c=w))}return[p??pe,c??-pe]}function Bl(t,e,n,l){let o=Pi(t),f=Pi(e);t==e&&(o==-1?(t*=n,e/=n):(t/=n,e*=n));let a=n==10?Vt:ls,p=o==1?ot:mt,c=f==1?mt:ot,h=p(a(De(t))),w=c(a(De(e))),g=Gn(n,h),y=Gn(n,w);return n==10&&(h<0&&(g=he(g,-h)),w<0&&(y=he(y,-w))),l||n==2?(t=g*o,e=y*f):(t=ss(t,g),e=Il(e,y)),[t,e]}function Kr(t,e,n,l){let o=Bl(t,e,n,l);return t==0&&(o[0]=0),e==0&&(o[1]=0),o}var Qr=.1,Ei={mode:3,pad:Qr},cl={pad:0,soft:null,mode:0},sf={min:cl,max:cl};function Rl(t,e,n,l){return zl(n)?Ai(t,e,n):(cl.pad=n,cl.soft=l?0:null,cl.mode=l?3:0,Ai(t,e,sf))}function oe(t,e){return t??e}function af(t,e,n){for(e=oe(e,0),n=oe(n,t.length-1);e<=n;){if(t[e]!=null)return!0;e++}return!1}function Ai(t,e,n){let l=n.min,o=n.max,f=oe(l.pad,0),a=oe(o.pad,0),p=oe(l.hard,-pe),c=oe(o.hard,pe),h=oe(l.soft,pe),w=oe(o.soft,-pe),g=oe(l.mode,0),y=oe(o.mode,0),L=e-t,P=Vt(L),F=Ye(De(t),De(e)),V=Vt(F),I=De(V-P);(L<1e-24||I>10)&&(L=0,(t==0||e==0)&&(L=1e-24,g==2&&h!=pe&&(f=0),y==2&&w!=-pe&&(a=0)));let k=L||F||1e3,W=Vt(k),S=Gn(10,ot(W)),Y=k*(L==0?t==0?.1:1:f),D=he(ss(t-Y,S/10),24),K=t>=h&&(g==1||g==3&&D<=h||g==2&&D>=h)?h:pe,j=Ye(p,D<K&&t>=K?K:Mt(K,D)),X=k*(L==0?e==0?.1:1:a),U=he(Il(e+X,S/10),24),T=e<=w&&(y==1||y==3&&U>=w||y==2&&U<=w)?w:-pe,q=Mt(c,U>T&&e<=T?T:Ye(T,U));return j==q&&j==0&&(q=100),[j,q]}var ff=new Intl.NumberFormat(qn?nf.language:"en-US"),Zr=t=>ff.format(t),it=Math,Fl=it.PI,De=it.abs,ot=it.floor,He=it.round,mt=it.ceil,Mt=it.min,Ye=it.max,Gn=it.pow,Pi=it.sign,Vt=it.log10,ls=it.log2,uf=(t,e=1)=>it.sinh(t)*e,Cr=(t,e=1)=>it.asinh(t/e),pe=1/0;function _i(t){return(Vt((t^t>>31)-(t>>31))|0)+1}function Br(t,e,n){return Mt(Ye(t,e),n)}function rs(t){return typeof t=="function"}function te(t){return rs(t)?t:()=>t}var cf=()=>{},os=t=>t,is=(t,e)=>e,df=t=>null,Hi=t=>!0,Di=(t,e)=>t==e,pf=/\.\d*?(?=9{6,}|0{6,})/gm,bn=t=>{if(fs(t)||Zt.has(t))return t;let e=`${t}`,n=e.match(pf);if(n==null)return t;let l=n[0].length-1;if(e.indexOf("e-")!=-1){let[o,f]=e.split("e");return+`${bn(o)}e${f}`}return he(t,l)};function hn(t,e){return bn(he(bn(t/e))*e)}function Il(t,e){return bn(mt(bn(t/e))*e)}function ss(t,e){return bn(ot(bn(t/e))*e)}function he(t,e=0){if(fs(t))return t;let n=10**e,l=t*n*(1+Number.EPSILON);return He(l)/n}var Zt=new Map;function as(t){return((""+t).split(".")[1]||"").length}function pl(t,e,n,l){let o=[],f=l.map(as);for(let a=e;a<n;a++){let p=De(a),c=he(Gn(t,a),p);for(let h=0;h<l.length;h++){let w=t==10?+`${l[h]}e${a}`:l[h]*c,g=(a>=0?0:p)+(a>=f[h]?0:f[h]),y=t==10?w:he(w,g);o.push(y),Zt.set(y,g)}}return o}var dl={},Xr=[],Un=[null,null],Qt=Array.isArray,fs=Number.isInteger,hf=t=>t===void 0;function Ci(t){return typeof t=="string"}function zl(t){let e=!1;if(t!=null){let n=t.constructor;e=n==null||n==Object}return e}function mf(t){return t!=null&&typeof t=="object"}var gf=Object.getPrototypeOf(Uint8Array),us="__proto__";function jn(t,e=zl){let n;if(Qt(t)){let l=t.find(o=>o!=null);if(Qt(l)||e(l)){n=Array(t.length);for(let o=0;o<t.length;o++)n[o]=jn(t[o],e)}else n=t.slice()}else if(t instanceof gf)n=t.slice();else if(e(t)){n={};for(let l in t)l!=us&&(n[l]=jn(t[l],e))}else n=t;return n}function Ae(t){let e=arguments;for(let n=1;n<e.length;n++){let l=e[n];for(let o in l)o!=us&&(zl(t[o])?Ae(t[o],jn(l[o])):t[o]=jn(l[o]))}return t}var yf=0,bf=1,wf=2;function vf(t,e,n){for(let l=0,o,f=-1;l<e.length;l++){let a=e[l];if(a>f){for(o=a-1;o>=0&&t[o]==null;)t[o--]=null;for(o=a+1;o<n&&t[o]==null;)t[f=o++]=null}}}function xf(t,e){if(Tf(t)){let a=t[0].slice();for(let p=1;p<t.length;p++)a.push(...t[p].slice(1));return Mf(a[0])||(a=Sf(a)),a}let n=new Set;for(let a=0;a<t.length;a++){let c=t[a][0],h=c.length;for(let w=0;w<h;w++)n.add(c[w])}let l=[Array.from(n).sort((a,p)=>a-p)],o=l[0].length,f=new Map;for(let a=0;a<o;a++)f.set(l[0][a],a);for(let a=0;a<t.length;a++){let p=t[a],c=p[0];for(let h=1;h<p.length;h++){let w=p[h],g=Array(o).fill(void 0),y=e?e[a][h]:bf,L=[];for(let P=0;P<w.length;P++){let F=w[P],V=f.get(c[P]);F===null?y!=yf&&(g[V]=F,y==wf&&L.push(V)):g[V]=F}vf(g,L,o),l.push(g)}}return l}var kf=typeof queueMicrotask>"u"?t=>Promise.resolve().then(t):queueMicrotask;function Sf(t){let e=t[0],n=e.length,l=Array(n);for(let f=0;f<l.length;f++)l[f]=f;l.sort((f,a)=>e[f]-e[a]);let o=[];for(let f=0;f<t.length;f++){let a=t[f],p=Array(n);for(let c=0;c<n;c++)p[c]=a[l[c]];o.push(p)}return o}function Tf(t){let e=t[0][0],n=e.length;for(let l=1;l<t.length;l++){let o=t[l][0];if(o.length!=n)return!1;if(o!=e){for(let f=0;f<n;f++)if(o[f]!=e[f])return!1}}return!0}function Mf(t,e=100){let n=t.length;if(n<=1)return!0;let l=0,o=n-1;for(;l<=o&&t[l]==null;)l++;for(;o>=l&&t[o]==null;)o--;if(o<=l)return!0;let f=Ye(1,ot((o-l+1)/e));for(let a=t[l],p=l+f;p<=o;p+=f){let c=t[p];if(c!=null){if(c<=a)return!1;a=c}}return!0}var cs=["January","February","March","April","May","June","July","August","September","October","November","December"],ds=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function ps(t){return t.slice(0,3)}var Lf=ds.map(ps),Ef=cs.map(ps),Af={MMMM:cs,MMM:Ef,WWWW:ds,WWW:Lf};function sl(t){return(t<10?"0":"")+t}function Pf(t){return(t<10?"00":t<100?"0":"")+t}var _f={YYYY:t=>t.getFullYear(),YY:t=>(t.getFullYear()+"").slice(2),MMMM:(t,e)=>e.MMMM[t.getMonth()],MMM:(t,e)=>e.MMM[t.getMonth()],MM:t=>sl(t.getMonth()+1),M:t=>t.getMonth()+1,DD:t=>sl(t.getDate()),D:t=>t.getDate(),WWWW:(t,e)=>e.WWWW[t.getDay()],WWW:(t,e)=>e.WWW[t.getDay()],HH:t=>sl(t.getHours()),H:t=>t.getHours(),h:t=>{let e=t.getHours();return e==0?12:e>12?e-12:e},AA:t=>t.getHours()>=12?"PM":"AM",aa:t=>t.getHours()>=12?"pm":"am",a:t=>t.getHours()>=12?"p":"a",mm:t=>sl(t.getMinutes()),m:t=>t.getMinutes(),ss:t=>sl(t.getSeconds()),s:t=>t.getSeconds(),fff:t=>Pf(t.getMilliseconds())};function eo(t,e){e=e||Af;let n=[],l=/\{([a-z]+)\}|[^{]+/gi,o;for(;o=l.exec(t);)n.push(o[0][0]=="{"?_f[o[1]]:o[0]);return f=>{let a="";for(let p=0;p<n.length;p++)a+=typeof n[p]=="string"?n[p]:n[p](f,e);return a}}var Hf=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Df(t,e){let n;return e=="UTC"||e=="Etc/UTC"?n=new Date(+t+t.getTimezoneOffset()*6e4):e==Hf?n=t:(n=new Date(t.toLocaleString("en-US",{timeZone:e})),n.setMilliseconds(t.getMilliseconds())),n}var hs=t=>t%1==0,Wl=[1,2,2.5,5],Cf=pl(10,-32,0,Wl),ms=pl(10,0,32,Wl),$f=ms.filter(hs),mn=Cf.concat(ms),to=`
`,gs="{YYYY}",$i=to+gs,ys="{M}/{D}",ul=to+ys,$l=ul+"/{YY}",bs="{aa}",Of="{h}:{mm}",In=Of+bs,Oi=to+In,Fi=":{ss}",fe=null;function ws(t){let e=t*1e3,n=e*60,l=n*60,o=l*24,f=o*30,a=o*365,c=(t==1?pl(10,0,3,Wl).filter(hs):pl(10,-3,0,Wl)).concat([e,e*5,e*10,e*15,e*30,n,n*5,n*10,n*15,n*30,l,l*2,l*3,l*4,l*6,l*8,l*12,o,o*2,o*3,o*4,o*5,o*6,o*7,o*8,o*9,o*10,o*15,f,f*2,f*3,f*4,f*6,a,a*2,a*5,a*10,a*25,a*50,a*100]),h=[[a,gs,fe,fe,fe,fe,fe,fe,1],[o*28,"{MMM}",$i,fe,fe,fe,fe,fe,1],[o,ys,$i,fe,fe,fe,fe,fe,1],[l,"{h}"+bs,$l,fe,ul,fe,fe,fe,1],[n,In,$l,fe,ul,fe,fe,fe,1],[e,Fi,$l+" "+In,fe,ul+" "+In,fe,Oi,fe,1],[t,Fi+".{fff}",$l+" "+In,fe,ul+" "+In,fe,Oi,fe,1]];function w(g){return(y,L,P,F,V,I)=>{let k=[],W=V>=a,S=V>=f&&V<a,Y=g(P),D=he(Y*t,3),K=$r(Y.getFullYear(),W?0:Y.getMonth(),S||W?1:Y.getDate()),j=he(K*t,3);if(S||W){let X=S?V/f:0,U=W?V/a:0,T=D==j?D:he($r(K.getFullYear()+U,K.getMonth()+X,1)*t,3),q=new Date(He(T/t)),C=q.getFullYear(),z=q.getMonth();for(let R=0;T<=F;R++){let ne=$r(C+U*R,z+X*R,1),N=ne-g(he(ne*t,3));T=he((+ne+N)*t,3),T<=F&&k.push(T)}}else{let X=V>=o?o:V,U=ot(P)-ot(D),T=j+U+Il(D-j,X);k.push(T);let q=g(T),C=q.getHours()+q.getMinutes()/n+q.getSeconds()/l,z=V/l,R=y.axes[L]._space,ne=I/R;for(;T=he(T+V,t==1?0:3),!(T>F);)if(z>1){let N=ot(he(C+z,6))%24,le=g(T).getHours()-N;le>1&&(le=-1),T-=le*l,C=(C+z)%24;let ue=k[k.length-1];he((T-ue)/V,3)*ne>=.7&&k.push(T)}else k.push(T)}return k}}return[c,h,w]}var[Ff,Nf,Rf]=ws(1),[Wf,Vf,Bf]=ws(.001);pl(2,-53,53,[1]);function Ni(t,e){return t.map(n=>n.map((l,o)=>o==0||o==8||l==null?l:e(o==1||n[8]==0?l:n[1]+l)))}function Ri(t,e){return(n,l,o,f,a)=>{let p=e.find(P=>a>=P[0])||e[e.length-1],c,h,w,g,y,L;return l.map(P=>{let F=t(P),V=F.getFullYear(),I=F.getMonth(),k=F.getDate(),W=F.getHours(),S=F.getMinutes(),Y=F.getSeconds(),D=V!=c&&p[2]||I!=h&&p[3]||k!=w&&p[4]||W!=g&&p[5]||S!=y&&p[6]||Y!=L&&p[7]||p[1];return c=V,h=I,w=k,g=W,y=S,L=Y,D(F)})}}function If(t,e){let n=eo(e);return(l,o,f,a,p)=>o.map(c=>n(t(c)))}function $r(t,e,n){return new Date(t,e,n)}function Wi(t,e){return e(t)}var zf="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function Vi(t,e){return(n,l,o,f)=>f==null?qr:e(t(l))}function Gf(t,e){let n=t.series[e];return n.width?n.stroke(t,e):n.points.width?n.points.stroke(t,e):null}function Uf(t,e){return t.series[e].fill(t,e)}var jf={show:!0,live:!0,isolate:!1,mount:cf,markers:{show:!0,width:2,stroke:Gf,fill:Uf,dash:"solid"},idx:null,idxs:null,values:[]};function Jf(t,e){let n=t.cursor.points,l=ht(),o=n.size(t,e);we(l,al,o),we(l,fl,o);let f=o/-2;we(l,"marginLeft",f),we(l,"marginTop",f);let a=n.width(t,e,o);return a&&we(l,"borderWidth",a),l}function qf(t,e){let n=t.series[e].points;return n._fill||n._stroke}function Yf(t,e){let n=t.series[e].points;return n._stroke||n._fill}function Kf(t,e){return t.series[e].points.size}var Or=[0,0];function Qf(t,e,n){return Or[0]=e,Or[1]=n,Or}function Ol(t,e,n,l=!0){return o=>{o.button==0&&(!l||o.target==e)&&n(o)}}function Fr(t,e,n,l=!0){return o=>{(!l||o.target==e)&&n(o)}}var Zf={show:!0,x:!0,y:!0,lock:!1,move:Qf,points:{one:!1,show:Jf,size:Kf,width:0,stroke:Yf,fill:qf},bind:{mousedown:Ol,mouseup:Ol,click:Ol,dblclick:Ol,mousemove:Fr,mouseleave:Fr,mouseenter:Fr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(t,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(t,e,n,l,o)=>l-o,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},vs={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},no=Ae({},vs,{filter:is}),xs=Ae({},no,{size:10}),ks=Ae({},vs,{show:!1}),lo='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Ss="bold "+lo,Ts=1.5,Bi={show:!0,scale:"x",stroke:Jr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ss,side:2,grid:no,ticks:xs,border:ks,font:lo,lineGap:Ts,rotate:0},Xf="Value",eu="Time",Ii={show:!0,scale:"x",auto:!1,sorted:1,min:pe,max:-pe,idxs:[]};function tu(t,e,n,l,o){return e.map(f=>f==null?"":Zr(f))}function nu(t,e,n,l,o,f,a){let p=[],c=Zt.get(o)||0;n=a?n:he(Il(n,o),c);for(let h=n;h<=l;h=he(h+o,c))p.push(Object.is(h,-0)?0:h);return p}function Ir(t,e,n,l,o,f,a){let p=[],c=t.scales[t.axes[e].scale].log,h=c==10?Vt:ls,w=ot(h(n));o=Gn(c,w),c==10&&(o=mn[Tt(o,mn)]);let g=n,y=o*c;c==10&&(y=mn[Tt(y,mn)]);do p.push(g),g=g+o,c==10&&!Zt.has(g)&&(g=he(g,Zt.get(o))),g>=y&&(o=g,y=o*c,c==10&&(y=mn[Tt(y,mn)]));while(g<=l);return p}function lu(t,e,n,l,o,f,a){let c=t.scales[t.axes[e].scale].asinh,h=l>c?Ir(t,e,Ye(c,n),l,o):[c],w=l>=0&&n<=0?[0]:[];return(n<-c?Ir(t,e,Ye(c,-l),-n,o):[c]).reverse().map(y=>-y).concat(w,h)}var Ms=/./,ru=/[12357]/,ou=/[125]/,zi=/1/,zr=(t,e,n,l)=>t.map((o,f)=>e==4&&o==0||f%l==0&&n.test(o.toExponential()[o<0?1:0])?o:null);function iu(t,e,n,l,o){let f=t.axes[n],a=f.scale,p=t.scales[a],c=t.valToPos,h=f._space,w=c(10,a),g=c(9,a)-w>=h?Ms:c(7,a)-w>=h?ru:c(5,a)-w>=h?ou:zi;if(g==zi){let y=De(c(1,a)-w);if(y<h)return zr(e.slice().reverse(),p.distr,g,mt(h/y)).reverse()}return zr(e,p.distr,g,1)}function su(t,e,n,l,o){let f=t.axes[n],a=f.scale,p=f._space,c=t.valToPos,h=De(c(1,a)-c(2,a));return h<p?zr(e.slice().reverse(),3,Ms,mt(p/h)).reverse():e}function au(t,e,n,l){return l==null?qr:e==null?"":Zr(e)}var Gi={show:!0,scale:"y",stroke:Jr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ss,side:3,grid:no,ticks:xs,border:ks,font:lo,lineGap:Ts,rotate:0};function fu(t,e){let n=3+(t||1)*2;return he(n*e,3)}function uu(t,e){let{scale:n,idxs:l}=t.series[0],o=t._data[0],f=t.valToPos(o[l[0]],n,!0),a=t.valToPos(o[l[1]],n,!0),p=De(a-f),c=t.series[e],h=p/(c.points.space*se);return l[1]-l[0]<=h}var Ui={scale:null,auto:!0,sorted:0,min:pe,max:-pe},Ls=(t,e,n,l,o)=>o,ji={show:!0,auto:!0,sorted:0,gaps:Ls,alpha:1,facets:[Ae({},Ui,{scale:"x"}),Ae({},Ui,{scale:"y"})]},Ji={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Ls,alpha:1,points:{show:uu,filter:null},values:null,min:pe,max:-pe,idxs:[],path:null,clip:null};function cu(t,e,n,l,o){return n/10}var Es={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},du=Ae({},Es,{time:!1,ori:1}),qi={};function As(t,e){let n=qi[t];return n||(n={key:t,plots:[],sub(l){n.plots.push(l)},unsub(l){n.plots=n.plots.filter(o=>o!=l)},pub(l,o,f,a,p,c,h){for(let w=0;w<n.plots.length;w++)n.plots[w]!=o&&n.plots[w].pub(l,o,f,a,p,c,h)}},t!=null&&(qi[t]=n)),n}var Jn=1,Gr=2;function wn(t,e,n){let l=t.mode,o=t.series[e],f=l==2?t._data[e]:t._data,a=t.scales,p=t.bbox,c=f[0],h=l==2?f[1]:f[e],w=l==2?a[o.facets[0].scale]:a[t.series[0].scale],g=l==2?a[o.facets[1].scale]:a[o.scale],y=p.left,L=p.top,P=p.width,F=p.height,V=t.valToPosH,I=t.valToPosV;return w.ori==0?n(o,c,h,w,g,V,I,y,L,P,F,Ul,Yn,Jl,_s,Ds):n(o,c,h,w,g,I,V,L,y,F,P,jl,Kn,io,Hs,Cs)}function ro(t,e){let n=0,l=0,o=oe(t.bands,Xr);for(let f=0;f<o.length;f++){let a=o[f];a.series[0]==e?n=a.dir:a.series[1]==e&&(a.dir==1?l|=1:l|=2)}return[n,l==1?-1:l==2?1:l==3?2:0]}function pu(t,e,n,l,o){let f=t.mode,a=t.series[e],p=f==2?a.facets[1].scale:a.scale,c=t.scales[p];return o==-1?c.min:o==1?c.max:c.distr==3?c.dir==1?c.min:c.max:0}function Bt(t,e,n,l,o,f){return wn(t,e,(a,p,c,h,w,g,y,L,P,F,V)=>{let I=a.pxRound,k=h.dir*(h.ori==0?1:-1),W=h.ori==0?Yn:Kn,S,Y;k==1?(S=n,Y=l):(S=l,Y=n);let D=I(g(p[S],h,F,L)),K=I(y(c[S],w,V,P)),j=I(g(p[Y],h,F,L)),X=I(y(f==1?w.max:w.min,w,V,P)),U=new Path2D(o);return W(U,j,X),W(U,D,X),W(U,D,K),U})}function Gl(t,e,n,l,o,f){let a=null;if(t.length>0){a=new Path2D;let p=e==0?Jl:io,c=n;for(let g=0;g<t.length;g++){let y=t[g];if(y[1]>y[0]){let L=y[0]-c;L>0&&p(a,c,l,L,l+f),c=y[1]}}let h=n+o-c,w=10;h>0&&p(a,c,l-w/2,h,l+f+w)}return a}function hu(t,e,n){let l=t[t.length-1];l&&l[0]==e?l[1]=n:t.push([e,n])}function oo(t,e,n,l,o,f,a){let p=[],c=t.length;for(let h=o==1?n:l;h>=n&&h<=l;h+=o)if(e[h]===null){let g=h,y=h;if(o==1)for(;++h<=l&&e[h]===null;)y=h;else for(;--h>=n&&e[h]===null;)y=h;let L=f(t[g]),P=y==g?L:f(t[y]),F=g-o;L=a<=0&&F>=0&&F<c?f(t[F]):L;let I=y+o;P=a>=0&&I>=0&&I<c?f(t[I]):P,P>=L&&p.push([L,P])}return p}function Yi(t){return t==0?os:t==1?He:e=>hn(e,t)}function Ps(t){let e=t==0?Ul:jl,n=t==0?(o,f,a,p,c,h)=>{o.arcTo(f,a,p,c,h)}:(o,f,a,p,c,h)=>{o.arcTo(a,f,c,p,h)},l=t==0?(o,f,a,p,c)=>{o.rect(f,a,p,c)}:(o,f,a,p,c)=>{o.rect(a,f,c,p)};return(o,f,a,p,c,h=0,w=0)=>{h==0&&w==0?l(o,f,a,p,c):(h=Mt(h,p/2,c/2),w=Mt(w,p/2,c/2),e(o,f+h,a),n(o,f+p,a,f+p,a+c,h),n(o,f+p,a+c,f,a+c,w),n(o,f,a+c,f,a,w),n(o,f,a,f+p,a,h),o.closePath())}}var Ul=(t,e,n)=>{t.moveTo(e,n)},jl=(t,e,n)=>{t.moveTo(n,e)},Yn=(t,e,n)=>{t.lineTo(e,n)},Kn=(t,e,n)=>{t.lineTo(n,e)},Jl=Ps(0),io=Ps(1),_s=(t,e,n,l,o,f)=>{t.arc(e,n,l,o,f)},Hs=(t,e,n,l,o,f)=>{t.arc(n,e,l,o,f)},Ds=(t,e,n,l,o,f,a)=>{t.bezierCurveTo(e,n,l,o,f,a)},Cs=(t,e,n,l,o,f,a)=>{t.bezierCurveTo(n,e,o,l,a,f)};function $s(t){return(e,n,l,o,f)=>wn(e,n,(a,p,c,h,w,g,y,L,P,F,V)=>{let{pxRound:I,points:k}=a,W,S;h.ori==0?(W=Ul,S=_s):(W=jl,S=Hs);let Y=he(k.width*se,3),D=(k.size-k.width)/2*se,K=he(D*2,3),j=new Path2D,X=new Path2D,{left:U,top:T,width:q,height:C}=e.bbox;Jl(X,U-K,T-K,q+K*2,C+K*2);let z=R=>{if(c[R]!=null){let ne=I(g(p[R],h,F,L)),N=I(y(c[R],w,V,P));W(j,ne+D,N),S(j,ne,N,D,0,Fl*2)}};if(f)f.forEach(z);else for(let R=l;R<=o;R++)z(R);return{stroke:Y>0?j:null,fill:j,clip:X,flags:Jn|Gr}})}function Os(t){return(e,n,l,o,f,a)=>{l!=o&&(f!=l&&a!=l&&t(e,n,l),f!=o&&a!=o&&t(e,n,o),t(e,n,a))}}var mu=Os(Yn),gu=Os(Kn);function Fs(t){let e=oe(t?.alignGaps,0);return(n,l,o,f)=>wn(n,l,(a,p,c,h,w,g,y,L,P,F,V)=>{[o,f]=Vl(c,o,f);let I=a.pxRound,k=C=>I(g(C,h,F,L)),W=C=>I(y(C,w,V,P)),S,Y;h.ori==0?(S=Yn,Y=mu):(S=Kn,Y=gu);let D=h.dir*(h.ori==0?1:-1),K={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Jn},j=K.stroke,X=!1;if(f-o>=F*4){let C=$=>n.posToVal($,h.key,!0),z=null,R=null,ne,N,Ke,ve=k(p[D==1?o:f]),le=k(p[o]),ue=k(p[f]),Q=C(D==1?le+1:ue-1);for(let $=D==1?o:f;$>=o&&$<=f;$+=D){let Pe=p[$],xe=(D==1?Pe<Q:Pe>Q)?ve:k(Pe),ae=c[$];xe==ve?ae!=null?(N=ae,z==null?(S(j,xe,W(N)),ne=z=R=N):N<z?z=N:N>R&&(R=N)):ae===null&&(X=!0):(z!=null&&Y(j,ve,W(z),W(R),W(ne),W(N)),ae!=null?(N=ae,S(j,xe,W(N)),z=R=ne=N):(z=R=null,ae===null&&(X=!0)),ve=xe,Q=C(ve+D))}z!=null&&z!=R&&Ke!=ve&&Y(j,ve,W(z),W(R),W(ne),W(N))}else for(let C=D==1?o:f;C>=o&&C<=f;C+=D){let z=c[C];z===null?X=!0:z!=null&&S(j,k(p[C]),W(z))}let[T,q]=ro(n,l);if(a.fill!=null||T!=0){let C=K.fill=new Path2D(j),z=a.fillTo(n,l,a.min,a.max,T),R=W(z),ne=k(p[o]),N=k(p[f]);D==-1&&([N,ne]=[ne,N]),S(C,N,R),S(C,ne,R)}if(!a.spanGaps){let C=[];X&&C.push(...oo(p,c,o,f,D,k,e)),K.gaps=C=a.gaps(n,l,o,f,C),K.clip=Gl(C,h.ori,L,P,F,V)}return q!=0&&(K.band=q==2?[Bt(n,l,o,f,j,-1),Bt(n,l,o,f,j,1)]:Bt(n,l,o,f,j,q)),K})}function yu(t){let e=oe(t.align,1),n=oe(t.ascDesc,!1),l=oe(t.alignGaps,0),o=oe(t.extend,!1);return(f,a,p,c)=>wn(f,a,(h,w,g,y,L,P,F,V,I,k,W)=>{[p,c]=Vl(g,p,c);let S=h.pxRound,{left:Y,width:D}=f.bbox,K=le=>S(P(le,y,k,V)),j=le=>S(F(le,L,W,I)),X=y.ori==0?Yn:Kn,U={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Jn},T=U.stroke,q=y.dir*(y.ori==0?1:-1),C=j(g[q==1?p:c]),z=K(w[q==1?p:c]),R=z,ne=z;o&&e==-1&&(ne=Y,X(T,ne,C)),X(T,z,C);for(let le=q==1?p:c;le>=p&&le<=c;le+=q){let ue=g[le];if(ue==null)continue;let Q=K(w[le]),$=j(ue);e==1?X(T,Q,C):X(T,R,$),X(T,Q,$),C=$,R=Q}let N=R;o&&e==1&&(N=Y+D,X(T,N,C));let[Ke,ve]=ro(f,a);if(h.fill!=null||Ke!=0){let le=U.fill=new Path2D(T),ue=h.fillTo(f,a,h.min,h.max,Ke),Q=j(ue);X(le,N,Q),X(le,ne,Q)}if(!h.spanGaps){let le=[];le.push(...oo(w,g,p,c,q,K,l));let ue=h.width*se/2,Q=n||e==1?ue:-ue,$=n||e==-1?-ue:ue;le.forEach(Pe=>{Pe[0]+=Q,Pe[1]+=$}),U.gaps=le=h.gaps(f,a,p,c,le),U.clip=Gl(le,y.ori,V,I,k,W)}return ve!=0&&(U.band=ve==2?[Bt(f,a,p,c,T,-1),Bt(f,a,p,c,T,1)]:Bt(f,a,p,c,T,ve)),U})}function Ki(t,e,n,l,o,f,a=pe){if(t.length>1){let p=null;for(let c=0,h=1/0;c<t.length;c++)if(e[c]!==void 0){if(p!=null){let w=De(t[c]-t[p]);w<h&&(h=w,a=De(n(t[c],l,o,f)-n(t[p],l,o,f)))}p=c}}return a}function bu(t){t=t||dl;let e=oe(t.size,[.6,pe,1]),n=t.align||0,l=t.gap||0,o=t.radius;o=o==null?[0,0]:typeof o=="number"?[o,0]:o;let f=te(o),a=1-e[0],p=oe(e[1],pe),c=oe(e[2],1),h=oe(t.disp,dl),w=oe(t.each,L=>{}),{fill:g,stroke:y}=h;return(L,P,F,V)=>wn(L,P,(I,k,W,S,Y,D,K,j,X,U,T)=>{let q=I.pxRound,C=n,z=l*se,R=p*se,ne=c*se,N,Ke;S.ori==0?[N,Ke]=f(L,P):[Ke,N]=f(L,P);let ve=S.dir*(S.ori==0?1:-1),le=S.ori==0?Jl:io,ue=S.ori==0?w:(_,me,_e,Sn,tn,Et,nn)=>{w(_,me,_e,tn,Sn,nn,Et)},Q=oe(L.bands,Xr).find(_=>_.series[0]==P),$=Q!=null?Q.dir:0,Pe=I.fillTo(L,P,I.min,I.max,$),Ge=q(K(Pe,Y,T,X)),xe,ae,gt,Xe=U,Se=q(I.width*se),Lt=!1,$t=null,st=null,It=null,vn=null;g!=null&&(Se==0||y!=null)&&(Lt=!0,$t=g.values(L,P,F,V),st=new Map,new Set($t).forEach(_=>{_!=null&&st.set(_,new Path2D)}),Se>0&&(It=y.values(L,P,F,V),vn=new Map,new Set(It).forEach(_=>{_!=null&&vn.set(_,new Path2D)})));let{x0:xn,size:Zn}=h;if(xn!=null&&Zn!=null){C=1,k=xn.values(L,P,F,V),xn.unit==2&&(k=k.map(_e=>L.posToVal(j+_e*U,S.key,!0)));let _=Zn.values(L,P,F,V);Zn.unit==2?ae=_[0]*U:ae=D(_[0],S,U,j)-D(0,S,U,j),Xe=Ki(k,W,D,S,U,j,Xe),gt=Xe-ae+z}else Xe=Ki(k,W,D,S,U,j,Xe),gt=Xe*a+z,ae=Xe-gt;gt<1&&(gt=0),Se>=ae/2&&(Se=0),gt<5&&(q=os);let hl=gt>0,Xt=Xe-gt-(hl?Se:0);ae=q(Br(Xt,ne,R)),xe=(C==0?ae/2:C==ve?0:ae)-C*ve*((C==0?z/2:0)+(hl?Se/2:0));let Ue={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},kn=Lt?null:new Path2D,Ot=null;if(Q!=null)Ot=L.data[Q.series[1]];else{let{y0:_,y1:me}=h;_!=null&&me!=null&&(W=me.values(L,P,F,V),Ot=_.values(L,P,F,V))}let en=N*ae,J=Ke*ae;for(let _=ve==1?F:V;_>=F&&_<=V;_+=ve){let me=W[_];if(me==null)continue;if(Ot!=null){let Qe=Ot[_]??0;if(me-Qe==0)continue;Ge=K(Qe,Y,T,X)}let _e=S.distr!=2||h!=null?k[_]:_,Sn=D(_e,S,U,j),tn=K(oe(me,Pe),Y,T,X),Et=q(Sn-xe),nn=q(Ye(tn,Ge)),et=q(Mt(tn,Ge)),at=nn-et;if(me!=null){let Qe=me<0?J:en,yt=me<0?en:J;Lt?(Se>0&&It[_]!=null&&le(vn.get(It[_]),Et,et+ot(Se/2),ae,Ye(0,at-Se),Qe,yt),$t[_]!=null&&le(st.get($t[_]),Et,et+ot(Se/2),ae,Ye(0,at-Se),Qe,yt)):le(kn,Et,et+ot(Se/2),ae,Ye(0,at-Se),Qe,yt),ue(L,P,_,Et-Se/2,et,ae+Se,at)}}return Se>0?Ue.stroke=Lt?vn:kn:Lt||(Ue._fill=I.width==0?I._fill:I._stroke??I._fill,Ue.width=0),Ue.fill=Lt?st:kn,Ue})}function wu(t,e){let n=oe(e?.alignGaps,0);return(l,o,f,a)=>wn(l,o,(p,c,h,w,g,y,L,P,F,V,I)=>{[f,a]=Vl(h,f,a);let k=p.pxRound,W=N=>k(y(N,w,V,P)),S=N=>k(L(N,g,I,F)),Y,D,K;w.ori==0?(Y=Ul,K=Yn,D=Ds):(Y=jl,K=Kn,D=Cs);let j=w.dir*(w.ori==0?1:-1),X=W(c[j==1?f:a]),U=X,T=[],q=[];for(let N=j==1?f:a;N>=f&&N<=a;N+=j)if(h[N]!=null){let ve=c[N],le=W(ve);T.push(U=le),q.push(S(h[N]))}let C={stroke:t(T,q,Y,K,D,k),fill:null,clip:null,band:null,gaps:null,flags:Jn},z=C.stroke,[R,ne]=ro(l,o);if(p.fill!=null||R!=0){let N=C.fill=new Path2D(z),Ke=p.fillTo(l,o,p.min,p.max,R),ve=S(Ke);K(N,U,ve),K(N,X,ve)}if(!p.spanGaps){let N=[];N.push(...oo(c,h,f,a,j,W,n)),C.gaps=N=p.gaps(l,o,f,a,N),C.clip=Gl(N,w.ori,P,F,V,I)}return ne!=0&&(C.band=ne==2?[Bt(l,o,f,a,z,-1),Bt(l,o,f,a,z,1)]:Bt(l,o,f,a,z,ne)),C})}function vu(t){return wu(xu,t)}function xu(t,e,n,l,o,f){let a=t.length;if(a<2)return null;let p=new Path2D;if(n(p,t[0],e[0]),a==2)l(p,t[1],e[1]);else{let c=Array(a),h=Array(a-1),w=Array(a-1),g=Array(a-1);for(let y=0;y<a-1;y++)w[y]=e[y+1]-e[y],g[y]=t[y+1]-t[y],h[y]=w[y]/g[y];c[0]=h[0];for(let y=1;y<a-1;y++)h[y]===0||h[y-1]===0||h[y-1]>0!=h[y]>0?c[y]=0:(c[y]=3*(g[y-1]+g[y])/((2*g[y]+g[y-1])/h[y-1]+(g[y]+2*g[y-1])/h[y]),isFinite(c[y])||(c[y]=0));c[a-1]=h[a-2];for(let y=0;y<a-1;y++)o(p,t[y]+g[y]/3,e[y]+c[y]*g[y]/3,t[y+1]-g[y]/3,e[y+1]-c[y+1]*g[y]/3,t[y+1],e[y+1])}return p}var Ur=new Set;function Qi(){for(let t of Ur)t.syncRect(!0)}qn&&(yn(ef,zn,Qi),yn(tf,zn,Qi,!0),yn(Nl,zn,()=>{Ie.pxRatio=se}));var ku=Fs(),Su=$s();function Zi(t,e,n,l){return(l?[t[0],t[1]].concat(t.slice(2)):[t[0]].concat(t.slice(1))).map((f,a)=>jr(f,a,e,n))}function Tu(t,e){return t.map((n,l)=>l==0?{}:Ae({},e,n))}function jr(t,e,n,l){return Ae({},e==0?n:l,t)}function Ns(t,e,n){return e==null?Un:[e,n]}var Mu=Ns;function Lu(t,e,n){return e==null?Un:Rl(e,n,Qr,!0)}function Rs(t,e,n,l){return e==null?Un:Bl(e,n,t.scales[l].log,!1)}var Eu=Rs;function Ws(t,e,n,l){return e==null?Un:Kr(e,n,t.scales[l].log,!1)}var Au=Ws;function Pu(t,e,n,l,o){let f=Ye(_i(t),_i(e)),a=e-t,p=Tt(o/l*a,n);do{let c=n[p],h=l*c/a;if(h>=o&&f+(c<5?Zt.get(c):0)<=17)return[c,h]}while(++p<n.length);return[0,0]}function Xi(t){let e,n;return t=t.replace(/(\d+)px/,(l,o)=>(e=He((n=+o)*se))+"px"),[t,e,n]}function _u(t){t.show&&[t.font,t.labelFont].forEach(e=>{let n=he(e[2]*se,1);e[0]=e[0].replace(/[0-9.]+px/,n+"px"),e[1]=n})}function Ie(t,e,n){let l={mode:oe(t.mode,1)},o=l.mode;function f(r,i,s,u){let d=i.valToPct(r);return u+s*(i.dir==-1?1-d:d)}function a(r,i,s,u){let d=i.valToPct(r);return u+s*(i.dir==-1?d:1-d)}function p(r,i,s,u){return i.ori==0?f(r,i,s,u):a(r,i,s,u)}l.valToPosH=f,l.valToPosV=a;let c=!1;l.status=0;let h=l.root=ht(Fa);if(t.id!=null&&(h.id=t.id),rt(h,t.class),t.title){let r=ht(Wa,h);r.textContent=t.title}let w=St("canvas"),g=l.ctx=w.getContext("2d"),y=ht(Va,h);yn("click",y,r=>{r.target===P&&(ge!=$n||ke!=On)&&Ve.click(l,r)},!0);let L=l.under=ht(Ba,y);y.appendChild(w);let P=l.over=ht(Ia,y);t=jn(t);let F=+oe(t.pxAlign,1),V=Yi(F);(t.plugins||[]).forEach(r=>{r.opts&&(t=r.opts(l,t)||t)});let I=t.ms||.001,k=l.series=o==1?Zi(t.series||[],Ii,Ji,!1):Tu(t.series||[null],ji),W=l.axes=Zi(t.axes||[],Bi,Gi,!0),S=l.scales={},Y=l.bands=t.bands||[];Y.forEach(r=>{r.fill=te(r.fill||null),r.dir=oe(r.dir,-1)});let D=o==2?k[1].facets[0].scale:k[0].scale,K={axes:oa,series:ea},j=(t.drawOrder||["axes","series"]).map(r=>K[r]);function X(r){let i=r.distr==3?s=>Vt(s>0?s:r.clamp(l,s,r.min,r.max,r.key)):r.distr==4?s=>Cr(s,r.asinh):r.distr==100?s=>r.fwd(s):s=>s;return s=>{let u=i(s),{_min:d,_max:m}=r,b=m-d;return(u-d)/b}}function U(r){let i=S[r];if(i==null){let s=(t.scales||dl)[r]||dl;if(s.from!=null){U(s.from);let u=Ae({},S[s.from],s,{key:r});u.valToPct=X(u),S[r]=u}else{i=S[r]=Ae({},r==D?Es:du,s),i.key=r;let u=i.time,d=i.range,m=Qt(d);if((r!=D||o==2&&!u)&&(m&&(d[0]==null||d[1]==null)&&(d={min:d[0]==null?Ei:{mode:1,hard:d[0],soft:d[0]},max:d[1]==null?Ei:{mode:1,hard:d[1],soft:d[1]}},m=!1),!m&&zl(d))){let b=d;d=(v,x,E)=>x==null?Un:Rl(x,E,b)}i.range=te(d||(u?Mu:r==D?i.distr==3?Eu:i.distr==4?Au:Ns:i.distr==3?Rs:i.distr==4?Ws:Lu)),i.auto=te(m?!1:i.auto),i.clamp=te(i.clamp||cu),i._min=i._max=null,i.valToPct=X(i)}}}U("x"),U("y"),o==1&&k.forEach(r=>{U(r.scale)}),W.forEach(r=>{U(r.scale)});for(let r in t.scales)U(r);let T=S[D],q=T.distr,C,z;T.ori==0?(rt(h,Na),C=f,z=a):(rt(h,Ra),C=a,z=f);let R={};for(let r in S){let i=S[r];(i.min!=null||i.max!=null)&&(R[r]={min:i.min,max:i.max},i.min=i.max=null)}let ne=t.tzDate||(r=>new Date(He(r/I))),N=t.fmtDate||eo,Ke=I==1?Rf(ne):Bf(ne),ve=Ri(ne,Ni(I==1?Nf:Vf,N)),le=Vi(ne,Wi(zf,N)),ue=[],Q=l.legend=Ae({},jf,t.legend),$=l.cursor=Ae({},Zf,{drag:{y:o==2}},t.cursor),Pe=Q.show,Ge=$.show,xe=Q.markers;Q.idxs=ue,xe.width=te(xe.width),xe.dash=te(xe.dash),xe.stroke=te(xe.stroke),xe.fill=te(xe.fill);let ae,gt,Xe,Se=[],Lt=[],$t,st=!1,It={};if(Q.live){let r=k[1]?k[1].values:null;st=r!=null,$t=st?r(l,1,0):{_:0};for(let i in $t)It[i]=qr}if(Pe)if(ae=St("table",qa,h),Xe=St("tbody",null,ae),Q.mount(l,ae),st){gt=St("thead",null,ae,Xe);let r=St("tr",null,gt);St("th",null,r);for(var vn in $t)St("th",hi,r).textContent=vn}else rt(ae,Ka),Q.live&&rt(ae,Ya);let xn={show:!0},Zn={show:!1};function hl(r,i){if(i==0&&(st||!Q.live||o==2))return Un;let s=[],u=St("tr",Qa,Xe,Xe.childNodes[i]);rt(u,r.class),r.show||rt(u,gn);let d=St("th",null,u);if(xe.show){let v=ht(Za,d);if(i>0){let x=xe.width(l,i);x&&(v.style.border=x+"px "+xe.dash(l,i)+" "+xe.stroke(l,i)),v.style.background=xe.fill(l,i)}}let m=ht(hi,d);r.label instanceof HTMLElement?m.appendChild(r.label):m.textContent=r.label,i>0&&(xe.show||(m.style.color=r.width>0?xe.stroke(l,i):xe.fill(l,i)),Ue("click",d,v=>{if($._lock)return;rn(v);let x=k.indexOf(r);if((v.ctrlKey||v.metaKey)!=Q.isolate){let E=k.some((A,H)=>H>0&&H!=x&&A.show);k.forEach((A,H)=>{H>0&&Pt(H,E?H==x?xn:Zn:xn,!0,Ee.setSeries)})}else Pt(x,{show:!r.show},!0,Ee.setSeries)},!1),Mn&&Ue(bi,d,v=>{$._lock||(rn(v),Pt(k.indexOf(r),Nn,!0,Ee.setSeries))},!1));for(var b in $t){let v=St("td",Xa,u);v.textContent="--",s.push(v)}return[u,s]}let Xt=new Map;function Ue(r,i,s,u=!0){let d=Xt.get(i)||{},m=$.bind[r](l,i,s,u);m&&(yn(r,i,d[r]=m),Xt.set(i,d))}function kn(r,i,s){let u=Xt.get(i)||{};for(let d in u)(r==null||d==r)&&(Vr(d,i,u[d]),delete u[d]);r==null&&Xt.delete(i)}let Ot=0,en=0,J=0,_=0,me=0,_e=0,Sn=me,tn=_e,Et=J,nn=_,et=0,at=0,Qe=0,yt=0;l.bbox={};let Zl=!1,ml=!1,Tn=!1,ln=!1,gl=!1,ft=!1;function Xl(r,i,s){(s||r!=l.width||i!=l.height)&&co(r,i),_n(!1),Tn=!0,ml=!0,Hn()}function co(r,i){l.width=Ot=J=r,l.height=en=_=i,me=_e=0,Js(),qs();let s=l.bbox;et=s.left=hn(me*se,.5),at=s.top=hn(_e*se,.5),Qe=s.width=hn(J*se,.5),yt=s.height=hn(_*se,.5)}let Gs=3;function Us(){let r=!1,i=0;for(;!r;){i++;let s=la(i),u=ra(i);r=i==Gs||s&&u,r||(co(l.width,l.height),ml=!0)}}function js({width:r,height:i}){Xl(r,i)}l.setSize=js;function Js(){let r=!1,i=!1,s=!1,u=!1;W.forEach((d,m)=>{if(d.show&&d._show){let{side:b,_size:v}=d,x=b%2,E=d.label!=null?d.labelSize:0,A=v+E;A>0&&(x?(J-=A,b==3?(me+=A,u=!0):s=!0):(_-=A,b==0?(_e+=A,r=!0):i=!0))}}),on[0]=r,on[1]=s,on[2]=i,on[3]=u,J-=zt[1]+zt[3],me+=zt[3],_-=zt[2]+zt[0],_e+=zt[0]}function qs(){let r=me+J,i=_e+_,s=me,u=_e;function d(m,b){switch(m){case 1:return r+=b,r-b;case 2:return i+=b,i-b;case 3:return s-=b,s+b;case 0:return u-=b,u+b}}W.forEach((m,b)=>{if(m.show&&m._show){let v=m.side;m._pos=d(v,m._size),m.label!=null&&(m._lpos=d(v,m.labelSize))}})}if($.dataIdx==null){let r=$.hover,i=r.skip=new Set(r.skip??[]);i.add(void 0);let s=r.prox=te(r.prox),u=r.bias??=0;$.dataIdx=(d,m,b,v)=>{if(m==0)return b;let x=b,E=s(d,m,b,v)??pe,A=E>=0&&E<pe,H=T.ori==0?J:_,G=$.left,ie=e[0],re=e[m];if(i.has(re[b])){x=null;let Z=null,B=null,O;if(u==0||u==-1)for(O=b;Z==null&&O-- >0;)i.has(re[O])||(Z=O);if(u==0||u==1)for(O=b;B==null&&O++<re.length;)i.has(re[O])||(B=O);if(Z!=null||B!=null)if(A){let be=Z==null?-1/0:C(ie[Z],T,H,0),Me=B==null?1/0:C(ie[B],T,H,0),Re=G-be,ce=Me-G;Re<=ce?Re<=E&&(x=Z):ce<=E&&(x=B)}else x=B==null?Z:Z==null?B:b-Z<=B-b?Z:B}else A&&De(G-C(ie[b],T,H,0))>E&&(x=null);return x}}let rn=r=>{$.event=r};$.idxs=ue,$._lock=!1;let ze=$.points;ze.show=te(ze.show),ze.size=te(ze.size),ze.stroke=te(ze.stroke),ze.width=te(ze.width),ze.fill=te(ze.fill);let At=l.focus=Ae({},t.focus||{alpha:.3},$.focus),Mn=At.prox>=0,Ln=Mn&&ze.one,ut=[],En=[],An=[];function po(r,i){let s=ze.show(l,i);if(s instanceof HTMLElement)return rt(s,Ja),rt(s,r.class),Ct(s,-10,-10,J,_),P.insertBefore(s,ut[i]),s}function ho(r,i){if(o==1||i>0){let s=o==1&&S[r.scale].time,u=r.value;r.value=s?Ci(u)?Vi(ne,Wi(u,N)):u||le:u||au,r.label=r.label||(s?eu:Xf)}if(Ln||i>0){r.width=r.width==null?1:r.width,r.paths=r.paths||ku||df,r.fillTo=te(r.fillTo||pu),r.pxAlign=+oe(r.pxAlign,F),r.pxRound=Yi(r.pxAlign),r.stroke=te(r.stroke||null),r.fill=te(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let s=fu(Ye(1,r.width),1),u=r.points=Ae({},{size:s,width:Ye(1,s*.2),stroke:r.stroke,space:s*2,paths:Su,_stroke:null,_fill:null},r.points);u.show=te(u.show),u.filter=te(u.filter),u.fill=te(u.fill),u.stroke=te(u.stroke),u.paths=te(u.paths),u.pxAlign=r.pxAlign}if(Pe){let s=hl(r,i);Se.splice(i,0,s[0]),Lt.splice(i,0,s[1]),Q.values.push(null)}if(Ge){ue.splice(i,0,null);let s=null;Ln?i==0&&(s=po(r,i)):i>0&&(s=po(r,i)),ut.splice(i,0,s),En.splice(i,0,0),An.splice(i,0,0)}Ne("addSeries",i)}function Ys(r,i){i=i??k.length,r=o==1?jr(r,i,Ii,Ji):jr(r,i,{},ji),k.splice(i,0,r),ho(k[i],i)}l.addSeries=Ys;function Ks(r){if(k.splice(r,1),Pe){Q.values.splice(r,1),Lt.splice(r,1);let i=Se.splice(r,1)[0];kn(null,i.firstChild),i.remove()}Ge&&(ue.splice(r,1),ut.splice(r,1)[0].remove(),En.splice(r,1),An.splice(r,1)),Ne("delSeries",r)}l.delSeries=Ks;let on=[!1,!1,!1,!1];function Qs(r,i){if(r._show=r.show,r.show){let s=r.side%2,u=S[r.scale];u==null&&(r.scale=s?k[1].scale:D,u=S[r.scale]);let d=u.time;r.size=te(r.size),r.space=te(r.space),r.rotate=te(r.rotate),Qt(r.incrs)&&r.incrs.forEach(b=>{!Zt.has(b)&&Zt.set(b,as(b))}),r.incrs=te(r.incrs||(u.distr==2?$f:d?I==1?Ff:Wf:mn)),r.splits=te(r.splits||(d&&u.distr==1?Ke:u.distr==3?Ir:u.distr==4?lu:nu)),r.stroke=te(r.stroke),r.grid.stroke=te(r.grid.stroke),r.ticks.stroke=te(r.ticks.stroke),r.border.stroke=te(r.border.stroke);let m=r.values;r.values=Qt(m)&&!Qt(m[0])?te(m):d?Qt(m)?Ri(ne,Ni(m,N)):Ci(m)?If(ne,m):m||ve:m||tu,r.filter=te(r.filter||(u.distr>=3&&u.log==10?iu:u.distr==3&&u.log==2?su:is)),r.font=Xi(r.font),r.labelFont=Xi(r.labelFont),r._size=r.size(l,null,i,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(on[i]=!0,r._el=ht(za,y))}}function Xn(r,i,s,u){let[d,m,b,v]=s,x=i%2,E=0;return x==0&&(v||m)&&(E=i==0&&!d||i==2&&!b?He(Bi.size/3):0),x==1&&(d||b)&&(E=i==1&&!m||i==3&&!v?He(Gi.size/2):0),E}let mo=l.padding=(t.padding||[Xn,Xn,Xn,Xn]).map(r=>te(oe(r,Xn))),zt=l._padding=mo.map((r,i)=>r(l,i,on,0)),We,Ce=null,$e=null,yl=o==1?k[0].idxs:null,bt=null,el=!1;function go(r,i){if(e=r??[],l.data=l._data=e,o==2){We=0;for(let s=1;s<k.length;s++)We+=e[s][0].length}else{e.length==0&&(l.data=l._data=e=[[]]),bt=e[0],We=bt.length;let s=e;if(q==2){s=e.slice();let u=s[0]=Array(We);for(let d=0;d<We;d++)u[d]=d}l._data=e=s}if(_n(!0),Ne("setData"),q==2&&(Tn=!0),i!==!1){let s=T;s.auto(l,el)?er():Ut(D,s.min,s.max),ln=ln||$.left>=0,ft=!0,Hn()}}l.setData=go;function er(){el=!0;let r,i;o==1&&(We>0?(Ce=yl[0]=0,$e=yl[1]=We-1,r=e[0][Ce],i=e[0][$e],q==2?(r=Ce,i=$e):r==i&&(q==3?[r,i]=Bl(r,r,T.log,!1):q==4?[r,i]=Kr(r,r,T.log,!1):T.time?i=r+He(86400/I):[r,i]=Rl(r,i,Qr,!0))):(Ce=yl[0]=r=null,$e=yl[1]=i=null)),Ut(D,r,i)}let bl,Pn,tr,nr,lr,rr,or,ir,sr,Ze;function yo(r,i,s,u,d,m){r??=gi,s??=Xr,u??="butt",d??=gi,m??="round",r!=bl&&(g.strokeStyle=bl=r),d!=Pn&&(g.fillStyle=Pn=d),i!=tr&&(g.lineWidth=tr=i),m!=lr&&(g.lineJoin=lr=m),u!=rr&&(g.lineCap=rr=u),s!=nr&&g.setLineDash(nr=s)}function bo(r,i,s,u){i!=Pn&&(g.fillStyle=Pn=i),r!=or&&(g.font=or=r),s!=ir&&(g.textAlign=ir=s),u!=sr&&(g.textBaseline=sr=u)}function ar(r,i,s,u,d=0){if(u.length>0&&r.auto(l,el)&&(i==null||i.min==null)){let m=oe(Ce,0),b=oe($e,u.length-1),v=s.min==null?of(u,m,b,d,r.distr==3):[s.min,s.max];r.min=Mt(r.min,s.min=v[0]),r.max=Ye(r.max,s.max=v[1])}}let wo={min:null,max:null};function Zs(){for(let u in S){let d=S[u];R[u]==null&&(d.min==null||R[D]!=null&&d.auto(l,el))&&(R[u]=wo)}for(let u in S){let d=S[u];R[u]==null&&d.from!=null&&R[d.from]!=null&&(R[u]=wo)}R[D]!=null&&_n(!0);let r={};for(let u in R){let d=R[u];if(d!=null){let m=r[u]=jn(S[u],mf);if(d.min!=null)Ae(m,d);else if(u!=D||o==2)if(We==0&&m.from==null){let b=m.range(l,null,null,u);m.min=b[0],m.max=b[1]}else m.min=pe,m.max=-pe}}if(We>0){k.forEach((u,d)=>{if(o==1){let m=u.scale,b=R[m];if(b==null)return;let v=r[m];if(d==0){let x=v.range(l,v.min,v.max,m);v.min=x[0],v.max=x[1],Ce=Tt(v.min,e[0]),$e=Tt(v.max,e[0]),$e-Ce>1&&(e[0][Ce]<v.min&&Ce++,e[0][$e]>v.max&&$e--),u.min=bt[Ce],u.max=bt[$e]}else u.show&&u.auto&&ar(v,b,u,e[d],u.sorted);u.idxs[0]=Ce,u.idxs[1]=$e}else if(d>0&&u.show&&u.auto){let[m,b]=u.facets,v=m.scale,x=b.scale,[E,A]=e[d],H=r[v],G=r[x];H!=null&&ar(H,R[v],m,E,m.sorted),G!=null&&ar(G,R[x],b,A,b.sorted),u.min=b.min,u.max=b.max}});for(let u in r){let d=r[u],m=R[u];if(d.from==null&&(m==null||m.min==null)){let b=d.range(l,d.min==pe?null:d.min,d.max==-pe?null:d.max,u);d.min=b[0],d.max=b[1]}}}for(let u in r){let d=r[u];if(d.from!=null){let m=r[d.from];if(m.min==null)d.min=d.max=null;else{let b=d.range(l,m.min,m.max,u);d.min=b[0],d.max=b[1]}}}let i={},s=!1;for(let u in r){let d=r[u],m=S[u];if(m.min!=d.min||m.max!=d.max){m.min=d.min,m.max=d.max;let b=m.distr;m._min=b==3?Vt(m.min):b==4?Cr(m.min,m.asinh):b==100?m.fwd(m.min):m.min,m._max=b==3?Vt(m.max):b==4?Cr(m.max,m.asinh):b==100?m.fwd(m.max):m.max,i[u]=s=!0}}if(s){k.forEach((u,d)=>{o==2?d>0&&i.y&&(u._paths=null):i[u.scale]&&(u._paths=null)});for(let u in i)Tn=!0,Ne("setScale",u);Ge&&$.left>=0&&(ln=ft=!0)}for(let u in R)R[u]=null}function Xs(r){let i=Br(Ce-1,0,We-1),s=Br($e+1,0,We-1);for(;r[i]==null&&i>0;)i--;for(;r[s]==null&&s<We-1;)s++;return[i,s]}function ea(){if(We>0){let r=k.some(i=>i._focus)&&Ze!=At.alpha;r&&(g.globalAlpha=Ze=At.alpha),k.forEach((i,s)=>{if(s>0&&i.show&&(vo(s,!1),vo(s,!0),i._paths==null)){let u=Ze;Ze!=i.alpha&&(g.globalAlpha=Ze=i.alpha);let d=o==2?[0,e[s][0].length-1]:Xs(e[s]);i._paths=i.paths(l,s,d[0],d[1]),Ze!=u&&(g.globalAlpha=Ze=u)}}),k.forEach((i,s)=>{if(s>0&&i.show){let u=Ze;Ze!=i.alpha&&(g.globalAlpha=Ze=i.alpha),i._paths!=null&&xo(s,!1);{let d=i._paths!=null?i._paths.gaps:null,m=i.points.show(l,s,Ce,$e,d),b=i.points.filter(l,s,m,d);(m||b)&&(i.points._paths=i.points.paths(l,s,Ce,$e,b),xo(s,!0))}Ze!=u&&(g.globalAlpha=Ze=u),Ne("drawSeries",s)}}),r&&(g.globalAlpha=Ze=1)}}function vo(r,i){let s=i?k[r].points:k[r];s._stroke=s.stroke(l,r),s._fill=s.fill(l,r)}function xo(r,i){let s=i?k[r].points:k[r],{stroke:u,fill:d,clip:m,flags:b,_stroke:v=s._stroke,_fill:x=s._fill,_width:E=s.width}=s._paths;E=he(E*se,3);let A=null,H=E%2/2;i&&x==null&&(x=E>0?"#fff":v);let G=s.pxAlign==1&&H>0;if(G&&g.translate(H,H),!i){let ie=et-E/2,re=at-E/2,Z=Qe+E,B=yt+E;A=new Path2D,A.rect(ie,re,Z,B)}i?fr(v,E,s.dash,s.cap,x,u,d,b,m):ta(r,v,E,s.dash,s.cap,x,u,d,b,A,m),G&&g.translate(-H,-H)}function ta(r,i,s,u,d,m,b,v,x,E,A){let H=!1;x!=0&&Y.forEach((G,ie)=>{if(G.series[0]==r){let re=k[G.series[1]],Z=e[G.series[1]],B=(re._paths||dl).band;Qt(B)&&(B=G.dir==1?B[0]:B[1]);let O,be=null;re.show&&B&&af(Z,Ce,$e)?(be=G.fill(l,ie)||m,O=re._paths.clip):B=null,fr(i,s,u,d,be,b,v,x,E,A,O,B),H=!0}}),H||fr(i,s,u,d,m,b,v,x,E,A)}let ko=Jn|Gr;function fr(r,i,s,u,d,m,b,v,x,E,A,H){yo(r,i,s,u,d),(x||E||H)&&(g.save(),x&&g.clip(x),E&&g.clip(E)),H?(v&ko)==ko?(g.clip(H),A&&g.clip(A),vl(d,b),wl(r,m,i)):v&Gr?(vl(d,b),g.clip(H),wl(r,m,i)):v&Jn&&(g.save(),g.clip(H),A&&g.clip(A),vl(d,b),g.restore(),wl(r,m,i)):(vl(d,b),wl(r,m,i)),(x||E||H)&&g.restore()}function wl(r,i,s){s>0&&(i instanceof Map?i.forEach((u,d)=>{g.strokeStyle=bl=d,g.stroke(u)}):i!=null&&r&&g.stroke(i))}function vl(r,i){i instanceof Map?i.forEach((s,u)=>{g.fillStyle=Pn=u,g.fill(s)}):i!=null&&r&&g.fill(i)}function na(r,i,s,u){let d=W[r],m;if(u<=0)m=[0,0];else{let b=d._space=d.space(l,r,i,s,u),v=d._incrs=d.incrs(l,r,i,s,u,b);m=Pu(i,s,v,u,b)}return d._found=m}function ur(r,i,s,u,d,m,b,v,x,E){let A=b%2/2;F==1&&g.translate(A,A),yo(v,b,x,E,v),g.beginPath();let H,G,ie,re,Z=d+(u==0||u==3?-m:m);s==0?(G=d,re=Z):(H=d,ie=Z);for(let B=0;B<r.length;B++)i[B]!=null&&(s==0?H=ie=r[B]:G=re=r[B],g.moveTo(H,G),g.lineTo(ie,re));g.stroke(),F==1&&g.translate(-A,-A)}function la(r){let i=!0;return W.forEach((s,u)=>{if(!s.show)return;let d=S[s.scale];if(d.min==null){s._show&&(i=!1,s._show=!1,_n(!1));return}else s._show||(i=!1,s._show=!0,_n(!1));let m=s.side,b=m%2,{min:v,max:x}=d,[E,A]=na(u,v,x,b==0?J:_);if(A==0)return;let H=d.distr==2,G=s._splits=s.splits(l,u,v,x,E,A,H),ie=d.distr==2?G.map(O=>bt[O]):G,re=d.distr==2?bt[G[1]]-bt[G[0]]:E,Z=s._values=s.values(l,s.filter(l,ie,u,A,re),u,A,re);s._rotate=m==2?s.rotate(l,Z,u,A):0;let B=s._size;s._size=mt(s.size(l,Z,u,r)),B!=null&&s._size!=B&&(i=!1)}),i}function ra(r){let i=!0;return mo.forEach((s,u)=>{let d=s(l,u,on,r);d!=zt[u]&&(i=!1),zt[u]=d}),i}function oa(){for(let r=0;r<W.length;r++){let i=W[r];if(!i.show||!i._show)continue;let s=i.side,u=s%2,d,m,b=i.stroke(l,r),v=s==0||s==3?-1:1,[x,E]=i._found;if(i.label!=null){let Je=i.labelGap*v,lt=He((i._lpos+Je)*se);bo(i.labelFont[0],b,"center",s==2?"top":mi),g.save(),u==1?(d=m=0,g.translate(lt,He(at+yt/2)),g.rotate((s==3?-Fl:Fl)/2)):(d=He(et+Qe/2),m=lt);let fn=rs(i.label)?i.label(l,r,x,E):i.label;g.fillText(fn,d,m),g.restore()}if(E==0)continue;let A=S[i.scale],H=u==0?Qe:yt,G=u==0?et:at,ie=i._splits,re=A.distr==2?ie.map(Je=>bt[Je]):ie,Z=A.distr==2?bt[ie[1]]-bt[ie[0]]:x,B=i.ticks,O=i.border,be=B.show?B.size:0,Me=He(be*se),Re=He((i.alignTo==2?i._size-be-i.gap:i.gap)*se),ce=i._rotate*-Fl/180,Le=V(i._pos*se),tt=(Me+Re)*v,je=Le+tt;m=u==0?je:0,d=u==1?je:0;let ct=i.font[0],wt=i.align==1?Bn:i.align==2?_r:ce>0?Bn:ce<0?_r:u==0?"center":s==3?_r:Bn,Ht=ce||u==1?"middle":s==2?"top":mi;bo(ct,b,wt,Ht);let nt=i.font[1]*i.lineGap,dt=ie.map(Je=>V(p(Je,A,H,G))),vt=i._values;for(let Je=0;Je<vt.length;Je++){let lt=vt[Je];if(lt!=null){u==0?d=dt[Je]:m=dt[Je],lt=""+lt;let fn=lt.indexOf(`
`)==-1?[lt]:lt.split(/\n/gm);for(let qe=0;qe<fn.length;qe++){let Bo=fn[qe];ce?(g.save(),g.translate(d,m+qe*nt),g.rotate(ce),g.fillText(Bo,0,0),g.restore()):g.fillText(Bo,d,m+qe*nt)}}}B.show&&ur(dt,B.filter(l,re,r,E,Z),u,s,Le,Me,he(B.width*se,3),B.stroke(l,r),B.dash,B.cap);let Dt=i.grid;Dt.show&&ur(dt,Dt.filter(l,re,r,E,Z),u,u==0?2:1,u==0?at:et,u==0?yt:Qe,he(Dt.width*se,3),Dt.stroke(l,r),Dt.dash,Dt.cap),O.show&&ur([Le],[1],u==0?1:0,u==0?1:2,u==1?at:et,u==1?yt:Qe,he(O.width*se,3),O.stroke(l,r),O.dash,O.cap)}Ne("drawAxes")}function _n(r){k.forEach((i,s)=>{s>0&&(i._paths=null,r&&(o==1?(i.min=null,i.max=null):i.facets.forEach(u=>{u.min=null,u.max=null})))})}let xl=!1,cr=!1,tl=[];function ia(){cr=!1;for(let r=0;r<tl.length;r++)Ne(...tl[r]);tl.length=0}function Hn(){xl||(kf(So),xl=!0)}function sa(r,i=!1){xl=!0,cr=i,r(l),So(),i&&tl.length>0&&queueMicrotask(ia)}l.batch=sa;function So(){if(Zl&&(Zs(),Zl=!1),Tn&&(Us(),Tn=!1),ml){if(we(L,Bn,me),we(L,"top",_e),we(L,al,J),we(L,fl,_),we(P,Bn,me),we(P,"top",_e),we(P,al,J),we(P,fl,_),we(y,al,Ot),we(y,fl,en),w.width=He(Ot*se),w.height=He(en*se),W.forEach(({_el:r,_show:i,_size:s,_pos:u,side:d})=>{if(r!=null)if(i){let m=d===3||d===0?s:0,b=d%2==1;we(r,b?"left":"top",u-m),we(r,b?"width":"height",s),we(r,b?"top":"left",b?_e:me),we(r,b?"height":"width",b?_:J),Wr(r,gn)}else rt(r,gn)}),bl=Pn=tr=lr=rr=or=ir=sr=nr=null,Ze=1,rl(!0),me!=Sn||_e!=tn||J!=Et||_!=nn){_n(!1);let r=J/Et,i=_/nn;if(Ge&&!ln&&$.left>=0){$.left*=r,$.top*=i,Dn&&Ct(Dn,He($.left),0,J,_),Cn&&Ct(Cn,0,He($.top),J,_);for(let s=0;s<ut.length;s++){let u=ut[s];u!=null&&(En[s]*=r,An[s]*=i,Ct(u,mt(En[s]),mt(An[s]),J,_))}}if(ye.show&&!gl&&ye.left>=0&&ye.width>0){ye.left*=r,ye.width*=r,ye.top*=i,ye.height*=i;for(let s in yr)we(Fn,s,ye[s])}Sn=me,tn=_e,Et=J,nn=_}Ne("setSize"),ml=!1}Ot>0&&en>0&&(g.clearRect(0,0,w.width,w.height),Ne("drawClear"),j.forEach(r=>r()),Ne("draw")),ye.show&&gl&&(kl(ye),gl=!1),Ge&&ln&&(an(null,!0,!1),ln=!1),Q.show&&Q.live&&ft&&(mr(),ft=!1),c||(c=!0,l.status=1,Ne("ready")),el=!1,xl=!1}l.redraw=(r,i)=>{Tn=i||!1,r!==!1?Ut(D,T.min,T.max):Hn()};function dr(r,i){let s=S[r];if(s.from==null){if(We==0){let u=s.range(l,i.min,i.max,r);i.min=u[0],i.max=u[1]}if(i.min>i.max){let u=i.min;i.min=i.max,i.max=u}if(We>1&&i.min!=null&&i.max!=null&&i.max-i.min<1e-16)return;r==D&&s.distr==2&&We>0&&(i.min=Tt(i.min,e[0]),i.max=Tt(i.max,e[0]),i.min==i.max&&i.max++),R[r]=i,Zl=!0,Hn()}}l.setScale=dr;let pr,hr,Dn,Cn,To,Mo,$n,On,Lo,Eo,ge,ke,Gt=!1,Ve=$.drag,Oe=Ve.x,Fe=Ve.y;Ge&&($.x&&(pr=ht(Ua,P)),$.y&&(hr=ht(ja,P)),T.ori==0?(Dn=pr,Cn=hr):(Dn=hr,Cn=pr),ge=$.left,ke=$.top);let ye=l.select=Ae({show:!0,over:!0,left:0,width:0,top:0,height:0},t.select),Fn=ye.show?ht(Ga,ye.over?P:L):null;function kl(r,i){if(ye.show){for(let s in r)ye[s]=r[s],s in yr&&we(Fn,s,r[s]);i!==!1&&Ne("setSelect")}}l.setSelect=kl;function aa(r){if(k[r].show)Pe&&Wr(Se[r],gn);else if(Pe&&rt(Se[r],gn),Ge){let s=Ln?ut[0]:ut[r];s!=null&&Ct(s,-10,-10,J,_)}}function Ut(r,i,s){dr(r,{min:i,max:s})}function Pt(r,i,s,u){i.focus!=null&&pa(r),i.show!=null&&k.forEach((d,m)=>{m>0&&(r==m||r==null)&&(d.show=i.show,aa(m),o==2?(Ut(d.facets[0].scale,null,null),Ut(d.facets[1].scale,null,null)):Ut(d.scale,null,null),Hn())}),s!==!1&&Ne("setSeries",r,i),u&&ol("setSeries",l,r,i)}l.setSeries=Pt;function fa(r,i){Ae(Y[r],i)}function ua(r,i){r.fill=te(r.fill||null),r.dir=oe(r.dir,-1),i=i??Y.length,Y.splice(i,0,r)}function ca(r){r==null?Y.length=0:Y.splice(r,1)}l.addBand=ua,l.setBand=fa,l.delBand=ca;function da(r,i){k[r].alpha=i,Ge&&ut[r]!=null&&(ut[r].style.opacity=i),Pe&&Se[r]&&(Se[r].style.opacity=i)}let Ft,jt,sn,Nn={focus:!0};function pa(r){if(r!=sn){let i=r==null,s=At.alpha!=1;k.forEach((u,d)=>{if(o==1||d>0){let m=i||d==0||d==r;u._focus=i?null:m,s&&da(d,m?1:At.alpha)}}),sn=r,s&&Hn()}}Pe&&Mn&&Ue(wi,ae,r=>{$._lock||(rn(r),sn!=null&&Pt(null,Nn,!0,Ee.setSeries))});function _t(r,i,s){let u=S[i];s&&(r=r/se-(u.ori==1?_e:me));let d=J;u.ori==1&&(d=_,r=d-r),u.dir==-1&&(r=d-r);let m=u._min,b=u._max,v=r/d,x=m+(b-m)*v,E=u.distr;return E==3?Gn(10,x):E==4?uf(x,u.asinh):E==100?u.bwd(x):x}function ha(r,i){let s=_t(r,D,i);return Tt(s,e[0],Ce,$e)}l.valToIdx=r=>Tt(r,e[0]),l.posToIdx=ha,l.posToVal=_t,l.valToPos=(r,i,s)=>S[i].ori==0?f(r,S[i],s?Qe:J,s?et:0):a(r,S[i],s?yt:_,s?at:0),l.setCursor=(r,i,s)=>{ge=r.left,ke=r.top,an(null,i,s)};function Ao(r,i){we(Fn,Bn,ye.left=r),we(Fn,al,ye.width=i)}function Po(r,i){we(Fn,"top",ye.top=r),we(Fn,fl,ye.height=i)}let nl=T.ori==0?Ao:Po,ll=T.ori==1?Ao:Po;function ma(){if(Pe&&Q.live)for(let r=o==2?1:0;r<k.length;r++){if(r==0&&st)continue;let i=Q.values[r],s=0;for(let u in i)Lt[r][s++].firstChild.nodeValue=i[u]}}function mr(r,i){if(r!=null&&(r.idxs?r.idxs.forEach((s,u)=>{ue[u]=s}):hf(r.idx)||ue.fill(r.idx),Q.idx=ue[0]),Pe&&Q.live){for(let s=0;s<k.length;s++)(s>0||o==1&&!st)&&ga(s,ue[s]);ma()}ft=!1,i!==!1&&Ne("setLegend")}l.setLegend=mr;function ga(r,i){let s=k[r],u=r==0&&q==2?bt:e[r],d;st?d=s.values(l,r,i)??It:(d=s.value(l,i==null?null:u[i],r,i),d=d==null?It:{_:d}),Q.values[r]=d}function an(r,i,s){Lo=ge,Eo=ke,[ge,ke]=$.move(l,ge,ke),$.left=ge,$.top=ke,Ge&&(Dn&&Ct(Dn,He(ge),0,J,_),Cn&&Ct(Cn,0,He(ke),J,_));let u,d=Ce>$e;Ft=pe,jt=null;let m=T.ori==0?J:_,b=T.ori==1?J:_;if(ge<0||We==0||d){u=$.idx=null;for(let v=0;v<k.length;v++){let x=ut[v];x!=null&&Ct(x,-10,-10,J,_)}Mn&&Pt(null,Nn,!0,r==null&&Ee.setSeries),Q.live&&(ue.fill(u),ft=!0)}else{let v,x,E;o==1&&(v=T.ori==0?ge:ke,x=_t(v,D),u=$.idx=Tt(x,e[0],Ce,$e),E=C(e[0][u],T,m,0));let A=-10,H=-10,G=0,ie=0,re=!0,Z="",B="";for(let O=o==2?1:0;O<k.length;O++){let be=k[O],Me=ue[O],Re=Me==null?null:o==1?e[O][Me]:e[O][1][Me],ce=$.dataIdx(l,O,u,x),Le=ce==null?null:o==1?e[O][ce]:e[O][1][ce];if(ft=ft||Le!=Re||ce!=Me,ue[O]=ce,O>0&&be.show){let tt=ce==null?-10:ce==u?E:C(o==1?e[0][ce]:e[O][0][ce],T,m,0),je=Le==null?-10:z(Le,o==1?S[be.scale]:S[be.facets[1].scale],b,0);if(Mn&&Le!=null){let ct=T.ori==1?ge:ke,wt=De(At.dist(l,O,ce,je,ct));if(wt<Ft){let Ht=At.bias;if(Ht!=0){let nt=_t(ct,be.scale),dt=Le>=0?1:-1,vt=nt>=0?1:-1;vt==dt&&(vt==1?Ht==1?Le>=nt:Le<=nt:Ht==1?Le<=nt:Le>=nt)&&(Ft=wt,jt=O)}else Ft=wt,jt=O}}if(ft||Ln){let ct,wt;T.ori==0?(ct=tt,wt=je):(ct=je,wt=tt);let Ht,nt,dt,vt,Dt,Je,lt=!0,fn=ze.bbox;if(fn!=null){lt=!1;let qe=fn(l,O);dt=qe.left,vt=qe.top,Ht=qe.width,nt=qe.height}else dt=ct,vt=wt,Ht=nt=ze.size(l,O);if(Je=ze.fill(l,O),Dt=ze.stroke(l,O),Ln)O==jt&&Ft<=At.prox&&(A=dt,H=vt,G=Ht,ie=nt,re=lt,Z=Je,B=Dt);else{let qe=ut[O];qe!=null&&(En[O]=dt,An[O]=vt,Li(qe,Ht,nt,lt),Ti(qe,Je,Dt),Ct(qe,mt(dt),mt(vt),J,_))}}}}if(Ln){let O=At.prox,be=sn==null?Ft<=O:Ft>O||jt!=sn;if(ft||be){let Me=ut[0];Me!=null&&(En[0]=A,An[0]=H,Li(Me,G,ie,re),Ti(Me,Z,B),Ct(Me,mt(A),mt(H),J,_))}}}if(ye.show&&Gt)if(r!=null){let[v,x]=Ee.scales,[E,A]=Ee.match,[H,G]=r.cursor.sync.scales,ie=r.cursor.drag;if(Oe=ie._x,Fe=ie._y,Oe||Fe){let{left:re,top:Z,width:B,height:O}=r.select,be=r.scales[H].ori,Me=r.posToVal,Re,ce,Le,tt,je,ct=v!=null&&E(v,H),wt=x!=null&&A(x,G);ct&&Oe?(be==0?(Re=re,ce=B):(Re=Z,ce=O),Le=S[v],tt=C(Me(Re,H),Le,m,0),je=C(Me(Re+ce,H),Le,m,0),nl(Mt(tt,je),De(je-tt))):nl(0,m),wt&&Fe?(be==1?(Re=re,ce=B):(Re=Z,ce=O),Le=S[x],tt=z(Me(Re,G),Le,b,0),je=z(Me(Re+ce,G),Le,b,0),ll(Mt(tt,je),De(je-tt))):ll(0,b)}else br()}else{let v=De(Lo-To),x=De(Eo-Mo);if(T.ori==1){let G=v;v=x,x=G}Oe=Ve.x&&v>=Ve.dist,Fe=Ve.y&&x>=Ve.dist;let E=Ve.uni;E!=null?Oe&&Fe&&(Oe=v>=E,Fe=x>=E,!Oe&&!Fe&&(x>v?Fe=!0:Oe=!0)):Ve.x&&Ve.y&&(Oe||Fe)&&(Oe=Fe=!0);let A,H;Oe&&(T.ori==0?(A=$n,H=ge):(A=On,H=ke),nl(Mt(A,H),De(H-A)),Fe||ll(0,b)),Fe&&(T.ori==1?(A=$n,H=ge):(A=On,H=ke),ll(Mt(A,H),De(H-A)),Oe||nl(0,m)),!Oe&&!Fe&&(nl(0,0),ll(0,0))}if(Ve._x=Oe,Ve._y=Fe,r==null){if(s){if(Vo!=null){let[v,x]=Ee.scales;Ee.values[0]=v!=null?_t(T.ori==0?ge:ke,v):null,Ee.values[1]=x!=null?_t(T.ori==1?ge:ke,x):null}ol(Hr,l,ge,ke,J,_,u)}if(Mn){let v=s&&Ee.setSeries,x=At.prox;sn==null?Ft<=x&&Pt(jt,Nn,!0,v):Ft>x?Pt(null,Nn,!0,v):jt!=sn&&Pt(jt,Nn,!0,v)}}ft&&(Q.idx=u,mr()),i!==!1&&Ne("setCursor")}let Jt=null;Object.defineProperty(l,"rect",{get(){return Jt==null&&rl(!1),Jt}});function rl(r=!1){r?Jt=null:(Jt=P.getBoundingClientRect(),Ne("syncRect",Jt))}function _o(r,i,s,u,d,m,b){$._lock||Gt&&r!=null&&r.movementX==0&&r.movementY==0||(gr(r,i,s,u,d,m,b,!1,r!=null),r!=null?an(null,!0,!0):an(i,!0,!1))}function gr(r,i,s,u,d,m,b,v,x){if(Jt==null&&rl(!1),rn(r),r!=null)s=r.clientX-Jt.left,u=r.clientY-Jt.top;else{if(s<0||u<0){ge=-10,ke=-10;return}let[E,A]=Ee.scales,H=i.cursor.sync,[G,ie]=H.values,[re,Z]=H.scales,[B,O]=Ee.match,be=i.axes[0].side%2==1,Me=T.ori==0?J:_,Re=T.ori==1?J:_,ce=be?m:d,Le=be?d:m,tt=be?u:s,je=be?s:u;if(re!=null?s=B(E,re)?p(G,S[E],Me,0):-10:s=Me*(tt/ce),Z!=null?u=O(A,Z)?p(ie,S[A],Re,0):-10:u=Re*(je/Le),T.ori==1){let ct=s;s=u,u=ct}}x&&(i==null||i.cursor.event.type==Hr)&&((s<=1||s>=J-1)&&(s=hn(s,J)),(u<=1||u>=_-1)&&(u=hn(u,_))),v?(To=s,Mo=u,[$n,On]=$.move(l,s,u)):(ge=s,ke=u)}let yr={width:0,height:0,left:0,top:0};function br(){kl(yr,!1)}let Ho,Do,Co,$o;function Oo(r,i,s,u,d,m,b){Gt=!0,Oe=Fe=Ve._x=Ve._y=!1,gr(r,i,s,u,d,m,b,!0,!1),r!=null&&(Ue(Dr,Nr,Fo,!1),ol(yi,l,$n,On,J,_,null));let{left:v,top:x,width:E,height:A}=ye;Ho=v,Do=x,Co=E,$o=A}function Fo(r,i,s,u,d,m,b){Gt=Ve._x=Ve._y=!1,gr(r,i,s,u,d,m,b,!1,!0);let{left:v,top:x,width:E,height:A}=ye,H=E>0||A>0,G=Ho!=v||Do!=x||Co!=E||$o!=A;if(H&&G&&kl(ye),Ve.setScale&&H&&G){let ie=v,re=E,Z=x,B=A;if(T.ori==1&&(ie=x,re=A,Z=v,B=E),Oe&&Ut(D,_t(ie,D),_t(ie+re,D)),Fe)for(let O in S){let be=S[O];O!=D&&be.from==null&&be.min!=pe&&Ut(O,_t(Z+B,O),_t(Z,O))}br()}else $.lock&&($._lock=!$._lock,an(i,!0,r!=null));r!=null&&(kn(Dr,Nr),ol(Dr,l,ge,ke,J,_,null))}function ya(r,i,s,u,d,m,b){if($._lock)return;rn(r);let v=Gt;if(Gt){let x=!0,E=!0,A=10,H,G;T.ori==0?(H=Oe,G=Fe):(H=Fe,G=Oe),H&&G&&(x=ge<=A||ge>=J-A,E=ke<=A||ke>=_-A),H&&x&&(ge=ge<$n?0:J),G&&E&&(ke=ke<On?0:_),an(null,!0,!0),Gt=!1}ge=-10,ke=-10,ue.fill(null),an(null,!0,!0),v&&(Gt=v)}function No(r,i,s,u,d,m,b){$._lock||(rn(r),er(),br(),r!=null&&ol(vi,l,ge,ke,J,_,null))}function Ro(){W.forEach(_u),Xl(l.width,l.height,!0)}yn(Nl,zn,Ro);let Rn={};Rn.mousedown=Oo,Rn.mousemove=_o,Rn.mouseup=Fo,Rn.dblclick=No,Rn.setSeries=(r,i,s,u)=>{let d=Ee.match[2];s=d(l,i,s),s!=-1&&Pt(s,u,!0,!1)},Ge&&(Ue(yi,P,Oo),Ue(Hr,P,_o),Ue(bi,P,r=>{rn(r),rl(!1)}),Ue(wi,P,ya),Ue(vi,P,No),Ur.add(l),l.syncRect=rl);let Sl=l.hooks=t.hooks||{};function Ne(r,i,s){cr?tl.push([r,i,s]):r in Sl&&Sl[r].forEach(u=>{u.call(null,l,i,s)})}(t.plugins||[]).forEach(r=>{for(let i in r.hooks)Sl[i]=(Sl[i]||[]).concat(r.hooks[i])});let Wo=(r,i,s)=>s,Ee=Ae({key:null,setSeries:!1,filters:{pub:Hi,sub:Hi},scales:[D,k[1]?k[1].scale:null],match:[Di,Di,Wo],values:[null,null]},$.sync);Ee.match.length==2&&Ee.match.push(Wo),$.sync=Ee;let Vo=Ee.key,wr=As(Vo);function ol(r,i,s,u,d,m,b){Ee.filters.pub(r,i,s,u,d,m,b)&&wr.pub(r,i,s,u,d,m,b)}wr.sub(l);function ba(r,i,s,u,d,m,b){Ee.filters.sub(r,i,s,u,d,m,b)&&Rn[r](null,i,s,u,d,m,b)}l.pub=ba;function wa(){wr.unsub(l),Ur.delete(l),Xt.clear(),Vr(Nl,zn,Ro),h.remove(),ae?.remove(),Ne("destroy")}l.destroy=wa;function vr(){Ne("init",t,e),go(e||t.data,!1),R[D]?dr(D,R[D]):er(),gl=ye.show&&(ye.width>0||ye.height>0),ln=ft=!0,Xl(t.width,t.height)}return k.forEach(ho),W.forEach(Qs),n?n instanceof HTMLElement?(n.appendChild(h),vr()):n(l,vr):vr(),l}Ie.assign=Ae;Ie.fmtNum=Zr;Ie.rangeNum=Rl;Ie.rangeLog=Bl;Ie.rangeAsinh=Kr;Ie.orient=wn;Ie.pxRatio=se;Ie.join=xf;Ie.fmtDate=eo,Ie.tzDate=Df;Ie.sync=As;{Ie.addGap=hu,Ie.clipGaps=Gl;let t=Ie.paths={points:$s};t.linear=Fs,t.stepped=yu,t.bars=bu,t.spline=vu}var Hu=120,Du=20,so=class{times=[];values=[];push(e,n){return e<=(this.times.at(-1)??0)?!1:(this.times.push(e),this.values.push(n),this.times.length>Hu&&(this.times.shift(),this.values.shift()),!0)}span(){let e=this.times.at(-1)??0;return[Math.min(this.times[0]??0,e-Du),e]}range(e){if(e!==null&&e>0)return[0,e];let n=Math.max(0,...this.values.map(l=>l??0));return[0,n>0?n*1.25:1]}},ql=class{series=new so;sizes;host;max;plot=null;colour="";shown=!1;constructor(e,{colour:n,max:l=null}){this.host=e,this.max=l,e.style.color=`var(${n})`,e.setAttribute("aria-hidden","true"),this.sizes=new ResizeObserver(o=>{let f=o.at(-1);f&&this.fit(Math.round(f.contentRect.width),Math.round(f.contentRect.height))}),this.sizes.observe(e)}push(e,n){this.series.push(e,n)&&this.draw()}destroy(){this.sizes.disconnect(),this.plot?.destroy(),this.plot=null}fit(e,n){this.shown=e>0&&n>0,this.shown&&(this.plot&&this.plot.width===e&&this.plot.height===n||(this.plot?this.plot.setSize({width:e,height:n}):this.make(e,n),this.draw()))}draw(){!this.plot||!this.shown||(this.colour=getComputedStyle(this.host).color,this.plot.setData([this.series.times,this.series.values]))}make(e,n){let l={show:!1},o={width:e,height:n,padding:[2,0,1,0],cursor:l,legend:l,axes:[l,l],scales:{x:{time:!1,range:()=>this.series.span()},y:{range:()=>this.series.range(this.max)}},series:[{},{stroke:()=>this.colour,fill:()=>`color-mix(in srgb, ${this.colour} 16%, transparent)`,width:1.4,points:l}]};this.plot=new Ie(o,[[],[]],this.host);let{root:f}=this.plot;f.style.cssText="position:relative;overflow:hidden";for(let a of f.querySelectorAll(".u-wrap"))a.style.position="relative";for(let a of f.querySelectorAll(".u-under, .u-over"))a.style.position="absolute";for(let a of f.querySelectorAll("canvas"))a.style.cssText="display:block;position:relative;width:100%;height:100%"}};var Cu=120,Yl=class t{static all=new WeakMap;told=new WeakMap;observer;constructor(){this.observer=new IntersectionObserver(e=>{for(let{target:n,isIntersecting:l}of e)this.told.get(n)?.(l)},{rootMargin:"80px"})}static of(e){let n=t.all.get(e);return n||(n=new t,t.all.set(e,n)),n}watch(e,n){this.told.set(e,n),this.observer.observe(e)}leave(e){this.observer.unobserve(e),this.told.delete(e)}},Qn=class{element;chart;value;options;past=[];spark=null;constructor(e,n){this.options=n,this.chart=M(e,"div","ffp-chart"),this.chart.setAttribute("aria-hidden","true"),this.value=M(e,"b","");let l=M(e,"span","",n.name);l.setAttribute("aria-hidden","true"),this.element=M(e,"div","ffp-meter",l,this.chart,this.value),this.element.setAttribute("role","group"),this.element.setAttribute("aria-label",n.label),Yl.of(e).watch(this.chart,o=>this.show(o))}push(e,n,l){ee(this.value,l);let o=this.past.at(-1);o&&e<o[0]&&this.restart(),!(o&&e===o[0])&&(this.past.push([e,n]),this.past.length>Cu&&this.past.shift(),this.spark?.push(e,n))}destroy(){Yl.of(this.element.ownerDocument).leave(this.chart),this.show(!1)}restart(){this.past.length=0,this.spark&&(this.show(!1),this.show(!0))}show(e){if(!e)this.spark?.destroy(),this.spark=null;else if(!this.spark){this.spark=new ql(this.chart,{colour:this.options.colour,max:this.options.max??null});for(let[n,l]of this.past)this.spark.push(n,l)}}};var ao=4,fo=25,uo=class{element;name;tag;cpu;gpu;memory;note;go;sampled;id="";constructor(e,n,l,o){this.sampled=o,this.name=M(e,"span","ff-cut"),this.tag=M(e,"span","ff-tag"),this.cpu=new Qn(e,{name:"CPU",colour:"--ff-running",label:"CPU"}),this.gpu=new Qn(e,{name:"GPU",colour:"--ff-gpu",label:"GPU",max:1}),this.gpu.element.classList.add("ff-of-gpu"),this.memory=new Qn(e,{name:"MEM",colour:"--ff-mem",label:"Memory"}),this.note=M(e,"span","ff-worker-note"),this.go=n&&pt(e,"Continue",()=>n.continueWorker(this.id),l);let f=M(e,"span","ff-worker-end",this.note,...this.go?[this.go]:[]),a=M(e,"span","ff-worker-name",this.name,this.tag);this.element=M(e,"div","ff-worker",a,this.cpu.element,this.gpu.element,this.memory.element,f),this.element.setAttribute("role","listitem")}update(e){this.id=e.id;let n=this.sampled();pn(this.name,e.rank===null?e.id:`${e.id} · rank ${e.rank}`,40),Be(this.element,e.node&&`on ${e.node}`),ee(this.tag,oi(e)),de(this.tag,e.gpus.length===0),Be(this.tag,e.gpus.map(({label:o})=>o).join(", ")),this.cpu.push(n,e.cpu,Ko(e.cpu)),this.cpu.element.title="CPU; 100 % is one core",this.gpu.push(n,Lr(e),dn(Lr(e))),Be(this.gpu.element,$u(e));let l=n&&e.memory?e.memory:null;this.memory.push(n,l,Nt(l)),Be(this.memory.element,`memory; ${Nt(e.peakMemory)} at most`),ee(this.note,li(e)),Be(this.note,ri(e)),this.note.classList.toggle("ff-paused",e.pause!==null),this.go&&de(this.go,e.pause===null)}destroy(){for(let e of[this.cpu,this.gpu,this.memory])e.destroy()}};function $u(t){return t.gpus.length?t.gpus.map(({label:e,load:n,memory:l,memoryTotal:o})=>`${e}: ${dn(n)}, ${Nt(l)} of ${Nt(o)}`).join(`
`):"a GPU was asked for; nothing is known of its use"}var Kl=class{section;rows;box;text;unfold;earlier;later;repeat;actions;all=!1;from=0;sampled=0;detail=null;constructor(e,n){this.actions=n,this.section=new kt(e,"workers","Workers of this cell",!0),this.box=M(e,"div","ff-rows-box"),this.box.setAttribute("role","list");let l=()=>new uo(e,n,this.section.tell,()=>this.sampled);this.rows=new Rt(this.box,f=>f.id,l),this.text=M(e,"span","ff-dim");let o=(f,a)=>{let p=Wt(e,f,a);return p.className="ff-text-button",p};this.earlier=o("earlier",()=>this.turn(-fo)),this.later=o("later",()=>this.turn(fo)),this.unfold=o("show",()=>this.setAll(!this.all)),this.section.body.append(this.box,M(e,"div","ff-more",this.text,this.earlier,this.later,this.unfold)),this.repeat=new Kt(()=>this.ask(),1e3)}update(e,n){this.section.setHidden(!n),n||this.repeat.stop(),!(!n||!e.detail)&&(this.detail=e.detail,this.box.classList.toggle("ff-no-gpu",e.detail.gpusAsked===0),this.paged?this.repeat.start():this.draw(e.detail))}destroy(){this.repeat.stop(),this.rows.destroy()}get paged(){let{detail:e}=this;return this.all&&this.actions!==null&&e!==null&&e.workersTotal>e.workers.length}async ask(){if(!(!this.actions||!this.section.isOpen))try{let e=await this.actions.detail({workersFrom:this.from,workersLimit:fo});this.paged&&this.draw(e),this.section.tell("")}catch(e){this.section.tell(un(e))}}turn(e){this.from=Math.max(0,this.from+e),this.ask()}setAll(e){this.all=e,this.from=0,this.paged||this.repeat.stop(),this.detail&&!this.paged&&this.draw(this.detail),this.paged&&this.repeat.start()}draw(e){this.sampled=e.sampled;let n=this.all?e.workers:e.workers.slice(0,ao);this.rows.update(n);let l=e.workersTotal-n.length,o=this.from+n.length,f=this.paged,a=f?`${Te(this.from+1)}–${Te(o)} of ${Te(e.workersTotal)}`:ii(e.workers.slice(n.length),l);ee(this.text,a&&`${a} · `),de(this.earlier,!f||this.from===0),de(this.later,!f||o>=e.workersTotal);let p=this.all?n.length>ao||f:l>0&&(this.actions!==null||e.workers.length>ao);de(this.unfold,!p),ee(this.unfold,this.all?"show fewer":"show")}};var Ql=class{host;actions;root;name;place;status;legend;spread;link;trouble;live;bar;counts=new Map;retry;debug;stop;panel;loops;workers;failed;slowest;log;next=null;last=null;frame=0;constructor(e,n=null){this.host=e,this.actions=n;let l=e.ownerDocument,o=l.createElement("style");o.textContent=pi+Qo+di,this.root=M(l,"div","ff-card"),this.name=M(l,"b","ff-name"),this.place=M(l,"span","ff-dim"),this.status=M(l,"span","ff-dim ff-status"),this.legend=M(l,"div","ff-legend"),this.spread=M(l,"span","ff-spread"),this.link=M(l,"div","ff-link"),this.link.setAttribute("role","status"),this.link.hidden=!0,this.trouble=M(l,"div","ff-trouble"),this.trouble.setAttribute("role","alert"),this.trouble.hidden=!0,this.live=M(l,"div","ff-unseen"),this.live.setAttribute("aria-live","polite"),this.bar=new Al(l),[this.retry,this.debug,this.stop,this.panel]=this.makeButtons(l);let f=M(l,"span","ff-tools-c",this.retry,this.debug,this.stop,this.panel),a=M(l,"div","ff-head",M(l,"span","ff-dot"),this.name,this.place,this.status,f);for(let[c]of Yt){let h=M(l,"span",`ff-key ff-${c}`);this.counts.set(c,h),this.legend.append(h)}this.legend.append(this.spread),this.log=new Hl(l,n),this.loops=new Dl(l,n),this.workers=new Kl(l,n),this.failed=new Pl(l,n,c=>this.log.openFor(c)),this.slowest=new _l(l);let p=[this.loops,this.workers,this.failed,this.slowest,this.log].map(({section:c})=>c.element);this.root.append(a,this.bar.element,this.legend,this.trouble,this.link,...p,this.live),e.append(o,this.root)}update(e){this.next=e;let n=this.host.ownerDocument.defaultView;if(!n||!this.last)return this.draw();this.frame||=n.requestAnimationFrame(()=>{this.frame=0,this.draw()})}dispose(){this.host.ownerDocument.defaultView?.cancelAnimationFrame(this.frame),this.next=null;for(let e of[this.loops,this.workers,this.log])e.destroy();this.host.replaceChildren()}draw(){let e=this.next;if(!e)return;let n=cn(e),l=n?jo(e):Uo(e);this.showLink(e),Zo(this.root,"state",e.state),this.root.classList.toggle("ff-over",n),pn(this.name,e.name),ee(this.place,qo(e)),Be(this.place,e.waiting??""),ee(this.status,l),this.bar.update(e);let o=this.name.textContent??"";Wn(this.bar.element,"aria-label",`${o}: ${l}`);let f=n||e.items===1;this.root.classList.toggle("ff-plain",f),de(this.legend,f);for(let[p,c]of Yt){let h=this.counts.get(p);h&&(ee(h,`${Te(e.counts[p])} ${c}`),de(h,p!=="succeeded"&&e.counts[p]===0))}ee(this.spread,si(e)),Be(this.spread,e.detail?.slowest[0]?.label??""),this.showButtons(e);let a=fi(e,this.actions!==null);this.loops.update(e,a.loops),this.workers.update(e,a.workers),this.failed.update(e,a.failed),this.slowest.update(e,a.slowest),this.log.update(e,a.log),this.last&&this.last.state!==e.state&&ee(this.live,`${o}: ${n?l:e.state}`),this.last=e}makeButtons(e){let n=c=>{ee(this.trouble,c),de(this.trouble,c==="")},{actions:l}=this,o=async()=>{let[c]=Vn(this.last?.detail?.failures??[]);c&&await l?.debug?.(c.item)},f=pt(e,"Retry",async()=>l?.retry?.(),n),a=pt(e,"Stop",async()=>l?.cancel(),n);a.classList.add("ff-hot");let p=pt(e,"Open in panel",async()=>l?.openInPanel?.(),n);return[f,pt(e,"Debug",o,n),a,p]}showButtons(e){let{actions:n}=this,l=ai(e);de(this.retry,!n?.retry||l===0),ee(this.retry,`Retry ${Te(l)}`),Be(this.retry,"Run what did not succeed once more");let[o]=Vn(e.detail?.failures??[]);de(this.debug,!n?.debug||!o),Be(this.debug,o?`Run ${o.label.slice(0,80)} once more and stop where it fails`:""),de(this.stop,!n||cn(e)),de(this.panel,!n?.openInPanel)}showLink(e){let n=cn(e)?"":Yo(e.connection);this.root.classList.toggle("ff-offline",n!==""),de(this.link,n===""),ee(this.link,n),Be(this.link,e.connection?.why??"")}};var Vs=`.ff-offers .ff-offers-row {
  align-items: baseline;
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  margin: 4px 0;
}
.ff-offers.ff-card {
  border: 0;
  border-radius: 0;
}
.ff-offers .ff-trouble {
  padding: 0;
}
`;var Fu="farfield:claim";function Bs(t,e,n){if(!e)return()=>{};let l=new Map,o=new WeakSet,f=c=>{c.isConnected||o.has(c)||(o.add(c),setTimeout(()=>{o.delete(c),!c.isConnected&&(l.get(c)?.(),l.delete(c))},6e4))},a=()=>{for(let c of t.querySelectorAll(`#${e}`)){if(l.has(c))continue;c.dispatchEvent(new CustomEvent(Fu));let h=[...c.childNodes],w=t.createElement("div");w.className="ff-placed",c.replaceChildren(w);let g=n(w);l.set(c,()=>{g()||c.replaceChildren(...h)})}for(let c of l.keys())f(c)},p=new MutationObserver(a);return p.observe(t.body,{childList:!0,subtree:!0}),a(),()=>{p.disconnect();for(let c of l.values())c();l.clear()}}var Is=["change:state","change:said","change:taken"];function zs(t,e){let n=e.ownerDocument,l=new Tl(t),o=M(n,"style","");o.textContent=Vs;let f=M(n,"code",""),a=M(n,"div","ff-trouble");a.setAttribute("role","alert");let p=M(n,"div",""),c=L=>{ee(a,L),de(a,L==="")};c("");let h=t.get("offers").map(({name:L,title:P})=>pt(n,P,()=>l.ask("offer",{offer:L}),c)),w=M(n,"div","ff-offers-row",...h,f),g=new Ql(p,Io(l,null));e.append(o,M(n,"div","ff-card ff-offers",w,a),p);let y=()=>{ee(f,t.get("said"));let L=t.get("taken");for(let F of h)F.disabled=L;let P=t.get("state");de(p,!P.counts),P.counts&&g.update(P)};for(let L of Is)t.on(L,y);return t.on("msg:custom",l.heard),y(),()=>{for(let L of Is)t.off(L,y);t.off("msg:custom",l.heard),l.close(),g.dispose(),e.replaceChildren()}}var ad={initialize:({model:t})=>Bs(document,t.get("place"),e=>zs(t,e)),render:({model:t,el:e})=>zs(t,e)};export{ad as default};
