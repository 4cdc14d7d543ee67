/** Letters that are no digits in disguise (no O, I, S, Z, B, b, g, q, l): what a reader of digits should not be sure of. */
import { parseStrokes } from '../../src/data/penmanship/strokes.ts';

/** In the form of Penmanship's tables, a block a letter. */
const TABLE = `
digit A  base aspect 0.85
  1    5,100 48,0! 95,100 | 22,64 78,64
digit D  base aspect 0.8
  1    12,0 12,100 | 12,2 60,8 92,45 64,92 12,98
digit E  base aspect 0.7
  1    85,2 12,2! 12,98! 88,98 | 12,50 70,50
digit F  base aspect 0.7
  1    88,2 12,2! 12,100 | 12,48 70,48
digit H  base aspect 0.8
  1    10,0 10,100 | 90,0 90,100 | 10,50 90,50
digit K  base aspect 0.75
  1    12,0 12,100 | 88,2 14,55! 90,100
digit M  base aspect 1.05
  1    5,100 12,0! 50,70! 88,0! 95,100
digit N  base aspect 0.85
  1    10,100 10,0! 90,100! 90,0
digit R  base aspect 0.75
  1    12,100 12,0 | 12,2 70,6 82,30 60,50 14,52! 90,100
digit W  base aspect 1.15
  1    0,0 24,100! 50,30! 76,100! 100,0
digit X  base aspect 0.8
  1    8,0 92,100 | 92,0 8,100
digit a  base aspect 0.9
  1    80,20 40,5 8,50 35,95 80,70 82,8! 84,70 100,98
digit e  base aspect 0.9
  1    10,52 86,48 75,10 35,4 8,50 30,95 90,82
digit f  base aspect 0.6
  1    90,10 60,0 45,25 45,100 | 12,42 85,42
digit h  base aspect 0.7
  1    12,0 12,100 | 12,62 45,42 80,58 82,100
digit k  base aspect 0.65
  1    14,0 14,100 | 80,42 16,72! 84,100
digit m  base aspect 1.25
  1    6,5 8,100 | 8,35 30,8 48,32 50,100 | 50,35 74,8 92,32 94,100
digit n  base aspect 0.9
  1    10,5 12,100 | 12,40 50,6 86,34 88,100
digit r  base aspect 0.6
  1    18,5 20,100 | 20,45 50,10 90,14
digit t  base aspect 0.6
  1    45,0 45,80 62,100 85,90 | 12,30 82,30
digit u  base aspect 0.9
  1    10,5 12,65 45,98 84,60! 86,5! 88,100
digit w  base aspect 1.3
  1    2,5 20,92 50,30 78,92 98,5
digit x  base aspect 0.9
  1    10,5 90,98 | 88,5 8,98
`;

export const LETTER_STROKES = parseStrokes(TABLE);
