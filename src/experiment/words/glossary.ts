/** What the words of the page mean, in a sentence each; one word a thing. */

interface Entry {
  readonly word: string;
  readonly meaning: string;
}

/** From what is taught to what is claimed. */
export const GLOSSARY: readonly Entry[] = [
  {
    word: 'teacher',
    meaning:
      'The network, or ensemble of networks, that is learnt from; it stays as it is while students train.',
  },
  {
    word: 'student',
    meaning:
      'A small network. Standalone: taught by labels alone. Distilled: taught by the teacher’s soft targets, and by labels.',
  },
  {
    word: 'logits',
    meaning: 'The ten numbers that a network puts out for an image, before they become probabilities.',
  },
  {
    word: 'temperature, T',
    meaning: 'What logits are divided by before the softmax: the higher, the softer the probabilities.',
  },
  {
    word: 'soft targets',
    meaning: 'The teacher’s probabilities at a temperature: what a distilled student is to match.',
  },
  {
    word: 'dark knowledge',
    meaning: 'What a teacher’s small probabilities say: which wrong digits are less wrong than others.',
  },
  {
    word: 'hard loss, soft loss',
    meaning: 'A student’s error against the labels, and against the soft targets.',
  },
  {
    word: 'weight of the soft loss',
    meaning: 'From 0 to 1, how much the soft loss counts; the hard loss has the rest.',
  },
  {
    word: 'transfer set',
    meaning: 'The images on which students are trained; it may lack labels, or a digit.',
  },
  {
    word: 'probe',
    meaning: 'The digit whose probabilities are on display: drawn, or picked from the test set.',
  },
  { word: 'arm', meaning: 'All students that share one recipe: the standalone arm, the distilled arm.' },
  { word: 'seed', meaning: 'The number from which chance is drawn: the same seed gives the same run again.' },
  {
    word: 'pair',
    meaning:
      'A standalone and a distilled student that begin with the same weights and see the same images in the same order.',
  },
  {
    word: 'replicate',
    meaning: 'One draw of all that a run leaves to chance: labels, batch order, teacher, first weights.',
  },
  {
    word: 'gain',
    meaning:
      'Test accuracy of the distilled students less that of the standalone ones, pair by pair, in percentage points.',
  },
  {
    word: '95 % interval',
    meaning:
      'Where the mean gain may well lie, for the chances that it names; of 100 such intervals about 95 hold the truth.',
  },
  { word: 'agreement', meaning: 'Share of test digits that student and teacher read alike, right or wrong.' },
  {
    word: 'calibration',
    meaning:
      'Whether a network is as often right as it says: of digits that it is 80 % sure of, 80 % should be right.',
  },
  {
    word: 'NLL',
    meaning: 'Negative log-likelihood of the right digit, in nats: small where a network is sure and right.',
  },
  { word: 'nat', meaning: 'The unit of information by natural logarithms; 0.69 nats are a bit.' },
  {
    word: 'entropy',
    meaning: 'How undecided probabilities are: 0 for one digit alone, 2.3 nats for ten alike.',
  },
  {
    word: 'epoch, step',
    meaning: 'An epoch sees every image once; a step is one batch of them, and one change of the weights.',
  },
  { word: 'run', meaning: 'One set of settings on one set of digits: teacher, students, result.' },
  { word: 'experiment', meaning: 'A claim from the literature, and the runs that try it: its variants.' },
];
