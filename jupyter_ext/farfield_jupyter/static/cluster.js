function Oe(t){return String(Math.trunc(t)).replace(/\B(?=(\d{3})+$)/g,",")}function ht(t,e){return`${Oe(t)} ${e}${t===1?"":"s"}`}var pr=t=>String(t).padStart(2,"0");function Do(t){if(t<.995)return`${Math.max(t,0).toFixed(2)} s`;if(t<9.95)return`${t.toFixed(1)} s`;let e=Math.floor(t+.05);if(e<60)return`${e} s`;let[n,l,o]=[Math.floor(e/3600),Math.floor(e/60)%60,e%60];return n?`${n}:${pr(l)}:${pr(o)}`:`${l}:${pr(o)}`}function dr(t){return t<60?`${Math.max(0,Math.floor(t))} s`:Do(Math.floor(t))}function Ho(t){if(!t?.lost)return"";if(t.over)return"no longer attached · as it was last · %attach shows it live again";let{next:e,seconds:n}=t,l=e!==null&&e>=2?` in ${dr(e)}`:"",o=t.stopping?"it is stopped then":"work goes on";return`connection lost ${dr(n)} ago · trying again${l} · ${o}`}function sn(t){return t===null?"–":`${Math.floor(100*t+.5)} %`}var $o=["B","kB","MB","GB","TB","PB"];function mt(t){if(t===null)return"–";let[e,n]=[Math.max(t,0),0];for(;e>=999.5&&n<$o.length-1;)[e,n]=[e/1e3,n+1];return`${n>0&&e<9.95?(Math.floor(10*e+.5)/10).toFixed(1):Math.floor(e+.5)} ${$o[n]}`}function No(t){return t===null?"–":t<1.995?sn(t):`${t<99.95?t.toFixed(1):Oe(Math.round(t))} cores`}function ke(t,e=200){let n=t.replace(/\s+/g," ").trim();return n.length<=e?n:`${n.slice(0,e-1).trimEnd()}…`}function $(t,e,n,...l){let o=t.createElement(e);return o.className=n,o.append(...l),o}function ce(t,e){t.textContent!==e&&(t.textContent=e)}function Ht(t,e,n=200){ce(t,ke(e,n)),rt(t,e)}function rt(t,e){t.title!==e&&(t.title=e)}function vl(t,e,n){t.getAttribute(e)!==n&&t.setAttribute(e,n)}function Ae(t,e){t.hidden!==e&&(t.hidden=e)}function bl(t,e,n){t.dataset[e]!==n&&(t.dataset[e]=n)}var Dt=class{views=new Map;host;key;open;constructor(e,n,l){this.host=e,this.key=n,this.open=l}update(e){let n=new Set(e.map(this.key));for(let[o,a]of this.views)n.has(o)||(a.destroy?.(),a.element.remove(),this.views.delete(o));let l=this.host.firstElementChild;for(let o of e){let a=this.key(o),u=this.views.get(a);u||(u=this.open(o),this.views.set(a,u)),u.update(o),u.element===l?l=l.nextElementSibling:this.host.insertBefore(u.element,l)}}destroy(){this.update([])}};var Ys="uplot",Js="u-hz",Qs="u-vt",Zs="u-title",Xs="u-wrap",ea="u-under",ta="u-over",na="u-axis",un="u-off",la="u-select",ra="u-cursor-x",oa="u-cursor-y",ia="u-cursor-pt",sa="u-legend",aa="u-live",fa="u-inline",ua="u-series",ca="u-marker",Fo="u-label",pa="u-value",tl="width",nl="height";var Vo="bottom",Dn="left",hr="right",Cr="#000",Ro=Cr+"0",mr="mousemove",Oo="mousedown",gr="mouseup",Go="mouseenter",zo="mouseleave",Wo="dblclick",da="resize",ha="scroll",Uo="change",Sl="dppxchange",$r="--",Gn=typeof window<"u",xr=Gn?document:null,Nn=Gn?window:null,ma=Gn?navigator:null,ie,xl;function kr(){let t=devicePixelRatio;ie!=t&&(ie=t,xl&&Tr(Uo,xl,kr),xl=matchMedia(`(min-resolution: ${ie-.001}dppx) and (max-resolution: ${ie+.001}dppx)`),cn(Uo,xl,kr),Nn.dispatchEvent(new CustomEvent(Sl)))}function ot(t,e){if(e!=null){let n=t.classList;!n.contains(e)&&n.add(e)}}function Mr(t,e){let n=t.classList;n.contains(e)&&n.remove(e)}function we(t,e,n){t.style[e]=n+"px"}function Mt(t,e,n,l){let o=xr.createElement(t);return e!=null&&ot(o,e),n?.insertBefore(o,l),o}function gt(t,e){return Mt("div",t,e)}var Bo=new WeakMap;function Nt(t,e,n,l,o){let a="translate("+e+"px,"+n+"px)",u=Bo.get(t);a!=u&&(t.style.transform=a,Bo.set(t,a),e<0||n<0||e>l||n>o?ot(t,un):Mr(t,un))}var Io=new WeakMap;function jo(t,e,n){let l=e+n,o=Io.get(t);l!=o&&(Io.set(t,l),t.style.background=e,t.style.borderColor=n)}var Ko=new WeakMap;function qo(t,e,n,l){let o=e+""+n,a=Ko.get(t);o!=a&&(Ko.set(t,o),t.style.height=n+"px",t.style.width=e+"px",t.style.marginLeft=l?-e/2+"px":0,t.style.marginTop=l?-n/2+"px":0)}var Dr={passive:!0},ga={...Dr,capture:!0};function cn(t,e,n,l){e.addEventListener(t,n,l?ga:Dr)}function Tr(t,e,n,l){e.removeEventListener(t,n,Dr)}Gn&&kr();function Tt(t,e,n,l){let o;n=n||0,l=l||e.length-1;let a=l<=2147483647;for(;l-n>1;)o=a?n+l>>1:it((n+l)/2),e[o]<t?n=o:l=o;return t-e[n]<=e[l]-t?n:l}function ki(t){return(n,l,o)=>{let a=-1,u=-1;for(let d=l;d<=o;d++)if(t(n[d])){a=d;break}for(let d=o;d>=l;d--)if(t(n[d])){u=d;break}return[a,u]}}var Mi=t=>t!=null,Ti=t=>t!=null&&t>0,_l=ki(Mi),ya=ki(Ti);function wa(t,e,n,l=0,o=!1){let a=o?ya:_l,u=o?Ti:Mi;[e,n]=a(t,e,n);let d=t[e],p=t[e];if(e>-1)if(l==1)d=t[e],p=t[n];else if(l==-1)d=t[n],p=t[e];else for(let h=e;h<=n;h++){let v=t[h];u(v)&&(v<d?d=v:v>p&&(p=v))}return[d??pe,p??-pe]}function Pl(t,e,n,l){let o=Qo(t),a=Qo(e);t==e&&(o==-1?(t*=n,e/=n):(t/=n,e*=n));let u=n==10?Ot:Si,d=o==1?it:yt,p=a==1?yt:it,h=d(u($e(t))),v=p(u($e(e))),g=Fn(n,h),y=Fn(n,v);return n==10&&(h<0&&(g=de(g,-h)),v<0&&(y=de(y,-v))),l||n==2?(t=g*o,e=y*a):(t=Pi(t,g),e=Al(e,y)),[t,e]}function Hr(t,e,n,l){let o=Pl(t,e,n,l);return t==0&&(o[0]=0),e==0&&(o[1]=0),o}var Nr=.1,Yo={mode:3,pad:Nr},rl={pad:0,soft:null,mode:0},va={min:rl,max:rl};function El(t,e,n,l){return Cl(n)?Jo(t,e,n):(rl.pad=n,rl.soft=l?0:null,rl.mode=l?3:0,Jo(t,e,va))}function re(t,e){return t??e}function ba(t,e,n){for(e=re(e,0),n=re(n,t.length-1);e<=n;){if(t[e]!=null)return!0;e++}return!1}function Jo(t,e,n){let l=n.min,o=n.max,a=re(l.pad,0),u=re(o.pad,0),d=re(l.hard,-pe),p=re(o.hard,pe),h=re(l.soft,pe),v=re(o.soft,-pe),g=re(l.mode,0),y=re(o.mode,0),C=e-t,A=Ot(C),R=Ye($e(t),$e(e)),G=Ot(R),W=$e(G-A);(C<1e-24||W>10)&&(C=0,(t==0||e==0)&&(C=1e-24,g==2&&h!=pe&&(a=0),y==2&&v!=-pe&&(u=0)));let k=C||R||1e3,O=Ot(k),M=Fn(10,it(O)),Y=k*(C==0?t==0?.1:1:a),P=de(Pi(t-Y,M/10),24),J=t>=h&&(g==1||g==3&&P<=h||g==2&&P>=h)?h:pe,j=Ye(d,P<J&&t>=J?J:St(J,P)),X=k*(C==0?e==0?.1:1:u),I=de(Al(e+X,M/10),24),T=e<=v&&(y==1||y==3&&I>=v||y==2&&I<=v)?v:-pe,q=St(p,I>T&&e<=T?T:Ye(T,I));return j==q&&j==0&&(q=100),[j,q]}var xa=new Intl.NumberFormat(Gn?ma.language:"en-US"),Fr=t=>xa.format(t),st=Math,Tl=st.PI,$e=st.abs,it=st.floor,Ce=st.round,yt=st.ceil,St=st.min,Ye=st.max,Fn=st.pow,Qo=st.sign,Ot=st.log10,Si=st.log2,ka=(t,e=1)=>st.sinh(t)*e,yr=(t,e=1)=>st.asinh(t/e),pe=1/0;function Zo(t){return(Ot((t^t>>31)-(t>>31))|0)+1}function Sr(t,e,n){return St(Ye(t,e),n)}function Ei(t){return typeof t=="function"}function ee(t){return Ei(t)?t:()=>t}var Ma=()=>{},Li=t=>t,_i=(t,e)=>e,Ta=t=>null,Xo=t=>!0,ei=(t,e)=>t==e,Sa=/\.\d*?(?=9{6,}|0{6,})/gm,pn=t=>{if(Ci(t)||Yt.has(t))return t;let e=`${t}`,n=e.match(Sa);if(n==null)return t;let l=n[0].length-1;if(e.indexOf("e-")!=-1){let[o,a]=e.split("e");return+`${pn(o)}e${a}`}return de(t,l)};function an(t,e){return pn(de(pn(t/e))*e)}function Al(t,e){return pn(yt(pn(t/e))*e)}function Pi(t,e){return pn(it(pn(t/e))*e)}function de(t,e=0){if(Ci(t))return t;let n=10**e,l=t*n*(1+Number.EPSILON);return Ce(l)/n}var Yt=new Map;function Ai(t){return((""+t).split(".")[1]||"").length}function il(t,e,n,l){let o=[],a=l.map(Ai);for(let u=e;u<n;u++){let d=$e(u),p=de(Fn(t,u),d);for(let h=0;h<l.length;h++){let v=t==10?+`${l[h]}e${u}`:l[h]*p,g=(u>=0?0:d)+(u>=a[h]?0:a[h]),y=t==10?v:de(v,g);o.push(y),Yt.set(y,g)}}return o}var ol={},Vr=[],Vn=[null,null],qt=Array.isArray,Ci=Number.isInteger,Ea=t=>t===void 0;function ti(t){return typeof t=="string"}function Cl(t){let e=!1;if(t!=null){let n=t.constructor;e=n==null||n==Object}return e}function La(t){return t!=null&&typeof t=="object"}var _a=Object.getPrototypeOf(Uint8Array),$i="__proto__";function Rn(t,e=Cl){let n;if(qt(t)){let l=t.find(o=>o!=null);if(qt(l)||e(l)){n=Array(t.length);for(let o=0;o<t.length;o++)n[o]=Rn(t[o],e)}else n=t.slice()}else if(t instanceof _a)n=t.slice();else if(e(t)){n={};for(let l in t)l!=$i&&(n[l]=Rn(t[l],e))}else n=t;return n}function Le(t){let e=arguments;for(let n=1;n<e.length;n++){let l=e[n];for(let o in l)o!=$i&&(Cl(t[o])?Le(t[o],Rn(l[o])):t[o]=Rn(l[o]))}return t}var Pa=0,Aa=1,Ca=2;function $a(t,e,n){for(let l=0,o,a=-1;l<e.length;l++){let u=e[l];if(u>a){for(o=u-1;o>=0&&t[o]==null;)t[o--]=null;for(o=u+1;o<n&&t[o]==null;)t[a=o++]=null}}}function Da(t,e){if(Fa(t)){let u=t[0].slice();for(let d=1;d<t.length;d++)u.push(...t[d].slice(1));return Va(u[0])||(u=Na(u)),u}let n=new Set;for(let u=0;u<t.length;u++){let p=t[u][0],h=p.length;for(let v=0;v<h;v++)n.add(p[v])}let l=[Array.from(n).sort((u,d)=>u-d)],o=l[0].length,a=new Map;for(let u=0;u<o;u++)a.set(l[0][u],u);for(let u=0;u<t.length;u++){let d=t[u],p=d[0];for(let h=1;h<d.length;h++){let v=d[h],g=Array(o).fill(void 0),y=e?e[u][h]:Aa,C=[];for(let A=0;A<v.length;A++){let R=v[A],G=a.get(p[A]);R===null?y!=Pa&&(g[G]=R,y==Ca&&C.push(G)):g[G]=R}$a(g,C,o),l.push(g)}}return l}var Ha=typeof queueMicrotask>"u"?t=>Promise.resolve().then(t):queueMicrotask;function Na(t){let e=t[0],n=e.length,l=Array(n);for(let a=0;a<l.length;a++)l[a]=a;l.sort((a,u)=>e[a]-e[u]);let o=[];for(let a=0;a<t.length;a++){let u=t[a],d=Array(n);for(let p=0;p<n;p++)d[p]=u[l[p]];o.push(d)}return o}function Fa(t){let e=t[0][0],n=e.length;for(let l=1;l<t.length;l++){let o=t[l][0];if(o.length!=n)return!1;if(o!=e){for(let a=0;a<n;a++)if(o[a]!=e[a])return!1}}return!0}function Va(t,e=100){let n=t.length;if(n<=1)return!0;let l=0,o=n-1;for(;l<=o&&t[l]==null;)l++;for(;o>=l&&t[o]==null;)o--;if(o<=l)return!0;let a=Ye(1,it((o-l+1)/e));for(let u=t[l],d=l+a;d<=o;d+=a){let p=t[d];if(p!=null){if(p<=u)return!1;u=p}}return!0}var Di=["January","February","March","April","May","June","July","August","September","October","November","December"],Hi=["Sunday","Monday","Tuesday","Wednesday","Thursday","Friday","Saturday"];function Ni(t){return t.slice(0,3)}var Ra=Hi.map(Ni),Oa=Di.map(Ni),Ga={MMMM:Di,MMM:Oa,WWWW:Hi,WWW:Ra};function el(t){return(t<10?"0":"")+t}function za(t){return(t<10?"00":t<100?"0":"")+t}var Wa={YYYY:t=>t.getFullYear(),YY:t=>(t.getFullYear()+"").slice(2),MMMM:(t,e)=>e.MMMM[t.getMonth()],MMM:(t,e)=>e.MMM[t.getMonth()],MM:t=>el(t.getMonth()+1),M:t=>t.getMonth()+1,DD:t=>el(t.getDate()),D:t=>t.getDate(),WWWW:(t,e)=>e.WWWW[t.getDay()],WWW:(t,e)=>e.WWW[t.getDay()],HH:t=>el(t.getHours()),H:t=>t.getHours(),h:t=>{let e=t.getHours();return e==0?12:e>12?e-12:e},AA:t=>t.getHours()>=12?"PM":"AM",aa:t=>t.getHours()>=12?"pm":"am",a:t=>t.getHours()>=12?"p":"a",mm:t=>el(t.getMinutes()),m:t=>t.getMinutes(),ss:t=>el(t.getSeconds()),s:t=>t.getSeconds(),fff:t=>za(t.getMilliseconds())};function Rr(t,e){e=e||Ga;let n=[],l=/\{([a-z]+)\}|[^{]+/gi,o;for(;o=l.exec(t);)n.push(o[0][0]=="{"?Wa[o[1]]:o[0]);return a=>{let u="";for(let d=0;d<n.length;d++)u+=typeof n[d]=="string"?n[d]:n[d](a,e);return u}}var Ua=new Intl.DateTimeFormat().resolvedOptions().timeZone;function Ba(t,e){let n;return e=="UTC"||e=="Etc/UTC"?n=new Date(+t+t.getTimezoneOffset()*6e4):e==Ua?n=t:(n=new Date(t.toLocaleString("en-US",{timeZone:e})),n.setMilliseconds(t.getMilliseconds())),n}var Fi=t=>t%1==0,Ll=[1,2,2.5,5],Ia=il(10,-32,0,Ll),Vi=il(10,0,32,Ll),ja=Vi.filter(Fi),fn=Ia.concat(Vi),Or=`
`,Ri="{YYYY}",ni=Or+Ri,Oi="{M}/{D}",ll=Or+Oi,kl=ll+"/{YY}",Gi="{aa}",Ka="{h}:{mm}",Hn=Ka+Gi,li=Or+Hn,ri=":{ss}",ae=null;function zi(t){let e=t*1e3,n=e*60,l=n*60,o=l*24,a=o*30,u=o*365,p=(t==1?il(10,0,3,Ll).filter(Fi):il(10,-3,0,Ll)).concat([e,e*5,e*10,e*15,e*30,n,n*5,n*10,n*15,n*30,l,l*2,l*3,l*4,l*6,l*8,l*12,o,o*2,o*3,o*4,o*5,o*6,o*7,o*8,o*9,o*10,o*15,a,a*2,a*3,a*4,a*6,u,u*2,u*5,u*10,u*25,u*50,u*100]),h=[[u,Ri,ae,ae,ae,ae,ae,ae,1],[o*28,"{MMM}",ni,ae,ae,ae,ae,ae,1],[o,Oi,ni,ae,ae,ae,ae,ae,1],[l,"{h}"+Gi,kl,ae,ll,ae,ae,ae,1],[n,Hn,kl,ae,ll,ae,ae,ae,1],[e,ri,kl+" "+Hn,ae,ll+" "+Hn,ae,li,ae,1],[t,ri+".{fff}",kl+" "+Hn,ae,ll+" "+Hn,ae,li,ae,1]];function v(g){return(y,C,A,R,G,W)=>{let k=[],O=G>=u,M=G>=a&&G<u,Y=g(A),P=de(Y*t,3),J=wr(Y.getFullYear(),O?0:Y.getMonth(),M||O?1:Y.getDate()),j=de(J*t,3);if(M||O){let X=M?G/a:0,I=O?G/u:0,T=P==j?P:de(wr(J.getFullYear()+I,J.getMonth()+X,1)*t,3),q=new Date(Ce(T/t)),D=q.getFullYear(),U=q.getMonth();for(let V=0;T<=R;V++){let te=wr(D+I*V,U+X*V,1),F=te-g(de(te*t,3));T=de((+te+F)*t,3),T<=R&&k.push(T)}}else{let X=G>=o?o:G,I=it(A)-it(P),T=j+I+Al(P-j,X);k.push(T);let q=g(T),D=q.getHours()+q.getMinutes()/n+q.getSeconds()/l,U=G/l,V=y.axes[C]._space,te=W/V;for(;T=de(T+G,t==1?0:3),!(T>R);)if(U>1){let F=it(de(D+U,6))%24,ne=g(T).getHours()-F;ne>1&&(ne=-1),T-=ne*l,D=(D+U)%24;let fe=k[k.length-1];de((T-fe)/G,3)*te>=.7&&k.push(T)}else k.push(T)}return k}}return[p,h,v]}var[qa,Ya,Ja]=zi(1),[Qa,Za,Xa]=zi(.001);il(2,-53,53,[1]);function oi(t,e){return t.map(n=>n.map((l,o)=>o==0||o==8||l==null?l:e(o==1||n[8]==0?l:n[1]+l)))}function ii(t,e){return(n,l,o,a,u)=>{let d=e.find(A=>u>=A[0])||e[e.length-1],p,h,v,g,y,C;return l.map(A=>{let R=t(A),G=R.getFullYear(),W=R.getMonth(),k=R.getDate(),O=R.getHours(),M=R.getMinutes(),Y=R.getSeconds(),P=G!=p&&d[2]||W!=h&&d[3]||k!=v&&d[4]||O!=g&&d[5]||M!=y&&d[6]||Y!=C&&d[7]||d[1];return p=G,h=W,v=k,g=O,y=M,C=Y,P(R)})}}function ef(t,e){let n=Rr(e);return(l,o,a,u,d)=>o.map(p=>n(t(p)))}function wr(t,e,n){return new Date(t,e,n)}function si(t,e){return e(t)}var tf="{YYYY}-{MM}-{DD} {h}:{mm}{aa}";function ai(t,e){return(n,l,o,a)=>a==null?$r:e(t(l))}function nf(t,e){let n=t.series[e];return n.width?n.stroke(t,e):n.points.width?n.points.stroke(t,e):null}function lf(t,e){return t.series[e].fill(t,e)}var rf={show:!0,live:!0,isolate:!1,mount:Ma,markers:{show:!0,width:2,stroke:nf,fill:lf,dash:"solid"},idx:null,idxs:null,values:[]};function of(t,e){let n=t.cursor.points,l=gt(),o=n.size(t,e);we(l,tl,o),we(l,nl,o);let a=o/-2;we(l,"marginLeft",a),we(l,"marginTop",a);let u=n.width(t,e,o);return u&&we(l,"borderWidth",u),l}function sf(t,e){let n=t.series[e].points;return n._fill||n._stroke}function af(t,e){let n=t.series[e].points;return n._stroke||n._fill}function ff(t,e){return t.series[e].points.size}var vr=[0,0];function uf(t,e,n){return vr[0]=e,vr[1]=n,vr}function Ml(t,e,n,l=!0){return o=>{o.button==0&&(!l||o.target==e)&&n(o)}}function br(t,e,n,l=!0){return o=>{(!l||o.target==e)&&n(o)}}var cf={show:!0,x:!0,y:!0,lock:!1,move:uf,points:{one:!1,show:of,size:ff,width:0,stroke:af,fill:sf},bind:{mousedown:Ml,mouseup:Ml,click:Ml,dblclick:Ml,mousemove:br,mouseleave:br,mouseenter:br},drag:{setScale:!0,x:!0,y:!1,dist:0,uni:null,click:(t,e)=>{e.stopPropagation(),e.stopImmediatePropagation()},_x:!1,_y:!1},focus:{dist:(t,e,n,l,o)=>l-o,prox:-1,bias:0},hover:{skip:[void 0],prox:null,bias:0},left:-10,top:-10,idx:null,dataIdx:null,idxs:null,event:null},Wi={show:!0,stroke:"rgba(0,0,0,0.07)",width:2},Gr=Le({},Wi,{filter:_i}),Ui=Le({},Gr,{size:10}),Bi=Le({},Wi,{show:!1}),zr='12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif, "Apple Color Emoji", "Segoe UI Emoji", "Segoe UI Symbol", "Noto Color Emoji"',Ii="bold "+zr,ji=1.5,fi={show:!0,scale:"x",stroke:Cr,space:50,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ii,side:2,grid:Gr,ticks:Ui,border:Bi,font:zr,lineGap:ji,rotate:0},pf="Value",df="Time",ui={show:!0,scale:"x",auto:!1,sorted:1,min:pe,max:-pe,idxs:[]};function hf(t,e,n,l,o){return e.map(a=>a==null?"":Fr(a))}function mf(t,e,n,l,o,a,u){let d=[],p=Yt.get(o)||0;n=u?n:de(Al(n,o),p);for(let h=n;h<=l;h=de(h+o,p))d.push(Object.is(h,-0)?0:h);return d}function Er(t,e,n,l,o,a,u){let d=[],p=t.scales[t.axes[e].scale].log,h=p==10?Ot:Si,v=it(h(n));o=Fn(p,v),p==10&&(o=fn[Tt(o,fn)]);let g=n,y=o*p;p==10&&(y=fn[Tt(y,fn)]);do d.push(g),g=g+o,p==10&&!Yt.has(g)&&(g=de(g,Yt.get(o))),g>=y&&(o=g,y=o*p,p==10&&(y=fn[Tt(y,fn)]));while(g<=l);return d}function gf(t,e,n,l,o,a,u){let p=t.scales[t.axes[e].scale].asinh,h=l>p?Er(t,e,Ye(p,n),l,o):[p],v=l>=0&&n<=0?[0]:[];return(n<-p?Er(t,e,Ye(p,-l),-n,o):[p]).reverse().map(y=>-y).concat(v,h)}var Ki=/./,yf=/[12357]/,wf=/[125]/,ci=/1/,Lr=(t,e,n,l)=>t.map((o,a)=>e==4&&o==0||a%l==0&&n.test(o.toExponential()[o<0?1:0])?o:null);function vf(t,e,n,l,o){let a=t.axes[n],u=a.scale,d=t.scales[u],p=t.valToPos,h=a._space,v=p(10,u),g=p(9,u)-v>=h?Ki:p(7,u)-v>=h?yf:p(5,u)-v>=h?wf:ci;if(g==ci){let y=$e(p(1,u)-v);if(y<h)return Lr(e.slice().reverse(),d.distr,g,yt(h/y)).reverse()}return Lr(e,d.distr,g,1)}function bf(t,e,n,l,o){let a=t.axes[n],u=a.scale,d=a._space,p=t.valToPos,h=$e(p(1,u)-p(2,u));return h<d?Lr(e.slice().reverse(),3,Ki,yt(d/h)).reverse():e}function xf(t,e,n,l){return l==null?$r:e==null?"":Fr(e)}var pi={show:!0,scale:"y",stroke:Cr,space:30,gap:5,alignTo:1,size:50,labelGap:0,labelSize:30,labelFont:Ii,side:3,grid:Gr,ticks:Ui,border:Bi,font:zr,lineGap:ji,rotate:0};function kf(t,e){let n=3+(t||1)*2;return de(n*e,3)}function Mf(t,e){let{scale:n,idxs:l}=t.series[0],o=t._data[0],a=t.valToPos(o[l[0]],n,!0),u=t.valToPos(o[l[1]],n,!0),d=$e(u-a),p=t.series[e],h=d/(p.points.space*ie);return l[1]-l[0]<=h}var di={scale:null,auto:!0,sorted:0,min:pe,max:-pe},qi=(t,e,n,l,o)=>o,hi={show:!0,auto:!0,sorted:0,gaps:qi,alpha:1,facets:[Le({},di,{scale:"x"}),Le({},di,{scale:"y"})]},mi={scale:"y",auto:!0,sorted:0,show:!0,spanGaps:!1,gaps:qi,alpha:1,points:{show:Mf,filter:null},values:null,min:pe,max:-pe,idxs:[],path:null,clip:null};function Tf(t,e,n,l,o){return n/10}var Yi={time:!0,auto:!0,distr:1,log:10,asinh:1,min:null,max:null,dir:1,ori:0},Sf=Le({},Yi,{time:!1,ori:1}),gi={};function Ji(t,e){let n=gi[t];return n||(n={key:t,plots:[],sub(l){n.plots.push(l)},unsub(l){n.plots=n.plots.filter(o=>o!=l)},pub(l,o,a,u,d,p,h){for(let v=0;v<n.plots.length;v++)n.plots[v]!=o&&n.plots[v].pub(l,o,a,u,d,p,h)}},t!=null&&(gi[t]=n)),n}var On=1,_r=2;function dn(t,e,n){let l=t.mode,o=t.series[e],a=l==2?t._data[e]:t._data,u=t.scales,d=t.bbox,p=a[0],h=l==2?a[1]:a[e],v=l==2?u[o.facets[0].scale]:u[t.series[0].scale],g=l==2?u[o.facets[1].scale]:u[o.scale],y=d.left,C=d.top,A=d.width,R=d.height,G=t.valToPosH,W=t.valToPosV;return v.ori==0?n(o,p,h,v,g,G,W,y,C,A,R,Dl,zn,Nl,Zi,es):n(o,p,h,v,g,W,G,C,y,R,A,Hl,Wn,Br,Xi,ts)}function Wr(t,e){let n=0,l=0,o=re(t.bands,Vr);for(let a=0;a<o.length;a++){let u=o[a];u.series[0]==e?n=u.dir:u.series[1]==e&&(u.dir==1?l|=1:l|=2)}return[n,l==1?-1:l==2?1:l==3?2:0]}function Ef(t,e,n,l,o){let a=t.mode,u=t.series[e],d=a==2?u.facets[1].scale:u.scale,p=t.scales[d];return o==-1?p.min:o==1?p.max:p.distr==3?p.dir==1?p.min:p.max:0}function Gt(t,e,n,l,o,a){return dn(t,e,(u,d,p,h,v,g,y,C,A,R,G)=>{let W=u.pxRound,k=h.dir*(h.ori==0?1:-1),O=h.ori==0?zn:Wn,M,Y;k==1?(M=n,Y=l):(M=l,Y=n);let P=W(g(d[M],h,R,C)),J=W(y(p[M],v,G,A)),j=W(g(d[Y],h,R,C)),X=W(y(a==1?v.max:v.min,v,G,A)),I=new Path2D(o);return O(I,j,X),O(I,P,X),O(I,P,J),I})}function $l(t,e,n,l,o,a){let u=null;if(t.length>0){u=new Path2D;let d=e==0?Nl:Br,p=n;for(let g=0;g<t.length;g++){let y=t[g];if(y[1]>y[0]){let C=y[0]-p;C>0&&d(u,p,l,C,l+a),p=y[1]}}let h=n+o-p,v=10;h>0&&d(u,p,l-v/2,h,l+a+v)}return u}function Lf(t,e,n){let l=t[t.length-1];l&&l[0]==e?l[1]=n:t.push([e,n])}function Ur(t,e,n,l,o,a,u){let d=[],p=t.length;for(let h=o==1?n:l;h>=n&&h<=l;h+=o)if(e[h]===null){let g=h,y=h;if(o==1)for(;++h<=l&&e[h]===null;)y=h;else for(;--h>=n&&e[h]===null;)y=h;let C=a(t[g]),A=y==g?C:a(t[y]),R=g-o;C=u<=0&&R>=0&&R<p?a(t[R]):C;let W=y+o;A=u>=0&&W>=0&&W<p?a(t[W]):A,A>=C&&d.push([C,A])}return d}function yi(t){return t==0?Li:t==1?Ce:e=>an(e,t)}function Qi(t){let e=t==0?Dl:Hl,n=t==0?(o,a,u,d,p,h)=>{o.arcTo(a,u,d,p,h)}:(o,a,u,d,p,h)=>{o.arcTo(u,a,p,d,h)},l=t==0?(o,a,u,d,p)=>{o.rect(a,u,d,p)}:(o,a,u,d,p)=>{o.rect(u,a,p,d)};return(o,a,u,d,p,h=0,v=0)=>{h==0&&v==0?l(o,a,u,d,p):(h=St(h,d/2,p/2),v=St(v,d/2,p/2),e(o,a+h,u),n(o,a+d,u,a+d,u+p,h),n(o,a+d,u+p,a,u+p,v),n(o,a,u+p,a,u,v),n(o,a,u,a+d,u,h),o.closePath())}}var Dl=(t,e,n)=>{t.moveTo(e,n)},Hl=(t,e,n)=>{t.moveTo(n,e)},zn=(t,e,n)=>{t.lineTo(e,n)},Wn=(t,e,n)=>{t.lineTo(n,e)},Nl=Qi(0),Br=Qi(1),Zi=(t,e,n,l,o,a)=>{t.arc(e,n,l,o,a)},Xi=(t,e,n,l,o,a)=>{t.arc(n,e,l,o,a)},es=(t,e,n,l,o,a,u)=>{t.bezierCurveTo(e,n,l,o,a,u)},ts=(t,e,n,l,o,a,u)=>{t.bezierCurveTo(n,e,o,l,u,a)};function ns(t){return(e,n,l,o,a)=>dn(e,n,(u,d,p,h,v,g,y,C,A,R,G)=>{let{pxRound:W,points:k}=u,O,M;h.ori==0?(O=Dl,M=Zi):(O=Hl,M=Xi);let Y=de(k.width*ie,3),P=(k.size-k.width)/2*ie,J=de(P*2,3),j=new Path2D,X=new Path2D,{left:I,top:T,width:q,height:D}=e.bbox;Nl(X,I-J,T-J,q+J*2,D+J*2);let U=V=>{if(p[V]!=null){let te=W(g(d[V],h,R,C)),F=W(y(p[V],v,G,A));O(j,te+P,F),M(j,te,F,P,0,Tl*2)}};if(a)a.forEach(U);else for(let V=l;V<=o;V++)U(V);return{stroke:Y>0?j:null,fill:j,clip:X,flags:On|_r}})}function ls(t){return(e,n,l,o,a,u)=>{l!=o&&(a!=l&&u!=l&&t(e,n,l),a!=o&&u!=o&&t(e,n,o),t(e,n,u))}}var _f=ls(zn),Pf=ls(Wn);function rs(t){let e=re(t?.alignGaps,0);return(n,l,o,a)=>dn(n,l,(u,d,p,h,v,g,y,C,A,R,G)=>{[o,a]=_l(p,o,a);let W=u.pxRound,k=D=>W(g(D,h,R,C)),O=D=>W(y(D,v,G,A)),M,Y;h.ori==0?(M=zn,Y=_f):(M=Wn,Y=Pf);let P=h.dir*(h.ori==0?1:-1),J={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:On},j=J.stroke,X=!1;if(a-o>=R*4){let D=H=>n.posToVal(H,h.key,!0),U=null,V=null,te,F,Je,ve=k(d[P==1?o:a]),ne=k(d[o]),fe=k(d[a]),Q=D(P==1?ne+1:fe-1);for(let H=P==1?o:a;H>=o&&H<=a;H+=P){let _e=d[H],be=(P==1?_e<Q:_e>Q)?ve:k(_e),se=p[H];be==ve?se!=null?(F=se,U==null?(M(j,be,O(F)),te=U=V=F):F<U?U=F:F>V&&(V=F)):se===null&&(X=!0):(U!=null&&Y(j,ve,O(U),O(V),O(te),O(F)),se!=null?(F=se,M(j,be,O(F)),U=V=te=F):(U=V=null,se===null&&(X=!0)),ve=be,Q=D(ve+P))}U!=null&&U!=V&&Je!=ve&&Y(j,ve,O(U),O(V),O(te),O(F))}else for(let D=P==1?o:a;D>=o&&D<=a;D+=P){let U=p[D];U===null?X=!0:U!=null&&M(j,k(d[D]),O(U))}let[T,q]=Wr(n,l);if(u.fill!=null||T!=0){let D=J.fill=new Path2D(j),U=u.fillTo(n,l,u.min,u.max,T),V=O(U),te=k(d[o]),F=k(d[a]);P==-1&&([F,te]=[te,F]),M(D,F,V),M(D,te,V)}if(!u.spanGaps){let D=[];X&&D.push(...Ur(d,p,o,a,P,k,e)),J.gaps=D=u.gaps(n,l,o,a,D),J.clip=$l(D,h.ori,C,A,R,G)}return q!=0&&(J.band=q==2?[Gt(n,l,o,a,j,-1),Gt(n,l,o,a,j,1)]:Gt(n,l,o,a,j,q)),J})}function Af(t){let e=re(t.align,1),n=re(t.ascDesc,!1),l=re(t.alignGaps,0),o=re(t.extend,!1);return(a,u,d,p)=>dn(a,u,(h,v,g,y,C,A,R,G,W,k,O)=>{[d,p]=_l(g,d,p);let M=h.pxRound,{left:Y,width:P}=a.bbox,J=ne=>M(A(ne,y,k,G)),j=ne=>M(R(ne,C,O,W)),X=y.ori==0?zn:Wn,I={stroke:new Path2D,fill:null,clip:null,band:null,gaps:null,flags:On},T=I.stroke,q=y.dir*(y.ori==0?1:-1),D=j(g[q==1?d:p]),U=J(v[q==1?d:p]),V=U,te=U;o&&e==-1&&(te=Y,X(T,te,D)),X(T,U,D);for(let ne=q==1?d:p;ne>=d&&ne<=p;ne+=q){let fe=g[ne];if(fe==null)continue;let Q=J(v[ne]),H=j(fe);e==1?X(T,Q,D):X(T,V,H),X(T,Q,H),D=H,V=Q}let F=V;o&&e==1&&(F=Y+P,X(T,F,D));let[Je,ve]=Wr(a,u);if(h.fill!=null||Je!=0){let ne=I.fill=new Path2D(T),fe=h.fillTo(a,u,h.min,h.max,Je),Q=j(fe);X(ne,F,Q),X(ne,te,Q)}if(!h.spanGaps){let ne=[];ne.push(...Ur(v,g,d,p,q,J,l));let fe=h.width*ie/2,Q=n||e==1?fe:-fe,H=n||e==-1?-fe:fe;ne.forEach(_e=>{_e[0]+=Q,_e[1]+=H}),I.gaps=ne=h.gaps(a,u,d,p,ne),I.clip=$l(ne,y.ori,G,W,k,O)}return ve!=0&&(I.band=ve==2?[Gt(a,u,d,p,T,-1),Gt(a,u,d,p,T,1)]:Gt(a,u,d,p,T,ve)),I})}function wi(t,e,n,l,o,a,u=pe){if(t.length>1){let d=null;for(let p=0,h=1/0;p<t.length;p++)if(e[p]!==void 0){if(d!=null){let v=$e(t[p]-t[d]);v<h&&(h=v,u=$e(n(t[p],l,o,a)-n(t[d],l,o,a)))}d=p}}return u}function Cf(t){t=t||ol;let e=re(t.size,[.6,pe,1]),n=t.align||0,l=t.gap||0,o=t.radius;o=o==null?[0,0]:typeof o=="number"?[o,0]:o;let a=ee(o),u=1-e[0],d=re(e[1],pe),p=re(e[2],1),h=re(t.disp,ol),v=re(t.each,C=>{}),{fill:g,stroke:y}=h;return(C,A,R,G)=>dn(C,A,(W,k,O,M,Y,P,J,j,X,I,T)=>{let q=W.pxRound,D=n,U=l*ie,V=d*ie,te=p*ie,F,Je;M.ori==0?[F,Je]=a(C,A):[Je,F]=a(C,A);let ve=M.dir*(M.ori==0?1:-1),ne=M.ori==0?Nl:Br,fe=M.ori==0?v:(L,he,Pe,yn,Zt,Lt,Xt)=>{v(L,he,Pe,Zt,yn,Xt,Lt)},Q=re(C.bands,Vr).find(L=>L.series[0]==A),H=Q!=null?Q.dir:0,_e=W.fillTo(C,A,W.min,W.max,H),Be=q(J(_e,Y,T,X)),be,se,wt,Xe=I,Me=q(W.width*ie),Et=!1,Ft=null,at=null,Wt=null,hn=null;g!=null&&(Me==0||y!=null)&&(Et=!0,Ft=g.values(C,A,R,G),at=new Map,new Set(Ft).forEach(L=>{L!=null&&at.set(L,new Path2D)}),Me>0&&(Wt=y.values(C,A,R,G),hn=new Map,new Set(Wt).forEach(L=>{L!=null&&hn.set(L,new Path2D)})));let{x0:mn,size:jn}=h;if(mn!=null&&jn!=null){D=1,k=mn.values(C,A,R,G),mn.unit==2&&(k=k.map(Pe=>C.posToVal(j+Pe*I,M.key,!0)));let L=jn.values(C,A,R,G);jn.unit==2?se=L[0]*I:se=P(L[0],M,I,j)-P(0,M,I,j),Xe=wi(k,O,P,M,I,j,Xe),wt=Xe-se+U}else Xe=wi(k,O,P,M,I,j,Xe),wt=Xe*u+U,se=Xe-wt;wt<1&&(wt=0),Me>=se/2&&(Me=0),wt<5&&(q=Li);let fl=wt>0,Jt=Xe-wt-(fl?Me:0);se=q(Sr(Jt,te,V)),be=(D==0?se/2:D==ve?0:se)-D*ve*((D==0?U/2:0)+(fl?Me/2:0));let Ie={stroke:null,fill:null,clip:null,band:null,gaps:null,flags:0},gn=Et?null:new Path2D,Vt=null;if(Q!=null)Vt=C.data[Q.series[1]];else{let{y0:L,y1:he}=h;L!=null&&he!=null&&(O=he.values(C,A,R,G),Vt=L.values(C,A,R,G))}let Qt=F*se,K=Je*se;for(let L=ve==1?R:G;L>=R&&L<=G;L+=ve){let he=O[L];if(he==null)continue;if(Vt!=null){let Qe=Vt[L]??0;if(he-Qe==0)continue;Be=J(Qe,Y,T,X)}let Pe=M.distr!=2||h!=null?k[L]:L,yn=P(Pe,M,I,j),Zt=J(re(he,_e),Y,T,X),Lt=q(yn-be),Xt=q(Ye(Zt,Be)),et=q(St(Zt,Be)),ft=Xt-et;if(he!=null){let Qe=he<0?K:Qt,vt=he<0?Qt:K;Et?(Me>0&&Wt[L]!=null&&ne(hn.get(Wt[L]),Lt,et+it(Me/2),se,Ye(0,ft-Me),Qe,vt),Ft[L]!=null&&ne(at.get(Ft[L]),Lt,et+it(Me/2),se,Ye(0,ft-Me),Qe,vt)):ne(gn,Lt,et+it(Me/2),se,Ye(0,ft-Me),Qe,vt),fe(C,A,L,Lt-Me/2,et,se+Me,ft)}}return Me>0?Ie.stroke=Et?hn:gn:Et||(Ie._fill=W.width==0?W._fill:W._stroke??W._fill,Ie.width=0),Ie.fill=Et?at:gn,Ie})}function $f(t,e){let n=re(e?.alignGaps,0);return(l,o,a,u)=>dn(l,o,(d,p,h,v,g,y,C,A,R,G,W)=>{[a,u]=_l(h,a,u);let k=d.pxRound,O=F=>k(y(F,v,G,A)),M=F=>k(C(F,g,W,R)),Y,P,J;v.ori==0?(Y=Dl,J=zn,P=es):(Y=Hl,J=Wn,P=ts);let j=v.dir*(v.ori==0?1:-1),X=O(p[j==1?a:u]),I=X,T=[],q=[];for(let F=j==1?a:u;F>=a&&F<=u;F+=j)if(h[F]!=null){let ve=p[F],ne=O(ve);T.push(I=ne),q.push(M(h[F]))}let D={stroke:t(T,q,Y,J,P,k),fill:null,clip:null,band:null,gaps:null,flags:On},U=D.stroke,[V,te]=Wr(l,o);if(d.fill!=null||V!=0){let F=D.fill=new Path2D(U),Je=d.fillTo(l,o,d.min,d.max,V),ve=M(Je);J(F,I,ve),J(F,X,ve)}if(!d.spanGaps){let F=[];F.push(...Ur(p,h,a,u,j,O,n)),D.gaps=F=d.gaps(l,o,a,u,F),D.clip=$l(F,v.ori,A,R,G,W)}return te!=0&&(D.band=te==2?[Gt(l,o,a,u,U,-1),Gt(l,o,a,u,U,1)]:Gt(l,o,a,u,U,te)),D})}function Df(t){return $f(Hf,t)}function Hf(t,e,n,l,o,a){let u=t.length;if(u<2)return null;let d=new Path2D;if(n(d,t[0],e[0]),u==2)l(d,t[1],e[1]);else{let p=Array(u),h=Array(u-1),v=Array(u-1),g=Array(u-1);for(let y=0;y<u-1;y++)v[y]=e[y+1]-e[y],g[y]=t[y+1]-t[y],h[y]=v[y]/g[y];p[0]=h[0];for(let y=1;y<u-1;y++)h[y]===0||h[y-1]===0||h[y-1]>0!=h[y]>0?p[y]=0:(p[y]=3*(g[y-1]+g[y])/((2*g[y]+g[y-1])/h[y-1]+(g[y]+2*g[y-1])/h[y]),isFinite(p[y])||(p[y]=0));p[u-1]=h[u-2];for(let y=0;y<u-1;y++)o(d,t[y]+g[y]/3,e[y]+p[y]*g[y]/3,t[y+1]-g[y]/3,e[y+1]-p[y+1]*g[y]/3,t[y+1],e[y+1])}return d}var Pr=new Set;function vi(){for(let t of Pr)t.syncRect(!0)}Gn&&(cn(da,Nn,vi),cn(ha,Nn,vi,!0),cn(Sl,Nn,()=>{We.pxRatio=ie}));var Nf=rs(),Ff=ns();function bi(t,e,n,l){return(l?[t[0],t[1]].concat(t.slice(2)):[t[0]].concat(t.slice(1))).map((a,u)=>Ar(a,u,e,n))}function Vf(t,e){return t.map((n,l)=>l==0?{}:Le({},e,n))}function Ar(t,e,n,l){return Le({},e==0?n:l,t)}function os(t,e,n){return e==null?Vn:[e,n]}var Rf=os;function Of(t,e,n){return e==null?Vn:El(e,n,Nr,!0)}function is(t,e,n,l){return e==null?Vn:Pl(e,n,t.scales[l].log,!1)}var Gf=is;function ss(t,e,n,l){return e==null?Vn:Hr(e,n,t.scales[l].log,!1)}var zf=ss;function Wf(t,e,n,l,o){let a=Ye(Zo(t),Zo(e)),u=e-t,d=Tt(o/l*u,n);do{let p=n[d],h=l*p/u;if(h>=o&&a+(p<5?Yt.get(p):0)<=17)return[p,h]}while(++d<n.length);return[0,0]}function xi(t){let e,n;return t=t.replace(/(\d+)px/,(l,o)=>(e=Ce((n=+o)*ie))+"px"),[t,e,n]}function Uf(t){t.show&&[t.font,t.labelFont].forEach(e=>{let n=de(e[2]*ie,1);e[0]=e[0].replace(/[0-9.]+px/,n+"px"),e[1]=n})}function We(t,e,n){let l={mode:re(t.mode,1)},o=l.mode;function a(r,i,s,f){let c=i.valToPct(r);return f+s*(i.dir==-1?1-c:c)}function u(r,i,s,f){let c=i.valToPct(r);return f+s*(i.dir==-1?c:1-c)}function d(r,i,s,f){return i.ori==0?a(r,i,s,f):u(r,i,s,f)}l.valToPosH=a,l.valToPosV=u;let p=!1;l.status=0;let h=l.root=gt(Ys);if(t.id!=null&&(h.id=t.id),ot(h,t.class),t.title){let r=gt(Zs,h);r.textContent=t.title}let v=Mt("canvas"),g=l.ctx=v.getContext("2d"),y=gt(Xs,h);cn("click",y,r=>{r.target===A&&(me!=_n||xe!=Pn)&&ze.click(l,r)},!0);let C=l.under=gt(ea,y);y.appendChild(v);let A=l.over=gt(ta,y);t=Rn(t);let R=+re(t.pxAlign,1),G=yi(R);(t.plugins||[]).forEach(r=>{r.opts&&(t=r.opts(l,t)||t)});let W=t.ms||.001,k=l.series=o==1?bi(t.series||[],ui,mi,!1):Vf(t.series||[null],hi),O=l.axes=bi(t.axes||[],fi,pi,!0),M=l.scales={},Y=l.bands=t.bands||[];Y.forEach(r=>{r.fill=ee(r.fill||null),r.dir=re(r.dir,-1)});let P=o==2?k[1].facets[0].scale:k[0].scale,J={axes:Hs,series:Ps},j=(t.drawOrder||["axes","series"]).map(r=>J[r]);function X(r){let i=r.distr==3?s=>Ot(s>0?s:r.clamp(l,s,r.min,r.max,r.key)):r.distr==4?s=>yr(s,r.asinh):r.distr==100?s=>r.fwd(s):s=>s;return s=>{let f=i(s),{_min:c,_max:m}=r,w=m-c;return(f-c)/w}}function I(r){let i=M[r];if(i==null){let s=(t.scales||ol)[r]||ol;if(s.from!=null){I(s.from);let f=Le({},M[s.from],s,{key:r});f.valToPct=X(f),M[r]=f}else{i=M[r]=Le({},r==P?Yi:Sf,s),i.key=r;let f=i.time,c=i.range,m=qt(c);if((r!=P||o==2&&!f)&&(m&&(c[0]==null||c[1]==null)&&(c={min:c[0]==null?Yo:{mode:1,hard:c[0],soft:c[0]},max:c[1]==null?Yo:{mode:1,hard:c[1],soft:c[1]}},m=!1),!m&&Cl(c))){let w=c;c=(b,x,S)=>x==null?Vn:El(x,S,w)}i.range=ee(c||(f?Rf:r==P?i.distr==3?Gf:i.distr==4?zf:os:i.distr==3?is:i.distr==4?ss:Of)),i.auto=ee(m?!1:i.auto),i.clamp=ee(i.clamp||Tf),i._min=i._max=null,i.valToPct=X(i)}}}I("x"),I("y"),o==1&&k.forEach(r=>{I(r.scale)}),O.forEach(r=>{I(r.scale)});for(let r in t.scales)I(r);let T=M[P],q=T.distr,D,U;T.ori==0?(ot(h,Js),D=a,U=u):(ot(h,Qs),D=u,U=a);let V={};for(let r in M){let i=M[r];(i.min!=null||i.max!=null)&&(V[r]={min:i.min,max:i.max},i.min=i.max=null)}let te=t.tzDate||(r=>new Date(Ce(r/W))),F=t.fmtDate||Rr,Je=W==1?Ja(te):Xa(te),ve=ii(te,oi(W==1?Ya:Za,F)),ne=ai(te,si(tf,F)),fe=[],Q=l.legend=Le({},rf,t.legend),H=l.cursor=Le({},cf,{drag:{y:o==2}},t.cursor),_e=Q.show,Be=H.show,be=Q.markers;Q.idxs=fe,be.width=ee(be.width),be.dash=ee(be.dash),be.stroke=ee(be.stroke),be.fill=ee(be.fill);let se,wt,Xe,Me=[],Et=[],Ft,at=!1,Wt={};if(Q.live){let r=k[1]?k[1].values:null;at=r!=null,Ft=at?r(l,1,0):{_:0};for(let i in Ft)Wt[i]=$r}if(_e)if(se=Mt("table",sa,h),Xe=Mt("tbody",null,se),Q.mount(l,se),at){wt=Mt("thead",null,se,Xe);let r=Mt("tr",null,wt);Mt("th",null,r);for(var hn in Ft)Mt("th",Fo,r).textContent=hn}else ot(se,fa),Q.live&&ot(se,aa);let mn={show:!0},jn={show:!1};function fl(r,i){if(i==0&&(at||!Q.live||o==2))return Vn;let s=[],f=Mt("tr",ua,Xe,Xe.childNodes[i]);ot(f,r.class),r.show||ot(f,un);let c=Mt("th",null,f);if(be.show){let b=gt(ca,c);if(i>0){let x=be.width(l,i);x&&(b.style.border=x+"px "+be.dash(l,i)+" "+be.stroke(l,i)),b.style.background=be.fill(l,i)}}let m=gt(Fo,c);r.label instanceof HTMLElement?m.appendChild(r.label):m.textContent=r.label,i>0&&(be.show||(m.style.color=r.width>0?be.stroke(l,i):be.fill(l,i)),Ie("click",c,b=>{if(H._lock)return;tn(b);let x=k.indexOf(r);if((b.ctrlKey||b.metaKey)!=Q.isolate){let S=k.some((E,_)=>_>0&&_!=x&&E.show);k.forEach((E,_)=>{_>0&&Pt(_,S?_==x?mn:jn:mn,!0,Ee.setSeries)})}else Pt(x,{show:!r.show},!0,Ee.setSeries)},!1),vn&&Ie(Go,c,b=>{H._lock||(tn(b),Pt(k.indexOf(r),Cn,!0,Ee.setSeries))},!1));for(var w in Ft){let b=Mt("td",pa,f);b.textContent="--",s.push(b)}return[f,s]}let Jt=new Map;function Ie(r,i,s,f=!0){let c=Jt.get(i)||{},m=H.bind[r](l,i,s,f);m&&(cn(r,i,c[r]=m),Jt.set(i,c))}function gn(r,i,s){let f=Jt.get(i)||{};for(let c in f)(r==null||c==r)&&(Tr(c,i,f[c]),delete f[c]);r==null&&Jt.delete(i)}let Vt=0,Qt=0,K=0,L=0,he=0,Pe=0,yn=he,Zt=Pe,Lt=K,Xt=L,et=0,ft=0,Qe=0,vt=0;l.bbox={};let Ul=!1,ul=!1,wn=!1,en=!1,cl=!1,ut=!1;function Bl(r,i,s){(s||r!=l.width||i!=l.height)&&to(r,i),Tn(!1),wn=!0,ul=!0,Sn()}function to(r,i){l.width=Vt=K=r,l.height=Qt=L=i,he=Pe=0,ks(),Ms();let s=l.bbox;et=s.left=an(he*ie,.5),ft=s.top=an(Pe*ie,.5),Qe=s.width=an(K*ie,.5),vt=s.height=an(L*ie,.5)}let vs=3;function bs(){let r=!1,i=0;for(;!r;){i++;let s=$s(i),f=Ds(i);r=i==vs||s&&f,r||(to(l.width,l.height),ul=!0)}}function xs({width:r,height:i}){Bl(r,i)}l.setSize=xs;function ks(){let r=!1,i=!1,s=!1,f=!1;O.forEach((c,m)=>{if(c.show&&c._show){let{side:w,_size:b}=c,x=w%2,S=c.label!=null?c.labelSize:0,E=b+S;E>0&&(x?(K-=E,w==3?(he+=E,f=!0):s=!0):(L-=E,w==0?(Pe+=E,r=!0):i=!0))}}),nn[0]=r,nn[1]=s,nn[2]=i,nn[3]=f,K-=Ut[1]+Ut[3],he+=Ut[3],L-=Ut[2]+Ut[0],Pe+=Ut[0]}function Ms(){let r=he+K,i=Pe+L,s=he,f=Pe;function c(m,w){switch(m){case 1:return r+=w,r-w;case 2:return i+=w,i-w;case 3:return s-=w,s+w;case 0:return f-=w,f+w}}O.forEach((m,w)=>{if(m.show&&m._show){let b=m.side;m._pos=c(b,m._size),m.label!=null&&(m._lpos=c(b,m.labelSize))}})}if(H.dataIdx==null){let r=H.hover,i=r.skip=new Set(r.skip??[]);i.add(void 0);let s=r.prox=ee(r.prox),f=r.bias??=0;H.dataIdx=(c,m,w,b)=>{if(m==0)return w;let x=w,S=s(c,m,w,b)??pe,E=S>=0&&S<pe,_=T.ori==0?K:L,B=H.left,oe=e[0],le=e[m];if(i.has(le[w])){x=null;let Z=null,z=null,N;if(f==0||f==-1)for(N=w;Z==null&&N-- >0;)i.has(le[N])||(Z=N);if(f==0||f==1)for(N=w;z==null&&N++<le.length;)i.has(le[N])||(z=N);if(Z!=null||z!=null)if(E){let ye=Z==null?-1/0:D(oe[Z],T,_,0),Te=z==null?1/0:D(oe[z],T,_,0),Re=B-ye,ue=Te-B;Re<=ue?Re<=S&&(x=Z):ue<=S&&(x=z)}else x=z==null?Z:Z==null?z:w-Z<=z-w?Z:z}else E&&$e(B-D(oe[w],T,_,0))>S&&(x=null);return x}}let tn=r=>{H.event=r};H.idxs=fe,H._lock=!1;let Ue=H.points;Ue.show=ee(Ue.show),Ue.size=ee(Ue.size),Ue.stroke=ee(Ue.stroke),Ue.width=ee(Ue.width),Ue.fill=ee(Ue.fill);let _t=l.focus=Le({},t.focus||{alpha:.3},H.focus),vn=_t.prox>=0,bn=vn&&Ue.one,ct=[],xn=[],kn=[];function no(r,i){let s=Ue.show(l,i);if(s instanceof HTMLElement)return ot(s,ia),ot(s,r.class),Nt(s,-10,-10,K,L),A.insertBefore(s,ct[i]),s}function lo(r,i){if(o==1||i>0){let s=o==1&&M[r.scale].time,f=r.value;r.value=s?ti(f)?ai(te,si(f,F)):f||ne:f||xf,r.label=r.label||(s?df:pf)}if(bn||i>0){r.width=r.width==null?1:r.width,r.paths=r.paths||Nf||Ta,r.fillTo=ee(r.fillTo||Ef),r.pxAlign=+re(r.pxAlign,R),r.pxRound=yi(r.pxAlign),r.stroke=ee(r.stroke||null),r.fill=ee(r.fill||null),r._stroke=r._fill=r._paths=r._focus=null;let s=kf(Ye(1,r.width),1),f=r.points=Le({},{size:s,width:Ye(1,s*.2),stroke:r.stroke,space:s*2,paths:Ff,_stroke:null,_fill:null},r.points);f.show=ee(f.show),f.filter=ee(f.filter),f.fill=ee(f.fill),f.stroke=ee(f.stroke),f.paths=ee(f.paths),f.pxAlign=r.pxAlign}if(_e){let s=fl(r,i);Me.splice(i,0,s[0]),Et.splice(i,0,s[1]),Q.values.push(null)}if(Be){fe.splice(i,0,null);let s=null;bn?i==0&&(s=no(r,i)):i>0&&(s=no(r,i)),ct.splice(i,0,s),xn.splice(i,0,0),kn.splice(i,0,0)}Ve("addSeries",i)}function Ts(r,i){i=i??k.length,r=o==1?Ar(r,i,ui,mi):Ar(r,i,{},hi),k.splice(i,0,r),lo(k[i],i)}l.addSeries=Ts;function Ss(r){if(k.splice(r,1),_e){Q.values.splice(r,1),Et.splice(r,1);let i=Me.splice(r,1)[0];gn(null,i.firstChild),i.remove()}Be&&(fe.splice(r,1),ct.splice(r,1)[0].remove(),xn.splice(r,1),kn.splice(r,1)),Ve("delSeries",r)}l.delSeries=Ss;let nn=[!1,!1,!1,!1];function Es(r,i){if(r._show=r.show,r.show){let s=r.side%2,f=M[r.scale];f==null&&(r.scale=s?k[1].scale:P,f=M[r.scale]);let c=f.time;r.size=ee(r.size),r.space=ee(r.space),r.rotate=ee(r.rotate),qt(r.incrs)&&r.incrs.forEach(w=>{!Yt.has(w)&&Yt.set(w,Ai(w))}),r.incrs=ee(r.incrs||(f.distr==2?ja:c?W==1?qa:Qa:fn)),r.splits=ee(r.splits||(c&&f.distr==1?Je:f.distr==3?Er:f.distr==4?gf:mf)),r.stroke=ee(r.stroke),r.grid.stroke=ee(r.grid.stroke),r.ticks.stroke=ee(r.ticks.stroke),r.border.stroke=ee(r.border.stroke);let m=r.values;r.values=qt(m)&&!qt(m[0])?ee(m):c?qt(m)?ii(te,oi(m,F)):ti(m)?ef(te,m):m||ve:m||hf,r.filter=ee(r.filter||(f.distr>=3&&f.log==10?vf:f.distr==3&&f.log==2?bf:_i)),r.font=xi(r.font),r.labelFont=xi(r.labelFont),r._size=r.size(l,null,i,0),r._space=r._rotate=r._incrs=r._found=r._splits=r._values=null,r._size>0&&(nn[i]=!0,r._el=gt(na,y))}}function Kn(r,i,s,f){let[c,m,w,b]=s,x=i%2,S=0;return x==0&&(b||m)&&(S=i==0&&!c||i==2&&!w?Ce(fi.size/3):0),x==1&&(c||w)&&(S=i==1&&!m||i==3&&!b?Ce(pi.size/2):0),S}let ro=l.padding=(t.padding||[Kn,Kn,Kn,Kn]).map(r=>ee(re(r,Kn))),Ut=l._padding=ro.map((r,i)=>r(l,i,nn,0)),Ge,De=null,He=null,pl=o==1?k[0].idxs:null,bt=null,qn=!1;function oo(r,i){if(e=r??[],l.data=l._data=e,o==2){Ge=0;for(let s=1;s<k.length;s++)Ge+=e[s][0].length}else{e.length==0&&(l.data=l._data=e=[[]]),bt=e[0],Ge=bt.length;let s=e;if(q==2){s=e.slice();let f=s[0]=Array(Ge);for(let c=0;c<Ge;c++)f[c]=c}l._data=e=s}if(Tn(!0),Ve("setData"),q==2&&(wn=!0),i!==!1){let s=T;s.auto(l,qn)?Il():It(P,s.min,s.max),en=en||H.left>=0,ut=!0,Sn()}}l.setData=oo;function Il(){qn=!0;let r,i;o==1&&(Ge>0?(De=pl[0]=0,He=pl[1]=Ge-1,r=e[0][De],i=e[0][He],q==2?(r=De,i=He):r==i&&(q==3?[r,i]=Pl(r,r,T.log,!1):q==4?[r,i]=Hr(r,r,T.log,!1):T.time?i=r+Ce(86400/W):[r,i]=El(r,i,Nr,!0))):(De=pl[0]=r=null,He=pl[1]=i=null)),It(P,r,i)}let dl,Mn,jl,Kl,ql,Yl,Jl,Ql,Zl,Ze;function io(r,i,s,f,c,m){r??=Ro,s??=Vr,f??="butt",c??=Ro,m??="round",r!=dl&&(g.strokeStyle=dl=r),c!=Mn&&(g.fillStyle=Mn=c),i!=jl&&(g.lineWidth=jl=i),m!=ql&&(g.lineJoin=ql=m),f!=Yl&&(g.lineCap=Yl=f),s!=Kl&&g.setLineDash(Kl=s)}function so(r,i,s,f){i!=Mn&&(g.fillStyle=Mn=i),r!=Jl&&(g.font=Jl=r),s!=Ql&&(g.textAlign=Ql=s),f!=Zl&&(g.textBaseline=Zl=f)}function Xl(r,i,s,f,c=0){if(f.length>0&&r.auto(l,qn)&&(i==null||i.min==null)){let m=re(De,0),w=re(He,f.length-1),b=s.min==null?wa(f,m,w,c,r.distr==3):[s.min,s.max];r.min=St(r.min,s.min=b[0]),r.max=Ye(r.max,s.max=b[1])}}let ao={min:null,max:null};function Ls(){for(let f in M){let c=M[f];V[f]==null&&(c.min==null||V[P]!=null&&c.auto(l,qn))&&(V[f]=ao)}for(let f in M){let c=M[f];V[f]==null&&c.from!=null&&V[c.from]!=null&&(V[f]=ao)}V[P]!=null&&Tn(!0);let r={};for(let f in V){let c=V[f];if(c!=null){let m=r[f]=Rn(M[f],La);if(c.min!=null)Le(m,c);else if(f!=P||o==2)if(Ge==0&&m.from==null){let w=m.range(l,null,null,f);m.min=w[0],m.max=w[1]}else m.min=pe,m.max=-pe}}if(Ge>0){k.forEach((f,c)=>{if(o==1){let m=f.scale,w=V[m];if(w==null)return;let b=r[m];if(c==0){let x=b.range(l,b.min,b.max,m);b.min=x[0],b.max=x[1],De=Tt(b.min,e[0]),He=Tt(b.max,e[0]),He-De>1&&(e[0][De]<b.min&&De++,e[0][He]>b.max&&He--),f.min=bt[De],f.max=bt[He]}else f.show&&f.auto&&Xl(b,w,f,e[c],f.sorted);f.idxs[0]=De,f.idxs[1]=He}else if(c>0&&f.show&&f.auto){let[m,w]=f.facets,b=m.scale,x=w.scale,[S,E]=e[c],_=r[b],B=r[x];_!=null&&Xl(_,V[b],m,S,m.sorted),B!=null&&Xl(B,V[x],w,E,w.sorted),f.min=w.min,f.max=w.max}});for(let f in r){let c=r[f],m=V[f];if(c.from==null&&(m==null||m.min==null)){let w=c.range(l,c.min==pe?null:c.min,c.max==-pe?null:c.max,f);c.min=w[0],c.max=w[1]}}}for(let f in r){let c=r[f];if(c.from!=null){let m=r[c.from];if(m.min==null)c.min=c.max=null;else{let w=c.range(l,m.min,m.max,f);c.min=w[0],c.max=w[1]}}}let i={},s=!1;for(let f in r){let c=r[f],m=M[f];if(m.min!=c.min||m.max!=c.max){m.min=c.min,m.max=c.max;let w=m.distr;m._min=w==3?Ot(m.min):w==4?yr(m.min,m.asinh):w==100?m.fwd(m.min):m.min,m._max=w==3?Ot(m.max):w==4?yr(m.max,m.asinh):w==100?m.fwd(m.max):m.max,i[f]=s=!0}}if(s){k.forEach((f,c)=>{o==2?c>0&&i.y&&(f._paths=null):i[f.scale]&&(f._paths=null)});for(let f in i)wn=!0,Ve("setScale",f);Be&&H.left>=0&&(en=ut=!0)}for(let f in V)V[f]=null}function _s(r){let i=Sr(De-1,0,Ge-1),s=Sr(He+1,0,Ge-1);for(;r[i]==null&&i>0;)i--;for(;r[s]==null&&s<Ge-1;)s++;return[i,s]}function Ps(){if(Ge>0){let r=k.some(i=>i._focus)&&Ze!=_t.alpha;r&&(g.globalAlpha=Ze=_t.alpha),k.forEach((i,s)=>{if(s>0&&i.show&&(fo(s,!1),fo(s,!0),i._paths==null)){let f=Ze;Ze!=i.alpha&&(g.globalAlpha=Ze=i.alpha);let c=o==2?[0,e[s][0].length-1]:_s(e[s]);i._paths=i.paths(l,s,c[0],c[1]),Ze!=f&&(g.globalAlpha=Ze=f)}}),k.forEach((i,s)=>{if(s>0&&i.show){let f=Ze;Ze!=i.alpha&&(g.globalAlpha=Ze=i.alpha),i._paths!=null&&uo(s,!1);{let c=i._paths!=null?i._paths.gaps:null,m=i.points.show(l,s,De,He,c),w=i.points.filter(l,s,m,c);(m||w)&&(i.points._paths=i.points.paths(l,s,De,He,w),uo(s,!0))}Ze!=f&&(g.globalAlpha=Ze=f),Ve("drawSeries",s)}}),r&&(g.globalAlpha=Ze=1)}}function fo(r,i){let s=i?k[r].points:k[r];s._stroke=s.stroke(l,r),s._fill=s.fill(l,r)}function uo(r,i){let s=i?k[r].points:k[r],{stroke:f,fill:c,clip:m,flags:w,_stroke:b=s._stroke,_fill:x=s._fill,_width:S=s.width}=s._paths;S=de(S*ie,3);let E=null,_=S%2/2;i&&x==null&&(x=S>0?"#fff":b);let B=s.pxAlign==1&&_>0;if(B&&g.translate(_,_),!i){let oe=et-S/2,le=ft-S/2,Z=Qe+S,z=vt+S;E=new Path2D,E.rect(oe,le,Z,z)}i?er(b,S,s.dash,s.cap,x,f,c,w,m):As(r,b,S,s.dash,s.cap,x,f,c,w,E,m),B&&g.translate(-_,-_)}function As(r,i,s,f,c,m,w,b,x,S,E){let _=!1;x!=0&&Y.forEach((B,oe)=>{if(B.series[0]==r){let le=k[B.series[1]],Z=e[B.series[1]],z=(le._paths||ol).band;qt(z)&&(z=B.dir==1?z[0]:z[1]);let N,ye=null;le.show&&z&&ba(Z,De,He)?(ye=B.fill(l,oe)||m,N=le._paths.clip):z=null,er(i,s,f,c,ye,w,b,x,S,E,N,z),_=!0}}),_||er(i,s,f,c,m,w,b,x,S,E)}let co=On|_r;function er(r,i,s,f,c,m,w,b,x,S,E,_){io(r,i,s,f,c),(x||S||_)&&(g.save(),x&&g.clip(x),S&&g.clip(S)),_?(b&co)==co?(g.clip(_),E&&g.clip(E),ml(c,w),hl(r,m,i)):b&_r?(ml(c,w),g.clip(_),hl(r,m,i)):b&On&&(g.save(),g.clip(_),E&&g.clip(E),ml(c,w),g.restore(),hl(r,m,i)):(ml(c,w),hl(r,m,i)),(x||S||_)&&g.restore()}function hl(r,i,s){s>0&&(i instanceof Map?i.forEach((f,c)=>{g.strokeStyle=dl=c,g.stroke(f)}):i!=null&&r&&g.stroke(i))}function ml(r,i){i instanceof Map?i.forEach((s,f)=>{g.fillStyle=Mn=f,g.fill(s)}):i!=null&&r&&g.fill(i)}function Cs(r,i,s,f){let c=O[r],m;if(f<=0)m=[0,0];else{let w=c._space=c.space(l,r,i,s,f),b=c._incrs=c.incrs(l,r,i,s,f,w);m=Wf(i,s,b,f,w)}return c._found=m}function tr(r,i,s,f,c,m,w,b,x,S){let E=w%2/2;R==1&&g.translate(E,E),io(b,w,x,S,b),g.beginPath();let _,B,oe,le,Z=c+(f==0||f==3?-m:m);s==0?(B=c,le=Z):(_=c,oe=Z);for(let z=0;z<r.length;z++)i[z]!=null&&(s==0?_=oe=r[z]:B=le=r[z],g.moveTo(_,B),g.lineTo(oe,le));g.stroke(),R==1&&g.translate(-E,-E)}function $s(r){let i=!0;return O.forEach((s,f)=>{if(!s.show)return;let c=M[s.scale];if(c.min==null){s._show&&(i=!1,s._show=!1,Tn(!1));return}else s._show||(i=!1,s._show=!0,Tn(!1));let m=s.side,w=m%2,{min:b,max:x}=c,[S,E]=Cs(f,b,x,w==0?K:L);if(E==0)return;let _=c.distr==2,B=s._splits=s.splits(l,f,b,x,S,E,_),oe=c.distr==2?B.map(N=>bt[N]):B,le=c.distr==2?bt[B[1]]-bt[B[0]]:S,Z=s._values=s.values(l,s.filter(l,oe,f,E,le),f,E,le);s._rotate=m==2?s.rotate(l,Z,f,E):0;let z=s._size;s._size=yt(s.size(l,Z,f,r)),z!=null&&s._size!=z&&(i=!1)}),i}function Ds(r){let i=!0;return ro.forEach((s,f)=>{let c=s(l,f,nn,r);c!=Ut[f]&&(i=!1),Ut[f]=c}),i}function Hs(){for(let r=0;r<O.length;r++){let i=O[r];if(!i.show||!i._show)continue;let s=i.side,f=s%2,c,m,w=i.stroke(l,r),b=s==0||s==3?-1:1,[x,S]=i._found;if(i.label!=null){let Ke=i.labelGap*b,lt=Ce((i._lpos+Ke)*ie);so(i.labelFont[0],w,"center",s==2?"top":Vo),g.save(),f==1?(c=m=0,g.translate(lt,Ce(ft+vt/2)),g.rotate((s==3?-Tl:Tl)/2)):(c=Ce(et+Qe/2),m=lt);let on=Ei(i.label)?i.label(l,r,x,S):i.label;g.fillText(on,c,m),g.restore()}if(S==0)continue;let E=M[i.scale],_=f==0?Qe:vt,B=f==0?et:ft,oe=i._splits,le=E.distr==2?oe.map(Ke=>bt[Ke]):oe,Z=E.distr==2?bt[oe[1]]-bt[oe[0]]:x,z=i.ticks,N=i.border,ye=z.show?z.size:0,Te=Ce(ye*ie),Re=Ce((i.alignTo==2?i._size-ye-i.gap:i.gap)*ie),ue=i._rotate*-Tl/180,Se=G(i._pos*ie),tt=(Te+Re)*b,je=Se+tt;m=f==0?je:0,c=f==1?je:0;let pt=i.font[0],xt=i.align==1?Dn:i.align==2?hr:ue>0?Dn:ue<0?hr:f==0?"center":s==3?hr:Dn,Ct=ue||f==1?"middle":s==2?"top":Vo;so(pt,w,xt,Ct);let nt=i.font[1]*i.lineGap,dt=oe.map(Ke=>G(d(Ke,E,_,B))),kt=i._values;for(let Ke=0;Ke<kt.length;Ke++){let lt=kt[Ke];if(lt!=null){f==0?c=dt[Ke]:m=dt[Ke],lt=""+lt;let on=lt.indexOf(`
`)==-1?[lt]:lt.split(/\n/gm);for(let qe=0;qe<on.length;qe++){let Co=on[qe];ue?(g.save(),g.translate(c,m+qe*nt),g.rotate(ue),g.fillText(Co,0,0),g.restore()):g.fillText(Co,c,m+qe*nt)}}}z.show&&tr(dt,z.filter(l,le,r,S,Z),f,s,Se,Te,de(z.width*ie,3),z.stroke(l,r),z.dash,z.cap);let $t=i.grid;$t.show&&tr(dt,$t.filter(l,le,r,S,Z),f,f==0?2:1,f==0?ft:et,f==0?vt:Qe,de($t.width*ie,3),$t.stroke(l,r),$t.dash,$t.cap),N.show&&tr([Se],[1],f==0?1:0,f==0?1:2,f==1?ft:et,f==1?vt:Qe,de(N.width*ie,3),N.stroke(l,r),N.dash,N.cap)}Ve("drawAxes")}function Tn(r){k.forEach((i,s)=>{s>0&&(i._paths=null,r&&(o==1?(i.min=null,i.max=null):i.facets.forEach(f=>{f.min=null,f.max=null})))})}let gl=!1,nr=!1,Yn=[];function Ns(){nr=!1;for(let r=0;r<Yn.length;r++)Ve(...Yn[r]);Yn.length=0}function Sn(){gl||(Ha(po),gl=!0)}function Fs(r,i=!1){gl=!0,nr=i,r(l),po(),i&&Yn.length>0&&queueMicrotask(Ns)}l.batch=Fs;function po(){if(Ul&&(Ls(),Ul=!1),wn&&(bs(),wn=!1),ul){if(we(C,Dn,he),we(C,"top",Pe),we(C,tl,K),we(C,nl,L),we(A,Dn,he),we(A,"top",Pe),we(A,tl,K),we(A,nl,L),we(y,tl,Vt),we(y,nl,Qt),v.width=Ce(Vt*ie),v.height=Ce(Qt*ie),O.forEach(({_el:r,_show:i,_size:s,_pos:f,side:c})=>{if(r!=null)if(i){let m=c===3||c===0?s:0,w=c%2==1;we(r,w?"left":"top",f-m),we(r,w?"width":"height",s),we(r,w?"top":"left",w?Pe:he),we(r,w?"height":"width",w?L:K),Mr(r,un)}else ot(r,un)}),dl=Mn=jl=ql=Yl=Jl=Ql=Zl=Kl=null,Ze=1,Zn(!0),he!=yn||Pe!=Zt||K!=Lt||L!=Xt){Tn(!1);let r=K/Lt,i=L/Xt;if(Be&&!en&&H.left>=0){H.left*=r,H.top*=i,En&&Nt(En,Ce(H.left),0,K,L),Ln&&Nt(Ln,0,Ce(H.top),K,L);for(let s=0;s<ct.length;s++){let f=ct[s];f!=null&&(xn[s]*=r,kn[s]*=i,Nt(f,yt(xn[s]),yt(kn[s]),K,L))}}if(ge.show&&!cl&&ge.left>=0&&ge.width>0){ge.left*=r,ge.width*=r,ge.top*=i,ge.height*=i;for(let s in ar)we(An,s,ge[s])}yn=he,Zt=Pe,Lt=K,Xt=L}Ve("setSize"),ul=!1}Vt>0&&Qt>0&&(g.clearRect(0,0,v.width,v.height),Ve("drawClear"),j.forEach(r=>r()),Ve("draw")),ge.show&&cl&&(yl(ge),cl=!1),Be&&en&&(rn(null,!0,!1),en=!1),Q.show&&Q.live&&ut&&(ir(),ut=!1),p||(p=!0,l.status=1,Ve("ready")),qn=!1,gl=!1}l.redraw=(r,i)=>{wn=i||!1,r!==!1?It(P,T.min,T.max):Sn()};function lr(r,i){let s=M[r];if(s.from==null){if(Ge==0){let f=s.range(l,i.min,i.max,r);i.min=f[0],i.max=f[1]}if(i.min>i.max){let f=i.min;i.min=i.max,i.max=f}if(Ge>1&&i.min!=null&&i.max!=null&&i.max-i.min<1e-16)return;r==P&&s.distr==2&&Ge>0&&(i.min=Tt(i.min,e[0]),i.max=Tt(i.max,e[0]),i.min==i.max&&i.max++),V[r]=i,Ul=!0,Sn()}}l.setScale=lr;let rr,or,En,Ln,ho,mo,_n,Pn,go,yo,me,xe,Bt=!1,ze=H.drag,Ne=ze.x,Fe=ze.y;Be&&(H.x&&(rr=gt(ra,A)),H.y&&(or=gt(oa,A)),T.ori==0?(En=rr,Ln=or):(En=or,Ln=rr),me=H.left,xe=H.top);let ge=l.select=Le({show:!0,over:!0,left:0,width:0,top:0,height:0},t.select),An=ge.show?gt(la,ge.over?A:C):null;function yl(r,i){if(ge.show){for(let s in r)ge[s]=r[s],s in ar&&we(An,s,r[s]);i!==!1&&Ve("setSelect")}}l.setSelect=yl;function Vs(r){if(k[r].show)_e&&Mr(Me[r],un);else if(_e&&ot(Me[r],un),Be){let s=bn?ct[0]:ct[r];s!=null&&Nt(s,-10,-10,K,L)}}function It(r,i,s){lr(r,{min:i,max:s})}function Pt(r,i,s,f){i.focus!=null&&Ws(r),i.show!=null&&k.forEach((c,m)=>{m>0&&(r==m||r==null)&&(c.show=i.show,Vs(m),o==2?(It(c.facets[0].scale,null,null),It(c.facets[1].scale,null,null)):It(c.scale,null,null),Sn())}),s!==!1&&Ve("setSeries",r,i),f&&Xn("setSeries",l,r,i)}l.setSeries=Pt;function Rs(r,i){Le(Y[r],i)}function Os(r,i){r.fill=ee(r.fill||null),r.dir=re(r.dir,-1),i=i??Y.length,Y.splice(i,0,r)}function Gs(r){r==null?Y.length=0:Y.splice(r,1)}l.addBand=Os,l.setBand=Rs,l.delBand=Gs;function zs(r,i){k[r].alpha=i,Be&&ct[r]!=null&&(ct[r].style.opacity=i),_e&&Me[r]&&(Me[r].style.opacity=i)}let Rt,jt,ln,Cn={focus:!0};function Ws(r){if(r!=ln){let i=r==null,s=_t.alpha!=1;k.forEach((f,c)=>{if(o==1||c>0){let m=i||c==0||c==r;f._focus=i?null:m,s&&zs(c,m?1:_t.alpha)}}),ln=r,s&&Sn()}}_e&&vn&&Ie(zo,se,r=>{H._lock||(tn(r),ln!=null&&Pt(null,Cn,!0,Ee.setSeries))});function At(r,i,s){let f=M[i];s&&(r=r/ie-(f.ori==1?Pe:he));let c=K;f.ori==1&&(c=L,r=c-r),f.dir==-1&&(r=c-r);let m=f._min,w=f._max,b=r/c,x=m+(w-m)*b,S=f.distr;return S==3?Fn(10,x):S==4?ka(x,f.asinh):S==100?f.bwd(x):x}function Us(r,i){let s=At(r,P,i);return Tt(s,e[0],De,He)}l.valToIdx=r=>Tt(r,e[0]),l.posToIdx=Us,l.posToVal=At,l.valToPos=(r,i,s)=>M[i].ori==0?a(r,M[i],s?Qe:K,s?et:0):u(r,M[i],s?vt:L,s?ft:0),l.setCursor=(r,i,s)=>{me=r.left,xe=r.top,rn(null,i,s)};function wo(r,i){we(An,Dn,ge.left=r),we(An,tl,ge.width=i)}function vo(r,i){we(An,"top",ge.top=r),we(An,nl,ge.height=i)}let Jn=T.ori==0?wo:vo,Qn=T.ori==1?wo:vo;function Bs(){if(_e&&Q.live)for(let r=o==2?1:0;r<k.length;r++){if(r==0&&at)continue;let i=Q.values[r],s=0;for(let f in i)Et[r][s++].firstChild.nodeValue=i[f]}}function ir(r,i){if(r!=null&&(r.idxs?r.idxs.forEach((s,f)=>{fe[f]=s}):Ea(r.idx)||fe.fill(r.idx),Q.idx=fe[0]),_e&&Q.live){for(let s=0;s<k.length;s++)(s>0||o==1&&!at)&&Is(s,fe[s]);Bs()}ut=!1,i!==!1&&Ve("setLegend")}l.setLegend=ir;function Is(r,i){let s=k[r],f=r==0&&q==2?bt:e[r],c;at?c=s.values(l,r,i)??Wt:(c=s.value(l,i==null?null:f[i],r,i),c=c==null?Wt:{_:c}),Q.values[r]=c}function rn(r,i,s){go=me,yo=xe,[me,xe]=H.move(l,me,xe),H.left=me,H.top=xe,Be&&(En&&Nt(En,Ce(me),0,K,L),Ln&&Nt(Ln,0,Ce(xe),K,L));let f,c=De>He;Rt=pe,jt=null;let m=T.ori==0?K:L,w=T.ori==1?K:L;if(me<0||Ge==0||c){f=H.idx=null;for(let b=0;b<k.length;b++){let x=ct[b];x!=null&&Nt(x,-10,-10,K,L)}vn&&Pt(null,Cn,!0,r==null&&Ee.setSeries),Q.live&&(fe.fill(f),ut=!0)}else{let b,x,S;o==1&&(b=T.ori==0?me:xe,x=At(b,P),f=H.idx=Tt(x,e[0],De,He),S=D(e[0][f],T,m,0));let E=-10,_=-10,B=0,oe=0,le=!0,Z="",z="";for(let N=o==2?1:0;N<k.length;N++){let ye=k[N],Te=fe[N],Re=Te==null?null:o==1?e[N][Te]:e[N][1][Te],ue=H.dataIdx(l,N,f,x),Se=ue==null?null:o==1?e[N][ue]:e[N][1][ue];if(ut=ut||Se!=Re||ue!=Te,fe[N]=ue,N>0&&ye.show){let tt=ue==null?-10:ue==f?S:D(o==1?e[0][ue]:e[N][0][ue],T,m,0),je=Se==null?-10:U(Se,o==1?M[ye.scale]:M[ye.facets[1].scale],w,0);if(vn&&Se!=null){let pt=T.ori==1?me:xe,xt=$e(_t.dist(l,N,ue,je,pt));if(xt<Rt){let Ct=_t.bias;if(Ct!=0){let nt=At(pt,ye.scale),dt=Se>=0?1:-1,kt=nt>=0?1:-1;kt==dt&&(kt==1?Ct==1?Se>=nt:Se<=nt:Ct==1?Se<=nt:Se>=nt)&&(Rt=xt,jt=N)}else Rt=xt,jt=N}}if(ut||bn){let pt,xt;T.ori==0?(pt=tt,xt=je):(pt=je,xt=tt);let Ct,nt,dt,kt,$t,Ke,lt=!0,on=Ue.bbox;if(on!=null){lt=!1;let qe=on(l,N);dt=qe.left,kt=qe.top,Ct=qe.width,nt=qe.height}else dt=pt,kt=xt,Ct=nt=Ue.size(l,N);if(Ke=Ue.fill(l,N),$t=Ue.stroke(l,N),bn)N==jt&&Rt<=_t.prox&&(E=dt,_=kt,B=Ct,oe=nt,le=lt,Z=Ke,z=$t);else{let qe=ct[N];qe!=null&&(xn[N]=dt,kn[N]=kt,qo(qe,Ct,nt,lt),jo(qe,Ke,$t),Nt(qe,yt(dt),yt(kt),K,L))}}}}if(bn){let N=_t.prox,ye=ln==null?Rt<=N:Rt>N||jt!=ln;if(ut||ye){let Te=ct[0];Te!=null&&(xn[0]=E,kn[0]=_,qo(Te,B,oe,le),jo(Te,Z,z),Nt(Te,yt(E),yt(_),K,L))}}}if(ge.show&&Bt)if(r!=null){let[b,x]=Ee.scales,[S,E]=Ee.match,[_,B]=r.cursor.sync.scales,oe=r.cursor.drag;if(Ne=oe._x,Fe=oe._y,Ne||Fe){let{left:le,top:Z,width:z,height:N}=r.select,ye=r.scales[_].ori,Te=r.posToVal,Re,ue,Se,tt,je,pt=b!=null&&S(b,_),xt=x!=null&&E(x,B);pt&&Ne?(ye==0?(Re=le,ue=z):(Re=Z,ue=N),Se=M[b],tt=D(Te(Re,_),Se,m,0),je=D(Te(Re+ue,_),Se,m,0),Jn(St(tt,je),$e(je-tt))):Jn(0,m),xt&&Fe?(ye==1?(Re=le,ue=z):(Re=Z,ue=N),Se=M[x],tt=U(Te(Re,B),Se,w,0),je=U(Te(Re+ue,B),Se,w,0),Qn(St(tt,je),$e(je-tt))):Qn(0,w)}else fr()}else{let b=$e(go-ho),x=$e(yo-mo);if(T.ori==1){let B=b;b=x,x=B}Ne=ze.x&&b>=ze.dist,Fe=ze.y&&x>=ze.dist;let S=ze.uni;S!=null?Ne&&Fe&&(Ne=b>=S,Fe=x>=S,!Ne&&!Fe&&(x>b?Fe=!0:Ne=!0)):ze.x&&ze.y&&(Ne||Fe)&&(Ne=Fe=!0);let E,_;Ne&&(T.ori==0?(E=_n,_=me):(E=Pn,_=xe),Jn(St(E,_),$e(_-E)),Fe||Qn(0,w)),Fe&&(T.ori==1?(E=_n,_=me):(E=Pn,_=xe),Qn(St(E,_),$e(_-E)),Ne||Jn(0,m)),!Ne&&!Fe&&(Jn(0,0),Qn(0,0))}if(ze._x=Ne,ze._y=Fe,r==null){if(s){if(Ao!=null){let[b,x]=Ee.scales;Ee.values[0]=b!=null?At(T.ori==0?me:xe,b):null,Ee.values[1]=x!=null?At(T.ori==1?me:xe,x):null}Xn(mr,l,me,xe,K,L,f)}if(vn){let b=s&&Ee.setSeries,x=_t.prox;ln==null?Rt<=x&&Pt(jt,Cn,!0,b):Rt>x?Pt(null,Cn,!0,b):jt!=ln&&Pt(jt,Cn,!0,b)}}ut&&(Q.idx=f,ir()),i!==!1&&Ve("setCursor")}let Kt=null;Object.defineProperty(l,"rect",{get(){return Kt==null&&Zn(!1),Kt}});function Zn(r=!1){r?Kt=null:(Kt=A.getBoundingClientRect(),Ve("syncRect",Kt))}function bo(r,i,s,f,c,m,w){H._lock||Bt&&r!=null&&r.movementX==0&&r.movementY==0||(sr(r,i,s,f,c,m,w,!1,r!=null),r!=null?rn(null,!0,!0):rn(i,!0,!1))}function sr(r,i,s,f,c,m,w,b,x){if(Kt==null&&Zn(!1),tn(r),r!=null)s=r.clientX-Kt.left,f=r.clientY-Kt.top;else{if(s<0||f<0){me=-10,xe=-10;return}let[S,E]=Ee.scales,_=i.cursor.sync,[B,oe]=_.values,[le,Z]=_.scales,[z,N]=Ee.match,ye=i.axes[0].side%2==1,Te=T.ori==0?K:L,Re=T.ori==1?K:L,ue=ye?m:c,Se=ye?c:m,tt=ye?f:s,je=ye?s:f;if(le!=null?s=z(S,le)?d(B,M[S],Te,0):-10:s=Te*(tt/ue),Z!=null?f=N(E,Z)?d(oe,M[E],Re,0):-10:f=Re*(je/Se),T.ori==1){let pt=s;s=f,f=pt}}x&&(i==null||i.cursor.event.type==mr)&&((s<=1||s>=K-1)&&(s=an(s,K)),(f<=1||f>=L-1)&&(f=an(f,L))),b?(ho=s,mo=f,[_n,Pn]=H.move(l,s,f)):(me=s,xe=f)}let ar={width:0,height:0,left:0,top:0};function fr(){yl(ar,!1)}let xo,ko,Mo,To;function So(r,i,s,f,c,m,w){Bt=!0,Ne=Fe=ze._x=ze._y=!1,sr(r,i,s,f,c,m,w,!0,!1),r!=null&&(Ie(gr,xr,Eo,!1),Xn(Oo,l,_n,Pn,K,L,null));let{left:b,top:x,width:S,height:E}=ge;xo=b,ko=x,Mo=S,To=E}function Eo(r,i,s,f,c,m,w){Bt=ze._x=ze._y=!1,sr(r,i,s,f,c,m,w,!1,!0);let{left:b,top:x,width:S,height:E}=ge,_=S>0||E>0,B=xo!=b||ko!=x||Mo!=S||To!=E;if(_&&B&&yl(ge),ze.setScale&&_&&B){let oe=b,le=S,Z=x,z=E;if(T.ori==1&&(oe=x,le=E,Z=b,z=S),Ne&&It(P,At(oe,P),At(oe+le,P)),Fe)for(let N in M){let ye=M[N];N!=P&&ye.from==null&&ye.min!=pe&&It(N,At(Z+z,N),At(Z,N))}fr()}else H.lock&&(H._lock=!H._lock,rn(i,!0,r!=null));r!=null&&(gn(gr,xr),Xn(gr,l,me,xe,K,L,null))}function js(r,i,s,f,c,m,w){if(H._lock)return;tn(r);let b=Bt;if(Bt){let x=!0,S=!0,E=10,_,B;T.ori==0?(_=Ne,B=Fe):(_=Fe,B=Ne),_&&B&&(x=me<=E||me>=K-E,S=xe<=E||xe>=L-E),_&&x&&(me=me<_n?0:K),B&&S&&(xe=xe<Pn?0:L),rn(null,!0,!0),Bt=!1}me=-10,xe=-10,fe.fill(null),rn(null,!0,!0),b&&(Bt=b)}function Lo(r,i,s,f,c,m,w){H._lock||(tn(r),Il(),fr(),r!=null&&Xn(Wo,l,me,xe,K,L,null))}function _o(){O.forEach(Uf),Bl(l.width,l.height,!0)}cn(Sl,Nn,_o);let $n={};$n.mousedown=So,$n.mousemove=bo,$n.mouseup=Eo,$n.dblclick=Lo,$n.setSeries=(r,i,s,f)=>{let c=Ee.match[2];s=c(l,i,s),s!=-1&&Pt(s,f,!0,!1)},Be&&(Ie(Oo,A,So),Ie(mr,A,bo),Ie(Go,A,r=>{tn(r),Zn(!1)}),Ie(zo,A,js),Ie(Wo,A,Lo),Pr.add(l),l.syncRect=Zn);let wl=l.hooks=t.hooks||{};function Ve(r,i,s){nr?Yn.push([r,i,s]):r in wl&&wl[r].forEach(f=>{f.call(null,l,i,s)})}(t.plugins||[]).forEach(r=>{for(let i in r.hooks)wl[i]=(wl[i]||[]).concat(r.hooks[i])});let Po=(r,i,s)=>s,Ee=Le({key:null,setSeries:!1,filters:{pub:Xo,sub:Xo},scales:[P,k[1]?k[1].scale:null],match:[ei,ei,Po],values:[null,null]},H.sync);Ee.match.length==2&&Ee.match.push(Po),H.sync=Ee;let Ao=Ee.key,ur=Ji(Ao);function Xn(r,i,s,f,c,m,w){Ee.filters.pub(r,i,s,f,c,m,w)&&ur.pub(r,i,s,f,c,m,w)}ur.sub(l);function Ks(r,i,s,f,c,m,w){Ee.filters.sub(r,i,s,f,c,m,w)&&$n[r](null,i,s,f,c,m,w)}l.pub=Ks;function qs(){ur.unsub(l),Pr.delete(l),Jt.clear(),Tr(Sl,Nn,_o),h.remove(),se?.remove(),Ve("destroy")}l.destroy=qs;function cr(){Ve("init",t,e),oo(e||t.data,!1),V[P]?lr(P,V[P]):Il(),cl=ge.show&&(ge.width>0||ge.height>0),en=ut=!0,Bl(t.width,t.height)}return k.forEach(lo),O.forEach(Es),n?n instanceof HTMLElement?(n.appendChild(h),cr()):n(l,cr):cr(),l}We.assign=Le;We.fmtNum=Fr;We.rangeNum=El;We.rangeLog=Pl;We.rangeAsinh=Hr;We.orient=dn;We.pxRatio=ie;We.join=Da;We.fmtDate=Rr,We.tzDate=Ba;We.sync=Ji;{We.addGap=Lf,We.clipGaps=$l;let t=We.paths={points:ns};t.linear=rs,t.stepped=Af,t.bars=Cf,t.spline=Df}var Bf=120,If=20,Ir=class{times=[];values=[];push(e,n){return e<=(this.times.at(-1)??0)?!1:(this.times.push(e),this.values.push(n),this.times.length>Bf&&(this.times.shift(),this.values.shift()),!0)}span(){let e=this.times.at(-1)??0;return[Math.min(this.times[0]??0,e-If),e]}range(e){if(e!==null&&e>0)return[0,e];let n=Math.max(0,...this.values.map(l=>l??0));return[0,n>0?n*1.25:1]}},Fl=class{series=new Ir;sizes;host;max;plot=null;colour="";shown=!1;constructor(e,{colour:n,max:l=null}){this.host=e,this.max=l,e.style.color=`var(${n})`,e.setAttribute("aria-hidden","true"),this.sizes=new ResizeObserver(o=>{let a=o.at(-1);a&&this.fit(Math.round(a.contentRect.width),Math.round(a.contentRect.height))}),this.sizes.observe(e)}push(e,n){this.series.push(e,n)&&this.draw()}destroy(){this.sizes.disconnect(),this.plot?.destroy(),this.plot=null}fit(e,n){this.shown=e>0&&n>0,this.shown&&(this.plot&&this.plot.width===e&&this.plot.height===n||(this.plot?this.plot.setSize({width:e,height:n}):this.make(e,n),this.draw()))}draw(){!this.plot||!this.shown||(this.colour=getComputedStyle(this.host).color,this.plot.setData([this.series.times,this.series.values]))}make(e,n){let l={show:!1},o={width:e,height:n,padding:[2,0,1,0],cursor:l,legend:l,axes:[l,l],scales:{x:{time:!1,range:()=>this.series.span()},y:{range:()=>this.series.range(this.max)}},series:[{},{stroke:()=>this.colour,fill:()=>`color-mix(in srgb, ${this.colour} 16%, transparent)`,width:1.4,points:l}]};this.plot=new We(o,[[],[]],this.host);let{root:a}=this.plot;a.style.cssText="position:relative;overflow:hidden";for(let u of a.querySelectorAll(".u-wrap"))u.style.position="relative";for(let u of a.querySelectorAll(".u-under, .u-over"))u.style.position="absolute";for(let u of a.querySelectorAll("canvas"))u.style.cssText="display:block;position:relative;width:100%;height:100%"}};var jf=120,Vl=class t{static all=new WeakMap;told=new WeakMap;observer;constructor(){this.observer=new IntersectionObserver(e=>{for(let{target:n,isIntersecting:l}of e)this.told.get(n)?.(l)},{rootMargin:"80px"})}static of(e){let n=t.all.get(e);return n||(n=new t,t.all.set(e,n)),n}watch(e,n){this.told.set(e,n),this.observer.observe(e)}leave(e){this.observer.unobserve(e),this.told.delete(e)}},zt=class{element;chart;value;options;past=[];spark=null;constructor(e,n){this.options=n,this.chart=$(e,"div","ffp-chart"),this.chart.setAttribute("aria-hidden","true"),this.value=$(e,"b","");let l=$(e,"span","",n.name);l.setAttribute("aria-hidden","true"),this.element=$(e,"div","ffp-meter",l,this.chart,this.value),this.element.setAttribute("role","group"),this.element.setAttribute("aria-label",n.label),Vl.of(e).watch(this.chart,o=>this.show(o))}push(e,n,l){ce(this.value,l);let o=this.past.at(-1);o&&e<o[0]&&this.restart(),!(o&&e===o[0])&&(this.past.push([e,n]),this.past.length>jf&&this.past.shift(),this.spark?.push(e,n))}destroy(){Vl.of(this.element.ownerDocument).leave(this.chart),this.show(!1)}restart(){this.past.length=0,this.spark&&(this.show(!1),this.show(!0))}show(e){if(!e)this.spark?.destroy(),this.spark=null;else if(!this.spark){this.spark=new Fl(this.chart,{colour:this.options.colour,max:this.options.max??null});for(let[n,l]of this.past)this.spark.push(n,l)}}};function sl(t,e){let[n,l]=e>=9995e8&&e<995e11?[Oe(Math.round(e/1e9)),"GB"]:mt(e).split(" "),a=t/({B:1,kB:1e3,MB:1e6,GB:1e9,TB:1e12,PB:1e15}[l??"B"]??1);return`${a>0&&a<9.95&&l!=="B"?a.toFixed(1):Oe(Math.round(a))} of ${n} ${l}`}var Kf=.05,as=t=>(t.load??0)>=Kf||t.inUse>0,Un=t=>t.label.includes(":"),Bn=t=>{let e=new Set(t.filter(n=>!Un(n)).map(n=>n.label));return t.filter(n=>!Un(n)||!e.has(n.label.split(":")[0]??""))};function fs(t){let e=t.flatMap(h=>h.gpus),n=t.flatMap(h=>Bn(h.gpus));if(!n.length)return"none";let l=new Set(t.flatMap(h=>h.gpus.filter(v=>Un(v)&&as(v)).map(v=>`${h.name}
${v.label.split(":")[0]??""}`))),o=t.reduce((h,v)=>h+Bn(v.gpus).filter(g=>as(g)||l.has(`${v.name}
${g.label}`)).length,0),a=e.filter(h=>h.error).length,u=n.reduce((h,v)=>h+v.memoryTotal,0),d=n.reduce((h,v)=>h+v.memory,0),p=[Oe(n.length),`${Oe(o)} busy`];return a&&p.push(`${Oe(a)} with an error`),u&&p.push(sl(d,u)),p.join(" · ")}function In(t){switch(t.gpuState){case"none":return t.gpuNote||"no GPU in this machine";case"no-driver":return t.gpuNote?`driver missing: ${t.gpuNote}`:"driver missing: there may be GPUs, but nothing to ask them with";case"error":return t.gpuNote?`GPUs cannot be read: ${t.gpuNote}`:"GPUs cannot be read";default:return t.gpus.length?"":t.gpuNote}}function us(t){let e=t.nodes.reduce((o,a)=>o+Bn(a.gpus).length,0),n=t.nodes.reduce((o,a)=>o+a.cpus,0);return`${ht(t.nodes.filter(({state:o})=>o!=="waiting").length,"node")} · ${e?ht(e,"GPU"):ht(n,"CPU")}`}function cs(t){let e=Math.floor(t/60);if(e<1)return"just started";if(e<60)return`up ${e} min`;let n=Math.floor(e/60);return n<24?`up ${n} h ${e%60} min`:`up ${Oe(Math.floor(n/24))} d ${n%24} h`}var ps=6;function qf(t){let e=[];return t.temperature!==null&&e.push(`${Math.round(t.temperature)} °C`),t.power!==null&&e.push(`${Math.round(t.power)} W`),e.join(" · ")}function Yf(t){let e=t.worker?[t.job||"idle",t.worker]:[`pid ${t.pid}, not ours`];return t.memory>0&&e.push(mt(t.memory)),e.map(n=>ke(n,60)).join(" · ")}var jr=class{element;name;heat;trouble;processes;list;load;memory;time;constructor(e,n,l){this.time=l,this.name=$(e,"span","ffp-label"),this.heat=$(e,"span","ffp-heat"),this.trouble=$(e,"div","ffp-wide ffp-bad"),this.processes=$(e,"div","ffp-wide ffp-procs"),this.list=new Dt(this.processes,({pid:p})=>String(p),()=>{let p=$(e,"span","");return{element:p,update:h=>ce(p,Yf(h))}}),this.load=new zt(e,{name:"GPU",colour:"--ff-gpu",label:`${n.label}: load`,max:1}),this.memory=new zt(e,{name:"MEM",colour:"--ff-mem",label:`${n.label}: memory`,max:1});let{load:o,memory:a,trouble:u,processes:d}=this;this.element=$(e,"div","ffp-gpu",this.name,o.element,a.element,this.heat,u,d),this.element.setAttribute("role","listitem"),this.element.classList.toggle("ffp-part",Un(n))}update(e){ce(this.name,e.label),rt(this.name,[e.name,e.id].filter(Boolean).join(", ")),ce(this.heat,qf(e)),Ae(this.heat,e.error!==""),rt(this.heat,e.power!==null&&e.powerLimit!==null?`of ${Math.round(e.powerLimit)} W at most`:""),Ae(this.trouble,!e.error),Ht(this.trouble,e.error);let n=!e.error;Ae(this.load.element,!n),Ae(this.memory.element,!n),this.load.push(this.time(),n?e.load:null,sn(e.load)),this.memory.push(this.time(),n&&e.memoryTotal?e.memory/e.memoryTotal:null,mt(e.memory)),rt(this.memory.element,e.memoryTotal?sl(e.memory,e.memoryTotal):""),this.list.update(e.processes.slice(0,ps)),Ae(this.processes,e.processes.length===0);let l=e.processes.length-ps;rt(this.processes,l>0?`and ${Oe(l)} more`:"")}destroy(){this.load.destroy(),this.memory.destroy()}},Kr=class{element;name;model;use;note;list;gpus;now=0;constructor(e,n){this.name=$(e,"b",""),this.model=$(e,"span","ffp-faint"),this.use=$(e,"span","ffp-faint"),this.note=$(e,"div","ffp-empty"),this.list=$(e,"div",""),this.list.setAttribute("role","list"),this.list.setAttribute("aria-label",`GPUs of ${ke(n.name)}`);let l=$(e,"div","ffp-node-head",this.name,this.model,this.use);this.element=$(e,"div","ffp-machine",l,this.note,this.list),this.gpus=new Dt(this.list,({label:o})=>o,o=>new jr(e,o,()=>this.now))}update(e){this.now=e.time,Ht(this.name,e.name);let n=[...new Set(e.gpus.filter(o=>!Un(o)).map(o=>o.name))].filter(Boolean);ce(this.model,ke(n.join(", "),80)),ce(this.use,e.gpus.length?`${Math.round(e.gpusInUse*100)/100} given to tasks`:"");let l=In(e);Ae(this.note,l===""),ce(this.note,l),bl(this.note,"state",e.gpuState),this.gpus.update(e.gpus)}destroy(){this.gpus.destroy()}};function Jf(t){let e=new Map;for(let n of t){let l=In(n);l&&!n.gpus.length&&e.set(l,[...e.get(l)??[],n])}return t.flatMap(n=>{let l=n.gpus.length?[]:e.get(In(n))??[];return l.length<2?[n]:l[0]===n?[{...n,name:`${ke(n.name,60)} and ${Oe(l.length-1)} more`}]:[]})}var al=class{element;nodes;constructor(e){this.element=$(e,"div","ffp-gpus"),this.nodes=new Dt(this.element,({name:n})=>n,n=>new Kr(e,n))}update(e){this.nodes.update(Jf(e))}destroy(){this.nodes.destroy(),this.element.remove()}};var Qf=20;function Zf(t){let e=t.resources.map(({name:l,amount:o})=>l==="memory"?`${mt(o)} of memory`:`${o} ${ke(l,40)}`),n=t.kind?` (${ke(t.kind,40)})`:"";return`${Oe(t.count)} × ${e.join(", ")||"nothing"}${n}`}function Xf(t){let e=(n,l,o=!1)=>{let a=l.slice(0,Qf).map((d,p)=>({key:`${n} ${p}`,text:`${n} ${ke(d,200)}`.trim(),trouble:o})),u=l.length-a.length;return u>0?[...a,{key:`${n} more`,text:`${n} ${Oe(u)} more`,trouble:o}]:a};return[...e("waits for room:",t.demands.map(Zf)),...e("the autoscaler",t.autoscaler?[t.autoscaler]:[]),...e("node on its way:",t.pendingNodes),...e("node that failed:",t.failedNodes,!0),...e("",t.note?[t.note]:[],!0)]}var qr=class{element;constructor(e){this.element=$(e,"div","ffp-fact"),this.element.setAttribute("role","listitem")}update({text:e,trouble:n}){ce(this.element,e),rt(this.element,e),this.element.classList.toggle("ffp-fact-trouble",n)}},Rl=class{element;where;link;lines;constructor(e){this.where=$(e,"span",""),this.link=$(e,"a","","dashboard"),this.link.target="_blank",this.link.rel="noopener noreferrer";let n=$(e,"div","");n.setAttribute("role","list"),n.setAttribute("aria-label","State of the cluster"),this.lines=new Dt(n,({key:l})=>l,()=>new qr(e)),this.element=$(e,"div","ffp-facts",$(e,"div","ffp-fact",this.where,this.link),n),this.element.hidden=!0}update(e,n){if(Ae(this.element,n===null),!n)return;let l=e==="ray"?"Ray":e;ce(this.where,[`${l} ${n.version}`.trim(),n.address].filter(Boolean).join(" · "));let o=/^https?:\/\//.test(n.dashboard);Ae(this.link,!o),o&&this.link.getAttribute("href")!==n.dashboard&&(this.link.href=n.dashboard),rt(this.link,o?n.dashboard:""),this.lines.update(Xf(n))}destroy(){this.lines.destroy(),this.element.remove()}};function eu(t,e,n,l,o=4){if(l<=0||n<=0)return{from:0,to:0};let a=Math.floor(Math.max(0,t)/n)-o,u=Math.ceil((Math.max(0,t)+Math.max(0,e))/n)+o,d=Math.min(l,Math.max(u,0));return{from:Math.max(0,Math.min(a,d)),to:d}}function tu(t,e,n,l){let o={ArrowDown:1,ArrowUp:-1,PageDown:l,PageUp:-l},a=t==="Home"?0:t==="End"?n-1:t in o?e+(o[t]??0):null;return a===null||n===0?null:Math.max(0,Math.min(n-1,a))}function nu(t,e,n,l){return t*l<e?t*l:Math.max(e,(t+1)*l-n)}var Ol=class{element;inner;options;views=new Map;indices=new WeakMap;total=0;at=()=>{};current=0;range={from:0,to:0};frame=0;constructor(e,n){this.options=n,this.inner=$(e,"div","ffp-rows-inner"),this.inner.setAttribute("role","list"),this.inner.setAttribute("aria-label",n.label),this.element=$(e,"div","ffp-rows",this.inner),this.element.addEventListener("scroll",()=>this.later(),{passive:!0}),this.element.addEventListener("keydown",l=>this.key(l)),this.element.addEventListener("click",l=>this.click(l)),this.element.addEventListener("focusin",l=>this.focused(l))}update(e,n){this.total=e,this.at=n,this.current=Math.max(0,Math.min(this.current,e-1));let{rowHeight:l,most:o}=this.options,a=`${Math.min(e,o)*l}px`;this.element.style.height!==a&&(this.element.style.height=a);let u=`${e*l}px`;this.inner.style.height!==u&&(this.inner.style.height=u),this.draw()}get drawn(){return this.views.size}focus(e=this.current){this.go(e)}destroy(){this.element.ownerDocument.defaultView?.cancelAnimationFrame(this.frame);for(let e of this.views.values())e.destroy?.();this.views.clear(),this.element.remove()}later(){let e=this.element.ownerDocument.defaultView;!e||this.frame||(this.frame=e.requestAnimationFrame(()=>{this.frame=0,this.draw()}))}draw(){let{rowHeight:e,most:n}=this.options,l=eu(this.element.scrollTop,Math.min(this.total,n)*e,e,this.total),o=Array.from({length:l.to-l.from},(u,d)=>l.from+d);this.total&&this.current<l.from&&o.unshift(this.current),this.total&&this.current>=l.to&&o.push(this.current);let a=new Map;for(let u of o){let d=this.at(u);if(d===void 0)continue;let p=this.options.key(d,u);if(a.has(p))continue;let h=this.view(p,d);a.set(p,h),this.place(h,d,u)}for(let[u,d]of this.views)a.has(u)||(d.destroy?.(),d.element.remove(),this.views.delete(u));this.order([...a.values()]),!(l.from===this.range.from&&l.to===this.range.to)&&(this.range=l,this.options.seen?.(l))}view(e,n){let l=this.views.get(e);return l||(l=this.options.open(n),l.element.classList.add("ffp-row"),l.element.setAttribute("role","listitem"),l.element.style.height=`${this.options.rowHeight}px`,this.views.set(e,l)),l}place(e,n,l){let{element:o}=e;e.update(n);let a=`translateY(${l*this.options.rowHeight}px)`;o.style.transform!==a&&(o.style.transform=a),vl(o,"aria-setsize",String(this.total)),vl(o,"aria-posinset",String(l+1)),vl(o,"tabindex",l===this.current?"0":"-1"),this.indices.set(o,l)}order(e){let n=this.inner.firstElementChild;for(let{element:l}of e)l===n?n=n.nextElementSibling:this.inner.insertBefore(l,n)}rowOf(e){let n=e?.closest(".ffp-row")??null,l=n&&this.indices.get(n);return n&&l!==null&&l!==void 0?{row:n,index:l}:null}key(e){let n=this.rowOf(e.target);if(!n||e.ctrlKey||e.altKey||e.metaKey)return;let l=this.at(n.index),o=e.target===n.row,a=Math.max(1,Math.min(this.total,this.options.most)-1),u=o?tu(e.key,n.index,this.total,a):null;if(u!==null)this.go(u);else if(o&&e.key==="Enter"&&l!==void 0)this.options.chosen?.(l,n.index);else if(o&&e.key==="Delete"&&l!==void 0)this.options.removed?.(l,n.index);else if(!o&&e.key==="Escape")n.row.focus();else return;e.preventDefault(),e.stopPropagation()}click(e){let n=this.rowOf(e.target);if(!n||e.target.closest("button, input, a, .ffp-confirm"))return;this.current=n.index;let l=this.at(n.index);this.draw(),l!==void 0&&this.options.chosen?.(l,n.index)}focused(e){let n=this.rowOf(e.target);!n||n.index===this.current||(this.current=n.index,this.draw())}go(e){let{rowHeight:n,most:l}=this.options;this.current=e;let o=Math.min(this.total,l)*n;this.element.scrollTop=nu(e,this.element.scrollTop,o,n),this.draw();for(let a of this.views.values())this.indices.get(a.element)===e&&a.element.focus({preventScroll:!0})}};function Jr(t){return t.flatMap(e=>e.workers.map(n=>({worker:n,node:e.name})))}var Qr=t=>t.nodes.reduce((e,n)=>e+n.workersTotal,0);function lu(t){return t.state==="paused"||t.pause?t.job?`${ke(t.job,60)} · paused`:"paused":t.job?t.group?`${ke(t.job,60)} · rank ${t.rank}`:ke(t.job,60):t.state}var Yr=class{element;mark;name;gpus;where;work;cpu;memory;constructor(e){this.mark=$(e,"span","ffp-mark"),this.name=$(e,"span","ffp-label"),this.gpus=$(e,"span","ffp-tag");let n=$(e,"span","ffp-who",this.name,this.gpus);this.where=$(e,"span","ffp-label ffp-where ffp-faint"),this.work=$(e,"span","ffp-label ffp-where ffp-faint"),this.cpu=$(e,"span","ffp-num"),this.memory=$(e,"span","ffp-num"),this.element=$(e,"div","ffp-worker",this.mark,n,this.where,this.work,this.cpu,this.memory)}update({worker:e,node:n}){let l=lu(e),o=e.pause?"paused":e.state;bl(this.mark,"state",o),ce(this.name,ke(e.id,60)),ce(this.gpus,ke(e.gpus.join(" "),60)),Ae(this.gpus,e.gpus.length===0),Ht(this.where,n,60),ce(this.work,l),ce(this.cpu,No(e.cpu)),ce(this.memory,e.memory>0?mt(e.memory):""),rt(this.element,`${ke(n,60)} · ${l} · pid ${e.pid}`),this.element.setAttribute("aria-label",`Worker ${ke(e.id,60)} on ${ke(n,60)}: ${l}`)}},Gl=class{element;rows;constructor(e,n=()=>{}){this.rows=new Ol(e,{label:"Workers",rowHeight:24,most:12,key:({worker:l,node:o},a)=>l.id?`${o}
${l.id}`:String(a),open:()=>new Yr(e),seen:n}),this.element=this.rows.element}update(e,n,l){let o=Jr(e.nodes);this.rows.update(l,a=>o[a-n])}destroy(){this.rows.destroy()}};function ru(t){let e=Bn(t.gpus).flatMap(({load:n})=>n===null?[]:[n]);return e.length?e.reduce((n,l)=>n+l,0)/e.length:null}var Zr=t=>String(Math.round(t*100)/100),Xr=class{element;name;has;note;cpu;memory;gpu;constructor(e,n){this.name=$(e,"b",""),this.has=$(e,"span","ffp-faint"),this.note=$(e,"span","ffp-faint");let l=u=>`${n.name.slice(0,100)}: ${u}`;this.cpu=new zt(e,{name:"CPU",colour:"--ff-running",label:l("processors"),max:1}),this.memory=new zt(e,{name:"MEM",colour:"--ff-mem",label:l("memory"),max:1}),this.gpu=new zt(e,{name:"GPU",colour:"--ff-gpu",label:l("GPUs' load"),max:1});let o=$(e,"div","ffp-machine-meters",this.cpu.element,this.memory.element,this.gpu.element),a=$(e,"div","ffp-node-head",this.name,this.has,this.note);this.element=$(e,"div","ffp-machine",a,o),this.element.setAttribute("role","listitem")}update(e){Ht(this.name,e.name);let n=Bn(e.gpus).length,l=e.state==="waiting";for(let p of[this.cpu,this.memory])Ae(p.element,l);if(l){ce(this.has,`${ht(e.workersTotal,"worker")}: starting, or waiting for room`),Ae(this.gpu.element,!0);return}let o=[`${Zr(e.cpusInUse)} of ${ht(e.cpus,"CPU")}`];n&&o.push(`${Zr(e.gpusInUse)} of ${ht(n,"GPU")}`);for(let{name:p,total:h,inUse:v}of e.resources)o.push(`${Zr(v)} of ${Oe(h)} ${ke(p,40)}`);e.state&&o.push(ke(e.state,40));let a=e.workersTotal?`in use by ${ht(e.workersTotal,"worker")}`:"in use";ce(this.has,`${o.join(" · ")} ${a}`);let u=In(e);Ht(this.note,u,90),this.cpu.push(e.time,e.load,sn(e.load)),this.memory.push(e.time,e.memory?e.memoryUsed/e.memory:null,mt(e.memoryUsed)),rt(this.memory.element,sl(e.memoryUsed,e.memory));let d=ru(e);Ae(this.gpu.element,n===0),this.gpu.push(e.time,d,sn(d))}destroy(){for(let e of[this.cpu,this.memory,this.gpu])e.destroy()}};function ds(t){let e=[us(t),ht(Qr(t),"worker"),ht(t.jobs,"job")];return t.objectBytes>0&&e.push(`${mt(t.objectBytes)} of objects`),e.push(cs(t.uptime)),t.draining&&e.push("ends when its work has ended"),e.join(" · ")}var zl=class{element;nodes;facts;workers;workersHead;constructor(e){let n=$(e,"div","");n.setAttribute("role","list"),n.setAttribute("aria-label","Nodes"),this.nodes=new Dt(n,({name:o})=>o,o=>new Xr(e,o)),this.facts=new Rl(e),this.workers=new Gl(e),this.workersHead=$(e,"div","ffp-node-head");let l=$(e,"div","ffp-section",this.workersHead,this.workers.element);l.style.paddingBottom="6px",this.element=$(e,"div","",this.facts.element,n,l),l.style.borderTop="1px solid var(--ff-line)"}update(e){this.facts.update(e.engine,e.facts),this.nodes.update(e.nodes);let n=Jr(e.nodes).length,l=Qr(e),o=l>n?`, the first ${Oe(n)} of them here`:"";ce(this.workersHead,l?`${ht(l,"worker")}${o}`:"no workers yet: they start with the work"),this.workers.update(e,0,n)}destroy(){this.facts.destroy(),this.nodes.destroy(),this.workers.destroy(),this.element.remove()}};var hs=`.ffp-panel {
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

.ffp-facts {
  padding: 4px 12px 6px;
}
.ffp-fact {
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
  color: var(--ff-dim);
  font-size: 11px;
  line-height: 17px;
}
.ffp-fact a {
  margin-left: 8px;
  color: var(--ff-running);
}
.ffp-fact.ffp-fact-trouble {
  color: var(--ff-failed);
}
`;var ms=`/*
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
`;var gs={now:()=>performance.now(),after:(t,e)=>setTimeout(e,t),stop:t=>clearTimeout(t)};var su=1e4,Wl=class{tell;clock;told=null;timer=null;constructor(e,n=gs){this.tell=e,this.clock=n}set(e){e!==this.told&&(this.told=e,this.clock.stop(this.timer),e?this.remind():this.tell(!1))}end(){this.told&&this.set(!1)}remind(){this.timer=this.clock.after(su,()=>this.remind()),this.tell(!0)}};var au="farfield:claim";function ys(t,e,n){if(!e)return()=>{};let l=new Map,o=new WeakSet,a=p=>{p.isConnected||o.has(p)||(o.add(p),setTimeout(()=>{o.delete(p),!p.isConnected&&(l.get(p)?.(),l.delete(p))},6e4))},u=()=>{for(let p of t.querySelectorAll(`#${e}`)){if(l.has(p))continue;p.dispatchEvent(new CustomEvent(au));let h=[...p.childNodes],v=t.createElement("div");v.className="ff-placed",p.replaceChildren(v);let g=n(v);l.set(p,()=>{g()||p.replaceChildren(...h)})}for(let p of l.keys())a(p)},d=new MutationObserver(u);return d.observe(t.body,{childList:!0,subtree:!0}),u(),()=>{d.disconnect();for(let p of l.values())p();l.clear()}}var fu=t=>Array.isArray(t.nodes),eo=class{root;title;tag;summary;link;body;shown=null;view="";constructor(e){let n=e.ownerDocument,l=$(n,"style","");l.textContent=ms+hs,this.title=$(n,"b",""),this.tag=$(n,"span","ffp-tag"),this.summary=$(n,"span","ffp-faint ffp-summary"),this.link=$(n,"div","ffp-outage"),this.link.setAttribute("role","status"),this.body=$(n,"div","ffp-box-body");let o=$(n,"div","ffp-top",this.title,this.tag,$(n,"span","ffp-grow"),this.summary);this.root=$(n,"div","ffp-panel ffp-box",l,o,this.link,this.body),this.root.setAttribute("role","region"),e.append(this.root)}update(e,n){let l=n==="gpus",o=fu(e),a=l?"GPUs":o?e.name||e.target:"Cluster";Ht(this.title,a),this.root.setAttribute("aria-label",l?"GPUs of the cluster":"Cluster"),ce(this.tag,o&&!l?e.engine:""),Ae(this.tag,!this.tag.textContent);let u=o?Ho(e.connection):"";Ae(this.link,u===""),ce(this.link,u),this.body.classList.toggle("ffp-stale",u!==""),ce(this.summary,o?l?fs(e.nodes):ds(e):"asking…"),o&&(n!==this.view&&this.shown?.destroy(),(n!==this.view||!this.shown)&&(this.view=n,this.shown=l?new al(this.body.ownerDocument):new zl(this.body.ownerDocument),this.body.append(this.shown.element)),this.shown instanceof al?this.shown.update(e.nodes):this.shown.update(e))}watch(e){let n=this.root.ownerDocument,l=new Wl(e),o=!1,a=()=>l.set(o&&n.visibilityState==="visible"),u=new IntersectionObserver(d=>{o=d.at(-1)?.isIntersecting??!1,a()});return u.observe(this.root),n.addEventListener("visibilitychange",a),()=>{u.disconnect(),n.removeEventListener("visibilitychange",a),l.end()}}dispose(){this.shown?.destroy(),this.root.remove()}};function ws(t,e){let n=new eo(e),l=()=>n.update(t.get("state"),t.get("view"));t.on("change:state",l),t.on("change:view",l),l();let o=Math.random().toString(36).slice(2),a=n.watch(u=>t.send({kind:"visible",visible:u,page:o}));return()=>{a(),t.off("change:state",l),t.off("change:view",l),n.dispose()}}var pc={initialize:({model:t})=>ys(document,t.get("place"),e=>ws(t,e)),render:({model:t,el:e})=>ws(t,e)};export{eo as ClusterBox,pc as default,fu as isKnown};
