import { readWorkspace } from '../server/cli/read-workspace.ts';
import { RuleContext } from '../server/analysis/context.ts';
import { DEFAULT_SETTINGS } from '../server/analysis/settings.ts';
import { selectionOf } from '../server/analysis/selection.ts';
import { uriOf } from '../server/workspace/manifest.ts';
import { directoryOf } from '../server/workspace/path.ts';
import { declaredPorts } from '../server/analysis/declared-ports.ts';
const r = readWorkspace(['/work/shared/corpus/files'], undefined as never);
const ctx = new RuleContext(r.workspace.snapshot, DEFAULT_SETTINGS);
let n=0;
for (const s of r.workspace.snapshot.objects('Service')) {
  if (s.clusterIP==='None') continue;
  const sel = selectionOf(s, ctx).selected.filter(x => directoryOf(uriOf(x))===directoryOf(uriOf(s)));
  if (sel.length<2) continue;
  const ports = sel.map(x=>x.ref.kind+'/'+x.ref.name+'['+declaredPorts(x).map(p=>(p.name??'')+':'+p.number).join(',')+' '+x.template.containers.map(c=>(c.image??'').split('/').pop()).join(',')+']');
  const sets = new Set(sel.map(x=>declaredPorts(x).map(p=>p.number).sort().join(',')));
  if (sets.size<2) continue;
  n++;
  console.log(uriOf(s).replace(/.*corpus\/files\//,''), s.ref.name, JSON.stringify(s.selector), s.ports.map(p=>p.targetPort??p.port).join(','), '=>', ports.slice(0,6).join(' '));
}
console.log(n);
