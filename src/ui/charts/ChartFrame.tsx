/** A chart with its title, its legend, and itself as a picture or as numbers. */
import { messageOf } from '../../experiment/messageOf.ts';
import { ActionIcon } from '@mantine/core';
import { IconPhotoDown, IconTableDown } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { saveFile } from '../saveFile.ts';
import { pictureOf } from './pictureOf.ts';

interface Props {
  readonly title: string;
  /** Shown where there is room, and on hover. */
  readonly detail?: string;
  /** Without its ending. */
  readonly fileName: string;
  /** Made when it is asked for. */
  readonly csv: () => string;
  readonly legend?: ReactNode;
  readonly children: ReactNode;
}

export function ChartFrame({ title, detail, fileName, csv, legend, children }: Props) {
  const figure = useRef<HTMLElement>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const savePicture = async () => {
    setFailure(null);
    try {
      saveFile(`${fileName}.png`, await pictureOf(figure.current!));
    } catch (error) {
      const reason = messageOf(error);
      setFailure(`The picture could not be made (${reason}). Save the numbers, or take a screenshot.`);
    }
  };
  return (
    <figure className="chart" ref={figure}>
      <figcaption className="chart-caption">
        <span className="small" title={detail}>
          {title}
          {detail && <span className="chart-detail">: {detail}</span>}
        </span>
        {legend}
        <span className="chart-buttons">
          <ActionIcon
            variant="subtle"
            size="sm"
            color="gray"
            aria-label={`Save picture: ${title}`}
            title="Save as PNG"
            onClick={() => void savePicture()}
          >
            <IconPhotoDown size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            size="sm"
            color="gray"
            aria-label={`Save numbers: ${title}`}
            title="Save as CSV"
            onClick={() => saveFile(`${fileName}.csv`, new Blob([csv()], { type: 'text/csv' }))}
          >
            <IconTableDown size={16} />
          </ActionIcon>
        </span>
      </figcaption>
      {failure && (
        <p className="small" role="alert">
          {failure}
        </p>
      )}
      <div className="chart-body">{children}</div>
    </figure>
  );
}
