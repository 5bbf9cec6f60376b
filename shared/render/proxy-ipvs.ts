// Virtual servers as `ipvsadm -Ln` prints them.
import type { IpvsServer } from '../proxy/ipvs-servers.ts';
import { joinHostPort } from '../cluster/ip-address.ts';

/**
 * The table of virtual servers, each with its real servers, before any connection.
 * Source: ipvsadm 1.31 ipvsadm.c print_service_entry.
 */
export function formatIpvs(servers: readonly IpvsServer[]): string {
  const lines = [
    'IP Virtual Server version 1.2.1 (size=4096)',
    'Prot LocalAddress:Port Scheduler Flags',
    '  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn',
    ...servers.flatMap(formatServer),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function formatServer(server: IpvsServer): readonly string[] {
  const { address, persistentSeconds, port, protocol, realServers, scheduler } = server;
  // kube-proxy asks for the source port to be hashed; only mh listens.
  const flags = scheduler === 'mh' ? ' (mh-port)' : '';
  const persistent = persistentSeconds === undefined ? '' : ` persistent ${persistentSeconds}`;
  return [
    `${protocol.padEnd(4)} ${joinHostPort(address, port)} ${scheduler}${flags}${persistent}`,
    ...realServers.map(
      ({ key }) => `  -> ${key.padEnd(28)} ${'Masq'.padEnd(7)} ${'1'.padEnd(6)} ${'0'.padEnd(10)} 0`,
    ),
  ];
}
