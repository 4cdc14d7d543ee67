/** A chart with its title, its legend, and itself as a picture, as a table or as a file of numbers. */
import { ActionIcon } from '@mantine/core';
import { IconFileTypeSvg, IconPhotoDown, IconTable, IconTableDown } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { messageOf } from '../../experiment/messageOf.ts';
import { saveFile } from '../saveFile.ts';
import { toCsv, type Numbers } from './numbers.ts';
import { NumbersTable } from './NumbersTable.tsx';

interface Props {
  readonly title: string;
  /** Shown where there is room, and on hover. */
  readonly detail?: string;
  /** Without its ending. */
  readonly fileName: string;
  /** Made when they are asked for. */
  readonly numbers: () => Numbers;
  /** Whether its numbers stand on the page already: in it, or beside it. */
  readonly isTable?: boolean;
  readonly legend?: ReactNode;
  /** As high as what it draws; otherwise it fills its place. */
  readonly hasOwnHeight?: boolean;
  readonly children: ReactNode;
}

export function ChartFrame(props: Props) {
  const { title, detail, fileName, numbers, isTable = false, legend, hasOwnHeight = false, children } = props;
  const figure = useRef<HTMLElement>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isAsNumbers, setIsAsNumbers] = useState(false);
  const savePicture = async (kind: 'png' | 'svg') => {
    setFailure(null);
    try {
      const { pictureOf } = await import('./pictureOf.ts'); // few ever ask for it
      saveFile(`${fileName}.${kind}`, await pictureOf(figure.current!, kind));
    } catch (error) {
      const reason = messageOf(error);
      setFailure(`The picture could not be made (${reason}). Save the numbers, or take a screenshot.`);
    }
  };
  return (
    <figure className={hasOwnHeight ? 'chart own-height' : 'chart'} ref={figure}>
      <figcaption className="chart-caption">
        <span className="small" title={detail}>
          {title}
          {detail && <span className="chart-detail">: {detail}</span>}
        </span>
        {!isAsNumbers && legend}
        <span className="chart-buttons" data-not-in-picture>
          {!isTable && (
            <ChartButton
              name={`Show numbers: ${title}`}
              hint="Show as a table"
              isPressed={isAsNumbers}
              onClick={() => setIsAsNumbers(!isAsNumbers)}
            >
              <IconTable size={16} />
            </ChartButton>
          )}
          {!isAsNumbers && (
            <>
              <ChartButton
                name={`Save picture: ${title}`}
                hint="Save as PNG"
                onClick={() => void savePicture('png')}
              >
                <IconPhotoDown size={16} />
              </ChartButton>
              <ChartButton
                name={`Save drawing: ${title}`}
                hint="Save as SVG"
                onClick={() => void savePicture('svg')}
              >
                <IconFileTypeSvg size={16} />
              </ChartButton>
            </>
          )}
          <ChartButton
            name={`Save numbers: ${title}`}
            hint="Save as CSV"
            onClick={() => saveFile(`${fileName}.csv`, new Blob([toCsv(numbers())], { type: 'text/csv' }))}
          >
            <IconTableDown size={16} />
          </ChartButton>
        </span>
      </figcaption>
      {failure && (
        <p className="small" role="alert" data-not-in-picture>
          {failure}
        </p>
      )}
      <div className="chart-body">
        {isAsNumbers ? <NumbersTable title={title} numbers={numbers()} /> : children}
      </div>
    </figure>
  );
}

interface ButtonProps {
  readonly name: string;
  readonly hint: string;
  readonly isPressed?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function ChartButton({ name, hint, isPressed, onClick, children }: ButtonProps) {
  return (
    <ActionIcon
      variant={isPressed ? 'default' : 'subtle'}
      size="sm"
      color="gray"
      aria-label={name}
      aria-pressed={isPressed}
      title={hint}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}
