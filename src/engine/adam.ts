/** Adam with its state in plain sight, so that it can be saved, resumed and rewound. */
import * as tf from '@tensorflow/tfjs-core';
import { adamStep } from './kernels/adamStep.ts';

export interface Adam {
  /** One step on all variables. Gradients stand in the order of the variables, with their shapes. */
  apply(gradients: readonly tf.Tensor[], learningRate: number): void;
  dispose(): void;
}

/** Kingma & Ba 2015; epsilon as there. */
const CONSTANTS = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;

export function createAdam(variables: readonly tf.Variable[]): Adam {
  const zeros = () => variables.map((variable) => tf.tidy(() => tf.variable(tf.zerosLike(variable), false)));
  const firstMoments = zeros();
  const secondMoments = zeros();
  let step = 0;

  return {
    apply(gradients, learningRate) {
      step += 1;
      variables.forEach((variable, index) =>
        adamStep(variable, gradients[index]!, firstMoments[index]!, secondMoments[index]!, {
          ...CONSTANTS,
          learningRate,
          step,
        }),
      );
    },
    dispose() {
      tf.dispose([...firstMoments, ...secondMoments]);
    },
  };
}
