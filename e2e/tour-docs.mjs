import { launch } from "./support/browser.mjs";
import { signIn } from "./support/office.mjs";
import { readFileSync, mkdirSync } from "node:fs";
const address="http://127.0.0.1:7013"; const out="/tmp/tour"; mkdirSync(out,{recursive:true});
const pw=Object.fromEntries(readFileSync("/tmp/look.txt","utf8").split("\n").map(l=>l.trim().split(/\s+/)).filter(a=>a.length>=2&&/^[a-z0-9]{4}-/.test(a[1])).map(a=>[a[0],a[1]]));
const b=await launch();
async function as(login,opts,f){const c=await b.newContext({locale:"vi-VN",reducedMotion:"reduce",...opts});const p=await c.newPage();await signIn(p,address,login,pw[login]);await f(p);await c.close();}
const wide={viewport:{width:1280,height:800}};
const shot=async(p,n)=>{await p.setViewportSize({width:1280,height:800});await p.screenshot({path:`${out}/${n}.png`,fullPage:true});await p.setViewportSize({width:360,height:740});await p.screenshot({path:`${out}/${n}-phone.png`,fullPage:true});await p.setViewportSize({width:1280,height:800});};
await as("mai.tt",wide,async p=>{
  await p.goto(address+"/bo/documents"); await shot(p,"d-list");
  const docs=await p.$$eval("a[href^='/bo/documents/']",as=>as.map(a=>a.getAttribute("href")).filter(h=>/[0-9a-f-]{36}$/.test(h)));
  await p.goto(address+docs[0]); await shot(p,"d-doc");
  const sign=await p.goto(address+"/bo/documents").then(()=>p.$$eval("a[href$='/signing']",as=>as.map(a=>a.getAttribute("href"))));
  await p.goto(address+sign[0]); await shot(p,"d-signing");
  await p.goto(address+"/bo/documents/verification"); await shot(p,"d-verify");
  await p.goto(address+"/bo/returns");
  await p.goto(address+docs[1]); const c=await p.$eval("a[href^='/bo/consolidations/']",a=>a.getAttribute("href"));
  await p.goto(address+c); await shot(p,"c-signed");
  await p.goto(address+c+"/figures"); await shot(p,"c-figures");
  await p.goto(address+c+"/words"); await shot(p,"c-words-signed");
  // 2026 of the ward
  await p.goto(address+"/bo/returns");
  const regimes=[...new Set(await p.$$eval("a[href^='/bo/regimes/']",as=>as.map(a=>a.getAttribute("href"))))].filter(h=>/[0-9a-f-]{36}$/.test(h));
  let per; for(const r of regimes){ await p.goto(address+r); const ps=await p.$$eval("a[href^='/bo/periods/']",as=>as.map(a=>[a.textContent,a.getAttribute("href")])); const f=ps.find(([t])=>/2026$/.test(t.trim())&&!/–|đến/.test(t)); if(f) per=f[1]; }
  console.log(per);
  await p.goto(address+per); await shot(p,"p-2026");
  await p.goto(address+per+"/consolidations"); await shot(p,"c-list");
  const cs=await p.$$eval("a[href^='/bo/consolidations/']",as=>as.map(a=>a.getAttribute("href")));
  console.log(cs);
  for(const [i,c] of cs.entries()){ await p.goto(address+c); await shot(p,"c-draft"+i); await p.goto(address+c+"/words"); await shot(p,"c-words"+i); await p.goto(address+c+"/template"); await shot(p,"c-template"+i); await p.goto(address+c+"/figures"); await shot(p,"c-figures"+i);}
});
await b.close();
