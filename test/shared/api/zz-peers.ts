import { readFileSync } from 'node:fs';
import { readDocuments } from '../../../server/yaml/read-documents.ts';
import { DEFAULT_OPTIONS } from '../../../shared/api/context.ts';
import { create } from '../../../shared/api/create.ts';
import { emptyState } from '../../../shared/api/state.ts';
let ok=0,n=0;
const root='/work/shared/peer-cases/';
for (const l of readFileSync(root+'expected.jsonl','utf8').trim().split('\n')) { const c=JSON.parse(l);
  if(c.peer!=='k8s-validation'&&c.peer!=='k8s-warnings') continue;
  const got:string[]=[];
  for (const doc of readDocuments(readFileSync(root+c.file,'utf8')).documents){ if(doc.value==null)continue;
    const {answer}=create(doc.value,{...DEFAULT_OPTIONS,ipFamilies:['IPv4','IPv6'],serviceCidrs:{}},emptyState());
    if(c.peer==='k8s-warnings') got.push(...answer.warnings.map(w=>w.text)); else got.push(...answer.causes.map(x=>`${x.field} ${x.message}`)); }
  n++;
  if(c.peer==='k8s-warnings'){ console.log('W',c.case,JSON.stringify(c.expected).slice(0,500),'GOT',JSON.stringify(got)); continue;}
  const want=c.expected.map((e:any)=>`${e.field} `+(e.detail??''));
  const good=want.length===got.length && c.expected.every((e:any)=>got.some(g=>g.startsWith(e.field+' ')&&g.includes((e.detail??'').slice(0,60))));
  if(good)ok++; else console.log(c.case,'\n  want',JSON.stringify(want).slice(0,400),'\n  got ',JSON.stringify(got).slice(0,500));
}
console.log(ok,n);
