import { installHost } from './install.ts';
const t=Date.now(); await installHost(s=>console.log(((Date.now()-t)/1000).toFixed(1), s.label)); console.log('done', (Date.now()-t)/1000);
