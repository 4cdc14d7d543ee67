/** What stands in the place of a part of the page that broke or is missing: what happened, and what one can do. */
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { messageOf } from '../experiment/messageOf.ts';

interface Props {
  /** It could not be loaded; else it broke. */
  readonly isMissing?: boolean;
  readonly error: unknown;
  /** The components around it, as React tells them. */
  readonly components?: string;
  readonly onAgain: () => void;
  readonly onClose: (() => void) | undefined;
}

export function Broken({ isMissing = false, error, components = '', onAgain, onClose }: Props) {
  const [copied, setCopied] = useState<'not yet' | 'copied' | 'refused'>('not yet');
  const details = detailsOf(error, components);
  useEffect(() => {
    if (!isMissing) return;
    addEventListener('online', onAgain); // the network is back
    return () => removeEventListener('online', onAgain);
  }, [isMissing, onAgain]);
  const copy = () => {
    // Left out where the page is not served safely.
    const writing =
      (navigator.clipboard as Clipboard | undefined)?.writeText(details) ?? Promise.reject(new Error());
    writing.then(
      () => setCopied('copied'),
      () => setCopied('refused'),
    );
  };
  return (
    <div className={onClose ? 'broken broken-dialog' : 'broken'} role="alert">
      <p>
        {isMissing
          ? 'This part of the page could not be loaded: the connection is lost, or a newer version of the page stands on the server by now.'
          : `This part of the page broke: ${messageOf(error)}`}{' '}
        All else goes on, a run too.
      </p>
      <div className="row">
        <Button size="compact-xs" variant="default" onClick={onAgain}>
          Try again
        </Button>
        <Button size="compact-xs" variant="default" onClick={copy}>
          {copied === 'copied' ? 'Copied' : 'Copy details'}
        </Button>
        {onClose && (
          <Button size="compact-xs" variant="default" onClick={onClose}>
            Close
          </Button>
        )}
      </div>
      {copied === 'refused' && (
        <pre className="small" tabIndex={0} aria-label="Details, to be selected and copied">
          {details}
        </pre>
      )}
    </div>
  );
}

/** For whoever mends it. */
function detailsOf(error: unknown, components: string): string {
  return [
    `Distillery, ${import.meta.url}`, // its name has the fingerprint of the build
    `${new Date().toISOString()}, ${navigator.userAgent}`,
    location.href,
    `${messageOf(error)}\n${error instanceof Error ? error.stack : ''}`,
    components.trim(),
  ].join('\n\n');
}
