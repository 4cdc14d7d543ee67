/** What is noted inside the page while it is measured; each function runs there, and uses nothing from outside itself. */

export type Recorder = () => void;

export interface Opening {
  firstContentfulPaintMs: number;
  /** Figure 3 has its lines, and they have been painted. */
  firstCurveMs: number;
  /** Those of 50 ms and more. */
  readonly tasks: { readonly startMs: number; readonly endMs: number }[];
  readonly shifts: { readonly atMs: number; readonly value: number; readonly what: string }[];
}

declare global {
  interface Window {
    opening?: Opening;
    recordFrames?: (forMs: number) => Promise<number[]>;
    responses?: number[];
  }
}

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly { readonly node: Node | null }[];
}

/** Begins before the page does. */
export function recordOpening(): void {
  const opening: Opening = { firstContentfulPaintMs: 0, firstCurveMs: 0, tasks: [], shifts: [] };
  window.opening = opening;
  const watch = (type: string, note: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') opening.firstContentfulPaintMs = startTime;
  });
  watch('longtask', ({ startTime, duration }) =>
    opening.tasks.push({ startMs: startTime, endMs: startTime + duration }),
  );
  watch('layout-shift', (entry) => {
    const { value, hadRecentInput, sources, startTime } = entry as LayoutShift;
    const nameOf = (node: Node | null) =>
      node instanceof Element
        ? `${node.tagName}.${node.getAttribute('class') ?? ''}`
        : String(node?.textContent);
    const what = sources.map(({ node }) => nameOf(node).slice(0, 60)).join(', ');
    if (!hadRecentInput) opening.shifts.push({ atMs: startTime, value, what });
  });
  const observer = new MutationObserver(() => {
    const table = document.querySelector('table[aria-label="Probabilities"] td');
    const line = table?.closest('section')?.querySelector('svg path[d*="L"]');
    if (!line) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => (opening.firstCurveMs = performance.now())));
  });
  observer.observe(document, { childList: true, subtree: true, attributes: true });
}

/** Offers window.recordFrames: milliseconds between frames. */
export function recordFrames(): void {
  window.recordFrames = (forMs) =>
    new Promise((resolve) => {
      const gaps: number[] = [];
      let last = performance.now();
      const end = last + forMs;
      const tick = () => {
        const now = performance.now();
        gaps.push(now - last);
        last = now;
        if (now < end) requestAnimationFrame(tick);
        else resolve(gaps);
      };
      requestAnimationFrame(tick);
    });
}

/** Fills window.responses: from an input event at the first element to the frame after the first change in the second. */
export function recordResponses([asked, answering]: readonly [Element | null, Element | null]): void {
  if (!asked || !answering) throw new Error('What is to be measured is not on the page.');
  const responses: number[] = [];
  window.responses = responses;
  let askedMs: number | null = null;
  for (const type of ['keydown', 'pointermove', 'pointerdown'])
    asked.addEventListener(type, ({ timeStamp }) => (askedMs = timeStamp), { capture: true });
  const observer = new MutationObserver(() => {
    if (askedMs === null) return;
    const startMs = askedMs;
    askedMs = null;
    requestAnimationFrame(() => setTimeout(() => responses.push(performance.now() - startMs)));
  });
  observer.observe(answering, { childList: true, subtree: true, characterData: true, attributes: true });
}
