/** Saves digits in each of the formats that can be opened again. */
import { Button } from '@mantine/core';
import { csvFile, idxFiles, pngFile } from '../../data/digitFiles.ts';
import type { DigitSplit } from '../../data/digitSet.ts';
import { saveFile } from '../saveFile.ts';

interface Props {
  readonly split: DigitSplit;
  /** Of the classes. */
  readonly names: readonly string[];
  /** What the names of the files begin with. */
  readonly stem: string;
}

/** One button a file: browsers ask before they save two at once. */
export function SaveDigits({ split, names, stem }: Props) {
  const ways: readonly [what: string, make: () => File | Promise<File>][] = [
    ['images (IDX)', () => idxFiles(split, stem)[0]],
    ['labels (IDX)', () => idxFiles(split, stem)[1]],
    ['table (CSV)', () => csvFile(split, stem, names)],
    ['pictures (PNG)', () => pngFile(split, stem, names)],
  ];
  const save = async (make: () => File | Promise<File>) => {
    const file = await make();
    saveFile(file.name, file);
  };
  return ways.map(([what, make]) => (
    <Button
      key={what}
      size="xs"
      variant="default"
      disabled={split.labels.length === 0}
      onClick={() => void save(make)}
    >
      Save {what}
    </Button>
  ));
}
