/** Offers a newer version of the page, which never takes this one's place by itself. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { takeNewerPage } from './serviceWorker.ts';

export function NewerPage() {
  const [numOthers, setNumOthers] = useState(0);
  return (
    <div className="notices remark" role="status" aria-label="Newer version">
      <p>
        {numOthers === 0
          ? 'A newer version of this page is there. Reload when it suits you; what is under way goes on until then.'
          : `Not yet: ${numOthers === 1 ? 'another tab shows' : `${numOthers} other tabs show`} this page, and would lose parts of it. Close what you need no more there, then press again.`}
      </p>
      <Button size="compact-xs" variant="default" onClick={() => void takeNewerPage().then(setNumOthers)}>
        Reload
      </Button>
    </div>
  );
}
