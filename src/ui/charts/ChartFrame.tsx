/** A chart with its title, its legend, and itself as a picture or as numbers. */
import { ActionIcon } from '@mantine/core';
import { IconPhotoDown, IconTableDown } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { saveFile } from '../saveFile.ts';

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

/** Pixels of the picture per pixel of the screen. */
const SHARPNESS = 2;

export function ChartFrame({ title, detail, fileName, csv, legend, children }: Props) {
  const figure = useRef<HTMLElement>(null);
  const savePicture = async () => {
    if (!figure.current) return;
    const { toBlob } = await import('html-to-image'); // few ever ask for it
    const picture = await toBlob(figure.current, {
      pixelRatio: SHARPNESS,
      backgroundColor: getComputedStyle(document.body).backgroundColor,
      filter: (node) => !(node instanceof Element && node.classList.contains('chart-buttons')),
    });
    if (picture) saveFile(`${fileName}.png`, picture);
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
      <div className="chart-body">{children}</div>
    </figure>
  );
}
