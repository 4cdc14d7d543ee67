/** The link to the run on display, large enough for a phone across the room; or one that gives each pupil a seed. Loaded when it is first wanted. */
import { Switch } from '@mantine/core';
import { useState } from 'react';
import { withOwnSeed } from '../../library/classLink.ts';
import { withoutDrawing } from '../../library/permalink.ts';
import { Dialog } from '../Dialog.tsx';
import { LinkCode } from './LinkCode.tsx';
import { LinkField } from './LinkField.tsx';

interface Props {
  readonly link: string;
  readonly onClose: () => void;
}

/** Where the page is served to this machine alone. */
const LOCAL = /^(localhost|127\.|\[::1\])/;

export function CodeDialog({ link, onClose }: Props) {
  const [isForClass, setIsForClass] = useState(true);
  const plain = withoutDrawing(link); // its squares would be too small to read
  const shown = isForClass ? withOwnSeed(plain) : plain;
  return (
    <Dialog onClose={onClose} size="lg" title="Link for a class" closeLabel="Close the link for a class">
      <Switch
        size="xs"
        mb="sm"
        label="A seed of its own for everybody who opens it"
        checked={isForClass}
        onChange={({ currentTarget: { checked } }) => setIsForClass(checked)}
      />
      <p className="small">
        {isForClass
          ? 'Whoever opens it draws a seed, which then stands in their address: everybody’s run is another draw of labels, order, teacher and first weights. Collect the files of “Download results”, and open them all under Pooled results.'
          : 'Whoever opens it trains the very same run.'}
      </p>
      {plain !== link && <p className="small">Your drawing is not in it: the squares would be too small.</p>}
      {LOCAL.test(new URL(link).host) && (
        <p className="small" role="note">
          This page is served to this computer alone: other devices cannot open the link. Start it with{' '}
          <code>npm start -- --host</code>, and open it here by the address that this names.
        </p>
      )}
      <LinkCode link={shown} />
      <LinkField label="Link for the class" text={shown} />
    </Dialog>
  );
}
