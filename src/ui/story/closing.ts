/** How the Story ends: what of it holds beyond digits, and where it comes from. */

export const CLOSING = {
  title: 'From ten digits to a language model',
  text: [
    'Nothing in the two losses knows of digits. They ask for a list of classes, a logit for each, and a teacher worth ' +
      'hearing. The paper went on to speech. Of its frames one network read 58.9 % right, ten averaged 61.1 %, and one ' +
      'distilled from the ten 60.8 %. With 3 % of the data, labels reached 44.5 % and soft targets 57.0 %.',
    'A language model ends in the same step: a logit for every piece of text that may come next, softmax, a temperature. ' +
      'A small one can be taught by the probabilities of a large one in the same way. This page has not tried it. The ' +
      'formula would be the one above, with more than ten bars.',
  ],
} as const;

export const REFERENCES = [
  {
    text: 'G. Hinton, O. Vinyals, J. Dean, Distilling the Knowledge in a Neural Network, 2015: the paper of this story',
    arxiv: '1503.02531',
  },
  { text: 'C. Guo and others, On Calibration of Modern Neural Networks, 2017', arxiv: '1706.04599' },
  { text: 'T. Furlanello and others, Born Again Neural Networks, 2018', arxiv: '1805.04770' },
  { text: 'R. Müller, S. Kornblith, G. Hinton, When Does Label Smoothing Help?, 2019', arxiv: '1906.02629' },
  { text: 'S. Stanton and others, Does Knowledge Distillation Really Work?, 2021', arxiv: '2106.05945' },
  {
    text: 'L. Beyer and others, Knowledge distillation: A good teacher is patient and consistent, 2022',
    arxiv: '2106.05237',
  },
  { text: 'B. Zhao and others, Decoupled Knowledge Distillation, 2022', arxiv: '2203.08679' },
] as const;
