// The variables that containers get for Services.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settle } from '../../../shared/cluster/settle.ts';
import { serviceVariables } from '../../../shared/env/service-variables.ts';
import { cluster, objects } from '../cluster/objects.ts';

function service(name: string, spec: string, namespace = 'default'): string {
  return `---\n{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: ${namespace}}, spec: {${spec}}}\n`;
}

function variables(text: string, pod = ''): readonly string[] {
  const podText = `---\n{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {${pod || 'containers: [{name: c, image: x}]'}}}\n`;
  const state = settle(objects(text + podText), cluster());
  const [own] = state.pods;
  assert.ok(own);
  const clusterIPsOf = (namespace: string, name: string): readonly string[] => {
    const found = state.services.find((one) => one.namespace === namespace && one.service.ref.name === name);
    const ip = found?.service.clusterIP;
    return ip && ip !== 'None' ? [ip] : [];
  };
  return serviceVariables(own, own.template.containers[0], state.services, { clusterIPsOf }).map(
    ({ name, value, hiddenBy }) => `${name}=${value}${hiddenBy ? ` (${hiddenBy})` : ''}`,
  );
}

const web = service(
  'my-web',
  'clusterIP: 10.96.0.9, ports: [{name: http-alt, port: 80}, {name: dns, port: 53, protocol: UDP}]',
);

test('a Service gives its host, its ports and the links of Docker', () => {
  assert.deepEqual(variables(web), [
    'MY_WEB_SERVICE_HOST=10.96.0.9',
    'MY_WEB_SERVICE_PORT=80',
    'MY_WEB_SERVICE_PORT_HTTP_ALT=80',
    'MY_WEB_SERVICE_PORT_DNS=53',
    'MY_WEB_PORT=tcp://10.96.0.9:80',
    'MY_WEB_PORT_80_TCP=tcp://10.96.0.9:80',
    'MY_WEB_PORT_80_TCP_PROTO=tcp',
    'MY_WEB_PORT_80_TCP_PORT=80',
    'MY_WEB_PORT_80_TCP_ADDR=10.96.0.9',
    'MY_WEB_PORT_53_UDP=udp://10.96.0.9:53',
    'MY_WEB_PORT_53_UDP_PROTO=udp',
    'MY_WEB_PORT_53_UDP_PORT=53',
    'MY_WEB_PORT_53_UDP_ADDR=10.96.0.9',
  ]);
});

test('only Services of the namespace with a cluster IP count', () => {
  const others =
    service('far', 'clusterIP: 10.96.0.8, ports: [{port: 80}]', 'shop') +
    service('bare', 'clusterIP: None, ports: [{port: 80}]') +
    service('alias', 'type: ExternalName, externalName: example.com');
  assert.deepEqual(variables(others), []);
});

test('the API server is there for all, links or no links', () => {
  const master = service('kubernetes', 'clusterIP: 10.96.0.1, ports: [{name: https, port: 443}]');
  const seen = variables(master + web, 'enableServiceLinks: false, containers: [{name: c, image: x}]');
  assert.equal(seen.length, 8);
  assert.ok(seen.every((line) => line.startsWith('KUBERNETES_')));
});

test('IPv6 addresses stand in brackets where a port follows', () => {
  const seen = variables(service('six', 'clusterIP: "fd00::9", ports: [{port: 80}]'));
  assert.ok(seen.includes('SIX_SERVICE_HOST=fd00::9'));
  assert.ok(seen.includes('SIX_PORT=tcp://[fd00::9]:80'));
});

test('what the container sets itself wins', () => {
  const seen = variables(web, 'containers: [{name: c, image: x, env: [{name: MY_WEB_PORT, value: "8080"}]}]');
  assert.deepEqual(
    seen.filter((line) => line.includes('(')),
    ['MY_WEB_PORT=tcp://10.96.0.9:80 (container)'],
  );
});

test('two Services can want the same variable', () => {
  const both =
    service('web', 'clusterIP: 10.96.0.9, ports: [{port: 80}]') +
    service('web-service', 'clusterIP: 10.96.0.8, ports: [{port: 90}]');
  assert.deepEqual(
    variables(both).filter((line) => line.includes('(')),
    ['WEB_SERVICE_PORT=80 (service)', 'WEB_SERVICE_PORT=tcp://10.96.0.8:90 (service)'],
  );
});
