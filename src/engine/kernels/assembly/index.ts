/** All kernels, as one module without data of its own, so that it can live in another module's memory. */
export { gemm, gemmScratchBytes } from './gemm';
export { countInk, indexImages } from './sparseIndex';
export { sparseForward, sparseWeightGradient } from './sparse';
export { adam, momentum } from './optimisers';
export { distillationLoss } from './loss';
export { addColumns } from './columns';
export { convolve, convolveWeightGradient } from './convolution';
export { convolvePooled, pooledInputGradient, pooledWeightGradient } from './pooledConvolution';
export { greyLevels } from './levels';
export { sparseAdam } from './sparseAdam';
