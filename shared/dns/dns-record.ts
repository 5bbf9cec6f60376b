// What the cluster's DNS holds, in the terms of the Kubernetes DNS specification.

/** The kinds of records that a cluster's DNS answers with. */
export type RecordType = 'A' | 'AAAA' | 'CNAME' | 'SRV' | 'PTR';

/** One record. Names are lower case, complete and without the dot at the end. */
export interface DnsRecord {
  readonly name: string;
  readonly type: RecordType;
  /** An address, a name, or for SRV `priority weight port target`. */
  readonly value: string;
  /** For SRV the port and the name in `value`. */
  readonly srv?: { readonly port: number; readonly target: string };
  /** The Service that the record belongs to. */
  readonly service: { readonly namespace: string; readonly name: string };
}

/** Every name of a cluster with its records, for one cluster domain. */
export interface DnsZone {
  /** `cluster.local` */
  readonly clusterDomain: string;
  readonly records: readonly DnsRecord[];
  readonly byName: ReadonlyMap<string, readonly DnsRecord[]>;
  /** Names that hold nothing themselves but have names below them: they are answered with no data, not with NXDOMAIN. */
  readonly parents: ReadonlySet<string>;
  /** What stands before `svc` in the names of Services, with records or without: `web`, `shop` and `web.shop`. */
  readonly shortNames: ReadonlySet<string>;
}

/** What decides the names of a cluster besides its objects. */
export interface DnsOptions {
  readonly clusterDomain: string;
  /** The addresses of a Service, the primary family first; empty for a headless one. */
  readonly clusterIPsOf: (namespace: string, name: string) => readonly string[];
}
