/** A link for a class, `?seed=own`: whoever opens it draws a seed of their own, so that thirty results are thirty replicates. */
import { LIMITS } from '../experiment/limits.ts';
import { withParameter } from './address.ts';

const PARAMETER = 'seed';
const OWN = 'own';

export const withOwnSeed = (address: string) => withParameter(address, PARAMETER, OWN);

/**
 * The seed that an address asks to have drawn, once, and the address in whose place it then stands.
 * @param random 0 … 1, without 1
 * @returns null where the address asks for none
 */
export function drawSeed(
  { pathname, search, hash }: Pick<Location, 'pathname' | 'search' | 'hash'>,
  random = Math.random,
): { readonly seed: number; readonly address: string } | null {
  if (new URLSearchParams(search).get(PARAMETER) !== OWN) return null;
  // Not the default, which stands in no link.
  const { min, max } = LIMITS.seed;
  const seed = min + 1 + Math.floor(random() * (max - min));
  const others = hash
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && pair.split('=', 1)[0] !== PARAMETER);
  const url = new URL(withParameter(`http://here${pathname}${search}`, PARAMETER, null));
  return { seed, address: `${url.pathname}${url.search}#${[`seed=${seed}`, ...others].join('&')}` };
}
