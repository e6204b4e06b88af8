function Qe(t){return String(Math.trunc(t)).replace(/\B(?=(\d{3})+$)/g,",")}function bt(t,e){return`${Qe(t)} ${e}${t===1?"":"s"}`}var cr=t=>String(t).padStart(2,"0");function Ao(t){if(t<.995)return`${Math.max(t,0).toFixed(2)} s`;if(t<9.95)return`${t.toFixed(1)} s`;let e=Math.floor(t+.05);if(e<60)return`${e} s`;let[l,n,o]=[Math.floor(e/3600),Math.floor(e/60)%60,e%60];return l?`${l}:${cr(n)}:${cr(o)}`:`${n}:${cr(o)}`}function pr(t){return t<60?`${Math.max(0,Math.floor(t))} s`:Ao(Math.floor(t))}function Co(t){if(!t?.lost)return"";if(t.over)return"no longer attached · as it was last · %attach shows it live again";let{next:e,seconds:l}=t,n=e!==null&&e>=2?` in ${pr(e)}`:"",o=t.stopping?"it is stopped then":"work goes on";return`connection lost ${pr(l)} ago · trying again${n} · ${o}`}function sn(t){return t===null?"–":`${Math.floor(100*t+.5)} %`}var Po=["B","kB","MB","GB","TB","PB"];function Ct(t){if(t===null)return"–";let[e,l]=[Math.max(t,0),0];for(;e>=999.5&&l<Po.length-1;)[e,l]=[e/1e3,l+1];return`${l>0&&e<9.95?(Math.floor(10*e+.5)/10).toFixed(1):Math.floor(e+.5)} ${Po[l]}`}function Do(t){return t===null?"–":t<1.995?sn(t):`${t<99.95?t.toFixed(1):Qe(Math.round(t))} cores`}function Ge(t,e=200){let l=t.replace(/\s+/g," ").trim();return l.length<=e?l:`${l.slice(0,e-1).trimEnd()}…`}function O(t,e,l,...n){let o=t.createElement(e);return o.className=l,o.append(...n),o}function ke(t,e){t.textContent!==e&&(t.textContent=e)}function Dt(t,e,l=200){ke(t,Ge(e,l)),$t(t,e)}function $t(t,e){t.title!==e&&(t.title=e)}function vl(t,e,l){t.getAttribute(e)!==l&&t.setAttribute(e,l)}function Ze(t,e){t.hidden!==e&&(t.hidden=e)}function bl(t,e,l){t.dataset[e]!==l&&(t.dataset[e]=l)}var Kt=class{views=new Map;host;key;open;constructor(e,l,n){this.host=e,this.key=l,this.open=n}update(e){let l=new Set(e.map(this.key));for(let[o,f]of this.views)l.has(o)||(f.destroy?.(),f.element.remove(),this.views.delete(o));let n=this.host.firstElementChild;for(let o of e){let f=this.key(o),u=this.views.get(f);u||(u=this.open(o),this.views.set(f,u)),u.update(o),u.element===n?n=n.nextElementSibling:this.host.insertBefore(u.element,n)}}destroy(){this.update([])}};var Ks="uplot",qs="u-hz",Ys="u-vt",Js="u-title",Qs="u-wrap",Zs="u-under",Xs="u-over",ea="u-axis",un="u-off",ta="u-select",na="u-cursor-x",la="u-cursor-y",ra="u-cursor-pt",oa="u-legend",ia="u-live",sa="u-inline",aa="u-series",fa="u-marker",$o="u-label",ua="u-value",tl="width",nl="height";var Ho="bottom",$n="left",dr="right",Ar="#000",No=Ar+"0",hr="mousemove",Vo="mousedown",mr="mouseup",Oo="mouseenter",Ro="mouseleave",Go="dblclick",ca="resize",pa="scroll",zo="change",Sl="dppxchange",Cr="--",zn=typeof window<"u",br=zn?document:null,Nn=zn?window:null,da=zn?navigator:null,ie,xl;function xr(){let t=devicePixelRatio;ie!=t&&(ie=t,xl&&Mr(zo,xl,xr),xl=matchMedia(`(min-resolution: ${ie-.001}dppx) and (max-resolution: ${ie+.001}dppx)`),cn(zo,xl,xr),Nn.dispatchEvent(new CustomEvent(Sl)))}function rt(t,e){if(e!=null){let l=t.classList;!l.contains(e)&&l.add(e)}}function kr(t,e){let l=t.classList;l.contains(e)&&l.remove(e)}function ye(t,e,l){t.style[e]=l+"px"}function xt(t,e,l,n){let o=br.createElement(t);return e!=null&&rt(o,e),l?.insertBefore(o,n),o}function dt(t,e){return xt("div",t,e)}var Fo=new WeakMap;function Ht(t,e,l,n,o){let f="translate("+e+"px,"+l+"px)",u=Fo.get(t);f!=u&&(t.style.transform=f,Fo.set(t,f),e<0||l<0||e>n||l>o?rt(t,un):kr(t,un))}var Wo=new WeakMap;function Uo(t,e,l){let n=e+l,o=Wo.get(t);n!=o&&(Wo.set(t,n),t.style.background=e,t.style.borderColor=l)}var Bo=new WeakMap;function Io(t,e,l,n){let o=e+""+l,f=Bo.get(t);o!=f&&(Bo.set(t,o),t.style.height=l+"px",t.style.width=e+"px",t.style.marginLeft=n?-e/2+"px":0,t.style.marginTop=n?-l/2+"px":0)}var Dr={passive:!0},ha={...Dr,capture:!0};function cn(t,e,l,n){e.addEventListener(t,l,n?ha:Dr)}function Mr(t,e,l,n){e.removeEventListener(t,l,Dr)}zn&&xr();function kt(t,e,l,n){let o;l=l||0,n=n||e.length-1;let f=n<=2147483647;for(;n-l>1;)o=f?l+n>>1:ot((l+n)/2),e[o]<t?l=o:n=o;return t-e[l]<=e[n]-t?l:n}function vi(t){return(l,n,o)=>{let f=-1,u=-1;for(let d=n;d<=o;d++)if(t(l[d])){f=d;break}for(let d=o;d>=n;d--)if(t(l[d])){u=d;break}return[f,u]}}var bi=t=>t!=null,xi=t=>t!=null&&t>0,_l=vi(bi),ma=vi(xi);function ga(t,e,l,n=0,o=!1){let f=o?ma:_l,u=o?xi:bi;[e,l]=f(t,e,l);let d=t[e],p=t[e];if(e>-1)if(n==1)d=t[e],p=t[l];else if(n==-1)d=t[l],p=t[e];else for(let h=e;h<=l;h++){let v=t[h];u(v)&&(v<d?d=v:v>p&&(p=v))}return[d??ce,p??-ce]}function Pl(t,e,l,n){let o=qo(t),f=qo(e);t==e&&(o==-1?(t*=l,e/=l):(t/=l,e*=l));let u=l==10?Rt:ki,d=o==1?ot:ht,p=f==1?ht:ot,h=d(u(Ae(t))),v=p(u(Ae(e))),g=Vn(l,h),y=Vn(l,v);return l==10&&(h<0&&(g=pe(g,-h)),v<0&&(y=pe(y,-v))),n||l==2?(t=g*o,e=y*f):(t=Ei(t,g),e=Al(e,y)),[t,e]}function $r(t,e,l,n){let o=Pl(t,e,l,n);return t==0&&(o[0]=0),e==0&&(o[1]=0),o}var Hr=.1,jo={mode:3,pad:Hr},rl={pad:0,soft:null,mode:0},ya={min:rl,max:rl};function El(t,e,l,n){return Cl(l)?Ko(t,e,l):(rl.pad=l,rl.soft=n?0:null,rl.mode=n?3:0,Ko(t,e,ya))}function re(t,e){return t??e}function wa(t,e,l){for(e=re(e,0),l=re(l,t.length-1);e<=l;){if(t[e]!=null)return!0;e++}return!1}function Ko(t,e,l){let n=l.min,o=l.max,f=re(n.pad,0),u=re(o.pad,0),d=re(n.hard,-ce),p=re(o.hard,ce),h=re(n.soft,ce),v=re(o.soft,-ce),g=re(n.mode,0),y=re(o.mode,0),C=e-t,A=Rt(C),R=Ke(Ae(t),Ae(e)),z=Rt(R),W=Ae(z-A);(C<1e-24||W>10)&&(C=0,(t==0||e==0)&&(C=1e-24,g==2&&h!=ce&&(f=0),y==2&&v!=-ce&&(u=0)));let k=C||R||1e3,G=Rt(k),M=Vn(10,ot(G)),Y=k*(C==0?t==0?.1:1:f),P=pe(Ei(t-Y,M/10),24),J=t>=h&&(g==1||g==3&&P<=h||g==2&&P>=h)?h:ce,j=Ke(d,P<J&&t>=J?J:Mt(J,P)),X=k*(C==0?e==0?.1:1:u),I=pe(Al(e+X,M/10),24),T=e<=v&&(y==1||y==3&&I>=v||y==2&&I<=v)?v:-ce,q=Mt(p,I>T&&e<=T?T:Ke(T,I));return j==q&&j==0&&(q=100),[j,q]}var va=new Intl.NumberFormat(zn?da.language:"en-US"),Nr=t=>va.format(t),it=Math,Tl=it.PI,Ae=it.abs,ot=it.floor,Pe=it.round,ht=it.ceil,Mt=it.min,Ke=it.max,Vn=it.pow,qo=it.sign,Rt=it.log10,ki=it.log2,ba=(t,e=1)=>it.sinh(t)*e,gr=(t,e=1)=>it.asinh(t/e),ce=1/0;function Yo(t){return(Rt((t^t>>31)-(t>>31))|0)+1}function Tr(t,e,l){return Mt(Ke(t,e),l)}function Mi(t){return typeof t=="function"}function ee(t){return Mi(t)?t:()=>t}var xa=()=>{},Ti=t=>t,Si=(t,e)=>e,ka=t=>null,Jo=t=>!0,Qo=(t,e)=>t==e,Ma=/\.\d*?(?=9{6,}|0{6,})/gm,pn=t=>{if(_i(t)||Yt.has(t))return t;let e=`${t}`,l=e.match(Ma);if(l==null)return t;let n=l[0].length-1;if(e.indexOf("e-")!=-1){let[o,f]=e.split("e");return+`${pn(o)}e${f}`}return pe(t,n)};function an(t,e){return pn(pe(pn(t/e))*e)}function Al(t,e){return pn(ht(pn(t/e))*e)}function Ei(t,e){return pn(ot(pn(t/e))*e)}function pe(t,e=0){if(_i(t))return t;let l=10**e,n=t*l*(1+Number.EPSILON);return Pe(n)/l}var Yt=new Map;function Li(t){return((""+t).split(".")[1]||"").length}function il(t,e,l,n){let o=[],f=n.map(Li);for(let u=e;u<l;u++){let d=Ae(u),p=pe(Vn(t,u),d);for(let h=0;h<n.length;h++){let v=t==10?+`${n[h]}e${u}`:n[h]*p,g=(u>=0?0:d)+(u>=f[h]?0:f[h]),y=t==10?v:pe(v,g);o.push(y),Yt.set(y,g)}}return o}var ol={},Vr=[],On=[null,null],qt=Array.isArray,_i=Number.isInteger,Ta=t=>t===void 0;function Zo(t){return typeof t=="string"}function Cl(t){let e=!1;if(t!=null){let l=t.constructor;e=l==null||l==Object}return e}function Sa(t){return t!=null&&typeof t=="object"}var Ea=Object.getPrototypeOf(Uint8Array),Pi="__proto__";function Rn(t,e=Cl){let l;if(qt(t)){let n=t.find(o=>o!=null);if(qt(n)||e(n)){l=Array(t.length);for(let o=0;o<t.length;o++)l[o]=Rn(t[o],e)}else l=t.slice()}else if(t instanceof Ea)l=t.slice();else if(e(t)){l={};for(let n in t)n!=Pi&&(l[n]=Rn(t[n],e))}else l=t;return l}function Ee(t){let e=arguments;for(let l=1;l<e.length;l++){let n=e[l];for(let o in n)o!=Pi&&(Cl(t[o])?Ee(t[o],Rn(n[o])):t[o]=Rn(n[o]))}return t}var La=0,_a=1,Pa=2;function Aa(t,e,l){for(let n=0,o,f=-1;n<e.length;n++){let u=e[n];if(u>f){for(o=u-1;o>=0&&t[o]==null;)t[o--]=null;for(o=u+1;o<l&&t[o]==null;)t[f=o++]=null}}}function Ca(t,e){if(Ha(t)){let u=t[0].slice();for(let d=1;d<t.length;d++)u.push(...t[d].slice(1));return Na(u[0])||(u=$a(u)),u}let l=new Set;for(let u=0;u<t.length;u++){let p=t[u][0],h=p.length;for(let v=0;v<h;v++)l.add(p[v])}let n=[Array.from(l).sort((u,d)=>u-d)],o=n[0].length,f=new Map;for(let u=0;u<o;u++)f.set(n[0][u],u);for(let u=0;u<t.length;u++){let d=t[u],p=d[0];for(let h=1;h<d.length;h++){let v=d[h],g=Array(o).fill(void 0),y=e?e[u][h]:_a,C=[];for(let A=0;A<v.length;A++){let R=v[A],z=f.get(p[A]);R===null?y!=La&&(g[z]=R,y==Pa&&C.push(z)):g[z]=R}Aa(g,C,o),n.push(g)}}return n}var Da=typeof queueMicrotask>"u"?t=>Promise.resolve().then(t):queueMicrotask;function $a(t){let e=t[0],l=e.length,n=Array(l);for(let f=0;f<n.length;f++)n[f]=f;n.sort((f,u)=>e[f]-e[u]);let o=[];for(let f=0;f<t.length;f++){let u=t[f],d=Array(l);for(let p=0;p<l;p++)d[p]=u[n[p]];o.push(d)}return o}function Ha(t){let e=t[0][0],l=e.length;for(let n=1;n<t.length;n++){let o=t[n][0];if(o.length!=l)return!1;if(o!=e){for(let f=0;f<l;f++)if(o[f]!=e[f])return!1}}return!0}function Na(t,e=100){let l=t.length;if(l<=1)return!0;let n=0,o=l-1;for(;n<=o&&t[n]==null;)n++;for(;o>=n&&t[o]==null;)o--;if(o<=n)return!0;let f=Ke(1,ot((o-n+1)/e));for(let u=t[n],d=n+f;d<=o;d+=f){let p=t[d];if(p!=null){if(p<=u)return!1;u=p}}return!0}var Ai=["January","February","March","April","May","June","July","August","September","October","November","December"],Ci=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Di(t){return t.slice(0,3)}var Va=Ci.map(Di),Oa=Ai.map(Di),Ra={MMMM:Ai,MMM:Oa,WWWW:Ci,WWW:Va};function el(t){return(t<10?"0":"")+t}function Ga(t){return(t<10?"00":t<100?"0":"")+t}var za={YYYY:t=>t.getFullYear(),YY:t=>(t.getFullYear()+"").slice(2),MMMM:(t,e)=>e.MMMM[t.getMonth()],MMM:(t,e)=>e.MMM[t.getMonth()],MM:t=>el(t.getMonth()+1),M:t=>t.getMonth()+1,DD:t=>el(t.getDate()),D:t=>t.getDate(),WWWW:(t,e)=>e.WWWW[t.getDay()],WWW:(t,e)=>e.WWW[t.getDay()],HH:t=>el(t.getHours()),H:t=>t.getHours(),h:t=>{let e=t.getHours();return e==0?12:e>12?e-12:e},AA:t=>t.getHours()>=12?"PM":"AM",aa:t=>t.getHours()>=12?"pm":"am",a:t=>t.getHours()>=12?"p":"a",mm:t=>el(t.getMinutes()),m:t=>t.getMinutes(),ss:t=>el(t.getSeconds()),s:t=>t.getSeconds(),fff:t=>Ga(t.getMilliseconds())};function Or(t,e){e=e||Ra;let l=[],n=/\{([a-z]+)\}|[^{]+/gi,o;for(;o=n.exec(t);)l.push(o[0][0]=="{"?za[o[1]]:o[0]);return f=>{let u="";for(let d=0;d<l.length;d++)u+=typeof l[d]=="string"?l[d]:l[d](f,e);return u}}var Fa=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Wa(t,e){let l;return e=="UTC"||e=="Etc/UTC"?l=new Date(+t+t.getTimezoneOffset()*6e4):e==Fa?l=t:(l=new Date(t.toLocaleString("en-US",{timeZone:e})),l.setMilliseconds(t.getMilliseconds())),l}var $i=t=>t%1==0,Ll=[1,2,2.5,5],Ua=il(10,-32,0,Ll),Hi=il(10,0,32,Ll),Ba=Hi.filter($i),fn=Ua.concat(Hi),Rr=`
`,Ni="{YYYY}",Xo=Rr+Ni,Vi="{M}/{D}",ll=Rr+Vi,kl=ll+"/{YY}",Oi="{aa}",Ia="{h}:{mm}",Hn=Ia+Oi,ei=Rr+Hn,ti=":{ss}",ae=null;function Ri(t){let e=t*1e3,l=e*60,n=l*60,o=n*24,f=o*30,u=o*365,p=(t==1?il(10,0,3,Ll).filter($i):il(10,-3,0,Ll)).concat([e,e*5,e*10,e*15,e*30,l,l*5,l*10,l*15,l*30,n,n*2,n*3,n*4,n*6,n*8,n*12,o,o*2,o*3,o*4,o*5,o*6,o*7,o*8,o*9,o*10,o*15,f,f*2,f*3,f*4,f*6,u,u*2,u*5,u*10,u*25,u*50,u*100]),h=[[u,Ni,ae,ae,ae,ae,ae,ae,1],[o*28,"{MMM}",Xo,ae,ae,ae,ae,ae,1],[o,Vi,Xo,ae,ae,ae,ae,ae,1],[n,"{h}"+Oi,kl,ae,ll,ae,ae,ae,1],[l,Hn,kl,ae,ll,ae,ae,ae,1],[e,ti,kl+" "+Hn,ae,ll+" "+Hn,ae,ei,ae,1],[t,ti+".{fff}",kl+" "+Hn,ae,ll+" "+Hn,ae,ei,ae,1]];function v(g){return(y,C,A,R,z,W)=>{let k=[],G=z>=u,M=z>=f&&z<u,Y=g(A),P=pe(Y*t,3),J=yr(Y.getFullYear(),G?0:Y.getMonth(),M||G?1:Y.getDate()),j=pe(J*t,3);if(M||G){let X=M?z/f:0,I=G?z/u:0,T=P==j?P:pe(yr(J.getFullYear()+I,J.getMonth()+X,1)*t,3),q=new Date(Pe(T/t)),D=q.getFullYear(),U=q.getMonth();for(let V=0;T<=R;V++){let te=yr(D+I*V,U+X*V,1),N=te-g(pe(te*t,3));T=pe((+te+N)*t,3),T<=R&&k.push(T)}}else{let X=z>=o?o:z,I=ot(A)-ot(P),T=j+I+Al(P-j,X);k.push(T);let q=g(T),D=q.getHours()+q.getMinutes()/l+q.getSeconds()/n,U=z/n,V=y.axes[C]._space,te=W/V;for(;T=pe(T+z,t==1?0:3),!(T>R);)if(U>1){let N=ot(pe(D+U,6))%24,ne=g(T).getHours()-N;ne>1&&(ne=-1),T-=ne*n,D=(D+U)%24;let fe=k[k.length-1];pe((T-fe)/z,3)*te>=.7&&k.push(T)}else k.push(T)}return k}}return[p,h,v]}var[ja,Ka,qa]=Ri(1),[Ya,Ja,Qa]=Ri(.001);il(2,-53,53,[1]);function ni(t,e){return t.map(l=>l.map((n,o)=>o==0||o==8||n==null?n:e(o==1||l[8]==0?n:l[1]+n)))}function li(t,e){return(l,n,o,f,u)=>{let d=e.find(A=>u>=A[0])||e[e.length-1],p,h,v,g,y,C;return n.map(A=>{let R=t(A),z=R.getFullYear(),W=R.getMonth(),k=R.getDate(),G=R.getHours(),M=R.getMinutes(),Y=R.getSeconds(),P=z!=p&&d[2]||W!=h&&d[3]||k!=v&&d[4]||G!=g&&d[5]||M!=y&&d[6]||Y!=C&&d[7]||d[1];return p=z,h=W,v=k,g=G,y=M,C=Y,P(R)})}}function Za(t,e){let l=Or(e);return(n,o,f,u,d)=>o.map(p=>l(t(p)))}function yr(t,e,l){return new Date(t,e,l)}function ri(t,e){return e(t)}var Xa="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function oi(t,e){return(l,n,o,f)=>f==null?Cr:e(t(n))}function ef(t,e){let l=t.series[e];return l.width?l.stroke(t,e):l.points.width?l.points.stroke(t,e):null}function tf(t,e){return t.series[e].fill(t,e)}var nf={show:!0,live:!0,isolate:!1,mount:xa,markers:{show:!0,width:2,stroke:ef,fill:tf,dash:"solid"},idx:null,idxs:null,values:[]};function lf(t,e){let l=t.cursor.points,n=dt(),o=l.size(t,e);ye(n,tl,o),ye(n,nl,o);let f=o/-2;ye(n,"marginLeft",f),ye(n,"marginTop",f);let u=l.width(t,e,o);return u&&ye(n,"borderWidth",u),n}function rf(t,e){let l=t.series[e].points;return l._fill||l._stroke}function of(t,e){let l=t.series[e].points;return l._stroke||l._fill}function sf(t,e){return t.series[e].points.size}var wr=[0,0];function af(t,e,l){return wr[0]=e,wr[1]=l,wr}function Ml(t,e,l,n=!0){return o=>{o.button==0&&(!n||o.target==e)&&l(o)}}function vr(t,e,l,n=!0){return o=>{(!n||o.target==e)&&l(o)}}var ff={show:!0,x:!0,y:!0,lock:!1,move:af,points:{one:!1,show:lf,size:sf,width:0,stroke:of,fill:rf},bind:{mousedown:Ml,mouseup:Ml,click:Ml,dblclick:Ml,mousemove:vr,mouseleave:vr,mouseenter:vr},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(t,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(t,e,l,n,o)=>n-o,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Gi={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Gr=Ee({},Gi,{filter:Si}),zi=Ee({},Gr,{size:10}),Fi=Ee({},Gi,{show:!1}),zr='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Wi="bold "+zr,Ui=1.5,ii={show:!0,scale:"x",stroke:Ar,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Wi,side:2,grid:Gr,ticks:zi,border:Fi,font:zr,lineGap:Ui,rotate:0},uf="Value",cf="Time",si={show:!0,scale:"x",auto:!1,sorted:1,min:ce,max:-ce,idxs:[]};function pf(t,e,l,n,o){return e.map(f=>f==null?"":Nr(f))}function df(t,e,l,n,o,f,u){let d=[],p=Yt.get(o)||0;l=u?l:pe(Al(l,o),p);for(let h=l;h<=n;h=pe(h+o,p))d.push(Object.is(h,-0)?0:h);return d}function Sr(t,e,l,n,o,f,u){let d=[],p=t.scales[t.axes[e].scale].log,h=p==10?Rt:ki,v=ot(h(l));o=Vn(p,v),p==10&&(o=fn[kt(o,fn)]);let g=l,y=o*p;p==10&&(y=fn[kt(y,fn)]);do d.push(g),g=g+o,p==10&&!Yt.has(g)&&(g=pe(g,Yt.get(o))),g>=y&&(o=g,y=o*p,p==10&&(y=fn[kt(y,fn)]));while(g<=n);return d}function hf(t,e,l,n,o,f,u){let p=t.scales[t.axes[e].scale].asinh,h=n>p?Sr(t,e,Ke(p,l),n,o):[p],v=n>=0&&l<=0?[0]:[];return(l<-p?Sr(t,e,Ke(p,-n),-l,o):[p]).reverse().map(y=>-y).concat(v,h)}var Bi=/./,mf=/[12357]/,gf=/[125]/,ai=/1/,Er=(t,e,l,n)=>t.map((o,f)=>e==4&&o==0||f%n==0&&l.test(o.toExponential()[o<0?1:0])?o:null);function yf(t,e,l,n,o){let f=t.axes[l],u=f.scale,d=t.scales[u],p=t.valToPos,h=f._space,v=p(10,u),g=p(9,u)-v>=h?Bi:p(7,u)-v>=h?mf:p(5,u)-v>=h?gf:ai;if(g==ai){let y=Ae(p(1,u)-v);if(y<h)return Er(e.slice().reverse(),d.distr,g,ht(h/y)).reverse()}return Er(e,d.distr,g,1)}function wf(t,e,l,n,o){let f=t.axes[l],u=f.scale,d=f._space,p=t.valToPos,h=Ae(p(1,u)-p(2,u));return h<d?Er(e.slice().reverse(),3,Bi,ht(d/h)).reverse():e}function vf(t,e,l,n){return n==null?Cr:e==null?"":Nr(e)}var fi={show:!0,scale:"y",stroke:Ar,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Wi,side:3,grid:Gr,ticks:zi,border:Fi,font:zr,lineGap:Ui,rotate:0};function bf(t,e){let l=3+(t||1)*2;return pe(l*e,3)}function xf(t,e){let{scale:l,idxs:n}=t.series[0],o=t._data[0],f=t.valToPos(o[n[0]],l,!0),u=t.valToPos(o[n[1]],l,!0),d=Ae(u-f),p=t.series[e],h=d/(p.points.space*ie);return n[1]-n[0]<=h}var ui={scale:null,auto:!0,sorted:0,min:ce,max:-ce},Ii=(t,e,l,n,o)=>o,ci={show:!0,auto:!0,sorted:0,gaps:Ii,alpha:1,facets:[Ee({},ui,{scale:"x"}),Ee({},ui,{scale:"y"})]},pi={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:Ii,alpha:1,points:{show:xf,filter:null},values:null,min:ce,max:-ce,idxs:[],path:null,clip:null};function kf(t,e,l,n,o){return l/10}var ji={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},Mf=Ee({},ji,{time:!1,ori:1}),di={};function Ki(t,e){let l=di[t];return l||(l={key:t,plots:[],sub(n){l.plots.push(n)},unsub(n){l.plots=l.plots.filter(o=>o!=n)},pub(n,o,f,u,d,p,h){for(let v=0;v<l.plots.length;v++)l.plots[v]!=o&&l.plots[v].pub(n,o,f,u,d,p,h)}},t!=null&&(di[t]=l)),l}var Gn=1,Lr=2;function dn(t,e,l){let n=t.mode,o=t.series[e],f=n==2?t._data[e]:t._data,u=t.scales,d=t.bbox,p=f[0],h=n==2?f[1]:f[e],v=n==2?u[o.facets[0].scale]:u[t.series[0].scale],g=n==2?u[o.facets[1].scale]:u[o.scale],y=d.left,C=d.top,A=d.width,R=d.height,z=t.valToPosH,W=t.valToPosV;return v.ori==0?l(o,p,h,v,g,z,W,y,C,A,R,$l,Fn,Nl,Yi,Qi):l(o,p,h,v,g,W,z,C,y,R,A,Hl,Wn,Ur,Ji,Zi)}function Fr(t,e){let l=0,n=0,o=re(t.bands,Vr);for(let f=0;f<o.length;f++){let u=o[f];u.series[0]==e?l=u.dir:u.series[1]==e&&(u.dir==1?n|=1:n|=2)}return[l,n==1?-1:n==2?1:n==3?2:0]}function Tf(t,e,l,n,o){let f=t.mode,u=t.series[e],d=f==2?u.facets[1].scale:u.scale,p=t.scales[d];return o==-1?p.min:o==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function Gt(t,e,l,n,o,f){return dn(t,e,(u,d,p,h,v,g,y,C,A,R,z)=>{let W=u.pxRound,k=h.dir*(h.ori==0?1:-1),G=h.ori==0?Fn:Wn,M,Y;k==1?(M=l,Y=n):(M=n,Y=l);let P=W(g(d[M],h,R,C)),J=W(y(p[M],v,z,A)),j=W(g(d[Y],h,R,C)),X=W(y(f==1?v.max:v.min,v,z,A)),I=new Path2D(o);return G(I,j,X),G(I,P,X),G(I,P,J),I})}function Dl(t,e,l,n,o,f){let u=null;if(t.length>0){u=new Path2D;let d=e==0?Nl:Ur,p=l;for(let g=0;g<t.length;g++){let y=t[g];if(y[1]>y[0]){let C=y[0]-p;C>0&&d(u,p,n,C,n+f),p=y[1]}}let h=l+o-p,v=10;h>0&&d(u,p,n-v/2,h,n+f+v)}return u}function Sf(t,e,l){let n=t[t.length-1];n&&n[0]==e?n[1]=l:t.push([e,l])}function Wr(t,e,l,n,o,f,u){let d=[],p=t.length;for(let h=o==1?l:n;h>=l&&h<=n;h+=o)if(e[h]===null){let g=h,y=h;if(o==1)for(;++h<=n&&e[h]===null;)y=h;else for(;--h>=l&&e[h]===null;)y=h;let C=f(t[g]),A=y==g?C:f(t[y]),R=g-o;C=u<=0&&R>=0&&R<p?f(t[R]):C;let W=y+o;A=u>=0&&W>=0&&W<p?f(t[W]):A,A>=C&&d.push([C,A])}return d}function hi(t){return t==0?Ti:t==1?Pe:e=>an(e,t)}function qi(t){let e=t==0?$l:Hl,l=t==0?(o,f,u,d,p,h)=>{o.arcTo(f,u,d,p,h)}:(o,f,u,d,p,h)=>{o.arcTo(u,f,p,d,h)},n=t==0?(o,f,u,d,p)=>{o.rect(f,u,d,p)}:(o,f,u,d,p)=>{o.rect(u,f,p,d)};return(o,f,u,d,p,h=0,v=0)=>{h==0&&v==0?n(o,f,u,d,p):(h=Mt(h,d/2,p/2),v=Mt(v,d/2,p/2),e(o,f+h,u),l(o,f+d,u,f+d,u+p,h),l(o,f+d,u+p,f,u+p,v),l(o,f,u+p,f,u,v),l(o,f,u,f+d,u,h),o.closePath())}}var $l=(t,e,l)=>{t.moveTo(e,l)},Hl=(t,e,l)=>{t.moveTo(l,e)},Fn=(t,e,l)=>{t.lineTo(e,l)},Wn=(t,e,l)=>{t.lineTo(l,e)},Nl=qi(0),Ur=qi(1),Yi=(t,e,l,n,o,f)=>{t.arc(e,l,n,o,f)},Ji=(t,e,l,n,o,f)=>{t.arc(l,e,n,o,f)},Qi=(t,e,l,n,o,f,u)=>{t.bezierCurveTo(e,l,n,o,f,u)},Zi=(t,e,l,n,o,f,u)=>{t.bezierCurveTo(l,e,o,n,u,f)};function Xi(t){return(e,l,n,o,f)=>dn(e,l,(u,d,p,h,v,g,y,C,A,R,z)=>{let{pxRound:W,points:k}=u,G,M;h.ori==0?(G=$l,M=Yi):(G=Hl,M=Ji);let Y=pe(k.width*ie,3),P=(k.size-k.width)/2*ie,J=pe(P*2,3),j=new Path2D,X=new Path2D,{left:I,top:T,width:q,height:D}=e.bbox;Nl(X,I-J,T-J,q+J*2,D+J*2);let U=V=>{if(p[V]!=null){let te=W(g(d[V],h,R,C)),N=W(y(p[V],v,z,A));G(j,te+P,N),M(j,te,N,P,0,Tl*2)}};if(f)f.forEach(U);else for(let V=n;V<=o;V++)U(V);return{stroke:Y>0?j:null,fill:j,clip:X,flags:Gn|Lr}})}function es(t){return(e,l,n,o,f,u)=>{n!=o&&(f!=n&&u!=n&&t(e,l,n),f!=o&&u!=o&&t(e,l,o),t(e,l,u))}}var Ef=es(Fn),Lf=es(Wn);function ts(t){let e=re(t?.alignGaps,0);return(l,n,o,f)=>dn(l,n,(u,d,p,h,v,g,y,C,A,R,z)=>{[o,f]=_l(p,o,f);let W=u.pxRound,k=D=>W(g(D,h,R,C)),G=D=>W(y(D,v,z,A)),M,Y;h.ori==0?(M=Fn,Y=Ef):(M=Wn,Y=Lf);let P=h.dir*(h.ori==0?1:-1),J={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Gn},j=J.stroke,X=!1;if(f-o>=R*4){let D=$=>l.posToVal($,h.key,!0),U=null,V=null,te,N,qe,we=k(d[P==1?o:f]),ne=k(d[o]),fe=k(d[f]),Q=D(P==1?ne+1:fe-1);for(let $=P==1?o:f;$>=o&&$<=f;$+=P){let Le=d[$],ve=(P==1?Le<Q:Le>Q)?we:k(Le),se=p[$];ve==we?se!=null?(N=se,U==null?(M(j,ve,G(N)),te=U=V=N):N<U?U=N:N>V&&(V=N)):se===null&&(X=!0):(U!=null&&Y(j,we,G(U),G(V),G(te),G(N)),se!=null?(N=se,M(j,ve,G(N)),U=V=te=N):(U=V=null,se===null&&(X=!0)),we=ve,Q=D(we+P))}U!=null&&U!=V&&qe!=we&&Y(j,we,G(U),G(V),G(te),G(N))}else for(let D=P==1?o:f;D>=o&&D<=f;D+=P){let U=p[D];U===null?X=!0:U!=null&&M(j,k(d[D]),G(U))}let[T,q]=Fr(l,n);if(u.fill!=null||T!=0){let D=J.fill=new Path2D(j),U=u.fillTo(l,n,u.min,u.max,T),V=G(U),te=k(d[o]),N=k(d[f]);P==-1&&([N,te]=[te,N]),M(D,N,V),M(D,te,V)}if(!u.spanGaps){let D=[];X&&D.push(...Wr(d,p,o,f,P,k,e)),J.gaps=D=u.gaps(l,n,o,f,D),J.clip=Dl(D,h.ori,C,A,R,z)}return q!=0&&(J.band=q==2?[Gt(l,n,o,f,j,-1),Gt(l,n,o,f,j,1)]:Gt(l,n,o,f,j,q)),J})}function _f(t){let e=re(t.align,1),l=re(t.ascDesc,!1),n=re(t.alignGaps,0),o=re(t.extend,!1);return(f,u,d,p)=>dn(f,u,(h,v,g,y,C,A,R,z,W,k,G)=>{[d,p]=_l(g,d,p);let M=h.pxRound,{left:Y,width:P}=f.bbox,J=ne=>M(A(ne,y,k,z)),j=ne=>M(R(ne,C,G,W)),X=y.ori==0?Fn:Wn,I={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:Gn},T=I.stroke,q=y.dir*(y.ori==0?1:-1),D=j(g[q==1?d:p]),U=J(v[q==1?d:p]),V=U,te=U;o&&e==-1&&(te=Y,X(T,te,D)),X(T,U,D);for(let ne=q==1?d:p;ne>=d&&ne<=p;ne+=q){let fe=g[ne];if(fe==null)continue;let Q=J(v[ne]),$=j(fe);e==1?X(T,Q,D):X(T,V,$),X(T,Q,$),D=$,V=Q}let N=V;o&&e==1&&(N=Y+P,X(T,N,D));let[qe,we]=Fr(f,u);if(h.fill!=null||qe!=0){let ne=I.fill=new Path2D(T),fe=h.fillTo(f,u,h.min,h.max,qe),Q=j(fe);X(ne,N,Q),X(ne,te,Q)}if(!h.spanGaps){let ne=[];ne.push(...Wr(v,g,d,p,q,J,n));let fe=h.width*ie/2,Q=l||e==1?fe:-fe,$=l||e==-1?-fe:fe;ne.forEach(Le=>{Le[0]+=Q,Le[1]+=$}),I.gaps=ne=h.gaps(f,u,d,p,ne),I.clip=Dl(ne,y.ori,z,W,k,G)}return we!=0&&(I.band=we==2?[Gt(f,u,d,p,T,-1),Gt(f,u,d,p,T,1)]:Gt(f,u,d,p,T,we)),I})}function mi(t,e,l,n,o,f,u=ce){if(t.length>1){let d=null;for(let p=0,h=1/0;p<t.length;p++)if(e[p]!==void 0){if(d!=null){let v=Ae(t[p]-t[d]);v<h&&(h=v,u=Ae(l(t[p],n,o,f)-l(t[d],n,o,f)))}d=p}}return u}function Pf(t){t=t||ol;let e=re(t.size,[.6,ce,1]),l=t.align||0,n=t.gap||0,o=t.radius;o=o==null?[0,0]:typeof o=="number"?[o,0]:o;let f=ee(o),u=1-e[0],d=re(e[1],ce),p=re(e[2],1),h=re(t.disp,ol),v=re(t.each,C=>{}),{fill:g,stroke:y}=h;return(C,A,R,z)=>dn(C,A,(W,k,G,M,Y,P,J,j,X,I,T)=>{let q=W.pxRound,D=l,U=n*ie,V=d*ie,te=p*ie,N,qe;M.ori==0?[N,qe]=f(C,A):[qe,N]=f(C,A);let we=M.dir*(M.ori==0?1:-1),ne=M.ori==0?Nl:Ur,fe=M.ori==0?v:(L,de,_e,yn,Zt,St,Xt)=>{v(L,de,_e,Zt,yn,Xt,St)},Q=re(C.bands,Vr).find(L=>L.series[0]==A),$=Q!=null?Q.dir:0,Le=W.fillTo(C,A,W.min,W.max,$),We=q(J(Le,Y,T,X)),ve,se,mt,Xe=I,xe=q(W.width*ie),Tt=!1,Nt=null,st=null,Ft=null,hn=null;g!=null&&(xe==0||y!=null)&&(Tt=!0,Nt=g.values(C,A,R,z),st=new Map,new Set(Nt).forEach(L=>{L!=null&&st.set(L,new Path2D)}),xe>0&&(Ft=y.values(C,A,R,z),hn=new Map,new Set(Ft).forEach(L=>{L!=null&&hn.set(L,new Path2D)})));let{x0:mn,size:jn}=h;if(mn!=null&&jn!=null){D=1,k=mn.values(C,A,R,z),mn.unit==2&&(k=k.map(_e=>C.posToVal(j+_e*I,M.key,!0)));let L=jn.values(C,A,R,z);jn.unit==2?se=L[0]*I:se=P(L[0],M,I,j)-P(0,M,I,j),Xe=mi(k,G,P,M,I,j,Xe),mt=Xe-se+U}else Xe=mi(k,G,P,M,I,j,Xe),mt=Xe*u+U,se=Xe-mt;mt<1&&(mt=0),xe>=se/2&&(xe=0),mt<5&&(q=Ti);let fl=mt>0,Jt=Xe-mt-(fl?xe:0);se=q(Tr(Jt,te,V)),ve=(D==0?se/2:D==we?0:se)-D*we*((D==0?U/2:0)+(fl?xe/2:0));let Ue={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},gn=Tt?null:new Path2D,Vt=null;if(Q!=null)Vt=C.data[Q.series[1]];else{let{y0:L,y1:de}=h;L!=null&&de!=null&&(G=de.values(C,A,R,z),Vt=L.values(C,A,R,z))}let Qt=N*se,K=qe*se;for(let L=we==1?R:z;L>=R&&L<=z;L+=we){let de=G[L];if(de==null)continue;if(Vt!=null){let Ye=Vt[L]??0;if(de-Ye==0)continue;We=J(Ye,Y,T,X)}let _e=M.distr!=2||h!=null?k[L]:L,yn=P(_e,M,I,j),Zt=J(re(de,Le),Y,T,X),St=q(yn-ve),Xt=q(Ke(Zt,We)),et=q(Mt(Zt,We)),at=Xt-et;if(de!=null){let Ye=de<0?K:Qt,gt=de<0?Qt:K;Tt?(xe>0&&Ft[L]!=null&&ne(hn.get(Ft[L]),St,et+ot(xe/2),se,Ke(0,at-xe),Ye,gt),Nt[L]!=null&&ne(st.get(Nt[L]),St,et+ot(xe/2),se,Ke(0,at-xe),Ye,gt)):ne(gn,St,et+ot(xe/2),se,Ke(0,at-xe),Ye,gt),fe(C,A,L,St-xe/2,et,se+xe,at)}}return xe>0?Ue.stroke=Tt?hn:gn:Tt||(Ue._fill=W.width==0?W._fill:W._stroke??W._fill,Ue.width=0),Ue.fill=Tt?st:gn,Ue})}function Af(t,e){let l=re(e?.alignGaps,0);return(n,o,f,u)=>dn(n,o,(d,p,h,v,g,y,C,A,R,z,W)=>{[f,u]=_l(h,f,u);let k=d.pxRound,G=N=>k(y(N,v,z,A)),M=N=>k(C(N,g,W,R)),Y,P,J;v.ori==0?(Y=$l,J=Fn,P=Qi):(Y=Hl,J=Wn,P=Zi);let j=v.dir*(v.ori==0?1:-1),X=G(p[j==1?f:u]),I=X,T=[],q=[];for(let N=j==1?f:u;N>=f&&N<=u;N+=j)if(h[N]!=null){let we=p[N],ne=G(we);T.push(I=ne),q.push(M(h[N]))}let D={stroke:t(T,q,Y,J,P,k),fill:null,clip:null,band:null,gaps:null,flags:Gn},U=D.stroke,[V,te]=Fr(n,o);if(d.fill!=null||V!=0){let N=D.fill=new Path2D(U),qe=d.fillTo(n,o,d.min,d.max,V),we=M(qe);J(N,I,we),J(N,X,we)}if(!d.spanGaps){let N=[];N.push(...Wr(p,h,f,u,j,G,l)),D.gaps=N=d.gaps(n,o,f,u,N),D.clip=Dl(N,v.ori,A,R,z,W)}return te!=0&&(D.band=te==2?[Gt(n,o,f,u,U,-1),Gt(n,o,f,u,U,1)]:Gt(n,o,f,u,U,te)),D})}function Cf(t){return Af(Df,t)}function Df(t,e,l,n,o,f){let u=t.length;if(u<2)return null;let d=new Path2D;if(l(d,t[0],e[0]),u==2)n(d,t[1],e[1]);else{let p=Array(u),h=Array(u-1),v=Array(u-1),g=Array(u-1);for(let y=0;y<u-1;y++)v[y]=e[y+1]-e[y],g[y]=t[y+1]-t[y],h[y]=v[y]/g[y];p[0]=h[0];for(let y=1;y<u-1;y++)h[y]===0||h[y-1]===0||h[y-1]>0!=h[y]>0?p[y]=0:(p[y]=3*(g[y-1]+g[y])/((2*g[y]+g[y-1])/h[y-1]+(g[y]+2*g[y-1])/h[y]),isFinite(p[y])||(p[y]=0));p[u-1]=h[u-2];for(let y=0;y<u-1;y++)o(d,t[y]+g[y]/3,e[y]+p[y]*g[y]/3,t[y+1]-g[y]/3,e[y+1]-p[y+1]*g[y]/3,t[y+1],e[y+1])}return d}var _r=new Set;function gi(){for(let t of _r)t.syncRect(!0)}zn&&(cn(ca,Nn,gi),cn(pa,Nn,gi,!0),cn(Sl,Nn,()=>{ze.pxRatio=ie}));var $f=ts(),Hf=Xi();function yi(t,e,l,n){return(n?[t[0],t[1]].concat(t.slice(2)):[t[0]].concat(t.slice(1))).map((f,u)=>Pr(f,u,e,l))}function Nf(t,e){return t.map((l,n)=>n==0?{}:Ee({},e,l))}function Pr(t,e,l,n){return Ee({},e==0?l:n,t)}function ns(t,e,l){return e==null?On:[e,l]}var Vf=ns;function Of(t,e,l){return e==null?On:El(e,l,Hr,!0)}function ls(t,e,l,n){return e==null?On:Pl(e,l,t.scales[n].log,!1)}var Rf=ls;function rs(t,e,l,n){return e==null?On:$r(e,l,t.scales[n].log,!1)}var Gf=rs;function zf(t,e,l,n,o){let f=Ke(Yo(t),Yo(e)),u=e-t,d=kt(o/n*u,l);do{let p=l[d],h=n*p/u;if(h>=o&&f+(p<5?Yt.get(p):0)<=17)return[p,h]}while(++d<l.length);return[0,0]}function wi(t){let e,l;return t=t.replace(/(\d+)px/,(n,o)=>(e=Pe((l=+o)*ie))+"px"),[t,e,l]}function Ff(t){t.show&&[t.font,t.labelFont].forEach(e=>{let l=pe(e[2]*ie,1);e[0]=e[0].replace(/[0-9.]+px/,l+"px"),e[1]=l})}function ze(t,e,l){let n={mode:re(t.mode,1)},o=n.mode;function f(r,i,s,a){let c=i.valToPct(r);return a+s*(i.dir==-1?1-c:c)}function u(r,i,s,a){let c=i.valToPct(r);return a+s*(i.dir==-1?c:1-c)}function d(r,i,s,a){return i.ori==0?f(r,i,s,a):u(r,i,s,a)}n.valToPosH=f,n.valToPosV=u;let p=!1;n.status=0;let h=n.root=dt(Ks);if(t.id!=null&&(h.id=t.id),rt(h,t.class),t.title){let r=dt(Js,h);r.textContent=t.title}let v=xt("canvas"),g=n.ctx=v.getContext("2d"),y=dt(Qs,h);cn("click",y,r=>{r.target===A&&(he!=_n||be!=Pn)&&Re.click(n,r)},!0);let C=n.under=dt(Zs,y);y.appendChild(v);let A=n.over=dt(Xs,y);t=Rn(t);let R=+re(t.pxAlign,1),z=hi(R);(t.plugins||[]).forEach(r=>{r.opts&&(t=r.opts(n,t)||t)});let W=t.ms||.001,k=n.series=o==1?yi(t.series||[],si,pi,!1):Nf(t.series||[null],ci),G=n.axes=yi(t.axes||[],ii,fi,!0),M=n.scales={},Y=n.bands=t.bands||[];Y.forEach(r=>{r.fill=ee(r.fill||null),r.dir=re(r.dir,-1)});let P=o==2?k[1].facets[0].scale:k[0].scale,J={axes:Ds,series:Ls},j=(t.drawOrder||["axes","series"]).map(r=>J[r]);function X(r){let i=r.distr==3?s=>Rt(s>0?s:r.clamp(n,s,r.min,r.max,r.key)):r.distr==4?s=>gr(s,r.asinh):r.distr==100?s=>r.fwd(s):s=>s;return s=>{let a=i(s),{_min:c,_max:m}=r,w=m-c;return(a-c)/w}}function I(r){let i=M[r];if(i==null){let s=(t.scales||ol)[r]||ol;if(s.from!=null){I(s.from);let a=Ee({},M[s.from],s,{key:r});a.valToPct=X(a),M[r]=a}else{i=M[r]=Ee({},r==P?ji:Mf,s),i.key=r;let a=i.time,c=i.range,m=qt(c);if((r!=P||o==2&&!a)&&(m&&(c[0]==null||c[1]==null)&&(c={min:c[0]==null?jo:{mode:1,hard:c[0],soft:c[0]},max:c[1]==null?jo:{mode:1,hard:c[1],soft:c[1]}},m=!1),!m&&Cl(c))){let w=c;c=(b,x,S)=>x==null?On:El(x,S,w)}i.range=ee(c||(a?Vf:r==P?i.distr==3?Rf:i.distr==4?Gf:ns:i.distr==3?ls:i.distr==4?rs:Of)),i.auto=ee(m?!1:i.auto),i.clamp=ee(i.clamp||kf),i._min=i._max=null,i.valToPct=X(i)}}}I("x"),I("y"),o==1&&k.forEach(r=>{I(r.scale)}),G.forEach(r=>{I(r.scale)});for(let r in t.scales)I(r);let T=M[P],q=T.distr,D,U;T.ori==0?(rt(h,qs),D=f,U=u):(rt(h,Ys),D=u,U=f);let V={};for(let r in M){let i=M[r];(i.min!=null||i.max!=null)&&(V[r]={min:i.min,max:i.max},i.min=i.max=null)}let te=t.tzDate||(r=>new Date(Pe(r/W))),N=t.fmtDate||Or,qe=W==1?qa(te):Qa(te),we=li(te,ni(W==1?Ka:Ja,N)),ne=oi(te,ri(Xa,N)),fe=[],Q=n.legend=Ee({},nf,t.legend),$=n.cursor=Ee({},ff,{drag:{y:o==2}},t.cursor),Le=Q.show,We=$.show,ve=Q.markers;Q.idxs=fe,ve.width=ee(ve.width),ve.dash=ee(ve.dash),ve.stroke=ee(ve.stroke),ve.fill=ee(ve.fill);let se,mt,Xe,xe=[],Tt=[],Nt,st=!1,Ft={};if(Q.live){let r=k[1]?k[1].values:null;st=r!=null,Nt=st?r(n,1,0):{_:0};for(let i in Nt)Ft[i]=Cr}if(Le)if(se=xt("table",oa,h),Xe=xt("tbody",null,se),Q.mount(n,se),st){mt=xt("thead",null,se,Xe);let r=xt("tr",null,mt);xt("th",null,r);for(var hn in Nt)xt("th",$o,r).textContent=hn}else rt(se,sa),Q.live&&rt(se,ia);let mn={show:!0},jn={show:!1};function fl(r,i){if(i==0&&(st||!Q.live||o==2))return On;let s=[],a=xt("tr",aa,Xe,Xe.childNodes[i]);rt(a,r.class),r.show||rt(a,un);let c=xt("th",null,a);if(ve.show){let b=dt(fa,c);if(i>0){let x=ve.width(n,i);x&&(b.style.border=x+"px "+ve.dash(n,i)+" "+ve.stroke(n,i)),b.style.background=ve.fill(n,i)}}let m=dt($o,c);r.label instanceof HTMLElement?m.appendChild(r.label):m.textContent=r.label,i>0&&(ve.show||(m.style.color=r.width>0?ve.stroke(n,i):ve.fill(n,i)),Ue("click",c,b=>{if($._lock)return;tn(b);let x=k.indexOf(r);if((b.ctrlKey||b.metaKey)!=Q.isolate){let S=k.some((E,_)=>_>0&&_!=x&&E.show);k.forEach((E,_)=>{_>0&&Lt(_,S?_==x?mn:jn:mn,!0,Se.setSeries)})}else Lt(x,{show:!r.show},!0,Se.setSeries)},!1),vn&&Ue(Oo,c,b=>{$._lock||(tn(b),Lt(k.indexOf(r),Cn,!0,Se.setSeries))},!1));for(var w in Nt){let b=xt("td",ua,a);b.textContent="--",s.push(b)}return[a,s]}let Jt=new Map;function Ue(r,i,s,a=!0){let c=Jt.get(i)||{},m=$.bind[r](n,i,s,a);m&&(cn(r,i,c[r]=m),Jt.set(i,c))}function gn(r,i,s){let a=Jt.get(i)||{};for(let c in a)(r==null||c==r)&&(Mr(c,i,a[c]),delete a[c]);r==null&&Jt.delete(i)}let Vt=0,Qt=0,K=0,L=0,de=0,_e=0,yn=de,Zt=_e,St=K,Xt=L,et=0,at=0,Ye=0,gt=0;n.bbox={};let Wl=!1,ul=!1,wn=!1,en=!1,cl=!1,ft=!1;function Ul(r,i,s){(s||r!=n.width||i!=n.height)&&Zr(r,i),Tn(!1),wn=!0,ul=!0,Sn()}function Zr(r,i){n.width=Vt=K=r,n.height=Qt=L=i,de=_e=0,bs(),xs();let s=n.bbox;et=s.left=an(de*ie,.5),at=s.top=an(_e*ie,.5),Ye=s.width=an(K*ie,.5),gt=s.height=an(L*ie,.5)}let ys=3;function ws(){let r=!1,i=0;for(;!r;){i++;let s=As(i),a=Cs(i);r=i==ys||s&&a,r||(Zr(n.width,n.height),ul=!0)}}function vs({width:r,height:i}){Ul(r,i)}n.setSize=vs;function bs(){let r=!1,i=!1,s=!1,a=!1;G.forEach((c,m)=>{if(c.show&&c._show){let{side:w,_size:b}=c,x=w%2,S=c.label!=null?c.labelSize:0,E=b+S;E>0&&(x?(K-=E,w==3?(de+=E,a=!0):s=!0):(L-=E,w==0?(_e+=E,r=!0):i=!0))}}),nn[0]=r,nn[1]=s,nn[2]=i,nn[3]=a,K-=Wt[1]+Wt[3],de+=Wt[3],L-=Wt[2]+Wt[0],_e+=Wt[0]}function xs(){let r=de+K,i=_e+L,s=de,a=_e;function c(m,w){switch(m){case 1:return r+=w,r-w;case 2:return i+=w,i-w;case 3:return s-=w,s+w;case 0:return a-=w,a+w}}G.forEach((m,w)=>{if(m.show&&m._show){let b=m.side;m._pos=c(b,m._size),m.label!=null&&(m._lpos=c(b,m.labelSize))}})}if($.dataIdx==null){let r=$.hover,i=r.skip=new Set(r.skip??[]);i.add(void 0);let s=r.prox=ee(r.prox),a=r.bias??=0;$.dataIdx=(c,m,w,b)=>{if(m==0)return w;let x=w,S=s(c,m,w,b)??ce,E=S>=0&&S<ce,_=T.ori==0?K:L,B=$.left,oe=e[0],le=e[m];if(i.has(le[w])){x=null;let Z=null,F=null,H;if(a==0||a==-1)for(H=w;Z==null&&H-- >0;)i.has(le[H])||(Z=H);if(a==0||a==1)for(H=w;F==null&&H++<le.length;)i.has(le[H])||(F=H);if(Z!=null||F!=null)if(E){let ge=Z==null?-1/0:D(oe[Z],T,_,0),Me=F==null?1/0:D(oe[F],T,_,0),Ve=B-ge,ue=Me-B;Ve<=ue?Ve<=S&&(x=Z):ue<=S&&(x=F)}else x=F==null?Z:Z==null?F:w-Z<=F-w?Z:F}else E&&Ae(B-D(oe[w],T,_,0))>S&&(x=null);return x}}let tn=r=>{$.event=r};$.idxs=fe,$._lock=!1;let Fe=$.points;Fe.show=ee(Fe.show),Fe.size=ee(Fe.size),Fe.stroke=ee(Fe.stroke),Fe.width=ee(Fe.width),Fe.fill=ee(Fe.fill);let Et=n.focus=Ee({},t.focus||{alpha:.3},$.focus),vn=Et.prox>=0,bn=vn&&Fe.one,ut=[],xn=[],kn=[];function Xr(r,i){let s=Fe.show(n,i);if(s instanceof HTMLElement)return rt(s,ra),rt(s,r.class),Ht(s,-10,-10,K,L),A.insertBefore(s,ut[i]),s}function eo(r,i){if(o==1||i>0){let s=o==1&&M[r.scale].time,a=r.value;r.value=s?Zo(a)?oi(te,ri(a,N)):a||ne:a||vf,r.label=r.label||(s?cf:uf)}if(bn||i>0){r.width=r.width==null?1:r.width,r.paths=r.paths||$f||ka,r.fillTo=ee(r.fillTo||Tf),r.pxAlign=+re(r.pxAlign,R),r.pxRound=hi(r.pxAlign),r.stroke=ee(r.stroke||null),r.fill=ee(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let s=bf(Ke(1,r.width),1),a=r.points=Ee({},{size:s,width:Ke(1,s*.2),stroke:r.stroke,space:s*2,paths:Hf,_stroke:null,_fill:null},r.points);a.show=ee(a.show),a.filter=ee(a.filter),a.fill=ee(a.fill),a.stroke=ee(a.stroke),a.paths=ee(a.paths),a.pxAlign=r.pxAlign}if(Le){let s=fl(r,i);xe.splice(i,0,s[0]),Tt.splice(i,0,s[1]),Q.values.push(null)}if(We){fe.splice(i,0,null);let s=null;bn?i==0&&(s=Xr(r,i)):i>0&&(s=Xr(r,i)),ut.splice(i,0,s),xn.splice(i,0,0),kn.splice(i,0,0)}Ne("addSeries",i)}function ks(r,i){i=i??k.length,r=o==1?Pr(r,i,si,pi):Pr(r,i,{},ci),k.splice(i,0,r),eo(k[i],i)}n.addSeries=ks;function Ms(r){if(k.splice(r,1),Le){Q.values.splice(r,1),Tt.splice(r,1);let i=xe.splice(r,1)[0];gn(null,i.firstChild),i.remove()}We&&(fe.splice(r,1),ut.splice(r,1)[0].remove(),xn.splice(r,1),kn.splice(r,1)),Ne("delSeries",r)}n.delSeries=Ms;let nn=[!1,!1,!1,!1];function Ts(r,i){if(r._show=r.show,r.show){let s=r.side%2,a=M[r.scale];a==null&&(r.scale=s?k[1].scale:P,a=M[r.scale]);let c=a.time;r.size=ee(r.size),r.space=ee(r.space),r.rotate=ee(r.rotate),qt(r.incrs)&&r.incrs.forEach(w=>{!Yt.has(w)&&Yt.set(w,Li(w))}),r.incrs=ee(r.incrs||(a.distr==2?Ba:c?W==1?ja:Ya:fn)),r.splits=ee(r.splits||(c&&a.distr==1?qe:a.distr==3?Sr:a.distr==4?hf:df)),r.stroke=ee(r.stroke),r.grid.stroke=ee(r.grid.stroke),r.ticks.stroke=ee(r.ticks.stroke),r.border.stroke=ee(r.border.stroke);let m=r.values;r.values=qt(m)&&!qt(m[0])?ee(m):c?qt(m)?li(te,ni(m,N)):Zo(m)?Za(te,m):m||we:m||pf,r.filter=ee(r.filter||(a.distr>=3&&a.log==10?yf:a.distr==3&&a.log==2?wf:Si)),r.font=wi(r.font),r.labelFont=wi(r.labelFont),r._size=r.size(n,null,i,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(nn[i]=!0,r._el=dt(ea,y))}}function Kn(r,i,s,a){let[c,m,w,b]=s,x=i%2,S=0;return x==0&&(b||m)&&(S=i==0&&!c||i==2&&!w?Pe(ii.size/3):0),x==1&&(c||w)&&(S=i==1&&!m||i==3&&!b?Pe(fi.size/2):0),S}let to=n.padding=(t.padding||[Kn,Kn,Kn,Kn]).map(r=>ee(re(r,Kn))),Wt=n._padding=to.map((r,i)=>r(n,i,nn,0)),Oe,Ce=null,De=null,pl=o==1?k[0].idxs:null,yt=null,qn=!1;function no(r,i){if(e=r??[],n.data=n._data=e,o==2){Oe=0;for(let s=1;s<k.length;s++)Oe+=e[s][0].length}else{e.length==0&&(n.data=n._data=e=[[]]),yt=e[0],Oe=yt.length;let s=e;if(q==2){s=e.slice();let a=s[0]=Array(Oe);for(let c=0;c<Oe;c++)a[c]=c}n._data=e=s}if(Tn(!0),Ne("setData"),q==2&&(wn=!0),i!==!1){let s=T;s.auto(n,qn)?Bl():Bt(P,s.min,s.max),en=en||$.left>=0,ft=!0,Sn()}}n.setData=no;function Bl(){qn=!0;let r,i;o==1&&(Oe>0?(Ce=pl[0]=0,De=pl[1]=Oe-1,r=e[0][Ce],i=e[0][De],q==2?(r=Ce,i=De):r==i&&(q==3?[r,i]=Pl(r,r,T.log,!1):q==4?[r,i]=$r(r,r,T.log,!1):T.time?i=r+Pe(86400/W):[r,i]=El(r,i,Hr,!0))):(Ce=pl[0]=r=null,De=pl[1]=i=null)),Bt(P,r,i)}let dl,Mn,Il,jl,Kl,ql,Yl,Jl,Ql,Je;function lo(r,i,s,a,c,m){r??=No,s??=Vr,a??="butt",c??=No,m??="round",r!=dl&&(g.strokeStyle=dl=r),c!=Mn&&(g.fillStyle=Mn=c),i!=Il&&(g.lineWidth=Il=i),m!=Kl&&(g.lineJoin=Kl=m),a!=ql&&(g.lineCap=ql=a),s!=jl&&g.setLineDash(jl=s)}function ro(r,i,s,a){i!=Mn&&(g.fillStyle=Mn=i),r!=Yl&&(g.font=Yl=r),s!=Jl&&(g.textAlign=Jl=s),a!=Ql&&(g.textBaseline=Ql=a)}function Zl(r,i,s,a,c=0){if(a.length>0&&r.auto(n,qn)&&(i==null||i.min==null)){let m=re(Ce,0),w=re(De,a.length-1),b=s.min==null?ga(a,m,w,c,r.distr==3):[s.min,s.max];r.min=Mt(r.min,s.min=b[0]),r.max=Ke(r.max,s.max=b[1])}}let oo={min:null,max:null};function Ss(){for(let a in M){let c=M[a];V[a]==null&&(c.min==null||V[P]!=null&&c.auto(n,qn))&&(V[a]=oo)}for(let a in M){let c=M[a];V[a]==null&&c.from!=null&&V[c.from]!=null&&(V[a]=oo)}V[P]!=null&&Tn(!0);let r={};for(let a in V){let c=V[a];if(c!=null){let m=r[a]=Rn(M[a],Sa);if(c.min!=null)Ee(m,c);else if(a!=P||o==2)if(Oe==0&&m.from==null){let w=m.range(n,null,null,a);m.min=w[0],m.max=w[1]}else m.min=ce,m.max=-ce}}if(Oe>0){k.forEach((a,c)=>{if(o==1){let m=a.scale,w=V[m];if(w==null)return;let b=r[m];if(c==0){let x=b.range(n,b.min,b.max,m);b.min=x[0],b.max=x[1],Ce=kt(b.min,e[0]),De=kt(b.max,e[0]),De-Ce>1&&(e[0][Ce]<b.min&&Ce++,e[0][De]>b.max&&De--),a.min=yt[Ce],a.max=yt[De]}else a.show&&a.auto&&Zl(b,w,a,e[c],a.sorted);a.idxs[0]=Ce,a.idxs[1]=De}else if(c>0&&a.show&&a.auto){let[m,w]=a.facets,b=m.scale,x=w.scale,[S,E]=e[c],_=r[b],B=r[x];_!=null&&Zl(_,V[b],m,S,m.sorted),B!=null&&Zl(B,V[x],w,E,w.sorted),a.min=w.min,a.max=w.max}});for(let a in r){let c=r[a],m=V[a];if(c.from==null&&(m==null||m.min==null)){let w=c.range(n,c.min==ce?null:c.min,c.max==-ce?null:c.max,a);c.min=w[0],c.max=w[1]}}}for(let a in r){let c=r[a];if(c.from!=null){let m=r[c.from];if(m.min==null)c.min=c.max=null;else{let w=c.range(n,m.min,m.max,a);c.min=w[0],c.max=w[1]}}}let i={},s=!1;for(let a in r){let c=r[a],m=M[a];if(m.min!=c.min||m.max!=c.max){m.min=c.min,m.max=c.max;let w=m.distr;m._min=w==3?Rt(m.min):w==4?gr(m.min,m.asinh):w==100?m.fwd(m.min):m.min,m._max=w==3?Rt(m.max):w==4?gr(m.max,m.asinh):w==100?m.fwd(m.max):m.max,i[a]=s=!0}}if(s){k.forEach((a,c)=>{o==2?c>0&&i.y&&(a._paths=null):i[a.scale]&&(a._paths=null)});for(let a in i)wn=!0,Ne("setScale",a);We&&$.left>=0&&(en=ft=!0)}for(let a in V)V[a]=null}function Es(r){let i=Tr(Ce-1,0,Oe-1),s=Tr(De+1,0,Oe-1);for(;r[i]==null&&i>0;)i--;for(;r[s]==null&&s<Oe-1;)s++;return[i,s]}function Ls(){if(Oe>0){let r=k.some(i=>i._focus)&&Je!=Et.alpha;r&&(g.globalAlpha=Je=Et.alpha),k.forEach((i,s)=>{if(s>0&&i.show&&(io(s,!1),io(s,!0),i._paths==null)){let a=Je;Je!=i.alpha&&(g.globalAlpha=Je=i.alpha);let c=o==2?[0,e[s][0].length-1]:Es(e[s]);i._paths=i.paths(n,s,c[0],c[1]),Je!=a&&(g.globalAlpha=Je=a)}}),k.forEach((i,s)=>{if(s>0&&i.show){let a=Je;Je!=i.alpha&&(g.globalAlpha=Je=i.alpha),i._paths!=null&&so(s,!1);{let c=i._paths!=null?i._paths.gaps:null,m=i.points.show(n,s,Ce,De,c),w=i.points.filter(n,s,m,c);(m||w)&&(i.points._paths=i.points.paths(n,s,Ce,De,w),so(s,!0))}Je!=a&&(g.globalAlpha=Je=a),Ne("drawSeries",s)}}),r&&(g.globalAlpha=Je=1)}}function io(r,i){let s=i?k[r].points:k[r];s._stroke=s.stroke(n,r),s._fill=s.fill(n,r)}function so(r,i){let s=i?k[r].points:k[r],{stroke:a,fill:c,clip:m,flags:w,_stroke:b=s._stroke,_fill:x=s._fill,_width:S=s.width}=s._paths;S=pe(S*ie,3);let E=null,_=S%2/2;i&&x==null&&(x=S>0?"#fff":b);let B=s.pxAlign==1&&_>0;if(B&&g.translate(_,_),!i){let oe=et-S/2,le=at-S/2,Z=Ye+S,F=gt+S;E=new Path2D,E.rect(oe,le,Z,F)}i?Xl(b,S,s.dash,s.cap,x,a,c,w,m):_s(r,b,S,s.dash,s.cap,x,a,c,w,E,m),B&&g.translate(-_,-_)}function _s(r,i,s,a,c,m,w,b,x,S,E){let _=!1;x!=0&&Y.forEach((B,oe)=>{if(B.series[0]==r){let le=k[B.series[1]],Z=e[B.series[1]],F=(le._paths||ol).band;qt(F)&&(F=B.dir==1?F[0]:F[1]);let H,ge=null;le.show&&F&&wa(Z,Ce,De)?(ge=B.fill(n,oe)||m,H=le._paths.clip):F=null,Xl(i,s,a,c,ge,w,b,x,S,E,H,F),_=!0}}),_||Xl(i,s,a,c,m,w,b,x,S,E)}let ao=Gn|Lr;function Xl(r,i,s,a,c,m,w,b,x,S,E,_){lo(r,i,s,a,c),(x||S||_)&&(g.save(),x&&g.clip(x),S&&g.clip(S)),_?(b&ao)==ao?(g.clip(_),E&&g.clip(E),ml(c,w),hl(r,m,i)):b&Lr?(ml(c,w),g.clip(_),hl(r,m,i)):b&Gn&&(g.save(),g.clip(_),E&&g.clip(E),ml(c,w),g.restore(),hl(r,m,i)):(ml(c,w),hl(r,m,i)),(x||S||_)&&g.restore()}function hl(r,i,s){s>0&&(i instanceof Map?i.forEach((a,c)=>{g.strokeStyle=dl=c,g.stroke(a)}):i!=null&&r&&g.stroke(i))}function ml(r,i){i instanceof Map?i.forEach((s,a)=>{g.fillStyle=Mn=a,g.fill(s)}):i!=null&&r&&g.fill(i)}function Ps(r,i,s,a){let c=G[r],m;if(a<=0)m=[0,0];else{let w=c._space=c.space(n,r,i,s,a),b=c._incrs=c.incrs(n,r,i,s,a,w);m=zf(i,s,b,a,w)}return c._found=m}function er(r,i,s,a,c,m,w,b,x,S){let E=w%2/2;R==1&&g.translate(E,E),lo(b,w,x,S,b),g.beginPath();let _,B,oe,le,Z=c+(a==0||a==3?-m:m);s==0?(B=c,le=Z):(_=c,oe=Z);for(let F=0;F<r.length;F++)i[F]!=null&&(s==0?_=oe=r[F]:B=le=r[F],g.moveTo(_,B),g.lineTo(oe,le));g.stroke(),R==1&&g.translate(-E,-E)}function As(r){let i=!0;return G.forEach((s,a)=>{if(!s.show)return;let c=M[s.scale];if(c.min==null){s._show&&(i=!1,s._show=!1,Tn(!1));return}else s._show||(i=!1,s._show=!0,Tn(!1));let m=s.side,w=m%2,{min:b,max:x}=c,[S,E]=Ps(a,b,x,w==0?K:L);if(E==0)return;let _=c.distr==2,B=s._splits=s.splits(n,a,b,x,S,E,_),oe=c.distr==2?B.map(H=>yt[H]):B,le=c.distr==2?yt[B[1]]-yt[B[0]]:S,Z=s._values=s.values(n,s.filter(n,oe,a,E,le),a,E,le);s._rotate=m==2?s.rotate(n,Z,a,E):0;let F=s._size;s._size=ht(s.size(n,Z,a,r)),F!=null&&s._size!=F&&(i=!1)}),i}function Cs(r){let i=!0;return to.forEach((s,a)=>{let c=s(n,a,nn,r);c!=Wt[a]&&(i=!1),Wt[a]=c}),i}function Ds(){for(let r=0;r<G.length;r++){let i=G[r];if(!i.show||!i._show)continue;let s=i.side,a=s%2,c,m,w=i.stroke(n,r),b=s==0||s==3?-1:1,[x,S]=i._found;if(i.label!=null){let Ie=i.labelGap*b,lt=Pe((i._lpos+Ie)*ie);ro(i.labelFont[0],w,"center",s==2?"top":Ho),g.save(),a==1?(c=m=0,g.translate(lt,Pe(at+gt/2)),g.rotate((s==3?-Tl:Tl)/2)):(c=Pe(et+Ye/2),m=lt);let on=Mi(i.label)?i.label(n,r,x,S):i.label;g.fillText(on,c,m),g.restore()}if(S==0)continue;let E=M[i.scale],_=a==0?Ye:gt,B=a==0?et:at,oe=i._splits,le=E.distr==2?oe.map(Ie=>yt[Ie]):oe,Z=E.distr==2?yt[oe[1]]-yt[oe[0]]:x,F=i.ticks,H=i.border,ge=F.show?F.size:0,Me=Pe(ge*ie),Ve=Pe((i.alignTo==2?i._size-ge-i.gap:i.gap)*ie),ue=i._rotate*-Tl/180,Te=z(i._pos*ie),tt=(Me+Ve)*b,Be=Te+tt;m=a==0?Be:0,c=a==1?Be:0;let ct=i.font[0],wt=i.align==1?$n:i.align==2?dr:ue>0?$n:ue<0?dr:a==0?"center":s==3?dr:$n,Pt=ue||a==1?"middle":s==2?"top":Ho;ro(ct,w,wt,Pt);let nt=i.font[1]*i.lineGap,pt=oe.map(Ie=>z(d(Ie,E,_,B))),vt=i._values;for(let Ie=0;Ie<vt.length;Ie++){let lt=vt[Ie];if(lt!=null){a==0?c=pt[Ie]:m=pt[Ie],lt=""+lt;let on=lt.indexOf(`
`)==-1?[lt]:lt.split(/\n/gm);for(let je=0;je<on.length;je++){let _o=on[je];ue?(g.save(),g.translate(c,m+je*nt),g.rotate(ue),g.fillText(_o,0,0),g.restore()):g.fillText(_o,c,m+je*nt)}}}F.show&&er(pt,F.filter(n,le,r,S,Z),a,s,Te,Me,pe(F.width*ie,3),F.stroke(n,r),F.dash,F.cap);let At=i.grid;At.show&&er(pt,At.filter(n,le,r,S,Z),a,a==0?2:1,a==0?at:et,a==0?gt:Ye,pe(At.width*ie,3),At.stroke(n,r),At.dash,At.cap),H.show&&er([Te],[1],a==0?1:0,a==0?1:2,a==1?at:et,a==1?gt:Ye,pe(H.width*ie,3),H.stroke(n,r),H.dash,H.cap)}Ne("drawAxes")}function Tn(r){k.forEach((i,s)=>{s>0&&(i._paths=null,r&&(o==1?(i.min=null,i.max=null):i.facets.forEach(a=>{a.min=null,a.max=null})))})}let gl=!1,tr=!1,Yn=[];function $s(){tr=!1;for(let r=0;r<Yn.length;r++)Ne(...Yn[r]);Yn.length=0}function Sn(){gl||(Da(fo),gl=!0)}function Hs(r,i=!1){gl=!0,tr=i,r(n),fo(),i&&Yn.length>0&&queueMicrotask($s)}n.batch=Hs;function fo(){if(Wl&&(Ss(),Wl=!1),wn&&(ws(),wn=!1),ul){if(ye(C,$n,de),ye(C,"top",_e),ye(C,tl,K),ye(C,nl,L),ye(A,$n,de),ye(A,"top",_e),ye(A,tl,K),ye(A,nl,L),ye(y,tl,Vt),ye(y,nl,Qt),v.width=Pe(Vt*ie),v.height=Pe(Qt*ie),G.forEach(({_el:r,_show:i,_size:s,_pos:a,side:c})=>{if(r!=null)if(i){let m=c===3||c===0?s:0,w=c%2==1;ye(r,w?"left":"top",a-m),ye(r,w?"width":"height",s),ye(r,w?"top":"left",w?_e:de),ye(r,w?"height":"width",w?L:K),kr(r,un)}else rt(r,un)}),dl=Mn=Il=Kl=ql=Yl=Jl=Ql=jl=null,Je=1,Zn(!0),de!=yn||_e!=Zt||K!=St||L!=Xt){Tn(!1);let r=K/St,i=L/Xt;if(We&&!en&&$.left>=0){$.left*=r,$.top*=i,En&&Ht(En,Pe($.left),0,K,L),Ln&&Ht(Ln,0,Pe($.top),K,L);for(let s=0;s<ut.length;s++){let a=ut[s];a!=null&&(xn[s]*=r,kn[s]*=i,Ht(a,ht(xn[s]),ht(kn[s]),K,L))}}if(me.show&&!cl&&me.left>=0&&me.width>0){me.left*=r,me.width*=r,me.top*=i,me.height*=i;for(let s in sr)ye(An,s,me[s])}yn=de,Zt=_e,St=K,Xt=L}Ne("setSize"),ul=!1}Vt>0&&Qt>0&&(g.clearRect(0,0,v.width,v.height),Ne("drawClear"),j.forEach(r=>r()),Ne("draw")),me.show&&cl&&(yl(me),cl=!1),We&&en&&(rn(null,!0,!1),en=!1),Q.show&&Q.live&&ft&&(or(),ft=!1),p||(p=!0,n.status=1,Ne("ready")),qn=!1,gl=!1}n.redraw=(r,i)=>{wn=i||!1,r!==!1?Bt(P,T.min,T.max):Sn()};function nr(r,i){let s=M[r];if(s.from==null){if(Oe==0){let a=s.range(n,i.min,i.max,r);i.min=a[0],i.max=a[1]}if(i.min>i.max){let a=i.min;i.min=i.max,i.max=a}if(Oe>1&&i.min!=null&&i.max!=null&&i.max-i.min<1e-16)return;r==P&&s.distr==2&&Oe>0&&(i.min=kt(i.min,e[0]),i.max=kt(i.max,e[0]),i.min==i.max&&i.max++),V[r]=i,Wl=!0,Sn()}}n.setScale=nr;let lr,rr,En,Ln,uo,co,_n,Pn,po,ho,he,be,Ut=!1,Re=$.drag,$e=Re.x,He=Re.y;We&&($.x&&(lr=dt(na,A)),$.y&&(rr=dt(la,A)),T.ori==0?(En=lr,Ln=rr):(En=rr,Ln=lr),he=$.left,be=$.top);let me=n.select=Ee({show:!0,over:!0,left:0,width:0,top:0,height:0},t.select),An=me.show?dt(ta,me.over?A:C):null;function yl(r,i){if(me.show){for(let s in r)me[s]=r[s],s in sr&&ye(An,s,r[s]);i!==!1&&Ne("setSelect")}}n.setSelect=yl;function Ns(r){if(k[r].show)Le&&kr(xe[r],un);else if(Le&&rt(xe[r],un),We){let s=bn?ut[0]:ut[r];s!=null&&Ht(s,-10,-10,K,L)}}function Bt(r,i,s){nr(r,{min:i,max:s})}function Lt(r,i,s,a){i.focus!=null&&zs(r),i.show!=null&&k.forEach((c,m)=>{m>0&&(r==m||r==null)&&(c.show=i.show,Ns(m),o==2?(Bt(c.facets[0].scale,null,null),Bt(c.facets[1].scale,null,null)):Bt(c.scale,null,null),Sn())}),s!==!1&&Ne("setSeries",r,i),a&&Xn("setSeries",n,r,i)}n.setSeries=Lt;function Vs(r,i){Ee(Y[r],i)}function Os(r,i){r.fill=ee(r.fill||null),r.dir=re(r.dir,-1),i=i??Y.length,Y.splice(i,0,r)}function Rs(r){r==null?Y.length=0:Y.splice(r,1)}n.addBand=Os,n.setBand=Vs,n.delBand=Rs;function Gs(r,i){k[r].alpha=i,We&&ut[r]!=null&&(ut[r].style.opacity=i),Le&&xe[r]&&(xe[r].style.opacity=i)}let Ot,It,ln,Cn={focus:!0};function zs(r){if(r!=ln){let i=r==null,s=Et.alpha!=1;k.forEach((a,c)=>{if(o==1||c>0){let m=i||c==0||c==r;a._focus=i?null:m,s&&Gs(c,m?1:Et.alpha)}}),ln=r,s&&Sn()}}Le&&vn&&Ue(Ro,se,r=>{$._lock||(tn(r),ln!=null&&Lt(null,Cn,!0,Se.setSeries))});function _t(r,i,s){let a=M[i];s&&(r=r/ie-(a.ori==1?_e:de));let c=K;a.ori==1&&(c=L,r=c-r),a.dir==-1&&(r=c-r);let m=a._min,w=a._max,b=r/c,x=m+(w-m)*b,S=a.distr;return S==3?Vn(10,x):S==4?ba(x,a.asinh):S==100?a.bwd(x):x}function Fs(r,i){let s=_t(r,P,i);return kt(s,e[0],Ce,De)}n.valToIdx=r=>kt(r,e[0]),n.posToIdx=Fs,n.posToVal=_t,n.valToPos=(r,i,s)=>M[i].ori==0?f(r,M[i],s?Ye:K,s?et:0):u(r,M[i],s?gt:L,s?at:0),n.setCursor=(r,i,s)=>{he=r.left,be=r.top,rn(null,i,s)};function mo(r,i){ye(An,$n,me.left=r),ye(An,tl,me.width=i)}function go(r,i){ye(An,"top",me.top=r),ye(An,nl,me.height=i)}let Jn=T.ori==0?mo:go,Qn=T.ori==1?mo:go;function Ws(){if(Le&&Q.live)for(let r=o==2?1:0;r<k.length;r++){if(r==0&&st)continue;let i=Q.values[r],s=0;for(let a in i)Tt[r][s++].firstChild.nodeValue=i[a]}}function or(r,i){if(r!=null&&(r.idxs?r.idxs.forEach((s,a)=>{fe[a]=s}):Ta(r.idx)||fe.fill(r.idx),Q.idx=fe[0]),Le&&Q.live){for(let s=0;s<k.length;s++)(s>0||o==1&&!st)&&Us(s,fe[s]);Ws()}ft=!1,i!==!1&&Ne("setLegend")}n.setLegend=or;function Us(r,i){let s=k[r],a=r==0&&q==2?yt:e[r],c;st?c=s.values(n,r,i)??Ft:(c=s.value(n,i==null?null:a[i],r,i),c=c==null?Ft:{_:c}),Q.values[r]=c}function rn(r,i,s){po=he,ho=be,[he,be]=$.move(n,he,be),$.left=he,$.top=be,We&&(En&&Ht(En,Pe(he),0,K,L),Ln&&Ht(Ln,0,Pe(be),K,L));let a,c=Ce>De;Ot=ce,It=null;let m=T.ori==0?K:L,w=T.ori==1?K:L;if(he<0||Oe==0||c){a=$.idx=null;for(let b=0;b<k.length;b++){let x=ut[b];x!=null&&Ht(x,-10,-10,K,L)}vn&&Lt(null,Cn,!0,r==null&&Se.setSeries),Q.live&&(fe.fill(a),ft=!0)}else{let b,x,S;o==1&&(b=T.ori==0?he:be,x=_t(b,P),a=$.idx=kt(x,e[0],Ce,De),S=D(e[0][a],T,m,0));let E=-10,_=-10,B=0,oe=0,le=!0,Z="",F="";for(let H=o==2?1:0;H<k.length;H++){let ge=k[H],Me=fe[H],Ve=Me==null?null:o==1?e[H][Me]:e[H][1][Me],ue=$.dataIdx(n,H,a,x),Te=ue==null?null:o==1?e[H][ue]:e[H][1][ue];if(ft=ft||Te!=Ve||ue!=Me,fe[H]=ue,H>0&&ge.show){let tt=ue==null?-10:ue==a?S:D(o==1?e[0][ue]:e[H][0][ue],T,m,0),Be=Te==null?-10:U(Te,o==1?M[ge.scale]:M[ge.facets[1].scale],w,0);if(vn&&Te!=null){let ct=T.ori==1?he:be,wt=Ae(Et.dist(n,H,ue,Be,ct));if(wt<Ot){let Pt=Et.bias;if(Pt!=0){let nt=_t(ct,ge.scale),pt=Te>=0?1:-1,vt=nt>=0?1:-1;vt==pt&&(vt==1?Pt==1?Te>=nt:Te<=nt:Pt==1?Te<=nt:Te>=nt)&&(Ot=wt,It=H)}else Ot=wt,It=H}}if(ft||bn){let ct,wt;T.ori==0?(ct=tt,wt=Be):(ct=Be,wt=tt);let Pt,nt,pt,vt,At,Ie,lt=!0,on=Fe.bbox;if(on!=null){lt=!1;let je=on(n,H);pt=je.left,vt=je.top,Pt=je.width,nt=je.height}else pt=ct,vt=wt,Pt=nt=Fe.size(n,H);if(Ie=Fe.fill(n,H),At=Fe.stroke(n,H),bn)H==It&&Ot<=Et.prox&&(E=pt,_=vt,B=Pt,oe=nt,le=lt,Z=Ie,F=At);else{let je=ut[H];je!=null&&(xn[H]=pt,kn[H]=vt,Io(je,Pt,nt,lt),Uo(je,Ie,At),Ht(je,ht(pt),ht(vt),K,L))}}}}if(bn){let H=Et.prox,ge=ln==null?Ot<=H:Ot>H||It!=ln;if(ft||ge){let Me=ut[0];Me!=null&&(xn[0]=E,kn[0]=_,Io(Me,B,oe,le),Uo(Me,Z,F),Ht(Me,ht(E),ht(_),K,L))}}}if(me.show&&Ut)if(r!=null){let[b,x]=Se.scales,[S,E]=Se.match,[_,B]=r.cursor.sync.scales,oe=r.cursor.drag;if($e=oe._x,He=oe._y,$e||He){let{left:le,top:Z,width:F,height:H}=r.select,ge=r.scales[_].ori,Me=r.posToVal,Ve,ue,Te,tt,Be,ct=b!=null&&S(b,_),wt=x!=null&&E(x,B);ct&&$e?(ge==0?(Ve=le,ue=F):(Ve=Z,ue=H),Te=M[b],tt=D(Me(Ve,_),Te,m,0),Be=D(Me(Ve+ue,_),Te,m,0),Jn(Mt(tt,Be),Ae(Be-tt))):Jn(0,m),wt&&He?(ge==1?(Ve=le,ue=F):(Ve=Z,ue=H),Te=M[x],tt=U(Me(Ve,B),Te,w,0),Be=U(Me(Ve+ue,B),Te,w,0),Qn(Mt(tt,Be),Ae(Be-tt))):Qn(0,w)}else ar()}else{let b=Ae(po-uo),x=Ae(ho-co);if(T.ori==1){let B=b;b=x,x=B}$e=Re.x&&b>=Re.dist,He=Re.y&&x>=Re.dist;let S=Re.uni;S!=null?$e&&He&&($e=b>=S,He=x>=S,!$e&&!He&&(x>b?He=!0:$e=!0)):Re.x&&Re.y&&($e||He)&&($e=He=!0);let E,_;$e&&(T.ori==0?(E=_n,_=he):(E=Pn,_=be),Jn(Mt(E,_),Ae(_-E)),He||Qn(0,w)),He&&(T.ori==1?(E=_n,_=he):(E=Pn,_=be),Qn(Mt(E,_),Ae(_-E)),$e||Jn(0,m)),!$e&&!He&&(Jn(0,0),Qn(0,0))}if(Re._x=$e,Re._y=He,r==null){if(s){if(Lo!=null){let[b,x]=Se.scales;Se.values[0]=b!=null?_t(T.ori==0?he:be,b):null,Se.values[1]=x!=null?_t(T.ori==1?he:be,x):null}Xn(hr,n,he,be,K,L,a)}if(vn){let b=s&&Se.setSeries,x=Et.prox;ln==null?Ot<=x&&Lt(It,Cn,!0,b):Ot>x?Lt(null,Cn,!0,b):It!=ln&&Lt(It,Cn,!0,b)}}ft&&(Q.idx=a,or()),i!==!1&&Ne("setCursor")}let jt=null;Object.defineProperty(n,"rect",{get(){return jt==null&&Zn(!1),jt}});function Zn(r=!1){r?jt=null:(jt=A.getBoundingClientRect(),Ne("syncRect",jt))}function yo(r,i,s,a,c,m,w){$._lock||Ut&&r!=null&&r.movementX==0&&r.movementY==0||(ir(r,i,s,a,c,m,w,!1,r!=null),r!=null?rn(null,!0,!0):rn(i,!0,!1))}function ir(r,i,s,a,c,m,w,b,x){if(jt==null&&Zn(!1),tn(r),r!=null)s=r.clientX-jt.left,a=r.clientY-jt.top;else{if(s<0||a<0){he=-10,be=-10;return}let[S,E]=Se.scales,_=i.cursor.sync,[B,oe]=_.values,[le,Z]=_.scales,[F,H]=Se.match,ge=i.axes[0].side%2==1,Me=T.ori==0?K:L,Ve=T.ori==1?K:L,ue=ge?m:c,Te=ge?c:m,tt=ge?a:s,Be=ge?s:a;if(le!=null?s=F(S,le)?d(B,M[S],Me,0):-10:s=Me*(tt/ue),Z!=null?a=H(E,Z)?d(oe,M[E],Ve,0):-10:a=Ve*(Be/Te),T.ori==1){let ct=s;s=a,a=ct}}x&&(i==null||i.cursor.event.type==hr)&&((s<=1||s>=K-1)&&(s=an(s,K)),(a<=1||a>=L-1)&&(a=an(a,L))),b?(uo=s,co=a,[_n,Pn]=$.move(n,s,a)):(he=s,be=a)}let sr={width:0,height:0,left:0,top:0};function ar(){yl(sr,!1)}let wo,vo,bo,xo;function ko(r,i,s,a,c,m,w){Ut=!0,$e=He=Re._x=Re._y=!1,ir(r,i,s,a,c,m,w,!0,!1),r!=null&&(Ue(mr,br,Mo,!1),Xn(Vo,n,_n,Pn,K,L,null));let{left:b,top:x,width:S,height:E}=me;wo=b,vo=x,bo=S,xo=E}function Mo(r,i,s,a,c,m,w){Ut=Re._x=Re._y=!1,ir(r,i,s,a,c,m,w,!1,!0);let{left:b,top:x,width:S,height:E}=me,_=S>0||E>0,B=wo!=b||vo!=x||bo!=S||xo!=E;if(_&&B&&yl(me),Re.setScale&&_&&B){let oe=b,le=S,Z=x,F=E;if(T.ori==1&&(oe=x,le=E,Z=b,F=S),$e&&Bt(P,_t(oe,P),_t(oe+le,P)),He)for(let H in M){let ge=M[H];H!=P&&ge.from==null&&ge.min!=ce&&Bt(H,_t(Z+F,H),_t(Z,H))}ar()}else $.lock&&($._lock=!$._lock,rn(i,!0,r!=null));r!=null&&(gn(mr,br),Xn(mr,n,he,be,K,L,null))}function Bs(r,i,s,a,c,m,w){if($._lock)return;tn(r);let b=Ut;if(Ut){let x=!0,S=!0,E=10,_,B;T.ori==0?(_=$e,B=He):(_=He,B=$e),_&&B&&(x=he<=E||he>=K-E,S=be<=E||be>=L-E),_&&x&&(he=he<_n?0:K),B&&S&&(be=be<Pn?0:L),rn(null,!0,!0),Ut=!1}he=-10,be=-10,fe.fill(null),rn(null,!0,!0),b&&(Ut=b)}function To(r,i,s,a,c,m,w){$._lock||(tn(r),Bl(),ar(),r!=null&&Xn(Go,n,he,be,K,L,null))}function So(){G.forEach(Ff),Ul(n.width,n.height,!0)}cn(Sl,Nn,So);let Dn={};Dn.mousedown=ko,Dn.mousemove=yo,Dn.mouseup=Mo,Dn.dblclick=To,Dn.setSeries=(r,i,s,a)=>{let c=Se.match[2];s=c(n,i,s),s!=-1&&Lt(s,a,!0,!1)},We&&(Ue(Vo,A,ko),Ue(hr,A,yo),Ue(Oo,A,r=>{tn(r),Zn(!1)}),Ue(Ro,A,Bs),Ue(Go,A,To),_r.add(n),n.syncRect=Zn);let wl=n.hooks=t.hooks||{};function Ne(r,i,s){tr?Yn.push([r,i,s]):r in wl&&wl[r].forEach(a=>{a.call(null,n,i,s)})}(t.plugins||[]).forEach(r=>{for(let i in r.hooks)wl[i]=(wl[i]||[]).concat(r.hooks[i])});let Eo=(r,i,s)=>s,Se=Ee({key:null,setSeries:!1,filters:{pub:Jo,sub:Jo},scales:[P,k[1]?k[1].scale:null],match:[Qo,Qo,Eo],values:[null,null]},$.sync);Se.match.length==2&&Se.match.push(Eo),$.sync=Se;let Lo=Se.key,fr=Ki(Lo);function Xn(r,i,s,a,c,m,w){Se.filters.pub(r,i,s,a,c,m,w)&&fr.pub(r,i,s,a,c,m,w)}fr.sub(n);function Is(r,i,s,a,c,m,w){Se.filters.sub(r,i,s,a,c,m,w)&&Dn[r](null,i,s,a,c,m,w)}n.pub=Is;function js(){fr.unsub(n),_r.delete(n),Jt.clear(),Mr(Sl,Nn,So),h.remove(),se?.remove(),Ne("destroy")}n.destroy=js;function ur(){Ne("init",t,e),no(e||t.data,!1),V[P]?nr(P,V[P]):Bl(),cl=me.show&&(me.width>0||me.height>0),en=ft=!0,Ul(t.width,t.height)}return k.forEach(eo),G.forEach(Ts),l?l instanceof HTMLElement?(l.appendChild(h),ur()):l(n,ur):ur(),n}ze.assign=Ee;ze.fmtNum=Nr;ze.rangeNum=El;ze.rangeLog=Pl;ze.rangeAsinh=$r;ze.orient=dn;ze.pxRatio=ie;ze.join=Ca;ze.fmtDate=Or,ze.tzDate=Wa;ze.sync=Ki;{ze.addGap=Sf,ze.clipGaps=Dl;let t=ze.paths={points:Xi};t.linear=ts,t.stepped=_f,t.bars=Pf,t.spline=Cf}var Wf=120,Uf=20,Br=class{times=[];values=[];push(e,l){return e<=(this.times.at(-1)??0)?!1:(this.times.push(e),this.values.push(l),this.times.length>Wf&&(this.times.shift(),this.values.shift()),!0)}span(){let e=this.times.at(-1)??0;return[Math.min(this.times[0]??0,e-Uf),e]}range(e){if(e!==null&&e>0)return[0,e];let l=Math.max(0,...this.values.map(n=>n??0));return[0,l>0?l*1.25:1]}},Vl=class{series=new Br;sizes;host;max;plot=null;colour="";shown=!1;constructor(e,{colour:l,max:n=null}){this.host=e,this.max=n,e.style.color=`var(${l})`,e.setAttribute("aria-hidden","true"),this.sizes=new ResizeObserver(o=>{let f=o.at(-1);f&&this.fit(Math.round(f.contentRect.width),Math.round(f.contentRect.height))}),this.sizes.observe(e)}push(e,l){this.series.push(e,l)&&this.draw()}destroy(){this.sizes.disconnect(),this.plot?.destroy(),this.plot=null}fit(e,l){this.shown=e>0&&l>0,this.shown&&(this.plot&&this.plot.width===e&&this.plot.height===l||(this.plot?this.plot.setSize({width:e,height:l}):this.make(e,l),this.draw()))}draw(){!this.plot||!this.shown||(this.colour=getComputedStyle(this.host).color,this.plot.setData([this.series.times,this.series.values]))}make(e,l){let n={show:!1},o={width:e,height:l,padding:[2,0,1,0],cursor:n,legend:n,axes:[n,n],scales:{x:{time:!1,range:()=>this.series.span()},y:{range:()=>this.series.range(this.max)}},series:[{},{stroke:()=>this.colour,fill:()=>`color-mix(in srgb, ${this.colour} 16%, transparent)`,width:1.4,points:n}]};this.plot=new ze(o,[[],[]],this.host);let{root:f}=this.plot;f.style.cssText="position:relative;overflow:hidden";for(let u of f.querySelectorAll(".u-wrap"))u.style.position="relative";for(let u of f.querySelectorAll(".u-under, .u-over"))u.style.position="absolute";for(let u of f.querySelectorAll("canvas"))u.style.cssText="display:block;position:relative;width:100%;height:100%"}};var Bf=120,Ol=class t{static all=new WeakMap;told=new WeakMap;observer;constructor(){this.observer=new IntersectionObserver(e=>{for(let{target:l,isIntersecting:n}of e)this.told.get(l)?.(n)},{rootMargin:"80px"})}static of(e){let l=t.all.get(e);return l||(l=new t,t.all.set(e,l)),l}watch(e,l){this.told.set(e,l),this.observer.observe(e)}leave(e){this.observer.unobserve(e),this.told.delete(e)}},zt=class{element;chart;value;options;past=[];spark=null;constructor(e,l){this.options=l,this.chart=O(e,"div","ffp-chart"),this.chart.setAttribute("aria-hidden","true"),this.value=O(e,"b","");let n=O(e,"span","",l.name);n.setAttribute("aria-hidden","true"),this.element=O(e,"div","ffp-meter",n,this.chart,this.value),this.element.setAttribute("role","group"),this.element.setAttribute("aria-label",l.label),Ol.of(e).watch(this.chart,o=>this.show(o))}push(e,l,n){ke(this.value,n);let o=this.past.at(-1);o&&e<o[0]&&this.restart(),!(o&&e===o[0])&&(this.past.push([e,l]),this.past.length>Bf&&this.past.shift(),this.spark?.push(e,l))}destroy(){Ol.of(this.element.ownerDocument).leave(this.chart),this.show(!1)}restart(){this.past.length=0,this.spark&&(this.show(!1),this.show(!0))}show(e){if(!e)this.spark?.destroy(),this.spark=null;else if(!this.spark){this.spark=new Vl(this.chart,{colour:this.options.colour,max:this.options.max??null});for(let[l,n]of this.past)this.spark.push(l,n)}}};function sl(t,e){let[l,n]=e>=9995e8&&e<995e11?[Qe(Math.round(e/1e9)),"GB"]:Ct(e).split(" "),f=t/({B:1,kB:1e3,MB:1e6,GB:1e9,TB:1e12,PB:1e15}[n??"B"]??1);return`${f>0&&f<9.95&&n!=="B"?f.toFixed(1):Qe(Math.round(f))} of ${l} ${n}`}var If=.05,os=t=>(t.load??0)>=If||t.inUse>0,Un=t=>t.label.includes(":"),Bn=t=>{let e=new Set(t.filter(l=>!Un(l)).map(l=>l.label));return t.filter(l=>!Un(l)||!e.has(l.label.split(":")[0]??""))};function is(t){let e=t.flatMap(h=>h.gpus),l=t.flatMap(h=>Bn(h.gpus));if(!l.length)return"none";let n=new Set(t.flatMap(h=>h.gpus.filter(v=>Un(v)&&os(v)).map(v=>`${h.name}
${v.label.split(":")[0]??""}`))),o=t.reduce((h,v)=>h+Bn(v.gpus).filter(g=>os(g)||n.has(`${v.name}
${g.label}`)).length,0),f=e.filter(h=>h.error).length,u=l.reduce((h,v)=>h+v.memoryTotal,0),d=l.reduce((h,v)=>h+v.memory,0),p=[Qe(l.length),`${Qe(o)} busy`];return f&&p.push(`${Qe(f)} with an error`),u&&p.push(sl(d,u)),p.join(" · ")}function In(t){switch(t.gpuState){case"none":return t.gpuNote||"no GPU in this machine";case"no-driver":return t.gpuNote?`driver missing: ${t.gpuNote}`:"driver missing: there may be GPUs, but nothing to ask them with";case"error":return t.gpuNote?`GPUs cannot be read: ${t.gpuNote}`:"GPUs cannot be read";default:return t.gpus.length?"":t.gpuNote}}function ss(t){let e=t.nodes.reduce((o,f)=>o+Bn(f.gpus).length,0),l=t.nodes.reduce((o,f)=>o+f.cpus,0);return`${bt(t.nodes.length,"node")} · ${e?bt(e,"GPU"):bt(l,"CPU")}`}function as(t){let e=Math.floor(t/60);if(e<1)return"just started";if(e<60)return`up ${e} min`;let l=Math.floor(e/60);return l<24?`up ${l} h ${e%60} min`:`up ${Qe(Math.floor(l/24))} d ${l%24} h`}var fs=6;function jf(t){let e=[];return t.temperature!==null&&e.push(`${Math.round(t.temperature)} °C`),t.power!==null&&e.push(`${Math.round(t.power)} W`),e.join(" · ")}function Kf(t){let e=t.worker?[t.job||"idle",t.worker]:[`pid ${t.pid}, not ours`];return t.memory>0&&e.push(Ct(t.memory)),e.map(l=>Ge(l,60)).join(" · ")}var Ir=class{element;name;heat;trouble;processes;list;load;memory;time;constructor(e,l,n){this.time=n,this.name=O(e,"span","ffp-label"),this.heat=O(e,"span","ffp-heat"),this.trouble=O(e,"div","ffp-wide ffp-bad"),this.processes=O(e,"div","ffp-wide ffp-procs"),this.list=new Kt(this.processes,({pid:p})=>String(p),()=>{let p=O(e,"span","");return{element:p,update:h=>ke(p,Kf(h))}}),this.load=new zt(e,{name:"GPU",colour:"--ff-gpu",label:`${l.label}: load`,max:1}),this.memory=new zt(e,{name:"MEM",colour:"--ff-mem",label:`${l.label}: memory`,max:1});let{load:o,memory:f,trouble:u,processes:d}=this;this.element=O(e,"div","ffp-gpu",this.name,o.element,f.element,this.heat,u,d),this.element.setAttribute("role","listitem"),this.element.classList.toggle("ffp-part",Un(l))}update(e){ke(this.name,e.label),$t(this.name,[e.name,e.id].filter(Boolean).join(", ")),ke(this.heat,jf(e)),Ze(this.heat,e.error!==""),$t(this.heat,e.power!==null&&e.powerLimit!==null?`of ${Math.round(e.powerLimit)} W at most`:""),Ze(this.trouble,!e.error),Dt(this.trouble,e.error);let l=!e.error;Ze(this.load.element,!l),Ze(this.memory.element,!l),this.load.push(this.time(),l?e.load:null,sn(e.load)),this.memory.push(this.time(),l&&e.memoryTotal?e.memory/e.memoryTotal:null,Ct(e.memory)),$t(this.memory.element,e.memoryTotal?sl(e.memory,e.memoryTotal):""),this.list.update(e.processes.slice(0,fs)),Ze(this.processes,e.processes.length===0);let n=e.processes.length-fs;$t(this.processes,n>0?`and ${Qe(n)} more`:"")}destroy(){this.load.destroy(),this.memory.destroy()}},jr=class{element;name;model;use;note;list;gpus;now=0;constructor(e,l){this.name=O(e,"b",""),this.model=O(e,"span","ffp-faint"),this.use=O(e,"span","ffp-faint"),this.note=O(e,"div","ffp-empty"),this.list=O(e,"div",""),this.list.setAttribute("role","list"),this.list.setAttribute("aria-label",`GPUs of ${Ge(l.name)}`);let n=O(e,"div","ffp-node-head",this.name,this.model,this.use);this.element=O(e,"div","ffp-machine",n,this.note,this.list),this.gpus=new Kt(this.list,({label:o})=>o,o=>new Ir(e,o,()=>this.now))}update(e){this.now=e.time,Dt(this.name,e.name);let l=[...new Set(e.gpus.filter(o=>!Un(o)).map(o=>o.name))].filter(Boolean);ke(this.model,Ge(l.join(", "),80)),ke(this.use,e.gpus.length?`${Math.round(e.gpusInUse*100)/100} given to tasks`:"");let n=In(e);Ze(this.note,n===""),ke(this.note,n),bl(this.note,"state",e.gpuState),this.gpus.update(e.gpus)}destroy(){this.gpus.destroy()}};function qf(t){let e=new Map;for(let l of t){let n=In(l);n&&!l.gpus.length&&e.set(n,[...e.get(n)??[],l])}return t.flatMap(l=>{let n=l.gpus.length?[]:e.get(In(l))??[];return n.length<2?[l]:n[0]===l?[{...l,name:`${Ge(l.name,60)} and ${Qe(n.length-1)} more`}]:[]})}var al=class{element;nodes;constructor(e){this.element=O(e,"div","ffp-gpus"),this.nodes=new Kt(this.element,({name:l})=>l,l=>new jr(e,l))}update(e){this.nodes.update(qf(e))}destroy(){this.nodes.destroy(),this.element.remove()}};function Yf(t,e,l,n,o=4){if(n<=0||l<=0)return{from:0,to:0};let f=Math.floor(Math.max(0,t)/l)-o,u=Math.ceil((Math.max(0,t)+Math.max(0,e))/l)+o,d=Math.min(n,Math.max(u,0));return{from:Math.max(0,Math.min(f,d)),to:d}}function Jf(t,e,l,n){let o={ArrowDown:1,ArrowUp:-1,PageDown:n,PageUp:-n},f=t==="Home"?0:t==="End"?l-1:t in o?e+(o[t]??0):null;return f===null||l===0?null:Math.max(0,Math.min(l-1,f))}function Qf(t,e,l,n){return t*n<e?t*n:Math.max(e,(t+1)*n-l)}var Rl=class{element;inner;options;views=new Map;indices=new WeakMap;total=0;at=()=>{};current=0;range={from:0,to:0};frame=0;constructor(e,l){this.options=l,this.inner=O(e,"div","ffp-rows-inner"),this.inner.setAttribute("role","list"),this.inner.setAttribute("aria-label",l.label),this.element=O(e,"div","ffp-rows",this.inner),this.element.addEventListener("scroll",()=>this.later(),{passive:!0}),this.element.addEventListener("keydown",n=>this.key(n)),this.element.addEventListener("click",n=>this.click(n)),this.element.addEventListener("focusin",n=>this.focused(n))}update(e,l){this.total=e,this.at=l,this.current=Math.max(0,Math.min(this.current,e-1));let{rowHeight:n,most:o}=this.options,f=`${Math.min(e,o)*n}px`;this.element.style.height!==f&&(this.element.style.height=f);let u=`${e*n}px`;this.inner.style.height!==u&&(this.inner.style.height=u),this.draw()}get drawn(){return this.views.size}focus(e=this.current){this.go(e)}destroy(){this.element.ownerDocument.defaultView?.cancelAnimationFrame(this.frame);for(let e of this.views.values())e.destroy?.();this.views.clear(),this.element.remove()}later(){let e=this.element.ownerDocument.defaultView;!e||this.frame||(this.frame=e.requestAnimationFrame(()=>{this.frame=0,this.draw()}))}draw(){let{rowHeight:e,most:l}=this.options,n=Yf(this.element.scrollTop,Math.min(this.total,l)*e,e,this.total),o=Array.from({length:n.to-n.from},(u,d)=>n.from+d);this.total&&this.current<n.from&&o.unshift(this.current),this.total&&this.current>=n.to&&o.push(this.current);let f=new Map;for(let u of o){let d=this.at(u);if(d===void 0)continue;let p=this.options.key(d,u);if(f.has(p))continue;let h=this.view(p,d);f.set(p,h),this.place(h,d,u)}for(let[u,d]of this.views)f.has(u)||(d.destroy?.(),d.element.remove(),this.views.delete(u));this.order([...f.values()]),!(n.from===this.range.from&&n.to===this.range.to)&&(this.range=n,this.options.seen?.(n))}view(e,l){let n=this.views.get(e);return n||(n=this.options.open(l),n.element.classList.add("ffp-row"),n.element.setAttribute("role","listitem"),n.element.style.height=`${this.options.rowHeight}px`,this.views.set(e,n)),n}place(e,l,n){let{element:o}=e;e.update(l);let f=`translateY(${n*this.options.rowHeight}px)`;o.style.transform!==f&&(o.style.transform=f),vl(o,"aria-setsize",String(this.total)),vl(o,"aria-posinset",String(n+1)),vl(o,"tabindex",n===this.current?"0":"-1"),this.indices.set(o,n)}order(e){let l=this.inner.firstElementChild;for(let{element:n}of e)n===l?l=l.nextElementSibling:this.inner.insertBefore(n,l)}rowOf(e){let l=e?.closest(".ffp-row")??null,n=l&&this.indices.get(l);return l&&n!==null&&n!==void 0?{row:l,index:n}:null}key(e){let l=this.rowOf(e.target);if(!l||e.ctrlKey||e.altKey||e.metaKey)return;let n=this.at(l.index),o=e.target===l.row,f=Math.max(1,Math.min(this.total,this.options.most)-1),u=o?Jf(e.key,l.index,this.total,f):null;if(u!==null)this.go(u);else if(o&&e.key==="Enter"&&n!==void 0)this.options.chosen?.(n,l.index);else if(o&&e.key==="Delete"&&n!==void 0)this.options.removed?.(n,l.index);else if(!o&&e.key==="Escape")l.row.focus();else return;e.preventDefault(),e.stopPropagation()}click(e){let l=this.rowOf(e.target);if(!l||e.target.closest("button, input, a, .ffp-confirm"))return;this.current=l.index;let n=this.at(l.index);this.draw(),n!==void 0&&this.options.chosen?.(n,l.index)}focused(e){let l=this.rowOf(e.target);!l||l.index===this.current||(this.current=l.index,this.draw())}go(e){let{rowHeight:l,most:n}=this.options;this.current=e;let o=Math.min(this.total,n)*l;this.element.scrollTop=Qf(e,this.element.scrollTop,o,l),this.draw();for(let f of this.views.values())this.indices.get(f.element)===e&&f.element.focus({preventScroll:!0})}};function qr(t){return t.flatMap(e=>e.workers.map(l=>({worker:l,node:e.name})))}var Yr=t=>t.nodes.reduce((e,l)=>e+l.workersTotal,0);function Zf(t){return t.state==="paused"||t.pause?t.job?`${Ge(t.job,60)} · paused`:"paused":t.job?t.group?`${Ge(t.job,60)} · rank ${t.rank}`:Ge(t.job,60):t.state}var Kr=class{element;mark;name;gpus;where;work;cpu;memory;constructor(e){this.mark=O(e,"span","ffp-mark"),this.name=O(e,"span","ffp-label"),this.gpus=O(e,"span","ffp-tag");let l=O(e,"span","ffp-who",this.name,this.gpus);this.where=O(e,"span","ffp-label ffp-where ffp-faint"),this.work=O(e,"span","ffp-label ffp-where ffp-faint"),this.cpu=O(e,"span","ffp-num"),this.memory=O(e,"span","ffp-num"),this.element=O(e,"div","ffp-worker",this.mark,l,this.where,this.work,this.cpu,this.memory)}update({worker:e,node:l}){let n=Zf(e),o=e.pause?"paused":e.state;bl(this.mark,"state",o),ke(this.name,Ge(e.id,60)),ke(this.gpus,Ge(e.gpus.join(" "),60)),Ze(this.gpus,e.gpus.length===0),Dt(this.where,l,60),ke(this.work,n),ke(this.cpu,Do(e.cpu)),ke(this.memory,e.memory>0?Ct(e.memory):""),$t(this.element,`${Ge(l,60)} · ${n} · pid ${e.pid}`),this.element.setAttribute("aria-label",`Worker ${Ge(e.id,60)} on ${Ge(l,60)}: ${n}`)}},Gl=class{element;rows;constructor(e,l=()=>{}){this.rows=new Rl(e,{label:"Workers",rowHeight:24,most:12,key:({worker:n,node:o},f)=>n.id?`${o}
${n.id}`:String(f),open:()=>new Kr(e),seen:l}),this.element=this.rows.element}update(e,l,n){let o=qr(e.nodes);this.rows.update(n,f=>o[f-l])}destroy(){this.rows.destroy()}};function Xf(t){let e=Bn(t.gpus).flatMap(({load:l})=>l===null?[]:[l]);return e.length?e.reduce((l,n)=>l+n,0)/e.length:null}var us=t=>String(Math.round(t*100)/100),Jr=class{element;name;has;note;cpu;memory;gpu;constructor(e,l){this.name=O(e,"b",""),this.has=O(e,"span","ffp-faint"),this.note=O(e,"span","ffp-faint");let n=u=>`${l.name.slice(0,100)}: ${u}`;this.cpu=new zt(e,{name:"CPU",colour:"--ff-running",label:n("processors"),max:1}),this.memory=new zt(e,{name:"MEM",colour:"--ff-mem",label:n("memory"),max:1}),this.gpu=new zt(e,{name:"GPU",colour:"--ff-gpu",label:n("GPUs' load"),max:1});let o=O(e,"div","ffp-machine-meters",this.cpu.element,this.memory.element,this.gpu.element),f=O(e,"div","ffp-node-head",this.name,this.has,this.note);this.element=O(e,"div","ffp-machine",f,o),this.element.setAttribute("role","listitem")}update(e){Dt(this.name,e.name);let l=Bn(e.gpus).length,n=[`${us(e.cpusInUse)} of ${bt(e.cpus,"CPU")}`];l&&n.push(`${us(e.gpusInUse)} of ${bt(l,"GPU")}`);let o=e.workersTotal?`in use by ${bt(e.workersTotal,"worker")}`:"in use";ke(this.has,`${n.join(" · ")} ${o}`);let f=In(e);Dt(this.note,f,90),this.cpu.push(e.time,e.load,sn(e.load)),this.memory.push(e.time,e.memory?e.memoryUsed/e.memory:null,Ct(e.memoryUsed)),$t(this.memory.element,sl(e.memoryUsed,e.memory));let u=Xf(e);Ze(this.gpu.element,l===0),this.gpu.push(e.time,u,sn(u))}destroy(){for(let e of[this.cpu,this.memory,this.gpu])e.destroy()}};function cs(t){let e=[ss(t),bt(Yr(t),"worker"),bt(t.jobs,"job")];return t.objectBytes>0&&e.push(`${Ct(t.objectBytes)} of objects`),e.push(as(t.uptime)),t.draining&&e.push("ends when its work has ended"),e.join(" · ")}var zl=class{element;nodes;workers;workersHead;constructor(e){let l=O(e,"div","");l.setAttribute("role","list"),l.setAttribute("aria-label","Nodes"),this.nodes=new Kt(l,({name:o})=>o,o=>new Jr(e,o)),this.workers=new Gl(e),this.workersHead=O(e,"div","ffp-node-head");let n=O(e,"div","ffp-section",this.workersHead,this.workers.element);n.style.paddingBottom="6px",this.element=O(e,"div","",l,n),n.style.borderTop="1px solid var(--ff-line)"}update(e){this.nodes.update(e.nodes);let l=qr(e.nodes).length,n=Yr(e),o=n>l?`, the first ${Qe(l)} of them here`:"";ke(this.workersHead,n?`${bt(n,"worker")}${o}`:"no workers yet: they start with the work"),this.workers.update(e,0,l)}destroy(){this.nodes.destroy(),this.workers.destroy(),this.element.remove()}};var ps=`.ffp-panel {
  --ff-ground: var(--vscode-sideBar-background, var(--jp-layout-color1, #fff));
  color: var(--ff-text);
  container-type: inline-size;
  font: 13px/1.45 var(--vscode-font-family, var(--jp-ui-font-family, system-ui, sans-serif));
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
  background: var(--vscode-input-background, var(--jp-input-background, transparent));
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
`;var ds=`/*
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
`;var hs={now:()=>performance.now(),after:(t,e)=>setTimeout(e,t),stop:t=>clearTimeout(t)};var nu=1e4,Fl=class{tell;clock;told=null;timer=null;constructor(e,l=hs){this.tell=e,this.clock=l}set(e){e!==this.told&&(this.told=e,this.clock.stop(this.timer),e?this.remind():this.tell(!1))}end(){this.told&&this.set(!1)}remind(){this.timer=this.clock.after(nu,()=>this.remind()),this.tell(!0)}};var lu="farfield:claim";function ms(t,e,l){if(!e)return()=>{};let n=new Map,o=new WeakSet,f=p=>{p.isConnected||o.has(p)||(o.add(p),setTimeout(()=>{o.delete(p),!p.isConnected&&(n.get(p)?.(),n.delete(p))},6e4))},u=()=>{for(let p of t.querySelectorAll(`#${e}`)){if(n.has(p))continue;p.dispatchEvent(new CustomEvent(lu));let h=[...p.childNodes],v=t.createElement("div");v.className="ff-placed",p.replaceChildren(v);let g=l(v);n.set(p,()=>{g()||p.replaceChildren(...h)})}for(let p of n.keys())f(p)},d=new MutationObserver(u);return d.observe(t.body,{childList:!0,subtree:!0}),u(),()=>{d.disconnect();for(let p of n.values())p();n.clear()}}var ru=t=>Array.isArray(t.nodes),Qr=class{root;title;tag;summary;link;body;shown=null;view="";constructor(e){let l=e.ownerDocument,n=O(l,"style","");n.textContent=ds+ps,this.title=O(l,"b",""),this.tag=O(l,"span","ffp-tag"),this.summary=O(l,"span","ffp-faint ffp-summary"),this.link=O(l,"div","ffp-outage"),this.link.setAttribute("role","status"),this.body=O(l,"div","ffp-box-body");let o=O(l,"div","ffp-top",this.title,this.tag,O(l,"span","ffp-grow"),this.summary);this.root=O(l,"div","ffp-panel ffp-box",n,o,this.link,this.body),this.root.setAttribute("role","region"),e.append(this.root)}update(e,l){let n=l==="gpus",o=ru(e),f=n?"GPUs":o?e.name||e.target:"Cluster";Dt(this.title,f),this.root.setAttribute("aria-label",n?"GPUs of the cluster":"Cluster"),ke(this.tag,o&&!n?e.engine:""),Ze(this.tag,!this.tag.textContent);let u=o?Co(e.connection):"";Ze(this.link,u===""),ke(this.link,u),this.body.classList.toggle("ffp-stale",u!==""),ke(this.summary,o?n?is(e.nodes):cs(e):"asking…"),o&&(l!==this.view&&this.shown?.destroy(),(l!==this.view||!this.shown)&&(this.view=l,this.shown=n?new al(this.body.ownerDocument):new zl(this.body.ownerDocument),this.body.append(this.shown.element)),this.shown instanceof al?this.shown.update(e.nodes):this.shown.update(e))}watch(e){let l=this.root.ownerDocument,n=new Fl(e),o=!1,f=()=>n.set(o&&l.visibilityState==="visible"),u=new IntersectionObserver(d=>{o=d.at(-1)?.isIntersecting??!1,f()});return u.observe(this.root),l.addEventListener("visibilitychange",f),()=>{u.disconnect(),l.removeEventListener("visibilitychange",f),n.end()}}dispose(){this.shown?.destroy(),this.root.remove()}};function gs(t,e){let l=new Qr(e),n=()=>l.update(t.get("state"),t.get("view"));t.on("change:state",n),t.on("change:view",n),n();let o=Math.random().toString(36).slice(2),f=l.watch(u=>t.send({kind:"visible",visible:u,page:o}));return()=>{f(),t.off("change:state",n),t.off("change:view",n),l.dispose()}}var nc={initialize:({model:t})=>ms(document,t.get("place"),e=>gs(t,e)),render:({model:t,el:e})=>gs(t,e)};export{Qr as ClusterBox,nc as default,ru as isKnown};
