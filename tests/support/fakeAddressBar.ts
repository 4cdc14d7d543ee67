/** An address bar with its history, as far as the page uses it. */
export function createBar(hash: string) {
  const entries = [hash];
  let at = 0;
  let navigated = () => undefined as void;
  return {
    entries,
    location: {
      pathname: '/page/',
      search: '?autostart=0',
      get hash() {
        return entries[at]!;
      },
    },
    history: {
      pushState: (_: unknown, __: string, url?: string | URL | null) => {
        entries.splice(at + 1, Infinity, String(url));
        at += 1;
      },
      replaceState: (_: unknown, __: string, url?: string | URL | null) => {
        entries[at] = String(url);
      },
    },
    get at() {
      return at;
    },
    addEventListener: (_: string, listener: () => void) => (navigated = listener),
    go(step: number) {
      at += step;
      navigated();
    },
    edit(text: string) {
      entries.splice(at + 1, Infinity, text);
      this.go(1);
    },
  };
}
