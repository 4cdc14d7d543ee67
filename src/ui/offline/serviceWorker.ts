/** The page kept by the browser, so that it opens without a network; and a newer one that waits until somebody wants it. */

/** How often a page that stays open asks whether there is a newer one. */
const ASKED_MS = 3_600_000;

/** Named after the folder: others of the same site are other pages. */
const lockOf = ({ scope }: ServiceWorkerRegistration) => `Distillery is open: ${scope}`;

let kept: ServiceWorkerRegistration | null = null;

/**
 * From now on the page is kept.
 * @param offer called when a newer page waits
 */
export async function keepPage(offer: () => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return; // the page is not served safely
  const registration = await navigator.serviceWorker.register('./sw.js').catch(() => null); // none where it is blocked
  if (!registration) return;
  kept = registration;
  void navigator.locks.request(lockOf(registration), { mode: 'shared' }, () => new Promise(() => undefined));
  const look = () => {
    if (registration.waiting && navigator.serviceWorker.controller) offer();
  };
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', look),
  );
  look();
  setInterval(() => void registration.update().catch(() => undefined), ASKED_MS); // offline it is asked another time
}

/**
 * Puts the newer page in the place of this one.
 * @returns how many other tabs show the page: it is not taken away below them, so nothing happens while there are any
 */
export async function takeNewerPage(): Promise<number> {
  if (kept?.waiting) {
    const { held = [] } = await navigator.locks.query();
    const numOthers = held.filter(({ name }) => name === lockOf(kept!)).length - 1;
    if (numOthers > 0) return numOthers;
    const isTaken = new Promise((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
    );
    kept.waiting.postMessage({ type: 'SKIP_WAITING' }); // as workbox understands it
    await isTaken;
  }
  location.reload();
  return 0;
}
