import { readFileSync } from 'node:fs';
import { readDocuments } from '../../../server/yaml/read-documents.ts';
import { DEFAULT_OPTIONS } from '../../../shared/api/context.ts';
import { create } from '../../../shared/api/create.ts';
import { emptyState } from '../../../shared/api/state.ts';
import { decodingMessage } from './golden-answers.ts';
let ok=0,n=0;
for (const c of JSON.parse(readFileSync('/work/shared/openapi/decoding-observed.json','utf8'))) {
  const doc = readDocuments(c.text).documents[0]; if(!doc || doc.value===undefined){console.log('unread',c.case);continue}
  const dup = doc.problems.filter(p=>p.kind==='duplicate-key').map(p=>({path:[p.text],line:doc.text.slice(0,p.span.start).split('\n').length}));
  const {answer}=create(doc.value,DEFAULT_OPTIONS,emptyState(),dup);
  n++;
  const got=answer.causes.map(x=>x.message).join(', ');
  const want=c.strict.code===400?decodingMessage(c.strict.message):(c.strict.causes??[]).map((x:any)=>x.message).join(', ');
  if(answer.code===c.strict.code && (c.strict.code===201||got===want)) ok++; else console.log(c.case,'|',c.text.replace(/\n/g,'⏎').slice(0,200),'\n   want',c.strict.code,c.strict.code===422?c.strict.message:want,'\n   got ',answer.code,got);
}
console.log(ok,n);
