/** A name may have many; a machine that takes no connection at four of each family takes none. */
const MOST_ADDRESSES = 8;

/**
 * In which order addresses are tried: as the name service prefers them, the families turn by turn, so that a machine
 * without a way out by IPv6 comes to IPv4 soon (RFC 8305 §4).
 */
export function addressesToTry(addresses: readonly string[]): string[] {
  const isIpv6 = (address: string) => address.includes(":");
  const [first] = addresses;
  if (first === undefined) return [];
  const preferred = addresses.filter((address) => isIpv6(address) === isIpv6(first));
  const others = addresses.filter((address) => isIpv6(address) !== isIpv6(first));
  const inTurns = preferred.flatMap((address, index) => [address, ...others.slice(index, index + 1)]);
  return [...inTurns, ...others.slice(preferred.length)].slice(0, MOST_ADDRESSES);
}
