/**
 * Parts of the page that are loaded when they are first wanted, so that the page stands sooner. This is the one place for them:
 * a part that cannot be had, or that breaks, is said in its own place and can be tried again, and all else goes on.
 */
import { use, useEffect, useState, type ComponentType } from 'react';
import { Boundary } from './Boundary.tsx';
import { Broken } from './Broken.tsx';

interface Others<Props> {
  /** What stands in its place when it is not to be had; what says so, unless told otherwise. */
  readonly instead?: ComponentType<Props & { readonly onAgain: () => void }>;
}

type Loaded<Props> =
  { readonly Part: ComponentType<Props> } | { readonly Part: null; readonly cause: unknown };

/** Those named so far, by what loads them. */
const parts = new Set<() => Promise<unknown>>();

let numRenamed = 0;

/**
 * Until 2026 browsers remembered that a file of modules could not be had, and asked for it no more (whatwg/html, issue 6768):
 * under another name they do. The file's own name is in what they say of it, but in Safari.
 */
async function loadRenamed<Chunk>(cause: unknown): Promise<Chunk> {
  const [url] = /https?:\S+\.js/.exec(String(cause)) ?? [];
  if (url === undefined) throw cause;
  return import(/* @vite-ignore */ `${url}?again=${++numRenamed}`) as Promise<Chunk>;
}

/** The component of this name from a chunk of its own. Rendered within a Suspense. A dialog's `onClose` closes what is said in its place too. */
export function later<Name extends string, Props extends object>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
  { instead: Instead }: Others<Props> = {},
): ComponentType<Props> {
  let known: Promise<Loaded<Props>> | null = null;
  let hasFailed = false;
  // What failed is kept until it was shown: whoever waits for it asks again while React renders.
  const part = () =>
    (known ??= (hasFailed ? load().catch(loadRenamed<Record<Name, ComponentType<Props>>>) : load()).then(
      (chunk) => ({ Part: chunk[name] }),
      (cause: unknown) => {
        hasFailed = true;
        return { Part: null, cause };
      },
    ));
  const forgetFailure = () => void (known = null);
  parts.add(() => part().then(({ Part }) => Part ?? forgetFailure()));

  return function Later(props: Props) {
    const [asked, setAsked] = useState(part);
    const loaded = use(asked);
    useEffect(() => {
      if (!loaded.Part) forgetFailure(); // the next one who wants it asks anew
    }, [loaded]);
    const onClose = 'onClose' in props ? (props.onClose as () => void) : undefined;
    const isOpen = !('isOpen' in props) || props.isOpen === true;
    if (loaded.Part)
      return (
        <Boundary onClose={onClose} isOpen={isOpen}>
          <loaded.Part {...props} />
        </Boundary>
      );
    const onAgain = () => setAsked(part());
    if (Instead) return <Instead {...props} onAgain={onAgain} />;
    if (!isOpen) return null;
    return <Broken isMissing error={loaded.cause} onAgain={onAgain} onClose={onClose} />;
  };
}

/** For what is no loss where it is missing. */
export const Nothing = () => null;

/**
 * Loads every part that nobody has wanted yet, one after the other, and what they name in turn: from then on the page needs no
 * network. What cannot be had now is asked for again when somebody wants it.
 * @param turn resolves when the page has nothing else to do
 */
export async function loadAllParts(turn: () => Promise<void>): Promise<void> {
  for (const part of parts) {
    await turn(); // a set is walked with what is added on the way
    await part();
  }
}
