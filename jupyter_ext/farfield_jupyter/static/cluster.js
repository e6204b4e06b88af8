function zt(t){return String(Math.trunc(t)).replace(/\B(?=(\d{3})+$)/g,",")}function tt(t,e){return`${zt(t)} ${e}${t===1?"":"s"}`}var ur=t=>String(t).padStart(2,"0");function Ao(t){if(t<.995)return`${Math.max(t,0).toFixed(2)} s`;if(t<9.95)return`${t.toFixed(1)} s`;let e=Math.floor(t+.05);if(e<60)return`${e} s`;let[l,n,o]=[Math.floor(e/3600),Math.floor(e/60)%60,e%60];return l?`${l}:${ur(n)}:${ur(o)}`:`${n}:${ur(o)}`}function Po(t){return t<60?`${Math.max(0,Math.floor(t))} s`:Ao(Math.floor(t))}function Do(t){if(!t?.lost)return"";let{next:e,seconds:l}=t,n=e!==null&&e>=2?` in ${Po(e)}`:"",o=t.stopping?"it is stopped then":"work goes on";return`connection lost ${Po(l)} ago · trying again${n} · ${o}`}function R(t,e,l,...n){let o=t.createElement(e);return o.className=l,o.append(...n),o}function Se(t,e){t.textContent!==e&&(t.textContent=e)}function At(t,e,l=200){Se(t,e.length>l?`${e.slice(0,l-1)}…`:e),Dt(t,e)}function Dt(t,e){t.title!==e&&(t.title=e)}function wl(t,e,l){t.getAttribute(e)!==l&&t.setAttribute(e,l)}function bt(t,e){t.hidden!==e&&(t.hidden=e)}function bl(t,e,l){t.dataset[e]!==l&&(t.dataset[e]=l)}var jt=class{views=new Map;host;key;open;constructor(e,l,n){this.host=e,this.key=l,this.open=n}update(e){let l=new Set(e.map(this.key));for(let[o,f]of this.views)l.has(o)||(f.destroy?.(),f.element.remove(),this.views.delete(o));let n=this.host.firstElementChild;for(let o of e){let f=this.key(o),u=this.views.get(f);u||(u=this.open(o),this.views.set(f,u)),u.update(o),u.element===n?n=n.nextElementSibling:this.host.insertBefore(u.element,n)}}destroy(){this.update([])}};var Us="uplot",Bs="u-hz",Is="u-vt",js="u-title",Ks="u-wrap",Ys="u-under",qs="u-over",Js="u-axis",fn="u-off",Qs="u-select",Zs="u-cursor-x",Xs="u-cursor-y",ea="u-cursor-pt",ta="u-legend",na="u-live",la="u-inline",ra="u-series",oa="u-marker",Co="u-label",ia="u-value",el="width",tl="height";var Ho="bottom",Hn="left",cr="right",_r="#000",$o=_r+"0",dr="mousemove",No="mousedown",pr="mouseup",zo="mouseenter",Vo="mouseleave",Oo="dblclick",sa="resize",aa="scroll",Ro="change",Sl="dppxchange",Pr="--",Fn=typeof window<"u",wr=Fn?document:null,Nn=Fn?window:null,fa=Fn?navigator:null,ie,vl;function br(){let t=devicePixelRatio;ie!=t&&(ie=t,vl&&xr(Ro,vl,br),vl=matchMedia(`(min-resolution: ${ie-.001}dppx) and (max-resolution: ${ie+.001}dppx)`),un(Ro,vl,br),Nn.dispatchEvent(new CustomEvent(Sl)))}function nt(t,e){if(e!=null){let l=t.classList;!l.contains(e)&&l.add(e)}}function vr(t,e){let l=t.classList;l.contains(e)&&l.remove(e)}function ye(t,e,l){t.style[e]=l+"px"}function vt(t,e,l,n){let o=wr.createElement(t);return e!=null&&nt(o,e),l?.insertBefore(o,n),o}function ct(t,e){return vt("div",t,e)}var Fo=new WeakMap;function Ct(t,e,l,n,o){let f="translate("+e+"px,"+l+"px)",u=Fo.get(t);f!=u&&(t.style.transform=f,Fo.set(t,f),e<0||l<0||e>n||l>o?nt(t,fn):vr(t,fn))}var Go=new WeakMap;function Wo(t,e,l){let n=e+l,o=Go.get(t);n!=o&&(Go.set(t,n),t.style.background=e,t.style.borderColor=l)}var Uo=new WeakMap;function Bo(t,e,l,n){let o=e+""+l,f=Uo.get(t);o!=f&&(Uo.set(t,o),t.style.height=l+"px",t.style.width=e+"px",t.style.marginLeft=n?-e/2+"px":0,t.style.marginTop=n?-l/2+"px":0)}var Ar={passive:!0},ua={...Ar,capture:!0};function un(t,e,l,n){e.addEventListener(t,l,n?ua:Ar)}function xr(t,e,l,n){e.removeEventListener(t,l,Ar)}Fn&&br();function xt(t,e,l,n){let o;l=l||0,n=n||e.length-1;let f=n<=2147483647;for(;n-l>1;)o=f?l+n>>1:lt((l+n)/2),e[o]<t?l=o:n=o;return t-e[l]<=e[n]-t?l:n}function wi(t){return(l,n,o)=>{let f=-1,u=-1;for(let d=n;d<=o;d++)if(t(l[d])){f=d;break}for(let d=o;d>=n;d--)if(t(l[d])){u=d;break}return[f,u]}}var bi=t=>t!=null,vi=t=>t!=null&&t>0,Ll=wi(bi),ca=wi(vi);function da(t,e,l,n=0,o=!1){let f=o?ca:Ll,u=o?vi:bi;[e,l]=f(t,e,l);let d=t[e],p=t[e];if(e>-1)if(n==1)d=t[e],p=t[l];else if(n==-1)d=t[l],p=t[e];else for(let h=e;h<=l;h++){let b=t[h];u(b)&&(b<d?d=b:b>p&&(p=b))}return[d??ce,p??-ce]}function _l(t,e,l,n){let o=Ko(t),f=Ko(e);t==e&&(o==-1?(t*=l,e/=l):(t/=l,e*=l));let u=l==10?Vt:xi,d=o==1?lt:dt,p=f==1?dt:lt,h=d(u(Ae(t))),b=p(u(Ae(e))),g=zn(l,h),y=zn(l,b);return l==10&&(h<0&&(g=de(g,-h)),b<0&&(y=de(y,-b))),n||l==2?(t=g*o,e=y*f):(t=Ti(t,g),e=Pl(e,y)),[t,e]}function Dr(t,e,l,n){let o=_l(t,e,l,n);return t==0&&(o[0]=0),e==0&&(o[1]=0),o}var Cr=.1,Io={mode:3,pad:Cr},ll={pad:0,soft:null,mode:0},pa={min:ll,max:ll};function Tl(t,e,l,n){return Al(l)?jo(t,e,l):(ll.pad=l,ll.soft=n?0:null,ll.mode=n?3:0,jo(t,e,pa))}function re(t,e){return t??e}function ha(t,e,l){for(e=re(e,0),l=re(l,t.length-1);e<=l;){if(t[e]!=null)return!0;e++}return!1}function jo(t,e,l){let n=l.min,o=l.max,f=re(n.pad,0),u=re(o.pad,0),d=re(n.hard,-ce),p=re(o.hard,ce),h=re(n.soft,ce),b=re(o.soft,-ce),g=re(n.mode,0),y=re(o.mode,0),D=e-t,A=Vt(D),V=je(Ae(t),Ae(e)),F=Vt(V),W=Ae(F-A);(D<1e-24||W>10)&&(D=0,(t==0||e==0)&&(D=1e-24,g==2&&h!=ce&&(f=0),y==2&&b!=-ce&&(u=0)));let k=D||V||1e3,O=Vt(k),M=zn(10,lt(O)),q=k*(D==0?t==0?.1:1:f),P=de(Ti(t-q,M/10),24),J=t>=h&&(g==1||g==3&&P<=h||g==2&&P>=h)?h:ce,j=je(d,P<J&&t>=J?J:kt(J,P)),X=k*(D==0?e==0?.1:1:u),I=de(Pl(e+X,M/10),24),S=e<=b&&(y==1||y==3&&I>=b||y==2&&I<=b)?b:-ce,Y=kt(p,I>S&&e<=S?S:je(S,I));return j==Y&&j==0&&(Y=100),[j,Y]}var ma=new Intl.NumberFormat(Fn?fa.language:"en-US"),Hr=t=>ma.format(t),rt=Math,Ml=rt.PI,Ae=rt.abs,lt=rt.floor,Pe=rt.round,dt=rt.ceil,kt=rt.min,je=rt.max,zn=rt.pow,Ko=rt.sign,Vt=rt.log10,xi=rt.log2,ga=(t,e=1)=>rt.sinh(t)*e,hr=(t,e=1)=>rt.asinh(t/e),ce=1/0;function Yo(t){return(Vt((t^t>>31)-(t>>31))|0)+1}function kr(t,e,l){return kt(je(t,e),l)}function ki(t){return typeof t=="function"}function ee(t){return ki(t)?t:()=>t}var ya=()=>{},Mi=t=>t,Si=(t,e)=>e,wa=t=>null,qo=t=>!0,Jo=(t,e)=>t==e,ba=/\.\d*?(?=9{6,}|0{6,})/gm,cn=t=>{if(Li(t)||Yt.has(t))return t;let e=`${t}`,l=e.match(ba);if(l==null)return t;let n=l[0].length-1;if(e.indexOf("e-")!=-1){let[o,f]=e.split("e");return+`${cn(o)}e${f}`}return de(t,n)};function sn(t,e){return cn(de(cn(t/e))*e)}function Pl(t,e){return cn(dt(cn(t/e))*e)}function Ti(t,e){return cn(lt(cn(t/e))*e)}function de(t,e=0){if(Li(t))return t;let l=10**e,n=t*l*(1+Number.EPSILON);return Pe(n)/l}var Yt=new Map;function Ei(t){return((""+t).split(".")[1]||"").length}function ol(t,e,l,n){let o=[],f=n.map(Ei);for(let u=e;u<l;u++){let d=Ae(u),p=de(zn(t,u),d);for(let h=0;h<n.length;h++){let b=t==10?+`${n[h]}e${u}`:n[h]*p,g=(u>=0?0:d)+(u>=f[h]?0:f[h]),y=t==10?b:de(b,g);o.push(y),Yt.set(y,g)}}return o}var rl={},$r=[],Vn=[null,null],Kt=Array.isArray,Li=Number.isInteger,va=t=>t===void 0;function Qo(t){return typeof t=="string"}function Al(t){let e=!1;if(t!=null){let l=t.constructor;e=l==null||l==Object}return e}function xa(t){return t!=null&&typeof t=="object"}var ka=Object.getPrototypeOf(Uint8Array),_i="__proto__";function On(t,e=Al){let l;if(Kt(t)){let n=t.find(o=>o!=null);if(Kt(n)||e(n)){l=Array(t.length);for(let o=0;o<t.length;o++)l[o]=On(t[o],e)}else l=t.slice()}else if(t instanceof ka)l=t.slice();else if(e(t)){l={};for(let n in t)n!=_i&&(l[n]=On(t[n],e))}else l=t;return l}function Ee(t){let e=arguments;for(let l=1;l<e.length;l++){let n=e[l];for(let o in n)o!=_i&&(Al(t[o])?Ee(t[o],On(n[o])):t[o]=On(n[o]))}return t}var Ma=0,Sa=1,Ta=2;function Ea(t,e,l){for(let n=0,o,f=-1;n<e.length;n++){let u=e[n];if(u>f){for(o=u-1;o>=0&&t[o]==null;)t[o--]=null;for(o=u+1;o<l&&t[o]==null;)t[f=o++]=null}}}function La(t,e){if(Aa(t)){let u=t[0].slice();for(let d=1;d<t.length;d++)u.push(...t[d].slice(1));return Da(u[0])||(u=Pa(u)),u}let l=new Set;for(let u=0;u<t.length;u++){let p=t[u][0],h=p.length;for(let b=0;b<h;b++)l.add(p[b])}let n=[Array.from(l).sort((u,d)=>u-d)],o=n[0].length,f=new Map;for(let u=0;u<o;u++)f.set(n[0][u],u);for(let u=0;u<t.length;u++){let d=t[u],p=d[0];for(let h=1;h<d.length;h++){let b=d[h],g=Array(o).fill(void 0),y=e?e[u][h]:Sa,D=[];for(let A=0;A<b.length;A++){let V=b[A],F=f.get(p[A]);V===null?y!=Ma&&(g[F]=V,y==Ta&&D.push(F)):g[F]=V}Ea(g,D,o),n.push(g)}}return n}var _a=typeof queueMicrotask>"u"?t=>Promise.resolve().then(t):queueMicrotask;function Pa(t){let e=t[0],l=e.length,n=Array(l);for(let f=0;f<n.length;f++)n[f]=f;n.sort((f,u)=>e[f]-e[u]);let o=[];for(let f=0;f<t.length;f++){let u=t[f],d=Array(l);for(let p=0;p<l;p++)d[p]=u[n[p]];o.push(d)}return o}function Aa(t){let e=t[0][0],l=e.length;for(let n=1;n<t.length;n++){let o=t[n][0];if(o.length!=l)return!1;if(o!=e){for(let f=0;f<l;f++)if(o[f]!=e[f])return!1}}return!0}function Da(t,e=100){let l=t.length;if(l<=1)return!0;let n=0,o=l-1;for(;n<=o&&t[n]==null;)n++;for(;o>=n&&t[o]==null;)o--;if(o<=n)return!0;let f=je(1,lt((o-n+1)/e));for(let u=t[n],d=n+f;d<=o;d+=f){let p=t[d];if(p!=null){if(p<=u)return!1;u=p}}return!0}var Pi=["January","February","March","April","May","June","July","August","September","October","November","December"],Ai=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Di(t){return t.slice(0,3)}var Ca=Ai.map(Di),Ha=Pi.map(Di),$a={MMMM:Pi,MMM:Ha,WWWW:Ai,WWW:Ca};function Xn(t){return(t<10?"0":"")+t}function Na(t){return(t<10?"00":t<100?"0":"")+t}var za={YYYY:t=>t.getFullYear(),YY:t=>(t.getFullYear()+"").slice(2),MMMM:(t,e)=>e.MMMM[t.getMonth()],MMM:(t,e)=>e.MMM[t.getMonth()],MM:t=>Xn(t.getMonth()+1),M:t=>t.getMonth()+1,DD:t=>Xn(t.getDate()),D:t=>t.getDate(),WWWW:(t,e)=>e.WWWW[t.getDay()],WWW:(t,e)=>e.WWW[t.getDay()],HH:t=>Xn(t.getHours()),H:t=>t.getHours(),h:t=>{let e=t.getHours();return e==0?12:e>12?e-12:e},AA:t=>t.getHours()>=12?"PM":"AM",aa:t=>t.getHours()>=12?"pm":"am",a:t=>t.getHours()>=12?"p":"a",mm:t=>Xn(t.getMinutes()),m:t=>t.getMinutes(),ss:t=>Xn(t.getSeconds()),s:t=>t.getSeconds(),fff:t=>Na(t.getMilliseconds())};function Nr(t,e){e=e||$a;let l=[],n=/\{([a-z]+)\}|[^{]+/gi,o;for(;o=n.exec(t);)l.push(o[0][0]=="{"?za[o[1]]:o[0]);return f=>{let u="";for(let d=0;d<l.length;d++)u+=typeof l[d]=="string"?l[d]:l[d](f,e);return u}}var Va=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Oa(t,e){let l;return e=="UTC"||e=="Etc/UTC"?l=new Date(+t+t.getTimezoneOffset()*6e4):e==Va?l=t:(l=new Date(t.toLocaleString("en-US",{timeZone:e})),l.setMilliseconds(t.getMilliseconds())),l}var Ci=t=>t%1==0,El=[1,2,2.5,5],Ra=ol(10,-32,0,El),Hi=ol(10,0,32,El),Fa=Hi.filter(Ci),an=Ra.concat(Hi),zr=`
`,$i="{YYYY}",Zo=zr+$i,Ni="{M}/{D}",nl=zr+Ni,xl=nl+"/{YY}",zi="{aa}",Ga="{h}:{mm}",$n=Ga+zi,Xo=zr+$n,ei=":{ss}",ae=null;function Vi(t){let e=t*1e3,l=e*60,n=l*60,o=n*24,f=o*30,u=o*365,p=(t==1?ol(10,0,3,El).filter(Ci):ol(10,-3,0,El)).concat([e,e*5,e*10,e*15,e*30,l,l*5,l*10,l*15,l*30,n,n*2,n*3,n*4,n*6,n*8,n*12,o,o*2,o*3,o*4,o*5,o*6,o*7,o*8,o*9,o*10,o*15,f,f*2,f*3,f*4,f*6,u,u*2,u*5,u*10,u*25,u*50,u*100]),h=[[u,$i,ae,ae,ae,ae,ae,ae,1],[o*28,"{MMM}",Zo,ae,ae,ae,ae,ae,1],[o,Ni,Zo,ae,ae,ae,ae,ae,1],[n,"{h}"+zi,xl,ae,nl,ae,ae,ae,1],[l,$n,xl,ae,nl,ae,ae,ae,1],[e,ei,xl+" "+$n,ae,nl+" "+$n,ae,Xo,ae,1],[t,ei+".{fff}",xl+" "+$n,ae,nl+" "+$n,ae,Xo,ae,1]];function b(g){return(y,D,A,V,F,W)=>{let k=[],O=F>=u,M=F>=f&&F<u,q=g(A),P=de(q*t,3),J=mr(q.getFullYear(),O?0:q.getMonth(),M||O?1:q.getDate()),j=de(J*t,3);if(M||O){let X=M?F/f:0,I=O?F/u:0,S=P==j?P:de(mr(J.getFullYear()+I,J.getMonth()+X,1)*t,3),Y=new Date(Pe(S/t)),C=Y.getFullYear(),U=Y.getMonth();for(let z=0;S<=V;z++){let te=mr(C+I*z,U+X*z,1),N=te-g(de(te*t,3));S=de((+te+N)*t,3),S<=V&&k.push(S)}}else{let X=F>=o?o:F,I=lt(A)-lt(P),S=j+I+Pl(P-j,X);k.push(S);let Y=g(S),C=Y.getHours()+Y.getMinutes()/l+Y.getSeconds()/n,U=F/n,z=y.axes[D]._space,te=W/z;for(;S=de(S+F,t==1?0:3),!(S>V);)if(U>1){let N=lt(de(C+U,6))%24,ne=g(S).getHours()-N;ne>1&&(ne=-1),S-=ne*n,C=(C+U)%24;let fe=k[k.length-1];de((S-fe)/F,3)*te>=.7&&k.push(S)}else k.push(S)}return k}}return[p,h,b]}var[Wa,Ua,Ba]=Vi(1),[Ia,ja,Ka]=Vi(.001);ol(2,-53,53,[1]);function ti(t,e){return t.map(l=>l.map((n,o)=>o==0||o==8||n==null?n:e(o==1||l[8]==0?n:l[1]+n)))}function ni(t,e){return(l,n,o,f,u)=>{let d=e.find(A=>u>=A[0])||e[e.length-1],p,h,b,g,y,D;return n.map(A=>{let V=t(A),F=V.getFullYear(),W=V.getMonth(),k=V.getDate(),O=V.getHours(),M=V.getMinutes(),q=V.getSeconds(),P=F!=p&&d[2]||W!=h&&d[3]||k!=b&&d[4]||O!=g&&d[5]||M!=y&&d[6]||q!=D&&d[7]||d[1];return p=F,h=W,b=k,g=O,y=M,D=q,P(V)})}}function Ya(t,e){let l=Nr(e);return(n,o,f,u,d)=>o.map(p=>l(t(p)))}function mr(t,e,l){return new Date(t,e,l)}function li(t,e){return e(t)}var qa="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function ri(t,e){return(l,n,o,f)=>f==null?Pr:e(t(n))}function Ja(t,e){let l=t.series[e];return l.width?l.stroke(t,e):l.points.width?l.points.stroke(t,e):null}function Qa(t,e){return t.series[e].fill(t,e)}var Za={show:!0,live:!0,isolate:!1,mount:ya,markers:{show:!0,width:2,stroke:Ja,fill:Qa,dash:"solid"},idx:null,idxs:null,values:[]};function Xa(t,e){let l=t.cursor.points,n=ct(),o=l.size(t,e);ye(n,el,o),ye(n,tl,o);let f=o/-2;ye(n,"marginLeft",f),ye(n,"marginTop",f);let u=l.width(t,e,o);return u&&ye(n,"borderWidth",u),n}function ef(t,e){let l=t.series[e].points;return l._fill||l._stroke}function tf(t,e){let l=t.series[e].points;return l._stroke||l._fill}function nf(t,e){return t.series[e].points.size}var gr=[0,0];function lf(t,e,l){return gr[0]=e,gr[1]=l,gr}function kl(t,e,l,n=!0){return o=>{o.button==0&&(!n||o.target==e)&&l(o)}}function yr(t,e,l,n=!0){return o=>{(!n||o.target==e)&&l(o)}}var rf={show:!0,x:!0,y:!0,lock:!1,move:lf,points:{one:!1,show:Xa,size:nf,width:0,stroke:tf,fill:ef},bind:{mousedown:kl,mouseup:kl,click:kl,dblclick:kl,mousemove:yr,mouseleave:yr,mouseenter:yr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(t,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(t,e,l,n,o)=>n-o,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Oi={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Vr=Ee({},Oi,{filter:Si}),Ri=Ee({},Vr,{size:10}),Fi=Ee({},Oi,{show:!1}),Or='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Gi="bold "+Or,Wi=1.5,oi={show:!0,scale:"x",stroke:_r,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Gi,side:2,grid:Vr,ticks:Ri,border:Fi,font:Or,lineGap:Wi,rotate:0},of="Value",sf="Time",ii={show:!0,scale:"x",auto:!1,sorted:1,min:ce,max:-ce,idxs:[]};function af(t,e,l,n,o){return e.map(f=>f==null?"":Hr(f))}function ff(t,e,l,n,o,f,u){let d=[],p=Yt.get(o)||0;l=u?l:de(Pl(l,o),p);for(let h=l;h<=n;h=de(h+o,p))d.push(Object.is(h,-0)?0:h);return d}function Mr(t,e,l,n,o,f,u){let d=[],p=t.scales[t.axes[e].scale].log,h=p==10?Vt:xi,b=lt(h(l));o=zn(p,b),p==10&&(o=an[xt(o,an)]);let g=l,y=o*p;p==10&&(y=an[xt(y,an)]);do d.push(g),g=g+o,p==10&&!Yt.has(g)&&(g=de(g,Yt.get(o))),g>=y&&(o=g,y=o*p,p==10&&(y=an[xt(y,an)]));while(g<=n);return d}function uf(t,e,l,n,o,f,u){let p=t.scales[t.axes[e].scale].asinh,h=n>p?Mr(t,e,je(p,l),n,o):[p],b=n>=0&&l<=0?[0]:[];return(l<-p?Mr(t,e,je(p,-n),-l,o):[p]).reverse().map(y=>-y).concat(b,h)}var Ui=/./,cf=/[12357]/,df=/[125]/,si=/1/,Sr=(t,e,l,n)=>t.map((o,f)=>e==4&&o==0||f%n==0&&l.test(o.toExponential()[o<0?1:0])?o:null);function pf(t,e,l,n,o){let f=t.axes[l],u=f.scale,d=t.scales[u],p=t.valToPos,h=f._space,b=p(10,u),g=p(9,u)-b>=h?Ui:p(7,u)-b>=h?cf:p(5,u)-b>=h?df:si;if(g==si){let y=Ae(p(1,u)-b);if(y<h)return Sr(e.slice().reverse(),d.distr,g,dt(h/y)).reverse()}return Sr(e,d.distr,g,1)}function hf(t,e,l,n,o){let f=t.axes[l],u=f.scale,d=f._space,p=t.valToPos,h=Ae(p(1,u)-p(2,u));return h<d?Sr(e.slice().reverse(),3,Ui,dt(d/h)).reverse():e}function mf(t,e,l,n){return n==null?Pr:e==null?"":Hr(e)}var ai={show:!0,scale:"y",stroke:_r,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Gi,side:3,grid:Vr,ticks:Ri,border:Fi,font:Or,lineGap:Wi,rotate:0};function gf(t,e){let l=3+(t||1)*2;return de(l*e,3)}function yf(t,e){let{scale:l,idxs:n}=t.series[0],o=t._data[0],f=t.valToPos(o[n[0]],l,!0),u=t.valToPos(o[n[1]],l,!0),d=Ae(u-f),p=t.series[e],h=d/(p.points.space*ie);return n[1]-n[0]<=h}var fi={scale:null,auto:!0,sorted:0,min:ce,max:-ce},Bi=(t,e,l,n,o)=>o,ui={show:!0,auto:!0,sorted:0,gaps:Bi,alpha:1,facets:[Ee({},fi,{scale:"x"}),Ee({},fi,{scale:"y"})]},ci={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Bi,alpha:1,points:{show:yf,filter:null},values:null,min:ce,max:-ce,idxs:[],path:null,clip:null};function wf(t,e,l,n,o){return l/10}var Ii={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},bf=Ee({},Ii,{time:!1,ori:1}),di={};function ji(t,e){let l=di[t];return l||(l={key:t,plots:[],sub(n){l.plots.push(n)},unsub(n){l.plots=l.plots.filter(o=>o!=n)},pub(n,o,f,u,d,p,h){for(let b=0;b<l.plots.length;b++)l.plots[b]!=o&&l.plots[b].pub(n,o,f,u,d,p,h)}},t!=null&&(di[t]=l)),l}var Rn=1,Tr=2;function dn(t,e,l){let n=t.mode,o=t.series[e],f=n==2?t._data[e]:t._data,u=t.scales,d=t.bbox,p=f[0],h=n==2?f[1]:f[e],b=n==2?u[o.facets[0].scale]:u[t.series[0].scale],g=n==2?u[o.facets[1].scale]:u[o.scale],y=d.left,D=d.top,A=d.width,V=d.height,F=t.valToPosH,W=t.valToPosV;return b.ori==0?l(o,p,h,b,g,F,W,y,D,A,V,Cl,Gn,$l,Yi,Ji):l(o,p,h,b,g,W,F,D,y,V,A,Hl,Wn,Gr,qi,Qi)}function Rr(t,e){let l=0,n=0,o=re(t.bands,$r);for(let f=0;f<o.length;f++){let u=o[f];u.series[0]==e?l=u.dir:u.series[1]==e&&(u.dir==1?n|=1:n|=2)}return[l,n==1?-1:n==2?1:n==3?2:0]}function vf(t,e,l,n,o){let f=t.mode,u=t.series[e],d=f==2?u.facets[1].scale:u.scale,p=t.scales[d];return o==-1?p.min:o==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function Ot(t,e,l,n,o,f){return dn(t,e,(u,d,p,h,b,g,y,D,A,V,F)=>{let W=u.pxRound,k=h.dir*(h.ori==0?1:-1),O=h.ori==0?Gn:Wn,M,q;k==1?(M=l,q=n):(M=n,q=l);let P=W(g(d[M],h,V,D)),J=W(y(p[M],b,F,A)),j=W(g(d[q],h,V,D)),X=W(y(f==1?b.max:b.min,b,F,A)),I=new Path2D(o);return O(I,j,X),O(I,P,X),O(I,P,J),I})}function Dl(t,e,l,n,o,f){let u=null;if(t.length>0){u=new Path2D;let d=e==0?$l:Gr,p=l;for(let g=0;g<t.length;g++){let y=t[g];if(y[1]>y[0]){let D=y[0]-p;D>0&&d(u,p,n,D,n+f),p=y[1]}}let h=l+o-p,b=10;h>0&&d(u,p,n-b/2,h,n+f+b)}return u}function xf(t,e,l){let n=t[t.length-1];n&&n[0]==e?n[1]=l:t.push([e,l])}function Fr(t,e,l,n,o,f,u){let d=[],p=t.length;for(let h=o==1?l:n;h>=l&&h<=n;h+=o)if(e[h]===null){let g=h,y=h;if(o==1)for(;++h<=n&&e[h]===null;)y=h;else for(;--h>=l&&e[h]===null;)y=h;let D=f(t[g]),A=y==g?D:f(t[y]),V=g-o;D=u<=0&&V>=0&&V<p?f(t[V]):D;let W=y+o;A=u>=0&&W>=0&&W<p?f(t[W]):A,A>=D&&d.push([D,A])}return d}function pi(t){return t==0?Mi:t==1?Pe:e=>sn(e,t)}function Ki(t){let e=t==0?Cl:Hl,l=t==0?(o,f,u,d,p,h)=>{o.arcTo(f,u,d,p,h)}:(o,f,u,d,p,h)=>{o.arcTo(u,f,p,d,h)},n=t==0?(o,f,u,d,p)=>{o.rect(f,u,d,p)}:(o,f,u,d,p)=>{o.rect(u,f,p,d)};return(o,f,u,d,p,h=0,b=0)=>{h==0&&b==0?n(o,f,u,d,p):(h=kt(h,d/2,p/2),b=kt(b,d/2,p/2),e(o,f+h,u),l(o,f+d,u,f+d,u+p,h),l(o,f+d,u+p,f,u+p,b),l(o,f,u+p,f,u,b),l(o,f,u,f+d,u,h),o.closePath())}}var Cl=(t,e,l)=>{t.moveTo(e,l)},Hl=(t,e,l)=>{t.moveTo(l,e)},Gn=(t,e,l)=>{t.lineTo(e,l)},Wn=(t,e,l)=>{t.lineTo(l,e)},$l=Ki(0),Gr=Ki(1),Yi=(t,e,l,n,o,f)=>{t.arc(e,l,n,o,f)},qi=(t,e,l,n,o,f)=>{t.arc(l,e,n,o,f)},Ji=(t,e,l,n,o,f,u)=>{t.bezierCurveTo(e,l,n,o,f,u)},Qi=(t,e,l,n,o,f,u)=>{t.bezierCurveTo(l,e,o,n,u,f)};function Zi(t){return(e,l,n,o,f)=>dn(e,l,(u,d,p,h,b,g,y,D,A,V,F)=>{let{pxRound:W,points:k}=u,O,M;h.ori==0?(O=Cl,M=Yi):(O=Hl,M=qi);let q=de(k.width*ie,3),P=(k.size-k.width)/2*ie,J=de(P*2,3),j=new Path2D,X=new Path2D,{left:I,top:S,width:Y,height:C}=e.bbox;$l(X,I-J,S-J,Y+J*2,C+J*2);let U=z=>{if(p[z]!=null){let te=W(g(d[z],h,V,D)),N=W(y(p[z],b,F,A));O(j,te+P,N),M(j,te,N,P,0,Ml*2)}};if(f)f.forEach(U);else for(let z=n;z<=o;z++)U(z);return{stroke:q>0?j:null,fill:j,clip:X,flags:Rn|Tr}})}function Xi(t){return(e,l,n,o,f,u)=>{n!=o&&(f!=n&&u!=n&&t(e,l,n),f!=o&&u!=o&&t(e,l,o),t(e,l,u))}}var kf=Xi(Gn),Mf=Xi(Wn);function es(t){let e=re(t?.alignGaps,0);return(l,n,o,f)=>dn(l,n,(u,d,p,h,b,g,y,D,A,V,F)=>{[o,f]=Ll(p,o,f);let W=u.pxRound,k=C=>W(g(C,h,V,D)),O=C=>W(y(C,b,F,A)),M,q;h.ori==0?(M=Gn,q=kf):(M=Wn,q=Mf);let P=h.dir*(h.ori==0?1:-1),J={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Rn},j=J.stroke,X=!1;if(f-o>=V*4){let C=H=>l.posToVal(H,h.key,!0),U=null,z=null,te,N,Ke,we=k(d[P==1?o:f]),ne=k(d[o]),fe=k(d[f]),Q=C(P==1?ne+1:fe-1);for(let H=P==1?o:f;H>=o&&H<=f;H+=P){let Le=d[H],be=(P==1?Le<Q:Le>Q)?we:k(Le),se=p[H];be==we?se!=null?(N=se,U==null?(M(j,be,O(N)),te=U=z=N):N<U?U=N:N>z&&(z=N)):se===null&&(X=!0):(U!=null&&q(j,we,O(U),O(z),O(te),O(N)),se!=null?(N=se,M(j,be,O(N)),U=z=te=N):(U=z=null,se===null&&(X=!0)),we=be,Q=C(we+P))}U!=null&&U!=z&&Ke!=we&&q(j,we,O(U),O(z),O(te),O(N))}else for(let C=P==1?o:f;C>=o&&C<=f;C+=P){let U=p[C];U===null?X=!0:U!=null&&M(j,k(d[C]),O(U))}let[S,Y]=Rr(l,n);if(u.fill!=null||S!=0){let C=J.fill=new Path2D(j),U=u.fillTo(l,n,u.min,u.max,S),z=O(U),te=k(d[o]),N=k(d[f]);P==-1&&([N,te]=[te,N]),M(C,N,z),M(C,te,z)}if(!u.spanGaps){let C=[];X&&C.push(...Fr(d,p,o,f,P,k,e)),J.gaps=C=u.gaps(l,n,o,f,C),J.clip=Dl(C,h.ori,D,A,V,F)}return Y!=0&&(J.band=Y==2?[Ot(l,n,o,f,j,-1),Ot(l,n,o,f,j,1)]:Ot(l,n,o,f,j,Y)),J})}function Sf(t){let e=re(t.align,1),l=re(t.ascDesc,!1),n=re(t.alignGaps,0),o=re(t.extend,!1);return(f,u,d,p)=>dn(f,u,(h,b,g,y,D,A,V,F,W,k,O)=>{[d,p]=Ll(g,d,p);let M=h.pxRound,{left:q,width:P}=f.bbox,J=ne=>M(A(ne,y,k,F)),j=ne=>M(V(ne,D,O,W)),X=y.ori==0?Gn:Wn,I={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Rn},S=I.stroke,Y=y.dir*(y.ori==0?1:-1),C=j(g[Y==1?d:p]),U=J(b[Y==1?d:p]),z=U,te=U;o&&e==-1&&(te=q,X(S,te,C)),X(S,U,C);for(let ne=Y==1?d:p;ne>=d&&ne<=p;ne+=Y){let fe=g[ne];if(fe==null)continue;let Q=J(b[ne]),H=j(fe);e==1?X(S,Q,C):X(S,z,H),X(S,Q,H),C=H,z=Q}let N=z;o&&e==1&&(N=q+P,X(S,N,C));let[Ke,we]=Rr(f,u);if(h.fill!=null||Ke!=0){let ne=I.fill=new Path2D(S),fe=h.fillTo(f,u,h.min,h.max,Ke),Q=j(fe);X(ne,N,Q),X(ne,te,Q)}if(!h.spanGaps){let ne=[];ne.push(...Fr(b,g,d,p,Y,J,n));let fe=h.width*ie/2,Q=l||e==1?fe:-fe,H=l||e==-1?-fe:fe;ne.forEach(Le=>{Le[0]+=Q,Le[1]+=H}),I.gaps=ne=h.gaps(f,u,d,p,ne),I.clip=Dl(ne,y.ori,F,W,k,O)}return we!=0&&(I.band=we==2?[Ot(f,u,d,p,S,-1),Ot(f,u,d,p,S,1)]:Ot(f,u,d,p,S,we)),I})}function hi(t,e,l,n,o,f,u=ce){if(t.length>1){let d=null;for(let p=0,h=1/0;p<t.length;p++)if(e[p]!==void 0){if(d!=null){let b=Ae(t[p]-t[d]);b<h&&(h=b,u=Ae(l(t[p],n,o,f)-l(t[d],n,o,f)))}d=p}}return u}function Tf(t){t=t||rl;let e=re(t.size,[.6,ce,1]),l=t.align||0,n=t.gap||0,o=t.radius;o=o==null?[0,0]:typeof o=="number"?[o,0]:o;let f=ee(o),u=1-e[0],d=re(e[1],ce),p=re(e[2],1),h=re(t.disp,rl),b=re(t.each,D=>{}),{fill:g,stroke:y}=h;return(D,A,V,F)=>dn(D,A,(W,k,O,M,q,P,J,j,X,I,S)=>{let Y=W.pxRound,C=l,U=n*ie,z=d*ie,te=p*ie,N,Ke;M.ori==0?[N,Ke]=f(D,A):[Ke,N]=f(D,A);let we=M.dir*(M.ori==0?1:-1),ne=M.ori==0?$l:Gr,fe=M.ori==0?b:(L,pe,_e,yn,Zt,St,Xt)=>{b(L,pe,_e,Zt,yn,Xt,St)},Q=re(D.bands,$r).find(L=>L.series[0]==A),H=Q!=null?Q.dir:0,Le=W.fillTo(D,A,W.min,W.max,H),Ge=Y(J(Le,q,S,X)),be,se,ht,Je=I,xe=Y(W.width*ie),Mt=!1,Ht=null,ot=null,Ft=null,hn=null;g!=null&&(xe==0||y!=null)&&(Mt=!0,Ht=g.values(D,A,V,F),ot=new Map,new Set(Ht).forEach(L=>{L!=null&&ot.set(L,new Path2D)}),xe>0&&(Ft=y.values(D,A,V,F),hn=new Map,new Set(Ft).forEach(L=>{L!=null&&hn.set(L,new Path2D)})));let{x0:mn,size:In}=h;if(mn!=null&&In!=null){C=1,k=mn.values(D,A,V,F),mn.unit==2&&(k=k.map(_e=>D.posToVal(j+_e*I,M.key,!0)));let L=In.values(D,A,V,F);In.unit==2?se=L[0]*I:se=P(L[0],M,I,j)-P(0,M,I,j),Je=hi(k,O,P,M,I,j,Je),ht=Je-se+U}else Je=hi(k,O,P,M,I,j,Je),ht=Je*u+U,se=Je-ht;ht<1&&(ht=0),xe>=se/2&&(xe=0),ht<5&&(Y=Mi);let al=ht>0,Jt=Je-ht-(al?xe:0);se=Y(kr(Jt,te,z)),be=(C==0?se/2:C==we?0:se)-C*we*((C==0?U/2:0)+(al?xe/2:0));let We={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},gn=Mt?null:new Path2D,$t=null;if(Q!=null)$t=D.data[Q.series[1]];else{let{y0:L,y1:pe}=h;L!=null&&pe!=null&&(O=pe.values(D,A,V,F),$t=L.values(D,A,V,F))}let Qt=N*se,K=Ke*se;for(let L=we==1?V:F;L>=V&&L<=F;L+=we){let pe=O[L];if(pe==null)continue;if($t!=null){let Ye=$t[L]??0;if(pe-Ye==0)continue;Ge=J(Ye,q,S,X)}let _e=M.distr!=2||h!=null?k[L]:L,yn=P(_e,M,I,j),Zt=J(re(pe,Le),q,S,X),St=Y(yn-be),Xt=Y(je(Zt,Ge)),Qe=Y(kt(Zt,Ge)),it=Xt-Qe;if(pe!=null){let Ye=pe<0?K:Qt,mt=pe<0?Qt:K;Mt?(xe>0&&Ft[L]!=null&&ne(hn.get(Ft[L]),St,Qe+lt(xe/2),se,je(0,it-xe),Ye,mt),Ht[L]!=null&&ne(ot.get(Ht[L]),St,Qe+lt(xe/2),se,je(0,it-xe),Ye,mt)):ne(gn,St,Qe+lt(xe/2),se,je(0,it-xe),Ye,mt),fe(D,A,L,St-xe/2,Qe,se+xe,it)}}return xe>0?We.stroke=Mt?hn:gn:Mt||(We._fill=W.width==0?W._fill:W._stroke??W._fill,We.width=0),We.fill=Mt?ot:gn,We})}function Ef(t,e){let l=re(e?.alignGaps,0);return(n,o,f,u)=>dn(n,o,(d,p,h,b,g,y,D,A,V,F,W)=>{[f,u]=Ll(h,f,u);let k=d.pxRound,O=N=>k(y(N,b,F,A)),M=N=>k(D(N,g,W,V)),q,P,J;b.ori==0?(q=Cl,J=Gn,P=Ji):(q=Hl,J=Wn,P=Qi);let j=b.dir*(b.ori==0?1:-1),X=O(p[j==1?f:u]),I=X,S=[],Y=[];for(let N=j==1?f:u;N>=f&&N<=u;N+=j)if(h[N]!=null){let we=p[N],ne=O(we);S.push(I=ne),Y.push(M(h[N]))}let C={stroke:t(S,Y,q,J,P,k),fill:null,clip:null,band:null,gaps:null,flags:Rn},U=C.stroke,[z,te]=Rr(n,o);if(d.fill!=null||z!=0){let N=C.fill=new Path2D(U),Ke=d.fillTo(n,o,d.min,d.max,z),we=M(Ke);J(N,I,we),J(N,X,we)}if(!d.spanGaps){let N=[];N.push(...Fr(p,h,f,u,j,O,l)),C.gaps=N=d.gaps(n,o,f,u,N),C.clip=Dl(N,b.ori,A,V,F,W)}return te!=0&&(C.band=te==2?[Ot(n,o,f,u,U,-1),Ot(n,o,f,u,U,1)]:Ot(n,o,f,u,U,te)),C})}function Lf(t){return Ef(_f,t)}function _f(t,e,l,n,o,f){let u=t.length;if(u<2)return null;let d=new Path2D;if(l(d,t[0],e[0]),u==2)n(d,t[1],e[1]);else{let p=Array(u),h=Array(u-1),b=Array(u-1),g=Array(u-1);for(let y=0;y<u-1;y++)b[y]=e[y+1]-e[y],g[y]=t[y+1]-t[y],h[y]=b[y]/g[y];p[0]=h[0];for(let y=1;y<u-1;y++)h[y]===0||h[y-1]===0||h[y-1]>0!=h[y]>0?p[y]=0:(p[y]=3*(g[y-1]+g[y])/((2*g[y]+g[y-1])/h[y-1]+(g[y]+2*g[y-1])/h[y]),isFinite(p[y])||(p[y]=0));p[u-1]=h[u-2];for(let y=0;y<u-1;y++)o(d,t[y]+g[y]/3,e[y]+p[y]*g[y]/3,t[y+1]-g[y]/3,e[y+1]-p[y+1]*g[y]/3,t[y+1],e[y+1])}return d}var Er=new Set;function mi(){for(let t of Er)t.syncRect(!0)}Fn&&(un(sa,Nn,mi),un(aa,Nn,mi,!0),un(Sl,Nn,()=>{Re.pxRatio=ie}));var Pf=es(),Af=Zi();function gi(t,e,l,n){return(n?[t[0],t[1]].concat(t.slice(2)):[t[0]].concat(t.slice(1))).map((f,u)=>Lr(f,u,e,l))}function Df(t,e){return t.map((l,n)=>n==0?{}:Ee({},e,l))}function Lr(t,e,l,n){return Ee({},e==0?l:n,t)}function ts(t,e,l){return e==null?Vn:[e,l]}var Cf=ts;function Hf(t,e,l){return e==null?Vn:Tl(e,l,Cr,!0)}function ns(t,e,l,n){return e==null?Vn:_l(e,l,t.scales[n].log,!1)}var $f=ns;function ls(t,e,l,n){return e==null?Vn:Dr(e,l,t.scales[n].log,!1)}var Nf=ls;function zf(t,e,l,n,o){let f=je(Yo(t),Yo(e)),u=e-t,d=xt(o/n*u,l);do{let p=l[d],h=n*p/u;if(h>=o&&f+(p<5?Yt.get(p):0)<=17)return[p,h]}while(++d<l.length);return[0,0]}function yi(t){let e,l;return t=t.replace(/(\d+)px/,(n,o)=>(e=Pe((l=+o)*ie))+"px"),[t,e,l]}function Vf(t){t.show&&[t.font,t.labelFont].forEach(e=>{let l=de(e[2]*ie,1);e[0]=e[0].replace(/[0-9.]+px/,l+"px"),e[1]=l})}function Re(t,e,l){let n={mode:re(t.mode,1)},o=n.mode;function f(r,i,s,a){let c=i.valToPct(r);return a+s*(i.dir==-1?1-c:c)}function u(r,i,s,a){let c=i.valToPct(r);return a+s*(i.dir==-1?c:1-c)}function d(r,i,s,a){return i.ori==0?f(r,i,s,a):u(r,i,s,a)}n.valToPosH=f,n.valToPosV=u;let p=!1;n.status=0;let h=n.root=ct(Us);if(t.id!=null&&(h.id=t.id),nt(h,t.class),t.title){let r=ct(js,h);r.textContent=t.title}let b=vt("canvas"),g=n.ctx=b.getContext("2d"),y=ct(Ks,h);un("click",y,r=>{r.target===A&&(he!=_n||ve!=Pn)&&Oe.click(n,r)},!0);let D=n.under=ct(Ys,y);y.appendChild(b);let A=n.over=ct(qs,y);t=On(t);let V=+re(t.pxAlign,1),F=pi(V);(t.plugins||[]).forEach(r=>{r.opts&&(t=r.opts(n,t)||t)});let W=t.ms||.001,k=n.series=o==1?gi(t.series||[],ii,ci,!1):Df(t.series||[null],ui),O=n.axes=gi(t.axes||[],oi,ai,!0),M=n.scales={},q=n.bands=t.bands||[];q.forEach(r=>{r.fill=ee(r.fill||null),r.dir=re(r.dir,-1)});let P=o==2?k[1].facets[0].scale:k[0].scale,J={axes:_s,series:Ms},j=(t.drawOrder||["axes","series"]).map(r=>J[r]);function X(r){let i=r.distr==3?s=>Vt(s>0?s:r.clamp(n,s,r.min,r.max,r.key)):r.distr==4?s=>hr(s,r.asinh):r.distr==100?s=>r.fwd(s):s=>s;return s=>{let a=i(s),{_min:c,_max:m}=r,w=m-c;return(a-c)/w}}function I(r){let i=M[r];if(i==null){let s=(t.scales||rl)[r]||rl;if(s.from!=null){I(s.from);let a=Ee({},M[s.from],s,{key:r});a.valToPct=X(a),M[r]=a}else{i=M[r]=Ee({},r==P?Ii:bf,s),i.key=r;let a=i.time,c=i.range,m=Kt(c);if((r!=P||o==2&&!a)&&(m&&(c[0]==null||c[1]==null)&&(c={min:c[0]==null?Io:{mode:1,hard:c[0],soft:c[0]},max:c[1]==null?Io:{mode:1,hard:c[1],soft:c[1]}},m=!1),!m&&Al(c))){let w=c;c=(v,x,T)=>x==null?Vn:Tl(x,T,w)}i.range=ee(c||(a?Cf:r==P?i.distr==3?$f:i.distr==4?Nf:ts:i.distr==3?ns:i.distr==4?ls:Hf)),i.auto=ee(m?!1:i.auto),i.clamp=ee(i.clamp||wf),i._min=i._max=null,i.valToPct=X(i)}}}I("x"),I("y"),o==1&&k.forEach(r=>{I(r.scale)}),O.forEach(r=>{I(r.scale)});for(let r in t.scales)I(r);let S=M[P],Y=S.distr,C,U;S.ori==0?(nt(h,Bs),C=f,U=u):(nt(h,Is),C=u,U=f);let z={};for(let r in M){let i=M[r];(i.min!=null||i.max!=null)&&(z[r]={min:i.min,max:i.max},i.min=i.max=null)}let te=t.tzDate||(r=>new Date(Pe(r/W))),N=t.fmtDate||Nr,Ke=W==1?Ba(te):Ka(te),we=ni(te,ti(W==1?Ua:ja,N)),ne=ri(te,li(qa,N)),fe=[],Q=n.legend=Ee({},Za,t.legend),H=n.cursor=Ee({},rf,{drag:{y:o==2}},t.cursor),Le=Q.show,Ge=H.show,be=Q.markers;Q.idxs=fe,be.width=ee(be.width),be.dash=ee(be.dash),be.stroke=ee(be.stroke),be.fill=ee(be.fill);let se,ht,Je,xe=[],Mt=[],Ht,ot=!1,Ft={};if(Q.live){let r=k[1]?k[1].values:null;ot=r!=null,Ht=ot?r(n,1,0):{_:0};for(let i in Ht)Ft[i]=Pr}if(Le)if(se=vt("table",ta,h),Je=vt("tbody",null,se),Q.mount(n,se),ot){ht=vt("thead",null,se,Je);let r=vt("tr",null,ht);vt("th",null,r);for(var hn in Ht)vt("th",Co,r).textContent=hn}else nt(se,la),Q.live&&nt(se,na);let mn={show:!0},In={show:!1};function al(r,i){if(i==0&&(ot||!Q.live||o==2))return Vn;let s=[],a=vt("tr",ra,Je,Je.childNodes[i]);nt(a,r.class),r.show||nt(a,fn);let c=vt("th",null,a);if(be.show){let v=ct(oa,c);if(i>0){let x=be.width(n,i);x&&(v.style.border=x+"px "+be.dash(n,i)+" "+be.stroke(n,i)),v.style.background=be.fill(n,i)}}let m=ct(Co,c);r.label instanceof HTMLElement?m.appendChild(r.label):m.textContent=r.label,i>0&&(be.show||(m.style.color=r.width>0?be.stroke(n,i):be.fill(n,i)),We("click",c,v=>{if(H._lock)return;tn(v);let x=k.indexOf(r);if((v.ctrlKey||v.metaKey)!=Q.isolate){let T=k.some((E,_)=>_>0&&_!=x&&E.show);k.forEach((E,_)=>{_>0&&Et(_,T?_==x?mn:In:mn,!0,Te.setSeries)})}else Et(x,{show:!r.show},!0,Te.setSeries)},!1),bn&&We(zo,c,v=>{H._lock||(tn(v),Et(k.indexOf(r),Dn,!0,Te.setSeries))},!1));for(var w in Ht){let v=vt("td",ia,a);v.textContent="--",s.push(v)}return[a,s]}let Jt=new Map;function We(r,i,s,a=!0){let c=Jt.get(i)||{},m=H.bind[r](n,i,s,a);m&&(un(r,i,c[r]=m),Jt.set(i,c))}function gn(r,i,s){let a=Jt.get(i)||{};for(let c in a)(r==null||c==r)&&(xr(c,i,a[c]),delete a[c]);r==null&&Jt.delete(i)}let $t=0,Qt=0,K=0,L=0,pe=0,_e=0,yn=pe,Zt=_e,St=K,Xt=L,Qe=0,it=0,Ye=0,mt=0;n.bbox={};let Gl=!1,fl=!1,wn=!1,en=!1,ul=!1,st=!1;function Wl(r,i,s){(s||r!=n.width||i!=n.height)&&Zr(r,i),Sn(!1),wn=!0,fl=!0,Tn()}function Zr(r,i){n.width=$t=K=r,n.height=Qt=L=i,pe=_e=0,gs(),ys();let s=n.bbox;Qe=s.left=sn(pe*ie,.5),it=s.top=sn(_e*ie,.5),Ye=s.width=sn(K*ie,.5),mt=s.height=sn(L*ie,.5)}let ps=3;function hs(){let r=!1,i=0;for(;!r;){i++;let s=Es(i),a=Ls(i);r=i==ps||s&&a,r||(Zr(n.width,n.height),fl=!0)}}function ms({width:r,height:i}){Wl(r,i)}n.setSize=ms;function gs(){let r=!1,i=!1,s=!1,a=!1;O.forEach((c,m)=>{if(c.show&&c._show){let{side:w,_size:v}=c,x=w%2,T=c.label!=null?c.labelSize:0,E=v+T;E>0&&(x?(K-=E,w==3?(pe+=E,a=!0):s=!0):(L-=E,w==0?(_e+=E,r=!0):i=!0))}}),nn[0]=r,nn[1]=s,nn[2]=i,nn[3]=a,K-=Gt[1]+Gt[3],pe+=Gt[3],L-=Gt[2]+Gt[0],_e+=Gt[0]}function ys(){let r=pe+K,i=_e+L,s=pe,a=_e;function c(m,w){switch(m){case 1:return r+=w,r-w;case 2:return i+=w,i-w;case 3:return s-=w,s+w;case 0:return a-=w,a+w}}O.forEach((m,w)=>{if(m.show&&m._show){let v=m.side;m._pos=c(v,m._size),m.label!=null&&(m._lpos=c(v,m.labelSize))}})}if(H.dataIdx==null){let r=H.hover,i=r.skip=new Set(r.skip??[]);i.add(void 0);let s=r.prox=ee(r.prox),a=r.bias??=0;H.dataIdx=(c,m,w,v)=>{if(m==0)return w;let x=w,T=s(c,m,w,v)??ce,E=T>=0&&T<ce,_=S.ori==0?K:L,B=H.left,oe=e[0],le=e[m];if(i.has(le[w])){x=null;let Z=null,G=null,$;if(a==0||a==-1)for($=w;Z==null&&$-- >0;)i.has(le[$])||(Z=$);if(a==0||a==1)for($=w;G==null&&$++<le.length;)i.has(le[$])||(G=$);if(Z!=null||G!=null)if(E){let ge=Z==null?-1/0:C(oe[Z],S,_,0),ke=G==null?1/0:C(oe[G],S,_,0),ze=B-ge,ue=ke-B;ze<=ue?ze<=T&&(x=Z):ue<=T&&(x=G)}else x=G==null?Z:Z==null?G:w-Z<=G-w?Z:G}else E&&Ae(B-C(oe[w],S,_,0))>T&&(x=null);return x}}let tn=r=>{H.event=r};H.idxs=fe,H._lock=!1;let Fe=H.points;Fe.show=ee(Fe.show),Fe.size=ee(Fe.size),Fe.stroke=ee(Fe.stroke),Fe.width=ee(Fe.width),Fe.fill=ee(Fe.fill);let Tt=n.focus=Ee({},t.focus||{alpha:.3},H.focus),bn=Tt.prox>=0,vn=bn&&Fe.one,at=[],xn=[],kn=[];function Xr(r,i){let s=Fe.show(n,i);if(s instanceof HTMLElement)return nt(s,ea),nt(s,r.class),Ct(s,-10,-10,K,L),A.insertBefore(s,at[i]),s}function eo(r,i){if(o==1||i>0){let s=o==1&&M[r.scale].time,a=r.value;r.value=s?Qo(a)?ri(te,li(a,N)):a||ne:a||mf,r.label=r.label||(s?sf:of)}if(vn||i>0){r.width=r.width==null?1:r.width,r.paths=r.paths||Pf||wa,r.fillTo=ee(r.fillTo||vf),r.pxAlign=+re(r.pxAlign,V),r.pxRound=pi(r.pxAlign),r.stroke=ee(r.stroke||null),r.fill=ee(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let s=gf(je(1,r.width),1),a=r.points=Ee({},{size:s,width:je(1,s*.2),stroke:r.stroke,space:s*2,paths:Af,_stroke:null,_fill:null},r.points);a.show=ee(a.show),a.filter=ee(a.filter),a.fill=ee(a.fill),a.stroke=ee(a.stroke),a.paths=ee(a.paths),a.pxAlign=r.pxAlign}if(Le){let s=al(r,i);xe.splice(i,0,s[0]),Mt.splice(i,0,s[1]),Q.values.push(null)}if(Ge){fe.splice(i,0,null);let s=null;vn?i==0&&(s=Xr(r,i)):i>0&&(s=Xr(r,i)),at.splice(i,0,s),xn.splice(i,0,0),kn.splice(i,0,0)}Ne("addSeries",i)}function ws(r,i){i=i??k.length,r=o==1?Lr(r,i,ii,ci):Lr(r,i,{},ui),k.splice(i,0,r),eo(k[i],i)}n.addSeries=ws;function bs(r){if(k.splice(r,1),Le){Q.values.splice(r,1),Mt.splice(r,1);let i=xe.splice(r,1)[0];gn(null,i.firstChild),i.remove()}Ge&&(fe.splice(r,1),at.splice(r,1)[0].remove(),xn.splice(r,1),kn.splice(r,1)),Ne("delSeries",r)}n.delSeries=bs;let nn=[!1,!1,!1,!1];function vs(r,i){if(r._show=r.show,r.show){let s=r.side%2,a=M[r.scale];a==null&&(r.scale=s?k[1].scale:P,a=M[r.scale]);let c=a.time;r.size=ee(r.size),r.space=ee(r.space),r.rotate=ee(r.rotate),Kt(r.incrs)&&r.incrs.forEach(w=>{!Yt.has(w)&&Yt.set(w,Ei(w))}),r.incrs=ee(r.incrs||(a.distr==2?Fa:c?W==1?Wa:Ia:an)),r.splits=ee(r.splits||(c&&a.distr==1?Ke:a.distr==3?Mr:a.distr==4?uf:ff)),r.stroke=ee(r.stroke),r.grid.stroke=ee(r.grid.stroke),r.ticks.stroke=ee(r.ticks.stroke),r.border.stroke=ee(r.border.stroke);let m=r.values;r.values=Kt(m)&&!Kt(m[0])?ee(m):c?Kt(m)?ni(te,ti(m,N)):Qo(m)?Ya(te,m):m||we:m||af,r.filter=ee(r.filter||(a.distr>=3&&a.log==10?pf:a.distr==3&&a.log==2?hf:Si)),r.font=yi(r.font),r.labelFont=yi(r.labelFont),r._size=r.size(n,null,i,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(nn[i]=!0,r._el=ct(Js,y))}}function jn(r,i,s,a){let[c,m,w,v]=s,x=i%2,T=0;return x==0&&(v||m)&&(T=i==0&&!c||i==2&&!w?Pe(oi.size/3):0),x==1&&(c||w)&&(T=i==1&&!m||i==3&&!v?Pe(ai.size/2):0),T}let to=n.padding=(t.padding||[jn,jn,jn,jn]).map(r=>ee(re(r,jn))),Gt=n._padding=to.map((r,i)=>r(n,i,nn,0)),Ve,De=null,Ce=null,cl=o==1?k[0].idxs:null,gt=null,Kn=!1;function no(r,i){if(e=r??[],n.data=n._data=e,o==2){Ve=0;for(let s=1;s<k.length;s++)Ve+=e[s][0].length}else{e.length==0&&(n.data=n._data=e=[[]]),gt=e[0],Ve=gt.length;let s=e;if(Y==2){s=e.slice();let a=s[0]=Array(Ve);for(let c=0;c<Ve;c++)a[c]=c}n._data=e=s}if(Sn(!0),Ne("setData"),Y==2&&(wn=!0),i!==!1){let s=S;s.auto(n,Kn)?Ul():Ut(P,s.min,s.max),en=en||H.left>=0,st=!0,Tn()}}n.setData=no;function Ul(){Kn=!0;let r,i;o==1&&(Ve>0?(De=cl[0]=0,Ce=cl[1]=Ve-1,r=e[0][De],i=e[0][Ce],Y==2?(r=De,i=Ce):r==i&&(Y==3?[r,i]=_l(r,r,S.log,!1):Y==4?[r,i]=Dr(r,r,S.log,!1):S.time?i=r+Pe(86400/W):[r,i]=Tl(r,i,Cr,!0))):(De=cl[0]=r=null,Ce=cl[1]=i=null)),Ut(P,r,i)}let dl,Mn,Bl,Il,jl,Kl,Yl,ql,Jl,qe;function lo(r,i,s,a,c,m){r??=$o,s??=$r,a??="butt",c??=$o,m??="round",r!=dl&&(g.strokeStyle=dl=r),c!=Mn&&(g.fillStyle=Mn=c),i!=Bl&&(g.lineWidth=Bl=i),m!=jl&&(g.lineJoin=jl=m),a!=Kl&&(g.lineCap=Kl=a),s!=Il&&g.setLineDash(Il=s)}function ro(r,i,s,a){i!=Mn&&(g.fillStyle=Mn=i),r!=Yl&&(g.font=Yl=r),s!=ql&&(g.textAlign=ql=s),a!=Jl&&(g.textBaseline=Jl=a)}function Ql(r,i,s,a,c=0){if(a.length>0&&r.auto(n,Kn)&&(i==null||i.min==null)){let m=re(De,0),w=re(Ce,a.length-1),v=s.min==null?da(a,m,w,c,r.distr==3):[s.min,s.max];r.min=kt(r.min,s.min=v[0]),r.max=je(r.max,s.max=v[1])}}let oo={min:null,max:null};function xs(){for(let a in M){let c=M[a];z[a]==null&&(c.min==null||z[P]!=null&&c.auto(n,Kn))&&(z[a]=oo)}for(let a in M){let c=M[a];z[a]==null&&c.from!=null&&z[c.from]!=null&&(z[a]=oo)}z[P]!=null&&Sn(!0);let r={};for(let a in z){let c=z[a];if(c!=null){let m=r[a]=On(M[a],xa);if(c.min!=null)Ee(m,c);else if(a!=P||o==2)if(Ve==0&&m.from==null){let w=m.range(n,null,null,a);m.min=w[0],m.max=w[1]}else m.min=ce,m.max=-ce}}if(Ve>0){k.forEach((a,c)=>{if(o==1){let m=a.scale,w=z[m];if(w==null)return;let v=r[m];if(c==0){let x=v.range(n,v.min,v.max,m);v.min=x[0],v.max=x[1],De=xt(v.min,e[0]),Ce=xt(v.max,e[0]),Ce-De>1&&(e[0][De]<v.min&&De++,e[0][Ce]>v.max&&Ce--),a.min=gt[De],a.max=gt[Ce]}else a.show&&a.auto&&Ql(v,w,a,e[c],a.sorted);a.idxs[0]=De,a.idxs[1]=Ce}else if(c>0&&a.show&&a.auto){let[m,w]=a.facets,v=m.scale,x=w.scale,[T,E]=e[c],_=r[v],B=r[x];_!=null&&Ql(_,z[v],m,T,m.sorted),B!=null&&Ql(B,z[x],w,E,w.sorted),a.min=w.min,a.max=w.max}});for(let a in r){let c=r[a],m=z[a];if(c.from==null&&(m==null||m.min==null)){let w=c.range(n,c.min==ce?null:c.min,c.max==-ce?null:c.max,a);c.min=w[0],c.max=w[1]}}}for(let a in r){let c=r[a];if(c.from!=null){let m=r[c.from];if(m.min==null)c.min=c.max=null;else{let w=c.range(n,m.min,m.max,a);c.min=w[0],c.max=w[1]}}}let i={},s=!1;for(let a in r){let c=r[a],m=M[a];if(m.min!=c.min||m.max!=c.max){m.min=c.min,m.max=c.max;let w=m.distr;m._min=w==3?Vt(m.min):w==4?hr(m.min,m.asinh):w==100?m.fwd(m.min):m.min,m._max=w==3?Vt(m.max):w==4?hr(m.max,m.asinh):w==100?m.fwd(m.max):m.max,i[a]=s=!0}}if(s){k.forEach((a,c)=>{o==2?c>0&&i.y&&(a._paths=null):i[a.scale]&&(a._paths=null)});for(let a in i)wn=!0,Ne("setScale",a);Ge&&H.left>=0&&(en=st=!0)}for(let a in z)z[a]=null}function ks(r){let i=kr(De-1,0,Ve-1),s=kr(Ce+1,0,Ve-1);for(;r[i]==null&&i>0;)i--;for(;r[s]==null&&s<Ve-1;)s++;return[i,s]}function Ms(){if(Ve>0){let r=k.some(i=>i._focus)&&qe!=Tt.alpha;r&&(g.globalAlpha=qe=Tt.alpha),k.forEach((i,s)=>{if(s>0&&i.show&&(io(s,!1),io(s,!0),i._paths==null)){let a=qe;qe!=i.alpha&&(g.globalAlpha=qe=i.alpha);let c=o==2?[0,e[s][0].length-1]:ks(e[s]);i._paths=i.paths(n,s,c[0],c[1]),qe!=a&&(g.globalAlpha=qe=a)}}),k.forEach((i,s)=>{if(s>0&&i.show){let a=qe;qe!=i.alpha&&(g.globalAlpha=qe=i.alpha),i._paths!=null&&so(s,!1);{let c=i._paths!=null?i._paths.gaps:null,m=i.points.show(n,s,De,Ce,c),w=i.points.filter(n,s,m,c);(m||w)&&(i.points._paths=i.points.paths(n,s,De,Ce,w),so(s,!0))}qe!=a&&(g.globalAlpha=qe=a),Ne("drawSeries",s)}}),r&&(g.globalAlpha=qe=1)}}function io(r,i){let s=i?k[r].points:k[r];s._stroke=s.stroke(n,r),s._fill=s.fill(n,r)}function so(r,i){let s=i?k[r].points:k[r],{stroke:a,fill:c,clip:m,flags:w,_stroke:v=s._stroke,_fill:x=s._fill,_width:T=s.width}=s._paths;T=de(T*ie,3);let E=null,_=T%2/2;i&&x==null&&(x=T>0?"#fff":v);let B=s.pxAlign==1&&_>0;if(B&&g.translate(_,_),!i){let oe=Qe-T/2,le=it-T/2,Z=Ye+T,G=mt+T;E=new Path2D,E.rect(oe,le,Z,G)}i?Zl(v,T,s.dash,s.cap,x,a,c,w,m):Ss(r,v,T,s.dash,s.cap,x,a,c,w,E,m),B&&g.translate(-_,-_)}function Ss(r,i,s,a,c,m,w,v,x,T,E){let _=!1;x!=0&&q.forEach((B,oe)=>{if(B.series[0]==r){let le=k[B.series[1]],Z=e[B.series[1]],G=(le._paths||rl).band;Kt(G)&&(G=B.dir==1?G[0]:G[1]);let $,ge=null;le.show&&G&&ha(Z,De,Ce)?(ge=B.fill(n,oe)||m,$=le._paths.clip):G=null,Zl(i,s,a,c,ge,w,v,x,T,E,$,G),_=!0}}),_||Zl(i,s,a,c,m,w,v,x,T,E)}let ao=Rn|Tr;function Zl(r,i,s,a,c,m,w,v,x,T,E,_){lo(r,i,s,a,c),(x||T||_)&&(g.save(),x&&g.clip(x),T&&g.clip(T)),_?(v&ao)==ao?(g.clip(_),E&&g.clip(E),hl(c,w),pl(r,m,i)):v&Tr?(hl(c,w),g.clip(_),pl(r,m,i)):v&Rn&&(g.save(),g.clip(_),E&&g.clip(E),hl(c,w),g.restore(),pl(r,m,i)):(hl(c,w),pl(r,m,i)),(x||T||_)&&g.restore()}function pl(r,i,s){s>0&&(i instanceof Map?i.forEach((a,c)=>{g.strokeStyle=dl=c,g.stroke(a)}):i!=null&&r&&g.stroke(i))}function hl(r,i){i instanceof Map?i.forEach((s,a)=>{g.fillStyle=Mn=a,g.fill(s)}):i!=null&&r&&g.fill(i)}function Ts(r,i,s,a){let c=O[r],m;if(a<=0)m=[0,0];else{let w=c._space=c.space(n,r,i,s,a),v=c._incrs=c.incrs(n,r,i,s,a,w);m=zf(i,s,v,a,w)}return c._found=m}function Xl(r,i,s,a,c,m,w,v,x,T){let E=w%2/2;V==1&&g.translate(E,E),lo(v,w,x,T,v),g.beginPath();let _,B,oe,le,Z=c+(a==0||a==3?-m:m);s==0?(B=c,le=Z):(_=c,oe=Z);for(let G=0;G<r.length;G++)i[G]!=null&&(s==0?_=oe=r[G]:B=le=r[G],g.moveTo(_,B),g.lineTo(oe,le));g.stroke(),V==1&&g.translate(-E,-E)}function Es(r){let i=!0;return O.forEach((s,a)=>{if(!s.show)return;let c=M[s.scale];if(c.min==null){s._show&&(i=!1,s._show=!1,Sn(!1));return}else s._show||(i=!1,s._show=!0,Sn(!1));let m=s.side,w=m%2,{min:v,max:x}=c,[T,E]=Ts(a,v,x,w==0?K:L);if(E==0)return;let _=c.distr==2,B=s._splits=s.splits(n,a,v,x,T,E,_),oe=c.distr==2?B.map($=>gt[$]):B,le=c.distr==2?gt[B[1]]-gt[B[0]]:T,Z=s._values=s.values(n,s.filter(n,oe,a,E,le),a,E,le);s._rotate=m==2?s.rotate(n,Z,a,E):0;let G=s._size;s._size=dt(s.size(n,Z,a,r)),G!=null&&s._size!=G&&(i=!1)}),i}function Ls(r){let i=!0;return to.forEach((s,a)=>{let c=s(n,a,nn,r);c!=Gt[a]&&(i=!1),Gt[a]=c}),i}function _s(){for(let r=0;r<O.length;r++){let i=O[r];if(!i.show||!i._show)continue;let s=i.side,a=s%2,c,m,w=i.stroke(n,r),v=s==0||s==3?-1:1,[x,T]=i._found;if(i.label!=null){let Be=i.labelGap*v,et=Pe((i._lpos+Be)*ie);ro(i.labelFont[0],w,"center",s==2?"top":Ho),g.save(),a==1?(c=m=0,g.translate(et,Pe(it+mt/2)),g.rotate((s==3?-Ml:Ml)/2)):(c=Pe(Qe+Ye/2),m=et);let on=ki(i.label)?i.label(n,r,x,T):i.label;g.fillText(on,c,m),g.restore()}if(T==0)continue;let E=M[i.scale],_=a==0?Ye:mt,B=a==0?Qe:it,oe=i._splits,le=E.distr==2?oe.map(Be=>gt[Be]):oe,Z=E.distr==2?gt[oe[1]]-gt[oe[0]]:x,G=i.ticks,$=i.border,ge=G.show?G.size:0,ke=Pe(ge*ie),ze=Pe((i.alignTo==2?i._size-ge-i.gap:i.gap)*ie),ue=i._rotate*-Ml/180,Me=F(i._pos*ie),Ze=(ke+ze)*v,Ue=Me+Ze;m=a==0?Ue:0,c=a==1?Ue:0;let ft=i.font[0],yt=i.align==1?Hn:i.align==2?cr:ue>0?Hn:ue<0?cr:a==0?"center":s==3?cr:Hn,_t=ue||a==1?"middle":s==2?"top":Ho;ro(ft,w,yt,_t);let Xe=i.font[1]*i.lineGap,ut=oe.map(Be=>F(d(Be,E,_,B))),wt=i._values;for(let Be=0;Be<wt.length;Be++){let et=wt[Be];if(et!=null){a==0?c=ut[Be]:m=ut[Be],et=""+et;let on=et.indexOf(`
`)==-1?[et]:et.split(/\n/gm);for(let Ie=0;Ie<on.length;Ie++){let _o=on[Ie];ue?(g.save(),g.translate(c,m+Ie*Xe),g.rotate(ue),g.fillText(_o,0,0),g.restore()):g.fillText(_o,c,m+Ie*Xe)}}}G.show&&Xl(ut,G.filter(n,le,r,T,Z),a,s,Me,ke,de(G.width*ie,3),G.stroke(n,r),G.dash,G.cap);let Pt=i.grid;Pt.show&&Xl(ut,Pt.filter(n,le,r,T,Z),a,a==0?2:1,a==0?it:Qe,a==0?mt:Ye,de(Pt.width*ie,3),Pt.stroke(n,r),Pt.dash,Pt.cap),$.show&&Xl([Me],[1],a==0?1:0,a==0?1:2,a==1?it:Qe,a==1?mt:Ye,de($.width*ie,3),$.stroke(n,r),$.dash,$.cap)}Ne("drawAxes")}function Sn(r){k.forEach((i,s)=>{s>0&&(i._paths=null,r&&(o==1?(i.min=null,i.max=null):i.facets.forEach(a=>{a.min=null,a.max=null})))})}let ml=!1,er=!1,Yn=[];function Ps(){er=!1;for(let r=0;r<Yn.length;r++)Ne(...Yn[r]);Yn.length=0}function Tn(){ml||(_a(fo),ml=!0)}function As(r,i=!1){ml=!0,er=i,r(n),fo(),i&&Yn.length>0&&queueMicrotask(Ps)}n.batch=As;function fo(){if(Gl&&(xs(),Gl=!1),wn&&(hs(),wn=!1),fl){if(ye(D,Hn,pe),ye(D,"top",_e),ye(D,el,K),ye(D,tl,L),ye(A,Hn,pe),ye(A,"top",_e),ye(A,el,K),ye(A,tl,L),ye(y,el,$t),ye(y,tl,Qt),b.width=Pe($t*ie),b.height=Pe(Qt*ie),O.forEach(({_el:r,_show:i,_size:s,_pos:a,side:c})=>{if(r!=null)if(i){let m=c===3||c===0?s:0,w=c%2==1;ye(r,w?"left":"top",a-m),ye(r,w?"width":"height",s),ye(r,w?"top":"left",w?_e:pe),ye(r,w?"height":"width",w?L:K),vr(r,fn)}else nt(r,fn)}),dl=Mn=Bl=jl=Kl=Yl=ql=Jl=Il=null,qe=1,Qn(!0),pe!=yn||_e!=Zt||K!=St||L!=Xt){Sn(!1);let r=K/St,i=L/Xt;if(Ge&&!en&&H.left>=0){H.left*=r,H.top*=i,En&&Ct(En,Pe(H.left),0,K,L),Ln&&Ct(Ln,0,Pe(H.top),K,L);for(let s=0;s<at.length;s++){let a=at[s];a!=null&&(xn[s]*=r,kn[s]*=i,Ct(a,dt(xn[s]),dt(kn[s]),K,L))}}if(me.show&&!ul&&me.left>=0&&me.width>0){me.left*=r,me.width*=r,me.top*=i,me.height*=i;for(let s in ir)ye(An,s,me[s])}yn=pe,Zt=_e,St=K,Xt=L}Ne("setSize"),fl=!1}$t>0&&Qt>0&&(g.clearRect(0,0,b.width,b.height),Ne("drawClear"),j.forEach(r=>r()),Ne("draw")),me.show&&ul&&(gl(me),ul=!1),Ge&&en&&(rn(null,!0,!1),en=!1),Q.show&&Q.live&&st&&(rr(),st=!1),p||(p=!0,n.status=1,Ne("ready")),Kn=!1,ml=!1}n.redraw=(r,i)=>{wn=i||!1,r!==!1?Ut(P,S.min,S.max):Tn()};function tr(r,i){let s=M[r];if(s.from==null){if(Ve==0){let a=s.range(n,i.min,i.max,r);i.min=a[0],i.max=a[1]}if(i.min>i.max){let a=i.min;i.min=i.max,i.max=a}if(Ve>1&&i.min!=null&&i.max!=null&&i.max-i.min<1e-16)return;r==P&&s.distr==2&&Ve>0&&(i.min=xt(i.min,e[0]),i.max=xt(i.max,e[0]),i.min==i.max&&i.max++),z[r]=i,Gl=!0,Tn()}}n.setScale=tr;let nr,lr,En,Ln,uo,co,_n,Pn,po,ho,he,ve,Wt=!1,Oe=H.drag,He=Oe.x,$e=Oe.y;Ge&&(H.x&&(nr=ct(Zs,A)),H.y&&(lr=ct(Xs,A)),S.ori==0?(En=nr,Ln=lr):(En=lr,Ln=nr),he=H.left,ve=H.top);let me=n.select=Ee({show:!0,over:!0,left:0,width:0,top:0,height:0},t.select),An=me.show?ct(Qs,me.over?A:D):null;function gl(r,i){if(me.show){for(let s in r)me[s]=r[s],s in ir&&ye(An,s,r[s]);i!==!1&&Ne("setSelect")}}n.setSelect=gl;function Ds(r){if(k[r].show)Le&&vr(xe[r],fn);else if(Le&&nt(xe[r],fn),Ge){let s=vn?at[0]:at[r];s!=null&&Ct(s,-10,-10,K,L)}}function Ut(r,i,s){tr(r,{min:i,max:s})}function Et(r,i,s,a){i.focus!=null&&zs(r),i.show!=null&&k.forEach((c,m)=>{m>0&&(r==m||r==null)&&(c.show=i.show,Ds(m),o==2?(Ut(c.facets[0].scale,null,null),Ut(c.facets[1].scale,null,null)):Ut(c.scale,null,null),Tn())}),s!==!1&&Ne("setSeries",r,i),a&&Zn("setSeries",n,r,i)}n.setSeries=Et;function Cs(r,i){Ee(q[r],i)}function Hs(r,i){r.fill=ee(r.fill||null),r.dir=re(r.dir,-1),i=i??q.length,q.splice(i,0,r)}function $s(r){r==null?q.length=0:q.splice(r,1)}n.addBand=Hs,n.setBand=Cs,n.delBand=$s;function Ns(r,i){k[r].alpha=i,Ge&&at[r]!=null&&(at[r].style.opacity=i),Le&&xe[r]&&(xe[r].style.opacity=i)}let Nt,Bt,ln,Dn={focus:!0};function zs(r){if(r!=ln){let i=r==null,s=Tt.alpha!=1;k.forEach((a,c)=>{if(o==1||c>0){let m=i||c==0||c==r;a._focus=i?null:m,s&&Ns(c,m?1:Tt.alpha)}}),ln=r,s&&Tn()}}Le&&bn&&We(Vo,se,r=>{H._lock||(tn(r),ln!=null&&Et(null,Dn,!0,Te.setSeries))});function Lt(r,i,s){let a=M[i];s&&(r=r/ie-(a.ori==1?_e:pe));let c=K;a.ori==1&&(c=L,r=c-r),a.dir==-1&&(r=c-r);let m=a._min,w=a._max,v=r/c,x=m+(w-m)*v,T=a.distr;return T==3?zn(10,x):T==4?ga(x,a.asinh):T==100?a.bwd(x):x}function Vs(r,i){let s=Lt(r,P,i);return xt(s,e[0],De,Ce)}n.valToIdx=r=>xt(r,e[0]),n.posToIdx=Vs,n.posToVal=Lt,n.valToPos=(r,i,s)=>M[i].ori==0?f(r,M[i],s?Ye:K,s?Qe:0):u(r,M[i],s?mt:L,s?it:0),n.setCursor=(r,i,s)=>{he=r.left,ve=r.top,rn(null,i,s)};function mo(r,i){ye(An,Hn,me.left=r),ye(An,el,me.width=i)}function go(r,i){ye(An,"top",me.top=r),ye(An,tl,me.height=i)}let qn=S.ori==0?mo:go,Jn=S.ori==1?mo:go;function Os(){if(Le&&Q.live)for(let r=o==2?1:0;r<k.length;r++){if(r==0&&ot)continue;let i=Q.values[r],s=0;for(let a in i)Mt[r][s++].firstChild.nodeValue=i[a]}}function rr(r,i){if(r!=null&&(r.idxs?r.idxs.forEach((s,a)=>{fe[a]=s}):va(r.idx)||fe.fill(r.idx),Q.idx=fe[0]),Le&&Q.live){for(let s=0;s<k.length;s++)(s>0||o==1&&!ot)&&Rs(s,fe[s]);Os()}st=!1,i!==!1&&Ne("setLegend")}n.setLegend=rr;function Rs(r,i){let s=k[r],a=r==0&&Y==2?gt:e[r],c;ot?c=s.values(n,r,i)??Ft:(c=s.value(n,i==null?null:a[i],r,i),c=c==null?Ft:{_:c}),Q.values[r]=c}function rn(r,i,s){po=he,ho=ve,[he,ve]=H.move(n,he,ve),H.left=he,H.top=ve,Ge&&(En&&Ct(En,Pe(he),0,K,L),Ln&&Ct(Ln,0,Pe(ve),K,L));let a,c=De>Ce;Nt=ce,Bt=null;let m=S.ori==0?K:L,w=S.ori==1?K:L;if(he<0||Ve==0||c){a=H.idx=null;for(let v=0;v<k.length;v++){let x=at[v];x!=null&&Ct(x,-10,-10,K,L)}bn&&Et(null,Dn,!0,r==null&&Te.setSeries),Q.live&&(fe.fill(a),st=!0)}else{let v,x,T;o==1&&(v=S.ori==0?he:ve,x=Lt(v,P),a=H.idx=xt(x,e[0],De,Ce),T=C(e[0][a],S,m,0));let E=-10,_=-10,B=0,oe=0,le=!0,Z="",G="";for(let $=o==2?1:0;$<k.length;$++){let ge=k[$],ke=fe[$],ze=ke==null?null:o==1?e[$][ke]:e[$][1][ke],ue=H.dataIdx(n,$,a,x),Me=ue==null?null:o==1?e[$][ue]:e[$][1][ue];if(st=st||Me!=ze||ue!=ke,fe[$]=ue,$>0&&ge.show){let Ze=ue==null?-10:ue==a?T:C(o==1?e[0][ue]:e[$][0][ue],S,m,0),Ue=Me==null?-10:U(Me,o==1?M[ge.scale]:M[ge.facets[1].scale],w,0);if(bn&&Me!=null){let ft=S.ori==1?he:ve,yt=Ae(Tt.dist(n,$,ue,Ue,ft));if(yt<Nt){let _t=Tt.bias;if(_t!=0){let Xe=Lt(ft,ge.scale),ut=Me>=0?1:-1,wt=Xe>=0?1:-1;wt==ut&&(wt==1?_t==1?Me>=Xe:Me<=Xe:_t==1?Me<=Xe:Me>=Xe)&&(Nt=yt,Bt=$)}else Nt=yt,Bt=$}}if(st||vn){let ft,yt;S.ori==0?(ft=Ze,yt=Ue):(ft=Ue,yt=Ze);let _t,Xe,ut,wt,Pt,Be,et=!0,on=Fe.bbox;if(on!=null){et=!1;let Ie=on(n,$);ut=Ie.left,wt=Ie.top,_t=Ie.width,Xe=Ie.height}else ut=ft,wt=yt,_t=Xe=Fe.size(n,$);if(Be=Fe.fill(n,$),Pt=Fe.stroke(n,$),vn)$==Bt&&Nt<=Tt.prox&&(E=ut,_=wt,B=_t,oe=Xe,le=et,Z=Be,G=Pt);else{let Ie=at[$];Ie!=null&&(xn[$]=ut,kn[$]=wt,Bo(Ie,_t,Xe,et),Wo(Ie,Be,Pt),Ct(Ie,dt(ut),dt(wt),K,L))}}}}if(vn){let $=Tt.prox,ge=ln==null?Nt<=$:Nt>$||Bt!=ln;if(st||ge){let ke=at[0];ke!=null&&(xn[0]=E,kn[0]=_,Bo(ke,B,oe,le),Wo(ke,Z,G),Ct(ke,dt(E),dt(_),K,L))}}}if(me.show&&Wt)if(r!=null){let[v,x]=Te.scales,[T,E]=Te.match,[_,B]=r.cursor.sync.scales,oe=r.cursor.drag;if(He=oe._x,$e=oe._y,He||$e){let{left:le,top:Z,width:G,height:$}=r.select,ge=r.scales[_].ori,ke=r.posToVal,ze,ue,Me,Ze,Ue,ft=v!=null&&T(v,_),yt=x!=null&&E(x,B);ft&&He?(ge==0?(ze=le,ue=G):(ze=Z,ue=$),Me=M[v],Ze=C(ke(ze,_),Me,m,0),Ue=C(ke(ze+ue,_),Me,m,0),qn(kt(Ze,Ue),Ae(Ue-Ze))):qn(0,m),yt&&$e?(ge==1?(ze=le,ue=G):(ze=Z,ue=$),Me=M[x],Ze=U(ke(ze,B),Me,w,0),Ue=U(ke(ze+ue,B),Me,w,0),Jn(kt(Ze,Ue),Ae(Ue-Ze))):Jn(0,w)}else sr()}else{let v=Ae(po-uo),x=Ae(ho-co);if(S.ori==1){let B=v;v=x,x=B}He=Oe.x&&v>=Oe.dist,$e=Oe.y&&x>=Oe.dist;let T=Oe.uni;T!=null?He&&$e&&(He=v>=T,$e=x>=T,!He&&!$e&&(x>v?$e=!0:He=!0)):Oe.x&&Oe.y&&(He||$e)&&(He=$e=!0);let E,_;He&&(S.ori==0?(E=_n,_=he):(E=Pn,_=ve),qn(kt(E,_),Ae(_-E)),$e||Jn(0,w)),$e&&(S.ori==1?(E=_n,_=he):(E=Pn,_=ve),Jn(kt(E,_),Ae(_-E)),He||qn(0,m)),!He&&!$e&&(qn(0,0),Jn(0,0))}if(Oe._x=He,Oe._y=$e,r==null){if(s){if(Lo!=null){let[v,x]=Te.scales;Te.values[0]=v!=null?Lt(S.ori==0?he:ve,v):null,Te.values[1]=x!=null?Lt(S.ori==1?he:ve,x):null}Zn(dr,n,he,ve,K,L,a)}if(bn){let v=s&&Te.setSeries,x=Tt.prox;ln==null?Nt<=x&&Et(Bt,Dn,!0,v):Nt>x?Et(null,Dn,!0,v):Bt!=ln&&Et(Bt,Dn,!0,v)}}st&&(Q.idx=a,rr()),i!==!1&&Ne("setCursor")}let It=null;Object.defineProperty(n,"rect",{get(){return It==null&&Qn(!1),It}});function Qn(r=!1){r?It=null:(It=A.getBoundingClientRect(),Ne("syncRect",It))}function yo(r,i,s,a,c,m,w){H._lock||Wt&&r!=null&&r.movementX==0&&r.movementY==0||(or(r,i,s,a,c,m,w,!1,r!=null),r!=null?rn(null,!0,!0):rn(i,!0,!1))}function or(r,i,s,a,c,m,w,v,x){if(It==null&&Qn(!1),tn(r),r!=null)s=r.clientX-It.left,a=r.clientY-It.top;else{if(s<0||a<0){he=-10,ve=-10;return}let[T,E]=Te.scales,_=i.cursor.sync,[B,oe]=_.values,[le,Z]=_.scales,[G,$]=Te.match,ge=i.axes[0].side%2==1,ke=S.ori==0?K:L,ze=S.ori==1?K:L,ue=ge?m:c,Me=ge?c:m,Ze=ge?a:s,Ue=ge?s:a;if(le!=null?s=G(T,le)?d(B,M[T],ke,0):-10:s=ke*(Ze/ue),Z!=null?a=$(E,Z)?d(oe,M[E],ze,0):-10:a=ze*(Ue/Me),S.ori==1){let ft=s;s=a,a=ft}}x&&(i==null||i.cursor.event.type==dr)&&((s<=1||s>=K-1)&&(s=sn(s,K)),(a<=1||a>=L-1)&&(a=sn(a,L))),v?(uo=s,co=a,[_n,Pn]=H.move(n,s,a)):(he=s,ve=a)}let ir={width:0,height:0,left:0,top:0};function sr(){gl(ir,!1)}let wo,bo,vo,xo;function ko(r,i,s,a,c,m,w){Wt=!0,He=$e=Oe._x=Oe._y=!1,or(r,i,s,a,c,m,w,!0,!1),r!=null&&(We(pr,wr,Mo,!1),Zn(No,n,_n,Pn,K,L,null));let{left:v,top:x,width:T,height:E}=me;wo=v,bo=x,vo=T,xo=E}function Mo(r,i,s,a,c,m,w){Wt=Oe._x=Oe._y=!1,or(r,i,s,a,c,m,w,!1,!0);let{left:v,top:x,width:T,height:E}=me,_=T>0||E>0,B=wo!=v||bo!=x||vo!=T||xo!=E;if(_&&B&&gl(me),Oe.setScale&&_&&B){let oe=v,le=T,Z=x,G=E;if(S.ori==1&&(oe=x,le=E,Z=v,G=T),He&&Ut(P,Lt(oe,P),Lt(oe+le,P)),$e)for(let $ in M){let ge=M[$];$!=P&&ge.from==null&&ge.min!=ce&&Ut($,Lt(Z+G,$),Lt(Z,$))}sr()}else H.lock&&(H._lock=!H._lock,rn(i,!0,r!=null));r!=null&&(gn(pr,wr),Zn(pr,n,he,ve,K,L,null))}function Fs(r,i,s,a,c,m,w){if(H._lock)return;tn(r);let v=Wt;if(Wt){let x=!0,T=!0,E=10,_,B;S.ori==0?(_=He,B=$e):(_=$e,B=He),_&&B&&(x=he<=E||he>=K-E,T=ve<=E||ve>=L-E),_&&x&&(he=he<_n?0:K),B&&T&&(ve=ve<Pn?0:L),rn(null,!0,!0),Wt=!1}he=-10,ve=-10,fe.fill(null),rn(null,!0,!0),v&&(Wt=v)}function So(r,i,s,a,c,m,w){H._lock||(tn(r),Ul(),sr(),r!=null&&Zn(Oo,n,he,ve,K,L,null))}function To(){O.forEach(Vf),Wl(n.width,n.height,!0)}un(Sl,Nn,To);let Cn={};Cn.mousedown=ko,Cn.mousemove=yo,Cn.mouseup=Mo,Cn.dblclick=So,Cn.setSeries=(r,i,s,a)=>{let c=Te.match[2];s=c(n,i,s),s!=-1&&Et(s,a,!0,!1)},Ge&&(We(No,A,ko),We(dr,A,yo),We(zo,A,r=>{tn(r),Qn(!1)}),We(Vo,A,Fs),We(Oo,A,So),Er.add(n),n.syncRect=Qn);let yl=n.hooks=t.hooks||{};function Ne(r,i,s){er?Yn.push([r,i,s]):r in yl&&yl[r].forEach(a=>{a.call(null,n,i,s)})}(t.plugins||[]).forEach(r=>{for(let i in r.hooks)yl[i]=(yl[i]||[]).concat(r.hooks[i])});let Eo=(r,i,s)=>s,Te=Ee({key:null,setSeries:!1,filters:{pub:qo,sub:qo},scales:[P,k[1]?k[1].scale:null],match:[Jo,Jo,Eo],values:[null,null]},H.sync);Te.match.length==2&&Te.match.push(Eo),H.sync=Te;let Lo=Te.key,ar=ji(Lo);function Zn(r,i,s,a,c,m,w){Te.filters.pub(r,i,s,a,c,m,w)&&ar.pub(r,i,s,a,c,m,w)}ar.sub(n);function Gs(r,i,s,a,c,m,w){Te.filters.sub(r,i,s,a,c,m,w)&&Cn[r](null,i,s,a,c,m,w)}n.pub=Gs;function Ws(){ar.unsub(n),Er.delete(n),Jt.clear(),xr(Sl,Nn,To),h.remove(),se?.remove(),Ne("destroy")}n.destroy=Ws;function fr(){Ne("init",t,e),no(e||t.data,!1),z[P]?tr(P,z[P]):Ul(),ul=me.show&&(me.width>0||me.height>0),en=st=!0,Wl(t.width,t.height)}return k.forEach(eo),O.forEach(vs),l?l instanceof HTMLElement?(l.appendChild(h),fr()):l(n,fr):fr(),n}Re.assign=Ee;Re.fmtNum=Hr;Re.rangeNum=Tl;Re.rangeLog=_l;Re.rangeAsinh=Dr;Re.orient=dn;Re.pxRatio=ie;Re.join=La;Re.fmtDate=Nr,Re.tzDate=Oa;Re.sync=ji;{Re.addGap=xf,Re.clipGaps=Dl;let t=Re.paths={points:Zi};t.linear=es,t.stepped=Sf,t.bars=Tf,t.spline=Lf}var Of=120,Rf=60,Wr=class{times=[];values=[];push(e,l){let n=this.times.at(-1);return n!==void 0&&e<=n?!1:(this.times.push(e),this.values.push(l),this.times.length>Of&&(this.times.shift(),this.values.shift()),!0)}span(){let e=this.times.at(-1)??0;return[Math.min(this.times[0]??0,e-Rf),e]}range(e){if(e!==null&&e>0)return[0,e];let l=Math.max(0,...this.values.map(n=>n??0));return[0,l>0?l*1.25:1]}},Nl=class{series=new Wr;sizes;host;max;plot=null;colour="";constructor(e,{colour:l,max:n=null}){this.host=e,this.max=n,e.style.color=`var(${l})`,e.setAttribute("aria-hidden","true"),this.sizes=new ResizeObserver(()=>this.fit()),this.sizes.observe(e)}push(e,l){this.series.push(e,l)&&this.draw()}destroy(){this.sizes.disconnect(),this.plot?.destroy(),this.plot=null}fit(){let{clientWidth:e,clientHeight:l}=this.host;e===0||l===0||this.plot&&this.plot.width===e&&this.plot.height===l||(this.plot?this.plot.setSize({width:e,height:l}):this.make(e,l),this.draw())}draw(){!this.plot||this.host.clientWidth===0||(this.colour=getComputedStyle(this.host).color,this.plot.setData([this.series.times,this.series.values]))}make(e,l){let n={show:!1},o={width:e,height:l,padding:[2,0,1,0],cursor:n,legend:n,axes:[n,n],scales:{x:{time:!1,range:()=>this.series.span()},y:{range:()=>this.series.range(this.max)}},series:[{},{stroke:()=>this.colour,fill:()=>`color-mix(in srgb, ${this.colour} 16%, transparent)`,width:1.4,points:n}]};this.plot=new Re(o,[[],[]],this.host);let{root:f}=this.plot;f.style.cssText="position:relative;overflow:hidden";for(let u of f.querySelectorAll(".u-wrap"))u.style.position="relative";for(let u of f.querySelectorAll(".u-under, .u-over"))u.style.position="absolute";for(let u of f.querySelectorAll("canvas"))u.style.cssText="display:block;position:relative;width:100%;height:100%"}};var Ff=120,zl=class t{static all=new WeakMap;told=new WeakMap;observer;constructor(){this.observer=new IntersectionObserver(e=>{for(let{target:l,isIntersecting:n}of e)this.told.get(l)?.(n)},{rootMargin:"80px"})}static of(e){let l=t.all.get(e);return l||(l=new t,t.all.set(e,l)),l}watch(e,l){this.told.set(e,l),this.observer.observe(e)}leave(e){this.observer.unobserve(e),this.told.delete(e)}},Rt=class{element;chart;value;options;past=[];spark=null;constructor(e,l){this.options=l,this.chart=R(e,"div","ff-chart"),this.chart.setAttribute("aria-hidden","true"),this.value=R(e,"b","");let n=R(e,"span","",l.name);n.setAttribute("aria-hidden","true"),this.element=R(e,"div","ff-meter",n,this.chart,this.value),this.element.setAttribute("role","group"),this.element.setAttribute("aria-label",l.label),zl.of(e).watch(this.chart,o=>this.show(o))}push(e,l,n){Se(this.value,n);let o=this.past.at(-1);o&&e<o[0]&&this.restart(),!(o&&e===o[0])&&(this.past.push([e,l]),this.past.length>Ff&&this.past.shift(),this.spark?.push(e,l))}destroy(){zl.of(this.element.ownerDocument).leave(this.chart),this.show(!1)}restart(){this.past.length=0,this.spark&&(this.show(!1),this.show(!0))}show(e){if(!e)this.spark?.destroy(),this.spark=null;else if(!this.spark){this.spark=new Nl(this.chart,{colour:this.options.colour,max:this.options.max??null});for(let[l,n]of this.past)this.spark.push(l,n)}}};var Gf=200;function pt(t,e=Gf){return t.length>e?`${t.slice(0,e-1)}…`:t}function pn(t){return t===null?"–":`${Math.round(100*t)} %`}var Br=["B","kB","MB","GB","TB","PB"],os=t=>{let e=0;for(let l=t;l>=999.5&&e<Br.length-1;l/=1e3)e+=1;return e},Ur=(t,e)=>{let l=t/1e3**e;return l>=9.95||e===0?zt(Math.round(l)):l.toFixed(1).replace(/\.0$/,"")};function qt(t){let e=os(t);return`${Ur(t,e)} ${Br[e]}`}function il(t,e){let l=os(e);return`${Ur(t,l)} of ${Ur(e,l)} ${Br[l]}`}var Wf=.05,rs=t=>(t.load??0)>=Wf||t.inUse>0,Un=t=>t.label.includes(":"),Bn=t=>{let e=new Set(t.filter(l=>!Un(l)).map(l=>l.label));return t.filter(l=>!Un(l)||!e.has(l.label.split(":")[0]??""))};function is(t){let e=t.flatMap(h=>h.gpus),l=t.flatMap(h=>Bn(h.gpus));if(!l.length)return"none";let n=new Set(t.flatMap(h=>h.gpus.filter(b=>Un(b)&&rs(b)).map(b=>`${h.name}
${b.label.split(":")[0]??""}`))),o=t.reduce((h,b)=>h+Bn(b.gpus).filter(g=>rs(g)||n.has(`${b.name}
${g.label}`)).length,0),f=e.filter(h=>h.error).length,u=l.reduce((h,b)=>h+b.memoryTotal,0),d=l.reduce((h,b)=>h+b.memory,0),p=[zt(l.length),`${zt(o)} busy`];return f&&p.push(`${zt(f)} with an error`),u&&p.push(il(d,u)),p.join(" · ")}function Vl(t){switch(t.gpuState){case"none":return t.gpuNote||"no GPU in this machine";case"no-driver":return t.gpuNote?`driver missing: ${t.gpuNote}`:"driver missing: there may be GPUs, but nothing to ask them with";case"error":return t.gpuNote?`GPUs cannot be read: ${t.gpuNote}`:"GPUs cannot be read";default:return t.gpus.length?"":t.gpuNote}}function ss(t){let e=t.nodes.reduce((o,f)=>o+Bn(f.gpus).length,0),l=t.nodes.reduce((o,f)=>o+f.cpus,0);return`${tt(t.nodes.length,"node")} · ${e?tt(e,"GPU"):tt(l,"CPU")}`}function as(t){let e=Math.floor(t/60);if(e<1)return"just started";if(e<60)return`up ${e} min`;let l=Math.floor(e/60);return l<24?`up ${l} h ${e%60} min`:`up ${zt(Math.floor(l/24))} d ${l%24} h`}var fs=6;function Uf(t){let e=[];return t.temperature!==null&&e.push(`${Math.round(t.temperature)} °C`),t.power!==null&&e.push(`${Math.round(t.power)} W`),e.join(" · ")}function Bf(t){let e=t.worker?[t.job||"idle",t.worker]:[`pid ${t.pid}, not ours`];return t.memory>0&&e.push(qt(t.memory)),e.map(l=>pt(l,60)).join(" · ")}var Ir=class{element;name;heat;trouble;processes;list;load;memory;time;constructor(e,l,n){this.time=n,this.name=R(e,"span","ff-label"),this.heat=R(e,"span","ff-heat"),this.trouble=R(e,"div","ff-wide ff-bad"),this.processes=R(e,"div","ff-wide ff-procs"),this.list=new jt(this.processes,({pid:p})=>String(p),()=>{let p=R(e,"span","");return{element:p,update:h=>Se(p,Bf(h))}}),this.load=new Rt(e,{name:"GPU",colour:"--ff-gpu",label:`${l.label}: load`,max:1}),this.memory=new Rt(e,{name:"MEM",colour:"--ff-mem",label:`${l.label}: memory`,max:1});let{load:o,memory:f,trouble:u,processes:d}=this;this.element=R(e,"div","ff-gpu",this.name,o.element,f.element,this.heat,u,d),this.element.setAttribute("role","listitem"),this.element.classList.toggle("ff-part",Un(l))}update(e){Se(this.name,e.label),Dt(this.name,[e.name,e.id].filter(Boolean).join(", ")),Se(this.heat,e.error?"":Uf(e)),Dt(this.heat,e.power!==null&&e.powerLimit!==null?`of ${Math.round(e.powerLimit)} W at most`:""),bt(this.trouble,!e.error),At(this.trouble,e.error);let l=!e.error;bt(this.load.element,!l),bt(this.memory.element,!l),this.load.push(this.time(),l?e.load:null,pn(e.load)),this.memory.push(this.time(),l&&e.memoryTotal?e.memory/e.memoryTotal:null,qt(e.memory)),Dt(this.memory.element,e.memoryTotal?il(e.memory,e.memoryTotal):""),this.list.update(e.processes.slice(0,fs)),bt(this.processes,e.processes.length===0);let n=e.processes.length-fs;Dt(this.processes,n>0?`and ${tt(n,"more process").replace("processs","processes")}`:"")}destroy(){this.load.destroy(),this.memory.destroy()}},jr=class{element;name;model;use;note;list;gpus;now=0;constructor(e,l){this.name=R(e,"b",""),this.model=R(e,"span","ff-faint"),this.use=R(e,"span","ff-faint"),this.note=R(e,"div","ff-empty"),this.list=R(e,"div",""),this.list.setAttribute("role","list"),this.list.setAttribute("aria-label",`GPUs of ${pt(l.name)}`);let n=R(e,"div","ff-node-head",this.name,this.model,this.use);this.element=R(e,"div","ff-machine",n,this.note,this.list),this.gpus=new jt(this.list,({label:o})=>o,o=>new Ir(e,o,()=>this.now))}update(e){this.now=e.time,At(this.name,e.name);let l=[...new Set(e.gpus.filter(o=>!Un(o)).map(o=>o.name))].filter(Boolean);Se(this.model,pt(l.join(", "),80)),Se(this.use,e.gpus.length?`${Math.round(e.gpusInUse*100)/100} given to tasks`:"");let n=Vl(e);bt(this.note,n===""),Se(this.note,n),bl(this.note,"state",e.gpuState),this.gpus.update(e.gpus)}destroy(){this.gpus.destroy()}},sl=class{element;nodes;constructor(e){this.element=R(e,"div","ff-gpus"),this.nodes=new jt(this.element,({name:l})=>l,l=>new jr(e,l))}update(e){this.nodes.update(e)}destroy(){this.nodes.destroy(),this.element.remove()}};function If(t,e,l,n,o=4){if(n<=0||l<=0)return{from:0,to:0};let f=Math.floor(Math.max(0,t)/l)-o,u=Math.ceil((Math.max(0,t)+Math.max(0,e))/l)+o,d=Math.min(n,Math.max(u,0));return{from:Math.max(0,Math.min(f,d)),to:d}}function jf(t,e,l,n){let o={ArrowDown:1,ArrowUp:-1,PageDown:n,PageUp:-n},f=t==="Home"?0:t==="End"?l-1:t in o?e+(o[t]??0):null;return f===null||l===0?null:Math.max(0,Math.min(l-1,f))}function Kf(t,e,l,n){return t*n<e?t*n:Math.max(e,(t+1)*n-l)}var Ol=class{element;inner;options;views=new Map;indices=new WeakMap;total=0;at=()=>{};current=0;range={from:0,to:0};frame=0;constructor(e,l){this.options=l,this.inner=R(e,"div","ff-rows-inner"),this.inner.setAttribute("role","list"),this.inner.setAttribute("aria-label",l.label),this.element=R(e,"div","ff-rows",this.inner),this.element.addEventListener("scroll",()=>this.later(),{passive:!0}),this.element.addEventListener("keydown",n=>this.key(n)),this.element.addEventListener("click",n=>this.click(n)),this.element.addEventListener("focusin",n=>this.focused(n))}update(e,l){this.total=e,this.at=l,this.current=Math.max(0,Math.min(this.current,e-1));let{rowHeight:n,most:o}=this.options,f=`${Math.min(e,o)*n}px`;this.element.style.height!==f&&(this.element.style.height=f);let u=`${e*n}px`;this.inner.style.height!==u&&(this.inner.style.height=u),this.draw()}get drawn(){return this.views.size}focus(){this.go(this.current)}destroy(){this.element.ownerDocument.defaultView?.cancelAnimationFrame(this.frame);for(let e of this.views.values())e.destroy?.();this.views.clear(),this.element.remove()}later(){let e=this.element.ownerDocument.defaultView;!e||this.frame||(this.frame=e.requestAnimationFrame(()=>{this.frame=0,this.draw()}))}draw(){let{rowHeight:e,most:l}=this.options,n=If(this.element.scrollTop,Math.min(this.total,l)*e,e,this.total),o=Array.from({length:n.to-n.from},(u,d)=>n.from+d);this.total&&(this.current<n.from||this.current>=n.to)&&o.push(this.current);let f=new Set;for(let u of o){let d=this.at(u);if(d===void 0)continue;let p=this.options.key(d,u);f.has(p)||(f.add(p),this.place(this.view(p,d),d,u))}for(let[u,d]of this.views)f.has(u)||(d.destroy?.(),d.element.remove(),this.views.delete(u));n.from===this.range.from&&n.to===this.range.to||(this.range=n,this.options.seen?.(n))}view(e,l){let n=this.views.get(e);return n||(n=this.options.open(l),n.element.classList.add("ff-row"),n.element.setAttribute("role","listitem"),n.element.style.height=`${this.options.rowHeight}px`,this.views.set(e,n)),n}place(e,l,n){let{element:o}=e;e.update(l);let f=`translateY(${n*this.options.rowHeight}px)`;o.style.transform!==f&&(o.style.transform=f),wl(o,"aria-setsize",String(this.total)),wl(o,"aria-posinset",String(n+1)),wl(o,"tabindex",n===this.current?"0":"-1"),o.parentElement||this.insert(o,n),this.indices.set(o,n)}insert(e,l){let n=this.inner.lastElementChild;for(;n&&(this.indices.get(n)??0)>l;)n=n.previousElementSibling;this.inner.insertBefore(e,n?n.nextElementSibling:this.inner.firstElementChild)}rowOf(e){let l=e?.closest(".ff-row")??null,n=l&&this.indices.get(l);return l&&n!==null&&n!==void 0?{row:l,index:n}:null}key(e){let l=this.rowOf(e.target);if(!l||e.ctrlKey||e.altKey||e.metaKey)return;let n=this.at(l.index),o=e.target===l.row,f=Math.max(1,Math.min(this.total,this.options.most)-1),u=o?jf(e.key,l.index,this.total,f):null;if(u!==null)this.go(u);else if(o&&e.key==="Enter"&&n!==void 0)this.options.chosen?.(n,l.index);else if(o&&e.key==="Delete"&&n!==void 0)this.options.removed?.(n,l.index);else if(!o&&e.key==="Escape")l.row.focus();else return;e.preventDefault(),e.stopPropagation()}click(e){let l=this.rowOf(e.target);if(!l||e.target.closest("button, input, a, .ff-confirm"))return;this.current=l.index;let n=this.at(l.index);this.draw(),n!==void 0&&this.options.chosen?.(n,l.index)}focused(e){let l=this.rowOf(e.target);!l||l.index===this.current||(this.current=l.index,this.draw())}go(e){let{rowHeight:l,most:n}=this.options;this.current=e;let o=Math.min(this.total,n)*l;this.element.scrollTop=Kf(e,this.element.scrollTop,o,l),this.draw();for(let f of this.views.values())this.indices.get(f.element)===e&&f.element.focus({preventScroll:!0})}};function Yr(t){return t.flatMap(e=>e.workers.map(l=>({worker:l,node:e.name})))}var qr=t=>t.nodes.reduce((e,l)=>e+l.workersTotal,0);function Yf(t){return t.state==="paused"||t.pause?t.job?`${pt(t.job,60)} · paused`:"paused":t.job?t.group?`${pt(t.job,60)} · rank ${t.rank}`:pt(t.job,60):t.state}var Kr=class{element;mark;name;where;work;cpu;memory;constructor(e){this.mark=R(e,"span","ff-mark"),this.name=R(e,"span","ff-label"),this.where=R(e,"span","ff-label ff-where ff-faint"),this.work=R(e,"span","ff-label ff-where ff-faint"),this.cpu=R(e,"span","ff-num"),this.memory=R(e,"span","ff-num"),this.element=R(e,"div","ff-worker",this.mark,this.name,this.where,this.work,this.cpu,this.memory)}update({worker:e,node:l}){let n=Yf(e),o=e.pause?"paused":e.state;bl(this.mark,"state",o),Se(this.name,[pt(e.id,60),...e.gpus].join(" ")),At(this.where,l,60),Se(this.work,n),Se(this.cpu,pn(e.cpu)),Se(this.memory,e.memory>0?qt(e.memory):""),Dt(this.element,`${pt(l,60)} · ${n} · pid ${e.pid}`),this.element.setAttribute("aria-label",`Worker ${pt(e.id,60)} on ${pt(l,60)}: ${n}`)}},Rl=class{element;rows;constructor(e,l=()=>{}){this.rows=new Ol(e,{label:"Workers",rowHeight:24,most:12,key:({worker:n,node:o},f)=>n.id?`${o}
${n.id}`:String(f),open:()=>new Kr(e),seen:l}),this.element=this.rows.element}update(e,l,n){let o=Yr(e.nodes);this.rows.update(n,f=>o[f-l])}destroy(){this.rows.destroy()}};function qf(t){let e=Bn(t.gpus).flatMap(({load:l})=>l===null?[]:[l]);return e.length?e.reduce((l,n)=>l+n,0)/e.length:null}var us=t=>String(Math.round(t*100)/100),Jr=class{element;name;has;note;cpu;memory;gpu;constructor(e,l){this.name=R(e,"b",""),this.has=R(e,"span","ff-faint"),this.note=R(e,"span","ff-faint");let n=u=>`${l.name.slice(0,100)}: ${u}`;this.cpu=new Rt(e,{name:"CPU",colour:"--ff-running",label:n("processors"),max:1}),this.memory=new Rt(e,{name:"MEM",colour:"--ff-mem",label:n("memory"),max:1}),this.gpu=new Rt(e,{name:"GPU",colour:"--ff-gpu",label:n("GPUs' load"),max:1});let o=R(e,"div","ff-machine-meters",this.cpu.element,this.memory.element,this.gpu.element),f=R(e,"div","ff-node-head",this.name,this.has,this.note);this.element=R(e,"div","ff-machine",f,o),this.element.setAttribute("role","listitem")}update(e){At(this.name,e.name);let l=Bn(e.gpus).length,n=[`${us(e.cpusInUse)} of ${tt(e.cpus,"CPU")} in use`];l&&n.push(`${us(e.gpusInUse)} of ${tt(l,"GPU")}`),n.push(tt(e.workersTotal,"worker")),Se(this.has,n.join(" · "));let o=Vl(e);At(this.note,o,90),this.cpu.push(e.time,e.load,pn(e.load)),this.memory.push(e.time,e.memory?e.memoryUsed/e.memory:null,qt(e.memoryUsed)),Dt(this.memory.element,il(e.memoryUsed,e.memory));let f=qf(e);bt(this.gpu.element,l===0),this.gpu.push(e.time,f,pn(f))}destroy(){for(let e of[this.cpu,this.memory,this.gpu])e.destroy()}};function cs(t){let e=[ss(t),tt(qr(t),"worker"),tt(t.jobs,"job")];return t.objectBytes>0&&e.push(`${qt(t.objectBytes)} of objects`),e.push(as(t.uptime)),t.draining&&e.push("ends when its work has ended"),e.join(" · ")}var Fl=class{element;nodes;workers;workersHead;constructor(e){let l=R(e,"div","");l.setAttribute("role","list"),l.setAttribute("aria-label","Nodes"),this.nodes=new jt(l,({name:o})=>o,o=>new Jr(e,o)),this.workers=new Rl(e),this.workersHead=R(e,"div","ff-node-head");let n=R(e,"div","ff-section",this.workersHead,this.workers.element);n.style.paddingBottom="6px",this.element=R(e,"div","",l,n),n.style.borderTop="1px solid var(--ff-line)"}update(e){this.nodes.update(e.nodes);let l=Yr(e.nodes).length,n=qr(e),o=n>l?`, the first ${zt(l)} of them here`:"";Se(this.workersHead,n?`${tt(n,"worker")}${o}`:"no workers yet: they start with the work"),this.workers.update(e,0,l)}destroy(){this.nodes.destroy(),this.workers.destroy(),this.element.remove()}};var ds=`.ff-panel {
  --ff-ground: var(--jp-layout-color1, var(--vscode-sideBar-background, #fff));
  --ff-line: var(--jp-border-color2, var(--vscode-widget-border, rgba(128, 128, 128, 0.3)));
  --ff-soft: var(--jp-layout-color2, var(--vscode-list-hoverBackground, rgba(128, 128, 128, 0.1)));
  --ff-text: var(--jp-ui-font-color1, var(--vscode-foreground, #1b1f24));
  --ff-dim: var(--jp-ui-font-color2, var(--vscode-descriptionForeground, #69717b));
  --ff-succeeded: var(--vscode-charts-green, #2e9b5f);
  --ff-running: var(--jp-brand-color1, var(--vscode-charts-blue, #1f6feb));
  --ff-failed: var(--jp-error-color1, var(--vscode-charts-red, #d1383d));
  --ff-lost: var(--jp-warn-color1, var(--vscode-charts-orange, #b7791f));
  --ff-warn: var(--jp-warn-color0, var(--vscode-editorWarning-foreground, #8a5a12));
  --ff-cancelled: var(--jp-ui-font-color3, #8d96a1);
  --ff-queued: var(--jp-layout-color3, rgba(128, 128, 128, 0.3));
  --ff-gpu: var(--vscode-charts-purple, #7a5af8);
  --ff-mem: #0f9ba8;
  color: var(--ff-text);
  container-type: inline-size;
  font: 13px/1.45 var(--jp-ui-font-family, var(--vscode-font-family, system-ui, sans-serif));
  font-variant-numeric: tabular-nums;
  text-align: left;
}
.ff-panel *,
.ff-panel *::before {
  box-sizing: border-box;
}
.ff-panel [hidden] {
  display: none !important;
}
.ff-side {
  background: var(--ff-ground);
  height: 100%;
  overflow: hidden auto;
}
.ff-box {
  background: var(--ff-ground);
  border: 1px solid var(--ff-line);
  border-radius: 8px;
  margin: 2px 0;
  overflow: hidden;
}
.jp-OutputArea .ff-box {
  margin-right: 20px;
}
.ff-grow {
  flex: 1;
}
.ff-faint {
  color: var(--ff-dim);
}
.ff-bad {
  color: var(--ff-failed);
}

/* Headings: of a section of the side bar, and of a box in a cell. */
.ff-top {
  align-items: center;
  border-bottom: 1px solid var(--ff-line);
  display: flex;
  gap: 8px;
  min-height: 38px;
  padding: 6px 12px;
}
.ff-top > b {
  font-weight: 600;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.ff-section + .ff-section {
  border-top: 1px solid var(--ff-line);
}
.ff-section-head {
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
.ff-section-head b {
  font-weight: 600;
}
.ff-section-head .ff-faint {
  flex: 1;
  min-width: 0;
  overflow: hidden;
  text-align: right;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.ff-section-head::before {
  border: 4px solid transparent;
  border-left: 5px solid var(--ff-dim);
  border-right: 0;
  content: "";
  flex: none;
}
.ff-section-head[aria-expanded="true"]::before {
  border: 4px solid transparent;
  border-bottom: 0;
  border-top: 5px solid var(--ff-dim);
  margin: 0 -1.5px;
}
.ff-section-body {
  padding-bottom: 6px;
}
.ff-empty {
  color: var(--ff-dim);
  overflow-wrap: anywhere;
  padding: 2px 12px 6px;
}

/* Buttons and fields. */
.ff-panel .ff-button {
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
.ff-panel .ff-button:hover:not(:disabled) {
  background: var(--ff-soft);
}
.ff-panel .ff-button:disabled {
  cursor: default;
  opacity: 0.5;
}
.ff-panel .ff-hot {
  border-color: var(--ff-failed);
  color: var(--ff-failed);
}
.ff-panel :focus-visible {
  outline: 2px solid var(--ff-running);
  outline-offset: -2px;
}
.ff-panel .ff-button:focus-visible,
.ff-panel input:focus-visible {
  outline-offset: 1px;
}
.ff-attach {
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
  padding: 4px 12px 8px;
}
.ff-panel .ff-attach input {
  background: var(--jp-input-background, var(--vscode-input-background, transparent));
  border: 1px solid var(--ff-line);
  border-radius: 6px;
  color: var(--ff-text);
  flex: 1 1 140px;
  font: inherit;
  min-width: 0;
  padding: 2px 8px;
}
.ff-panel .ff-attach input::placeholder {
  color: var(--ff-dim);
}
.ff-panel .ff-attach input[aria-invalid="true"] {
  border-color: var(--ff-failed);
}
.ff-problem {
  color: var(--ff-failed);
  flex-basis: 100%;
  overflow-wrap: anywhere;
}
.ff-section-body > .ff-problem {
  padding: 2px 12px 6px;
}

/* What the gateway's absence looks like: calm, and what is shown is how it was. */
.ff-outage {
  align-items: baseline;
  border-bottom: 1px solid var(--ff-line);
  color: var(--ff-warn);
  display: flex;
  gap: 8px;
  overflow-wrap: anywhere;
  padding: 6px 12px;
}
.ff-outage::before {
  background: var(--ff-lost);
  border-radius: 50%;
  content: "";
  flex: none;
  height: 8px;
  width: 8px;
}
.ff-stale {
  filter: grayscale(0.85);
  opacity: 0.6;
}

/* Rows of lists. */
.ff-rows {
  overflow: hidden auto;
  overscroll-behavior: contain;
  position: relative;
}
.ff-rows-inner {
  contain: strict;
  position: relative;
}
.ff-row {
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
.ff-row.ff-link-row {
  cursor: pointer;
}
.ff-row.ff-link-row:hover,
.ff-row[aria-current="true"] {
  background: var(--ff-soft);
}
.ff-row .ff-label {
  flex: 0 1 auto;
  min-width: 0;
  overflow: hidden;
  text-overflow: ellipsis;
}
.ff-row .ff-tail {
  color: var(--ff-dim);
  flex: none;
  margin-left: auto;
  max-width: 55%;
  overflow: hidden;
  text-overflow: ellipsis;
}
.ff-row .ff-tail.ff-bad {
  color: var(--ff-failed);
}
.ff-node .ff-label {
  padding-left: 17px;
}
.ff-tag {
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
.ff-mark {
  background: var(--ff-mark, var(--ff-queued));
  border-radius: 50%;
  flex: none;
  height: 9px;
  width: 9px;
}
.ff-mark[data-state="up"],
.ff-mark[data-state="succeeded"] {
  --ff-mark: var(--ff-succeeded);
}
.ff-mark[data-state="running"],
.ff-mark[data-state="busy"] {
  --ff-mark: var(--ff-running);
}
.ff-mark[data-state="failed"],
.ff-mark[data-state="unreachable"],
.ff-mark[data-state="dead"] {
  --ff-mark: var(--ff-failed);
}
.ff-mark[data-state="lost"],
.ff-mark[data-state="paused"],
.ff-mark[data-state="away"] {
  --ff-mark: var(--ff-lost);
}
.ff-mark[data-state="cancelled"] {
  --ff-mark: var(--ff-cancelled);
}
/* Not by colour alone. */
.ff-mark[data-state="paused"],
.ff-mark[data-state="unreachable"] {
  border-radius: 2px;
}
.ff-progress {
  background: var(--ff-queued);
  bottom: 1px;
  height: 2px;
  left: 29px;
  overflow: hidden;
  position: absolute;
  right: 12px;
}
.ff-progress i {
  background: var(--ff-running);
  display: block;
  height: 100%;
}
/* A row's buttons show when it is pointed at or has the focus; then they stand where its last words were. */
.ff-tools {
  display: none;
  flex: none;
  gap: 4px;
  margin-left: auto;
}
.ff-row:hover .ff-tools,
.ff-row:focus .ff-tools,
.ff-row:focus-within .ff-tools,
.ff-row .ff-tools.ff-always {
  display: flex;
}
.ff-row:hover .ff-tools + .ff-tail,
.ff-row:focus .ff-tools + .ff-tail,
.ff-row:focus-within .ff-tools + .ff-tail {
  display: none;
}
.ff-row .ff-tools.ff-always + .ff-tail {
  display: block;
}
.ff-confirm {
  align-items: center;
  background: var(--ff-ground);
  display: flex;
  gap: 6px;
  inset: 0;
  padding: 0 12px;
  position: absolute;
}
.ff-confirm span {
  flex: 1;
  min-width: 0;
  overflow: hidden;
  text-overflow: ellipsis;
}
.ff-two {
  align-content: center;
  display: grid;
  gap: 0 8px;
  grid-template-columns: auto minmax(0, 1fr) auto;
}
.ff-two .ff-second {
  color: var(--ff-dim);
  grid-column: 2;
  overflow: hidden;
  text-overflow: ellipsis;
}
.ff-two .ff-tools {
  grid-column: 3;
  grid-row: 1 / 3;
}
.ff-two .ff-left {
  color: var(--ff-warn);
}

/* Nodes and GPUs with charts. */
.ff-node-head {
  align-items: baseline;
  color: var(--ff-dim);
  display: flex;
  flex-wrap: wrap;
  font-size: 12px;
  gap: 0 8px;
  padding: 7px 12px 1px;
}
.ff-node-head b {
  color: var(--ff-text);
  font-weight: 600;
  overflow: hidden;
  overflow-wrap: anywhere;
}
.ff-node-head .ff-faint:last-child {
  margin-left: auto;
}
.ff-machine + .ff-machine {
  border-top: 1px solid var(--ff-line);
}
.ff-machine {
  padding-bottom: 7px;
}
.ff-gpu {
  align-items: center;
  display: grid;
  gap: 0 12px;
  grid-template-columns: minmax(58px, 84px) minmax(0, 1fr) minmax(0, 1fr) 104px;
  padding: 3px 12px;
}
.ff-gpu > .ff-label {
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.ff-gpu.ff-part > .ff-label {
  padding-left: 12px;
}
.ff-gpu .ff-heat {
  color: var(--ff-dim);
  text-align: right;
  white-space: nowrap;
}
.ff-gpu .ff-wide {
  color: var(--ff-dim);
  grid-column: 2 / -1;
  min-width: 0;
  overflow: hidden;
  overflow-wrap: anywhere;
  text-overflow: ellipsis;
}
.ff-gpu .ff-procs {
  display: flex;
  flex-wrap: wrap;
  font-size: 12px;
  gap: 0 14px;
}
.ff-gpu .ff-wide.ff-bad {
  color: var(--ff-failed);
}
.ff-meter {
  align-items: center;
  color: var(--ff-dim);
  display: grid;
  gap: 6px;
  grid-template-columns: 32px minmax(0, 1fr) 48px;
}
.ff-meter b {
  color: var(--ff-text);
  font-weight: 500;
  text-align: right;
  white-space: nowrap;
}
.ff-chart {
  height: 18px;
  min-width: 0;
  overflow: hidden;
}
.ff-machine-meters {
  display: grid;
  gap: 2px 16px;
  grid-template-columns: repeat(auto-fit, minmax(190px, 1fr));
  padding: 3px 12px;
}
@container (max-width: 460px) {
  .ff-gpu {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  }
  .ff-gpu > .ff-heat {
    grid-column: 2;
    grid-row: 1;
  }
  .ff-gpu > .ff-meter {
    grid-template-columns: 28px minmax(0, 1fr) auto;
  }
  .ff-gpu > .ff-wide {
    grid-column: 1 / -1;
  }
}

/* Workers: a table whose columns give way where there is no room. */
.ff-worker {
  display: grid;
  gap: 0 8px;
  grid-template-columns: 9px minmax(0, 1fr) 56px 62px;
}
.ff-worker .ff-num {
  color: var(--ff-dim);
  text-align: right;
}
.ff-worker .ff-where,
.ff-worker .ff-tag {
  display: none;
}
@container (min-width: 520px) {
  .ff-worker {
    grid-template-columns: 9px minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1.4fr) 56px 62px;
  }
  .ff-worker .ff-where {
    display: block;
  }
}

/* One job, in the place of the lists. */
.ff-detail {
  padding: 8px;
}
.ff-detail .ff-card {
  margin: 0;
}
@media (forced-colors: active) {
  .ff-mark,
  .ff-progress i {
    forced-color-adjust: none;
  }
}
`;var Qf=t=>Array.isArray(t.nodes),Qr=class{root;title;tag;summary;link;body;shown=null;view="";constructor(e){let l=e.ownerDocument,n=R(l,"style","");n.textContent=ds,this.title=R(l,"b",""),this.tag=R(l,"span","ff-tag"),this.summary=R(l,"span","ff-faint ff-summary"),this.link=R(l,"div","ff-outage"),this.link.setAttribute("role","status"),this.body=R(l,"div","ff-box-body");let o=R(l,"div","ff-top",this.title,this.tag,R(l,"span","ff-grow"),this.summary);this.root=R(l,"div","ff-panel ff-box",n,o,this.link,this.body),this.root.setAttribute("role","region"),e.append(this.root)}update(e,l){let n=l==="gpus",o=Qf(e),f=n?"GPUs":o?e.name||e.target:"Cluster";At(this.title,f),this.root.setAttribute("aria-label",n?"GPUs of the cluster":"Cluster"),Se(this.tag,o&&!n?e.engine:""),bt(this.tag,!this.tag.textContent);let u=o?Do(e.connection):"";bt(this.link,u===""),Se(this.link,u),this.body.classList.toggle("ff-stale",u!==""),Se(this.summary,o?n?is(e.nodes):cs(e):"asking…"),o&&(l!==this.view&&this.shown?.destroy(),(l!==this.view||!this.shown)&&(this.view=l,this.shown=n?new sl(this.body.ownerDocument):new Fl(this.body.ownerDocument),this.body.append(this.shown.element)),this.shown instanceof sl?this.shown.update(e.nodes):this.shown.update(e))}watch(e){let l=this.root.ownerDocument,n=!1,o=null,f=()=>{let d=n&&l.visibilityState==="visible";d!==o&&(o=d,e(d))},u=new IntersectionObserver(d=>{n=d.at(-1)?.isIntersecting??!1,f()});return u.observe(this.root),l.addEventListener("visibilitychange",f),()=>{u.disconnect(),l.removeEventListener("visibilitychange",f),o&&e(!1)}}dispose(){this.shown?.destroy(),this.root.remove()}};function Zf({model:t,el:e}){let l=new Qr(e),n=()=>l.update(t.get("state"),t.get("view"));t.on("change:state",n),t.on("change:view",n),n();let o=l.watch(f=>t.send({kind:"visible",visible:f}));return()=>{o(),t.off("change:state",n),t.off("change:view",n),l.dispose()}}var Gu={render:Zf};export{Qr as ClusterBox,Gu as default,Qf as isKnown};
