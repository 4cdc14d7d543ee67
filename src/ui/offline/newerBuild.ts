/** A part of the page that is gone: is it the connection, or does a newer page stand on the server? */

/** @param offer called when there is a newer page */
export function watchForNewerBuild(offer: () => void): void {
  addEventListener('vite:preloadError', () => void isNewer().then((isThere) => isThere && offer()));
}

/** Whether the page on the server begins with another script than this one did. */
async function isNewer(): Promise<boolean> {
  const own = document.querySelector<HTMLScriptElement>('script[type=module]')?.src.split('/').at(-1);
  const page = await fetch(location.pathname, { cache: 'no-store' }).catch(() => null);
  if (!own || !page?.ok) return false;
  return !(await page.text()).includes(own);
}
