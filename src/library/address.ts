/** What stands in the query of an address, beside the settings after its "#". */

/** The same address with another value of one parameter; null takes it away. */
export function withParameter(address: string, name: string, value: string | null): string {
  const url = new URL(address);
  const others = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && pair.split('=', 1)[0] !== name);
  // Not by URLSearchParams, which would write commas as %2C.
  url.search = [...others, ...(value === null ? [] : [`${name}=${value}`])].join('&');
  return url.href;
}
