// A balancer for any mode of kube-proxy.
import type { Balancer, BalancerOptions } from './balancer.ts';
import { createIpvsBalancer } from './ipvs-balancer.ts';
import { createUniformBalancer } from './uniform-balancer.ts';
import { createUserspaceBalancer } from './userspace-balancer.ts';

/** A balancer in its first state. The same requests with the same draws always lead to the same picks. */
export function createBalancer(options: BalancerOptions): Balancer {
  const { mode } = options;
  switch (mode) {
    case 'iptables':
    case 'nftables':
      return createUniformBalancer({ ...options, mode });
    case 'ipvs':
      return createIpvsBalancer(options);
    case 'userspace':
      return createUserspaceBalancer(options);
  }
}
