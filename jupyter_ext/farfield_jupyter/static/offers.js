function cn(t){return(t instanceof Error?t.message:String(t))||"it failed without saying why"}async function wa(t,e,n){if(t.getAttribute("aria-disabled")==="true")return!1;t.setAttribute("aria-disabled","true"),t.setAttribute("aria-busy","true"),n("");try{return await e(),!0}catch(l){return n(cn(l)),!1}finally{t.removeAttribute("aria-disabled"),t.removeAttribute("aria-busy")}}function pt(t,e,n,l){let i=t.createElement("button");return i.type="button",i.className="ff-button",i.textContent=e,i.addEventListener("click",()=>{wa(i,n,l)}),i}function dn(t){return t.state!=="queued"&&t.state!=="running"}var va=15,xa="The kernel is busy and does not answer; the stop button above always works.",Tl=class{waiting=new Map;line;patience;last=0;constructor(e,n=va){this.line=e,this.patience=n}ask(e,n={}){let l=this.last+=1;return new Promise((i,f)=>{let a=setTimeout(()=>{this.waiting.delete(l),f(new Error(xa))},1e3*this.patience),p=({error:c,value:h})=>{typeof c=="string"?f(new Error(c)):i(h)};this.waiting.set(l,{settle:p,timer:a}),this.line.send({kind:"ask",id:l,what:e,...n})})}heard=e=>{let n=e;if(n?.kind!=="answer"||typeof n.id!="number")return;let l=this.waiting.get(n.id);l&&(this.waiting.delete(n.id),clearTimeout(l.timer),l.settle(n))};close(){for(let{timer:e,settle:n}of this.waiting.values())clearTimeout(e),n({error:"the card was closed"});this.waiting.clear()}};function Bi(t,e){let n=async l=>{await l};return{cancel:()=>n(t.ask("cancel")),retry:l=>n(t.ask("retry",l?{items:l}:{})),debug:l=>n(t.ask("debug",{item:l})),log:async l=>await t.ask("log",{query:l}),detail:async l=>await t.ask("detail",{query:l}),continueWorker:l=>n(t.ask("continue",{worker:l})),openInPanel:e}}function Te(t){return String(Math.trunc(t)).replace(/\B(?=(\d{3})+$)/g,",")}function qt(t,e){return`${Te(t)} ${e}${t===1?"":"s"}`}var vr=t=>String(t).padStart(2,"0");function Yt(t){if(t<.995)return`${Math.max(t,0).toFixed(2)} s`;if(t<9.95)return`${t.toFixed(1)} s`;let e=Math.floor(t+.05);if(e<60)return`${e} s`;let[n,l,i]=[Math.floor(e/3600),Math.floor(e/60)%60,e%60];return n?`${n}:${vr(l)}:${vr(i)}`:`${l}:${vr(i)}`}function Ll(t){if(!(t>0))return"";let[e,n]=t>=1?[t,"s"]:t*60>=1?[t*60,"min"]:[t*3600,"h"];return`${e<9.95?e.toFixed(1):Te(Math.round(e))}/${n}`}function ka(t){return t===null?"":t<5?"a few seconds left":t<55?`about ${Math.ceil(t/5)*5} s left`:t<3300?`about ${Math.max(1,Math.round(t/60))} min left`:`about ${Te(Math.max(1,Math.round(t/3600)))} h left`}function zi(t){return[Yt(t.elapsed),Ll(t.rate),ka(t.left)].filter(Boolean).join(" · ")}var Kt=[["succeeded","done"],["running","running"],["failed","failed"],["lost","lost"],["cancelled","cancelled"],["queued","queued"]];function Vi({detail:t}){if(!t)return[];let e=[];t.peakGpuMemory>0?e.push(`peak GPU memory ${Nt(t.peakGpuMemory)}`):t.peakMemory>0&&e.push(`peak memory ${Nt(t.peakMemory)}`);let l=[t.sent>0&&`sent ${Nt(t.sent)}`,t.received>0&&`received ${Nt(t.received)}`].filter(Boolean).join(", ");return l?[...e,l]:e}function Gi(t){let{counts:e,items:n}=t,l=Yt(t.elapsed);if(n===1)return[t.state==="succeeded"?`done in ${l}`:`${t.state} after ${l}`,...Vi(t)].join(" · ");let f=[`${e.succeeded===n?"":`${Te(e.succeeded)} of `}${qt(n,"item")} in ${l} on ${qt(t.workers,"worker")}`];for(let[a,p]of Kt)a!=="succeeded"&&e[a]>0&&f.push(`${Te(e[a])} ${p}`);return[...f,...Vi(t)].join(" · ")}function Ui({counts:t}){return Kt.filter(([n])=>(n==="failed"||n==="lost")&&t[n]>0).map(([n,l])=>`${Te(t[n])} ${l}`).join(" · ")}function ji(t){return t.state==="queued"?t.waiting||"waiting for a worker":t.state==="running"&&t.workers>0?`on ${qt(t.workers,"worker")}`:""}function Ml(t){return t<60?`${Math.max(0,Math.floor(t))} s`:Yt(Math.floor(t))}function Ji(t){if(!t?.lost)return"";if(t.over)return"no longer attached · as it was last · %attach shows it live again";let{next:e,seconds:n}=t,l=e!==null&&e>=2?` in ${Ml(e)}`:"",i=t.stopping?"it is stopped then":"work goes on";return`connection lost ${Ml(n)} ago · trying again${l} · ${i}`}function pn(t){return t===null?"–":`${Math.floor(100*t+.5)} %`}var Ii=["B","kB","MB","GB","TB","PB"];function Nt(t){if(t===null)return"–";let[e,n]=[Math.max(t,0),0];for(;e>=999.5&&n<Ii.length-1;)[e,n]=[e/1e3,n+1];return`${n>0&&e<9.95?(Math.floor(10*e+.5)/10).toFixed(1):Math.floor(e+.5)} ${Ii[n]}`}function qi(t){return t===null?"–":t<1.995?pn(t):`${t<99.95?t.toFixed(1):Te(Math.round(t))} cores`}function xt(t,e=200){let n=t.replace(/\s+/g," ").trim();return n.length<=e?n:`${n.slice(0,e-1).trimEnd()}…`}function Sa(t){let e=Math.max(t.items,1);return Kt.filter(([n])=>n!=="queued").map(([n])=>[n,100*t.counts[n]/e])}var El=class{element;parts=new Map;constructor(e){this.element=e.createElement("div"),this.element.className="ff-bar",this.element.setAttribute("role","progressbar"),this.element.setAttribute("aria-valuemin","0");for(let[n]of Kt){if(n==="queued")continue;let l=e.createElement("i");l.className=`ff-${n}`,this.parts.set(n,l),this.element.append(l)}}update(e){let{counts:n,items:l}=e;this.element.setAttribute("aria-valuemax",String(l)),this.element.setAttribute("aria-valuenow",String(l-n.queued-n.running));for(let[i,f]of Sa(e)){let a=this.parts.get(i);a&&(a.style.width=`${f}%`,a.style.minWidth=f>0?"3px":"0")}}};var Yi=`.ff-card {
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
`;function M(t,e,n,...l){let i=t.createElement(e);return i.className=n,i.append(...l),i}function ee(t,e){t.textContent!==e&&(t.textContent=e)}function hn(t,e,n=200){ee(t,xt(e,n)),Ve(t,e)}function Ve(t,e){t.title!==e&&(t.title=e)}function Bn(t,e,n){t.getAttribute(e)!==n&&t.setAttribute(e,n)}function de(t,e){t.hidden!==e&&(t.hidden=e)}function Ki(t,e,n){t.dataset[e]!==n&&(t.dataset[e]=n)}function Wt(t,e,n,l=""){let i=M(t,"button","ffp-button",e);return i.type="button",l&&(i.setAttribute("aria-label",l),i.title=l),i.addEventListener("click",f=>{f.stopPropagation(),n()}),i}var Rt=class{views=new Map;host;key;open;constructor(e,n,l){this.host=e,this.key=n,this.open=l}update(e){let n=new Set(e.map(this.key));for(let[i,f]of this.views)n.has(i)||(f.destroy?.(),f.element.remove(),this.views.delete(i));let l=this.host.firstElementChild;for(let i of e){let f=this.key(i),a=this.views.get(f);a||(a=this.open(i),this.views.set(f,a)),a.update(i),a.element===l?l=l.nextElementSibling:this.host.insertBefore(a.element,l)}}destroy(){this.update([])}};var xr="farfield:sections",kr=class{store;own;constructor(e,n){this.store=e,this.own=n}isOpen(e){return this.all()[e]}remember(e,n){this.own[e]=n;try{this.store().setItem(xr,JSON.stringify(this.all()))}catch{}}all(){let e=null;try{e=JSON.parse(this.store().getItem(xr)??"{}")}catch{}return{...typeof e=="object"?e:null,...this.own}}},Ma=globalThis,Sr=new kr(()=>sessionStorage,Ma[xr]??={});var La=0,kt=class{element;body;toggled=()=>{};head;note;trouble;constructor(e,n,l,i,...f){this.head=Wt(e,l,()=>{Sr.remember(n,this.body.hidden),this.open(this.body.hidden)}),this.head.className="ff-fold",this.note=M(e,"span","ff-dim ff-fold-note"),this.body=M(e,"div","ff-part-body"),this.body.id=`ff-part-${La+=1}`,this.head.setAttribute("aria-controls",this.body.id),this.trouble=M(e,"div","ff-trouble"),this.trouble.setAttribute("role","alert"),this.trouble.hidden=!0;let a=M(e,"div","ff-part-head",this.head,this.note,...f);this.element=M(e,"section",`ff-part ff-part-${n}`,a,this.trouble,this.body),this.element.setAttribute("aria-label",l),this.element.hidden=!0,this.show(Sr.isOpen(n)??i)}get isOpen(){return!this.element.hidden&&!this.body.hidden}open(e){this.show(e),this.toggled(e)}setHidden(e){de(this.element,e)}setNote(e){ee(this.note,e)}tell=e=>{ee(this.trouble,e),de(this.trouble,e==="")};show(e){this.body.hidden=!e,this.head.setAttribute("aria-expanded",String(e))}},Qt=class{timer;running=!1;work;every;constructor(e,n){this.work=e,this.every=n}start(){this.running||(this.running=!0,this.turn())}stop(){this.running=!1,clearTimeout(this.timer)}async turn(){document.hidden||await this.work(),this.running&&(this.timer=setTimeout(()=>{this.turn()},this.every))}};function Tr(t){if(t>=99.95)return Te(Math.round(t));let e=t.toFixed(1);return e.endsWith(".0")?e.slice(0,-2):e}function Qi(t,e,n){return e!==null&&e>0&&e<1e3?`${Tr(t)} of ${Tr(e)}`:n!==null?pn(n):e!==null&&e>0?pn(t/e):Tr(t)}function Zi(t){return t.open===0?t.ended?`${Te(t.ended)} done`:"":t.open===1?t.slowest:t.slowest&&t.slowestFraction!==null&&(t.fraction??0)-t.slowestFraction>.1?`${qt(t.open,"task")}, slowest ${t.slowest}`:qt(t.open,"task")}function Xi(t){let e=t.open>0?Ll(t.rate??0):"",n=e&&t.open>1?`${e} each`:e;return[Qi(t.done,t.total,t.fraction),n].filter(Boolean).join(" · ")}function eo(t){return[Qi(t.done,t.total,null),Ll(t.rate??0)].filter(Boolean).join(" · ")}function to(t){if(t.pause){let{left:e}=t.pause;return e===null?"paused":`paused · ${Ml(e)} left`}return t.state==="starting"||t.state==="dead"?t.state:t.done===0?t.item===null?"":"running":`${Te(t.done)} done`}function no(t){let{pause:e}=t;if(!e)return"";let n=e.left===null&&e.client?`held by ${e.client}`:"";return[e.label,e.file?`${e.file}:${e.line}`:"",e.text,n].filter(Boolean).join(`
`)}function lo(t){let[e,...n]=t.gpus;return e?n.length?`${e.label} +${n.length}`:e.label:""}function Mr(t){let e=t.gpus.flatMap(({load:n})=>n===null?[]:[n]);return e.length?e.reduce((n,l)=>n+l,0)/e.length:null}function ro(t,e){if(e<=0)return"";let n=new Set(t.map(({state:f})=>f)),[l]=n,i=t.length===e&&n.size===1&&l?`, all ${l}`:"";return`${Te(e)} more${e===1&&i?`, ${l}`:i}`}function io(t){let{detail:e}=t;if(!e||t.items<2||e.median===null)return"";let[n]=e.slowest,l=`median ${Yt(e.median)}`;return n?`${l} · slowest ${Yt(n.seconds)}: ${xt(n.label,60)}`:l}var Vn=t=>t.filter(({state:e})=>e!=="cancelled");function oo(t){let{failed:e,lost:n,cancelled:l}=t.counts;return e+n+(t.state==="running"||t.state==="queued"?0:l)}function so(t,e){let n=t.detail??null,l=t.state==="running";return{loops:l&&n!==null&&n.loops.length>0,workers:l&&n!==null&&n.workers.length>0,failed:n!==null&&Vn(n.failures).length>0,slowest:n!==null&&t.items>1&&n.slowest.length>1,log:e&&t.state!=="queued"}}function ao(t,e=1e3){let n=[];for(let l of t.split(/[\s,]+/).filter(Boolean)){let i=/^(\d{1,10})(?:-(\d{1,10}))?$/.exec(l);if(!i)return null;let f=Number(i[1]),a=i[2]===void 0?f:Number(i[2]);if(a<f)return null;for(let p=f;p<=a&&n.length<e;p++)n.push(p)}return n}var Ea=20,Aa=200,Lr=class{element;label;error;fold;trace;item=null;constructor(e,n,l,i){this.label=M(e,"span","ff-cut"),this.error=M(e,"code","ff-error"),this.trace=M(e,"pre","ff-trace"),this.trace.hidden=!0,this.trace.tabIndex=0,this.fold=Wt(e,"",()=>this.open(this.trace.hidden)),this.fold.className="ff-fold ff-cut-button",this.fold.append(this.label);let f=M(e,"span","ff-tools-c"),a=n?.debug;a&&f.append(pt(e,"Debug this",async()=>this.item&&a(this.item.item),l)),n&&f.append(Wt(e,"Log",()=>this.item&&i(this.item.item))),this.element=M(e,"div","ff-failed-item",this.fold,this.error,f,this.trace),this.element.setAttribute("role","listitem")}update(e){this.item=e,hn(this.label,e.label,80),ee(this.error,xt(e.error,300)),Ve(this.error,e.worker?`${e.error}
on ${e.worker}`:e.error),this.fold.classList.toggle("ff-no-trace",e.traceback===""),e.traceback?this.fold.setAttribute("aria-expanded",String(!this.trace.hidden)):this.fold.removeAttribute("aria-expanded"),ee(this.trace,e.traceback)}open(e){this.item?.traceback&&(this.trace.hidden=!e,this.fold.setAttribute("aria-expanded",String(e)))}},Al=class{section;rows;text;more;further=[];progress=null;constructor(e,n,l){this.section=new kt(e,"failed","Failed",!0);let i=M(e,"div","ff-rows-box");i.setAttribute("role","list"),this.rows=new Rt(i,f=>String(f.item),()=>new Lr(e,n,this.section.tell,l)),this.text=M(e,"span","ff-dim"),this.more=pt(e,"show",async()=>this.fetch(n),this.section.tell),this.more.className="ff-text-button",this.more.hidden=n===null,this.section.body.append(i,M(e,"div","ff-more",this.text,this.more))}update(e,n){if(this.section.setHidden(!n),!n||!e.detail)return;this.progress=e;let l=e.detail.failures,i=new Set(l.map(({item:h})=>h)),f=Vn([...l,...this.further.filter(({item:h})=>!i.has(h))]);this.rows.update(f),this.section.setNote(Ui(e));let{failed:a,lost:p}=e.counts,c=a+p-f.length;de(this.text.parentElement,c<=0),ee(this.text,`${Te(Math.max(c,0))} more · `),f.length>=Aa&&de(this.more,!0)}async fetch(e){let{progress:n}=this;if(!e||!n?.detail)return;let l=n.detail.failures.length+this.further.length,i=await e.detail({failuresFrom:l,failuresLimit:Ea});this.further=[...this.further,...i.failures],this.progress&&this.update(this.progress,!0)}},Er=class{element;label;time;worker;constructor(e){this.label=M(e,"span","ff-cut"),this.time=M(e,"span","ff-slow-time"),this.worker=M(e,"span","ff-dim"),this.element=M(e,"div","ff-slow-item",this.time,this.label,this.worker),this.element.setAttribute("role","listitem")}update(e){ee(this.time,Yt(e.seconds)),hn(this.label,e.label,120),ee(this.worker,e.worker)}},Pl=class{section;rows;constructor(e){this.section=new kt(e,"slowest","Slowest",!1);let n=M(e,"div","ff-rows-box");n.setAttribute("role","list"),this.rows=new Rt(n,l=>String(l.item),()=>new Er(e)),this.section.body.append(n)}update(e,n){this.section.setHidden(!n),n&&e.detail&&this.rows.update(e.detail.slowest)}};var Pa=200,_a=1500,_l=class{section;view;state;search;items;follow;repeat;actions;over=!1;asked=0;drawn="";constructor(e,n){this.actions=n;let l=(a,p,c)=>{let h=M(e,"input",c);return h.type=a,h.setAttribute("aria-label",p),a!=="checkbox"&&(h.placeholder=p),h.addEventListener("keydown",w=>w.stopPropagation()),h};this.section=new kt(e,"log","Log",!1),this.search=l("search","search","ff-field"),this.items=l("text","item or rank: 3, 5-7","ff-field ff-field-short"),this.follow=l("checkbox","follow",""),this.follow.checked=!0;let i=M(e,"label","ff-dim",this.follow," follow"),f=M(e,"div","ff-log-tools",this.search,this.items,i);this.state=M(e,"div","ff-dim ff-log-state"),this.view=M(e,"div","ff-log-lines"),this.view.setAttribute("role","log"),this.view.setAttribute("aria-live","off"),this.view.tabIndex=0,this.section.body.append(f,this.state,this.view),this.repeat=new Qt(async()=>{(this.follow.checked||this.asked===0)&&await this.ask()},_a);for(let a of[this.search,this.items])a.addEventListener("input",()=>{this.ask()});this.follow.addEventListener("change",()=>{this.ask()}),this.section.toggled=()=>this.look()}update(e,n){this.section.setHidden(!n);let l=!this.over&&dn(e);this.over=dn(e),l&&this.asked&&this.ask(),this.look()}openFor(e){this.items.value=String(e),this.search.value="",this.section.open(!0),this.ask(),this.section.element.scrollIntoView({block:"nearest"}),this.items.focus({preventScroll:!0})}destroy(){this.repeat.stop()}look(){this.section.isOpen?this.over?(this.repeat.stop(),this.asked===0&&this.ask()):this.repeat.start():this.repeat.stop()}async ask(){if(!this.actions||!this.section.isOpen)return;let e=ao(this.items.value);if(this.items.setAttribute("aria-invalid",String(e===null)),e===null)return this.section.tell("Items are named by their numbers: 3, 5-7");let n=this.search.value.trim(),l={last:Pa,...e.length?{items:e}:{},...n?{search:n}:{}},i=this.asked+=1;try{let f=await this.actions.log(l);i===this.asked&&this.draw(f,e.length>0||n!==""),this.section.tell("")}catch(f){i===this.asked&&this.section.tell(cn(f))}}draw(e,n){let l=e.leftOut>0?`${Te(e.leftOut)} earlier lines are not shown`:"",i=e.lines.length?l:n?"nothing like that has been printed":"nothing has been printed";ee(this.state,i),de(this.state,i==="");let f=JSON.stringify(e.lines);if(f===this.drawn)return;this.drawn=f;let{view:a}=this,p=a.scrollTop;a.replaceChildren(...e.lines.map(c=>this.line(c))),a.scrollTop=this.follow.checked?a.scrollHeight:p}line({label:e,item:n,text:l,stream:i}){let{ownerDocument:f}=this.view,a=M(f,"span","ff-log-item",xt(e||String(n),24));a.title=e;let p=M(f,"span",`ff-log-text ff-${i}`,l.length>2e3?`${l.slice(0,1999)}…`:l);return M(f,"div","ff-log-line",a,p)}};var Ar=class{element;label;note;name;thin;part;pace;constructor(e){this.label=M(e,"span","ff-cut"),this.note=M(e,"span","ff-dim ff-note"),this.name=M(e,"span","ff-loop-name",this.label,this.note),this.part=M(e,"i",""),this.thin=M(e,"div","ff-thin",this.part),this.thin.setAttribute("role","progressbar"),this.pace=M(e,"span","ff-dim ff-loop-pace"),this.element=M(e,"div","ff-loop",this.name,this.thin,this.pace)}update(e){ee(this.label,xt(e.label)||"loop"),ee(this.note,e.note&&` · ${e.note}`),Ve(this.name,e.title);let n=`${Math.min(e.depth,6)*10}px`;this.name.style.paddingLeft!==n&&(this.name.style.paddingLeft=n),this.thin.classList.toggle("ff-unknown",e.fraction===null);let l=`${Math.round(1e3*Math.min(1,Math.max(0,e.fraction??0)))/10}%`;this.part.style.width!==l&&(this.part.style.width=l),Bn(this.thin,"aria-label",`${xt(e.label,80)||"loop"}: ${e.pace}`),e.fraction===null?this.thin.removeAttribute("aria-valuenow"):Bn(this.thin,"aria-valuenow",String(Math.round(100*e.fraction))),ee(this.pace,e.pace)}};function fo(t){return t.loops.map(e=>({key:`${e.depth} ${e.label}`,label:e.label,note:Zi(e),depth:e.depth,fraction:e.fraction,pace:Xi(e),title:[e.label,e.note].filter(Boolean).join(`
`)}))}function Ha(t){return t.workers.flatMap(e=>e.bars.map((n,l)=>({key:`${e.id} ${l}`,label:l?n.label:`${e.id} · ${n.label}`,note:"",depth:n.depth,fraction:n.total?Math.min(1,n.done/n.total):null,pace:eo(n),title:[e.id,n.label,n.note].filter(Boolean).join(`
`)})))}var Da=25,Hl=class{section;lines;more;toggle;repeat;split=!1;last=null;constructor(e,n){this.toggle=Wt(e,"by worker",()=>this.setSplit(!this.split)),this.toggle.className="ff-text-button",this.toggle.setAttribute("aria-pressed","false"),this.toggle.hidden=n===null,this.section=new kt(e,"loops","Inside the tasks",!0,this.toggle);let l=M(e,"div","ff-rows-box");this.lines=new Rt(l,i=>i.key,()=>new Ar(e)),this.more=M(e,"div","ff-dim"),this.section.body.append(l,this.more),this.repeat=new Qt(async()=>{if(!(!n||!this.section.isOpen))try{let i=await n.detail({bars:!0,workersLimit:Da});this.split&&this.draw(Ha(i),i.workersTotal-i.workers.length,"worker"),this.section.tell("")}catch(i){this.section.tell(cn(i))}},1e3)}update(e,n){this.section.setHidden(!n),n||this.repeat.stop(),!(!n||!e.detail)&&(this.last=e.detail,this.split?this.repeat.start():this.draw(fo(e.detail),e.detail.loopsLeftOut,"loop"))}destroy(){this.repeat.stop()}setSplit(e){this.split=e,this.section.open(!0),Bn(this.toggle,"aria-pressed",String(e)),e?this.repeat.start():this.repeat.stop(),e||this.section.tell(""),!e&&this.last&&this.draw(fo(this.last),this.last.loopsLeftOut,"loop")}draw(e,n,l){this.lines.update(e),de(this.more,n<=0),ee(this.more,n>0?`${qt(n,`more ${l}`)}`:"")}};var uo=`.ff-card [hidden] {
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
`;var Oa="uplot",Fa="u-hz",Na="u-vt",Ra="u-title",Wa="u-wrap",Ba="u-under",Va="u-over",Ia="u-axis",yn="u-off",za="u-select",Ga="u-cursor-x",Ua="u-cursor-y",ja="u-cursor-pt",Ja="u-legend",qa="u-live",Ya="u-inline",Ka="u-series",Qa="u-marker",po="u-label",Za="u-value",al="width",fl="height";var ho="bottom",In="left",Pr="right",jr="#000",mo=jr+"0",_r="mousemove",go="mousedown",Hr="mouseup",yo="mouseenter",bo="mouseleave",wo="dblclick",Xa="resize",ef="scroll",vo="change",Fl="dppxchange",Jr="--",Yn=typeof window<"u",Fr=Yn?document:null,Gn=Yn?window:null,tf=Yn?navigator:null,se,Dl;function Nr(){let t=devicePixelRatio;se!=t&&(se=t,Dl&&Wr(vo,Dl,Nr),Dl=matchMedia(`(min-resolution: ${se-.001}dppx) and (max-resolution: ${se+.001}dppx)`),bn(vo,Dl,Nr),Gn.dispatchEvent(new CustomEvent(Fl)))}function rt(t,e){if(e!=null){let n=t.classList;!n.contains(e)&&n.add(e)}}function Rr(t,e){let n=t.classList;n.contains(e)&&n.remove(e)}function we(t,e,n){t.style[e]=n+"px"}function St(t,e,n,l){let i=Fr.createElement(t);return e!=null&&rt(i,e),n?.insertBefore(i,l),i}function ht(t,e){return St("div",t,e)}var xo=new WeakMap;function Ct(t,e,n,l,i){let f="translate("+e+"px,"+n+"px)",a=xo.get(t);f!=a&&(t.style.transform=f,xo.set(t,f),e<0||n<0||e>l||n>i?rt(t,yn):Rr(t,yn))}var ko=new WeakMap;function So(t,e,n){let l=e+n,i=ko.get(t);l!=i&&(ko.set(t,l),t.style.background=e,t.style.borderColor=n)}var To=new WeakMap;function Mo(t,e,n,l){let i=e+""+n,f=To.get(t);i!=f&&(To.set(t,i),t.style.height=n+"px",t.style.width=e+"px",t.style.marginLeft=l?-e/2+"px":0,t.style.marginTop=l?-n/2+"px":0)}var qr={passive:!0},nf={...qr,capture:!0};function bn(t,e,n,l){e.addEventListener(t,n,l?nf:qr)}function Wr(t,e,n,l){e.removeEventListener(t,n,qr)}Yn&&Nr();function Tt(t,e,n,l){let i;n=n||0,l=l||e.length-1;let f=l<=2147483647;for(;l-n>1;)i=f?n+l>>1:it((n+l)/2),e[i]<t?n=i:l=i;return t-e[n]<=e[l]-t?n:l}function Xo(t){return(n,l,i)=>{let f=-1,a=-1;for(let p=l;p<=i;p++)if(t(n[p])){f=p;break}for(let p=i;p>=l;p--)if(t(n[p])){a=p;break}return[f,a]}}var es=t=>t!=null,ts=t=>t!=null&&t>0,Wl=Xo(es),lf=Xo(ts);function rf(t,e,n,l=0,i=!1){let f=i?lf:Wl,a=i?ts:es;[e,n]=f(t,e,n);let p=t[e],c=t[e];if(e>-1)if(l==1)p=t[e],c=t[n];else if(l==-1)p=t[n],c=t[e];else for(let h=e;h<=n;h++){let w=t[h];a(w)&&(w<p?p=w:w>c&&(c=w))}return[p??pe,c??-pe]}function Bl(t,e,n,l){let i=Ao(t),f=Ao(e);t==e&&(i==-1?(t*=n,e/=n):(t/=n,e*=n));let a=n==10?Bt:ns,p=i==1?it:mt,c=f==1?mt:it,h=p(a(De(t))),w=c(a(De(e))),g=Un(n,h),y=Un(n,w);return n==10&&(h<0&&(g=he(g,-h)),w<0&&(y=he(y,-w))),l||n==2?(t=g*i,e=y*f):(t=os(t,g),e=Vl(e,y)),[t,e]}function Yr(t,e,n,l){let i=Bl(t,e,n,l);return t==0&&(i[0]=0),e==0&&(i[1]=0),i}var Kr=.1,Lo={mode:3,pad:Kr},cl={pad:0,soft:null,mode:0},of={min:cl,max:cl};function Nl(t,e,n,l){return Il(n)?Eo(t,e,n):(cl.pad=n,cl.soft=l?0:null,cl.mode=l?3:0,Eo(t,e,of))}function ie(t,e){return t??e}function sf(t,e,n){for(e=ie(e,0),n=ie(n,t.length-1);e<=n;){if(t[e]!=null)return!0;e++}return!1}function Eo(t,e,n){let l=n.min,i=n.max,f=ie(l.pad,0),a=ie(i.pad,0),p=ie(l.hard,-pe),c=ie(i.hard,pe),h=ie(l.soft,pe),w=ie(i.soft,-pe),g=ie(l.mode,0),y=ie(i.mode,0),L=e-t,P=Bt(L),F=Ye(De(t),De(e)),B=Bt(F),I=De(B-P);(L<1e-24||I>10)&&(L=0,(t==0||e==0)&&(L=1e-24,g==2&&h!=pe&&(f=0),y==2&&w!=-pe&&(a=0)));let k=L||F||1e3,W=Bt(k),S=Un(10,it(W)),Y=k*(L==0?t==0?.1:1:f),D=he(os(t-Y,S/10),24),K=t>=h&&(g==1||g==3&&D<=h||g==2&&D>=h)?h:pe,j=Ye(p,D<K&&t>=K?K:Mt(K,D)),X=k*(L==0?e==0?.1:1:a),U=he(Vl(e+X,S/10),24),T=e<=w&&(y==1||y==3&&U>=w||y==2&&U<=w)?w:-pe,q=Mt(c,U>T&&e<=T?T:Ye(T,U));return j==q&&j==0&&(q=100),[j,q]}var af=new Intl.NumberFormat(Yn?tf.language:"en-US"),Qr=t=>af.format(t),ot=Math,Ol=ot.PI,De=ot.abs,it=ot.floor,He=ot.round,mt=ot.ceil,Mt=ot.min,Ye=ot.max,Un=ot.pow,Ao=ot.sign,Bt=ot.log10,ns=ot.log2,ff=(t,e=1)=>ot.sinh(t)*e,Dr=(t,e=1)=>ot.asinh(t/e),pe=1/0;function Po(t){return(Bt((t^t>>31)-(t>>31))|0)+1}function Br(t,e,n){return Mt(Ye(t,e),n)}function ls(t){return typeof t=="function"}function te(t){return ls(t)?t:()=>t}var uf=()=>{},rs=t=>t,is=(t,e)=>e,cf=t=>null,_o=t=>!0,Ho=(t,e)=>t==e,df=/\.\d*?(?=9{6,}|0{6,})/gm,wn=t=>{if(as(t)||Xt.has(t))return t;let e=`${t}`,n=e.match(df);if(n==null)return t;let l=n[0].length-1;if(e.indexOf("e-")!=-1){let[i,f]=e.split("e");return+`${wn(i)}e${f}`}return he(t,l)};function mn(t,e){return wn(he(wn(t/e))*e)}function Vl(t,e){return wn(mt(wn(t/e))*e)}function os(t,e){return wn(it(wn(t/e))*e)}function he(t,e=0){if(as(t))return t;let n=10**e,l=t*n*(1+Number.EPSILON);return He(l)/n}var Xt=new Map;function ss(t){return((""+t).split(".")[1]||"").length}function pl(t,e,n,l){let i=[],f=l.map(ss);for(let a=e;a<n;a++){let p=De(a),c=he(Un(t,a),p);for(let h=0;h<l.length;h++){let w=t==10?+`${l[h]}e${a}`:l[h]*c,g=(a>=0?0:p)+(a>=f[h]?0:f[h]),y=t==10?w:he(w,g);i.push(y),Xt.set(y,g)}}return i}var dl={},Zr=[],jn=[null,null],Zt=Array.isArray,as=Number.isInteger,pf=t=>t===void 0;function Do(t){return typeof t=="string"}function Il(t){let e=!1;if(t!=null){let n=t.constructor;e=n==null||n==Object}return e}function hf(t){return t!=null&&typeof t=="object"}var mf=Object.getPrototypeOf(Uint8Array),fs="__proto__";function Jn(t,e=Il){let n;if(Zt(t)){let l=t.find(i=>i!=null);if(Zt(l)||e(l)){n=Array(t.length);for(let i=0;i<t.length;i++)n[i]=Jn(t[i],e)}else n=t.slice()}else if(t instanceof mf)n=t.slice();else if(e(t)){n={};for(let l in t)l!=fs&&(n[l]=Jn(t[l],e))}else n=t;return n}function Ae(t){let e=arguments;for(let n=1;n<e.length;n++){let l=e[n];for(let i in l)i!=fs&&(Il(t[i])?Ae(t[i],Jn(l[i])):t[i]=Jn(l[i]))}return t}var gf=0,yf=1,bf=2;function wf(t,e,n){for(let l=0,i,f=-1;l<e.length;l++){let a=e[l];if(a>f){for(i=a-1;i>=0&&t[i]==null;)t[i--]=null;for(i=a+1;i<n&&t[i]==null;)t[f=i++]=null}}}function vf(t,e){if(Sf(t)){let a=t[0].slice();for(let p=1;p<t.length;p++)a.push(...t[p].slice(1));return Tf(a[0])||(a=kf(a)),a}let n=new Set;for(let a=0;a<t.length;a++){let c=t[a][0],h=c.length;for(let w=0;w<h;w++)n.add(c[w])}let l=[Array.from(n).sort((a,p)=>a-p)],i=l[0].length,f=new Map;for(let a=0;a<i;a++)f.set(l[0][a],a);for(let a=0;a<t.length;a++){let p=t[a],c=p[0];for(let h=1;h<p.length;h++){let w=p[h],g=Array(i).fill(void 0),y=e?e[a][h]:yf,L=[];for(let P=0;P<w.length;P++){let F=w[P],B=f.get(c[P]);F===null?y!=gf&&(g[B]=F,y==bf&&L.push(B)):g[B]=F}wf(g,L,i),l.push(g)}}return l}var xf=typeof queueMicrotask>"u"?t=>Promise.resolve().then(t):queueMicrotask;function kf(t){let e=t[0],n=e.length,l=Array(n);for(let f=0;f<l.length;f++)l[f]=f;l.sort((f,a)=>e[f]-e[a]);let i=[];for(let f=0;f<t.length;f++){let a=t[f],p=Array(n);for(let c=0;c<n;c++)p[c]=a[l[c]];i.push(p)}return i}function Sf(t){let e=t[0][0],n=e.length;for(let l=1;l<t.length;l++){let i=t[l][0];if(i.length!=n)return!1;if(i!=e){for(let f=0;f<n;f++)if(i[f]!=e[f])return!1}}return!0}function Tf(t,e=100){let n=t.length;if(n<=1)return!0;let l=0,i=n-1;for(;l<=i&&t[l]==null;)l++;for(;i>=l&&t[i]==null;)i--;if(i<=l)return!0;let f=Ye(1,it((i-l+1)/e));for(let a=t[l],p=l+f;p<=i;p+=f){let c=t[p];if(c!=null){if(c<=a)return!1;a=c}}return!0}var us=["January","February","March","April","May","June","July","August","September","October","November","December"],cs=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function ds(t){return t.slice(0,3)}var Mf=cs.map(ds),Lf=us.map(ds),Ef={MMMM:us,MMM:Lf,WWWW:cs,WWW:Mf};function sl(t){return(t<10?"0":"")+t}function Af(t){return(t<10?"00":t<100?"0":"")+t}var Pf={YYYY:t=>t.getFullYear(),YY:t=>(t.getFullYear()+"").slice(2),MMMM:(t,e)=>e.MMMM[t.getMonth()],MMM:(t,e)=>e.MMM[t.getMonth()],MM:t=>sl(t.getMonth()+1),M:t=>t.getMonth()+1,DD:t=>sl(t.getDate()),D:t=>t.getDate(),WWWW:(t,e)=>e.WWWW[t.getDay()],WWW:(t,e)=>e.WWW[t.getDay()],HH:t=>sl(t.getHours()),H:t=>t.getHours(),h:t=>{let e=t.getHours();return e==0?12:e>12?e-12:e},AA:t=>t.getHours()>=12?"PM":"AM",aa:t=>t.getHours()>=12?"pm":"am",a:t=>t.getHours()>=12?"p":"a",mm:t=>sl(t.getMinutes()),m:t=>t.getMinutes(),ss:t=>sl(t.getSeconds()),s:t=>t.getSeconds(),fff:t=>Af(t.getMilliseconds())};function Xr(t,e){e=e||Ef;let n=[],l=/\{([a-z]+)\}|[^{]+/gi,i;for(;i=l.exec(t);)n.push(i[0][0]=="{"?Pf[i[1]]:i[0]);return f=>{let a="";for(let p=0;p<n.length;p++)a+=typeof n[p]=="string"?n[p]:n[p](f,e);return a}}var _f=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Hf(t,e){let n;return e=="UTC"||e=="Etc/UTC"?n=new Date(+t+t.getTimezoneOffset()*6e4):e==_f?n=t:(n=new Date(t.toLocaleString("en-US",{timeZone:e})),n.setMilliseconds(t.getMilliseconds())),n}var ps=t=>t%1==0,Rl=[1,2,2.5,5],Df=pl(10,-32,0,Rl),hs=pl(10,0,32,Rl),Cf=hs.filter(ps),gn=Df.concat(hs),ei=`
`,ms="{YYYY}",Co=ei+ms,gs="{M}/{D}",ul=ei+gs,Cl=ul+"/{YY}",ys="{aa}",$f="{h}:{mm}",zn=$f+ys,$o=ei+zn,Oo=":{ss}",fe=null;function bs(t){let e=t*1e3,n=e*60,l=n*60,i=l*24,f=i*30,a=i*365,c=(t==1?pl(10,0,3,Rl).filter(ps):pl(10,-3,0,Rl)).concat([e,e*5,e*10,e*15,e*30,n,n*5,n*10,n*15,n*30,l,l*2,l*3,l*4,l*6,l*8,l*12,i,i*2,i*3,i*4,i*5,i*6,i*7,i*8,i*9,i*10,i*15,f,f*2,f*3,f*4,f*6,a,a*2,a*5,a*10,a*25,a*50,a*100]),h=[[a,ms,fe,fe,fe,fe,fe,fe,1],[i*28,"{MMM}",Co,fe,fe,fe,fe,fe,1],[i,gs,Co,fe,fe,fe,fe,fe,1],[l,"{h}"+ys,Cl,fe,ul,fe,fe,fe,1],[n,zn,Cl,fe,ul,fe,fe,fe,1],[e,Oo,Cl+" "+zn,fe,ul+" "+zn,fe,$o,fe,1],[t,Oo+".{fff}",Cl+" "+zn,fe,ul+" "+zn,fe,$o,fe,1]];function w(g){return(y,L,P,F,B,I)=>{let k=[],W=B>=a,S=B>=f&&B<a,Y=g(P),D=he(Y*t,3),K=Cr(Y.getFullYear(),W?0:Y.getMonth(),S||W?1:Y.getDate()),j=he(K*t,3);if(S||W){let X=S?B/f:0,U=W?B/a:0,T=D==j?D:he(Cr(K.getFullYear()+U,K.getMonth()+X,1)*t,3),q=new Date(He(T/t)),C=q.getFullYear(),z=q.getMonth();for(let R=0;T<=F;R++){let ne=Cr(C+U*R,z+X*R,1),N=ne-g(he(ne*t,3));T=he((+ne+N)*t,3),T<=F&&k.push(T)}}else{let X=B>=i?i:B,U=it(P)-it(D),T=j+U+Vl(D-j,X);k.push(T);let q=g(T),C=q.getHours()+q.getMinutes()/n+q.getSeconds()/l,z=B/l,R=y.axes[L]._space,ne=I/R;for(;T=he(T+B,t==1?0:3),!(T>F);)if(z>1){let N=it(he(C+z,6))%24,le=g(T).getHours()-N;le>1&&(le=-1),T-=le*l,C=(C+z)%24;let ue=k[k.length-1];he((T-ue)/B,3)*ne>=.7&&k.push(T)}else k.push(T)}return k}}return[c,h,w]}var[Of,Ff,Nf]=bs(1),[Rf,Wf,Bf]=bs(.001);pl(2,-53,53,[1]);function Fo(t,e){return t.map(n=>n.map((l,i)=>i==0||i==8||l==null?l:e(i==1||n[8]==0?l:n[1]+l)))}function No(t,e){return(n,l,i,f,a)=>{let p=e.find(P=>a>=P[0])||e[e.length-1],c,h,w,g,y,L;return l.map(P=>{let F=t(P),B=F.getFullYear(),I=F.getMonth(),k=F.getDate(),W=F.getHours(),S=F.getMinutes(),Y=F.getSeconds(),D=B!=c&&p[2]||I!=h&&p[3]||k!=w&&p[4]||W!=g&&p[5]||S!=y&&p[6]||Y!=L&&p[7]||p[1];return c=B,h=I,w=k,g=W,y=S,L=Y,D(F)})}}function Vf(t,e){let n=Xr(e);return(l,i,f,a,p)=>i.map(c=>n(t(c)))}function Cr(t,e,n){return new Date(t,e,n)}function Ro(t,e){return e(t)}var If="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function Wo(t,e){return(n,l,i,f)=>f==null?Jr:e(t(l))}function zf(t,e){let n=t.series[e];return n.width?n.stroke(t,e):n.points.width?n.points.stroke(t,e):null}function Gf(t,e){return t.series[e].fill(t,e)}var Uf={show:!0,live:!0,isolate:!1,mount:uf,markers:{show:!0,width:2,stroke:zf,fill:Gf,dash:"solid"},idx:null,idxs:null,values:[]};function jf(t,e){let n=t.cursor.points,l=ht(),i=n.size(t,e);we(l,al,i),we(l,fl,i);let f=i/-2;we(l,"marginLeft",f),we(l,"marginTop",f);let a=n.width(t,e,i);return a&&we(l,"borderWidth",a),l}function Jf(t,e){let n=t.series[e].points;return n._fill||n._stroke}function qf(t,e){let n=t.series[e].points;return n._stroke||n._fill}function Yf(t,e){return t.series[e].points.size}var $r=[0,0];function Kf(t,e,n){return $r[0]=e,$r[1]=n,$r}function $l(t,e,n,l=!0){return i=>{i.button==0&&(!l||i.target==e)&&n(i)}}function Or(t,e,n,l=!0){return i=>{(!l||i.target==e)&&n(i)}}var Qf={show:!0,x:!0,y:!0,lock:!1,move:Kf,points:{one:!1,show:jf,size:Yf,width:0,stroke:qf,fill:Jf},bind:{mousedown:$l,mouseup:$l,click:$l,dblclick:$l,mousemove:Or,mouseleave:Or,mouseenter:Or},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(t,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(t,e,n,l,i)=>l-i,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},ws={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},ti=Ae({},ws,{filter:is}),vs=Ae({},ti,{size:10}),xs=Ae({},ws,{show:!1}),ni='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',ks="bold "+ni,Ss=1.5,Bo={show:!0,scale:"x",stroke:jr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:ks,side:2,grid:ti,ticks:vs,border:xs,font:ni,lineGap:Ss,rotate:0},Zf="Value",Xf="Time",Vo={show:!0,scale:"x",auto:!1,sorted:1,min:pe,max:-pe,idxs:[]};function eu(t,e,n,l,i){return e.map(f=>f==null?"":Qr(f))}function tu(t,e,n,l,i,f,a){let p=[],c=Xt.get(i)||0;n=a?n:he(Vl(n,i),c);for(let h=n;h<=l;h=he(h+i,c))p.push(Object.is(h,-0)?0:h);return p}function Vr(t,e,n,l,i,f,a){let p=[],c=t.scales[t.axes[e].scale].log,h=c==10?Bt:ns,w=it(h(n));i=Un(c,w),c==10&&(i=gn[Tt(i,gn)]);let g=n,y=i*c;c==10&&(y=gn[Tt(y,gn)]);do p.push(g),g=g+i,c==10&&!Xt.has(g)&&(g=he(g,Xt.get(i))),g>=y&&(i=g,y=i*c,c==10&&(y=gn[Tt(y,gn)]));while(g<=l);return p}function nu(t,e,n,l,i,f,a){let c=t.scales[t.axes[e].scale].asinh,h=l>c?Vr(t,e,Ye(c,n),l,i):[c],w=l>=0&&n<=0?[0]:[];return(n<-c?Vr(t,e,Ye(c,-l),-n,i):[c]).reverse().map(y=>-y).concat(w,h)}var Ts=/./,lu=/[12357]/,ru=/[125]/,Io=/1/,Ir=(t,e,n,l)=>t.map((i,f)=>e==4&&i==0||f%l==0&&n.test(i.toExponential()[i<0?1:0])?i:null);function iu(t,e,n,l,i){let f=t.axes[n],a=f.scale,p=t.scales[a],c=t.valToPos,h=f._space,w=c(10,a),g=c(9,a)-w>=h?Ts:c(7,a)-w>=h?lu:c(5,a)-w>=h?ru:Io;if(g==Io){let y=De(c(1,a)-w);if(y<h)return Ir(e.slice().reverse(),p.distr,g,mt(h/y)).reverse()}return Ir(e,p.distr,g,1)}function ou(t,e,n,l,i){let f=t.axes[n],a=f.scale,p=f._space,c=t.valToPos,h=De(c(1,a)-c(2,a));return h<p?Ir(e.slice().reverse(),3,Ts,mt(p/h)).reverse():e}function su(t,e,n,l){return l==null?Jr:e==null?"":Qr(e)}var zo={show:!0,scale:"y",stroke:jr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:ks,side:3,grid:ti,ticks:vs,border:xs,font:ni,lineGap:Ss,rotate:0};function au(t,e){let n=3+(t||1)*2;return he(n*e,3)}function fu(t,e){let{scale:n,idxs:l}=t.series[0],i=t._data[0],f=t.valToPos(i[l[0]],n,!0),a=t.valToPos(i[l[1]],n,!0),p=De(a-f),c=t.series[e],h=p/(c.points.space*se);return l[1]-l[0]<=h}var Go={scale:null,auto:!0,sorted:0,min:pe,max:-pe},Ms=(t,e,n,l,i)=>i,Uo={show:!0,auto:!0,sorted:0,gaps:Ms,alpha:1,facets:[Ae({},Go,{scale:"x"}),Ae({},Go,{scale:"y"})]},jo={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Ms,alpha:1,points:{show:fu,filter:null},values:null,min:pe,max:-pe,idxs:[],path:null,clip:null};function uu(t,e,n,l,i){return n/10}var Ls={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},cu=Ae({},Ls,{time:!1,ori:1}),Jo={};function Es(t,e){let n=Jo[t];return n||(n={key:t,plots:[],sub(l){n.plots.push(l)},unsub(l){n.plots=n.plots.filter(i=>i!=l)},pub(l,i,f,a,p,c,h){for(let w=0;w<n.plots.length;w++)n.plots[w]!=i&&n.plots[w].pub(l,i,f,a,p,c,h)}},t!=null&&(Jo[t]=n)),n}var qn=1,zr=2;function vn(t,e,n){let l=t.mode,i=t.series[e],f=l==2?t._data[e]:t._data,a=t.scales,p=t.bbox,c=f[0],h=l==2?f[1]:f[e],w=l==2?a[i.facets[0].scale]:a[t.series[0].scale],g=l==2?a[i.facets[1].scale]:a[i.scale],y=p.left,L=p.top,P=p.width,F=p.height,B=t.valToPosH,I=t.valToPosV;return w.ori==0?n(i,c,h,w,g,B,I,y,L,P,F,Gl,Kn,jl,Ps,Hs):n(i,c,h,w,g,I,B,L,y,F,P,Ul,Qn,ii,_s,Ds)}function li(t,e){let n=0,l=0,i=ie(t.bands,Zr);for(let f=0;f<i.length;f++){let a=i[f];a.series[0]==e?n=a.dir:a.series[1]==e&&(a.dir==1?l|=1:l|=2)}return[n,l==1?-1:l==2?1:l==3?2:0]}function du(t,e,n,l,i){let f=t.mode,a=t.series[e],p=f==2?a.facets[1].scale:a.scale,c=t.scales[p];return i==-1?c.min:i==1?c.max:c.distr==3?c.dir==1?c.min:c.max:0}function Vt(t,e,n,l,i,f){return vn(t,e,(a,p,c,h,w,g,y,L,P,F,B)=>{let I=a.pxRound,k=h.dir*(h.ori==0?1:-1),W=h.ori==0?Kn:Qn,S,Y;k==1?(S=n,Y=l):(S=l,Y=n);let D=I(g(p[S],h,F,L)),K=I(y(c[S],w,B,P)),j=I(g(p[Y],h,F,L)),X=I(y(f==1?w.max:w.min,w,B,P)),U=new Path2D(i);return W(U,j,X),W(U,D,X),W(U,D,K),U})}function zl(t,e,n,l,i,f){let a=null;if(t.length>0){a=new Path2D;let p=e==0?jl:ii,c=n;for(let g=0;g<t.length;g++){let y=t[g];if(y[1]>y[0]){let L=y[0]-c;L>0&&p(a,c,l,L,l+f),c=y[1]}}let h=n+i-c,w=10;h>0&&p(a,c,l-w/2,h,l+f+w)}return a}function pu(t,e,n){let l=t[t.length-1];l&&l[0]==e?l[1]=n:t.push([e,n])}function ri(t,e,n,l,i,f,a){let p=[],c=t.length;for(let h=i==1?n:l;h>=n&&h<=l;h+=i)if(e[h]===null){let g=h,y=h;if(i==1)for(;++h<=l&&e[h]===null;)y=h;else for(;--h>=n&&e[h]===null;)y=h;let L=f(t[g]),P=y==g?L:f(t[y]),F=g-i;L=a<=0&&F>=0&&F<c?f(t[F]):L;let I=y+i;P=a>=0&&I>=0&&I<c?f(t[I]):P,P>=L&&p.push([L,P])}return p}function qo(t){return t==0?rs:t==1?He:e=>mn(e,t)}function As(t){let e=t==0?Gl:Ul,n=t==0?(i,f,a,p,c,h)=>{i.arcTo(f,a,p,c,h)}:(i,f,a,p,c,h)=>{i.arcTo(a,f,c,p,h)},l=t==0?(i,f,a,p,c)=>{i.rect(f,a,p,c)}:(i,f,a,p,c)=>{i.rect(a,f,c,p)};return(i,f,a,p,c,h=0,w=0)=>{h==0&&w==0?l(i,f,a,p,c):(h=Mt(h,p/2,c/2),w=Mt(w,p/2,c/2),e(i,f+h,a),n(i,f+p,a,f+p,a+c,h),n(i,f+p,a+c,f,a+c,w),n(i,f,a+c,f,a,w),n(i,f,a,f+p,a,h),i.closePath())}}var Gl=(t,e,n)=>{t.moveTo(e,n)},Ul=(t,e,n)=>{t.moveTo(n,e)},Kn=(t,e,n)=>{t.lineTo(e,n)},Qn=(t,e,n)=>{t.lineTo(n,e)},jl=As(0),ii=As(1),Ps=(t,e,n,l,i,f)=>{t.arc(e,n,l,i,f)},_s=(t,e,n,l,i,f)=>{t.arc(n,e,l,i,f)},Hs=(t,e,n,l,i,f,a)=>{t.bezierCurveTo(e,n,l,i,f,a)},Ds=(t,e,n,l,i,f,a)=>{t.bezierCurveTo(n,e,i,l,a,f)};function Cs(t){return(e,n,l,i,f)=>vn(e,n,(a,p,c,h,w,g,y,L,P,F,B)=>{let{pxRound:I,points:k}=a,W,S;h.ori==0?(W=Gl,S=Ps):(W=Ul,S=_s);let Y=he(k.width*se,3),D=(k.size-k.width)/2*se,K=he(D*2,3),j=new Path2D,X=new Path2D,{left:U,top:T,width:q,height:C}=e.bbox;jl(X,U-K,T-K,q+K*2,C+K*2);let z=R=>{if(c[R]!=null){let ne=I(g(p[R],h,F,L)),N=I(y(c[R],w,B,P));W(j,ne+D,N),S(j,ne,N,D,0,Ol*2)}};if(f)f.forEach(z);else for(let R=l;R<=i;R++)z(R);return{stroke:Y>0?j:null,fill:j,clip:X,flags:qn|zr}})}function $s(t){return(e,n,l,i,f,a)=>{l!=i&&(f!=l&&a!=l&&t(e,n,l),f!=i&&a!=i&&t(e,n,i),t(e,n,a))}}var hu=$s(Kn),mu=$s(Qn);function Os(t){let e=ie(t?.alignGaps,0);return(n,l,i,f)=>vn(n,l,(a,p,c,h,w,g,y,L,P,F,B)=>{[i,f]=Wl(c,i,f);let I=a.pxRound,k=C=>I(g(C,h,F,L)),W=C=>I(y(C,w,B,P)),S,Y;h.ori==0?(S=Kn,Y=hu):(S=Qn,Y=mu);let D=h.dir*(h.ori==0?1:-1),K={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:qn},j=K.stroke,X=!1;if(f-i>=F*4){let C=$=>n.posToVal($,h.key,!0),z=null,R=null,ne,N,Ke,ve=k(p[D==1?i:f]),le=k(p[i]),ue=k(p[f]),Q=C(D==1?le+1:ue-1);for(let $=D==1?i:f;$>=i&&$<=f;$+=D){let Pe=p[$],xe=(D==1?Pe<Q:Pe>Q)?ve:k(Pe),ae=c[$];xe==ve?ae!=null?(N=ae,z==null?(S(j,xe,W(N)),ne=z=R=N):N<z?z=N:N>R&&(R=N)):ae===null&&(X=!0):(z!=null&&Y(j,ve,W(z),W(R),W(ne),W(N)),ae!=null?(N=ae,S(j,xe,W(N)),z=R=ne=N):(z=R=null,ae===null&&(X=!0)),ve=xe,Q=C(ve+D))}z!=null&&z!=R&&Ke!=ve&&Y(j,ve,W(z),W(R),W(ne),W(N))}else for(let C=D==1?i:f;C>=i&&C<=f;C+=D){let z=c[C];z===null?X=!0:z!=null&&S(j,k(p[C]),W(z))}let[T,q]=li(n,l);if(a.fill!=null||T!=0){let C=K.fill=new Path2D(j),z=a.fillTo(n,l,a.min,a.max,T),R=W(z),ne=k(p[i]),N=k(p[f]);D==-1&&([N,ne]=[ne,N]),S(C,N,R),S(C,ne,R)}if(!a.spanGaps){let C=[];X&&C.push(...ri(p,c,i,f,D,k,e)),K.gaps=C=a.gaps(n,l,i,f,C),K.clip=zl(C,h.ori,L,P,F,B)}return q!=0&&(K.band=q==2?[Vt(n,l,i,f,j,-1),Vt(n,l,i,f,j,1)]:Vt(n,l,i,f,j,q)),K})}function gu(t){let e=ie(t.align,1),n=ie(t.ascDesc,!1),l=ie(t.alignGaps,0),i=ie(t.extend,!1);return(f,a,p,c)=>vn(f,a,(h,w,g,y,L,P,F,B,I,k,W)=>{[p,c]=Wl(g,p,c);let S=h.pxRound,{left:Y,width:D}=f.bbox,K=le=>S(P(le,y,k,B)),j=le=>S(F(le,L,W,I)),X=y.ori==0?Kn:Qn,U={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:qn},T=U.stroke,q=y.dir*(y.ori==0?1:-1),C=j(g[q==1?p:c]),z=K(w[q==1?p:c]),R=z,ne=z;i&&e==-1&&(ne=Y,X(T,ne,C)),X(T,z,C);for(let le=q==1?p:c;le>=p&&le<=c;le+=q){let ue=g[le];if(ue==null)continue;let Q=K(w[le]),$=j(ue);e==1?X(T,Q,C):X(T,R,$),X(T,Q,$),C=$,R=Q}let N=R;i&&e==1&&(N=Y+D,X(T,N,C));let[Ke,ve]=li(f,a);if(h.fill!=null||Ke!=0){let le=U.fill=new Path2D(T),ue=h.fillTo(f,a,h.min,h.max,Ke),Q=j(ue);X(le,N,Q),X(le,ne,Q)}if(!h.spanGaps){let le=[];le.push(...ri(w,g,p,c,q,K,l));let ue=h.width*se/2,Q=n||e==1?ue:-ue,$=n||e==-1?-ue:ue;le.forEach(Pe=>{Pe[0]+=Q,Pe[1]+=$}),U.gaps=le=h.gaps(f,a,p,c,le),U.clip=zl(le,y.ori,B,I,k,W)}return ve!=0&&(U.band=ve==2?[Vt(f,a,p,c,T,-1),Vt(f,a,p,c,T,1)]:Vt(f,a,p,c,T,ve)),U})}function Yo(t,e,n,l,i,f,a=pe){if(t.length>1){let p=null;for(let c=0,h=1/0;c<t.length;c++)if(e[c]!==void 0){if(p!=null){let w=De(t[c]-t[p]);w<h&&(h=w,a=De(n(t[c],l,i,f)-n(t[p],l,i,f)))}p=c}}return a}function yu(t){t=t||dl;let e=ie(t.size,[.6,pe,1]),n=t.align||0,l=t.gap||0,i=t.radius;i=i==null?[0,0]:typeof i=="number"?[i,0]:i;let f=te(i),a=1-e[0],p=ie(e[1],pe),c=ie(e[2],1),h=ie(t.disp,dl),w=ie(t.each,L=>{}),{fill:g,stroke:y}=h;return(L,P,F,B)=>vn(L,P,(I,k,W,S,Y,D,K,j,X,U,T)=>{let q=I.pxRound,C=n,z=l*se,R=p*se,ne=c*se,N,Ke;S.ori==0?[N,Ke]=f(L,P):[Ke,N]=f(L,P);let ve=S.dir*(S.ori==0?1:-1),le=S.ori==0?jl:ii,ue=S.ori==0?w:(_,me,_e,Tn,nn,Et,ln)=>{w(_,me,_e,nn,Tn,ln,Et)},Q=ie(L.bands,Zr).find(_=>_.series[0]==P),$=Q!=null?Q.dir:0,Pe=I.fillTo(L,P,I.min,I.max,$),Ge=q(K(Pe,Y,T,X)),xe,ae,gt,Xe=U,Se=q(I.width*se),Lt=!1,$t=null,st=null,It=null,xn=null;g!=null&&(Se==0||y!=null)&&(Lt=!0,$t=g.values(L,P,F,B),st=new Map,new Set($t).forEach(_=>{_!=null&&st.set(_,new Path2D)}),Se>0&&(It=y.values(L,P,F,B),xn=new Map,new Set(It).forEach(_=>{_!=null&&xn.set(_,new Path2D)})));let{x0:kn,size:Xn}=h;if(kn!=null&&Xn!=null){C=1,k=kn.values(L,P,F,B),kn.unit==2&&(k=k.map(_e=>L.posToVal(j+_e*U,S.key,!0)));let _=Xn.values(L,P,F,B);Xn.unit==2?ae=_[0]*U:ae=D(_[0],S,U,j)-D(0,S,U,j),Xe=Yo(k,W,D,S,U,j,Xe),gt=Xe-ae+z}else Xe=Yo(k,W,D,S,U,j,Xe),gt=Xe*a+z,ae=Xe-gt;gt<1&&(gt=0),Se>=ae/2&&(Se=0),gt<5&&(q=rs);let hl=gt>0,en=Xe-gt-(hl?Se:0);ae=q(Br(en,ne,R)),xe=(C==0?ae/2:C==ve?0:ae)-C*ve*((C==0?z/2:0)+(hl?Se/2:0));let Ue={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},Sn=Lt?null:new Path2D,Ot=null;if(Q!=null)Ot=L.data[Q.series[1]];else{let{y0:_,y1:me}=h;_!=null&&me!=null&&(W=me.values(L,P,F,B),Ot=_.values(L,P,F,B))}let tn=N*ae,J=Ke*ae;for(let _=ve==1?F:B;_>=F&&_<=B;_+=ve){let me=W[_];if(me==null)continue;if(Ot!=null){let Qe=Ot[_]??0;if(me-Qe==0)continue;Ge=K(Qe,Y,T,X)}let _e=S.distr!=2||h!=null?k[_]:_,Tn=D(_e,S,U,j),nn=K(ie(me,Pe),Y,T,X),Et=q(Tn-xe),ln=q(Ye(nn,Ge)),et=q(Mt(nn,Ge)),at=ln-et;if(me!=null){let Qe=me<0?J:tn,yt=me<0?tn:J;Lt?(Se>0&&It[_]!=null&&le(xn.get(It[_]),Et,et+it(Se/2),ae,Ye(0,at-Se),Qe,yt),$t[_]!=null&&le(st.get($t[_]),Et,et+it(Se/2),ae,Ye(0,at-Se),Qe,yt)):le(Sn,Et,et+it(Se/2),ae,Ye(0,at-Se),Qe,yt),ue(L,P,_,Et-Se/2,et,ae+Se,at)}}return Se>0?Ue.stroke=Lt?xn:Sn:Lt||(Ue._fill=I.width==0?I._fill:I._stroke??I._fill,Ue.width=0),Ue.fill=Lt?st:Sn,Ue})}function bu(t,e){let n=ie(e?.alignGaps,0);return(l,i,f,a)=>vn(l,i,(p,c,h,w,g,y,L,P,F,B,I)=>{[f,a]=Wl(h,f,a);let k=p.pxRound,W=N=>k(y(N,w,B,P)),S=N=>k(L(N,g,I,F)),Y,D,K;w.ori==0?(Y=Gl,K=Kn,D=Hs):(Y=Ul,K=Qn,D=Ds);let j=w.dir*(w.ori==0?1:-1),X=W(c[j==1?f:a]),U=X,T=[],q=[];for(let N=j==1?f:a;N>=f&&N<=a;N+=j)if(h[N]!=null){let ve=c[N],le=W(ve);T.push(U=le),q.push(S(h[N]))}let C={stroke:t(T,q,Y,K,D,k),fill:null,clip:null,band:null,gaps:null,flags:qn},z=C.stroke,[R,ne]=li(l,i);if(p.fill!=null||R!=0){let N=C.fill=new Path2D(z),Ke=p.fillTo(l,i,p.min,p.max,R),ve=S(Ke);K(N,U,ve),K(N,X,ve)}if(!p.spanGaps){let N=[];N.push(...ri(c,h,f,a,j,W,n)),C.gaps=N=p.gaps(l,i,f,a,N),C.clip=zl(N,w.ori,P,F,B,I)}return ne!=0&&(C.band=ne==2?[Vt(l,i,f,a,z,-1),Vt(l,i,f,a,z,1)]:Vt(l,i,f,a,z,ne)),C})}function wu(t){return bu(vu,t)}function vu(t,e,n,l,i,f){let a=t.length;if(a<2)return null;let p=new Path2D;if(n(p,t[0],e[0]),a==2)l(p,t[1],e[1]);else{let c=Array(a),h=Array(a-1),w=Array(a-1),g=Array(a-1);for(let y=0;y<a-1;y++)w[y]=e[y+1]-e[y],g[y]=t[y+1]-t[y],h[y]=w[y]/g[y];c[0]=h[0];for(let y=1;y<a-1;y++)h[y]===0||h[y-1]===0||h[y-1]>0!=h[y]>0?c[y]=0:(c[y]=3*(g[y-1]+g[y])/((2*g[y]+g[y-1])/h[y-1]+(g[y]+2*g[y-1])/h[y]),isFinite(c[y])||(c[y]=0));c[a-1]=h[a-2];for(let y=0;y<a-1;y++)i(p,t[y]+g[y]/3,e[y]+c[y]*g[y]/3,t[y+1]-g[y]/3,e[y+1]-c[y+1]*g[y]/3,t[y+1],e[y+1])}return p}var Gr=new Set;function Ko(){for(let t of Gr)t.syncRect(!0)}Yn&&(bn(Xa,Gn,Ko),bn(ef,Gn,Ko,!0),bn(Fl,Gn,()=>{Ie.pxRatio=se}));var xu=Os(),ku=Cs();function Qo(t,e,n,l){return(l?[t[0],t[1]].concat(t.slice(2)):[t[0]].concat(t.slice(1))).map((f,a)=>Ur(f,a,e,n))}function Su(t,e){return t.map((n,l)=>l==0?{}:Ae({},e,n))}function Ur(t,e,n,l){return Ae({},e==0?n:l,t)}function Fs(t,e,n){return e==null?jn:[e,n]}var Tu=Fs;function Mu(t,e,n){return e==null?jn:Nl(e,n,Kr,!0)}function Ns(t,e,n,l){return e==null?jn:Bl(e,n,t.scales[l].log,!1)}var Lu=Ns;function Rs(t,e,n,l){return e==null?jn:Yr(e,n,t.scales[l].log,!1)}var Eu=Rs;function Au(t,e,n,l,i){let f=Ye(Po(t),Po(e)),a=e-t,p=Tt(i/l*a,n);do{let c=n[p],h=l*c/a;if(h>=i&&f+(c<5?Xt.get(c):0)<=17)return[c,h]}while(++p<n.length);return[0,0]}function Zo(t){let e,n;return t=t.replace(/(\d+)px/,(l,i)=>(e=He((n=+i)*se))+"px"),[t,e,n]}function Pu(t){t.show&&[t.font,t.labelFont].forEach(e=>{let n=he(e[2]*se,1);e[0]=e[0].replace(/[0-9.]+px/,n+"px"),e[1]=n})}function Ie(t,e,n){let l={mode:ie(t.mode,1)},i=l.mode;function f(r,o,s,u){let d=o.valToPct(r);return u+s*(o.dir==-1?1-d:d)}function a(r,o,s,u){let d=o.valToPct(r);return u+s*(o.dir==-1?d:1-d)}function p(r,o,s,u){return o.ori==0?f(r,o,s,u):a(r,o,s,u)}l.valToPosH=f,l.valToPosV=a;let c=!1;l.status=0;let h=l.root=ht(Oa);if(t.id!=null&&(h.id=t.id),rt(h,t.class),t.title){let r=ht(Ra,h);r.textContent=t.title}let w=St("canvas"),g=l.ctx=w.getContext("2d"),y=ht(Wa,h);bn("click",y,r=>{r.target===P&&(ge!=On||ke!=Fn)&&Be.click(l,r)},!0);let L=l.under=ht(Ba,y);y.appendChild(w);let P=l.over=ht(Va,y);t=Jn(t);let F=+ie(t.pxAlign,1),B=qo(F);(t.plugins||[]).forEach(r=>{r.opts&&(t=r.opts(l,t)||t)});let I=t.ms||.001,k=l.series=i==1?Qo(t.series||[],Vo,jo,!1):Su(t.series||[null],Uo),W=l.axes=Qo(t.axes||[],Bo,zo,!0),S=l.scales={},Y=l.bands=t.bands||[];Y.forEach(r=>{r.fill=te(r.fill||null),r.dir=ie(r.dir,-1)});let D=i==2?k[1].facets[0].scale:k[0].scale,K={axes:ra,series:Xs},j=(t.drawOrder||["axes","series"]).map(r=>K[r]);function X(r){let o=r.distr==3?s=>Bt(s>0?s:r.clamp(l,s,r.min,r.max,r.key)):r.distr==4?s=>Dr(s,r.asinh):r.distr==100?s=>r.fwd(s):s=>s;return s=>{let u=o(s),{_min:d,_max:m}=r,b=m-d;return(u-d)/b}}function U(r){let o=S[r];if(o==null){let s=(t.scales||dl)[r]||dl;if(s.from!=null){U(s.from);let u=Ae({},S[s.from],s,{key:r});u.valToPct=X(u),S[r]=u}else{o=S[r]=Ae({},r==D?Ls:cu,s),o.key=r;let u=o.time,d=o.range,m=Zt(d);if((r!=D||i==2&&!u)&&(m&&(d[0]==null||d[1]==null)&&(d={min:d[0]==null?Lo:{mode:1,hard:d[0],soft:d[0]},max:d[1]==null?Lo:{mode:1,hard:d[1],soft:d[1]}},m=!1),!m&&Il(d))){let b=d;d=(v,x,E)=>x==null?jn:Nl(x,E,b)}o.range=te(d||(u?Tu:r==D?o.distr==3?Lu:o.distr==4?Eu:Fs:o.distr==3?Ns:o.distr==4?Rs:Mu)),o.auto=te(m?!1:o.auto),o.clamp=te(o.clamp||uu),o._min=o._max=null,o.valToPct=X(o)}}}U("x"),U("y"),i==1&&k.forEach(r=>{U(r.scale)}),W.forEach(r=>{U(r.scale)});for(let r in t.scales)U(r);let T=S[D],q=T.distr,C,z;T.ori==0?(rt(h,Fa),C=f,z=a):(rt(h,Na),C=a,z=f);let R={};for(let r in S){let o=S[r];(o.min!=null||o.max!=null)&&(R[r]={min:o.min,max:o.max},o.min=o.max=null)}let ne=t.tzDate||(r=>new Date(He(r/I))),N=t.fmtDate||Xr,Ke=I==1?Nf(ne):Bf(ne),ve=No(ne,Fo(I==1?Ff:Wf,N)),le=Wo(ne,Ro(If,N)),ue=[],Q=l.legend=Ae({},Uf,t.legend),$=l.cursor=Ae({},Qf,{drag:{y:i==2}},t.cursor),Pe=Q.show,Ge=$.show,xe=Q.markers;Q.idxs=ue,xe.width=te(xe.width),xe.dash=te(xe.dash),xe.stroke=te(xe.stroke),xe.fill=te(xe.fill);let ae,gt,Xe,Se=[],Lt=[],$t,st=!1,It={};if(Q.live){let r=k[1]?k[1].values:null;st=r!=null,$t=st?r(l,1,0):{_:0};for(let o in $t)It[o]=Jr}if(Pe)if(ae=St("table",Ja,h),Xe=St("tbody",null,ae),Q.mount(l,ae),st){gt=St("thead",null,ae,Xe);let r=St("tr",null,gt);St("th",null,r);for(var xn in $t)St("th",po,r).textContent=xn}else rt(ae,Ya),Q.live&&rt(ae,qa);let kn={show:!0},Xn={show:!1};function hl(r,o){if(o==0&&(st||!Q.live||i==2))return jn;let s=[],u=St("tr",Ka,Xe,Xe.childNodes[o]);rt(u,r.class),r.show||rt(u,yn);let d=St("th",null,u);if(xe.show){let v=ht(Qa,d);if(o>0){let x=xe.width(l,o);x&&(v.style.border=x+"px "+xe.dash(l,o)+" "+xe.stroke(l,o)),v.style.background=xe.fill(l,o)}}let m=ht(po,d);r.label instanceof HTMLElement?m.appendChild(r.label):m.textContent=r.label,o>0&&(xe.show||(m.style.color=r.width>0?xe.stroke(l,o):xe.fill(l,o)),Ue("click",d,v=>{if($._lock)return;on(v);let x=k.indexOf(r);if((v.ctrlKey||v.metaKey)!=Q.isolate){let E=k.some((A,H)=>H>0&&H!=x&&A.show);k.forEach((A,H)=>{H>0&&Pt(H,E?H==x?kn:Xn:kn,!0,Ee.setSeries)})}else Pt(x,{show:!r.show},!0,Ee.setSeries)},!1),Ln&&Ue(yo,d,v=>{$._lock||(on(v),Pt(k.indexOf(r),Rn,!0,Ee.setSeries))},!1));for(var b in $t){let v=St("td",Za,u);v.textContent="--",s.push(v)}return[u,s]}let en=new Map;function Ue(r,o,s,u=!0){let d=en.get(o)||{},m=$.bind[r](l,o,s,u);m&&(bn(r,o,d[r]=m),en.set(o,d))}function Sn(r,o,s){let u=en.get(o)||{};for(let d in u)(r==null||d==r)&&(Wr(d,o,u[d]),delete u[d]);r==null&&en.delete(o)}let Ot=0,tn=0,J=0,_=0,me=0,_e=0,Tn=me,nn=_e,Et=J,ln=_,et=0,at=0,Qe=0,yt=0;l.bbox={};let Ql=!1,ml=!1,Mn=!1,rn=!1,gl=!1,ft=!1;function Zl(r,o,s){(s||r!=l.width||o!=l.height)&&ui(r,o),Hn(!1),Mn=!0,ml=!0,Dn()}function ui(r,o){l.width=Ot=J=r,l.height=tn=_=o,me=_e=0,js(),Js();let s=l.bbox;et=s.left=mn(me*se,.5),at=s.top=mn(_e*se,.5),Qe=s.width=mn(J*se,.5),yt=s.height=mn(_*se,.5)}let zs=3;function Gs(){let r=!1,o=0;for(;!r;){o++;let s=na(o),u=la(o);r=o==zs||s&&u,r||(ui(l.width,l.height),ml=!0)}}function Us({width:r,height:o}){Zl(r,o)}l.setSize=Us;function js(){let r=!1,o=!1,s=!1,u=!1;W.forEach((d,m)=>{if(d.show&&d._show){let{side:b,_size:v}=d,x=b%2,E=d.label!=null?d.labelSize:0,A=v+E;A>0&&(x?(J-=A,b==3?(me+=A,u=!0):s=!0):(_-=A,b==0?(_e+=A,r=!0):o=!0))}}),sn[0]=r,sn[1]=s,sn[2]=o,sn[3]=u,J-=zt[1]+zt[3],me+=zt[3],_-=zt[2]+zt[0],_e+=zt[0]}function Js(){let r=me+J,o=_e+_,s=me,u=_e;function d(m,b){switch(m){case 1:return r+=b,r-b;case 2:return o+=b,o-b;case 3:return s-=b,s+b;case 0:return u-=b,u+b}}W.forEach((m,b)=>{if(m.show&&m._show){let v=m.side;m._pos=d(v,m._size),m.label!=null&&(m._lpos=d(v,m.labelSize))}})}if($.dataIdx==null){let r=$.hover,o=r.skip=new Set(r.skip??[]);o.add(void 0);let s=r.prox=te(r.prox),u=r.bias??=0;$.dataIdx=(d,m,b,v)=>{if(m==0)return b;let x=b,E=s(d,m,b,v)??pe,A=E>=0&&E<pe,H=T.ori==0?J:_,G=$.left,oe=e[0],re=e[m];if(o.has(re[b])){x=null;let Z=null,V=null,O;if(u==0||u==-1)for(O=b;Z==null&&O-- >0;)o.has(re[O])||(Z=O);if(u==0||u==1)for(O=b;V==null&&O++<re.length;)o.has(re[O])||(V=O);if(Z!=null||V!=null)if(A){let be=Z==null?-1/0:C(oe[Z],T,H,0),Me=V==null?1/0:C(oe[V],T,H,0),Re=G-be,ce=Me-G;Re<=ce?Re<=E&&(x=Z):ce<=E&&(x=V)}else x=V==null?Z:Z==null?V:b-Z<=V-b?Z:V}else A&&De(G-C(oe[b],T,H,0))>E&&(x=null);return x}}let on=r=>{$.event=r};$.idxs=ue,$._lock=!1;let ze=$.points;ze.show=te(ze.show),ze.size=te(ze.size),ze.stroke=te(ze.stroke),ze.width=te(ze.width),ze.fill=te(ze.fill);let At=l.focus=Ae({},t.focus||{alpha:.3},$.focus),Ln=At.prox>=0,En=Ln&&ze.one,ut=[],An=[],Pn=[];function ci(r,o){let s=ze.show(l,o);if(s instanceof HTMLElement)return rt(s,ja),rt(s,r.class),Ct(s,-10,-10,J,_),P.insertBefore(s,ut[o]),s}function di(r,o){if(i==1||o>0){let s=i==1&&S[r.scale].time,u=r.value;r.value=s?Do(u)?Wo(ne,Ro(u,N)):u||le:u||su,r.label=r.label||(s?Xf:Zf)}if(En||o>0){r.width=r.width==null?1:r.width,r.paths=r.paths||xu||cf,r.fillTo=te(r.fillTo||du),r.pxAlign=+ie(r.pxAlign,F),r.pxRound=qo(r.pxAlign),r.stroke=te(r.stroke||null),r.fill=te(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let s=au(Ye(1,r.width),1),u=r.points=Ae({},{size:s,width:Ye(1,s*.2),stroke:r.stroke,space:s*2,paths:ku,_stroke:null,_fill:null},r.points);u.show=te(u.show),u.filter=te(u.filter),u.fill=te(u.fill),u.stroke=te(u.stroke),u.paths=te(u.paths),u.pxAlign=r.pxAlign}if(Pe){let s=hl(r,o);Se.splice(o,0,s[0]),Lt.splice(o,0,s[1]),Q.values.push(null)}if(Ge){ue.splice(o,0,null);let s=null;En?o==0&&(s=ci(r,o)):o>0&&(s=ci(r,o)),ut.splice(o,0,s),An.splice(o,0,0),Pn.splice(o,0,0)}Ne("addSeries",o)}function qs(r,o){o=o??k.length,r=i==1?Ur(r,o,Vo,jo):Ur(r,o,{},Uo),k.splice(o,0,r),di(k[o],o)}l.addSeries=qs;function Ys(r){if(k.splice(r,1),Pe){Q.values.splice(r,1),Lt.splice(r,1);let o=Se.splice(r,1)[0];Sn(null,o.firstChild),o.remove()}Ge&&(ue.splice(r,1),ut.splice(r,1)[0].remove(),An.splice(r,1),Pn.splice(r,1)),Ne("delSeries",r)}l.delSeries=Ys;let sn=[!1,!1,!1,!1];function Ks(r,o){if(r._show=r.show,r.show){let s=r.side%2,u=S[r.scale];u==null&&(r.scale=s?k[1].scale:D,u=S[r.scale]);let d=u.time;r.size=te(r.size),r.space=te(r.space),r.rotate=te(r.rotate),Zt(r.incrs)&&r.incrs.forEach(b=>{!Xt.has(b)&&Xt.set(b,ss(b))}),r.incrs=te(r.incrs||(u.distr==2?Cf:d?I==1?Of:Rf:gn)),r.splits=te(r.splits||(d&&u.distr==1?Ke:u.distr==3?Vr:u.distr==4?nu:tu)),r.stroke=te(r.stroke),r.grid.stroke=te(r.grid.stroke),r.ticks.stroke=te(r.ticks.stroke),r.border.stroke=te(r.border.stroke);let m=r.values;r.values=Zt(m)&&!Zt(m[0])?te(m):d?Zt(m)?No(ne,Fo(m,N)):Do(m)?Vf(ne,m):m||ve:m||eu,r.filter=te(r.filter||(u.distr>=3&&u.log==10?iu:u.distr==3&&u.log==2?ou:is)),r.font=Zo(r.font),r.labelFont=Zo(r.labelFont),r._size=r.size(l,null,o,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(sn[o]=!0,r._el=ht(Ia,y))}}function el(r,o,s,u){let[d,m,b,v]=s,x=o%2,E=0;return x==0&&(v||m)&&(E=o==0&&!d||o==2&&!b?He(Bo.size/3):0),x==1&&(d||b)&&(E=o==1&&!m||o==3&&!v?He(zo.size/2):0),E}let pi=l.padding=(t.padding||[el,el,el,el]).map(r=>te(ie(r,el))),zt=l._padding=pi.map((r,o)=>r(l,o,sn,0)),We,Ce=null,$e=null,yl=i==1?k[0].idxs:null,bt=null,tl=!1;function hi(r,o){if(e=r??[],l.data=l._data=e,i==2){We=0;for(let s=1;s<k.length;s++)We+=e[s][0].length}else{e.length==0&&(l.data=l._data=e=[[]]),bt=e[0],We=bt.length;let s=e;if(q==2){s=e.slice();let u=s[0]=Array(We);for(let d=0;d<We;d++)u[d]=d}l._data=e=s}if(Hn(!0),Ne("setData"),q==2&&(Mn=!0),o!==!1){let s=T;s.auto(l,tl)?Xl():Ut(D,s.min,s.max),rn=rn||$.left>=0,ft=!0,Dn()}}l.setData=hi;function Xl(){tl=!0;let r,o;i==1&&(We>0?(Ce=yl[0]=0,$e=yl[1]=We-1,r=e[0][Ce],o=e[0][$e],q==2?(r=Ce,o=$e):r==o&&(q==3?[r,o]=Bl(r,r,T.log,!1):q==4?[r,o]=Yr(r,r,T.log,!1):T.time?o=r+He(86400/I):[r,o]=Nl(r,o,Kr,!0))):(Ce=yl[0]=r=null,$e=yl[1]=o=null)),Ut(D,r,o)}let bl,_n,er,tr,nr,lr,rr,ir,or,Ze;function mi(r,o,s,u,d,m){r??=mo,s??=Zr,u??="butt",d??=mo,m??="round",r!=bl&&(g.strokeStyle=bl=r),d!=_n&&(g.fillStyle=_n=d),o!=er&&(g.lineWidth=er=o),m!=nr&&(g.lineJoin=nr=m),u!=lr&&(g.lineCap=lr=u),s!=tr&&g.setLineDash(tr=s)}function gi(r,o,s,u){o!=_n&&(g.fillStyle=_n=o),r!=rr&&(g.font=rr=r),s!=ir&&(g.textAlign=ir=s),u!=or&&(g.textBaseline=or=u)}function sr(r,o,s,u,d=0){if(u.length>0&&r.auto(l,tl)&&(o==null||o.min==null)){let m=ie(Ce,0),b=ie($e,u.length-1),v=s.min==null?rf(u,m,b,d,r.distr==3):[s.min,s.max];r.min=Mt(r.min,s.min=v[0]),r.max=Ye(r.max,s.max=v[1])}}let yi={min:null,max:null};function Qs(){for(let u in S){let d=S[u];R[u]==null&&(d.min==null||R[D]!=null&&d.auto(l,tl))&&(R[u]=yi)}for(let u in S){let d=S[u];R[u]==null&&d.from!=null&&R[d.from]!=null&&(R[u]=yi)}R[D]!=null&&Hn(!0);let r={};for(let u in R){let d=R[u];if(d!=null){let m=r[u]=Jn(S[u],hf);if(d.min!=null)Ae(m,d);else if(u!=D||i==2)if(We==0&&m.from==null){let b=m.range(l,null,null,u);m.min=b[0],m.max=b[1]}else m.min=pe,m.max=-pe}}if(We>0){k.forEach((u,d)=>{if(i==1){let m=u.scale,b=R[m];if(b==null)return;let v=r[m];if(d==0){let x=v.range(l,v.min,v.max,m);v.min=x[0],v.max=x[1],Ce=Tt(v.min,e[0]),$e=Tt(v.max,e[0]),$e-Ce>1&&(e[0][Ce]<v.min&&Ce++,e[0][$e]>v.max&&$e--),u.min=bt[Ce],u.max=bt[$e]}else u.show&&u.auto&&sr(v,b,u,e[d],u.sorted);u.idxs[0]=Ce,u.idxs[1]=$e}else if(d>0&&u.show&&u.auto){let[m,b]=u.facets,v=m.scale,x=b.scale,[E,A]=e[d],H=r[v],G=r[x];H!=null&&sr(H,R[v],m,E,m.sorted),G!=null&&sr(G,R[x],b,A,b.sorted),u.min=b.min,u.max=b.max}});for(let u in r){let d=r[u],m=R[u];if(d.from==null&&(m==null||m.min==null)){let b=d.range(l,d.min==pe?null:d.min,d.max==-pe?null:d.max,u);d.min=b[0],d.max=b[1]}}}for(let u in r){let d=r[u];if(d.from!=null){let m=r[d.from];if(m.min==null)d.min=d.max=null;else{let b=d.range(l,m.min,m.max,u);d.min=b[0],d.max=b[1]}}}let o={},s=!1;for(let u in r){let d=r[u],m=S[u];if(m.min!=d.min||m.max!=d.max){m.min=d.min,m.max=d.max;let b=m.distr;m._min=b==3?Bt(m.min):b==4?Dr(m.min,m.asinh):b==100?m.fwd(m.min):m.min,m._max=b==3?Bt(m.max):b==4?Dr(m.max,m.asinh):b==100?m.fwd(m.max):m.max,o[u]=s=!0}}if(s){k.forEach((u,d)=>{i==2?d>0&&o.y&&(u._paths=null):o[u.scale]&&(u._paths=null)});for(let u in o)Mn=!0,Ne("setScale",u);Ge&&$.left>=0&&(rn=ft=!0)}for(let u in R)R[u]=null}function Zs(r){let o=Br(Ce-1,0,We-1),s=Br($e+1,0,We-1);for(;r[o]==null&&o>0;)o--;for(;r[s]==null&&s<We-1;)s++;return[o,s]}function Xs(){if(We>0){let r=k.some(o=>o._focus)&&Ze!=At.alpha;r&&(g.globalAlpha=Ze=At.alpha),k.forEach((o,s)=>{if(s>0&&o.show&&(bi(s,!1),bi(s,!0),o._paths==null)){let u=Ze;Ze!=o.alpha&&(g.globalAlpha=Ze=o.alpha);let d=i==2?[0,e[s][0].length-1]:Zs(e[s]);o._paths=o.paths(l,s,d[0],d[1]),Ze!=u&&(g.globalAlpha=Ze=u)}}),k.forEach((o,s)=>{if(s>0&&o.show){let u=Ze;Ze!=o.alpha&&(g.globalAlpha=Ze=o.alpha),o._paths!=null&&wi(s,!1);{let d=o._paths!=null?o._paths.gaps:null,m=o.points.show(l,s,Ce,$e,d),b=o.points.filter(l,s,m,d);(m||b)&&(o.points._paths=o.points.paths(l,s,Ce,$e,b),wi(s,!0))}Ze!=u&&(g.globalAlpha=Ze=u),Ne("drawSeries",s)}}),r&&(g.globalAlpha=Ze=1)}}function bi(r,o){let s=o?k[r].points:k[r];s._stroke=s.stroke(l,r),s._fill=s.fill(l,r)}function wi(r,o){let s=o?k[r].points:k[r],{stroke:u,fill:d,clip:m,flags:b,_stroke:v=s._stroke,_fill:x=s._fill,_width:E=s.width}=s._paths;E=he(E*se,3);let A=null,H=E%2/2;o&&x==null&&(x=E>0?"#fff":v);let G=s.pxAlign==1&&H>0;if(G&&g.translate(H,H),!o){let oe=et-E/2,re=at-E/2,Z=Qe+E,V=yt+E;A=new Path2D,A.rect(oe,re,Z,V)}o?ar(v,E,s.dash,s.cap,x,u,d,b,m):ea(r,v,E,s.dash,s.cap,x,u,d,b,A,m),G&&g.translate(-H,-H)}function ea(r,o,s,u,d,m,b,v,x,E,A){let H=!1;x!=0&&Y.forEach((G,oe)=>{if(G.series[0]==r){let re=k[G.series[1]],Z=e[G.series[1]],V=(re._paths||dl).band;Zt(V)&&(V=G.dir==1?V[0]:V[1]);let O,be=null;re.show&&V&&sf(Z,Ce,$e)?(be=G.fill(l,oe)||m,O=re._paths.clip):V=null,ar(o,s,u,d,be,b,v,x,E,A,O,V),H=!0}}),H||ar(o,s,u,d,m,b,v,x,E,A)}let vi=qn|zr;function ar(r,o,s,u,d,m,b,v,x,E,A,H){mi(r,o,s,u,d),(x||E||H)&&(g.save(),x&&g.clip(x),E&&g.clip(E)),H?(v&vi)==vi?(g.clip(H),A&&g.clip(A),vl(d,b),wl(r,m,o)):v&zr?(vl(d,b),g.clip(H),wl(r,m,o)):v&qn&&(g.save(),g.clip(H),A&&g.clip(A),vl(d,b),g.restore(),wl(r,m,o)):(vl(d,b),wl(r,m,o)),(x||E||H)&&g.restore()}function wl(r,o,s){s>0&&(o instanceof Map?o.forEach((u,d)=>{g.strokeStyle=bl=d,g.stroke(u)}):o!=null&&r&&g.stroke(o))}function vl(r,o){o instanceof Map?o.forEach((s,u)=>{g.fillStyle=_n=u,g.fill(s)}):o!=null&&r&&g.fill(o)}function ta(r,o,s,u){let d=W[r],m;if(u<=0)m=[0,0];else{let b=d._space=d.space(l,r,o,s,u),v=d._incrs=d.incrs(l,r,o,s,u,b);m=Au(o,s,v,u,b)}return d._found=m}function fr(r,o,s,u,d,m,b,v,x,E){let A=b%2/2;F==1&&g.translate(A,A),mi(v,b,x,E,v),g.beginPath();let H,G,oe,re,Z=d+(u==0||u==3?-m:m);s==0?(G=d,re=Z):(H=d,oe=Z);for(let V=0;V<r.length;V++)o[V]!=null&&(s==0?H=oe=r[V]:G=re=r[V],g.moveTo(H,G),g.lineTo(oe,re));g.stroke(),F==1&&g.translate(-A,-A)}function na(r){let o=!0;return W.forEach((s,u)=>{if(!s.show)return;let d=S[s.scale];if(d.min==null){s._show&&(o=!1,s._show=!1,Hn(!1));return}else s._show||(o=!1,s._show=!0,Hn(!1));let m=s.side,b=m%2,{min:v,max:x}=d,[E,A]=ta(u,v,x,b==0?J:_);if(A==0)return;let H=d.distr==2,G=s._splits=s.splits(l,u,v,x,E,A,H),oe=d.distr==2?G.map(O=>bt[O]):G,re=d.distr==2?bt[G[1]]-bt[G[0]]:E,Z=s._values=s.values(l,s.filter(l,oe,u,A,re),u,A,re);s._rotate=m==2?s.rotate(l,Z,u,A):0;let V=s._size;s._size=mt(s.size(l,Z,u,r)),V!=null&&s._size!=V&&(o=!1)}),o}function la(r){let o=!0;return pi.forEach((s,u)=>{let d=s(l,u,sn,r);d!=zt[u]&&(o=!1),zt[u]=d}),o}function ra(){for(let r=0;r<W.length;r++){let o=W[r];if(!o.show||!o._show)continue;let s=o.side,u=s%2,d,m,b=o.stroke(l,r),v=s==0||s==3?-1:1,[x,E]=o._found;if(o.label!=null){let Je=o.labelGap*v,lt=He((o._lpos+Je)*se);gi(o.labelFont[0],b,"center",s==2?"top":ho),g.save(),u==1?(d=m=0,g.translate(lt,He(at+yt/2)),g.rotate((s==3?-Ol:Ol)/2)):(d=He(et+Qe/2),m=lt);let un=ls(o.label)?o.label(l,r,x,E):o.label;g.fillText(un,d,m),g.restore()}if(E==0)continue;let A=S[o.scale],H=u==0?Qe:yt,G=u==0?et:at,oe=o._splits,re=A.distr==2?oe.map(Je=>bt[Je]):oe,Z=A.distr==2?bt[oe[1]]-bt[oe[0]]:x,V=o.ticks,O=o.border,be=V.show?V.size:0,Me=He(be*se),Re=He((o.alignTo==2?o._size-be-o.gap:o.gap)*se),ce=o._rotate*-Ol/180,Le=B(o._pos*se),tt=(Me+Re)*v,je=Le+tt;m=u==0?je:0,d=u==1?je:0;let ct=o.font[0],wt=o.align==1?In:o.align==2?Pr:ce>0?In:ce<0?Pr:u==0?"center":s==3?Pr:In,Ht=ce||u==1?"middle":s==2?"top":ho;gi(ct,b,wt,Ht);let nt=o.font[1]*o.lineGap,dt=oe.map(Je=>B(p(Je,A,H,G))),vt=o._values;for(let Je=0;Je<vt.length;Je++){let lt=vt[Je];if(lt!=null){u==0?d=dt[Je]:m=dt[Je],lt=""+lt;let un=lt.indexOf(`
`)==-1?[lt]:lt.split(/\n/gm);for(let qe=0;qe<un.length;qe++){let Wi=un[qe];ce?(g.save(),g.translate(d,m+qe*nt),g.rotate(ce),g.fillText(Wi,0,0),g.restore()):g.fillText(Wi,d,m+qe*nt)}}}V.show&&fr(dt,V.filter(l,re,r,E,Z),u,s,Le,Me,he(V.width*se,3),V.stroke(l,r),V.dash,V.cap);let Dt=o.grid;Dt.show&&fr(dt,Dt.filter(l,re,r,E,Z),u,u==0?2:1,u==0?at:et,u==0?yt:Qe,he(Dt.width*se,3),Dt.stroke(l,r),Dt.dash,Dt.cap),O.show&&fr([Le],[1],u==0?1:0,u==0?1:2,u==1?at:et,u==1?yt:Qe,he(O.width*se,3),O.stroke(l,r),O.dash,O.cap)}Ne("drawAxes")}function Hn(r){k.forEach((o,s)=>{s>0&&(o._paths=null,r&&(i==1?(o.min=null,o.max=null):o.facets.forEach(u=>{u.min=null,u.max=null})))})}let xl=!1,ur=!1,nl=[];function ia(){ur=!1;for(let r=0;r<nl.length;r++)Ne(...nl[r]);nl.length=0}function Dn(){xl||(xf(xi),xl=!0)}function oa(r,o=!1){xl=!0,ur=o,r(l),xi(),o&&nl.length>0&&queueMicrotask(ia)}l.batch=oa;function xi(){if(Ql&&(Qs(),Ql=!1),Mn&&(Gs(),Mn=!1),ml){if(we(L,In,me),we(L,"top",_e),we(L,al,J),we(L,fl,_),we(P,In,me),we(P,"top",_e),we(P,al,J),we(P,fl,_),we(y,al,Ot),we(y,fl,tn),w.width=He(Ot*se),w.height=He(tn*se),W.forEach(({_el:r,_show:o,_size:s,_pos:u,side:d})=>{if(r!=null)if(o){let m=d===3||d===0?s:0,b=d%2==1;we(r,b?"left":"top",u-m),we(r,b?"width":"height",s),we(r,b?"top":"left",b?_e:me),we(r,b?"height":"width",b?_:J),Rr(r,yn)}else rt(r,yn)}),bl=_n=er=nr=lr=rr=ir=or=tr=null,Ze=1,il(!0),me!=Tn||_e!=nn||J!=Et||_!=ln){Hn(!1);let r=J/Et,o=_/ln;if(Ge&&!rn&&$.left>=0){$.left*=r,$.top*=o,Cn&&Ct(Cn,He($.left),0,J,_),$n&&Ct($n,0,He($.top),J,_);for(let s=0;s<ut.length;s++){let u=ut[s];u!=null&&(An[s]*=r,Pn[s]*=o,Ct(u,mt(An[s]),mt(Pn[s]),J,_))}}if(ye.show&&!gl&&ye.left>=0&&ye.width>0){ye.left*=r,ye.width*=r,ye.top*=o,ye.height*=o;for(let s in gr)we(Nn,s,ye[s])}Tn=me,nn=_e,Et=J,ln=_}Ne("setSize"),ml=!1}Ot>0&&tn>0&&(g.clearRect(0,0,w.width,w.height),Ne("drawClear"),j.forEach(r=>r()),Ne("draw")),ye.show&&gl&&(kl(ye),gl=!1),Ge&&rn&&(fn(null,!0,!1),rn=!1),Q.show&&Q.live&&ft&&(hr(),ft=!1),c||(c=!0,l.status=1,Ne("ready")),tl=!1,xl=!1}l.redraw=(r,o)=>{Mn=o||!1,r!==!1?Ut(D,T.min,T.max):Dn()};function cr(r,o){let s=S[r];if(s.from==null){if(We==0){let u=s.range(l,o.min,o.max,r);o.min=u[0],o.max=u[1]}if(o.min>o.max){let u=o.min;o.min=o.max,o.max=u}if(We>1&&o.min!=null&&o.max!=null&&o.max-o.min<1e-16)return;r==D&&s.distr==2&&We>0&&(o.min=Tt(o.min,e[0]),o.max=Tt(o.max,e[0]),o.min==o.max&&o.max++),R[r]=o,Ql=!0,Dn()}}l.setScale=cr;let dr,pr,Cn,$n,ki,Si,On,Fn,Ti,Mi,ge,ke,Gt=!1,Be=$.drag,Oe=Be.x,Fe=Be.y;Ge&&($.x&&(dr=ht(Ga,P)),$.y&&(pr=ht(Ua,P)),T.ori==0?(Cn=dr,$n=pr):(Cn=pr,$n=dr),ge=$.left,ke=$.top);let ye=l.select=Ae({show:!0,over:!0,left:0,width:0,top:0,height:0},t.select),Nn=ye.show?ht(za,ye.over?P:L):null;function kl(r,o){if(ye.show){for(let s in r)ye[s]=r[s],s in gr&&we(Nn,s,r[s]);o!==!1&&Ne("setSelect")}}l.setSelect=kl;function sa(r){if(k[r].show)Pe&&Rr(Se[r],yn);else if(Pe&&rt(Se[r],yn),Ge){let s=En?ut[0]:ut[r];s!=null&&Ct(s,-10,-10,J,_)}}function Ut(r,o,s){cr(r,{min:o,max:s})}function Pt(r,o,s,u){o.focus!=null&&da(r),o.show!=null&&k.forEach((d,m)=>{m>0&&(r==m||r==null)&&(d.show=o.show,sa(m),i==2?(Ut(d.facets[0].scale,null,null),Ut(d.facets[1].scale,null,null)):Ut(d.scale,null,null),Dn())}),s!==!1&&Ne("setSeries",r,o),u&&ol("setSeries",l,r,o)}l.setSeries=Pt;function aa(r,o){Ae(Y[r],o)}function fa(r,o){r.fill=te(r.fill||null),r.dir=ie(r.dir,-1),o=o??Y.length,Y.splice(o,0,r)}function ua(r){r==null?Y.length=0:Y.splice(r,1)}l.addBand=fa,l.setBand=aa,l.delBand=ua;function ca(r,o){k[r].alpha=o,Ge&&ut[r]!=null&&(ut[r].style.opacity=o),Pe&&Se[r]&&(Se[r].style.opacity=o)}let Ft,jt,an,Rn={focus:!0};function da(r){if(r!=an){let o=r==null,s=At.alpha!=1;k.forEach((u,d)=>{if(i==1||d>0){let m=o||d==0||d==r;u._focus=o?null:m,s&&ca(d,m?1:At.alpha)}}),an=r,s&&Dn()}}Pe&&Ln&&Ue(bo,ae,r=>{$._lock||(on(r),an!=null&&Pt(null,Rn,!0,Ee.setSeries))});function _t(r,o,s){let u=S[o];s&&(r=r/se-(u.ori==1?_e:me));let d=J;u.ori==1&&(d=_,r=d-r),u.dir==-1&&(r=d-r);let m=u._min,b=u._max,v=r/d,x=m+(b-m)*v,E=u.distr;return E==3?Un(10,x):E==4?ff(x,u.asinh):E==100?u.bwd(x):x}function pa(r,o){let s=_t(r,D,o);return Tt(s,e[0],Ce,$e)}l.valToIdx=r=>Tt(r,e[0]),l.posToIdx=pa,l.posToVal=_t,l.valToPos=(r,o,s)=>S[o].ori==0?f(r,S[o],s?Qe:J,s?et:0):a(r,S[o],s?yt:_,s?at:0),l.setCursor=(r,o,s)=>{ge=r.left,ke=r.top,fn(null,o,s)};function Li(r,o){we(Nn,In,ye.left=r),we(Nn,al,ye.width=o)}function Ei(r,o){we(Nn,"top",ye.top=r),we(Nn,fl,ye.height=o)}let ll=T.ori==0?Li:Ei,rl=T.ori==1?Li:Ei;function ha(){if(Pe&&Q.live)for(let r=i==2?1:0;r<k.length;r++){if(r==0&&st)continue;let o=Q.values[r],s=0;for(let u in o)Lt[r][s++].firstChild.nodeValue=o[u]}}function hr(r,o){if(r!=null&&(r.idxs?r.idxs.forEach((s,u)=>{ue[u]=s}):pf(r.idx)||ue.fill(r.idx),Q.idx=ue[0]),Pe&&Q.live){for(let s=0;s<k.length;s++)(s>0||i==1&&!st)&&ma(s,ue[s]);ha()}ft=!1,o!==!1&&Ne("setLegend")}l.setLegend=hr;function ma(r,o){let s=k[r],u=r==0&&q==2?bt:e[r],d;st?d=s.values(l,r,o)??It:(d=s.value(l,o==null?null:u[o],r,o),d=d==null?It:{_:d}),Q.values[r]=d}function fn(r,o,s){Ti=ge,Mi=ke,[ge,ke]=$.move(l,ge,ke),$.left=ge,$.top=ke,Ge&&(Cn&&Ct(Cn,He(ge),0,J,_),$n&&Ct($n,0,He(ke),J,_));let u,d=Ce>$e;Ft=pe,jt=null;let m=T.ori==0?J:_,b=T.ori==1?J:_;if(ge<0||We==0||d){u=$.idx=null;for(let v=0;v<k.length;v++){let x=ut[v];x!=null&&Ct(x,-10,-10,J,_)}Ln&&Pt(null,Rn,!0,r==null&&Ee.setSeries),Q.live&&(ue.fill(u),ft=!0)}else{let v,x,E;i==1&&(v=T.ori==0?ge:ke,x=_t(v,D),u=$.idx=Tt(x,e[0],Ce,$e),E=C(e[0][u],T,m,0));let A=-10,H=-10,G=0,oe=0,re=!0,Z="",V="";for(let O=i==2?1:0;O<k.length;O++){let be=k[O],Me=ue[O],Re=Me==null?null:i==1?e[O][Me]:e[O][1][Me],ce=$.dataIdx(l,O,u,x),Le=ce==null?null:i==1?e[O][ce]:e[O][1][ce];if(ft=ft||Le!=Re||ce!=Me,ue[O]=ce,O>0&&be.show){let tt=ce==null?-10:ce==u?E:C(i==1?e[0][ce]:e[O][0][ce],T,m,0),je=Le==null?-10:z(Le,i==1?S[be.scale]:S[be.facets[1].scale],b,0);if(Ln&&Le!=null){let ct=T.ori==1?ge:ke,wt=De(At.dist(l,O,ce,je,ct));if(wt<Ft){let Ht=At.bias;if(Ht!=0){let nt=_t(ct,be.scale),dt=Le>=0?1:-1,vt=nt>=0?1:-1;vt==dt&&(vt==1?Ht==1?Le>=nt:Le<=nt:Ht==1?Le<=nt:Le>=nt)&&(Ft=wt,jt=O)}else Ft=wt,jt=O}}if(ft||En){let ct,wt;T.ori==0?(ct=tt,wt=je):(ct=je,wt=tt);let Ht,nt,dt,vt,Dt,Je,lt=!0,un=ze.bbox;if(un!=null){lt=!1;let qe=un(l,O);dt=qe.left,vt=qe.top,Ht=qe.width,nt=qe.height}else dt=ct,vt=wt,Ht=nt=ze.size(l,O);if(Je=ze.fill(l,O),Dt=ze.stroke(l,O),En)O==jt&&Ft<=At.prox&&(A=dt,H=vt,G=Ht,oe=nt,re=lt,Z=Je,V=Dt);else{let qe=ut[O];qe!=null&&(An[O]=dt,Pn[O]=vt,Mo(qe,Ht,nt,lt),So(qe,Je,Dt),Ct(qe,mt(dt),mt(vt),J,_))}}}}if(En){let O=At.prox,be=an==null?Ft<=O:Ft>O||jt!=an;if(ft||be){let Me=ut[0];Me!=null&&(An[0]=A,Pn[0]=H,Mo(Me,G,oe,re),So(Me,Z,V),Ct(Me,mt(A),mt(H),J,_))}}}if(ye.show&&Gt)if(r!=null){let[v,x]=Ee.scales,[E,A]=Ee.match,[H,G]=r.cursor.sync.scales,oe=r.cursor.drag;if(Oe=oe._x,Fe=oe._y,Oe||Fe){let{left:re,top:Z,width:V,height:O}=r.select,be=r.scales[H].ori,Me=r.posToVal,Re,ce,Le,tt,je,ct=v!=null&&E(v,H),wt=x!=null&&A(x,G);ct&&Oe?(be==0?(Re=re,ce=V):(Re=Z,ce=O),Le=S[v],tt=C(Me(Re,H),Le,m,0),je=C(Me(Re+ce,H),Le,m,0),ll(Mt(tt,je),De(je-tt))):ll(0,m),wt&&Fe?(be==1?(Re=re,ce=V):(Re=Z,ce=O),Le=S[x],tt=z(Me(Re,G),Le,b,0),je=z(Me(Re+ce,G),Le,b,0),rl(Mt(tt,je),De(je-tt))):rl(0,b)}else yr()}else{let v=De(Ti-ki),x=De(Mi-Si);if(T.ori==1){let G=v;v=x,x=G}Oe=Be.x&&v>=Be.dist,Fe=Be.y&&x>=Be.dist;let E=Be.uni;E!=null?Oe&&Fe&&(Oe=v>=E,Fe=x>=E,!Oe&&!Fe&&(x>v?Fe=!0:Oe=!0)):Be.x&&Be.y&&(Oe||Fe)&&(Oe=Fe=!0);let A,H;Oe&&(T.ori==0?(A=On,H=ge):(A=Fn,H=ke),ll(Mt(A,H),De(H-A)),Fe||rl(0,b)),Fe&&(T.ori==1?(A=On,H=ge):(A=Fn,H=ke),rl(Mt(A,H),De(H-A)),Oe||ll(0,m)),!Oe&&!Fe&&(ll(0,0),rl(0,0))}if(Be._x=Oe,Be._y=Fe,r==null){if(s){if(Ri!=null){let[v,x]=Ee.scales;Ee.values[0]=v!=null?_t(T.ori==0?ge:ke,v):null,Ee.values[1]=x!=null?_t(T.ori==1?ge:ke,x):null}ol(_r,l,ge,ke,J,_,u)}if(Ln){let v=s&&Ee.setSeries,x=At.prox;an==null?Ft<=x&&Pt(jt,Rn,!0,v):Ft>x?Pt(null,Rn,!0,v):jt!=an&&Pt(jt,Rn,!0,v)}}ft&&(Q.idx=u,hr()),o!==!1&&Ne("setCursor")}let Jt=null;Object.defineProperty(l,"rect",{get(){return Jt==null&&il(!1),Jt}});function il(r=!1){r?Jt=null:(Jt=P.getBoundingClientRect(),Ne("syncRect",Jt))}function Ai(r,o,s,u,d,m,b){$._lock||Gt&&r!=null&&r.movementX==0&&r.movementY==0||(mr(r,o,s,u,d,m,b,!1,r!=null),r!=null?fn(null,!0,!0):fn(o,!0,!1))}function mr(r,o,s,u,d,m,b,v,x){if(Jt==null&&il(!1),on(r),r!=null)s=r.clientX-Jt.left,u=r.clientY-Jt.top;else{if(s<0||u<0){ge=-10,ke=-10;return}let[E,A]=Ee.scales,H=o.cursor.sync,[G,oe]=H.values,[re,Z]=H.scales,[V,O]=Ee.match,be=o.axes[0].side%2==1,Me=T.ori==0?J:_,Re=T.ori==1?J:_,ce=be?m:d,Le=be?d:m,tt=be?u:s,je=be?s:u;if(re!=null?s=V(E,re)?p(G,S[E],Me,0):-10:s=Me*(tt/ce),Z!=null?u=O(A,Z)?p(oe,S[A],Re,0):-10:u=Re*(je/Le),T.ori==1){let ct=s;s=u,u=ct}}x&&(o==null||o.cursor.event.type==_r)&&((s<=1||s>=J-1)&&(s=mn(s,J)),(u<=1||u>=_-1)&&(u=mn(u,_))),v?(ki=s,Si=u,[On,Fn]=$.move(l,s,u)):(ge=s,ke=u)}let gr={width:0,height:0,left:0,top:0};function yr(){kl(gr,!1)}let Pi,_i,Hi,Di;function Ci(r,o,s,u,d,m,b){Gt=!0,Oe=Fe=Be._x=Be._y=!1,mr(r,o,s,u,d,m,b,!0,!1),r!=null&&(Ue(Hr,Fr,$i,!1),ol(go,l,On,Fn,J,_,null));let{left:v,top:x,width:E,height:A}=ye;Pi=v,_i=x,Hi=E,Di=A}function $i(r,o,s,u,d,m,b){Gt=Be._x=Be._y=!1,mr(r,o,s,u,d,m,b,!1,!0);let{left:v,top:x,width:E,height:A}=ye,H=E>0||A>0,G=Pi!=v||_i!=x||Hi!=E||Di!=A;if(H&&G&&kl(ye),Be.setScale&&H&&G){let oe=v,re=E,Z=x,V=A;if(T.ori==1&&(oe=x,re=A,Z=v,V=E),Oe&&Ut(D,_t(oe,D),_t(oe+re,D)),Fe)for(let O in S){let be=S[O];O!=D&&be.from==null&&be.min!=pe&&Ut(O,_t(Z+V,O),_t(Z,O))}yr()}else $.lock&&($._lock=!$._lock,fn(o,!0,r!=null));r!=null&&(Sn(Hr,Fr),ol(Hr,l,ge,ke,J,_,null))}function ga(r,o,s,u,d,m,b){if($._lock)return;on(r);let v=Gt;if(Gt){let x=!0,E=!0,A=10,H,G;T.ori==0?(H=Oe,G=Fe):(H=Fe,G=Oe),H&&G&&(x=ge<=A||ge>=J-A,E=ke<=A||ke>=_-A),H&&x&&(ge=ge<On?0:J),G&&E&&(ke=ke<Fn?0:_),fn(null,!0,!0),Gt=!1}ge=-10,ke=-10,ue.fill(null),fn(null,!0,!0),v&&(Gt=v)}function Oi(r,o,s,u,d,m,b){$._lock||(on(r),Xl(),yr(),r!=null&&ol(wo,l,ge,ke,J,_,null))}function Fi(){W.forEach(Pu),Zl(l.width,l.height,!0)}bn(Fl,Gn,Fi);let Wn={};Wn.mousedown=Ci,Wn.mousemove=Ai,Wn.mouseup=$i,Wn.dblclick=Oi,Wn.setSeries=(r,o,s,u)=>{let d=Ee.match[2];s=d(l,o,s),s!=-1&&Pt(s,u,!0,!1)},Ge&&(Ue(go,P,Ci),Ue(_r,P,Ai),Ue(yo,P,r=>{on(r),il(!1)}),Ue(bo,P,ga),Ue(wo,P,Oi),Gr.add(l),l.syncRect=il);let Sl=l.hooks=t.hooks||{};function Ne(r,o,s){ur?nl.push([r,o,s]):r in Sl&&Sl[r].forEach(u=>{u.call(null,l,o,s)})}(t.plugins||[]).forEach(r=>{for(let o in r.hooks)Sl[o]=(Sl[o]||[]).concat(r.hooks[o])});let Ni=(r,o,s)=>s,Ee=Ae({key:null,setSeries:!1,filters:{pub:_o,sub:_o},scales:[D,k[1]?k[1].scale:null],match:[Ho,Ho,Ni],values:[null,null]},$.sync);Ee.match.length==2&&Ee.match.push(Ni),$.sync=Ee;let Ri=Ee.key,br=Es(Ri);function ol(r,o,s,u,d,m,b){Ee.filters.pub(r,o,s,u,d,m,b)&&br.pub(r,o,s,u,d,m,b)}br.sub(l);function ya(r,o,s,u,d,m,b){Ee.filters.sub(r,o,s,u,d,m,b)&&Wn[r](null,o,s,u,d,m,b)}l.pub=ya;function ba(){br.unsub(l),Gr.delete(l),en.clear(),Wr(Fl,Gn,Fi),h.remove(),ae?.remove(),Ne("destroy")}l.destroy=ba;function wr(){Ne("init",t,e),hi(e||t.data,!1),R[D]?cr(D,R[D]):Xl(),gl=ye.show&&(ye.width>0||ye.height>0),rn=ft=!0,Zl(t.width,t.height)}return k.forEach(di),W.forEach(Ks),n?n instanceof HTMLElement?(n.appendChild(h),wr()):n(l,wr):wr(),l}Ie.assign=Ae;Ie.fmtNum=Qr;Ie.rangeNum=Nl;Ie.rangeLog=Bl;Ie.rangeAsinh=Yr;Ie.orient=vn;Ie.pxRatio=se;Ie.join=vf;Ie.fmtDate=Xr,Ie.tzDate=Hf;Ie.sync=Es;{Ie.addGap=pu,Ie.clipGaps=zl;let t=Ie.paths={points:Cs};t.linear=Os,t.stepped=gu,t.bars=yu,t.spline=wu}var _u=120,Hu=20,oi=class{times=[];values=[];push(e,n){return e<=(this.times.at(-1)??0)?!1:(this.times.push(e),this.values.push(n),this.times.length>_u&&(this.times.shift(),this.values.shift()),!0)}span(){let e=this.times.at(-1)??0;return[Math.min(this.times[0]??0,e-Hu),e]}range(e){if(e!==null&&e>0)return[0,e];let n=Math.max(0,...this.values.map(l=>l??0));return[0,n>0?n*1.25:1]}},Jl=class{series=new oi;sizes;host;max;plot=null;colour="";constructor(e,{colour:n,max:l=null}){this.host=e,this.max=l,e.style.color=`var(${n})`,e.setAttribute("aria-hidden","true"),this.sizes=new ResizeObserver(()=>this.fit()),this.sizes.observe(e)}push(e,n){this.series.push(e,n)&&this.draw()}destroy(){this.sizes.disconnect(),this.plot?.destroy(),this.plot=null}fit(){let{clientWidth:e,clientHeight:n}=this.host;e===0||n===0||this.plot&&this.plot.width===e&&this.plot.height===n||(this.plot?this.plot.setSize({width:e,height:n}):this.make(e,n),this.draw())}draw(){!this.plot||this.host.clientWidth===0||(this.colour=getComputedStyle(this.host).color,this.plot.setData([this.series.times,this.series.values]))}make(e,n){let l={show:!1},i={width:e,height:n,padding:[2,0,1,0],cursor:l,legend:l,axes:[l,l],scales:{x:{time:!1,range:()=>this.series.span()},y:{range:()=>this.series.range(this.max)}},series:[{},{stroke:()=>this.colour,fill:()=>`color-mix(in srgb, ${this.colour} 16%, transparent)`,width:1.4,points:l}]};this.plot=new Ie(i,[[],[]],this.host);let{root:f}=this.plot;f.style.cssText="position:relative;overflow:hidden";for(let a of f.querySelectorAll(".u-wrap"))a.style.position="relative";for(let a of f.querySelectorAll(".u-under, .u-over"))a.style.position="absolute";for(let a of f.querySelectorAll("canvas"))a.style.cssText="display:block;position:relative;width:100%;height:100%"}};var Du=120,ql=class t{static all=new WeakMap;told=new WeakMap;observer;constructor(){this.observer=new IntersectionObserver(e=>{for(let{target:n,isIntersecting:l}of e)this.told.get(n)?.(l)},{rootMargin:"80px"})}static of(e){let n=t.all.get(e);return n||(n=new t,t.all.set(e,n)),n}watch(e,n){this.told.set(e,n),this.observer.observe(e)}leave(e){this.observer.unobserve(e),this.told.delete(e)}},Zn=class{element;chart;value;options;past=[];spark=null;constructor(e,n){this.options=n,this.chart=M(e,"div","ffp-chart"),this.chart.setAttribute("aria-hidden","true"),this.value=M(e,"b","");let l=M(e,"span","",n.name);l.setAttribute("aria-hidden","true"),this.element=M(e,"div","ffp-meter",l,this.chart,this.value),this.element.setAttribute("role","group"),this.element.setAttribute("aria-label",n.label),ql.of(e).watch(this.chart,i=>this.show(i))}push(e,n,l){ee(this.value,l);let i=this.past.at(-1);i&&e<i[0]&&this.restart(),!(i&&e===i[0])&&(this.past.push([e,n]),this.past.length>Du&&this.past.shift(),this.spark?.push(e,n))}destroy(){ql.of(this.element.ownerDocument).leave(this.chart),this.show(!1)}restart(){this.past.length=0,this.spark&&(this.show(!1),this.show(!0))}show(e){if(!e)this.spark?.destroy(),this.spark=null;else if(!this.spark){this.spark=new Jl(this.chart,{colour:this.options.colour,max:this.options.max??null});for(let[n,l]of this.past)this.spark.push(n,l)}}};var si=4,ai=25,fi=class{element;name;tag;cpu;gpu;memory;note;go;sampled;id="";constructor(e,n,l,i){this.sampled=i,this.name=M(e,"span","ff-cut"),this.tag=M(e,"span","ff-tag"),this.cpu=new Zn(e,{name:"CPU",colour:"--ff-running",label:"CPU"}),this.gpu=new Zn(e,{name:"GPU",colour:"--ff-gpu",label:"GPU",max:1}),this.gpu.element.classList.add("ff-of-gpu"),this.memory=new Zn(e,{name:"MEM",colour:"--ff-mem",label:"Memory"}),this.note=M(e,"span","ff-worker-note"),this.go=n&&pt(e,"Continue",()=>n.continueWorker(this.id),l);let f=M(e,"span","ff-worker-end",this.note,...this.go?[this.go]:[]),a=M(e,"span","ff-worker-name",this.name,this.tag);this.element=M(e,"div","ff-worker",a,this.cpu.element,this.gpu.element,this.memory.element,f),this.element.setAttribute("role","listitem")}update(e){this.id=e.id;let n=this.sampled();hn(this.name,e.rank===null?e.id:`${e.id} · rank ${e.rank}`,40),Ve(this.element,e.node&&`on ${e.node}`),ee(this.tag,lo(e)),de(this.tag,e.gpus.length===0),Ve(this.tag,e.gpus.map(({label:i})=>i).join(", ")),this.cpu.push(n,e.cpu,qi(e.cpu)),this.cpu.element.title="CPU; 100 % is one core",this.gpu.push(n,Mr(e),pn(Mr(e))),Ve(this.gpu.element,Cu(e));let l=n&&e.memory?e.memory:null;this.memory.push(n,l,Nt(l)),Ve(this.memory.element,`memory; ${Nt(e.peakMemory)} at most`),ee(this.note,to(e)),Ve(this.note,no(e)),this.note.classList.toggle("ff-paused",e.pause!==null),this.go&&de(this.go,e.pause===null)}destroy(){for(let e of[this.cpu,this.gpu,this.memory])e.destroy()}};function Cu(t){return t.gpus.length?t.gpus.map(({label:e,load:n,memory:l,memoryTotal:i})=>`${e}: ${pn(n)}, ${Nt(l)} of ${Nt(i)}`).join(`
`):"a GPU was asked for; nothing is known of its use"}var Yl=class{section;rows;box;text;unfold;earlier;later;repeat;actions;all=!1;from=0;sampled=0;detail=null;constructor(e,n){this.actions=n,this.section=new kt(e,"workers","Workers of this cell",!0),this.box=M(e,"div","ff-rows-box"),this.box.setAttribute("role","list");let l=()=>new fi(e,n,this.section.tell,()=>this.sampled);this.rows=new Rt(this.box,f=>f.id,l),this.text=M(e,"span","ff-dim");let i=(f,a)=>{let p=Wt(e,f,a);return p.className="ff-text-button",p};this.earlier=i("earlier",()=>this.turn(-ai)),this.later=i("later",()=>this.turn(ai)),this.unfold=i("show",()=>this.setAll(!this.all)),this.section.body.append(this.box,M(e,"div","ff-more",this.text,this.earlier,this.later,this.unfold)),this.repeat=new Qt(()=>this.ask(),1e3)}update(e,n){this.section.setHidden(!n),n||this.repeat.stop(),!(!n||!e.detail)&&(this.detail=e.detail,this.box.classList.toggle("ff-no-gpu",e.detail.gpusAsked===0),this.paged?this.repeat.start():this.draw(e.detail))}destroy(){this.repeat.stop(),this.rows.destroy()}get paged(){let{detail:e}=this;return this.all&&this.actions!==null&&e!==null&&e.workersTotal>e.workers.length}async ask(){if(!(!this.actions||!this.section.isOpen))try{let e=await this.actions.detail({workersFrom:this.from,workersLimit:ai});this.paged&&this.draw(e),this.section.tell("")}catch(e){this.section.tell(cn(e))}}turn(e){this.from=Math.max(0,this.from+e),this.ask()}setAll(e){this.all=e,this.from=0,this.paged||this.repeat.stop(),this.detail&&!this.paged&&this.draw(this.detail),this.paged&&this.repeat.start()}draw(e){this.sampled=e.sampled;let n=this.all?e.workers:e.workers.slice(0,si);this.rows.update(n);let l=e.workersTotal-n.length,i=this.from+n.length,f=this.paged,a=f?`${Te(this.from+1)}–${Te(i)} of ${Te(e.workersTotal)}`:ro(e.workers.slice(n.length),l);ee(this.text,a&&`${a} · `),de(this.earlier,!f||this.from===0),de(this.later,!f||i>=e.workersTotal);let p=this.all?n.length>si||f:l>0&&(this.actions!==null||e.workers.length>si);de(this.unfold,!p),ee(this.unfold,this.all?"show fewer":"show")}};var Kl=class{host;actions;root;name;place;status;legend;spread;link;trouble;live;bar;counts=new Map;retry;debug;stop;panel;loops;workers;failed;slowest;log;next=null;last=null;frame=0;constructor(e,n=null){this.host=e,this.actions=n;let l=e.ownerDocument,i=l.createElement("style");i.textContent=co+Yi+uo,this.root=M(l,"div","ff-card"),this.name=M(l,"b","ff-name"),this.place=M(l,"span","ff-dim"),this.status=M(l,"span","ff-dim ff-status"),this.legend=M(l,"div","ff-legend"),this.spread=M(l,"span","ff-spread"),this.link=M(l,"div","ff-link"),this.link.setAttribute("role","status"),this.link.hidden=!0,this.trouble=M(l,"div","ff-trouble"),this.trouble.setAttribute("role","alert"),this.trouble.hidden=!0,this.live=M(l,"div","ff-unseen"),this.live.setAttribute("aria-live","polite"),this.bar=new El(l),[this.retry,this.debug,this.stop,this.panel]=this.makeButtons(l);let f=M(l,"span","ff-tools-c",this.retry,this.debug,this.stop,this.panel),a=M(l,"div","ff-head",M(l,"span","ff-dot"),this.name,this.place,this.status,f);for(let[c]of Kt){let h=M(l,"span",`ff-key ff-${c}`);this.counts.set(c,h),this.legend.append(h)}this.legend.append(this.spread),this.log=new _l(l,n),this.loops=new Hl(l,n),this.workers=new Yl(l,n),this.failed=new Al(l,n,c=>this.log.openFor(c)),this.slowest=new Pl(l);let p=[this.loops,this.workers,this.failed,this.slowest,this.log].map(({section:c})=>c.element);this.root.append(a,this.bar.element,this.legend,this.trouble,this.link,...p,this.live),e.append(i,this.root)}update(e){this.next=e;let n=this.host.ownerDocument.defaultView;if(!n||!this.last)return this.draw();this.frame||=n.requestAnimationFrame(()=>{this.frame=0,this.draw()})}dispose(){this.host.ownerDocument.defaultView?.cancelAnimationFrame(this.frame),this.next=null;for(let e of[this.loops,this.workers,this.log])e.destroy();this.host.replaceChildren()}draw(){let e=this.next;if(!e)return;let n=dn(e),l=n?Gi(e):zi(e);this.showLink(e),Ki(this.root,"state",e.state),this.root.classList.toggle("ff-over",n),hn(this.name,e.name),ee(this.place,ji(e)),Ve(this.place,e.waiting??""),ee(this.status,l),this.bar.update(e);let i=this.name.textContent??"";Bn(this.bar.element,"aria-label",`${i}: ${l}`);let f=n||e.items===1;this.root.classList.toggle("ff-plain",f),de(this.legend,f);for(let[p,c]of Kt){let h=this.counts.get(p);h&&(ee(h,`${Te(e.counts[p])} ${c}`),de(h,p!=="succeeded"&&e.counts[p]===0))}ee(this.spread,io(e)),Ve(this.spread,e.detail?.slowest[0]?.label??""),this.showButtons(e);let a=so(e,this.actions!==null);this.loops.update(e,a.loops),this.workers.update(e,a.workers),this.failed.update(e,a.failed),this.slowest.update(e,a.slowest),this.log.update(e,a.log),this.last&&this.last.state!==e.state&&ee(this.live,`${i}: ${n?l:e.state}`),this.last=e}makeButtons(e){let n=c=>{ee(this.trouble,c),de(this.trouble,c==="")},{actions:l}=this,i=async()=>{let[c]=Vn(this.last?.detail?.failures??[]);c&&await l?.debug?.(c.item)},f=pt(e,"Retry",async()=>l?.retry?.(),n),a=pt(e,"Stop",async()=>l?.cancel(),n);a.classList.add("ff-hot");let p=pt(e,"Open in panel",async()=>l?.openInPanel?.(),n);return[f,pt(e,"Debug",i,n),a,p]}showButtons(e){let{actions:n}=this,l=oo(e);de(this.retry,!n?.retry||l===0),ee(this.retry,`Retry ${Te(l)}`),Ve(this.retry,"Run what did not succeed once more");let[i]=Vn(e.detail?.failures??[]);de(this.debug,!n?.debug||!i),Ve(this.debug,i?`Run ${i.label.slice(0,80)} once more and stop where it fails`:""),de(this.stop,!n||dn(e)),de(this.panel,!n?.openInPanel)}showLink(e){let n=dn(e)?"":Ji(e.connection);this.root.classList.toggle("ff-offline",n!==""),de(this.link,n===""),ee(this.link,n),Ve(this.link,e.connection?.why??"")}};var Ws=`.ff-offers .ff-offers-row {
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
`;var Ou="farfield:claim";function Bs(t,e,n){if(!e)return()=>{};let l=new Map,i=new WeakSet,f=c=>{c.isConnected||i.has(c)||(i.add(c),setTimeout(()=>{i.delete(c),!c.isConnected&&(l.get(c)?.(),l.delete(c))},6e4))},a=()=>{for(let c of t.querySelectorAll(`#${e}`)){if(l.has(c))continue;c.dispatchEvent(new CustomEvent(Ou));let h=[...c.childNodes],w=t.createElement("div");w.className="ff-placed",c.replaceChildren(w);let g=n(w);l.set(c,()=>{g()||c.replaceChildren(...h)})}for(let c of l.keys())f(c)},p=new MutationObserver(a);return p.observe(t.body,{childList:!0,subtree:!0}),a(),()=>{p.disconnect();for(let c of l.values())c();l.clear()}}var Vs=["change:state","change:said","change:taken"];function Is(t,e){let n=e.ownerDocument,l=new Tl(t),i=M(n,"style","");i.textContent=Ws;let f=M(n,"code",""),a=M(n,"div","ff-trouble");a.setAttribute("role","alert");let p=M(n,"div",""),c=L=>{ee(a,L),de(a,L==="")};c("");let h=t.get("offers").map(({name:L,title:P})=>pt(n,P,()=>l.ask("offer",{offer:L}),c)),w=M(n,"div","ff-offers-row",...h,f),g=new Kl(p,Bi(l,null));e.append(i,M(n,"div","ff-card ff-offers",w,a),p);let y=()=>{ee(f,t.get("said"));let L=t.get("taken");for(let F of h)F.disabled=L;let P=t.get("state");de(p,!P.counts),P.counts&&g.update(P)};for(let L of Vs)t.on(L,y);return t.on("msg:custom",l.heard),y(),()=>{for(let L of Vs)t.off(L,y);t.off("msg:custom",l.heard),l.close(),g.dispose(),e.replaceChildren()}}var sd={initialize:({model:t})=>Bs(document,t.get("place"),e=>Is(t,e)),render:({model:t,el:e})=>Is(t,e)};export{sd as default};
