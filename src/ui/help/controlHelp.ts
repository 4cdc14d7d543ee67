/** What the controls are that set nothing of a run. Those that do are told by the table of settings (experiment/settingsTable). */

export interface ControlHelp {
  readonly title: string;
  /** What it is, in one sentence. */
  readonly what: string;
  /** What to try, in one sentence. */
  readonly advice: string;
}

export const CONTROL_HELP = {
  experiment: {
    title: 'Experiment',
    what: 'Takes the settings of a claim from the literature, and trains with them at once.',
    advice: 'Try one where distillation loses.',
  },
  files: {
    title: 'Open files',
    what: 'Digits of your own: IDX of any type, CSV (label and 784 greys a line), or pictures of 28 × 28 in a folder for each class; plain, .gz or .zip. They stay in this page.',
    advice: 'Try to drop files or folders anywhere on the page.',
  },
  importRuns: {
    title: 'Import runs',
    what: 'Files that “Export” wrote here or elsewhere, and results of the command line (npm run experiment … --json FILE).',
    advice: 'Try to drop them anywhere on the page.',
  },
  drawSet: {
    title: 'Draw a set',
    what: 'Draw and label digits, letters or signs of your own, to train on them.',
    advice: 'Try four signs, five times each.',
  },
  share: {
    title: 'Share',
    what: 'Links to what is on display: to the same run, for a lesson, for a class, or one panel for a page of your own.',
    advice: 'Try the picture of the link: a phone reads it off the wall.',
  },
  colourScheme: {
    title: 'Light and dark',
    what: 'Changes the ground of the page.',
    advice: 'Try light on a projector.',
  },
  present: {
    title: 'Present',
    what: 'Shows one figure at a time, large; the arrow keys go from one to the next, Escape leaves.',
    advice: 'Try it on a projector: the keys for temperature and training go on acting.',
  },
  help: {
    title: 'Help',
    what: 'The keys of this page, and what its words mean.',
    advice: 'Try the key “?”.',
  },
  netsSee: {
    title: 'What the networks see',
    what: 'What is on the canvas as 28 × 28 pixels: this alone every network reads, at once.',
    advice: 'Try a 4 that is nearly a 9.',
  },
  clear: {
    title: 'Clear',
    what: 'Empties the canvas; Undo brings nothing of it back.',
    advice: 'Try to draw over a test digit: a first stroke clears by itself.',
  },
  undo: {
    title: 'Undo',
    what: 'Takes the last stroke away.',
    advice: 'Try it after a tail that turned a 1 into a 7.',
  },
  askedDigits: {
    title: 'Ten digits of your own',
    what: 'The page asks for ten digits, and counts afterwards which network reads your hand.',
    advice: 'Try it before you have seen what is read.',
  },
  framing: {
    title: 'Frame drawings as MNIST was',
    what: 'Scales a drawing to 20 × 20 pixels and moves its centre of mass to the middle, as the training digits were.',
    advice: 'Try it off, with a small digit in a corner.',
  },
  testDigits: {
    title: 'Test digits',
    what: 'Shows a digit of the test set, which no network was trained on.',
    advice: 'Try the same button again: another one comes.',
  },
  randomDigit: {
    title: 'Random',
    what: 'Shows any test digit.',
    advice: 'Try to read it before you look at the networks.',
  },
  hardest: {
    title: 'Hardest',
    what: 'Test digits of this run to which its teacher gives the least probability of being what they are.',
    advice: 'Try it once the teacher is trained.',
  },
  disputed: {
    title: 'Disputed',
    what: 'Test digits of this run that its students read differently.',
    advice: 'Try it once the run has finished.',
  },
  networkSwitch: {
    title: 'Network',
    what: 'Whose probabilities the figures show: the teacher’s, or those of a student of the first seed.',
    advice: 'Try all three at the same temperature.',
  },
  sideBySide: {
    title: 'One network, all three, or the KL',
    what: 'All three side by side on the same digit; or what the distilled student is punished for by the KL from its teacher, and by the KL to it.',
    advice: 'Try a disputed digit.',
  },
  guess: {
    title: 'Your guess',
    what: 'Points of test accuracy by which you expect the distilled student to be better; it stays as a mark in the verdict.',
    advice: 'Try it before the last step.',
  },
  scale: {
    title: 'Linear or log',
    what: 'How probabilities are drawn: as they are, or each tenth part as far below as the one before.',
    advice: 'Try log, to see the small ones.',
  },
  displayTemperature: {
    title: 'Temperature',
    what: 'Logits are divided by T before the softmax: the higher T, the softer the probabilities. It acts at once, on all that is drawn.',
    advice: 'Try 1, then 8: which wrong digits come up?',
  },
  chartSwitch: {
    title: 'Chart',
    what: 'What is drawn of the run, epoch by epoch or as it is now.',
    advice: 'Try Calibration: is a network as sure as it is right?',
  },
  replay: {
    title: 'Replay',
    what: 'Goes through the finished run again, epoch by epoch: play it, or move the slider.',
    advice: 'Try to find the epoch at which distilled students come to the front.',
  },
  savePicture: {
    title: 'Save the picture',
    what: 'Hands you the figure as a file, complete, with what would have to be scrolled to.',
    advice: 'Try it for a slide.',
  },
  saveNumbers: {
    title: 'Save the numbers',
    what: 'Hands you the numbers behind the figure as a table (CSV).',
    advice: 'Try it in a spreadsheet.',
  },
  train: {
    title: 'Train',
    what: 'Trains a teacher and both kinds of students with the settings below, here in this page; pressed again it pauses, and goes on.',
    advice: 'Try to draw meanwhile.',
  },
  step: {
    title: 'Step',
    what: 'Does one optimiser step of the run, and stands.',
    advice: 'Try it right after Rewind, with Figure 3 on a student.',
  },
  rewind: {
    title: 'Rewind',
    what: 'This run again, with its own settings: back to the same first weights.',
    advice: 'Try it, then Train: the same numbers come.',
  },
  students: {
    title: 'Students',
    what: 'Layers of each student, and how many pairs there are; the button opens all settings.',
    advice: 'Try 16 hidden units, or ten seeds.',
  },
  findSettings: {
    title: 'Find T and weight',
    what: 'Tries fifteen pairs of T and weight on training digits that are held out for it, and sets the best; the test digits choose nothing.',
    advice: 'Try it, then Train: what do the test digits say of it?',
  },
  temperatureLock: {
    title: 'Lock to the temperature on display',
    what: 'While it is locked, students are trained at the temperature that is on display.',
    advice: 'Try it open: look at one temperature, train at another.',
  },
  loss: {
    title: 'Loss',
    what: 'What a distilled student makes small: the weighted sum of its error against the labels and against the teacher.',
    advice: 'Try to move “Taught by”, and watch the weights here.',
  },
  moreSeeds: {
    title: 'More seeds',
    what: 'Trains more pairs of students with the settings and the teacher of this run, and joins them to it.',
    advice: 'Try it where the verdict is open: the interval narrows.',
  },
  moreReplicates: {
    title: 'More replicates',
    what: 'Makes this run again with other labels, order of batches, teacher and first weights, and joins it to it.',
    advice: 'Try it: does the gain hold for another teacher, and what does the interval come to?',
  },
  poolFiles: {
    title: 'Open result files',
    what: 'Takes the files of “Download results”, as many as there are, and joins those that are runs of the same settings.',
    advice: 'Try the files of two windows with different seeds.',
  },
  takeAway: {
    title: 'Take a network away',
    what: 'Hands you a network of this run as ONNX, as a TensorFlow.js model or as JSON, with code that runs it, and a script that trains the same way.',
    advice: 'Try the script: does PyTorch find the same gain?',
  },
  downloadResults: {
    title: 'Download results',
    what: 'Hands you all that was measured of this run, as JSON; the results of a whole class can be pooled here.',
    advice: 'Try it after each run that you want to keep.',
  },
} as const satisfies Record<string, ControlHelp>;
