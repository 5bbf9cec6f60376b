import { readFileSync } from 'node:fs';
import { readDocuments } from '../../../server/yaml/read-documents.ts';
import { DEFAULT_OPTIONS } from '../../../shared/api/context.ts';
import { create } from '../../../shared/api/create.ts';
import { emptyState } from '../../../shared/api/state.ts';
let ok=0,n=0,miss=0; const root='/work/shared/corpus/';
const cache=new Map<string,any>();
for (const l of readFileSync(root+'apiserver-verdicts.jsonl','utf8').trim().split('\n')) { const c=JSON.parse(l);
  let docs=cache.get(c.file); if(!docs){const text=readFileSync(root+c.file,'utf8'); docs=readDocuments(text).documents.map(d=>({...d,line:text.slice(0,d.start).split('\n').length})); cache.set(c.file,docs);}
  const doc=docs.find((d:any)=>{const v:any=d.value; return v&&v.kind===c.kind&&(typeof v.metadata?.name==='object'?'':v.metadata?.name??'')===c.name});
  if(!doc){miss++;continue}
  const {answer}=create(doc.value,{...DEFAULT_OPTIONS,kubernetesVersion:'1.36',serviceCidrs:{},ipFamilies:['IPv4','IPv6'],nodePortRange:{first:1,last:65535}},emptyState([]));
  n++;
  const bad=c.decode?'decode':c.strict?'strict':c.errs.length?'errs':'ok';
  const got=answer.code===201?'ok':answer.code===422?'errs':answer.code===400?(answer.causes[0]!.message.startsWith('unknown')?'strict':'decode'):String(answer.code);
  let good=bad===got;
  if(good&&bad==='errs'){const w=c.errs.map((e:any)=>e.field+' '+e.type).sort().join();const g=answer.causes.map(e=>e.field+' '+e.reason).sort().join();good=w===g}
  if(good&&bad==='strict'){good=c.strict.replace('strict decoding error: ','')===answer.causes.map(x=>x.message).join(', ')}
  if(good&&bad==='decode'){good=c.decode===answer.causes[0]!.message}
  if(good)ok++; else console.log(c.file,c.kind,c.name,bad,JSON.stringify(c.strict??c.decode??c.errs.map((e:any)=>e.field+' '+e.detail)).slice(0,300),'GOT',got,JSON.stringify(answer.causes.map(e=>e.field+' '+e.message)).slice(0,300));
}
console.log(ok,n,'not found',miss);
