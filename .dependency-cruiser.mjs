// The arrows of the house, each forbidden the other way. Type-only imports count. ARCHITECTURE.md draws the map.

/** A rule that forbids imports from one place to another. */
const never = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
});

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.d\\.ts$|tsconfig|^test/|^scripts/|\\.json$' },
      to: {},
    },
    never('shared-is-pure', '^shared/', '^(server|client|test|scripts)/|^node:', 'shared runs everywhere'),
    {
      name: 'shared-has-no-packages',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'ipaddr\\.js|@noble/hashes' },
    },
    never('model-is-the-bottom', '^shared/model/', '^shared/(?!model/)'),
    never('api-knows-the-model', '^shared/api/', '^shared/(?!model/|api/)'),
    never('cluster-knows-api', '^shared/cluster/', '^shared/(?!model/|api/|cluster/)'),
    never('proxy-knows-cluster', '^shared/proxy/', '^shared/(?!model/|api/|cluster/|proxy/)'),
    never('messages-know-the-model', '^shared/messages/', '^shared/(?!model/|messages/)'),
    never('dns-knows-cluster', '^shared/dns/', '^shared/(?!model/|api/|cluster/|dns/)'),
    never('env-knows-cluster', '^shared/env/', '^shared/(?!model/|api/|cluster/|env/)'),
    never('ingress-knows-cluster', '^shared/ingress/', '^shared/(?!model/|api/|cluster/|ingress/)'),
    never('traffic-does-not-render', '^shared/traffic/', '^shared/(render|messages)/'),
    never('render-makes-strings', '^shared/render/', '^shared/messages/'),
    never('client-knows-only-shared', '^client/', '^(server|test|scripts)/'),
    never('webview-knows-only-shared', '^client/webview/', '^client/(?!webview/)'),
    never('host-does-not-load-the-webview', '^client/(?!webview/)', '^client/webview/'),
    never('server-never-knows-the-client', '^server/', '^(client|test|scripts)/'),
    never('yaml-is-the-bottom', '^server/yaml/', '^server/(?!yaml/)'),
    never('kustomize-knows-yaml', '^server/kustomize/', '^server/(?!kustomize/|yaml/)'),
    never('workspace-knows-kustomize', '^server/workspace/', '^server/(?!workspace/|kustomize/|yaml/)'),
    never(
      'analysis-knows-workspace',
      '^server/analysis/',
      '^server/(?!analysis/|workspace/|kustomize/|yaml/)',
    ),
    never(
      'rules-know-analysis',
      '^server/rules/(?!registry)',
      '^server/(?!analysis/)',
      'a rule sees the world through its context',
    ),
    never('rules-are-strangers', '^server/rules/(?!registry)', '^server/rules/'),
    never('features-know-analysis', '^server/features/', '^server/(?!features/|analysis/|workspace/|yaml/)'),
    never('service-knows-no-protocol', '^server/service\\.ts', '^server/(lsp|cli|node)/'),
    never('only-yaml-imports-yaml', '^(?!server/yaml/|test/)', '^node_modules/yaml/'),
    never('only-lsp-knows-lsp', '^server/(?!lsp/|main\\.)', '^node_modules/vscode-languageserver'),
    never('only-the-client-knows-vscode', '^(?!client/|test/vscode/)', '^vscode$'),
    never(
      'only-node-code-knows-node',
      '^server/(?!node/|cli/|main\\.node|main\\.cli|main\\.reader)',
      '^(node:|fs$|path$|os$)',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: '.tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
    },
    exclude: { path: '^(dist|\\.tsbuild|\\.vscode-test)/' },
  },
};
