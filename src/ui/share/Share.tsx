/** Copies the link to the run on display, and shows it, to be selected where copying is not allowed; says what it cannot carry. */
import { Button, Popover, Stack, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconShare } from '@tabler/icons-react';
import { Suspense, useRef, useState } from 'react';
import { writeHash } from '../../library/permalink.ts';
import { linkToRun, notInLink } from '../../store/link.ts';
import { page } from '../../store/useStore.ts';
import { helped } from '../help/helped.ts';
import { later } from '../later.tsx';

const DIALOGS = {
  'Make a lesson link': later(() => import('./LessonDialog.tsx'), 'LessonDialog'),
  'Link for a class, QR code': later(() => import('./CodeDialog.tsx'), 'CodeDialog'),
  'Embed a panel': later(() => import('./EmbedDialog.tsx'), 'EmbedDialog'),
} as const;
type DialogName = keyof typeof DIALOGS;
const DIALOG_NAMES = Object.keys(DIALOGS) as readonly DialogName[];

/** Made anew, because the address follows the settings a moment later. */
function currentLink(): string {
  const url = new URL(location.href);
  url.hash = writeHash(linkToRun(page.store.getState()));
  return url.href;
}

export function Share() {
  const clipboard = useClipboard({ timeout: 60_000 }); // the confirmation stays as long as it is looked at
  const [link, setLink] = useState<string | null>(null);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const Dialog = dialog && DIALOGS[dialog];
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setLink(null);
  const share = () => {
    const current = currentLink();
    setLink(current);
    setMissing(notInLink(page.store.getState()));
    clipboard.copy(current);
  };
  return (
    <>
      <Popover
        opened={link !== null}
        onDismiss={close}
        position="bottom-end"
        width={320}
        trapFocus
        withinPortal
      >
        <Popover.Target>
          <Button
            ref={button}
            size="xs"
            variant="default"
            {...helped('share')}
            leftSection={<IconShare size={14} aria-hidden="true" />}
            onClick={share}
          >
            Share
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Link to what is set">
          <p role="status" aria-label="Link">
            {clipboard.error && 'The browser does not let this page copy: select the link and copy it.'}
            {clipboard.copied && 'Link copied. '}
            {missing.length === 0
              ? 'It opens with the same settings and trains the same run.'
              : `It opens with the same settings. ${missing.join(' ')}`}
          </p>
          <TextInput
            aria-label="Link to what is set"
            size="xs"
            mt="xs"
            mb="xs"
            readOnly
            data-autofocus
            value={link ?? ''}
            onFocus={(event) => event.currentTarget.select()}
          />
          <Stack gap={6}>
            {DIALOG_NAMES.map((name) => (
              <Button
                key={name}
                size="xs"
                variant="default"
                onClick={() => {
                  close();
                  setDialog(name);
                }}
              >
                {name}
              </Button>
            ))}
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {Dialog && (
        <Suspense>
          <Dialog
            link={currentLink()}
            onClose={() => {
              setDialog(null);
              button.current?.focus(); // what opened it is gone with its card
            }}
          />
        </Suspense>
      )}
    </>
  );
}
