/** Adam (Kingma & Ba 2015, algorithm 1) with its state in plain sight, so that it can be saved, resumed and rewound. */
import * as tf from '@tensorflow/tfjs-core';

export interface Adam {
  /** One step on all variables. Gradients stand in the order of the variables, with their shapes. */
  apply(gradients: readonly tf.Tensor[], learningRate: number): void;
  dispose(): void;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
/** Explicit: tfjs would take the backend's own, 1e-4 on webgl and 1e-7 elsewhere. */
const EPSILON = 1e-8;

export function createAdam(variables: readonly tf.Variable[]): Adam {
  const zeros = () => variables.map((variable) => tf.tidy(() => tf.variable(tf.zerosLike(variable), false)));
  const firstMoments = zeros();
  const secondMoments = zeros();
  let step = 0;

  return {
    apply(gradients, learningRate) {
      step += 1;
      const stepSize = learningRate / (1 - BETA1 ** step);
      const secondCorrection = 1 / Math.sqrt(1 - BETA2 ** step);
      tf.tidy(() =>
        variables.forEach((variable, index) => {
          const gradient = gradients[index]!;
          const first = firstMoments[index]!;
          const second = secondMoments[index]!;
          first.assign(tf.add(tf.mul(first, BETA1), tf.mul(gradient, 1 - BETA1)));
          second.assign(tf.add(tf.mul(second, BETA2), tf.mul(tf.square(gradient), 1 - BETA2)));
          const denominator = tf.add(tf.mul(tf.sqrt(second), secondCorrection), EPSILON);
          variable.assign(tf.sub(variable, tf.mul(tf.div(first, denominator), stepSize)));
        }),
      );
    },
    dispose() {
      tf.dispose([...firstMoments, ...secondMoments]);
    },
  };
}
