import * as Shape from '../../core/prediction/shop-model.ts';

/** The version of stored models that can be read; others are replaced by the next fit. */
export const READABLE_VERSION: unknown = 'MODEL_VERSION' in Shape ? Shape.MODEL_VERSION : 1;
