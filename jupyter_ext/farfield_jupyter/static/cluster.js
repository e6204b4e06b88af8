function Qe(t){return String(Math.trunc(t)).replace(/\B(?=(\d{3})+$)/g,",")}function bt(t,e){return`${Qe(t)} ${e}${t===1?"":"s"}`}var cr=t=>String(t).padStart(2,"0");function Ao(t){if(t<.995)return`${Math.max(t,0).toFixed(2)} s`;if(t<9.95)return`${t.toFixed(1)} s`;let e=Math.floor(t+.05);if(e<60)return`${e} s`;let[l,n,o]=[Math.floor(e/3600),Math.floor(e/60)%60,e%60];return l?`${l}:${cr(n)}:${cr(o)}`:`${n}:${cr(o)}`}function pr(t){return t<60?`${Math.max(0,Math.floor(t))} s`:Ao(Math.floor(t))}function Co(t){if(!t?.lost)return"";let{next:e,seconds:l}=t,n=e!==null&&e>=2?` in ${pr(e)}`:"",o=t.stopping?"it is stopped then":"work goes on";return`connection lost ${pr(l)} ago · trying again${n} · ${o}`}function sn(t){return t===null?"–":`${Math.floor(100*t+.5)} %`}var Po=["B","kB","MB","GB","TB","PB"];function Ct(t){if(t===null)return"–";let[e,l]=[Math.max(t,0),0];for(;e>=999.5&&l<Po.length-1;)[e,l]=[e/1e3,l+1];return`${l>0&&e<9.95?(Math.floor(10*e+.5)/10).toFixed(1):Math.floor(e+.5)} ${Po[l]}`}function Do(t){return t===null?"–":t<1.995?sn(t):`${t<99.95?t.toFixed(1):Qe(Math.round(t))} cores`}function Ge(t,e=200){let l=t.replace(/\s+/g," ").trim();return l.length<=e?l:`${l.slice(0,e-1).trimEnd()}…`}function R(t,e,l,...n){let o=t.createElement(e);return o.className=l,o.append(...n),o}function ke(t,e){t.textContent!==e&&(t.textContent=e)}function Dt(t,e,l=200){ke(t,Ge(e,l)),Ht(t,e)}function Ht(t,e){t.title!==e&&(t.title=e)}function vl(t,e,l){t.getAttribute(e)!==l&&t.setAttribute(e,l)}function Ze(t,e){t.hidden!==e&&(t.hidden=e)}function bl(t,e,l){t.dataset[e]!==l&&(t.dataset[e]=l)}var Kt=class{views=new Map;host;key;open;constructor(e,l,n){this.host=e,this.key=l,this.open=n}update(e){let l=new Set(e.map(this.key));for(let[o,u]of this.views)l.has(o)||(u.destroy?.(),u.element.remove(),this.views.delete(o));let n=this.host.firstElementChild;for(let o of e){let u=this.key(o),f=this.views.get(u);f||(f=this.open(o),this.views.set(u,f)),f.update(o),f.element===n?n=n.nextElementSibling:this.host.insertBefore(f.element,n)}}destroy(){this.update([])}};var Ks="uplot",Ys="u-hz",qs="u-vt",Js="u-title",Qs="u-wrap",Zs="u-under",Xs="u-over",ea="u-axis",un="u-off",ta="u-select",na="u-cursor-x",la="u-cursor-y",ra="u-cursor-pt",oa="u-legend",ia="u-live",sa="u-inline",aa="u-series",fa="u-marker",Ho="u-label",ua="u-value",tl="width",nl="height";var $o="bottom",Hn="left",dr="right",Ar="#000",No=Ar+"0",hr="mousemove",Oo="mousedown",mr="mouseup",Ro="mouseenter",Vo="mouseleave",Go="dblclick",ca="resize",pa="scroll",zo="change",Sl="dppxchange",Cr="--",zn=typeof window<"u",br=zn?document:null,Nn=zn?window:null,da=zn?navigator:null,ie,xl;function xr(){let t=devicePixelRatio;ie!=t&&(ie=t,xl&&Mr(zo,xl,xr),xl=matchMedia(`(min-resolution: ${ie-.001}dppx) and (max-resolution: ${ie+.001}dppx)`),cn(zo,xl,xr),Nn.dispatchEvent(new CustomEvent(Sl)))}function rt(t,e){if(e!=null){let l=t.classList;!l.contains(e)&&l.add(e)}}function kr(t,e){let l=t.classList;l.contains(e)&&l.remove(e)}function ye(t,e,l){t.style[e]=l+"px"}function xt(t,e,l,n){let o=br.createElement(t);return e!=null&&rt(o,e),l?.insertBefore(o,n),o}function dt(t,e){return xt("div",t,e)}var Fo=new WeakMap;function $t(t,e,l,n,o){let u="translate("+e+"px,"+l+"px)",f=Fo.get(t);u!=f&&(t.style.transform=u,Fo.set(t,u),e<0||l<0||e>n||l>o?rt(t,un):kr(t,un))}var Wo=new WeakMap;function Uo(t,e,l){let n=e+l,o=Wo.get(t);n!=o&&(Wo.set(t,n),t.style.background=e,t.style.borderColor=l)}var Bo=new WeakMap;function Io(t,e,l,n){let o=e+""+l,u=Bo.get(t);o!=u&&(Bo.set(t,o),t.style.height=l+"px",t.style.width=e+"px",t.style.marginLeft=n?-e/2+"px":0,t.style.marginTop=n?-l/2+"px":0)}var Dr={passive:!0},ha={...Dr,capture:!0};function cn(t,e,l,n){e.addEventListener(t,l,n?ha:Dr)}function Mr(t,e,l,n){e.removeEventListener(t,l,Dr)}zn&&xr();function kt(t,e,l,n){let o;l=l||0,n=n||e.length-1;let u=n<=2147483647;for(;n-l>1;)o=u?l+n>>1:ot((l+n)/2),e[o]<t?l=o:n=o;return t-e[l]<=e[n]-t?l:n}function vi(t){return(l,n,o)=>{let u=-1,f=-1;for(let p=n;p<=o;p++)if(t(l[p])){u=p;break}for(let p=o;p>=n;p--)if(t(l[p])){f=p;break}return[u,f]}}var bi=t=>t!=null,xi=t=>t!=null&&t>0,_l=vi(bi),ma=vi(xi);function ga(t,e,l,n=0,o=!1){let u=o?ma:_l,f=o?xi:bi;[e,l]=u(t,e,l);let p=t[e],d=t[e];if(e>-1)if(n==1)p=t[e],d=t[l];else if(n==-1)p=t[l],d=t[e];else for(let h=e;h<=l;h++){let v=t[h];f(v)&&(v<p?p=v:v>d&&(d=v))}return[p??ce,d??-ce]}function Pl(t,e,l,n){let o=Yo(t),u=Yo(e);t==e&&(o==-1?(t*=l,e/=l):(t/=l,e*=l));let f=l==10?Vt:ki,p=o==1?ot:ht,d=u==1?ht:ot,h=p(f(Ae(t))),v=d(f(Ae(e))),g=On(l,h),y=On(l,v);return l==10&&(h<0&&(g=pe(g,-h)),v<0&&(y=pe(y,-v))),n||l==2?(t=g*o,e=y*u):(t=Ei(t,g),e=Al(e,y)),[t,e]}function Hr(t,e,l,n){let o=Pl(t,e,l,n);return t==0&&(o[0]=0),e==0&&(o[1]=0),o}var $r=.1,jo={mode:3,pad:$r},rl={pad:0,soft:null,mode:0},ya={min:rl,max:rl};function El(t,e,l,n){return Cl(l)?Ko(t,e,l):(rl.pad=l,rl.soft=n?0:null,rl.mode=n?3:0,Ko(t,e,ya))}function re(t,e){return t??e}function wa(t,e,l){for(e=re(e,0),l=re(l,t.length-1);e<=l;){if(t[e]!=null)return!0;e++}return!1}function Ko(t,e,l){let n=l.min,o=l.max,u=re(n.pad,0),f=re(o.pad,0),p=re(n.hard,-ce),d=re(o.hard,ce),h=re(n.soft,ce),v=re(o.soft,-ce),g=re(n.mode,0),y=re(o.mode,0),C=e-t,A=Vt(C),V=Ke(Ae(t),Ae(e)),z=Vt(V),W=Ae(z-A);(C<1e-24||W>10)&&(C=0,(t==0||e==0)&&(C=1e-24,g==2&&h!=ce&&(u=0),y==2&&v!=-ce&&(f=0)));let k=C||V||1e3,G=Vt(k),M=On(10,ot(G)),q=k*(C==0?t==0?.1:1:u),P=pe(Ei(t-q,M/10),24),J=t>=h&&(g==1||g==3&&P<=h||g==2&&P>=h)?h:ce,j=Ke(p,P<J&&t>=J?J:Mt(J,P)),X=k*(C==0?e==0?.1:1:f),I=pe(Al(e+X,M/10),24),T=e<=v&&(y==1||y==3&&I>=v||y==2&&I<=v)?v:-ce,Y=Mt(d,I>T&&e<=T?T:Ke(T,I));return j==Y&&j==0&&(Y=100),[j,Y]}var va=new Intl.NumberFormat(zn?da.language:"en-US"),Nr=t=>va.format(t),it=Math,Tl=it.PI,Ae=it.abs,ot=it.floor,Pe=it.round,ht=it.ceil,Mt=it.min,Ke=it.max,On=it.pow,Yo=it.sign,Vt=it.log10,ki=it.log2,ba=(t,e=1)=>it.sinh(t)*e,gr=(t,e=1)=>it.asinh(t/e),ce=1/0;function qo(t){return(Vt((t^t>>31)-(t>>31))|0)+1}function Tr(t,e,l){return Mt(Ke(t,e),l)}function Mi(t){return typeof t=="function"}function ee(t){return Mi(t)?t:()=>t}var xa=()=>{},Ti=t=>t,Si=(t,e)=>e,ka=t=>null,Jo=t=>!0,Qo=(t,e)=>t==e,Ma=/\.\d*?(?=9{6,}|0{6,})/gm,pn=t=>{if(_i(t)||qt.has(t))return t;let e=`${t}`,l=e.match(Ma);if(l==null)return t;let n=l[0].length-1;if(e.indexOf("e-")!=-1){let[o,u]=e.split("e");return+`${pn(o)}e${u}`}return pe(t,n)};function an(t,e){return pn(pe(pn(t/e))*e)}function Al(t,e){return pn(ht(pn(t/e))*e)}function Ei(t,e){return pn(ot(pn(t/e))*e)}function pe(t,e=0){if(_i(t))return t;let l=10**e,n=t*l*(1+Number.EPSILON);return Pe(n)/l}var qt=new Map;function Li(t){return((""+t).split(".")[1]||"").length}function il(t,e,l,n){let o=[],u=n.map(Li);for(let f=e;f<l;f++){let p=Ae(f),d=pe(On(t,f),p);for(let h=0;h<n.length;h++){let v=t==10?+`${n[h]}e${f}`:n[h]*d,g=(f>=0?0:p)+(f>=u[h]?0:u[h]),y=t==10?v:pe(v,g);o.push(y),qt.set(y,g)}}return o}var ol={},Or=[],Rn=[null,null],Yt=Array.isArray,_i=Number.isInteger,Ta=t=>t===void 0;function Zo(t){return typeof t=="string"}function Cl(t){let e=!1;if(t!=null){let l=t.constructor;e=l==null||l==Object}return e}function Sa(t){return t!=null&&typeof t=="object"}var Ea=Object.getPrototypeOf(Uint8Array),Pi="__proto__";function Vn(t,e=Cl){let l;if(Yt(t)){let n=t.find(o=>o!=null);if(Yt(n)||e(n)){l=Array(t.length);for(let o=0;o<t.length;o++)l[o]=Vn(t[o],e)}else l=t.slice()}else if(t instanceof Ea)l=t.slice();else if(e(t)){l={};for(let n in t)n!=Pi&&(l[n]=Vn(t[n],e))}else l=t;return l}function Ee(t){let e=arguments;for(let l=1;l<e.length;l++){let n=e[l];for(let o in n)o!=Pi&&(Cl(t[o])?Ee(t[o],Vn(n[o])):t[o]=Vn(n[o]))}return t}var La=0,_a=1,Pa=2;function Aa(t,e,l){for(let n=0,o,u=-1;n<e.length;n++){let f=e[n];if(f>u){for(o=f-1;o>=0&&t[o]==null;)t[o--]=null;for(o=f+1;o<l&&t[o]==null;)t[u=o++]=null}}}function Ca(t,e){if($a(t)){let f=t[0].slice();for(let p=1;p<t.length;p++)f.push(...t[p].slice(1));return Na(f[0])||(f=Ha(f)),f}let l=new Set;for(let f=0;f<t.length;f++){let d=t[f][0],h=d.length;for(let v=0;v<h;v++)l.add(d[v])}let n=[Array.from(l).sort((f,p)=>f-p)],o=n[0].length,u=new Map;for(let f=0;f<o;f++)u.set(n[0][f],f);for(let f=0;f<t.length;f++){let p=t[f],d=p[0];for(let h=1;h<p.length;h++){let v=p[h],g=Array(o).fill(void 0),y=e?e[f][h]:_a,C=[];for(let A=0;A<v.length;A++){let V=v[A],z=u.get(d[A]);V===null?y!=La&&(g[z]=V,y==Pa&&C.push(z)):g[z]=V}Aa(g,C,o),n.push(g)}}return n}var Da=typeof queueMicrotask>"u"?t=>Promise.resolve().then(t):queueMicrotask;function Ha(t){let e=t[0],l=e.length,n=Array(l);for(let u=0;u<n.length;u++)n[u]=u;n.sort((u,f)=>e[u]-e[f]);let o=[];for(let u=0;u<t.length;u++){let f=t[u],p=Array(l);for(let d=0;d<l;d++)p[d]=f[n[d]];o.push(p)}return o}function $a(t){let e=t[0][0],l=e.length;for(let n=1;n<t.length;n++){let o=t[n][0];if(o.length!=l)return!1;if(o!=e){for(let u=0;u<l;u++)if(o[u]!=e[u])return!1}}return!0}function Na(t,e=100){let l=t.length;if(l<=1)return!0;let n=0,o=l-1;for(;n<=o&&t[n]==null;)n++;for(;o>=n&&t[o]==null;)o--;if(o<=n)return!0;let u=Ke(1,ot((o-n+1)/e));for(let f=t[n],p=n+u;p<=o;p+=u){let d=t[p];if(d!=null){if(d<=f)return!1;f=d}}return!0}var Ai=["January","February","March","April","May","June","July","August","September","October","November","December"],Ci=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Di(t){return t.slice(0,3)}var Oa=Ci.map(Di),Ra=Ai.map(Di),Va={MMMM:Ai,MMM:Ra,WWWW:Ci,WWW:Oa};function el(t){return(t<10?"0":"")+t}function Ga(t){return(t<10?"00":t<100?"0":"")+t}var za={YYYY:t=>t.getFullYear(),YY:t=>(t.getFullYear()+"").slice(2),MMMM:(t,e)=>e.MMMM[t.getMonth()],MMM:(t,e)=>e.MMM[t.getMonth()],MM:t=>el(t.getMonth()+1),M:t=>t.getMonth()+1,DD:t=>el(t.getDate()),D:t=>t.getDate(),WWWW:(t,e)=>e.WWWW[t.getDay()],WWW:(t,e)=>e.WWW[t.getDay()],HH:t=>el(t.getHours()),H:t=>t.getHours(),h:t=>{let e=t.getHours();return e==0?12:e>12?e-12:e},AA:t=>t.getHours()>=12?"PM":"AM",aa:t=>t.getHours()>=12?"pm":"am",a:t=>t.getHours()>=12?"p":"a",mm:t=>el(t.getMinutes()),m:t=>t.getMinutes(),ss:t=>el(t.getSeconds()),s:t=>t.getSeconds(),fff:t=>Ga(t.getMilliseconds())};function Rr(t,e){e=e||Va;let l=[],n=/\{([a-z]+)\}|[^{]+/gi,o;for(;o=n.exec(t);)l.push(o[0][0]=="{"?za[o[1]]:o[0]);return u=>{let f="";for(let p=0;p<l.length;p++)f+=typeof l[p]=="string"?l[p]:l[p](u,e);return f}}var Fa=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Wa(t,e){let l;return e=="UTC"||e=="Etc/UTC"?l=new Date(+t+t.getTimezoneOffset()*6e4):e==Fa?l=t:(l=new Date(t.toLocaleString("en-US",{timeZone:e})),l.setMilliseconds(t.getMilliseconds())),l}var Hi=t=>t%1==0,Ll=[1,2,2.5,5],Ua=il(10,-32,0,Ll),$i=il(10,0,32,Ll),Ba=$i.filter(Hi),fn=Ua.concat($i),Vr=`
`,Ni="{YYYY}",Xo=Vr+Ni,Oi="{M}/{D}",ll=Vr+Oi,kl=ll+"/{YY}",Ri="{aa}",Ia="{h}:{mm}",$n=Ia+Ri,ei=Vr+$n,ti=":{ss}",ae=null;function Vi(t){let e=t*1e3,l=e*60,n=l*60,o=n*24,u=o*30,f=o*365,d=(t==1?il(10,0,3,Ll).filter(Hi):il(10,-3,0,Ll)).concat([e,e*5,e*10,e*15,e*30,l,l*5,l*10,l*15,l*30,n,n*2,n*3,n*4,n*6,n*8,n*12,o,o*2,o*3,o*4,o*5,o*6,o*7,o*8,o*9,o*10,o*15,u,u*2,u*3,u*4,u*6,f,f*2,f*5,f*10,f*25,f*50,f*100]),h=[[f,Ni,ae,ae,ae,ae,ae,ae,1],[o*28,"{MMM}",Xo,ae,ae,ae,ae,ae,1],[o,Oi,Xo,ae,ae,ae,ae,ae,1],[n,"{h}"+Ri,kl,ae,ll,ae,ae,ae,1],[l,$n,kl,ae,ll,ae,ae,ae,1],[e,ti,kl+" "+$n,ae,ll+" "+$n,ae,ei,ae,1],[t,ti+".{fff}",kl+" "+$n,ae,ll+" "+$n,ae,ei,ae,1]];function v(g){return(y,C,A,V,z,W)=>{let k=[],G=z>=f,M=z>=u&&z<f,q=g(A),P=pe(q*t,3),J=yr(q.getFullYear(),G?0:q.getMonth(),M||G?1:q.getDate()),j=pe(J*t,3);if(M||G){let X=M?z/u:0,I=G?z/f:0,T=P==j?P:pe(yr(J.getFullYear()+I,J.getMonth()+X,1)*t,3),Y=new Date(Pe(T/t)),D=Y.getFullYear(),U=Y.getMonth();for(let O=0;T<=V;O++){let te=yr(D+I*O,U+X*O,1),N=te-g(pe(te*t,3));T=pe((+te+N)*t,3),T<=V&&k.push(T)}}else{let X=z>=o?o:z,I=ot(A)-ot(P),T=j+I+Al(P-j,X);k.push(T);let Y=g(T),D=Y.getHours()+Y.getMinutes()/l+Y.getSeconds()/n,U=z/n,O=y.axes[C]._space,te=W/O;for(;T=pe(T+z,t==1?0:3),!(T>V);)if(U>1){let N=ot(pe(D+U,6))%24,ne=g(T).getHours()-N;ne>1&&(ne=-1),T-=ne*n,D=(D+U)%24;let fe=k[k.length-1];pe((T-fe)/z,3)*te>=.7&&k.push(T)}else k.push(T)}return k}}return[d,h,v]}var[ja,Ka,Ya]=Vi(1),[qa,Ja,Qa]=Vi(.001);il(2,-53,53,[1]);function ni(t,e){return t.map(l=>l.map((n,o)=>o==0||o==8||n==null?n:e(o==1||l[8]==0?n:l[1]+n)))}function li(t,e){return(l,n,o,u,f)=>{let p=e.find(A=>f>=A[0])||e[e.length-1],d,h,v,g,y,C;return n.map(A=>{let V=t(A),z=V.getFullYear(),W=V.getMonth(),k=V.getDate(),G=V.getHours(),M=V.getMinutes(),q=V.getSeconds(),P=z!=d&&p[2]||W!=h&&p[3]||k!=v&&p[4]||G!=g&&p[5]||M!=y&&p[6]||q!=C&&p[7]||p[1];return d=z,h=W,v=k,g=G,y=M,C=q,P(V)})}}function Za(t,e){let l=Rr(e);return(n,o,u,f,p)=>o.map(d=>l(t(d)))}function yr(t,e,l){return new Date(t,e,l)}function ri(t,e){return e(t)}var Xa="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function oi(t,e){return(l,n,o,u)=>u==null?Cr:e(t(n))}function ef(t,e){let l=t.series[e];return l.width?l.stroke(t,e):l.points.width?l.points.stroke(t,e):null}function tf(t,e){return t.series[e].fill(t,e)}var nf={show:!0,live:!0,isolate:!1,mount:xa,markers:{show:!0,width:2,stroke:ef,fill:tf,dash:"solid"},idx:null,idxs:null,values:[]};function lf(t,e){let l=t.cursor.points,n=dt(),o=l.size(t,e);ye(n,tl,o),ye(n,nl,o);let u=o/-2;ye(n,"marginLeft",u),ye(n,"marginTop",u);let f=l.width(t,e,o);return f&&ye(n,"borderWidth",f),n}function rf(t,e){let l=t.series[e].points;return l._fill||l._stroke}function of(t,e){let l=t.series[e].points;return l._stroke||l._fill}function sf(t,e){return t.series[e].points.size}var wr=[0,0];function af(t,e,l){return wr[0]=e,wr[1]=l,wr}function Ml(t,e,l,n=!0){return o=>{o.button==0&&(!n||o.target==e)&&l(o)}}function vr(t,e,l,n=!0){return o=>{(!n||o.target==e)&&l(o)}}var ff={show:!0,x:!0,y:!0,lock:!1,move:af,points:{one:!1,show:lf,size:sf,width:0,stroke:of,fill:rf},bind:{mousedown:Ml,mouseup:Ml,click:Ml,dblclick:Ml,mousemove:vr,mouseleave:vr,mouseenter:vr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(t,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(t,e,l,n,o)=>n-o,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Gi={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Gr=Ee({},Gi,{filter:Si}),zi=Ee({},Gr,{size:10}),Fi=Ee({},Gi,{show:!1}),zr='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Wi="bold "+zr,Ui=1.5,ii={show:!0,scale:"x",stroke:Ar,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Wi,side:2,grid:Gr,ticks:zi,border:Fi,font:zr,lineGap:Ui,rotate:0},uf="Value",cf="Time",si={show:!0,scale:"x",auto:!1,sorted:1,min:ce,max:-ce,idxs:[]};function pf(t,e,l,n,o){return e.map(u=>u==null?"":Nr(u))}function df(t,e,l,n,o,u,f){let p=[],d=qt.get(o)||0;l=f?l:pe(Al(l,o),d);for(let h=l;h<=n;h=pe(h+o,d))p.push(Object.is(h,-0)?0:h);return p}function Sr(t,e,l,n,o,u,f){let p=[],d=t.scales[t.axes[e].scale].log,h=d==10?Vt:ki,v=ot(h(l));o=On(d,v),d==10&&(o=fn[kt(o,fn)]);let g=l,y=o*d;d==10&&(y=fn[kt(y,fn)]);do p.push(g),g=g+o,d==10&&!qt.has(g)&&(g=pe(g,qt.get(o))),g>=y&&(o=g,y=o*d,d==10&&(y=fn[kt(y,fn)]));while(g<=n);return p}function hf(t,e,l,n,o,u,f){let d=t.scales[t.axes[e].scale].asinh,h=n>d?Sr(t,e,Ke(d,l),n,o):[d],v=n>=0&&l<=0?[0]:[];return(l<-d?Sr(t,e,Ke(d,-n),-l,o):[d]).reverse().map(y=>-y).concat(v,h)}var Bi=/./,mf=/[12357]/,gf=/[125]/,ai=/1/,Er=(t,e,l,n)=>t.map((o,u)=>e==4&&o==0||u%n==0&&l.test(o.toExponential()[o<0?1:0])?o:null);function yf(t,e,l,n,o){let u=t.axes[l],f=u.scale,p=t.scales[f],d=t.valToPos,h=u._space,v=d(10,f),g=d(9,f)-v>=h?Bi:d(7,f)-v>=h?mf:d(5,f)-v>=h?gf:ai;if(g==ai){let y=Ae(d(1,f)-v);if(y<h)return Er(e.slice().reverse(),p.distr,g,ht(h/y)).reverse()}return Er(e,p.distr,g,1)}function wf(t,e,l,n,o){let u=t.axes[l],f=u.scale,p=u._space,d=t.valToPos,h=Ae(d(1,f)-d(2,f));return h<p?Er(e.slice().reverse(),3,Bi,ht(p/h)).reverse():e}function vf(t,e,l,n){return n==null?Cr:e==null?"":Nr(e)}var fi={show:!0,scale:"y",stroke:Ar,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Wi,side:3,grid:Gr,ticks:zi,border:Fi,font:zr,lineGap:Ui,rotate:0};function bf(t,e){let l=3+(t||1)*2;return pe(l*e,3)}function xf(t,e){let{scale:l,idxs:n}=t.series[0],o=t._data[0],u=t.valToPos(o[n[0]],l,!0),f=t.valToPos(o[n[1]],l,!0),p=Ae(f-u),d=t.series[e],h=p/(d.points.space*ie);return n[1]-n[0]<=h}var ui={scale:null,auto:!0,sorted:0,min:ce,max:-ce},Ii=(t,e,l,n,o)=>o,ci={show:!0,auto:!0,sorted:0,gaps:Ii,alpha:1,facets:[Ee({},ui,{scale:"x"}),Ee({},ui,{scale:"y"})]},pi={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Ii,alpha:1,points:{show:xf,filter:null},values:null,min:ce,max:-ce,idxs:[],path:null,clip:null};function kf(t,e,l,n,o){return l/10}var ji={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},Mf=Ee({},ji,{time:!1,ori:1}),di={};function Ki(t,e){let l=di[t];return l||(l={key:t,plots:[],sub(n){l.plots.push(n)},unsub(n){l.plots=l.plots.filter(o=>o!=n)},pub(n,o,u,f,p,d,h){for(let v=0;v<l.plots.length;v++)l.plots[v]!=o&&l.plots[v].pub(n,o,u,f,p,d,h)}},t!=null&&(di[t]=l)),l}var Gn=1,Lr=2;function dn(t,e,l){let n=t.mode,o=t.series[e],u=n==2?t._data[e]:t._data,f=t.scales,p=t.bbox,d=u[0],h=n==2?u[1]:u[e],v=n==2?f[o.facets[0].scale]:f[t.series[0].scale],g=n==2?f[o.facets[1].scale]:f[o.scale],y=p.left,C=p.top,A=p.width,V=p.height,z=t.valToPosH,W=t.valToPosV;return v.ori==0?l(o,d,h,v,g,z,W,y,C,A,V,Hl,Fn,Nl,qi,Qi):l(o,d,h,v,g,W,z,C,y,V,A,$l,Wn,Ur,Ji,Zi)}function Fr(t,e){let l=0,n=0,o=re(t.bands,Or);for(let u=0;u<o.length;u++){let f=o[u];f.series[0]==e?l=f.dir:f.series[1]==e&&(f.dir==1?n|=1:n|=2)}return[l,n==1?-1:n==2?1:n==3?2:0]}function Tf(t,e,l,n,o){let u=t.mode,f=t.series[e],p=u==2?f.facets[1].scale:f.scale,d=t.scales[p];return o==-1?d.min:o==1?d.max:d.distr==3?d.dir==1?d.min:d.max:0}function Gt(t,e,l,n,o,u){return dn(t,e,(f,p,d,h,v,g,y,C,A,V,z)=>{let W=f.pxRound,k=h.dir*(h.ori==0?1:-1),G=h.ori==0?Fn:Wn,M,q;k==1?(M=l,q=n):(M=n,q=l);let P=W(g(p[M],h,V,C)),J=W(y(d[M],v,z,A)),j=W(g(p[q],h,V,C)),X=W(y(u==1?v.max:v.min,v,z,A)),I=new Path2D(o);return G(I,j,X),G(I,P,X),G(I,P,J),I})}function Dl(t,e,l,n,o,u){let f=null;if(t.length>0){f=new Path2D;let p=e==0?Nl:Ur,d=l;for(let g=0;g<t.length;g++){let y=t[g];if(y[1]>y[0]){let C=y[0]-d;C>0&&p(f,d,n,C,n+u),d=y[1]}}let h=l+o-d,v=10;h>0&&p(f,d,n-v/2,h,n+u+v)}return f}function Sf(t,e,l){let n=t[t.length-1];n&&n[0]==e?n[1]=l:t.push([e,l])}function Wr(t,e,l,n,o,u,f){let p=[],d=t.length;for(let h=o==1?l:n;h>=l&&h<=n;h+=o)if(e[h]===null){let g=h,y=h;if(o==1)for(;++h<=n&&e[h]===null;)y=h;else for(;--h>=l&&e[h]===null;)y=h;let C=u(t[g]),A=y==g?C:u(t[y]),V=g-o;C=f<=0&&V>=0&&V<d?u(t[V]):C;let W=y+o;A=f>=0&&W>=0&&W<d?u(t[W]):A,A>=C&&p.push([C,A])}return p}function hi(t){return t==0?Ti:t==1?Pe:e=>an(e,t)}function Yi(t){let e=t==0?Hl:$l,l=t==0?(o,u,f,p,d,h)=>{o.arcTo(u,f,p,d,h)}:(o,u,f,p,d,h)=>{o.arcTo(f,u,d,p,h)},n=t==0?(o,u,f,p,d)=>{o.rect(u,f,p,d)}:(o,u,f,p,d)=>{o.rect(f,u,d,p)};return(o,u,f,p,d,h=0,v=0)=>{h==0&&v==0?n(o,u,f,p,d):(h=Mt(h,p/2,d/2),v=Mt(v,p/2,d/2),e(o,u+h,f),l(o,u+p,f,u+p,f+d,h),l(o,u+p,f+d,u,f+d,v),l(o,u,f+d,u,f,v),l(o,u,f,u+p,f,h),o.closePath())}}var Hl=(t,e,l)=>{t.moveTo(e,l)},$l=(t,e,l)=>{t.moveTo(l,e)},Fn=(t,e,l)=>{t.lineTo(e,l)},Wn=(t,e,l)=>{t.lineTo(l,e)},Nl=Yi(0),Ur=Yi(1),qi=(t,e,l,n,o,u)=>{t.arc(e,l,n,o,u)},Ji=(t,e,l,n,o,u)=>{t.arc(l,e,n,o,u)},Qi=(t,e,l,n,o,u,f)=>{t.bezierCurveTo(e,l,n,o,u,f)},Zi=(t,e,l,n,o,u,f)=>{t.bezierCurveTo(l,e,o,n,f,u)};function Xi(t){return(e,l,n,o,u)=>dn(e,l,(f,p,d,h,v,g,y,C,A,V,z)=>{let{pxRound:W,points:k}=f,G,M;h.ori==0?(G=Hl,M=qi):(G=$l,M=Ji);let q=pe(k.width*ie,3),P=(k.size-k.width)/2*ie,J=pe(P*2,3),j=new Path2D,X=new Path2D,{left:I,top:T,width:Y,height:D}=e.bbox;Nl(X,I-J,T-J,Y+J*2,D+J*2);let U=O=>{if(d[O]!=null){let te=W(g(p[O],h,V,C)),N=W(y(d[O],v,z,A));G(j,te+P,N),M(j,te,N,P,0,Tl*2)}};if(u)u.forEach(U);else for(let O=n;O<=o;O++)U(O);return{stroke:q>0?j:null,fill:j,clip:X,flags:Gn|Lr}})}function es(t){return(e,l,n,o,u,f)=>{n!=o&&(u!=n&&f!=n&&t(e,l,n),u!=o&&f!=o&&t(e,l,o),t(e,l,f))}}var Ef=es(Fn),Lf=es(Wn);function ts(t){let e=re(t?.alignGaps,0);return(l,n,o,u)=>dn(l,n,(f,p,d,h,v,g,y,C,A,V,z)=>{[o,u]=_l(d,o,u);let W=f.pxRound,k=D=>W(g(D,h,V,C)),G=D=>W(y(D,v,z,A)),M,q;h.ori==0?(M=Fn,q=Ef):(M=Wn,q=Lf);let P=h.dir*(h.ori==0?1:-1),J={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Gn},j=J.stroke,X=!1;if(u-o>=V*4){let D=H=>l.posToVal(H,h.key,!0),U=null,O=null,te,N,Ye,we=k(p[P==1?o:u]),ne=k(p[o]),fe=k(p[u]),Q=D(P==1?ne+1:fe-1);for(let H=P==1?o:u;H>=o&&H<=u;H+=P){let Le=p[H],ve=(P==1?Le<Q:Le>Q)?we:k(Le),se=d[H];ve==we?se!=null?(N=se,U==null?(M(j,ve,G(N)),te=U=O=N):N<U?U=N:N>O&&(O=N)):se===null&&(X=!0):(U!=null&&q(j,we,G(U),G(O),G(te),G(N)),se!=null?(N=se,M(j,ve,G(N)),U=O=te=N):(U=O=null,se===null&&(X=!0)),we=ve,Q=D(we+P))}U!=null&&U!=O&&Ye!=we&&q(j,we,G(U),G(O),G(te),G(N))}else for(let D=P==1?o:u;D>=o&&D<=u;D+=P){let U=d[D];U===null?X=!0:U!=null&&M(j,k(p[D]),G(U))}let[T,Y]=Fr(l,n);if(f.fill!=null||T!=0){let D=J.fill=new Path2D(j),U=f.fillTo(l,n,f.min,f.max,T),O=G(U),te=k(p[o]),N=k(p[u]);P==-1&&([N,te]=[te,N]),M(D,N,O),M(D,te,O)}if(!f.spanGaps){let D=[];X&&D.push(...Wr(p,d,o,u,P,k,e)),J.gaps=D=f.gaps(l,n,o,u,D),J.clip=Dl(D,h.ori,C,A,V,z)}return Y!=0&&(J.band=Y==2?[Gt(l,n,o,u,j,-1),Gt(l,n,o,u,j,1)]:Gt(l,n,o,u,j,Y)),J})}function _f(t){let e=re(t.align,1),l=re(t.ascDesc,!1),n=re(t.alignGaps,0),o=re(t.extend,!1);return(u,f,p,d)=>dn(u,f,(h,v,g,y,C,A,V,z,W,k,G)=>{[p,d]=_l(g,p,d);let M=h.pxRound,{left:q,width:P}=u.bbox,J=ne=>M(A(ne,y,k,z)),j=ne=>M(V(ne,C,G,W)),X=y.ori==0?Fn:Wn,I={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Gn},T=I.stroke,Y=y.dir*(y.ori==0?1:-1),D=j(g[Y==1?p:d]),U=J(v[Y==1?p:d]),O=U,te=U;o&&e==-1&&(te=q,X(T,te,D)),X(T,U,D);for(let ne=Y==1?p:d;ne>=p&&ne<=d;ne+=Y){let fe=g[ne];if(fe==null)continue;let Q=J(v[ne]),H=j(fe);e==1?X(T,Q,D):X(T,O,H),X(T,Q,H),D=H,O=Q}let N=O;o&&e==1&&(N=q+P,X(T,N,D));let[Ye,we]=Fr(u,f);if(h.fill!=null||Ye!=0){let ne=I.fill=new Path2D(T),fe=h.fillTo(u,f,h.min,h.max,Ye),Q=j(fe);X(ne,N,Q),X(ne,te,Q)}if(!h.spanGaps){let ne=[];ne.push(...Wr(v,g,p,d,Y,J,n));let fe=h.width*ie/2,Q=l||e==1?fe:-fe,H=l||e==-1?-fe:fe;ne.forEach(Le=>{Le[0]+=Q,Le[1]+=H}),I.gaps=ne=h.gaps(u,f,p,d,ne),I.clip=Dl(ne,y.ori,z,W,k,G)}return we!=0&&(I.band=we==2?[Gt(u,f,p,d,T,-1),Gt(u,f,p,d,T,1)]:Gt(u,f,p,d,T,we)),I})}function mi(t,e,l,n,o,u,f=ce){if(t.length>1){let p=null;for(let d=0,h=1/0;d<t.length;d++)if(e[d]!==void 0){if(p!=null){let v=Ae(t[d]-t[p]);v<h&&(h=v,f=Ae(l(t[d],n,o,u)-l(t[p],n,o,u)))}p=d}}return f}function Pf(t){t=t||ol;let e=re(t.size,[.6,ce,1]),l=t.align||0,n=t.gap||0,o=t.radius;o=o==null?[0,0]:typeof o=="number"?[o,0]:o;let u=ee(o),f=1-e[0],p=re(e[1],ce),d=re(e[2],1),h=re(t.disp,ol),v=re(t.each,C=>{}),{fill:g,stroke:y}=h;return(C,A,V,z)=>dn(C,A,(W,k,G,M,q,P,J,j,X,I,T)=>{let Y=W.pxRound,D=l,U=n*ie,O=p*ie,te=d*ie,N,Ye;M.ori==0?[N,Ye]=u(C,A):[Ye,N]=u(C,A);let we=M.dir*(M.ori==0?1:-1),ne=M.ori==0?Nl:Ur,fe=M.ori==0?v:(L,de,_e,yn,Zt,St,Xt)=>{v(L,de,_e,Zt,yn,Xt,St)},Q=re(C.bands,Or).find(L=>L.series[0]==A),H=Q!=null?Q.dir:0,Le=W.fillTo(C,A,W.min,W.max,H),We=Y(J(Le,q,T,X)),ve,se,mt,Xe=I,xe=Y(W.width*ie),Tt=!1,Nt=null,st=null,Ft=null,hn=null;g!=null&&(xe==0||y!=null)&&(Tt=!0,Nt=g.values(C,A,V,z),st=new Map,new Set(Nt).forEach(L=>{L!=null&&st.set(L,new Path2D)}),xe>0&&(Ft=y.values(C,A,V,z),hn=new Map,new Set(Ft).forEach(L=>{L!=null&&hn.set(L,new Path2D)})));let{x0:mn,size:jn}=h;if(mn!=null&&jn!=null){D=1,k=mn.values(C,A,V,z),mn.unit==2&&(k=k.map(_e=>C.posToVal(j+_e*I,M.key,!0)));let L=jn.values(C,A,V,z);jn.unit==2?se=L[0]*I:se=P(L[0],M,I,j)-P(0,M,I,j),Xe=mi(k,G,P,M,I,j,Xe),mt=Xe-se+U}else Xe=mi(k,G,P,M,I,j,Xe),mt=Xe*f+U,se=Xe-mt;mt<1&&(mt=0),xe>=se/2&&(xe=0),mt<5&&(Y=Ti);let fl=mt>0,Jt=Xe-mt-(fl?xe:0);se=Y(Tr(Jt,te,O)),ve=(D==0?se/2:D==we?0:se)-D*we*((D==0?U/2:0)+(fl?xe/2:0));let Ue={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},gn=Tt?null:new Path2D,Ot=null;if(Q!=null)Ot=C.data[Q.series[1]];else{let{y0:L,y1:de}=h;L!=null&&de!=null&&(G=de.values(C,A,V,z),Ot=L.values(C,A,V,z))}let Qt=N*se,K=Ye*se;for(let L=we==1?V:z;L>=V&&L<=z;L+=we){let de=G[L];if(de==null)continue;if(Ot!=null){let qe=Ot[L]??0;if(de-qe==0)continue;We=J(qe,q,T,X)}let _e=M.distr!=2||h!=null?k[L]:L,yn=P(_e,M,I,j),Zt=J(re(de,Le),q,T,X),St=Y(yn-ve),Xt=Y(Ke(Zt,We)),et=Y(Mt(Zt,We)),at=Xt-et;if(de!=null){let qe=de<0?K:Qt,gt=de<0?Qt:K;Tt?(xe>0&&Ft[L]!=null&&ne(hn.get(Ft[L]),St,et+ot(xe/2),se,Ke(0,at-xe),qe,gt),Nt[L]!=null&&ne(st.get(Nt[L]),St,et+ot(xe/2),se,Ke(0,at-xe),qe,gt)):ne(gn,St,et+ot(xe/2),se,Ke(0,at-xe),qe,gt),fe(C,A,L,St-xe/2,et,se+xe,at)}}return xe>0?Ue.stroke=Tt?hn:gn:Tt||(Ue._fill=W.width==0?W._fill:W._stroke??W._fill,Ue.width=0),Ue.fill=Tt?st:gn,Ue})}function Af(t,e){let l=re(e?.alignGaps,0);return(n,o,u,f)=>dn(n,o,(p,d,h,v,g,y,C,A,V,z,W)=>{[u,f]=_l(h,u,f);let k=p.pxRound,G=N=>k(y(N,v,z,A)),M=N=>k(C(N,g,W,V)),q,P,J;v.ori==0?(q=Hl,J=Fn,P=Qi):(q=$l,J=Wn,P=Zi);let j=v.dir*(v.ori==0?1:-1),X=G(d[j==1?u:f]),I=X,T=[],Y=[];for(let N=j==1?u:f;N>=u&&N<=f;N+=j)if(h[N]!=null){let we=d[N],ne=G(we);T.push(I=ne),Y.push(M(h[N]))}let D={stroke:t(T,Y,q,J,P,k),fill:null,clip:null,band:null,gaps:null,flags:Gn},U=D.stroke,[O,te]=Fr(n,o);if(p.fill!=null||O!=0){let N=D.fill=new Path2D(U),Ye=p.fillTo(n,o,p.min,p.max,O),we=M(Ye);J(N,I,we),J(N,X,we)}if(!p.spanGaps){let N=[];N.push(...Wr(d,h,u,f,j,G,l)),D.gaps=N=p.gaps(n,o,u,f,N),D.clip=Dl(N,v.ori,A,V,z,W)}return te!=0&&(D.band=te==2?[Gt(n,o,u,f,U,-1),Gt(n,o,u,f,U,1)]:Gt(n,o,u,f,U,te)),D})}function Cf(t){return Af(Df,t)}function Df(t,e,l,n,o,u){let f=t.length;if(f<2)return null;let p=new Path2D;if(l(p,t[0],e[0]),f==2)n(p,t[1],e[1]);else{let d=Array(f),h=Array(f-1),v=Array(f-1),g=Array(f-1);for(let y=0;y<f-1;y++)v[y]=e[y+1]-e[y],g[y]=t[y+1]-t[y],h[y]=v[y]/g[y];d[0]=h[0];for(let y=1;y<f-1;y++)h[y]===0||h[y-1]===0||h[y-1]>0!=h[y]>0?d[y]=0:(d[y]=3*(g[y-1]+g[y])/((2*g[y]+g[y-1])/h[y-1]+(g[y]+2*g[y-1])/h[y]),isFinite(d[y])||(d[y]=0));d[f-1]=h[f-2];for(let y=0;y<f-1;y++)o(p,t[y]+g[y]/3,e[y]+d[y]*g[y]/3,t[y+1]-g[y]/3,e[y+1]-d[y+1]*g[y]/3,t[y+1],e[y+1])}return p}var _r=new Set;function gi(){for(let t of _r)t.syncRect(!0)}zn&&(cn(ca,Nn,gi),cn(pa,Nn,gi,!0),cn(Sl,Nn,()=>{ze.pxRatio=ie}));var Hf=ts(),$f=Xi();function yi(t,e,l,n){return(n?[t[0],t[1]].concat(t.slice(2)):[t[0]].concat(t.slice(1))).map((u,f)=>Pr(u,f,e,l))}function Nf(t,e){return t.map((l,n)=>n==0?{}:Ee({},e,l))}function Pr(t,e,l,n){return Ee({},e==0?l:n,t)}function ns(t,e,l){return e==null?Rn:[e,l]}var Of=ns;function Rf(t,e,l){return e==null?Rn:El(e,l,$r,!0)}function ls(t,e,l,n){return e==null?Rn:Pl(e,l,t.scales[n].log,!1)}var Vf=ls;function rs(t,e,l,n){return e==null?Rn:Hr(e,l,t.scales[n].log,!1)}var Gf=rs;function zf(t,e,l,n,o){let u=Ke(qo(t),qo(e)),f=e-t,p=kt(o/n*f,l);do{let d=l[p],h=n*d/f;if(h>=o&&u+(d<5?qt.get(d):0)<=17)return[d,h]}while(++p<l.length);return[0,0]}function wi(t){let e,l;return t=t.replace(/(\d+)px/,(n,o)=>(e=Pe((l=+o)*ie))+"px"),[t,e,l]}function Ff(t){t.show&&[t.font,t.labelFont].forEach(e=>{let l=pe(e[2]*ie,1);e[0]=e[0].replace(/[0-9.]+px/,l+"px"),e[1]=l})}function ze(t,e,l){let n={mode:re(t.mode,1)},o=n.mode;function u(r,i,s,a){let c=i.valToPct(r);return a+s*(i.dir==-1?1-c:c)}function f(r,i,s,a){let c=i.valToPct(r);return a+s*(i.dir==-1?c:1-c)}function p(r,i,s,a){return i.ori==0?u(r,i,s,a):f(r,i,s,a)}n.valToPosH=u,n.valToPosV=f;let d=!1;n.status=0;let h=n.root=dt(Ks);if(t.id!=null&&(h.id=t.id),rt(h,t.class),t.title){let r=dt(Js,h);r.textContent=t.title}let v=xt("canvas"),g=n.ctx=v.getContext("2d"),y=dt(Qs,h);cn("click",y,r=>{r.target===A&&(he!=_n||be!=Pn)&&Ve.click(n,r)},!0);let C=n.under=dt(Zs,y);y.appendChild(v);let A=n.over=dt(Xs,y);t=Vn(t);let V=+re(t.pxAlign,1),z=hi(V);(t.plugins||[]).forEach(r=>{r.opts&&(t=r.opts(n,t)||t)});let W=t.ms||.001,k=n.series=o==1?yi(t.series||[],si,pi,!1):Nf(t.series||[null],ci),G=n.axes=yi(t.axes||[],ii,fi,!0),M=n.scales={},q=n.bands=t.bands||[];q.forEach(r=>{r.fill=ee(r.fill||null),r.dir=re(r.dir,-1)});let P=o==2?k[1].facets[0].scale:k[0].scale,J={axes:Ds,series:Ls},j=(t.drawOrder||["axes","series"]).map(r=>J[r]);function X(r){let i=r.distr==3?s=>Vt(s>0?s:r.clamp(n,s,r.min,r.max,r.key)):r.distr==4?s=>gr(s,r.asinh):r.distr==100?s=>r.fwd(s):s=>s;return s=>{let a=i(s),{_min:c,_max:m}=r,w=m-c;return(a-c)/w}}function I(r){let i=M[r];if(i==null){let s=(t.scales||ol)[r]||ol;if(s.from!=null){I(s.from);let a=Ee({},M[s.from],s,{key:r});a.valToPct=X(a),M[r]=a}else{i=M[r]=Ee({},r==P?ji:Mf,s),i.key=r;let a=i.time,c=i.range,m=Yt(c);if((r!=P||o==2&&!a)&&(m&&(c[0]==null||c[1]==null)&&(c={min:c[0]==null?jo:{mode:1,hard:c[0],soft:c[0]},max:c[1]==null?jo:{mode:1,hard:c[1],soft:c[1]}},m=!1),!m&&Cl(c))){let w=c;c=(b,x,S)=>x==null?Rn:El(x,S,w)}i.range=ee(c||(a?Of:r==P?i.distr==3?Vf:i.distr==4?Gf:ns:i.distr==3?ls:i.distr==4?rs:Rf)),i.auto=ee(m?!1:i.auto),i.clamp=ee(i.clamp||kf),i._min=i._max=null,i.valToPct=X(i)}}}I("x"),I("y"),o==1&&k.forEach(r=>{I(r.scale)}),G.forEach(r=>{I(r.scale)});for(let r in t.scales)I(r);let T=M[P],Y=T.distr,D,U;T.ori==0?(rt(h,Ys),D=u,U=f):(rt(h,qs),D=f,U=u);let O={};for(let r in M){let i=M[r];(i.min!=null||i.max!=null)&&(O[r]={min:i.min,max:i.max},i.min=i.max=null)}let te=t.tzDate||(r=>new Date(Pe(r/W))),N=t.fmtDate||Rr,Ye=W==1?Ya(te):Qa(te),we=li(te,ni(W==1?Ka:Ja,N)),ne=oi(te,ri(Xa,N)),fe=[],Q=n.legend=Ee({},nf,t.legend),H=n.cursor=Ee({},ff,{drag:{y:o==2}},t.cursor),Le=Q.show,We=H.show,ve=Q.markers;Q.idxs=fe,ve.width=ee(ve.width),ve.dash=ee(ve.dash),ve.stroke=ee(ve.stroke),ve.fill=ee(ve.fill);let se,mt,Xe,xe=[],Tt=[],Nt,st=!1,Ft={};if(Q.live){let r=k[1]?k[1].values:null;st=r!=null,Nt=st?r(n,1,0):{_:0};for(let i in Nt)Ft[i]=Cr}if(Le)if(se=xt("table",oa,h),Xe=xt("tbody",null,se),Q.mount(n,se),st){mt=xt("thead",null,se,Xe);let r=xt("tr",null,mt);xt("th",null,r);for(var hn in Nt)xt("th",Ho,r).textContent=hn}else rt(se,sa),Q.live&&rt(se,ia);let mn={show:!0},jn={show:!1};function fl(r,i){if(i==0&&(st||!Q.live||o==2))return Rn;let s=[],a=xt("tr",aa,Xe,Xe.childNodes[i]);rt(a,r.class),r.show||rt(a,un);let c=xt("th",null,a);if(ve.show){let b=dt(fa,c);if(i>0){let x=ve.width(n,i);x&&(b.style.border=x+"px "+ve.dash(n,i)+" "+ve.stroke(n,i)),b.style.background=ve.fill(n,i)}}let m=dt(Ho,c);r.label instanceof HTMLElement?m.appendChild(r.label):m.textContent=r.label,i>0&&(ve.show||(m.style.color=r.width>0?ve.stroke(n,i):ve.fill(n,i)),Ue("click",c,b=>{if(H._lock)return;tn(b);let x=k.indexOf(r);if((b.ctrlKey||b.metaKey)!=Q.isolate){let S=k.some((E,_)=>_>0&&_!=x&&E.show);k.forEach((E,_)=>{_>0&&Lt(_,S?_==x?mn:jn:mn,!0,Se.setSeries)})}else Lt(x,{show:!r.show},!0,Se.setSeries)},!1),vn&&Ue(Ro,c,b=>{H._lock||(tn(b),Lt(k.indexOf(r),Cn,!0,Se.setSeries))},!1));for(var w in Nt){let b=xt("td",ua,a);b.textContent="--",s.push(b)}return[a,s]}let Jt=new Map;function Ue(r,i,s,a=!0){let c=Jt.get(i)||{},m=H.bind[r](n,i,s,a);m&&(cn(r,i,c[r]=m),Jt.set(i,c))}function gn(r,i,s){let a=Jt.get(i)||{};for(let c in a)(r==null||c==r)&&(Mr(c,i,a[c]),delete a[c]);r==null&&Jt.delete(i)}let Ot=0,Qt=0,K=0,L=0,de=0,_e=0,yn=de,Zt=_e,St=K,Xt=L,et=0,at=0,qe=0,gt=0;n.bbox={};let Wl=!1,ul=!1,wn=!1,en=!1,cl=!1,ft=!1;function Ul(r,i,s){(s||r!=n.width||i!=n.height)&&Zr(r,i),Tn(!1),wn=!0,ul=!0,Sn()}function Zr(r,i){n.width=Ot=K=r,n.height=Qt=L=i,de=_e=0,bs(),xs();let s=n.bbox;et=s.left=an(de*ie,.5),at=s.top=an(_e*ie,.5),qe=s.width=an(K*ie,.5),gt=s.height=an(L*ie,.5)}let ys=3;function ws(){let r=!1,i=0;for(;!r;){i++;let s=As(i),a=Cs(i);r=i==ys||s&&a,r||(Zr(n.width,n.height),ul=!0)}}function vs({width:r,height:i}){Ul(r,i)}n.setSize=vs;function bs(){let r=!1,i=!1,s=!1,a=!1;G.forEach((c,m)=>{if(c.show&&c._show){let{side:w,_size:b}=c,x=w%2,S=c.label!=null?c.labelSize:0,E=b+S;E>0&&(x?(K-=E,w==3?(de+=E,a=!0):s=!0):(L-=E,w==0?(_e+=E,r=!0):i=!0))}}),nn[0]=r,nn[1]=s,nn[2]=i,nn[3]=a,K-=Wt[1]+Wt[3],de+=Wt[3],L-=Wt[2]+Wt[0],_e+=Wt[0]}function xs(){let r=de+K,i=_e+L,s=de,a=_e;function c(m,w){switch(m){case 1:return r+=w,r-w;case 2:return i+=w,i-w;case 3:return s-=w,s+w;case 0:return a-=w,a+w}}G.forEach((m,w)=>{if(m.show&&m._show){let b=m.side;m._pos=c(b,m._size),m.label!=null&&(m._lpos=c(b,m.labelSize))}})}if(H.dataIdx==null){let r=H.hover,i=r.skip=new Set(r.skip??[]);i.add(void 0);let s=r.prox=ee(r.prox),a=r.bias??=0;H.dataIdx=(c,m,w,b)=>{if(m==0)return w;let x=w,S=s(c,m,w,b)??ce,E=S>=0&&S<ce,_=T.ori==0?K:L,B=H.left,oe=e[0],le=e[m];if(i.has(le[w])){x=null;let Z=null,F=null,$;if(a==0||a==-1)for($=w;Z==null&&$-- >0;)i.has(le[$])||(Z=$);if(a==0||a==1)for($=w;F==null&&$++<le.length;)i.has(le[$])||(F=$);if(Z!=null||F!=null)if(E){let ge=Z==null?-1/0:D(oe[Z],T,_,0),Me=F==null?1/0:D(oe[F],T,_,0),Oe=B-ge,ue=Me-B;Oe<=ue?Oe<=S&&(x=Z):ue<=S&&(x=F)}else x=F==null?Z:Z==null?F:w-Z<=F-w?Z:F}else E&&Ae(B-D(oe[w],T,_,0))>S&&(x=null);return x}}let tn=r=>{H.event=r};H.idxs=fe,H._lock=!1;let Fe=H.points;Fe.show=ee(Fe.show),Fe.size=ee(Fe.size),Fe.stroke=ee(Fe.stroke),Fe.width=ee(Fe.width),Fe.fill=ee(Fe.fill);let Et=n.focus=Ee({},t.focus||{alpha:.3},H.focus),vn=Et.prox>=0,bn=vn&&Fe.one,ut=[],xn=[],kn=[];function Xr(r,i){let s=Fe.show(n,i);if(s instanceof HTMLElement)return rt(s,ra),rt(s,r.class),$t(s,-10,-10,K,L),A.insertBefore(s,ut[i]),s}function eo(r,i){if(o==1||i>0){let s=o==1&&M[r.scale].time,a=r.value;r.value=s?Zo(a)?oi(te,ri(a,N)):a||ne:a||vf,r.label=r.label||(s?cf:uf)}if(bn||i>0){r.width=r.width==null?1:r.width,r.paths=r.paths||Hf||ka,r.fillTo=ee(r.fillTo||Tf),r.pxAlign=+re(r.pxAlign,V),r.pxRound=hi(r.pxAlign),r.stroke=ee(r.stroke||null),r.fill=ee(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let s=bf(Ke(1,r.width),1),a=r.points=Ee({},{size:s,width:Ke(1,s*.2),stroke:r.stroke,space:s*2,paths:$f,_stroke:null,_fill:null},r.points);a.show=ee(a.show),a.filter=ee(a.filter),a.fill=ee(a.fill),a.stroke=ee(a.stroke),a.paths=ee(a.paths),a.pxAlign=r.pxAlign}if(Le){let s=fl(r,i);xe.splice(i,0,s[0]),Tt.splice(i,0,s[1]),Q.values.push(null)}if(We){fe.splice(i,0,null);let s=null;bn?i==0&&(s=Xr(r,i)):i>0&&(s=Xr(r,i)),ut.splice(i,0,s),xn.splice(i,0,0),kn.splice(i,0,0)}Ne("addSeries",i)}function ks(r,i){i=i??k.length,r=o==1?Pr(r,i,si,pi):Pr(r,i,{},ci),k.splice(i,0,r),eo(k[i],i)}n.addSeries=ks;function Ms(r){if(k.splice(r,1),Le){Q.values.splice(r,1),Tt.splice(r,1);let i=xe.splice(r,1)[0];gn(null,i.firstChild),i.remove()}We&&(fe.splice(r,1),ut.splice(r,1)[0].remove(),xn.splice(r,1),kn.splice(r,1)),Ne("delSeries",r)}n.delSeries=Ms;let nn=[!1,!1,!1,!1];function Ts(r,i){if(r._show=r.show,r.show){let s=r.side%2,a=M[r.scale];a==null&&(r.scale=s?k[1].scale:P,a=M[r.scale]);let c=a.time;r.size=ee(r.size),r.space=ee(r.space),r.rotate=ee(r.rotate),Yt(r.incrs)&&r.incrs.forEach(w=>{!qt.has(w)&&qt.set(w,Li(w))}),r.incrs=ee(r.incrs||(a.distr==2?Ba:c?W==1?ja:qa:fn)),r.splits=ee(r.splits||(c&&a.distr==1?Ye:a.distr==3?Sr:a.distr==4?hf:df)),r.stroke=ee(r.stroke),r.grid.stroke=ee(r.grid.stroke),r.ticks.stroke=ee(r.ticks.stroke),r.border.stroke=ee(r.border.stroke);let m=r.values;r.values=Yt(m)&&!Yt(m[0])?ee(m):c?Yt(m)?li(te,ni(m,N)):Zo(m)?Za(te,m):m||we:m||pf,r.filter=ee(r.filter||(a.distr>=3&&a.log==10?yf:a.distr==3&&a.log==2?wf:Si)),r.font=wi(r.font),r.labelFont=wi(r.labelFont),r._size=r.size(n,null,i,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(nn[i]=!0,r._el=dt(ea,y))}}function Kn(r,i,s,a){let[c,m,w,b]=s,x=i%2,S=0;return x==0&&(b||m)&&(S=i==0&&!c||i==2&&!w?Pe(ii.size/3):0),x==1&&(c||w)&&(S=i==1&&!m||i==3&&!b?Pe(fi.size/2):0),S}let to=n.padding=(t.padding||[Kn,Kn,Kn,Kn]).map(r=>ee(re(r,Kn))),Wt=n._padding=to.map((r,i)=>r(n,i,nn,0)),Re,Ce=null,De=null,pl=o==1?k[0].idxs:null,yt=null,Yn=!1;function no(r,i){if(e=r??[],n.data=n._data=e,o==2){Re=0;for(let s=1;s<k.length;s++)Re+=e[s][0].length}else{e.length==0&&(n.data=n._data=e=[[]]),yt=e[0],Re=yt.length;let s=e;if(Y==2){s=e.slice();let a=s[0]=Array(Re);for(let c=0;c<Re;c++)a[c]=c}n._data=e=s}if(Tn(!0),Ne("setData"),Y==2&&(wn=!0),i!==!1){let s=T;s.auto(n,Yn)?Bl():Bt(P,s.min,s.max),en=en||H.left>=0,ft=!0,Sn()}}n.setData=no;function Bl(){Yn=!0;let r,i;o==1&&(Re>0?(Ce=pl[0]=0,De=pl[1]=Re-1,r=e[0][Ce],i=e[0][De],Y==2?(r=Ce,i=De):r==i&&(Y==3?[r,i]=Pl(r,r,T.log,!1):Y==4?[r,i]=Hr(r,r,T.log,!1):T.time?i=r+Pe(86400/W):[r,i]=El(r,i,$r,!0))):(Ce=pl[0]=r=null,De=pl[1]=i=null)),Bt(P,r,i)}let dl,Mn,Il,jl,Kl,Yl,ql,Jl,Ql,Je;function lo(r,i,s,a,c,m){r??=No,s??=Or,a??="butt",c??=No,m??="round",r!=dl&&(g.strokeStyle=dl=r),c!=Mn&&(g.fillStyle=Mn=c),i!=Il&&(g.lineWidth=Il=i),m!=Kl&&(g.lineJoin=Kl=m),a!=Yl&&(g.lineCap=Yl=a),s!=jl&&g.setLineDash(jl=s)}function ro(r,i,s,a){i!=Mn&&(g.fillStyle=Mn=i),r!=ql&&(g.font=ql=r),s!=Jl&&(g.textAlign=Jl=s),a!=Ql&&(g.textBaseline=Ql=a)}function Zl(r,i,s,a,c=0){if(a.length>0&&r.auto(n,Yn)&&(i==null||i.min==null)){let m=re(Ce,0),w=re(De,a.length-1),b=s.min==null?ga(a,m,w,c,r.distr==3):[s.min,s.max];r.min=Mt(r.min,s.min=b[0]),r.max=Ke(r.max,s.max=b[1])}}let oo={min:null,max:null};function Ss(){for(let a in M){let c=M[a];O[a]==null&&(c.min==null||O[P]!=null&&c.auto(n,Yn))&&(O[a]=oo)}for(let a in M){let c=M[a];O[a]==null&&c.from!=null&&O[c.from]!=null&&(O[a]=oo)}O[P]!=null&&Tn(!0);let r={};for(let a in O){let c=O[a];if(c!=null){let m=r[a]=Vn(M[a],Sa);if(c.min!=null)Ee(m,c);else if(a!=P||o==2)if(Re==0&&m.from==null){let w=m.range(n,null,null,a);m.min=w[0],m.max=w[1]}else m.min=ce,m.max=-ce}}if(Re>0){k.forEach((a,c)=>{if(o==1){let m=a.scale,w=O[m];if(w==null)return;let b=r[m];if(c==0){let x=b.range(n,b.min,b.max,m);b.min=x[0],b.max=x[1],Ce=kt(b.min,e[0]),De=kt(b.max,e[0]),De-Ce>1&&(e[0][Ce]<b.min&&Ce++,e[0][De]>b.max&&De--),a.min=yt[Ce],a.max=yt[De]}else a.show&&a.auto&&Zl(b,w,a,e[c],a.sorted);a.idxs[0]=Ce,a.idxs[1]=De}else if(c>0&&a.show&&a.auto){let[m,w]=a.facets,b=m.scale,x=w.scale,[S,E]=e[c],_=r[b],B=r[x];_!=null&&Zl(_,O[b],m,S,m.sorted),B!=null&&Zl(B,O[x],w,E,w.sorted),a.min=w.min,a.max=w.max}});for(let a in r){let c=r[a],m=O[a];if(c.from==null&&(m==null||m.min==null)){let w=c.range(n,c.min==ce?null:c.min,c.max==-ce?null:c.max,a);c.min=w[0],c.max=w[1]}}}for(let a in r){let c=r[a];if(c.from!=null){let m=r[c.from];if(m.min==null)c.min=c.max=null;else{let w=c.range(n,m.min,m.max,a);c.min=w[0],c.max=w[1]}}}let i={},s=!1;for(let a in r){let c=r[a],m=M[a];if(m.min!=c.min||m.max!=c.max){m.min=c.min,m.max=c.max;let w=m.distr;m._min=w==3?Vt(m.min):w==4?gr(m.min,m.asinh):w==100?m.fwd(m.min):m.min,m._max=w==3?Vt(m.max):w==4?gr(m.max,m.asinh):w==100?m.fwd(m.max):m.max,i[a]=s=!0}}if(s){k.forEach((a,c)=>{o==2?c>0&&i.y&&(a._paths=null):i[a.scale]&&(a._paths=null)});for(let a in i)wn=!0,Ne("setScale",a);We&&H.left>=0&&(en=ft=!0)}for(let a in O)O[a]=null}function Es(r){let i=Tr(Ce-1,0,Re-1),s=Tr(De+1,0,Re-1);for(;r[i]==null&&i>0;)i--;for(;r[s]==null&&s<Re-1;)s++;return[i,s]}function Ls(){if(Re>0){let r=k.some(i=>i._focus)&&Je!=Et.alpha;r&&(g.globalAlpha=Je=Et.alpha),k.forEach((i,s)=>{if(s>0&&i.show&&(io(s,!1),io(s,!0),i._paths==null)){let a=Je;Je!=i.alpha&&(g.globalAlpha=Je=i.alpha);let c=o==2?[0,e[s][0].length-1]:Es(e[s]);i._paths=i.paths(n,s,c[0],c[1]),Je!=a&&(g.globalAlpha=Je=a)}}),k.forEach((i,s)=>{if(s>0&&i.show){let a=Je;Je!=i.alpha&&(g.globalAlpha=Je=i.alpha),i._paths!=null&&so(s,!1);{let c=i._paths!=null?i._paths.gaps:null,m=i.points.show(n,s,Ce,De,c),w=i.points.filter(n,s,m,c);(m||w)&&(i.points._paths=i.points.paths(n,s,Ce,De,w),so(s,!0))}Je!=a&&(g.globalAlpha=Je=a),Ne("drawSeries",s)}}),r&&(g.globalAlpha=Je=1)}}function io(r,i){let s=i?k[r].points:k[r];s._stroke=s.stroke(n,r),s._fill=s.fill(n,r)}function so(r,i){let s=i?k[r].points:k[r],{stroke:a,fill:c,clip:m,flags:w,_stroke:b=s._stroke,_fill:x=s._fill,_width:S=s.width}=s._paths;S=pe(S*ie,3);let E=null,_=S%2/2;i&&x==null&&(x=S>0?"#fff":b);let B=s.pxAlign==1&&_>0;if(B&&g.translate(_,_),!i){let oe=et-S/2,le=at-S/2,Z=qe+S,F=gt+S;E=new Path2D,E.rect(oe,le,Z,F)}i?Xl(b,S,s.dash,s.cap,x,a,c,w,m):_s(r,b,S,s.dash,s.cap,x,a,c,w,E,m),B&&g.translate(-_,-_)}function _s(r,i,s,a,c,m,w,b,x,S,E){let _=!1;x!=0&&q.forEach((B,oe)=>{if(B.series[0]==r){let le=k[B.series[1]],Z=e[B.series[1]],F=(le._paths||ol).band;Yt(F)&&(F=B.dir==1?F[0]:F[1]);let $,ge=null;le.show&&F&&wa(Z,Ce,De)?(ge=B.fill(n,oe)||m,$=le._paths.clip):F=null,Xl(i,s,a,c,ge,w,b,x,S,E,$,F),_=!0}}),_||Xl(i,s,a,c,m,w,b,x,S,E)}let ao=Gn|Lr;function Xl(r,i,s,a,c,m,w,b,x,S,E,_){lo(r,i,s,a,c),(x||S||_)&&(g.save(),x&&g.clip(x),S&&g.clip(S)),_?(b&ao)==ao?(g.clip(_),E&&g.clip(E),ml(c,w),hl(r,m,i)):b&Lr?(ml(c,w),g.clip(_),hl(r,m,i)):b&Gn&&(g.save(),g.clip(_),E&&g.clip(E),ml(c,w),g.restore(),hl(r,m,i)):(ml(c,w),hl(r,m,i)),(x||S||_)&&g.restore()}function hl(r,i,s){s>0&&(i instanceof Map?i.forEach((a,c)=>{g.strokeStyle=dl=c,g.stroke(a)}):i!=null&&r&&g.stroke(i))}function ml(r,i){i instanceof Map?i.forEach((s,a)=>{g.fillStyle=Mn=a,g.fill(s)}):i!=null&&r&&g.fill(i)}function Ps(r,i,s,a){let c=G[r],m;if(a<=0)m=[0,0];else{let w=c._space=c.space(n,r,i,s,a),b=c._incrs=c.incrs(n,r,i,s,a,w);m=zf(i,s,b,a,w)}return c._found=m}function er(r,i,s,a,c,m,w,b,x,S){let E=w%2/2;V==1&&g.translate(E,E),lo(b,w,x,S,b),g.beginPath();let _,B,oe,le,Z=c+(a==0||a==3?-m:m);s==0?(B=c,le=Z):(_=c,oe=Z);for(let F=0;F<r.length;F++)i[F]!=null&&(s==0?_=oe=r[F]:B=le=r[F],g.moveTo(_,B),g.lineTo(oe,le));g.stroke(),V==1&&g.translate(-E,-E)}function As(r){let i=!0;return G.forEach((s,a)=>{if(!s.show)return;let c=M[s.scale];if(c.min==null){s._show&&(i=!1,s._show=!1,Tn(!1));return}else s._show||(i=!1,s._show=!0,Tn(!1));let m=s.side,w=m%2,{min:b,max:x}=c,[S,E]=Ps(a,b,x,w==0?K:L);if(E==0)return;let _=c.distr==2,B=s._splits=s.splits(n,a,b,x,S,E,_),oe=c.distr==2?B.map($=>yt[$]):B,le=c.distr==2?yt[B[1]]-yt[B[0]]:S,Z=s._values=s.values(n,s.filter(n,oe,a,E,le),a,E,le);s._rotate=m==2?s.rotate(n,Z,a,E):0;let F=s._size;s._size=ht(s.size(n,Z,a,r)),F!=null&&s._size!=F&&(i=!1)}),i}function Cs(r){let i=!0;return to.forEach((s,a)=>{let c=s(n,a,nn,r);c!=Wt[a]&&(i=!1),Wt[a]=c}),i}function Ds(){for(let r=0;r<G.length;r++){let i=G[r];if(!i.show||!i._show)continue;let s=i.side,a=s%2,c,m,w=i.stroke(n,r),b=s==0||s==3?-1:1,[x,S]=i._found;if(i.label!=null){let Ie=i.labelGap*b,lt=Pe((i._lpos+Ie)*ie);ro(i.labelFont[0],w,"center",s==2?"top":$o),g.save(),a==1?(c=m=0,g.translate(lt,Pe(at+gt/2)),g.rotate((s==3?-Tl:Tl)/2)):(c=Pe(et+qe/2),m=lt);let on=Mi(i.label)?i.label(n,r,x,S):i.label;g.fillText(on,c,m),g.restore()}if(S==0)continue;let E=M[i.scale],_=a==0?qe:gt,B=a==0?et:at,oe=i._splits,le=E.distr==2?oe.map(Ie=>yt[Ie]):oe,Z=E.distr==2?yt[oe[1]]-yt[oe[0]]:x,F=i.ticks,$=i.border,ge=F.show?F.size:0,Me=Pe(ge*ie),Oe=Pe((i.alignTo==2?i._size-ge-i.gap:i.gap)*ie),ue=i._rotate*-Tl/180,Te=z(i._pos*ie),tt=(Me+Oe)*b,Be=Te+tt;m=a==0?Be:0,c=a==1?Be:0;let ct=i.font[0],wt=i.align==1?Hn:i.align==2?dr:ue>0?Hn:ue<0?dr:a==0?"center":s==3?dr:Hn,Pt=ue||a==1?"middle":s==2?"top":$o;ro(ct,w,wt,Pt);let nt=i.font[1]*i.lineGap,pt=oe.map(Ie=>z(p(Ie,E,_,B))),vt=i._values;for(let Ie=0;Ie<vt.length;Ie++){let lt=vt[Ie];if(lt!=null){a==0?c=pt[Ie]:m=pt[Ie],lt=""+lt;let on=lt.indexOf(`
`)==-1?[lt]:lt.split(/\n/gm);for(let je=0;je<on.length;je++){let _o=on[je];ue?(g.save(),g.translate(c,m+je*nt),g.rotate(ue),g.fillText(_o,0,0),g.restore()):g.fillText(_o,c,m+je*nt)}}}F.show&&er(pt,F.filter(n,le,r,S,Z),a,s,Te,Me,pe(F.width*ie,3),F.stroke(n,r),F.dash,F.cap);let At=i.grid;At.show&&er(pt,At.filter(n,le,r,S,Z),a,a==0?2:1,a==0?at:et,a==0?gt:qe,pe(At.width*ie,3),At.stroke(n,r),At.dash,At.cap),$.show&&er([Te],[1],a==0?1:0,a==0?1:2,a==1?at:et,a==1?gt:qe,pe($.width*ie,3),$.stroke(n,r),$.dash,$.cap)}Ne("drawAxes")}function Tn(r){k.forEach((i,s)=>{s>0&&(i._paths=null,r&&(o==1?(i.min=null,i.max=null):i.facets.forEach(a=>{a.min=null,a.max=null})))})}let gl=!1,tr=!1,qn=[];function Hs(){tr=!1;for(let r=0;r<qn.length;r++)Ne(...qn[r]);qn.length=0}function Sn(){gl||(Da(fo),gl=!0)}function $s(r,i=!1){gl=!0,tr=i,r(n),fo(),i&&qn.length>0&&queueMicrotask(Hs)}n.batch=$s;function fo(){if(Wl&&(Ss(),Wl=!1),wn&&(ws(),wn=!1),ul){if(ye(C,Hn,de),ye(C,"top",_e),ye(C,tl,K),ye(C,nl,L),ye(A,Hn,de),ye(A,"top",_e),ye(A,tl,K),ye(A,nl,L),ye(y,tl,Ot),ye(y,nl,Qt),v.width=Pe(Ot*ie),v.height=Pe(Qt*ie),G.forEach(({_el:r,_show:i,_size:s,_pos:a,side:c})=>{if(r!=null)if(i){let m=c===3||c===0?s:0,w=c%2==1;ye(r,w?"left":"top",a-m),ye(r,w?"width":"height",s),ye(r,w?"top":"left",w?_e:de),ye(r,w?"height":"width",w?L:K),kr(r,un)}else rt(r,un)}),dl=Mn=Il=Kl=Yl=ql=Jl=Ql=jl=null,Je=1,Zn(!0),de!=yn||_e!=Zt||K!=St||L!=Xt){Tn(!1);let r=K/St,i=L/Xt;if(We&&!en&&H.left>=0){H.left*=r,H.top*=i,En&&$t(En,Pe(H.left),0,K,L),Ln&&$t(Ln,0,Pe(H.top),K,L);for(let s=0;s<ut.length;s++){let a=ut[s];a!=null&&(xn[s]*=r,kn[s]*=i,$t(a,ht(xn[s]),ht(kn[s]),K,L))}}if(me.show&&!cl&&me.left>=0&&me.width>0){me.left*=r,me.width*=r,me.top*=i,me.height*=i;for(let s in sr)ye(An,s,me[s])}yn=de,Zt=_e,St=K,Xt=L}Ne("setSize"),ul=!1}Ot>0&&Qt>0&&(g.clearRect(0,0,v.width,v.height),Ne("drawClear"),j.forEach(r=>r()),Ne("draw")),me.show&&cl&&(yl(me),cl=!1),We&&en&&(rn(null,!0,!1),en=!1),Q.show&&Q.live&&ft&&(or(),ft=!1),d||(d=!0,n.status=1,Ne("ready")),Yn=!1,gl=!1}n.redraw=(r,i)=>{wn=i||!1,r!==!1?Bt(P,T.min,T.max):Sn()};function nr(r,i){let s=M[r];if(s.from==null){if(Re==0){let a=s.range(n,i.min,i.max,r);i.min=a[0],i.max=a[1]}if(i.min>i.max){let a=i.min;i.min=i.max,i.max=a}if(Re>1&&i.min!=null&&i.max!=null&&i.max-i.min<1e-16)return;r==P&&s.distr==2&&Re>0&&(i.min=kt(i.min,e[0]),i.max=kt(i.max,e[0]),i.min==i.max&&i.max++),O[r]=i,Wl=!0,Sn()}}n.setScale=nr;let lr,rr,En,Ln,uo,co,_n,Pn,po,ho,he,be,Ut=!1,Ve=H.drag,He=Ve.x,$e=Ve.y;We&&(H.x&&(lr=dt(na,A)),H.y&&(rr=dt(la,A)),T.ori==0?(En=lr,Ln=rr):(En=rr,Ln=lr),he=H.left,be=H.top);let me=n.select=Ee({show:!0,over:!0,left:0,width:0,top:0,height:0},t.select),An=me.show?dt(ta,me.over?A:C):null;function yl(r,i){if(me.show){for(let s in r)me[s]=r[s],s in sr&&ye(An,s,r[s]);i!==!1&&Ne("setSelect")}}n.setSelect=yl;function Ns(r){if(k[r].show)Le&&kr(xe[r],un);else if(Le&&rt(xe[r],un),We){let s=bn?ut[0]:ut[r];s!=null&&$t(s,-10,-10,K,L)}}function Bt(r,i,s){nr(r,{min:i,max:s})}function Lt(r,i,s,a){i.focus!=null&&zs(r),i.show!=null&&k.forEach((c,m)=>{m>0&&(r==m||r==null)&&(c.show=i.show,Ns(m),o==2?(Bt(c.facets[0].scale,null,null),Bt(c.facets[1].scale,null,null)):Bt(c.scale,null,null),Sn())}),s!==!1&&Ne("setSeries",r,i),a&&Xn("setSeries",n,r,i)}n.setSeries=Lt;function Os(r,i){Ee(q[r],i)}function Rs(r,i){r.fill=ee(r.fill||null),r.dir=re(r.dir,-1),i=i??q.length,q.splice(i,0,r)}function Vs(r){r==null?q.length=0:q.splice(r,1)}n.addBand=Rs,n.setBand=Os,n.delBand=Vs;function Gs(r,i){k[r].alpha=i,We&&ut[r]!=null&&(ut[r].style.opacity=i),Le&&xe[r]&&(xe[r].style.opacity=i)}let Rt,It,ln,Cn={focus:!0};function zs(r){if(r!=ln){let i=r==null,s=Et.alpha!=1;k.forEach((a,c)=>{if(o==1||c>0){let m=i||c==0||c==r;a._focus=i?null:m,s&&Gs(c,m?1:Et.alpha)}}),ln=r,s&&Sn()}}Le&&vn&&Ue(Vo,se,r=>{H._lock||(tn(r),ln!=null&&Lt(null,Cn,!0,Se.setSeries))});function _t(r,i,s){let a=M[i];s&&(r=r/ie-(a.ori==1?_e:de));let c=K;a.ori==1&&(c=L,r=c-r),a.dir==-1&&(r=c-r);let m=a._min,w=a._max,b=r/c,x=m+(w-m)*b,S=a.distr;return S==3?On(10,x):S==4?ba(x,a.asinh):S==100?a.bwd(x):x}function Fs(r,i){let s=_t(r,P,i);return kt(s,e[0],Ce,De)}n.valToIdx=r=>kt(r,e[0]),n.posToIdx=Fs,n.posToVal=_t,n.valToPos=(r,i,s)=>M[i].ori==0?u(r,M[i],s?qe:K,s?et:0):f(r,M[i],s?gt:L,s?at:0),n.setCursor=(r,i,s)=>{he=r.left,be=r.top,rn(null,i,s)};function mo(r,i){ye(An,Hn,me.left=r),ye(An,tl,me.width=i)}function go(r,i){ye(An,"top",me.top=r),ye(An,nl,me.height=i)}let Jn=T.ori==0?mo:go,Qn=T.ori==1?mo:go;function Ws(){if(Le&&Q.live)for(let r=o==2?1:0;r<k.length;r++){if(r==0&&st)continue;let i=Q.values[r],s=0;for(let a in i)Tt[r][s++].firstChild.nodeValue=i[a]}}function or(r,i){if(r!=null&&(r.idxs?r.idxs.forEach((s,a)=>{fe[a]=s}):Ta(r.idx)||fe.fill(r.idx),Q.idx=fe[0]),Le&&Q.live){for(let s=0;s<k.length;s++)(s>0||o==1&&!st)&&Us(s,fe[s]);Ws()}ft=!1,i!==!1&&Ne("setLegend")}n.setLegend=or;function Us(r,i){let s=k[r],a=r==0&&Y==2?yt:e[r],c;st?c=s.values(n,r,i)??Ft:(c=s.value(n,i==null?null:a[i],r,i),c=c==null?Ft:{_:c}),Q.values[r]=c}function rn(r,i,s){po=he,ho=be,[he,be]=H.move(n,he,be),H.left=he,H.top=be,We&&(En&&$t(En,Pe(he),0,K,L),Ln&&$t(Ln,0,Pe(be),K,L));let a,c=Ce>De;Rt=ce,It=null;let m=T.ori==0?K:L,w=T.ori==1?K:L;if(he<0||Re==0||c){a=H.idx=null;for(let b=0;b<k.length;b++){let x=ut[b];x!=null&&$t(x,-10,-10,K,L)}vn&&Lt(null,Cn,!0,r==null&&Se.setSeries),Q.live&&(fe.fill(a),ft=!0)}else{let b,x,S;o==1&&(b=T.ori==0?he:be,x=_t(b,P),a=H.idx=kt(x,e[0],Ce,De),S=D(e[0][a],T,m,0));let E=-10,_=-10,B=0,oe=0,le=!0,Z="",F="";for(let $=o==2?1:0;$<k.length;$++){let ge=k[$],Me=fe[$],Oe=Me==null?null:o==1?e[$][Me]:e[$][1][Me],ue=H.dataIdx(n,$,a,x),Te=ue==null?null:o==1?e[$][ue]:e[$][1][ue];if(ft=ft||Te!=Oe||ue!=Me,fe[$]=ue,$>0&&ge.show){let tt=ue==null?-10:ue==a?S:D(o==1?e[0][ue]:e[$][0][ue],T,m,0),Be=Te==null?-10:U(Te,o==1?M[ge.scale]:M[ge.facets[1].scale],w,0);if(vn&&Te!=null){let ct=T.ori==1?he:be,wt=Ae(Et.dist(n,$,ue,Be,ct));if(wt<Rt){let Pt=Et.bias;if(Pt!=0){let nt=_t(ct,ge.scale),pt=Te>=0?1:-1,vt=nt>=0?1:-1;vt==pt&&(vt==1?Pt==1?Te>=nt:Te<=nt:Pt==1?Te<=nt:Te>=nt)&&(Rt=wt,It=$)}else Rt=wt,It=$}}if(ft||bn){let ct,wt;T.ori==0?(ct=tt,wt=Be):(ct=Be,wt=tt);let Pt,nt,pt,vt,At,Ie,lt=!0,on=Fe.bbox;if(on!=null){lt=!1;let je=on(n,$);pt=je.left,vt=je.top,Pt=je.width,nt=je.height}else pt=ct,vt=wt,Pt=nt=Fe.size(n,$);if(Ie=Fe.fill(n,$),At=Fe.stroke(n,$),bn)$==It&&Rt<=Et.prox&&(E=pt,_=vt,B=Pt,oe=nt,le=lt,Z=Ie,F=At);else{let je=ut[$];je!=null&&(xn[$]=pt,kn[$]=vt,Io(je,Pt,nt,lt),Uo(je,Ie,At),$t(je,ht(pt),ht(vt),K,L))}}}}if(bn){let $=Et.prox,ge=ln==null?Rt<=$:Rt>$||It!=ln;if(ft||ge){let Me=ut[0];Me!=null&&(xn[0]=E,kn[0]=_,Io(Me,B,oe,le),Uo(Me,Z,F),$t(Me,ht(E),ht(_),K,L))}}}if(me.show&&Ut)if(r!=null){let[b,x]=Se.scales,[S,E]=Se.match,[_,B]=r.cursor.sync.scales,oe=r.cursor.drag;if(He=oe._x,$e=oe._y,He||$e){let{left:le,top:Z,width:F,height:$}=r.select,ge=r.scales[_].ori,Me=r.posToVal,Oe,ue,Te,tt,Be,ct=b!=null&&S(b,_),wt=x!=null&&E(x,B);ct&&He?(ge==0?(Oe=le,ue=F):(Oe=Z,ue=$),Te=M[b],tt=D(Me(Oe,_),Te,m,0),Be=D(Me(Oe+ue,_),Te,m,0),Jn(Mt(tt,Be),Ae(Be-tt))):Jn(0,m),wt&&$e?(ge==1?(Oe=le,ue=F):(Oe=Z,ue=$),Te=M[x],tt=U(Me(Oe,B),Te,w,0),Be=U(Me(Oe+ue,B),Te,w,0),Qn(Mt(tt,Be),Ae(Be-tt))):Qn(0,w)}else ar()}else{let b=Ae(po-uo),x=Ae(ho-co);if(T.ori==1){let B=b;b=x,x=B}He=Ve.x&&b>=Ve.dist,$e=Ve.y&&x>=Ve.dist;let S=Ve.uni;S!=null?He&&$e&&(He=b>=S,$e=x>=S,!He&&!$e&&(x>b?$e=!0:He=!0)):Ve.x&&Ve.y&&(He||$e)&&(He=$e=!0);let E,_;He&&(T.ori==0?(E=_n,_=he):(E=Pn,_=be),Jn(Mt(E,_),Ae(_-E)),$e||Qn(0,w)),$e&&(T.ori==1?(E=_n,_=he):(E=Pn,_=be),Qn(Mt(E,_),Ae(_-E)),He||Jn(0,m)),!He&&!$e&&(Jn(0,0),Qn(0,0))}if(Ve._x=He,Ve._y=$e,r==null){if(s){if(Lo!=null){let[b,x]=Se.scales;Se.values[0]=b!=null?_t(T.ori==0?he:be,b):null,Se.values[1]=x!=null?_t(T.ori==1?he:be,x):null}Xn(hr,n,he,be,K,L,a)}if(vn){let b=s&&Se.setSeries,x=Et.prox;ln==null?Rt<=x&&Lt(It,Cn,!0,b):Rt>x?Lt(null,Cn,!0,b):It!=ln&&Lt(It,Cn,!0,b)}}ft&&(Q.idx=a,or()),i!==!1&&Ne("setCursor")}let jt=null;Object.defineProperty(n,"rect",{get(){return jt==null&&Zn(!1),jt}});function Zn(r=!1){r?jt=null:(jt=A.getBoundingClientRect(),Ne("syncRect",jt))}function yo(r,i,s,a,c,m,w){H._lock||Ut&&r!=null&&r.movementX==0&&r.movementY==0||(ir(r,i,s,a,c,m,w,!1,r!=null),r!=null?rn(null,!0,!0):rn(i,!0,!1))}function ir(r,i,s,a,c,m,w,b,x){if(jt==null&&Zn(!1),tn(r),r!=null)s=r.clientX-jt.left,a=r.clientY-jt.top;else{if(s<0||a<0){he=-10,be=-10;return}let[S,E]=Se.scales,_=i.cursor.sync,[B,oe]=_.values,[le,Z]=_.scales,[F,$]=Se.match,ge=i.axes[0].side%2==1,Me=T.ori==0?K:L,Oe=T.ori==1?K:L,ue=ge?m:c,Te=ge?c:m,tt=ge?a:s,Be=ge?s:a;if(le!=null?s=F(S,le)?p(B,M[S],Me,0):-10:s=Me*(tt/ue),Z!=null?a=$(E,Z)?p(oe,M[E],Oe,0):-10:a=Oe*(Be/Te),T.ori==1){let ct=s;s=a,a=ct}}x&&(i==null||i.cursor.event.type==hr)&&((s<=1||s>=K-1)&&(s=an(s,K)),(a<=1||a>=L-1)&&(a=an(a,L))),b?(uo=s,co=a,[_n,Pn]=H.move(n,s,a)):(he=s,be=a)}let sr={width:0,height:0,left:0,top:0};function ar(){yl(sr,!1)}let wo,vo,bo,xo;function ko(r,i,s,a,c,m,w){Ut=!0,He=$e=Ve._x=Ve._y=!1,ir(r,i,s,a,c,m,w,!0,!1),r!=null&&(Ue(mr,br,Mo,!1),Xn(Oo,n,_n,Pn,K,L,null));let{left:b,top:x,width:S,height:E}=me;wo=b,vo=x,bo=S,xo=E}function Mo(r,i,s,a,c,m,w){Ut=Ve._x=Ve._y=!1,ir(r,i,s,a,c,m,w,!1,!0);let{left:b,top:x,width:S,height:E}=me,_=S>0||E>0,B=wo!=b||vo!=x||bo!=S||xo!=E;if(_&&B&&yl(me),Ve.setScale&&_&&B){let oe=b,le=S,Z=x,F=E;if(T.ori==1&&(oe=x,le=E,Z=b,F=S),He&&Bt(P,_t(oe,P),_t(oe+le,P)),$e)for(let $ in M){let ge=M[$];$!=P&&ge.from==null&&ge.min!=ce&&Bt($,_t(Z+F,$),_t(Z,$))}ar()}else H.lock&&(H._lock=!H._lock,rn(i,!0,r!=null));r!=null&&(gn(mr,br),Xn(mr,n,he,be,K,L,null))}function Bs(r,i,s,a,c,m,w){if(H._lock)return;tn(r);let b=Ut;if(Ut){let x=!0,S=!0,E=10,_,B;T.ori==0?(_=He,B=$e):(_=$e,B=He),_&&B&&(x=he<=E||he>=K-E,S=be<=E||be>=L-E),_&&x&&(he=he<_n?0:K),B&&S&&(be=be<Pn?0:L),rn(null,!0,!0),Ut=!1}he=-10,be=-10,fe.fill(null),rn(null,!0,!0),b&&(Ut=b)}function To(r,i,s,a,c,m,w){H._lock||(tn(r),Bl(),ar(),r!=null&&Xn(Go,n,he,be,K,L,null))}function So(){G.forEach(Ff),Ul(n.width,n.height,!0)}cn(Sl,Nn,So);let Dn={};Dn.mousedown=ko,Dn.mousemove=yo,Dn.mouseup=Mo,Dn.dblclick=To,Dn.setSeries=(r,i,s,a)=>{let c=Se.match[2];s=c(n,i,s),s!=-1&&Lt(s,a,!0,!1)},We&&(Ue(Oo,A,ko),Ue(hr,A,yo),Ue(Ro,A,r=>{tn(r),Zn(!1)}),Ue(Vo,A,Bs),Ue(Go,A,To),_r.add(n),n.syncRect=Zn);let wl=n.hooks=t.hooks||{};function Ne(r,i,s){tr?qn.push([r,i,s]):r in wl&&wl[r].forEach(a=>{a.call(null,n,i,s)})}(t.plugins||[]).forEach(r=>{for(let i in r.hooks)wl[i]=(wl[i]||[]).concat(r.hooks[i])});let Eo=(r,i,s)=>s,Se=Ee({key:null,setSeries:!1,filters:{pub:Jo,sub:Jo},scales:[P,k[1]?k[1].scale:null],match:[Qo,Qo,Eo],values:[null,null]},H.sync);Se.match.length==2&&Se.match.push(Eo),H.sync=Se;let Lo=Se.key,fr=Ki(Lo);function Xn(r,i,s,a,c,m,w){Se.filters.pub(r,i,s,a,c,m,w)&&fr.pub(r,i,s,a,c,m,w)}fr.sub(n);function Is(r,i,s,a,c,m,w){Se.filters.sub(r,i,s,a,c,m,w)&&Dn[r](null,i,s,a,c,m,w)}n.pub=Is;function js(){fr.unsub(n),_r.delete(n),Jt.clear(),Mr(Sl,Nn,So),h.remove(),se?.remove(),Ne("destroy")}n.destroy=js;function ur(){Ne("init",t,e),no(e||t.data,!1),O[P]?nr(P,O[P]):Bl(),cl=me.show&&(me.width>0||me.height>0),en=ft=!0,Ul(t.width,t.height)}return k.forEach(eo),G.forEach(Ts),l?l instanceof HTMLElement?(l.appendChild(h),ur()):l(n,ur):ur(),n}ze.assign=Ee;ze.fmtNum=Nr;ze.rangeNum=El;ze.rangeLog=Pl;ze.rangeAsinh=Hr;ze.orient=dn;ze.pxRatio=ie;ze.join=Ca;ze.fmtDate=Rr,ze.tzDate=Wa;ze.sync=Ki;{ze.addGap=Sf,ze.clipGaps=Dl;let t=ze.paths={points:Xi};t.linear=ts,t.stepped=_f,t.bars=Pf,t.spline=Cf}var Wf=120,Uf=60,Br=class{times=[];values=[];push(e,l){let n=this.times.at(-1);return n!==void 0&&e<=n?!1:(this.times.push(e),this.values.push(l),this.times.length>Wf&&(this.times.shift(),this.values.shift()),!0)}span(){let e=this.times.at(-1)??0;return[Math.min(this.times[0]??0,e-Uf),e]}range(e){if(e!==null&&e>0)return[0,e];let l=Math.max(0,...this.values.map(n=>n??0));return[0,l>0?l*1.25:1]}},Ol=class{series=new Br;sizes;host;max;plot=null;colour="";constructor(e,{colour:l,max:n=null}){this.host=e,this.max=n,e.style.color=`var(${l})`,e.setAttribute("aria-hidden","true"),this.sizes=new ResizeObserver(()=>this.fit()),this.sizes.observe(e)}push(e,l){this.series.push(e,l)&&this.draw()}destroy(){this.sizes.disconnect(),this.plot?.destroy(),this.plot=null}fit(){let{clientWidth:e,clientHeight:l}=this.host;e===0||l===0||this.plot&&this.plot.width===e&&this.plot.height===l||(this.plot?this.plot.setSize({width:e,height:l}):this.make(e,l),this.draw())}draw(){!this.plot||this.host.clientWidth===0||(this.colour=getComputedStyle(this.host).color,this.plot.setData([this.series.times,this.series.values]))}make(e,l){let n={show:!1},o={width:e,height:l,padding:[2,0,1,0],cursor:n,legend:n,axes:[n,n],scales:{x:{time:!1,range:()=>this.series.span()},y:{range:()=>this.series.range(this.max)}},series:[{},{stroke:()=>this.colour,fill:()=>`color-mix(in srgb, ${this.colour} 16%, transparent)`,width:1.4,points:n}]};this.plot=new ze(o,[[],[]],this.host);let{root:u}=this.plot;u.style.cssText="position:relative;overflow:hidden";for(let f of u.querySelectorAll(".u-wrap"))f.style.position="relative";for(let f of u.querySelectorAll(".u-under, .u-over"))f.style.position="absolute";for(let f of u.querySelectorAll("canvas"))f.style.cssText="display:block;position:relative;width:100%;height:100%"}};var Bf=120,Rl=class t{static all=new WeakMap;told=new WeakMap;observer;constructor(){this.observer=new IntersectionObserver(e=>{for(let{target:l,isIntersecting:n}of e)this.told.get(l)?.(n)},{rootMargin:"80px"})}static of(e){let l=t.all.get(e);return l||(l=new t,t.all.set(e,l)),l}watch(e,l){this.told.set(e,l),this.observer.observe(e)}leave(e){this.observer.unobserve(e),this.told.delete(e)}},zt=class{element;chart;value;options;past=[];spark=null;constructor(e,l){this.options=l,this.chart=R(e,"div","ffp-chart"),this.chart.setAttribute("aria-hidden","true"),this.value=R(e,"b","");let n=R(e,"span","",l.name);n.setAttribute("aria-hidden","true"),this.element=R(e,"div","ffp-meter",n,this.chart,this.value),this.element.setAttribute("role","group"),this.element.setAttribute("aria-label",l.label),Rl.of(e).watch(this.chart,o=>this.show(o))}push(e,l,n){ke(this.value,n);let o=this.past.at(-1);o&&e<o[0]&&this.restart(),!(o&&e===o[0])&&(this.past.push([e,l]),this.past.length>Bf&&this.past.shift(),this.spark?.push(e,l))}destroy(){Rl.of(this.element.ownerDocument).leave(this.chart),this.show(!1)}restart(){this.past.length=0,this.spark&&(this.show(!1),this.show(!0))}show(e){if(!e)this.spark?.destroy(),this.spark=null;else if(!this.spark){this.spark=new Ol(this.chart,{colour:this.options.colour,max:this.options.max??null});for(let[l,n]of this.past)this.spark.push(l,n)}}};function sl(t,e){let[l,n]=e>=9995e8&&e<995e11?[Qe(Math.round(e/1e9)),"GB"]:Ct(e).split(" "),u=t/({B:1,kB:1e3,MB:1e6,GB:1e9,TB:1e12,PB:1e15}[n??"B"]??1);return`${u>0&&u<9.95&&n!=="B"?u.toFixed(1):Qe(Math.round(u))} of ${l} ${n}`}var If=.05,os=t=>(t.load??0)>=If||t.inUse>0,Un=t=>t.label.includes(":"),Bn=t=>{let e=new Set(t.filter(l=>!Un(l)).map(l=>l.label));return t.filter(l=>!Un(l)||!e.has(l.label.split(":")[0]??""))};function is(t){let e=t.flatMap(h=>h.gpus),l=t.flatMap(h=>Bn(h.gpus));if(!l.length)return"none";let n=new Set(t.flatMap(h=>h.gpus.filter(v=>Un(v)&&os(v)).map(v=>`${h.name}
${v.label.split(":")[0]??""}`))),o=t.reduce((h,v)=>h+Bn(v.gpus).filter(g=>os(g)||n.has(`${v.name}
${g.label}`)).length,0),u=e.filter(h=>h.error).length,f=l.reduce((h,v)=>h+v.memoryTotal,0),p=l.reduce((h,v)=>h+v.memory,0),d=[Qe(l.length),`${Qe(o)} busy`];return u&&d.push(`${Qe(u)} with an error`),f&&d.push(sl(p,f)),d.join(" · ")}function In(t){switch(t.gpuState){case"none":return t.gpuNote||"no GPU in this machine";case"no-driver":return t.gpuNote?`driver missing: ${t.gpuNote}`:"driver missing: there may be GPUs, but nothing to ask them with";case"error":return t.gpuNote?`GPUs cannot be read: ${t.gpuNote}`:"GPUs cannot be read";default:return t.gpus.length?"":t.gpuNote}}function ss(t){let e=t.nodes.reduce((o,u)=>o+Bn(u.gpus).length,0),l=t.nodes.reduce((o,u)=>o+u.cpus,0);return`${bt(t.nodes.length,"node")} · ${e?bt(e,"GPU"):bt(l,"CPU")}`}function as(t){let e=Math.floor(t/60);if(e<1)return"just started";if(e<60)return`up ${e} min`;let l=Math.floor(e/60);return l<24?`up ${l} h ${e%60} min`:`up ${Qe(Math.floor(l/24))} d ${l%24} h`}var fs=6;function jf(t){let e=[];return t.temperature!==null&&e.push(`${Math.round(t.temperature)} °C`),t.power!==null&&e.push(`${Math.round(t.power)} W`),e.join(" · ")}function Kf(t){let e=t.worker?[t.job||"idle",t.worker]:[`pid ${t.pid}, not ours`];return t.memory>0&&e.push(Ct(t.memory)),e.map(l=>Ge(l,60)).join(" · ")}var Ir=class{element;name;heat;trouble;processes;list;load;memory;time;constructor(e,l,n){this.time=n,this.name=R(e,"span","ffp-label"),this.heat=R(e,"span","ffp-heat"),this.trouble=R(e,"div","ffp-wide ffp-bad"),this.processes=R(e,"div","ffp-wide ffp-procs"),this.list=new Kt(this.processes,({pid:d})=>String(d),()=>{let d=R(e,"span","");return{element:d,update:h=>ke(d,Kf(h))}}),this.load=new zt(e,{name:"GPU",colour:"--ff-gpu",label:`${l.label}: load`,max:1}),this.memory=new zt(e,{name:"MEM",colour:"--ff-mem",label:`${l.label}: memory`,max:1});let{load:o,memory:u,trouble:f,processes:p}=this;this.element=R(e,"div","ffp-gpu",this.name,o.element,u.element,this.heat,f,p),this.element.setAttribute("role","listitem"),this.element.classList.toggle("ffp-part",Un(l))}update(e){ke(this.name,e.label),Ht(this.name,[e.name,e.id].filter(Boolean).join(", ")),ke(this.heat,jf(e)),Ze(this.heat,e.error!==""),Ht(this.heat,e.power!==null&&e.powerLimit!==null?`of ${Math.round(e.powerLimit)} W at most`:""),Ze(this.trouble,!e.error),Dt(this.trouble,e.error);let l=!e.error;Ze(this.load.element,!l),Ze(this.memory.element,!l),this.load.push(this.time(),l?e.load:null,sn(e.load)),this.memory.push(this.time(),l&&e.memoryTotal?e.memory/e.memoryTotal:null,Ct(e.memory)),Ht(this.memory.element,e.memoryTotal?sl(e.memory,e.memoryTotal):""),this.list.update(e.processes.slice(0,fs)),Ze(this.processes,e.processes.length===0);let n=e.processes.length-fs;Ht(this.processes,n>0?`and ${Qe(n)} more`:"")}destroy(){this.load.destroy(),this.memory.destroy()}},jr=class{element;name;model;use;note;list;gpus;now=0;constructor(e,l){this.name=R(e,"b",""),this.model=R(e,"span","ffp-faint"),this.use=R(e,"span","ffp-faint"),this.note=R(e,"div","ffp-empty"),this.list=R(e,"div",""),this.list.setAttribute("role","list"),this.list.setAttribute("aria-label",`GPUs of ${Ge(l.name)}`);let n=R(e,"div","ffp-node-head",this.name,this.model,this.use);this.element=R(e,"div","ffp-machine",n,this.note,this.list),this.gpus=new Kt(this.list,({label:o})=>o,o=>new Ir(e,o,()=>this.now))}update(e){this.now=e.time,Dt(this.name,e.name);let l=[...new Set(e.gpus.filter(o=>!Un(o)).map(o=>o.name))].filter(Boolean);ke(this.model,Ge(l.join(", "),80)),ke(this.use,e.gpus.length?`${Math.round(e.gpusInUse*100)/100} given to tasks`:"");let n=In(e);Ze(this.note,n===""),ke(this.note,n),bl(this.note,"state",e.gpuState),this.gpus.update(e.gpus)}destroy(){this.gpus.destroy()}};function Yf(t){let e=new Map;for(let l of t){let n=In(l);n&&!l.gpus.length&&e.set(n,[...e.get(n)??[],l])}return t.flatMap(l=>{let n=l.gpus.length?[]:e.get(In(l))??[];return n.length<2?[l]:n[0]===l?[{...l,name:`${Ge(l.name,60)} and ${Qe(n.length-1)} more`}]:[]})}var al=class{element;nodes;constructor(e){this.element=R(e,"div","ffp-gpus"),this.nodes=new Kt(this.element,({name:l})=>l,l=>new jr(e,l))}update(e){this.nodes.update(Yf(e))}destroy(){this.nodes.destroy(),this.element.remove()}};function qf(t,e,l,n,o=4){if(n<=0||l<=0)return{from:0,to:0};let u=Math.floor(Math.max(0,t)/l)-o,f=Math.ceil((Math.max(0,t)+Math.max(0,e))/l)+o,p=Math.min(n,Math.max(f,0));return{from:Math.max(0,Math.min(u,p)),to:p}}function Jf(t,e,l,n){let o={ArrowDown:1,ArrowUp:-1,PageDown:n,PageUp:-n},u=t==="Home"?0:t==="End"?l-1:t in o?e+(o[t]??0):null;return u===null||l===0?null:Math.max(0,Math.min(l-1,u))}function Qf(t,e,l,n){return t*n<e?t*n:Math.max(e,(t+1)*n-l)}var Vl=class{element;inner;options;views=new Map;indices=new WeakMap;total=0;at=()=>{};current=0;range={from:0,to:0};frame=0;constructor(e,l){this.options=l,this.inner=R(e,"div","ffp-rows-inner"),this.inner.setAttribute("role","list"),this.inner.setAttribute("aria-label",l.label),this.element=R(e,"div","ffp-rows",this.inner),this.element.addEventListener("scroll",()=>this.later(),{passive:!0}),this.element.addEventListener("keydown",n=>this.key(n)),this.element.addEventListener("click",n=>this.click(n)),this.element.addEventListener("focusin",n=>this.focused(n))}update(e,l){this.total=e,this.at=l,this.current=Math.max(0,Math.min(this.current,e-1));let{rowHeight:n,most:o}=this.options,u=`${Math.min(e,o)*n}px`;this.element.style.height!==u&&(this.element.style.height=u);let f=`${e*n}px`;this.inner.style.height!==f&&(this.inner.style.height=f),this.draw()}get drawn(){return this.views.size}focus(){this.go(this.current)}destroy(){this.element.ownerDocument.defaultView?.cancelAnimationFrame(this.frame);for(let e of this.views.values())e.destroy?.();this.views.clear(),this.element.remove()}later(){let e=this.element.ownerDocument.defaultView;!e||this.frame||(this.frame=e.requestAnimationFrame(()=>{this.frame=0,this.draw()}))}draw(){let{rowHeight:e,most:l}=this.options,n=qf(this.element.scrollTop,Math.min(this.total,l)*e,e,this.total),o=Array.from({length:n.to-n.from},(f,p)=>n.from+p);this.total&&(this.current<n.from||this.current>=n.to)&&o.push(this.current);let u=new Set;for(let f of o){let p=this.at(f);if(p===void 0)continue;let d=this.options.key(p,f);u.has(d)||(u.add(d),this.place(this.view(d,p),p,f))}for(let[f,p]of this.views)u.has(f)||(p.destroy?.(),p.element.remove(),this.views.delete(f));n.from===this.range.from&&n.to===this.range.to||(this.range=n,this.options.seen?.(n))}view(e,l){let n=this.views.get(e);return n||(n=this.options.open(l),n.element.classList.add("ffp-row"),n.element.setAttribute("role","listitem"),n.element.style.height=`${this.options.rowHeight}px`,this.views.set(e,n)),n}place(e,l,n){let{element:o}=e;e.update(l);let u=`translateY(${n*this.options.rowHeight}px)`;o.style.transform!==u&&(o.style.transform=u),vl(o,"aria-setsize",String(this.total)),vl(o,"aria-posinset",String(n+1)),vl(o,"tabindex",n===this.current?"0":"-1"),o.parentElement||this.insert(o,n),this.indices.set(o,n)}insert(e,l){let n=this.inner.lastElementChild;for(;n&&(this.indices.get(n)??0)>l;)n=n.previousElementSibling;this.inner.insertBefore(e,n?n.nextElementSibling:this.inner.firstElementChild)}rowOf(e){let l=e?.closest(".ffp-row")??null,n=l&&this.indices.get(l);return l&&n!==null&&n!==void 0?{row:l,index:n}:null}key(e){let l=this.rowOf(e.target);if(!l||e.ctrlKey||e.altKey||e.metaKey)return;let n=this.at(l.index),o=e.target===l.row,u=Math.max(1,Math.min(this.total,this.options.most)-1),f=o?Jf(e.key,l.index,this.total,u):null;if(f!==null)this.go(f);else if(o&&e.key==="Enter"&&n!==void 0)this.options.chosen?.(n,l.index);else if(o&&e.key==="Delete"&&n!==void 0)this.options.removed?.(n,l.index);else if(!o&&e.key==="Escape")l.row.focus();else return;e.preventDefault(),e.stopPropagation()}click(e){let l=this.rowOf(e.target);if(!l||e.target.closest("button, input, a, .ffp-confirm"))return;this.current=l.index;let n=this.at(l.index);this.draw(),n!==void 0&&this.options.chosen?.(n,l.index)}focused(e){let l=this.rowOf(e.target);!l||l.index===this.current||(this.current=l.index,this.draw())}go(e){let{rowHeight:l,most:n}=this.options;this.current=e;let o=Math.min(this.total,n)*l;this.element.scrollTop=Qf(e,this.element.scrollTop,o,l),this.draw();for(let u of this.views.values())this.indices.get(u.element)===e&&u.element.focus({preventScroll:!0})}};function Yr(t){return t.flatMap(e=>e.workers.map(l=>({worker:l,node:e.name})))}var qr=t=>t.nodes.reduce((e,l)=>e+l.workersTotal,0);function Zf(t){return t.state==="paused"||t.pause?t.job?`${Ge(t.job,60)} · paused`:"paused":t.job?t.group?`${Ge(t.job,60)} · rank ${t.rank}`:Ge(t.job,60):t.state}var Kr=class{element;mark;name;gpus;where;work;cpu;memory;constructor(e){this.mark=R(e,"span","ffp-mark"),this.name=R(e,"span","ffp-label"),this.gpus=R(e,"span","ffp-tag");let l=R(e,"span","ffp-who",this.name,this.gpus);this.where=R(e,"span","ffp-label ffp-where ffp-faint"),this.work=R(e,"span","ffp-label ffp-where ffp-faint"),this.cpu=R(e,"span","ffp-num"),this.memory=R(e,"span","ffp-num"),this.element=R(e,"div","ffp-worker",this.mark,l,this.where,this.work,this.cpu,this.memory)}update({worker:e,node:l}){let n=Zf(e),o=e.pause?"paused":e.state;bl(this.mark,"state",o),ke(this.name,Ge(e.id,60)),ke(this.gpus,Ge(e.gpus.join(" "),60)),Ze(this.gpus,e.gpus.length===0),Dt(this.where,l,60),ke(this.work,n),ke(this.cpu,Do(e.cpu)),ke(this.memory,e.memory>0?Ct(e.memory):""),Ht(this.element,`${Ge(l,60)} · ${n} · pid ${e.pid}`),this.element.setAttribute("aria-label",`Worker ${Ge(e.id,60)} on ${Ge(l,60)}: ${n}`)}},Gl=class{element;rows;constructor(e,l=()=>{}){this.rows=new Vl(e,{label:"Workers",rowHeight:24,most:12,key:({worker:n,node:o},u)=>n.id?`${o}
${n.id}`:String(u),open:()=>new Kr(e),seen:l}),this.element=this.rows.element}update(e,l,n){let o=Yr(e.nodes);this.rows.update(n,u=>o[u-l])}destroy(){this.rows.destroy()}};function Xf(t){let e=Bn(t.gpus).flatMap(({load:l})=>l===null?[]:[l]);return e.length?e.reduce((l,n)=>l+n,0)/e.length:null}var us=t=>String(Math.round(t*100)/100),Jr=class{element;name;has;note;cpu;memory;gpu;constructor(e,l){this.name=R(e,"b",""),this.has=R(e,"span","ffp-faint"),this.note=R(e,"span","ffp-faint");let n=f=>`${l.name.slice(0,100)}: ${f}`;this.cpu=new zt(e,{name:"CPU",colour:"--ff-running",label:n("processors"),max:1}),this.memory=new zt(e,{name:"MEM",colour:"--ff-mem",label:n("memory"),max:1}),this.gpu=new zt(e,{name:"GPU",colour:"--ff-gpu",label:n("GPUs' load"),max:1});let o=R(e,"div","ffp-machine-meters",this.cpu.element,this.memory.element,this.gpu.element),u=R(e,"div","ffp-node-head",this.name,this.has,this.note);this.element=R(e,"div","ffp-machine",u,o),this.element.setAttribute("role","listitem")}update(e){Dt(this.name,e.name);let l=Bn(e.gpus).length,n=[`${us(e.cpusInUse)} of ${bt(e.cpus,"CPU")}`];l&&n.push(`${us(e.gpusInUse)} of ${bt(l,"GPU")}`);let o=e.workersTotal?`in use by ${bt(e.workersTotal,"worker")}`:"in use";ke(this.has,`${n.join(" · ")} ${o}`);let u=In(e);Dt(this.note,u,90),this.cpu.push(e.time,e.load,sn(e.load)),this.memory.push(e.time,e.memory?e.memoryUsed/e.memory:null,Ct(e.memoryUsed)),Ht(this.memory.element,sl(e.memoryUsed,e.memory));let f=Xf(e);Ze(this.gpu.element,l===0),this.gpu.push(e.time,f,sn(f))}destroy(){for(let e of[this.cpu,this.memory,this.gpu])e.destroy()}};function cs(t){let e=[ss(t),bt(qr(t),"worker"),bt(t.jobs,"job")];return t.objectBytes>0&&e.push(`${Ct(t.objectBytes)} of objects`),e.push(as(t.uptime)),t.draining&&e.push("ends when its work has ended"),e.join(" · ")}var zl=class{element;nodes;workers;workersHead;constructor(e){let l=R(e,"div","");l.setAttribute("role","list"),l.setAttribute("aria-label","Nodes"),this.nodes=new Kt(l,({name:o})=>o,o=>new Jr(e,o)),this.workers=new Gl(e),this.workersHead=R(e,"div","ffp-node-head");let n=R(e,"div","ffp-section",this.workersHead,this.workers.element);n.style.paddingBottom="6px",this.element=R(e,"div","",l,n),n.style.borderTop="1px solid var(--ff-line)"}update(e){this.nodes.update(e.nodes);let l=Yr(e.nodes).length,n=qr(e),o=n>l?`, the first ${Qe(l)} of them here`:"";ke(this.workersHead,n?`${bt(n,"worker")}${o}`:"no workers yet: they start with the work"),this.workers.update(e,0,l)}destroy(){this.nodes.destroy(),this.workers.destroy(),this.element.remove()}};var ps=`.ffp-panel {
  --ff-ground: var(--jp-layout-color1, var(--vscode-sideBar-background, #fff));
  color: var(--ff-text);
  container-type: inline-size;
  font: 13px/1.45 var(--jp-ui-font-family, var(--vscode-font-family, system-ui, sans-serif));
  font-variant-numeric: tabular-nums;
  text-align: left;
}
.ffp-panel *,
.ffp-panel *::before {
  box-sizing: border-box;
}
.ffp-panel [hidden] {
  display: none !important;
}
.ffp-side {
  background: var(--ff-ground);
  height: 100%;
  overflow: hidden auto;
}
.ffp-box {
  background: var(--ff-ground);
  border: 1px solid var(--ff-line);
  border-radius: 8px;
  margin: 2px 0;
  overflow: hidden;
}
.jp-OutputArea .ffp-box {
  margin-right: 20px;
}
.jp-OutputArea .ff-placed .ffp-box {
  margin-right: 0;
}
.ffp-grow {
  flex: 1;
}
.ffp-faint {
  color: var(--ff-dim);
}
.ffp-bad {
  color: var(--ff-failed);
}

/* Headings: of a section of the side bar, and of a box in a cell. */
.ffp-top {
  align-items: center;
  border-bottom: 1px solid var(--ff-line);
  display: flex;
  gap: 8px;
  min-height: 38px;
  padding: 6px 12px;
}
.ffp-top > b {
  font-weight: 600;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.ffp-section + .ffp-section {
  border-top: 1px solid var(--ff-line);
}
.ffp-section-head {
  align-items: center;
  background: none;
  border: 0;
  color: inherit;
  cursor: pointer;
  display: flex;
  font: inherit;
  gap: 7px;
  padding: 7px 12px;
  text-align: left;
  width: 100%;
}
.ffp-section-head b {
  font-weight: 600;
}
.ffp-section-head .ffp-faint {
  flex: 1;
  min-width: 0;
  overflow: hidden;
  text-align: right;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.ffp-section-head::before {
  border: 4px solid transparent;
  border-left: 5px solid var(--ff-dim);
  border-right: 0;
  content: "";
  flex: none;
}
.ffp-section-head[aria-expanded="true"]::before {
  border: 4px solid transparent;
  border-bottom: 0;
  border-top: 5px solid var(--ff-dim);
  margin: 0 -1.5px;
}
.ffp-section-body {
  padding-bottom: 6px;
}
.ffp-empty {
  color: var(--ff-dim);
  overflow-wrap: anywhere;
  padding: 2px 12px 6px;
}

/* Buttons and fields. */
.ffp-panel .ffp-button {
  background: transparent;
  border: 1px solid var(--ff-line);
  border-radius: 6px;
  color: var(--ff-text);
  cursor: pointer;
  flex: none;
  font: inherit;
  font-size: 12px;
  line-height: 1.4;
  padding: 1px 8px;
}
.ffp-panel .ffp-button:hover:not(:disabled) {
  background: var(--ff-soft);
}
.ffp-panel .ffp-button:disabled {
  cursor: default;
  opacity: 0.5;
}
.ffp-panel .ffp-hot {
  border-color: var(--ff-failed);
  color: var(--ff-failed);
}
.ffp-panel :focus-visible {
  outline: 2px solid var(--ff-running);
  outline-offset: -2px;
}
.ffp-panel .ffp-button:focus-visible,
.ffp-panel input:focus-visible {
  outline-offset: 1px;
}
.ffp-attach {
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
  padding: 4px 12px 8px;
}
.ffp-panel .ffp-attach input {
  background: var(--jp-input-background, var(--vscode-input-background, transparent));
  border: 1px solid var(--ff-line);
  border-radius: 6px;
  color: var(--ff-text);
  flex: 1 1 140px;
  font: inherit;
  min-width: 0;
  padding: 2px 8px;
}
.ffp-panel .ffp-attach input::placeholder {
  color: var(--ff-dim);
}
.ffp-panel .ffp-attach input[aria-invalid="true"] {
  border-color: var(--ff-failed);
}
.ffp-problem {
  color: var(--ff-failed);
  flex-basis: 100%;
  overflow-wrap: anywhere;
}
.ffp-section-body > .ffp-problem {
  padding: 2px 12px 6px;
}

/* What the gateway's absence looks like: calm, and what is shown is how it was. */
.ffp-outage {
  align-items: baseline;
  border-bottom: 1px solid var(--ff-line);
  color: var(--ff-warn);
  display: flex;
  gap: 8px;
  overflow-wrap: anywhere;
  padding: 6px 12px;
}
.ffp-outage::before {
  background: var(--ff-lost);
  border-radius: 50%;
  content: "";
  flex: none;
  height: 8px;
  width: 8px;
}
.ffp-stale {
  filter: grayscale(0.85);
  opacity: 0.6;
}

/* Rows of lists. */
.ffp-rows {
  overflow: hidden auto;
  overscroll-behavior: contain;
  position: relative;
}
.ffp-rows-inner {
  contain: strict;
  position: relative;
}
.ffp-row {
  align-items: center;
  contain: strict;
  display: flex;
  gap: 8px;
  left: 0;
  padding: 0 12px;
  position: absolute;
  right: 0;
  top: 0;
  white-space: nowrap;
}
.ffp-row.ffp-link-row {
  cursor: pointer;
}
.ffp-row.ffp-link-row:hover,
.ffp-row[aria-current="true"] {
  background: var(--ff-soft);
}
.ffp-row .ffp-label {
  flex: 0 1 auto;
  min-width: 0;
  overflow: hidden;
  text-overflow: ellipsis;
}
.ffp-row .ffp-tail {
  color: var(--ff-dim);
  flex: none;
  margin-left: auto;
  max-width: 55%;
  overflow: hidden;
  text-overflow: ellipsis;
}
.ffp-row .ffp-tail.ffp-bad {
  color: var(--ff-failed);
}
.ffp-node .ffp-label {
  padding-left: 17px;
}
.ffp-tag {
  border: 1px solid var(--ff-line);
  border-radius: 10px;
  color: var(--ff-dim);
  flex: none;
  font-size: 11px;
  line-height: 1.45;
  max-width: 9em;
  overflow: hidden;
  padding: 0 7px;
  text-overflow: ellipsis;
  white-space: nowrap;
}
/* Where there is little room, the name has it. */
@container (max-width: 340px) {
  .ffp-row > .ffp-tag {
    display: none;
  }
}
.ffp-mark {
  background: var(--ff-mark, var(--ff-queued));
  border-radius: 50%;
  flex: none;
  height: 9px;
  width: 9px;
}
.ffp-mark[data-state="up"],
.ffp-mark[data-state="succeeded"] {
  --ff-mark: var(--ff-succeeded);
}
.ffp-mark[data-state="running"],
.ffp-mark[data-state="busy"] {
  --ff-mark: var(--ff-running);
}
.ffp-mark[data-state="failed"],
.ffp-mark[data-state="unreachable"],
.ffp-mark[data-state="dead"] {
  --ff-mark: var(--ff-failed);
}
.ffp-mark[data-state="lost"],
.ffp-mark[data-state="paused"],
.ffp-mark[data-state="away"] {
  --ff-mark: var(--ff-lost);
}
.ffp-mark[data-state="cancelled"] {
  --ff-mark: var(--ff-cancelled);
}
/* Not by colour alone. */
.ffp-mark[data-state="paused"],
.ffp-mark[data-state="unreachable"] {
  border-radius: 2px;
}
.ffp-progress {
  background: var(--ff-queued);
  bottom: 1px;
  height: 2px;
  left: 29px;
  overflow: hidden;
  position: absolute;
  right: 12px;
}
.ffp-progress i {
  background: var(--ff-running);
  display: block;
  height: 100%;
}
/* A row's buttons show when it is pointed at or has the focus; then they stand where its last words were. */
.ffp-tools {
  display: none;
  flex: none;
  gap: 4px;
  margin-left: auto;
}
.ffp-row:hover .ffp-tools,
.ffp-row:focus .ffp-tools,
.ffp-row:focus-within .ffp-tools,
.ffp-row .ffp-tools.ffp-always {
  display: flex;
}
.ffp-row:hover .ffp-tools + .ffp-tail,
.ffp-row:focus .ffp-tools + .ffp-tail,
.ffp-row:focus-within .ffp-tools + .ffp-tail {
  display: none;
}
.ffp-row .ffp-tools.ffp-always + .ffp-tail {
  display: block;
}
.ffp-confirm {
  align-items: center;
  background: var(--ff-ground);
  display: flex;
  gap: 6px;
  inset: 0;
  padding: 0 12px;
  position: absolute;
}
.ffp-confirm span {
  flex: 1;
  min-width: 0;
  overflow: hidden;
  text-overflow: ellipsis;
}
.ffp-two {
  align-content: center;
  display: grid;
  gap: 0 8px;
  grid-template-columns: auto minmax(0, 1fr) auto;
}
.ffp-two .ffp-second {
  color: var(--ff-dim);
  grid-column: 2;
  overflow: hidden;
  text-overflow: ellipsis;
}
.ffp-two .ffp-tools {
  grid-column: 3;
  grid-row: 1 / 3;
}
.ffp-two .ffp-left {
  max-width: none;
  color: var(--ff-warn);
}

/* Nodes and GPUs with charts. */
.ffp-node-head {
  align-items: baseline;
  color: var(--ff-dim);
  display: flex;
  flex-wrap: wrap;
  font-size: 12px;
  gap: 0 8px;
  padding: 7px 12px 1px;
}
.ffp-node-head b {
  color: var(--ff-text);
  font-weight: 600;
  max-width: 100%;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.ffp-node-head .ffp-faint:last-child {
  margin-left: auto;
}
.ffp-gpus .ffp-node-head {
  flex-wrap: nowrap;
}
.ffp-gpus .ffp-node-head b {
  flex: none;
  max-width: 60%;
}
.ffp-gpus .ffp-node-head .ffp-faint {
  flex: 0 1 auto;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.ffp-gpus .ffp-node-head .ffp-faint:last-child {
  flex: none;
}
.ffp-machine + .ffp-machine {
  border-top: 1px solid var(--ff-line);
}
.ffp-machine {
  padding-bottom: 7px;
}
.ffp-gpu {
  align-items: center;
  display: grid;
  gap: 0 12px;
  grid-template-columns: minmax(58px, 84px) minmax(0, 1fr) minmax(0, 1fr) 104px;
  padding: 4px 12px;
}
.ffp-gpu > .ffp-label {
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.ffp-gpu.ffp-part > .ffp-label {
  padding-left: 12px;
}
.ffp-gpu .ffp-heat {
  color: var(--ff-dim);
  text-align: right;
  white-space: nowrap;
}
.ffp-gpu .ffp-wide {
  color: var(--ff-dim);
  grid-column: 2 / -1;
  min-width: 0;
  overflow: hidden;
  overflow-wrap: anywhere;
  text-overflow: ellipsis;
}
.ffp-gpu .ffp-procs {
  display: flex;
  flex-wrap: wrap;
  font-size: 12px;
  gap: 0 14px;
}
.ffp-gpu .ffp-wide.ffp-bad {
  color: var(--ff-failed);
}
.ffp-meter {
  align-items: center;
  color: var(--ff-dim);
  display: grid;
  gap: 6px;
  grid-template-columns: 32px minmax(0, 1fr) 48px;
}
.ffp-meter b {
  color: var(--ff-text);
  font-weight: 500;
  text-align: right;
  white-space: nowrap;
}
.ffp-chart {
  height: 18px;
  min-width: 0;
  overflow: hidden;
}
.ffp-machine-meters {
  display: grid;
  gap: 2px 16px;
  grid-template-columns: repeat(auto-fit, minmax(190px, 1fr));
  padding: 3px 12px;
}
@container (max-width: 460px) {
  .ffp-gpu {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  }
  .ffp-gpu > .ffp-heat {
    grid-column: 2;
    grid-row: 1;
  }
  .ffp-gpu > .ffp-meter {
    grid-template-columns: 28px minmax(0, 1fr) auto;
  }
  .ffp-gpu > .ffp-wide {
    grid-column: 1 / -1;
  }
}

/* Workers: a table whose columns give way where there is no room. */
.ffp-worker {
  display: grid;
  gap: 0 8px;
  grid-template-columns: 9px minmax(0, 1fr) 72px 62px;
}
.ffp-worker .ffp-num {
  color: var(--ff-dim);
  text-align: right;
}
.ffp-worker .ffp-who {
  align-items: center;
  display: flex;
  gap: 6px;
  min-width: 0;
}
.ffp-worker .ffp-where {
  display: none;
}
@container (min-width: 520px) {
  .ffp-worker {
    grid-template-columns: 9px minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1.4fr) 72px 62px;
  }
  .ffp-worker .ffp-where {
    display: block;
  }
}

/* One job, in the place of the lists. */
.ffp-detail {
  padding: 8px;
}
.ffp-detail .ff-card {
  margin: 0;
}
@media (forced-colors: active) {
  .ffp-mark,
  .ffp-progress i {
    forced-color-adjust: none;
  }
}
`;var ds=`/* The front end's colours under our names, with what is taken where it has none. */
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
`;var hs={now:()=>performance.now(),after:(t,e)=>setTimeout(e,t),stop:t=>clearTimeout(t)};var nu=1e4,Fl=class{tell;clock;told=null;timer=null;constructor(e,l=hs){this.tell=e,this.clock=l}set(e){e!==this.told&&(this.told=e,this.clock.stop(this.timer),e?this.remind():this.tell(!1))}end(){this.told&&this.set(!1)}remind(){this.timer=this.clock.after(nu,()=>this.remind()),this.tell(!0)}};function ms(t,e,l){if(!e)return()=>{};let n=new Map,o=()=>{for(let f of t.querySelectorAll(`#${e}`)){if(n.has(f))continue;let p=[...f.childNodes],d=t.createElement("div");d.className="ff-placed",f.replaceChildren(d);let h=l(d);n.set(f,()=>{h(),f.replaceChildren(...p)})}},u=new MutationObserver(o);return u.observe(t.body,{childList:!0,subtree:!0}),o(),()=>{u.disconnect();for(let f of n.values())f();n.clear()}}var lu=t=>Array.isArray(t.nodes),Qr=class{root;title;tag;summary;link;body;shown=null;view="";constructor(e){let l=e.ownerDocument,n=R(l,"style","");n.textContent=ds+ps,this.title=R(l,"b",""),this.tag=R(l,"span","ffp-tag"),this.summary=R(l,"span","ffp-faint ffp-summary"),this.link=R(l,"div","ffp-outage"),this.link.setAttribute("role","status"),this.body=R(l,"div","ffp-box-body");let o=R(l,"div","ffp-top",this.title,this.tag,R(l,"span","ffp-grow"),this.summary);this.root=R(l,"div","ffp-panel ffp-box",n,o,this.link,this.body),this.root.setAttribute("role","region"),e.append(this.root)}update(e,l){let n=l==="gpus",o=lu(e),u=n?"GPUs":o?e.name||e.target:"Cluster";Dt(this.title,u),this.root.setAttribute("aria-label",n?"GPUs of the cluster":"Cluster"),ke(this.tag,o&&!n?e.engine:""),Ze(this.tag,!this.tag.textContent);let f=o?Co(e.connection):"";Ze(this.link,f===""),ke(this.link,f),this.body.classList.toggle("ffp-stale",f!==""),ke(this.summary,o?n?is(e.nodes):cs(e):"asking…"),o&&(l!==this.view&&this.shown?.destroy(),(l!==this.view||!this.shown)&&(this.view=l,this.shown=n?new al(this.body.ownerDocument):new zl(this.body.ownerDocument),this.body.append(this.shown.element)),this.shown instanceof al?this.shown.update(e.nodes):this.shown.update(e))}watch(e){let l=this.root.ownerDocument,n=new Fl(e),o=!1,u=()=>n.set(o&&l.visibilityState==="visible"),f=new IntersectionObserver(p=>{o=p.at(-1)?.isIntersecting??!1,u()});return f.observe(this.root),l.addEventListener("visibilitychange",u),()=>{f.disconnect(),l.removeEventListener("visibilitychange",u),n.end()}}dispose(){this.shown?.destroy(),this.root.remove()}};function gs(t,e){let l=new Qr(e),n=()=>l.update(t.get("state"),t.get("view"));t.on("change:state",n),t.on("change:view",n),n();let o=Math.random().toString(36).slice(2),u=l.watch(f=>t.send({kind:"visible",visible:f,page:o}));return()=>{u(),t.off("change:state",n),t.off("change:view",n),l.dispose()}}var tc={initialize:({model:t})=>ms(document,t.get("place"),e=>gs(t,e)),render:({model:t,el:e})=>gs(t,e)};export{Qr as ClusterBox,tc as default,lu as isKnown};
