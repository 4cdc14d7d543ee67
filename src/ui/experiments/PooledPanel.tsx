/** Results of a class, opened together: each is a replicate, and the interval speaks of all that was drawn. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Pooled } from '../../experiment/pool.ts';
import type { TextFile } from '../../experiment/poolFiles.ts';
import { messageOf } from '../../experiment/messageOf.ts';
import { actions } from '../../store/useStore.ts';
import { FilesButton } from '../FilesButton.tsx';
import { helped } from '../help/helped.ts';
import { Panel } from '../panels/Panel.tsx';
import { PooledResult } from './PooledResult.tsx';

/** A result of twenty students on ten thousand digits has about a tenth of it. */
const MAX_BYTES = 5_000_000;

export function PooledPanel() {
  const [files, setFiles] = useState<readonly TextFile[]>([]);
  const [pooled, setPooled] = useState<Pooled | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const pool = async (opened: readonly File[]) => {
    setProblem(null);
    try {
      const all = [...files, ...(await Promise.all(opened.map(textOf)))];
      const result = await actions.poolResults(all);
      setFiles(all);
      setPooled(result);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Panel
      title="Pooled results"
      aside={
        <span className="row">
          <FilesButton {...helped('poolFiles')} onFiles={(opened) => void pool(opened)}>
            Open result files
          </FilesButton>
          {files.length > 0 && (
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                setFiles([]);
                setPooled(null);
              }}
            >
              Put them away
            </Button>
          )}
        </span>
      }
    >
      <p className="lede">
        For a class: hand out the link that gives everybody a seed (Share, “Link for a class”), let everybody
        train, and collect the files of “Download results”. Opened here together, each is a replicate: other
        labels, another order, another teacher, other first weights.
      </p>
      {problem !== null && <p role="alert">{problem}</p>}
      {pooled?.result && <PooledResult result={pooled.result} numFiles={pooled.pooled.length} />}
      {pooled && pooled.leftOut.length > 0 && <LeftOut pooled={pooled} />}
    </Panel>
  );
}

function LeftOut({ pooled: { leftOut, pooled } }: { readonly pooled: Pooled }) {
  return (
    <section aria-label="Files left out" className="left-out">
      <h3>
        Left out: {leftOut.length} of {leftOut.length + pooled.length} files
      </h3>
      <ul>
        {leftOut.map(({ file, why }, at) => (
          <li key={at}>
            <strong translate="no">{file}</strong>: {why}
          </li>
        ))}
      </ul>
    </section>
  );
}

async function textOf(opened: File): Promise<TextFile> {
  if (opened.size > MAX_BYTES)
    throw new Error(
      `${opened.name} has ${opened.size} bytes, and a result has at most ${MAX_BYTES}: open what “Download results” wrote.`,
    );
  return { file: opened.name, text: await opened.text() };
}
