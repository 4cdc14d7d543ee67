/** Hands a file to the person, by the browser's own download. */
import { page } from '../store/useStore.ts';

/** Safari fetches the file some time after the click. */
const KEPT_MS = 60_000;

export function saveFile(fileName: string, contents: Blob): void {
  const url = URL.createObjectURL(contents);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
  if (mayBeForbidden())
    page.store.setState({
      notice: `Where ${fileName} did not come, the page around this one forbids downloads: open this page by itself, or have allow-downloads put into the iframe’s sandbox.`,
    });
}

/** A frame is not told that its sandbox swallows a download; it can look only at one of its own site. */
function mayBeForbidden(): boolean {
  if (window.top === window) return false;
  try {
    const sandbox = window.frameElement?.getAttribute('sandbox');
    return !window.frameElement || (typeof sandbox === 'string' && !sandbox.includes('allow-downloads'));
  } catch {
    return true;
  }
}
