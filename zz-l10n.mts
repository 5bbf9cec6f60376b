import { sentences } from './scripts/generate-l10n.ts';
import { readFileSync } from 'node:fs';
const k = JSON.parse(readFileSync('l10n/bundle.l10n.ko.json','utf8'));
console.log(JSON.stringify(sentences().filter(s => !(s in k)), null, 1));
console.log(JSON.stringify(Object.keys(k).filter(s => !sentences().includes(s))));
for (const s of ['What if','Way in','Picture of {0}','Ingress {0}','Service','Copy: {0}','and {0} more ways in','Node port on {0}']) console.log(s, '=>', k[s]);
